"""The bin: what is thrown away lies in it as it was, until somebody empties it by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from game.errors import SaveRefused, UsedWrongly
from game.storage.bin import Bin
from game.storage.can import Can
from game.storage.film import Film

from .samples import a_film, a_film_file, a_moment, contents, in_child


def test_a_film_that_is_thrown_away_lies_in_the_bin_as_it_was(tmp_path: Path) -> None:
    """Byte for byte, and out of the can."""
    path = a_film_file(tmp_path, 5)
    before = path.read_bytes()
    lies = Bin(tmp_path).put(path)
    assert lies == tmp_path / "bin" / path.name
    assert lies.read_bytes() == before
    assert Can(tmp_path).films() == []
    (summary,) = Bin(tmp_path).films()
    assert (summary.ident, summary.title, summary.moments) == (path.stem, "The range reads 0041", 5)
    assert contents(tmp_path) == {}


def test_a_film_comes_back_out_of_the_bin_as_it_was(tmp_path: Path) -> None:
    """By its ident, its file, its title, or the beginning of one."""
    path = a_film_file(tmp_path, 5)
    before = path.read_bytes()
    for name in (path.stem, path.name, "the RANGE reads 0041", "the range", path.stem[:-2]):
        Bin(tmp_path).put(path)
        assert Bin(tmp_path).restore(name) == path
        assert path.read_bytes() == before
    assert Bin(tmp_path).films() == []


def test_nothing_in_the_bin_or_the_can_is_ever_written_over(tmp_path: Path) -> None:
    """A film of the same ident is put beside the other, either way, and opens."""
    path = a_film_file(tmp_path, 5)
    other = path.read_bytes()
    first = Bin(tmp_path).put(path)
    path.write_bytes(other)
    second = Bin(tmp_path).put(path)
    assert (first.name, second.name) == (f"{path.stem}.film", f"{path.stem}-2.film")
    path.write_bytes(other)
    assert Bin(tmp_path).restore(first.stem).name == f"{path.stem}-2.film"
    assert Bin(tmp_path).restore(second.stem).name == f"{path.stem}-2-2.film"
    assert len(Can(tmp_path).films()) == 3
    assert {film.refusal for film in Can(tmp_path).films()} == {None}


def test_a_film_that_a_game_has_open_stays(tmp_path: Path) -> None:
    """Whoever plays it goes on; the refusal says why."""
    with a_film(tmp_path, 3) as film:
        assert film.path is not None
        with pytest.raises(SaveRefused) as refused:
            Bin(tmp_path).put(film.path)
        assert refused.value.phrase == "save.in_use"
        assert film.path.is_file()
        film.append([a_moment(3, 2)], 1)
    Bin(tmp_path).put(film.path)


def test_a_damaged_film_can_be_thrown_away_and_brought_back(tmp_path: Path) -> None:
    """It is found by its file's name, and no byte of it changes."""
    path = a_film_file(tmp_path, 9)
    path.write_bytes(path.read_bytes()[:5000])
    before = path.read_bytes()
    Bin(tmp_path).put(path)
    assert Bin(tmp_path).restore(path.name).read_bytes() == before


def test_what_a_killed_game_left_half_written_is_rolled_back_before_the_film_is_moved(tmp_path: Path) -> None:
    """A film without its journal would be damaged."""
    path = a_film_file(tmp_path, 5)

    def die_in_the_middle() -> str:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE moment SET caption = caption || zeroblob(9000)")
        # Written over in the file, and not committed.
        return str(path.with_name(path.name + "-journal").exists())

    assert in_child(die_in_the_middle)[0] == "True"
    assert path.with_name(path.name + "-journal").is_file()
    with Film.open(Bin(tmp_path).put(path), writable=False) as film:
        film.check()
        assert film.count() == 5
    assert contents(tmp_path) == {}


def test_the_bin_is_emptied_of_one_film_or_of_all_and_says_how_many_are_gone(tmp_path: Path) -> None:
    """Nothing in the can is touched by it."""
    kept = a_film_file(tmp_path, 2)
    names = [Bin(tmp_path).put(a_film_file(tmp_path, 2)).stem for _ in range(3)]
    assert Bin(tmp_path).empty(names[0]) == 1
    assert {film.ident for film in Bin(tmp_path).films()} == set(names[1:])
    assert Bin(tmp_path).empty() == 2
    assert Bin(tmp_path).empty() == 0
    assert list((tmp_path / "bin").iterdir()) == []
    assert kept.is_file()


def test_a_name_that_nothing_or_too_much_in_the_bin_has_is_refused(tmp_path: Path) -> None:
    """And nothing is brought back or done away with."""
    for _ in range(2):
        Bin(tmp_path).put(a_film_file(tmp_path, 2))
    for act in (Bin(tmp_path).restore, Bin(tmp_path).empty):
        for name, phrase in (("x", "bin.unknown"), ("", "bin.unknown"), ("The range", "bin.several")):
            with pytest.raises(UsedWrongly) as refused:
                act(name)
            assert refused.value.phrase == phrase
    assert len(Bin(tmp_path).films()) == 2


def test_a_folder_that_cannot_be_written_is_said_and_the_film_stays(tmp_path: Path) -> None:
    """The bin's own folder, or the can's."""
    path = a_film_file(tmp_path, 2)
    (tmp_path / "bin").write_bytes(b"")
    with pytest.raises(SaveRefused) as refused:
        Bin(tmp_path).put(path)
    assert refused.value.phrase == "saves.folder"
    (tmp_path / "bin").unlink()
    tmp_path.chmod(0o555)

    def throw_away() -> str:
        try:
            Bin(tmp_path).put(path)
        except SaveRefused as refusal:
            return refusal.phrase
        return "it is gone"

    try:
        assert in_child(throw_away, as_nobody=True)[0] == "saves.folder"
    finally:
        tmp_path.chmod(0o755)
    assert path.is_file()


def test_a_film_that_is_gone_is_said_to_be_missing(tmp_path: Path) -> None:
    """And no lock is left where it lay."""
    with pytest.raises(SaveRefused) as refused:
        Bin(tmp_path).put(tmp_path / "gone.film")
    assert refused.value.phrase == "save.missing"
    assert contents(tmp_path) == {}


def test_a_film_of_an_older_format_is_moved_as_it_is(tmp_path: Path) -> None:
    """What lies in the bin can be brought back for the edition that made it."""
    old = next((Path(__file__).parents[1] / "saves" / "edition_0_1").glob("*.film"))
    path = tmp_path / "old.film"
    path.write_bytes(old.read_bytes())
    assert Bin(tmp_path).put(path).read_bytes() == old.read_bytes()
