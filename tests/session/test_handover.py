"""What comes into the can: from elsewhere, or out of what is left of a damaged film."""

from __future__ import annotations

from shutil import copy
from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.readout.phrasebook import Phrasebook
from game.session.handover import Arrival, Form, parcel, salvage_into, take_in
from game.storage.can import Can
from game.storage.film import Film
from game.storage.library import phrases
from game.storage.names import LONGEST_NAME
from tests.engine.stage import small_book
from tests.session.stage import choose_all, sitting
from tests.storage.samples import file_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.storage.film import Moment

WORDS = Phrasebook(phrases())
LATER = "2026-03-02T08:00:00.000+00:00"


@pytest.fixture
def can(tmp_path: Path) -> Can:
    """A can with one film of four moments, of which three lead to where it stands."""
    with sitting(tmp_path / "can") as session:
        session.begin(2)
        session.retitle("The lamp")
        choose_all(session, "wait", "say_no")
        session.retake()
        choose_all(session, "wait")
    return Can(tmp_path / "can")


@pytest.fixture
def lamp(can: Can) -> Generator[Film]:
    """The film in it."""
    (summary,) = can.films()
    with Film.open(summary.path, writable=False) as film:
        yield film


def titles(can: Can) -> list[str]:
    return sorted(film.title for film in can.films())


def moments(path: Path) -> list[Moment]:
    with Film.open(path, writable=False) as film:
        film.check()
        return [film.moment(ident) for ident in range(film.count())]


def a_print(film: Film, path: Path, to: int | None = None) -> Path:
    """Write a film as a print."""
    with path.open("wb") as sink:
        parcel(film, Form.FILM, to, small_book(), WORDS).write(sink)
    return path


def a_damaged_film(film: Film, path: Path) -> Path:
    """Write a film whose caption of one moment was changed behind the game's back."""
    copy(file_of(film), path)
    content = bytearray(path.read_bytes())
    content[content.rindex(film.moment(2).caption.encode())] ^= 1
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("form", Form)
def test_a_parcel_says_how_many_moments_are_in_it(lamp: Film, form: Form) -> None:
    """All of them in a print, in a screenplay what led to where it stands; or what led to one of them."""
    counted = [parcel(lamp, form, to, small_book(), WORDS).moments for to in (None, 2, 0)]
    assert counted == [4 if form is Form.FILM else 3, 3, 1]


def test_what_comes_in_is_what_left(can: Can, lamp: Film, tmp_path: Path) -> None:
    """To the letter, under its own title and ident where the can has neither."""
    other = Can(tmp_path / "other")
    new = take_in(a_print(lamp, tmp_path / "a.print"), other, WORDS, LATER)
    assert new == Arrival("The lamp", lamp.ident, 4)
    (there,) = other.films()
    (here,) = can.films()
    assert moments(there.path) == moments(here.path)
    assert there.updated == here.updated


def test_a_film_comes_in_as_a_print_does(lamp: Film, tmp_path: Path) -> None:
    """The file itself stays where it lies."""
    other = Can(tmp_path / "other")
    before = file_of(lamp).read_bytes()
    assert take_in(file_of(lamp), other, WORDS, LATER) == Arrival("The lamp", lamp.ident, 4)
    assert file_of(lamp).read_bytes() == before


def test_one_whose_title_is_taken_gets_the_next_number(can: Can, lamp: Film, tmp_path: Path) -> None:
    """The first that is free, and an ident of its own."""
    lies = a_print(lamp, tmp_path / "a.print")
    came = [take_in(lies, can, WORDS, LATER) for _ in range(3)]
    assert [new.title for new in came] == ["The lamp (2)", "The lamp (3)", "The lamp (4)"]
    assert len({lamp.ident, *(new.ident for new in came)}) == 4
    assert titles(can) == ["The lamp", "The lamp (2)", "The lamp (3)", "The lamp (4)"]
    assert {film.updated for film in can.films() if film.ident != lamp.ident} == {LATER}


def test_a_title_that_has_no_room_for_a_number_stays(can: Can, lamp: Film, tmp_path: Path) -> None:
    """It is in the can all the same."""
    long = "L" * LONGEST_NAME
    with Film.open(file_of(lamp)) as film:
        film.retitle(long, LATER)
    new = take_in(file_of(lamp), can, WORDS, LATER)
    assert (new.title, new.moments) == (long, 4)
    assert new.ident != lamp.ident
    assert titles(can) == [long, long]


@pytest.mark.parametrize("content", [b"", b"nothing of a film", None])
def test_what_is_no_film_is_refused_and_nothing_comes_in(
    can: Can, tmp_path: Path, content: bytes | None
) -> None:
    """One that is empty, one that is something else, one that is not there."""
    path = tmp_path / "odd.print"
    if content is not None:
        path.write_bytes(content)
    before = sorted(can.folder.iterdir())
    with pytest.raises(SaveRefused, match=r"odd\.print"):
        take_in(path, can, WORDS, LATER)
    assert sorted(can.folder.iterdir()) == before


def test_of_a_damaged_film_the_rest_is_put_into_the_can(can: Can, lamp: Film, tmp_path: Path) -> None:
    """Also into one that is not there yet; it is told what was lost, and the damaged one stays as it is."""
    damaged = a_damaged_film(lamp, tmp_path / "damaged.film")
    before = damaged.read_bytes()
    for into in (can, Can(tmp_path / "new" / "can")):
        new = salvage_into(damaged, into, WORDS)
        assert (new.title, new.moments, new.lost) == ("The lamp (salvaged)", 3, 1)
        assert damaged.read_bytes() == before
        found = next(film for film in into.films() if film.ident == new.ident)
        assert found.title == new.title
        assert len(moments(found.path)) == 3
    assert titles(can) == ["The lamp", "The lamp (salvaged)"]


def test_where_nothing_can_be_read_nothing_comes_in(can: Can, tmp_path: Path) -> None:
    """And the file is named."""
    odd = tmp_path / "odd.film"
    odd.write_bytes(b"nothing of a film")
    with pytest.raises(SaveRefused, match=r"salvage\.nothing") as refused:
        salvage_into(odd, can, WORDS)
    assert refused.value.values == {"file": "odd.film"}
    assert titles(can) == ["The lamp"]
    assert odd.read_bytes() == b"nothing of a film"
