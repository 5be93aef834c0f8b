"""The flight itself: how it begins, one tick of it, and what it came to.

Law: pure, the same on every machine: the stepped state comes from plus, minus, times and roots, the seed and
the orders, and nothing else. A tick replaces only what changed.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking import sky
from game.emergencies.docking.answers import given
from game.emergencies.docking.coasting import coasted
from game.emergencies.docking.computer import (
    BACK_OFF_BRAKING_M_S2,
    BACK_OFF_M_S,
    BACK_OFF_TO_M,
    DAMP_EVERY_TICKS,
    DEAD_BAND_RAD,
    SETTLE_TICKS,
    TIGHT_RAD,
    damping_ticks,
    holding,
    load_of,
    turned_by,
)
from game.emergencies.docking.felt import FEEL_TICKS, felt_again
from game.emergencies.docking.hands import ROTATIONS, TRANSLATIONS, after_tick, deflected
from game.emergencies.docking.instruments import clock
from game.emergencies.docking.line import (
    AROUND,
    DOWN,
    ORBITAL_RATE_RAD_S,
    RIGHT,
    STATION,
    TARGET_PORT,
    line,
    relative_rate,
)
from game.emergencies.docking.opening import SIMULATION, begin
from game.emergencies.docking.orders import obeyed
from game.emergencies.docking.outcome import outcome
from game.emergencies.docking.rules import RESERVE_KG
from game.emergencies.docking.starts import SETTINGS, Start
from game.emergencies.docking.state import (
    Asked,
    Contact,
    DockingState,
    Machine,
    Phase,
)
from game.emergencies.docking.watch import LOOK_TICKS, noticed
from game.emergencies.protocol import Step
from game.flight.attitude import to_body
from game.flight.contact import PROBE_HEAD, Outcome, outcome_of, touch_of, touching
from game.flight.ports import port_motion, ship_motion
from game.flight.ship import NO_LOAD, ShipState
from game.flight.ship import step as ship_step
from game.flight.soyuz import EMPTY_MASS_KG
from game.flight.vectors import add, scale
from game.vocabulary.flying import TICK_S, Cue, CueGiven, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.line import Line
    from game.vocabulary.flying import FlightOrder

_NEAR_M = 4.0
"""Inside this, every tick looks whether something touches."""

_PASSED_M = -3.0
"""So far behind the cone's mouth there is station, whatever the distance off the line [m]."""


def step(state: DockingState, orders: tuple[FlightOrder, ...] = ()) -> Step[DockingState]:
    """Return the flight one tick later; a flight that is over stays as it is."""
    if state.phase is not Phase.FLYING:
        return Step(state, ())
    cues: list[CueGiven] = []
    if state.tick == 0:
        cues.append(CueGiven(Cue.BEGUN, 0))
    for order in orders:
        state, answered = obeyed(state, order)
        cues += answered
    state, pushing = _moved(state)
    if state.phase is not Phase.FLYING:
        return Step(state, tuple(cues))
    if state.answers:
        state = _answered(state, cues)
    looked = state.tick % LOOK_TICKS == 0
    if looked or state.watch.least_m < _NEAR_M:
        now = line(state.ship)
        if now.range_m < 0.6:
            state = _touched(state, now, cues, pushing=pushing)
        if state.machine.backing_off:
            state = _retreated(state, now, cues)
        if state.tick % FEEL_TICKS == 0:
            state = felt_again(state)
        if looked and state.phase is Phase.FLYING:
            state, more = noticed(state, now)
            cues += more
    return Step(state, tuple(cues))


