"""Files that are written where a player says: whole or not at all, and never over one that is there.

Law: what cannot be written is said in one sentence, and nothing is left of it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, Final

from game.errors import SaveRefused
from game.storage.names import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MOST_ALIKE: Final = 1000
"""Files of one name that a folder may have before a new one is refused."""


def write_new(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file that is not there yet.

    Args:
        path: the file.
        write: writes what shall be in it.

    Raises:
        SaveRefused: ``export.exists``, ``export.no_folder``, ``export.failed``, or what ``write`` raises;
            then no file is left.
    """
    file = printable(path)
    try:
        with path.open("xb") as sink:
            try:
                write(sink)
                sink.flush()
                os.fsync(sink.fileno())
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError as error:
        raise SaveRefused("export.exists", file=file) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SaveRefused("export.no_folder", folder=printable(path.parent)) from error
    # ValueError: a name with a NUL in it.
    except (OSError, ValueError) as error:
        raise SaveRefused("export.failed", file=file) from error


def write_free(folder: Path, stem: str, suffix: str, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file into a folder, with a number in its name where there is one of that name, and return it.

    Raises:
        SaveRefused: as `write_new`; ``export.exists`` where far too many are alike.
    """
    for number in range(1, _MOST_ALIKE):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            write_new(path, write)
        except SaveRefused as refusal:
            # Also where another hand was there first.
            if refusal.phrase != "export.exists":
                raise
        else:
            return path
    raise SaveRefused("export.exists", file=f"{stem}{suffix}")
