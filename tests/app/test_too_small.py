"""A terminal that is too small to play on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.too_small import TooSmall

from .stage import make_app, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)])
async def test_it_says_what_it_needs_and_waits(tmp_path: Path, size: tuple[int, int]) -> None:
    """One sentence; every key but the one that quits is ignored, and nothing is lost."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "space")
        screen = playing(pilot)
        at = screen.transcript.scroll_y
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)
        if size[0] > 10:
            assert "needs 60 by 20" in " ".join(" ".join(picture(pilot)).split())
        for key in ("1", "r", "d", "enter", "ctrl+p", "escape", "b"):
            await pilot.press(key)
            assert isinstance(app.screen, TooSmall), key
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert playing(pilot).house.session.present.moment == 1
        assert screen.transcript.scroll_y == at
        await pilot.press("2")
        assert "Once more from the top." in shown(pilot)


async def test_the_smallest_terminal_that_is_played_on(tmp_path: Path) -> None:
    """At 60 by 20 everything that the play needs is there."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        text = shown(pilot)
        for words in ("The range reads", "Ruben, keep rolling", "NERVE", "1-3 choose", "Q quit", "TAKE 1"):
            assert words in text


async def test_q_quits_from_there(tmp_path: Path) -> None:
    """The one key that is heard."""
    app = make_app(tmp_path)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        await pilot.press("q")
    assert app.return_value == 0


async def test_a_film_begun_past_the_title_waits_too(tmp_path: Path) -> None:
    """The sentence stays on top of what is opened beneath it."""
    app = make_app(tmp_path, begin=True)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "The range reads" in shown(pilot)
