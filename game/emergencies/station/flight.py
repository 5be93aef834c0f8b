"""The station, tick by tick: how it begins, one tick of it, and what it came to.

Law: pure, the same on every machine: the stepped state comes from plus, minus, times and roots, the seed and
the orders, and nothing else. Most ticks move nothing but the tick; the body and the people move four times a
second, and what is slow once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.protocol import Step
from game.emergencies.station import machines
from game.emergencies.station.asking import asked
from game.emergencies.station.film import filmed
from game.emergencies.station.opening import DRILL_CUES, SIMULATION, begin
from game.emergencies.station.orders import obeyed
from game.emergencies.station.others import unasked
from game.emergencies.station.outcome import clock, outcome
from game.emergencies.station.people import worked
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Phase, StationState
from game.emergencies.station.watch import noticed
from game.vocabulary.flying import TICKS_PER_S, CueGiven
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.vocabulary.flying import FlightOrder

QUARTER_TICKS = 5
"""Between two looks at the body, the jets and the people."""


def step(state: StationState, orders: tuple[FlightOrder, ...] = ()) -> Step[StationState]:
    """Return the emergency one tick later; one that is over stays as it is."""
    if state.phase is not Phase.RUNNING:
        return Step(state, ())
    tick = state.tick + 1
    if not orders and tick % QUARTER_TICKS and tick > 1:
        return Step(_at(state, tick), ())
    cues: list[CueGiven] = []
    if tick == 1:
        cues.append(CueGiven(StationCue.BEGUN, 0))
        if state.start is Scenario.DRILL:
            cues += [CueGiven(cue, 0) for cue in DRILL_CUES]
    for order in orders:
        state, more = obeyed(state, order)
        cues += more
    state = _at(state, tick)
    if tick % QUARTER_TICKS == 0:
        for move in (worked, machines.quarter):
            state, more = move(state)
            cues += more
    state = _heard(state, cues)
    if tick % TICKS_PER_S == 0:
        state = _heard(_second(state, cues), cues)
    return Step(state, tuple(cues))


def _heard(state: StationState, cues: list[CueGiven]) -> StationState:
    """Return the state with the tick remembered at which somebody had something to speak to."""
    if not cues or state.watch.speech_tick == state.tick:
        return state
    return replace(state, watch=replace(state.watch, speech_tick=state.tick))


def _second(state: StationState, cues: list[CueGiven]) -> StationState:
    """Return the state after what is looked at once a second, and add its cues."""
    state, more = machines.second(state)
    cues += more
    state, more = filmed(state, 1.0)
    cues += more
    for move in (asked, unasked, noticed):
        state, more = move(state)
        cues += more
    return state


def _at(state: StationState, tick: int) -> StationState:
    """Return the state at another tick: every tick of every flight runs this, and `replace` takes longer."""
    return StationState(
        state.brief,
        tick,
        state.phase,
        state.rung,
        state.body,
        state.ship,
        state.segment,
        state.arrays,
        state.power,
        state.radio,
        state.people,
        state.film,
        state.asked,
        state.settled,
        state.loop_c,
        state.watch,
        state.intents,
        state.ordered,
    )


__all__ = ["SIMULATION", "begin", "clock", "outcome", "step"]
