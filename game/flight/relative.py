"""Motion near the station: Clohessy-Wiltshire's equations and their exact transition.

Law: Hill frame (see ``frames``), circular orbit, point-mass Earth, distances small against the radius.
Against exact two-body motion the equations are off by at most 0.022 m over 20 minutes inside 400 m (case o4),
so they are enough.

Formulas: Clohessy and Wiltshire, J. Aerospace Sci. 27 (1960) 653; the transition as in Vallado, Fundamentals
of Astrodynamics and Applications, 4th ed., chapter 6. With x radial, y along track, z normal::

    x'' = 3 n^2 x + 2 n y' + fx      y'' = -2 n x' + fy      z'' = -n^2 z + fz
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin, sqrt
from typing import TYPE_CHECKING

from game.flight.frames import MU_EARTH
from game.flight.guards import finite, positive, three
from game.flight.vectors import ZERO, Vector

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.flight.integration import State


@dataclass(frozen=True, slots=True)
class Transition:
    """The exact free motion over one span of time; make one with `over`, use it as often as the span comes.

    Attributes:
        seconds: the span [s]; negative runs backwards.
        in_plane: (4, 4) on (x, y, x', y'), by rows.
        cross_track: (2, 2) on (z, z'), by rows.
    """

    seconds: float
    in_plane: tuple[tuple[float, float, float, float], ...]
    cross_track: tuple[tuple[float, float], tuple[float, float]]

    @classmethod
    def over(cls, orbital_rate_rad_s: float, seconds: float) -> Transition:
        """Return the transition over a span.

        Raises:
            ValueError: if the rate is not above zero, or a number is not finite.
        """
        n, t = positive("orbital_rate_rad_s", orbital_rate_rad_s), finite("seconds", seconds)
        c, s = cos(n * t), sin(n * t)
        return cls(
            t,
            (
                (4.0 - 3.0 * c, 0.0, s / n, 2.0 * (1.0 - c) / n),
                (6.0 * (s - n * t), 1.0, 2.0 * (c - 1.0) / n, (4.0 * s - 3.0 * n * t) / n),
                (3.0 * n * s, 0.0, c, 2.0 * s),
                (6.0 * n * (c - 1.0), 0.0, -2.0 * s, 4.0 * c - 3.0),
            ),
            ((c, s / n), (-n * s, c)),
        )

    def carry(self, position_m: Vector, velocity_m_s: Vector) -> tuple[Vector, Vector]:
        """Return position and velocity after the span; both Hill, (3,) [m] and [m/s].

        Raises:
            ValueError: if a number is not finite.
        """
        x, y, z = three("position_m", position_m)
        u, v, w = three("velocity_m_s", velocity_m_s)
        (xx, _, xu, xv), (yx, _, yu, yv), (ux, _, uu, uv), (vx, _, vu, vv) = self.in_plane
        (zz, zw), (wz, ww) = self.cross_track
        return (
            (xx * x + xu * u + xv * v, yx * x + y + yu * u + yv * v, zz * z + zw * w),
            (ux * x + uu * u + uv * v, vx * x + vu * u + vv * v, wz * z + ww * w),
        )


def hill_acceleration(orbital_rate_rad_s: float, position_m: Vector, velocity_m_s: Vector) -> Vector:
    """Return the free acceleration in Hill's frame [m/s2]."""
    n = orbital_rate_rad_s
    return (
        3.0 * n * n * position_m[0] + 2.0 * n * velocity_m_s[1],
        -2.0 * n * velocity_m_s[0],
        -n * n * position_m[2],
    )


def clohessy_wiltshire(
    orbital_rate_rad_s: float, thrust_m_s2: Vector = ZERO
) -> Callable[[float, State], State]:
    """Return the derivative of position and velocity (6) in Hill's frame under a constant thrust [m/s2].

    Raises:
        ValueError: if the rate is not above zero, or a number is not finite.
    """
    positive("orbital_rate_rad_s", orbital_rate_rad_s)
    three("thrust_m_s2", thrust_m_s2)

    def derivative(_t_s: float, state: State) -> State:
        x, y, z, u, v, w = state
        free = hill_acceleration(orbital_rate_rad_s, (x, y, z), (u, v, w))
        return u, v, w, free[0] + thrust_m_s2[0], free[1] + thrust_m_s2[1], free[2] + thrust_m_s2[2]

    return derivative


def exact_relative(radius_m: float, mu: float = MU_EARTH) -> Callable[[float, State], State]:
    """Return the derivative of exact two-body motion in Hill's frame of a circular orbit (6).

    It is what `clohessy_wiltshire` is the near end of, and measures what that leaves out. Formula: Alfriend
    and others, Spacecraft Formation Flying, 2010, chapter 4.

    Raises:
        ValueError: if radius or mu is not finite and above zero.
    """
    radius, strength = positive("radius_m", radius_m), positive("mu", mu)
    n = sqrt(strength / (radius * radius * radius))
    home = strength / (radius * radius)

    def derivative(_t_s: float, state: State) -> State:
        x, y, z, u, v, w = state
        squared = (radius + x) * (radius + x) + y * y + z * z
        pull = strength / (squared * sqrt(squared))
        return (
            u,
            v,
            w,
            2.0 * n * v + n * n * x + home - pull * (radius + x),
            -2.0 * n * u + n * n * y - pull * y,
            -pull * z,
        )

    return derivative
