"""The real program in a real terminal: play, leave, come back; be killed, come back."""

from __future__ import annotations

import signal
from shutil import which
from typing import TYPE_CHECKING

import pytest

from game.storage.library import phrases

from .pane import Pane, a_pane

if TYPE_CHECKING:
    from tests.cli.program import Program

pytestmark = pytest.mark.skipif(which("tmux") is None, reason="tmux is not installed on this machine")

_PLAY = 21
"""Rows of the slate, the transcript and the choices; below stand gauges, what moved, a sentence, the keys."""


def test_what_was_left_is_gone_on_with_at_the_same_line(whole_program: Program) -> None:
    """Start, New, two choices, quit; start, Continue, the same line; killed in the middle, and once more."""
    with a_pane(whole_program) as pane:
        pane.start()
        title = _title(pane, "New")
        assert not any("Continue" in row for row in title)
        first = _begin(pane)
        pane.press("1")
        second = _play(pane, first)
        pane.press("1")
        left = _play(pane, second)
        pane.press("q")
        assert pane.wait_for_end() == 0
        assert not any("Traceback" in row for row in pane.rows())

        pane.start()
        title = _title(pane, "Continue")
        pane.press("Enter")
        assert _page(_play(pane, title)) == _page(left)
        pane.press("2")
        middle = _play(pane, left)
        pane.kill()
        assert pane.wait_for_end() == 128 + signal.SIGKILL

        pane.start()
        title = _title(pane, "Continue")
        pane.press("Enter")
        assert _page(_play(pane, title)) == _page(middle)
        pane.press("q")
        assert pane.wait_for_end() == 0
    told = whole_program.run("saves", "check", "--json")
    assert told.code == 0
    assert '"ok":true' in told.out


def test_the_station_goes_on_at_its_last_order_after_a_kill(whole_program: Program) -> None:
    """Reel 4 in turns: the jet runs on, one order, killed; started again it stands at the same second."""
    with a_pane(whole_program) as pane:
        pane.start("--reel", "4", "--difficulty", "flown", "--pace", "turns", "--seed", "5")
        shown = pane.wait_for(_has_choices, "the table")
        for number in ("1", "3", "1", "1"):
            pane.press(number)
            shown = _play(pane, shown)
        pane.press("1")
        pane.wait_for(lambda rows: _stands("09:12:40", rows[:1]), "what leads up to it")
        pane.press("Enter")
        pane.wait_for(lambda rows: _stands("302 kg", rows), "the panel of the ship")
        pane.press("Enter")
        after = pane.wait_for(lambda rows: not _stands("09:12:40", rows[:1]), "a turn")
        pane.kill()
        assert pane.wait_for_end() == 128 + signal.SIGKILL

        pane.start()
        _title(pane, "Continue")
        pane.press("Enter")
        again = pane.wait_for(lambda rows: _stands("THRUST", rows[:1]), "the same second")
        assert again[0].split()[-1] == after[0].split()[-1]
        pane.press("q")
        assert pane.wait_for_end() == 0
    told = whole_program.run("saves", "check", "--json")
    assert told.code == 0


def _title(pane: Pane, row_of: str) -> list[str]:
    """Return the title, once it has this row."""
    return pane.wait_for(
        lambda rows: _stands("OFF SCRIPT", rows) and _stands(row_of, rows), f"title with {row_of}"
    )


def _begin(pane: Pane) -> list[str]:
    """Begin a new film, asking again while the story is still loading, and return the play."""
    loading = phrases()["title.loading"]
    while True:
        pane.press("n")
        rows = pane.wait_for(lambda rows: _has_choices(rows) or _stands(loading, rows), "answer to New")
        if _has_choices(rows):
            return rows


def _stands(text: str, rows: list[str]) -> bool:
    return any(text in row for row in rows)


def _play(pane: Pane, before: list[str]) -> list[str]:
    """Return the play, once it shows something else than before."""
    return pane.wait_for(lambda rows: _has_choices(rows) and _page(rows) != _page(before), "new page")


def _has_choices(rows: list[str]) -> bool:
    return any(row.startswith("▸ 1  ") for row in rows)


def _page(rows: list[str]) -> list[str]:
    """Return slate, transcript and choices, without the column of the scroll bar."""
    return [row[:79].rstrip() for row in rows[:_PLAY]]
