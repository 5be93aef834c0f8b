"""Follows every fact from where it is set to where it is read: never too early, once soon, once late.

Law: one walk over the whole story, over its beats and the mission's triggers. What a way may have set is
known at every place; so "nothing has set it here" is certain, and "it is read" means on one way at least.
What the program itself sets and reads is handed in: this room does not know it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.narrative.book import Doing, Fire
from game.narrative.declarations import FACTS, line_in
from game.narrative.graph import TAKE_OFF
from game.narrative.promises import LATER, Promise, scan_promises
from game.narrative.spread import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from game.narrative.arrows import ArrowChecks
    from game.narrative.book import Declarations, Fact
    from game.narrative.expressions import Condition, Effect
    from game.narrative.graph import StoryGraph
    from game.vocabulary.values import Place

    Tell = Callable[[str, int, str], None]

LAST_TOLD_REEL = 6
"""What is set from here on has no later reel to be read in."""

COLD_OPEN_REEL = 0
"""One scene: what is set in it is read when the film comes to that hour again."""


@dataclass(frozen=True, slots=True)
class FlightUse:
    """The facts that the program reads and writes around a flight."""

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProgramUse:
    """The facts that the program uses by itself.

    Attributes:
        always: what it may set at any time.
        flights: what a flight reads and writes, by phase.
        lobby: what the lobby's cards ask, at any time up to the end.
    """

    always: frozenset[str] = frozenset()
    flights: Mapping[str, FlightUse] = field(default_factory=dict[str, FlightUse])
    lobby: frozenset[str] = frozenset()

    def flight_from(self, phases: Iterable[str]) -> FlightUse:
        """Return what a flight in one of these phases uses."""
        used = [self.flights[phase] for phase in phases if phase in self.flights]
        return FlightUse(
            frozenset[str]().union(*(use.reads for use in used)),
            frozenset[str]().union(*(use.writes for use in used)),
        )

    @property
    def reads(self) -> frozenset[str]:
        """Everything that it reads."""
        return self.lobby.union(*(use.reads for use in self.flights.values()))

    @property
    def writes(self) -> frozenset[str]:
        """Everything that it sets."""
        return self.always.union(*(use.writes for use in self.flights.values()))


NO_PROGRAM = ProgramUse()


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    reel: int
    file: str
    line: int
    source: str
    before: int
    """The marks that stand when it is read; see `_FactLife`."""


class _FactLife:
    """A mark is a bit that stands for "this fact, set in this reel".

    The film is walked from the mission's first phase; what is flown outside it is no part of it.
    """

    def __init__(
        self, graph: StoryGraph, declared: Declarations, arrows: ArrowChecks, program: ProgramUse
    ) -> None:
        self._graph = graph
        self._facts = declared.facts
        self._arrows = arrows
        self._program = program
        self._marks: dict[tuple[str, int], int] = {}
        self._of_fact: dict[str, int] = defaultdict(int)
        self.reads: list[_Read] = []
        self.setters: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        """By fact: reel, file and line of everything that sets it."""
        self._walk()

    def may_be_set(self, name: str, before: int) -> bool:
        return bool(self._of_fact[name] & before)

    def set_reels(self, name: str) -> list[int]:
        return sorted(reel for fact, reel in self._marks if fact == name)

    def read_reels(self, name: str, set_reel: int) -> set[int]:
        """Return the reels that read a fact after it was set in a reel."""
        mark = self._marks[name, set_reel]
        return {read.reel for read in self.reads if read.name == name and read.before & mark}

    def _mark(self, names: Iterable[str], reel: int) -> int:
        marks = 0
        for name in names:
            bit = self._marks.setdefault((name, reel), 1 << len(self._marks))
            self._of_fact[name] |= bit
            marks |= bit
        return marks

    def _walk(self) -> None:
        graph = self._graph
        if not graph.phases:
            return
        begin = graph.entry(next(iter(graph.phases.values())).scene)
        for here, marks in spread(graph, self._arrows.after, self, {begin: 0}).items():
            self._note(here, marks)

    def done(self, here: Place, effects: Iterable[Effect], state: int, *, sure: bool) -> int:  # noqa: ARG002  a mark says "may"
        return state | self._mark(_writes(effects), self._graph.scenes[here.scene].reel)

    def flown(self, here: Place, state: int) -> int:
        return state | self._mark(self._flight(here).writes, self._graph.scenes[here.scene].reel)

    def _flight(self, here: Place) -> FlightUse:
        return self._program.flight_from(self._arrows.phases_at(here))

    def _note(self, here: Place, marks: int) -> None:
        scene = self._graph.scenes[here.scene]

        def ask(names: Iterable[str], line: int, source: str) -> None:
            for name in names:
                self.reads.append(_Read(name, scene.reel, scene.file, line, source, marks))

        def asked(when: Condition | None, line: int) -> None:
            if when is not None:
                ask(when.names, line, f"if {when.source}")

        def done(effects: Iterable[Effect], line: int) -> int:
            made = 0
            for effect in effects:
                ask(effect.reads - effect.writes, line, effect.source)
                made |= self._mark(effect.writes, scene.reel)
                for name in effect.writes:
                    self.setters[name].append((scene.reel, scene.file, line))
            return made

        beat = self._graph.beat(here)
        for item in beat.items:
            asked(item.when, item.line)
            if isinstance(item, Doing):
                marks |= done(item.effects, item.line)
            elif isinstance(item, Fire):
                self._note_fire(here, item, ask)
                if item.trigger == TAKE_OFF:
                    for name in self._flight(here).writes:
                        self.setters[name].append((scene.reel, scene.file, item.line))
        for choice in beat.choices:
            asked(choice.when, choice.line)
            done(choice.effects, choice.line)

    def _note_fire(self, here: Place, fire: Fire, ask: Callable[[Iterable[str], int, str], None]) -> None:
        if fire.trigger == TAKE_OFF:
            ask(self._flight(here).reads, fire.line, "=> fly")
            return
        phases = self._arrows.phases_at(here)
        for row in self._graph.transitions:
            if row.source in phases and row.trigger == fire.trigger and row.guard is not None:
                ask([name for name in self._facts if name in row.guard.name.split()], fire.line, "a guard")


def check_fact_life(
    graph: StoryGraph,
    declared: Declarations,
    arrows: ArrowChecks,
    program: ProgramUse,
    texts: Mapping[str, str],
    error: Tell,
    warning: Tell,
) -> tuple[Promise, ...]:
    """Check that every fact is read after it is set, soon and late, and return the promises that are open.

    Args:
        graph: the story and the mission.
        declared: its facts.
        arrows: knows the phases of every place.
        program: what the program sets and reads.
        texts: the story's files; `LATER` holds the promises.
        error: is told file, line and message of a mistake.
        warning: likewise of what is worth a look.
    """
    life = _FactLife(graph, declared, arrows, program)
    promises, mistakes = scan_promises(texts.get(LATER, ""), declared.facts)
    for line, message in mistakes:
        error(LATER, line, message)
    watched = {
        fact.name: fact
        for fact in declared.facts.values()
        if not (fact.gauge or fact.outside or fact.drawn or fact.name in program.always)
    }
    _check_too_early(life, watched, error)
    open_: list[Promise] = []
    for promise in promises.values():
        left = _left(life, promise)
        if left:
            open_.append(Promise(promise.fact, left, promise.reading, promise.line))
        else:
            kept = ", ".join(map(str, promise.reels))
            warning(LATER, promise.line, f"kept: {promise.fact!r} is read in reel {kept} now; take it out")
        set_in = life.set_reels(promise.fact)
        if set_in and min(promise.reels) <= set_in[0]:
            error(LATER, promise.line, f"{promise.fact!r} is set in reel {set_in[0]}; promise a later reel")
    for fact in watched.values():
        line = line_in(texts.get(FACTS, ""), f"facts.{fact.name}")
        for message in _unread(life, fact, program.lobby, promises):
            warning(FACTS, line, message)
    return tuple(open_)


def _check_too_early(life: _FactLife, watched: Collection[str], error: Tell) -> None:
    for read in life.reads:
        if read.name not in watched or read.source == "=> fly" or not life.setters[read.name]:
            continue
        if not life.may_be_set(read.name, read.before):
            reel, file, line = min(life.setters[read.name])
            error(
                read.file,
                read.line,
                f"`{read.source}`: nothing can have set {read.name!r} here, on any way; it is set first in "
                f"{file}:{line} (reel {reel}); ask it later, or set it before",
            )


def _writes(effects: Iterable[Effect]) -> set[str]:
    return {name for effect in effects for name in effect.writes}


def _left(life: _FactLife, promise: Promise) -> tuple[int, ...]:
    """Return the promised reels that do not read the fact yet."""
    kept = {reel for begun in life.set_reels(promise.fact) for reel in life.read_reels(promise.fact, begun)}
    return tuple(reel for reel in promise.reels if reel not in kept)


def _unread(life: _FactLife, fact: Fact, lobby: Collection[str], promised: Collection[str]) -> Iterator[str]:
    reels = life.set_reels(fact.name)
    if not reels:
        return
    begun = ", ".join(map(str, reels))
    if not any(read.name == fact.name for read in life.reads) and not fact.shot:
        return
    soon = any(reel in life.read_reels(fact.name, reel) for reel in reels)
    if not (soon or fact.shot or reels == [COLD_OPEN_REEL]):
        yield (
            f"soon: {fact.name!r} is set in reel {begun} and nothing there reads it after; "
            "let somebody notice before the reel ends"
        )
    late = any(read > reel for reel in reels for read in life.read_reels(fact.name, reel))
    if not (late or fact.name in lobby or fact.name in promised or reels[0] >= LAST_TOLD_REEL):
        yield (
            f"late: {fact.name!r} is set in reel {begun} and no later reel reads it; "
            f"read it there, or promise it in {LATER}"
        )
