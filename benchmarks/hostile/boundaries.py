"""Kills this process at a counted write: before a statement of SQLite, a sync, a rename or an unlink.

Law: counts only what changes a disk or is about to; what is read is not counted.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_ON_DISK: Final = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate"})
_IN_SQLITE: Final = (
    "BEGIN",
    "INSERT",
    "DELETE",
    "COMMIT",
    "UPDATE",
    "DROP",
    "CREATE",
    "PRAGMA user_version =",
)
_connect = sqlite3.connect
_fsync = os.fsync


def kill_at(number: int) -> None:
    """Have this process die at the write with this number, from 1; nothing else is changed."""
    left = number

    def count() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, _: tuple[object, ...]) -> None:
        if event in _ON_DISK:
            count()

    sys.addaudithook(hear)
    # Not typed as what they stand for: this process ends soon.
    setattr(os, "fsync", _counted(count))  # noqa: B010  as above
    setattr(sqlite3, "connect", _traced(count))  # noqa: B010  as above


def _counted(count: Callable[[], None]) -> Callable[[int], None]:
    def fsync(descriptor: int) -> None:
        count()
        _fsync(descriptor)
        count()

    return fsync


def _traced(count: Callable[[], None]) -> Callable[..., sqlite3.Connection]:
    def heard(statement: str) -> None:
        if statement.lstrip().startswith(_IN_SQLITE):
            count()

    def connect(database: str, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = _connect(database, **named)
        if database != ":memory:":
            # So few pages at hand that a large transaction reaches the file before it is committed.
            connection.execute("PRAGMA cache_size = 1")
            connection.set_trace_callback(heard)
        return connection

    return connect
