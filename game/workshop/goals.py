"""What players may want of a game, and how near a moment is to it.

Law: a goal is drawn from the game's seed alone, so that a game can be played again by its seed.
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.chance import draw
from game.errors import StoryError
from game.mission.phases import OVER, PHASES, TRANSITIONS, ending_of
from game.narrative.book import Doing, ValueType
from game.narrative.expressions import read_condition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.narrative.book import Choice, Scene
    from game.narrative.expressions import Condition
    from game.narrative.shelf import Book
    from game.vocabulary.values import Value
    from game.workshop.foresight import Ahead

BOND = "bond_"
"""How the facts begin that say what two people are to each other."""
_CRAFT = "actor_craft"
_DOCKING = "docking_outcome"
_ASKED = re.compile(r"(\w+) == (\w+)")
_REFUSAL_ID = re.compile(r"(?:^|_)(?:no|not|refuse|refused|decline|deny|never|nothing|silent|stop)(?:_|$)")
_REFUSAL_WORDS = re.compile(
    r"^\W*(?:no\b|not\b|never\b|refuse|decline|say no\b|say nothing|don[’']t\b|do not\b|keep silent)",
    re.IGNORECASE,
)
_EARLY = "shortest_shoot"
_LOST = 40.0
_HOPELESS = -1_000.0
_REACHED = 1_000.0
_NEAR = 3
"""Phases from which a wanted ending is in sight."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that a player wants.

    Attributes:
        name: as it is printed, ``raise film`` or ``ending cut``.
        score: how near a moment is to it; more is nearer.
    """

    name: str
    score: Callable[[Ahead], float]


def readable_scenes(book: Book) -> list[Scene]:
    """Return every scene whose file can be read; the check says what is wrong with the others."""
    scenes: list[Scene] = []
    for ident in book.scene_ids:
        with suppress(StoryError):
            scenes.append(book.scene(ident))
    return scenes


def gauges_and_bonds(book: Book) -> list[str]:
    """Return the facts that say how things stand, on the panel or between two people."""
    facts = book.declarations.facts.values()
    return [fact.name for fact in facts if fact.gauge or fact.name.startswith(BOND)]


def is_refusal(choice: Choice) -> bool:
    """Tell whether a choice says no, by its id or by its first words."""
    return bool(_REFUSAL_ID.search(choice.ident) or _REFUSAL_WORDS.search(choice.label))


class Goals:
    """The goals that this story has.

    Args:
        book: the story.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        facts = book.declarations.facts
        gauges = [fact.name for fact in facts.values() if fact.gauge]
        bonds = [
            fact.name
            for fact in facts.values()
            if fact.name.startswith(BOND) and fact.type is ValueType.WHOLE
        ]
        groups = [
            [Goal(f"raise {name}", _wishing(_value_of(name))) for name in gauges],
            [Goal(f"keep {name}", _wishing(_value_of(name))) for name in bonds],
        ]
        if _CRAFT in facts:
            crafts = [word for word in facts[_CRAFT].words if word != facts[_CRAFT].default]
            groups.append([Goal(f"craft {word}", _wishing(_craft(word))) for word in crafts])
        groups.append([self._ending(name) for name in PHASES if ending_of(name)])
        if _DOCKING in facts:
            groups.append([Goal("docked", _wishing(_docked, _REACHED))])
        shots = tuple(fact.name for fact in facts.values() if fact.shot)
        if shots:
            groups.append([Goal("shots", _wishing(_shots(shots)))])
        groups.append([Goal("refusals", _wishing(self._refusals()))])
        self._groups = [group for group in groups if group]

    @property
    def names(self) -> tuple[str, ...]:
        """Every goal's name."""
        return tuple(goal.name for group in self._groups for goal in group)

    def named(self, name: str) -> Goal:
        """Return a goal by its name.

        Raises:
            KeyError: if there is no such goal.
        """
        return {goal.name: goal for group in self._groups for goal in group}[name]

    def of(self, seed: int) -> Goal:
        """Return the goal that a seed draws: every kind as often, and every goal of a kind."""
        group = self._groups[draw(seed, "walk/kind of goal", 0, len(self._groups))]
        return group[draw(seed, "walk/goal", 0, len(group))]

    def _refusals(self) -> Callable[[Ahead], float]:
        refusals = {
            f"{scene.ident}/{choice.ident}"
            for scene in readable_scenes(self._book)
            for beat in scene.beats.values()
            for choice in beat.choices
            if is_refusal(choice)
        }
        return lambda ahead: float(len(refusals.intersection(ahead.taken)))

    def _ending(self, phase: str) -> Goal:
        wanted = ending_of(phase)
        steps = _steps_to(phase)
        namings = [
            _Naming(self._book, name, words)
            for name, words in _words_for(phase).items()
            if name in self._book.declarations.facts
        ]

        def score(ahead: Ahead) -> float:
            if ahead.ending:
                return _REACHED if ahead.ending == wanted else _HOPELESS
            away = steps.get(ahead.phase)
            if away is None:
                return _HOPELESS
            near = 5.0 * max(0, _NEAR + 1 - away)
            return near + sum(naming.score(ahead) for naming in namings)

        return Goal(f"ending {wanted}", score)


