"""The can: what is in it, the newest first, and nothing vanishes because it cannot be read."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from game.errors import SaveRefused
from game.storage import tree
from game.storage.can import Can
from game.storage.film import Bookmark, Film, Head

from .samples import NOW, a_film, a_film_file, a_moment, contents, file_of, in_child


def _at(folder: Path, when: str, *, title: str = "A film") -> Path:
    with a_film(folder, title=title) as film:
        film.append([replace(a_moment(1, 0), made_at=when)], 1)
        return file_of(film)


def test_a_summary_says_where_a_playthrough_stands(tmp_path: Path) -> None:
    """All that a list shows, without asking for more."""
    with a_film(tmp_path, 20) as film:
        film.bookmark("before the hatch", 3, 1, "named", NOW)
        film.move("retake", Head(12, 2), NOW)
        path = file_of(film)
    (summary,) = Can(tmp_path).films()
    there = a_moment(12, 11)
    assert (summary.ident, summary.file, summary.path) == (path.stem, path.name, path)
    assert (summary.title, summary.moments, summary.takes, summary.take) == ("The range reads 0041", 20, 1, 2)
    assert (summary.reel, summary.scene, summary.mission_time) == (4, "scene_1", there.state.clock)
    assert (summary.caption, summary.updated, summary.ending) == (there.caption, NOW, "")
    assert summary.bookmarks == (Bookmark("before the hatch", 3, 1, "named", NOW, 272),)
    assert summary.refusal is None


def test_a_film_that_is_over_says_its_ending_and_can_be_the_newest(tmp_path: Path) -> None:
    """A finished playthrough is still a place to go back into."""
    with a_film(tmp_path) as film:
        film.append([a_moment(1, 0, ending="upright")], 1)
    newest = Can(tmp_path).newest()
    assert newest is not None
    assert newest.ending == "upright"


def test_the_newest_stands_first_and_a_damaged_one_stands_with_its_reason(tmp_path: Path) -> None:
    """Damaged by us, here: it stays in the list, is not offered, and is left as it is."""
    old, new = _at(tmp_path, "2026-01-01T00:00:00+00:00"), _at(tmp_path, "2026-03-01T00:00:00+00:00")
    broken = _at(tmp_path, "2026-02-01T00:00:00+00:00")
    broken.write_bytes(broken.read_bytes()[:5000])
    os.utime(broken, (4_000_000_000, 4_000_000_000))
    (tmp_path / "empty.film").touch()
    os.utime(tmp_path / "empty.film", (0, 0))
    before = contents(tmp_path)
    films = Can(tmp_path).films()
    assert [film.path for film in films] == [broken, new, old, tmp_path / "empty.film"]
    assert [film.refusal and film.refusal.phrase for film in films] == ["save.cut", None, None, "save.empty"]
    assert films[0].title == broken.name
    assert films[0].updated.startswith("2096-10-02T")
    newest = Can(tmp_path).newest()
    assert newest is not None
    assert newest.path == new
    assert contents(tmp_path) == before


def test_what_is_no_film_is_not_in_the_list(tmp_path: Path) -> None:
    """Settings, notes, folders, hidden files and whatever a killed game left."""
    for name in ("README.md", "profile.json", ".x.film-new", ".hidden.film", "x.film-journal"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.film").mkdir()
    assert Can(tmp_path).films() == []
    assert Can(tmp_path).newest() is None


def test_a_link_that_leads_nowhere_or_to_itself_hides_no_film(tmp_path: Path) -> None:
    """Only it is passed over."""
    film = _at(tmp_path, NOW)
    (tmp_path / "loop.film").symlink_to("loop.film")
    (tmp_path / "gone.film").symlink_to("nowhere")
    assert [each.path for each in Can(tmp_path).films()] == [film]


@pytest.mark.parametrize("folder", ["absent", "file/inside", "nul\0"])
def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path, folder: str) -> None:
    """A first game has no can yet."""
    (tmp_path / "file").write_text("x")
    assert Can(tmp_path / folder).films() == []


def test_looking_at_the_can_does_not_disturb_a_game_that_is_on(tmp_path: Path) -> None:
    """The one that is being played stands in the list too."""
    with a_film(tmp_path) as film:
        (summary,) = Can(tmp_path).films()
        assert summary.refusal is None
        film.append([a_moment(1, 0)], 1)
        assert Can(tmp_path).films()[0].moments == 2


def test_a_film_is_found_by_ident_file_or_title(tmp_path: Path) -> None:
    """An exact ident beats a title; of two with one title neither is meant."""
    old = _at(tmp_path, "2026-01-01T00:00:00+00:00", title="Café")
    new = _at(tmp_path, "2026-03-01T00:00:00+00:00", title="CAFE\u0301")
    sly = _at(tmp_path, "2026-04-01T00:00:00+00:00", title=old.stem)
    can = Can(tmp_path)
    found = [can.find(wanted) for wanted in (old.stem, new.name, sly.stem, " café ", "nobody", "", "../x")]
    assert [film and film.path for film in found] == [old, new, sly, None, None, None, None]
    sly_title = can.find_by_beginning(" café ")
    assert {film.path for film in sly_title} == {old, new}
    new.unlink()
    assert can.find("cafe\u0301") == can.find(old.stem)


def test_a_film_is_found_by_how_its_ident_or_its_title_begins(tmp_path: Path) -> None:
    """All that begin so, for whoever must know whether it is one; no word finds none."""
    old = _at(tmp_path, "2026-01-01T00:00:00+00:00", title="Café, one")
    new = _at(tmp_path, "2026-03-01T00:00:00+00:00", title="Cafe\u0301, two")
    can = Can(tmp_path)
    assert [film.path for film in can.find_by_beginning(" CAFÉ")] == [new, old]
    assert [film.path for film in can.find_by_beginning("café, o")] == [old]
    assert [film.path for film in can.find_by_beginning(new.stem[:-1])] == [new]
    assert can.find_by_beginning(" ") == can.find_by_beginning("afé") == []


def test_the_titles_of_a_day_are_those_of_its_films(tmp_path: Path) -> None:
    """A file that cannot be read has none, and no other day's film is opened."""
    _at(tmp_path, "2026-01-01T00:00:00+00:00", title="Hatch")
    path = _at(tmp_path, "2026-01-01T00:00:00+00:00", title="Steppe")
    path.rename(path.with_name("19991231-000000.film"))
    (tmp_path / f"{NOW[:10].replace('-', '')}-000000.film").write_bytes(b"")
    assert Can(tmp_path).titles_of_day(NOW) == {"Hatch"}
    assert Can(tmp_path / "absent").titles_of_day(NOW) == set()


