"""The transcript as rows, without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.app import screenplay
from game.app.ink import Ink, row_width
from game.app.screenplay import Block, Roll, block_of, breaks, count_rows, rows_of
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    import pytest

_WORDS = st.text(alphabet=st.sampled_from("aeiou nrt–é漢🚀*"), max_size=200)
_LINES = st.builds(Line, st.sampled_from(list(Voice)), _WORDS, st.sampled_from(["", "commander"]))
_MEASURES = st.integers(min_value=20, max_value=76)


def _block(line: Line, *, first: bool = False) -> Block:
    return block_of(line, "Gleb" if line.speaker else "", "CUT TO:", first)


def _text(rows: list[tuple[tuple[str, Ink], ...]]) -> list[str]:
    return ["".join(piece for piece, _ in row) for row in rows]


@given(_WORDS, st.integers(min_value=1, max_value=80))
def test_no_row_is_wider_than_the_measure_and_no_word_is_lost(text: str, width: int) -> None:
    """Wrapping cuts at spaces and drops nothing else."""
    pieces = [text[start:stop] for start, stop in breaks(text, width)]
    assert all(cell_len(piece) <= max(width, 2) for piece in pieces)
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@given(_LINES, _MEASURES, st.booleans(), st.booleans())
def test_counting_rows_and_making_them_agree(line: Line, measure: int, fresh: bool, first: bool) -> None:
    """A reflow counts without making; the count is the truth. No row is wider than the measure."""
    block = _block(line, first=first)
    rows = rows_of(block, measure, fresh)
    assert len(rows) == count_rows(block, measure)
    assert all(row_width(row) <= measure for row in rows)


@given(st.lists(_LINES, max_size=12), _MEASURES, _MEASURES)
def test_a_reflowed_roll_equals_one_that_was_never_wider(lines: list[Line], wide: int, narrow: int) -> None:
    """Another measure gives the same rows as if it had been the first."""
    blocks = [_block(line, first=number == 0) for number, line in enumerate(lines)]
    reflowed, straight = Roll(), Roll()
    reflowed.set_measure(wide)
    reflowed.append(blocks)
    reflowed.set_measure(narrow)
    straight.set_measure(narrow)
    for block in blocks:
        straight.append([block])
    assert reflowed.height == straight.height
    assert [reflowed.row(y) for y in range(reflowed.height)] == [
        straight.row(y) for y in range(straight.height)
    ]


def test_speech_hangs_in_a_column_beside_its_name() -> None:
    """The name stands once; every row of the words begins in the same column."""
    block = _block(Line(Voice.SPEECH, "one two three four five six seven", "commander"), first=True)
    assert _text(rows_of(block, 30, fresh=True)) == [
        "    GLEB    one two three four",
        "            five six seven",
    ]


def test_the_loop_has_a_bar_at_every_row() -> None:
    """What comes over the loop is marked without colour."""
    block = _block(Line(Voice.LOOP, "one two three four five six seven", "commander"), first=True)
    rows = _text(rows_of(block, 30, fresh=True))
    assert rows[0].startswith("▌ GLEB      one")
    assert all(row.startswith("▌") for row in rows)


def test_a_name_too_long_for_its_column_stands_alone() -> None:
    """A long name pushes nobody's words out of their column."""
    block = block_of(Line(Voice.SPEECH, "Yes.", "x"), "The second flight director", "", first=True)
    assert _text(rows_of(block, 60, fresh=True)) == ["    THE SECOND FLIGHT DIRECTOR", "            Yes."]


def test_a_cut_says_so_at_the_right_of_its_slugline() -> None:
    """A cut between scenes is a cut, and takes one row."""
    block = _block(Line(Voice.SLUGLINE, "Int. Cupola"))
    rows = rows_of(block, 30, fresh=True)
    assert _text(rows) == ["", "", "INT. CUPOLA" + "CUT TO:".rjust(19)]
    assert count_rows(block, 30) == len(rows)


def test_a_cut_stands_above_a_slugline_that_fills_the_row() -> None:
    """Nothing of either is lost where they do not fit side by side."""
    block = _block(Line(Voice.SLUGLINE, "Int. Cupola"))
    rows = rows_of(block, 16, fresh=True)
    assert _text(rows) == ["", "", "CUT TO:".rjust(16), "INT. CUPOLA"]
    assert count_rows(block, 16) == len(rows)


def test_a_choice_is_echoed_with_a_mark() -> None:
    """The Dailies read as a screenplay."""
    assert _text(rows_of(_block(Line(Voice.ECHO, "No."), first=True), 30, fresh=True)) == ["› No."]


def test_stressed_words_lose_their_stars_and_keep_their_stress() -> None:
    """Emphasis is an ink, never a star on the screen."""
    row = rows_of(_block(Line(Voice.NARRATION, "so *very* cold"), first=True), 30, fresh=True)[0]
    assert row == (("so ", Ink.PROSE), ("very", Ink.STRESS), (" cold", Ink.PROSE))


def test_what_was_said_before_is_drawn_with_less_ink() -> None:
    """The eye finds what is new."""
    roll = Roll()
    roll.append([_block(Line(Voice.NARRATION, "old"), first=True)])
    assert roll.row(0) == (("old", Ink.PROSE),)
    roll.append([_block(Line(Voice.NARRATION, "new"))])
    roll.freshen(1)
    assert [roll.row(y) for y in range(3)] == [(("old", Ink.PAST),), (), (("new", Ink.PROSE),)]


def test_one_more_paragraph_costs_what_it_costs_at_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding to ten thousand blocks counts one block, and looking at the end makes only what is looked at."""
    counted: list[int] = []
    made: list[int] = []
    roll = Roll()
    roll.append([_block(Line(Voice.NARRATION, f"Paragraph {number}.")) for number in range(10_000)])
    count, make = screenplay.count_rows, screenplay.rows_of

    def counting(block: Block, measure: int) -> int:
        counted.append(1)
        return count(block, measure)

    def making(block: Block, measure: int, fresh: bool) -> list[tuple[tuple[str, Ink], ...]]:
        made.append(1)
        return make(block, measure, fresh)

    monkeypatch.setattr(screenplay, "count_rows", counting)
    monkeypatch.setattr(screenplay, "rows_of", making)
    roll.append([_block(Line(Voice.NARRATION, "One more."))])
    view = [roll.row(y) for y in range(roll.height - 20, roll.height)]
    assert view[-1] == (("One more.", Ink.PROSE),)
    assert len(counted) == 1
    assert len(made) <= 20
