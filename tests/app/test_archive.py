"""The Archive reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.archive import ArchiveScreen
from game.errors import StoryError
from game.storage import library

from .stage import make_app, shown

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("small_archive")


async def test_the_first_card_is_open_with_its_sources(tmp_path: Path) -> None:
    """Title, words, and where they are from; no key of a source in the words."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        text = shown(pilot)
        assert "The radar" in text
        assert "Kurs measures range and rate" in text
        assert "A handbook of the radar, chapter 4" in text
        assert "[KURS]" not in text


async def test_an_address_has_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not cut where it need not be, so that it can be copied."""
    address = "https://example.org/a/b.html"
    sources = dict.fromkeys(library.archive_sources(), f"A handbook of the radar, {address}")
    monkeypatch.setattr(library, "archive_sources", lambda: sources)
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        row = next(row for row in shown(pilot).split("\n") if address in row)
        assert row.partition("▕")[2].strip() == address
        assert "• A handbook of the radar " in shown(pilot)


async def test_the_arrows_and_the_mouse_open_another_card(tmp_path: Path) -> None:
    """The card follows the cursor."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", "down")
        await pilot.pause()
        assert "Rassvet faces the Earth." in shown(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ArchiveScreen)
        await pilot.click(screen.index, offset=(4, 0))
        await pilot.pause()
        assert "Kurs measures range and rate" in shown(pilot)


async def test_space_reads_on_and_says_when_the_card_ends(tmp_path: Path) -> None:
    """A card longer than the screen is read by pages."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("a")
        for _ in range(5):
            await pilot.press("space")
            await pilot.pause()
        text = shown(pilot)
        assert "That is the whole card." in text
        assert "The station's log" in text
        await pilot.press("backspace", "backspace")
        assert "Kurs measures" in shown(pilot)


async def test_the_archive_opens_from_the_play_and_goes_back_to_it(tmp_path: Path) -> None:
    """The same line is there as before."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        before = shown(pilot)
        await pilot.press("a", "b")
        await pilot.pause()
        assert shown(pilot) == before


async def test_an_archive_that_cannot_be_read_is_one_sentence_and_the_game_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in a card ends no film."""

    def broken() -> tuple[object, ...]:
        raise StoryError("archive/kurs.md", 1, "no title")

    monkeypatch.setattr(library, "archive_cards", broken)
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "a")
        assert "archive/kurs.md, line 1: no title" in " ".join(shown(pilot).split())
        await pilot.press("1")
        assert '› "No."' in shown(pilot)
