"""What the station does with an order.

Law: every order is answered at once, by a cue; one that means nothing now changes nothing but the stopwatch
of the last order. An order to somebody who is busy loses nothing that they are at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from game.emergencies.station import asking, machines
from game.emergencies.station.marks import nothing_done
from game.emergencies.station.people import (
    all_stay,
    all_to_ships,
    free,
    freed,
    hears_engineer,
    reported,
    said,
    seconds_left,
    set_to,
    to_ship,
    with_person,
)
from game.emergencies.station.radio import houston_heard
from game.emergencies.station.state import NEVER, Ordered
from game.emergencies.station.tasks import TASKS
from game.vocabulary.flying import (
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    WaveOff,
)
from game.vocabulary.station import (
    GROUNDS,
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Reply,
    StationCue,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven, FlightOrder
    from game.vocabulary.station import Question

    Done = tuple[StationState, tuple[CueGiven, ...]]

RUNG_NUMBER: dict[Rung, int] = {Rung.TOLD: 0, Rung.ASSISTED: 1, Rung.FLOWN: 2, Rung.BARE: 3}
"""As `StationCue.RUNG_CHANGED` tells it."""

_SAME_ROOM: tuple[tuple[Person, ...], ...] = (
    (Person.ROOKIE, Person.COMMANDER),
    (Person.DIRECTOR, Person.ACTOR),
)
"""Who hears what the other is told, while they are in the same module."""

_NO_NEWS = frozenset(
    {
        *(Task.ROLL, Task.CUT, Task.SPEAK_TO_CAMERA, Task.CLOSE_SHUTTERS, Task.OPEN_SHUTTERS),
        *(Task.GO_TO_SHIP, Task.COME_BACK, Task.STAND_BY),
    }
)
"""Orders that tell nobody what has happened."""

_SEATED = frozenset({Task.COME_BACK, Task.REPORT, Task.STAND_BY, Task.GO_TO_SHIP})
"""What somebody who sits in their ship, or is on the way to it, can still be told to do."""


def obeyed(state: StationState, order: FlightOrder) -> Done:
    """Return the state with an order done, and what was answered."""
    match order:
        case Assign():
            return _assigned(_noted(state), order.who, order.task)
        case Tell():
            return _told(_noted(state), order.whom, order.news)
        case Answer():
            return _answered(_noted(state), order.question, order.reply)
        case AllToShips():
            state, cues = asking.answered_by_ships(_noted(state), Reply.GO)
            state, more = all_to_ships(state)
            return state, cues + more
        case AllStay():
            state, cues = asking.answered_by_ships(_noted(state), Reply.STAY)
            state, more = all_stay(state)
            return state, cues + more
        case ChangeRung():
            return _rung(_noted(state), order.rung)
        case Pulse() | Burn() | StopAll() | Set() | Brake() | BackOff() | WaveOff() | Call() | Say():
            # A docking's; there is no hand controller here that they could mean.
            return state, ()
        case _:
            assert_never(order)


def _noted(state: StationState) -> StationState:
    return replace(state, watch=replace(state.watch, order_tick=state.tick))


def _spoken_to(state: StationState, who: Person) -> StationState:
    """Somebody was spoken to: the first of them all is remembered."""
    if who is Person.SELF or state.watch.first_told:
        return state
    return replace(state, watch=replace(state.watch, first_told=who.value))


def _assigned(state: StationState, who: Person, task: Task) -> Done:
    words = {"who": who.value, "task": task.value}
    if not hears_engineer(state, who):
        return state, (said(state, StationCue.NOT_HEARD, {"whom": who.value}),)
    someone = state.someone(who)
    dead = task is Task.READ_RATES and state.rung is Rung.BARE
    seated = someone.seated and who is not Person.SELF and task not in _SEATED
    if task not in TASKS[who] or dead or seated:
        return state, (said(state, StationCue.CANNOT, words, seated=int(seated)),)
    if task not in _NO_NEWS:
        state = _spoken_to(state, who)
    if task is Task.STAND_BY:
        return _stood_by(state, who)
    if someone.task is Task.GO_TO_SHIP and task is Task.REPORT:
        # Said over the shoulder.
        return state, (reported(state, who),)
    if someone.task is Task.GO_TO_SHIP and task is Task.COME_BACK:
        state, _ = freed(state, who)
        someone = state.someone(who)
    if not free(someone) and someone.task is not None:
        busy = {"who": who.value, "task": someone.task.value}
        left = seconds_left(state, someone)
        return state, (said(state, StationCue.BUSY, busy, seconds=left),)
    if task is Task.GO_TO_SHIP and someone.seated:
        return state, (nothing_done(state.tick, who, task),)
    state, cues = asking.answered_by_task(state, task)
    if task is Task.COME_BACK:
        state = with_person(state, replace(state.someone(who), seated=False))
    if task in (Task.ROLL, Task.CUT):
        state = replace(state, film=replace(state.film, engineer_chose=True, left_to_director=False))
    others = tuple(one for one in state.ordered if one.task is not task)
    state = replace(state, ordered=(*others, Ordered(task, state.tick)))
    already = nothing_done(state.tick, who, task)
    if task in machines.MACHINE_TASKS and machines.carry_out(state, task, who)[1] == (already,):
        # They see it from where they are, and need no time for it.
        return state, (*cues, already)
    state, more = set_to(state, who, task)
    return state, cues + more


def _stood_by(state: StationState, who: Person) -> Done:
    someone = state.someone(who)
    if someone.task is None:
        return state, (nothing_done(state.tick, who, Task.STAND_BY),)
    return freed(state, who)


def _told(state: StationState, whom: Person, news: News) -> Done:
    if whom is Person.SELF:
        words = {"who": whom.value, "news": news.value}
        return state, (said(state, StationCue.DID_NOTHING, words, not_yet=0),)
    words = {"whom": whom.value, "news": news.value}
    if not hears_engineer(state, whom):
        return state, (said(state, StationCue.NOT_HEARD, words),)
    if not _is_so(state, news):
        return state, (said(state, StationCue.TOLD, words, again=0, untrue=1),)
    again = news in state.someone(whom).knows
    state = _spoken_to(state, whom)
    state = _knowing(state, whom, news)
    for room in _SAME_ROOM:
        if whom in room and state.someone(room[0]).place is state.someone(room[1]).place:
            state = _knowing(_knowing(state, room[0], news), room[1], news)
    if whom is Person.ASTRONAUT and houston_heard(state):
        # His loop is theirs: Houston hears him take it in.
        state = _knowing(state, Person.HOUSTON, news)
    cues = [said(state, StationCue.TOLD, words, again=int(again), untrue=0)]
    if news is News.HOLD_TIGHT and whom not in GROUNDS and not to_ship(state.someone(whom)):
        state, more = freed(state, whom)
        cues += more
    return state, tuple(cues)


def _is_so(state: StationState, news: News) -> bool:
    """Tell whether news are true; what is not is nothing that anybody knows afterwards."""
    match news:
        case News.RUNS_ON:
            return state.ship.firing
        case News.STOPPED:
            return not state.ship.firing
        case News.LOST:
            return state.watch.lost_tick != NEVER
        case News.HOLD_TIGHT:
            return True


def _knowing(state: StationState, who: Person, news: News) -> StationState:
    someone = state.someone(who)
    if news not in someone.knows:
        state = with_person(state, replace(someone, knows=(*someone.knows, news)))
    before = state.watch.told_before_loss
    if state.watch.lost_tick == NEVER and who.value not in before:
        state = replace(state, watch=replace(state.watch, told_before_loss=(*before, who.value)))
    return state


def _answered(state: StationState, question: Question, reply: Reply) -> Done:
    if not asking.may_answer(state, question, reply):
        words = {"who": Person.SELF.value, "question": question.value, "reply": reply.value}
        not_yet = asking.reply_to(state, question) is None
        return state, (said(state, StationCue.DID_NOTHING, words, not_yet=int(not_yet)),)
    return asking.settled(state, question, reply, by_engineer=True)


def _rung(state: StationState, rung: Rung) -> Done:
    if rung is Rung.TOLD or rung is state.rung:
        return state, ()
    state = replace(state, rung=rung)
    return state, (said(state, StationCue.RUNG_CHANGED, rung=RUNG_NUMBER[rung]),)
