"""Clohessy-Wiltshire: stepped, in closed form, and against what it leaves out."""

from __future__ import annotations

from math import nan, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.frames import STATION_RADIUS_M, orbital_rate
from game.flight.integration import State, rk4, steps
from game.flight.relative import Transition, clohessy_wiltshire, exact_relative, hill_acceleration
from game.flight.vectors import Vector, norm, subtract

from .strategies import vectors

_N = orbital_rate()


def _stepped(position: Vector, velocity: Vector, seconds: float, thrust: Vector = (0.0, 0.0, 0.0)) -> State:
    state: State = (*position, *velocity)
    for t, dt in steps(0.0, seconds, 1.0):
        state = rk4(clohessy_wiltshire(_N, thrust), t, state, dt)
    return state


@settings(max_examples=25, deadline=None)
@given(vectors(300.0), vectors(1.0), st.floats(1.0, 900.0))
def test_stepping_meets_the_exact_transition(position: Vector, velocity: Vector, seconds: float) -> None:
    """1 s steps against the closed form, within a micrometre."""
    place, speed = Transition.over(_N, seconds).carry(position, velocity)
    assert _stepped(position, velocity, seconds) == pytest.approx((*place, *speed), abs=1e-6)


@given(vectors(300.0), vectors(1.0), st.floats(1.0, 3000.0), st.floats(1.0, 3000.0))
def test_two_spans_are_one_span(position: Vector, velocity: Vector, first: float, second: float) -> None:
    """The transition is a flow: over t1 and then t2 is over t1 + t2."""
    once = Transition.over(_N, first + second).carry(position, velocity)
    twice = Transition.over(_N, second).carry(*Transition.over(_N, first).carry(position, velocity))
    assert twice[0] == pytest.approx(once[0], abs=1e-7)
    assert twice[1] == pytest.approx(once[1], abs=1e-10)


@given(vectors(300.0), vectors(1.0), st.floats(0.0, 3000.0))
def test_a_coast_runs_back_to_its_start(position: Vector, velocity: Vector, seconds: float) -> None:
    """Time reversal of the exact transition."""
    there = Transition.over(_N, seconds).carry(position, velocity)
    back = Transition.over(_N, -seconds).carry(*there)
    assert back[0] == pytest.approx(position, abs=1e-7)
    assert back[1] == pytest.approx(velocity, abs=1e-10)


@settings(max_examples=15, deadline=None)
@given(vectors(220.0), vectors(0.2))
def test_the_model_is_within_22_millimetres_of_exact_motion_for_20_minutes(
    position: Vector, velocity: Vector
) -> None:
    """Inside 400 m at approach speeds; sideways speed limited so that the ship stays inside."""
    place, _ = Transition.over(_N, 1200.0).carry(position, velocity)
    halfway, _ = Transition.over(_N, 600.0).carry(position, velocity)
    if max(norm(place), norm(halfway)) > 400.0:
        return
    state: State = (*position, *velocity)
    for t, dt in steps(0.0, 1200.0, 2.0):
        state = rk4(exact_relative(STATION_RADIUS_M), t, state, dt)
    x, y, z = state[:3]
    assert norm(subtract((x, y, z), place)) < 0.022


def test_out_of_plane_motion_swings_once_an_orbit() -> None:
    """Half an orbit on, it is on the other side."""
    place, _ = Transition.over(_N, pi / _N).carry((0.0, 0.0, 10.0), (0.0, 0.0, 0.0))
    assert place == pytest.approx((0.0, 0.0, -10.0), abs=1e-12)


def test_a_ship_at_rest_below_the_station_falls_away() -> None:
    """Down and forward, safe by nature: 1.4 m in a minute at 200 m below, as the facts say."""
    assert hill_acceleration(_N, (-200.0, 0.0, 0.0), (0.0, 0.0, 0.0))[0] == pytest.approx(-7.6e-4, rel=0.01)
    place, _ = Transition.over(_N, 60.0).carry((-200.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    assert place[0] == pytest.approx(-201.4, abs=0.05)
    assert place[1] > 0.0


def test_a_slow_approach_drifts_by_the_rule_of_thumb() -> None:
    """Drift is n d^2 / v: 10 m at 0.12 m/s drifts 0.94 m, at 0.3 m/s 0.38 m."""
    for speed, drift in ((0.12, 0.94), (0.3, 0.38)):
        place, _ = Transition.over(_N, 10.0 / speed).carry((0.0, -10.0, 0.0), (0.0, speed, 0.0))
        assert abs(place[0]) == pytest.approx(drift, rel=0.02)


@pytest.mark.parametrize(
    ("rate", "seconds", "named"), [(0.0, 1.0, "orbital_rate_rad_s"), (1e-3, nan, "seconds")]
)
def test_a_transition_over_nothing_is_refused(rate: float, seconds: float, named: str) -> None:
    """By name."""
    with pytest.raises(ValueError, match=named):
        Transition.over(rate, seconds)
