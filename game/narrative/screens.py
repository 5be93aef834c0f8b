"""Finds text between two choices that is longer than a screen, over beats, scenes and the mission's triggers.

Law: the longest text that can really be shown. Paragraphs that no state shows together are not added up:
on every way that may be too long, all states of the facts that its conditions ask are tried, from the choice
that leads there. Only where there are too many states is the sum of each beat's longest taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from game.narrative.book import Beat, Choice, Divert, Doing, Fire, Paragraph
from game.narrative.cases import cases_of, conditions_of, try_beat
from game.narrative.graph import TAKE_OFF
from game.narrative.measure import SCREEN_LINES, lines_of
from game.vocabulary.values import Place, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from game.narrative.arrows import ArrowChecks
    from game.narrative.book import Fact, Item
    from game.narrative.expressions import Condition, Effect
    from game.narrative.graph import StoryGraph
    from game.narrative.value_flow import ValueFlow
    from game.vocabulary.values import Value

    Tell = Callable[[str, int, str], None]

_MOST_WAYS = 400
"""Ways from one place to a choice that are tried one by one."""
_MOST_STATES = 8192
"""States of facts that hang together; above that the beats are tried one by one."""
_BY_SO_MUCH = re.compile(r"\w+\s*([+-])=\s*(\d+)")
_CLOCK = " clock"
"""Stands among the names of facts for the time of day."""
_DAY = "2021-10-05"
_NOON_S = 12 * 3600


def check_screens(
    graph: StoryGraph, facts: Mapping[str, Fact], arrows: ArrowChecks, flow: ValueFlow, warning: Tell
) -> None:
    """Warn of every place at which more than a screen is shown before the next choice."""
    checks = _Screens(graph, facts, arrows, flow)
    for here, choices in sorted(checks.arrivals().items(), key=lambda row: str(row[0])):
        found = checks.longest(here, choices)
        if found is not None and found.lines > SCREEN_LINES:
            scene = graph.scenes[here.scene]
            path = " -> ".join(str(place) for place in found.way)
            when = f", when {found.when}" if found.when else ""
            warning(
                scene.file,
                scene.beats[here.beat].line,
                f"{found.lines} lines before the next choice ({path}{when}); a screen is {SCREEN_LINES}",
            )


@dataclass(frozen=True, slots=True)
class _Long:
    lines: int
    way: tuple[Place, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing on a way: text that is shown, effects that are done, or a question that decides the way."""

    when: Condition | None
    lines: int = 0
    effects: tuple[Effect, ...] = ()
    wanted: bool | None = None
    """For a question: what it must be answered."""


