"""The rows in a SQLite file's pages, without SQLite: for a file that SQLite will not read.

Law: nothing found here is believed; who asks compares each row with its seal. Every length and every page
number is bounded by what is there, and no byte of the file is changed.

The layout is that of https://www.sqlite.org/fileformat.html, sections 1.3 (the header), 1.6 (the pages) and
2.1 (the records); the rollback journal's is section 3.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = str | int | bytes | None
"""What stands in a column."""

_HEADER_BYTES = 100
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65536
_USUAL_PAGE = 4096
_LEAF_BYTES = 8
"""Of a leaf's head; the pointers to its cells follow."""
_MOST_COLUMNS = 32
"""Columns of a row that is looked at; a film's widest table has 16."""

_JOURNAL_MARK = bytes.fromhex("d9d505f920a163d7")
_JOURNAL_HEAD = struct.Struct(">8s I I I I I")

_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_TEXT = 13


class _OddError(ValueError):
    """These bytes are no row."""


def rows_in(content: bytes, journal: bytes = b"") -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield every row of every table that can be made out in a file's bytes, with its number.

    A row may come more than once, and what was deleted or half written may come as well.

    Args:
        content: the file.
        journal: what lies in the rollback journal beside it, if one does.
    """
    for size in _page_sizes(content):
        yield from _rows(content, size)
        rolled_back = _rolled_back(content, journal, size)
        if rolled_back != content:
            yield from _rows(rolled_back, size)


def _page_sizes(content: bytes) -> list[int]:
    """Return how large a page may be: as the header says, where that can be, and as we write it."""
    told = int.from_bytes(content[16:18], "big")
    told = _LARGEST_PAGE if told == 1 else told
    fits = _SMALLEST_PAGE <= told <= _LARGEST_PAGE and told & (told - 1) == 0
    return [told] if fits and told == _USUAL_PAGE else [told, _USUAL_PAGE] if fits else [_USUAL_PAGE]


def _rolled_back(content: bytes, journal: bytes, size: int) -> bytes:
    """Return a file with the pages of its journal put back; what cannot be a journal's is left aside."""
    if len(journal) < _JOURNAL_HEAD.size or journal[:8] != _JOURNAL_MARK:
        return content
    _, _, _, _, sector, page = _JOURNAL_HEAD.unpack(journal[: _JOURNAL_HEAD.size])
    if page != size or not _JOURNAL_HEAD.size <= sector <= _LARGEST_PAGE:
        return content
    whole = bytearray(content)
    for at in range(sector, len(journal) - size - 7, size + 8):
        number = int.from_bytes(journal[at : at + 4], "big")
        start = (number - 1) * size
        if 0 <= start <= len(whole):
            whole[start : start + size] = journal[at + 4 : at + 4 + size]
    return bytes(whole)


def _rows(content: bytes, size: int) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows of every page, whatever kind it says it is: a damaged page may lie about that."""
    for start in range(0, len(content), size):
        page = content[start : start + size].ljust(size, b"\0")
        head = _HEADER_BYTES if start == 0 else 0
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        first = head + _LEAF_BYTES
        for at in range(first, min(first + 2 * count, size - 1), 2):
            cell = int.from_bytes(page[at : at + 2], "big")
            if first <= cell < size:
                try:
                    yield _row(content, page, cell)
                except (_OddError, UnicodeDecodeError, IndexError):
                    continue


def _row(content: bytes, page: bytes, at: int) -> tuple[int, tuple[Cell, ...]]:
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    number -= (number >> 63) << 64
    size = len(page)
    # The share of a row that lies in its leaf (section 1.6); no byte of a page is set aside in our files.
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length > len(content):
        raise _OddError
    if length <= most:
        return number, _columns(page[at : at + length], length)
    here = least + (length - least) % (size - 4)
    here = here if here <= most else least
    payload = bytearray(page[at : at + here])
    following = int.from_bytes(page[at + here : at + here + 4], "big")
    for _ in range(length // (size - 4) + 1):
        if len(payload) >= length or not following:
            break
        overflow = content[(following - 1) * size : following * size]
        payload += overflow[4:]
        following = int.from_bytes(overflow[:4], "big")
    return number, _columns(bytes(payload[:length]), length)


def _columns(payload: bytes, length: int) -> tuple[Cell, ...]:
    if len(payload) != length:
        raise _OddError
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > _MOST_COLUMNS:
            raise _OddError
    if at != end:
        raise _OddError
    columns: list[Cell] = []
    for kind in kinds:
        column, at = _column(payload, at, kind)
        columns.append(column)
    if at != length:
        raise _OddError
    return tuple(columns)


def _column(payload: bytes, at: int, kind: int) -> tuple[Cell, int]:
    if kind == 0:
        return None, at
    if kind in {8, 9}:
        return kind - 8, at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind < _TEXT - 1:
        # A fraction, or what SQLite keeps for itself: no column of ours.
        raise _OddError
    end = at + (kind - _TEXT + 1) // 2
    if end > len(payload):
        raise _OddError
    part = payload[at:end]
    return (part.decode() if kind % 2 else part), end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        byte = content[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | content[at + 8], at + 9
