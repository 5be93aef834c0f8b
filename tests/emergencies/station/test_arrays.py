"""The arrays: their motions, what they catch, and what a plume does to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.arrays import incidence_towards, locked_normal, made_kw, strikes_at_s
from game.emergencies.station.limits import FULL_KW, LOCKED_SHARE, MOST_STRIKES
from game.emergencies.station.machines import carry_out
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import Pointing, Steering, Trouble
from game.flight.attitude import NO_TURN, from_rotation_vector
from game.flight.vectors import norm
from game.vocabulary.station import Person, StationCue, Task

from .bodies import PITCH, hung, quiet, run, steered, when
from .flights import first, given, kinds

_HALE = Person.ASTRONAUT


def test_they_turn_130_seconds_and_lock_in_10() -> None:
    """Each with its word; the lock has to be ordered."""
    state, cues = run(quiet(), 170.0, [(10.0, Task.ARRAYS_EDGE_ON), (150.0, Task.LOCK_ARRAYS)])
    assert when(cues, StationCue.ARRAYS_TURNING) == 10.0
    assert when(cues, StationCue.ARRAYS_EDGE_ON) == 140.0
    assert when(cues, StationCue.ARRAYS_LOCKED) == 160.0
    assert state.arrays.pointing is Pointing.LOCKED


def test_a_lock_ordered_while_they_turn_follows_when_they_are_there() -> None:
    """It is not forgotten, and not done before."""
    state, cues = run(quiet(), 160.0, [(10.0, Task.ARRAYS_EDGE_ON), (30.0, Task.LOCK_ARRAYS)])
    assert when(cues, StationCue.ARRAYS_LOCKED) == 150.0
    assert not state.arrays.lock_wanted


def test_what_is_so_or_cannot_be_does_nothing() -> None:
    """A lock before edge-on, an unlock of what follows the sun or still turns, each thing twice."""
    for pointing, task, not_yet in (
        (Pointing.TRACKING, Task.LOCK_ARRAYS, 1),
        (Pointing.TRACKING, Task.UNLOCK_ARRAYS, 0),
        (Pointing.TURNING, Task.ARRAYS_EDGE_ON, 0),
        (Pointing.TURNING, Task.UNLOCK_ARRAYS, 1),
        (Pointing.EDGE_ON, Task.ARRAYS_EDGE_ON, 0),
        (Pointing.LOCKED, Task.LOCK_ARRAYS, 0),
    ):
        state = replace(quiet(), arrays=replace(quiet().arrays, pointing=pointing))
        same, cues = carry_out(state, task, _HALE)
        assert same is state
        assert kinds(cues) == [StationCue.DID_NOTHING]
        assert dict(cues[0].numbers) == {"not_yet": not_yet}, (pointing, task)


def test_unlocked_they_follow_the_sun_again() -> None:
    """And make power again, slowly: more than a minute to turn there."""
    state = replace(quiet(), arrays=replace(quiet().arrays, pointing=Pointing.LOCKED, incidence=0.1))
    state, cues = run(state, 30.0, [(1.0, Task.UNLOCK_ARRAYS)])
    assert StationCue.ARRAYS_UNLOCKED in kinds(cues)
    assert 0.3 < state.arrays.incidence < 0.7
    assert run(state, 60.0)[0].arrays.incidence > 0.95


def test_tracking_arrays_lose_little_by_a_tilt_and_locked_ones_make_little_anyway() -> None:
    """The sun stands 60 degrees off the orbit's plane on that day, so a pitch hardly leaves it."""
    brief = first().brief
    sun = sky_of(brief).at(brief.start_s + 400.0).sun
    normal = locked_normal(Scenario.ROLL)
    assert norm(normal) == pytest.approx(1.0)
    over = [from_rotation_vector((0.0, sign, 0.0)) for sign in (-1.0, 1.0)]
    assert incidence_towards(Pointing.TRACKING, normal, sun, NO_TURN) == pytest.approx(1.0, abs=1e-5)
    for attitude in over:
        assert 0.85 < incidence_towards(Pointing.TRACKING, normal, sun, attitude) < 0.95
        assert incidence_towards(Pointing.LOCKED, normal, sun, attitude) < 0.5 * LOCKED_SHARE


def test_power_is_angle_and_light_and_what_is_left_of_them() -> None:
    """84 kW at best; nothing in the dark; less by what plumes took."""
    arrays = replace(first().arrays, incidence=1.0)
    assert made_kw(arrays, 1.0) == FULL_KW
    assert made_kw(arrays, 0.0) == 0.0
    assert made_kw(replace(arrays, incidence=0.5, lost_share=0.2), 1.0) == pytest.approx(0.4 * FULL_KW)


@pytest.mark.parametrize("pointing", [Pointing.TRACKING, Pointing.TURNING, Pointing.EDGE_ON])
def test_jets_near_loose_arrays_hurt_one_after_5_to_15_seconds(pointing: Pointing) -> None:
    """By the seed; it costs power for good, and is a trouble."""
    for seed in range(8):
        state = steered(hung(first(seed=seed), PITCH, 10.0, 0.2), Steering.NULLING)
        state = replace(state, arrays=replace(state.arrays, pointing=pointing))
        state, cues = run(state, 60.0)
        struck = given(cues, StationCue.ARRAY_STRUCK)
        assert bool(struck) is (state.arrays.exposed_s >= strikes_at_s(seed, 0))
        assert bool(struck) is (Trouble.FIRED_UNLOCKED in state.watch.troubles)
        if struck:
            first_one = dict(struck[0].numbers)["quarter"]
            assert 6 <= first_one <= 18
            assert round(100 * state.arrays.lost_share) == dict(struck[-1].numbers)["quarter"]
    assert all(5 <= strikes_at_s(seed, 0) <= 15 for seed in range(200))


def test_a_short_knock_hurts_nothing_and_locked_arrays_are_never_hurt() -> None:
    """The help that gyros ask for is of every day; a lock is what the book wants it for."""
    state, _ = run(first(), 60.0, [(12.0, Task.MOTION_CONTROL_OFF)])
    assert state.segment.fired_ticks > 0
    assert state.arrays.exposed_s == 0.0
    assert state.arrays.lost_share == 0.0
    locked, _ = run(steered(hung(first(), PITCH, 10.0, 0.2), Steering.NULLING), 60.0)
    assert locked.segment.fired_ticks > 600
    assert locked.arrays.exposed_s == 0.0


def test_there_are_only_so_many_arrays_to_hurt() -> None:
    """An hour of jets does not take all the power."""
    state = steered(hung(first(scenario=Scenario.MODULE), PITCH, 0.0), Steering.NULLING)
    state = replace(
        state,
        ship=first(scenario=Scenario.MODULE).ship,
        arrays=replace(state.arrays, pointing=Pointing.TRACKING),
    )
    state, _ = run(state, 600.0)
    assert state.arrays.strikes == MOST_STRIKES
    assert 0.24 <= state.arrays.lost_share <= 0.72
