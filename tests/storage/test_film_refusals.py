"""A file that cannot be trusted: one sentence, and not a byte of it or of its neighbours is touched."""

from __future__ import annotations

import os
import random
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.storage.film import Film, Head
from game.storage.schema import APPLICATION_ID, FORMAT

from .samples import NOW, a_film, a_film_file, a_moment, contents, file_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _refusal(path: Path, *, deep: bool = False) -> SaveRefused:
    """Return how opening is refused, for looking and for playing alike; prove that nothing was touched."""
    before = contents(path.parent)
    refusals: list[SaveRefused] = []
    for writable in (False, True):
        try:
            with Film.open(path, writable=writable) as film:
                assert deep
                film.check()
        except SaveRefused as refusal:
            refusals.append(refusal)
        assert contents(path.parent) == before
    assert len(refusals) == 2
    assert refusals[0].phrase == refusals[1].phrase
    return refusals[0]


def _edit(path: Path, *statements: str) -> None:
    """Change a film behind the game's back."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """And it is not made."""
    assert _refusal(tmp_path / "gone.film").phrase == "save.missing"
    with pytest.raises(SaveRefused) as refused:
        Film.open(tmp_path / "no folder" / "gone.film")
    assert refused.value.phrase == "save.missing"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """SQLite would take it for a new database."""
    path = tmp_path / "empty.film"
    path.touch()
    refusal = _refusal(path)
    assert refusal.phrase == "save.empty"
    assert refusal.values == {"file": "empty.film"}


@pytest.mark.parametrize(
    "content",
    [b"x", b"SQLite format 2\0" + bytes(200), b"\x89PNG\r\n\x1a\n" + bytes(5000), b"{}", bytes(4096)],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever a player renames to a film."""
    path = tmp_path / "foreign.film"
    path.write_bytes(content)
    assert _refusal(path).phrase == "save.foreign"


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """Also one whose tables are called like ours, and one that keeps a write-ahead log."""
    path = tmp_path / "foreign.film"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moment (ident INTEGER PRIMARY KEY)")
    connection.close()
    assert _refusal(path).phrase == "save.foreign"
    _edit(path, "PRAGMA journal_mode = WAL")
    assert _refusal(path).phrase == "save.foreign"


def test_a_folder_or_a_pipe_with_a_films_name_is_refused(tmp_path: Path) -> None:
    """A pipe would be waited on for ever."""
    (tmp_path / "folder.film").mkdir()
    os.mkfifo(tmp_path / "pipe.film")
    assert _refusal(tmp_path / "folder.film").phrase == "save.foreign"
    assert _refusal(tmp_path / "pipe.film").phrase == "save.foreign"


def test_a_film_of_a_newer_format_is_refused_and_says_which(tmp_path: Path) -> None:
    """An older edition never writes into a newer one's file."""
    path = a_film_file(tmp_path, 3)
    _edit(path, f"PRAGMA user_version = {FORMAT + 1}")
    refusal = _refusal(path)
    assert refusal.phrase == "save.newer"
    assert refusal.values == {"file": path.name, "version": FORMAT + 1, "newest": FORMAT}


def test_a_film_of_no_format_or_with_a_write_ahead_log_is_damaged(tmp_path: Path) -> None:
    """No edition ever wrote those."""
    path = a_film_file(tmp_path, 3)
    _edit(path, "PRAGMA user_version = 0")
    assert _refusal(path).phrase == "save.damaged"
    other = a_film_file(tmp_path, 3)
    _edit(other, "PRAGMA journal_mode = WAL")
    assert _refusal(other).phrase == "save.damaged"


