"""What was said in the flight, as it stands beside the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.house import House
from game.app.ink import Ink
from game.app.widgets.talk import FRESH_S, KEPT, Heard, Talk
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.profile import Profile
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from pathlib import Path

    from game.app.ink import Row


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """Return a talk that nobody has spoken in."""
    return Talk(House(Phrasebook(phrases()), Profile(), tmp_path))


def _said(text: str, second: int, voice: Voice = Voice.SPEECH, tag: str = "Vera") -> Heard:
    return Heard(Line(voice, text), tag, second * TICKS_PER_S)


def _text(rows: list[Row] | tuple[Row, ...]) -> list[str]:
    return ["".join(piece for piece, _ in row).rstrip() for row in rows]


def test_the_newest_line_stands_lowest(talk: Talk) -> None:
    """Under what was said before, and what has no room is not there."""
    talk.hear([_said(f"Number {number}.", number) for number in range(20)])
    rows = _text(tuple(talk.draw(Size(40, 5))))
    assert rows == [f" VERA     Number {number}." for number in range(15, 20)]


def test_a_line_says_its_age_once_it_is_no_longer_news(talk: Talk) -> None:
    """In seconds of the flight, never cut at a row's end; what was just said is brighter instead."""
    talk.hear([_said("Four squares.", 10)])
    talk.set_tick(10 * TICKS_PER_S)
    assert _text(tuple(talk.draw(Size(40, 1)))) == [" VERA     Four squares."]
    assert Ink.PROSE in [ink for _, ink in talk.draw(Size(40, 1))[0]]
    talk.set_tick((10 + FRESH_S + 4) * TICKS_PER_S)
    assert _text(tuple(talk.draw(Size(40, 1)))) == [
        f" VERA     Four squares. ({FRESH_S + 4}\N{NO-BREAK SPACE}s)"
    ]
    assert Ink.PROSE not in [ink for _, ink in talk.draw(Size(40, 1))[0]]


def test_the_loop_has_its_bar_on_every_row(talk: Talk) -> None:
    """So that it is known by more than its colour."""
    talk.hear([_said("Sun sets on you in two and a half minutes, Irtysh.", 0, Voice.LOOP, "Moscow")])
    rows = _text(tuple(talk.draw(Size(40, 2))))
    assert rows[0].startswith("▌MOSCOW   Sun sets")
    assert rows[1].startswith("▌         ")


def test_no_row_is_wider_than_there_is_room(talk: Talk) -> None:
    """Whatever is said, with its age and all."""
    talk.hear([_said("word " * 30, 0, voice) for voice in Voice])
    talk.set_tick(500 * TICKS_PER_S)
    for width in (20, 28, 39, 58):
        assert max(len(row) for row in _text(tuple(talk.draw(Size(width, 60))))) <= width


def test_what_lies_after_a_tick_can_be_forgotten(talk: Talk) -> None:
    """The flight stands there again."""
    talk.hear([_said("One.", 1), _said("Two.", 2)])
    talk.forget_after(1 * TICKS_PER_S)
    assert [heard.line.text for heard in talk.heard] == ["One."]


def test_an_hour_of_talk_keeps_what_a_screen_can_show(talk: Talk) -> None:
    """And no more."""
    for second in range(3 * KEPT):
        talk.hear([_said("Again.", second)])
    assert len(talk.heard) == KEPT
