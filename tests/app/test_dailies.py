"""The Dailies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from game.app.screens.dailies import DailiesScreen

from .stage import make_app, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

SIZE = (80, 24)


async def _open(pilot: Pilot[int]) -> DailiesScreen:
    await pilot.pause()
    await pilot.press("n", "1", "1", "d")
    screen = pilot.app.screen
    assert isinstance(screen, DailiesScreen)
    return screen


async def test_every_line_from_the_first_is_listed(tmp_path: Path) -> None:
    """It reads as a screenplay: sluglines, names, the loop, what was chosen."""
    async with make_app(tmp_path).run_test(size=(80, 30)) as pilot:
        await _open(pilot)
        await pilot.press("home")
        text = shown(pilot)
        for line in (
            "INT. DESCENT MODULE. ORBITAL DAY",
            "VERA  Is that one of the things it does?",
            '› "No."',
            "▌ MOSCOW  Irtysh",
            "INT. STAR CITY. THE CENTRIFUGE",
        ):
            assert line in text
        assert picture(pilot)[0].rstrip().endswith("11 of 11 lines")


async def test_the_line_under_the_cursor_is_shown_whole(tmp_path: Path) -> None:
    """A list row is cut; the words below are not."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("home", "down")
        assert "has been walking toward the station for six minutes stops walking." in shown(pilot)


async def test_a_row_that_is_cut_says_so_under_the_cursor_and_elsewhere(tmp_path: Path) -> None:
    """An ellipsis stands where words are missing."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await _open(pilot)
        for key in ("home", "end", "slash"):
            await pilot.press(key)
            row = next(row for row in picture(pilot) if "The range reads 0041. Then" in row)
            assert row.rstrip().endswith("…")
            assert len(row.rstrip()) > 50
        await pilot.press("escape", "home", "down")
        row = next(row for row in picture(pilot) if "▸" in row)
        assert row.rstrip().endswith("…")


async def test_search_finds_words_and_speakers(tmp_path: Path) -> None:
    """Also who says it; what is nowhere is said to be nowhere."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await _open(pilot)
        await pilot.press("slash", *"moscow")
        assert screen.field.value == "moscow"
        assert len(screen.list.rows) == 1
        assert "1 of 11 lines" in shown(pilot)
        await pilot.press("backspace", *"xq")
        assert "No line has that in it." in shown(pilot)


async def test_letters_that_come_in_one_burst_with_the_key_are_searched_for(tmp_path: Path) -> None:
    """A slow line delivers ``/quit`` at once; the letters are words, none of them is an order."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await _open(pilot)
        for letter in "/quit":
            pilot.app.post_message(Key("slash" if letter == "/" else letter, letter))
        await pilot.pause()
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.field.value == "quit"


async def test_enter_on_a_line_takes_again_from_there_at_once(tmp_path: Path) -> None:
    """No dialog: the play, at that line, with the next take."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("slash", *"vera", "enter", "enter")
        screen = playing(pilot)
        assert screen.house.session.present.moment == 0
        assert "TAKE 2" in picture(pilot)[0]
        assert screen.slate.lit
        assert '1  "No."' in shown(pilot)


async def test_the_mouse_points_and_takes(tmp_path: Path) -> None:
    """A click moves the cursor; a click on the cursor takes the line."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await _open(pilot)
        await pilot.press("home")
        await pilot.click(screen.list, offset=(5, 3))
        assert screen.list.at == 3
        await pilot.click(screen.list, offset=(5, 3))
        assert playing(pilot).house.session.present.moment == 0


async def test_b_d_and_escape_go_back_and_nothing_changed(tmp_path: Path) -> None:
    """Looking is free; no key is Escape alone."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        for key in ("b", "d", "escape"):
            await pilot.press(key)
            assert playing(pilot).house.session.present.take == 1
            await pilot.press("d")


async def test_a_look_at_a_line_says_what_differs_from_now(tmp_path: Path) -> None:
    """Before anything is taken again."""
    async with make_app(tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await _open(pilot)
        await pilot.press("home")
        assert 'What you did since: › "No." › Look at the card' in " ".join(
            row.text for row in screen.pane.told
        )
        assert "What you did since:" in shown(pilot)
        await pilot.press("end")
        assert "This is where you are." in shown(pilot)
        await pilot.press("slash", *"xyzzy")
        assert screen.pane.told == ()


async def test_a_what_if_is_shot_from_a_line(tmp_path: Path) -> None:
    """With the name that was typed; the letters are letters."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _open(pilot)
        await pilot.press("home", "i", *"bird", "enter")
        await pilot.pause()
        session = playing(pilot).house.session
        assert session.present.moment == 0
        assert [way.name for way in session.ways()] == ["bird"]
        assert "What is shot from here is called bird." in shown(pilot)


async def test_a_name_that_is_not_given_changes_nothing(tmp_path: Path) -> None:
    """The list has the keys again."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        screen = await _open(pilot)
        await pilot.press("i", "x", "escape", "up")
        await pilot.pause()
        assert screen.list.has_focus
        assert screen.house.session.present.take == 1
        await pilot.press("slash", "i")
        assert screen.field.value == "i"


async def test_escape_takes_the_search_away_before_it_leaves(tmp_path: Path) -> None:
    """The line that was under the cursor stays there, among all the others."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "d", "slash", *"range", "enter")
        screen = pilot.app.screen
        row = next(row for row in picture(pilot) if row.startswith("▸"))
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "Everything is shown again." in shown(pilot)
        assert next(row for row in picture(pilot) if row.startswith("▸"))[:40] == row[:40]
        await pilot.press("escape")
        playing(pilot)
