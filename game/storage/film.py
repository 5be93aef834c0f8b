"""A film: one playthrough in one SQLite file, an append-only tree of moments.

Law: what `Film.append` accepted is on the disk before it returns, and nothing that is there is ever changed
or taken away. Reading a moment never replays story. A file that cannot be trusted is refused in one sentence
and left as it was.

The file is whole and may be copied whenever no ``-journal`` lies beside it
(https://www.sqlite.org/lockingv3.html).

A film that is open for writing is also held in memory, whole, and read from there: what another hand does to
its file in mid-game takes nothing away, and `Film.lift` gives the playthrough to be kept anew.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

from game.errors import SaveRefused, UsedWrongly
from game.storage.codec import decode_words, encode_words
from game.storage.database import Database, sync
from game.storage.locations import refuse_unwritable
from game.storage.lock import Lock, take_lock
from game.storage.moments import Bookmark, BookmarkKind, Frame, Head, Label, Moment, Retake
from game.storage.names import bookmark_name, shown_name
from game.storage.refusals import refusing
from game.storage.schema import (
    FORMAT,
    FORMAT_IN_STORY,
    FORMAT_WITH_DOCKING,
    has_our_tables,
    is_cut,
    lay_tables,
    mark_flown,
    refuse_strangers,
)
from game.storage.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

__all__ = ["SUFFIX", "Bookmark", "BookmarkKind", "Film", "Frame", "Head", "Label", "Moment", "Retake"]

SUFFIX: Final = ".film"


class Film:
    """One playthrough, open.

    Attributes:
        path: its file; None while it is only in memory.
        label: what stands on the tin.
        writable: whether `append` and the like can be asked at all.
    """

    def __init__(self, database: Database, label: Label, path: Path | None, lock: Lock | None) -> None:
        """Take over an open, checked database; `create`, `open` and `in_memory` are the doors."""
        self.path = path
        self.label = label
        self.writable = path is None or lock is not None
        self._database = database
        self._tree = Tree(database)
        self._lock = lock
        # What is read: the memory's copy where there is one, else the file itself.
        self._known = _copy_in_memory(database) if lock else database
        self._known_tree = Tree(self._known) if lock else self._tree
        self._left = path.stat() if path else None

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        seed: int,
        edition: str,
        title: str,
        started_at: str,
        start_reel: int,
        first: Moment,
        marks: tuple[str, ...] = (),
    ) -> Self:
        """Begin a playthrough in a file of its own; its first moment is on the disk when this returns.

        Args:
            folder: where it shall lie.
            seed: a whole number of 64 bits, with sign.
            edition: the story's edition.
            title: what the can calls it.
            started_at: now, ISO 8601, UTC.
            start_reel: the reel it begins in.
            first: the moment with the number 0.
            marks: words that set it apart.

        Raises:
            SaveRefused: if the folder cannot be written; nothing is left there.
            UsedWrongly: if the seed is out of range.
        """
        with cls.in_memory(
            seed=seed,
            edition=edition,
            title=title,
            started_at=started_at,
            start_reel=start_reel,
            first=first,
            marks=marks,
        ) as film:
            return film.keep(folder)

    @classmethod
    def in_memory(
        cls,
        *,
        seed: int,
        edition: str,
        title: str,
        started_at: str,
        start_reel: int,
        first: Moment,
        marks: tuple[str, ...] = (),
    ) -> Self:
        """Begin a playthrough that lies nowhere yet; `keep` puts it on a disk. Arguments as for `create`."""
        if not -(1 << 63) <= seed < 1 << 63:
            raise UsedWrongly("save.seed", seed=str(seed))
        label = Label(_fresh_ident(started_at), title, seed, edition, started_at, start_reel, marks)
        database = Database(":memory:", title)
        film = cls(database, label, None, None)
        try:
            with database.writing():
                lay_tables(database)
                database.add("film", 1, *_label_row(label))
                node = film._tree.add((first,))[-1]
                mark_flown(database, _format_for((first,)))
                database.add("head", 1, first.ident, first.take)
                database.add("sitting", None, 0, edition, started_at)
        except BaseException:
            database.close()
            raise
        film._tree.last = node
        return film

    @classmethod
    def open(cls, path: Path, *, writable: bool = True) -> Self:
        """Open a playthrough's file.

        Args:
            path: the file.
            writable: False to look only; that neither waits for a game that has it open nor disturbs it. When
                True and the file or its folder is read-only, the film opens all the same, with `writable`
                False.

        Raises:
            SaveRefused: with a phrase for each thing that can be wrong; the file is as it was. (What a killed
                game left half written is rolled back when the file is opened.)
        """
        refuse_strangers(path)
        file = shown_name(path)
        may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        lock = _lock(path) if writable and may_write else None
        database: Database | None = None
        film: Self | None = None
        try:
            with refusing(file):
                journal = path.with_name(path.name + "-journal").exists()
                mode = "rw" if lock or (journal and may_write) else "ro"
                database = Database(f"{path.absolute().as_uri()}?mode={mode}", file)
                if not has_our_tables(database) or path.stat().st_size < database.size():
                    raise SaveRefused("save.damaged", file=file)
                film = cls(database, _read_label(database), path, lock)
                film.head()
                return film
        except BaseException as error:
            if film is not None:
                film.close()  # the database, what is known of it, and the lock
            else:
                if database is not None:
                    database.close()
                if lock is not None:
                    lock.release()
            if isinstance(error, SaveRefused) and error.phrase == "save.damaged" and is_cut(path):
                raise SaveRefused("save.cut", file=file) from error
            raise

    def lift(self) -> Self:
        """Return the playthrough as far as it is known, in memory only and under an ident of its own.

        This film stays open, and its file as it lies.
        """
        label = replace(self.label, ident=_fresh_ident(self.label.started_at))
        database = _copy_in_memory(self._known)
        try:
            with database.writing():
                database.write("DELETE FROM film")
                database.add("film", 1, *_label_row(label))
            return type(self)(database, label, None, None)
        except BaseException:
            database.close()
            raise

    def keep(self, folder: Path) -> Self:
        """Put a copy into a folder, under the playthrough's ident, and return it open; this stays open too.

        Raises:
            SaveRefused: ``saves.folder`` if the folder cannot be written, or another; nothing is left there.
        """
        refuse_unwritable(folder)
        path = folder / f"{self.ident}{SUFFIX}"
        unfinished = folder / f".{self.ident}{SUFFIX}-new"
        leftovers = [unfinished, unfinished.with_name(unfinished.name + "-journal")]
        try:
            with refusing(self._database.file):
                unfinished.unlink(missing_ok=True)
                self._database.copy_to(unfinished)
                if path.exists():
                    raise SaveRefused("save.exists", file=shown_name(path))
                unfinished.rename(path)
                # Half kept is not kept: it would stand in the way of the next attempt.
                leftovers.append(path)
                sync(folder)
            film = type(self).open(path)
            leftovers.pop()
            return film
        finally:
            for leftover in leftovers:
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file and the lock go. Everything was durable before; closing twice is fine."""
        self._database.close()
        self._known.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def ident(self) -> str:
        """The playthrough's id: its file's stem, so that no two in a folder are alike."""
        return self.path.stem if self.path else self.label.ident

    @property
    def title(self) -> str:
        """What the can calls it."""
        return self.label.title

    @property
    def durable(self) -> bool:
        """Whether it lies on a disk."""
        return self.path is not None

    def append(self, moments: Sequence[Moment], head_take: int) -> tuple[Moment, ...]:
        """Add moments, all or none, and stand at the last of them. They are durable when this returns.

        What is there already, to the letter, is not added again: whoever was interrupted before hearing
        that it was written may simply ask once more.

        Args:
            moments: at least one; numbered on from `count`, each with a parent that is there already.
            head_take: the take that is being shot.

        Returns:
            The moments with their hashes.

        Raises:
            SaveRefused: if they cannot be written; then none is, and the film can be used and asked again.
            ValueError: if the numbers or parents are not as they must be.
        """
        self._refuse_unwritable()
        if not moments:
            raise ValueError("no moments to append")
        hashes: list[str] = []
        for database, tree in self._both():
            count = tree.count()
            with database.refusing():
                known = [moment for moment in moments if 0 <= moment.ident < count and tree.holds(moment)]
                hashes = [tree.moment(moment.ident).hash for moment in known]
            if count != self.count() + sum(moment.ident >= self.count() for moment in known):
                raise SaveRefused("save.changed", file=self._database.file)
            with self._minding(database):
                nodes = tree.add(moments[len(known) :])
                mark_flown(database, _format_for(moments))
                _stand(database, Head(moments[-1].ident, head_take))
            tree.last = nodes[-1] if nodes else None
            hashes += [node.seal.hex() for node in nodes]
        return tuple(replace(moment, hash=sealed) for moment, sealed in zip(moments, hashes, strict=True))

    def retake(self, to: int, take: int, at: str) -> None:
        """Stand at another moment, in this take, and note where we came from. Nothing is taken away.

        Args:
            to: the moment to stand at.
            take: the take that is now being shot.
            at: now, ISO 8601, UTC.

        Raises:
            SaveRefused: if it cannot be written; then we stand where we stood.
            UsedWrongly: if there is no such moment.
        """
        self._refuse_unwritable()
        self._refuse_unknown(to)
        left = self.head()

        def step(database: Database) -> None:
            database.add("retake", None, left.moment, left.take, to, take, at)
            _stand(database, Head(to, take))

        self._write(step)

    def bookmark(self, name: str, moment: int, take: int, kind: BookmarkKind, at: str) -> Bookmark:
        """Put a name on a moment; a name that is there already moves, and where it was stays in the file.

        Raises:
            SaveRefused: if the name cannot be used (`bookmark_name`) or it cannot be written.
            UsedWrongly: if there is no such moment.
        """
        name = bookmark_name(name)
        self._refuse_unwritable()
        self._refuse_unknown(moment)
        self._write(lambda database: database.add("bookmark", None, name, kind, moment, take, at))
        return Bookmark(name, moment, take, kind, at)

    def note_edition(self, edition: str, at: str) -> None:
        """Note that moments from now on are played with this edition of the story; free if it is the same.

        Raises:
            SaveRefused: if it cannot be written.
        """
        coming = self.count()
        if self.edition_of(coming) == edition:
            return
        self._refuse_unwritable()
        self._write(lambda database: database.add("sitting", None, coming, edition, at))

    def head(self) -> Head:
        """Return where the playthrough stands."""
        with self._known.refusing():
            head = Head(
                *self._known.sealed_one("SELECT moment, take, seal FROM head", tuple[int, int, bytes])[:2]
            )
            if not 0 <= head.moment < self.count():
                raise SaveRefused("save.damaged", file=self._known.file)
            return head

    def count(self) -> int:
        """Return how many moments the playthrough holds."""
        return self._known_tree.count()

    def takes_in(self, scene: str) -> int:
        """Return the largest take among the moments in this scene; 0 if there is none."""
        return self._known.number("SELECT coalesce(max(take), 0) FROM moment WHERE scene = ?", scene)

    def total_takes(self) -> int:
        """Return how many takes were shot in all: one, and one more for every time the player went back."""
        return self._known.number("SELECT count(*) + 1 FROM retake")

    def moment(self, ident: int) -> Moment:
        """Return a moment with all that was.

        Raises:
            SaveRefused: if it is not, bit for bit, what was written.
            UsedWrongly: if there is no such moment.
        """
        self._refuse_unknown(ident)
        with self._known.refusing():
            return self._known_tree.moment(ident)

    def frame(self, ident: int) -> Frame:
        """Return a moment without its state; raises as `moment` does."""
        self._refuse_unknown(ident)
        with self._known.refusing():
            return self._known_tree.frame(ident)

    def line_of_descent(self, ident: int) -> list[Frame]:
        """Return the moments from the first to this one; raises as `moment` does."""
        self._refuse_unknown(ident)
        with self._known.refusing():
            return self._known_tree.line_of_descent(ident)

    def retakes(self) -> list[Retake]:
        """Return every step back, the oldest first."""
        with self._known.refusing():
            rows = self._known.sealed(
                "SELECT left_moment, left_take, moment, take, made_at, seal FROM retake ORDER BY ident",
                tuple[int, int, int, int, str, bytes],
            )
            return [Retake(Head(*row[0:2]), Head(*row[2:4]), row[4]) for row in rows]

    def bookmarks(self) -> list[Bookmark]:
        """Return the names and where each of them is now, the newest last."""
        with self._known.refusing():
            rows = self._known.sealed(
                "SELECT name, kind, moment, take, made_at, seal FROM bookmark ORDER BY ident",
                tuple[str, BookmarkKind, int | None, int, str, bytes],
            )
        names: dict[str, Bookmark] = {}
        for name, kind, moment, take, made_at, _ in rows:
            names.pop(name, None)
            if moment is not None:
                names[name] = Bookmark(name, moment, take, kind, made_at)
        return list(names.values())

    def edition_of(self, moment: int) -> str:
        """Return the edition of the story that this moment was, or would be, played with."""
        with self._known.refusing():
            rows = self._known.sealed(
                "SELECT first_moment, edition, made_at, seal FROM sitting ORDER BY ident",
                tuple[int, str, str, bytes],
            )
        known = (edition for first_moment, edition, _, _ in reversed(rows) if first_moment <= moment)
        return next(known, self.label.edition)

    def updated_at(self) -> str:
        """Return when something was last written, ISO 8601, UTC."""
        with self._known.refusing():
            return self._known.one(
                """SELECT max(at) FROM (
                  SELECT made_at AS at FROM moment WHERE ident = (SELECT max(ident) FROM moment)
                  UNION ALL SELECT made_at FROM retake UNION ALL SELECT made_at FROM bookmark)""",
                tuple[str],
            )[0]

    def check(self) -> None:
        """Read everything there is in the file and compare it with its seals.

        Raises:
            SaveRefused: ``save.damaged`` if anything is not, bit for bit, what was written.
        """
        if self.path is not None and self._known is not self._database:
            # Through a connection of its own: this one would answer from what it has read before.
            with type(self).open(self.path, writable=False) as looking:
                looking.check()
            return
        with self._database.refusing():
            if not self._database.is_sound() or _read_label(self._database) != self.label:
                raise SaveRefused("save.damaged", file=self._database.file)
            self._tree.check()
        self.head()
        self.retakes()
        self.bookmarks()
        self.edition_of(0)

    def _both(self) -> list[tuple[Database, Tree]]:
        """Return where to write: the file first, then the memory's copy of it."""
        both = [(self._database, self._tree), (self._known, self._known_tree)]
        return both[: 1 if self._known is self._database else 2]

    def _write(self, rows: Callable[[Database], None]) -> None:
        for database, _ in self._both():
            with self._minding(database):
                rows(database)

    @contextmanager
    def _minding(self, database: Database) -> Generator[None]:
        """Write within this block, and remember how the file then lies."""
        try:
            with database.writing():
                yield
        finally:
            if self.path is not None and database is self._database:
                # Also after a refusal: a write that was rolled back has touched the file.
                with suppress(OSError):
                    now = self.path.stat()
                    if self._left is not None and os.path.samestat(now, self._left):
                        self._left = now

    def _refuse_unwritable(self) -> None:
        if not self.writable:
            raise SaveRefused("save.read_only", file=self._database.file)
        self.refuse_if_lost()

    def refuse_if_lost(self) -> None:
        """Do nothing while the file is the one that was opened, with nothing in it but what was written here.

        Raises:
            SaveRefused: ``save.missing`` if it is gone or another lies in its place, ``save.changed`` or a
                phrase of `open` if another hand wrote into it.
        """
        if self.path is None or self._left is None:
            return
        # SQLite goes on writing to a file that was deleted or replaced, and all of it would be lost.
        with self._database.refusing():
            now = self.path.stat()
            if not os.path.samestat(now, self._left):
                raise SaveRefused("save.missing", file=self._database.file)
            if (now.st_mtime_ns, now.st_size) != (self._left.st_mtime_ns, self._left.st_size):
                self._refuse_if_changed(self.path)
                self._left = now

    def _refuse_if_changed(self, path: Path) -> None:
        last = self.moment(self.count() - 1)
        with type(self).open(path, writable=False) as looking:
            looking.check()
            # One more than is known is what was written when somebody interrupted; `append` compares it.
            there = looking.count() > last.ident and looking.moment(last.ident).hash == last.hash
            if looking.label != self.label or not there:
                raise SaveRefused("save.changed", file=self._database.file)

    def _refuse_unknown(self, moment: int) -> None:
        if not 0 <= moment < self.count():
            raise UsedWrongly("save.no_moment", moment=moment)


