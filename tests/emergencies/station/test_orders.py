"""What the station does with an order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.orders import obeyed
from game.emergencies.station.state import InCharge, Open
from game.emergencies.station.tasks import TASKS
from game.vocabulary.flying import (
    TICKS_PER_S,
    Brake,
    ChangeRung,
    Control,
    FlightOrder,
    Pulse,
    Rung,
    StopAll,
)
from game.vocabulary.station import (
    ABOARD,
    GROUNDS,
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Module,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
    Tell,
)

from .flights import first, fly, given, kinds, with_someone

_LISTENING = replace(first().radio, s_band=True, patched=True)
_DEAF = replace(first().radio, s_band=False, site=False, patched=False)


@pytest.mark.parametrize(
    "order",
    [
        Assign(Person.SELF, Task.SEND_OFF),
        Assign(Person.SELF, Task.UNLOCK_ARRAYS),
        Assign(Person.ROOKIE, Task.STAND_BY),
        Tell(Person.COMMANDER, News.RUNS_ON),
        Tell(Person.SELF, News.RUNS_ON),
        Answer(Question.CAMERA, Reply.KEEP_ROLLING),
        AllToShips(),
        AllStay(),
        ChangeRung(Rung.BARE),
    ],
)
def test_every_order_is_answered_at_once(order: FlightOrder) -> None:
    """There is a cue in the same tick, also where nothing comes of it."""
    state = first()
    _, cues = obeyed(state, order)
    assert cues
    assert all(one.tick == state.tick for one in cues)


@pytest.mark.parametrize("who", tuple(Person))
@pytest.mark.parametrize("task", tuple(Task))
def test_everybody_does_their_own_work_and_no_other(who: Person, task: Task) -> None:
    """What stands in the table is taken, or is idle already; what does not is refused and changes nothing."""
    state = replace(first(), radio=_LISTENING)
    after, cues = obeyed(state, Assign(who, task))
    if task not in TASKS[who]:
        assert kinds(cues) == [StationCue.CANNOT]
        assert after.people == state.people
    elif task is Task.STAND_BY:
        assert kinds(cues) == [StationCue.DID_NOTHING]
    else:
        taken = given(cues, StationCue.TAKEN)
        assert len(taken) == 1
        assert dict(taken[0].words) == {"who": who.value, "task": task.value}
        assert dict(taken[0].numbers)["seconds"] >= TASKS[who][task].seconds
        assert after.someone(who).task is task


def test_who_is_busy_says_so_and_goes_on() -> None:
    """The second order changes nothing and tells how long the first one takes yet."""
    state, _ = obeyed(first(), Assign(Person.SELF, Task.CLOSE_MANIFOLD_1))
    state, _ = fly(state, {}, 4)
    after, cues = obeyed(state, Assign(Person.SELF, Task.MOTION_CONTROL_OFF))
    assert kinds(cues) == [StationCue.BUSY]
    assert dict(cues[0].words)["task"] == Task.CLOSE_MANIFOLD_1.value
    assert dict(cues[0].numbers)["seconds"] == 8
    assert after.people == state.people
    after, _ = fly(after, {}, 9)
    assert not after.ship.manifold_1


def test_to_stand_by_frees_somebody_for_something_else() -> None:
    """What was left off is not done."""
    state, _ = obeyed(first(), Assign(Person.SELF, Task.CLOSE_MANIFOLD_1))
    state, _ = fly(state, {}, 4)
    state, cues = obeyed(state, Assign(Person.SELF, Task.STAND_BY))
    assert kinds(cues) == [StationCue.LEFT_OFF]
    state, cues = obeyed(state, Assign(Person.SELF, Task.SEND_OFF))
    assert kinds(cues) == [StationCue.TAKEN]
    state, _ = fly(state, {}, 30)
    assert state.ship.manifold_1


@pytest.mark.parametrize("who", GROUNDS)
def test_the_ground_is_not_told_what_it_does_not_hear(who: Person) -> None:
    """Into a dead loop nothing is ordered and nothing is told."""
    deaf = replace(first(), radio=_DEAF)
    for order in (Assign(who, Task.REPORT), Tell(who, News.LOST)):
        after, cues = obeyed(deaf, order)
        assert kinds(cues) == [StationCue.NOT_HEARD]
        assert after.people == deaf.people
        assert after.watch.first_told == ""
    _, cues = obeyed(replace(first(), radio=_LISTENING), Tell(who, News.LOST))
    assert kinds(cues) == [StationCue.TOLD]


def test_moscow_is_heard_by_a_site_or_by_relay_and_not_else() -> None:
    """The other segment's antenna alone does not lead to Moscow."""
    unpatched = replace(_DEAF, s_band=True)
    for radio, heard in ((unpatched, False), (replace(_DEAF, site=True), True), (_LISTENING, True)):
        _, cues = obeyed(replace(first(), radio=radio), Tell(Person.MOSCOW, News.LOST))
        assert kinds(cues) == [StationCue.TOLD if heard else StationCue.NOT_HEARD]


