"""The can by lines: faces, searches, names, and a bin that only a number empties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.plain.can_desk import CanDesk
from tests.plain.counter import Counter
from tests.session.stage import choose_all, sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Generator[Session]:
    """Three films: a short one, one that is over, and the open one, which has a name."""
    with sitting(tmp_path) as open_session:
        open_session.begin(2)
        open_session.retitle("Zebra")
        open_session.begin(2)
        open_session.retitle("another")
        choose_all(open_session, "say_no", "hold", "give_up", "keep")
        open_session.begin(2)
        open_session.retitle("Middle")
        choose_all(open_session, "wait")
        open_session.bookmark("The lamp")
        yield open_session


def titles(text: str) -> list[str]:
    """Return the titles of a list, in its order."""
    return [row.partition(" (")[0] for row in text.splitlines() if " (" in row and not row.startswith(" ")]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["Middle", "another", "Zebra"]),
        ("by newest", ["Middle", "another", "Zebra"]),
        ("by TITLE", ["another", "Middle", "Zebra"]),
        ("by words", ["another", "Middle", "Zebra"]),
        ("by time", ["Zebra", "Middle", "another"]),
        ("lamp", ["Middle"]),
        ("THE lamp", ["Middle"]),
        ("shortest shoot", ["another"]),
        ("by title e", ["another", "Middle", "Zebra"]),
        ("dark", ["Middle", "Zebra"]),
    ],
)
def test_films_are_found_and_ordered(session: Session, asked: str, order: list[str]) -> None:
    """By title, caption, scene, ending and names; newest first where nothing else is asked."""
    counter = Counter(session)
    CanDesk(counter.teller).saves(asked)
    assert titles(counter.read()) == order


@pytest.mark.parametrize(
    ("asked", "phrase"),
    [
        ("by", "by newest, title, time or words: /saves by title"),
        ("by size", "not by size"),
        ("nothing of it", "nothing of it"),
    ],
)
def test_what_is_not_there_is_refused(session: Session, asked: str, phrase: str) -> None:
    """With what was typed, and nothing is listed."""
    counter = Counter(session)
    CanDesk(counter.teller).saves(asked)
    text = counter.read()
    assert text.startswith("? ")
    assert titles(text) == []
    assert phrase in text


def test_a_face_has_two_rows_and_what_sets_it_apart(session: Session) -> None:
    """Place, mission time, words, when, caption; then the ending, the names, and which one is open."""
    counter = Counter(session)
    CanDesk(counter.teller).saves("")
    middle, over, zebra = counter.read().split("\n\n")
    assert "): reel 0, scene 1, take 1, 2021-10-05 12:11:50 UTC. Words read: 40. Moments: 2." in middle
    assert middle.splitlines()[1] == "  Played 2026-03-01 10:00 UTC. Give it a second."
    assert middle.splitlines()[2:] == ["  this is the film you are in", "  save: The lamp, #1, take 1"]
    assert over.splitlines()[2:] == ["  THE END: The Shortest Shoot"]
    assert len(zebra.splitlines()) == 2


def test_a_film_that_another_game_plays_says_so(session: Session, tmp_path: Path) -> None:
    """In a row of its own."""
    with sitting(tmp_path, hour=11) as other:
        other.load("Zebra")
        counter = Counter(session)
        CanDesk(counter.teller).saves("zebra")
        assert counter.read().splitlines()[2:] == ["  open in another game"]


def test_a_damaged_film_says_how_it_can_be_salvaged(session: Session, tmp_path: Path) -> None:
    """It stands last, whatever films are listed by."""
    (tmp_path / "broken.film").write_bytes(b"SQLite format 3\0 and no more")
    counter = Counter(session)
    CanDesk(counter.teller).saves("by title")
    last = counter.read().split("\n\n")[-1]
    assert last.startswith("broken.film ")
    assert "/salvage broken.film " in last


def test_a_film_goes_into_the_bin_and_comes_back(session: Session) -> None:
    """By the beginning of its title; the open one stays."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    desk.delete("Zeb")
    assert counter.read().startswith("Zebra is in the bin")
    desk.saves("")
    assert titles(counter.read()) == ["Middle", "another"]
    desk.delete("Middle")
    assert counter.read().startswith("? ")
    desk.restore("Zebra")
    assert not counter.read().startswith("? ")
    desk.saves("zebra")
    assert titles(counter.read()) == ["Zebra"]


@pytest.mark.parametrize("name", ["", "nothing", "20260301"])
def test_a_film_that_is_not_meant_clearly_stays(session: Session, name: str) -> None:
    """Nothing at all, a name that none has, and a beginning that several have."""
    counter = Counter(session)
    CanDesk(counter.teller).delete(name)
    assert counter.read().startswith("? ")
    assert len(session.saves()) == 3


