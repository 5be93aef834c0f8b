"""All that a save must hold of one moment, as one frozen value.

Law: named by the ids that the writer wrote, never by position; every declared fact is here with its value,
also when it is the default, so that the next edition's defaults change nothing that was.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.emergencies.crew import CrewState
    from game.emergencies.docking.state import DockingState
    from game.emergencies.flown import Simulated
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.values import Offer, Place, Value


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight that is under way, at one tick.

    Attributes:
        sim: the simulation.
        crew: what the people around it have said.
        queued: orders that the next tick carries out.
    """

    sim: Simulated
    crew: CrewState
    queued: tuple[FlightOrder, ...] = ()

    @property
    def tick(self) -> int:
        """Of the simulation."""
        return self.sim.tick

    @property
    def docking(self) -> DockingState:
        """The simulation, where it is a docking.

        Raises:
            LookupError: if it is not.
        """
        from game.emergencies.docking.state import DockingState

        if isinstance(self.sim, DockingState):
            return self.sim
        raise LookupError("no docking is flown")

    @property
    def station(self) -> StationState:
        """The simulation, where it is the station's.

        Raises:
            LookupError: if it is not.
        """
        from game.emergencies.station.state import StationState

        if isinstance(self.sim, StationState):
            return self.sim
        raise LookupError("no emergency of the station is flown")


@dataclass(frozen=True, slots=True)
class State:
    """One moment of one playthrough.

    Attributes:
        seed: chance is drawn from it.
        turn: how many orders led here from the beginning.
        phase: the mission machine's state, by name.
        reel: 0 for the cold open, 1 to 6, 7 for the endings.
        place: the scene and the beat whose choices are open.
        clock: mission time, ``YYYY-MM-DD HH:MM:SS`` (UTC).
        facts: every declared fact and gauge with its value, sorted by name.
        once: the once-only choices that were taken, as ``scene/choice``, sorted.
        offers: the choices that are open, in the order in which they were shown.
        ending: the ending's id when the film is over, else ``""``.
        flight: the emergency that is being flown; no choices are open meanwhile. None in the story.
    """

    seed: int
    turn: int
    phase: str
    reel: int
    place: Place
    clock: str
    facts: tuple[tuple[str, Value], ...]
    once: tuple[str, ...]
    offers: tuple[Offer, ...]
    ending: str
    flight: Flight | None = None

    def known(self) -> dict[str, Value]:
        """Return the facts as a new dictionary."""
        return dict(self.facts)


def freeze_facts(facts: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    """Return facts as a state holds them: pairs sorted by name."""
    return tuple(sorted(facts.items()))


def state_hash(state: State) -> str:
    """Return 32 hex digits that are equal for equal states, on every machine.

    BLAKE2b (RFC 7693) over the state's canonical JSON and, where one is under way, the flight's, its values
    rounded to a millionth. A state in the story has the hash that it had before anything could be flown.
    """
    kept = (getattr(state, part.name) for part in fields(_InStory))
    hashed = blake2b(msgspec.json.encode(_InStory(*kept), order="deterministic"), digest_size=16)
    if state.flight is not None:
        # The name under which a docking was hashed first; the station's has its own.
        from game.emergencies.flown import kind_of

        flight = state.flight
        parts = {kind_of(flight.sim).value: flight.sim, "crew": flight.crew, "queued": flight.queued}
        plain = _rounded(msgspec.to_builtins(parts))
        hashed.update(msgspec.json.encode(plain, order="deterministic"))
    return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class _InStory:
    """What of a `State` was there from the first edition on, in the order in which it is hashed."""

    seed: int
    turn: int
    phase: str
    reel: int
    place: Place
    clock: str
    facts: tuple[tuple[str, Value], ...]
    once: tuple[str, ...]
    offers: tuple[Offer, ...]
    ending: str


def _rounded(value: object) -> object:
    match value:
        case float():
            return round(value, 6) + 0.0
        case dict():
            items = cast("dict[str, object]", value)
            return {name: _rounded(part) for name, part in items.items()}
        case list() | tuple():
            return [_rounded(part) for part in cast("Sequence[object]", value)]
        case _:
            return value
