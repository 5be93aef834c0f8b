"""Flights for the tests of this room: flown by a plan, by the standing advice, or by nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from game.emergencies.docking.advice import advise
from game.emergencies.docking.flight import begin, outcome, step
from game.emergencies.docking.line import DOWN, FORWARD, HEAD_M, ORBITAL_RATE_RAD_S, PORT_M, RIGHT, STRAIGHT
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import DockingState
from game.flight.attitude import from_rotation_vector, product, to_body, to_frame
from game.flight.ship import ship_state
from game.flight.vectors import add, scale
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.vocabulary.flying import Cue, CueGiven, FlightOrder
    from game.vocabulary.values import Value

    Plan = Mapping[int, Sequence[FlightOrder]]

RANGING: Mapping[str, Value] = {"actor_craft": "ranging", "speaks": "vera"}
"""A crew of which one can measure a range, and says it."""


def first(rung: Rung = Rung.FLOWN, seed: int = 1, start: Start = Start.DAY, **facts: Value) -> DockingState:
    """Return a flight at its first tick."""
    return begin(facts, seed, rung, start)


def fly(state: DockingState, plan: Plan, ticks: int) -> tuple[DockingState, list[CueGiven]]:
    """Return the flight so many ticks later, with orders at the ticks of the plan, and all its cues."""
    cues: list[CueGiven] = []
    for _ in range(ticks):
        made = step(state, tuple(plan.get(state.tick, ())))
        cues += made.cues
        if made.state is state:
            break
        state = made.state
    return state, cues


def left_alone(state: DockingState, most_ticks: int = 30_000) -> tuple[DockingState, list[CueGiven]]:
    """Return a flight that nobody flies, at its end."""
    state, cues = fly(state, {}, most_ticks)
    assert outcome(state) is not None
    return state, cues


def advised(state: DockingState, most_ticks: int = 30_000) -> tuple[DockingState, list[CueGiven]]:
    """Return a flight that follows the standing advice, turn by turn, at its end."""
    cues: list[CueGiven] = []
    while outcome(state) is None and state.tick < most_ticks:
        advice = advise(state)
        orders: tuple[FlightOrder, ...] = () if advice.order is None else (advice.order,)
        for _ in range(advice.ticks):
            made = step(state, orders)
            state, orders = made.state, ()
            cues += made.cues
            if outcome(state) is not None:
                break
    return state, cues


def placed(
    state: DockingState,
    *,
    ahead_m: float,
    right_m: float = 0.0,
    down_m: float = 0.0,
    closing_m_s: float = 0.0,
    right_m_s: float = 0.0,
    down_m_s: float = 0.0,
    nose_rad: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> DockingState:
    """Return the flight with its ship put somewhere else, still against the station.

    Args:
        state: the flight.
        ahead_m: range of the probe's head [m].
        right_m: of the head off the line [m].
        down_m: likewise.
        closing_m_s: [m/s].
        right_m_s: [m/s].
        down_m_s: [m/s].
        nose_rad: roll, pitch, yaw from the docked attitude [rad].
    """
    attitude = product(STRAIGHT, from_rotation_vector(nose_rad))
    off = add(scale(right_m, RIGHT), scale(down_m, DOWN))
    head = add(PORT_M, add(scale(-ahead_m, FORWARD), off))
    position = add(head, scale(-HEAD_M, to_frame(attitude, (1.0, 0.0, 0.0))))
    slide = add(scale(right_m_s, RIGHT), scale(down_m_s, DOWN))
    velocity = add(scale(closing_m_s, FORWARD), slide)
    rate = to_body(attitude, (0.0, 0.0, ORBITAL_RATE_RAD_S))
    ship = ship_state(position, velocity, attitude, rate, state.ship.mass_kg)
    return replace(state, ship=ship, machine=replace(state.machine, held=ship.attitude))


def given(cues: Sequence[CueGiven], cue: Cue) -> list[CueGiven]:
    """Return every time that a cue was given."""
    return [one for one in cues if one.cue is cue]


def saved(state: DockingState) -> bytes:
    """Return what a save would hold."""
    return msgspec.json.encode(state)


def loaded(stored: bytes) -> DockingState:
    """Return the flight of a save."""
    return msgspec.json.decode(stored, type=DockingState)
