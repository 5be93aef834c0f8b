"""The format of a film, versions 1 to 4: its mark, its tables, and the first look at a stranger's file.

Law: what stands in a released format never changes; another format has another number. A film holds the
statements of its format, letter by letter, and nothing else: no view, no trigger, no table of anybody's own.

Versions 1 to 3 have the same tables; the moments of 2 may also hold a docking that is under way, those of 3
the station as well. Version 4 notes what each move of the head was, so that it can be undone, counts the
words, and lets a playthrough be given another title. `game.storage.migrations` leads from each to the next.

Rows are only ever added; ``head`` alone is overwritten, and what it was stands in ``move``. Each row carries
a seal over its values, each moment's seal also covers its parent's; the head's covers how many moments there
are, how many rows in the tables beside them, the seal of the moment where the film stands, and the sums of
all seals, so that nothing can be lost, or come from another film, unnoticed.
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

FORMAT = 4
"""The format that this edition writes (SQLite's ``user_version``), and the newest that it reads."""

FIRST_FORMAT = 1
"""The oldest that it reads."""

_KEPT = (
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
    """CREATE TABLE sitting (
  ident INTEGER PRIMARY KEY,
  first_moment INTEGER NOT NULL,
  edition TEXT NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
)
"""What every format has."""

FORMER = (
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
)
"""What only the formats before the fourth had."""

NEWER = (
    """CREATE TABLE title (
  ident INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  moment INTEGER NOT NULL REFERENCES moment (ident),
  take INTEGER NOT NULL,
  words INTEGER NOT NULL,
  moments INTEGER NOT NULL,
  notes INTEGER NOT NULL,
  tip BLOB NOT NULL,
  total BLOB NOT NULL,
  beside BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE move (
  ident INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('retake', 'go', 'load', 'what_if', 'skip', 'undo', 'redo')),
  left_moment INTEGER NOT NULL REFERENCES moment (ident),
  left_take INTEGER NOT NULL,
  left_words INTEGER NOT NULL,
  moment INTEGER NOT NULL REFERENCES moment (ident),
  take INTEGER NOT NULL,
  words INTEGER NOT NULL,
  name TEXT NOT NULL,
  moments INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
    """CREATE TABLE bookmark (
  ident INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('named', 'quick')),
  moment INTEGER REFERENCES moment (ident),
  take INTEGER NOT NULL,
  words INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  seal BLOB NOT NULL
) STRICT""",
)
"""What the fourth has in their place."""
# bookmark.moment may be empty so that taking a name away is one more row and can itself be taken back.

_HEADER = struct.Struct(">16s 2x B B 40x I 4x I 28x")
_MAGIC = b"SQLite format 3\0"
_ROLLBACK = 1
_LARGEST_PAGE = 65536


def lay_tables(database: Database) -> None:
    """Mark an empty database as a film, and lay its tables."""
    database.write(f"PRAGMA application_id = {APPLICATION_ID}")
    mark_format(database, FORMAT)
    for statement in _KEPT + NEWER:
        database.write(statement)


def mark_format(database: Database, number: int) -> None:
    """Mark the film as one of this format; within the transaction that makes it so."""
    database.write(f"PRAGMA user_version = {number}")


def format_of(database: Database) -> int:
    """Return the format that the film says it has."""
    return database.number("PRAGMA user_version")


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
    if version < FIRST_FORMAT or (writing, reading) != (_ROLLBACK, _ROLLBACK):
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
    """Return whether the database is marked as a film and holds its format's statements and nothing more."""
    application = database.number("PRAGMA application_id")
    version = format_of(database)
    statements = _KEPT + (NEWER if version == FORMAT else FORMER)
    found = database.all("SELECT sql FROM sqlite_schema", tuple[str | None])
    return (
        application == APPLICATION_ID
        and FIRST_FORMAT <= version <= FORMAT
        and set(found) == {(each,) for each in statements}
    )


def _read_header(path: Path) -> bytes:
    with UNDISTURBED, path.open("rb") as stream:
        return stream.read(_HEADER.size)
