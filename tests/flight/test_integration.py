"""The step: its order, its edges, its refusal of numbers that are none."""

from __future__ import annotations

from math import cos, inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.integration import State, rk4, steps


def _swing(_t_s: float, state: State) -> State:
    return state[1], -state[0]


def _error(step_s: float) -> float:
    state: State = (1.0, 0.0)
    for t, dt in steps(0.0, 2.0, step_s):
        state = rk4(_swing, t, state, dt)
    return abs(state[0] - cos(2.0))


def test_halving_the_step_divides_the_error_by_sixteen() -> None:
    """Fourth order, on a pendulum of small swings."""
    assert _error(0.1) / _error(0.05) == pytest.approx(16.0, rel=0.1)


@given(
    st.floats(0.0, 50.0),
    st.floats(0.001, 50.0),
    st.floats(0.01, 5.0),
    st.lists(st.floats(-10.0, 110.0), max_size=4),
)
def test_steps_fill_the_span_and_end_on_every_edge(
    start: float, length: float, longest: float, edges: list[float]
) -> None:
    """No step is longer than asked, none straddles an edge, none is missing."""
    end = start + length
    found = list(steps(start, end, longest, edges))
    assert sum(dt for _, dt in found) == pytest.approx(end - start)
    assert all(0.0 < dt <= longest * (1.0 + 1e-6) for _, dt in found)
    for edge in edges:
        assert not any(t + 1e-9 < edge < t + dt - 1e-9 for t, dt in found)


def test_an_empty_span_has_no_steps() -> None:
    """Start and end at one instant."""
    assert list(steps(3.0, 3.0, 0.1, (3.0,))) == []


def test_minutes_of_ticks_are_counted_right() -> None:
    """480 s of 0.05 s are 9,600 ticks; rounding adds no sliver."""
    assert len(list(steps(0.0, 480.0, 0.05))) == 9600


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((0.0, 1.0, 0.0), "longest_s"),
        ((0.0, 1.0, -0.1), "longest_s"),
        ((1.0, 0.0, 0.1), "end_s"),
        ((nan, 1.0, 0.1), "start_s"),
        ((0.0, inf, 0.1), "end_s"),
    ],
)
def test_a_span_that_makes_no_sense_is_refused_by_name(
    arguments: tuple[float, float, float], named: str
) -> None:
    """A negative step, a backward span, a number that is none."""
    with pytest.raises(ValueError, match=named):
        list(steps(*arguments))


def test_a_state_that_blows_up_is_an_error_not_a_nan() -> None:
    """The integrator never hands on a number that is none."""

    def wild(_t_s: float, state: State) -> State:
        return (state[0] * 1e200,)

    with pytest.raises(ValueError, match="state must stay finite"):
        rk4(wild, 0.0, (1e200,), 1.0)
