"""A label and its value, as panels have them.

Law: a value that asks for care has a sign beside its colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, fit, row_width

if TYPE_CHECKING:
    from collections.abc import Sequence

NONE = "---"
"""What stands where nobody has measured."""

TWO_COLUMNS = 36
"""Cells from which on two readings stand side by side."""

_GAP = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A label and its value, with the sign of a value that asks for care."""

    label: str
    value: str
    ink: Ink = Ink.PROSE
    sign: str = ""


def laid(cell: Cell, width: int) -> Row:
    """Return a cell with its label at the left and its value at the right."""
    sign = f"{cell.sign} " if cell.sign else ""
    value = fit(cell.value, max(1, width - row_width(((cell.label + sign, Ink.DIM),)) - 1))
    pad = width - row_width(((cell.label + sign + value, Ink.DIM),))
    return (
        (cell.label, Ink.DIM),
        (" " * max(1, pad), Ink.DIM),
        (sign, cell.ink),
        (value, cell.ink),
    )


def in_full(pair: tuple[Cell, Cell], width: int) -> Sequence[Row]:
    """Return two cells with nothing cut: beside each other where they have room, else one under the other."""
    left, right = (full_width(cell) for cell in pair)
    if left + right + _GAP > width:
        return [laid(cell, width) for cell in pair]
    half = (width - _GAP) // 2
    first = max(left, min(half, width - _GAP - right))
    return [(*laid(pair[0], first), (" " * _GAP, Ink.DIM), *laid(pair[1], width - first - _GAP))]


def full_width(cell: Cell) -> int:
    """Return how many cells a reading takes with nothing cut."""
    sign = f"{cell.sign} " if cell.sign else ""
    return row_width(((f"{cell.label} {sign}{cell.value}", Ink.DIM),))


def side_by_side(pair: tuple[Cell, Cell], width: int) -> Sequence[Row]:
    """Return two cells beside each other, or one under the other where they have no room."""
    left, right = pair
    if width < TWO_COLUMNS:
        return [laid(left, width), laid(right, width)]
    half = (width - _GAP) // 2
    return [(("", Ink.DIM), *laid(left, half), (" " * _GAP, Ink.DIM), *laid(right, width - half - _GAP))]
