"""The questions that are put to the engineer: when, and what an answer sets going.

Law: a question is put when it makes sense and nothing else is open, at most once in a flight, by somebody who
is heard. An order that does what a reply would have done is that reply.

Times are those of the day as the game has it, chosen for play: a decision about every five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station import film, truth
from game.emergencies.station.people import (
    all_stay,
    all_to_ships,
    free,
    said,
    set_to,
    to_ship,
    with_person,
)
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.radio import houston_heard
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, InCharge, Open, Pointing, Settled, Steering
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import (
    ABOARD,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven

    Done = tuple[StationState, tuple[CueGiven, ...]]

SPREAD_S = 20
"""Half a question's spread about its time [s]; drawn by the seed."""

STILL_DEG_S = 0.02
"""Slower than this the rates count as nulled for those who ask."""

FAR_DEG = 8.0
"""Nearer to level than this, nobody asks how fast."""

URGENT_DEG_S = 0.4
"""Turning so fast, Houston asks about the ships at once."""

LOADS_CHARGE = 0.6
"""At this charge Houston asks about loads before its time."""

BREATH_TICKS = 3 * TICKS_PER_S
"""Nobody asks into what has just been said."""

ROLL_CALL_S = 4
"""Between two who say where they are."""

_BY_TASK: Mapping[Question, Mapping[Task, Reply]] = MappingProxyType(
    {
        Question.CAMERA: {Task.ROLL: Reply.KEEP_ROLLING, Task.CUT: Reply.CUT_AND_SHUT},
        Question.FIRE_FIRST: {
            Task.ARRAYS_EDGE_ON: Reply.LOCK_FIRST,
            Task.LOCK_ARRAYS: Reply.LOCK_FIRST,
            Task.TAKE_CONTROL: Reply.FIRE_NOW,
            Task.NULL_RATES: Reply.FIRE_NOW,
        },
        Question.WHAT_TO_SAY: {Task.SPEAK_TO_CAMERA: Reply.TRUTH},
        Question.HOW_FAST: {Task.TURN_BACK: Reply.BY_THE_BOOK, Task.TURN_BACK_FAST: Reply.FASTER},
        Question.WHICH_LOADS: {
            Task.SHED_COMFORT: Reply.COMFORT_FIRST,
            Task.SHED_FILM: Reply.FILM_FIRST,
        },
        Question.HAND_BACK: {Task.GYROS_TAKE_OVER: Reply.NOW},
    }
)
"""Orders that are as good as an answer."""


def reply_to(state: StationState, question: Question) -> Reply | None:
    """Return how a question was settled; None while it is not."""
    return next((one.reply for one in state.settled if one.question is question), None)


def may_answer(state: StationState, question: Question, reply: Reply) -> bool:
    """Tell whether a question is open and a reply fits it."""
    return any(one.question is question for one in state.asked) and reply in ASKINGS[question].replies


def answered_by_task(state: StationState, task: Task) -> Done:
    """Return the state with any open question settled that an order for a task answers."""
    for one in state.asked:
        reply = _BY_TASK.get(one.question, {}).get(task)
        if reply is not None:
            return _closed(state, one.question, reply, by_engineer=True)
    return state, ()


def answered_by_ships(state: StationState, reply: Reply) -> Done:
    """Return the state with the question about the ships settled, if it is open."""
    if may_answer(state, Question.TO_THE_SHIPS, reply):
        return _closed(state, Question.TO_THE_SHIPS, reply, by_engineer=True)
    return state, ()


def settled(state: StationState, question: Question, reply: Reply, *, by_engineer: bool) -> Done:
    """Return the state with a question settled and what follows set going."""
    state, cues = _closed(state, question, reply, by_engineer=by_engineer)
    state, more = _set_going(state, question, reply)
    return state, cues + more


def _closed(state: StationState, question: Question, reply: Reply, *, by_engineer: bool) -> Done:
    """Return the state with a question settled, and nothing set going but what the answer itself is."""
    asked = tuple(one for one in state.asked if one.question is not question)
    answer = Settled(question, reply, by_engineer, state.tick)
    state = replace(state, asked=asked, settled=(*state.settled, answer))
    if question is Question.CAMERA:
        chose = by_engineer and reply is not Reply.YOUR_FILM
        left = by_engineer and reply is Reply.YOUR_FILM
        state = replace(state, film=replace(state.film, engineer_chose=chose, left_to_director=left))
    cue = StationCue.ANSWERED if by_engineer else StationCue.SETTLED
    words = {
        "who": ASKINGS[question].who.value,
        "question": question.value,
        "reply": reply.value,
    }
    return state, (said(state, cue, words),)


