"""A recorded playthrough: a seed, the choices by their ids, the ending, and the hash of the last state."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.engine.state import state_hash
from game.engine.turn import advance, begin
from game.vocabulary.commands import Choose
from game.vocabulary.events import OrderRefused

if TYPE_CHECKING:
    from game.engine.turn import Turn
    from game.narrative.shelf import Book

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Recording:
    """One game, as its file holds it."""

    seed: int
    choices: tuple[str, ...]
    ending: str
    state_hash: str


def recordings() -> list[Path]:
    """Return the files, one an ending."""
    return sorted(FOLDER.glob("*.json"))


def read_recording(path: Path) -> Recording:
    """Return what a file holds."""
    row = json.loads(path.read_text(encoding="utf-8"))
    return Recording(row["seed"], tuple(row["choices"]), row["ending"], row["state_hash"])


def write_recording(recording: Recording) -> None:
    """Write a file that is named after its ending."""
    text = json.dumps(asdict(recording), indent=1) + "\n"
    (FOLDER / f"{recording.ending}.json").write_text(text, encoding="utf-8")


def replay(book: Book, seed: int, choices: tuple[str, ...]) -> Turn:
    """Return the last turn of a game.

    Raises:
        LookupError: if a choice is refused; it names the place and what was offered there.
    """
    turn = begin(book, seed)
    for number, choice in enumerate(choices, 1):
        state = turn.state
        turn = advance(state, Choose(state.place, choice), book)
        if any(isinstance(event, OrderRefused) for event in turn.events):
            offered = ", ".join(offer.ident for offer in state.offers)
            raise LookupError(
                f"choice {number}, {choice!r}, is not open at {state.place}; open are: {offered}"
            )
    return turn


def recorded(book: Book, seed: int, choices: tuple[str, ...]) -> Recording:
    """Return the recording of a game."""
    state = replay(book, seed, choices).state
    return Recording(seed, choices, state.ending, state_hash(state))
