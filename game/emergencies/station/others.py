"""What everybody does unasked: the day as it was, when the engineer does nothing.

Law: nobody begins what is done or being done, nor undoes what the engineer ordered before a decent time is
over. A habit has a condition; when it has held for the delay that the seed drew, the first who is free
begins. The delays are chosen so that nothing done at all comes to the day's half hour (`facts.md` 1.4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station import truth
from game.emergencies.station.asking import STILL_DEG_S, how_fast_matters, lost, reply_to
from game.emergencies.station.people import free, reaches, set_to, to_ship
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, InCharge, Intent, Pointing, Steering
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import (
    ABOARD,
    GROUNDS,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven

    Done = tuple[StationState, tuple[CueGiven, ...]]

CLOSE_CREW = 75
"""Of 100; from here on people begin before they are asked."""

RESPECT_S = 240
"""So long nobody undoes what the engineer ordered [s]."""

LEVEL_DEG = 5.0
"""Nearer than this there is nothing to turn back."""

POOR_CHARGE = 0.35
"""At this charge Houston gives up the second cooling loop too."""

STILL_S = 30
"""So long level and still, the gyros may have her [s]."""

GROUND_S = 15
"""The ground begins so much sooner, because a command takes so much longer from there [s]."""

_KNOWN = frozenset({News.RUNS_ON, News.LOST, News.STOPPED})
"""News that make somebody look at the attitude."""

_US = (Person.HOUSTON, Person.ASTRONAUT)
"""Who works the other segment, in the order in which they would."""

_RUSSIAN = (Person.COMMANDER, Person.MOSCOW, Person.ROOKIE)


@dataclass(frozen=True, slots=True)
class _Habit:
    """Something that is done unasked.

    Attributes:
        name: of the habit and its stream of chance.
        task: what is begun.
        who: those who would, in that order.
        when: its condition.
        delay_s: least and most between the condition and the beginning [s].
        told_s: so much sooner when one of them was told what happened [s].
    """

    name: str
    task: Task
    who: tuple[Person, ...]
    when: Callable[[StationState], bool]
    delay_s: tuple[int, int]
    told_s: int = 0


def _lately(state: StationState, *tasks: Task) -> bool:
    """Tell whether the engineer asked for one of these not long ago."""
    since = state.tick - RESPECT_S * TICKS_PER_S
    return any(one.task in tasks and one.tick > since for one in state.ordered)


def _being_done(state: StationState, *tasks: Task) -> bool:
    """Tell whether somebody is at one of these and can get on with it."""
    return any(one.task in tasks and reaches(state, one.who) for one in state.people)


def _fire_now(state: StationState) -> bool:
    return reply_to(state, Question.FIRE_FIRST) is Reply.FIRE_NOW


def _against(state: StationState) -> bool:
    """Tell whether jets run on that nobody aboard can stop: then the segment's push against them."""
    return state.ship.firing and state.start is Scenario.MODULE


def _may_fire(state: StationState) -> bool:
    """Tell whether those at the jets would fire: the arrays are locked, or they were told to chance it."""
    return state.arrays.pointing is Pointing.LOCKED or _fire_now(state)


def _reading(state: StationState) -> bool:
    told = bool(_KNOWN & set(state.someone(Person.ROOKIE).knows))
    return state.rung is not Rung.BARE and (lost(state) or (told and state.ship.firing))


def _drifting(state: StationState) -> bool:
    return (
        lost(state)
        and state.segment.gyros_on
        and not _lately(state, Task.GYROS_TAKE_OVER)
        and not _being_done(state, Task.FREE_DRIFT, Task.TAKE_CONTROL)
    )


def _edge_on(state: StationState) -> bool:
    return (
        lost(state)
        and state.segment.in_charge is not InCharge.GYROS
        and state.arrays.pointing is Pointing.TRACKING
        and not _lately(state, Task.UNLOCK_ARRAYS)
        and not _being_done(state, Task.ARRAYS_EDGE_ON, Task.LOCK_ARRAYS)
    )


def _lock(state: StationState) -> bool:
    return (
        lost(state)
        and state.arrays.pointing is Pointing.EDGE_ON
        and not _lately(state, Task.UNLOCK_ARRAYS)
        and not _being_done(state, Task.LOCK_ARRAYS)
    )


