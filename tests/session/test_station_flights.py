"""The station in a sitting: recorded out of the journal, and gone back to at any tick."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from game.emergencies.station import flight
from game.emergencies.station.turns import ends_turn
from game.engine.recording import station_of, verify
from game.engine.station_debrief import station_debrief
from game.engine.station_decisions import StationDeed
from game.storage.library import open_book
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import Assign, News, Person, Task, Tell
from game.vocabulary.values import Voice
from tests.session.stage import sitting

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pytest

    from game.emergencies.station.state import StationState
    from game.narrative.shelf import Book
    from game.session import Present, Session


@cache
def _book() -> Book:
    return open_book()


def _sitting(folder: Path, hour: int = 10) -> AbstractContextManager[Session]:
    return sitting(folder, book=_book(), hour=hour)


def _station(present: Present) -> StationState:
    assert present.state.flight is not None
    return present.state.flight.station


def _flown(session: Session, start: str = "drill") -> None:
    """Ask Hale for something twice, and let it come to its end."""
    session.begin_flight(Rung.FLOWN, start, 5)
    session.run(333)
    session.order(Assign(Person.ASTRONAUT, Task.FREE_DRIFT))
    session.run(700)
    session.order(Tell(Person.MOSCOW, News.LOST), Assign(Person.ROOKIE, Task.READ_RATES))
    while session.present.state.flight is not None:
        session.run(2000)


def test_a_flight_is_recorded_out_of_the_journal(tmp_path: Path) -> None:
    """With its orders at their ticks, its end, and what was said over which loop."""
    with _sitting(tmp_path) as session:
        _flown(session)
        recording = session.recording()
    assert recording is not None
    assert (recording.emergency, recording.start.value) == ("station", "drill")
    assert [(given.tick, len(given.orders)) for given in recording.orders] == [(333, 1), (1033, 2)]
    assert recording.ending is not None
    assert recording.ending.trigger == "drill_over"
    assert verify(recording) is None
    assert recording.said
    assert {said.voice for said in recording.said} <= {Voice.SPEECH, Voice.LOOP, Voice.SECOND_LOOP}


def test_a_flight_in_the_middle_is_recorded_so_far(tmp_path: Path) -> None:
    """To this very tick; also in another sitting."""
    with _sitting(tmp_path) as session:
        session.begin_flight(Rung.ASSISTED, "roll", 5)
        session.order(Tell(Person.ROOKIE, News.RUNS_ON))
        session.run(777)
        recording = session.recording()
        assert recording is not None
        assert (recording.ticks, recording.ending) == (777, None)
        assert station_of(recording.last) == _station(session.present)
    with _sitting(tmp_path, 11) as session:
        assert session.resume() is not None
        assert session.recording() == recording


def test_every_tick_is_a_place(tmp_path: Path) -> None:
    """The state that was there, before the orders of that tick."""
    with _sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        seen: dict[int, StationState] = {}
        for number in range(8):
            session.order(Assign(Person.ROOKIE if number % 2 else Person.ASTRONAUT, Task.READ_RATES))
            for _ in range(33):
                present = session.run(1)
                seen[_station(present).tick] = _station(present)
        end = session.keep().moment
        for tick in (200, 33, 165, 264, 7):
            present = session.retake_to_tick(tick)
            assert _station(present) == seen[tick]
            assert present.state.flight is not None
            assert present.state.flight.queued == ()
            session.go(end)


def test_a_decision_is_a_tick_to_go_back_to(tmp_path: Path) -> None:
    """From just before the order; silent from there it comes to what the debrief says."""
    with _sitting(tmp_path) as session:
        _flown(session, "roll")
        recording = session.recording()
        assert recording is not None
        ordered = [one for one in station_debrief(recording).decisions if one.deed is StationDeed.ORDERED]
        assert ordered
        present = session.retake_to_tick(ordered[0].tick)
        assert _station(present).tick == ordered[0].tick
        while session.present.state.flight is not None:
            session.run(2000)
        again = session.recording()
    assert again is not None
    assert station_debrief(again, decide=False).result == ordered[0].before


def test_a_flight_of_another_simulation_is_kept_by_its_moments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is flown again; only what the journal holds as states is shown."""
    with _sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        session.order(Tell(Person.ROOKIE, News.RUNS_ON))
        session.run(450)
        session.keep()
        monkeypatch.setattr(flight, "SIMULATION", flight.SIMULATION + 1)
        recording = session.recording()
    assert recording is not None
    assert not recording.replays
    assert (recording.ticks, recording.keyframes[-1].tick) == (450, 450)
    assert len(recording.keyframes) >= 5


def test_a_turn_ends_with_the_second_in_which_something_happens(tmp_path: Path) -> None:
    """The gyros are full, or the tone sounds; all of it is durable, and a named length runs on."""
    with _sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        cut = session.fly((), 1200, ends_turn)
        tick = _station(cut).tick
        assert 0 < tick < 1200
        assert tick % TICKS_PER_S == 0
        assert any(map(ends_turn, cut.events))
        assert session.present.durable
        whole = session.fly((), 1200)
        assert _station(whole).tick == tick + 1200


def test_nothing_that_is_said_is_lost_between_turns_of_any_length(tmp_path: Path) -> None:
    """The same minute in turns that end early and in one piece: the same lines, and the same state."""
    with _sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        said: list[str] = []
        while _station(session.present).tick < 2400:
            left = 2400 - _station(session.present).tick
            said += [line.text for line in session.fly((), left, ends_turn).lines]
        ended = _station(session.present)
    with _sitting(tmp_path, 11) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        once = session.run(2400)
        assert [line.text for line in once.lines] == said
        assert _station(once) == ended
