"""One thing at a time, at the place where it is done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.people import (
    freed,
    hears_engineer,
    reaches,
    seconds_left,
    set_to,
    work_s,
    worked,
)
from game.emergencies.station.state import NEVER, Phase
from game.emergencies.station.tasks import TASKS, way_s
from game.vocabulary.flying import Rung
from game.vocabulary.station import (
    ABOARD,
    AllStay,
    AllToShips,
    Assign,
    Module,
    Person,
    StationCue,
    Task,
)

from .flights import first, fly, given, kinds, ordered, with_someone


def test_work_at_ones_place_is_done_after_its_time_and_not_before() -> None:
    """The manifold shuts eighteen seconds after the order."""
    state, _ = ordered(first(), Assign(Person.SELF, Task.CLOSE_MANIFOLD_1))
    state, _ = fly(state, {}, 17.5)
    assert state.ship.manifold_1
    state, cues = fly(state, {}, 1)
    assert not state.ship.manifold_1
    assert state.someone(Person.SELF).task is None
    done = given(cues, StationCue.DONE)
    assert [dict(one.words) for one in done] == [{"who": "self", "task": "close_manifold_1"}]


def test_who_is_elsewhere_goes_there_first() -> None:
    """Way and work add up, and the answer says how long."""
    state = with_someone(first(), Person.COMMANDER, place=Module.LAB)
    way = way_s(Module.LAB, Module.ZVEZDA)
    state, cues = ordered(state, Assign(Person.COMMANDER, Task.READ_RATES))
    taken = given(cues, StationCue.TAKEN)[0]
    assert dict(taken.numbers)["seconds"] == way + TASKS[Person.COMMANDER][Task.READ_RATES].seconds
    assert dict(given(cues, StationCue.MOVING)[0].words)["place"] == "zvezda"
    state, cues = fly(state, {}, way - 1)
    assert state.someone(Person.COMMANDER).place is Module.LAB
    assert StationCue.ARRIVED not in kinds(cues)
    state, cues = fly(state, {}, 2)
    assert state.someone(Person.COMMANDER).place is Module.ZVEZDA
    assert StationCue.ARRIVED in kinds(cues)
    _, cues = fly(state, {}, 6)
    read = given(cues, StationCue.RATES_READ)
    assert dict(read[0].words) == {"who": "commander"}
    assert set(dict(read[0].numbers)) == {"thousandths", "tilt", "momentum"}


def test_how_long_somebody_is_busy_yet_counts_the_way() -> None:
    """Rounded up to whole seconds; nothing for who is idle."""
    state = with_someone(first(), Person.COMMANDER, place=Module.ZARYA)
    state, _ = set_to(state, Person.COMMANDER, Task.TAKE_CONTROL)
    assert seconds_left(state, state.someone(Person.COMMANDER)) == 12 + 25
    state = replace(state, tick=30)
    assert seconds_left(state, state.someone(Person.COMMANDER)) == 36
    state, _ = freed(state, Person.COMMANDER)
    assert seconds_left(state, state.someone(Person.COMMANDER)) == 0
    assert state.someone(Person.COMMANDER).place is Module.ZARYA


def test_a_hand_that_shakes_needs_longer_in_the_seat() -> None:
    """Only the engineer's, and only at the switches."""
    calm, shaky = first(nerve=40), first(nerve=39)
    for task in (Task.SEND_OFF, Task.CLOSE_MANIFOLD_1):
        assert work_s(shaky, Person.SELF, task) == work_s(calm, Person.SELF, task) + 2
    assert work_s(shaky, Person.SELF, Task.REPORT) == work_s(calm, Person.SELF, Task.REPORT)
    assert work_s(shaky, Person.ROOKIE, Task.HOLD) == work_s(calm, Person.ROOKIE, Task.HOLD)


def test_a_command_from_the_ground_needs_an_antenna_to_the_end() -> None:
    """It is not done while nothing goes up, nor by itself when something does again."""
    state = first()
    state = replace(state, radio=replace(state.radio, s_band=True))
    state, _ = set_to(state, Person.HOUSTON, Task.FREE_DRIFT)
    due = state.someone(Person.HOUSTON).until
    deaf = replace(state, tick=due, radio=replace(state.radio, s_band=False))
    assert not reaches(deaf, Person.HOUSTON)
    after, cues = worked(deaf)
    assert kinds(cues) == [StationCue.LEFT_OFF]
    assert after.someone(Person.HOUSTON).task is None
    assert after.segment.gyros_on
    after, cues = worked(replace(state, tick=due))
    assert StationCue.DONE in kinds(cues)
    assert not after.segment.gyros_on


