"""What is noticed of the body, and what follows from it: lost, nulled, level, regained.

Law: control is lost and regained by conditions of the body, never at a moment that a script sets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.attitude import angle_of, away_from, degrees_of, rate_of
from game.emergencies.station.limits import (
    DEG,
    FIGHT_TICKS,
    GYROS,
    GYROS_HOLD_TICKS,
    LEVEL_RAD,
    LEVEL_RATE_RAD_S,
    LOST_RAD,
    REGAINED_RATE_RAD_S,
    REGAINED_TICKS,
    REGAINED_TILT_RAD,
    STATION_FUEL_LOW_KG,
)
from game.emergencies.station.marks import cue, once, troubled
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, InCharge, Steering, Trouble
from game.emergencies.station.steering import NO_JETS, is_nulled
from game.flight.attitude import NO_TURN
from game.flight.gyros import saturated
from game.flight.vectors import norm
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.emergencies.station.state import Body, Segment, Ship, StationState, Watch
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven

TILTS = (
    (10.0 * DEG, StationCue.TILT_10),
    (20.0 * DEG, StationCue.TILT_20),
    (30.0 * DEG, StationCue.TILT_30),
    (45.0 * DEG, StationCue.TILT_45),
    (60.0 * DEG, StationCue.TILT_60),
    (90.0 * DEG, StationCue.TILT_90),
    (150.0 * DEG, StationCue.UPSIDE_DOWN),
)
"""Outwards, each once."""

RATES = ((0.1 * DEG, StationCue.RATE_TENTH), (0.5 * DEG, StationCue.RATE_HALF))
"""Likewise [rad/s]."""

AWAY_AGAIN_RAD = 8.0 * DEG
"""So far over after control was regained, it is lost again; chosen for play."""

HALFWAY_FROM_RAD = 10.0 * DEG
"""A way back shorter than this has no middle worth a word."""


def noticed(
    state: StationState, body: Body, ship: Ship, segment: Segment, cues: list[CueGiven]
) -> tuple[Segment, Watch]:
    """Return segment and memory after a quarter of a second.

    Args:
        state: before it, at the tick at which it ends, with what its memory already has of it.
        body: after it.
        ship: likewise.
        segment: likewise.
        cues: what is noticed is put here.
    """
    watch, tick = state.watch, state.tick
    tilt = angle_of(body.turning.attitude)
    rate = rate_of(body.turning)
    speed = norm(rate)
    if tilt > watch.peak_tilt_rad or speed > watch.peak_rate_rad_s:
        watch = _peaks(watch, tilt, speed, tick, cues)
    if segment.gyros_on and segment.in_charge is InCharge.GYROS:
        watch = _gyros(watch, body, segment, tick, cues)
    elif watch.regained_tick != NEVER and tilt > AWAY_AGAIN_RAD:
        watch = _lost_again(watch, tick, cues)
    if segment.in_charge is InCharge.RUSSIAN and segment.steering is not Steering.OFF:
        segment, watch = _steering(segment, watch, body, rate, tilt, tick, cues)
    if segment.firing != NO_JETS:
        watch = _firing(state, segment, watch, tick, cues)
    watch = _control(watch, ship, segment, tilt, speed, tick, cues)
    return segment, watch


def _peaks(watch: Watch, tilt: float, speed: float, tick: int, cues: list[CueGiven]) -> Watch:
    for least, which in TILTS:
        if watch.peak_tilt_rad <= least < tilt:
            watch = once(watch, cues, which, tick, ("degrees", degrees_of(tilt)))
    for least, which in RATES:
        if watch.peak_rate_rad_s <= least < speed:
            watch = once(watch, cues, which, tick)
    return replace(
        watch,
        peak_tilt_rad=max(watch.peak_tilt_rad, tilt),
        peak_rate_rad_s=max(watch.peak_rate_rad_s, speed),
    )


def _gyros(watch: Watch, body: Body, segment: Segment, tick: int, cues: list[CueGiven]) -> Watch:
    """Return the memory of gyros that are in charge: filling, full, lost, holding."""
    stored = body.turning.gyro_n_m_s
    if watch.lost_tick == NEVER:
        if not saturated(GYROS, stored):
            if norm(stored) > 0.5 * GYROS.capacity_n_m_s:
                watch = once(watch, cues, StationCue.GYROS_HALF, tick)
            return watch
        watch = once(watch, cues, StationCue.GYROS_FULL, tick)
        if away_from(segment.held, body.turning.attitude) > LOST_RAD:
            watch = replace(once(watch, cues, StationCue.ATTITUDE_LOST, tick), lost_tick=tick)
        return watch
    if watch.gyros_since == NEVER:
        return watch
    if saturated(GYROS, stored) and away_from(segment.held, body.turning.attitude) > LOST_RAD:
        cues.append(cue(StationCue.GYROS_FULL_AGAIN, tick))
        watch = troubled(replace(watch, gyros_since=NEVER), Trouble.HANDED_BACK_EARLY)
        return _lost_again(watch, tick, cues) if watch.regained_tick != NEVER else watch
    if saturated(GYROS, stored):
        # Full wheels hold nothing: the minute counts from when there is room in them again.
        return replace(watch, gyros_since=tick)
    if tick - watch.gyros_since == GYROS_HOLD_TICKS:
        cues.append(cue(StationCue.GYROS_HOLD, tick))
    return watch


def _lost_again(watch: Watch, tick: int, cues: list[CueGiven]) -> Watch:
    cues.append(cue(StationCue.LOST_AGAIN, tick))
    return replace(watch, regained_tick=NEVER, level_since=NEVER)


def _steering(
    segment: Segment,
    watch: Watch,
    body: Body,
    rate: Vector,
    tilt: float,
    tick: int,
    cues: list[CueGiven],
) -> tuple[Segment, Watch]:
    """Return the segment when it has done what it was told, which it then holds."""
    if segment.steering is Steering.NULLING and is_nulled(rate):
        cues.append(cue(StationCue.RATES_NULLED, tick, (("degrees", degrees_of(tilt)),)))
        return replace(segment, steering=Steering.HOLDING, held=body.turning.attitude), watch
    if segment.steering is not Steering.TURNING:
        return segment, watch
    if tilt < LEVEL_RAD and norm(rate) < LEVEL_RATE_RAD_S:
        cues.append(cue(StationCue.LEVEL_AGAIN, tick))
        return replace(segment, steering=Steering.HOLDING, held=NO_TURN), watch
    if segment.turned_from_rad > HALFWAY_FROM_RAD and tilt < 0.5 * segment.turned_from_rad:
        watch = once(watch, cues, StationCue.HALFWAY_BACK, tick, ("degrees", degrees_of(tilt)))
    return segment, watch


def _firing(state: StationState, segment: Segment, watch: Watch, tick: int, cues: list[CueGiven]) -> Watch:
    """Return the memory of the segment's jets; what they pushed against is judged as it was before."""
    watch = once(watch, cues, StationCue.FIRING, tick)
    if segment.kg > STATION_FUEL_LOW_KG:
        watch = once(watch, cues, StationCue.STATION_FUEL_LOW, tick)
    if segment.fighting and segment.fought_ticks >= FIGHT_TICKS:
        watch = once(watch, cues, StationCue.FORCE_FIGHT, tick)
        if not state.ship.firing:
            watch = troubled(watch, Trouble.FOUGHT)
        elif state.brief.scenario is not Scenario.MODULE:
            # Against the new module's jets there is nothing else to push with.
            watch = troubled(watch, Trouble.TOOK_TOO_SOON)
    return watch


def _control(
    watch: Watch,
    ship: Ship,
    segment: Segment,
    tilt: float,
    speed: float,
    tick: int,
    cues: list[CueGiven],
) -> Watch:
    """Return the memory of how long it hangs level and still in somebody's hands."""
    if watch.lost_tick == NEVER:
        return watch
    held = (
        tilt < REGAINED_TILT_RAD
        and speed < REGAINED_RATE_RAD_S
        and not ship.firing
        and (
            segment.steering is not Steering.OFF
            if segment.in_charge is InCharge.RUSSIAN
            else segment.in_charge is InCharge.GYROS and watch.gyros_since != NEVER
        )
    )
    if not held:
        return watch if watch.level_since == NEVER else replace(watch, level_since=NEVER)
    if watch.level_since == NEVER:
        return replace(watch, level_since=tick)
    if watch.regained_tick == NEVER and tick - watch.level_since >= REGAINED_TICKS:
        minutes = (tick - watch.lost_tick + 30 * TICKS_PER_S) // (60 * TICKS_PER_S)
        cues.append(cue(StationCue.CONTROL_REGAINED, tick, (("minutes", minutes),)))
        return replace(watch, regained_tick=tick)
    return watch
