"""Every moment is a place: any second of any flight, a look that changes nothing, and what was before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.narrative.previously import NO_RECAPS
from game.plain.reach_desk import ReachDesk
from game.readout.recap import ABSENT_S
from game.storage.library import open_book, recaps
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, Control, Pulse, Rung, WaveOff
from game.vocabulary.station import Assign, Person, Task
from tests.plain.counter import Counter
from tests.session.stage import choose_all, sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.session import Session


def desk(session: Session) -> tuple[ReachDesk, Counter]:
    """Return a desk, and what it writes."""
    counter = Counter(session)
    return ReachDesk(counter.teller, recaps), counter


def read_to(session: Session, reel: int) -> None:
    """Read on to a reel by the first choice of each list; flights are told."""
    for _ in range(200):
        if session.present.state.reel >= reel:
            return
        if session.present.state.flight is not None:
            session.order(ChangeRung(Rung.TOLD))
        else:
            session.choose("1")
    pytest.fail("the reel was never come to")


@pytest.fixture
def flown(tmp_path: Path) -> Generator[Session]:
    """A docking that was waved off, the beginning of another line of it, and a half-hour of the station."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "day", 5)
        session.run(60)
        session.order(Pulse(Control.FORWARD, 60))
        session.run(900)
        session.order(WaveOff())
        session.run(400)
        session.go(0)
        session.run(300)
        session.keep()
        yield session


def test_every_flight_is_listed_with_its_moment_and_its_end(flown: Session) -> None:
    """Oldest first: the one that was waved off, and the one that goes on."""
    sitter, counter = desk(flown)
    sitter.flights("")
    first, second, _, hint = counter.read().splitlines()
    over, live = flown.flights()
    assert first.startswith(f"#{over.moment} Docking: ")
    assert first.endswith("Waved off.")
    assert " 5 OCT 12:14:30 to 12:15:1" in first
    assert second.startswith(f"#{live.moment} Docking: ")
    assert second.endswith("5 OCT 12:14:30 to 12:14:45, flown for 00:15. Under way.")
    assert f"/debrief #{live.moment} " in hint
    tape = flown.recording(over.moment)
    assert tape is not None
    assert f", flown for 00:{tape.ticks // TICKS_PER_S:02}. " in first
    sitter.go(re.findall(r"/go (\S+) ", hint)[0])
    assert not counter.read().startswith("? ")


