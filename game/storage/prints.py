"""A print: one playthrough as one file that can be given away, and the one door for films that come in.

Law: nothing in a file is executed and nothing in it is believed. What is read is bounded before it is
unpacked, every value is compared with its type, every moment is sealed anew and compared with its seal, and
the whole is checked as any film is. A name in a file is shown, never used as a path. Nothing lies in the can
before all of it was found sound.

A print is JSON, one object a line, squeezed by gzip, so that ``zcat`` reads it: the label; the moments by
number, their order, lines and state as a film keeps them; where it stands; the moves, the bookmarks, the
sittings and the titles; at last the count of lines and a seal over all of them. The shapes here are the
file's: a field may be added with a default, none that was released is renamed.
"""

from __future__ import annotations

import os
import stat
import unicodedata
import zlib
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Final, TypeVar, cast

import msgspec

from game.errors import SaveRefused
from game.storage.codec import decode_command, decode_lines, decode_state, unpack
from game.storage.database import UNDISTURBED
from game.storage.film import SUFFIX, Film
from game.storage.moments import (
    BookmarkKind,
    Head,
    Label,
    Moment,
    MoveKind,
)
from game.storage.names import shown_name
from game.storage.refusals import disk_refusal, refusing
from game.storage.splice import Splice
from game.storage.tree import Row

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from game.engine.state import State
    from game.storage.can import Can
    from game.storage.splice import Notes

PRINT: Final = ".print"
"""How a print's name ends."""

SHAPE: Final = 1
"""The version of the file's shape."""

LARGEST_FILE: Final = 1 << 25
"""Bytes that a print may have; three times the twenty hours that a film is made for."""

LARGEST_PLAIN: Final = 1 << 28
"""Bytes that it may have when it is unpacked, and that a film may have that is taken in."""

LONGEST_LINE: Final = 1 << 22
"""Bytes of one line; a hundred times what the longest moment needs."""

MOST_LINES: Final = 50_000
"""Lines of a print; ten times the twenty hours that a film is made for."""

_PIECE: Final = 1 << 16
_GZIP = 31
"""The window of zlib that writes and reads a gzip member and nothing else."""
_GZIP_MARK = b"\x1f\x8b"
_SQLITE_MARK = b"SQLite format 3\0"
_NO_ORDER = b"null"

_Number = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
_Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
_Name = Annotated[str, msgspec.Meta(max_length=400)]
_Ident = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z_][0-9A-Za-z._-]{0,79}\Z")]
_Edition = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z ._+-]{0,80}\Z")]
_When = Annotated[
    str,
    msgspec.Meta(
        pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})\Z"
    ),
]
_Clock = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\Z")]
_Seal = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]


class _Shape(msgspec.Struct, frozen=True):
    """As much of the first line as every version of the shape has."""

    off_script_print: _Count


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="is"):
    """A line of a print."""


class _LabelLine(_Told, frozen=True, tag="label"):
    off_script_print: _Count
    ident: _Ident
    title: _Name
    seed: _Number
    edition: _Edition
    started_at: _When
    start_reel: _Count
    marks: tuple[_Name, ...]


class _MomentLine(_Told, frozen=True, tag="moment"):
    ident: _Count
    parent: _Count | None
    take: _Count
    made_at: _When
    caption: _Name
    clock: _Clock
    seal: _Seal
    whole: bool
    command: msgspec.Raw
    lines: msgspec.Raw
    state: msgspec.Raw


class _HeadLine(_Told, frozen=True, tag="head"):
    moment: _Count
    take: _Count
    words: _Count


class _NoteLine(_Told, frozen=True):
    """A row of a table that has no other meaning here than to be kept."""


class _MoveLine(_NoteLine, frozen=True, tag="move"):
    kind: MoveKind
    left_moment: _Count
    left_take: _Count
    left_words: _Count
    moment: _Count
    take: _Count
    words: _Count
    name: _Name
    moments: _Count
    made_at: _When


class _BookmarkLine(_NoteLine, frozen=True, tag="bookmark"):
    name: _Name
    kind: BookmarkKind
    moment: _Count | None
    take: _Count
    words: _Count
    made_at: _When


class _SittingLine(_NoteLine, frozen=True, tag="sitting"):
    first_moment: _Count
    edition: _Edition
    made_at: _When


class _TitleLine(_NoteLine, frozen=True, tag="title"):
    title: _Name
    made_at: _When


class _EndLine(_Told, frozen=True, tag="end"):
    lines: _Count
    seal: _Seal


_Line = (
    _LabelLine | _MomentLine | _HeadLine | _MoveLine | _BookmarkLine | _SittingLine | _TitleLine | _EndLine
)

