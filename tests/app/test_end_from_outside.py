"""An end that is asked for from outside is obeyed between two orders, never in the middle of one."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from .stage import make_app, make_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.session import Session

ASKING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a loop there cannot listen to signals")


def _hear_nothing(_: int, __: object) -> None:
    """Go on as if nothing had been asked."""


@pytest.fixture(autouse=True)
def harmless() -> Iterator[None]:
    """Keep a signal that nobody listens to from ending the tests."""
    before = {number: signal.signal(number, _hear_nothing) for number in ASKING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ASKING)
async def test_whoever_asks_while_an_order_is_carried_out_waits_for_it(tmp_path: Path, number: int) -> None:
    """Here the slowest there is: the story is opened to its end, and then the app leaves as by its key."""
    opened: list[Session] = []

    def opening() -> Session:
        os.kill(os.getpid(), number)
        opened.append(make_session(tmp_path))
        return opened[0]

    app = make_app(tmp_path, opening=opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert (app.return_value, app.return_code, app.failure) == (0, 0, None)
    assert app.house.session is opened[0]


async def test_what_was_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    """As for a game that was started with `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        os.kill(os.getpid(), signal.SIGHUP)
        await pilot.pause()
        assert app.is_running
        assert app.return_value is None
