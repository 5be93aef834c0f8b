"""What can still be read of a damaged film, as a new one.

Law: the damaged file is read and never written. A moment counts as readable when its own seals fit: the one
over it and the seal above it, and the one over its state. Of anything else nothing is taken over. Where some
in between are lost, the next that is readable hangs from the last before the gap, or is the first. The rows
are looked for in the pages themselves, so that it does not matter whether SQLite still finds its way through
the file.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from game.errors import SaveRefused
from game.storage.codec import decode_lines, decode_words, seal, unpack
from game.storage.database import UNDISTURBED, Database
from game.storage.moments import BookmarkKind, Head, Label, Moment, MoveKind
from game.storage.names import shown_name
from game.storage.pages import rows_in
from game.storage.prints import LARGEST_PLAIN, open_file
from game.storage.refusals import refusing
from game.storage.schema import lay_tables
from game.storage.splice import Splice
from game.storage.tree import Row, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from game.storage.film import Film
    from game.storage.pages import Cell

REJOINED: Final = "salvaged"
"""As the edition of a moment that hangs from another than it was played from: none leads to it from there."""

_COLUMNS_OF_MOMENT = 16
_SEAL_BYTES = 16


class _Label(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    ident: str
    title: str
    seed: int
    edition: str
    started_at: str
    start_reel: int
    marks: str


class _Sitting(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    first_moment: int
    edition: str
    made_at: str


class _Title(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    title: str
    made_at: str


class _Head(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    moment: int
    take: int
    words: int
    moments: int
    notes: int
    tip: bytes = b""
    total: bytes = b""
    beside: bytes = b""


class _FormerHead(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    moment: int
    take: int


class _Move(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    kind: MoveKind
    left_moment: int
    left_take: int
    left_words: int
    moment: int
    take: int
    words: int
    name: str
    moments: int
    made_at: str


class _Retake(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    left_moment: int
    left_take: int
    moment: int
    take: int
    made_at: str


class _Mark(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    name: str
    kind: BookmarkKind
    moment: int | None
    take: int
    words: int
    made_at: str


class _FormerMark(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    name: str
    kind: BookmarkKind
    moment: int | None
    take: int
    made_at: str


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was found in a damaged film.

    Attributes:
        film: the readable moments in memory, under an ident of their own, numbered anew where some are
            missing; None where none can be read.
        moments: how many were recovered.
        lost: how many more can be told to have been there.
    """

    film: Film | None
    moments: int
    lost: int


@dataclass(slots=True)
class _Found:
    """Rows that were made out in a file.

    What an older format wrote lies about in a film that was brought to the newest: it counts only where
    nothing newer of its kind is there.

    Attributes:
        moments: by number, without it; not yet believed.
        notes: of the other tables, by number, without number and seal; each fits its seal.
    """

    moments: dict[int, list[tuple[Cell, ...]]] = field(default_factory=dict[int, "list[tuple[Cell, ...]]"])
    notes: set[tuple[int, tuple[Cell, ...]]] = field(default_factory=set["tuple[int, tuple[Cell, ...]]"])

    def of(self, shape: type[_T]) -> list[_T]:
        """Return the notes that have this shape, in the order of their numbers."""
        told: list[_T] = []
        for _, values in sorted(self.notes, key=lambda note: note[0]):
            with suppress(msgspec.ValidationError):
                told.append(msgspec.convert(values, shape))
        return told

    def heads(self) -> list[_Head]:
        """Return where the film stood; what was overwritten may come as well."""
        former = self.of(_FormerHead)
        return self.of(_Head) or [_Head(head.moment, head.take, 0, 0, 0) for head in former]

    def marks(self) -> list[_Mark]:
        """Return every name that was given or taken away."""
        former = self.of(_FormerMark)
        return self.of(_Mark) or [
            _Mark(mark.name, mark.kind, mark.moment, mark.take, 0, mark.made_at) for mark in former
        ]

    def moves(self) -> list[_Move]:
        """Return every move of the head."""
        former = self.of(_Retake)
        return self.of(_Move) or [
            _Move(
                "retake", back.left_moment, back.left_take, 0, back.moment, back.take, 0, "", 0, back.made_at
            )
            for back in former
        ]


