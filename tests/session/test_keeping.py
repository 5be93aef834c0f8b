"""Names and files: quick saves, names that were dropped, titles, the bin, and how long one was away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.errors import UsedWrongly
from game.storage.film import Film

from .stage import choose_all, notices, sitting

if TYPE_CHECKING:
    from pathlib import Path


def test_a_quick_save_is_one_mark_that_moves_and_a_load_is_a_move_of_the_head(tmp_path: Path) -> None:
    """It is found again after a restart; where it was stays a moment as any."""
    with sitting(tmp_path) as session:
        session.begin()
        assert notices(session.quick_load()) == ["quick.none"]
        assert notices(session.quick_save()) == ["quick.saved"]
        choose_all(session, "wait")
        session.quick_save()
        left = choose_all(session, "film_it")
    with sitting(tmp_path, hour=11) as session:
        session.resume()
        loaded = session.quick_load()
        assert (loaded.moment, loaded.undo) == (1, "load")
        assert [(mark.kind, mark.moment) for mark in session.bookmarks()] == [("quick", 1)]
        assert session.undo().state == left.state


def test_a_name_that_was_dropped_comes_back_where_it_was(tmp_path: Path) -> None:
    """Also after a restart, in whatever case it is typed; what is not there is said in a sentence."""
    with sitting(tmp_path) as session:
        session.begin()
        session.bookmark("The Dark")
        choose_all(session, "wait")
        session.bookmark("later")
        assert notices(session.drop_bookmark("the dark")) == ["save.dropped"]
        assert notices(session.drop_bookmark("the dark")) == ["save.no_name"]
        assert notices(session.restore_bookmark("later")) == ["save.not_dropped"]
    with sitting(tmp_path, hour=11) as session:
        session.resume()
        assert [mark.name for mark in session.bookmarks()] == ["later"]
        assert [(mark.name, mark.moment) for mark in session.dropped_bookmarks()] == [("The Dark", 0)]
        assert notices(session.restore_bookmark("THE DARK")) == ["save.restored"]
        assert session.dropped_bookmarks() == ()
        assert session.load("the dark").moment == 0


def test_a_name_that_is_given_again_says_what_it_meant(tmp_path: Path) -> None:
    """In whatever case; also one that was dropped. There are never two names that one word finds."""
    with sitting(tmp_path) as session:
        session.begin()
        session.bookmark("Here")
        assert notices(session.bookmark("here")) == ["save.named"]
        choose_all(session, "wait")
        moved = session.bookmark("HERE")
        assert notices(moved) == ["save.moved"]
        assert moved.notices[0].values == {"name": "Here", "moment": 0}
        assert [(mark.name, mark.moment) for mark in session.bookmarks()] == [("Here", 1)]
        session.drop_bookmark("here")
        choose_all(session, "film_it")
        assert session.bookmark("hErE").notices[0].values == {"name": "Here", "moment": 1}
        assert session.dropped_bookmarks() == ()


def test_a_film_gets_another_title_and_is_found_under_it(tmp_path: Path) -> None:
    """The last one counts; a title that cannot be shown is refused."""
    with sitting(tmp_path) as session:
        film = session.begin().film
        assert session.retitle("  Vera's   film ").title == "Vera's   film"
        assert notices(session.retitle("\t")) == ["save.name_empty"]
        assert notices(session.retitle("bell\x07")) == ["save.name_odd"]
        session.retitle("The long one")
        assert choose_all(session, "wait").title == "The long one"
        session.begin(2)
        assert session.load("the long one").film == film
    assert Film.open(tmp_path / f"{film}.film", writable=False).title == "The long one"


def test_a_film_that_was_thrown_away_comes_back_whole(tmp_path: Path) -> None:
    """The one that is open is not thrown away; what is not there is said."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        stood = choose_all(session, "wait")
        refused = session.delete(one.film)
        assert [(notice.phrase, notice.refused) for notice in refused] == [("bin.open", True)]
        session.begin(2)
        assert [notice.phrase for notice in session.delete(one.film)] == ["bin.put"]
        assert one.film not in {film.ident for film in session.saves()}
        assert [film.ident for film in session.can.bin.films()] == [one.film]
        assert [notice.phrase for notice in session.delete("nothing of this name")] == ["load.unknown"]
        assert [notice.phrase for notice in session.restore(one.film)] == ["bin.restored"]
        assert session.can.bin.films() == []
        assert session.load(one.film).state == stood.state
        assert all(notice.refused for notice in session.restore("nothing of this name"))


def test_of_two_films_of_one_title_neither_is_taken_for_the_other(tmp_path: Path) -> None:
    """They are told apart by their idents; nothing is loaded or thrown away by guessing."""
    with sitting(tmp_path) as session:
        idents: list[str] = []
        for seed in (1, 2, 3):
            idents.append(session.begin(seed).film)
            session.retitle("Two" if seed < 3 else "Three")
        refused = session.load("two")
        assert notices(refused) == ["load.several"]
        assert [notice.phrase for notice in session.delete("Two")] == ["load.several"]
        assert session.load(idents[0]).title == "Two"
        assert [notice.phrase for notice in session.delete(idents[1])] == ["bin.put"]
        session.load("three")
        assert session.load("two").film == idents[0]


def test_how_long_one_was_away_is_told_once_by_what_opens_the_film(tmp_path: Path) -> None:
    """In seconds since it was last played; a load within the same film is no return."""
    with sitting(tmp_path) as session:
        session.begin()
        film = choose_all(session, "wait").film
    with sitting(tmp_path, hour=13) as session:
        back = session.resume()
        assert back is not None
        assert 3 * 3600 - 60 < back.absent_s < 3 * 3600 + 60
        assert choose_all(session, "film_it").absent_s == 0
        session.bookmark("there")
        session.begin(2)
        assert session.load(film).absent_s < 60
        session.retake(9)
    with sitting(tmp_path, hour=16) as session:
        assert session.load("there").absent_s > 2 * 3600
        session.begin(3)
        assert session.load_moment(film, 0).absent_s < 60


def test_words_are_counted_along_the_line(tmp_path: Path) -> None:
    """A Retake gives them back; the file says the same."""
    with sitting(tmp_path) as session:
        first = session.begin()
        one = choose_all(session, "wait")
        shown = sum(len(line.text.split()) for line in first.lines)
        assert first.words == shown
        assert one.words == shown + sum(len(line.text.split()) for line in one.lines)
        assert session.retake().words == first.words
        assert session.undo().words == one.words
        session.bookmark("here")
        (summary,) = session.saves()
        assert (summary.words, summary.bookmarks[0].words) == (one.words, one.words)
        assert summary.state == one.state
        assert summary.in_use


def test_a_load_that_names_nothing_changes_nothing(tmp_path: Path) -> None:
    """A moment that is not there, in this film or another."""
    with sitting(tmp_path) as session:
        with pytest.raises(UsedWrongly):
            session.load("anything")
        film = session.begin(1).film
        session.begin(2)
        refused = session.load_moment(film, 99)
        assert notices(refused) == ["save.no_moment"]
