"""Turns what the disk, SQLite or a decoder says into the one sentence that a player reads.

Law: what a file or a disk can do wrong is answered here; what this program does wrong passes through.
"""

from __future__ import annotations

import errno
import sqlite3
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from game.errors import SaveRefused

if TYPE_CHECKING:
    from collections.abc import Generator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})

# Result codes of SQLite (https://www.sqlite.org/rescode.html), by their low byte. ERROR is here because a
# file whose schema was damaged answers with it; the statements themselves are proven by every test.
_PHRASES = {
    sqlite3.SQLITE_FULL: "save.disk_full",
    sqlite3.SQLITE_READONLY: "save.read_only",
    sqlite3.SQLITE_PERM: "save.read_only",
    sqlite3.SQLITE_BUSY: "save.in_use",
    sqlite3.SQLITE_LOCKED: "save.in_use",
    sqlite3.SQLITE_CANTOPEN: "save.unreachable",
    sqlite3.SQLITE_CORRUPT: "save.damaged",
    sqlite3.SQLITE_NOTADB: "save.damaged",
    sqlite3.SQLITE_FORMAT: "save.damaged",
    sqlite3.SQLITE_TOOBIG: "save.damaged",
    sqlite3.SQLITE_MISMATCH: "save.damaged",
    sqlite3.SQLITE_ERROR: "save.damaged",
}
_LOW_BYTE = 0xFF


def disk_refusal(error: OSError, file: str) -> SaveRefused:
    """Return the refusal that answers what the operating system said of this file."""
    if error.errno in _FULL:
        return SaveRefused("save.disk_full", file=file)
    if error.errno in _FORBIDDEN:
        return SaveRefused("save.read_only", file=file)
    if error.errno in _MISSING:
        return SaveRefused("save.missing", file=file)
    return SaveRefused("save.disk_error", file=file)


def database_refusal(error: sqlite3.Error, file: str) -> SaveRefused | None:
    """Return the refusal that answers what SQLite said of this file; None where the fault is ours."""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.IntegrityError):
        return None
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        # The module itself speaks: text in the file is not UTF-8.
        return SaveRefused("save.damaged", file=file)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return SaveRefused("save.unfinished", file=file)
    return SaveRefused(_PHRASES.get(code & _LOW_BYTE, "save.disk_error"), file=file)


@contextmanager
def refusing(file: str) -> Generator[None]:
    """Within this block whatever is wrong with the file is raised as `SaveRefused`.

    Args:
        file: the file's name as the player may see it.
    """
    try:
        yield
    except sqlite3.Error as error:
        refusal = database_refusal(error, file)
        if refusal is None:
            raise
        raise refusal from error
    except OSError as error:
        raise disk_refusal(error, file) from error
    except (msgspec.MsgspecError, zlib.error, UnicodeDecodeError, RecursionError) as error:
        raise SaveRefused("save.damaged", file=file) from error
