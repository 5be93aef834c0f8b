"""Probe and drogue: when they touch, and what the touch leads to.

Law: the outcome follows from what the probe's head does at the cone, nothing else: inside the cone and inside
the mechanism's limits it latches; inside the cone but not fit to latch it comes off again; beside the cone,
or far too fast, it is a strike on structure. Momentum, linear and angular, is the same before and after.

Two envelopes:

- *trained*: closing 0.06 to 0.15 m/s is what crews are taught (sourced: the logbooks of S. Cristoforetti,
  ESA); the other limits of it are chosen for play.
- *mechanism*: closing up to 0.35 m/s, 0.34 m off axis, 7 degrees. **Assumed**: repeated in secondary sources;
  the table in the designer's book on docking devices (Syromyatnikov) was not readable. Sideways speed, roll
  and rates: recalled.

That the latch needs a least speed, that hits in the cone cost energy, and that forward jets help are from
that book (p. 29); the figures for it are chosen for play. The net of the hits in the cone is taken along the
docking axis.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from math import atan2, radians, sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import conjugate, product, roll_pitch_yaw, to_body, to_frame
from game.flight.guards import finite, not_negative, positive, three, unit_quaternion, within
from game.flight.ports import DOCKED, Motion, Port, PortMotion
from game.flight.soyuz import NOSE_M
from game.flight.vectors import Vector, add, apply, cross, dot, scale, subtract

if TYPE_CHECKING:
    from game.flight.rigid_body import Inertia

PROBE_REACH_M = 0.5
"""How far the extended probe's head stands before the ship's docking plane [m]; assumed."""

CONE_MOUTH_M = 0.40
"""Radius of the cone at the station's docking plane [m]; assumed, wider than the 0.34 m it can take."""

CONE_DEPTH_M = 0.45
"""From the docking plane to the socket [m]; assumed."""

STRUCTURE_M = 2.3
"""Farther off the axis than this nothing touches [m]; two hulls of about 1.1 m, assumed."""

LATCH_SPEED_M_S = 0.05
"""Least speed at the socket that springs the latches [m/s]; below it the probe bounces (estimate)."""

LATCH_SPEED_PUSHED_M_S = 0.03
"""The same while the forward jets push [m/s]; chosen for play."""

CONE_LOSS = 0.25
"""Share of the speed that a hit at the cone's edge costs; chosen for play: 1 - cos of its 41.6 degrees."""

RESTITUTION = 0.3
"""Speed after a bounce over speed before; assumed."""

PROBE_HEAD = Port((NOSE_M + PROBE_REACH_M, 0.0, 0.0))
"""The probe's head as a frame of the ship: give it to `game.flight.ports.port_motion`."""


class Outcome(Enum):
    """What a touch leads to."""

    CAPTURE = "capture"
    BOUNCE = "bounce"
    STRIKE = "strike"


class Limit(Enum):
    """A limit of an envelope that a touch can break."""

    TOO_SLOW = "too_slow"
    TOO_FAST = "too_fast"
    OFF_AXIS = "off_axis"
    SIDEWAYS = "sideways"
    MISALIGNED = "misaligned"
    ROLLED = "rolled"
    TURNING = "turning"
    ROLLING = "rolling"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a touch may be like.

    Attributes:
        slowest_m_s: closing speed from here [m/s].
        fastest_m_s: to here [m/s].
        miss_m: off the axis at most [m].
        sideways_m_s: lateral speed at most [m/s].
        misalignment_rad: angle between the axes at most [rad].
        roll_rad: at most, to either side [rad].
        turning_rad_s: pitch and yaw rate together at most [rad/s].
        rolling_rad_s: roll rate at most, to either side [rad/s].

    Raises:
        ValueError: if a limit is not finite or below zero.
    """

    slowest_m_s: float
    fastest_m_s: float
    miss_m: float
    sideways_m_s: float
    misalignment_rad: float
    roll_rad: float
    turning_rad_s: float
    rolling_rad_s: float

    def __post_init__(self) -> None:
        for part in fields(self):
            not_negative(part.name, getattr(self, part.name))


TRAINED = Envelope(0.06, 0.15, 0.10, 0.03, radians(2.0), radians(4.0), radians(0.2), radians(0.3))
"""The green band. Closing speed sourced, the rest chosen for play."""

MECHANISM = Envelope(
    LATCH_SPEED_M_S, 0.35, 0.34, 0.10, radians(7.0), radians(15.0), radians(0.7), radians(1.0)
)
"""The amber band, assumed; see the module's head."""


