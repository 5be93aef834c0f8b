"""The help and the About."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.screens.pages import GAUGES
from game.app.screens.title import TitleScreen
from game.storage.library import open_book, phrases

from .stage import make_app, picture, shown

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_help_lists_the_keys_and_opens_from_the_play(tmp_path: Path) -> None:
    """One key away, and back with the same."""
    async with make_app(tmp_path).run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "question_mark")
        text = " ".join(shown(pilot).split())
        for words in ("Take the choice with that number.", "U Undo", "Y Redo", "Ctrl+S Quick", "W The takes"):
            assert words in text
        await pilot.press("end")
        text = " ".join(shown(pilot).split())
        for words in (
            *("Ctrl+P Every command", "One ! asks for care"),
            *("FILM Usable minutes", "CREW Whether", "SHIP Fuel", "NERVE The steadiness", "GROUND How far"),
        ):
            assert words in text
        await pilot.press("question_mark")
        assert "The range reads" in shown(pilot)


def test_every_gauge_has_its_line() -> None:
    """What stands on the panel is explained, under the name that it has there."""
    words = phrases()
    facts = open_book().declarations.facts.values()
    gauges = [fact for fact in facts if fact.gauge]
    assert tuple(f"gauge.{fact.name}" for fact in gauges) == GAUGES
    for fact in gauges:
        assert words[f"gauge.{fact.name}"].startswith(f"{fact.label}: ")


async def test_the_help_scrolls_on_a_small_terminal(tmp_path: Path) -> None:
    """Its last sentence can be reached with Space."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        assert "▼" in shown(pilot)
        await pilot.press(*["space"] * 5)
        assert "▼" not in shown(pilot)
        assert "One ! asks for care" in " ".join(shown(pilot).split())
        await pilot.press("home")
        assert "Take the choice with that number." in shown(pilot)


async def test_the_about_says_who_is_invented(tmp_path: Path) -> None:
    """Every person is invented, the events are not; real names stand in the Archive and the newsreels."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("up", "up", "enter")
        text = " ".join(" ".join(picture(pilot)).split())
        assert "Every person in the story is invented, with all that they say and choose." in text
        assert "Real people are named only in the Archive and the newsreels" in text
        await pilot.press("end")
        assert "GROUND" in shown(pilot)
        await pilot.press("b")
        assert isinstance(pilot.app.screen, TitleScreen)
