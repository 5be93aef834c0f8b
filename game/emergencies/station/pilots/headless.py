"""A whole emergency without a player, from its first tick or from any other.

Law: the pilot gets a `View` and gives orders; what is written down about the flight never goes back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.emergencies.station.advice import view_of
from game.emergencies.station.flight import begin as begin_flight
from game.emergencies.station.flight import outcome, step
from game.emergencies.station.pilots.characters import CHARACTERS, Name, mood_of
from game.emergencies.station.pilots.procedure import Memory, decide
from game.emergencies.station.scenarios import Scenario
from game.vocabulary.flying import TICK_S, Rung

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.protocol import Ending
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven, FlightOrder
    from game.vocabulary.values import Value

LOOK_TICKS = 20
"""A pilot looks and decides once a second."""

LONGEST_TICKS = 110_000
"""No emergency is longer: the next ground pass ends the longest after 83 minutes."""

FACTS: Mapping[str, Value] = {
    "nerve": 60,
    "crew": 60,
    "soyuz_kg": 302,
    "cupola_warned": False,
    "shoot_stopped": False,
}
"""What the story knows of a crew that nobody has chosen anything for."""


@dataclass(frozen=True, slots=True)
class Flown:
    """One emergency, flown to its end.

    Attributes:
        pilot: who gave the orders.
        state: at its end.
        ending: what it came to.
        orders: what was ordered, each with the tick at which it was.
        cues: how much happened in it.
    """

    pilot: Name
    state: StationState
    ending: Ending
    orders: tuple[tuple[int, FlightOrder], ...]
    cues: int

    @property
    def seconds(self) -> float:
        """How long it was [s of mission time]."""
        return self.state.tick * TICK_S


def fly_station(pilot: Name, seed: int, rung: Rung, scenario: Scenario = Scenario.ROLL) -> Flown:
    """Fly an emergency from its first tick to its end."""
    return fly_from(pilot, begin_flight(FACTS, seed, rung, scenario))


def fly_from(pilot: Name, state: StationState) -> Flown:
    """Fly an emergency from a state to its end.

    Args:
        pilot: who gives the orders from here on.
        state: where it begins; the pilot knows nothing of what was before.

    Raises:
        RuntimeError: if it does not end by itself, which would be a fault of the simulation.
    """
    character = CHARACTERS.get(pilot)
    memory = Memory(mood_of(character, state.seed)) if character else None
    heard: list[CueGiven] = []
    given: list[tuple[int, FlightOrder]] = []
    cues = 0
    ending = outcome(state)
    while ending is None:
        if state.tick > LONGEST_TICKS:
            raise RuntimeError(f"no end by tick {state.tick}")
        orders: tuple[FlightOrder, ...] = ()
        if character and memory and state.tick % LOOK_TICKS == 0:
            memory, orders = decide(character, memory, view_of(state, tuple(heard)))
            heard.clear()
            given.extend((state.tick, order) for order in orders)
        moved = step(state, orders)
        state = moved.state
        heard.extend(moved.cues)
        cues += len(moved.cues)
        ending = outcome(state)
    return Flown(pilot, state, ending, tuple(given), cues)