def _take(state: StationState) -> bool:
    return (
        lost(state)
        and state.segment.in_charge is InCharge.NOBODY
        and (not state.ship.firing or _against(state))
        and _may_fire(state)
        and not _lately(state, Task.JETS_OFF, Task.GYROS_TAKE_OVER)
        and not _being_done(state, Task.TAKE_CONTROL)
        and not any(one.question is Question.FIRE_FIRST for one in state.asked)
    )


def _take_with_a_yes(state: StationState) -> bool:
    return _take(state) and reply_to(state, Question.FIRE_FIRST) is Reply.ASK_HALE


def _take_alone(state: StationState) -> bool:
    return _take(state) and reply_to(state, Question.FIRE_FIRST) is not Reply.ASK_HALE


def _null(state: StationState) -> bool:
    segment = state.segment
    return (
        segment.in_charge is InCharge.RUSSIAN
        and segment.steering in (Steering.OFF, Steering.HOLDING)
        and (not state.ship.firing or _against(state))
        and _may_fire(state)
        and (segment.steering is Steering.OFF or truth.rate_deg_s(state) > STILL_DEG_S)
        and not _lately(state, Task.JETS_OFF)
        and not _being_done(state, Task.NULL_RATES, Task.TURN_BACK, Task.TURN_BACK_FAST)
    )


def _turn(state: StationState) -> bool:
    return (
        state.segment.in_charge is InCharge.RUSSIAN
        and state.segment.steering is Steering.HOLDING
        and truth.rate_deg_s(state) <= STILL_DEG_S
        and truth.tilt_deg(state) > LEVEL_DEG
        and _may_fire(state)
        and not _lately(state, Task.HOLD, Task.JETS_OFF)
        and (reply_to(state, Question.HOW_FAST) is not None or not how_fast_matters(state))
        and not _being_done(state, Task.TURN_BACK, Task.TURN_BACK_FAST)
    )


def _turn_slowly(state: StationState) -> bool:
    return _turn(state) and reply_to(state, Question.HOW_FAST) is not Reply.FASTER


def _turn_fast(state: StationState) -> bool:
    return _turn(state) and reply_to(state, Question.HOW_FAST) is Reply.FASTER


def _hand_over(state: StationState) -> bool:
    level = state.watch.level_since
    return (
        state.segment.in_charge is InCharge.RUSSIAN
        and level != NEVER
        and state.tick - level >= STILL_S * TICKS_PER_S
        and (reply_to(state, Question.HAND_BACK) is not None or to_ship(state.someone(Person.ASTRONAUT)))
        and not _lately(state, Task.TAKE_CONTROL)
        and not _being_done(state, Task.GYROS_TAKE_OVER)
    )


def _unlock(state: StationState) -> bool:
    return (
        state.segment.in_charge is InCharge.GYROS
        and state.watch.gyros_since != NEVER
        and not lost(state)
        and state.arrays.pointing in (Pointing.EDGE_ON, Pointing.LOCKED)
        and not _lately(state, Task.LOCK_ARRAYS, Task.ARRAYS_EDGE_ON)
        and not _being_done(state, Task.UNLOCK_ARRAYS)
    )


def _shedding(state: StationState) -> bool:
    return _being_done(state, Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING, Task.LOADS_ON)


def _shed_film(state: StationState) -> bool:
    return (
        reply_to(state, Question.WHICH_LOADS) is Reply.FILM_FIRST
        and state.power.film
        and not _lately(state, Task.LOADS_ON)
        and not _being_done(state, Task.SHED_FILM, Task.LOADS_ON)
        and state.watch.regained_tick == NEVER
    )


def _shed_comfort(state: StationState) -> bool:
    reply = reply_to(state, Question.WHICH_LOADS)
    agreed = reply is Reply.COMFORT_FIRST or (reply is Reply.FILM_FIRST and not state.power.film)
    return (
        (agreed or _low(state))
        and state.power.comfort
        and not _lately(state, Task.LOADS_ON)
        and not _shedding(state)
        and state.watch.regained_tick == NEVER
    )


def _low(state: StationState) -> bool:
    return state.has_happened(StationCue.BATTERY_LOW.value)


def _shed_cooling(state: StationState) -> bool:
    kept = reply_to(state, Question.WHICH_LOADS) is Reply.KEEP_ALL and not _low(state)
    return (
        state.power.charge < POOR_CHARGE
        and not kept
        and not state.power.comfort
        and state.power.cooling
        and not _lately(state, Task.LOADS_ON)
        and not _shedding(state)
        and state.watch.regained_tick == NEVER
    )


