"""Content notes: whoever is told beforehand what a scene holds may have it told in short.

Law: a scene with a note offers, in the first list of choices that can be come to, a choice flagged ``aside``
that is always open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.book import Divert
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.narrative.book import Scene
    from game.narrative.graph import StoryGraph

_WAY_ROUND = (
    "the scene has a note, and this first list no way round it; add a choice without a condition, as in "
    "`- [in_short] Tell it in three sentences. `aside` -> in_short`"
)


def note_mistakes(scene: Scene, graph: StoryGraph) -> Iterator[tuple[int, str]]:
    """Yield the line and the message of every first list of choices without a way round the scene."""
    if not scene.note:
        return
    edge = [Place(scene.ident, scene.entry)]
    seen: set[Place] = set()
    while edge:
        place = edge.pop()
        if place in seen or not graph.stands(place) or place.scene != scene.ident:
            continue
        seen.add(place)
        beat = graph.beat(place)
        edge += [graph.target(place, item) for item in beat.items if isinstance(item, Divert)]
        if beat.choices and not any(choice.aside and choice.when is None for choice in beat.choices):
            yield beat.choices[0].line, _WAY_ROUND
