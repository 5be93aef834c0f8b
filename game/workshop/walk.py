"""What is walked: which games are played, by which rule, over which reels, and where they begin.

Law: pure; game ``i`` of a walk is the same game whoever plays it, to count it or to print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import OffScriptError
from game.mission.machine import TriggerIllegal
from game.mission.phases import PHASES
from game.narrative.header import LAST_REEL
from game.workshop.goals import Goals
from game.workshop.players import Policy
from game.workshop.script_index import ENDINGS_REEL

if TYPE_CHECKING:
    from game.narrative.book import Start
    from game.narrative.shelf import Book

LONGEST_RUN = 2_000
"""Choices after which a game that has not ended is given up as a circle."""
STRETCH = 250
"""Games that know of each other."""
BREAKS = (OffScriptError, TriggerIllegal, RecursionError)
"""What a story can break a game with; anything else is the program's own fault."""
ALL_REELS = (0, LAST_REEL)
EVERYTHING = "all"
"""What is typed for `ALL_REELS`."""
_LAST_PLAYED = LAST_REEL - 1


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked.

    Attributes:
        runs: how many games; game ``i`` has the seed ``seed + i``.
        seed: the first game's seed, at least 0.
        policy: how choices are made.
        reels: the first and the last that are played.
        goal: what all goal-seekers want; ``""`` for what each one's seed draws.
    """

    runs: int
    seed: int
    policy: Policy
    reels: tuple[int, int] = ALL_REELS
    goal: str = ""

    def inside(self, reel: int) -> bool:
        """Tell whether a reel is played; an ending that follows at once is."""
        return self.reels[0] <= reel <= self.reels[1] or reel == ENDINGS_REEL

    def known_before(self, number: int) -> int:
        """Return how many games right before this one its player knows of."""
        match self.policy:
            case Policy.LEAST_USED:
                return number % STRETCH
            case Policy.OPPOSITE:
                return number % 2
            case Policy.RANDOM | Policy.GOAL:
                return 0

    def start_in(self, book: Book) -> Start | None:
        """Return where its games begin, None for the cold open.

        Raises:
            ValueError: if the story has no such place.
        """
        first = self.reels[0]
        if not first:
            return None
        start = book.declarations.starts.get(first)
        if start is None or start.phase not in PHASES:
            raise ValueError(f"starts.toml has no [reel_{first}] that begins in a phase of the mission")
        return start

    def check(self, book: Book) -> None:
        """Raise ValueError, with what would be possible, where this story cannot be walked so."""
        names = Goals(book).names if self.goal else ()
        if self.goal and self.goal not in names:
            raise ValueError(f"no goal is called {self.goal!r}; there are: {', '.join(names)}")
        if self.goal and self.policy is not Policy.GOAL:
            raise ValueError("--goal needs --policy goal")
        self.start_in(book)


def read_reels(typed: str) -> tuple[int, int]:
    """Return the first and the last reel that are meant by ``2``, ``1-2`` or ``all``.

    Raises:
        ValueError: if it is none of these.
    """
    if typed == EVERYTHING:
        return ALL_REELS
    first, dash, last = typed.partition("-")
    numbers = (first, last if dash else first)
    if not all(number.isascii() and number.isdigit() and int(number) <= _LAST_PLAYED for number in numbers):
        raise ValueError(
            f"a reel is 0 to {_LAST_PLAYED}, several are 1-2, the whole film is {EVERYTHING}; got {typed!r}"
        )
    if int(numbers[0]) > int(numbers[1]):
        raise ValueError(f"the first reel comes before the last, got {typed!r}")
    # the endings belong to the last reel
    return int(numbers[0]), LAST_REEL if int(numbers[1]) == _LAST_PLAYED else int(numbers[1])
