"""Files that a player asked for: prints, screenplays; into a folder of their own beside the films.

Law: a file is written whole or not at all, and never over one that is there. A title is made into a name
that every file system takes; it is never a path.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final

from game.errors import SaveRefused
from game.storage.disk import sync
from game.storage.names import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER: Final = "exports"
"""The folder's name within the folder for saves."""

_LONGEST = 60
"""Characters of a name made from a title; in UTF-8 it stays under the 255 bytes of most file systems."""

_MOST_ALIKE = 1000
"""Files of one name that a folder may have before a new one is refused."""

_NOT_IN_NAMES = re.compile(r"[^\w]+")
_NAMELESS = "film"


def file_stem(title: str) -> str:
    """Return a title as the name of a file, without an ending: letters, digits and dashes."""
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", title)).strip("-_")
    return plain[:_LONGEST].strip("-_") or _NAMELESS


def write_export(can_folder: Path, title: str, suffix: str, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file under a free name into the folder for exports, and return where it is.

    Args:
        can_folder: the folder for saves; the other is made in it if it is not there.
        title: what the file is called after.
        suffix: its ending, with the dot.
        write: writes what shall be in it.

    Raises:
        SaveRefused: ``saves.folder`` if the folder cannot be written or has no room, or what ``write``
            raises; then nothing is left there.
    """
    folder = can_folder / FOLDER
    stem = file_stem(title)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{os.urandom(6).hex()}"
        try:
            with unfinished.open("xb") as sink:
                write(sink)
            sync(unfinished)
            for number in range(1, _MOST_ALIKE):
                path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
                # Unlike a look before it, the link fails when another hand was there first.
                with suppress(FileExistsError):
                    path.hardlink_to(unfinished)
                    sync(folder)
                    return path
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise SaveRefused("saves.folder", folder=printable(folder)) from error
    raise SaveRefused("save.exists", file=f"{stem}{suffix}")