@pytest.mark.parametrize("folder", ["file", "file/inside", "nul\0", "x" * 300])
def test_what_is_there_and_cannot_be_looked_into_is_refused(tmp_path: Path, folder: str) -> None:
    """It may hold films, so it is not called empty; what is not there is."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaveRefused) as refused:
        Can(tmp_path / folder).refuse_unreadable()
    assert refused.value.phrase == "saves.unreadable"
    Can(tmp_path).refuse_unreadable()
    Can(tmp_path / "absent").refuse_unreadable()


def test_a_folder_that_may_not_be_read_is_refused() -> None:
    """Root may read anything, so this is asked by somebody else."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o311)

    def ask() -> str:
        Can(folder).refuse_unreadable()
        return "nothing was refused"

    assert in_child(ask, as_nobody=True)[0].startswith("SaveRefused: saves.unreadable")
    shutil.rmtree(folder)


def test_a_bookmark_is_found_in_the_newest_film_that_has_it(tmp_path: Path) -> None:
    """By its name, however it is typed."""
    for when in ("2026-01-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"):
        with Film.open(_at(tmp_path, when, title=when)) as film:
            film.bookmark("Hatch", 1, 1, "named", when)
    found = Can(tmp_path).find_bookmark("hatch")
    assert found is not None
    assert (found[0].title, found[1].moment) == ("2026-03-01T00:00:00+00:00", 1)
    assert Can(tmp_path).find_bookmark("steppe") is None


def test_a_copy_is_a_playthrough_of_its_own(tmp_path: Path) -> None:
    """Its id is its file's name, so that both can be played and told apart."""
    path = a_film_file(tmp_path)
    shutil.copy(path, tmp_path / "copy.film")
    assert {film.ident for film in Can(tmp_path).films()} == {path.stem, "copy"}
    with Film.open(path), Film.open(tmp_path / "copy.film") as copy:
        copy.append([a_moment(1, 0)], 1)


def test_a_file_with_a_name_that_cannot_be_printed_is_listed_printable(tmp_path: Path) -> None:
    """Names of files come from outside."""
    path = a_film_file(tmp_path)
    path.rename(tmp_path / os.fsdecode(b"a\x1b[2J\xff.film"))
    (summary,) = Can(tmp_path).films()
    assert summary.file == "a?[2J\ufffd.film"
    assert summary.refusal is None


def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    """Also the folders above it; and twice is fine."""
    can = Can(tmp_path / "a" / "b")
    assert can.ensure_folder() == tmp_path / "a" / "b"
    assert can.ensure_folder().is_dir()


@pytest.mark.parametrize("folder", ["file", "file/inside", "nul\0", "x" * 300])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, folder: str) -> None:
    """The sentence names the place."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaveRefused) as refused:
        Can(tmp_path / folder).ensure_folder()
    assert refused.value.phrase == "saves.folder"
    assert str(refused.value.values["folder"]).startswith(str(tmp_path))


def test_a_folder_that_cannot_be_written_is_refused() -> None:
    """Root may write anywhere, so this is asked by somebody else."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)

    def ask() -> str:
        for attempt in (folder, folder / "below"):
            try:
                Can(attempt).ensure_folder()
            except SaveRefused as refusal:
                said = refusal.phrase
            else:
                said = "nothing was refused"
        try:
            a_film(folder)
        except SaveRefused as refusal:
            return f"{said}, {refusal.phrase}"
        return "a film was made"

    assert in_child(ask, as_nobody=True)[0] == "saves.folder, saves.folder"
    shutil.rmtree(folder)


def test_a_list_of_films_decodes_no_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A summary asks a handful of questions, however much was played."""
    a_film_file(tmp_path, 100)
    monkeypatch.delattr(tree, "decode_state")
    assert Can(tmp_path).films()[0].moments == 100
