"""Whichever emergency is flown: one door to each, for those who do not care which it is.

Law: a look at what kind of state it is, and a call; nothing is decided here.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, cast

from game.emergencies.docking import flight as docking
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import DockingState
from game.emergencies.station import flight as station
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import StationState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.protocol import Ending, Step
    from game.vocabulary.flying import FlightOrder, Rung
    from game.vocabulary.values import Value

Simulated = DockingState | StationState
"""The state of any emergency; both have tick, seed, version, rung, start, start_s, now_s and attempt."""


class Kind(Enum):
    """Which emergency; the value is its word on the command line and in files."""

    DOCKING = "docking"
    STATION = "station"


def kind_of(state: Simulated) -> Kind:
    """Return which emergency a state is of."""
    return Kind.DOCKING if isinstance(state, DockingState) else Kind.STATION


def kind_of_start(start: str) -> Kind:
    """Return which emergency begins at a start.

    Raises:
        ValueError: if none does.
    """
    if start in {scenario.value for scenario in Scenario}:
        return Kind.STATION
    Start(start)
    return Kind.DOCKING


def simulation_of(kind: Kind) -> int:
    """Return the version of this game's simulation of an emergency."""
    return docking.SIMULATION if kind is Kind.DOCKING else station.SIMULATION


def replays(state: Simulated) -> bool:
    """Tell whether this game's simulation is the one that made a state."""
    return state.version == simulation_of(kind_of(state))


def begin(facts: Mapping[str, Value], seed: int, rung: Rung, start: str) -> Simulated:
    """Return an emergency at its first tick.

    Args:
        facts: what the story knows.
        seed: chance is drawn from it.
        rung: how hard.
        start: a word of `Start` or `Scenario`.

    Raises:
        ValueError: if ``start`` is no such word.
    """
    if kind_of_start(start) is Kind.STATION:
        return station.begin(facts, seed, rung, Scenario(start))
    return docking.begin(facts, seed, rung, Start(start))


def step(state: Simulated, orders: tuple[FlightOrder, ...] = ()) -> Step[Simulated]:
    """Return an emergency one tick later; an order of another emergency changes nothing."""
    done = docking.step(state, orders) if isinstance(state, DockingState) else station.step(state, orders)
    return cast("Step[Simulated]", done)


def outcome(state: Simulated) -> Ending | None:
    """Return what an emergency came to; None while it goes on."""
    return docking.outcome(state) if isinstance(state, DockingState) else station.outcome(state)


def clock(state: Simulated) -> str:
    """Return mission time, ``YYYY-MM-DD HH:MM:SS``."""
    return docking.clock(state) if isinstance(state, DockingState) else station.clock(state)
