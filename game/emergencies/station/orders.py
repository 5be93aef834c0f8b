"""What the station does with an order.

Law: every order is answered at once, by a cue; one that means nothing now changes nothing but the stopwatch
of the last order. An order to somebody who is busy loses nothing that they are at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from game.emergencies.station import asking
from game.emergencies.station.people import (
    all_stay,
    all_to_ships,
    free,
    freed,
    hears_engineer,
    said,
    seconds_left,
    set_to,
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
    dead = task is Task.READ_RATES and state.rung is Rung.BARE
    if task not in TASKS[who] or dead:
        return state, (said(state, StationCue.CANNOT, words),)
    state = _spoken_to(state, who)
    someone = state.someone(who)
    if task is Task.STAND_BY:
        return _stood_by(state, who)
    if not free(someone) and someone.task is not None:
        busy = {"who": who.value, "task": someone.task.value}
        left = seconds_left(state, someone)
        return state, (said(state, StationCue.BUSY, busy, seconds=left),)
    if task is Task.GO_TO_SHIP and someone.seated:
        return state, (said(state, StationCue.DID_NOTHING, words),)
    state, cues = asking.answered_by_task(state, task)
    if task is Task.COME_BACK:
        state = with_person(state, replace(state.someone(who), seated=False))
    if task in (Task.ROLL, Task.CUT):
        state = replace(state, film=replace(state.film, engineer_chose=True, left_to_director=False))
    state, more = set_to(state, who, task)
    others = tuple(one for one in state.ordered if one.task is not task)
    state = replace(state, ordered=(*others, Ordered(task, state.tick)))
    return state, cues + more


def _stood_by(state: StationState, who: Person) -> Done:
    someone = state.someone(who)
    if someone.task is None:
        words = {"who": who.value, "task": Task.STAND_BY.value}
        return state, (said(state, StationCue.DID_NOTHING, words),)
    return freed(state, who)


def _told(state: StationState, whom: Person, news: News) -> Done:
    if whom is Person.SELF:
        words = {"who": whom.value, "news": news.value}
        return state, (said(state, StationCue.DID_NOTHING, words),)
    if not hears_engineer(state, whom):
        words = {"whom": whom.value, "news": news.value}
        return state, (said(state, StationCue.NOT_HEARD, words),)
    again = news in state.someone(whom).knows
    state = _spoken_to(state, whom)
    state = _knowing(state, whom, news)
    for room in _SAME_ROOM:
        if whom in room and state.someone(room[0]).place is state.someone(room[1]).place:
            state = _knowing(_knowing(state, room[0], news), room[1], news)
    if whom is Person.ASTRONAUT and houston_heard(state):
        # His loop is theirs: Houston hears him take it in.
        state = _knowing(state, Person.HOUSTON, news)
    words = {"whom": whom.value, "news": news.value}
    cues = [said(state, StationCue.TOLD, words, again=int(again))]
    if news is News.HOLD_TIGHT and whom not in GROUNDS:
        state, more = freed(state, whom)
        cues += more
    return state, tuple(cues)


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
        return state, (said(state, StationCue.DID_NOTHING, words),)
    return asking.settled(state, question, reply, by_engineer=True)


def _rung(state: StationState, rung: Rung) -> Done:
    if rung is Rung.TOLD or rung is state.rung:
        return state, ()
    state = replace(state, rung=rung)
    return state, (said(state, StationCue.RUNG_CHANGED, rung=RUNG_NUMBER[rung]),)
