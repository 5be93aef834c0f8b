"""The can's bin: films that were deleted lie here until somebody empties it by hand.

Law: deleting moves a file and never writes into it, restoring moves it back, and neither ever puts one file
in another's place. Only `Bin.empty` takes anything away, and nothing in the game calls it by itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from game.errors import SaveRefused, UsedWrongly
from game.storage.database import UNDISTURBED
from game.storage.disk import sync
from game.storage.filing import BIN, SUFFIX, lock_of
from game.storage.film import Film
from game.storage.locations import refuse_unwritable
from game.storage.lock import take_lock
from game.storage.names import shown_name
from game.storage.refusals import refusing

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.can import FilmSummary

_JOURNAL = "-journal"
_LONGEST_SHOWN = 60
_MOST_ALIKE = 10_000
"""Films of one ident that a folder may hold before another is refused."""


class Bin:
    """The folder of films that were deleted.

    Attributes:
        folder: where they lie; it need not be there.
    """

    def __init__(self, can_folder: Path) -> None:
        """Look at the bin of this folder for saves, whenever something is asked."""
        self.folder = can_folder / BIN
        self._can_folder = can_folder

    def films(self) -> list[FilmSummary]:
        """Return what is in the bin, the newest first; nothing where the folder is not there."""
        # The can knows its bin.
        from game.storage.can import Can

        return Can(self.folder).films()

    def put(self, path: Path) -> Path:
        """Take a film out of the can, sound or not, and return where it lies now.

        Raises:
            SaveRefused: ``save.in_use`` if another game has it, ``save.missing`` if it is gone,
                ``saves.folder`` if either folder cannot be written; then it lies where it lay.
        """
        refuse_unwritable(path.parent)
        # ValueError: a name with a NUL in it.
        with suppress(OSError, ValueError):
            self.folder.mkdir(exist_ok=True)
        refuse_unwritable(self.folder)
        return _move(path, self.folder)

    def restore(self, name: str) -> Path:
        """Put a film back into the can and return where it lies now; its ident is another if that is taken.

        Args:
            name: its ident, its file's name, its title, or the beginning of one that no other begins with.

        Raises:
            UsedWrongly: ``bin.unknown`` or ``bin.several``.
            SaveRefused: ``saves.folder`` or what the disk refuses; then it lies where it lay.
        """
        found = self._find(name)
        refuse_unwritable(self._can_folder)
        return _move(found.path, self._can_folder)

    def empty(self, name: str | None = None) -> int:
        """Take one film, or all, away for good, and return how many are gone.

        Args:
            name: as for `restore`; None for all.

        Raises:
            UsedWrongly: as `restore`.
            SaveRefused: what the disk refuses.
        """
        gone = 0
        for film in self.films() if name is None else [self._find(name)]:
            with refusing(film.file), UNDISTURBED:
                film.path.unlink(missing_ok=True)
                _beside(film.path).unlink(missing_ok=True)
            gone += 1
        return gone

    def _find(self, name: str) -> FilmSummary:
        from game.storage.can import Can

        shown = name.strip()[:_LONGEST_SHOWN]
        can = Can(self.folder)
        film = can.find(name)
        if film is not None:
            return film
        films = can.find_by_beginning(name)
        if len(films) != 1:
            raise UsedWrongly("bin.several" if films else "bin.unknown", name=shown)
        return films[0]


def free_path(folder: Path, stem: str) -> Path:
    """Return the path of a film in this folder that is not there yet; a number is added where one is.

    Raises:
        SaveRefused: ``save.exists`` if far too many are alike.
    """
    for number in range(1, _MOST_ALIKE):
        path = folder / (f"{stem}{SUFFIX}" if number == 1 else f"{stem}-{number}{SUFFIX}")
        if not path.exists() and not path.is_symlink():
            return path
    raise SaveRefused("save.exists", file=f"{stem}{SUFFIX}")


def _move(path: Path, folder: Path) -> Path:
    file = shown_name(path)
    with refusing(file):
        if not path.exists():
            raise SaveRefused("save.missing", file=file)
        lock = take_lock(lock_of(path))
        if lock is None:
            raise SaveRefused("save.in_use", file=file)
        try:
            # What a killed game left half written is rolled back first: a film and its journal cannot be
            # moved in one step, and either without the other is damaged.
            with suppress(SaveRefused):
                Film.open(path, writable=False).close()
            with UNDISTURBED:
                target = free_path(folder, path.stem)
                path.rename(target)
                # What SQLite could make nothing of stays with its film.
                with suppress(FileNotFoundError):
                    _beside(path).rename(_beside(target))
                sync(folder)
                sync(path.parent)
        finally:
            lock.release()
        return target


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _JOURNAL)
