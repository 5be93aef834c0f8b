"""What somebody who comes back is told, and when."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from game.engine.turn import begin, fly_on
from game.mission.phases import PHASES
from game.narrative.book import Start
from game.readout.recap import ABSENT_S, LENGTHS, longer, recap, wants_recap
from game.storage.library import open_book, recaps
from game.vocabulary.events import LineShown
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from game.engine.state import State
    from game.narrative.previously import Recaps
    from game.narrative.shelf import Book

FLOWN = sorted(name for name, phase in PHASES.items() if phase.flown)


@cache
def _book() -> Book:
    return open_book()


@cache
def _recaps() -> Recaps:
    return recaps(_book().declarations)


def a_flight(phase: str, seconds: int) -> tuple[State, list[str]]:
    """Return a flight after so many seconds, and what was passed on the way into it."""
    turn = begin(_book(), 3, Start(0, phase, {"flying": "flown"}))
    passed = [event.line.ident for event in turn.events if isinstance(event, LineShown)]
    state = turn.state
    return fly_on(state, seconds * TICKS_PER_S, _book()).state, passed


@pytest.mark.parametrize(
    ("away_s", "told"), [(0, False), (ABSENT_S - 1, False), (ABSENT_S, True), (10**9, True)]
)
def test_half_an_hour_is_an_absence(away_s: int, *, told: bool) -> None:
    """Less is not worth a word."""
    assert wants_recap(away_s) is told


def test_each_length_is_followed_by_the_next() -> None:
    """And the longest by the shortest."""
    assert [longer(length) for length in LENGTHS] == ["middle", "long", "short"]


@pytest.mark.parametrize("phase", ["up.manual_approach", "roll.loss_of_attitude"])
def test_in_mid_flight_it_ends_with_where_the_flight_stands(phase: str) -> None:
    """The emergency and the mission time, in every length."""
    state, passed = a_flight(phase, 7)
    assert state.flight is not None
    for length in LENGTHS:
        last = recap(_recaps(), passed, state, length)[-1]
        sentence = _recaps().flights[state.place.scene].replace("{time}", state.clock[11:])
        assert last.endswith(sentence)
        assert state.clock[11:] in last


@pytest.mark.parametrize("phase", FLOWN)
def test_every_flight_has_a_sentence_of_its_own(phase: str) -> None:
    """None is taken for another."""
    assert PHASES[phase].scene in _recaps().flights
    assert len(set(_recaps().flights.values())) == len(_recaps().flights)


def test_a_flight_outside_the_story_says_so_first() -> None:
    """Nobody shall look for it in the film."""
    turn = begin(_book(), 3, Start(0, "free.flight", {"free_start": "day", "flying": "flown"}))
    passed = [event.line.ident for event in turn.events if isinstance(event, LineShown)]
    told = recap(_recaps(), passed, turn.state, "middle")
    assert told[0].startswith("This was no part of the film")
    assert told[-1].endswith(_recaps().flights["free_flight"].replace("{time}", turn.state.clock[11:]))


def test_in_the_story_nothing_is_said_of_a_flight() -> None:
    """It is over, or it has not begun."""
    turn = begin(_book(), 3)
    passed = [event.line.ident for event in turn.events if isinstance(event, LineShown)]
    told = recap(_recaps(), passed, turn.state, "long")
    assert told == (_recaps().sentences["cold_open/the_number"][0].words,)
