"""Places of the eye, and what stands in a picture, for the tests of the glass."""

from __future__ import annotations

from math import radians
from typing import TYPE_CHECKING

from game.app.periscope.picture import View
from game.app.periscope.tones import Tone
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M, EyePose
from game.emergencies.docking.sight import Light, Sight
from game.flight.attitude import from_rotation_vector, product
from game.flight.ports import DOCKED

if TYPE_CHECKING:
    from game.app.periscope.canvas import Canvas

SMALL, MIDDLE, LARGE = (38, 18), (60, 32), (100, 50)
"""Cells of the glass in a terminal of 80x24, 120x40 and 200x60."""

TARGETS = (Tone.TARGET_1, Tone.TARGET_2, Tone.TARGET_3)
HULLS = (Tone.HULL_1, Tone.HULL_2, Tone.HULL_3, Tone.HULL_4, Tone.HULL_5)
WARMS = (Tone.WARM_1, Tone.WARM_2, Tone.WARM_3)

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def sight(
    light: Light = Light.DAY, *, clarity: float = 1.0, glare: float = 0.0, narrow: bool = False
) -> Sight:
    """Return a sight of which only what the picture asks for is meant."""
    return Sight(
        0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        in_field=True, narrow=narrow, light=light, clarity=clarity, glare=glare,
    )  # fmt: skip


def pose(
    range_m: float,
    right_m: float = 0.0,
    down_m: float = 0.0,
    nose_right_deg: float = 0.0,
    roll_deg: float = 0.0,
) -> EyePose:
    """Return an eye so far out and off the line [m], and where the nose points [deg]."""
    turn = from_rotation_vector((radians(roll_deg), 0.0, radians(nose_right_deg)))
    return EyePose((range_m + HEAD_BEFORE_EYE_M, -right_m, down_m), product(DOCKED, turn))


def view(range_m: float, right_m: float = 0.0, down_m: float = 0.0, nose_right_deg: float = 0.0) -> View:
    """Return a view by day, the filter before the sight."""
    return View(pose(range_m, right_m, down_m, nose_right_deg), sight(), filter_on=True)


def dots(canvas: Canvas, *tones: Tone) -> set[tuple[int, int]]:
    """Return the dots of the cells of some tones, of all cells if none is named."""
    return {
        (2 * (cell % canvas.columns) + across, 4 * (cell // canvas.columns) + down)
        for cell, bits in enumerate(canvas.bits)
        for down in range(4)
        for across in range(2)
        if bits & _BITS[down][across] and (not tones or canvas.tones[cell] in tones)
    }


def middle_of(places: set[tuple[int, int]]) -> tuple[float, float]:
    """Return the middle of the box round some dots."""
    across, down = [place[0] for place in places], [place[1] for place in places]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
