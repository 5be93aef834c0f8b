"""Ways to damage a file, by chance.

Law: the same dice damage the same bytes in the same way. What is returned may, by chance, be what it was.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.hostile.tally import Dice

PAGE: Final = 4096
_HEADER_BYTES: Final = 100
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal begins (https://www.sqlite.org/fileformat.html, section 3)."""


@dataclass(frozen=True)
class Damaged:
    """A damaged file.

    Attributes:
        way: how it was damaged.
        content: its bytes.
        journal: what lies beside it under the name of its journal, or None.
    """

    way: str
    content: bytes
    journal: bytes | None = None


@dataclass(frozen=True)
class Material:
    """What there is to damage with.

    Attributes:
        whole: the file.
        earlier: the same file some moments ago.
        other: another good file of the same kind.
        journal: a journal that a killed game left beside ``earlier``.
    """

    whole: bytes
    earlier: bytes
    other: bytes
    journal: bytes


def damaged(material: Material, dice: Dice) -> Damaged:
    """Return the file, damaged in one of the ways, each as likely as any."""
    ways = tuple(_WAYS)
    way = ways[dice.roll(len(ways))]
    return _WAYS[way](way, material, dice)


def _bits(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    for _ in range(1 + dice.roll(64)):
        at = dice.roll(len(content) * 8)
        content[at // 8] ^= 1 << at % 8
    return Damaged(way, bytes(content))


def _one_bit(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    at = dice.roll(len(content) * 8)
    content[at // 8] ^= 1 << at % 8
    return Damaged(way, bytes(content))


def _cut(way: str, material: Material, dice: Dice) -> Damaged:
    length = dice.roll(len(material.whole))
    return Damaged(way, material.whole[: length - length % PAGE if dice.one_in(3) else length])


def _zeroed(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    for _ in range(1 + dice.roll(3)):
        at = dice.roll(len(content) // PAGE) * PAGE
        content[at : at + PAGE] = bytes(PAGE)
    return Damaged(way, bytes(content))


def _swapped(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    one, other = (dice.roll(len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )
    return Damaged(way, bytes(content))


def _doubled(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    one, other = (dice.roll(len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE] = content[other : other + PAGE]
    return Damaged(way, bytes(content))


def _stale(way: str, material: Material, dice: Dice) -> Damaged:
    """A page as it was some moments ago: sound in itself, and wrong."""
    content = bytearray(material.whole)
    for _ in range(1 + dice.roll(2)):
        at = dice.roll(len(material.earlier) // PAGE) * PAGE
        content[at : at + PAGE] = material.earlier[at : at + PAGE]
    return Damaged(way, bytes(content))


def _strange_page(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    at = dice.roll(min(len(content), len(material.other)) // PAGE) * PAGE
    content[at : at + PAGE] = material.other[at : at + PAGE]
    return Damaged(way, bytes(content))


def _header(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    for _ in range(1 + dice.roll(4)):
        content[dice.roll(_HEADER_BYTES)] = dice.roll(256)
    return Damaged(way, bytes(content))


def _scratched(way: str, material: Material, dice: Dice) -> Damaged:
    content = bytearray(material.whole)
    at, length = dice.roll(len(content)), 1 + dice.roll(2000)
    for place in range(at, min(at + length, len(content))):
        content[place] = dice.roll(256)
    return Damaged(way, bytes(content))


def _longer(way: str, material: Material, dice: Dice) -> Damaged:
    more = bytes(dice.roll(256) for _ in range(1 + dice.roll(5000)))
    return Damaged(way, material.whole + more)


def _foreign(way: str, material: Material, dice: Dice) -> Damaged:
    strangers = (
        b"\x89PNG\r\n\x1a\n" + bytes(dice.roll(256) for _ in range(3000)),
        b"To whom it may concern: this is a letter.\n" * 99,
        bytes(PAGE * 2),
        bytes(dice.roll(256) for _ in range(2 * PAGE)),
        b"SQLite format 3\0" + bytes(dice.roll(256) for _ in range(PAGE)),
        material.whole[:_HEADER_BYTES] + bytes(dice.roll(256) for _ in range(3 * PAGE)),
        _another_database(),
    )
    return Damaged(way, strangers[dice.roll(len(strangers))])


def _empty(way: str, material: Material, dice: Dice) -> Damaged:
    return Damaged(way, material.whole[: dice.roll(3) * dice.roll(20)])


def _stale_journal(way: str, material: Material, dice: Dice) -> Damaged:
    """The journal of an earlier commit lies beside a file that went on, or one that is cut."""
    journal = material.journal
    if dice.one_in(2):
        journal = journal[: dice.roll(len(journal) + 1)]
    return Damaged(way, material.whole, journal)


def _foreign_journal(way: str, material: Material, dice: Dice) -> Damaged:
    noise = bytes(dice.roll(256) for _ in range(dice.roll(2000)))
    journals = (
        b"",
        noise,
        _JOURNAL_MAGIC + noise,
        bytes(512) + noise,
        material.other[: 2 * PAGE],
        b"a letter\n" * 200,
    )
    return Damaged(way, material.whole, journals[dice.roll(len(journals))])


_WAYS: Final[Mapping[str, Callable[[str, Material, Dice], Damaged]]] = {
    "bits flipped": _bits,
    "one bit flipped": _one_bit,
    "cut": _cut,
    "pages zeroed": _zeroed,
    "two pages swapped": _swapped,
    "a page doubled": _doubled,
    "pages of an earlier moment": _stale,
    "a page of another film": _strange_page,
    "header overwritten": _header,
    "scratched": _scratched,
    "longer": _longer,
    "a foreign file": _foreign,
    "empty, or nearly": _empty,
    "a stale journal beside it": _stale_journal,
    "a foreign journal beside it": _foreign_journal,
}


def _another_database() -> bytes:
    """Return a SQLite file that is nobody's film, with a view and a trigger in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "strange"
        connection = sqlite3.connect(path)
        connection.executescript(
            """CREATE TABLE moment (ident INTEGER PRIMARY KEY, state BLOB);
            CREATE VIEW film AS SELECT 1;
            CREATE TRIGGER evil AFTER INSERT ON moment BEGIN DELETE FROM moment; END;
            PRAGMA application_id = 1330008902;"""
        )
        connection.close()
        return path.read_bytes()
