"""A film: one playthrough in one SQLite file, an append-only tree of moments.

Law: what `Film.append` accepted is on the disk before it returns, and nothing that is there is ever changed
or taken away. Reading a moment never replays story. A file that cannot be trusted is refused in one sentence
and left as it was.

The file is whole and may be copied whenever no ``-journal`` lies beside it
(https://www.sqlite.org/lockingv3.html).

A film that is open for writing is also held in memory, whole, and read from there: what another hand does to
its file in mid-game takes nothing away, and `Film.lift` gives the playthrough to be kept anew. A film of an
older format is read from a copy in memory that was brought to the newest, and brought to it on a copy beside
the file before anything is written; what it was goes into the bin.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from game.errors import SaveRefused, UsedWrongly
from game.storage.database import Database
from game.storage.disk import sync
from game.storage.filing import (
    BIN,
    SUFFIX,
    connect,
    copy_in_memory,
    fresh_ident,
    ident_day,
    label_row,
    lock_film,
    lock_of,
    read_label,
    refuse_unsound,
    renewed,
)
from game.storage.film_reading import FilmReading
from game.storage.head import believe_beside, believe_moments, stand, stand_anew
from game.storage.locations import refuse_unwritable
from game.storage.moments import Bookmark, BookmarkKind, Frame, Head, Label, Moment, Move, MoveKind, Twig
from game.storage.names import bookmark_name, shown_name
from game.storage.refusals import refusing
from game.storage.schema import FORMAT, format_of, is_cut, lay_tables, refuse_strangers
from game.storage.tree import Tree
from game.storage.twigs import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from game.storage.lock import Lock

__all__ = [
    "BIN",
    "SUFFIX",
    "Bookmark",
    "BookmarkKind",
    "Film",
    "Frame",
    "Head",
    "Label",
    "Moment",
    "Move",
    "Twig",
    "ident_day",
    "lock_of",
]


class Film(FilmReading):
    """One playthrough, open.

    Attributes:
        writable: whether `append` and the like can be asked at all.
        in_use: whether it is only looked at because another game has it open.
    """

    def __init__(
        self, database: Database, label: Label, path: Path | None, lock: Lock | None, *, in_use: bool = False
    ) -> None:
        """Take over an open, checked database; `create`, `open` and `in_memory` are the doors."""
        # What is read: the memory's copy where there is one, else the file itself.
        super().__init__(copy_in_memory(database) if lock else database, label, path)
        self.writable = path is None or lock is not None
        self.in_use = in_use
        self._database = database
        self._tree = Tree(database) if lock else self._known_tree
        self._lock = lock
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
        label = Label(fresh_ident(started_at), title, seed, edition, started_at, start_reel, marks)
        database = Database(":memory:", title)
        film = cls(database, label, None, None)
        try:
            with database.writing():
                lay_tables(database)
                database.add("film", 1, *label_row(label))
                node = film._tree.add((first,))[-1]
                database.add("sitting", None, 0, edition, started_at)
                stand_anew(database, Head(first.ident, first.take, words_of(first.lines)))
        except BaseException:
            database.close()
            raise
        film._tree.last = node
        return film

    @classmethod
    def open(cls, path: Path, *, writable: bool = True, aside: bool = False) -> Self:
        """Open a playthrough's file.

        Args:
            path: the file.
            writable: False to look only; that neither waits for a game that has it open nor disturbs it. When
                True and the file or its folder is read-only, the film opens all the same, with `writable`
                False.
            aside: whether a film that another game has open is looked at instead, with `in_use` True.

        Raises:
            SaveRefused: with a phrase for each thing that can be wrong; the file is as it was. (What a killed
                game left half written is rolled back when the file is opened.)
        """
        refuse_strangers(path)
        file = shown_name(path)
        may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        lock = lock_film(path) if writable and may_write else None
        in_use = writable and may_write and lock is None
        if in_use and not aside:
            raise SaveRefused("save.in_use", file=file)
        database: Database | None = None
        film: Self | None = None
        try:
            with refusing(file):
                database = connect(path, file, to_write=lock is not None, may_write=may_write)
                if format_of(database) < FORMAT:
                    database = renewed(database, path, in_place=lock is not None)
                elif writable and lock is None:
                    # What another game writes meanwhile is not ours.
                    with database:
                        database = copy_in_memory(database)
                film = cls(database, read_label(database), path, lock, in_use=in_use)
                film.head()
                believe_beside(film.database)
                _ = film.title
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

    def lift(self, title: str | None = None) -> Self:
        """Return the playthrough as far as it is known, in memory only and under an ident of its own.

        This film stays open, and its file as it lies.

        Args:
            title: what the can shall call it, for a playthrough that goes its own way; None for the same.
        """
        ident = fresh_ident(self.label.started_at)
        label = replace(self.label, ident=ident, title=title or self.label.title)
        database = copy_in_memory(self._known)
        try:
            with database.writing():
                database.write("DELETE FROM film")
                database.add("film", 1, *label_row(label))
                if title is not None:
                    database.write("DELETE FROM title")
                stand_anew(database, self.head())
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
        words = self._words_after(moments)
        for database, tree in self._both():
            count = tree.count()
            with database.refusing():
                known = [moment for moment in moments if 0 <= moment.ident < count and tree.holds(moment)]
                hashes = [tree.moment(moment.ident).hash for moment in known]
            if count != self.count() + sum(moment.ident >= self.count() for moment in known):
                raise SaveRefused("save.changed", file=self._database.file)
            with self._minding(database):
                nodes = tree.add(moments[len(known) :])
                then = Head(moments[-1].ident, head_take, words)
                stand(database, then, [node.seal for node in nodes])
            tree.last = nodes[-1] if nodes else None
            hashes += [node.seal.hex() for node in nodes]
        return tuple(replace(moment, hash=sealed) for moment, sealed in zip(moments, hashes, strict=True))

    def _words_after(self, moments: Sequence[Moment]) -> int:
        """Return how many words were shown on the line to the last of these."""
        coming = {moment.ident: moment for moment in moments}
        at: int | None = moments[-1].ident
        words = 0
        while at in coming:
            moment = coming.pop(at)
            words += words_of(moment.lines)
            at = moment.parent
        return words + (self.words_to(at) if at is not None and 0 <= at < self.count() else 0)

    def move(self, kind: MoveKind, to: Head, at: str, name: str = "") -> Move:
        """Stand at another moment, and note where we came from. Nothing is taken away.

        Whoever was interrupted before hearing that it was written may simply ask once more.

        Args:
            kind: what takes us there.
            to: the moment to stand at, and the take that is now being shot; its words are counted here.
            at: now, ISO 8601, UTC.
            name: of what is shot from there, or ``""``.

        Raises:
            SaveRefused: if it cannot be written; then we stand where we stood.
            UsedWrongly: if there is no such moment.
        """
        self._refuse_unwritable()
        goal = replace(to, words=self.words_to(to.moment))
        made = Move(kind, self.head(), goal, name, self.count(), at)
        known = self.moves()[-1:]
        if known and replace(known[0], left=made.left) == made and self.head() == goal:
            return known[0]
        told = (
            *(kind, made.left.moment, made.left.take, made.left.words),
            *(goal.moment, goal.take, goal.words, name, made.moments, at),
        )

        self._write(lambda database: database.add("move", None, *told), goal)
        return made

    def retitle(self, title: str, at: str) -> str:
        """Give the playthrough another title, and return it as it is kept; those before stay in the file.

        Raises:
            SaveRefused: if the title cannot be used (as for `bookmark_name`) or it cannot be written.
        """
        kept = bookmark_name(title)
        self._refuse_unwritable()
        self._write(lambda database: database.add("title", None, kept, at))
        self._title = kept
        return kept

    def bookmark(self, name: str, moment: int, take: int, kind: BookmarkKind, at: str) -> Bookmark:
        """Put a name on a moment; a name that is there already moves, and where it was stays in the file.

        Raises:
            SaveRefused: if the name cannot be used (`bookmark_name`) or it cannot be written.
            UsedWrongly: if there is no such moment.
        """
        name = bookmark_name(name)
        self._refuse_unwritable()
        self._refuse_unknown(moment)
        words = self.words_to(moment)
        self._write(lambda database: database.add("bookmark", None, name, kind, moment, take, words, at))
        return Bookmark(name, moment, take, kind, at, words)

    def drop_bookmark(self, name: str, at: str) -> Bookmark:
        """Take a name away, and return it as it was; where it was stays in the file.

        Raises:
            SaveRefused: if it cannot be written.
            UsedWrongly: ``save.no_name`` if there is no such name.
        """
        self._refuse_unwritable()
        mark = next((each for each in self.bookmarks() if each.name == name), None)
        if mark is None:
            raise UsedWrongly("save.no_name", name=name[:80])
        self._write(
            lambda database: database.add("bookmark", None, mark.name, mark.kind, None, mark.take, 0, at)
        )
        return mark

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
            if self.path is not None:
                # What is read may be a renewed copy; the pages of the file itself are looked at as well.
                with connect(self.path, self._database.file, to_write=False, may_write=False) as there:
                    refuse_unsound(there)
            refuse_unsound(self._database)
            if read_label(self._database) != self.label:
                raise SaveRefused("save.damaged", file=self._database.file)
            self._tree.check()
            moves, count = self.moves(), self.count()
            believe_moments(self._known)
            self._known.sealed("SELECT title, made_at, seal FROM title", tuple[str, str, bytes])
            stood = [self.head(), *(move.left for move in moves), *(move.to for move in moves)]
            counted = [(head.moment, head.words) for head in stood]
            counted += [(mark.moment, mark.words) for mark in self.bookmarks()]
            words = self._tree.words_to_each()
            if not all(0 <= moment < count and told == words[moment] for moment, told in counted):
                raise SaveRefused("save.damaged", file=self._database.file)
        self.edition_of(0)

    def _both(self) -> list[tuple[Database, Tree]]:
        """Return where to write: the file first, then the memory's copy of it."""
        both = [(self._database, self._tree), (self._known, self._known_tree)]
        return both[: 1 if self._known is self._database else 2]

    def _write(self, row: Callable[[Database], bytes], head: Head | None = None) -> None:
        """Write a row beside the moments, and where the playthrough then stands."""
        then = head or self.head()
        for database, _ in self._both():
            with self._minding(database):
                stand(database, then, noted=[row(database)])

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
