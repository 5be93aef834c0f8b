"""The line-mode game with an emergency of the station in it: what is saved, gone back to and told."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from game.vocabulary.flying import Rung
from tests.plain.seat import BOOK, PHRASES, fly_by_lines
from tests.session.stage import make_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Return a sitting in which the station is turning over."""
    sitting = make_session(tmp_path, book=BOOK)
    sitting.begin_flight(Rung.FLOWN, "roll", 3)
    yield sitting
    sitting.close()


def _typed(session: Session, *lines: str) -> list[str]:
    """Return what the program prints after each line: first on its own, then for each that is typed."""
    sink = io.StringIO()
    fly_by_lines(session, io.StringIO("".join(line + "\n" for line in lines)), sink, width=0)
    return sink.getvalue().split("\n> ")


def test_the_game_opens_at_the_station(session: Session) -> None:
    """With everything that can be perceived, who is where, and the list."""
    opened = _typed(session)[0]
    assert "09:12:40 UTC." in opened
    assert "Timur is in Zvezda." in opened
    assert "[advice]" in opened


def test_orders_of_the_game_go_between_orders_to_people(session: Session) -> None:
    """A name on the moment, the history, the choices again, and one moment back."""
    said = _typed(session, "tell moscow", "/save here", "", "/history", "/retake", "quit")
    assert "It has not stopped." in said[1]
    assert "here" in said[2]
    assert "[advice]" in said[3]
    assert "UTC" not in said[3]
    assert "Moscow" in said[4]
    assert "09:12:40 UTC." in said[5]
    assert said[6].startswith("? ")
    assert "/quit" in said[6]


def test_a_game_that_is_left_goes_on_where_it_was(session: Session, tmp_path: Path) -> None:
    """In another sitting, at the same second, told whole."""
    _typed(session, "send stop", "manifold one", "wait 30")
    at = session.present.state
    session.close()
    again = make_session(tmp_path, book=BOOK)
    opened = _typed(again)[0]
    assert again.present.state == at
    assert "Manifold one is shut." in opened
    again.close()


def test_a_refusal_is_said_once(session: Session) -> None:
    """What a wrong name was answered by does not come again with the right one."""
    said = _typed(session, "/save a b", "/load nowhere", "/load a b")
    assert said[2].startswith("? ")
    assert "nowhere" not in said[3]
    assert "Loaded a b." in said[3]


def test_what_is_not_a_scene_cannot_be_told(session: Session) -> None:
    """In the trainer there is nothing to be told instead: one sentence, and no time."""
    before = session.present.state
    assert _typed(session, "told")[1].startswith("? ")
    assert session.present.state == before


def test_the_debrief_follows_the_end(session: Session) -> None:
    """It is offered when the station is over, and takes back to a decision."""
    said = _typed(session, "manifold two", *["wait 120; wait 120"] * 9, "/debrief", "/debrief 1")
    assert any(PHRASES.say("plain.debrief_hint") in text for text in said)
    assert PHRASES.say("debrief_screen.timeline") in said[11]
    assert session.present.state.flight is not None
    assert "[advice]" in said[12]


def test_either_emergency_can_follow_the_other_in_one_sitting(session: Session) -> None:
    """Each at its own desk: the words of one are none at the other."""
    assert "no order here" in _typed(session, "fwd 0.5")[1]
    session.begin_flight(Rung.FLOWN, "day", 3)
    said = _typed(session, "fwd 0.5", "tell moscow")
    assert "12:14" in said[1]
    assert said[2].startswith("? ")


@pytest.mark.parametrize("rung", ["told", "flown"])
def test_a_debrief_is_offered_only_of_what_was_flown(tmp_path: Path, rung: str) -> None:
    """Told at its start there is none, and one sentence says so when it is asked for."""
    sitting = make_session(tmp_path, book=BOOK)
    sitting.begin(7, 4)
    while sitting.present.state.flight is None:
        sitting.choose(sitting.present.state.offers[0].ident)
    said = _typed(sitting, rung, *(["wait 120"] * 40 if rung == "flown" else []), "/debrief")
    hint = PHRASES.say("plain.debrief_hint")
    if rung == "told":
        assert not any(hint in answer for answer in said)
        assert said[-2].strip() == f"? {PHRASES.say('debrief_screen.none')}"
    else:
        assert any(hint in answer for answer in said)
        assert "WHAT DECIDED IT" in "".join(said)
    sitting.close()


def test_what_was_said_last_stands_once_and_above_the_scene_that_follows(session: Session) -> None:
    """Whoever spoke as it ended is not heard again under the next heading."""
    said = _typed(session, "motion control off", *["wait"] * 8)
    story = "She never leaves her attitude."
    last = next(part for part in said if story in part)
    spoken = [text for text in last.split("\n\n") if re.match(r"(\[loop( two)?\] )?[A-Z]+: ", text)]
    assert spoken
    assert all(last.count(text) == 1 and last.index(text) < last.index(story) for text in spoken)
