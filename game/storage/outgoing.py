"""Files that a player asked for: whole or not at all, and never over one that is there.

Law: what is written lies under another name until it is whole. What cannot be written is said in one
sentence, and nothing is left of it. A title is made into a name that every file system takes; it is never a
path.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from contextlib import suppress
from shutil import copyfileobj
from typing import TYPE_CHECKING, BinaryIO, Final

from game.errors import SaveRefused
from game.storage.disk import sync
from game.storage.names import cut_short, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

EXPORTS: Final = "exports"
"""The folder's name, within the folder for saves, of what was exported without a place of its own."""

_LONGEST: Final = 60
"""Characters of a name made from a title; in UTF-8 it stays under the 255 bytes of most file systems."""

_MOST_ALIKE: Final = 1000
"""Files of one name that a folder may have before a new one is refused."""

_NOT_IN_NAMES = re.compile(r"[^\w]+")
_NAMELESS = "film"

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""What a file system answers that gives no file two names (link(2))."""


def file_stem(title: str) -> str:
    """Return a title as the name of a file, without an ending: letters, digits and dashes."""
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", title)).strip("-_")
    return plain[:_LONGEST].strip("-_") or _NAMELESS


def write_new(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file that is not there yet.

    Args:
        path: the file.
        write: writes what shall be in it.

    Raises:
        SaveRefused: ``export.exists``, ``export.no_folder``, ``export.failed``, or what ``write`` raises;
            then no file is left.
    """
    if os.path.lexists(path):
        raise SaveRefused("export.exists", file=cut_short(printable(path)))
    _write(path, (path,), write)


def write_free(folder: Path, title: str, suffix: str, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file that is called after a title, with a number where there is one of that name.

    Args:
        folder: where it shall lie.
        title: what it is called after.
        suffix: its ending, with the dot.
        write: writes what shall be in it.

    Returns:
        The file.

    Raises:
        SaveRefused: as `write_new`; ``export.exists`` where far too many are alike.
    """
    stem = file_stem(title)
    names = (f"{stem}-{number}{suffix}" for number in range(2, _MOST_ALIKE))
    first = folder / f"{stem}{suffix}"
    return _write(first, (first, *(folder / name for name in names)), write)


def write_export(can_folder: Path, title: str, suffix: str, write: Callable[[BinaryIO], object]) -> Path:
    """Write a file as `write_free` does, into the folder for exports, which is made if it is not there.

    Raises:
        SaveRefused: ``saves.folder`` if that folder cannot be written or has no room, or what ``write``
            raises.
    """
    folder = can_folder / EXPORTS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return write_free(folder, title, suffix, write)
    except OSError as error:
        raise SaveRefused("saves.folder", folder=printable(folder)) from error
    except SaveRefused as refusal:
        if refusal.phrase in {"export.no_folder", "export.failed"}:
            raise SaveRefused("saves.folder", folder=printable(folder)) from refusal
        raise


def _write(wanted: Path, paths: Iterable[Path], write: Callable[[BinaryIO], object]) -> Path:
    """Write a file under the first of these names that is free, and return it."""
    file = cut_short(printable(wanted))
    unfinished = wanted.parent / f".{os.urandom(6).hex()}"
    try:
        try:
            with unfinished.open("xb") as sink:
                write(sink)
            sync(unfinished)
            for path in paths:
                with suppress(FileExistsError):
                    _name(unfinished, path)
                    sync(path.parent)
                    return path
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SaveRefused("export.no_folder", folder=cut_short(printable(wanted.parent))) from error
    # ValueError: a name with a NUL in it.
    except (OSError, ValueError) as error:
        raise SaveRefused("export.failed", file=file) from error
    raise SaveRefused("export.exists", file=file)


def _name(unfinished: Path, path: Path) -> None:
    """Give a whole file its name.

    Raises:
        FileExistsError: if another has it; unlike a look before it, this also knows of another hand.
    """
    try:
        path.hardlink_to(unfinished)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with unfinished.open("rb") as source, path.open("xb") as sink:
            try:
                copyfileobj(source, sink)
                sink.flush()
                os.fsync(sink.fileno())
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise
