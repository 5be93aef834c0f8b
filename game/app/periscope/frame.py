"""The glass itself: the rim of the round field, the grid of one degree, and the side windows.

Law: what stands still is made once for a size and never changed afterwards.

Round the field the real sight has side windows that look out at right angles to its axis; here four of them
stand in the corners that a round field leaves free. Their inner edge looks a little forward, their outer one
back: the ship hangs below the station with its nose up, and so the horizon lies 20 degrees back in all four
when the nose is true, and moves in and out of opposite ones when it is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, ceil, cos, floor, pi, radians, sin, sqrt, tan
from typing import TYPE_CHECKING

from game.app.periscope.backdrop import EARTH_FROM
from game.app.periscope.camera import field_deg
from game.app.periscope.canvas import Canvas
from game.app.periscope.tones import Tone

if TYPE_CHECKING:
    from game.flight.vectors import Vector

_GRID_DEG = 1.0
_NARROW_GRID_DEG = 0.2
_GAP_CELLS = 1.0
"""The cross of the grid leaves so many cells free in the middle, where the target belongs."""

_FINE_DOTS = 6.0
"""From so many dots a cell on the grid's lines are dotted; below it only their crossings are drawn."""

_WINDOW_CLOCKS = tuple(pi / 4.0 + quarter * pi / 2.0 for quarter in range(4))
_WINDOW_HALF_RAD = radians(9.5)
_WINDOW_INNER = 1.12
_WINDOW_OUTER = 1.33
"""Edges of the side windows, in radii of the field."""

_LOOK_DEG = (80.0, 150.0)
"""Off the sight's axis, at a window's inner and outer edge."""

_HAZE = 0.10
"""How thick the bright line of the horizon is, as a part of the unit vector along the vertical."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands still in a picture of one size.

    Attributes:
        middle: of the field [dots].
        radius: of the field [dots].
        still: rim and grid.
        field: the dots inside the rim, for `Canvas.keep`.
        panes: dots of the side windows: x, y, and where each looks, in the sight's axes, unit.
    """

    middle: tuple[int, int]
    radius: int
    still: Canvas
    field: int
    panes: tuple[tuple[int, int, Vector], ...]


@lru_cache(16)
def frame(columns: int, rows: int, *, narrow: bool) -> Frame:
    """Return what stands still for a size in cells, 8 by 4 at least."""
    rim = _rim(columns, rows)
    still = Canvas(columns, rows)
    _draw_grid(still, rim.middle, rim.radius, narrow=narrow)
    still.keep(rim.inside)
    still.lay_over(rim.lines)
    return Frame(rim.middle, rim.radius, still, rim.field, rim.panes)


@dataclass(frozen=True, slots=True)
class _Rim:
    """What is the same for both fields.

    Attributes:
        middle: of the field [dots].
        radius: of the field [dots].
        lines: the rim, its marks, and the frames of the side windows.
        inside: the dots that the grid may take.
        field: the dots inside the rim.
        panes: as a `Frame` has them.
    """

    middle: tuple[int, int]
    radius: int
    lines: Canvas
    inside: int
    field: int
    panes: tuple[tuple[int, int, Vector], ...]


