"""The round glass of the sight: what the commander sees, as dots.

Law: a picture follows from where the eye is, how the sight is turned and what the light is; nothing here
reads a clock. Only `widget` knows the full screen's toolkit.
"""
