"""The picture as a person makes it out: the same, with the noise of looking.

Law: noise comes from the seed and the half-second, so that a picture seen twice is the same picture, and one
that is looked at long does not flicker faster than twice a second. It never feeds the stepped state's motion.

All numbers are chosen for play.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking.glass import look
from game.emergencies.docking.sight import NARROW_FIELD_DEG, WIDE_FIELD_DEG, Sight

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState

LOOK_TICKS = 10
"""A look lasts half a second."""

_GAZE = 4
"""Glimpses in a gaze."""

TARGET_WIDE_DEG = 0.15
"""Spread of an angle in the wide field, by day."""

TARGET_NARROW_DEG = 0.05
"""Likewise in the narrow one."""

RINGS_WIDE_DEG = 0.12
"""Spread of how the rings lie, in the wide field."""

RINGS_NARROW_DEG = 0.03
"""Likewise in the narrow one."""

LEAST_DOTS = 3.0
"""A cross that is smaller on a field of `FIELD_DOTS` says nothing."""

FIELD_DOTS = 400.0
"""Dots across a good field."""

CROSS_OF_PLATE = 0.625
"""The cross against the plate that it stands before."""

SLIDE_DOTS = 0.7
"""Spread of the cross on its plate, in dots of the field."""

ROLL_DEG = 0.5
"""Spread of the roll."""

SIZE_SHARE = 0.015
"""Spread of a width, as a share of it; a dot of the field is added."""

UNSEEN_CLARITY = 0.3
"""Below it the station's own lines cannot be made out."""


def _spread(seed: int, tick: int, channel: int) -> float:
    """Return a draw with mean 0 and standard deviation about 1, never beyond 2.5: the sum of three.

    Three uniform draws of whole numbers from one; adding them is exact.
    """
    drawn = draw(seed, "docking/eyes", tick // LOOK_TICKS * 16 + channel, 1 << 30)
    a, b, c = drawn & 1023, drawn >> 10 & 1023, drawn >> 20 & 1023
    return (a + b + c - 1534.5) / 511.8


def _gone(exact: Sight) -> Sight:
    """Return what is left when the target has left the field: to which side it went."""
    edge = 0.5 * (NARROW_FIELD_DEG if exact.narrow else WIDE_FIELD_DEG)
    right, down = exact.target_right_deg, exact.target_down_deg
    distance = max(edge, sqrt(right * right + down * down))
    return replace(
        exact,
        target_right_deg=edge * right / distance,
        target_down_deg=edge * down / distance,
        slide_right=0.0,
        slide_down=0.0,
        rings_right_deg=0.0,
        rings_down_deg=0.0,
        roll_deg=0.0,
        clarity=0.0,
    )


def gaze(state: DockingState) -> Sight:
    """Return the picture as it is made out by looking for two seconds: four glimpses, averaged."""
    looks = [glimpse(replace(state, tick=max(0, state.tick - LOOK_TICKS * back))) for back in range(_GAZE)]
    first = looks[0]
    if not all(one.in_field == first.in_field for one in looks):
        return first

    return Sight(
        target_right_deg=_mean([one.target_right_deg for one in looks]),
        target_down_deg=_mean([one.target_down_deg for one in looks]),
        slide_right=_mean([one.slide_right for one in looks]),
        slide_down=_mean([one.slide_down for one in looks]),
        rings_right_deg=_mean([one.rings_right_deg for one in looks]),
        rings_down_deg=_mean([one.rings_down_deg for one in looks]),
        roll_deg=_mean([one.roll_deg for one in looks]),
        plate_deg=_mean([one.plate_deg for one in looks]),
        hull_deg=_mean([one.hull_deg for one in looks]),
        in_field=first.in_field,
        narrow=first.narrow,
        light=first.light,
        clarity=first.clarity,
        glare=first.glare,
    )


def _mean(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def glimpse(state: DockingState) -> Sight:
    """Return the picture as a person makes it out."""
    exact = look(state)
    if not exact.in_field:
        return _gone(exact)
    seed, tick = state.seed, state.tick
    # Poor light and glare make every judgement worse; a clarity of 0.1 by a factor of about three.
    seen = max(0.02, exact.clarity * (1.0 - 0.8 * exact.glare))
    blur = min(6.0, 1.0 / sqrt(seen))
    field = 3.0 if exact.narrow else 15.0
    dot = field / FIELD_DOTS
    angle = (TARGET_NARROW_DEG if exact.narrow else TARGET_WIDE_DEG) * blur
    rings = (RINGS_NARROW_DEG if exact.narrow else RINGS_WIDE_DEG) * blur
    cross_deg = exact.plate_deg * CROSS_OF_PLATE
    slide_right = slide_down = 0.0
    if cross_deg >= LEAST_DOTS * dot:
        slide = SLIDE_DOTS * dot / cross_deg * blur
        slide_right = exact.slide_right + slide * _spread(seed, tick, 2)
        slide_down = exact.slide_down + slide * _spread(seed, tick, 3)
    rings_right = rings_down = 0.0
    if seen >= UNSEEN_CLARITY:
        rings_right = exact.rings_right_deg + rings * _spread(seed, tick, 4)
        rings_down = exact.rings_down_deg + rings * _spread(seed, tick, 5)
    size = SIZE_SHARE * exact.hull_deg * blur + 0.5 * dot
    return replace(
        exact,
        target_right_deg=exact.target_right_deg + angle * _spread(seed, tick, 0),
        target_down_deg=exact.target_down_deg + angle * _spread(seed, tick, 1),
        slide_right=slide_right,
        slide_down=slide_down,
        rings_right_deg=rings_right,
        rings_down_deg=rings_down,
        roll_deg=exact.roll_deg + ROLL_DEG * blur * _spread(seed, tick, 6),
        plate_deg=max(0.0, exact.plate_deg + 0.5 * dot * blur * _spread(seed, tick, 7)),
        hull_deg=max(0.1, exact.hull_deg + size * _spread(seed, tick, 8)),
    )
