"""Flights for the tests of this room: with orders by a plan, or left to everybody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from game.emergencies.station.flight import begin, outcome, step
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import StationState
from game.vocabulary.flying import TICKS_PER_S, Rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.emergencies.station.state import Someone
    from game.vocabulary.flying import CueGiven, FlightOrder
    from game.vocabulary.station import Person, StationCue
    from game.vocabulary.values import Value

    Plan = Mapping[int, Sequence[FlightOrder]]

LONGEST = 100_000
"""More ticks than any flight lasts."""


def first(
    rung: Rung = Rung.FLOWN, seed: int = 1, scenario: Scenario = Scenario.ROLL, **facts: Value
) -> StationState:
    """Return an emergency at its first tick."""
    return begin(facts, seed, rung, scenario)


def fly(
    state: StationState, plan: Plan | None = None, seconds: float = LONGEST
) -> tuple[StationState, list[CueGiven]]:
    """Return the flight so many seconds later, with orders at the ticks of the plan, and all its cues."""
    cues: list[CueGiven] = []
    plan = plan or {}
    for _ in range(int(seconds * TICKS_PER_S)):
        made = step(state, tuple(plan.get(state.tick, ())))
        cues += made.cues
        if made.state is state:
            break
        state = made.state
    return state, cues


def ordered(state: StationState, *orders: FlightOrder) -> tuple[StationState, list[CueGiven]]:
    """Return the flight one tick later, with orders given in it, and the cues of that tick."""
    made = step(state, orders)
    return made.state, list(made.cues)


def left_alone(state: StationState) -> tuple[StationState, list[CueGiven]]:
    """Return a flight in which the engineer does nothing, at its end."""
    state, cues = fly(state)
    assert outcome(state) is not None
    return state, cues


def with_someone(state: StationState, who: Person, **changed: object) -> StationState:
    """Return the flight with one person otherwise."""
    people = tuple(_changed(one, changed) if one.who is who else one for one in state.people)
    return replace(state, people=people)


def _changed(one: Someone, changed: Mapping[str, object]) -> Someone:
    return replace(one, **changed)  # type: ignore[arg-type]  # typed by the field names


def given(cues: Sequence[CueGiven], cue: StationCue) -> list[CueGiven]:
    """Return every time that a cue was given."""
    return [one for one in cues if one.cue is cue]


def kinds(cues: Sequence[CueGiven]) -> list[object]:
    """Return what was given, in order, without its values."""
    return [one.cue for one in cues]


def saved(state: StationState) -> bytes:
    """Return what a save would hold."""
    return msgspec.json.encode(state)


def loaded(stored: bytes) -> StationState:
    """Return the flight of a save."""
    return msgspec.json.decode(stored, type=StationState)
