"""What a panel says, as plain values and sentences; both front ends draw the same readings.

Law: pure. Nothing here knows a terminal; words come from the phrase book, numbers from the state.
"""
