"""Doubts what is declared against its use: facts, new names, endings, marked starts.

Law: it counts what the script and the program name; in what order that may happen is asked elsewhere
(`game.narrative.fact_life`, `game.narrative.never`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from game.narrative.book import Doing, ValueType
from game.narrative.declarations import ENDINGS, FACTS, RENAMED, STARTS, line_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from game.narrative.book import Declarations, Fact
    from game.narrative.expressions import Condition, Effect
    from game.narrative.fact_life import ProgramUse
    from game.narrative.graph import StoryGraph
    from game.vocabulary.values import Place, Value

    Tell = Callable[[str, int, str], None]

ENDING_PREFIX = "ending."
"""A phase whose name begins so is the ending of the rest of its name."""


class FactUse:
    """Which facts the script reads, and which it changes to what; the program's own use is not in it.

    Attributes:
        read: the names of those that are read.
        written: the names of those that are changed.
        words: what each is made, as it is written.
    """

    def __init__(self, declared: Declarations, graph: StoryGraph) -> None:
        self.read: set[str] = set()
        self.written: set[str] = set()
        self.words: dict[str, set[Value]] = defaultdict(set)
        for row in graph.transitions:
            if row.guard is not None:
                self.read |= set(re.findall(r"\w+", row.guard.name))
        for start in declared.starts.values():
            for name, value in start.facts.items():
                self.written.add(name)
                self.words[name].add(value)
        for place in graph.places():
            for condition, effects in _asked_and_done(graph, place):
                if condition is not None:
                    self.read |= condition.names
                for effect in effects:
                    self.read |= effect.reads - effect.writes
                    self.written |= effect.writes
                    for name in effect.writes:
                        self.words[name].add(effect.source.rpartition("=")[2].strip())

    def reachable(self, fact: Fact) -> Collection[Value]:
        """Return the values that a fact can come to hold; of a number that anything changes, all of them."""
        if not (fact.gauge or fact.outside or fact.drawn or fact.name in self.written):
            return (fact.default,)
        match fact.type:
            case ValueType.YES_NO:
                return (False, True)
            case ValueType.WHOLE:
                return range(fact.low, fact.high + 1)
            case ValueType.WORD:
                made = {word for word in fact.words if word in self.words[fact.name] or fact.outside}
                return sorted({str(fact.default), *made})


class DeclarationChecks:
    """The checks of what is declared.

    Args:
        graph: the story and the mission.
        declared: what is declared.
        texts: the story's files, for the lines.
        error: told file, line and message of what must not be published.
        warning: likewise of what is worth a look.
    """

    def __init__(
        self,
        graph: StoryGraph,
        declared: Declarations,
        texts: Mapping[str, str],
        error: Tell,
        warning: Tell,
    ) -> None:
        self._graph = graph
        self._declared = declared
        self._texts = texts
        self._error = error
        self._warning = warning

    def check_facts(self, use: FactUse, program: ProgramUse) -> None:
        """Find facts, and words of facts, that nothing reads or nothing makes."""
        for fact in self._declared.facts.values():
            if fact.gauge or fact.outside:
                continue
            line = line_in(self._texts.get(FACTS, ""), f"facts.{fact.name}")
            for message in _unused(fact, use, program):
                self._warning(FACTS, line, f"nothing ever {message}; use it or take it out")

    def check_renames(self, known_scenes: AbstractSet[str]) -> None:
        """Find new names that are in no file, and old ones that are in one again."""
        declared, graph = self._declared, self._graph
        choices = {
            f"{place.scene}/{choice.ident}"
            for place in graph.places()
            for choice in graph.beat(place).choices
        }
        tables = (
            ("beats", declared.renamed_beats, {str(place) for place in graph.places()}),
            ("scenes", declared.renamed_scenes, known_scenes),
            ("choices", declared.renamed_choices, choices),
            ("facts", declared.renamed_facts, declared.facts.keys()),
        )
        for group, renamed, known in tables:
            for old, new in renamed.items():
                line = line_in(self._texts.get(RENAMED, ""), group, old)
                scene = new.partition("/")[0]
                later = new in renamed or (group in ("beats", "choices") and scene in declared.renamed_scenes)
                if new not in known and not later:
                    self._error(RENAMED, line, f"[{group}] {new!r} is not in the story; correct the new name")
                if old in known:
                    said = f"[{group}] {old!r} is in the story again; take another name for it"
                    self._error(RENAMED, line, said)

    def check_endings(self) -> None:
        """Find endings that the mission has and `ENDINGS` has not, and the other way round."""
        reached = {
            name.removeprefix(ENDING_PREFIX) for name in self._graph.phases if name.startswith(ENDING_PREFIX)
        }
        for ident in sorted(reached - self._declared.endings.keys()):
            self._error(ENDINGS, 0, f"the mission ends in {ident!r}, which is not here; add [{ident}]")
        for ident in self._declared.endings:
            if ident not in reached:
                line = line_in(self._texts.get(ENDINGS, ""), ident)
                said = f"the mission has no phase {ENDING_PREFIX}{ident}; correct the name"
                self._error(ENDINGS, line, said)

    def check_starts(self) -> None:
        """Find marked starts in phases that the mission does not have."""
        for start in self._declared.starts.values():
            if start.phase and start.phase not in self._graph.phases:
                line = line_in(self._texts.get(STARTS, ""), f"reel_{start.reel}", "phase")
                self._error(STARTS, line, f"no phase is called {start.phase!r}; see `story map`")


def _unused(fact: Fact, use: FactUse, program: ProgramUse) -> Iterator[str]:
    if fact.name not in use.read | program.reads and not fact.shot:
        yield f"reads {fact.name!r}"
    if fact.drawn:
        return
    if fact.name not in use.written | program.writes:
        yield f"changes {fact.name!r}"
    elif fact.name not in program.writes:
        for word in fact.words:
            if word not in use.words[fact.name] and word != fact.default:
                yield f"makes {fact.name} {word!r}"


def _asked_and_done(graph: StoryGraph, place: Place) -> Iterator[tuple[Condition | None, tuple[Effect, ...]]]:
    beat = graph.beat(place)
    for item in beat.items:
        yield item.when, item.effects if isinstance(item, Doing) else ()
    for choice in beat.choices:
        yield choice.when, choice.effects
