"""A print: what goes out comes in again, moment by moment, whole or up to a moment."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from game.errors import SaveRefused, UsedWrongly
from game.storage import prints
from game.storage.can import Can
from game.storage.film import Film, Head
from game.storage.prints import import_film, read_print, write_print

from .samples import NOW, a_film, a_film_file, a_moment, contents, file_of

OLD_FILMS = sorted((Path(__file__).parents[1] / "saves").glob("edition_*/*.film"))


def printed(film: Film, to: int | None = None) -> bytes:
    """Return the bytes of a film's print."""
    sink = BytesIO()
    write_print(film, sink, to=to)
    return sink.getvalue()


def everything(film: Film) -> tuple[object, ...]:
    """Return all that a film holds."""
    moments = [film.moment(ident) for ident in range(film.count())]
    editions = [film.edition_of(ident) for ident in range(film.count() + 1)]
    told = (film.label, film.title, film.head(), film.moves(), film.bookmarks(), film.dropped_bookmarks())
    return (*told, moments, editions)


def a_rich_film(folder: Path) -> Film:
    """Return a film with branches, every kind of move and of name, two editions and two titles."""
    film = a_film(folder, 40)
    film.bookmark("before the hatch", 3, 1, "named", NOW)
    film.bookmark("quick", 39, 1, "quick", NOW)
    film.move("retake", Head(30, 2), NOW)
    film.append([a_moment(40, 30, take=2)], 2)
    film.move("what_if", Head(5, 3), NOW, "she lets go")
    film.note_edition("ba9876543210", NOW)
    film.append([a_moment(41, 5, take=3), a_moment(42, 41, take=3)], 3)
    film.bookmark("before the hatch", 41, 3, "named", NOW)
    film.bookmark("dropped", 30, 1, "named", NOW)
    film.drop_bookmark("dropped", NOW)
    film.move("undo", Head(40, 2), NOW)
    film.retitle("Солнце/../солнце \N{SUN BEHIND CLOUD}", NOW)
    return film


def test_a_print_holds_all_of_a_film(tmp_path: Path) -> None:
    """Every moment to its seal, every branch, move, name, edition and title."""
    with a_rich_film(tmp_path) as film:
        content = printed(film)
        with read_print(BytesIO(content), "a.print") as again:
            assert everything(again) == everything(film)
            assert printed(again) == content


