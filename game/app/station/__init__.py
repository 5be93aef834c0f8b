"""The station from outside: a wireframe that turns over the horizon, as dots.

Law: a picture follows from how the station hangs, what fires and where the sun is; nothing here reads a
clock. The eye flies along and never turns, so that what turns on the screen turns in truth. Only `widget`
knows the full screen's toolkit.
"""
