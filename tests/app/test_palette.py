"""The command palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandPalette

from game.app.palette import Commands
from game.app.screens.dailies import DailiesScreen
from game.app.screens.title import TitleScreen
from game.app.themes import LOOKS

from .stage import make_app

if TYPE_CHECKING:
    from pathlib import Path


async def test_everything_that_a_key_does_is_in_the_palette(tmp_path: Path) -> None:
    """By its words, with every theme and the way out."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        words = [words for words, _ in Commands(app.screen).commands()]
        for start in ("Retake", "Dailies", "The can", "Archive", "Settings", "Help", "About", "Quit"):
            assert any(word.startswith(start) for word in words), start
        assert sum(word.startswith("Theme:") for word in words) == len(LOOKS)


async def test_words_typed_in_the_palette_do_what_the_key_does(tmp_path: Path) -> None:
    """Ctrl+P, a few letters, Enter."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"dailies")
        for _ in range(20):
            await pilot.pause()
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, DailiesScreen)


async def test_a_theme_is_put_on_from_the_palette(tmp_path: Path) -> None:
    """Each command is the action itself."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        calls = dict(Commands(app.screen).commands())
        await calls["Theme: phosphor"]()
        assert app.theme == LOOKS["phosphor"].name


async def test_the_palette_teaches_the_keys_and_leads_to_the_title(tmp_path: Path) -> None:
    """From a list as well; from the title it does not lead there again."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        back = "Go back to the title"
        assert not any(words.startswith(back) for words, _ in Commands(app.screen).commands())
        await pilot.press("n", "w")
        await pilot.pause()
        calls = dict(Commands(app.screen).commands())
        assert "Search in the takes  (/)" in calls
        await calls[back]()
        await pilot.pause()
        assert isinstance(app.screen, TitleScreen)