def _loads_on(state: StationState) -> bool:
    power = state.power
    return (
        not (power.comfort and power.film and power.cooling)
        and not power.down
        and state.watch.gyros_since != NEVER
        and state.arrays.pointing is Pointing.TRACKING
        and not _lately(state, Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING)
        and not _shedding(state)
    )


def _antenna(state: StationState) -> bool:
    return (
        not state.radio.s_band
        and not _lately(state, Task.SWITCH_ANTENNA)
        and not _being_done(state, Task.SWITCH_ANTENNA)
    )


HABITS: tuple[_Habit, ...] = (
    _Habit("read", Task.READ_RATES, (Person.ROOKIE,), _reading, (100, 150), 60),
    _Habit("free_drift", Task.FREE_DRIFT, _US, _drifting, (100, 112), 60),
    _Habit("edge_on", Task.ARRAYS_EDGE_ON, _US, _edge_on, (13, 23), 8),
    _Habit("lock", Task.LOCK_ARRAYS, _US, _lock, (8, 14), 4),
    _Habit("take", Task.TAKE_CONTROL, _RUSSIAN, _take_alone, (14, 26), 10),
    _Habit("take_with_a_yes", Task.TAKE_CONTROL, _RUSSIAN, _take_with_a_yes, (70, 90), 0),
    _Habit("null", Task.NULL_RATES, _RUSSIAN, _null, (2, 4), 1),
    _Habit("turn", Task.TURN_BACK, _RUSSIAN, _turn_slowly, (4, 8), 2),
    _Habit("turn_fast", Task.TURN_BACK_FAST, _RUSSIAN, _turn_fast, (4, 8), 2),
    _Habit("hand_over", Task.GYROS_TAKE_OVER, tuple(reversed(_US)), _hand_over, (8, 16), 0),
    _Habit("unlock", Task.UNLOCK_ARRAYS, tuple(reversed(_US)), _unlock, (20, 35), 0),
    _Habit("shed_film", Task.SHED_FILM, (Person.ROOKIE, Person.COMMANDER), _shed_film, (4, 10), 0),
    _Habit("shed_comfort", Task.SHED_COMFORT, _US, _shed_comfort, (5, 15), 0),
    _Habit("shed_cooling", Task.SHED_COOLING, _US, _shed_cooling, (20, 40), 0),
    _Habit("loads_on", Task.LOADS_ON, _US, _loads_on, (20, 40), 0),
    _Habit("antenna", Task.SWITCH_ANTENNA, (Person.ASTRONAUT,), _antenna, (140, 200), 0),
)
"""Everything that is done unasked, in the order in which it is looked at."""


def unasked(state: StationState) -> Done:
    """Return the state after a second in which people saw for themselves what there is to do."""
    cues: list[CueGiven] = []
    intents = {one.name: one.due for one in state.intents}
    kept: list[Intent] = []
    for habit in HABITS:
        if not habit.when(state):
            continue
        due = intents.get(habit.name)
        if due is None:
            due = state.tick + _delay_ticks(state, habit)
        else:
            who = _first_free(state, habit)
            if who is not None and due - _sooner_ticks(state, habit, who) <= state.tick:
                state, more = set_to(state, who, habit.task, alone=True)
                cues += more
                continue
        kept.append(Intent(habit.name, due))
    after = tuple(kept)
    return (state if after == state.intents else replace(state, intents=after)), tuple(cues)


def _delay_ticks(state: StationState, habit: _Habit) -> int:
    least, most = habit.delay_s
    seconds = least + draw(state.seed, "station/others/" + habit.name, state.tick, most - least + 1)
    if state.brief.crew >= CLOSE_CREW:
        seconds = seconds * 17 // 20
    return seconds * TICKS_PER_S


def _sooner_ticks(state: StationState, habit: _Habit, who: Person) -> int:
    """Return how much before its time somebody begins: told, or on the ground, from where it takes longer."""
    told = any(_KNOWN & set(state.someone(one).knows) for one in habit.who)
    seconds = habit.told_s if told else 0
    return (seconds + (GROUND_S if who in GROUNDS else 0)) * TICKS_PER_S


def _first_free(state: StationState, habit: _Habit) -> Person | None:
    for who in habit.who:
        someone = state.someone(who)
        if free(someone) and reaches(state, who) and not (who in ABOARD and to_ship(someone)):
            return who
    return None
