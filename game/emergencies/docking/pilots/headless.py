"""A whole docking without a player: every approach that the rules allow, flown by one pilot.

Law: the pilot gets a `View` and gives orders; what is written down about the flight never goes back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.emergencies.docking.campaign import FIRST, Again, Result, after
from game.emergencies.docking.eyes import glimpse
from game.emergencies.docking.flight import begin as begin_flight
from game.emergencies.docking.flight import outcome, step
from game.emergencies.docking.instruments import read
from game.emergencies.docking.pilots.characters import CHARACTERS, Name, mood_of
from game.emergencies.docking.pilots.procedure import begin as begin_remembering
from game.emergencies.docking.pilots.procedure import decide
from game.emergencies.docking.pilots.view import View
from game.vocabulary.flying import TICK_S, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.emergencies.protocol import Ending
    from game.vocabulary.flying import CueGiven, FlightOrder

LOOK_TICKS = 10
"""A pilot looks and decides twice a second."""


@dataclass(frozen=True, slots=True)
class Approach:
    """One approach, flown to its end.

    Attributes:
        state: at its end.
        ending: what it came to.
        orders: what was ordered, each with the tick at which it was.
        cues: how much happened in it.
    """

    state: DockingState
    ending: Ending
    orders: tuple[tuple[int, FlightOrder], ...]
    cues: int

    @property
    def seconds(self) -> float:
        """How long it was [s of mission time]."""
        return self.state.tick * TICK_S


@dataclass(frozen=True, slots=True)
class Docking:
    """A docking from 12:14:30 until it was settled.

    Attributes:
        pilot: who flew.
        seed: of the flight.
        rung: how hard.
        approaches: in order, at least one.
        result: how it was settled.
    """

    pilot: Name
    seed: int
    rung: Rung
    approaches: tuple[Approach, ...]
    result: Result


def fly_docking(pilot: Name, seed: int, rung: Rung) -> Docking:
    """Fly every approach that the rules allow and return them all."""
    approaches: list[Approach] = []
    ahead: Again | Result = FIRST
    while isinstance(ahead, Again):
        facts = ahead.facts
        state = begin_flight({**facts, "clock": ahead.clock}, seed, rung)
        flown = fly_approach(pilot, state, len(approaches) + 1)
        approaches.append(flown)
        ahead = after(facts, flown.ending)
    return Docking(pilot, seed, rung, tuple(approaches), ahead)


def fly_approach(pilot: Name, state: DockingState, attempt: int) -> Approach:
    """Fly one approach to its end.

    Args:
        pilot: who flies.
        state: where it begins.
        attempt: how many approaches this pilot has begun, this one with them.
    """
    character = CHARACTERS.get(pilot)
    memory = begin_remembering(mood_of(character, state.seed, attempt)) if character else None
    heard: list[CueGiven] = []
    given: list[tuple[int, FlightOrder]] = []
    cues = 0
    ending = outcome(state)
    while ending is None:
        orders: tuple[FlightOrder, ...] = ()
        if character and memory and state.tick % LOOK_TICKS == 0:
            view = View(state.tick * TICK_S, glimpse(state), read(state), tuple(heard))
            memory, orders = decide(character, memory, view)
            heard.clear()
            given.extend((state.tick, order) for order in orders)
        moved = step(state, orders)
        state = moved.state
        heard.extend(moved.cues)
        cues += len(moved.cues)
        ending = outcome(state)
    return Approach(state, ending, tuple(given), cues)
