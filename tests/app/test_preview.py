"""The preview, full screen: a file is written on the disk, and the screen shows it."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.app.house import House
from game.app.preview_app import PreviewApp
from game.app.preview_screen import BeatsScreen, PreviewScreen
from game.mission.phases import PHASES, TRANSITIONS
from game.narrative.scene_check import SceneCheck
from game.readout.phrasebook import Phrasebook
from game.session.rehearsing import Rehearsing
from game.storage.library import phrases
from game.storage.profile import Profile
from game.vocabulary.values import Place
from tests.engine.stage import rewrite

from .stage import STORY, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

BROAD, NARROW = (120, 40), (80, 24)


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """The file of a scene that may be written in."""
    folder = tmp_path / "story"
    copytree(STORY, folder)
    file = folder / "reels" / "0_cold_open" / "cold_open.md"
    rewrite(file, "Int. Descent module. Orbital day", "INT. DESCENT MODULE. ORBITAL DAY")
    return file


def app_on(scene: Path, facts: str = "") -> PreviewApp:
    """Return the preview of a scene; its files are looked at when a test says so."""
    house = House(Phrasebook(phrases()), Profile(), scene.parent)
    check = SceneCheck(PHASES, TRANSITIONS)
    story = scene.parents[2]
    rehearsing = Rehearsing(Place(scene.stem, ""), seed=1, facts=facts, check=check, root=story)
    return PreviewApp(house, rehearsing, look_s=0)


async def look(pilot: Pilot[int]) -> str:
    """Look at the files as the clock would, wait for the doubts, and return the picture."""
    screen = pilot.app.screen
    assert isinstance(screen, PreviewScreen)
    screen.look()
    return await settled(pilot)


async def settled(pilot: Pilot[int]) -> str:
    await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open
    await pilot.pause()
    await pilot.pause()
    return shown(pilot)


@pytest.mark.parametrize("size", [BROAD, NARROW])
async def test_a_file_that_is_saved_is_shown_where_one_was(scene: Path, size: tuple[int, int]) -> None:
    """The new words, the same place, and what was read again."""
    async with app_on(scene).run_test(size=size) as pilot:
        assert "The range reads 0041" in await settled(pilot)
        await pilot.press("1")
        assert "cold_open/no" in await settled(pilot)
        rewrite(scene, "The second set has it now.", "The other set has it now.")
        picture = await look(pilot)
        assert "The other set has it now." in picture
        assert "cold_open/no" in picture
        assert "Read again: cold_open.md" in picture


@pytest.mark.parametrize("size", [BROAD, NARROW])
async def test_a_mistake_stands_beside_the_text_that_stays(scene: Path, size: tuple[int, int]) -> None:
    """With its file and its line, until it is cured."""
    async with app_on(scene).run_test(size=size) as pilot:
        await pilot.press("1")
        before = scene.read_text(encoding="utf-8").split("\n")
        line = next(number for number, text in enumerate(before, 1) if "if camera_running" in text)
        rewrite(scene, "`if camera_running`", "`if camera_runing`")
        picture = await look(pilot)
        assert f"cold_open.md:{line}:" in picture
        assert "did you mean" in picture or "no fact is called" in picture
        assert "Irtysh, Moscow. We see it." in " ".join(picture.split())
        assert "This cannot be read as it is now" in picture
        rewrite(scene, "`if camera_runing`", "`if camera_running`")
        picture = await look(pilot)
        assert "!!" not in picture
        assert "Read again" in picture


async def test_what_the_check_finds_in_the_scene_stands_there(scene: Path) -> None:
    """An arrow to nowhere is found before anybody takes it."""
    async with app_on(scene).run_test(size=BROAD) as pilot:
        rewrite(scene, '"Once more from the top." -> no', '"Once more from the top." -> top')
        assert "!! cold_open.md:" in await look(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        messages = [problem.message for problem in screen.rehearsing.problems if problem.wrong]
        assert any("this scene has no beat 'top'" in message for message in messages)


async def test_keys_go_back_begin_again_and_leave(scene: Path) -> None:
    """Backspace, R, Q."""
    app = app_on(scene)
    async with app.run_test(size=BROAD) as pilot:
        await pilot.press("2", "1")
        assert "cold_open/wait" in await settled(pilot)
        await pilot.press("backspace", "backspace")
        assert "cold_open/range" in await settled(pilot)
        await pilot.press("backspace")
        assert "This is where the preview begins." in await settled(pilot)
        await pilot.press("3", "r")
        assert "cold_open/range" in await settled(pilot)
        await pilot.press("9")
        assert "There is no choice 9 here" in await settled(pilot)
        await pilot.press("q")
    assert app.return_value == 0
    assert app.failure is None


async def test_facts_are_set_in_a_line(scene: Path) -> None:
    """What was taken is played again with them."""
    async with app_on(scene).run_test(size=BROAD) as pilot:
        await pilot.press("1", "f")
        await pilot.press(*"nerve=50")
        await pilot.press("enter")
        picture = await settled(pilot)
        assert "nerve: 50 to 48" in picture
        assert "cold_open/no" in picture
        await pilot.press("f", *"x", "enter")
        assert "Nothing is set: nerve cannot be '50x'" in await settled(pilot)
        await pilot.press("f", "escape", "r")
        assert "cold_open/range" in await settled(pilot)


async def test_a_beat_is_picked_from_the_list(scene: Path) -> None:
    """Each with its first words."""
    async with app_on(scene).run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BeatsScreen)
        assert "You fold your hands." in shown(pilot)
        await pilot.press("down", "enter")
        assert "cold_open/wait" in await settled(pilot)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("escape")
        assert "cold_open/wait" in await settled(pilot)


async def test_a_scene_that_cannot_be_read_yet(scene: Path) -> None:
    """Keys do nothing, and it comes when it is whole."""
    rewrite(scene, "## range", "# range")
    async with app_on(scene).run_test(size=NARROW) as pilot:
        assert "This cannot be read yet" in await settled(pilot)
        await pilot.press("1", "enter", "e", "r", "backspace")
        rewrite(scene, "# range", "## range")
        assert "The range reads 0041" in await look(pilot)


async def test_a_long_text_is_read_back_and_on(scene: Path) -> None:
    """By the keys of the play, but for Backspace, which takes a choice back."""
    async with app_on(scene).run_test(size=NARROW) as pilot:
        await settled(pilot)
        await pilot.press("2", "end")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PreviewScreen)
        last = screen.transcript.scroll_y
        for back, on in (("pageup", "pagedown"), ("pageup", "space"), ("home", "end")):
            await pilot.press(back)
            assert screen.transcript.scroll_y < last
            await pilot.press(on)
            assert screen.transcript.scroll_y == last