def _words_for(phase: str) -> dict[str, _Words]:
    """Return the facts that lead into a phase, each with the words it must have or must not have."""
    found: dict[str, _Words] = {}
    for row in TRANSITIONS:
        if row.target != phase:
            continue
        beside = [
            other for other in TRANSITIONS if (other.source, other.trigger) == (row.source, row.trigger)
        ]
        for other in beside if row.guard is None else [row]:
            said = _ASKED.fullmatch(other.guard.name) if other.guard is not None else None
            if said is not None:
                words = found.setdefault(said[1], _Words(set(), wanted=row.guard is not None))
                words.words.add(said[2])
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that a fact is wanted to have, or not to have."""

    words: set[str]
    wanted: bool

    def fit(self, word: str) -> bool:
        return (word in self.words) is self.wanted


class _Naming:
    """How near a fact is to a word that the story gives it at its end, by the conditions it gives it under.

    Args:
        book: the story.
        name: the fact.
        words: the words.
    """

    def __init__(self, book: Book, name: str, words: _Words) -> None:
        self._name, self._words = name, words
        self._given = [(way.when, given) for way, given, _, _ in _givings(book, name)]
        wanted = sorted(words.words) if words.wanted else []
        self._terms = [term for word in wanted for term in _wanted_for(book, name, word)]

    def score(self, ahead: Ahead) -> float:
        facts, clock = ahead.facts, ahead.clock
        would_be, because = str(facts[self._name]), False
        for when, word in self._given:
            if when is None or when.holds(facts, clock):
                would_be, because = word, when is not None
        held = sum(weight for term, weight in self._terms if term.holds(facts, clock))
        right = 50.0 if self._words.fit(would_be) else -20.0 * because
        return held + right + 100.0 * (self._words.wanted and self._words.fit(str(facts[self._name])))


def _givings(book: Book, name: str) -> list[tuple[Doing | Choice, str, str, int]]:
    """Return all that gives a fact a word: what does it, the word, the file and the line."""
    said = re.compile(rf"{name}\s*=\s*(\w+)")
    found: list[tuple[Doing | Choice, str, str, int]] = []
    for scene in readable_scenes(book):
        for beat in scene.beats.values():
            ways: list[Doing | Choice] = [item for item in beat.items if isinstance(item, Doing)]
            for way in (*ways, *beat.choices):
                words = [said.fullmatch(effect.source) for effect in way.effects]
                found += [(way, word[1], scene.file, way.line) for word in words if word is not None]
    return found


def _wanted_for(book: Book, name: str, word: str) -> list[tuple[Condition, float]]:
    """Return what must hold for a fact to be given a word, with its weight, and what that needs in turn."""
    terms: list[tuple[Condition, float]] = []
    edge = [(name, word, 10.0)]
    seen: set[tuple[str, str]] = set()
    while edge:
        name, word, weight = edge.pop(0)
        if (name, word) in seen or weight < 1:
            continue
        seen.add((name, word))
        for way, given, file, line in _givings(book, name):
            if given != word or way.when is None:
                continue
            for term in _parts(way.when, book, file, line):
                terms.append((term, weight))
                found = _ASKED.fullmatch(term.source)
                if found is not None and found[1] in term.names:
                    edge.append((found[1], found[2], weight / 2))
    return terms


def _parts(when: Condition, book: Book, file: str, line: int) -> list[Condition]:
    """Return what a condition asks for, part by part; the whole where it offers another way."""
    if " or " in when.source or "(" in when.source:
        return [when]
    facts = book.declarations.facts
    return [read_condition(part, facts, file, line) for part in when.source.split(" and ")]


def _wishing(score: Callable[[Ahead], float], lost: float = _LOST) -> Callable[[Ahead], float]:
    """Return a wish of somebody who does not want the film to be over before it was shot."""
    homeward = _homeward()
    return lambda ahead: score(ahead) - (lost if ahead.phase in homeward or ahead.ending == _EARLY else 0.0)


def _homeward() -> frozenset[str]:
    """Return the phases from which only the earliest ending can be come to, itself included."""
    ways = {phase: _steps_to(phase) for phase in PHASES if ending_of(phase)}
    early = next((phase for phase in ways if ending_of(phase) == _EARLY), "")
    others = set[str]().union(*(steps.keys() for phase, steps in ways.items() if phase != early))
    return frozenset(ways.get(early, {})) - others


def _value_of(name: str) -> Callable[[Ahead], float]:
    return lambda ahead: float(ahead.facts[name])


def _craft(word: str) -> Callable[[Ahead], float]:
    def score(ahead: Ahead) -> float:
        second: Value | None = ahead.facts.get("second_craft")
        return 10.0 * (ahead.facts[_CRAFT] == word) + 2.0 * (second == word)

    return score


def _docked(ahead: Ahead) -> float:
    facts: Mapping[str, Value] = ahead.facts
    error, left = int(facts.get("approach_error", 0)), int(facts.get("propellant_kg", 0))
    return _REACHED * (facts[_DOCKING] == "capture") - 10.0 * error + left / 10


def _shots(shots: tuple[str, ...]) -> Callable[[Ahead], float]:
    return lambda ahead: (
        10.0 * sum(1 for name in shots if ahead.facts[name]) + (int(ahead.facts.get("film", 0)) / 10)
    )


def _steps_to(phase: str) -> dict[str, int]:
    """Return every phase from which one can be come to, with how many transitions away it is."""
    steps = {phase: 0}
    edge = deque([phase])
    while edge:
        here = edge.popleft()
        for row in TRANSITIONS:
            if row.target == here and row.source not in steps and row.source != OVER:
                steps[row.source] = steps[here] + 1
                edge.append(row.source)
    return steps
