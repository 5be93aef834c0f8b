"""The debrief line by line: in words, in pictures, on the disk, and as a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.scenarios import Scenario
from game.engine.recording import verify
from game.plain.debrief_desk import Again, DebriefDesk
from game.plain.orders import Misread
from game.plain.paper import Paper
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases
from game.storage.recording_file import read_recording
from game.vocabulary.flying import ChangeRung, Control, Pulse, Rung, WaveOff
from game.vocabulary.station import Assign, News, Person, Task, Tell
from tests.engine.stage import small_book
from tests.session.stage import sitting

if TYPE_CHECKING:
    from pathlib import Path

    from game.session import Session


def desk(session: Session) -> tuple[DebriefDesk, list[str]]:
    """Return a desk, and what it writes."""
    words = Phrasebook(phrases())
    written: list[str] = []
    return DebriefDesk(session, words, Paper(small_book(), words, 76), written.append), written


def phrase_of(answer: Misread | Again | None) -> str:
    """Return the phrase that refuses something; ``""`` where nothing was."""
    return answer.phrase if isinstance(answer, Misread) else ""


def flown(session: Session) -> None:
    """Fly a little, and give it up."""
    session.begin_flight(Rung.FLOWN, "day", 5)
    session.run(60)
    session.order(Pulse(Control.FORWARD, 60))
    session.run(900)
    session.order(WaveOff())
    session.run(40)


def test_where_nothing_was_flown_there_is_no_debrief(tmp_path: Path) -> None:
    """It is refused in one sentence."""
    with sitting(tmp_path) as session:
        session.begin()
        sitter, written = desk(session)
        assert sitter.obey("") == Misread("debrief_screen.none", ())
        assert written == []


def test_the_flight_is_told_with_its_decisions_and_its_clock(tmp_path: Path) -> None:
    """What it came to, what did it, and when what happened."""
    with sitting(tmp_path) as session:
        flown(session)
        sitter, written = desk(session)
        assert sitter.obey("") is None
    text = "\n".join(written)
    assert "wave-off" in text
    assert "1. 12:1" in text
    assert "12:14:30" in text


def test_a_decision_is_a_tick_to_go_back_to(tmp_path: Path) -> None:
    """And no other number is."""
    with sitting(tmp_path) as session:
        flown(session)
        sitter, _ = desk(session)
        for number in ("0", "9", "1000000000"):
            assert phrase_of(sitter.obey(number)) == "plain.debrief_no_such"
        again = sitter.obey("1")
        assert isinstance(again, Again)
        assert again.flight is None
        present = session.retake_to_tick(again.tick)
        assert present.state.flight is not None
        assert present.state.flight.docking.tick == again.tick


def test_only_what_is_there_is_offered(tmp_path: Path) -> None:
    """Of a flight that goes on no decision is known yet, and none is offered."""
    with sitting(tmp_path) as session:
        session.begin_flight(Rung.FLOWN, "day", 5)
        session.run(60)
        sitter, written = desk(session)
        assert sitter.obey("") is None
        text = "\n".join(written)
        assert "/debrief plots" in text
        assert "/debrief 1" not in text
        assert phrase_of(sitter.obey("1")) == "plain.debrief_no_decision"
    with sitting(tmp_path / "other") as session:
        flown(session)
        sitter, written = desk(session)
        assert sitter.obey("") is None
        assert "/debrief 1" in "\n".join(written)


def test_what_was_told_is_not_debriefed(tmp_path: Path) -> None:
    """Nothing was flown; what was flown before it is still there to be looked at."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin(7, 4)
        _to_a_flight(session)
        session.order(ChangeRung(Rung.TOLD))
        assert session.present.state.flight is None
        assert session.recording() is None
        sitter, written = desk(session)
        assert sitter.obey("") == Misread("debrief_screen.none", ())
        assert written == []
        assert any(notice.refused for notice in session.retake_to_tick(0).notices)


