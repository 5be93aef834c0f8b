"""Open-ended inputs for the property tests of this room."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from game.flight.attitude import Quaternion, normalised
from game.flight.rigid_body import Inertia

if TYPE_CHECKING:
    from game.flight.vectors import Vector


def vectors(largest: float) -> st.SearchStrategy[Vector]:
    """Return vectors whose parts lie within ``largest`` of zero."""
    part = st.floats(-largest, largest, allow_subnormal=False)
    return st.tuples(part, part, part)


def _long_enough(parts: tuple[float, float, float, float]) -> bool:
    return sqrt(parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2 + parts[3] ** 2) > 0.1


_PART = st.floats(-1.0, 1.0, allow_subnormal=False)


def quaternions() -> st.SearchStrategy[Quaternion]:
    """Return unit quaternions."""
    return st.tuples(_PART, _PART, _PART, _PART).filter(_long_enough).map(normalised)


def inertias() -> st.SearchStrategy[Inertia]:
    """Return tensors of real bodies: positive definite, each moment less than the sum of the others."""
    moment = st.floats(5_000.0, 9_000.0)
    tilted = st.floats(-500.0, 500.0)

    def built(parts: tuple[float, float, float, float, float, float]) -> Inertia:
        a, b, c, d, e, f = parts
        return Inertia.of(((a, d, e), (d, b, f), (e, f, c)))

    return st.tuples(moment, moment, moment, tilted, tilted, tilted).map(built)
