"""Power made, loads, batteries, and what can be shed.

Law: what is not made is drawn; at the end of what may be drawn the buses drop.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.limits import (
    BASE_KW,
    BATTERY_KWH,
    BATTERY_LOW,
    COMFORT_KW,
    COOLING_KW,
    DOWN_KW,
    FILM_KW,
    FULL_KW,
    SUN_OFF,
    SUN_ON,
)
from game.emergencies.station.marks import cue, forgotten, nothing_done, once, troubled
from game.emergencies.station.state import Trouble
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.state import Power, StationState, Watch
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import Person

_MARKS = (
    (0.80, StationCue.BATTERY_80),
    (0.60, StationCue.BATTERY_60),
    (0.45, StationCue.BATTERY_45),
    (BATTERY_LOW, StationCue.BATTERY_LOW),
)

_WHICH = {Task.SHED_COMFORT: 1, Task.SHED_FILM: 2, Task.SHED_COOLING: 3}

_KWH_PER_KW_S = 1.0 / 3600.0


def load_of(power: Power) -> float:
    """Return what is asked for [kW]."""
    if power.down:
        return DOWN_KW
    return (
        BASE_KW
        + (COMFORT_KW if power.comfort else 0.0)
        + (FILM_KW if power.film else 0.0)
        + (COOLING_KW if power.cooling else 0.0)
    )


def minutes_left(power: Power) -> float | None:
    """Return how long the batteries last as it is now [min]; None while more is made than asked for."""
    drawn = power.load_kw - power.made_kw
    return 60.0 * power.charge * BATTERY_KWH / drawn if drawn > 0.0 else None


def drawn(power: Power, made_kw: float) -> Power:
    """Return power and batteries a second later."""
    load = load_of(power)
    charge = power.charge + (made_kw - load) * _KWH_PER_KW_S / BATTERY_KWH
    down = power.down or charge <= 0.0
    return replace(
        power,
        made_kw=made_kw,
        load_kw=DOWN_KW if down else load,
        charge=max(0.0, min(1.0, charge)),
        down=down,
    )


def noticed(
    before: Power, power: Power, watch: Watch, tick: int, cues: list[CueGiven], *, day: bool
) -> Watch:
    """Return what is remembered of power after a second of it."""
    for mark, which in _MARKS:
        if power.charge < mark:
            watch = once(watch, cues, which, tick)
    if power.down and not before.down:
        watch = troubled(once(watch, cues, StationCue.POWER_DOWN, tick), Trouble.DARK)
    share = power.made_kw / FULL_KW
    if not day:
        # Sunset says it.
        return watch
    if share < SUN_OFF:
        return once(watch, cues, StationCue.SUN_OFF_ARRAYS, tick)
    if share > SUN_ON and StationCue.SUN_OFF_ARRAYS.value in watch.said:
        cues.append(cue(StationCue.SUN_ON_ARRAYS, tick))
        return forgotten(watch, StationCue.SUN_OFF_ARRAYS)
    return watch


def worked(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state after somebody's work on the loads is done."""
    power, tick = state.power, state.tick
    nothing = (nothing_done(tick, who, task),)
    if power.down:
        return state, (nothing_done(tick, who, task, not_yet=True),)
    match task:
        case Task.SHED_COMFORT:
            shed = replace(power, comfort=False)
        case Task.SHED_FILM:
            shed = replace(power, film=False)
        case Task.SHED_COOLING:
            shed = replace(power, cooling=False)
        case _:
            shed = replace(power, comfort=True, film=True, cooling=True)
    if shed == power:
        return state, nothing
    shed = replace(shed, load_kw=load_of(shed))
    answer = (
        cue(StationCue.LOADS_BACK, tick)
        if task is Task.LOADS_ON
        else cue(StationCue.LOADS_SHED, tick, (("which", _WHICH[task]),))
    )
    return replace(state, power=shed), (answer,)
