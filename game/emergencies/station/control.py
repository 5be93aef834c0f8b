"""Who holds the attitude: hand-overs, and what the segment's jets are told to do.

Law: never two in charge. A hand-over that cannot be is refused; one that is unwise is not, and the body
answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.attitude import angle_of, rate_of
from game.emergencies.station.marks import about, cue, nothing_done
from game.emergencies.station.state import NEVER, InCharge, Steering
from game.emergencies.station.steering import NO_JETS, is_nulled
from game.flight.attitude import NO_TURN
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.state import Segment, StationState
    from game.vocabulary.station import Person


def worked(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state after somebody's work on the attitude is done."""
    match task:
        case Task.FREE_DRIFT:
            return _free_drift(state, who)
        case Task.TAKE_CONTROL:
            return _take_control(state, who)
        case Task.GYROS_TAKE_OVER:
            return _gyros_take_over(state, who)
        case _:
            return _steered(state, task, who)


def _free_drift(state: StationState, who: Person) -> Marked:
    segment = state.segment
    if not segment.gyros_on:
        return state, (nothing_done(state.tick, who, Task.FREE_DRIFT),)
    charge = InCharge.NOBODY if segment.in_charge is InCharge.GYROS else segment.in_charge
    watch = replace(state.watch, gyros_since=NEVER)
    return (
        replace(
            state, watch=watch, segment=replace(segment, in_charge=charge, gyros_on=False, firing=NO_JETS)
        ),
        (cue(StationCue.FREE_DRIFT, state.tick),),
    )


def _take_control(state: StationState, who: Person) -> Marked:
    segment, watch = state.segment, state.watch
    if segment.in_charge is InCharge.RUSSIAN:
        return state, (nothing_done(state.tick, who, Task.TAKE_CONTROL),)
    holding = watch.lost_tick == NEVER or watch.regained_tick != NEVER
    if segment.in_charge is InCharge.GYROS and holding:
        return state, (about(StationCue.CONTROL_REFUSED, state.tick, who, Task.TAKE_CONTROL),)
    attitude = state.body.turning.attitude
    segment = replace(
        segment, in_charge=InCharge.RUSSIAN, steering=Steering.OFF, held=attitude, firing=NO_JETS
    )
    watch = replace(watch, gyros_since=NEVER)
    return replace(state, segment=segment, watch=watch), (cue(StationCue.RUSSIAN_CONTROL, state.tick),)


def _gyros_take_over(state: StationState, who: Person) -> Marked:
    segment, watch = state.segment, state.watch
    lost = watch.lost_tick != NEVER and watch.regained_tick == NEVER
    if segment.in_charge is InCharge.GYROS and not lost:
        return state, (nothing_done(state.tick, who, Task.GYROS_TAKE_OVER),)
    if state.ship.firing:
        return state, (about(StationCue.CONTROL_REFUSED, state.tick, who, Task.GYROS_TAKE_OVER),)
    segment = replace(
        segment,
        in_charge=InCharge.GYROS,
        gyros_on=True,
        steering=Steering.OFF,
        firing=NO_JETS,
        held=state.body.turning.attitude,
    )
    watch = replace(watch, gyros_since=state.tick)
    return replace(state, segment=segment, watch=watch), (cue(StationCue.GYROS_TAKING, state.tick),)


def _steered(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state after an order to the segment's jets; they hear it only while they are in charge."""
    segment, tick = state.segment, state.tick
    turning = state.body.turning
    nothing = (nothing_done(tick, who, task),)
    if segment.in_charge is not InCharge.RUSSIAN:
        # Their jets are off as it is; everything else has to wait until they are in charge.
        return state, (nothing_done(tick, who, task, not_yet=task is not Task.JETS_OFF),)
    match task:
        case Task.NULL_RATES:
            if segment.steering is Steering.NULLING or (
                segment.steering is Steering.HOLDING and is_nulled(rate_of(turning))
            ):
                return state, nothing
            return _with(state, replace(segment, steering=Steering.NULLING)), ()
        case Task.TURN_BACK | Task.TURN_BACK_FAST:
            fast = task is Task.TURN_BACK_FAST
            if segment.steering is Steering.TURNING and segment.fast is fast:
                return state, nothing
            if segment.steering is Steering.TURNING:
                return _with(state, replace(segment, fast=fast)), ()
            over = angle_of(turning.attitude)
            back = replace(segment, steering=Steering.TURNING, fast=fast, held=NO_TURN, turned_from_rad=over)
            return _with(state, back), (cue(StationCue.TURNING_BACK, tick, (("fast", int(fast)),)),)
        case Task.HOLD:
            if segment.steering is Steering.HOLDING:
                return state, nothing
            return _with(state, replace(segment, steering=Steering.HOLDING, held=turning.attitude)), ()
        case _:
            if segment.steering is Steering.OFF:
                return state, nothing
            return _with(state, replace(segment, steering=Steering.OFF, firing=NO_JETS)), ()


def _with(state: StationState, segment: Segment) -> StationState:
    return replace(state, segment=segment)
