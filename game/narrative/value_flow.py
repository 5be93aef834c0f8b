"""Which values a word or a yes-or-no fact can hold at every place, over all ways through the mission.

Law: never too few. Conditions on the way are not asked; what a flight may set may hold anything after it.
Whole numbers are not followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.book import Doing, ValueType
from game.narrative.spread import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.narrative.arrows import ArrowChecks
    from game.narrative.book import Fact, Item
    from game.narrative.expressions import Effect
    from game.narrative.fact_life import ProgramUse
    from game.narrative.graph import StoryGraph
    from game.vocabulary.values import Place, Value


class ValueFlow:
    """A bit stands for "this fact may hold this value"; a state is all bits that are set.

    Args:
        graph: the story and the mission.
        facts: the declared facts.
        arrows: knows the phases of every place.
        program: what the program sets, in a flight and at any time.
    """

    def __init__(
        self, graph: StoryGraph, facts: Mapping[str, Fact], arrows: ArrowChecks, program: ProgramUse
    ) -> None:
        self._graph = graph
        self._arrows = arrows
        self._program = program
        self._bits: dict[str, dict[Value, int]] = {}
        begin = at = 0
        for fact in facts.values():
            values: tuple[Value, ...] = fact.words if fact.type is ValueType.WORD else (False, True)
            if fact.type is ValueType.WHOLE:
                continue
            self._bits[fact.name] = {value: 1 << (at + number) for number, value in enumerate(values)}
            at += len(values)
            if fact.outside or fact.drawn or fact.name in program.always:
                begin |= self._all(fact.name)
            else:
                begin |= self._bits[fact.name].get(fact.default, 0)
        targets = {row.target for row in graph.transitions}
        entries = [row.scene for name, row in graph.phases.items() if name not in targets]
        if graph.phases:
            entries.append(next(iter(graph.phases.values())).scene)
        self._known = spread(graph, arrows.after, self, dict.fromkeys(map(graph.entry, entries), begin))

    def values(self, here: Place, name: str, *, before: Item | None) -> tuple[Value, ...]:
        """Return the values that a fact may hold before an item of a beat, or when its choices are offered.

        Of a fact that is not followed, and at a place that nothing leads to, there are none.
        """
        state = self._known.get(here)
        if state is None or name not in self._bits:
            return ()
        for item in self._graph.beat(here).items:
            if item is before:
                break
            if isinstance(item, Doing):
                state = self.done(here, item.effects, state, sure=item.when is None)
        return tuple(value for value, bit in self._bits[name].items() if state & bit)

    def done(self, here: Place, effects: Iterable[Effect], state: int, *, sure: bool) -> int:  # noqa: ARG002  wherever it is
        """Return the state after effects; see `game.narrative.spread.Bits`."""
        after = state
        for effect in effects:
            for name in effect.writes & self._bits.keys():
                made = self._made(effect, name)
                # What is not understood may have made anything.
                after = (after & ~self._all(name)) | made if made else after | self._all(name)
        return after if sure else state | after

    def flown(self, here: Place, state: int) -> int:
        """Return the state after a flight that begins here: what it may set may be anything."""
        for name in self._program.flight_from(self._arrows.phases_at(here)).writes:
            state |= self._all(name)
        return state

    def _all(self, name: str) -> int:
        return sum(self._bits.get(name, {}).values())

    def _made(self, effect: Effect, name: str) -> int:
        order = effect.source.partition(" ")[0]
        word = effect.source.rpartition("=")[2].strip()
        return self._bits[name].get(order == "set" if order in ("set", "clear") else word, 0)
