"""The book as it is played from: the declarations, and each scene read when it is first wanted.

Law: lazy and forgetful of nothing. It is handed a way to read a file and never knows where files are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.reader import read_scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from game.narrative.book import Declarations, Scene
    from game.narrative.callouts import CalloutBook
    from game.narrative.flightbook import FlightBook


class Book:
    """The story's scenes by id.

    Args:
        declarations: what the scenes may name.
        scene_files: the file of every scene, by scene id.
        read: returns the text of such a file.
        callouts: the file of what people say in a flight, by the emergency's word.
        flightbook: the files of the flight book's pages.
    """

    def __init__(
        self,
        declarations: Declarations,
        scene_files: Mapping[str, str],
        read: Callable[[str], str],
        callouts: Mapping[str, str] | None = None,
        flightbook: Iterable[str] = (),
    ) -> None:
        self.declarations = declarations
        self._callout_files = dict(callouts or {})
        self._callouts: dict[str, CalloutBook] = {}
        self._flightbook_files = tuple(flightbook)
        self._flightbook: FlightBook | None = None
        self._files = dict(scene_files)
        self._read = read
        self._scenes: dict[str, Scene] = {}

    @property
    def scene_ids(self) -> tuple[str, ...]:
        """Every scene's id, in the order in which the files were given."""
        return tuple(self._files)

    def has(self, scene_id: str) -> bool:
        """Tell whether there is such a scene, without reading it."""
        return scene_id in self._files

    def callouts_of(self, emergency: str) -> CalloutBook:
        """Return what people say in an emergency, read the first time; nothing where there is no such file.

        Args:
            emergency: its word, as ``docking``.

        Raises:
            StoryError: if its file is wrong.
        """
        if emergency not in self._callouts:
            from game.narrative.callouts import NO_CALLOUTS, read_callouts

            file = self._callout_files.get(emergency, "")
            self._callouts[emergency] = (
                read_callouts(self._read(file), file, self.declarations) if file else NO_CALLOUTS
            )
        return self._callouts[emergency]

    @property
    def flightbook(self) -> FlightBook:
        """The pages that lie open while the station turns, read the first time; none without files.

        Raises:
            StoryError: if a page is wrong.
        """
        if self._flightbook is None:
            from game.narrative.flightbook import read_flightbook

            self._flightbook = read_flightbook({file: self._read(file) for file in self._flightbook_files})
        return self._flightbook

    def scene(self, scene_id: str) -> Scene:
        """Return a scene, reading it the first time.

        Raises:
            StoryError: if its file is wrong.
            KeyError: if there is no such scene; ask `has` first where the name comes from outside the story.
        """
        scene = self._scenes.get(scene_id)
        if scene is None:
            file = self._files[scene_id]
            scene = read_scene(self._read(file), file, self.declarations)
            self._scenes[scene_id] = scene
        return scene
