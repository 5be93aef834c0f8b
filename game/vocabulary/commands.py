"""Orders to the engine, in the imperative.

Law: a command says what the player wants, by written ids, and nothing about how it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.vocabulary.values import Place  # noqa: TC001  msgspec reads the annotations at run time


@dataclass(frozen=True, slots=True)
class Choose:
    """Take the choice with this written id at this place.

    The place makes a stale order recognisable: a key that was meant for the scene before is refused,
    it never takes the choice that now stands at the same number.
    """

    at: Place
    choice: str


Command = Choose
"""Every order that `game.engine.turn.advance` understands."""
