"""From port to port: what a docking read-out shows, with both bodies moving and turning.

Law: positions, velocities and rates of both bodies are given in one common frame and relative to it; the
answer then does not depend on which frame it was. A port's own axes: x out of the vehicle, along its docking
axis.

Formulas: the velocity seen in rotating axes, v' = R (dv - w x dp), Goldstein, Classical Mechanics, section
4.9. Checked against JEOD's two-vehicle relative-state run (case o3) to 1e-9.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import (
    NO_TURN,
    Quaternion,
    conjugate,
    product,
    roll_pitch_yaw,
    to_body,
    to_frame,
)
from game.flight.frames import attitude_in_hill
from game.flight.guards import three, unit_quaternion
from game.flight.turning import rate_in_lvlh
from game.flight.vectors import ZERO, Vector, add, cross, norm, subtract

if TYPE_CHECKING:
    from game.flight.ship import ShipState
    from game.flight.turning import Turning

DOCKED: Quaternion = (0.0, 0.0, 0.0, 1.0)
"""The attitude of a docked ship's port in the station's port: x against x, z along z."""


@dataclass(frozen=True, slots=True)
class Port:
    """A docking port, or any frame that is fixed to a vehicle.

    Attributes:
        position_m: from the centre of mass, vehicle axes (3,) [m].
        attitude: port axes to vehicle axes, unit; port x points out of the vehicle.

    Raises:
        ValueError: if the place is not finite, or the attitude is none.
    """

    position_m: Vector
    attitude: Quaternion = NO_TURN

    def __post_init__(self) -> None:
        three("position_m", self.position_m)
        unit_quaternion("attitude", self.attitude)


@dataclass(frozen=True, slots=True)
class Motion:
    """A vehicle in the common frame.

    Attributes:
        position_m: of its centre of mass, common frame (3,) [m].
        velocity_m_s: as seen in the common frame (3,) [m/s].
        attitude: vehicle axes to common frame.
        rate_rad_s: relative to the common frame, vehicle axes (3,) [rad/s].
    """

    position_m: Vector
    velocity_m_s: Vector
    attitude: Quaternion
    rate_rad_s: Vector


def ship_motion(ship: ShipState, orbital_rate_rad_s: float) -> Motion:
    """Return the ship's motion in Hill's frame, its rate relative to that frame."""
    frame = to_body(ship.attitude, (0.0, 0.0, orbital_rate_rad_s))
    return Motion(ship.position_m, ship.velocity_m_s, ship.attitude, subtract(ship.rate_rad_s, frame))


def station_motion(station: Turning, orbital_rate_rad_s: float) -> Motion:
    """Return the station's motion in Hill's frame: it sits at the origin and turns."""
    return Motion(ZERO, ZERO, attitude_in_hill(station.attitude), rate_in_lvlh(station, orbital_rate_rad_s))


@dataclass(frozen=True, slots=True)
class PortMotion:
    """Port A as seen from port B.

    Attributes:
        position_m: of A from B, in B's axes (3,) [m].
        velocity_m_s: its rate of change as seen in B's turning axes (3,) [m/s].
        attitude: A's axes to B's axes.
        rate_rad_s: of A relative to B, in A's axes (3,) [rad/s].
    """

    position_m: Vector
    velocity_m_s: Vector
    attitude: Quaternion
    rate_rad_s: Vector


def port_motion(a: Motion, port_a: Port, b: Motion, port_b: Port) -> PortMotion:
    """Return how port A of body a moves and turns, seen from port B of body b."""
    turn_a, turn_b = product(a.attitude, port_a.attitude), product(b.attitude, port_b.attitude)
    arm_a, arm_b = to_frame(a.attitude, port_a.position_m), to_frame(b.attitude, port_b.position_m)
    rate_a, rate_b = to_frame(a.attitude, a.rate_rad_s), to_frame(b.attitude, b.rate_rad_s)
    apart = subtract(add(a.position_m, arm_a), add(b.position_m, arm_b))
    speed = subtract(add(a.velocity_m_s, cross(rate_a, arm_a)), add(b.velocity_m_s, cross(rate_b, arm_b)))
    seen = subtract(speed, cross(rate_b, apart))
    return PortMotion(
        to_body(turn_b, apart),
        to_body(turn_b, seen),
        product(conjugate(turn_b), turn_a),
        to_body(turn_a, subtract(rate_a, rate_b)),
    )


@dataclass(frozen=True, slots=True)
class DockingReading:
    """The docking read-out, in the station port's axes.

    Attributes:
        range_m: port to port [m].
        ahead_m: along the port's axis, above zero in front of the port [m].
        off_axis_m: the two lateral offsets, port y and z [m].
        closing_m_s: along the port's axis, above zero when coming nearer [m/s].
        lateral_m_s: the two lateral rates, port y and z [m/s].
        turn_rad: roll, pitch, yaw of the ship's port from the docked attitude [rad].
        misalignment_rad: angle between the two port axes; zero when they face each other [rad, 0 to pi].
        rate_rad_s: of the ship's port relative to the station's, in the ship's port axes (3,) [rad/s].
    """

    range_m: float
    ahead_m: float
    off_axis_m: tuple[float, float]
    closing_m_s: float
    lateral_m_s: tuple[float, float]
    turn_rad: Vector
    misalignment_rad: float
    rate_rad_s: Vector

    @property
    def miss_m(self) -> float:
        """The lateral distance from the port's axis [m]."""
        return sqrt(self.off_axis_m[0] * self.off_axis_m[0] + self.off_axis_m[1] * self.off_axis_m[1])

    @property
    def sideways_m_s(self) -> float:
        """The lateral speed [m/s]."""
        return sqrt(self.lateral_m_s[0] * self.lateral_m_s[0] + self.lateral_m_s[1] * self.lateral_m_s[1])


def docking_reading(ship_port: PortMotion) -> DockingReading:
    """Return the read-out for the ship's port as seen from the station's port.

    Raises:
        ValueError: if the motion holds a number that is not finite, or no attitude.
    """
    x, y, z = three("ship_port.position_m", ship_port.position_m)
    u, v, w = three("ship_port.velocity_m_s", ship_port.velocity_m_s)
    unit_quaternion("ship_port.attitude", ship_port.attitude)
    error = product(conjugate(DOCKED), ship_port.attitude)
    nose = to_frame(ship_port.attitude, (1.0, 0.0, 0.0))
    return DockingReading(
        range_m=norm(ship_port.position_m),
        ahead_m=x,
        off_axis_m=(y, z),
        closing_m_s=-u,
        lateral_m_s=(v, w),
        turn_rad=roll_pitch_yaw(error),
        misalignment_rad=atan2(sqrt(nose[1] * nose[1] + nose[2] * nose[2]), -nose[0]),
        rate_rad_s=three("ship_port.rate_rad_s", ship_port.rate_rad_s),
    )