def _set_going(state: StationState, question: Question, reply: Reply) -> Done:
    """Return the state with what a reply sets going at once; the habits of the others do the rest."""
    match question, reply:
        case Question.CAMERA, Reply.CUT_AND_SHUT:
            state, cues = _begun(state, Person.DIRECTOR, Task.CUT)
            state, more = _begun(state, Person.ACTOR, Task.CLOSE_SHUTTERS)
            return state, cues + more
        case Question.FIRE_FIRST, Reply.FIRE_NOW:
            if state.segment.in_charge is InCharge.RUSSIAN:
                return _begun(state, Person.COMMANDER, Task.NULL_RATES)
            if state.segment.in_charge is InCharge.GYROS:
                return state, ()
            return _begun(state, Person.COMMANDER, Task.TAKE_CONTROL)
        case Question.FIRE_FIRST, Reply.ASK_HALE:
            for who in (Person.ASTRONAUT, Person.HOUSTON, Person.MOSCOW):
                someone = state.someone(who)
                if News.LOST not in someone.knows:
                    state = with_person(state, replace(someone, knows=(*someone.knows, News.LOST)))
            return state, ()
        case Question.WHAT_TO_SAY, Reply.TRUTH | Reply.THE_SCENE:
            return _begun(state, Person.ACTOR, Task.SPEAK_TO_CAMERA)
        case Question.TO_THE_SHIPS, Reply.GO:
            return all_to_ships(state)
        case Question.TO_THE_SHIPS, Reply.ROLL_CALL:
            return _roll_call(state)
        case Question.TO_THE_SHIPS, Reply.STAY if state.watch.ships_called:
            return all_stay(state)
        case Question.HOW_FAST, Reply.FASTER if state.segment.steering is Steering.TURNING:
            return _begun(state, Person.COMMANDER, Task.TURN_BACK_FAST)
        case Question.HAND_BACK, Reply.NOW:
            return _begun(state, Person.ASTRONAUT, Task.GYROS_TAKE_OVER)
        case _:
            return state, ()


def _begun(state: StationState, who: Person, task: Task) -> Done:
    """Return the state with somebody at what was just agreed, if they are free and up."""
    someone = state.someone(who)
    if not free(someone) or someone.seated:
        return state, ()
    return set_to(state, who, task)


def _roll_call(state: StationState) -> Done:
    later = 0
    cues: list[CueGiven] = []
    for who in ABOARD:
        if who is Person.SELF or not free(state.someone(who)):
            continue
        state, _ = set_to(state, who, Task.REPORT, alone=True, later_s=later)
        later += ROLL_CALL_S
    return state, tuple(cues)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a question is put.

    Attributes:
        question: which.
        sense: whether it makes sense now.
        from_s: not before this, seconds from tick 0; the seed moves it by `SPREAD_S`.
        urgent: whether it cannot wait for its time, for another question, or for breath.
        work_waits: it does not wait for another question, because work waits for the answer.
    """

    question: Question
    sense: Callable[[StationState], bool]
    from_s: int = 0
    urgent: Callable[[StationState], bool] | None = None
    work_waits: bool = False


def lost(state: StationState) -> bool:
    """Tell whether nobody holds the attitude that was lost."""
    return state.watch.lost_tick != NEVER and state.watch.regained_tick == NEVER


def houston_asks(state: StationState) -> bool:
    """Tell whether a question of Houston's comes through; on bare the astronaut has to pass it on."""
    through = state.rung is not Rung.BARE or not to_ship(state.someone(Person.ASTRONAUT))
    return houston_heard(state) and through


def _camera(state: StationState) -> bool:
    rolling = state.brief.shooting and film.running(state)
    return rolling and lost(state) and film.in_cupola(state, Person.DIRECTOR)


def _fire_first(state: StationState) -> bool:
    return (
        lost(state)
        and not state.ship.firing
        and state.arrays.pointing is not Pointing.LOCKED
        and state.segment.in_charge is not InCharge.RUSSIAN
        and not to_ship(state.someone(Person.COMMANDER))
    )


def _what_to_say(state: StationState) -> bool:
    return (
        state.brief.shooting
        and film.running(state)
        and lost(state)
        and state.film.spoken is None
        and film.in_cupola(state, Person.ACTOR)
        and free(state.someone(Person.ACTOR))
    )


def how_fast_matters(state: StationState) -> bool:
    """Tell whether there is a way back to be turned, and somebody to turn it."""
    return (
        state.segment.in_charge is InCharge.RUSSIAN
        and state.segment.steering is Steering.HOLDING
        and truth.rate_deg_s(state) < STILL_DEG_S
        and truth.tilt_deg(state) > FAR_DEG
        and not to_ship(state.someone(Person.COMMANDER))
    )


