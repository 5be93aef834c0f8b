"""The line that the ship comes in on, and where the ship stands to it.

Law: plus, minus, times and roots only, because a tick may ask; the exact read-out is in `truth`.

Axes of the line: *ahead* along Rassvet's port axis, away from the station, zero in the plane of the cone's
mouth; *right* and *down* as a pilot sits who is docked straight. Rassvet looks down, so ahead is nadir. Its
target is turned about the port's axis by 40 degrees (assumed), so that the turning of the orbit shows up in
two channels, as crews say that it does (facts 2.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.flight.attitude import Quaternion, normalised, product, to_frame
from game.flight.contact import PROBE_HEAD
from game.flight.frames import LVLH_IN_HILL, attitude_in_hill, orbital_rate
from game.flight.ports import DOCKED, Motion, Port
from game.flight.ship import Surroundings
from game.flight.soyuz import INERTIA
from game.flight.station import RASSVET_PORT
from game.flight.vectors import ZERO, Vector

if TYPE_CHECKING:
    from game.flight.ship import ShipState

ORBITAL_RATE_RAD_S = orbital_rate()
"""n of the station's orbit [rad/s]."""

AROUND = Surroundings(INERTIA, ORBITAL_RATE_RAD_S)
"""Tensor and orbit of every flight here."""

_HALF_TARGET_ROLL: Quaternion = normalised((0.9396926207859084, 0.3420201433256687, 0.0, 0.0))
"""Cosine and sine of 20 degrees, about x, written out."""

TARGET_PORT = Port(RASSVET_PORT.position_m, product(RASSVET_PORT.attitude, _HALF_TARGET_ROLL))
"""Rassvet's port with its axes along the target: x out of the port, y to the left and z down of a pilot who
is docked straight."""

STATION = Motion(ZERO, ZERO, LVLH_IN_HILL, ZERO)
"""The station keeps its place and its attitude in Hill's frame."""

STRAIGHT: Quaternion = product(attitude_in_hill(TARGET_PORT.attitude), DOCKED)
"""The attitude in Hill's frame of a ship that is docked straight."""

PORT_M: Vector = to_frame(LVLH_IN_HILL, TARGET_PORT.position_m)
"""The middle of the cone's mouth, Hill (3,) [m]."""

FORWARD: Vector = to_frame(STRAIGHT, (1.0, 0.0, 0.0))
"""Toward the station along the line, Hill, unit."""

RIGHT: Vector = to_frame(STRAIGHT, (0.0, 1.0, 0.0))
"""To the right of the line, Hill, unit."""

DOWN: Vector = to_frame(STRAIGHT, (0.0, 0.0, 1.0))
"""Below the line as the pilot sits, Hill, unit."""

HEAD_M = PROBE_HEAD.position_m[0]
"""The probe's head before the centre of mass [m]."""


class Line(NamedTuple):
    """Where the probe's head is, and where the nose points.

    Attributes:
        range_m: before the plane of the cone's mouth [m]; below zero behind it.
        right_m: off the line [m].
        down_m: off the line [m].
        closing_m_s: above zero when coming nearer [m/s].
        right_m_s: sideways speed [m/s].
        down_m_s: likewise.
        nose_right: sine of the angle by which the nose points to the right of the line.
        nose_down: likewise down.
        roll: sine of the roll from the docked one, clockwise as the pilot sits.
    """

    range_m: float
    right_m: float
    down_m: float
    closing_m_s: float
    right_m_s: float
    down_m_s: float
    nose_right: float
    nose_down: float
    roll: float


def line(ship: ShipState) -> Line:
    """Return where the ship stands to the line."""
    a, b, c, d = ship.attitude
    _, q, r = ship.rate_rad_s
    x, y, z = ship.position_m
    u, v, w = ship.velocity_m_s
    # The columns of body-to-Hill: the nose, the right side, and the floor.
    nx, ny, nz = a * a + b * b - c * c - d * d, 2.0 * (b * c + a * d), 2.0 * (b * d - a * c)
    sx, sy, sz = 2.0 * (b * c - a * d), a * a - b * b + c * c - d * d, 2.0 * (c * d + a * b)
    fx, fy, fz = 2.0 * (b * d + a * c), 2.0 * (c * d - a * b), a * a - b * b - c * c + d * d
    # Rates relative to Hill's frame, which turns at n about its z.
    side, floor = (r - ORBITAL_RATE_RAD_S * fz) * HEAD_M, -(q - ORBITAL_RATE_RAD_S * sz) * HEAD_M
    x += HEAD_M * nx - PORT_M[0]
    y += HEAD_M * ny - PORT_M[1]
    z += HEAD_M * nz - PORT_M[2]
    u += side * sx + floor * fx
    v += side * sy + floor * fy
    w += side * sz + floor * fz
    return Line(
        -(x * FORWARD[0] + y * FORWARD[1] + z * FORWARD[2]),
        x * RIGHT[0] + y * RIGHT[1] + z * RIGHT[2],
        x * DOWN[0] + y * DOWN[1] + z * DOWN[2],
        u * FORWARD[0] + v * FORWARD[1] + w * FORWARD[2],
        u * RIGHT[0] + v * RIGHT[1] + w * RIGHT[2],
        u * DOWN[0] + v * DOWN[1] + w * DOWN[2],
        nx * RIGHT[0] + ny * RIGHT[1] + nz * RIGHT[2],
        nx * DOWN[0] + ny * DOWN[1] + nz * DOWN[2],
        sx * DOWN[0] + sy * DOWN[1] + sz * DOWN[2],
    )


def relative_rate(ship: ShipState) -> Vector:
    """Return the ship's rate relative to the station, body axes: roll, pitch, yaw [rad/s]."""
    a, b, c, d = ship.attitude
    p, q, r = ship.rate_rad_s
    n = ORBITAL_RATE_RAD_S
    return (
        p - n * 2.0 * (b * d - a * c),
        q - n * 2.0 * (c * d + a * b),
        r - n * (a * a - b * b - c * c + d * d),
    )
