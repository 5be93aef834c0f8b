"""The format of a film, versions 1 to 3: its mark, its tables, and the first look at a stranger's file.

Law: what stands in a released format never changes; another format has another number. A film holds these
statements, letter by letter, and nothing else: no view, no trigger, no table of anybody's own.

Versions 2 and 3 have the same tables; their moments may also hold a flight that is under way: of 2 a docking,
of 3 the station as well. A film is of version 1 until the first such moment is written, in one transaction
with it, so that an edition that cannot fly still opens every film in which nothing was flown, and refuses the
others as newer.

Rows are only ever added; ``head`` alone is overwritten, and what it was stands in ``retake``. Each row
carries a seal over its values, each moment's seal also covers its parent's.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.storage.database import UNDISTURBED
from game.storage.names import shown_name
from game.storage.refusals import refusing

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.database import Database

APPLICATION_ID = 0x4F46_5346
"""Marks a SQLite file as a film: ``OFSF`` in ASCII."""

FORMAT = 3
"""The newest format that this edition writes and reads (SQLite's ``user_version``)."""

FORMAT_IN_STORY = 1
"""The format of a film in which nothing was flown yet."""

FORMAT_WITH_DOCKING = 2
"""The format of a film in which only dockings were flown."""

_STATEMENTS = (
    """CREATE TABLE film (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  ident TEXT NOT NULL,
  title TEXT NOT NULL,
  seed INTEGER NOT NULL,
  edition TEXT NOT NULL,
  started_at TEXT NOT NULL,
  start_reel INTEGER NOT NULL,
  marks TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE moment (
  ident INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES moment (ident) CHECK (parent < ident),
  depth INTEGER NOT NULL,
  take INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  caption TEXT NOT NULL,
  reel INTEGER NOT NULL,
  scene TEXT NOT NULL,
  clock TEXT NOT NULL,
  ending TEXT NOT NULL,
  state_seal BLOB NOT NULL,
  seal BLOB NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  command BLOB,
  lines BLOB NOT NULL,
  state BLOB NOT NULL
) STRICT""",
    "CREATE INDEX moment_by_scene ON moment (scene, take)",
    """CREATE TABLE head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  moment INTEGER NOT NULL REFERENCES moment (ident),
  take INTEGER NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE retake (
  ident INTEGER PRIMARY KEY,
  left_moment INTEGER NOT NULL REFERENCES moment (ident),
  left_take INTEGER NOT NULL,
  moment INTEGER NOT NULL REFERENCES moment (ident),
  take INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE bookmark (
  ident INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('named', 'quick')),
  moment INTEGER REFERENCES moment (ident),
  take INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE sitting (
  ident INTEGER PRIMARY KEY,
  first_moment INTEGER NOT NULL,
  edition TEXT NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
)
# bookmark.moment may be empty so that taking a name away is one more row and can itself be taken back.

_HEADER = struct.Struct(">16s 2x B B 40x I 4x I 28x")
_MAGIC = b"SQLite format 3\0"
_ROLLBACK = 1
_LARGEST_PAGE = 65536


def lay_tables(database: Database) -> None:
    """Mark an empty database as a film in which nothing was flown yet, and lay its tables."""
    database.write(f"PRAGMA application_id = {APPLICATION_ID}")
    database.write(f"PRAGMA user_version = {FORMAT_IN_STORY}")
    for statement in _STATEMENTS:
        database.write(statement)


def mark_flown(database: Database, number: int) -> None:
    """Mark the film as one that holds a flight; within the transaction that writes it.

    Args:
        database: the film's.
        number: the least format that can hold the flight.
    """
    if database.number("PRAGMA user_version") < number:
        database.write(f"PRAGMA user_version = {number}")


def refuse_strangers(path: Path) -> None:
    """Look at a file's first hundred bytes, and at nothing else, before SQLite is let near it.

    The layout is that of https://www.sqlite.org/fileformat.html, section 1.3.

    Raises:
        SaveRefused: ``save.missing``, ``save.unreadable``, ``save.empty``, ``save.cut``, ``save.foreign``,
            ``save.newer`` or ``save.damaged``; the file is as it was.
    """
    file = shown_name(path)
    with refusing(file):
        try:
            if not path.is_file():
                raise SaveRefused("save.foreign" if path.exists() else "save.missing", file=file)
            header = _read_header(path)
        except PermissionError as error:
            raise SaveRefused("save.unreadable", file=file) from error
    if not header:
        raise SaveRefused("save.empty", file=file)
    if header[: len(_MAGIC)] != _MAGIC[: len(header)]:
        raise SaveRefused("save.foreign", file=file)
    if len(header) < _HEADER.size:
        raise SaveRefused("save.cut", file=file)
    _, writing, reading, version, application = _HEADER.unpack(header)
    if application != APPLICATION_ID:
        raise SaveRefused("save.foreign", file=file)
    if version > FORMAT:
        raise SaveRefused("save.newer", file=file, version=version, newest=FORMAT)
    if version < 1 or (writing, reading) != (_ROLLBACK, _ROLLBACK):
        raise SaveRefused("save.damaged", file=file)


def is_cut(path: Path) -> bool:
    """Return whether the file is shorter than its own header says it is."""
    try:
        header = _read_header(path)
        size = path.stat().st_size
    except OSError:
        return False
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    return size < (_LARGEST_PAGE if page == 1 else page) * pages


def has_our_tables(database: Database) -> bool:
    """Return whether the database is marked as a film and holds our statements and nothing more."""
    application = database.number("PRAGMA application_id")
    version = database.number("PRAGMA user_version")
    found = database.all("SELECT sql FROM sqlite_schema", tuple[str | None])
    return (
        application == APPLICATION_ID
        and FORMAT_IN_STORY <= version <= FORMAT
        and set(found) == {(each,) for each in _STATEMENTS}
    )


def _read_header(path: Path) -> bytes:
    with UNDISTURBED, path.open("rb") as stream:
        return stream.read(_HEADER.size)
