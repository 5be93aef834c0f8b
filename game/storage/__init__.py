"""The only room that knows the disk: where saves lie, the films, settings, the library of stories.

Law: nothing acknowledged is ever lost, and nothing that cannot be read is ever touched. What the disk or a
file does wrong leaves here as one `game.errors.SaveRefused`, never as the error of a library.
"""