@pytest.mark.parametrize("kept", [1, 15, 16, 99, 100, 4095, 4096, 8192, -4096, -1])
def test_a_film_that_was_cut_is_refused(tmp_path: Path, kept: int) -> None:
    """A copy that was broken off, at any length."""
    path = a_film_file(tmp_path, 40)
    path.write_bytes(path.read_bytes()[:kept])
    assert _refusal(path).phrase == "save.cut"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP INDEX moment_by_scene",
        "DROP TABLE bookmark",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER steal AFTER INSERT ON moment BEGIN DELETE FROM moment; END",
        "CREATE TABLE mine (a)",
        "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (parent < ident)', '') WHERE name = 'moment'",
        "DELETE FROM film",
        "DELETE FROM head",
        "UPDATE film SET title = 'stolen'",
        "UPDATE film SET marks = '[1]'",
        "UPDATE head SET moment = 1",
        "UPDATE head SET moment = 99",
    ],
)
def test_a_film_with_other_tables_or_another_label_or_head_is_not_opened(
    tmp_path: Path, statement: str
) -> None:
    """A trigger or a view in a file from somewhere is never run."""
    path = a_film_file(tmp_path, 3)
    _edit(path, statement)
    assert _refusal(path).phrase == "save.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moment SET caption = 'never' WHERE ident = 20",
        "UPDATE moment SET take = 9 WHERE ident = 20",
        "UPDATE moment SET scene = 'hatch' WHERE ident = 20",
        "UPDATE moment SET lines = X'3D5B5D' WHERE ident = 20",
        "UPDATE moment SET command = NULL WHERE ident = 20",
        "UPDATE moment SET parent = 18 WHERE ident = 20",
        "UPDATE moment SET parent = NULL WHERE ident = 20",
        "UPDATE moment SET state = (SELECT state FROM moment WHERE ident = 0) WHERE ident = 20",
        "UPDATE moment SET state = X'7A00' WHERE ident = 20",
        "UPDATE moment SET whole = 1 WHERE ident = 20",
        "UPDATE moment SET whole = 0 WHERE ident = 0",
        "UPDATE moment SET seal = zeroblob(16) WHERE ident = 20",
        "DELETE FROM moment WHERE ident = 20",
        "UPDATE moment SET ident = -1 WHERE ident = 0",
        "UPDATE bookmark SET name = 'elsewhere'",
        "UPDATE bookmark SET moment = 1",
        "UPDATE move SET moment = 3",
        "UPDATE move SET kind = 'undo'",
        "UPDATE title SET title = 'another'",
        "UPDATE head SET words = words + 1",
        "DELETE FROM bookmark",
        "DELETE FROM sitting",
        "UPDATE sitting SET edition = 'another'",
    ],
)
def test_whatever_is_changed_behind_the_games_back_is_found(tmp_path: Path, statement: str) -> None:
    """Each row is sealed, and each moment's seal also covers its parent's."""
    with a_film(tmp_path, 40) as film:
        film.bookmark("here", 2, 1, "named", NOW)
        film.move("retake", Head(39, 2), NOW)
        film.retitle("The other one", NOW)
        path = file_of(film)
    _edit(path, statement)
    assert _refusal(path, deep=True).phrase == "save.damaged"


@pytest.mark.parametrize("numbers", ["0, 1", "30, 31, 32", "39"])
def test_moments_of_another_film_in_the_place_of_ones_own_are_found(tmp_path: Path, numbers: str) -> None:
    """A disk can put a page into the wrong file; the seals in it fit each other."""
    with a_film(tmp_path, 40) as film:
        ours = file_of(film)
    with a_film(tmp_path, 1) as film:
        film.append([replace(a_moment(each, each - 1), caption="theirs") for each in range(1, 40)], 1)
        theirs = file_of(film)
    columns = "ident, seal, state_seal, command, lines, state, caption"
    _edit(
        ours,
        f"ATTACH '{theirs}' AS theirs",
        f"UPDATE main.moment SET ({columns}) = (SELECT {columns} FROM theirs.moment t"  # noqa: S608 - a test's own
        f" WHERE t.ident = main.moment.ident) WHERE ident IN ({numbers})",
    )
    for number in (None, 39, 31):
        with pytest.raises(SaveRefused) as refused, Film.open(ours, writable=False) as film:
            _ = film.twigs() if number is None else film.line_of_descent(number)
        assert refused.value.phrase == "save.damaged"
    assert _refusal(ours, deep=True).phrase == "save.damaged"


