"""A flight, tick by tick: the simulation, and the people who talk while it runs.

Law: pure. The same flight, orders and story give the same flight at every pace; how many ticks are run at a
time changes nothing. What the people say never reaches the simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.emergencies import crew, flown
from game.engine.state import Flight
from game.vocabulary.events import LineShown
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.protocol import Ending
    from game.narrative.shelf import Book
    from game.vocabulary.events import Event
    from game.vocabulary.values import Value


@dataclass(frozen=True, slots=True)
class Flown:
    """What a stretch of a flight came to.

    Attributes:
        flight: after it.
        events: its cues, each before the lines that it brought about.
        ending: what the flight came to, or None while it goes on.
    """

    flight: Flight
    events: tuple[Event, ...]
    ending: Ending | None


def begin_flight(facts: Mapping[str, Value], seed: int, start: str) -> Flight:
    """Return a flight at its first tick.

    Args:
        facts: what the story knows; ``flying`` is the rung.
        seed: chance is drawn from it.
        start: a word of a docking's `Start` or of a station's `Scenario`.

    Raises:
        ValueError: if ``start`` is no such word, or ``flying`` no rung.
    """
    state = flown.begin(facts, seed, Rung(facts["flying"]), start)
    return Flight(state, crew.begin(seed, state.attempt))


def clock_of(flight: Flight) -> str:
    """Return mission time in a flight, ``YYYY-MM-DD HH:MM:SS``."""
    return flown.clock(flight.sim)


def run(book: Book, facts: Mapping[str, Value], flight: Flight, ticks: int) -> Flown:
    """Let time pass.

    Args:
        book: the story, for what the people say.
        facts: what the story knows; a flight changes none of it before it ends.
        flight: now.
        ticks: how many, at least 1; it stops earlier when the flight ends.
    """
    events: list[Event] = []
    state, people, orders = flight.sim, flight.crew, flight.queued
    said = book.callouts_of(flown.kind_of(state).value)
    ending = None
    for _ in range(ticks):
        step = flown.step(state, orders)
        state, orders = step.state, ()
        if step.cues:
            words = crew.words_of(state)
            people, lines = crew.hear(people, step.cues, words, facts, said, state.tick)
            events += step.cues
            events += [LineShown(line) for line in lines]
        ending = flown.outcome(state)
        if ending is not None:
            break
    return Flown(Flight(state, people, orders), tuple(events), ending)