@lru_cache(8)
def _rim(columns: int, rows: int) -> _Rim:
    lines = Canvas(columns, rows)
    middle = (lines.wide // 2, lines.high // 2)
    radius = min(middle[0], middle[1], lines.wide - 1 - middle[0], lines.high - 1 - middle[1])
    _draw_ring(lines, middle, radius)
    _draw_ticks(lines, middle, radius)
    panes = _panes(lines, middle, radius)
    inside, field = (_disc(columns, rows, middle, radius - less) for less in (2.5, 1.5))
    return _Rim(middle, radius, lines, inside, field, panes)


def draw_windows(
    canvas: Canvas, panes: tuple[tuple[int, int, Vector], ...], down: Vector, *, dark: bool
) -> None:
    """Draw the pieces of horizon in the side windows.

    Args:
        canvas: the picture.
        panes: of its frame.
        down: toward the Earth, the sight's axes, unit.
        dark: whether it is night down there too: then only the line of the air is left.
    """
    line = Tone.EARTH if dark else Tone.AIR
    ahead, right, below = down
    for x, y, (a, b, c) in panes:
        height = a * ahead + b * right + c * below - EARTH_FROM
        if height < 0.0:
            continue
        if height < _HAZE:
            canvas.dot(x, y, line)
        elif not dark and not (x + y) & 1:
            canvas.dot(x, y, Tone.EARTH)


def _draw_grid(canvas: Canvas, middle: tuple[int, int], radius: int, *, narrow: bool) -> None:
    """Draw the grid: crossings, dotted lines where there is room, and a cross through the middle."""
    half = field_deg(narrow=narrow) / 2.0
    cell = _NARROW_GRID_DEG if narrow else _GRID_DEG
    focus = radius / tan(radians(half))
    count = floor(half / cell)
    places = [focus * tan(radians(cell * number)) for number in range(-count, count + 1)]
    dots_a_cell = focus * tan(radians(cell))
    step = dots_a_cell / ceil(dots_a_cell / 4.0) if dots_a_cell >= _FINE_DOTS else dots_a_cell
    for across in places:
        for down in places:
            canvas.dot(middle[0] + across, middle[1] + down, Tone.GRID)
    if dots_a_cell >= 2.0 * _FINE_DOTS:
        steps = floor(radius / step)
        for across in places:
            for number in range(-steps, steps + 1):
                canvas.dot(middle[0] + across, middle[1] + step * number, Tone.GRID)
                canvas.dot(middle[0] + step * number, middle[1] + across, Tone.GRID)
    gap = _GAP_CELLS * dots_a_cell
    for way in (-1, 1):
        for offset in range(ceil(gap), radius, 2):
            canvas.dot(middle[0] + way * offset, middle[1], Tone.RIM)
            canvas.dot(middle[0], middle[1] + way * offset, Tone.RIM)


def _draw_ring(canvas: Canvas, middle: tuple[int, int], radius: int) -> None:
    for step in range(8 * radius):
        angle = 2.0 * pi * step / (8 * radius)
        canvas.dot(middle[0] + radius * cos(angle), middle[1] + radius * sin(angle), Tone.RIM)


def _draw_ticks(canvas: Canvas, middle: tuple[int, int], radius: int) -> None:
    """Draw a mark inward every thirty degrees round the rim, longer at the four quarters."""
    for number in range(12):
        angle = 2.0 * pi * number / 12
        long = radius // 9 if number % 3 == 0 else radius // 18
        for depth in range(1, 1 + max(1, long)):
            canvas.dot(
                middle[0] + (radius - depth) * cos(angle), middle[1] + (radius - depth) * sin(angle), Tone.RIM
            )


def _panes(canvas: Canvas, middle: tuple[int, int], radius: int) -> tuple[tuple[int, int, Vector], ...]:
    """Draw the frames of the side windows, and return the dots inside them."""
    panes: list[tuple[int, int, Vector]] = []
    inner, outer = _WINDOW_INNER * radius, _WINDOW_OUTER * radius
    for y in range(canvas.high):
        for x in range(canvas.wide):
            across, down = x - middle[0], y - middle[1]
            reach = sqrt(across * across + down * down)
            if not inner - 1.5 <= reach <= outer + 0.5:
                continue
            clock = atan2(down, across) % (2.0 * pi)
            aside = min(abs(clock - window) for window in _WINDOW_CLOCKS)
            edge = _WINDOW_HALF_RAD + 0.5 / reach
            if aside > edge + 1.0 / reach:
                continue
            if not inner <= reach <= outer - 0.5 or aside > edge:
                canvas.dot(x, y, Tone.RIM)
                continue
            share = (reach - inner) / (outer - inner)
            off = radians(_LOOK_DEG[0] + share * (_LOOK_DEG[1] - _LOOK_DEG[0]))
            panes.append((x, y, (cos(off), sin(off) * across / reach, sin(off) * down / reach)))
    return tuple(panes)


def _disc(columns: int, rows: int, middle: tuple[int, int], radius: float) -> int:
    """Return a mask of the dots within a distance of the middle."""
    disc = Canvas(columns, rows)
    for y in range(disc.high):
        room = radius * radius - (y - middle[1]) * (y - middle[1])
        if room < 0.0:
            continue
        half = floor(sqrt(room))
        for x in range(max(0, middle[0] - half), min(disc.wide - 1, middle[0] + half) + 1):
            disc.dot(x, y, Tone.RIM)
    return disc.dots
