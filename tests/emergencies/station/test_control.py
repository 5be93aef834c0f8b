"""Hand-overs, and what the segment's jets are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.machines import carry_out
from game.emergencies.station.state import InCharge, Steering
from game.emergencies.station.words import station_words
from game.flight.attitude import NO_TURN
from game.vocabulary.station import Person, StationCue, Task

from .bodies import PITCH, hung, quiet, run, steered
from .flights import first, kinds

_WHO = Person.COMMANDER
_JETS = (Task.NULL_RATES, Task.TURN_BACK, Task.TURN_BACK_FAST, Task.HOLD, Task.JETS_OFF)


def test_free_drift_takes_the_gyros_out_and_nobody_is_in_charge() -> None:
    """The store stays in the wheels; a second time it means nothing."""
    state, _ = run(first(), 60.0)
    stored = state.body.turning.gyro_n_m_s
    drifting, cues = carry_out(state, Task.FREE_DRIFT, Person.ASTRONAUT)
    assert kinds(cues) == [StationCue.FREE_DRIFT]
    assert drifting.segment.in_charge is InCharge.NOBODY
    assert not drifting.segment.gyros_on
    assert drifting.body.turning.gyro_n_m_s == stored
    assert kinds(carry_out(drifting, Task.FREE_DRIFT, Person.ASTRONAUT)[1]) == [StationCue.DID_NOTHING]


def test_free_drift_ends_a_fight_and_leaves_the_segment_in_charge() -> None:
    """The right thing, late."""
    state = steered(hung(first(), PITCH, 20.0), Steering.TURNING)
    state = replace(state, segment=replace(state.segment, gyros_on=True))
    state, _ = carry_out(state, Task.FREE_DRIFT, Person.ASTRONAUT)
    assert state.segment.in_charge is InCharge.RUSSIAN
    assert state.segment.steering is Steering.TURNING
    assert not state.segment.gyros_on


def test_control_is_not_taken_from_gyros_that_hold_her() -> None:
    """Refused, and nothing changes; once they have lost her it is given, and no jet fires yet."""
    state = quiet()
    refused, cues = carry_out(state, Task.TAKE_CONTROL, _WHO)
    assert refused is state
    assert kinds(cues) == [StationCue.CONTROL_REFUSED]
    assert cues[0].words == (("who", "commander"), ("task", "take_control"))
    lost, _ = run(first(), 30.0)
    taken, cues = carry_out(lost, Task.TAKE_CONTROL, _WHO)
    assert kinds(cues) == [StationCue.RUSSIAN_CONTROL]
    assert taken.segment.in_charge is InCharge.RUSSIAN
    assert taken.segment.steering is Steering.OFF
    assert kinds(carry_out(taken, Task.TAKE_CONTROL, _WHO)[1]) == [StationCue.DID_NOTHING]


def test_gyros_are_not_given_a_station_whose_ship_still_pushes() -> None:
    """Refused; after the thrust it is done, and they keep the attitude that they are given."""
    firing, _ = carry_out(run(first(), 30.0)[0], Task.FREE_DRIFT, Person.ASTRONAUT)
    assert kinds(carry_out(firing, Task.GYROS_TAKE_OVER, Person.ASTRONAUT)[1]) == [StationCue.CONTROL_REFUSED]
    state = steered(hung(first(), PITCH, 3.0), Steering.HOLDING)
    given_back, cues = carry_out(state, Task.GYROS_TAKE_OVER, Person.ASTRONAUT)
    assert kinds(cues) == [StationCue.GYROS_TAKING]
    assert given_back.segment.in_charge is InCharge.GYROS
    assert given_back.segment.gyros_on
    assert given_back.segment.steering is Steering.OFF
    assert given_back.segment.held == state.body.turning.attitude


def test_gyros_that_hold_her_have_nothing_to_take_over() -> None:
    """Said, and nothing changes."""
    assert kinds(carry_out(quiet(), Task.GYROS_TAKE_OVER, Person.HOUSTON)[1]) == [StationCue.DID_NOTHING]


@pytest.mark.parametrize("task", _JETS)
def test_the_segments_jets_hear_nobody_while_it_is_not_in_charge(task: Task) -> None:
    """Orders to them do nothing."""
    state = hung(first(), PITCH, 20.0)
    same, cues = carry_out(state, task, _WHO)
    assert same is state
    assert kinds(cues) == [StationCue.DID_NOTHING]
    assert dict(cues[0].numbers) == {"not_yet": int(task is not Task.JETS_OFF)}


def test_each_order_to_the_jets_sets_what_they_do() -> None:
    """Null, back at either rate, hold, off; the same again means nothing."""
    state = steered(hung(first(), PITCH, 20.0, 0.05), Steering.OFF)
    for task, steering, fast, cue in (
        (Task.NULL_RATES, Steering.NULLING, False, None),
        (Task.TURN_BACK, Steering.TURNING, False, StationCue.TURNING_BACK),
        (Task.TURN_BACK_FAST, Steering.TURNING, True, None),
        (Task.HOLD, Steering.HOLDING, True, None),
        (Task.JETS_OFF, Steering.OFF, True, None),
    ):
        state, cues = carry_out(state, task, _WHO)
        assert (state.segment.steering, state.segment.fast) == (steering, fast)
        assert kinds(cues) == ([cue] if cue else [])
        again = carry_out(state, task, _WHO)[1]
        assert kinds(again) == [StationCue.DID_NOTHING]
        assert dict(again[0].numbers) == {"not_yet": 0}


@pytest.mark.parametrize(("task", "fast"), [(Task.TURN_BACK, 0), (Task.TURN_BACK_FAST, 1)])
def test_the_way_back_says_at_which_rate(task: Task, fast: int) -> None:
    """The cue has it, and so have the words while she turns."""
    state, cues = carry_out(steered(hung(first(), PITCH, 20.0), Steering.HOLDING), task, _WHO)
    assert dict(cues[0].numbers) == {"fast": fast}
    assert station_words(state)["fast"] is bool(fast)
    assert not station_words(carry_out(state, Task.HOLD, _WHO)[0])["fast"]


def test_rates_that_are_nulled_are_held_where_they_are_and_the_way_back_ends_level() -> None:
    """The one holds her over, the other brings her to no turn at all."""
    state, cues = run(steered(hung(first(), PITCH, 12.0, 0.05), Steering.NULLING), 60.0)
    assert kinds(cues).count(StationCue.RATES_NULLED) == 1
    assert state.segment.steering is Steering.HOLDING
    assert state.segment.held != NO_TURN
    state, cues = run(state, 700.0, [(61.0, Task.TURN_BACK)])
    assert [cue for cue in kinds(cues) if cue in (StationCue.HALFWAY_BACK, StationCue.LEVEL_AGAIN)] == [
        StationCue.HALFWAY_BACK,
        StationCue.LEVEL_AGAIN,
    ]
    assert state.segment.steering is Steering.HOLDING
    assert state.segment.held == NO_TURN


def test_control_is_regained_within_five_degrees_and_still_for_ten_seconds() -> None:
    """Held at four degrees it is; held at eight it is not; drifting through level it is not either."""
    near, cues = run(steered(hung(first(), PITCH, 4.0), Steering.HOLDING), 30.0)
    assert kinds(cues).count(StationCue.CONTROL_REGAINED) == 1
    assert near.watch.regained_tick - near.watch.level_since == 200
    for state in (
        steered(hung(first(), PITCH, 8.0), Steering.HOLDING),
        steered(hung(first(), PITCH, 4.0), Steering.OFF),
        hung(first(), PITCH, 0.0, 0.005),
        hung(first(), PITCH, 0.0, 0.05),
    ):
        assert StationCue.CONTROL_REGAINED not in kinds(run(state, 30.0)[1])
