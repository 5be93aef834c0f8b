"""Films that earlier editions wrote: each opens, is sound, and is played on to an ending.

Law: the files are as that edition left them and are never made anew; each stands in the scene that it is
named after.
"""

from __future__ import annotations

import random
from io import StringIO
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from game.cli.entry import main
from game.storage.film import SUFFIX, Film
from game.storage.schema import FORMAT
from tests.saves.editions import FILMS, line_of, moments_of, name_of, open_under
from tests.saves.make import points_of

if TYPE_CHECKING:
    from pathlib import Path

    from game.narrative.shelf import Book

FLYING = [film for film in FILMS if line_of(film)[0].state.flight is not None]
OVER = [film for film in FILMS if line_of(film)[0].state.ending]
GOING_ON = [film for film in FILMS if film not in OVER]

BY_HAND = {
    "0.1": {"kurs_failure", "manual_approach", "rendezvous", "seat_liner"},
    "0.2": {"manual_approach"},
    "0.3": {"loss_of_attitude"},
}
"""Films that are older than the tables, by their edition."""

MOST_LINES = 700
"""Lines to an ending; the longest way of these takes some three hundred."""
_LOOK_BACK = 2000
"""Characters in which the choices that were printed last are found."""
_PATIENCE = 50
"""Orders to flights before they are brought to an end. Chosen to keep it short."""
_ENDS_IT = ("wave_off", "back_off", "wait")
"""What then ends them: an approach is given up, and the station's emergencies end by themselves."""
_OBEDIENT = 0.7
"""Of the orders to a flight that are given by chance, those that are the crew's advice."""


class Player:
    """Standard input: a line at each prompt, and what was printed before it at hand.

    What is typed is the first choice, in a flight the crew's advice, unless `typed_for` knows better.
    """

    def __init__(self, sink: StringIO, first: tuple[str, ...], chance: random.Random | None) -> None:
        self._sink = sink
        self._chance = chance
        self._flying = True
        self._ordered = 0
        self._lines = iter([*first, *[""] * MOST_LINES])

    def readline(self, _size: int = -1, /) -> str:
        """Return the next line; none when the film should be long over."""
        line = next(self._lines, None)
        if line is None:
            return ""
        listed = self._sink.getvalue()[-_LOOK_BACK:].rpartition("\n\n1. ")[2]
        return f"{line or self.typed_for(listed)}\n"

    def typed_for(self, listed: str) -> str:
        """Return what is typed, seeing these choices.

        By chance, any of them, and in a flight mostly the advice. Else the first; but an emergency that
        begins after the one that the film was in is told. A free flight is left, and who has given enough
        orders sees that it ends.
        """
        if "[begin_film]" in listed:
            return "begin_film"
        began, self._flying = "[advice]" in listed and not self._flying, "[advice]" in listed
        self._ordered += self._flying
        if self._flying and self._ordered > _PATIENCE:
            return next((end for end in _ENDS_IT if f"[{end}]" in listed), "1")
        if self._chance is not None:
            obedient = self._flying and self._chance.random() < _OBEDIENT
            return "1" if obedient else str(self._chance.randint(1, listed.count("  [")))
        if "[fly_told]" in listed:
            return "fly_told"
        return "told" if began else "1"

    def isatty(self) -> bool:
        """It is a pipe."""
        return False


def play(
    saves: Path, monkeypatch: pytest.MonkeyPatch, *first: str, chance: random.Random | None = None
) -> str:
    """Play line by line on what lies in a folder, and return all that is printed."""
    printed = StringIO()
    monkeypatch.setattr("sys.stdin", Player(printed, first, chance))
    monkeypatch.setattr("sys.stdout", printed)
    assert main(["--plain", "--saves", str(saves)]) == 0
    return printed.getvalue()


def check_kept(film: Path, played: Path) -> None:
    """What was in it is in it still, moment by moment, and more; an old format lies in the bin as it was."""
    before, after = moments_of(film), moments_of(played)
    assert after[: len(before)] == before
    assert len(after) > len(before)
    with Film.open(played, writable=False) as new:
        new.check()
    migrated = format_of(film) < FORMAT
    put_away = played.parent / "bin" / f"{film.stem}.format-{format_of(film)}{SUFFIX}"
    assert put_away.exists() == migrated
    assert not migrated or put_away.read_bytes() == film.read_bytes()


def format_of(film: Path) -> int:
    """Return a film's format, out of the head of its file (https://www.sqlite.org/fileformat2.html#1.3)."""
    return int.from_bytes(film.read_bytes()[60:64])


@pytest.mark.parametrize("folder", sorted({film.parent for film in FILMS}), ids=lambda folder: folder.name)
def test_an_edition_left_twenty_films_or_more(folder: Path) -> None:
    """Every point of its table is there, and what is there besides was made by hand and is known."""
    version = folder.name.removeprefix("edition_").replace("_", ".")
    names = {film.stem for film in FILMS if film.parent == folder}
    assert len(names) >= 20
    assert names - BY_HAND.get(version, set()) == {point.name for point in points_of(version)}


@pytest.mark.parametrize("film", FILMS, ids=name_of)
def test_a_film_of_an_earlier_edition_is_sound(film: Path) -> None:
    """Moment by moment, with the seals of the edition that wrote it; looking changes not a byte."""
    before = film.read_bytes()
    with Film.open(film, writable=False) as old:
        old.check()
        assert len([old.moment(ident) for ident in range(old.count())]) == old.count()
        assert old.moment(old.head().moment).state.place.scene == film.stem.partition("-")[0]
    assert film.read_bytes() == before


@pytest.mark.parametrize("film", GOING_ON, ids=name_of)
def test_it_is_played_on_to_an_ending(film: Path, saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From where it stood, by the first choice; its flight by the crew's advice, and a later one told."""
    copy(film, saves)
    told = play(saves, monkeypatch)
    assert told.splitlines()[-1].startswith("[end] ")
    check_kept(film, saves / film.name)


@pytest.mark.parametrize("film", GOING_ON[1::3], ids=name_of)
def test_it_is_played_on_to_an_ending_by_chance(
    film: Path, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By choices, and in a flight orders, that nobody thought about."""
    copy(film, saves)
    told = play(saves, monkeypatch, chance=random.Random(name_of(film)))  # noqa: S311  a player's whims
    assert told.splitlines()[-1].startswith("[end] ")
    check_kept(film, saves / film.name)


@pytest.mark.parametrize("film", OVER, ids=name_of)
def test_a_film_that_is_over_is_gone_back_into(
    film: Path, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loaded by its name, retaken from two choices before the end, and ended once more."""
    copy(film, saves)
    told = play(saves, monkeypatch, f"/load {film.stem}", "/retake 2")
    assert told.splitlines()[-1].startswith("[end] ")
    check_kept(film, saves / film.name)


@pytest.mark.parametrize("film", FLYING, ids=name_of)
def test_a_flight_under_way_goes_on_at_its_tick(film: Path, saves: Path, present_book: Book) -> None:
    """The simulation is the very one that was written, orders that wait for its next tick among it."""
    flight = line_of(film)[0].state.flight
    with open_under(film, present_book, saves) as session:
        opened = session.present.state.flight
        session.run(1)
        later = session.present.state.flight
    assert opened == flight
    assert flight is not None
    assert later is not None
    assert later.tick == flight.tick + 1
