"""A film's file: its connection, its lock, its label, and how an older format becomes the newest.

Law: a file is looked at before it is believed, and an older one is brought up to date on a copy; what it was
goes into the bin.
"""

from __future__ import annotations

import os
from contextlib import suppress
from filecmp import cmp
from shutil import copyfile
from typing import TYPE_CHECKING, Final

from game.errors import SaveRefused
from game.storage.codec import decode_words, encode_words
from game.storage.database import Database
from game.storage.disk import sync
from game.storage.lock import Lock, take_lock
from game.storage.migrations import migrate
from game.storage.moments import Label
from game.storage.names import shown_name
from game.storage.refusals import refusing
from game.storage.schema import format_of, has_our_tables

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".film"
BIN: Final = "bin"
"""The folder, in a can, of what was thrown away and of what older editions left."""


def connect(path: Path, file: str, *, to_write: bool, may_write: bool) -> Database:
    """Return a connection to a film's file, in which nothing but a film's tables was found."""
    journal = path.with_name(path.name + "-journal").exists()
    mode = "rw" if to_write or (journal and may_write) else "ro"
    database = Database(f"{path.absolute().as_uri()}?mode={mode}", file)
    try:
        if not has_our_tables(database) or path.stat().st_size < database.size():
            raise SaveRefused("save.damaged", file=file)
    except BaseException:
        database.close()
        raise
    return database


def refuse_unsound(database: Database) -> None:
    """Do nothing where SQLite finds nothing wrong.

    Raises:
        SaveRefused: ``save.damaged`` if it does.
    """
    if not database.is_sound():
        raise SaveRefused("save.damaged", file=database.file)


def renewed(database: Database, path: Path, *, in_place: bool) -> Database:
    """Return a film of an older format as one of the newest, and close the connection to the old one.

    Args:
        database: the film's.
        path: its file.
        in_place: whether the file itself shall be of the newest format; what it was goes into the bin. Else
            only a copy in memory is.
    """
    with database:
        if not in_place:
            copy = copy_in_memory(database)
            try:
                migrate(copy)
            except BaseException:
                copy.close()
                raise
            return copy
        refuse_unsound(database)
        was = format_of(database)
        unfinished = path.with_name(f".{path.name}-new")
        try:
            unfinished.unlink(missing_ok=True)
            database.copy_to(unfinished)
            with Database(unfinished.absolute().as_uri() + "?mode=rw", database.file) as copy:
                migrate(copy)
            lay_aside(path, was)
            unfinished.replace(path)
            sync(path.parent)
        finally:
            for leftover in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)
    return connect(path, database.file, to_write=True, may_write=True)


def lay_aside(path: Path, was: int) -> None:
    """Put a film as an older edition left it into the bin, unless these very bytes lie there already.

    Args:
        path: the film's file, which stays.
        was: its format.

    Raises:
        OSError: if it cannot be put there.
    """
    bin_folder = path.parent / BIN
    bin_folder.mkdir(exist_ok=True)
    stem = f"{path.stem}.format-{was}"
    aside, number = bin_folder / f"{stem}{SUFFIX}", 1
    while aside.exists():
        if cmp(path, aside, shallow=False):
            return
        number += 1
        aside = bin_folder / f"{stem}-{number}{SUFFIX}"
    unfinished = bin_folder / f".{aside.name}-new"
    try:
        copyfile(path, unfinished)
        sync(unfinished)
        unfinished.replace(aside)
        sync(bin_folder)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def copy_in_memory(database: Database) -> Database:
    """Return a copy of a whole database that lies in memory only."""
    copy = Database(":memory:", database.file)
    try:
        database.copy_into(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def fresh_ident(started_at: str) -> str:
    """Return an ident that no other playthrough has: the day it was begun (ISO 8601), and chance."""
    return f"{ident_day(started_at)}-{os.urandom(3).hex()}"


def ident_day(started_at: str) -> str:
    """Return how the ident begins of every playthrough that is begun on this day (ISO 8601)."""
    return "".join(character for character in started_at[:10] if character in "0123456789")


def lock_film(path: Path) -> Lock | None:
    """Return the lock on a film's file; None while another game has it."""
    with refusing(shown_name(path)):
        return take_lock(lock_of(path))


def lock_of(path: Path) -> Path:
    """Return the file that carries the lock on a film's file."""
    return path.with_name(f".{path.stem}.lock")


def label_row(label: Label) -> tuple[str | int, ...]:
    """Return a label as its row holds it."""
    told = (label.ident, label.title, label.seed, label.edition, label.started_at, label.start_reel)
    return (*told, encode_words(label.marks))


def read_label(database: Database) -> Label:
    """Return the label of a film; raises as `Database.sealed_one` does."""
    row = database.sealed_one(
        "SELECT ident, title, seed, edition, started_at, start_reel, marks, seal FROM film",
        tuple[str, str, int, str, str, int, str, bytes],
    )
    return Label(*row[:6], decode_words(row[6]))
