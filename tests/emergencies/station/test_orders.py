"""What the station does with an order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.orders import obeyed
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Open, Settled
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
_IDLE = (Task.STAND_BY, Task.JETS_OFF, Task.UNLOCK_ARRAYS, Task.GYROS_TAKE_OVER, Task.LOADS_ON)
"""What is so already in the first tick: it is said at once, and takes nobody's time."""

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
    elif task in _IDLE:
        assert kinds(cues) == [StationCue.DID_NOTHING]
        assert dict(cues[0].numbers) == {"not_yet": 0}
        assert after.people == state.people
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
    assert dict(cues[0].numbers)["seconds"] == 14
    assert after.people == state.people
    after, _ = fly(after, {}, 15)
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
    assert kinds(obeyed(state, Tell(Person.HOUSTON, News.RUNS_ON))[1]) == [StationCue.NOT_HEARD]
    after, _ = obeyed(state, Tell(Person.ASTRONAUT, News.RUNS_ON))
    assert after.someone(Person.HOUSTON).knows == (News.RUNS_ON,)


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


@pytest.mark.parametrize(
    ("lost", "firing", "untrue"),
    [
        (False, True, {News.LOST, News.STOPPED}),
        (True, True, {News.STOPPED}),
        (True, False, {News.RUNS_ON}),
        (False, False, {News.LOST, News.RUNS_ON}),
    ],
)
def test_what_is_not_so_is_nothing_that_anybody_knows(untrue: set[News], *, lost: bool, firing: bool) -> None:
    """It is answered, and nobody was told anything by it."""
    state = replace(first(), radio=_LISTENING)
    if lost:
        state = replace(state, watch=replace(state.watch, lost_tick=0))
    state = replace(state, ship=replace(state.ship, firing=firing))
    for news in News:
        after, cues = obeyed(state, Tell(Person.COMMANDER, news))
        told = given(cues, StationCue.TOLD)
        assert dict(told[0].numbers) == {"again": 0, "untrue": int(news in untrue)}
        assert (after.someone(Person.COMMANDER).knows == ()) is (news in untrue)
        assert (after.watch.first_told == "") is (news in untrue)


def test_in_the_drill_they_are_told_that_it_is_lost_from_the_first_tick() -> None:
    """It begins with the tone; and Moscow, across the table, hears what is said in the same breath."""
    state = first(scenario=Scenario.DRILL)
    state, cues = fly(state, {0: [Tell(Person.MOSCOW, News.LOST)]}, 1)
    assert dict(given(cues, StationCue.TOLD)[0].numbers)["untrue"] == 0
    assert state.someone(Person.MOSCOW).knows == (News.LOST,)


@pytest.mark.parametrize(
    "task",
    [
        *(Task.ROLL, Task.CUT, Task.OPEN_SHUTTERS, Task.CLOSE_SHUTTERS),
        *(Task.GO_TO_SHIP, Task.COME_BACK, Task.STAND_BY),
    ],
)
def test_an_order_about_the_film_or_the_ships_tells_nobody_what_happened(task: Task) -> None:
    """The first who is told is somebody else."""
    state, _ = obeyed(first(), Assign(Person.DIRECTOR, task))
    assert state.watch.first_told == ""
    state, _ = obeyed(state, Assign(Person.COMMANDER, Task.READ_RATES))
    assert state.watch.first_told == "commander"


def test_who_sits_in_a_ship_takes_no_work() -> None:
    """Every other order is refused with the reason, and they stay where they are."""
    state, _ = obeyed(first(), Assign(Person.COMMANDER, Task.GO_TO_SHIP))
    state, _ = fly(state, {}, 80)
    for task in TASKS[Person.COMMANDER]:
        after, cues = obeyed(state, Assign(Person.COMMANDER, task))
        if task in (Task.REPORT, Task.COME_BACK):
            assert StationCue.TAKEN in kinds(cues)
        elif task in (Task.STAND_BY, Task.GO_TO_SHIP):
            assert kinds(cues) == [StationCue.DID_NOTHING]
        else:
            assert kinds(cues) == [StationCue.CANNOT]
            assert dict(cues[0].numbers) == {"seated": 1}
            assert after.people == state.people
    said, heard = fly(obeyed(state, Assign(Person.COMMANDER, Task.REPORT))[0], {}, 5)
    assert dict(given(heard, StationCue.REPORTED)[0].words)["place"] == "other_ship"
    assert said.someone(Person.COMMANDER).seated
    _, cues = obeyed(first(), Assign(Person.COMMANDER, Task.ROLL))
    assert dict(cues[0].numbers) == {"seated": 0}


def test_who_is_on_the_way_to_a_ship_says_where_and_can_be_called_back() -> None:
    """Nothing else: the way is not broken by a question, and work has to wait."""
    state, _ = obeyed(first(), Assign(Person.ACTOR, Task.GO_TO_SHIP))
    state, _ = fly(state, {}, 10)
    after, cues = obeyed(state, Assign(Person.ACTOR, Task.REPORT))
    assert kinds(cues) == [StationCue.REPORTED]
    assert after.people == state.people
    after, cues = obeyed(state, Assign(Person.ACTOR, Task.LOOK_OUT))
    assert kinds(cues) == [StationCue.BUSY]
    assert after.people == state.people
    after, cues = obeyed(state, Tell(Person.ACTOR, News.HOLD_TIGHT))
    assert kinds(cues) == [StationCue.TOLD]
    assert after.someone(Person.ACTOR).task is Task.GO_TO_SHIP
    after, cues = obeyed(state, Assign(Person.ACTOR, Task.COME_BACK))
    assert StationCue.TAKEN in kinds(cues)
    after, _ = fly(after, {}, 30)
    assert after.someone(Person.ACTOR).place is Module.CUPOLA
    assert not after.someone(Person.ACTOR).seated


def test_the_engineer_works_in_the_seat_that_is_his() -> None:
    """Sent to the ships, he is at his switches still."""
    state, _ = fly(obeyed(first(), AllToShips())[0], {}, 12)
    assert state.someone(Person.SELF).seated
    _, cues = obeyed(state, Assign(Person.SELF, Task.MOTION_CONTROL_OFF))
    assert StationCue.TAKEN in kinds(cues)


def test_what_is_so_already_is_said_at_once() -> None:
    """He has control, and needs no half a minute to find that out; what is not yet so takes its time."""
    state = replace(first(), segment=replace(first().segment, in_charge=InCharge.RUSSIAN))
    after, cues = obeyed(state, Assign(Person.COMMANDER, Task.TAKE_CONTROL))
    assert kinds(cues) == [StationCue.DID_NOTHING]
    assert dict(cues[0].numbers) == {"not_yet": 0}
    assert after.someone(Person.COMMANDER).task is None
    early, cues = obeyed(first(), Assign(Person.COMMANDER, Task.NULL_RATES))
    assert kinds(cues) == [StationCue.TAKEN]
    _, later = fly(early, {}, 12)
    assert dict(given(later, StationCue.DID_NOTHING)[0].numbers) == {"not_yet": 1}


def test_an_answer_to_what_was_settled_is_late_and_one_to_nothing_early() -> None:
    """Both change nothing."""
    order = Answer(Question.CAMERA, Reply.KEEP_ROLLING)
    _, cues = obeyed(first(), order)
    assert dict(cues[0].numbers) == {"not_yet": 1}
    settled = replace(first(), settled=(Settled(Question.CAMERA, Reply.YOUR_FILM, False, 0),))
    _, cues = obeyed(settled, order)
    assert dict(cues[0].numbers) == {"not_yet": 0}


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