_N = TypeVar("_N", bound=_NoteLine)

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Line).decode


def write_print(film: Film, sink: BinaryIO, *, to: int | None = None) -> None:
    """Write a playthrough as a print.

    Args:
        film: it may be open for playing, here or elsewhere, or be in memory only.
        sink: takes the bytes; what it refuses is raised as it comes.
        to: only the line that leads to this moment, numbered anew, with the bookmarks on it; None for
            everything.

    Raises:
        SaveRefused: ``save.damaged`` if the film is not sound; ``print.too_large`` if `read_print` would
            refuse the print.
        UsedWrongly: if there is no such moment.
    """
    if to is not None:
        with line_only(film, to) as cut:
            write_print(cut, sink)
        return
    file = film.database.file
    if film.count() > MOST_LINES:
        # Before every one of them is read.
        raise SaveRefused("print.too_large", file=file)
    _refuse_unsound(film)
    packing = zlib.compressobj(wbits=_GZIP)
    whole = blake2b(digest_size=16)
    packed = plain = lines = 0
    for line in _lines_of(film):
        told = _encode(line) + b"\n"
        whole.update(told)
        lines, plain = lines + 1, plain + len(told)
        packed += sink.write(packing.compress(told))
        longest = len(told) > LONGEST_LINE or lines >= MOST_LINES
        # What is still in the packing has its place in the last piece.
        if longest or plain > LARGEST_PLAIN - _PIECE or packed > LARGEST_FILE - _PIECE:
            raise SaveRefused("print.too_large", file=file)
    sink.write(packing.compress(_encode(_EndLine(lines, whole.hexdigest())) + b"\n"))
    sink.write(packing.flush())


def line_only(film: Film, to: int) -> Film:
    """Return the line of moments that leads to one, as a playthrough in memory that stands at its end.

    The moments are numbered anew, the bookmarks on them come along, the title is the one it has now.

    Raises:
        SaveRefused: ``save.damaged`` if the film is not sound.
        UsedWrongly: if there is no such moment.
    """
    numbers = {frame.ident: number for number, frame in enumerate(film.line_of_descent(to))}
    _refuse_unsound(film)
    label = msgspec.structs.replace(_label_line(film), title=film.title)
    splice = Splice(_label_of(label), film.database.file)
    try:
        take = 1
        state: State | None = None
        for line in _moments_of(film):
            if line.ident in numbers:
                # On a line the parent is the one before.
                state = decode_state(bytes(line.state), None if line.whole else state)
                take, number = line.take, numbers[line.ident]
                moment = _moment_of(line, state)
                splice.add(replace(moment, ident=number, parent=number - 1 if number else None))
        edition = ""
        for row in _notes_of(film, _SittingLine):
            # The first of them on this line that it was in force for.
            first = next((number for ident, number in numbers.items() if ident >= row.first_moment), None)
            if first is not None and row.edition != edition:
                edition = row.edition
                splice.note("sitting", first, edition, row.made_at)
        dropped = film.dropped_bookmarks()
        for mark in (*film.bookmarks(), *dropped):
            if mark.moment in numbers:
                told = (numbers[mark.moment], mark.take, mark.words, mark.made_at)
                splice.note("bookmark", mark.name, mark.kind, *told)
                if mark in dropped:
                    splice.note("bookmark", mark.name, mark.kind, None, mark.take, 0, mark.made_at)
        last = len(numbers) - 1
        return splice.finish(Head(last, take, splice.words(last)))
    except BaseException:
        splice.close()
        raise


def read_print(source: BinaryIO, name: str) -> Film:
    """Return the playthrough that `write_print` wrote, in memory only, every part of it compared.

    Args:
        source: gives the bytes; no more than `LARGEST_FILE` are read.
        name: of the file, as the player may see it.

    Raises:
        SaveRefused: in one sentence: ``print.empty``, ``print.foreign``, ``print.newer``,
            ``print.too_large``, ``print.cut`` or ``print.damaged``.
    """
    with _refusing(name):
        return _spliced(_unpacked(source, name), name)


def import_film(path: Path, can: Can) -> Film:
    """Take a print, or a film from elsewhere, into the can, and return it open.

    A film of any format that can be read is copied row by row, through the same door as a print; its own file
    is only looked at. Where its ident is taken in this can it gets another.

    Raises:
        SaveRefused: as `read_print` does; ``print.missing`` and what `game.storage.film.Film.open` says; or
            ``saves.folder`` and the like. Nothing is left in the can then.
    """
    name = shown_name(path)
    with _refusing(name):
        film = _taken_in(path, name)
    with film:
        if not (can.folder / f"{film.ident}{SUFFIX}").exists():
            return film.keep(can.ensure_folder())
        with film.lift() as another:
            return another.keep(can.ensure_folder())


