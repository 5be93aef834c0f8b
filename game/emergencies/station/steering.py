"""Which of the Russian segment's jets fire: a wanted rate, and jets that are on or off.

Law: it sees attitude and rate as a gyro unit gives them, and knows three axes; roll is the weak one and takes
eight times as long. Bands are as wide as they are so that jets knock seldom.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.station.attitude import error_of
from game.emergencies.station.jets import SEGMENT_TORQUE_N_M
from game.emergencies.station.limits import (
    CLOSING_1_S,
    COARSE_BANDS_RAD_S,
    FAST_SLEW_RAD_S,
    FINE_BANDS_RAD_S,
    HOLD_1_S,
    HOLD_DEAD_BAND_RAD,
    HOLD_RATE_RAD_S,
    NULLED_RAD_S,
    RELEASE,
    SLEW_RAD_S,
    STATION_INERTIA,
    UNLOAD_TO_N_M_S,
)
from game.emergencies.station.state import Steering
from game.flight.attitude import NO_TURN
from game.flight.vectors import ZERO, Vector, norm, scale

if TYPE_CHECKING:
    from game.emergencies.station.state import Segment
    from game.flight.attitude import Quaternion

NO_JETS = (0, 0, 0)
"""Nothing fires."""

_ABLE_RAD_S2 = (
    0.5 * SEGMENT_TORQUE_N_M[0] / STATION_INERTIA.tensor[0][0],
    0.5 * SEGMENT_TORQUE_N_M[1] / STATION_INERTIA.tensor[1][1],
    0.5 * SEGMENT_TORQUE_N_M[2] / STATION_INERTIA.tensor[2][2],
)
"""Half of what the jets do about roll, pitch and yaw [rad/s2]."""

_STRONGEST_RAD_S2 = max(_ABLE_RAD_S2)


def wanted_rate(segment: Segment, attitude: Quaternion) -> Vector:
    """Return the rate relative to LVLH that the jets are to bring about, body axes (3,) [rad/s]."""
    if segment.steering is Steering.TURNING:
        error = error_of(NO_TURN, attitude)
        size = norm(error)
        if size == 0.0:
            return ZERO
        # Twice the sine of half the angle: near the end the angle itself, and the slew's limit long before.
        rate = min(
            FAST_SLEW_RAD_S if segment.fast else SLEW_RAD_S,
            CLOSING_1_S * size,
            sqrt(_stopping(error, size) * size),
        )
        return scale(-rate / size, error)
    if segment.steering is Steering.HOLDING:
        error = error_of(segment.held, attitude)
        return _back(error[0]), _back(error[1]), _back(error[2])
    return ZERO


def _stopping(error: Vector, size: float) -> float:
    """Return half of what the weakest axis can take off a turn along an error [rad/s2]."""
    least = _STRONGEST_RAD_S2
    for part, able in zip(error, _ABLE_RAD_S2, strict=True):
        share = abs(part) / size
        if able < least * share:
            least = able / share
    return least


def _back(error_rad: float) -> float:
    """Return the rate that takes a held axis back."""
    if -HOLD_DEAD_BAND_RAD < error_rad < HOLD_DEAD_BAND_RAD:
        return 0.0
    return max(-HOLD_RATE_RAD_S, min(HOLD_RATE_RAD_S, -HOLD_1_S * error_rad))


def jets_for(segment: Segment, attitude: Quaternion, rate: Vector) -> tuple[int, int, int]:
    """Return the axes that fire, pitch, yaw, roll: -1, 0, 1.

    Args:
        segment: in charge, steering.
        attitude: body to LVLH.
        rate: relative to LVLH, body axes (3,) [rad/s].
    """
    if segment.steering is Steering.OFF:
        return NO_JETS
    wanted = wanted_rate(segment, attitude)
    bands = FINE_BANDS_RAD_S if segment.steering is Steering.HOLDING else COARSE_BANDS_RAD_S
    was = segment.firing
    return (
        _jet(rate[1] - wanted[1], bands[0], was[0]),
        _jet(rate[2] - wanted[2], bands[1], was[1]),
        _jet(rate[0] - wanted[0], bands[2], was[2]),
    )


def _jet(error: float, band: float, was: int) -> int:
    """Return one axis: a jet that fires goes on until little is left, one that rests waits for the band."""
    if was > 0 and error < -RELEASE * band:
        return 1
    if was < 0 and error > RELEASE * band:
        return -1
    return -1 if error > band else 1 if error < -band else 0


def is_nulled(rate: Vector) -> bool:
    """Tell whether the rates count as nulled."""
    return (
        -NULLED_RAD_S < rate[0] < NULLED_RAD_S
        and -NULLED_RAD_S < rate[1] < NULLED_RAD_S
        and -NULLED_RAD_S < rate[2] < NULLED_RAD_S
    )


def unloading(stored_n_m_s: Vector, rate: Vector) -> tuple[int, int, int]:
    """Return the axes that fire to take momentum off the gyros and the body, pitch, yaw, roll: -1, 0, 1.

    Each axis fires until it is empty enough; what a quarter of a second of a strong axis takes is the least
    that it can take.
    """
    rows = STATION_INERTIA.tensor
    return (
        _off(stored_n_m_s[1] + rows[1][1] * rate[1], SEGMENT_TORQUE_N_M[1]),
        _off(stored_n_m_s[2] + rows[2][2] * rate[2], SEGMENT_TORQUE_N_M[2]),
        _off(stored_n_m_s[0] + rows[0][0] * rate[0], SEGMENT_TORQUE_N_M[0]),
    )


def _off(momentum_n_m_s: float, torque_n_m: float) -> int:
    """Return which way an axis fires to lose its momentum; 0 when less is left than half a push."""
    least = max(UNLOAD_TO_N_M_S, 0.125 * torque_n_m)
    return -1 if momentum_n_m_s > least else 1 if momentum_n_m_s < -least else 0