def salvage(path: Path, title: Callable[[str], str] = str) -> Salvaged:
    """Return what can be read of a film's file; the file stays as it is.

    Args:
        path: the file, damaged in any way.
        title: makes the new film's title of the one that it had, or of the file's name.

    Raises:
        SaveRefused: ``print.missing``, ``save.unreadable``, ``print.foreign`` for what is no file,
            ``print.too_large`` or ``print.disk``.
    """
    found = _look_through(path)
    moments = list(_believed(found, shown_name(path)))
    if not moments:
        return Salvaged(None, 0, _told_of(found))
    splice = Splice(_label(found, path, moments[0], title), shown_name(path))
    try:
        numbers: dict[int, int] = {}
        rejoined: set[int] = set()
        for number, moment in enumerate(moments):
            above = None if moment.parent is None else numbers.get(moment.parent)
            if moment.parent is not None and above is None:
                above = number - 1 if number else None
                rejoined.add(number)
            numbers[moment.ident] = number
            command = moment.command if above is not None else None
            splice.add(replace(moment, ident=number, parent=above, command=command))
        _add_sittings(splice, found, numbers, rejoined)
        _add_notes(splice, found, numbers)
        with splice.finish(_head(splice, found, moments, numbers)) as film:
            return Salvaged(film.lift(), len(moments), max(0, _told_of(found) - len(moments)))
    finally:
        splice.close()


def _look_through(path: Path) -> _Found:
    content, journal = _read(path), b""
    with suppress(SaveRefused):
        journal = _read(path.with_name(path.name + "-journal"))
    found = _Found()
    for number, columns in rows_in(content, journal):
        row = columns[1:]
        if not row or columns[0] is not None:
            # The number stands in the key; its own column is empty.
            continue
        if len(row) == _COLUMNS_OF_MOMENT - 1:
            known = found.moments.setdefault(number, [])
            if row not in known:
                known.append(row)
        elif row[-1] == seal(*row[:-1]):
            found.notes.add((number, row[:-1]))
    return found


def _read(path: Path) -> bytes:
    with UNDISTURBED, open_file(path) as source:
        content = source.read(LARGEST_PLAIN + 1)
    if len(content) > LARGEST_PLAIN:
        raise SaveRefused("print.too_large", file=shown_name(path))
    return content


def _believed(found: _Found, file: str) -> Iterator[Moment]:
    """Yield the moments that are what was written, from the first on.

    A row that is not stays within reach: its seal may be what the next one is tied to, and its state what the
    next one differs from; either counts only where it makes the next one's own seals fit.
    """
    # Whatever hangs from nothing must at least be drawn from the seed of this film.
    seeds = {born.seed for born in found.of(_Label)}
    with Database(":memory:", file) as database:
        # A row may stand here without the one above it.
        database.write("PRAGMA foreign_keys = OFF")
        with database.writing():
            lay_tables(database)
        tree = Tree(database)
        for number in sorted(found.moments):
            moment = _tried(database, tree, number, found.moments[number])
            if moment is not None and (not seeds or moment.state.seed in seeds):
                seeds = seeds or {moment.state.seed}
                yield moment


def _tried(database: Database, tree: Tree, number: int, rows: Iterable[tuple[Cell, ...]]) -> Moment | None:
    """Return the moment that one of these rows is, if it fits its seal; else the last that may be stays."""
    for row in rows:
        if (row[0] is None) == (number == 0) and _looks_whole(number, row):
            odd = suppress(SaveRefused, ValueError, ArithmeticError, sqlite3.IntegrityError)
            with odd, refusing(database.file):
                _put(database, number, row)
                return tree.moment(number)
    return None


