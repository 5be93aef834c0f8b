"""Entry: from the deorbit burn to the parachute, in the plane of the orbit.

Law: a point with drag and lift over a round, turning Earth. The burn is a constant push against the motion
along the local horizontal; before modules part nothing but gravity and the burn acts. Ballistic descent
rolls, so its lift cancels; guided descent points the lift by its bank angle. Bank turns no heading here:
there is no cross-range, and a bank to the left equals one to the right.

Equations: planar motion about a sphere, Vinh, Busemann, Culp, Hypersonic and Planetary Entry Flight
Mechanics, chapter 2, in polar coordinates. The air turns with the Earth at the orbit's inclination, so its
speed in the plane is w r cos(i). Load is what the crew feels, drag and whole lift together, whichever way it
points.

Measured against the published timeline of an earlier descent: from a 412 km orbit the entry comes 3 % late,
from 433 km 8 %, because Earth and start are round; peak load and its height come near. See
``docs/fidelity.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from math import atan2, cos, radians, sqrt
from typing import TYPE_CHECKING

from game.flight.atmosphere import US_STANDARD_1976, Atmosphere
from game.flight.frames import STANDARD_GRAVITY
from game.flight.guards import finite, not_negative, positive
from game.flight.integration import rk4

if TYPE_CHECKING:
    from game.flight.integration import State


class Mode(Enum):
    """How the capsule flies its lift."""

    BALLISTIC = "ballistic"
    GUIDED = "guided"


@dataclass(frozen=True, slots=True)
class Planet:
    """The Earth of this room.

    Attributes:
        radius_m: a sphere's [m].
        mu: gravitational parameter [m3/s2].
        air_rate_rad_s: the air's angular rate in the plane of the orbit [rad/s].
        atmosphere: density by height.

    Raises:
        ValueError: if radius or mu is not above zero, or the rate is not finite.
    """

    radius_m: float = 6_371_008.8
    mu: float = 3.986004418e14
    air_rate_rad_s: float = 7.2921159e-5 * cos(radians(51.6))
    atmosphere: Atmosphere = US_STANDARD_1976

    def __post_init__(self) -> None:
        positive("radius_m", self.radius_m)
        positive("mu", self.mu)
        finite("air_rate_rad_s", self.air_rate_rad_s)


EARTH = Planet()
"""Mean radius (IUGG), mu (WGS 84), sidereal turning at the station's inclination."""


@dataclass(frozen=True, slots=True)
class Capsule:
    """The descent module.

    Attributes:
        mass_kg: [kg], above zero. Sourced: about 2,900.
        area_m2: reference area [m2], above zero; 2.2 m across.
        drag_coefficient: above zero; 1.26 (derived).
        lift_to_drag: zero or more; 0.20 to 0.26 (derived); zero for a ball.

    Raises:
        ValueError: naming what is out of its range.
    """

    mass_kg: float = 2900.0
    area_m2: float = 3.8013271108436504
    drag_coefficient: float = 1.26
    lift_to_drag: float = 0.23

    def __post_init__(self) -> None:
        positive("mass_kg", self.mass_kg)
        positive("area_m2", self.area_m2)
        positive("drag_coefficient", self.drag_coefficient)
        not_negative("lift_to_drag", self.lift_to_drag)


@dataclass(frozen=True, slots=True)
class Milestones:
    """Heights at which things happen [m]; all sourced from the published timeline of an earlier descent.

    Attributes:
        parting_m: the modules part; from here down air acts.
        entry_m: entry interface.
        plasma_m: plasma, and guidance begins.
        parachute_m: the parachute's command.

    Raises:
        ValueError: if a height is not finite.
    """

    parting_m: float = 139_900.0
    entry_m: float = 99_700.0
    plasma_m: float = 80_400.0
    parachute_m: float = 10_800.0

    def __post_init__(self) -> None:
        for part in fields(self):
            finite(part.name, getattr(self, part.name))


MILESTONES = Milestones()
"""The published ones."""


@dataclass(frozen=True, slots=True)
class EntryState:
    """The capsule in the plane of its orbit.

    Attributes:
        seconds: since the burn began [s].
        radius_m: from the Earth's centre [m].
        range_rad: flown round the Earth's centre, inertial [rad].
        climb_m_s: radial speed, above zero upwards [m/s].
        along_m_s: speed along the horizontal, inertial [m/s].
        parted: whether the modules have parted, so that air acts.

    Raises:
        ValueError: if a number is not finite, or the capsule is not above the centre.
    """

    seconds: float
    radius_m: float
    range_rad: float
    climb_m_s: float
    along_m_s: float
    parted: bool = False

    def __post_init__(self) -> None:
        positive("radius_m", self.radius_m)
        finite("seconds", self.seconds)
        finite("range_rad", self.range_rad)
        finite("climb_m_s", self.climb_m_s)
        finite("along_m_s", self.along_m_s)


