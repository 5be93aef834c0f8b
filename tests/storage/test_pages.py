"""Rows out of pages: the same that SQLite reads, and whatever can be made out where it reads none."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.storage.pages import rows_in

from .samples import a_film_file, in_child

if TYPE_CHECKING:
    from pathlib import Path


def _table(path: Path, rows: int, *, page: int = 4096) -> dict[int, tuple[object, ...]]:
    """Write a table of small and large rows, and return them by number."""
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA page_size = {page}")
    connection.execute("CREATE TABLE a (key INTEGER PRIMARY KEY, n INTEGER, t TEXT, b BLOB, e TEXT)")
    for number in range(rows):
        size = (number * 37) % 90 if number % 10 else number * 300
        whole = (number - 7) ** 7 if number % 3 else number % 2
        told = (number, whole, "ж" * size, bytes(range(256)) * (size // 64), None)
        connection.execute("INSERT INTO a VALUES (?, ?, ?, ?, ?)", told)
    connection.commit()
    found: dict[int, tuple[object, ...]] = {
        number: (None, *rest) for number, *rest in connection.execute("SELECT * FROM a")
    }
    connection.close()
    return found


@pytest.mark.parametrize("page", [512, 1024, 4096, 65536])
def test_rows_are_those_that_sqlite_reads(tmp_path: Path, page: int) -> None:
    """Of every size of page, small rows and rows that go over many pages."""
    wanted = _table(tmp_path / "a", 120, page=page)
    rows = rows_in((tmp_path / "a").read_bytes())
    found = {number: row for number, row in rows if len(row) == 5 and row[0] is None and row[4] is None}
    assert found == wanted


def test_rows_are_found_where_the_header_and_the_way_to_them_are_lost(tmp_path: Path) -> None:
    """The first page is zeroed, and so is every page that only leads to others."""
    path = a_film_file(tmp_path, 90)
    content = bytearray(path.read_bytes())
    whole = {number for number, row in rows_in(bytes(content)) if len(row) == 16}
    for start in range(0, len(content), 4096):
        if start == 0 or content[start] in {2, 5}:
            content[start : start + 4096] = bytes(4096)
    assert whole == set(range(90))
    assert {number for number, row in rows_in(bytes(content)) if len(row) == 16} == whole


def test_what_a_killed_game_wrote_over_is_read_out_of_its_journal(tmp_path: Path) -> None:
    """Both are looked through: the file as it lies, and as its journal says it was."""
    path = tmp_path / "a"
    _table(path, 60)

    def die_in_the_middle() -> str:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE a SET t = 'x', b = randomblob(3000)")
        return ""

    in_child(die_in_the_middle)
    journal = path.with_name("a-journal").read_bytes()
    content = path.read_bytes()
    sixth = "ж" * ((6 * 37) % 90)
    assert sixth not in {row[2] for number, row in rows_in(content) if number == 6 and len(row) == 5}
    assert sixth in {row[2] for number, row in rows_in(content, journal) if number == 6 and len(row) == 5}


@given(st.binary(max_size=9000), st.binary(max_size=600))
def test_whatever_the_bytes_are_it_comes_to_an_end(content: bytes, journal: bytes) -> None:
    """And raises nothing."""
    for _ in rows_in(b"SQLite format 3\0" + content, bytes.fromhex("d9d505f920a163d7") + journal):
        pass


@given(st.randoms(use_true_random=False), st.integers(1, 200))
def test_a_film_with_bytes_turned_over_comes_to_an_end(dice: object, turned: int) -> None:
    """Also where lengths and the numbers of pages lie."""
    content = bytearray(_FILM)
    for _ in range(turned):
        content[dice.randrange(len(content))] = dice.randrange(256)  # type: ignore[attr-defined]
    for _ in rows_in(bytes(content)):
        pass


def _film() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (key INTEGER PRIMARY KEY, t TEXT)")
    connection.executemany("INSERT INTO a VALUES (?, ?)", [(n, "x" * n * 20) for n in range(400)])
    connection.commit()
    return connection.serialize()


_FILM = _film()
