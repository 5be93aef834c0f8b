"""Finds which choices the story remembers: what a choice changed, and what is later read because of it.

Law: a choice is recalled where something later would read otherwise had that choice changed nothing, all else
as it is. What is read before the next choice is its consequence, not its recall.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from game.vocabulary.events import FactChanged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine.turn import Turn
    from game.narrative.book import Beat
    from game.narrative.expressions import Condition
    from game.narrative.shelf import Book
    from game.vocabulary.values import Place, Value


class Distance(Enum):
    """How far off a choice is recalled."""

    SCENE = "in its scene"
    REEL = "later in its reel"
    LATER = "in a later reel"


class _Change(NamedTuple):
    choice: str
    scene: str
    reel: int
    before: Value
    after: Value


class Recalling:
    """Follows one game.

    Args:
        book: the story; not one that notes what is read.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._changes: dict[str, list[_Change]] = {}
        self.recalled: set[tuple[str, Distance]] = set()

    def follow(self, choice: str, reel: int, turn: Turn, places: Iterable[Place]) -> None:
        """Note what a turn read because of earlier choices, and then what it changed itself.

        Args:
            choice: what was taken, as ``scene/choice``.
            reel: that it stands in.
            turn: what came of it.
            places: the beats that it read.
        """
        facts, clock = turn.state.known(), turn.state.clock
        for place in places:
            scene = self._book.scene(place.scene)
            for condition in _conditions(scene.beats[place.beat]):
                for name in condition.names & self._changes.keys():
                    self._ask(condition, name, facts, clock, place.scene, scene.reel)
        for event in turn.events:
            if not isinstance(event, FactChanged):
                continue
            change = _Change(choice, choice.partition("/")[0], reel, event.before, event.after)
            if isinstance(event.after, int) and not isinstance(event.after, bool):
                self._changes.setdefault(event.name, []).append(change)
            else:
                self._changes[event.name] = [change]

    def _ask(
        self, condition: Condition, name: str, facts: dict[str, Value], clock: str, scene: str, reel: int
    ) -> None:
        now = facts[name]
        holds = condition.holds(facts, clock)
        for change in self._changes[name]:
            if isinstance(now, int) and not isinstance(now, bool):
                facts[name] = now - int(change.after) + int(change.before)
            else:
                facts[name] = change.before
            if condition.holds(facts, clock) is not holds:
                far = Distance.SCENE if change.scene == scene else Distance.REEL
                self.recalled.add((change.choice, Distance.LATER if reel > change.reel else far))
        facts[name] = now


def _conditions(beat: Beat) -> Iterable[Condition]:
    for item in beat.items:
        if item.when is not None:
            yield item.when
    for choice in beat.choices:
        if choice.when is not None:
            yield choice.when
