"""The settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from game.app.house import House
from game.app.screens.settings import SettingsScreen
from game.app.themes import LOOKS
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.profile import Profile, load_profile

from .stage import make_app, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_theme_is_put_on_at_once_and_kept(tmp_path: Path) -> None:
    """The next sitting begins with it."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "right")
        assert app.theme == LOOKS["light"].name
        assert "◂ light ▸" in shown(pilot)
    assert load_profile(tmp_path)[0].theme == "light"


async def test_a_click_on_an_arrow_turns_the_setting_the_way_it_points(tmp_path: Path) -> None:
    """Also where the cursor is not; a click on the value turns it on."""
    app = make_app(tmp_path)
    words = list(LOOKS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "down")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        for mark, look in (("◂", words[-1]), ("▸", words[0])):
            column = picture(pilot)[2].rindex(mark)
            await pilot.click(screen.list, offset=(column, 0))
            assert app.house.profile.theme == look
        await pilot.click(screen.list, offset=(24, 0))
        assert app.house.profile.theme == words[1]


async def test_what_a_setting_is_for_is_said_again_after_a_refusal(tmp_path: Path) -> None:
    """The next key that does something, and a resize, bring it back."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t")
        for key in ("x", "f5"):
            await pilot.press(key)
            assert "does nothing here" in shown(pilot)
            await pilot.press("up")
            assert "Themes change the colours" in shown(pilot)
        await pilot.press("x")
        await pilot.resize_terminal(70, 24)
        await pilot.pause()
        assert "Themes change the colours" in shown(pilot)


async def test_every_theme_can_be_put_on_and_drawn(tmp_path: Path) -> None:
    """Also the ones on the terminal's own colours."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "t")
        for _ in LOOKS:
            await pilot.press("right")
            await pilot.pause()
            assert "Theme" in shown(pilot)
        assert app.theme == LOOKS["dark"].name


async def test_the_text_width_moves_between_48_and_76_and_the_prose_follows(tmp_path: Path) -> None:
    """It stops at the ends."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "t", "down", *["left"] * 8)
        assert "48 columns" in shown(pilot)
        await pilot.press("b")
        assert playing(pilot).transcript.roll.measure == 48
        await pilot.press("t", "down", *["right"] * 8, "b")
        assert playing(pilot).transcript.roll.measure == 76
    assert load_profile(tmp_path)[0].text_width == 76


async def test_reduced_motion_stops_every_animation(tmp_path: Path) -> None:
    """And lets them go again."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = app.animation_level
        await pilot.press("t", "down", "down", "enter")
        assert app.animation_level == "none"
        await pilot.press("enter")
        assert app.animation_level == before


async def test_the_difficulty_and_the_pace_of_flights_are_chosen_and_kept(tmp_path: Path) -> None:
    """Both go round, either way."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "down", "down", "down")
        for word in ("flown", "bare", "told", "assisted"):
            await pilot.press("right")
            assert f"◂ {word} ▸" in shown(pilot)
            assert load_profile(tmp_path)[0].difficulty == word
        await pilot.press("down", "left")
        assert "◂ turns ▸" in shown(pilot)
        assert load_profile(tmp_path)[0].pace == "turns"
        assert app.house.pace == "turns"
        await pilot.press("left")
        assert "◂ real time ▸" in shown(pilot)


async def test_what_the_command_line_asks_for_wins_and_is_not_written(tmp_path: Path) -> None:
    """It holds for the sitting."""
    house = House(Phrasebook(phrases()), Profile(), tmp_path, difficulty="bare", pace="turns")
    assert (house.difficulty, house.pace) == ("bare", "turns")
    house.keep(replace(house.profile, reduced_motion=True))
    assert (house.difficulty, house.pace) == ("bare", "turns")
    assert load_profile(tmp_path)[0] == Profile(reduced_motion=True)


async def test_the_keys_of_the_flight_are_one_row_of_the_settings(tmp_path: Path) -> None:
    """Enter opens them, and says whether any is the player's own."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "end")
        assert "as they are" in shown(pilot)
        await pilot.press("enter", "enter", "7", "b")
        await pilot.pause()
        assert "some of them yours" in shown(pilot)


async def test_settings_that_cannot_be_written_are_used_all_the_same(tmp_path: Path) -> None:
    """One sentence, and the theme is on."""
    app = make_app(tmp_path / "nowhere")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("t", "right")
        assert app.theme == LOOKS["light"].name
        assert "! " in shown(pilot)


async def test_without_colour_the_look_is_monochrome_whatever_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR wins, and the settings say so."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(tmp_path, Profile(theme="light"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.theme == LOOKS["monochrome"].name
        await pilot.press("t")
        assert "NO_COLOR is set" in shown(pilot)
