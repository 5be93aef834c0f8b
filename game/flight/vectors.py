"""Vectors and 3x3 matrices as tuples of plain floats.

Law: no numpy: for one ship, tuples are faster and start in no time. A matrix is three rows.
"""

from __future__ import annotations

from math import inf, sqrt

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

ZERO: Vector = (0.0, 0.0, 0.0)
IDENTITY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def add(a: Vector, b: Vector) -> Vector:
    """Return a + b."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def subtract(a: Vector, b: Vector) -> Vector:
    """Return a - b."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scale(factor: float, a: Vector) -> Vector:
    """Return ``factor`` times a."""
    return factor * a[0], factor * a[1], factor * a[2]


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Return the vector product a x b."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def norm(a: Vector) -> float:
    """Return the length."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def unit(a: Vector) -> Vector:
    """Return the direction of a.

    Raises:
        ValueError: if a is zero or not finite: it has no direction.
    """
    length = norm(a)
    if not 0.0 < length < inf:
        raise ValueError(f"a must have a direction, got {a!r}")
    return a[0] / length, a[1] / length, a[2] / length


def apply(m: Matrix, a: Vector) -> Vector:
    """Return the matrix m times the column a."""
    return dot(m[0], a), dot(m[1], a), dot(m[2], a)


def transpose(m: Matrix) -> Matrix:
    """Return m with rows and columns exchanged."""
    return (m[0][0], m[1][0], m[2][0]), (m[0][1], m[1][1], m[2][1]), (m[0][2], m[1][2], m[2][2])


def multiply(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix product a b."""
    columns = transpose(b)
    return apply(columns, a[0]), apply(columns, a[1]), apply(columns, a[2])


def determinant(m: Matrix) -> float:
    """Return the determinant."""
    return dot(m[0], cross(m[1], m[2]))


def inverse(m: Matrix) -> Matrix:
    """Return the inverse, by cofactors.

    Raises:
        ValueError: if m is singular.
    """
    size = determinant(m)
    if size == 0.0:
        raise ValueError(f"m must not be singular, got {m!r}")
    columns = cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])
    return transpose(
        (scale(1.0 / size, columns[0]), scale(1.0 / size, columns[1]), scale(1.0 / size, columns[2]))
    )
