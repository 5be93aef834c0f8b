"""The same story, noting what of it is looked up.

Law: the story is not changed by it; who plays from it plays the same game.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from game.narrative.shelf import Book
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from game.narrative.book import Beat, Scene
    from game.narrative.callouts import CalloutBook
    from game.narrative.flightbook import FlightBook


class WitnessBook(Book):
    """The same story, noting which beats are looked up while it is played."""

    def __init__(self, book: Book) -> None:
        super().__init__(book.declarations, {}, _unreadable)
        self._book = book
        self._noting: dict[str, Scene] = {}
        self.read: list[Place] = []

    @property
    def scene_ids(self) -> tuple[str, ...]:
        """Every scene's id."""
        return self._book.scene_ids

    @property
    def flightbook(self) -> FlightBook:
        """The pages that lie open while the station turns."""
        return self._book.flightbook

    def callouts_of(self, emergency: str) -> CalloutBook:
        """Return what people say in an emergency."""
        return self._book.callouts_of(emergency)

    def has(self, scene_id: str) -> bool:
        """Tell whether there is such a scene."""
        return self._book.has(scene_id)

    def scene(self, scene_id: str) -> Scene:
        """Return the scene, with beats that are noted when they are looked up."""
        noting = self._noting.get(scene_id)
        if noting is None:
            scene = self._book.scene(scene_id)
            noting = replace(scene, beats=_NotedBeats(scene, self.read))
            self._noting[scene_id] = noting
        return noting


def _unreadable(file: str) -> str:
    raise LookupError(file)


class _NotedBeats(Mapping[str, "Beat"]):
    def __init__(self, scene: Scene, read: list[Place]) -> None:
        self._beats = scene.beats
        self._places = {beat: Place(scene.ident, beat) for beat in scene.beats}
        self._read = read

    def __getitem__(self, beat: str) -> Beat:
        found = self._beats[beat]
        self._read.append(self._places[beat])
        return found

    def __contains__(self, beat: object) -> bool:
        return beat in self._beats

    def __iter__(self) -> Iterator[str]:
        return iter(self._beats)

    def __len__(self) -> int:
        return len(self._beats)
