"""What the computer does with the jets: holds the attitude, brakes, backs off, damps sideways speed.

Law: it answers with a deflection of the hand controllers, as a pilot would, and knows no more jets than
they do. Plus, minus, times and roots only.

Every number here is chosen for play, so that the nose of a held ship wanders as crews describe it: a wide
dead band and slow drift in it (*flown*), a narrow one (*assisted*).
"""

from __future__ import annotations

from functools import lru_cache
from math import radians
from typing import TYPE_CHECKING

from game.flight.attitude import Quaternion, product
from game.flight.hand_controllers import Deflection, Manifolds, selected
from game.flight.jets import together
from game.vocabulary.flying import TICK_S, Rung

if TYPE_CHECKING:
    from game.flight.ship import Load
    from game.flight.vectors import Vector

TURN_RATE_RAD_S = radians(0.5)
"""How fast a rotation pulse turns the held attitude."""

DEAD_BAND_RAD: dict[Rung, float] = {
    Rung.ASSISTED: radians(0.15),
    Rung.FLOWN: radians(0.6),
    Rung.BARE: radians(0.6),
}
"""How far the nose may stand from the held attitude before a jet knocks it back."""

TIGHT_RAD = radians(0.06)
"""The same while the right hand moves the nose, and for `SETTLE_TICKS` afterwards."""

SETTLE_TICKS = 60
"""Three seconds."""

LEAD_S, ROLL_LEAD_S = 2.0, 0.8
"""An error of pitch or yaw, and of roll, counts as what it will have become in so many seconds; short enough
that one knock of a jet does not call for the next one against it."""

BACK_OFF_M_S = 0.5
"""The speed of a retreat; both sets reach it in 7 s."""

BACK_OFF_TO_M = 68.0
"""Where the retreat stops."""

BACK_OFF_BRAKING_M_S2 = 0.07
"""A little less than both sets give."""

DAMP_EVERY_TICKS = 40
"""Sideways speed is looked at every two seconds."""

DAMP_SHARE = 0.08
"""Of the sideways speed that is taken off each time: it dies away in about 25 s."""

SLIDE_TICK_M_S = 130.0 / 6870.0 * TICK_S
"""What one tick of a sliding jet gives."""

FIRST_RATE_RAD_S: dict[Rung, float] = {
    Rung.ASSISTED: radians(0.005),
    Rung.FLOWN: radians(0.02),
    Rung.BARE: radians(0.01),
}
"""The most that the ship turns about each axis at the beginning: against the station while the computer holds
it, against the stars without."""

DAMP_MOST_TICKS = 6
"""At a time."""


def turned_by(held: Quaternion, roll: int, pitch: int, yaw: int) -> Quaternion:
    """Return the held attitude after a tick of rotation command; each -1, 0 or 1.

    The half angle is below 1e-3, so its sine is itself to 1e-10 and the rest is taken out by normalising.
    """
    half = 0.5 * TURN_RATE_RAD_S * TICK_S
    w, x, y, z = product(held, (1.0, half * roll, half * pitch, half * yaw))
    # One Newton step of the root is exact here to 1e-13.
    scale = 1.5 - 0.5 * (w * w + x * x + y * y + z * z)
    return w * scale, x * scale, y * scale, z * scale


def holding(
    held: Quaternion, attitude: Quaternion, rate_rad_s: Vector, wanted: tuple[int, int, int], band_rad: float
) -> tuple[int, int, int]:
    """Return the deflections in roll, pitch and yaw that keep an attitude.

    Args:
        held: the attitude to keep, body to Hill.
        attitude: of the ship.
        rate_rad_s: relative to the station, body axes (3,).
        wanted: turn that is commanded about each axis, -1, 0 or 1 times 0.5 deg/s.
        band_rad: the dead band.
    """
    hw, hx, hy, hz = held
    w, x, y, z = attitude
    # Twice the vector part of held* attitude: the error, for small angles.
    sign = 2.0 if hw * w + hx * x + hy * y + hz * z >= 0.0 else -2.0
    roll = sign * (hw * x - hx * w - hy * z + hz * y)
    pitch = sign * (hw * y + hx * z - hy * w - hz * x)
    yaw = sign * (hw * z - hx * y + hy * x - hz * w)
    roll += ROLL_LEAD_S * (rate_rad_s[0] - TURN_RATE_RAD_S * wanted[0])
    pitch += LEAD_S * (rate_rad_s[1] - TURN_RATE_RAD_S * wanted[1])
    yaw += LEAD_S * (rate_rad_s[2] - TURN_RATE_RAD_S * wanted[2])
    return (
        -1 if roll > band_rad else 1 if roll < -band_rad else 0,
        -1 if pitch > band_rad else 1 if pitch < -band_rad else 0,
        -1 if yaw > band_rad else 1 if yaw < -band_rad else 0,
    )


def damping_ticks(speed_m_s: float) -> int:
    """Return how many ticks of sliding take a share of a sideways speed off; with the sign to slide."""
    ticks = int(abs(speed_m_s) * DAMP_SHARE / SLIDE_TICK_M_S)
    ticks = min(DAMP_MOST_TICKS, ticks)
    return -ticks if speed_m_s > 0.0 else ticks


@lru_cache(maxsize=4096)
def load_of(slides: tuple[int, int, int], turns: tuple[int, int, int], sets: int, beat: int) -> Load:
    """Return what the jets do for these deflections.

    Args:
        slides: forward, right, down.
        turns: roll, pitch, yaw.
        sets: bit 0: both sets slide; bit 1: both sets turn.
        beat: the tick modulo 6, which decides whose turn it is when several turns ask.
    """
    left = Deflection(forward=slides[0], right=slides[1], down=slides[2])
    right = Deflection(roll=turns[0], pitch=turns[1], yaw=turns[2])
    return together(
        (
            *selected(left, Manifolds.BOTH if sets & 1 else Manifolds.FIRST, beat),
            *selected(right, Manifolds.BOTH if sets & 2 else Manifolds.FIRST, beat),
        )
    )
