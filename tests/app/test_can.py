"""The can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.can import CanScreen
from game.app.screens.title import TitleScreen
from game.vocabulary.values import Place

from .stage import make_app, make_session, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZE = (80, 24)


def _can(pilot: Pilot[int]) -> CanScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CanScreen), screen
    return screen


async def _name(pilot: Pilot[int], name: str) -> None:
    await pilot.press("n")
    _can(pilot).field.value = name
    await pilot.press("enter")


async def test_a_moment_is_named_and_loaded_again(tmp_path: Path) -> None:
    """Caption, scene, mission time and take stand beside the name; Enter goes there."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "s")
        await pilot.press("n", *"quiet q", "enter")
        text = shown(pilot)
        assert "Saved as quiet q." in text
        row = next(row for row in picture(pilot) if "└ quiet q" in row)
        assert '"No."' in row
        assert row.rstrip().endswith("cold open  0041  5 OCT 12:11  take 1")
        await pilot.press("b", "1", "s", "down", "enter")
        assert playing(pilot).house.session.present.state.place == Place("cold_open", "no")


@pytest.mark.parametrize("name", ["a/b\\c", "🚀 漢字", "..", "x" * 80, "name'); drop table film;--"])
async def test_a_name_may_be_anything_that_can_be_shown(tmp_path: Path, name: str) -> None:
    """Names are never file names."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, name)
        marks = [mark.name for film in make_session(tmp_path).saves() for mark in film.bookmarks]
        assert marks == [name]


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "needs a name"), ("   ", "needs a name"), ("x" * 300, "300")]
)
async def test_a_name_that_cannot_be_gets_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    """Nothing is saved under half a name, and what was typed stays to be mended."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, name)
        assert sentence in shown(pilot)
        assert _can(pilot).field.value == name
        assert not make_session(tmp_path).saves()[0].bookmarks


async def test_a_damaged_file_stands_in_the_list_with_its_reason_and_is_not_touched(tmp_path: Path) -> None:
    """It neither vanishes nor is it opened."""
    session = make_session(tmp_path)
    session.begin(7)
    session.close()
    bad = tmp_path / "bad.film"
    bad.write_bytes(b"not a film at all")
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        row = next(row for row in picture(pilot) if "bad.film" in row)
        assert row.count("bad.film") == 1
        assert "! bad.film is not a save of this game." in row
        place = next(
            i for i, row in enumerate(_can(pilot).list.rows) if "bad.film" in "".join(t for t, _ in row)
        )
        await pilot.press("home", *["down"] * place, "enter")
        assert "is not a save of this game" in picture(pilot)[22]
        _can(pilot)
    assert bad.read_bytes() == b"not a film at all"


async def test_a_film_loads_from_the_title_before_any_other_is_open(tmp_path: Path) -> None:
    """The can on the title is the same can."""
    session = make_session(tmp_path)
    session.begin(7)
    session.choose("wait")
    session.bookmark("early")
    session.choose("say")
    session.close()
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "down", "enter")
        assert playing(pilot).house.session.present.state.place.beat == "wait"
        await pilot.press("m")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_without_an_open_film_there_is_nothing_to_name(tmp_path: Path) -> None:
    """No line to type in, no key for it; whoever presses that key all the same gets one sentence."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s")
        assert "The can is empty." in shown(pilot)
        assert "Save this moment as" not in shown(pilot)
        assert "name a save" not in picture(pilot)[23]
        await pilot.press("enter", "n", "x")
        assert _can(pilot).field.value == ""
        await pilot.press("n")
        assert "There is no film open to save." in shown(pilot)
        await pilot.press("b", "n", "s")
        assert "Save this moment as" in shown(pilot)
        assert "name a save" in picture(pilot)[23]


async def test_what_was_said_of_a_name_goes_when_another_is_typed(tmp_path: Path) -> None:
    """The sentence was about the name before."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, "   ")
        assert "needs a name" in shown(pilot)
        await pilot.press("x")
        assert "needs a name" not in shown(pilot)


async def test_films_can_be_told_apart_on_the_narrowest_terminal(tmp_path: Path) -> None:
    """The title stands whole; the reel's name makes room for it."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        assert "● Film of 2026-03-01, 10:20" in shown(pilot)


async def test_a_film_that_another_game_has_open_is_refused_and_this_one_goes_on(tmp_path: Path) -> None:
    """One writer at a time."""
    other = make_session(tmp_path)
    other.begin(7)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("s", "enter")
        assert "is open in another game" in shown(pilot)
        _can(pilot)
    other.close()


async def test_rows_fit_every_width(tmp_path: Path) -> None:
    """Where it stands is never pushed off the screen by a long name."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "s")
        await _name(pilot, "x" * 80)
        for width in (60, 200, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            row = next(row for row in picture(pilot) if "└ x" in row)
            assert row.rstrip().endswith("take 1")
