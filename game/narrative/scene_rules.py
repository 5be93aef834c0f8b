"""The rules for what one scene says: its times, its doors, its slugline, its dates, its habits.

Law: one list, asked by the check of the whole story and by the check of one scene. What a rule must know of
other files is handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.book import Paragraph
from game.narrative.dates import WATCHED_REELS, unknown_dates
from game.narrative.doors import lost_doors
from game.narrative.header import NEWSREEL, line_of_key
from game.narrative.manners import bad_habits
from game.narrative.notes import note_mistakes
from game.narrative.sluglines import check_slugline
from game.narrative.timeline import beats_entered, times_gone_back
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from game.narrative.book import Person, Scene
    from game.narrative.graph import StoryGraph


class SceneRules:
    """The rules, with what they know of the story.

    Args:
        graph: the whole story.
        people: its people, by role.
        cards: the ids of the Archive's cards.
        days: the dates and times that a scene may name; None for any.
    """

    def __init__(
        self,
        graph: StoryGraph,
        people: Mapping[str, Person],
        cards: Collection[str],
        days: Collection[str] | None,
    ) -> None:
        self._graph = graph
        self._people = people
        self._cards = cards
        self._days = days
        self._entered = beats_entered(graph)

    def doubts(self, scene: Scene, text: str) -> Iterator[tuple[bool, int, str]]:
        """Yield what is wrong with a scene or worth a look: whether it is an error, line and message.

        Args:
            scene: the scene.
            text: its file.
        """
        for line, message in (
            *times_gone_back(scene, self._entered.get(scene.ident, ())),
            *note_mistakes(scene, self._graph),
            *lost_doors(scene, self._cards),
        ):
            yield True, line, message
        head = line_of_key(text, "slugline")
        for wrong, message in check_slugline(scene, self._people):
            yield wrong, head, message
        days = self._days if scene.reel in WATCHED_REELS and scene.kind != NEWSREEL else None
        for line, shown in shown_in(scene):
            # The words of a choice are the player's own.
            for message in bad_habits(shown.text, spoken=bool(shown.speaker) or shown.voice is Voice.ECHO):
                yield False, line, message
            for message in unknown_dates(shown.text, days) if days is not None else ():
                yield True, line, message


def shown_in(scene: Scene) -> Iterator[tuple[int, Line]]:
    """Yield what a player may read of a scene, choices as they are echoed, each with its line in the file."""
    for beat in scene.beats.values():
        for item in beat.items:
            if isinstance(item, Paragraph):
                yield item.line, Line(item.voice, item.text, item.speaker)
        for choice in beat.choices:
            yield choice.line, Line(Voice.ECHO, choice.label)
