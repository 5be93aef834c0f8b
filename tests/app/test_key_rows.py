"""The keys of the flight in two rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.flight_keys import Act, keys_of
from game.app.house import House
from game.app.ink import row_width
from game.app.widgets.key_rows import HANDS, REST, KeyRows
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.profile import Profile

from .flight_stage import flown, state_of
from .stage import picture

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def rows(tmp_path: Path) -> KeyRows:
    """Return the rows, without keys."""
    return KeyRows(House(Phrasebook(phrases()), Profile(), tmp_path))


def _text(rows: KeyRows, width: int) -> list[str]:
    return ["".join(piece for piece, _ in row) for row in rows.draw(Size(width, 2))]


def test_every_act_stands_in_one_of_the_rows_where_there_is_room() -> None:
    """Once."""
    listed = [act for group in (*HANDS, *REST) for act in group.acts]
    assert sorted(act.value for act in listed) == sorted(act.value for act in Act)


@pytest.mark.parametrize("width", [60, 70, 80, 100, 120, 200])
def test_no_row_is_wider_than_there_is_room_and_what_is_needed_stays(rows: KeyRows, width: int) -> None:
    """The hands, the stop, the range, the help."""
    rows.show(keys_of({}), frozenset())
    for row in rows.draw(Size(width, 2)):
        assert row_width(row) <= width
    first, second = _text(rows, width)
    for words in ("W/S fore aft", "A/D left right", "R/F up down", "SPC stop"):
        assert words in first
    for words in ("G range", "M Moscow", "I panel", "T time", "? help"):
        assert words in second
    if width >= 80:
        assert "arrows Z/X turn  1-6 tap" in first.replace("   ", "  ")


def test_on_a_wide_screen_every_key_is_there(rows: KeyRows) -> None:
    """None is left out."""
    rows.show(keys_of({}), frozenset())
    second = _text(rows, 250)[1]
    for words in (
        "N window",
        "K filter",
        "C hold",
        "J sets",
        "- wave off",
        "E difficulty",
        "U retake",
        "Q quit",
    ):
        assert words in second


def test_keys_that_mean_nothing_now_are_left_out(rows: KeyRows) -> None:
    """The turn's, while time passes by itself."""
    rows.show(keys_of({}), frozenset({Act.TURN, Act.TURN_LENGTH}))
    assert ". pass" not in _text(rows, 200)[0]
    rows.show(keys_of({}), frozenset())
    assert ". pass" in _text(rows, 200)[0]


async def test_a_click_on_a_key_does_what_the_key_does(tmp_path: Path) -> None:
    """The lamp."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("x")
        await pilot.click(screen.rows, offset=(picture(pilot)[-1].index("lamp"), 1))
        await pilot.pause()
        screen.house.session.run(1)
        assert state_of(screen).lamp
