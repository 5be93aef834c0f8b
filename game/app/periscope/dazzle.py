"""The lamp's light thrown back into the sight, close to the station at night.

Law: pure; made once for a size and a strength.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, hypot

from game.app.periscope.canvas import Canvas
from game.app.periscope.frame import frame
from game.app.periscope.tones import Tone

_STEPS = 8
"""Strengths that are told apart."""

_CORE_SHADE = 7
"""From so many dots a cell on the dazzle covers what stands behind it."""

_SHADES = (
    (0x00, 0x02, 0x82, 0x8A, 0x8E, 0x9E, 0xDE, 0xDF, 0xFF),
    (0x00, 0x20, 0x21, 0x61, 0x71, 0x75, 0x7D, 0xFD, 0xFF),
)
"""Cells of none to eight dots; the two alternate, so that no lines show."""


def lay_dazzle(canvas: Canvas, glare: float) -> None:
    """Lay the lamp's dazzle over the middle of the field: haze that eats dots, and at its worst hides all."""
    haze, eaten, core = _dazzle(canvas.columns, canvas.height, max(1, round(glare * _STEPS)))
    canvas.keep(~eaten)
    canvas.lay_under(haze)
    canvas.lay_over(core)


@lru_cache(32)
def _dazzle(columns: int, rows: int, step: int) -> tuple[Canvas, int, Canvas]:
    """Return the dazzle in one of its strengths: haze behind the lines, dots that it eats, and its core."""
    haze, eaten, core = (Canvas(columns, rows) for _ in range(3))
    glass = frame(columns, rows, narrow=False)
    strength = step / _STEPS
    width = (0.15 + 0.45 * strength) * glass.radius
    for row in range(rows):
        for column in range(columns):
            away = hypot(2 * column + 0.5 - glass.middle[0], 4 * row + 1.5 - glass.middle[1]) / width
            shade = round(8.0 * (0.15 + 0.85 * strength) * exp(-away * away))
            cell, pattern = row * columns + column, _SHADES[(row + column) % 2]
            haze.bits[cell], haze.tones[cell] = pattern[shade], Tone.HAZE
            eaten.bits[cell] = pattern[shade // 2]
            if shade >= _CORE_SHADE:
                core.bits[cell], core.tones[cell] = pattern[shade], Tone.BLOOM
    haze.keep(glass.field)
    core.keep(glass.field)
    eaten.keep(glass.field)
    return haze, eaten.dots, core
