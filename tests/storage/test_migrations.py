"""From one format to the next: on a copy, with every moment as it was, and the original kept."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from shutil import copy

import pytest

from game.errors import SaveRefused
from game.storage.film import Film
from game.storage.schema import FORMAT

OLD = sorted((Path(__file__).parents[1] / "saves").glob("edition_0_[123]/*.film"))


def _format(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def _moments(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of a film's moments, its seals with them, as SQLite has them."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT * FROM moment ORDER BY ident").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("film", OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_older_film_becomes_a_new_one_and_the_old_one_lies_in_the_bin(film: Path, tmp_path: Path) -> None:
    """No moment is written anew; the bin holds the very bytes; the second time there is nothing to do."""
    copy(film, tmp_path)
    here = tmp_path / film.name
    was = here.read_bytes()
    with Film.open(here) as opened:
        opened.check()
        told = (opened.head(), opened.bookmarks(), opened.count(), opened.title)
    assert _format(here) == FORMAT > _format(film)
    assert _moments(here) == _moments(film)
    (aside,) = (tmp_path / "bin").iterdir()
    assert aside.name == f"{film.stem}.format-{_format(film)}.film"
    assert aside.read_bytes() == was
    renewed = here.read_bytes()
    with Film.open(here) as again:
        assert (again.head(), again.bookmarks(), again.count(), again.title) == told
    assert here.read_bytes() == renewed
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([film.name, "bin"])


def test_another_original_of_the_same_name_is_kept_as_well(tmp_path: Path) -> None:
    """A backup that is put back may be another film; the very same one is not kept twice."""
    one, two = OLD[0], OLD[1]
    here = tmp_path / "here.film"
    for original in (one, two, one):
        copy(original, here)
        Film.open(here).close()
    kept = {each.name: each.read_bytes() for each in (tmp_path / "bin").iterdir()}
    number = _format(one)
    assert kept == {
        f"here.format-{number}.film": one.read_bytes(),
        f"here.format-{number}-2.film": two.read_bytes(),
    }


@pytest.mark.parametrize("film", OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_older_film_that_is_only_looked_at_stays_as_it_is(film: Path, tmp_path: Path) -> None:
    """It tells the same as the new one does, from a copy in memory."""
    copy(film, tmp_path)
    here = tmp_path / film.name
    was = here.read_bytes()
    with Film.open(here, writable=False) as looked:
        looked.check()
        told = (looked.head(), looked.bookmarks(), looked.twigs(), [move.kind for move in looked.moves()])
    assert here.read_bytes() == was
    assert not (tmp_path / "bin").exists()
    with Film.open(here) as opened:
        moves = [move.kind for move in opened.moves()]
        assert (opened.head(), opened.bookmarks(), opened.twigs(), moves) == told


@pytest.mark.parametrize("step", ["copyfile", "sync", "replace"])
def test_what_goes_wrong_on_the_way_leaves_the_old_film(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear refusal, the file byte for byte, nothing half made beside it; and it can be asked again."""
    copy(OLD[0], tmp_path)
    here = tmp_path / OLD[0].name
    was = here.read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        if step == "replace":
            patch.setattr(Path, "replace", broken)
        else:
            patch.setattr(f"game.storage.filing.{step}", broken)
        with pytest.raises(SaveRefused) as refused:
            Film.open(here)
        assert refused.value.phrase == "save.disk_full"
    assert here.read_bytes() == was
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    with Film.open(here) as opened:
        opened.check()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE retake SET moment = 0",
        "UPDATE bookmark SET name = 'elsewhere'",
        "UPDATE head SET take = 9",
        "UPDATE moment SET caption = 'never' WHERE ident = 1",
        "DELETE FROM moment WHERE ident = 1",
    ],
)
def test_an_older_film_that_was_changed_is_refused_and_not_renewed(statement: str, tmp_path: Path) -> None:
    """What cannot be believed is not sealed anew."""
    marked = next(each for each in OLD if _has_notes(each))
    copy(marked, tmp_path)
    here = tmp_path / marked.name
    connection = sqlite3.connect(here)
    connection.execute("PRAGMA foreign_keys = OFF")
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()
    was = here.read_bytes()
    with pytest.raises(SaveRefused) as refused:
        Film.open(here)
    assert refused.value.phrase == "save.damaged"
    assert here.read_bytes() == was


def _has_notes(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        counts = connection.execute("SELECT (SELECT count(*) FROM retake), (SELECT count(*) FROM bookmark)")
        return all(counts.fetchone())
    finally:
        connection.close()
