"""Attitude: unit quaternions, scalar first, and direction-cosine matrices.

Law: a quaternion here turns *body* components into *frame* components, v_frame = q v_body q*; the matrix T of
a case file is the passive one the other way round, frame to body, so T is the transpose of `matrix_to_frame`.

Formulas: Wertz (ed.), Spacecraft Attitude Determination and Control, 1978, section 12.1; the matrix to
quaternion branch by Shepperd, J. Guidance and Control 1 (1978) 223.
"""

from __future__ import annotations

from math import asin, atan2, cos, inf, isfinite, sin, sqrt
from typing import TYPE_CHECKING

from game.flight.guards import finite
from game.flight.vectors import Matrix, Vector, determinant, dot, norm

if TYPE_CHECKING:
    from collections.abc import Sequence

Quaternion = tuple[float, float, float, float]

NO_TURN: Quaternion = (1.0, 0.0, 0.0, 0.0)


def normalised(q: Sequence[float]) -> Quaternion:
    """Return the unit quaternion along q.

    Args:
        q: scalar first, (4,), any length above zero.

    Raises:
        ValueError: if q is not four finite numbers, or is zero.
    """
    if len(q) != 4 or not all(isfinite(part) for part in q):
        raise ValueError(f"q must be four finite numbers, got {q!r}")
    length = sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3])
    if not length > 0.0:
        raise ValueError(f"q must not be the zero quaternion, got {q!r}")
    if length == inf:
        raise ValueError(f"q must have a length that a number holds, got {q!r}")
    return q[0] / length, q[1] / length, q[2] / length, q[3] / length


def product(a: Quaternion, b: Quaternion) -> Quaternion:
    """Return a b: first the turn b, then the turn a."""
    aw, ax, ay, az = a
    bw, bx, by, bz = b
    return (
        aw * bw - ax * bx - ay * by - az * bz,
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
    )


def conjugate(q: Quaternion) -> Quaternion:
    """Return the turn back."""
    return q[0], -q[1], -q[2], -q[3]


def matrix_to_frame(q: Quaternion) -> Matrix:
    """Return the matrix that turns body components into frame components, (3, 3)."""
    w, x, y, z = q
    return (
        (w * w + x * x - y * y - z * z, 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)),
        (2.0 * (x * y + w * z), w * w - x * x + y * y - z * z, 2.0 * (y * z - w * x)),
        (2.0 * (x * z - w * y), 2.0 * (y * z + w * x), w * w - x * x - y * y + z * z),
    )


def to_frame(q: Quaternion, v: Vector) -> Vector:
    """Return the frame components of a vector given in body components."""
    w, x, y, z = q
    a = 2.0 * (y * v[2] - z * v[1])
    b = 2.0 * (z * v[0] - x * v[2])
    c = 2.0 * (x * v[1] - y * v[0])
    return v[0] + w * a + y * c - z * b, v[1] + w * b + z * a - x * c, v[2] + w * c + x * b - y * a


def to_body(q: Quaternion, v: Vector) -> Vector:
    """Return the body components of a vector given in frame components."""
    return to_frame(conjugate(q), v)


def from_matrix_to_frame(m: Matrix) -> Quaternion:
    """Return the unit quaternion of a body-to-frame matrix.

    Raises:
        ValueError: if m is not a rotation to a part in a million.
    """
    for i, row in enumerate(m):
        for k, other in enumerate(m):
            wanted = 1.0 if i == k else 0.0
            if not abs(dot(row, other) - wanted) < 1e-6:
                raise ValueError(f"m must be a rotation matrix, got {m!r}")
    trace = m[0][0] + m[1][1] + m[2][2]
    squares = (trace, m[0][0], m[1][1], m[2][2])
    largest = max(range(4), key=squares.__getitem__)
    if largest == 0:
        q = (1.0 + trace, m[2][1] - m[1][2], m[0][2] - m[2][0], m[1][0] - m[0][1])
    elif largest == 1:
        q = (m[2][1] - m[1][2], 1.0 + 2.0 * m[0][0] - trace, m[0][1] + m[1][0], m[0][2] + m[2][0])
    elif largest == 2:
        q = (m[0][2] - m[2][0], m[0][1] + m[1][0], 1.0 + 2.0 * m[1][1] - trace, m[1][2] + m[2][1])
    else:
        q = (m[1][0] - m[0][1], m[0][2] + m[2][0], m[1][2] + m[2][1], 1.0 + 2.0 * m[2][2] - trace)
    if determinant(m) < 0.0:
        raise ValueError(f"m must be a rotation matrix, not a mirror, got {m!r}")
    return normalised(q)


def from_rotation_vector(angle_rad: Vector) -> Quaternion:
    """Return the turn about ``angle_rad``'s direction by its length [rad]: the quaternion exponential."""
    angle = finite("angle_rad", norm(angle_rad))
    if angle < 1e-8:
        return normalised((1.0, 0.5 * angle_rad[0], 0.5 * angle_rad[1], 0.5 * angle_rad[2]))
    along = sin(0.5 * angle) / angle
    return cos(0.5 * angle), along * angle_rad[0], along * angle_rad[1], along * angle_rad[2]


def turned(q: Quaternion, rate_rad_s: Vector, dt_s: float) -> Quaternion:
    """Return q after a constant body rate [rad/s, body] has acted for ``dt_s``; exact for a constant rate."""
    return product(
        q, from_rotation_vector((rate_rad_s[0] * dt_s, rate_rad_s[1] * dt_s, rate_rad_s[2] * dt_s))
    )


def angle_between(a: Quaternion, b: Quaternion) -> float:
    """Return the angle of the turn that takes a to b [rad, 0 to pi]; exact for small angles too."""
    w, x, y, z = product(conjugate(a), b)
    return 2.0 * atan2(sqrt(x * x + y * y + z * z), abs(w))


def passive_about(axis: int, angle_rad: float) -> Matrix:
    """Return the matrix that takes a frame's components to those of the frame turned about an axis.

    Args:
        axis: 0, 1 or 2 for x, y, z.
        angle_rad: right-handed [rad].

    Raises:
        ValueError: if there is no such axis, or the angle is not finite.
    """
    c, s = cos(finite("angle_rad", angle_rad)), sin(angle_rad)
    match axis:
        case 0:
            return (1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c)
        case 1:
            return (c, 0.0, -s), (0.0, 1.0, 0.0), (s, 0.0, c)
        case 2:
            return (c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0)
        case _:
            raise ValueError(f"axis must be 0, 1 or 2, got {axis!r}")


def roll_pitch_yaw(q: Quaternion) -> Vector:
    """Return roll, pitch, yaw [rad] of the body in its frame, turned in the order yaw, pitch, roll (z, y, x).

    Pitch lies in [-pi/2, pi/2]; near its ends roll and yaw are not told apart.
    """
    w, x, y, z = q
    sine = max(-1.0, min(1.0, 2.0 * (w * y - x * z)))
    roll = atan2(2.0 * (y * z + w * x), w * w - x * x - y * y + z * z)
    yaw = atan2(2.0 * (x * y + w * z), w * w + x * x - y * y - z * z)
    return roll, asin(sine), yaw
