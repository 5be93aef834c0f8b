"""Tries every choice of a list at one moment, to find choices that are none.

Law: nothing of it counts as played. Two choices are the same when the same words follow and the same is true
afterwards, of all that anybody ever asks; a list is fake when all its choices are the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from game.engine.turn import advance
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown
from game.vocabulary.values import Voice
from game.workshop.goals import gauges_and_bonds
from game.workshop.players import as_told
from game.workshop.walk import BREAKS

if TYPE_CHECKING:
    from game.engine.state import State
    from game.engine.turn import Turn
    from game.narrative.shelf import Book
    from game.vocabulary.values import Value
    from game.workshop.script_index import ScriptIndex

ENOUGH = 3
"""Moments at which one list with the same choices open is tried, in each stretch of games."""


@dataclass(slots=True)
class Probes:
    """What trying showed, by list (the place of its beat) and by pair of choices.

    Attributes:
        pairs: ``(list, one, other)``: how often both were tried.
        same: of those, how often they came to the same.
        offered: ``(list, choice)``: how often it was tried beside another.
        ahead: of those, how often no other was better on any gauge or bond, and it on one at least.
    """

    pairs: Counter[tuple[str, str, str]] = field(default_factory=Counter[tuple[str, str, str]])
    same: Counter[tuple[str, str, str]] = field(default_factory=Counter[tuple[str, str, str]])
    offered: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    ahead: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def add(self, other: Probes) -> None:
        """Take in what another stretch of games showed."""
        self.pairs.update(other.pairs)
        self.same.update(other.same)
        self.offered.update(other.offered)
        self.ahead.update(other.ahead)

    @property
    def lists(self) -> set[str]:
        """Every list of two choices or more that was tried."""
        return {where for where, _, _ in self.pairs}

    @property
    def fakes(self) -> list[str]:
        """The lists of which all choices always came to the same."""
        real = {where for (where, one, other), n in self.pairs.items() if self.same[where, one, other] < n}
        return sorted(self.lists - real)

    @property
    def twins(self) -> list[tuple[str, str, str]]:
        """The pairs of choices, in lists that are not fake, that always came to the same."""
        fakes = set(self.fakes)
        return sorted(key for key, n in self.pairs.items() if key[0] not in fakes and self.same[key] == n)

    @property
    def simply_better(self) -> list[str]:
        """The choices that were ahead on every gauge and bond whenever they were tried."""
        return sorted(
            f"{where} {choice}"
            for (where, choice), n in self.offered.items()
            if self.ahead[where, choice] == n
        )


class Prober:
    """Tries lists in one stretch of games.

    Args:
        book: the story; not one that notes what is read.
        index: of the same story.
    """

    def __init__(self, book: Book, index: ScriptIndex) -> None:
        self._book = book
        self._index = index
        self._tried: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._gauges = gauges_and_bonds(book)
        self.probes = Probes()

    def look_at(self, state: State) -> None:
        """Try every choice that is open, where that was not done often enough."""
        scene = state.place.scene
        open_ = [offer.ident for offer in state.offers if not self._index.is_aside(f"{scene}/{offer.ident}")]
        where = str(state.place)
        kind = (where, tuple(open_))
        if len(open_) < 2 or self._tried[kind] >= ENOUGH:
            return
        self._tried[kind] += 1
        try:
            begun = {ident: advance(state, Choose(state.place, ident), self._book) for ident in open_}
            turns = {ident: as_told(turn, self._book) for ident, turn in begun.items()}
        except (*BREAKS, LookupError):
            return  # the walk comes there itself, and says what is wrong
        # how an emergency is met makes a difference, though the walk meets each of them as a scene
        came = {ident: (begun[ident].state.flight, self._came_to(turn)) for ident, turn in turns.items()}
        for one, other in combinations(open_, 2):
            self.probes.pairs[where, one, other] += 1
            self.probes.same[where, one, other] += came[one] == came[other]
        values = {ident: self._values(turn) for ident, turn in turns.items()}
        for ident, mine in values.items():
            self.probes.offered[where, ident] += 1
            others = [theirs for other, theirs in values.items() if other != ident]
            self.probes.ahead[where, ident] += all(
                theirs != mine and all(map(int.__ge__, mine, theirs)) for theirs in others
            )

    def _came_to(self, turn: Turn) -> tuple[object, ...]:
        lines = tuple(
            (event.line.voice, event.line.text)
            for event in turn.events
            if isinstance(event, LineShown) and event.line.voice is not Voice.ECHO
        )
        state = turn.state
        told = self._index.facts_that_tell
        facts: tuple[tuple[str, Value], ...] = tuple(pair for pair in state.facts if pair[0] in told)
        offers = tuple(offer.ident for offer in state.offers)
        return lines, facts, state.phase, state.place, state.clock, offers, state.ending

    def _values(self, turn: Turn) -> list[int]:
        facts = turn.state.known()
        return [int(facts[name]) for name in self._gauges]
