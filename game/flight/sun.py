"""The Sun and the Earth's shadow.

Law: light is a number from 0 (umbra) to 1 (full Sun); between them the Sun's disc is partly hidden. The Earth
is a sphere of its equatorial radius, without air: a sunset at the station comes within some 10 s of the true
one.

Formulas: the Sun's place from the low-precision formulas of the Astronomical Almanac (0.01 degrees, 1950 to
2050); the hidden share of the disc as Montenbruck and Gill, Satellite Orbits, section 3.4.2. On a circular
orbit of radius r the shadow lasts 2 acos(cos(rho) / cos(beta)) / n, sin(rho) = R / r, for the cylinder, and
likewise with rho less or more the Sun's angular radius for umbra and penumbra; case o9.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, asin, cos, pi, radians, sin, sqrt

from game.flight.frames import MU_EARTH, orbital_rate
from game.flight.guards import finite, positive, within
from game.flight.instants import centuries
from game.flight.orbit import EQUATORIAL_RADIUS_M
from game.flight.vectors import Vector, cross, dot, norm, unit

SUN_ANGULAR_RADIUS_RAD = radians(0.2666)
"""Half the Sun's disc as seen from the Earth, mean [rad]."""


def sun_direction(instant_s: float) -> Vector:
    """Return the unit vector to the Sun, mean equator and equinox of date (3,); TEME to 0.01 degrees."""
    days = centuries(instant_s) * 36_525.0
    mean_longitude = radians(280.460 + 0.9856474 * days)
    anomaly = radians(357.528 + 0.9856003 * days)
    longitude = mean_longitude + radians(1.915 * sin(anomaly) + 0.020 * sin(2.0 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    return cos(longitude), cos(tilt) * sin(longitude), sin(tilt) * sin(longitude)


def sunlight(
    position_m: Vector,
    sun: Vector,
    earth_radius_m: float = EQUATORIAL_RADIUS_M,
    sun_angular_radius_rad: float = SUN_ANGULAR_RADIUS_RAD,
) -> float:
    """Return the share of the Sun's disc that is seen, 0 to 1.

    Args:
        position_m: from the Earth's centre, same axes as ``sun`` (3,) [m], outside the Earth.
        sun: unit vector to the Sun.
        earth_radius_m: of the shadowing sphere [m], above zero.
        sun_angular_radius_rad: zero for the cylinder's sharp edge [rad], 0.1 at most.

    Raises:
        ValueError: if the position lies inside the Earth, ``sun`` is not finite, or there is no such disc.
    """
    distance = norm(position_m)
    if not distance > positive("earth_radius_m", earth_radius_m):
        raise ValueError(f"position_m must lie outside the Earth, got {position_m!r}")
    earth = asin(earth_radius_m / distance)
    apart = acos(max(-1.0, min(1.0, finite("sun", -dot(position_m, sun) / distance))))
    a, b = within("sun_angular_radius_rad", sun_angular_radius_rad, 0.0, 0.1), earth
    if apart >= a + b:
        return 1.0
    if apart <= b - a:
        return 0.0
    if apart <= a - b:
        # So far out that the Earth is a spot on the disc.
        return 1.0 - b * b / (a * a)
    x = (apart * apart + a * a - b * b) / (2.0 * apart)
    y = sqrt(max(0.0, a * a - x * x))
    hidden = a * a * acos(max(-1.0, min(1.0, x / a))) + b * b * acos(min(1.0, (apart - x) / b)) - apart * y
    return 1.0 - hidden / (pi * a * a)


@dataclass(frozen=True, slots=True)
class Shadow:
    """The shadow on a circular orbit.

    Attributes:
        period_s: of the orbit [s].
        cylinder_share: of the orbit inside the cylinder of the Earth's radius, 0 to 1.
        umbra_s: no Sun at all, an orbit [s].
        penumbra_s: from the first to the last dimming, umbra included, an orbit [s].
    """

    period_s: float
    cylinder_share: float
    umbra_s: float
    penumbra_s: float

    @property
    def crossing_s(self) -> float:
        """One crossing of the penumbra [s]."""
        return 0.5 * (self.penumbra_s - self.umbra_s)


def circular_shadow(
    radius_m: float,
    beta_rad: float,
    mu: float = MU_EARTH,
    earth_radius_m: float = EQUATORIAL_RADIUS_M,
    sun_angular_radius_rad: float = SUN_ANGULAR_RADIUS_RAD,
) -> Shadow:
    """Return the shadow on a circular orbit.

    Args:
        radius_m: of the orbit [m], above the Earth's.
        beta_rad: from the orbit's plane to the Sun [rad, -pi/2 to pi/2].
        mu: gravitational parameter [m3/s2].
        earth_radius_m: [m].
        sun_angular_radius_rad: [rad].

    Raises:
        ValueError: naming what is out of its range.
    """
    if not positive("radius_m", radius_m) > positive("earth_radius_m", earth_radius_m):
        raise ValueError(f"radius_m must be larger than the Earth's {earth_radius_m!r}, got {radius_m!r}")
    within("beta_rad", beta_rad, -0.5 * pi, 0.5 * pi)
    within("sun_angular_radius_rad", sun_angular_radius_rad, 0.0, 0.1)
    edge = asin(earth_radius_m / radius_m)
    period = 2.0 * pi / orbital_rate(radius_m, mu)

    def share(half_angle: float) -> float:
        if abs(beta_rad) >= half_angle:
            return 0.0
        return acos(cos(half_angle) / cos(beta_rad)) / pi

    return Shadow(
        period,
        share(edge),
        period * share(edge - sun_angular_radius_rad),
        period * share(edge + sun_angular_radius_rad),
    )


def beta_angle(position_m: Vector, velocity_m_s: Vector, sun: Vector) -> float:
    """Return the angle from the orbit's plane to the Sun [rad], above zero on the orbit normal's side.

    Raises:
        ValueError: if position and velocity span no plane, or ``sun`` is not finite.
    """
    return asin(max(-1.0, min(1.0, finite("sun", dot(unit(cross(position_m, velocity_m_s)), sun)))))
