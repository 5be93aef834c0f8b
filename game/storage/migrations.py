"""From one format to the next: one function a version, each on a copy and in one transaction.

Law: a moment is never written anew, so that its seal stays what it was. What was read is compared with its
seal before it is written in another shape. A function that was released is never changed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from game.storage.head import stand_anew
from game.storage.moments import BookmarkKind, Head
from game.storage.schema import FORMAT, NEWER, format_of, mark_format
from game.storage.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.storage.database import Database


def migrate(database: Database) -> None:
    """Bring a copy of a film to the newest format.

    Raises:
        SaveRefused: or an error of the decoders, if something in it is not what was written.
    """
    while (version := format_of(database)) < FORMAT:
        with database.writing():
            _STEPS[version](database)
            mark_format(database, version + 1)


def _to_2(_: Database) -> None:
    """The same tables; from here on a moment may hold a docking that is under way."""


def _to_3(_: Database) -> None:
    """The same tables; from here on a moment may hold the station's half-hour as well."""


def _to_4(database: Database) -> None:
    """Moves get a kind, lines of moments a count of words, and a playthrough may get another title."""
    head = database.sealed_one("SELECT moment, take, seal FROM head", tuple[int, int, bytes])
    retakes = database.sealed(
        "SELECT left_moment, left_take, moment, take, made_at, seal FROM retake ORDER BY ident",
        tuple[int, int, int, int, str, bytes],
    )
    bookmarks = database.sealed(
        "SELECT name, kind, moment, take, made_at, seal FROM bookmark ORDER BY ident",
        tuple[str, BookmarkKind, int | None, int, str, bytes],
    )
    words = Tree(database).words_to_each()
    if not all(0 <= ident < len(words) for ident in (head[0], *(row[0] for row in retakes))):
        raise msgspec.ValidationError("the film stands where there is no moment")
    for table in ("head", "retake", "bookmark"):
        database.write(f"DROP TABLE {table}")
    for statement in NEWER:
        database.write(statement)
    for left, left_take, to, take, made_at, _ in retakes:
        told = (left, left_take, words[left], to, take, words[to])
        database.add("move", None, "retake", *told, "", 0, made_at)
    for name, kind, moment, take, made_at, _ in bookmarks:
        counted = 0 if moment is None else words[moment]
        database.add("bookmark", None, name, kind, moment, take, counted, made_at)
    stand_anew(database, Head(head[0], head[1], words[head[0]]))


_STEPS: Mapping[int, Callable[[Database], None]] = MappingProxyType({1: _to_2, 2: _to_3, 3: _to_4})
