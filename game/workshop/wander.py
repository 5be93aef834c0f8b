"""Plays whole games by rule, to find out where the story leads.

Law: the same seed and policy play the same games. Everything goes through `game.engine.turn`, as in a real
game.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from game.chance import draw
from game.engine.turn import Turn, advance, begin
from game.errors import OffScriptError
from game.mission.machine import TriggerIllegal
from game.narrative.measure import words_in
from game.narrative.shelf import Book
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.events import LineShown
from game.vocabulary.flying import ChangeRung, Rung
from game.vocabulary.values import Place, Voice

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.book import Beat, Scene
    from game.vocabulary.values import Offer

LONGEST_RUN = 2_000
"""Choices after which a game that has not ended is given up as a circle."""


class Policy(Enum):
    """How a choice is made."""

    RANDOM = "random"
    LEAST_USED = "least-used"
    """The one that all games so far have taken least, so that few games see much."""


class WitnessBook(Book):
    """The same story, noting which beats are looked up while it is played."""

    def __init__(self, book: Book) -> None:
        super().__init__(book.declarations, {}, _unreadable)
        self._book = book
        self._noting: dict[str, Scene] = {}
        self.read: set[Place] = set()

    @property
    def scene_ids(self) -> tuple[str, ...]:
        """Every scene's id."""
        return self._book.scene_ids

    def has(self, scene_id: str) -> bool:
        """Tell whether there is such a scene."""
        return self._book.has(scene_id)

    def scene(self, scene_id: str) -> Scene:
        """Return the scene, with beats that are noted when they are looked up."""
        noting = self._noting.get(scene_id)
        if noting is None:
            scene = self._book.scene(scene_id)
            noting = replace(scene, beats=_NotedBeats(scene, self.read))
            self._noting[scene_id] = noting
        return noting


def _unreadable(file: str) -> str:
    raise LookupError(file)


class _NotedBeats(Mapping[str, "Beat"]):
    def __init__(self, scene: Scene, read: set[Place]) -> None:
        self._scene = scene
        self._read = read

    def __getitem__(self, beat: str) -> Beat:
        found = self._scene.beats[beat]
        self._read.add(Place(self._scene.ident, beat))
        return found

    def __contains__(self, beat: object) -> bool:
        return beat in self._scene.beats

    def __iter__(self) -> Iterator[str]:
        return iter(self._scene.beats)

    def __len__(self) -> int:
        return len(self._scene.beats)


@dataclass(slots=True)
class Wander:
    """What many games together showed.

    Attributes:
        runs: how many games were played.
        endings: how often each ending was reached.
        dead_ends: where games stopped without a choice, as text, with how often.
        errors: what broke, one sentence each.
        beats_read: every beat that was read.
        choices_taken: how often each choice was taken, as ``scene/choice``.
        words_per_run: prose, speech and labels of each game.
        words_between: of every distinct path from a choice to the next, the words of all that it showed.
    """

    runs: int = 0
    endings: Counter[str] = field(default_factory=Counter[str])
    dead_ends: Counter[str] = field(default_factory=Counter[str])
    errors: list[str] = field(default_factory=list[str])
    beats_read: set[Place] = field(default_factory=set[Place])
    choices_taken: Counter[str] = field(default_factory=Counter[str])
    words_per_run: list[int] = field(default_factory=list[int])
    words_between: dict[tuple[str, ...], int] = field(default_factory=dict[tuple[str, ...], int])


def wander(book: Book, runs: int, seed: int, policy: Policy) -> Wander:
    """Play games to their endings.

    Args:
        book: the story.
        runs: how many games; game ``i`` has the seed ``seed + i``.
        seed: the first game's seed, at least 0.
        policy: how choices are made.
    """
    witness = WitnessBook(book)
    seen = Wander(beats_read=witness.read)
    words = _Words()
    for number in range(runs):
        seen.runs += 1
        where = "the beginning"
        try:
            turn = _as_told(begin(witness, seed + number), witness)
            read = _note(seen, words, turn, ("begin",))
            for step in range(LONGEST_RUN):
                state = turn.state
                where = f"{state.place} in {state.phase}"
                if state.ending or not state.offers:
                    break
                offer = _pick(seen, policy, state, seed + number, step)
                seen.choices_taken[f"{state.place.scene}/{offer.ident}"] += 1
                turn = _as_told(advance(state, Choose(state.place, offer.ident), witness), witness)
                read += _note(seen, words, turn, (str(state.place), offer.ident))
            _close(seen, turn.state, seed + number)
            seen.words_per_run.append(read)
        except (OffScriptError, TriggerIllegal, RecursionError) as error:
            seen.errors.append(f"seed {seed + number}, after {where}: {error}")
    return seen


def _as_told(turn: Turn, book: Book) -> Turn:
    """Return the turn with its emergency met as a scene, where it put hands on the controllers."""
    if turn.state.flight is None:
        return turn
    told = advance(turn.state, Fly(0, (ChangeRung(Rung.TOLD),)), book)
    return Turn(told.state, turn.events + told.events)


class _Words:
    """Counts the words of a text once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        count = self._known.get(text)
        if count is None:
            count = self._known[text] = words_in(text)
        return count


def _pick(seen: Wander, policy: Policy, state: State, seed: int, step: int) -> Offer:
    offers = state.offers
    if policy is Policy.LEAST_USED:
        counts = [seen.choices_taken[f"{state.place.scene}/{offer.ident}"] for offer in offers]
        least = min(counts)
        offers = tuple(offer for offer, count in zip(offers, counts, strict=True) if count == least)
    return offers[draw(seed, "walk/choice", step, len(offers))]


def _note(seen: Wander, words: _Words, turn: Turn, path: tuple[str, ...]) -> int:
    """Note what a turn showed, and return its words: prose, speech and the labels that are now open."""
    lines = [event.line for event in turn.events if isinstance(event, LineShown)]
    key = path + tuple(f"{line.ident}:{words.of(line.text)}" for line in lines)
    if key not in seen.words_between:
        seen.words_between[key] = sum(words.of(line.text) for line in lines)
    told = [line for line in lines if line.voice not in (Voice.ECHO, Voice.SLUGLINE)]
    return sum(words.of(line.text) for line in told) + sum(
        words.of(offer.label) for offer in turn.state.offers
    )


def _close(seen: Wander, state: State, seed: int) -> None:
    if state.ending:
        seen.endings[state.ending] += 1
    elif not state.offers:
        seen.dead_ends[f"{state.place} in {state.phase}"] += 1
    else:
        seen.errors.append(f"seed {seed}: no ending after {LONGEST_RUN} choices, at {state.place}")
