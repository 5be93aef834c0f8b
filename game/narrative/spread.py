"""Carries what may be true from beat to beat, over arrows, choices and the mission's triggers.

Law: a state is a set of bits, and only grows; what arrives at a place is what any way may bring there.
Conditions on the way are not asked. What the bits mean is the caller's.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Protocol

from game.narrative.book import Divert, Doing, Fire
from game.narrative.graph import TAKE_OFF
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from game.narrative.expressions import Effect
    from game.narrative.graph import StoryGraph


class Bits(Protocol):
    """What is carried: what effects and flights make of it."""

    def done(self, here: Place, effects: Iterable[Effect], state: int, *, sure: bool) -> int:
        """Return the state after effects; ``sure`` when nothing is asked before they are done."""
        ...

    def flown(self, here: Place, state: int) -> int:
        """Return the state after a flight that begins here."""
        ...


def spread(
    graph: StoryGraph,
    after: Callable[[Place, Fire], Iterable[Place]],
    bits: Bits,
    begin: Mapping[Place, int],
) -> dict[Place, int]:
    """Return the state in which every place may be read first; what nothing leads to is left out.

    Args:
        graph: the story and the mission.
        after: returns where the story goes on when a beat fires a trigger.
        bits: what effects and flights make of a state.
        begin: the places to begin at, with their states.
    """
    known = {place: state for place, state in begin.items() if graph.stands(place)}
    # The first in the order of the film first, so that nearly everything is walked once.
    order = _order(graph)
    edge = [(order[place], place) for place in known]
    heapify(edge)
    waiting = set(known)
    while edge:
        here = heappop(edge)[1]
        waiting.discard(here)
        for there, state in _onward(graph, after, bits, here, known[here]):
            if graph.stands(there) and (there not in known or known[there] | state != known[there]):
                known[there] = known.get(there, 0) | state
                if there not in waiting:
                    waiting.add(there)
                    heappush(edge, (order[there], there))
    return known


def _onward(
    graph: StoryGraph,
    after: Callable[[Place, Fire], Iterable[Place]],
    bits: Bits,
    here: Place,
    state: int,
) -> Iterator[tuple[Place, int]]:
    """Yield where a beat leads, standing or not, with the state in which it is left."""
    beat = graph.beat(here)
    for item in beat.items:
        match item:
            case Doing():
                state = bits.done(here, item.effects, state, sure=item.when is None)
            case Divert():
                yield graph.target(here, item), state
            case Fire():
                left = bits.flown(here, state) if item.trigger == TAKE_OFF else state
                yield from ((there, left) for there in after(here, item))
            case _:
                pass
        if isinstance(item, (Divert, Fire)) and item.when is None:
            return
    for choice in beat.choices:
        yield graph.target(here, choice), bits.done(here, choice.effects, state, sure=True)


def _order(graph: StoryGraph) -> dict[Place, int]:
    """Return the place of every beat in the film: phase by phase, in the order of its scene's file."""
    opened = [row.scene for row in graph.phases.values() if row.scene in graph.scenes]
    places = (
        Place(scene, beat)
        for scene in dict.fromkeys((*opened, *graph.scenes))
        for beat in graph.scenes[scene].beats
    )
    return {place: number for number, place in enumerate(places)}
