"""Going to the shell and coming back, and being told to leave from outside."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from game.app import shell

from .stage import make_app, playing, shown

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SIZE = (80, 24)


@pytest.mark.parametrize("keys", [(), ("n",), ("s",), ("t",)])
async def test_where_no_shell_could_bring_it_back_the_game_says_so_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    """A game that nobody could continue would be lost; every screen says it."""
    monkeypatch.setattr(shell, "can_bring_back", lambda: False)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys, "ctrl+z")
        assert "! No shell could bring the game back here" in shown(pilot)


async def test_where_the_terminal_cannot_be_let_go_of_the_game_says_so_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser there is nothing to go to."""
    monkeypatch.setattr(shell, "can_bring_back", lambda: True)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "ctrl+z")
        assert "! No shell could bring the game back here" in shown(pilot)
        await pilot.press("1")
        assert '› "No."' in shown(pilot)


async def test_keys_that_come_while_the_game_is_aside_choose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were meant for the shell, or came in one burst with the key that went there."""
    app = make_app(tmp_path)
    away: list[bool] = []

    @contextmanager
    def let_go() -> Generator[None]:
        away.append(True)
        yield

    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n")
        monkeypatch.setattr(app, "suspend", let_go)
        monkeypatch.setattr(shell, "can_bring_back", lambda: True)
        monkeypatch.setattr(shell, "wait_for_fg", lambda: app.post_message(Key("2", "2")))
        app.post_message(Key("ctrl+z", None))
        app.post_message(Key("1", "1"))
        await pilot.pause()
        assert away
        assert playing(pilot).house.session.present.moment == 0
        app.come_back()
        await pilot.pause()
        assert playing(pilot).house.session.present.moment == 0
        await pilot.press("1")
        assert '› "No."' in shown(pilot)


def test_a_job_of_a_shell_can_be_brought_back_and_the_sessions_own_group_cannot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A group of its own, and a parent that is still in the session."""
    monkeypatch.setattr(os, "getpgrp", lambda: 20)
    monkeypatch.setattr(os, "getppid", lambda: 11)
    sessions = {0: 10, 11: 10}
    monkeypatch.setattr(os, "getsid", sessions.__getitem__)
    assert shell.can_bring_back()
    sessions[11] = 1
    assert not shell.can_bring_back()
    sessions.update({0: 20, 11: 20})
    assert not shell.can_bring_back()


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
@pytest.mark.parametrize("keys", [(), ("n",), ("n", "ctrl+p"), ("n", "s", "n")])
async def test_a_signal_that_asks_for_an_end_is_heard_on_every_screen(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Also where nothing moves and no key comes: the app leaves, with code 0."""
    app = make_app(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
        os.kill(os.getpid(), signal.SIGTERM)
    assert app.return_value == 0
    assert app.return_code == 0
