"""The machines of the station together: at first, a quarter of a second on, and when work on one is done.

Law: pure; nobody decides anything in here. People stand in ``people``, what each machine does in its own
module.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station import arrays as solar
from game.emergencies.station import control, heat, power, radio, thrust
from game.emergencies.station.jets import COUNTER, stuck_load
from game.emergencies.station.limits import (
    DEG,
    GYROS,
    ORBITAL_RATE_RAD_S,
    QUARTER_TICKS,
    RUN_ON_S,
)
from game.emergencies.station.marks import cue
from game.emergencies.station.motion import moved
from game.emergencies.station.noticing import noticed
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import (
    NEVER,
    Arrays,
    Body,
    InCharge,
    Pointing,
    Power,
    Radio,
    Segment,
    Ship,
)
from game.flight.attitude import normalised, to_body
from game.flight.turning import Turning, held_level
from game.flight.vectors import Vector, add
from game.vocabulary.flying import TICK_S
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.marks import Marked
    from game.emergencies.station.state import Brief, StationState
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.station import Person

_QUARTERS_RUN_ON = RUN_ON_S * 4

_STORE_SPREAD = 601
_STORE_STEP_N_M_S = 2.0
"""What the gyros hold before it begins: up to 600 N m s either way about each axis; chosen for play."""

_DRILL_TILT_HALF = 0.026185921569186935
"""Tangent of half of three degrees."""

_DRILL_RATE_RAD_S = 0.03 * DEG

_MODULE_OFF_HALF = 0.0026180
"""Tangent of half of 0.3 degrees: it has just run off."""

_FIRST_CHARGE = {Scenario.ROLL: 1.0, Scenario.DRILL: 1.0, Scenario.MODULE: 0.92}

_SEAT = frozenset(
    (
        Task.SEND_OFF,
        Task.MOTION_CONTROL_OFF,
        Task.CLOSE_MANIFOLD_1,
        Task.CLOSE_MANIFOLD_2,
        Task.CLOSE_VALVES,
    )
)
_CONTROL = frozenset(
    (
        Task.FREE_DRIFT,
        Task.TAKE_CONTROL,
        Task.GYROS_TAKE_OVER,
        Task.NULL_RATES,
        Task.TURN_BACK,
        Task.TURN_BACK_FAST,
        Task.HOLD,
        Task.JETS_OFF,
    )
)
_ARRAYS = frozenset((Task.ARRAYS_EDGE_ON, Task.LOCK_ARRAYS, Task.UNLOCK_ARRAYS))
_LOADS = frozenset((Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING, Task.LOADS_ON))

MACHINE_TASKS = _SEAT | _CONTROL | _ARRAYS | _LOADS | {Task.SWITCH_ANTENNA}
"""The work that `carry_out` carries out; all other work is of people."""


@dataclass(frozen=True, slots=True)
class Machines:
    """The machines at tick 0.

    Attributes:
        body: how she hangs and turns.
        ship: the docked ship's jets.
        segment: who is in charge.
        arrays: of the other segment.
        power: arrays, batteries, loads.
        radio: who is heard.
        loop_c: cooling loops above their usual temperature [K].
    """

    body: Body
    ship: Ship
    segment: Segment
    arrays: Arrays
    power: Power
    radio: Radio
    loop_c: float


def at_first(brief: Brief) -> Machines:
    """Return the machines as an emergency begins."""
    segment = Segment(InCharge.GYROS)
    match brief.scenario:
        case Scenario.ROLL:
            body, ship, segment = _run_on(brief, segment)
        case Scenario.DRILL:
            sign = 1.0 if draw(brief.seed, "station/drill", 0, 2) else -1.0
            body = _adrift(brief, sign * _DRILL_TILT_HALF, sign * _DRILL_RATE_RAD_S, sign)
            ship = Ship(firing=False, kg=brief.ship_kg, stopped_tick=0, stopped_by=COUNTER)
        case Scenario.MODULE:
            body = _adrift(brief, _MODULE_OFF_HALF, 0.0, 1.0)
            ship = Ship(firing=True, kg=brief.ship_kg)
    sky = sky_of(brief).at(float(brief.start_s))
    attitude = body.turning.attitude
    # On 29 July the arrays had been locked since the docking, three hours before.
    pointing = Pointing.LOCKED if brief.scenario is Scenario.MODULE else Pointing.TRACKING
    normal = solar.locked_normal(brief.scenario)
    arrays = Arrays(pointing, incidence=solar.incidence_towards(pointing, normal, sky.sun, attitude))
    first = Power(solar.made_kw(arrays, sky.sunlight), 0.0, _FIRST_CHARGE[brief.scenario])
    dishes = radio.heard(
        # In the drill Moscow is the rookie, across the table, and has nobody to be led through.
        Radio(site=sky.sites, s_band=True, ku_band=True, patched=brief.scenario is Scenario.DRILL),
        sky.relays,
        body.turning,
        site=sky.sites,
        silent=False,
    )
    return Machines(
        body, ship, segment, arrays, replace(first, load_kw=power.load_of(first)), dishes, loop_c=0.0
    )


def _run_on(brief: Brief, segment: Segment) -> tuple[Body, Ship, Segment]:
    """Return body, ship and segment after the first five seconds of a jet that does not stop."""
    used = stuck_load(brief).flow_kg_s * RUN_ON_S
    body = Body(held_level(ORBITAL_RATE_RAD_S, _store(brief.seed)))
    ship = Ship(firing=True, kg=brief.ship_kg + used)
    for index in range(_QUARTERS_RUN_ON):
        tick = (index - _QUARTERS_RUN_ON) * QUARTER_TICKS
        body, ship, segment = moved(brief, body, ship, segment, tick, may_unload=False)
    return body, replace(ship, kg=brief.ship_kg), segment


def _store(seed: int) -> Vector:
    """Return what the gyros hold beforehand, body axes (3,) [N m s]."""
    half = _STORE_SPREAD // 2
    return (
        _STORE_STEP_N_M_S * (draw(seed, "station/store", 0, _STORE_SPREAD) - half),
        _STORE_STEP_N_M_S * (draw(seed, "station/store", 1, _STORE_SPREAD) - half),
        _STORE_STEP_N_M_S * (draw(seed, "station/store", 2, _STORE_SPREAD) - half),
    )


def _adrift(brief: Brief, pitch_half: float, rate_rad_s: float, sign: float) -> Body:
    """Return a body with full gyros that has run off in pitch.

    Args:
        brief: of the flight.
        pitch_half: tangent of half its angle.
        rate_rad_s: of its pitch, relative to LVLH.
        sign: of the momentum in its gyros.
    """
    side = 0.0002 * (draw(brief.seed, "station/adrift", 0, 11) - 5)
    attitude = normalised((1.0, side, pitch_half, 0.5 * side))
    rate = add(to_body(attitude, (0.0, -ORBITAL_RATE_RAD_S, 0.0)), (0.0, rate_rad_s, 0.0))
    return Body(Turning(attitude, rate, (0.0, sign * GYROS.capacity_n_m_s, 0.0)))


def quarter(state: StationState) -> Marked:
    """Return the state after the quarter of a second that ends at its tick, and what was noticed."""
    cues: list[CueGiven] = []
    watch = state.watch
    body, ship, segment = moved(
        state.brief,
        state.body,
        state.ship,
        state.segment,
        state.tick,
        may_unload=watch.lost_tick == NEVER,
    )
    if state.ship.firing:
        ship, watch = thrust.watched(state.brief, state.ship, ship, watch, state.tick, cues)
    arrays = state.arrays
    # Before it is lost only the gyros call for jets: short knocks of every day, which the arrays stand.
    if segment.firing != (0, 0, 0) and watch.lost_tick != NEVER:
        arrays, watch = solar.blown_on(state.seed, arrays, watch, state.tick, cues)
    segment, watch = noticed(replace(state, watch=watch), body, ship, segment, cues)
    return (
        replace(state, body=body, ship=ship, segment=segment, arrays=arrays, watch=watch),
        tuple(cues),
    )


def second(state: StationState) -> Marked:
    """Return the state after the second that ends at its tick, and what was noticed; after `quarter`."""
    cues: list[CueGiven] = []
    table, now, tick = sky_of(state.brief), state.now_s, state.tick
    sky = table.at(now)
    turning = state.body.turning
    arrays = solar.moved(
        state.arrays, solar.locked_normal(state.start), sky.sun, turning.attitude, tick, cues
    )
    electric = power.drawn(state.power, solar.made_kw(arrays, sky.sunlight))
    day = sky.sunlight >= 0.5
    watch = power.noticed(state.power, electric, state.watch, tick, cues, day=day)
    square = heat.radiators_see(sky.sun, turning.attitude)
    loop_c = heat.warmed(state.loop_c, square, sky.sunlight, cooling=electric.cooling)
    watch = heat.noticed(loop_c, watch, tick, cues)
    silent = electric.down or radio.handing_on(state.seed, tick)
    dishes = radio.heard(state.radio, sky.relays, turning, site=sky.sites, silent=silent)
    dishes = radio.followed(state.radio, dishes, watch, tick, cues)
    watch = radio.announced(table, now, watch, tick, cues)
    was_day = table.at(now - 20 * TICK_S).sunlight >= 0.5
    if was_day is not day:
        cues.append(cue(StationCue.SUNRISE if day else StationCue.SUNSET, tick))
    return (
        replace(state, arrays=arrays, power=electric, loop_c=loop_c, radio=dishes, watch=watch),
        tuple(cues),
    )


def carry_out(state: StationState, task: Task, who: Person) -> Marked:
    """Return the state at the moment at which somebody's work on a machine is done.

    That it is done (`StationCue.DONE`) is not said here; what the machine then does is. A thing that is so
    already gives `StationCue.DID_NOTHING`, a hand-over that cannot be `StationCue.CONTROL_REFUSED`.

    Raises:
        LookupError: if the task is no work on a machine.
    """
    if task in _SEAT:
        return thrust.worked(state, task, who)
    if task in _CONTROL:
        return control.worked(state, task, who)
    if task in _ARRAYS:
        return solar.worked(state, task, who)
    if task in _LOADS:
        return power.worked(state, task, who)
    if task is Task.SWITCH_ANTENNA:
        return radio.switched(state)
    raise LookupError(f"task must be work on a machine, got {task!r}")
