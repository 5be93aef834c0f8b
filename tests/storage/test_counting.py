"""What is counted of a flight: ticks, orders, what touched, and how far the station turned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine.state import State, freeze_facts
from game.engine.turn import begin
from game.storage.counting import Aloft, counted, counts_of, facts_before, figures_of
from game.storage.profile import Profile, Tally
from game.vocabulary.events import Event, FactChanged, FlightEnded
from game.vocabulary.flying import Control, Pulse, Rung
from tests.engine.stage import small_book
from tests.session.stage import sitting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.session import Present, Session
    from game.vocabulary.values import Line, Value


@dataclass(frozen=True)
class _Shown:
    """A present of which only what is counted is known."""

    state: State
    before: State | None = None
    events: tuple[Event, ...] = ()
    film: str = "a_film"
    marks: tuple[str, ...] = ()
    take: int = 1
    takes: int = 1
    lines: tuple[Line, ...] = ()
    notices: tuple[()] = ()


def a_state(**facts: Value) -> State:
    state = begin(small_book(), 2).state
    return replace(state, facts=freeze_facts({**state.known(), **facts}))


def landed(**facts: Value) -> tuple[Tally, Aloft | None]:
    """Return what is counted when a flight ends at tick 500 and has changed these facts."""
    changes = tuple(FactChanged(name, "before", value) for name, value in facts.items())
    shown = _Shown(a_state(**facts), events=(FlightEnded("captured", 500), *changes))
    return counted(Tally(), shown, Aloft("a_film", 1, 400))


def test_the_facts_before_are_those_before_the_first_change() -> None:
    """However often one was changed in a turn."""
    events = (FactChanged("nerve", 3, 4), FactChanged("nerve", 4, 5), FactChanged("crew", 60, 61))
    assert facts_before(events) == {"nerve": 3, "crew": 60}


def test_an_approach_is_counted_with_its_contact() -> None:
    """And the rest of its ticks."""
    tally, aloft = landed(attempts=1, docking_outcome="capture", offset_cm=4, contact_cm_s=11)
    assert tally == Tally(ticks_flown=100, approaches=1, captures=1, offset_cm=4, closing_cm_s=11)
    assert aloft is None


def test_an_approach_that_was_not_held_has_no_contact_worth_keeping() -> None:
    """It is an approach all the same."""
    tally, _ = landed(attempts=1, docking_outcome="bounce", offset_cm=4, contact_cm_s=11)
    assert tally == Tally(ticks_flown=100, approaches=1)


def test_the_station_is_counted_with_its_tilt() -> None:
    """Both as the least and as the most."""
    tally, _ = landed(station_outcome="regained", peak_tilt_deg=57)
    assert tally == Tally(ticks_flown=100, stations=1, least_tilt_deg=57, most_tilt_deg=57)


def test_a_lesson_and_a_drill_are_neither() -> None:
    """They are flown, and that is all."""
    assert landed(lesson_result="passed")[0] == Tally(ticks_flown=100)
    assert landed(drill_result="passed")[0] == Tally(ticks_flown=100)


def test_a_scene_that_is_told_flies_nothing() -> None:
    """The same facts, without a flight."""
    shown = _Shown(
        a_state(attempts=1, docking_outcome="capture"),
        before=a_state(),
        events=(FactChanged("attempts", 0, 1), FactChanged("docking_outcome", "none", "capture")),
    )
    assert counted(Tally(), shown, None)[0] == Tally(choices=1)


def test_going_back_is_never_counted_down() -> None:
    """An undone Retake was none; what was counted before stays."""
    tally, _ = counted(Tally(), _Shown(a_state(), takes=4), None)
    assert tally.again == 3
    tally, _ = counted(tally, _Shown(a_state(), takes=3), None)
    assert tally.again == 3


def test_the_ticks_of_a_flight_are_counted_once(tmp_path: Path) -> None:
    """Order by order and stretch by stretch; what is flown again after a Retake is flown again."""
    tally, aloft = Tally(), None

    def count(present: Present) -> None:
        nonlocal tally, aloft
        tally, aloft = counted(tally, present, aloft)

    with sitting(tmp_path) as session:
        _count_flight(session, count)
    assert tally.ticks_flown == 250
    assert tally.orders == 2
    assert tally.choices == 0


def _count_flight(session: Session, count: Callable[[Present], None]) -> None:
    count(session.begin_flight(Rung.FLOWN, "day", 5))
    count(session.run(100))
    count(session.order(Pulse(Control.LEFT, 7)))
    count(session.run(50))
    count(session.order())
    count(session.run(50))
    session.retake(2)
    count(session.order(Pulse(Control.RIGHT, 7)))
    count(session.run(50))


def test_what_was_skipped_over_was_not_flown(tmp_path: Path) -> None:
    """A flight of another film, or of another take, is counted from where it is met."""
    with sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "day", 5)
        present = session.run(100)
        for before in (Aloft("another", present.take, 0), Aloft(present.film, present.take + 1, 0), None):
            tally, aloft = counted(Tally(), present, before)
            assert tally.ticks_flown == 0
            assert aloft == Aloft(present.film, present.take, 100)
        assert counted(Tally(), present, Aloft(present.film, present.take, 60))[0].ticks_flown == 40


def test_figures_are_sums_over_films() -> None:
    """And the counts that a lobby's card may ask."""
    profile = Profile(
        endings_seen=("cut", "upright"),
        newsreels_seen=("firsts",),
        films={
            "a": Tally(begun=1, again=2, approaches=1, endings=("cut", "upright")),
            "b": Tally(begun=1, again=3, stations=2, endings=("cut",)),
            "c": Tally(choices=7),
        },
    )
    figures = figures_of(profile)
    assert (figures.begun, figures.finished, figures.again, figures.choices) == (2, 2, 5, 7)
    assert figures.endings == {"cut": 2, "upright": 1}
    assert counts_of(profile) == {
        "endings_seen": 2,
        "newsreels_seen": 1,
        "films_finished": 2,
        "takes_again": 5,
        "approaches_flown": 1,
        "stations_flown": 2,
    }
