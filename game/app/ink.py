"""What a stretch of text means on the screen, apart from the colour that a theme gives it.

Law: four meanings beside plain prose (accent, caution, act now, dim), and each has a sign besides its colour.
A theme may change how an ink looks, never what it means. Colours live in `game.app.themes` alone.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterable


class Ink(Enum):
    """The meanings; each value is the name that `game.app.themes` gives a look."""

    PROSE = "prose"
    """What was just said."""
    STRESS = "stress"
    """An emphasised word."""
    DOOR = "door"
    """Words that lead to a card of the Archive."""
    PAST = "past"
    """What was said before."""
    DIM = "dim"
    """Context: labels, rules, keys' words."""
    ACCENT = "accent"
    """Yours: choices, focus, your own words."""
    CAUTION = "caution"
    """Look here; its sign is ``!`` or a minus."""
    ACT = "act"
    """Act now; its sign is ``!!``."""
    HEAD = "head"
    """A heading: a slugline, the title."""
    CURSOR = "cursor"
    """The row that Enter would take."""
    STAR = "star"
    AIR = "air"
    EARTH = "earth"
    HULL = "hull"
    WING = "wing"


Run = tuple[str, Ink]
"""A stretch of text in one ink."""

Row = tuple[Run, ...]
"""One line of cells, from the left."""


def row_width(row: Iterable[Run]) -> int:
    """Return how many cells a row takes."""
    return sum(cell_len(text) for text, _ in row)


def fit(text: str, width: int) -> str:
    """Return the text in at most ``width`` cells, cut with ``…`` where it is longer."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, width - 1).rstrip() + "…"


def cut(row: Row, width: int) -> Row:
    """Return the row in at most ``width`` cells, cut with ``…`` where it is longer."""
    if row_width(row) <= width:
        return row
    kept: list[Run] = []
    room = width
    for text, ink in row:
        if cell_len(text) >= room:
            kept.append((fit(text + " " * room, room), ink))
            break
        kept.append((text, ink))
        room -= cell_len(text)
    return tuple(kept)


def spread(left: Row, right: Row, width: int) -> Row:
    """Return a row with one part at each end, the left part cut if they would touch."""
    kept = cut(left, max(0, width - row_width(right) - (1 if right else 0)))
    pad = width - row_width(kept) - row_width(right)
    return (*kept, (" " * max(0, pad), Ink.DIM), *right)
