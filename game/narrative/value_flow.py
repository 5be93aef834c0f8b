"""Which values a word or a yes-or-no fact can hold at every place, over all ways through the mission.

Law: never too few. Conditions on the way are not asked; what a flight may set may hold anything after it.
Whole numbers are not followed.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from game.narrative.book import Divert, Doing, Fire, ValueType
from game.narrative.graph import TAKE_OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from game.narrative.book import Fact, Item
    from game.narrative.expressions import Effect
    from game.narrative.graph import StoryGraph
    from game.vocabulary.values import Place, Value


class ValueFlow:
    """A bit stands for "this fact may hold this value"; a state is all bits that are set.

    Args:
        graph: the story and the mission.
        facts: the declared facts.
        after: returns where the story goes on when a beat fires a trigger.
        flown: returns what a flight that begins at a place may set.
        always: the facts that the program may set at any time.
    """

    def __init__(
        self,
        graph: StoryGraph,
        facts: Mapping[str, Fact],
        after: Callable[[Place, Fire], Iterable[Place]],
        flown: Callable[[Place], Iterable[str]],
        always: Iterable[str] = (),
    ) -> None:
        self._graph = graph
        self._after = after
        self._flown = flown
        self._bits: dict[str, dict[Value, int]] = {}
        self._begin = 0
        at = 0
        free = set(always)
        for fact in facts.values():
            values: tuple[Value, ...] = fact.words if fact.type is ValueType.WORD else (False, True)
            if fact.type is ValueType.WHOLE:
                continue
            self._bits[fact.name] = {value: 1 << (at + number) for number, value in enumerate(values)}
            at += len(values)
            if fact.outside or fact.drawn or fact.name in free:
                self._begin |= self._all(fact.name)
            else:
                self._begin |= self._bits[fact.name].get(fact.default, 0)
        self._known = self._walk()

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
                state = self._done(item.effects, state, sure=item.when is None)
        return tuple(value for value, bit in self._bits[name].items() if state & bit)

    def _all(self, name: str) -> int:
        return sum(self._bits.get(name, {}).values())

    def _walk(self) -> dict[Place, int]:
        graph = self._graph
        targets = {row.target for row in graph.transitions}
        begins = [row.scene for name, row in graph.phases.items() if name not in targets]
        if graph.phases:
            begins.append(next(iter(graph.phases.values())).scene)
        known = {place: self._begin for place in map(graph.entry, begins) if graph.stands(place)}
        order = graph.order()
        # The first in the order of the film first, so that nearly everything is walked once.
        edge = [(order[place], place) for place in known]
        heapify(edge)
        waiting = set(known)
        while edge:
            here = heappop(edge)[1]
            waiting.discard(here)
            for there, state in self._onward(here, known[here]):
                if graph.stands(there) and known.get(there, 0) | state != known.get(there, 0):
                    known[there] = known.get(there, 0) | state
                    if there not in waiting:
                        waiting.add(there)
                        heappush(edge, (order[there], there))
        return known

    def _onward(self, here: Place, state: int) -> Iterator[tuple[Place, int]]:
        beat = self._graph.beat(here)
        for item in beat.items:
            match item:
                case Doing():
                    state = self._done(item.effects, state, sure=item.when is None)
                case Divert():
                    yield self._graph.target(here, item), state
                case Fire():
                    flown = self._flown(here) if item.trigger == TAKE_OFF else ()
                    for name in flown:
                        state |= self._all(name)
                    yield from ((there, state) for there in self._after(here, item))
                case _:
                    pass
            if isinstance(item, (Divert, Fire)) and item.when is None:
                return
        for choice in beat.choices:
            yield self._graph.target(here, choice), self._done(choice.effects, state, sure=True)

    def _done(self, effects: Iterable[Effect], state: int, *, sure: bool) -> int:
        after = state
        for effect in effects:
            for name in effect.writes & self._bits.keys():
                made = self._made(effect, name)
                # What is not understood may have made anything.
                after = (after & ~self._all(name)) | made if made else after | self._all(name)
        return after if sure else state | after

    def _made(self, effect: Effect, name: str) -> int:
        first, _, rest = effect.source.partition(" ")
        value: Value = rest.partition("=")[2].strip()
        if first in ("set", "clear"):
            value = first == "set"
        return self._bits[name].get(value, 0)
