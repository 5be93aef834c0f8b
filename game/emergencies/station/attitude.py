"""How the station hangs and turns, seen from level.

Law: plus, minus, times, divided by and roots only, so that every machine gets the same bits; the angle of a
turn is found by halving it, not by a library's arc.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.station.limits import DEG, ORBITAL_RATE_RAD_S
from game.flight.turning import rate_in_lvlh

if TYPE_CHECKING:
    from game.flight.attitude import Quaternion
    from game.flight.turning import Turning
    from game.flight.vectors import Vector


def angle_of(turn: Quaternion) -> float:
    """Return the angle of a turn, the shorter way round [rad, 0 to pi].

    The quaternion holds half the angle; it is halved three times more, which leaves a sine below 0.2, and the
    arc's series to the eleventh power then errs by less than 1e-11 rad.
    """
    w, x, y, z = turn
    sine = sqrt(x * x + y * y + z * z)
    cosine = w if w >= 0.0 else -w
    for _ in range(3):
        cosine = sqrt(0.5 * (1.0 + cosine))
        sine = 0.5 * sine / cosine
    s = sine * sine
    arc = sine * (
        1.0
        + s
        * (1.0 / 6.0 + s * (3.0 / 40.0 + s * (15.0 / 336.0 + s * (105.0 / 3456.0 + s * (945.0 / 42240.0)))))
    )
    return 16.0 * arc


def error_of(held: Quaternion, attitude: Quaternion) -> Vector:
    """Return twice the vector part of the turn from a held attitude to this one, body axes (3,).

    It is the turn itself [rad] while that is small, and points along it always.
    """
    hw, hx, hy, hz = held
    w, x, y, z = attitude
    twice = 2.0 if hw * w + hx * x + hy * y + hz * z >= 0.0 else -2.0
    return (
        twice * (hw * x - hx * w - hy * z + hz * y),
        twice * (hw * y + hx * z - hy * w - hz * x),
        twice * (hw * z - hx * y + hy * x - hz * w),
    )


def away_from(held: Quaternion, attitude: Quaternion) -> float:
    """Return the angle between two attitudes [rad, 0 to pi]."""
    x, y, z = error_of(held, attitude)
    hw, hx, hy, hz = held
    aw, ax, ay, az = attitude
    return angle_of((hw * aw + hx * ax + hy * ay + hz * az, 0.5 * x, 0.5 * y, 0.5 * z))


def rate_of(turning: Turning) -> Vector:
    """Return the rate relative to LVLH, body axes (3,): roll, pitch, yaw [rad/s]."""
    return rate_in_lvlh(turning, ORBITAL_RATE_RAD_S)


def degrees_of(angle_rad: float) -> int:
    """Return an angle in whole degrees, rounded."""
    return int(angle_rad / DEG + 0.5)