def _moved(state: DockingState) -> tuple[DockingState, bool]:
    """Return the state one tick on, and whether the forward jets pushed.

    In one piece on purpose: every tick of every flight runs it, mostly to decide that nothing changed.
    """
    tick, ship, cabin, machine, hands = state.tick, state.ship, state.cabin, state.machine, state.hands
    mask = 0
    if hands.busy:
        mask = deflected(hands)
        hands = after_tick(hands)
    forward = (mask & 1) - (mask >> 1 & 1)
    right = (mask >> 3 & 1) - (mask >> 2 & 1)
    down = (mask >> 5 & 1) - (mask >> 4 & 1)
    pitch = (mask >> 6 & 1) - (mask >> 7 & 1)
    yaw = (mask >> 9 & 1) - (mask >> 8 & 1)
    roll = (mask >> 11 & 1) - (mask >> 10 & 1)
    held, settle, slide_free = machine.held, machine.settle, machine.slide_free
    damp_right, damp_down = machine.damp_right, machine.damp_down
    braking, backing, returning = machine.braking, machine.backing_off, machine.returning
    both = cabin.both_sets
    if mask & TRANSLATIONS:
        slide_free = tick + DAMP_EVERY_TICKS
        damp_right = damp_down = 0
    if braking:
        counted = machine.counted_m_s
        if counted > 0.003:
            forward = -1
        elif counted < -0.003:
            forward = 1
        else:
            braking = False
    elif backing:
        forward, returning = _retreat(ship, returning=returning)
        both = True
    elif cabin.rung is Rung.ASSISTED and tick >= slide_free:
        if tick % DAMP_EVERY_TICKS == 0:
            damp_right, damp_down = _damping(ship)
        if damp_right:
            right = 1 if damp_right > 0 else -1
            damp_right -= right
        if damp_down:
            down = 1 if damp_down > 0 else -1
            damp_down -= down
    sets = 3 if both else 0
    if cabin.rate_hold:
        if mask & ROTATIONS:
            held = turned_by(held, roll, pitch, yaw)
            settle = tick + SETTLE_TICKS
        band = TIGHT_RAD if tick < settle else DEAD_BAND_RAD[cabin.rung]
        roll, pitch, yaw = holding(held, ship.attitude, relative_rate(ship), (roll, pitch, yaw), band)
        # The computer turns with the first set only, so that a knock stays small.
        sets &= 1
    counted, side, floor = machine.counted_m_s, machine.counted_right_m_s, machine.counted_down_m_s
    if forward or right or down or roll or pitch or yaw:
        load = load_of((forward, right, down), (roll, pitch, yaw), sets, tick % 6)
        firing = _mask(forward, right, down, pitch, yaw, roll)
        if load.flow_kg_s * TICK_S >= ship.mass_kg - EMPTY_MASS_KG:
            load, firing = NO_LOAD, 0
        push = TICK_S / ship.mass_kg
        counted += load.force_n[0] * push
        side += load.force_n[1] * push
        floor += load.force_n[2] * push
        ship = ship_step(AROUND, ship, load, TICK_S)
    else:
        ship = coasted(ship)
        firing = 0
    before = machine
    if (
        firing
        or before.firing
        or held is not before.held
        or settle != before.settle
        or slide_free != before.slide_free
        or damp_right != before.damp_right
        or damp_down != before.damp_down
        or braking is not before.braking
        or returning is not before.returning
    ):
        machine = Machine(
            held,
            settle,
            slide_free,
            counted,
            side,
            floor,
            braking,
            backing,
            returning,
            damp_right,
            damp_down,
            firing,
        )
    return (
        DockingState(
            state.brief,
            tick + 1,
            ship,
            hands,
            cabin,
            machine,
            state.watch,
            state.heard,
            state.felt,
            state.answers,
            state.contact,
            state.phase,
        ),
        forward > 0,
    )


def _mask(forward: int, right: int, down: int, pitch: int, yaw: int, roll: int) -> int:
    """Return deflections as a bit mask in the order of `CONTROLS`."""
    mask = 1 if forward > 0 else 2 if forward < 0 else 0
    mask |= 8 if right > 0 else 4 if right < 0 else 0
    mask |= 32 if down > 0 else 16 if down < 0 else 0
    mask |= 64 if pitch > 0 else 128 if pitch < 0 else 0
    mask |= 512 if yaw > 0 else 256 if yaw < 0 else 0
    return mask | (2048 if roll > 0 else 1024 if roll < 0 else 0)


def _retreat(ship: ShipState, *, returning: bool) -> tuple[int, bool]:
    """Return how a retreat pushes, and whether it is already being stopped."""
    now = line(ship)
    away = -now.closing_m_s
    stopping = away * away / (2.0 * BACK_OFF_BRAKING_M_S2) if away > 0.0 else 0.0
    returning = returning or now.range_m + stopping >= BACK_OFF_TO_M
    if returning:
        return (1 if away > 0.0 else 0), True
    return (-1 if away < BACK_OFF_M_S else 0), False


