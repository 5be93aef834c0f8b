"""The docked ship's jets: what stops them, and what is noticed while they run on.

Law: the test's computer does not hear *off*; the propellant counter stops the jets, the right manifold does,
the valves do, and the guarded switch does. *Off* starts the counter again, which is how too much is burnt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station.jets import COUNTER, fuel_lines, manifold_of
from game.emergencies.station.limits import RUN_ON_S, VALVES_STICK_OF_100
from game.emergencies.station.marks import cue, nothing_done, once, troubled
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Trouble
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.state import Brief, Ship, StationState, Watch
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import Person

HUM_TICKS = (10 - RUN_ON_S) * TICKS_PER_S
"""Ten seconds after it began it is heard that it has not stopped."""

STILL_TICKS = 20 * TICKS_PER_S
"""And again every twenty seconds."""

_MANIFOLDS = {Task.CLOSE_MANIFOLD_1: 1, Task.CLOSE_MANIFOLD_2: 2}


def seconds_run(brief: Brief, tick: int) -> int:
    """Return how long the thrust has run on at a tick, if it still does [s]."""
    before = 0 if brief.scenario is Scenario.MODULE else RUN_ON_S
    return before + (tick + TICKS_PER_S // 2) // TICKS_PER_S


def stopped(brief: Brief, ship: Ship, tick: int, by: str, cues: list[CueGiven]) -> Ship:
    """Return the ship with its thrust off, and say so."""
    cues.append(cue(StationCue.THRUST_STOPPED, tick, (("seconds", seconds_run(brief, tick)),)))
    return replace(ship, firing=False, stopped_tick=tick, stopped_by=by)


def watched(
    brief: Brief, before: Ship, ship: Ship, watch: Watch, tick: int, cues: list[CueGiven]
) -> tuple[Ship, Watch]:
    """Return ship and memory after a quarter of a second in which the stuck jets fired.

    Args:
        brief: of the flight.
        before: the ship at its beginning.
        ship: at its end.
        watch: what is remembered.
        tick: at its end.
        cues: what is noticed is put here.
    """
    near, under = fuel_lines(before.kg, ship.kg)
    if near:
        watch = once(watch, cues, StationCue.SHIP_FUEL_NEAR, tick)
    if under:
        watch = once(watch, cues, StationCue.SHIP_FUEL_UNDER, tick)
    if ship.counted_kg >= brief.counter_kg or ship.kg <= 0.0:
        cues.append(cue(StationCue.COUNTER_STOPPED, tick))
        return stopped(brief, ship, tick, COUNTER, cues), watch
    if tick == HUM_TICKS:
        watch = once(watch, cues, StationCue.HUM, tick)
    elif tick > HUM_TICKS and (tick - HUM_TICKS) % STILL_TICKS == 0:
        cues.append(cue(StationCue.STILL_FIRING, tick, (("seconds", seconds_run(brief, tick)),)))
    return ship, watch


def worked(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state after somebody's work in the ship's seat is done."""
    ship, tick = state.ship, state.tick
    cues: list[CueGiven] = []
    nothing = (nothing_done(tick, who, task),)
    if state.brief.scenario is Scenario.MODULE:
        # The ship is not what fires on that day.
        return state, (nothing_done(tick, who, task, not_yet=True),)
    match task:
        case Task.SEND_OFF:
            if not ship.firing:
                return state, nothing
            cues.append(cue(StationCue.OFF_IGNORED, tick))
            return replace(state, ship=replace(ship, counted_kg=0.0)), tuple(cues)
        case Task.CLOSE_MANIFOLD_1 | Task.CLOSE_MANIFOLD_2:
            number = _MANIFOLDS[task]
            if not (ship.manifold_1 if number == 1 else ship.manifold_2):
                return state, nothing
            ship = replace(ship, manifold_1=False) if number == 1 else replace(ship, manifold_2=False)
            right = ship.firing and manifold_of(state.brief) == number
            cues.append(
                cue(StationCue.MANIFOLD_SHUT, tick, (("number", number), ("stopped", 1 if right else 0)))
            )
            return _off(state, ship, task, cues, stops=right)
        case Task.CLOSE_VALVES:
            if not ship.valves_open:
                return state, nothing
            watch = state.watch
            if ship.firing and draw(state.seed, "station/valves", 0, 100) < VALVES_STICK_OF_100:
                watch = troubled(watch, Trouble.VALVES_HOT)
            cues.append(cue(StationCue.VALVES_SHUT, tick))
            ship = replace(ship, valves_open=False)
            return _off(replace(state, watch=watch), ship, task, cues, stops=ship.firing)
        case _:
            if not ship.control_on:
                return state, nothing
            watch = state.watch if ship.firing else troubled(state.watch, Trouble.COLD_SHIP)
            cues.append(cue(StationCue.CONTROL_OFF, tick))
            ship = replace(ship, control_on=False)
            return _off(replace(state, watch=watch), ship, task, cues, stops=ship.firing)


def _off(state: StationState, ship: Ship, task: Task, cues: list[CueGiven], *, stops: bool) -> Marked:
    """Return the state with what was shut, and the thrust off if that stopped it."""
    if stops:
        ship = stopped(state.brief, ship, state.tick, task.value, cues)
    return replace(state, ship=ship), tuple(cues)
