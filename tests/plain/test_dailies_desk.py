"""The Dailies twenty lines at a time, and the map with its filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from game.plain.dailies_desk import PAGE, DailiesDesk
from tests.plain.counter import Counter
from tests.session.stage import choose_all, sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Generator[Session]:
    """A playthrough of many lines."""
    with sitting(tmp_path) as open_session:
        open_session.begin(2)
        choose_all(open_session, *["wait"] * 12, "film_it", "say_no")
        yield open_session


def listed(text: str) -> list[str]:
    """Return the lines of a list, without the sentence under it."""
    return [row for row in text.splitlines() if row.startswith("#")]


def test_twenty_lines_at_a_time_lead_back_to_the_first(session: Session) -> None:
    """The newest stand last, each page is the one before, and none is told twice."""
    counter = Counter(session)
    desk = DailiesDesk(counter.teller)
    pages: list[list[str]] = []
    desk.dailies("")
    for _ in range(len(session.transcript())):
        text = counter.read()
        if "? There are no lines before those." in text:
            break
        pages.insert(0, listed(text))
        assert ("/dailies more" in text) is (len(pages[0]) == PAGE)
        desk.dailies("more")
    assert [len(page) for page in pages][1:] == [PAGE] * (len(pages) - 1)
    told = [row for page in pages for row in page]
    assert len(told) == len(session.transcript())
    numbers = [int(re.match(r"#(\d+) ", row)[1]) for row in told]  # type: ignore[index]  # each row has one
    assert numbers == [entry.moment for entry in session.transcript()]


def test_more_goes_on_with_the_words_that_were_searched(session: Session) -> None:
    """And begins at the end where something else was done meanwhile."""
    counter = Counter(session)
    desk = DailiesDesk(counter.teller)
    desk.dailies("vera THING")
    first = listed(counter.read())
    assert len(first) == min(PAGE, 14)
    assert all("VERA" in row for row in first)
    desk.dailies("more")
    assert "no lines before" in counter.read()
    session.go(1)
    desk.dailies("more")
    assert listed(counter.read())[-1].startswith("#1 ")


@pytest.mark.parametrize("words", ["xyzzy", "vera xyzzy"])
def test_words_that_nobody_said_are_refused(session: Session, words: str) -> None:
    """Every word must stand in the line."""
    counter = Counter(session)
    DailiesDesk(counter.teller).dailies(words)
    assert counter.read() == "? No line has that in it."


def test_a_film_in_which_nothing_moved_has_a_map_too(tmp_path: Path) -> None:
    """One stay, and it is here."""
    with sitting(tmp_path) as session:
        session.begin(2)
        counter = Counter(session)
        DailiesDesk(counter.teller).tree("")
        text = counter.read()
    assert listed(text) == ["#0 The dark, take 1, 5 OCT 12:11. You are here. 4 ways were never taken."]


def test_a_row_that_does_not_follow_the_one_above_says_what_it_follows(session: Session) -> None:
    """So that the map can be heard; what lies aside is also set in."""
    session.go(3)
    choose_all(session, "film_it")
    session.go(5)
    choose_all(session, "film_it")
    counter = Counter(session)
    DailiesDesk(counter.teller).tree("")
    rows = [row for row in counter.read().splitlines() if "#" in row]
    known: set[str] = set()
    before = ""
    for row in rows:
        found = re.match(r"( *)(?:From #(\d+): )?#(\d+) ", row)
        assert found, row
        assert found[2] is None or (found[2] in known and found[2] != before), row
        before = found[3]
        known.add(before)
    assert sum("From #" in row for row in rows) == 2
    assert any(row.startswith("  ") for row in rows)


def test_an_ending_that_was_come_to_can_be_asked_for(tmp_path: Path) -> None:
    """By its title or its id; what did not lead to it is hidden, and the number of that is told."""
    with sitting(tmp_path) as session:
        session.begin(2)
        choose_all(session, "say_no", "hold", "give_up", "keep")
        session.go(0)
        choose_all(session, "wait")
        counter = Counter(session)
        desk = DailiesDesk(counter.teller)
        for asked in ("ending the shortest shoot", "ENDING shortest_shoot"):
            desk.tree(asked)
            text = counter.read()
            assert "THE END: The Shortest Shoot." in text
            assert "You are here" not in text
            assert "not shown: 1." in text
        desk.tree("ending another")
        assert counter.read() == "? another is not on your map. On it: The Shortest Shoot."


@pytest.mark.parametrize("width", [0, 30, 76])
def test_the_map_is_as_wide_as_the_paper(session: Session, width: int) -> None:
    """What is set in is set in on each of its lines."""
    session.go(2)
    choose_all(session, "film_it")
    session.go(1)
    counter = Counter(session, width)
    DailiesDesk(counter.teller).tree("")
    assert width == 0 or max(map(len, counter.read().splitlines())) <= width


def test_lines_of_other_takes_are_found_where_this_one_has_none(session: Session) -> None:
    """With the moments that showed them, and it is said that they are elsewhere."""
    session.go(0)
    choose_all(session, "say_no")
    counter = Counter(session)
    desk = DailiesDesk(counter.teller)
    desk.dailies("give it second")
    rows = listed(counter.written[0])
    assert rows == [f"#{moment} * Give it a second." for moment in range(1, 13)]
    assert counter.read().endswith("in other takes 12 have, the last 12 are these.")
    desk.dailies("eighteen metres")
    assert "in other takes" not in counter.read()