@dataclass(frozen=True, slots=True)
class Touch:
    """The probe's head at the instant of contact, in the station port's axes.

    Attributes:
        closing_m_s: along the axis, above zero inwards [m/s].
        miss_m: off the axis [m].
        sideways_m_s: lateral speed [m/s].
        misalignment_rad: angle between the axes [rad].
        roll_rad: about the axis, from the docked roll [rad].
        turning_rad_s: pitch and yaw rate together [rad/s].
        rolling_rad_s: roll rate, with its sign [rad/s].

    Raises:
        ValueError: if a number is not finite: no limit could catch it.
    """

    closing_m_s: float
    miss_m: float
    sideways_m_s: float
    misalignment_rad: float
    roll_rad: float
    turning_rad_s: float
    rolling_rad_s: float

    def __post_init__(self) -> None:
        for part in fields(self):
            finite(part.name, getattr(self, part.name))


def surface_m(miss_m: float) -> float:
    """Return where the port's surface is this far off the axis: its x in port axes [m], zero or below."""
    return min(0.0, -CONE_DEPTH_M * (1.0 - miss_m / CONE_MOUTH_M))


def touching(head_m: Vector) -> bool:
    """Return whether the probe's head has met the cone or the structure around it.

    Args:
        head_m: of the head, in the station port's axes (3,) [m].

    Raises:
        ValueError: if the place is not finite.
    """
    x, y, z = three("head_m", head_m)
    miss = sqrt(y * y + z * z)
    return miss <= STRUCTURE_M and x <= surface_m(miss)


def touch_of(head: PortMotion) -> Touch:
    """Return the touch that this motion of the probe's head makes.

    Raises:
        ValueError: if the motion holds a number that is not finite: no limit could catch it.
    """
    _, y, z = three("head.position_m", head.position_m)
    u, v, w = three("head.velocity_m_s", head.velocity_m_s)
    unit_quaternion("head.attitude", head.attitude)
    nose = to_frame(head.attitude, (1.0, 0.0, 0.0))
    p, q, r = three("head.rate_rad_s", head.rate_rad_s)
    return Touch(
        closing_m_s=-u,
        miss_m=sqrt(y * y + z * z),
        sideways_m_s=sqrt(v * v + w * w),
        misalignment_rad=atan2(sqrt(nose[1] * nose[1] + nose[2] * nose[2]), -nose[0]),
        roll_rad=roll_pitch_yaw(product(conjugate(DOCKED), head.attitude))[0],
        turning_rad_s=sqrt(q * q + r * r),
        rolling_rad_s=p,
    )


def broken_limits(envelope: Envelope, touch: Touch) -> tuple[Limit, ...]:
    """Return every limit of the envelope that the touch breaks, in `Limit` order; none when it fits."""
    broken = {
        Limit.TOO_SLOW: touch.closing_m_s < envelope.slowest_m_s,
        Limit.TOO_FAST: touch.closing_m_s > envelope.fastest_m_s,
        Limit.OFF_AXIS: touch.miss_m > envelope.miss_m,
        Limit.SIDEWAYS: touch.sideways_m_s > envelope.sideways_m_s,
        Limit.MISALIGNED: touch.misalignment_rad > envelope.misalignment_rad,
        Limit.ROLLED: abs(touch.roll_rad) > envelope.roll_rad,
        Limit.TURNING: touch.turning_rad_s > envelope.turning_rad_s,
        Limit.ROLLING: abs(touch.rolling_rad_s) > envelope.rolling_rad_s,
    }
    return tuple(limit for limit in Limit if broken[limit])


def socket_speed_m_s(touch: Touch) -> float:
    """Return the speed that is left when the head has slid down the cone to the socket [m/s]."""
    return touch.closing_m_s * (1.0 - CONE_LOSS * min(1.0, touch.miss_m / CONE_MOUTH_M))


