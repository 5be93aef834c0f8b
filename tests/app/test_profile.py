"""The lobby, full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.app import OffScriptApp
from game.app.house import House
from game.app.screens.profile import LobbyScreen
from game.app.screens.title import TitleScreen
from game.narrative.lobby import LobbyCard, scan_lobby
from game.readout.phrasebook import Phrasebook
from game.storage import lobby as storage_lobby
from game.storage.library import phrases
from game.storage.profile import Profile, Tally, save_profile

from .stage import make_app, make_session, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.narrative.book import Declarations

CARDS = """\
[first]
title = "The First"
words = "It hangs."
when = "nerve > 90"

[second]
title = "The Second"
words = "It does not."
when = "nerve > 91"

[third]
title = "The Third"
words = "Nobody knows."
when = "nerve > 92"
hidden = true
"""


@pytest.fixture(autouse=True)
def _small_lobby(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hang a small lobby."""

    def hung(declared: Declarations) -> tuple[LobbyCard, ...]:
        cards, errors = scan_lobby(CARDS, declared)
        assert not errors
        return cards

    monkeypatch.setattr(storage_lobby, "lobby_cards", hung)


async def _settled(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open
    await pilot.pause()


def _kept(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    tally = Tally(begun=1, choices=12)
    save_profile(folder, Profile(cards={"first": "2026-03-04T10:00:00+00:00"}, films={"a": tally}))


async def test_the_cards_stand_there_with_what_is_still_to_be_earned(tmp_path: Path) -> None:
    """P on the title opens it; what is hidden is only counted; B goes back."""
    _kept(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("p")
        await _settled(pilot)
        assert isinstance(app.screen, LobbyScreen)
        text = shown(pilot)
        assert "cards: 1 of 3" in text
        assert "\u25a0 The First" in text
        assert "4 MAR 2026" in text
        assert "It hangs." in text
        assert "\u25a1 The Second" in text
        for secret in ("It does not.", "The Third", "Nobody knows."):
            assert secret not in text
        assert "Hanging face down: 1." in text
        await pilot.press("b")
        assert isinstance(app.screen, TitleScreen)


async def test_its_three_pages_go_round(tmp_path: Path) -> None:
    """Right and left, to and fro; each says how much of it there is."""
    _kept(tmp_path)
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("p")
        await _settled(pilot)
        await pilot.press("right")
        assert "endings: 0 of" in shown(pilot)
        assert "\u25a1 \u2014" in shown(pilot)
        await pilot.press("right")
        assert "Choices made" in shown(pilot)
        assert "The story, seen" in shown(pilot)
        await pilot.press("right")
        assert "The First" in shown(pilot)
        await pilot.press("left")
        assert "Choices made" in shown(pilot)


async def test_an_ending_that_was_just_seen_stands_there(tmp_path: Path) -> None:
    """Also when no disk took it."""
    async with make_app(tmp_path, Profile(endings_seen=("cut",))).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("p", "right")
        await _settled(pilot)
        assert "endings: 1 of" in shown(pilot)
        assert "\u25a0 Cut" in shown(pilot)


async def test_the_title_lists_it(tmp_path: Path) -> None:
    """Who points finds it as well as who knows the key."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The lobby" in shown(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, TitleScreen)
        while screen.menu.at != "lobby":
            await pilot.press("down")
        await pilot.press("enter")
        await _settled(pilot)
        assert isinstance(pilot.app.screen, LobbyScreen)


async def test_what_was_heard_so_far_is_written_before_the_lobby_is_read(tmp_path: Path) -> None:
    """Else its figures are those of the sitting before."""
    settled: list[int] = []
    house = House(Phrasebook(phrases()), Profile(), tmp_path, seed=7, settle=lambda: settled.append(1))
    async with OffScriptApp(house, lambda: make_session(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not settled
        await pilot.press("p")
        await pilot.pause()
        assert settled == [1]
