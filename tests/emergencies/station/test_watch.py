"""What is noticed once a second, and how an emergency ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import (
    NEVER,
    InCharge,
    Phase,
    Trouble,
)
from game.emergencies.station.watch import LONGEST_TICKS, NEXT_PASS_S, noticed
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import (
    AllToShips,
    Assign,
    News,
    Person,
    StationCue,
    Task,
    Tell,
)

from .flights import first, fly, given, kinds, left_alone, ordered, with_someone

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState, Watch


def _at(tick: int, state: StationState | None = None, **watch: object) -> StationState:
    """Return a flight at a tick, with its thrust off and other things to remember."""
    state = first() if state is None else state
    changed: Watch = replace(state.watch, speech_tick=tick, **watch)  # type: ignore[arg-type]  # by the names
    off = replace(state.ship, firing=False, stopped_tick=100)
    return replace(state, tick=tick, ship=off, watch=changed)


def _phase(state: StationState) -> Phase:
    return noticed(state)[0].phase


def test_the_last_tick_is_the_next_ground_pass() -> None:
    """10:35:30."""
    assert first().start_s + LONGEST_TICKS / 20 == NEXT_PASS_S == 38_130


def test_held_is_a_minute_still_after_the_thrust() -> None:
    """And never lost."""
    still = replace(_at(2000), body=first().body)
    assert _phase(replace(still, tick=1280)) is Phase.RUNNING
    assert _phase(replace(still, tick=1300)) is Phase.HELD
    firing = replace(still, ship=replace(still.ship, firing=True))
    assert _phase(firing) is Phase.RUNNING


def test_regained_is_a_minute_of_gyros_or_five_of_jets() -> None:
    """Whoever holds her."""
    gyros = _at(40_000, lost_tick=400, regained_tick=38_000, gyros_since=38_801)
    assert _phase(gyros) is Phase.RUNNING
    assert _phase(replace(gyros, tick=40_001)) is Phase.REGAINED
    jets = _at(40_000, lost_tick=400, regained_tick=34_001, level_since=33_900)
    jets = replace(jets, segment=replace(jets.segment, in_charge=InCharge.RUSSIAN))
    assert _phase(jets) is Phase.RUNNING
    assert _phase(replace(jets, tick=40_001)) is Phase.REGAINED


def test_the_next_pass_ends_it_at_the_latest() -> None:
    """A long night without control; regained with it, however short."""
    lost = _at(LONGEST_TICKS, lost_tick=400)
    assert _phase(replace(lost, tick=LONGEST_TICKS - 20)) is Phase.RUNNING
    assert _phase(lost) is Phase.LONG_NIGHT
    assert _phase(_at(LONGEST_TICKS, lost_tick=400, regained_tick=LONGEST_TICKS - 20)) is Phase.REGAINED


@pytest.mark.parametrize("task", [Task.REPORT, Task.READ_RATES])
def test_the_end_waits_for_who_was_just_asked(task: Task) -> None:
    """Five seconds at most, for a word that was ordered; not for work, nor for who talks unasked."""
    state = _at(20_000, lost_tick=400)
    state = replace(state, power=replace(state.power, down=True))
    asked = with_someone(state, Person.COMMANDER, task=task, until=20_080)
    assert _phase(asked) is Phase.RUNNING
    assert noticed(asked)[1] == ()
    waiting = noticed(asked)[0]
    assert waiting.watch.over_tick == 20_000
    later = replace(with_someone(waiting, Person.COMMANDER, until=20_180), tick=20_100)
    assert _phase(later) is Phase.LONG_NIGHT
    assert _phase(with_someone(waiting, Person.COMMANDER, task=None, until=0)) is Phase.LONG_NIGHT
    assert _phase(with_someone(asked, Person.COMMANDER, until=20_101)) is Phase.LONG_NIGHT
    assert _phase(with_someone(asked, Person.COMMANDER, alone=True)) is Phase.LONG_NIGHT
    assert _phase(with_someone(asked, Person.COMMANDER, task=Task.HOLD)) is Phase.LONG_NIGHT
    on_again = replace(waiting, power=replace(waiting.power, down=False))
    assert noticed(on_again)[0].watch.over_tick == NEVER


def test_a_word_that_was_asked_for_is_heard_before_the_end() -> None:
    """In a flight: the report comes, and then it is over."""
    state, _ = left_alone(first(seed=1))
    asked = state.tick - 20
    plan = {asked: [Assign(Person.COMMANDER, Task.REPORT)]}
    state, cues = fly(first(seed=1), plan)
    assert kinds(cues)[-1] is StationCue.REGAINED
    assert StationCue.REPORTED in kinds(cues)
    assert asked + 60 <= state.tick <= asked + 120


def test_buses_that_drop_make_a_long_night() -> None:
    """At once."""
    state = _at(20_000, lost_tick=400)
    assert _phase(replace(state, power=replace(state.power, down=True))) is Phase.LONG_NIGHT


def test_to_the_ships_is_over_when_all_six_sit_and_the_four_had_their_minute() -> None:
    """The last from the Cupola needs longer than that."""
    state, _ = ordered(first(), AllToShips())
    state, cues = fly(state, {}, 200)
    assert state.phase is Phase.TO_SHIPS
    assert len(given(cues, StationCue.ABOARD)) == 6
    assert 60 <= state.tick / 20 <= 100
    seated = _at(2000, lost_tick=400, ships_tick=1000)
    for who in Person:
        if who not in (Person.MOSCOW, Person.HOUSTON):
            seated = with_someone(seated, who, seated=True)
    assert _phase(seated) is Phase.RUNNING
    assert _phase(replace(seated, tick=2200)) is Phase.TO_SHIPS
    assert _phase(with_someone(replace(seated, tick=2200), Person.ACTOR, seated=False)) is Phase.RUNNING


@pytest.mark.parametrize(
    ("troubles", "phase"), [((), Phase.DRILL_PASSED), ((Trouble.FOUGHT,), Phase.DRILL_MISSED)]
)
def test_a_drill_is_passed_without_trouble(troubles: tuple[Trouble, ...], phase: Phase) -> None:
    """At the moment at which control is regained."""
    state = _at(9000, first(scenario=Scenario.DRILL), lost_tick=5, regained_tick=9000, troubles=troubles)
    assert _phase(state) is phase


def test_a_drill_that_nobody_flies_is_over_after_twelve_minutes() -> None:
    """The others go on as they would; it is too late."""
    state, cues = left_alone(first(scenario=Scenario.DRILL))
    assert state.phase is Phase.DRILL_MISSED
    assert state.tick == 12 * 60 * 20
    assert kinds(cues)[-1] is StationCue.DRILL_MISSED
    assert not given(cues, StationCue.CAMERA_ON)


def test_that_nobody_knew_is_a_trouble_of_the_day_only() -> None:
    """A word to either room before the tone is enough, also through the astronaut."""
    for orders, knew in (
        ((), False),
        ((Tell(Person.COMMANDER, News.RUNS_ON),), False),
        ((Tell(Person.MOSCOW, News.RUNS_ON),), True),
    ):
        state, _ = fly(first(), {20: orders}, 40)
        assert state.watch.lost_tick != NEVER
        assert (Trouble.NOBODY_KNEW in state.watch.troubles) is not knew
    drill, _ = fly(first(scenario=Scenario.DRILL), {}, 40)
    assert drill.watch.troubles == ()


def test_loads_that_went_are_remembered_when_they_are_back() -> None:
    """In the order in which they went."""
    state, _ = ordered(first(), Assign(Person.ROOKIE, Task.SHED_FILM))
    state, _ = fly(state, {1000: [Assign(Person.ASTRONAUT, Task.SHED_COMFORT)]}, 100)
    state, _ = fly(state, {state.tick: [Assign(Person.ASTRONAUT, Task.LOADS_ON)]}, 60)
    assert state.power.film
    assert state.power.comfort
    assert state.watch.shed == ("shed_film", "shed_comfort")


def test_silence_is_noticed_after_forty_seconds() -> None:
    """From the last word, and again after another forty."""
    state = _at(4000, lost_tick=400)
    assert noticed(replace(state, tick=4799))[1] == ()
    assert kinds(list(noticed(replace(state, tick=4800))[1])) == [StationCue.QUIET]


def test_the_coach_speaks_on_assisted_only() -> None:
    """When the advice changes, and when it was not followed; with page and step of the book."""
    for rung in (Rung.FLOWN, Rung.BARE):
        assert not given(fly(first(rung), {}, 30)[1], StationCue.COACH)
    state, cues = fly(first(Rung.ASSISTED), {}, 60)
    spoken = given(cues, StationCue.COACH)
    assert spoken
    assert all({"advice", "page", "step"} <= set(dict(one.words)) for one in spoken)
    assert state.watch.coached == dict(spoken[-1].words)["advice"]
    for before, after in pairwise(spoken):
        same = dict(before.words)["advice"] == dict(after.words)["advice"]
        assert not same or after.tick - before.tick >= 25 * TICKS_PER_S