def test_what_nobody_told_them_fails_without_a_word() -> None:
    """The ground's own command that does not go up, and what turns out to be done already."""
    state = replace(first(), radio=replace(first().radio, s_band=True))
    state, _ = set_to(state, Person.HOUSTON, Task.UNLOCK_ARRAYS, alone=True)
    due = replace(state, tick=state.someone(Person.HOUSTON).until)
    for radio in (due.radio, replace(due.radio, s_band=False)):
        after, cues = worked(replace(due, radio=radio))
        assert after.someone(Person.HOUSTON).task is None
        assert cues == ()


def test_nobody_reads_from_a_laptop_that_died_under_their_hands() -> None:
    """Begun on flown, finished on bare."""
    state, _ = set_to(first(), Person.COMMANDER, Task.READ_RATES)
    for rung, cue in ((Rung.FLOWN, StationCue.RATES_READ), (Rung.BARE, StationCue.DID_NOTHING)):
        _, cues = worked(replace(state, rung=rung, tick=state.someone(Person.COMMANDER).until))
        assert kinds(cues) == [cue]


def test_the_engineer_goes_on_in_his_seat_when_everybody_goes() -> None:
    """He sits already: what he has in hand is done, and being called back does not stop it."""
    state, _ = ordered(first(), Assign(Person.SELF, Task.MOTION_CONTROL_OFF))
    state, cues = ordered(state, AllToShips())
    assert [dict(one.words) for one in given(cues, StationCue.ABOARD)] == [{"who": "self"}]
    state, _ = ordered(state, AllStay())
    assert not state.someone(Person.SELF).seated
    assert state.someone(Person.SELF).task is Task.MOTION_CONTROL_OFF
    state, _ = fly(state, {}, 12)
    assert not state.ship.control_on


def test_an_order_breaks_what_somebody_said_of_their_own_accord() -> None:
    """Reading aloud unasked makes nobody busy; work begun unasked does."""
    state, _ = set_to(first(), Person.ROOKIE, Task.READ_RATES, alone=True)
    _, cues = ordered(state, Assign(Person.ROOKIE, Task.REPORT))
    assert StationCue.TAKEN in kinds(cues)
    state, _ = set_to(first(), Person.COMMANDER, Task.TAKE_CONTROL, alone=True)
    _, cues = ordered(state, Assign(Person.COMMANDER, Task.REPORT))
    assert StationCue.BUSY in kinds(cues)


@pytest.mark.parametrize("task", [Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.CLOSE_VALVES])
def test_no_pipe_shuts_in_time_to_hold_her(task: Task) -> None:
    """Ordered in the very first tick; the guarded switch is another matter."""
    for seed in range(12):
        state, _ = fly(first(seed=seed), {0: [Assign(Person.SELF, task)]}, 30)
        assert state.watch.lost_tick != NEVER
        switched, _ = fly(first(seed=seed), {0: [Assign(Person.SELF, Task.MOTION_CONTROL_OFF)]}, 75)
        assert switched.phase is Phase.HELD
        assert not switched.watch.troubles


def test_nobody_is_ever_in_two_places() -> None:
    """A person on the way counts as where they left, then as where they are."""
    state, _ = ordered(first(), AllToShips())
    for _ in range(20):
        state, _ = fly(state, {}, 5)
        for who in ABOARD:
            one = state.someone(who)
            assert one.place is not None
            assert (one.arrives > 0) is (one.bound is not None)


def test_all_in_their_seats_is_counted_from_when_the_last_one_goes() -> None:
    """Somebody who stays behind keeps it from being over."""
    state, _ = ordered(first(), Assign(Person.COMMANDER, Task.GO_TO_SHIP))
    state, _ = fly(state, {}, 60)
    assert state.someone(Person.COMMANDER).seated
    assert state.watch.ships_tick == NEVER
    state, _ = ordered(state, AllToShips())
    state, _ = fly(state, {}, 1)
    assert state.watch.ships_tick != NEVER


@pytest.mark.parametrize(
    ("who", "rung", "heard"),
    [
        (Person.HOUSTON, Rung.FLOWN, True),
        (Person.HOUSTON, Rung.BARE, False),
        (Person.MOSCOW, Rung.BARE, True),
        (Person.ASTRONAUT, Rung.BARE, True),
    ],
)
def test_who_hears_the_engineer(who: Person, rung: Rung, heard: bool) -> None:
    """With both antennas and a patch; bare has one loop."""
    state = first(rung)
    state = replace(state, radio=replace(state.radio, s_band=True, patched=True))
    assert hears_engineer(state, who) is heard
