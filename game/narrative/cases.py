"""Tries a beat under every state of the facts that it asks about.

Law: honest about its reach. Words and yes-or-no facts are tried in full; whole numbers at every value where
an answer can change, or in full where sums or effects blur that; above `CASE_CAP` only a fixed sample is
tried and `Cases.complete` is False.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from game.chance import draw
from game.narrative.book import Divert, Doing, Fire, Paragraph, ValueType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from game.narrative.book import Beat, Choice, Fact
    from game.narrative.expressions import Condition
    from game.vocabulary.values import Value

CASE_CAP = 4096
_DAY = "2021-10-05"
_NOON_S = 12 * 3600


@dataclass(frozen=True, slots=True)
class Case:
    """One state: the facts that were asked about, all facts, and the clock."""

    asked: Mapping[str, Value]
    facts: Mapping[str, Value]
    clock: str

    def __str__(self) -> str:
        parts = [f"{name} == {value}" for name, value in self.asked.items()]
        return ", ".join(parts) or "nothing special holds"


@dataclass(frozen=True, slots=True)
class Cases:
    """Every case that some conditions need.

    Attributes:
        complete: False when there were too many and only a sample is tried.
    """

    facts: Mapping[str, Fact]
    values: Mapping[str, tuple[Value, ...]]
    clocks: tuple[str, ...]
    complete: bool

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases, always the same ones in the same order."""
        defaults: dict[str, Value] = {name: fact.default for name, fact in self.facts.items()}
        names = list(self.values)
        domains: list[tuple[Value, ...]] = list(self.values.values())
        rows = product(*domains, self.clocks) if self.complete else self._sample(domains)
        for row in rows:
            asked = dict(zip(names, row[:-1], strict=True))
            yield Case(asked, {**defaults, **asked}, str(row[-1]))

    def _sample(self, domains: Sequence[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
        columns = [*domains, self.clocks]
        for index in range(CASE_CAP):
            yield tuple(
                column[draw(index, "checks/case", number, len(column))]
                for number, column in enumerate(columns)
            )


def cases_of(asked: Sequence[Condition], beat: Beat, facts: Mapping[str, Fact]) -> Cases:
    """Return the cases that decide these conditions of a beat.

    Args:
        asked: what is asked.
        beat: where; its effects may move a fact before it is asked about.
        facts: the declared facts.
    """
    doings = _doings_that_matter(asked, beat)
    conditions = [*asked, *(doing.when for doing in doings if doing.when is not None)]
    effects = [effect for doing in doings for effect in doing.effects]
    moved = {name for effect in effects for name in effect.writes}
    sources = {name for effect in effects for name in effect.reads}
    names = sorted({name for condition in conditions for name in condition.names} & facts.keys())
    if moved & set(names):
        names = sorted(set(names) | (sources & facts.keys()))
    blurred = any(condition.joins for condition in conditions)
    numbers = sorted({number for condition in conditions for number in condition.numbers})
    clocks = _clocks({time for condition in conditions for time in condition.times})
    full = {name: _values(facts[name], numbers, whole=blurred or name in moved) for name in names}
    if prod(map(len, full.values())) * len(clocks) <= CASE_CAP:
        return Cases(facts, full, clocks, complete=True)
    exact = not blurred and not moved & set(names)
    narrow = {name: _values(facts[name], numbers, whole=False) for name in names}
    fits = prod(map(len, narrow.values())) * len(clocks) <= CASE_CAP
    return Cases(facts, narrow, clocks, complete=fits and exact)


def _doings_that_matter(asked: Sequence[Condition], beat: Beat) -> list[Doing]:
    """Return the effects of a beat that can change an answer, directly or over another effect's condition."""
    names = {name for condition in asked for name in condition.names}
    timed = any(condition.times for condition in asked)
    doings = [item for item in beat.items if isinstance(item, Doing)]
    matter: list[Doing] = []
    grown = True
    while grown:
        grown = False
        for doing in doings:
            writes = {name for effect in doing.effects for name in effect.writes}
            moves_clock = any(effect.clock_to or effect.waits_s for effect in doing.effects)
            if doing not in matter and (writes & names or (timed and moves_clock)):
                matter.append(doing)
                names |= {name for effect in doing.effects for name in effect.reads}
                if doing.when is not None:
                    names |= doing.when.names
                    timed = timed or bool(doing.when.times)
                grown = True
    return matter


def _values(fact: Fact, numbers: list[int], *, whole: bool) -> tuple[Value, ...]:
    match fact.type:
        case ValueType.YES_NO:
            return (False, True)
        case ValueType.WORD:
            return fact.words
        case ValueType.WHOLE:
            if whole:
                return tuple(range(fact.low, fact.high + 1))
            near = {fact.low, fact.high} | {number + step for number in numbers for step in (-1, 0, 1)}
            return tuple(sorted(value for value in near if fact.low <= value <= fact.high))


def _clocks(times: Collection[int]) -> tuple[str, ...]:
    near = {(time + step) % 86400 for time in times for step in (-1, 0, 1)} or {_NOON_S}
    return tuple(f"{_DAY} {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in sorted(near))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a beat did in a case: what it showed, and the arrow that acted or the choices it offered."""

    shown: tuple[Paragraph, ...]
    way: Divert | Fire | None
    offered: tuple[Choice, ...]


def try_beat(beat: Beat, case: Case, taken: Collection[str] = ()) -> Outcome:
    """Read a beat in a case.

    Args:
        beat: the beat.
        case: the state in which it is read.
        taken: once-only choices of it that were taken before.
    """
    facts, clock = dict(case.facts), case.clock
    shown: list[Paragraph] = []
    for item in beat.items:
        if item.when is not None and not item.when.holds(facts, clock):
            continue
        match item:
            case Paragraph():
                shown.append(item)
            case Doing():
                for effect in item.effects:
                    clock = effect.apply(facts, clock)
            case Divert() | Fire():
                return Outcome(tuple(shown), item, ())
    offered = tuple(
        choice
        for choice in beat.choices
        if choice.ident not in taken and (choice.when is None or choice.when.holds(facts, clock))
    )
    return Outcome(tuple(shown), None, offered)


def conditions_of(beat: Beat, *, text: bool) -> list[Condition]:
    """Return the conditions that decide a beat's ways out; with ``text``, those that decide its lines."""
    items = [
        item.when
        for item in beat.items
        if isinstance(item, (Divert, Fire)) or (text and isinstance(item, Paragraph))
    ]
    choices = [] if text else [choice.when for choice in beat.choices]
    return [when for when in (*items, *choices) if when is not None]
