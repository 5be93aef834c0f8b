"""What everybody does unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.flight import outcome
from game.emergencies.station.others import HABITS, unasked
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import (
    InCharge,
    Intent,
    Ordered,
    Pointing,
    Settled,
    Steering,
)
from game.emergencies.station.tasks import TASKS
from game.vocabulary.station import (
    Assign,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
    Tell,
)

from .flights import first, fly, given, left_alone, with_someone

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven


def _lost(in_charge: InCharge, pointing: Pointing, steering: Steering = Steering.OFF) -> StationState:
    """Return a flight ten minutes on, lost, the thrust off, and so far in the book."""
    state = first()
    return replace(
        state,
        tick=12_000,
        ship=replace(state.ship, firing=False, stopped_tick=2000),
        segment=replace(
            state.segment,
            in_charge=in_charge,
            steering=steering,
            gyros_on=in_charge is InCharge.GYROS,
        ),
        arrays=replace(state.arrays, pointing=pointing),
        radio=replace(state.radio, s_band=True, patched=True),
        watch=replace(state.watch, lost_tick=400),
    )


def _begun(state: StationState) -> list[tuple[str, str]]:
    """Return who begins what unasked within five minutes in which nothing else happens."""
    cues: list[CueGiven] = []
    for second in range(300):
        state, more = unasked(replace(state, tick=12_000 + 20 * second))
        cues += more
        if more:
            break
    alone = given(cues, StationCue.BY_THEMSELVES)
    return [(dict(one.words)["who"], dict(one.words)["task"]) for one in alone]


def _quietly(state: StationState) -> StationState:
    """Return the flight with the rookie away from his laptop's numbers."""
    return with_someone(state, Person.ROOKIE, seated=True)


def test_every_habit_is_work_of_whoever_has_it() -> None:
    """And every name is its own."""
    assert all(habit.task in TASKS[who] for habit in HABITS for who in habit.who)
    assert len({habit.name for habit in HABITS}) == len(HABITS)


def test_they_go_by_the_book_one_step_after_the_other() -> None:
    """Free drift, edge-on, locked, taken, nulled: each when the one before is done."""
    gyros, nobody, russian = InCharge.GYROS, InCharge.NOBODY, InCharge.RUSSIAN
    for state, step in (
        (_lost(gyros, Pointing.TRACKING), ("houston", "free_drift")),
        (_lost(nobody, Pointing.TRACKING), ("houston", "arrays_edge_on")),
        (_lost(nobody, Pointing.EDGE_ON), ("houston", "lock_arrays")),
        (_lost(nobody, Pointing.LOCKED), ("commander", "take_control")),
        (_lost(russian, Pointing.LOCKED), ("commander", "null_rates")),
    ):
        assert _begun(_quietly(state)) == [step]


def test_nobody_fires_near_arrays_that_are_not_locked() -> None:
    """Unless they were told to chance it."""
    state = _quietly(_lost(InCharge.RUSSIAN, Pointing.TURNING))
    assert _begun(state) == []
    told = Settled(Question.FIRE_FIRST, Reply.FIRE_NOW, True, 9000)
    assert _begun(replace(state, settled=(told,))) == [("commander", "null_rates")]


def test_the_astronaut_does_what_houston_cannot_send() -> None:
    """Without an antenna commands are given aboard, and the other antenna is tried."""
    state = _quietly(_lost(InCharge.NOBODY, Pointing.TRACKING))
    state = replace(state, radio=replace(state.radio, s_band=False, patched=False))
    assert _begun(state) == [("astronaut", "arrays_edge_on")]


def test_moscow_takes_control_where_nobody_aboard_can() -> None:
    """The commander sits in his ship; the other room sends the command."""
    state = with_someone(_quietly(_lost(InCharge.NOBODY, Pointing.LOCKED)), Person.COMMANDER, seated=True)
    assert _begun(state) == [("moscow", "take_control")]


