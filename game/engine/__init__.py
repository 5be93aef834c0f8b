"""The rules: what a save must hold, and the one function that makes the next truth from the last.

Law: pure. No clock, no disk, no dice but `game.chance`; a turn never changes the state it is given.
"""
