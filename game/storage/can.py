"""The can: the folder that holds the films.

Law: a film that cannot be used stands in the list with its reason; it never vanishes and is never touched.
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.storage.film import SUFFIX, Film, ident_day, lock_of
from game.storage.locations import refuse_unwritable
from game.storage.lock import is_held
from game.storage.names import printable, shown_name
from game.storage.steps import takes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from game.engine.state import State
    from game.storage.bin import Bin
    from game.storage.moments import Bookmark
    from game.vocabulary.values import Line


@dataclass(frozen=True, slots=True)
class FilmSummary:
    """A playthrough as a list shows it.

    Attributes:
        ident: its id, the file's stem.
        file: the file's own name, printable.
        path: the file.
        title: what the player calls it; the file's name where it cannot be read.
        reel: where it stands, like scene and mission_time.
        scene: the scene's id.
        mission_time: ``YYYY-MM-DD HH:MM:SS``, UTC.
        caption: of the moment where it stands.
        take: the take that is being shot.
        moments: how many it holds.
        bookmarks: the names in it, the newest last.
        updated: when something was last written, ISO 8601, UTC.
        ending: the ending's id if the film is over where it stands, else ``""``.
        marks: words that set it apart.
        refusal: why it cannot be used, or None.
        played: when it was begun, ISO 8601, UTC.
        words: how many were shown on the line to where it stands.
        lines: what was shown last.
        in_use: whether a game, this one or another, has it open to play.
        source: the film itself, where it lies in no file yet; else None.
    """

    ident: str
    file: str
    path: Path
    title: str
    reel: int
    scene: str
    mission_time: str
    caption: str
    take: int
    moments: int
    bookmarks: tuple[Bookmark, ...]
    updated: str
    ending: str
    marks: tuple[str, ...]
    refusal: SaveRefused | None
    played: str
    words: int
    lines: tuple[Line, ...]
    in_use: bool
    source: Film | None = field(default=None, compare=False)

    @property
    def takes(self) -> int:
        """How many takes were shot in all, read from the file now; 0 where it cannot be read."""
        with suppress(SaveRefused), self._opened() as film:
            return takes_of(film.moves(), film.count())
        return 0

    @property
    def state(self) -> State | None:
        """All that is where it stands, read from the file now; None where it cannot be read."""
        with suppress(SaveRefused), self._opened() as film:
            return film.moment(film.head().moment).state
        return None

    @contextmanager
    def _opened(self) -> Generator[Film]:
        if self.source is not None:
            yield self.source
        else:
            with Film.open(self.path, writable=False) as film:
                yield film


class Can:
    """A folder of films.

    Attributes:
        folder: where they lie; it need not be there.
        in_memory: gives the films that lie in no file yet; they stand among the others.
    """

    def __init__(self, folder: Path) -> None:
        """Look at this folder, whenever something is asked."""
        self.folder = folder
        self.in_memory: Callable[[], Iterable[Film]] = tuple

    @property
    def bin(self) -> Bin:
        """What was thrown away, and can be brought back."""
        from game.storage.bin import Bin

        return Bin(self.folder)

    def ensure_folder(self) -> Path:
        """Make the folder if it is not there, and return it.

        Raises:
            SaveRefused: ``saves.folder`` if it cannot be made or written.
        """
        # ValueError: a name with a NUL in it.
        with suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
        refuse_unwritable(self.folder)
        return self.folder

    def films(self) -> list[FilmSummary]:
        """Return what is in the can, the newest first; nothing where the folder is not there."""
        loose = [_told(film, self.folder / f"{film.ident}{SUFFIX}", film) for film in self.in_memory()]
        return newest_first([*loose, *map(summary_of, self._files())])

    def count(self) -> int:
        """Return how many films lie here; none of them is opened."""
        return len(self._files())

    def refuse_unreadable(self) -> None:
        """Do nothing where the folder can be looked into, or is not there.

        Raises:
            SaveRefused: ``saves.unreadable`` if something is there and cannot be looked into.
        """
        try:
            with os.scandir(self.folder):
                return
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            raise SaveRefused("saves.unreadable", folder=printable(self.folder)) from error

    def titles_of_day(self, started_at: str) -> set[str]:
        """Return the titles of the films that were begun on this day (ISO 8601); no others are opened."""
        day = ident_day(started_at)
        titles: set[str] = set()
        for path in self._files():
            if path.name.startswith(day):
                with suppress(SaveRefused), Film.open(path, writable=False) as film:
                    titles.add(film.title)
        return titles

    def newest(self) -> FilmSummary | None:
        """Return the newest that can be opened, also one that has ended; None if there is none."""
        return next((film for film in self.films() if film.refusal is None), None)

    def find(self, wanted: str) -> FilmSummary | None:
        """Return the film with this ident or file name, else the only one with this title, else None.

        Of several with one title none is meant: `find_by_beginning` names them.
        """
        films = self.films()
        for film in films:
            if wanted in {film.ident, film.path.name}:
                return film
        titled = [film for film in films if _folded(film.title) == _folded(wanted)]
        return titled[0] if len(titled) == 1 else None

    def find_by_beginning(self, wanted: str) -> list[FilmSummary]:
        """Return the films whose ident or title begins so, the newest first; none for no word at all."""
        begins = _folded(wanted)
        if not begins:
            return []
        return [
            film
            for film in self.films()
            if film.ident.casefold().startswith(begins) or _folded(film.title).startswith(begins)
        ]

    def find_bookmark(self, name: str) -> tuple[FilmSummary, Bookmark] | None:
        """Return the newest film that has a bookmark of this name, and the bookmark; else None."""
        for film in self.films():
            for bookmark in film.bookmarks:
                if _folded(bookmark.name) == _folded(name):
                    return film, bookmark
        return None

    def _files(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(SUFFIX) and _is_file(entry)]
        except (OSError, ValueError):
            return []
        return [self.folder / name for name in names if not name.startswith(".")]


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether something is a file, or leads to one; a link that leads only to itself hides no other."""
    try:
        return entry.is_file()
    except OSError:
        return False


