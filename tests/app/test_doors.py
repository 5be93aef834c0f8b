"""Words that lead to a card, a note above a scene, and what is aside, on the full screen."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.app.ink import Ink
from game.app.preview_screen import PreviewScreen
from game.app.screenplay import block_of, rows_of
from game.app.screens.archive import ArchiveScreen
from game.app.screens.pages import HelpScreen
from game.app.themes import LOOKS, styles_of
from game.narrative.book import Door
from game.vocabulary.values import Line, Voice

from . import stage
from .stage import STORY, make_app, playing, shown
from .test_preview import app_on as preview_of
from .test_preview import settled

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.app.screens.reading import Reading

pytestmark = pytest.mark.usefixtures("small_archive")


@pytest.fixture
def led(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small story with a link, a note and an aside in it."""
    folder = tmp_path / "story"
    copytree(STORY, folder)
    scene = folder / "reels" / "0_cold_open" / "cold_open.md"
    text = scene.read_text(encoding="utf-8")
    text = text.replace("time: 2021", "note: heat, and a fall\ntime: 2021")
    text = text.replace("The second set has it now", "The [second set](?kurs) has it now")
    text = text.replace("- [say_no]", "- [in_short] In short. `aside` -> no\n- [say_no]")
    scene.write_text(text, encoding="utf-8")
    monkeypatch.setattr(stage, "STORY", folder)
    return tmp_path


def is_open(pilot: Pilot[int], screen: type) -> bool:
    return type(pilot.app.screen) is screen


def doors_in(screen: Reading) -> list[str]:
    """Return the words on the screen that are drawn as leading somewhere."""
    rows = screen.transcript.rows_in(range(screen.transcript.size.height))
    return [run[0] for row in rows for run in row if run[1] is Ink.DOOR]


def test_a_door_is_underlined_while_it_is_new() -> None:
    """Also behind emphasis, over the break of a row; what was said before has none."""
    line = Line(Voice.NARRATION, "A *grey* star over the little periscope.")
    block = block_of(line, "", "", first=True, doors=[Door(23, 39, "periscope")])
    fresh = [run for row in rows_of(block, 28, fresh=True) for run in row if run[1] is Ink.DOOR]
    assert [text for text, _ in fresh] == ["little", "periscope"]
    assert not any(ink is Ink.DOOR for row in rows_of(block, 28, fresh=False) for _, ink in row)


async def test_only_what_was_just_said_leads_anywhere(led: Path) -> None:
    """In play, after it was shown anew, and in a preview; one choice later nothing does."""
    async with make_app(led).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        await pilot.pause()
        assert doors_in(playing(pilot)) == ["second set"]
        playing(pilot).look_again()
        assert doors_in(playing(pilot)) == ["second set"]
        await pilot.press("2")
        await pilot.pause()
        assert "second set" in shown(pilot)
        assert doors_in(playing(pilot)) == []
    scene = led / "story" / "reels" / "0_cold_open" / "cold_open.md"
    async with preview_of(scene).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1")
        assert "second set" in await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        assert doors_in(screen) == ["second set"]
        await pilot.press("2")
        assert "second set" in await settled(pilot)
        assert doors_in(screen) == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_door_is_told_from_emphasis_in_every_look(look: str) -> None:
    """Underlined everywhere, also where there is no colour."""
    styles = styles_of(f"offscript-{look}")
    assert styles[Ink.DOOR].underline
    told = [(styles[ink].underline, styles[ink].bold, styles[ink].italic) for ink in (Ink.DOOR, Ink.STRESS)]
    assert told[0] != told[1]


async def test_the_note_stands_under_the_slugline_and_the_aside_last(led: Path) -> None:
    """As a sentence; the aside has the last number and less ink."""
    async with make_app(led).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        text = shown(pilot)
        assert "· Ahead: heat, and a fall." in text
        choices = playing(pilot).choices
        assert [offer.ident for offer in choices.offers] == ["say_no", "wait", "film", "in_short"]
        last = [row for row in range(8) if any("In short." in run[0] for run in choices.row(row))]
        assert choices.row(last[0])[-1][1] is Ink.DIM
        await pilot.press("d", "home")
        await pilot.pause()
        assert "Ahead: heat, and a fall." in shown(pilot)


async def test_the_question_mark_opens_the_card_and_h_the_help(led: Path) -> None:
    """The card of the newest words is open; where no word leads anywhere it is the help."""
    async with make_app(led).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        assert "? help" in shown(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert is_open(pilot, HelpScreen)
        await pilot.press("b", "1")
        await pilot.pause()
        assert "? card" in shown(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert is_open(pilot, ArchiveScreen)
        text = shown(pilot)
        assert "▸ ? The radar" in text
        assert "○ " in text
        assert "met: 1 of 2" in text
        assert "Kurs measures range and rate" in text
        await pilot.press("b", "h")
        await pilot.pause()
        assert is_open(pilot, HelpScreen)


async def test_the_cards_are_not_opened_over_the_cards(led: Path) -> None:
    """By the key, the palette or a link: one screen of each kind."""
    async with make_app(led).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "question_mark")
        await pilot.pause()
        assert is_open(pilot, ArchiveScreen)
        deep = len(pilot.app.screen_stack)
        for action in ("visit('archive')", "cards('kurs')"):
            await pilot.app.run_action(action)
            await pilot.pause()
            assert len(pilot.app.screen_stack) == deep