def outcome_of(touch: Touch, *, pushing: bool) -> Outcome:
    """Return what the touch leads to.

    Args:
        touch: at the instant of contact.
        pushing: whether the forward jets fire, which lets a slow probe latch.
    """
    broken = set(broken_limits(MECHANISM, touch)) - {Limit.TOO_SLOW}
    if broken & {Limit.OFF_AXIS, Limit.TOO_FAST}:
        return Outcome.STRIKE
    needed = LATCH_SPEED_PUSHED_M_S if pushing else LATCH_SPEED_M_S
    if broken or socket_speed_m_s(touch) < needed:
        return Outcome.BOUNCE
    return Outcome.CAPTURE


@dataclass(frozen=True, slots=True)
class Rebound:
    """What one knock changes; add each to what was before.

    Attributes:
        impulse_n_s: on the ship, along the port's axis [N s], zero or more.
        ship_velocity_m_s: common frame (3,) [m/s].
        ship_rate_rad_s: ship axes (3,) [rad/s].
        station_velocity_m_s: common frame (3,) [m/s].
        station_rate_rad_s: station axes (3,) [rad/s].
    """

    impulse_n_s: float
    ship_velocity_m_s: Vector
    ship_rate_rad_s: Vector
    station_velocity_m_s: Vector
    station_rate_rad_s: Vector


@dataclass(frozen=True, slots=True)
class Partner:
    """One of the two bodies in a knock.

    Attributes:
        mass_kg: above zero [kg].
        inertia: about its centre of mass, its own axes.
        motion: in the common frame.
        place: what touches: the ship's `PROBE_HEAD`, the station's port.

    Raises:
        ValueError: if the mass is not finite and above zero, or the motion is none.
    """

    mass_kg: float
    inertia: Inertia
    motion: Motion
    place: Port

    def __post_init__(self) -> None:
        positive("mass_kg", self.mass_kg)
        three("motion.position_m", self.motion.position_m)
        three("motion.velocity_m_s", self.motion.velocity_m_s)
        unit_quaternion("motion.attitude", self.motion.attitude)
        three("motion.rate_rad_s", self.motion.rate_rad_s)


def _yielding(body: Partner, arm: Vector, along: Vector) -> tuple[float, Vector]:
    """Return how the touched point gives way [1/kg] and turns [rad/s, body], each per impulse."""
    turned = apply(body.inertia.inverse, to_body(body.motion.attitude, cross(arm, along)))
    swing = cross(to_frame(body.motion.attitude, turned), arm)
    return 1.0 / body.mass_kg + dot(swing, along), turned


def rebound(ship: Partner, station: Partner, restitution: float = RESTITUTION) -> Rebound:
    """Return what a knock along the docking axis does to both bodies.

    Formula: the impulse between two rigid bodies with restitution, Goldsmith, Impact, 1960, chapter 2. It
    acts on both at one point, so linear and angular momentum are kept to rounding.

    Args:
        ship: with its probe's head as the place.
        station: with its docking port as the place.
        restitution: speed after over speed before, 0 to 1.

    Raises:
        ValueError: if ``restitution`` is not between 0 and 1, or the impulse is not finite.
    """
    bounce = within("restitution", restitution, 0.0, 1.0)
    arm = to_frame(ship.motion.attitude, ship.place.position_m)
    point = add(ship.motion.position_m, arm)
    other_arm = subtract(point, station.motion.position_m)
    along = to_frame(station.motion.attitude, to_frame(station.place.attitude, (1.0, 0.0, 0.0)))
    spin = to_frame(ship.motion.attitude, ship.motion.rate_rad_s)
    other_spin = to_frame(station.motion.attitude, station.motion.rate_rad_s)
    speed = subtract(
        add(ship.motion.velocity_m_s, cross(spin, arm)),
        add(station.motion.velocity_m_s, cross(other_spin, other_arm)),
    )
    gives, turned = _yielding(ship, arm, along)
    other_gives, other_turned = _yielding(station, other_arm, along)
    impulse = finite("the impulse", -(1.0 + bounce) * dot(speed, along) / (gives + other_gives))
    impulse = max(0.0, impulse)
    return Rebound(
        impulse,
        scale(impulse / ship.mass_kg, along),
        scale(impulse, turned),
        scale(-impulse / station.mass_kg, along),
        scale(-impulse, other_turned),
    )
