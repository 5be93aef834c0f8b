"""A SQLite connection as a film needs it: strict about types, all or nothing, and never fooled by a file.

Law: what is read is compared with the type that is asked for; what is written is written by one transaction.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, suppress
from types import GenericAlias
from typing import TYPE_CHECKING, Final, Self, TypeVar, cast

import msgspec

from game.storage.codec import seal
from game.storage.disk import sync
from game.storage.refusals import refusing

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager
    from pathlib import Path

Field = str | int | bytes | None
"""What a column holds."""

_LONGEST_FIELD = 1 << 24
"""Bytes of one row that SQLite may read: a damaged length must not fill the memory."""
_PATIENCE_S = 5.0
"""Seconds that a reader may hold up a writer, and the other way round; each takes a few milliseconds."""
_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
)

UNDISTURBED: Final = threading.RLock()
"""Held while this process commits, and while it opens a film's file other than through SQLite.

On POSIX systems closing any descriptor of a file drops all locks that the process has on it, SQLite's too
(https://www.sqlite.org/howtocorrupt.html, section 2.2): a list of films must not do that in
the middle of a commit.
"""

_T = TypeVar("_T")


class Database:
    """One open connection.

    Attributes:
        file: what a refusal calls it.
        connection: the connection itself.
    """

    def __init__(self, database: str, file: str) -> None:
        """Open a database.

        Args:
            database: a SQLite URI, or ``:memory:``.
            file: what a refusal calls it.

        Raises:
            sqlite3.Error: if it cannot be opened.
        """
        self.file = file
        # One thread at a time is the session's promise; a film may be opened in a worker and used in another.
        self.connection = sqlite3.connect(
            database, uri=True, isolation_level=None, timeout=_PATIENCE_S, check_same_thread=False
        )
        try:
            self.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_FIELD)
            for setting in _SETTINGS:
                self.connection.execute(setting)
        except BaseException:
            self.connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; twice is fine."""
        self.connection.close()

    def refusing(self) -> AbstractContextManager[None]:
        """Within this block whatever is wrong with the file is raised as `SaveRefused`."""
        return refusing(self.file)

    def write(self, statement: str, *values: Field) -> None:
        """Run one statement; within `writing`."""
        self.connection.execute(statement, values)

    def add(self, table: str, key: int | None, *values: Field) -> bytes:
        """Add a row that ends in a seal over its values, within `writing`, and return the seal.

        Args:
            table: one of ours.
            key: its number; None for the next.
            values: of the columns between the number and the seal.
        """
        marks = ", ".join("?" * (len(values) + 2))
        sealed = seal(*values)
        self.write(f"INSERT INTO {table} VALUES ({marks})", key, *values, sealed)  # noqa: S608 - no outside word
        return sealed

    def one(self, query: str, shape: type[_T], *values: Field) -> _T:
        """Return the first row in this shape.

        Raises:
            msgspec.ValidationError: if there is none, or it holds something else.
        """
        return msgspec.convert(self.connection.execute(query, values).fetchone(), shape)

    def all(self, query: str, shape: type[_T], *values: Field) -> list[_T]:
        """Return every row in this shape; raises as `one` does."""
        return _shaped(self.connection.execute(query, values).fetchall(), shape)

    def sealed(self, query: str, shape: type[_T], *values: Field) -> list[_T]:
        """Return every row in this shape, compared with the seal in its last column; raises as `one` does."""
        rows = self.connection.execute(query, values).fetchall()
        for *told, found in rows:
            if found != seal(*told):
                raise msgspec.ValidationError("a row is not what was written")
        return _shaped(rows, shape)

    def sealed_one(self, query: str, shape: type[_T], *values: Field) -> _T:
        """Return the only row, as `sealed` does."""
        rows = self.sealed(query, shape, *values)
        if len(rows) != 1:
            raise msgspec.ValidationError(f"{len(rows)} rows where one should be")
        return rows[0]

    def number(self, query: str, *values: Field) -> int:
        """Return the one whole number that the query asks for.

        Raises:
            SaveRefused: if the file cannot answer.
        """
        with self.refusing():
            return self.one(query, tuple[int], *values)[0]

    @contextmanager
    def writing(self) -> Generator[None]:
        """Within this block everything is written, durably when it ends, or nothing.

        Raises:
            SaveRefused: if it cannot be; the connection can go on being used.
        """
        with UNDISTURBED, self.refusing():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    # What went wrong first is what the player is told.
                    with suppress(sqlite3.Error):
                        self.connection.execute("ROLLBACK")
                raise

    def size(self) -> int:
        """Return how many bytes the file must have by its own account."""
        return self.number("PRAGMA page_count") * self.number("PRAGMA page_size")

    def is_sound(self) -> bool:
        """Return whether pages, indexes, types and references fit together (SQLite's own checks)."""
        verdict = self.all("PRAGMA integrity_check(1)", tuple[str])
        return verdict == [("ok",)] and not self.connection.execute("PRAGMA foreign_key_check").fetchall()

    def copy_into(self, target: Database) -> None:
        """Write the whole database into another that is new.

        Raises:
            sqlite3.Error: if that cannot be done.
        """
        # A database in memory takes no pages of another size.
        target.connection.execute(f"PRAGMA page_size = {self.one('PRAGMA page_size', tuple[int])[0]}")
        self.connection.backup(target.connection)

    def copy_to(self, path: Path) -> None:
        """Write the whole database into a new file, durably.

        Raises:
            sqlite3.Error: or `OSError`, if that cannot be done.
        """
        with Database(path.absolute().as_uri() + "?mode=rwc", self.file) as target:
            self.copy_into(target)
        sync(path)


def _shaped(rows: list[tuple[Field, ...]], shape: type[_T]) -> list[_T]:
    # All at once: msgspec looks at the shape once and not for every row.
    return cast("list[_T]", msgspec.convert(rows, GenericAlias(list, (shape,))))