def _copy_in_memory(database: Database) -> Database:
    """Return a copy of a whole database that lies in memory only."""
    copy = Database(":memory:", database.file)
    try:
        database.copy_into(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _stand(database: Database, head: Head) -> None:
    database.write("DELETE FROM head")
    database.add("head", 1, head.moment, head.take)


def _fresh_ident(started_at: str) -> str:
    return f"{ident_day(started_at)}-{os.urandom(3).hex()}"


def ident_day(started_at: str) -> str:
    """Return how the ident begins of every playthrough that is begun on this day (ISO 8601)."""
    return "".join(character for character in started_at[:10] if character in "0123456789")


def _lock(path: Path) -> Lock:
    file = shown_name(path)
    with refusing(file):
        lock = take_lock(path.with_name(f".{path.stem}.lock"))
    if lock is None:
        raise SaveRefused("save.in_use", file=file)
    return lock


def _label_row(label: Label) -> tuple[str | int, ...]:
    told = (label.ident, label.title, label.seed, label.edition, label.started_at, label.start_reel)
    return (*told, encode_words(label.marks))


def _read_label(database: Database) -> Label:
    row = database.sealed_one(
        "SELECT ident, title, seed, edition, started_at, start_reel, marks, seal FROM film",
        tuple[str, str, int, str, str, int, str, bytes],
    )
    return Label(*row[:6], decode_words(row[6]))


def _format_for(moments: Sequence[Moment]) -> int:
    """Return the least format that can hold these moments."""
    flights = [moment.state.flight for moment in moments if moment.state.flight is not None]
    if not flights:
        return FORMAT_IN_STORY
    # What was flown is told apart by who wrote it down.
    from game.storage.flight_codec import is_docking

    return FORMAT_WITH_DOCKING if all(map(is_docking, flights)) else FORMAT
