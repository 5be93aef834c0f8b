"""The machines alone, for the tests of this room: no people, work carried out at given seconds."""

from __future__ import annotations

from dataclasses import replace
from math import radians
from typing import TYPE_CHECKING

from game.emergencies.station import machines
from game.emergencies.station.limits import ORBITAL_RATE_RAD_S, QUARTER_TICKS
from game.emergencies.station.state import Body, InCharge, Pointing
from game.flight.attitude import from_rotation_vector, to_body
from game.flight.turning import Turning
from game.flight.vectors import ZERO, add, scale
from game.vocabulary.station import Person

from .flights import first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.emergencies.station.state import StationState, Steering
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import StationCue, Task

    Works = Sequence[tuple[float, Task]]
    """What is carried out, and at which second."""

PITCH: Vector = (0.0, 1.0, 0.0)
ROLL: Vector = (1.0, 0.0, 0.0)


def run(state: StationState, seconds: float, works: Works = ()) -> tuple[StationState, list[CueGiven]]:
    """Return the machines so much later, and what they gave."""
    todo = sorted(works, key=lambda work: work[0])
    cues: list[CueGiven] = []
    last = state.tick + int(seconds * 20)
    tick = state.tick - state.tick % QUARTER_TICKS + QUARTER_TICKS
    while tick <= last:
        state = replace(state, tick=tick)
        while todo and todo[0][0] * 20 <= tick:
            state, more = machines.carry_out(state, todo.pop(0)[1], Person.HOUSTON)
            cues += more
        state, more = machines.quarter(state)
        cues += more
        if tick % 20 == 0:
            state, more = machines.second(state)
            cues += more
        tick += QUARTER_TICKS
    return state, cues


def hung(
    state: StationState, axis: Vector, tilt_deg: float, rate_deg_s: float = 0.0, stored: Vector = ZERO
) -> StationState:
    """Return the station quiet, turned about an axis, adrift: lost, thrust off, arrays locked, gyros out."""
    attitude = from_rotation_vector(scale(radians(tilt_deg), axis))
    frame = to_body(attitude, (0.0, -ORBITAL_RATE_RAD_S, 0.0))
    turning = Turning(attitude, add(frame, scale(radians(rate_deg_s), axis)), stored)
    return replace(
        state,
        body=Body(turning),
        ship=replace(state.ship, firing=False, stopped_tick=0, stopped_by="counter"),
        segment=replace(state.segment, in_charge=InCharge.NOBODY, gyros_on=False),
        arrays=replace(state.arrays, pointing=Pointing.LOCKED),
        watch=replace(state.watch, lost_tick=0),
    )


def steered(state: StationState, steering: Steering) -> StationState:
    """Return the station with the Russian segment in charge of it."""
    segment = replace(
        state.segment,
        in_charge=InCharge.RUSSIAN,
        steering=steering,
        held=state.body.turning.attitude,
        turned_from_rad=1.0,
    )
    return replace(state, segment=segment)


def quiet(seed: int = 1) -> StationState:
    """Return the station level and still in the hands of its gyros, nothing firing, never lost."""
    state = hung(first(seed=seed), PITCH, 0.0)
    return replace(
        state,
        segment=replace(state.segment, in_charge=InCharge.GYROS, gyros_on=True),
        arrays=replace(state.arrays, pointing=Pointing.TRACKING),
        watch=replace(state.watch, lost_tick=-1),
    )


def when(cues: Sequence[CueGiven], cue: StationCue) -> float:
    """Return the second at which a cue was first given."""
    return next(one.tick for one in cues if one.cue is cue) / 20.0
