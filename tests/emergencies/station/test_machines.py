"""The machines together: how they begin, in each scenario, and that they cost next to nothing."""

from __future__ import annotations

import ast
from dataclasses import replace
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from game.emergencies import station
from game.emergencies.station import truth
from game.emergencies.station.asking import lost
from game.emergencies.station.machines import MACHINE_TASKS, at_first, carry_out
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing
from game.emergencies.station.tasks import TASKS
from game.vocabulary.station import Person, StationCue, Task

from .bodies import run
from .flights import first, fly, given, kinds, left_alone, loaded, saved

_OF_PEOPLE = {
    Task.ROLL,
    Task.CUT,
    Task.CLOSE_SHUTTERS,
    Task.OPEN_SHUTTERS,
    Task.LOOK_OUT,
    Task.SPEAK_TO_CAMERA,
    Task.READ_RATES,
    Task.REPORT,
    Task.STAND_BY,
    Task.GO_TO_SHIP,
    Task.COME_BACK,
}


def test_the_roll_begins_five_seconds_into_the_run_on() -> None:
    """The gyros have a part of it already, she has hardly moved, and the story's kilograms are there."""
    for seed in range(12):
        now = at_first(first(seed=seed).brief)
        assert now.ship.kg == 302.0
        assert now.ship.burnt_kg == pytest.approx(5 * 0.0465, rel=0.04)
        assert now.ship.counted_kg == now.ship.burnt_kg
        assert now.segment.in_charge is InCharge.GYROS
        state = first(seed=seed)
        assert 0.1 < truth.momentum_share(state) < 0.35
        assert 0.0 < truth.tilt_deg(state) < 0.03
        assert state.radio.site
        assert state.radio.s_band


def test_the_drill_begins_lost_three_degrees_over_with_the_thrust_off() -> None:
    """0.03 degrees a second, away from level; the tone is there as it begins."""
    for seed in range(6):
        state = first(seed=seed, scenario=Scenario.DRILL)
        assert truth.tilt_deg(state) == pytest.approx(3.0, abs=0.1)
        assert truth.rate_deg_s(state) == pytest.approx(0.03, abs=0.002)
        assert not state.ship.firing
        assert lost(state)
        state, cues = fly(state, {}, 1)
        assert kinds(cues)[:3] == [StationCue.BEGUN, StationCue.GYROS_FULL, StationCue.ATTITUDE_LOST]
        assert kinds(cues).count(StationCue.ATTITUDE_LOST) == 1
        assert state.watch.lost_tick == 0


@pytest.mark.parametrize("seed", range(3))
def test_29_july_left_alone_is_29_july(seed: int) -> None:
    """0.56 degrees a second, 540 degrees out and the rest of two turns back, control after 47 minutes."""
    state, cues = left_alone(first(seed=seed, scenario=Scenario.MODULE))
    assert truth.peak_rate_deg_s(state) == pytest.approx(0.56, abs=0.04)
    out = truth.turned_deg(state) - given(cues, StationCue.RATES_NULLED)[0].numbers[0][1]
    assert out == pytest.approx(540.0, abs=60.0)
    assert truth.minutes_lost(state) == pytest.approx(47.0, abs=6.0)
    assert StationCue.UPSIDE_DOWN in kinds(cues)
    assert not state.watch.troubles


def test_on_29_july_the_arrays_are_locked_already() -> None:
    """Since the docking, three hours before."""
    assert first(scenario=Scenario.MODULE).arrays.pointing is Pointing.LOCKED


def test_work_is_either_of_machines_or_of_people() -> None:
    """Every task of the table is the one or the other; people's is refused."""
    every = {task for works in TASKS.values() for task in works}
    assert every == MACHINE_TASKS | _OF_PEOPLE
    for task in _OF_PEOPLE:
        with pytest.raises(LookupError, match="must be work on a machine"):
            carry_out(first(), task, Person.ROOKIE)


@settings(max_examples=40, deadline=None)
@drawn(
    st.integers(0, 1_000),
    st.sampled_from(list(Scenario)),
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from(sorted(MACHINE_TASKS, key=lambda t: t.value)))),
)
def test_any_work_in_any_order_leaves_numbers_that_are_numbers(
    seed: int, scenario: Scenario, works: list[tuple[int, Task]]
) -> None:
    """Five minutes of it; saved and loaded it is the same."""
    state, _ = run(first(seed=seed, scenario=scenario), 300.0, [(float(at), task) for at, task in works])
    turning = state.body.turning
    assert all(isfinite(x) for x in (*turning.attitude, *turning.rate_rad_s, *turning.gyro_n_m_s))
    assert 0.0 <= state.power.charge <= 1.0
    assert 0.0 <= state.arrays.incidence <= 1.0 + 1e-6
    assert truth.momentum_share(state) <= 1.0
    assert loaded(saved(state)) == state
    assert saved(loaded(saved(state))) == saved(state)


def test_going_on_from_a_save_is_going_on() -> None:
    """The same bytes a minute later."""
    state, _ = run(first(seed=5), 100.0, [(60.0, Task.FREE_DRIFT)])
    assert saved(run(loaded(saved(state)), 60.0)[0]) == saved(run(state, 60.0)[0])


def test_a_quarter_of_a_second_that_is_cut_in_two_runs_is_the_same() -> None:
    """No run remembers what is not in the state."""
    whole, _ = run(first(seed=6), 90.0)
    half, _ = run(first(seed=6), 45.0)
    assert saved(run(half, 45.0)[0]) == saved(whole)


def test_the_segments_fuel_is_noticed_when_much_is_gone() -> None:
    """Once."""
    state = first(scenario=Scenario.MODULE)
    state = replace(state, segment=replace(state.segment, kg=119.0))
    _, cues = run(state, 120.0, [(20.0, Task.FREE_DRIFT), (21.0, Task.TAKE_CONTROL), (22.0, Task.NULL_RATES)])
    assert kinds(cues).count(StationCue.STATION_FUEL_LOW) == 1


def test_what_is_stepped_takes_roots_and_no_other_function() -> None:
    """Sines and arcs differ between machines; only the table of the sky has them, and rounds them."""
    found: dict[str, set[str]] = {}
    for path in Path(station.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "math":
                found.setdefault(path.stem, set()).update(name.name for name in node.names)
            assert not (isinstance(node, ast.Import) and any(name.name == "math" for name in node.names))
    assert found.pop("sky") == {"cos", "radians", "sin"}
    assert set().union(*found.values()) <= {"degrees", "sqrt"}