def test_a_flight_is_listed_to_its_very_end(tmp_path: Path) -> None:
    """Also where its last moment knows a second less of it."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "day", 5)
        session.run(3 * TICKS_PER_S - 1)
        session.order(WaveOff())
        session.run(TICKS_PER_S)
        sitter, counter = desk(session)
        sitter.flights("")
        assert " 12:14:30 to 12:14:33, flown for 00:03. " in counter.read()


def test_any_second_of_any_flight_can_be_gone_to(flown: Session) -> None:
    """By mission time and by the flight's own; as it was flown, to the last second that there was."""
    over, _ = flown.flights()
    tape = flown.recording(over.moment)
    assert tape is not None
    for second in (0, 1, 3, 17, tape.ticks // TICKS_PER_S):
        for typed in (
            f"{over.moment}@00:{second:02}",
            f"#{over.moment}@12:{14 + (30 + second) // 60}:{(30 + second) % 60:02}",
        ):
            sitter, counter = desk(flown)
            sitter.go(typed)
            assert counter.written == [], typed
            ((present, whole),) = counter.shown
            assert whole
            if second * TICKS_PER_S < tape.ticks:
                assert present.state.flight is not None, typed
                assert present.state.flight.tick == second * TICKS_PER_S
    sitter, counter = desk(flown)
    sitter.go(f"{over.moment}@00:{tape.ticks // TICKS_PER_S + 1}")
    assert counter.read().startswith("? As far as moment")


def test_what_was_flown_there_is_what_was_flown_then(flown: Session) -> None:
    """The state at a second is the recording's, bit for bit."""
    over, _ = flown.flights()
    tape = flown.recording(over.moment)
    assert tape is not None
    for frame in tape.keyframes[:-1]:
        sitter, counter = desk(flown)
        sitter.look(f"{over.moment}@{frame.tick // TICKS_PER_S // 60:02}:{frame.tick // TICKS_PER_S % 60:02}")
        assert not counter.read().startswith("? ")
        assert flown.look(over.moment, frame.tick).state.flight is not None
        assert flown.look(over.moment, frame.tick).state.flight.sim == frame.state  # type: ignore[union-attr]  # just seen


def test_a_second_of_the_stations_half_hour_can_be_gone_to(tmp_path: Path) -> None:
    """Its flights are listed and reached as a docking is."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "roll", 5)
        session.order(Assign(Person.SELF, Task.MOTION_CONTROL_OFF))
        while session.present.state.flight is not None:
            session.run(4000)
        sitter, counter = desk(session)
        sitter.flights("")
        listed = counter.read()
        (flight,) = session.flights()
        assert f"#{flight.moment} Station: " in listed
        assert "Control was never lost." in listed
        sitter.what_if(f"{flight.moment}@09:13:00 the guarded switch")
        assert counter.read() == "What is shot from here is called the guarded switch."
        assert session.present.state.clock == "2021-10-15 09:13:00"
        sitter.undo("")
        assert session.present.state.flight is None


def test_a_look_changes_nothing(flown: Session) -> None:
    """Not the moment, not the number of moments, not what can be undone."""
    over, live = flown.flights()
    before = flown.present
    sitter, counter = desk(flown)
    for typed in ("0", str(live.moment), f"{over.moment}@00:10", "9999", f"{over.moment}@59:00", ""):
        sitter.look(typed)
        assert counter.shown == []
        assert counter.read()
    assert flown.present.moment == before.moment
    assert flown.present.moments == before.moments
    assert flown.present.undo == before.undo


def test_a_look_at_a_second_tells_what_is_seen_there(flown: Session) -> None:
    """The picture and the panel of that second, and no range that nobody called."""
    over, _ = flown.flights()
    sitter, counter = desk(flown)
    sitter.look(f"{over.moment}@00:12")
    text = counter.read()
    assert "\n\n12:14:42 UTC. " in text
    assert "The target stands off the middle" in text
    sitter.look(f"{over.moment}@00:00")
    assert "\n\n12:14:30 UTC. " in counter.read()


def test_a_look_uses_signs_that_can_be_spoken(tmp_path: Path) -> None:
    """What was chosen stands behind a dash; no sign of the screen's is left."""
    with sitting(tmp_path) as session:
        session.begin(2)
        choose_all(session, "wait", "say_no")
        sitter, counter = desk(session)
        sitter.look("0")
        text = counter.read()
    assert '- Give it a second.\n- "No."' in text
    assert re.findall(r"[^\x00-\x7f]", text) == []
    assert text.endswith("/go 0 goes there; /what-if 0 and a name keeps what you play from there under it.")


@pytest.mark.parametrize(
    ("count", "refused"), [("", False), ("2", False), ("0", True), ("-1", True), ("x", True), ("1.5", True)]
)
def test_a_retake_goes_back_a_number_of_choices(tmp_path: Path, count: str, *, refused: bool) -> None:
    """And nothing else is a number of choices."""
    with sitting(tmp_path) as session:
        session.begin(2)
        choose_all(session, "wait", "wait")
        sitter, counter = desk(session)
        sitter.retake(count)
        assert (counter.shown == []) is refused
        assert session.present.moment == (2 if refused else 2 - int(count or 1))


def test_going_on_shows_what_came_and_then_why_it_stopped(tmp_path: Path) -> None:
    """As a choice does: what it showed comes first. Where nothing was read there is one refusal."""
    with sitting(tmp_path) as session:
        session.begin(2)
        sitter, counter = desk(session)
        sitter.on("")
        assert counter.shown == []
        assert counter.read().count("? ") == 1
        choose_all(session, "wait", "film_it")
        sitter.go("0")
        counter.shown.clear()
        sitter.on("")
        ((present, whole),) = counter.shown
        assert not whole
        assert present.notices


def test_what_happened_so_far_is_told_in_three_lengths(tmp_path: Path) -> None:
    """The longer, the more words; and only lengths that there are."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin(2)
        read_to(session, 2)
        sitter, counter = desk(session)
        told: list[str] = []
        for length in ("", "middle", "LONG"):
            sitter.previously(length)
            told.append(counter.read())
        assert [text.startswith("Previously: ") for text in told] == [True] * 3
        assert len(told[0]) < len(told[1]) < len(told[2])
        sitter.previously("longer")
        assert counter.read() == "? /previously takes short, middle or long, not longer."


def test_before_anything_happened_there_is_nothing_to_tell(tmp_path: Path) -> None:
    """Also in a story that has no such sentences."""
    with sitting(tmp_path) as session:
        session.begin(2)
        counter = Counter(session)
        sitter = ReachDesk(counter.teller, lambda _: NO_RECAPS)
        sitter.previously("")
        assert counter.read() == "? Nothing has happened yet that could be told."
        sitter.welcome(replace(session.present, absent_s=ABSENT_S))
        assert counter.written == []


def test_only_who_was_away_for_long_is_told(tmp_path: Path) -> None:
    """Half an hour; and once in a sitting."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin(2)
        read_to(session, 1)
        session.choose("1")
        sitter, counter = desk(session)
        sitter.welcome(replace(session.present, absent_s=ABSENT_S - 1))
        assert counter.written == []
        sitter.welcome(replace(session.present, absent_s=ABSENT_S))
        assert counter.read().startswith("Previously: ")
        sitter.welcome(replace(session.present, absent_s=ABSENT_S))
        assert counter.written == []


def test_orders_in_a_flight_stand_behind_a_dash_as_choices_do(flown: Session) -> None:
    """Each thing that was done is a row of the same kind."""
    over, _ = flown.flights()
    sitter, counter = desk(flown)
    sitter.look(str(over.moment))
    text = counter.read()
    assert re.search(r"^- (one order|\d+ orders) in flight$", text, re.MULTILINE), text