@pytest.mark.parametrize("path", OLD_FILMS[::4], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_film_of_an_earlier_edition_goes_out_and_comes_in(path: Path) -> None:
    """Also in the middle of a flight."""
    with Film.open(path, writable=False) as film, read_print(BytesIO(printed(film)), "a.print") as again:
        assert everything(again) == everything(film)


def test_a_print_can_be_read_by_eye(tmp_path: Path) -> None:
    """Lines of JSON, unpacked by zcat: the label first, the count and the seal last."""
    with a_rich_film(tmp_path) as film:
        lines = [json.loads(line) for line in gzip.decompress(printed(film)).splitlines()]
    kinds = [line["is"] for line in lines]
    assert kinds[0] == "label"
    assert kinds.count("moment") == 43
    assert kinds[-1] == "end"
    assert lines[-1]["lines"] == len(lines) - 1
    told = next(line for line in lines if line["is"] == "moment" and line["ident"] == 41)
    assert told["lines"][0][:2] == ["echo", "Give it 41 seconds."]
    assert told["command"]["choice"] == "choice_41"


def test_up_to_here_holds_only_the_line_to_there_numbered_anew(tmp_path: Path) -> None:
    """With its names and editions, standing at its end; what was shot besides is not in it."""
    with a_rich_film(tmp_path) as film, read_print(BytesIO(printed(film, to=41)), "a.print") as line:
        came = [0, 1, 2, 3, 4, 5, 41]
        assert line.count() == len(came)
        for number, ident in enumerate(came):
            was = film.moment(ident)
            renumbered = replace(was, ident=number, parent=number - 1 if number else None)
            assert replace(line.moment(number), hash="") == replace(renumbered, hash="")
        assert line.head() == Head(6, 3, film.words_to(41))
        assert line.title == film.title
        assert [(mark.name, mark.moment) for mark in line.bookmarks()] == [("before the hatch", 6)]
        assert [line.edition_of(number) for number in range(7)] == ["0123456789ab"] * 6 + ["ba9876543210"]
        assert line.moves() == []


def test_a_name_that_moved_off_the_line_does_not_come_along_with_where_it_was(tmp_path: Path) -> None:
    """Names stand where they stand now; one that was dropped can still be brought back."""
    with a_film(tmp_path, 9) as film:
        for moment in (3, 7):
            film.bookmark("moved", moment, 1, "named", NOW)
        film.bookmark("dropped", 2, 1, "named", NOW)
        film.bookmark("gone", 8, 1, "named", NOW)
        for name in ("dropped", "gone"):
            film.drop_bookmark(name, NOW)
        with read_print(BytesIO(printed(film, to=5)), "a.print") as line:
            assert line.bookmarks() == []
            assert [(mark.name, mark.moment) for mark in line.dropped_bookmarks()] == [("dropped", 2)]


def test_up_to_a_moment_that_is_not_there_is_used_wrongly(tmp_path: Path) -> None:
    """And says which."""
    with a_film(tmp_path, 3) as film, pytest.raises(UsedWrongly) as refused:
        printed(film, to=3)
    assert refused.value.values == {"moment": 3}


def test_a_damaged_film_is_not_printed(tmp_path: Path) -> None:
    """What would be refused on its way in does not go out."""
    path = a_film_file(tmp_path, 9)
    content = bytearray(path.read_bytes())
    at = content.index(b"The pencil stops, 7")
    content[at] ^= 1
    path.write_bytes(content)
    with Film.open(path, writable=False) as film, pytest.raises(SaveRefused) as refused:
        printed(film)
    assert refused.value.phrase == "save.damaged"


def test_a_film_whose_file_is_gone_in_mid_game_is_printed_from_memory(tmp_path: Path) -> None:
    """All that was played is known as long as the game runs."""
    with a_rich_film(tmp_path) as film:
        told = everything(film)
        file_of(film).unlink()
        with read_print(BytesIO(printed(film)), "a.print") as again:
            assert everything(again) == told


def test_what_comes_in_lies_in_the_can_under_its_own_ident(tmp_path: Path) -> None:
    """Or under another where that one is taken; the one that is there stays as it is."""
    with a_rich_film(tmp_path) as film:
        (tmp_path / "a.print").write_bytes(printed(film))
        told = everything(film)
        first = file_of(film)
    before = first.read_bytes()
    can = Can(tmp_path / "another")
    with import_film(tmp_path / "a.print", can) as again:
        assert again.path == can.folder / first.name
        assert everything(again) == told
    with import_film(tmp_path / "a.print", Can(tmp_path)) as other:
        assert other.ident != first.stem
        assert everything(other)[1:] == told[1:]
    assert first.read_bytes() == before


def test_a_film_from_elsewhere_comes_in_row_by_row(tmp_path: Path) -> None:
    """Its file is only looked at, also while another game has it open."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    can = Can(tmp_path / "here")
    with a_rich_film(elsewhere) as film:
        path = file_of(film)
        before = contents(elsewhere)
        with import_film(path, can) as again:
            assert everything(again) == everything(film)
            assert again.path == can.folder / path.name
        assert contents(elsewhere) == before


@pytest.mark.parametrize("path", OLD_FILMS[::9], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_film_of_an_older_format_comes_in_as_one_of_the_newest(path: Path, tmp_path: Path) -> None:
    """And is left as it was."""
    before = path.read_bytes()
    with import_film(path, Can(tmp_path)) as again, Film.open(path, writable=False) as film:
        assert everything(again) == everything(film)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "most", "phrase"),
    [
        ("LARGEST_FILE", 1 << 17, "print.too_large"),
        ("LARGEST_PLAIN", 1 << 17, "print.too_large"),
        ("LONGEST_LINE", 100, "print.too_large"),
        ("MOST_LINES", 10, "print.too_large"),
    ],
)
def test_a_film_that_could_not_come_in_again_does_not_go_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int, phrase: str
) -> None:
    """And what is as large does not come in: the bounds are the same both ways."""
    with a_film(tmp_path, 300) as film:
        content = printed(film)
        monkeypatch.setattr(prints, name, min(most, len(content) // 2) if name == "LARGEST_FILE" else most)
        with pytest.raises(SaveRefused) as refused:
            printed(film)
        assert refused.value.phrase == phrase
        with pytest.raises(SaveRefused) as refused:
            read_print(BytesIO(content), "a.print")
        assert refused.value.phrase == phrase


@pytest.mark.parametrize("ident", ["2026-11", "20261122-abc.format-3", "A_film"])
def test_an_ident_may_be_whatever_a_file_can_be_called(tmp_path: Path, ident: str) -> None:
    """As long as it is nothing but a name."""
    with a_film(tmp_path, 2) as film:
        path = file_of(film)
    renamed = path.with_name(f"{ident}.film")
    path.rename(renamed)
    with import_film(renamed, Can(tmp_path / "here")) as again:
        assert again.label.ident == path.stem


def test_the_sink_is_told_nothing_that_depends_on_when_it_is_asked(tmp_path: Path) -> None:
    """The same film gives the same bytes."""
    with a_film(tmp_path, 5) as film:
        assert printed(film) == printed(film)


def test_a_sink_that_refuses_is_heard(tmp_path: Path) -> None:
    """A full disk is the sink's to answer."""

    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "full")

    with a_film(tmp_path, 5) as film, pytest.raises(OSError, match="full"):
        write_print(film, Full())