def test_what_was_flown_before_something_told_can_still_be_looked_at(tmp_path: Path) -> None:
    """The evening's drill, after a half-hour that was told; and a Retake goes to the drill."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin(7, 4)
        _to_a_flight(session)
        session.order(Tell(Person.MOSCOW, News.LOST))
        while session.present.state.flight is not None:
            session.run(4000)
        drill = session.recording()
        assert drill is not None
        assert drill.start is Scenario.DRILL
        _to_a_flight(session)
        session.order(ChangeRung(Rung.TOLD))
        assert session.present.state.flight is None
        assert session.recording() == drill
        present = session.retake_to_tick(0)
        assert present.state.flight is not None
        assert present.state.flight.station.start is Scenario.DRILL


def _to_a_flight(session: Session) -> None:
    """Read on by the first choice of each list."""
    while session.present.state.flight is None:
        session.choose(session.present.state.offers[0].ident)


@pytest.mark.parametrize("order", ["x", "-1", "1e9", "plot", "\u0661"])
def test_another_word_is_refused(tmp_path: Path, order: str) -> None:
    """Nothing is written."""
    with sitting(tmp_path) as session:
        flown(session)
        sitter, written = desk(session)
        assert phrase_of(sitter.obey(order)) == "plain.debrief_order"
        assert written == []


def test_pictures_are_drawn_and_both_files_written(tmp_path: Path) -> None:
    """The recording that is written is the flight."""
    with sitting(tmp_path) as session:
        flown(session)
        sitter, written = desk(session)
        assert sitter.obey("plots") is None
        assert len(written) == 4
        assert sitter.obey("save") is None
        assert list(tmp_path.glob("*.svg")) != []
        tape = read_recording(next(tmp_path.glob("*.flight")))
        assert tape == session.recording()
        assert verify(tape) is None


def test_the_station_is_told_with_its_decisions_its_pictures_and_its_files(tmp_path: Path) -> None:
    """At the same desk, by the same words."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        session.order(Assign(Person.SELF, Task.MOTION_CONTROL_OFF))
        while session.present.state.flight is not None:
            session.run(2000)
        sitter, written = desk(session)
        assert sitter.obey("") is None
        told = " ".join("\n".join(written).split())
        assert "1. 09:12:40, 0 degrees over: you turned the guarded switch" in told
        assert "control never lost" in told
        written.clear()
        assert sitter.obey("plots") is None
        assert len(written) == 4
        assert sitter.obey("save") is None
        tape = read_recording(next(tmp_path.glob("station-roll-*.flight")))
        assert tape == session.recording()
        assert sitter.obey("1") == Again(None, 0)
        present = session.retake_to_tick(0)
        assert present.state.flight is not None
        assert (present.state.flight.tick, present.state.flight.queued) == (0, ())


def test_any_flight_of_the_playthrough_is_told_by_its_moment(tmp_path: Path) -> None:
    """Also of another line; its decisions are taken again there, and its hints name it."""
    with sitting(tmp_path) as session:
        flown(session)
        (first,) = session.flights()
        session.go(0)
        session.run(400)
        session.keep()
        sitter, written = desk(session)
        assert sitter.obey("#9999") == Misread("plain.debrief_no_flight", (("typed", "#9999"),))
        assert sitter.obey("#x") == Misread("plain.debrief_no_flight", (("typed", "#x"),))
        assert sitter.obey("#") == Misread("plain.debrief_no_flight", (("typed", "#"),))
        assert sitter.obey(f"#{first.moment}") is None
        assert f"/debrief #{first.moment} 1 takes the flight again" in " ".join("\n".join(written).split())
        again = sitter.obey(f"#{first.moment} 1")
        assert isinstance(again, Again)
        assert again.flight == first.moment
        present = session.retake_to_tick(again.tick, again.flight)
        assert present.state.flight is not None
        assert present.state.flight.tick == again.tick


def test_where_a_moment_has_no_flight_behind_it_that_is_said(tmp_path: Path) -> None:
    """The number is one of the film's, and nothing was flown there."""
    with sitting(tmp_path) as session:
        session.begin()
        sitter, _ = desk(session)
        assert sitter.obey("#0") == Misread("plain.no_flight_there", (("typed", 0),))