def _damping(ship: ShipState) -> tuple[int, int]:
    """Return the ticks of sliding that take a share of the sideways speed off, body right and down."""
    now = line(ship)
    sideways = add(scale(now.right_m_s, RIGHT), scale(now.down_m_s, DOWN))
    _, right, down = to_body(ship.attitude, sideways)
    return damping_ticks(right), damping_ticks(down)


def _answered(state: DockingState, cues: list[CueGiven]) -> DockingState:
    """Return the state after the answers that are due."""
    if all(answer.due > state.tick for answer in state.answers):
        return state
    due = [answer for answer in state.answers if answer.due <= state.tick]
    state = replace(state, answers=tuple(answer for answer in state.answers if answer.due > state.tick))
    for answer in due:
        if answer.about is Asked.GO and not answer.silent:
            state = replace(state, cabin=replace(state.cabin, go=True))
            cues.append(CueGiven(Cue.GO_GIVEN, state.tick))
            continue
        cue, heard = given(state, answer)
        cues.append(cue)
        state = replace(state, heard=heard)
    return state


def _touched(state: DockingState, now: Line, cues: list[CueGiven], *, pushing: bool) -> DockingState:
    """Return the state after a touch, if there is one."""
    head = port_motion(ship_motion(state.ship, ORBITAL_RATE_RAD_S), PROBE_HEAD, STATION, TARGET_PORT)
    miss = sqrt(now.right_m * now.right_m + now.down_m * now.down_m)
    at_port = touching(head.position_m)
    beside = now.range_m < 0.0 and 2.3 < miss < 8.0
    if not (at_port or beside or now.range_m < _PASSED_M):
        return state
    touch = touch_of(head)
    p, q, r = head.rate_rad_s
    dark = sky.dark(state.now_s, SETTINGS[state.start].dark)
    contact = Contact(
        touch.closing_m_s, touch.miss_m, touch.misalignment_rad, sqrt(p * p + q * q + r * r), dark
    )
    end = outcome_of(touch, pushing=pushing) if at_port else Outcome.STRIKE
    cues.append(
        CueGiven(
            Cue.CONTACT,
            state.tick,
            (
                ("closing_mm_s", int(1000.0 * contact.closing_m_s + 0.5)),
                ("miss_mm", int(1000.0 * contact.miss_m + 0.5)),
                ("angle_mrad", int(1000.0 * contact.angle_rad + 0.5)),
                ("rate_mrad_s", int(1000.0 * contact.rate_rad_s + 0.5)),
                ("dark", 1 if dark else 0),
            ),
        )
    )
    cue, phase = _ENDS[end]
    cues.append(CueGiven(cue, state.tick))
    day = state.start is Start.DAY
    if day and phase is Phase.BOUNCED and state.propellant_kg < RESERVE_KG:
        cues.append(CueGiven(Cue.OUT_OF_PROPELLANT, state.tick))
        phase = Phase.PROPELLANT_OUT
    return replace(state, contact=contact, phase=phase)


_ENDS: dict[Outcome, tuple[Cue, Phase]] = {
    Outcome.CAPTURE: (Cue.CAPTURED, Phase.CAPTURED),
    Outcome.BOUNCE: (Cue.BOUNCED, Phase.BOUNCED),
    Outcome.STRIKE: (Cue.STRUCK, Phase.STRUCK),
}


def _retreated(state: DockingState, now: Line, cues: list[CueGiven]) -> DockingState:
    """Return the state after a retreat that has come to rest."""
    if not state.machine.returning or now.closing_m_s < -0.01 or state.phase is not Phase.FLYING:
        return state
    cues.append(CueGiven(Cue.BACKED_OFF, state.tick))
    if state.start is not Start.DAY:
        return replace(state, phase=Phase.MISSED)
    if state.propellant_kg < RESERVE_KG:
        cues.append(CueGiven(Cue.OUT_OF_PROPELLANT, state.tick))
        return replace(state, phase=Phase.PROPELLANT_OUT)
    return replace(state, phase=Phase.RETREATED)


__all__ = ["SIMULATION", "begin", "clock", "outcome", "step"]