def circular_start(height_m: float, planet: Planet = EARTH) -> EntryState:
    """Return a circular orbit at the instant the burn begins.

    Args:
        height_m: over the sphere [m], above zero.
        planet: whose orbit.

    Raises:
        ValueError: if the height is not finite and above zero.
    """
    radius = planet.radius_m + positive("height_m", height_m)
    return EntryState(0.0, radius, 0.0, 0.0, sqrt(planet.mu / radius))


@dataclass(frozen=True, slots=True)
class AirData:
    """What the air does to the capsule.

    Attributes:
        height_m: over the sphere [m].
        speed_m_s: relative to the air [m/s].
        path_rad: angle of that speed over the horizontal, below zero downwards [rad].
        drag_m_s2: deceleration [m/s2].
        load_g: what the crew feels, in standard g.
    """

    height_m: float
    speed_m_s: float
    path_rad: float
    drag_m_s2: float
    load_g: float


def air_data(state: EntryState, capsule: Capsule, planet: Planet = EARTH) -> AirData:
    """Return speed, path, drag and load; load is zero before the modules part."""
    height = state.radius_m - planet.radius_m
    along = state.along_m_s - planet.air_rate_rad_s * state.radius_m
    speed = sqrt(state.climb_m_s * state.climb_m_s + along * along)
    drag = 0.0
    if state.parted:
        pressure = 0.5 * planet.atmosphere.density(height) * speed * speed
        drag = pressure * capsule.area_m2 * capsule.drag_coefficient / capsule.mass_kg
    load = drag * sqrt(1.0 + capsule.lift_to_drag * capsule.lift_to_drag) / STANDARD_GRAVITY
    return AirData(height, speed, atan2(state.climb_m_s, along), drag, load)


def step(
    state: EntryState,
    dt_s: float,
    capsule: Capsule,
    *,
    mode: Mode,
    bank_rad: float = 0.0,
    push_m_s2: float = 0.0,
    planet: Planet = EARTH,
) -> EntryState:
    """Return the capsule one step later.

    Args:
        state: now.
        dt_s: the step [s], above zero.
        capsule: its mass and shape.
        mode: ballistic ignores the bank.
        bank_rad: 0 lifts up, pi pulls down [rad].
        push_m_s2: deceleration of the burn along the local horizontal [m/s2]; zero when it is over.
        planet: gravity and air.

    Raises:
        ValueError: if a number is not finite, the step is not above zero, or the capsule has reached the
            centre.
    """
    positive("dt_s", dt_s)
    push = finite("push_m_s2", push_m_s2)
    up = 0.0
    if mode is Mode.GUIDED:
        up = capsule.lift_to_drag * cos(finite("bank_rad", bank_rad))
    shape = 0.5 * capsule.area_m2 * capsule.drag_coefficient / capsule.mass_kg if state.parted else 0.0
    mu, radius, air_rate, density = (
        planet.mu,
        planet.radius_m,
        planet.air_rate_rad_s,
        planet.atmosphere.density,
    )

    def derivative(_t_s: float, now: State) -> State:
        r, _, climb, along = now
        falling = along * along / r - mu / (r * r)
        sideways = -climb * along / r - push
        if shape:
            across = along - air_rate * r
            speed = sqrt(climb * climb + across * across)
            drag = shape * density(r - radius) * speed
            falling += -drag * climb + up * drag * across
            sideways += -drag * across - up * drag * climb
        return climb, along / r, falling, sideways

    before = (state.radius_m, state.range_rad, state.climb_m_s, state.along_m_s)
    r, angle, climb, along = rk4(derivative, state.seconds, before, dt_s)
    return EntryState(state.seconds + dt_s, r, angle, climb, along, state.parted)


def parted(state: EntryState) -> EntryState:
    """Return the same state with the modules parted: from now on air acts."""
    return replace(state, parted=True)


def ground_range_m(state: EntryState, planet: Planet = EARTH) -> float:
    """Return the way flown over the turning ground since the burn began [m]."""
    return planet.radius_m * (state.range_rad - planet.air_rate_rad_s * state.seconds)
