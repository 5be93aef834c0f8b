"""Every paragraph and every choice of the story by number, so that a walk can say what it saw.

Law: a paragraph is found again by the beat it was shown in and its words; what the game says itself is none.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from game.errors import StoryError
from game.mission.phases import FREE, PHASES, TRANSITIONS
from game.narrative.book import Doing, Paragraph
from game.narrative.header import LAST_REEL, NEWSREEL
from game.narrative.measure import words_in
from game.workshop.goals import readable_scenes

if TYPE_CHECKING:
    from game.narrative.book import Choice
    from game.narrative.shelf import Book
    from game.vocabulary.values import Line

ENDINGS_REEL = LAST_REEL
_FIVE = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph, or the label of a choice, where it stands.

    Attributes:
        place: ``scene/beat`` of a paragraph, ``scene/choice`` of a choice.
        file: relative to ``story/``.
        line: in that file.
        reel: of its scene.
        newsreel: its scene is one.
        text: the words.
        words: how many.
    """

    place: str
    file: str
    line: int
    reel: int
    newsreel: bool
    text: str
    words: int


class ScriptIndex:
    """All that is written, numbered in the order of the files.

    Args:
        book: the story; a scene whose file is wrong is left out.
        reels: the first and the last reel that count; a walk over the last counts the endings too.
    """

    def __init__(self, book: Book, reels: tuple[int, int] = (0, LAST_REEL)) -> None:
        outside = PHASES[FREE].scene
        self._book = book
        first, last = reels
        scenes = [scene for scene in readable_scenes(book) if scene.ident != outside]
        self.all_scenes = {scene.ident: scene for scene in scenes}
        self.scenes = {scene.ident: scene for scene in scenes if first <= scene.reel <= last}
        self.beats = {f"{scene.ident}/{beat}" for scene in self.scenes.values() for beat in scene.beats}
        self.paragraphs: list[Written] = []
        self.choices: dict[str, Choice] = {}
        self.labels: dict[str, Written] = {}
        self._number: dict[tuple[str, str], int] = {}
        for scene in self.all_scenes.values():
            newsreel = scene.kind == NEWSREEL
            for beat in scene.beats.values():
                place = f"{scene.ident}/{beat.ident}"
                for item in beat.items:
                    if isinstance(item, Paragraph):
                        self._number.setdefault((place, item.text), len(self.paragraphs))
                        words = words_in(item.text)
                        self.paragraphs.append(
                            Written(place, scene.file, item.line, scene.reel, newsreel, item.text, words)
                        )
                for choice in beat.choices:
                    key = f"{scene.ident}/{choice.ident}"
                    label = choice.label
                    self.choices[key] = choice
                    self.labels[key] = Written(
                        key, scene.file, choice.line, scene.reel, newsreel, label, words_in(label)
                    )
        self._fives: dict[int, frozenset[str]] = {}

    def number_of(self, line: Line) -> int | None:
        """Return a shown line's number, or None where it is no paragraph of the story."""
        return self._number.get((line.ident, line.text))

    def counts(self, number: int) -> bool:
        """Tell whether a paragraph stands in the reels that count."""
        return self.paragraphs[number].place.partition("/")[0] in self.scenes

    def choice_counts(self, key: str) -> bool:
        """Tell whether a choice stands in the reels that count."""
        return key in self.choices and key.partition("/")[0] in self.scenes

    def is_aside(self, key: str) -> bool:
        """Tell whether a choice is no part of the drama."""
        choice = self.choices.get(key)
        return choice is not None and choice.aside

    @property
    def choices_that_count(self) -> set[str]:
        """Every choice of the reels that count, as ``scene/choice``."""
        return {key for key in self.choices if self.choice_counts(key)}

    def fives_of(self, number: int) -> frozenset[str]:
        """Return every run of five words of a paragraph."""
        fives = self._fives.get(number)
        if fives is None:
            words = _WORD.findall(self.paragraphs[number].text.lower())
            runs = (" ".join(words[at : at + _FIVE]) for at in range(len(words) - _FIVE + 1))
            fives = self._fives[number] = frozenset(runs)
        return fives

    @cached_property
    def facts_that_tell(self) -> frozenset[str]:
        """The facts that make a difference to anybody: read somewhere, on the panel, or on the shot list."""
        facts = self._book.declarations.facts
        told = {fact.name for fact in facts.values() if fact.gauge or fact.shot or fact.outside}
        for row in TRANSITIONS:
            if row.guard is not None:
                told.update(re.findall(r"\w+", row.guard.name))
        for scene in self.all_scenes.values():
            for beat in scene.beats.values():
                for item in beat.items:
                    if item.when is not None:
                        told |= item.when.names
                    if isinstance(item, Doing):
                        for effect in item.effects:
                            told |= effect.reads - effect.writes
                for choice in beat.choices:
                    if choice.when is not None:
                        told |= choice.when.names
                    for effect in choice.effects:
                        told |= effect.reads - effect.writes
        for emergency in ("docking", "station"):
            with suppress(StoryError):
                for callout in self._book.callouts_of(emergency).lines.values():
                    if callout.when is not None:
                        told |= callout.when.names
        return frozenset(told & facts.keys())

    @cached_property
    def facts_never_read(self) -> tuple[str, ...]:
        """The declared facts that make no difference to anybody."""
        return tuple(sorted(self._book.declarations.facts.keys() - self.facts_that_tell))
