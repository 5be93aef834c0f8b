"""Records one playthrough to every ending: ``python -m tests.playthroughs.record``.

Recordings that still lead to their ending are kept; only their hash is made new. For the others games are
searched. The search remembers every situation that it met (a place, with what is open there and what is
set) and how it got there; it goes on from those that it tried least, so that what is rarely reached is soon
tried as often as what is common. It is a search by novelty, with no knowledge of the story, and it draws
from `game.chance` alone: the same story gives the same recordings.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.chance import draw
from game.engine.turn import advance, begin
from game.storage.library import open_book
from game.vocabulary.commands import Choose

from .recording import read_recording, recorded, recordings, write_recording

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.shelf import Book

SEEDS = (1, 2, 3, 5, 8, 13)
"""Games with other drawn facts, so that no ending hangs on one draw. Chosen for play."""

ROUNDS = 20_000
"""Games that the search plays before it gives up; it needs a few hundred."""

_AT_ONCE = 8
"""Situations of which the least tried is gone on from."""

_LONGEST = 2_000


@dataclass(slots=True)
class _Situation:
    state: State
    choices: tuple[str, ...]
    tried: int = 0


class _Search:
    def __init__(self, book: Book) -> None:
        self.found: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._book = book
        self._known: dict[object, _Situation] = {}
        self._order: list[_Situation] = []
        self._drawn = 0
        for seed in SEEDS:
            self._note(begin(book, seed).state, ())

    def play(self) -> None:
        """Go on from a situation that was tried little, to the end of the film."""
        some = [self._order[self._draw(len(self._order))] for _ in range(_AT_ONCE)]
        least = min(some, key=lambda situation: situation.tried)
        least.tried += 1
        state, choices = least.state, least.choices
        while state.offers and len(choices) < _LONGEST:
            choice = state.offers[self._draw(len(state.offers))].ident
            state = advance(state, Choose(state.place, choice), self._book).state
            choices = (*choices, choice)
            self._note(state, choices)
        if state.ending and state.ending not in self.found:
            self.found[state.ending] = (state.seed, choices)

    def _note(self, state: State, choices: tuple[str, ...]) -> None:
        words = tuple(value for _, value in state.facts if isinstance(value, str | bool))
        key = (state.seed, state.place, state.offers, words)
        if state.offers and key not in self._known:
            self._known[key] = situation = _Situation(state, choices)
            self._order.append(situation)

    def _draw(self, sides: int) -> int:
        self._drawn += 1
        return draw(1, "recorder", self._drawn, sides)


def main() -> int:
    """Record what is missing, and return 1 if an ending was not found."""
    book = open_book()
    missing = set(book.declarations.endings)
    for path in recordings():
        old = read_recording(path)
        try:
            now = recorded(book, old.seed, old.choices)
        except LookupError as error:
            sys.stdout.write(f"{old.ending}: {error}\n")
            path.unlink()
            continue
        if now.ending != old.ending or path.stem != old.ending or old.ending not in missing:
            sys.stdout.write(f"{old.ending}: leads to {now.ending or 'no ending'} now\n")
            path.unlink()
            continue
        write_recording(now)
        missing.discard(old.ending)
    search = _Search(book)
    for rounds in range(ROUNDS):
        if not missing - search.found.keys():
            break
        if rounds % 1000 == 999:
            sys.stdout.write(
                f"{rounds + 1} games, still no {', '.join(sorted(missing - search.found.keys()))}\n"
            )
        search.play()
    for ending in sorted(missing & search.found.keys()):
        seed, choices = search.found[ending]
        write_recording(recorded(book, seed, choices))
        sys.stdout.write(f"{ending}: recorded, {len(choices)} choices\n")
    lost = sorted(missing - search.found.keys())
    if lost:
        sys.stdout.write(f"not found in {ROUNDS} games: {', '.join(lost)}\n")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
