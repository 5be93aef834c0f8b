"""Orders to the engine, in the imperative.

Law: a command says what the player wants, by written ids, and nothing about how it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.vocabulary.flying import FlightOrder  # noqa: TC001  msgspec reads the annotations at run time
from game.vocabulary.values import Place  # noqa: TC001  as above


@dataclass(frozen=True, slots=True)
class Choose:
    """Take the choice with this written id at this place.

    The place makes a stale order recognisable: a key that was meant for the scene before is refused,
    it never takes the choice that now stands at the same number.
    """

    at: Place
    choice: str


@dataclass(frozen=True, slots=True)
class Fly:
    """Give these orders to the flight that is under way; none at all is hands off.

    Attributes:
        tick: when, in ticks from the beginning of the approach; an order for another tick is refused.
        orders: carried out together, in the next tick.
    """

    tick: int
    orders: tuple[FlightOrder, ...]


Command = Choose | Fly
"""Every order that `game.engine.turn.advance` understands."""
