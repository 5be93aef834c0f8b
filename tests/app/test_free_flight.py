"""Free flight, from the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.free_flight import STARTS, FreeFlightScreen
from game.app.screens.title import TitleScreen
from game.emergencies.docking.starts import Start
from game.storage.profile import Profile
from game.vocabulary.flying import Rung

from .flight_stage import MIDDLE, flying, make_app, settled, state_of
from .stage import shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot


async def _open(pilot: Pilot[int]) -> FreeFlightScreen:
    await settled(pilot)
    await pilot.press("f")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, FreeFlightScreen)
    return screen


async def test_enter_flies_the_day_as_the_settings_have_it(tmp_path: Path) -> None:
    """Paused, at its first tick."""
    async with make_app(tmp_path, Profile(difficulty="flown")).run_test(size=MIDDLE) as pilot:
        await _open(pilot)
        await pilot.press("enter")
        await settled(pilot)
        state = state_of(flying(pilot))
        assert (state.tick, state.rung, state.start, state.seed) == (0, Rung.FLOWN, Start.DAY, 7)
        assert "Any key goes on" in shown(pilot)


@pytest.mark.parametrize(
    ("rights", "start", "waited"),
    [(1, Start.DAY, True), (2, Start.HOLD, False), (3, Start.COME_IN, False), (4, Start.IN_THE_DARK, False)],
)
async def test_every_start_can_be_flown(tmp_path: Path, rights: int, start: Start, waited: bool) -> None:
    """The second daylight and the three lessons."""
    async with make_app(tmp_path).run_test(size=MIDDLE) as pilot:
        await _open(pilot)
        await pilot.press("home", "down", *["right"] * rights, "f")
        await settled(pilot)
        state = state_of(flying(pilot))
        assert (state.start, state.waited) == (start, waited)


async def test_the_difficulty_turns_round(tmp_path: Path) -> None:
    """Told is no flight, so it begins with assisted."""
    async with make_app(tmp_path, Profile(difficulty="told")).run_test(size=MIDDLE) as pilot:
        screen = await _open(pilot)
        await pilot.press("home")
        for word in ("flown", "bare", "assisted"):
            await pilot.press("right")
            assert screen.rung.value == word
            assert f"◂ {word} ▸" in shown(pilot)


async def test_digits_make_the_seed(tmp_path: Path) -> None:
    """Backspace takes one away, and without any the game draws one."""
    async with make_app(tmp_path).run_test(size=MIDDLE) as pilot:
        screen = await _open(pilot)
        await pilot.press("backspace", "0", "4", "2", "9", "backspace")
        assert screen.seed == "42"
        await pilot.press(*"1234567890123456", "7")
        assert "at most 18 digits" in shown(pilot)
        await pilot.press(*["backspace"] * 16, "f")
        await settled(pilot)
        assert state_of(flying(pilot)).seed == 42


async def test_the_other_films_stay_as_they_are(tmp_path: Path) -> None:
    """A free flight is a film of its own, marked so."""
    app = make_app(tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        first = app.house.session.present.film
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(app.screen, TitleScreen)
        await _open(pilot)
        await pilot.press("enter")
        await settled(pilot)
        present = app.house.session.present
        assert present.film != first
        assert present.marks == (app.house.say("film.free"),)
        assert {film.ident for film in app.house.session.saves()} == {first, present.film}


def test_the_story_knows_every_start(tmp_path: Path) -> None:
    """By the same words."""
    app = make_app(tmp_path)
    house = app.house
    assert all(f"free.start.{word}" in house.phrases for word in STARTS)


async def test_enter_flies_from_the_seed_too(tmp_path: Path) -> None:
    """As the line of keys says there."""
    async with make_app(tmp_path).run_test(size=MIDDLE) as pilot:
        await _open(pilot)
        await pilot.press("up", "4", "2")
        assert "Enter fly" in shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert state_of(flying(pilot)).seed == 742
