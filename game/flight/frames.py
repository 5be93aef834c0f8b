"""The conventions of this room, and the two orbital frames.

::

    LVLH (NASA): rides with the station            Hill: rides with the station

          z = -r/|r|, to the Earth                       x = r/|r|, radial out
          y = -h/|h|, to starboard                       y = z cross x, along the velocity
          x = y cross z, along the velocity              z = h/|h|, orbit normal

                 zenith, Hill x                             seen from starboard: LVLH y points at you,
                   ^                                        Hill z away from you
                   |
                   o-----> velocity, LVLH x, Hill y
                   |
                   v
                 nadir, LVLH z            the Earth's centre is straight below

- Scalar first quaternions; q turns body components into frame components (see ``attitude``).
- The body rate is the body's rate relative to *inertial* space, in body axes, unless a name says relative.
- Body axes: ship x forward (the probe), y to the right, z down when a pilot sits upright; station x forward,
  y starboard, z nadir: with no turn they are LVLH.
- Hill and LVLH turn in inertial space at the orbital rate n about the orbit normal: (0, 0, +n) in Hill
  components, (0, -n, 0) in LVLH components. Velocities in either frame are as seen in it, turning.
- Inertial is the case file's own, or TEME for the real orbit (``orbit``).

Sources: NASA/TM-2015-218675 for LVLH; Clohessy and Wiltshire, J. Aerospace Sci. 27 (1960) 653 for Hill's
frame.

Law: SI and radians. No frame is implied by a position in a list; every docstring names its own.
"""

from __future__ import annotations

from math import sqrt

from game.flight.attitude import Quaternion, from_matrix_to_frame, product
from game.flight.guards import finite, positive
from game.flight.vectors import Matrix, Vector, cross, dot, norm, scale, transpose, unit

MU_EARTH = 3.986004415e14
"""Earth's gravitational parameter [m3/s2], as in the NASA check cases (JGM-3)."""

STATION_RADIUS_M = 6_798_136.3
"""The station's orbit, from the Earth's centre [m]: 420 km above the equatorial radius, October 2021."""

STANDARD_GRAVITY = 9.80665
"""[m/s2], ISO 80000-3; turns specific impulse in seconds into exhaust speed, and accelerations into g."""


def orbital_rate(radius_m: float = STATION_RADIUS_M, mu: float = MU_EARTH) -> float:
    """Return the mean motion n of a circular orbit [rad/s].

    Args:
        radius_m: from the Earth's centre [m], above zero.
        mu: gravitational parameter [m3/s2], above zero.

    Raises:
        ValueError: if either is not finite and above zero.
    """
    radius = positive("radius_m", radius_m)
    return sqrt(positive("mu", mu) / (radius * radius * radius))


HILL_TO_LVLH: Matrix = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0))
"""Turns Hill components into LVLH components."""

LVLH_TO_HILL: Matrix = transpose(HILL_TO_LVLH)
"""Turns LVLH components into Hill components."""

LVLH_IN_HILL: Quaternion = from_matrix_to_frame(LVLH_TO_HILL)
"""The attitude in Hill's frame of a body whose axes are LVLH."""


def attitude_in_hill(attitude_in_lvlh: Quaternion) -> Quaternion:
    """Return the attitude in Hill's frame of a body whose attitude in LVLH is given."""
    return product(LVLH_IN_HILL, attitude_in_lvlh)


def inertial_to_lvlh(position_m: Vector, velocity_m_s: Vector) -> Matrix:
    """Return the matrix that turns inertial components into LVLH components.

    Args:
        position_m: inertial, (3,) [m].
        velocity_m_s: inertial, (3,) [m/s].

    Raises:
        ValueError: if the two span no orbit plane.
    """
    z = scale(-1.0, unit(position_m))
    y = scale(-1.0, unit(cross(position_m, velocity_m_s)))
    return cross(y, z), y, z


def inertial_to_hill(position_m: Vector, velocity_m_s: Vector) -> Matrix:
    """Return the matrix from inertial to Hill components; arguments as `inertial_to_lvlh`."""
    x = unit(position_m)
    z = unit(cross(position_m, velocity_m_s))
    return x, cross(z, x), z


def frame_rate(position_m: Vector, velocity_m_s: Vector) -> float:
    """Return the rate of LVLH and Hill about the orbit normal, |h| / r^2 [rad/s]; n on a circular orbit."""
    return finite("frame_rate", norm(cross(position_m, velocity_m_s)) / dot(position_m, position_m))
