"""What is noticed once a second: troubles, silence, advice that is due, and the end.

Law: looked at after everything else of the second; it moves nothing and nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.advice import advise
from game.emergencies.station.marks import troubled
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, InCharge, Phase, Trouble
from game.vocabulary.flying import TICKS_PER_S, CueGiven, Rung
from game.vocabulary.station import GROUNDS, Answer, Assign, StationCue, Task, Tell

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState

    Done = tuple[StationState, tuple[CueGiven, ...]]

QUIET_TICKS = 40 * TICKS_PER_S
"""So long without a word, somebody says something."""

COACH_TICKS = 90 * TICKS_PER_S
"""Advice that was not followed comes again after so long; sooner it would be nagging."""

HELD_TICKS = 60 * TICKS_PER_S
"""So long still after the thrust stopped, it was held; and so long the gyros must hold her at the end."""

STILL_DEG_S = 0.01
"""Slower than this she counts as still."""

STEADY_TICKS = 300 * TICKS_PER_S
"""So long the Russian segment holds her level, it is over too."""

SEATED_TICKS = 60 * TICKS_PER_S
"""The other four need so long to their ship, and are not watched on the way."""

DRILL_TICKS = 720 * TICKS_PER_S
"""A drill lasts so long and no longer."""

NEXT_PASS_S = 10 * 3600 + 35 * 60 + 30
"""10:35:30: the next ground site, and with it whatever they then decide [second of the day]."""

LONGEST_TICKS = (NEXT_PASS_S - (9 * 3600 + 12 * 60 + 40)) * TICKS_PER_S
"""The same in ticks from 09:12:40; no emergency of the station lasts longer."""

LAST_WORD_TICKS = 5 * TICKS_PER_S
"""Nobody who was just asked is cut short: the end waits so long for what they say."""

_SHED = (Task.SHED_COMFORT.value, Task.SHED_FILM.value, Task.SHED_COOLING.value)

_ENDS: dict[Phase, StationCue] = {
    Phase.HELD: StationCue.HELD,
    Phase.REGAINED: StationCue.REGAINED,
    Phase.LONG_NIGHT: StationCue.LONG_NIGHT,
    Phase.TO_SHIPS: StationCue.IN_THE_SHIPS,
    Phase.DRILL_PASSED: StationCue.DRILL_PASSED,
    Phase.DRILL_MISSED: StationCue.DRILL_MISSED,
}


def noticed(state: StationState) -> Done:
    """Return the state with what a second brought, and the cues of that."""
    state = _remembered(state)
    phase = _phase(state)
    if phase is not Phase.RUNNING:
        since = state.tick if state.watch.over_tick == NEVER else state.watch.over_tick
        if state.tick - since >= LAST_WORD_TICKS or not _answering(state):
            return replace(state, phase=phase), (CueGiven(_ENDS[phase], state.tick),)
        return replace(state, watch=replace(state.watch, over_tick=since)), ()
    if state.watch.over_tick != NEVER:
        state = replace(state, watch=replace(state.watch, over_tick=NEVER))
    if state.rung is Rung.ASSISTED:
        state, coached = _coached(state)
        if coached:
            return state, coached
    if state.tick - state.watch.speech_tick >= QUIET_TICKS:
        return state, (CueGiven(StationCue.QUIET, state.tick),)
    return state, ()


def _answering(state: StationState) -> bool:
    """Tell whether somebody was asked for a word, and gives it in a moment."""
    last = state.tick + LAST_WORD_TICKS
    return any(
        one.task in (Task.REPORT, Task.READ_RATES) and not one.alone and 0 < one.until <= last
        for one in state.people
    )


def _remembered(state: StationState) -> StationState:
    """Return the state with loads that went and a tone that came unannounced remembered."""
    power = state.power
    for word, on in zip(_SHED, (power.comfort, power.film, power.cooling), strict=True):
        if not on and word not in state.watch.shed:
            state = replace(state, watch=replace(state.watch, shed=(*state.watch.shed, word)))
    rooms = {who.value for who in GROUNDS}
    lost = state.watch.lost_tick != NEVER and state.start is Scenario.ROLL
    if lost and rooms.isdisjoint(state.watch.told_before_loss):
        state = replace(state, watch=troubled(state.watch, Trouble.NOBODY_KNEW))
    return state


def _phase(state: StationState) -> Phase:
    watch, tick = state.watch, state.tick
    if state.start is Scenario.DRILL:
        if watch.regained_tick != NEVER:
            return Phase.DRILL_MISSED if watch.troubles else Phase.DRILL_PASSED
        over = tick >= DRILL_TICKS or state.power.down
        return Phase.DRILL_MISSED if over else Phase.RUNNING
    if watch.ships_tick != NEVER and tick - watch.ships_tick >= SEATED_TICKS:
        aboard = [one for one in state.people if one.place is not None]
        if all(one.seated for one in aboard):
            return Phase.TO_SHIPS
    if state.power.down:
        return Phase.LONG_NIGHT
    last = tick >= LONGEST_TICKS
    if watch.lost_tick == NEVER:
        off = not state.ship.firing and tick - state.ship.stopped_tick >= HELD_TICKS
        return Phase.HELD if off and truth.rate_deg_s(state) < STILL_DEG_S else Phase.RUNNING
    if watch.regained_tick == NEVER:
        return Phase.LONG_NIGHT if last else Phase.RUNNING
    gyros = watch.gyros_since != NEVER and tick - watch.gyros_since >= HELD_TICKS
    steady = (
        state.segment.in_charge is InCharge.RUSSIAN
        and watch.level_since != NEVER
        and tick - max(watch.level_since, watch.regained_tick) >= STEADY_TICKS
    )
    return Phase.REGAINED if gyros or steady or last else Phase.RUNNING


def _coached(state: StationState) -> Done:
    """Return the state after the coach said what is advised, where that is new or was not done."""
    advice = advise(state)
    watch = state.watch
    again = advice.order is not None and state.tick - watch.coached_tick >= COACH_TICKS
    if advice.name == watch.coached and not again:
        return state, ()
    state = replace(state, watch=replace(watch, coached=advice.name, coached_tick=state.tick))
    words = {"advice": advice.name, "page": advice.page, "step": advice.step}
    match advice.order:
        case Assign(who, task):
            words |= {"who": who.value, "task": task.value}
        case Tell(whom, news):
            words |= {"whom": whom.value, "news": news.value}
        case Answer(question, reply):
            words |= {"question": question.value, "reply": reply.value}
        case _:
            pass
    return state, (CueGiven(StationCue.COACH, state.tick, (), tuple(words.items())),)
