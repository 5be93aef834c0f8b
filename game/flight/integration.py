"""The fixed step: classical fourth-order Runge-Kutta on tuples of plain floats.

Law: a step never straddles an edge. Whoever switches a jet at an instant says so, and the step ends there.

Formula: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, table II.1.2.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from game.flight.guards import finite, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

State = tuple[float, ...]

TICK_S = 0.05
"""The step of everything that is flown by hand [s]."""

_NEARNESS = 1e-9
"""The share of a step that earns no step of its own; removes slivers made by rounding."""


def rk4(derivative: Callable[[float, State], State], t_s: float, state: State, dt_s: float) -> State:
    """Return the state one step later.

    Args:
        derivative: the rate of change as a function of time [s] and state.
        t_s: the time of ``state`` [s].
        state: any number of floats.
        dt_s: the step [s].

    Raises:
        ValueError: if the new state holds a number that is not finite.
    """
    half = 0.5 * dt_s
    a = derivative(t_s, state)
    b = derivative(t_s + half, tuple([x + half * k for x, k in zip(state, a, strict=True)]))
    c = derivative(t_s + half, tuple([x + half * k for x, k in zip(state, b, strict=True)]))
    d = derivative(t_s + dt_s, tuple([x + dt_s * k for x, k in zip(state, c, strict=True)]))
    sixth = dt_s / 6.0
    after = tuple(
        [x + sixth * (k + 2.0 * (m + n) + o) for x, k, m, n, o in zip(state, a, b, c, d, strict=True)]
    )
    for x in after:
        if x - x != 0.0:
            raise ValueError(f"state must stay finite, got {after!r} at {t_s + dt_s!r} s")
    return after


def steps(
    start_s: float, end_s: float, longest_s: float, edges_s: Iterable[float] = ()
) -> Iterator[tuple[float, float]]:
    """Yield (time, step) from start to end [s]: equal steps between edges, none longer than ``longest_s``.

    Raises:
        ValueError: if a time is not finite, the end lies before the start, or ``longest_s`` is not above
            zero.
    """
    start, end, longest = finite("start_s", start_s), finite("end_s", end_s), positive("longest_s", longest_s)
    if end < start:
        raise ValueError(f"end_s must not lie before start_s {start!r}, got {end!r}")
    inner = sorted({edge for edge in edges_s if start < finite("edges_s", edge) < end})
    for left, right in pairwise([start, *inner, end]):
        count = max(1, ceil((right - left) / longest - _NEARNESS)) if right > left else 0
        for i in range(count):
            yield left + (right - left) * i / count, (right - left) / count