def _how_fast(state: StationState) -> bool:
    """Tell whether it is still a question: nobody is at turning her back, or about to be."""
    return how_fast_matters(state) and not _somebody_at(state, Task.TURN_BACK, Task.TURN_BACK_FAST)


def _somebody_at(state: StationState, *tasks: Task) -> bool:
    return any(one.task in tasks for one in state.people)


def _which_loads(state: StationState) -> bool:
    power = state.power
    return (
        houston_asks(state)
        and power.comfort
        and power.film
        and state.watch.lost_tick != NEVER
        and state.arrays.pointing is not Pointing.TRACKING
        and power.made_kw < power.load_kw
    )


def _loads_urgent(state: StationState) -> bool:
    return state.power.charge < LOADS_CHARGE


def _to_the_ships(state: StationState) -> bool:
    return houston_asks(state) and lost(state) and not state.watch.ships_called


def _ships_urgent(state: StationState) -> bool:
    fast = truth.rate_deg_s(state) > URGENT_DEG_S
    return fast or state.has_happened(StationCue.BATTERY_LOW.value)


def _hand_back(state: StationState) -> bool:
    return (
        not _somebody_at(state, Task.GYROS_TAKE_OVER)
        and state.segment.in_charge is InCharge.RUSSIAN
        and state.watch.level_since != NEVER
        and state.watch.regained_tick != NEVER
        and not to_ship(state.someone(Person.ASTRONAUT))
    )


_MOMENTS: tuple[_Moment, ...] = (
    _Moment(Question.TO_THE_SHIPS, _to_the_ships, 20 * 60 + 20, _ships_urgent),
    _Moment(Question.CAMERA, _camera, 2 * 60),
    _Moment(Question.FIRE_FIRST, _fire_first, 4 * 60 + 20),
    _Moment(Question.HOW_FAST, _how_fast, work_waits=True),
    _Moment(Question.HAND_BACK, _hand_back, work_waits=True),
    _Moment(Question.WHAT_TO_SAY, _what_to_say, 8 * 60 + 20),
    _Moment(Question.WHICH_LOADS, _which_loads, 14 * 60 + 20, _loads_urgent),
)
"""In the order in which they are put when two could be."""


def asked(state: StationState) -> Done:
    """Return the state after a second of asking: what is overdue is settled, what is due is put."""
    cues: list[CueGiven] = []
    for one in state.asked:
        if one.due <= state.tick:
            otherwise = _otherwise(state, one.question)
            state, more = settled(state, one.question, otherwise, by_engineer=False)
            cues += more
    for moment in _MOMENTS:
        if _is_put(state, moment):
            state, more = _put(state, moment.question)
            cues += more
    return state, tuple(cues)


def _otherwise(state: StationState, question: Question) -> Reply:
    """Return what they do without an answer; upside down, in July, they hurried."""
    if question is Question.HOW_FAST and state.start is Scenario.MODULE:
        return Reply.FASTER
    return ASKINGS[question].otherwise


def _is_put(state: StationState, moment: _Moment) -> bool:
    question = moment.question
    if any(one.question is question for one in state.asked) or reply_to(state, question) is not None:
        return False
    if moment.urgent is not None and moment.urgent(state):
        return moment.sense(state)
    if (state.asked and not moment.work_waits) or _just_said(state):
        return False
    if state.tick < (moment.from_s - SPREAD_S) * TICKS_PER_S or not moment.sense(state):
        return False
    spread = draw(state.seed, "station/asking/" + question.value, 0, 2 * SPREAD_S + 1) - SPREAD_S
    return not moment.from_s or state.tick >= (moment.from_s + spread) * TICKS_PER_S


def _just_said(state: StationState) -> bool:
    """Tell whether something was said a moment ago, answers to orders apart: orders keep nobody quiet."""
    watch = state.watch
    return state.tick - watch.speech_tick < BREATH_TICKS and watch.speech_tick - watch.order_tick > 1


def _put(state: StationState, question: Question) -> Done:
    asking = ASKINGS[question]
    due = state.tick + asking.patience_s * TICKS_PER_S
    state = replace(state, asked=(*state.asked, Open(question, state.tick, due)))
    who = asking.who
    if who is Person.HOUSTON and state.rung is Rung.BARE:
        who = Person.ASTRONAUT
    words = {"question": question.value, "who": who.value}
    return state, (said(state, StationCue.ASKED, words, seconds=asking.patience_s),)
