"""The border of the flight room: numbers are looked at once, where they come in.

Law: what is refused is a ValueError that names the argument and the value; nothing is repaired in silence.
The inner steps trust what passed here.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def finite(name: str, value: float) -> float:
    """Return ``value``.

    Raises:
        ValueError: if it is infinite or not a number.
    """
    if not isfinite(value):
        raise ValueError(f"{name} must be a finite number, got {value!r}")
    return float(value)


def positive(name: str, value: float) -> float:
    """Return ``value``.

    Raises:
        ValueError: if it is not finite and above zero.
    """
    if not (isfinite(value) and value > 0.0):
        raise ValueError(f"{name} must be a finite number above zero, got {value!r}")
    return float(value)


def not_negative(name: str, value: float) -> float:
    """Return ``value``.

    Raises:
        ValueError: if it is not finite or below zero.
    """
    if not (isfinite(value) and value >= 0.0):
        raise ValueError(f"{name} must be a finite number of zero or more, got {value!r}")
    return float(value)


def within(name: str, value: float, low: float, high: float) -> float:
    """Return ``value``.

    Raises:
        ValueError: if it is not between ``low`` and ``high``, both included.
    """
    if not low <= value <= high:
        raise ValueError(f"{name} must lie between {low!r} and {high!r}, got {value!r}")
    return float(value)


def three(name: str, values: Sequence[float]) -> tuple[float, float, float]:
    """Return ``values`` as a vector.

    Raises:
        ValueError: if they are not three finite numbers.
    """
    if len(values) != 3 or not all(isfinite(value) for value in values):
        raise ValueError(f"{name} must be three finite numbers, got {values!r}")
    return float(values[0]), float(values[1]), float(values[2])


def unit_quaternion(name: str, q: Sequence[float]) -> None:
    """Look at an attitude.

    Raises:
        ValueError: if it is not four numbers of length 1, to a part in a million.
    """
    if len(q) != 4 or not abs(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3] - 1.0) < 1e-6:
        raise ValueError(f"{name} must be a unit quaternion, got {q!r}")
