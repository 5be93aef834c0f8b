"""The line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.house import House
from game.app.widgets.lines import Key, KeyLine
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    Key("R", "r", "key.retake", "retake", 0),
    Key("W", "w", "key.takes", "", 1),
    Key("D", "d", "key.dailies", "", 1),
    Key("U", "u", "key.undo", "undo", 0),
)


@pytest.fixture
def line(tmp_path: Path) -> KeyLine:
    return KeyLine(House(Phrasebook(phrases()), Profile(), tmp_path), KEYS)


def _text(line: KeyLine, width: int = 80) -> str:
    (row,) = line.draw(Size(width, 1))
    return "".join(text for text, _ in row)


def test_where_there_is_no_room_one_key_goes_at_a_time(line: KeyLine) -> None:
    """The last of those that are needed least: what there is room for stays."""
    assert _text(line) == " R retake   W takes   D dailies   U undo"
    assert _text(line, 30) == " R retake   W takes   U undo"
    assert _text(line, 20) == " R retake   U undo"


def test_a_key_may_have_another_word_for_a_while(line: KeyLine) -> None:
    """And then its own again."""
    line.reword("key.undo", "key.undo.load")
    assert _text(line).endswith("U undo load")
    line.reword("key.undo", "key.undo")
    assert _text(line).endswith("U undo")


def test_the_numbers_that_may_be_pressed_are_said(tmp_path: Path) -> None:
    """From one to the last; one alone; none where there is none."""
    keys = (Key("", "", "key.choose", "", 0), *KEYS)
    line = KeyLine(House(Phrasebook(phrases()), Profile(), tmp_path), keys)
    for many, said in ((3, " 1-3 "), (1, " 1 "), (0, " R retake")):
        line.set_range(many)
        assert _text(line).startswith(said)


def test_the_line_is_lent_and_given_back(line: KeyLine) -> None:
    """While something is typed it speaks of that; what the palette offers stays."""
    line.lend((Key("Enter", "", "key.enter.rename", "", 0),))
    assert _text(line) == " Enter rename"
    assert line.keys == KEYS
    line.lend(())
    assert _text(line) == ""
    line.lend(None)
    assert _text(line).startswith(" R retake")
