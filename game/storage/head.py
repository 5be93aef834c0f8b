"""Where a film stands, and what it holds: the one row that is overwritten.

Law: it is written in the transaction that adds a row to any table. It counts the rows and adds up their
seals, so that none can be lost, and none can come from another film, unnoticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from game.storage.moments import Head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.storage.database import Database

TABLES = ("move", "bookmark", "title", "sitting")
"""What lies beside the moments."""

_SEAL_BYTES = 16
_ROUND = 1 << 8 * _SEAL_BYTES


class _Row(msgspec.Struct, frozen=True, array_like=True):
    moment: int
    take: int
    words: int
    moments: int
    notes: int
    tip: bytes
    total: bytes
    beside: bytes
    seal: bytes


_SELECT = f"SELECT {', '.join(_Row.__struct_fields__)} FROM head"  # noqa: S608 - constants


def stand(database: Database, head: Head, added: Iterable[bytes] = (), noted: Iterable[bytes] = ()) -> None:
    """Write where a film stands, and what it holds, within a transaction.

    Args:
        database: the film's.
        head: where it stands.
        added: the seals of the moments that this transaction added.
        noted: those of the rows that it added beside them.
    """
    before = database.sealed_one(_SELECT, _Row)
    total = _sum(added, int.from_bytes(before.total))
    _write(database, head, total, _sum(noted, int.from_bytes(before.beside)))


def stand_anew(database: Database, head: Head) -> None:
    """Do as `stand` does where nothing can be built on: all that is there is looked at."""
    _write(database, head, _sum(_seals(database)), _sum(_seals_beside(database)))


def _write(database: Database, head: Head, total: int, beside: int) -> None:
    database.write("DELETE FROM head")
    told = (head.moment, head.take, head.words, *_counts(database), _tip(database, head.moment))
    database.add("head", 1, *told, total.to_bytes(_SEAL_BYTES), beside.to_bytes(_SEAL_BYTES))


def _sum(seals: Iterable[bytes], total: int = 0) -> int:
    for seal in seals:
        total += int.from_bytes(seal)
    return total % _ROUND


def _seals(database: Database) -> list[bytes]:
    rows = database.connection.execute("SELECT seal FROM moment").fetchall()
    return msgspec.convert([row[0] for row in rows], list[bytes])


def _seals_beside(database: Database) -> list[bytes]:
    """Return the seals of every table but the moments' and the head's own."""
    parts = " UNION ALL ".join(f"SELECT seal FROM {table}" for table in ("film", *TABLES))  # noqa: S608 - ours
    rows = database.connection.execute(parts).fetchall()
    return msgspec.convert([row[0] for row in rows], list[bytes])


def read_head(database: Database) -> Head:
    """Return where a film stands.

    Raises:
        msgspec.ValidationError: if a row is missing anywhere, or the head, or the moment where it stands, is
            not what was written.
    """
    row = database.sealed_one(_SELECT, _Row)
    counted = (row.moments, row.notes) == _counts(database)
    if not 0 <= row.moment < row.moments or not counted or _tip(database, row.moment) != row.tip:
        raise msgspec.ValidationError("the film does not hold what it should")
    return Head(row.moment, row.take, row.words)


def believe_moments(database: Database) -> None:
    """Do nothing where the moments' seals are those that were written, all of them.

    Raises:
        msgspec.ValidationError: if one is not.
    """
    if int.from_bytes(database.sealed_one(_SELECT, _Row).total) != _sum(_seals(database)):
        raise msgspec.ValidationError("a moment is not of this film")


def believe_beside(database: Database) -> None:
    """Do nothing where the label and the rows beside the moments are those that were written, all of them.

    Raises:
        msgspec.ValidationError: if one is not.
    """
    if int.from_bytes(database.sealed_one(_SELECT, _Row).beside) != _sum(_seals_beside(database)):
        raise msgspec.ValidationError("a row is not of this film")


def _tip(database: Database, moment: int) -> bytes:
    return database.one("SELECT seal FROM moment WHERE ident = ?", tuple[bytes], moment)[0]


def _counts(database: Database) -> tuple[int, int]:
    """Return how many moments there are, and how many rows in the tables beside them."""
    return database.one(
        """SELECT (SELECT coalesce(max(ident) + 1, 0) FROM moment),
          (SELECT coalesce(max(ident), 0) FROM move) + (SELECT coalesce(max(ident), 0) FROM bookmark)
          + (SELECT coalesce(max(ident), 0) FROM title) + (SELECT coalesce(max(ident), 0) FROM sitting)""",
        tuple[int, int],
    )
