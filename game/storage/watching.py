"""Watches the story's folder, for whoever shows it while it is being written.

Law: only looks, at the time and size of each file; it is asked, and waits for nothing itself. A story that
comes from a wheel or a zip never changes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import story
from game.storage.library import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_S = 0.5
"""Between two looks at the files [s]. Chosen for play: sooner than a hand is back from the save key."""

_KINDS = (".md", ".toml", ".txt")


class StoryWatch:
    """What the story's files looked like when they were last looked at.

    Args:
        root: another story folder; None for ``$OFFSCRIPT_STORY``, else the one that came with the game.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root if root is not None else _shelf()
        self._seen = self._look()

    def changed(self) -> frozenset[str]:
        """Return the files that were written, came or went since this was last asked, relative to the folder.

        A file of which only the time was touched counts as well.
        """
        now = self._look()
        before, self._seen = self._seen, now
        return frozenset(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))

    def _look(self) -> dict[str, tuple[int, int]]:
        return dict(_files(self._root, "")) if self._root is not None else {}


def _shelf() -> Path | None:
    chosen = os.environ.get(VARIABLE)
    places = [chosen] if chosen else list(story.__path__)
    return next((folder for folder in map(Path, places) if folder.is_dir()), None)


def _files(folder: Path, above: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        # It will be back, or whoever reads it next says so.
        return
    for entry in entries:
        # What an editor lays beside a file while it is open is not the story.
        if entry.name.startswith((".", "_")):
            continue
        name = f"{above}{entry.name}"
        try:
            if entry.is_dir():
                yield from _files(Path(entry.path), f"{name}/")
            elif entry.name.endswith(_KINDS):
                found = entry.stat()
                yield name, (found.st_mtime_ns, found.st_size)
        except OSError:
            # Gone between two looks: an editor that writes beside the file and renames.
            continue