class _Screens:
    def __init__(
        self, graph: StoryGraph, facts: Mapping[str, Fact], arrows: ArrowChecks, flow: ValueFlow
    ) -> None:
        self._graph = graph
        self._flow = flow
        self._facts = facts
        self._arrows = arrows
        self._defaults: dict[str, Value] = {name: fact.default for name, fact in facts.items()}
        self._ways: dict[Place, dict[Place | None, int]] = {}
        self._most: dict[Place, int] = {}

    def arrivals(self) -> dict[Place, list[tuple[Place, Choice] | None]]:
        """Return where text begins after a choice, with the choices; None for the begin of a phase."""
        graph = self._graph
        found: dict[Place, list[tuple[Place, Choice] | None]] = {}
        targets = {row.target for row in graph.transitions}
        for name, phase in graph.phases.items():
            begins = graph.landings(name)
            if name not in targets:
                begins = {*begins, graph.entry(phase.scene)}
            for place in begins:
                found.setdefault(place, []).append(None)
        for here in graph.places():
            for choice in graph.beat(here).choices:
                found.setdefault(graph.target(here, choice), []).append((here, choice))
        return {place: choices for place, choices in found.items() if graph.stands(place)}

    def longest(self, begin: Place, choices: Iterable[tuple[Place, Choice] | None]) -> _Long | None:
        """Return the longest text from a place on, or None where it surely fits."""
        if self._bound(begin) <= SCREEN_LINES:
            return None
        ways = list(self._ways_from(begin))
        bounded = sorted(((self._sum(way), way) for way in ways), key=lambda row: row[0], reverse=True)
        best: _Long | None = None
        for bound, way in bounded:
            if bound <= max(SCREEN_LINES, best.lines if best is not None else 0):
                break
            for choice in choices:
                found = self._exact(way, choice, bound)
                if found is not None and (best is None or found.lines > best.lines):
                    best = found
        return best

    # what each beat shows at most, by where it leads

    def _ways_of(self, here: Place) -> dict[Place | None, int]:
        if here in self._ways:
            return self._ways[here]
        beat = self._graph.beat(here)
        most: dict[Place | None, int] = {}
        for case in cases_of(conditions_of(beat, text=True), beat, self._facts):
            outcome = try_beat(beat, case)
            lines = sum(lines_of(paragraph.voice, paragraph.text) for paragraph in outcome.shown)
            for there in self._onward(here, outcome.way) or (None,):
                most[there] = max(most.get(there, 0), lines)
        self._ways[here] = most
        return most

    def _onward(self, here: Place, way: Divert | Fire | None) -> tuple[Place, ...]:
        match way:
            case Divert():
                places: Iterable[Place] = (self._graph.target(here, way),)
            case Fire(trigger=trigger) if trigger != TAKE_OFF:
                places = sorted(self._arrows.after(here, way), key=str)
            case _:
                places = ()
        return tuple(place for place in places if self._graph.stands(place))

    def _head(self, here: Place, there: Place) -> int:
        """Return the lines that a cut from one place to another takes."""
        if here.scene == there.scene:
            return 0
        scene = self._graph.scenes[there.scene]
        note = lines_of(Voice.NOTE, scene.note) if scene.note else 0
        return lines_of(Voice.SLUGLINE, scene.slugline) + note

    def _bound(self, begin: Place) -> int:
        """Return at least the lines that can be shown from a place on; round a circle, more than a screen."""
        stack, open_ = [begin], set[Place]()
        while stack:
            here = stack[-1]
            if here in self._most:
                stack.pop()
                continue
            ways = self._ways_of(here)
            waiting = [
                there
                for there in ways
                if there is not None and there not in self._most and there not in open_
            ]
            if waiting:
                open_.add(here)
                stack += waiting
                continue
            self._most[here] = max(
                lines
                + (
                    self._head(here, there) + self._most.get(there, SCREEN_LINES + 1)
                    if there is not None
                    else 0
                )
                for there, lines in ways.items()
            )
            stack.pop()
        return self._most[begin]

    def _ways_from(self, begin: Place) -> Iterator[tuple[Place, ...]]:
        """Yield the ways from a place to a choice that may be too long."""
        edge: list[tuple[tuple[Place, ...], int]] = [((begin,), 0)]
        given = 0
        while edge and given < _MOST_WAYS:
            way, lines = edge.pop()
            for there, more in self._ways_of(way[-1]).items():
                if there is None or there in way:
                    given += 1
                    yield way
                    continue
                longer = lines + more + self._head(way[-1], there)
                if longer + self._bound(there) > SCREEN_LINES:
                    edge.append(((*way, there), longer))

    def _sum(self, way: tuple[Place, ...]) -> int:
        total = 0
        for number, here in enumerate(way):
            there = way[number + 1] if number + 1 < len(way) else None
            ways = self._ways_of(here)
            total += ways[there] if there in ways else max(ways.values())
            total += self._head(here, there) if there is not None else 0
        return total

    # what can really be shown on a way

    def _exact(self, way: tuple[Place, ...], chosen: tuple[Place, Choice] | None, bound: int) -> _Long | None:
        best: _Long | None = None
        for steps in self._steps(way, chosen):
            begin = chosen[0] if chosen is not None else way[0]
            found = self._try(steps, begin, at_choices=chosen is not None)
            if found is None:
                continue
            lines, when = found
            if lines < 0:
                lines, when = bound, ""
            # The empty line after the last paragraph may lie below the screen.
            if lines and (best is None or lines - 1 > best.lines):
                best = _Long(lines - 1, way, when)
        return best

    def _steps(self, way: tuple[Place, ...], chosen: tuple[Place, Choice] | None) -> Iterator[list[_Step]]:
        """Yield what lies on a way; more than once where several arrows lead the same way on."""
        begun: list[_Step] = []
        if chosen is not None:
            choice = chosen[1]
            if choice.when is not None:
                begun.append(_Step(choice.when, wanted=True))
            begun += [_Step(None, effects=(effect,)) for effect in choice.effects]
        variants = [begun]
        for number, here in enumerate(way):
            there = way[number + 1] if number + 1 < len(way) else None
            head = [_Step(None, self._head(here, there))] if there is not None else []
            variants = [
                [*before, *after, *head] for before in variants for after in self._in_beat(here, there)
            ][:_MOST_WAYS]
        yield from variants

    def _in_beat(self, here: Place, there: Place | None) -> Iterator[list[_Step]]:
        beat: Beat = self._graph.beat(here)
        steps: list[_Step] = []
        for item in beat.items:
            match item:
                case Paragraph():
                    steps.append(_Step(item.when, lines_of(item.voice, item.text)))
                case Doing():
                    # One by one, so that facts that have nothing to do with each other stay apart.
                    steps += [_Step(item.when, effects=(effect,)) for effect in item.effects]
                case Divert() | Fire():
                    onward = self._onward(here, item)
                    if there in onward or (there is None and not onward):
                        yield [*steps, _Step(item.when, wanted=True)]
                    if item.when is None:
                        return
                    steps.append(_Step(item.when, wanted=False))
        if there is None:
            yield steps

    def _try(self, steps: list[_Step], begin: Place, *, at_choices: bool) -> tuple[int, str] | None:
        """Return the most lines and when; None if no state goes this way, -1 where none could be tried."""
        total = sum(step.lines for step in steps if step.when is None)
        said: list[str] = []
        for names, group in _together(steps):
            found = self._try_group(names, group, begin, at_choices=at_choices)
            if found is None:
                return None
            lines, when = found
            if lines < 0:
                return -1, ""
            total += lines
            if lines:
                said += when
        return total, ", ".join(said)

    def _try_group(
        self, names: list[str], group: list[_Step], begin: Place, *, at_choices: bool
    ) -> tuple[int, list[str]] | None:
        """Return the most lines that steps over the same facts show, and the facts; as for `_try`."""
        times = {time for step in group if step.when is not None for time in step.when.times}
        domains: list[tuple[Value, ...]] = [
            _clocks(times)
            if name == _CLOCK
            else self._flow.values(begin, name, before=None if at_choices else self._first(begin))
            or self._values(name, group)
            for name in names
        ]
        if prod(map(len, domains)) > _MOST_STATES:
            return -1, []
        best: tuple[int, list[str]] | None = None
        for row in product(*domains):
            state = dict(zip(names, row, strict=True))
            found = self._run(group, state)
            if found is not None and (best is None or found[0] > best[0]):
                best = found[0], [f"{name} == {found[1][name]}" for name in names if name != _CLOCK]
        return best

    def _first(self, here: Place) -> Item | None:
        return next(iter(self._graph.beat(here).items), None)

    def _run(self, group: list[_Step], state: Mapping[str, Value]) -> tuple[int, Mapping[str, Value]] | None:
        """Return the lines that are shown from a state on, and the state after; None: it goes elsewhere."""
        clock = str(state.get(_CLOCK, f"{_DAY} 12:00:00"))
        facts = {**self._defaults, **state}
        lines = 0
        for step in group:
            holds = step.when is None or step.when.holds(facts, clock)
            if step.wanted is not None and holds != step.wanted:
                return None
            if holds:
                lines += step.lines
                for effect in step.effects:
                    clock = effect.apply(facts, clock)
        return lines, facts

    def _values(self, name: str, group: list[_Step]) -> tuple[Value, ...]:
        """Return the values of a fact at which an answer in these steps can change."""
        fact = self._facts[name]
        if fact.words:
            return fact.words
        if isinstance(fact.default, bool):
            return (False, True)
        asked = [step.when for step in group if step.when is not None and name in step.when.names]
        moves = _moves_of(name, group)
        if moves is None or any(when.joins for when in asked):
            return tuple(range(fact.low, fact.high + 1))
        numbers = {number for when in asked for number in when.numbers}
        near = {number + step - move for number in numbers for step in (-1, 0, 1) for move in moves}
        return tuple(sorted({fact.low, fact.high, *(each for each in near if fact.low <= each <= fact.high)}))