def test_on_bare_houston_is_reached_through_the_astronaut_only() -> None:
    """The second loop is dead to the engineer; what the astronaut knows, Houston hears."""
    state = replace(first(Rung.BARE), radio=_LISTENING)
    assert kinds(obeyed(state, Tell(Person.HOUSTON, News.LOST))[1]) == [StationCue.NOT_HEARD]
    after, _ = obeyed(state, Tell(Person.ASTRONAUT, News.LOST))
    assert after.someone(Person.HOUSTON).knows == (News.LOST,)


def test_on_bare_nobody_has_rates_to_read() -> None:
    """The laptop is dead; the window is not."""
    state = first(Rung.BARE)
    for who in (Person.ROOKIE, Person.COMMANDER, Person.ASTRONAUT):
        assert kinds(obeyed(state, Assign(who, Task.READ_RATES))[1]) == [StationCue.CANNOT]
    assert kinds(obeyed(state, Assign(Person.ACTOR, Task.LOOK_OUT))[1]) == [StationCue.TAKEN]


def test_who_sits_in_the_same_room_hears_it_too() -> None:
    """Zvezda is one room, the Cupola another."""
    state, _ = obeyed(first(), Tell(Person.ROOKIE, News.RUNS_ON))
    assert state.someone(Person.COMMANDER).knows == (News.RUNS_ON,)
    assert state.someone(Person.ACTOR).knows == ()
    apart = with_someone(first(), Person.COMMANDER, place=Module.ZARYA)
    apart, _ = obeyed(apart, Tell(Person.ROOKIE, News.RUNS_ON))
    assert apart.someone(Person.COMMANDER).knows == ()


def test_the_first_who_is_spoken_to_is_remembered() -> None:
    """By word or by order; what was not heard does not count, nor what one tells oneself."""
    state = replace(first(), radio=_DEAF)
    state, _ = obeyed(state, Tell(Person.MOSCOW, News.RUNS_ON))
    state, _ = obeyed(state, Assign(Person.SELF, Task.SEND_OFF))
    assert state.watch.first_told == ""
    state, _ = obeyed(state, Assign(Person.ROOKIE, Task.READ_RATES))
    state, _ = obeyed(state, Tell(Person.COMMANDER, News.RUNS_ON))
    assert state.watch.first_told == Person.ROOKIE.value


def test_those_told_before_the_tone_are_remembered_apart() -> None:
    """Afterwards it is no news any more who was told."""
    state, _ = obeyed(first(), Tell(Person.COMMANDER, News.RUNS_ON))
    assert set(state.watch.told_before_loss) == {"commander", "rookie"}
    late = replace(first(), watch=replace(first().watch, lost_tick=400))
    late, _ = obeyed(late, Tell(Person.COMMANDER, News.LOST))
    assert late.watch.told_before_loss == ()