def _taken_in(path: Path, name: str) -> Film:
    with UNDISTURBED, open_file(path) as source:
        mark = source.read(len(_SQLITE_MARK))
        size = os.fstat(source.fileno()).st_size
    if mark != _SQLITE_MARK:
        with open_file(path) as source:
            return _spliced(_unpacked(source, name), name)
    if size > LARGEST_PLAIN:
        raise SaveRefused("print.too_large", file=name)
    spool = BytesIO()
    with Film.open(path, writable=False) as film:
        write_print(film, spool)
    spool.seek(0)
    return _spliced(_unpacked(spool, name), name)


@contextmanager
def open_file(path: Path) -> Generator[BinaryIO]:
    """Open a file to read it, and nothing else that a name may lead to.

    Raises:
        SaveRefused: ``print.missing``, ``print.foreign`` for a folder, a pipe or a device,
            ``save.unreadable``, or ``print.disk``, within the block as well.
    """
    with _opened(path) as source:
        try:
            yield source
        except OSError as error:
            raise SaveRefused("print.disk", file=shown_name(path)) from error


def _opened(path: Path) -> BinaryIO:
    name = shown_name(path)
    # A pipe that nobody writes to would be waited on for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SaveRefused("print.foreign", file=name)
        source = os.fdopen(os.open(path, flags), "rb")
    except OSError as error:
        refusal = disk_refusal(error, name)
        phrases = {"save.missing": "print.missing", "save.read_only": "save.unreadable"}
        raise SaveRefused(phrases.get(refusal.phrase, "print.disk"), file=name) from error
    except ValueError as error:
        # A name with a NUL in it.
        raise SaveRefused("print.missing", file=name) from error
    if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
        # Another hand put it there since.
        source.close()
        raise SaveRefused("print.foreign", file=name)
    return source


@contextmanager
def _refusing(name: str) -> Generator[None]:
    """Within this block whatever a file can hold wrongly is raised as `SaveRefused`."""
    try:
        with refusing(name):
            yield
    except SaveRefused as refusal:
        if refusal.phrase == "save.damaged":
            raise SaveRefused("print.damaged", file=name) from refusal
        raise
    except (ValueError, ArithmeticError) as error:
        raise SaveRefused("print.damaged", file=name) from error


