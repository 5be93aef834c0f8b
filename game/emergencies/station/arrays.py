"""The other segment's solar arrays: where they point, what the Sun gives them, what plumes do to them.

Law: tracking arrays follow where the Sun would be if she were level; locked ones look where the body does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station.limits import (
    DOCKING_NORMAL,
    FULL_KW,
    INCIDENCE_PER_S,
    LOCK_ARRAYS_TICKS,
    LOCKED_NORMAL,
    LOCKED_SHARE,
    MOST_STRIKES,
    QUARTER_S,
    STRIKE_AFTER_S,
    STRIKE_AGAIN_S,
    STRIKE_LEAST,
    STRIKE_SPREAD,
    STRIKE_SPREAD_S,
    TURN_ARRAYS_TICKS,
)
from game.emergencies.station.marks import cue, nothing_done, troubled
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Pointing, Trouble
from game.flight.attitude import to_body
from game.flight.vectors import dot
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.state import Arrays, StationState, Watch
    from game.flight.attitude import Quaternion
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import Person

SAFE = (Pointing.LOCKED, Pointing.LOCKING)
"""Nothing that blows over them hurts them."""


def locked_normal(scenario: Scenario) -> Vector:
    """Return where locked arrays look, body axes (3,), unit."""
    return DOCKING_NORMAL if scenario is Scenario.MODULE else LOCKED_NORMAL


def incidence_towards(pointing: Pointing, normal: Vector, sun: Vector, attitude: Quaternion) -> float:
    """Return what the arrays will catch where they point to, 0 to 1: locked ones shade one another.

    Args:
        pointing: what they do.
        normal: where they look when they are locked, body axes (3,), unit.
        sun: direction in LVLH (3,), unit.
        attitude: body to LVLH.
    """
    seen = to_body(attitude, sun)
    if pointing is Pointing.TRACKING:
        return max(0.0, dot(sun, seen))
    return LOCKED_SHARE * max(0.0, dot(normal, seen))


def moved(
    arrays: Arrays, normal: Vector, sun: Vector, attitude: Quaternion, tick: int, cues: list[CueGiven]
) -> Arrays:
    """Return the arrays a second later; arguments as `incidence_towards`."""
    pointing, until, wanted = arrays.pointing, arrays.until, arrays.lock_wanted
    if until and tick >= until:
        until = 0
        if pointing is Pointing.TURNING:
            pointing = Pointing.EDGE_ON
            cues.append(cue(StationCue.ARRAYS_EDGE_ON, tick))
            if wanted:
                pointing, until, wanted = Pointing.LOCKING, tick + LOCK_ARRAYS_TICKS, False
        elif pointing is Pointing.LOCKING:
            pointing = Pointing.LOCKED
            cues.append(cue(StationCue.ARRAYS_LOCKED, tick))
    aim = incidence_towards(pointing, normal, sun, attitude)
    now = arrays.incidence
    incidence = max(now - INCIDENCE_PER_S, min(now + INCIDENCE_PER_S, aim))
    return replace(arrays, pointing=pointing, until=until, lock_wanted=wanted, incidence=incidence)


def made_kw(arrays: Arrays, sunlight: float) -> float:
    """Return the power that they make [kW]."""
    return FULL_KW * arrays.incidence * sunlight * (1.0 - arrays.lost_share)


def strikes_at_s(seed: int, strikes: int) -> float:
    """Return after how many seconds of jets near loose arrays the next one is hurt [s]."""
    return STRIKE_AFTER_S + draw(seed, "station/plume", 0, STRIKE_SPREAD_S + 1) + STRIKE_AGAIN_S * strikes


def blown_on(
    seed: int, arrays: Arrays, watch: Watch, tick: int, cues: list[CueGiven]
) -> tuple[Arrays, Watch]:
    """Return arrays and memory after a quarter of a second of the segment's jets."""
    if arrays.pointing in SAFE:
        return arrays, watch
    exposed = arrays.exposed_s + QUARTER_S
    if arrays.strikes >= MOST_STRIKES or exposed < strikes_at_s(seed, arrays.strikes):
        return replace(arrays, exposed_s=exposed), watch
    hurt = STRIKE_LEAST + draw(seed, "station/plume", 1 + arrays.strikes, STRIKE_SPREAD + 1)
    lost = min(1.0, arrays.lost_share + 0.01 * hurt)
    cues.append(cue(StationCue.ARRAY_STRUCK, tick, (("quarter", int(100.0 * lost + 0.5)),)))
    return (
        replace(arrays, exposed_s=exposed, strikes=arrays.strikes + 1, lost_share=lost),
        troubled(watch, Trouble.FIRED_UNLOCKED),
    )


def worked(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state after somebody's work on the arrays is done."""
    arrays, tick = state.arrays, state.tick
    nothing = (nothing_done(tick, who, task),)
    not_yet = (nothing_done(tick, who, task, not_yet=True),)
    match task:
        case Task.ARRAYS_EDGE_ON:
            if arrays.pointing is not Pointing.TRACKING:
                return state, nothing
            arrays = replace(arrays, pointing=Pointing.TURNING, until=tick + TURN_ARRAYS_TICKS)
            return replace(state, arrays=arrays), (cue(StationCue.ARRAYS_TURNING, tick),)
        case Task.LOCK_ARRAYS:
            if arrays.pointing is Pointing.TURNING and not arrays.lock_wanted:
                return replace(state, arrays=replace(arrays, lock_wanted=True)), ()
            if arrays.pointing is not Pointing.EDGE_ON:
                return state, not_yet if arrays.pointing is Pointing.TRACKING else nothing
            arrays = replace(arrays, pointing=Pointing.LOCKING, until=tick + LOCK_ARRAYS_TICKS)
            return replace(state, arrays=arrays), ()
        case _:
            if arrays.pointing is Pointing.TRACKING:
                return state, nothing
            if arrays.pointing is Pointing.TURNING:
                # What has no latch in yet cannot be unlatched: they turn to the end first.
                return state, not_yet
            arrays = replace(arrays, pointing=Pointing.TRACKING, until=0, lock_wanted=False)
            return replace(state, arrays=arrays), (cue(StationCue.ARRAYS_UNLOCKED, tick),)