def test_told_to_hold_on_they_take_their_hands_off_things() -> None:
    """Whatever somebody in the Cupola was at is left."""
    state, _ = obeyed(first(), Assign(Person.ACTOR, Task.CLOSE_SHUTTERS))
    state, cues = obeyed(state, Tell(Person.ACTOR, News.HOLD_TIGHT))
    assert kinds(cues) == [StationCue.TOLD, StationCue.LEFT_OFF]
    assert state.someone(Person.ACTOR).task is None
    assert state.someone(Person.DIRECTOR).knows == (News.HOLD_TIGHT,)


def test_everybody_goes_to_the_ship_that_is_theirs_and_comes_back() -> None:
    """Taken back, whoever was on the way turns round; the engineer stays where he is."""
    state, cues = obeyed(first(), AllToShips())
    assert cues[0].cue is StationCue.TO_SHIPS
    assert all(state.someone(who).task is Task.GO_TO_SHIP for who in ABOARD)
    state, _ = fly(state, {}, 55)
    assert state.someone(Person.COMMANDER).seated
    state, cues = obeyed(state, AllStay())
    assert cues[0].cue is StationCue.STAYING
    assert not state.watch.ships_called
    state, _ = fly(state, {}, 90)
    assert not any(state.someone(who).seated for who in ABOARD)
    assert state.someone(Person.COMMANDER).place is Module.ZVEZDA
    assert state.someone(Person.ACTOR).place is Module.CUPOLA


@pytest.mark.parametrize("order", [Pulse(Control.FORWARD, 10), StopAll(), Brake()])
def test_an_order_of_a_docking_means_nothing_here(order: FlightOrder) -> None:
    """The very state comes back."""
    state = first()
    after, cues = obeyed(state, order)
    assert after is state
    assert cues == ()


@pytest.mark.parametrize(("rung", "number"), [(Rung.ASSISTED, 1), (Rung.BARE, 3)])
def test_a_rung_is_changed_in_flight_and_told_by_its_number(rung: Rung, number: int) -> None:
    """To told one does not change in flight, and the same rung is no change."""
    state, cues = obeyed(first(), ChangeRung(rung))
    assert state.rung is rung
    assert dict(cues[0].numbers) == {"rung": number}
    for same in (rung, Rung.TOLD):
        assert obeyed(state, ChangeRung(same))[1] == ()


def test_an_order_that_does_what_a_reply_would_is_that_reply() -> None:
    """Whoever has the arrays locked has said: lock first."""
    state = replace(first(), asked=(Open(Question.FIRE_FIRST, 0, 1200),))
    state = replace(state, segment=replace(state.segment, in_charge=InCharge.NOBODY))
    state, cues = obeyed(state, Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS))
    assert kinds(cues) == [StationCue.ANSWERED, StationCue.TAKEN]
    assert state.asked == ()
    assert state.settled[0].reply is Reply.LOCK_FIRST
    assert state.settled[0].by_engineer


@pytest.mark.parametrize("task", [Task.ROLL, Task.CUT])
def test_a_camera_that_is_ordered_runs_on_the_engineers_word(task: Task) -> None:
    """Also where nobody asked."""
    state, _ = obeyed(first(), Assign(Person.DIRECTOR, task))
    assert state.film.engineer_chose
    assert not state.film.left_to_director


def test_an_answer_that_fits_no_open_question_is_none() -> None:
    """Not asked, or not a reply to that."""
    state = replace(first(), asked=(Open(Question.CAMERA, 0, 20 * TICKS_PER_S),))
    for order in (Answer(Question.HOW_FAST, Reply.FASTER), Answer(Question.CAMERA, Reply.FASTER)):
        after, cues = obeyed(state, order)
        assert kinds(cues) == [StationCue.DID_NOTHING]
        assert after.asked == state.asked
        assert after.settled == ()