def _unpacked(source: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines of a print, each with its end, never more than are bounded."""
    unpacking = zlib.decompressobj(_GZIP)
    packed = plain = 0
    rest = b""
    while not unpacking.eof:
        piece = unpacking.unconsumed_tail or source.read(_PIECE)
        if not packed and not piece.startswith(_GZIP_MARK):
            raise SaveRefused("print.foreign" if piece else "print.empty", file=name)
        if not unpacking.unconsumed_tail:
            packed += len(piece)
        part = unpacking.decompress(piece, _PIECE)
        if not piece and not part:
            raise SaveRefused("print.cut", file=name)
        plain += len(part)
        *whole, rest = (rest + part).split(b"\n")
        longest = max(map(len, (*whole, rest)))
        if packed > LARGEST_FILE or plain > LARGEST_PLAIN or longest > LONGEST_LINE:
            raise SaveRefused("print.too_large", file=name)
        for line in whole:
            yield line + b"\n"
    if rest or unpacking.unused_data or source.read(1):
        raise SaveRefused("print.damaged", file=name)


def _spliced(lines: Iterator[bytes], name: str) -> Film:
    first = next(lines, b"")
    splice = Splice(_read_label(first, name), name)
    try:
        whole = blake2b(first, digest_size=16)
        head: Head | None = None
        for count, told in enumerate(lines, 1):
            line = _decode(told)
            if count > MOST_LINES:
                raise SaveRefused("print.too_large", file=name)
            match line:
                case _MomentLine() if head is None:
                    _add_moment(splice, line)
                case _HeadLine() if head is None:
                    head = Head(line.moment, line.take, line.words)
                case _NoteLine() if head is not None:
                    _refuse_odd(*msgspec.structs.astuple(line))
                    splice.note(_table_of(type(line)), *msgspec.structs.astuple(line))
                case _EndLine() if head is not None:
                    if (line.lines, line.seal) != (count, whole.hexdigest()) or next(lines, b""):
                        raise msgspec.ValidationError("the print is not what was written")
                    return splice.finish(head)
                case _:
                    raise msgspec.ValidationError(f"line {count} stands where it cannot")
            whole.update(told)
    except BaseException:
        splice.close()
        raise
    splice.close()
    raise SaveRefused("print.cut", file=name)


def _read_label(first: bytes, name: str) -> Label:
    try:
        shape = msgspec.json.decode(first, type=_Shape).off_script_print
    except msgspec.MsgspecError as error:
        raise SaveRefused("print.foreign", file=name) from error
    if shape > SHAPE:
        raise SaveRefused("print.newer", file=name, version=shape, newest=SHAPE)
    return _label_of(msgspec.json.decode(first, type=_LabelLine))


def _label_of(line: _LabelLine) -> Label:
    _refuse_odd(line.title, *line.marks)
    told = (line.ident, line.title, line.seed, line.edition, line.started_at, line.start_reel)
    return Label(*told, line.marks)


def _add_moment(splice: Splice, line: _MomentLine) -> None:
    whole = line.whole or line.parent is None
    state = decode_state(
        bytes(line.state), None if whole or line.parent is None else splice.state(line.parent)
    )
    moment = _moment_of(line, state)
    _refuse_odd(
        moment.caption,
        *(text for each in moment.lines for text in (each.text, each.speaker, each.ident)),
        *(text for offer in state.offers for text in (offer.ident, offer.label)),
        *(state.phase, state.place.scene, state.place.beat, state.ending),
        *(text for pair in state.facts for text in pair),
    )
    # The clock also stands in the line, where its shape was compared.
    if state.clock != line.clock or splice.add(moment).seal.hex() != line.seal:
        raise msgspec.ValidationError(f"moment {line.ident} is not what was written")


def _moment_of(line: _MomentLine, state: State) -> Moment:
    order = bytes(line.command)
    return Moment(
        ident=line.ident,
        parent=line.parent,
        command=None if order == _NO_ORDER else decode_command(order),
        state=state,
        lines=decode_lines(bytes(line.lines)),
        caption=line.caption,
        take=line.take,
        made_at=line.made_at,
    )


def _refuse_odd(*texts: object) -> None:
    """Refuse a text that would speak to the terminal instead of the player."""
    for text in texts:
        if isinstance(text, str) and not text.isprintable():
            for character in text:
                if character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}:
                    raise msgspec.ValidationError(f"{character!r} in a text")


def _lines_of(film: Film) -> Iterator[_Told]:
    """Yield what a film holds; it was checked before."""
    with film.database.refusing():
        yield from _lines_as_they_lie(film)


def _lines_as_they_lie(film: Film) -> Iterator[_Told]:
    yield _label_line(film)
    yield from _moments_of(film)
    head = film.head()
    yield _HeadLine(head.moment, head.take, head.words)
    yield from _notes_of(film, _MoveLine)
    yield from _notes_of(film, _BookmarkLine)
    yield from _notes_of(film, _SittingLine)
    yield from _notes_of(film, _TitleLine)


def _moments_of(film: Film) -> Iterator[_MomentLine]:
    columns = ", ".join(Row.__struct_fields__)
    rows = film.database.connection.execute(f"SELECT {columns}, state FROM moment ORDER BY ident")  # noqa: S608 - constants
    # All at once: a game that has the film open must not wait for whoever takes our bytes.
    for *values, kept in rows.fetchall():
        row = msgspec.convert(values, Row)
        yield _MomentLine(
            ident=row.ident,
            parent=row.parent,
            take=row.take,
            made_at=row.made_at,
            caption=row.caption,
            clock=row.clock,
            seal=row.seal.hex(),
            whole=bool(row.whole),
            command=msgspec.Raw(_NO_ORDER if row.command is None else unpack(row.command)),
            lines=msgspec.Raw(unpack(row.lines)),
            state=msgspec.Raw(unpack(kept)),
        )


def _refuse_unsound(film: Film) -> None:
    """Read everything that is known of a film; its file may be gone, and a print may be what saves it."""
    Film(film.database, film.label, None, None).check()


def _label_line(film: Film) -> _LabelLine:
    label = film.label
    return _LabelLine(
        off_script_print=SHAPE,
        ident=label.ident,
        title=label.title,
        seed=label.seed,
        edition=label.edition,
        started_at=label.started_at,
        start_reel=label.start_reel,
        marks=label.marks,
    )


def _notes_of(film: Film, shape: type[_N]) -> list[_N]:
    fields = shape.__struct_fields__
    query = f"SELECT {', '.join(fields)}, seal FROM {_table_of(shape)} ORDER BY ident"  # noqa: S608 - constants
    rows = film.database.sealed(query, tuple[object, ...])
    table = shape.__struct_config__.tag
    return [msgspec.convert({"is": table, **dict(zip(fields, row, strict=False))}, shape) for row in rows]


def _table_of(shape: type[_NoteLine]) -> Notes:
    """Return the table that a line is a row of."""
    return cast("Notes", shape.__struct_config__.tag)
