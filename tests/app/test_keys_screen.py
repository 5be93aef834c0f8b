"""The list of the flight's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.screens.keys import KeysScreen
from game.storage.profile import Profile, load_profile

from .stage import make_app, picture, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZE = (80, 24)


async def _open(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.press("t", "end", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, KeysScreen)


async def test_a_key_is_taken_by_pressing_it(tmp_path: Path) -> None:
    """It is kept at once."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("enter")
        assert "Press the key for fore" in shown(pilot)
        await pilot.press("7")
        assert "7 is now fore." in shown(pilot)
        assert "7         Slide forward, towards the station  (yours)" in shown(pilot)
    assert load_profile(tmp_path)[0].keys == {"fore": "7"}


async def test_a_key_that_moves_the_cursor_can_be_taken_too(tmp_path: Path) -> None:
    """While a key is waited for the list does not hear it."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("enter", "pagedown")
        assert load_profile(tmp_path)[0].keys == {"fore": "pagedown"}
        screen = pilot.app.screen
        assert isinstance(screen, KeysScreen)
        assert screen.list.at == 0


async def test_a_key_that_does_something_already_is_refused_with_one_sentence(tmp_path: Path) -> None:
    """It says what it does; nothing changes."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("enter", "s")
        assert "! S is aft already; give that one another key first." in shown(pilot)
        assert load_profile(tmp_path)[0] == Profile()


async def test_a_key_that_can_be_no_order_is_refused(tmp_path: Path) -> None:
    """Function keys."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("enter", "f5")
        assert "cannot be an order" in shown(pilot)
        assert load_profile(tmp_path)[0] == Profile()


async def test_escape_leaves_the_key_as_it_is(tmp_path: Path) -> None:
    """And the screen stays."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("enter", "escape")
        assert isinstance(pilot.app.screen, KeysScreen)
        assert "Enter, and then the key" in shown(pilot)
        assert load_profile(tmp_path)[0] == Profile()


async def test_one_key_gives_all_of_them_back(tmp_path: Path) -> None:
    """The profile then holds none."""
    async with make_app(tmp_path, Profile(keys={"fore": "7", "lamp": "8"})).run_test(size=SIZE) as pilot:
        await _open(pilot)
        assert "7  " in picture(pilot)[2]
        await pilot.press("0")
        assert "W  " in picture(pilot)[2]
    assert load_profile(tmp_path)[0].keys == {}