def test_an_index_that_says_something_else_than_its_table_is_found(tmp_path: Path) -> None:
    """The slate's take is counted with it."""
    path = a_film_file(tmp_path, 40)
    content = path.read_bytes()
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    # Leaf pages of an index begin with 10 (https://www.sqlite.org/fileformat.html, section 1.6).
    damaged = [page.replace(b"scene_2", b"scene_9") if page[0] == 10 else page for page in pages]
    assert damaged != pages
    path.write_bytes(b"".join(damaged))
    assert _refusal(path, deep=True).phrase == "save.damaged"


def test_a_moment_that_was_changed_is_refused_when_it_is_read_and_the_others_are_not(tmp_path: Path) -> None:
    """Wrong words are never shown as if they had been; the rest can still be read."""
    path = a_film_file(tmp_path, 40)
    _edit(path, "UPDATE moment SET caption = 'never' WHERE ident = 20")
    with Film.open(path, writable=False) as film:
        for ask in (film.moment, film.frame, film.line_of_descent):
            with pytest.raises(SaveRefused):
                ask(20)
        assert film.moment(39).caption == a_moment(39, 38).caption
        assert len(film.line_of_descent(19)) == 20


def test_a_loop_of_parents_ends(tmp_path: Path) -> None:
    """A file may claim that a moment is its own ancestor."""
    path = a_film_file(tmp_path, 4)
    _edit(path, "PRAGMA ignore_check_constraints = ON", "UPDATE moment SET parent = 3 WHERE ident = 1")
    with Film.open(path, writable=False) as film:
        for ask in (film.moment, film.line_of_descent):
            with pytest.raises(SaveRefused):
                ask(3)
        with pytest.raises(SaveRefused):
            film.check()


def _everything(path: Path) -> list[object]:
    """Read all that a film can tell, through every door."""
    with Film.open(path, writable=False) as film:
        told: list[object] = [film.label, film.head(), film.count(), film.title, film.updated_at()]
        told += [*film.bookmarks(), *film.moves(), *film.twigs(), film.edition_of(3)]
        for number in range(film.count()):
            told += [film.moment(number), film.line_of_descent(number)[-1], film.takes_on_line(number)]
        film.check()
        return told


def _flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _zero_a_page(content: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(content) // 4096) * 4096
    content[page : page + 4096] = bytes(4096)


def _swap_two_pages(content: bytearray, chance: random.Random) -> None:
    one, other = (page * 4096 for page in chance.sample(range(len(content) // 4096), 2))
    content[one : one + 4096], content[other : other + 4096] = (
        content[other : other + 4096],
        content[one : one + 4096],
    )


def _repeat_a_page(content: bytearray, chance: random.Random) -> None:
    one, other = (page * 4096 for page in chance.sample(range(len(content) // 4096), 2))
    content[one : one + 4096] = content[other : other + 4096]


@pytest.mark.parametrize(
    ("damage", "times"), [(_flip_a_bit, 200), (_zero_a_page, 20), (_swap_two_pages, 30), (_repeat_a_page, 30)]
)
def test_a_damaged_file_reads_right_or_is_refused_and_is_left_as_it_was(
    tmp_path: Path, damage: Callable[[bytearray, random.Random], None], times: int
) -> None:
    """Never an error of a library, and never wrong data in silence."""
    with a_film(tmp_path, 40) as film:
        film.bookmark("here", 2, 1, "named", NOW)
        film.move("retake", Head(20, 2), NOW)
        film.append([a_moment(40, 20, take=2)], 2)
        path = file_of(film)
    sound, right = path.read_bytes(), _everything(path)
    refused = 0
    for seed in range(times):
        content = bytearray(sound)
        damage(content, random.Random(seed))  # noqa: S311 - chance for a test, not for a secret
        path.write_bytes(content)
        try:
            told = _everything(path)
        except SaveRefused:
            refused += 1
        else:
            assert told == right, f"{damage.__name__} {seed}: wrong data in silence"
        assert path.read_bytes() == content
        assert len(list(tmp_path.iterdir())) == 1
    assert refused > times / 3


def test_the_mark_of_a_film_is_where_other_programs_look_for_it(tmp_path: Path) -> None:
    """``file(1)`` reads the application's id at byte 68."""
    assert a_film_file(tmp_path).read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big")
