"""How bright a cell of the picture is, apart from the colour that a theme gives it.

Law: a cell has one tone. Tones are ordered from what may vanish to what must be seen.
"""

from __future__ import annotations

from enum import IntEnum


class Tone(IntEnum):
    """What a cell shows; the number is what the canvas keeps."""

    NOTHING = 0
    GRID = 1
    """The grid on the glass."""
    RIM = 2
    """The frame of the field and of the side windows, and the label."""
    STAR = 3
    EARTH = 4
    AIR = 5
    """The line of the horizon."""
    HULL_1 = 6
    """The station, from its darkest lines."""
    HULL_2 = 7
    HULL_3 = 8
    HULL_4 = 9
    HULL_5 = 10
    """To its brightest ones."""
    PANEL_1 = 11
    """Solar arrays, farther off."""
    PANEL_2 = 12
    """Nearer."""
    WARM_1 = 13
    """What a low sun lights, from the side."""
    WARM_2 = 14
    WARM_3 = 15
    HAZE = 16
    """Light that dazzles, behind the lines."""
    WINDOW = 17
    """A lit window."""
    TARGET_1 = 18
    """The target, hardly made out."""
    TARGET_2 = 19
    TARGET_3 = 20
    """The target in good light: the one bright thing."""
    BLOOM = 21
    """Light that dazzles, where it covers everything."""
    HELP = 22
    """What is drawn for the pilot: the arrow of drift, the mark of where it goes."""


DrawnRun = tuple[str, Tone]
"""A stretch of cells in one tone."""

DrawnRow = tuple[DrawnRun, ...]
"""One line of cells, from the left."""