def newest_first(films: Iterable[FilmSummary]) -> list[FilmSummary]:
    """Return films in the order of a list."""
    return sorted(films, key=lambda film: (film.updated, film.ident), reverse=True)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()


def summary_of(path: Path) -> FilmSummary:
    """Return a film's file as a list shows it, also one that cannot be used."""
    try:
        with Film.open(path, writable=False) as film:
            return _told(film, path)
    except SaveRefused as refusal:
        return _refused(path, refusal)


def _told(film: Film, path: Path, source: Film | None = None) -> FilmSummary:
    """Return a film that can be read as a list shows it."""
    head = film.head()
    frame = film.frame(head.moment)
    return FilmSummary(
        ident=film.ident,
        file=shown_name(path),
        path=path,
        title=film.title,
        reel=frame.reel,
        scene=frame.scene,
        mission_time=frame.clock,
        caption=frame.caption,
        take=head.take,
        moments=film.count(),
        bookmarks=tuple(film.bookmarks()),
        updated=film.updated_at(),
        ending=frame.ending,
        marks=film.label.marks,
        refusal=None,
        played=film.label.started_at,
        words=head.words,
        lines=frame.lines,
        in_use=source is None and is_held(lock_of(path)),
        source=source,
    )


def _refused(path: Path, refusal: SaveRefused) -> FilmSummary:
    updated = ""
    with suppress(OSError):
        updated = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return FilmSummary(
        ident=path.stem,
        file=shown_name(path),
        path=path,
        title=shown_name(path),
        reel=0,
        scene="",
        mission_time="",
        caption="",
        take=0,
        moments=0,
        bookmarks=(),
        updated=updated,
        ending="",
        marks=(),
        refusal=refusal,
        played="",
        words=0,
        lines=(),
        in_use=False,
    )