def _moves_of(name: str, group: list[_Step]) -> set[int] | None:
    """Return by how much steps may have moved a number, or None where that cannot be told."""
    moves = {0}
    for step in group:
        for effect in step.effects:
            if name not in effect.writes:
                continue
            found = _BY_SO_MUCH.fullmatch(effect.source)
            if found is None:
                return None
            move = int(found[2]) if found[1] == "+" else -int(found[2])
            moves |= {before + move for before in moves}
    return moves


def _together(steps: list[_Step]) -> Iterator[tuple[list[str], list[_Step]]]:
    """Yield the steps that ask or move the same facts, with the facts; what asks nothing is left out."""
    asked = {name for step in steps if step.when is not None and not step.effects for name in _names(step)}
    grown = True
    while grown:
        grown = False
        for step in steps:
            if step.effects and not asked.isdisjoint(_written(step)) and not _names(step) <= asked:
                asked |= _names(step)
                grown = True
    groups: list[tuple[set[str], list[int]]] = []
    for number, step in enumerate(steps):
        names = _names(step)
        if (step.effects and asked.isdisjoint(_written(step))) or not names:
            continue
        joined: tuple[set[str], list[int]] = (set(names), [number])
        apart: list[tuple[set[str], list[int]]] = []
        for group in groups:
            if group[0].isdisjoint(names):
                apart.append(group)
            else:
                joined = (joined[0] | group[0], group[1] + joined[1])
        groups = [*apart, joined]
    for names, numbers in groups:
        yield sorted(names), [steps[number] for number in sorted(numbers)]


def _names(step: _Step) -> set[str]:
    names = {name for effect in step.effects for name in effect.reads | effect.writes}
    if step.when is not None:
        names |= step.when.names
    if (step.when is not None and step.when.times) or _moves_clock(step):
        names.add(_CLOCK)
    return names


def _written(step: _Step) -> set[str]:
    names = {name for effect in step.effects for name in effect.writes}
    return names | {_CLOCK} if _moves_clock(step) else names


def _moves_clock(step: _Step) -> bool:
    return any(effect.clock_to or effect.waits_s for effect in step.effects)


def _clocks(times: Iterable[int]) -> tuple[str, ...]:
    near = {(time + step) % 86400 for time in times for step in (-1, 0, 1)} or {_NOON_S}
    return tuple(f"{_DAY} {s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in sorted(near))