def test_from_their_seats_nobody_begins_anything_and_the_ground_does_it() -> None:
    """The next step is Houston's or Moscow's while they are heard; on the way to a seat counts as in it."""
    nobody, russian = InCharge.NOBODY, InCharge.RUSSIAN
    held = _lost(russian, Pointing.LOCKED, Steering.HOLDING)
    level = replace(held, watch=replace(held.watch, level_since=100, regained_tick=300))
    steps = (
        (_lost(nobody, Pointing.TRACKING), [("houston", "arrays_edge_on")]),
        (_lost(nobody, Pointing.LOCKED), [("moscow", "take_control")]),
        (_lost(russian, Pointing.LOCKED), [("moscow", "null_rates")]),
        (level, [("houston", "gyros_take_over")]),
    )
    for state, step in steps:
        for seat in ({"seated": True}, {"task": Task.GO_TO_SHIP, "arrives": 99_000}):
            away = state
            for who in (Person.ROOKIE, Person.COMMANDER, Person.ASTRONAUT):
                away = with_someone(away, who, **seat)
            assert _begun(away) == step
            deaf = replace(away, radio=replace(away.radio, site=False, s_band=False, patched=False))
            assert _begun(deaf) == []


def test_nobody_begins_what_somebody_is_at() -> None:
    """What the engineer assigned to another is left to them."""
    state = _quietly(_lost(InCharge.NOBODY, Pointing.TRACKING))
    state = with_someone(state, Person.ASTRONAUT, task=Task.ARRAYS_EDGE_ON, until=99_000)
    assert _begun(state) == []


def test_nobody_undoes_at_once_what_the_engineer_ordered() -> None:
    """Four minutes are a decent time."""
    state = _quietly(_lost(InCharge.RUSSIAN, Pointing.LOCKED))
    due = (Intent("null", 0),)
    before = replace(state, ordered=(Ordered(Task.JETS_OFF, 12_000 - 20 * 241),), intents=due)
    _, cues = unasked(before)
    assert [dict(one.words)["task"] for one in cues] == ["null_rates"]
    just = replace(before, ordered=(Ordered(Task.JETS_OFF, 12_000 - 20 * 239),))
    after, cues = unasked(just)
    assert cues == ()
    assert "null" not in {one.name for one in after.intents}


def test_who_was_told_begins_sooner() -> None:
    """The same seed, with and without a word before the tone."""
    plan = {20: [Tell(Person.ASTRONAUT, News.RUNS_ON)]}
    at: list[int] = []
    for orders in ({}, plan):
        state, cues = fly(first(seed=4), orders, 300)
        at.append(given(cues, StationCue.ARRAYS_TURNING)[0].tick)
        assert not state.segment.gyros_on
    assert at[1] < at[0] - 40 * 20


def test_a_close_crew_begins_sooner_yet() -> None:
    """From 75 on."""
    ends = [left_alone(first(seed=2, crew=crew))[0].watch.regained_tick for crew in (74, 75)]
    assert ends[1] < ends[0]


def test_what_the_engineer_broke_is_mended_after_a_time() -> None:
    """Jets off in the middle of the way back: they take it up again, and it ends by itself."""
    state, _ = fly(first(seed=3), {}, 900)
    assert state.segment.in_charge is InCharge.RUSSIAN
    state, cues = fly(state, {state.tick: [Assign(Person.COMMANDER, Task.JETS_OFF)]}, 120)
    assert state.segment.steering is Steering.OFF
    state, cues = left_alone(state)
    ending = outcome(state)
    assert ending is not None
    assert ending.trigger in ("regained", "long_night")
    assert any(dict(one.words)["task"] == "null_rates" for one in given(cues, StationCue.BY_THEMSELVES))


def test_arrays_that_the_engineer_unlocked_are_not_fired_near() -> None:
    """They wait, then lock them again."""
    state = _quietly(_lost(InCharge.NOBODY, Pointing.TRACKING))
    assert _begun(replace(state, ordered=(Ordered(Task.UNLOCK_ARRAYS, 12_000),))) == [
        ("houston", "arrays_edge_on")
    ]
    soon = replace(state, ordered=(Ordered(Task.UNLOCK_ARRAYS, 17_900),))
    assert _begun(soon) == []


def test_the_july_module_ends_by_itself_too() -> None:
    """Three quarters of an hour, and more than a whole turn."""
    state, _ = left_alone(first(scenario=Scenario.MODULE))
    ending = outcome(state)
    assert ending is not None