def _put(database: Database, number: int, row: tuple[Cell, ...]) -> None:
    marks = ", ".join("?" * _COLUMNS_OF_MOMENT)
    # Not a statement of any file: the columns are ours.
    database.write(f"INSERT OR REPLACE INTO moment VALUES ({marks})", number, *row)  # noqa: S608 - constants


def _told_of(found: _Found) -> int:
    """Return how many moments there were, as far as anything still tells."""
    most = 0
    for number, rows in found.moments.items():
        if any(_looks_whole(number, row) for row in rows):
            most = max(most, number + 1)
    heads = [max(head.moment, head.moments - 1) for head in found.heads()]
    marks = [mark.moment for mark in found.marks() if mark.moment is not None]
    moved = [move.moments for move in found.of(_Move)]
    return max([most, *(there + 1 for there in (*heads, *marks)), *moved])


def _looks_whole(number: int, row: tuple[Cell, ...]) -> bool:
    """Tell whether a row has a moment's types and its words can be read; it may hang from nothing."""
    try:
        told = msgspec.convert((number, *row[:-1]), Row)
        decode_lines(unpack(told.lines))
    except (ValueError, zlib.error, RecursionError):
        return False
    return len(told.seal) == len(told.state_seal) == _SEAL_BYTES and 0 <= told.depth <= number


def _label(found: _Found, path: Path, first: Moment, make_title: Callable[[str], str]) -> Label:
    """Return the label as far as it can be read."""
    titles = [given.title for given in found.of(_Title)]
    for born in found.of(_Label):
        title = make_title([born.title, *titles][-1])
        told = (born.ident, title, born.seed, born.edition, born.started_at, born.start_reel)
        with suppress(msgspec.MsgspecError):
            return Label(*told, decode_words(born.marks))
    edition = next((sitting.edition for sitting in found.of(_Sitting)), "")
    title = make_title([shown_name(path), *titles][-1])
    return Label("", title, first.state.seed, edition, first.made_at, first.state.reel, ())


def _head(splice: Splice, found: _Found, moments: list[Moment], numbers: dict[int, int]) -> Head:
    """Return where the film stood, else its last moment."""
    last = _Head(moments[-1].ident, moments[-1].take, 0, 0, 0)
    head = next(head for head in (*found.heads(), last) if head.moment in numbers)
    there = numbers[head.moment]
    return Head(there, head.take, splice.words(there))


def _add_sittings(splice: Splice, found: _Found, numbers: dict[int, int], rejoined: set[int]) -> None:
    """Say which edition played what; what hangs from another moment than it was played from is of none."""
    label = splice.label
    played = [
        (_count(numbers, sitting.first_moment), sitting.edition, sitting.made_at)
        for sitting in found.of(_Sitting)
    ]
    played.sort(key=lambda sitting: sitting[0])
    edition, at = label.edition, label.started_at
    for number in range(splice.count + 1):
        for first, name, when in played:
            if first == number:
                edition, at = name, when
                splice.note("sitting", number, edition, at)
        if number in rejoined:
            splice.note("sitting", number, REJOINED, at)
            splice.note("sitting", number + 1, edition, at)


def _add_notes(splice: Splice, found: _Found, numbers: dict[int, int]) -> None:
    """Take over the names and the moves whose moments are there."""
    for mark in found.marks():
        if mark.moment is None:
            splice.note("bookmark", mark.name, mark.kind, None, mark.take, 0, mark.made_at)
        elif mark.moment in numbers:
            there = numbers[mark.moment]
            words = splice.words(there)
            splice.note("bookmark", mark.name, mark.kind, there, mark.take, words, mark.made_at)
    for move in found.moves():
        if move.left_moment in numbers and move.moment in numbers:
            left, there = numbers[move.left_moment], numbers[move.moment]
            told = (left, move.left_take, splice.words(left), there, move.take, splice.words(there))
            moments = _count(numbers, move.moments)
            splice.note("move", move.kind, *told, move.name, moments, move.made_at)


def _count(numbers: dict[int, int], before: int) -> int:
    """Return how many of the recovered moments stood before this number."""
    return sum(ident < before for ident in numbers)
