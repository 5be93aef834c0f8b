"""Played again, a film of this edition comes out as it was written, and one of another is passed over."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.flight import SIMULATION
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.session.replaying import replay
from game.storage.can import Can
from game.storage.film import Film
from game.storage.library import open_book, phrases
from game.vocabulary.flying import Rung
from game.vocabulary.values import Line, Voice
from tests.engine.stage import STORY, small_book

from .stage import choose_all, notices, sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.session.replaying import Replay

NOW = "2026-03-01T10:00:00+00:00"
EDITION = "a test"


@pytest.fixture(scope="module")
def whole_book() -> Book:
    """Return the story that ships: the small one has nothing that can be flown."""
    return open_book()


def _replayed(folder: Path, book: Book, mark: str = EDITION) -> Replay:
    (path,) = folder.glob("*.film")
    with Film.open(path, writable=False) as film:
        return replay(film, book, mark)


def _forge(folder: Path, **other: object) -> None:
    """Add the second moment once more, sound to its seal, with something in it that no order led to."""
    (path,) = folder.glob("*.film")
    with Film.open(path) as film:
        forged = replace(film.moment(1), ident=film.count(), hash="", **other)  # type: ignore[arg-type]  # of any field
        film.append([forged], 1)


def test_every_choice_on_every_branch_comes_out_again(tmp_path: Path) -> None:
    """Also after a Retake, a load and a new sitting."""
    with sitting(tmp_path) as session:
        session.begin(seed=2)
        choose_all(session, "wait", "film_it")
        session.retake(2)
        choose_all(session, "say_no", "hold", "give_up", "keep")
        session.bookmark("the end")
    with sitting(tmp_path, hour=12) as session:
        session.resume()
        session.go(1)
        choose_all(session, "film_it")
    done = _replayed(tmp_path, small_book())
    assert (done.replayed, done.passed_over, done.editions, done.differs) == (8, 0, (), ())


def test_a_film_that_began_in_mid_mission_comes_out_again(tmp_path: Path, whole_book: Book) -> None:
    """From its label: the reel."""
    with sitting(tmp_path, book=whole_book) as session:
        session.begin(seed=2, reel=3)
    assert _replayed(tmp_path, whole_book).replayed == 1
    assert _replayed(tmp_path, whole_book).differs == ()


@pytest.mark.parametrize("start", ["day", "drill"])
def test_a_flight_comes_out_again_tick_by_tick(tmp_path: Path, whole_book: Book, start: str) -> None:
    """Its orders, what was flown between them, what was said, and how it was left."""
    with sitting(tmp_path, book=whole_book) as session:
        session.begin_flight(Rung.FLOWN, start, seed=5)
        session.run(130)
        session.fly((), 40)
        _come_back(session)
        session.run(300)
        session.keep()
    done = _replayed(tmp_path, whole_book)
    assert done.replayed > 4
    assert (done.passed_over, done.differs) == (0, ())


def _come_back(session: Session) -> None:
    """Go back to a second of the flight, and fly on from there."""
    session.retake_to_tick(100)
    session.fly((), 30)


def test_another_editions_moments_are_passed_over_and_named(tmp_path: Path) -> None:
    """And what this edition shot from one of them is not."""
    with sitting(tmp_path) as session:
        session.begin(seed=2)
        choose_all(session, "wait")
    with _sitting_of(tmp_path, small_book(), "the next") as session:
        session.resume()
        choose_all(session, "film_it")
    done = _replayed(tmp_path, small_book(), "the next")
    assert (done.replayed, done.passed_over, done.editions, done.differs) == (1, 2, (EDITION,), ())
    done = _replayed(tmp_path, small_book())
    assert (done.replayed, done.passed_over, done.editions, done.differs) == (2, 1, ("the next",), ())


def test_what_a_new_edition_reads_on_by_itself_comes_out_again(tmp_path: Path) -> None:
    """A place that it no longer has is left by its written rules, here as in the game."""
    can, story = tmp_path / "can", copytree(STORY, tmp_path / "story")
    with sitting(can) as session:
        session.begin(seed=2)
        choose_all(session, "wait")
        lost = session.present.state.place
    scene = next(story.rglob(f"{lost.scene}.md"))
    scene.write_text(scene.read_text(encoding="utf-8").replace(lost.beat, "another"), encoding="utf-8")
    book = open_book(story)
    with _sitting_of(can, book, "the next") as session:
        present = session.resume()
        assert present is not None
        assert "load.place_lost" in notices(present)
        choose_all(session, present.state.offers[0].ident)
        count = session.present.moments
    done = _replayed(can, book, "the next")
    assert (done.replayed, done.passed_over, done.differs) == (count - 2, 2, ())


@contextmanager
def _sitting_of(folder: Path, book: Book, mark: str) -> Generator[Session]:
    """Sit down with another edition of the story."""
    session = Session(
        book,
        Can(folder),
        phrases=Phrasebook(phrases()),
        edition=mark,
        now=lambda: "2026-03-01T12:00:00+00:00",
        fresh_seed=lambda: 7,
    )
    try:
        yield session
    finally:
        session.close()


def test_a_moment_that_no_order_leads_to_is_named(tmp_path: Path) -> None:
    """Another state, other words, another order: each is found, and only that one."""
    with sitting(tmp_path) as session:
        session.begin(seed=2)
        choose_all(session, "wait")
        state = session.present.state
    _forge(tmp_path, state=replace(state, turn=9))
    _forge(tmp_path, lines=(Line(Voice.NARRATION, "Nothing of the kind."),))
    done = _replayed(tmp_path, small_book())
    assert (done.replayed, done.differs) == (4, (2, 3))


def test_a_first_moment_that_nothing_begins_with_is_named(tmp_path: Path) -> None:
    """A label with another seed begins otherwise."""
    with sitting(tmp_path) as session:
        session.begin(seed=2)
    (path,) = tmp_path.glob("*.film")
    with Film.open(path, writable=False) as film:
        first = film.moment(0)
    label = {"edition": EDITION, "title": "x", "started_at": NOW, "start_reel": 0}
    for seed, differs in ((2, ()), (3, (0,))):
        with Film.in_memory(**label, seed=seed, first=first) as film:  # type: ignore[arg-type]  # of mixed types
            assert replay(film, small_book(), EDITION).differs == differs


def test_flights_of_another_simulation_are_passed_over(
    tmp_path: Path, whole_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were right under the simulation of their day."""
    with sitting(tmp_path, book=whole_book) as session:
        session.begin_flight(Rung.FLOWN, "day", seed=5)
        session.run(130)
        session.keep()
    monkeypatch.setattr("game.emergencies.docking.flight.SIMULATION", SIMULATION + 1)
    done = _replayed(tmp_path, whole_book)
    assert (done.replayed, done.editions) == (1, ())
    assert done.passed_over >= 2
