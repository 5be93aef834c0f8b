"""A quarter of a second of the body: stuck jets, gyros, the segment's jets, gravity.

Law: it moves what there is and notices nothing; what is remarked of it stands in ``noticing``. Angular
momentum of body and gyros together changes by jets and gravity only (``game.flight.turning``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.attitude import rate_of
from game.emergencies.station.jets import burnt, segment_load, stuck_load
from game.emergencies.station.limits import (
    DRAIN_N_M,
    FIGHT_N_M,
    GYROS,
    ORBITAL_RATE_RAD_S,
    QUARTER_S,
    QUARTER_TICKS,
    STATION_INERTIA,
    UNLOAD_DELAY_TICKS,
    UNLOAD_FROM,
)
from game.emergencies.station.state import NEVER, Body, InCharge, Steering
from game.emergencies.station.steering import NO_JETS, jets_for, unloading
from game.flight.gyros import HOLD_DAMPING_1_S, delivered, hold_torque
from game.flight.turning import turn
from game.flight.vectors import ZERO, Vector, add, apply, dot, norm, scale

if TYPE_CHECKING:
    from game.emergencies.station.state import Brief, Segment, Ship
    from game.flight.turning import Turning


def moved(
    brief: Brief, body: Body, ship: Ship, segment: Segment, tick: int, *, may_unload: bool
) -> tuple[Body, Ship, Segment]:
    """Return body, ship and segment a quarter of a second later.

    Args:
        brief: of the flight.
        body: now.
        ship: now; what it burns is taken off, what stops it is decided elsewhere.
        segment: now.
        tick: now.
        may_unload: the gyros may ask the segment's jets for help: until control has been lost once.
    """
    turning = body.turning
    rate = rate_of(turning)
    torque: Vector = ZERO
    if ship.firing:
        load = stuck_load(brief)
        torque = load.torque_n_m
        ship = burnt(brief, ship, load.flow_kg_s)
    firing = _firing(ship, segment, turning, rate, tick, may_unload=may_unload)
    pushed: Vector = ZERO
    if firing != NO_JETS:
        jets = segment_load(firing)
        pushed = jets.torque_n_m
        torque = add(torque, pushed)
        segment = replace(
            segment,
            kg=segment.kg + jets.flow_kg_s * QUARTER_S,
            firing=firing,
            fired_ticks=segment.fired_ticks + QUARTER_TICKS,
        )
    elif segment.firing != NO_JETS:
        segment = replace(segment, firing=NO_JETS)
    gyros = _gyros(segment, turning, rate)
    fighting = (
        firing != NO_JETS
        and segment.in_charge is InCharge.RUSSIAN
        and (ship.firing or dot(gyros, pushed) < -FIGHT_N_M * norm(pushed))
    )
    if fighting:
        segment = replace(segment, fighting=True, fought_ticks=segment.fought_ticks + QUARTER_TICKS)
    elif segment.fighting:
        segment = replace(segment, fighting=False)
    turning = turn(STATION_INERTIA, ORBITAL_RATE_RAD_S, turning, QUARTER_S, torque, gyros)
    return Body(turning, body.turned_rad + norm(rate) * QUARTER_S), ship, segment


def _firing(
    ship: Ship, segment: Segment, turning: Turning, rate: Vector, tick: int, *, may_unload: bool
) -> tuple[int, int, int]:
    """Return which axes of the segment fire."""
    if segment.in_charge is InCharge.RUSSIAN:
        return jets_for(segment, turning.attitude, rate)
    if (
        segment.in_charge is InCharge.GYROS
        and may_unload
        and not ship.firing
        and tick - ship.stopped_tick >= UNLOAD_DELAY_TICKS
        and ship.stopped_tick != NEVER
        and (segment.firing != NO_JETS or norm(turning.gyro_n_m_s) > UNLOAD_FROM * GYROS.capacity_n_m_s)
    ):
        return unloading(turning.gyro_n_m_s, rate)
    return NO_JETS


def _gyros(segment: Segment, turning: Turning, rate: Vector) -> Vector:
    """Return what the gyros push, body axes (3,) [N m]."""
    if not segment.gyros_on:
        return _drain(segment, turning)
    if segment.in_charge is InCharge.RUSSIAN:
        # Nobody took them out: their own computer damps every turn, also the one that the jets want.
        asked = scale(-HOLD_DAMPING_1_S, apply(STATION_INERTIA.tensor, rate))
    elif segment.in_charge is InCharge.GYROS:
        asked = hold_torque(STATION_INERTIA, turning, ORBITAL_RATE_RAD_S, segment.held)
    else:
        return ZERO
    return delivered(GYROS, turning.gyro_n_m_s, asked, QUARTER_S)


def _drain(segment: Segment, turning: Turning) -> Vector:
    """Return the push of gyros that are emptied while the segment's jets hold her."""
    if segment.in_charge is not InCharge.RUSSIAN or segment.steering is not Steering.HOLDING:
        return ZERO
    stored = turning.gyro_n_m_s
    size = norm(stored)
    if size <= DRAIN_N_M * QUARTER_S:
        return ZERO
    return scale(DRAIN_N_M / size, stored)