@pytest.mark.parametrize("typed", ["", "1", "3", "two", "02", "2 "])
def test_only_the_right_number_empties_the_bin(session: Session, typed: str) -> None:
    """Whoever types anything else is told the number; then the films are gone for good."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    desk.delete("Zebra")
    desk.delete("another")
    counter.read()
    desk.empty_bin(typed)
    assert "/empty-bin 2." in counter.read()
    assert len(session.can.bin.films()) == 2
    desk.empty_bin("2")
    assert counter.read() == "Films gone for good: 2."
    assert session.can.bin.films() == []
    desk.empty_bin("0")
    assert counter.read() == "? No film lies in the bin."


def test_a_name_is_dropped_and_put_back(session: Session) -> None:
    """The bin lists it; a film of that name in the bin waits until the name is back."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    desk.drop("the lamp")
    desk.bin("")
    text = counter.read()
    assert "name: The lamp, #1" in text
    assert "/empty-bin" not in text
    desk.restore("THE LAMP")
    assert not counter.read().startswith("? ")
    assert [mark.name for mark in session.bookmarks()] == ["The lamp"]
    desk.bin("")
    assert counter.read() == "The bin is empty."


def test_loading_stands_somewhere_and_a_refusal_stands_nowhere(session: Session) -> None:
    """What was shown is the whole place, or nothing."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    desk.load("nothing")
    desk.quick_load("")
    assert counter.shown == []
    assert counter.read().count("? ") == 2
    desk.quick_save("")
    choose_all(session, "say_no")
    desk.quick_load("")
    desk.load("Zebra")
    assert [(present.title, whole) for present, whole in counter.shown] == [("Middle", True), ("Zebra", True)]


def test_loading_without_a_name_says_what_loads(session: Session) -> None:
    """And not what saves."""
    counter = Counter(session)
    CanDesk(counter.teller).load("")
    assert counter.read() == "? A load needs the name of a save, a what-if or a film."


def test_a_what_if_is_loaded_by_its_name_and_stands_on_the_face(session: Session) -> None:
    """Where what was shot under it ends; while nothing was, where it begins. Nothing drops it."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    session.what_if("Bumped", 0)
    desk.load("bumped")
    assert counter.shown[-1][0].moment == 0
    choose_all(session, "wait", "say_no")
    end = session.present.moment
    session.undo()
    assert session.present.moment == 1
    counter.read()
    desk.load("BUMP")
    assert counter.read() == "Loaded Bumped."
    assert counter.shown[-1][0].moment == session.present.moment == end
    desk.load("bumped")
    assert counter.read() == "Loaded Bumped."
    assert session.present.moment == end
    for asked in ("", "bumped"):
        desk.saves(asked)
        assert "  what-if: Bumped, #2" in counter.read().splitlines()
    desk.drop("bumped")
    assert counter.read().startswith("? bumped is a what-if ")
    desk.save("Bumped")
    desk.drop("bumped")
    assert counter.read().endswith("Bumped is off its moment; the moment is still there.")


def test_a_save_is_found_by_its_beginning(session: Session) -> None:
    """As films are, if nothing else begins so."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    session.retake()
    desk.load("the l")
    assert counter.read() == "Loaded The lamp."
    assert session.present.moment == 1
    session.bookmark("The other")
    desk.load("the")
    refused = counter.read()
    assert refused.startswith("? 2 things begin with the: ")
    assert "The lamp" in refused
    assert "The other" in refused
    desk.load("m")
    assert counter.read() == "Loaded Middle."
    session.bookmark("Meanwhile")
    desk.load("m")
    assert counter.read().startswith("? 2 things begin with m: Meanwhile; Middle (")


def test_two_films_of_one_title_are_told_apart(session: Session) -> None:
    """By the words in brackets; neither is loaded or laid aside because it is the newer one."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    session.load("another")
    session.retitle("Zebra")
    session.load("Middle")
    films = [film for film in session.saves() if film.title == "Zebra"]
    for order in (desk.load, desk.delete):
        order("zebra")
        refused = counter.read()
        assert refused.startswith("? 2 things begin with zebra: ")
        assert all(film.ident in refused for film in films)
    assert session.present.title == "Middle"
    desk.delete(films[0].ident)
    counter.read()
    desk.load("zebra")
    assert session.present.film == films[1].ident


def test_a_quick_save_says_where_the_one_before_was(session: Session) -> None:
    """So that it is not lost; where it stood already there is nothing to say."""
    counter = Counter(session)
    desk = CanDesk(counter.teller)
    desk.quick_save("")
    desk.quick_save("")
    assert "/go" not in counter.read()
    choose_all(session, "say_no")
    desk.quick_save("")
    assert counter.read().endswith("The quick save before was moment 1; /go 1 still leads there.")


def test_only_what_may_still_be_read_is_offered_to_be_salvaged(session: Session, tmp_path: Path) -> None:
    """Of an empty file nothing is."""
    (tmp_path / "empty.film").touch()
    counter = Counter(session)
    CanDesk(counter.teller).saves("empty")
    text = counter.read()
    assert text.startswith("empty.film is empty;")
    assert "/salvage" not in text
