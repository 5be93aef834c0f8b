"""The map of takes on the screen."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from game.app.screens.flights import FlightsScreen
from game.app.screens.story_map import StoryMapScreen
from game.storage.film import Film

from .stage import make_app, make_session, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.storage.moments import Twig

SIZE = (80, 24)


async def _shoot(pilot: Pilot[int]) -> None:
    """Shoot two takes of the first choice, the second one to the next scene."""
    await pilot.pause()
    await pilot.press("n", "2", "r", "1", "1")


async def _open(pilot: Pilot[int]) -> StoryMapScreen:
    await pilot.press("w")
    await pilot.pause()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, StoryMapScreen)
    return screen


def _rows(pilot: Pilot[int]) -> list[str]:
    """Return the rows of the map, without what stands at their right."""
    found = [row[2:].split("   ")[0].rstrip() for row in picture(pilot)[2:] if row[:2] in ("  ", "▸ ")]
    return found[: found.index("")]


async def test_the_map_opens_at_now_with_the_line_to_it_straight(tmp_path: Path) -> None:
    """What was left lies aside, with its take and what was chosen."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        screen = await _open(pilot)
        row = screen.list.map_row
        assert row is not None
        assert row.moment == screen.house.session.present.moment == 3
        rows = _rows(pilot)
        assert rows[0] == "○ 0041"
        assert rows[1].startswith("├─○ take 1  › Fold your hands")
        assert rows[2] == '○ › "No."'
        assert rows[3] == "● you are here  The arm"
        assert "takes: 2, moments: 4" in picture(pilot)[0]
        assert "This is where you are." in shown(pilot)


async def test_a_look_says_what_differs_before_one_goes_there(tmp_path: Path) -> None:
    """The last lines, the gauges, what was chosen there and here; and nothing has changed."""
    async with make_app(tmp_path).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "r", "1")
        screen = await _open(pilot)
        await pilot.press("home", "down")
        told = " ".join(row.text for row in screen.pane.told)
        assert "What you did on the way there: › Fold your hands" in told
        assert 'What you did instead: › "No."' in told
        assert "Nerve 22 (now 20)" in told
        assert "Open there, and never taken:" in told
        text = shown(pilot)
        assert "What you did instead:" in text
        assert screen.house.session.present.moment == 2


async def test_enter_goes_there_and_u_and_y_take_it_back_and_make_it_again(tmp_path: Path) -> None:
    """On the map the cursor goes with it; in the play one sentence says it."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        await pilot.press("home", "down", "enter")
        session = playing(pilot).house.session
        assert session.present.moment == 1
        assert "U undo going" in picture(pilot)[-1]
        await pilot.press("u")
        assert session.present.moment == 3
        assert "Back where you were before you went there." in shown(pilot)
        assert "Y redo" in picture(pilot)[-1]
        screen = await _open(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert session.present.moment == 1
        assert screen.list.map_row is not None
        assert screen.list.map_row.moment == 1
        assert "There again." in shown(pilot)
        await pilot.press("u")
        assert session.present.moment == 3


async def test_without_a_move_there_is_nothing_to_undo_and_no_key_says_so(tmp_path: Path) -> None:
    """Pressed all the same it is answered."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        assert "undo" not in picture(pilot)[-1]
        await pilot.press("u")
        assert "There is nothing to take back." in shown(pilot)
        await pilot.press("y")
        assert "There is nothing to make again." in shown(pilot)


async def test_enter_on_now_only_goes_back_to_the_play(tmp_path: Path) -> None:
    """It is no move."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        await pilot.press("enter")
        present = playing(pilot).house.session.present
        assert (present.moment, present.takes) == (3, 2)


@pytest.mark.parametrize(("typed", "name"), [("no card", "no card"), ("", "What if 1")])
async def test_a_what_if_has_a_name_and_stands_on_the_map(tmp_path: Path, typed: str, name: str) -> None:
    """The one that was typed, or one that is made up."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        await pilot.press("home", "i", *("space" if letter == " " else letter for letter in typed), "enter")
        await pilot.pause()
        session = playing(pilot).house.session
        assert session.present.moment == 0
        assert f"What is shot from here is called {name}." in shown(pilot)
        await pilot.press("3")
        await _open(pilot)
        assert f"» {name}" in shown(pilot)


async def test_letters_that_come_in_one_burst_with_the_key_are_the_name(tmp_path: Path) -> None:
    """None of them is an order; a key that leads out of the line leaves everything as it was."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        screen = await _open(pilot)
        for letter in "iquit":
            pilot.app.post_message(Key(letter, letter))
        await pilot.pause()
        await pilot.pause()
        assert screen.ask.field.value == "quit"
        await pilot.press("down")
        await pilot.pause()
        assert not screen.ask.display
        assert screen.list.has_focus
        assert screen.house.session.present.moment == 3


async def test_space_unfolds_a_stay_into_its_decisions(tmp_path: Path) -> None:
    """Each can be gone to; the same key folds it, the arrows do one of both."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "2", "1", "1")
        screen = await _open(pilot)
        folded = len(screen.list.rows)
        await pilot.press("home", "space")
        await pilot.pause()
        rows = _rows(pilot)
        assert len(screen.list.rows) > folded
        assert any(row.startswith("  · › Fold your hands") for row in rows)
        await pilot.press("down", "down")
        row = screen.list.map_row
        assert row is not None
        assert (row.inside, row.moment) == (True, 1)
        await pilot.press("left")
        await pilot.pause()
        assert len(screen.list.rows) == folded
        await pilot.press("right", "enter")
        await pilot.pause()


async def test_search_and_filters_say_what_they_hide(tmp_path: Path) -> None:
    """By words, by whoever speaks, by an ending that was come to; every one can be taken off again."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        screen = await _open(pilot)
        await pilot.press("slash", *"fold")
        await pilot.pause()
        assert len(screen.list.rows) == 2
        assert 'Shown only: "fold". Hidden: 2 of 4.' in picture(pilot)[0]
        await pilot.press(*["backspace"] * 4, "enter")
        await pilot.pause()
        assert len(screen.list.rows) == 4
        await pilot.press("e")
        assert "No line of takes has come to an ending yet." in shown(pilot)
        await pilot.press("p")
        await pilot.pause()
        assert "Shown only: where" in picture(pilot)[0]
        for _ in range(20):
            await pilot.press("p")
            if "takes: 2" in picture(pilot)[0]:
                break
        assert "takes: 2" in picture(pilot)[0]
        assert len(screen.list.rows) == 4


async def test_n_goes_to_where_the_next_line_begins(tmp_path: Path) -> None:
    """And round again; where there is only one it says so."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("n", "1")
        await _open(pilot)
        await pilot.press("n")
        assert "There is only this one line of takes so far." in shown(pilot)
        await pilot.press("b", "r", "2")
        screen = await _open(pilot)
        await pilot.press("n", "n")
        row = screen.list.map_row
        assert row is not None
        assert row.head


async def test_the_mouse_points_goes_and_presses_the_keys(tmp_path: Path) -> None:
    """A click moves the cursor, a second one goes there."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        screen = await _open(pilot)
        await pilot.click(screen.list, offset=(5, 0))
        assert screen.list.at == 0
        await pilot.click(screen.list, offset=(5, 0))
        await pilot.pause()
        assert playing(pilot).house.session.present.moment == 0


async def test_looking_changes_nothing_and_every_key_leads_back(tmp_path: Path) -> None:
    """Back, the key that opened it, Escape."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        for key in ("b", "w", "escape"):
            await _open(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert playing(pilot).house.session.present.moment == 3


async def test_where_nothing_was_flown_the_list_of_flights_says_so(tmp_path: Path) -> None:
    """Whatever is pressed in it."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FlightsScreen)
        assert "No flight has been flown in this film yet." in shown(pilot)
        await pilot.press("enter", "d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FlightsScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_it_fits_the_smallest_terminal_and_the_largest(tmp_path: Path, size: tuple[int, int]) -> None:
    """The row under the cursor is always in view, and so are the keys."""
    async with make_app(tmp_path).run_test(size=size) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        rows = picture(pilot)
        assert any(row.startswith("▸ ● you are here") for row in rows)
        assert "Enter go there" in rows[-1]


async def test_escape_takes_the_search_away_before_it_leaves(tmp_path: Path) -> None:
    """While something is typed the line of keys is about that; afterwards the filter goes first."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _shoot(pilot)
        screen = await _open(pilot)
        await pilot.press("slash", *"arm")
        await pilot.pause()
        assert picture(pilot)[-1].strip() == "Enter keep the search   Esc ↓ leave it"
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "Shown only" in picture(pilot)[0]
        assert "Enter go there" in picture(pilot)[-1]
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "takes: 2, moments: 4" in picture(pilot)[0]
        assert "Everything is shown again." in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        playing(pilot)


async def test_a_long_playthrough_is_read_beside_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, from the file; what was shot meanwhile is on the map too."""
    session = make_session(tmp_path)
    session.begin(7)
    session.choose(session.present.state.offers[0].ident)
    session.close()
    monkeypatch.setattr("game.app.screens.story_map._FEW", 0)
    threads: list[threading.Thread] = []
    whole = Film.twigs

    def read(film: Film) -> list[Twig]:
        threads.append(threading.current_thread())
        return whole(film)

    monkeypatch.setattr(Film, "twigs", read)
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("c", "1")
        screen = await _open(pilot)
        await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
        await pilot.pause()
        row = screen.list.map_row
        assert row is not None
        assert row.moment == screen.house.session.present.moment == 2
        assert len(screen.house.session.twigs()) == 3
        assert threads
        assert threading.main_thread() not in threads


async def test_the_takes_say_what_their_own_keys_do(tmp_path: Path) -> None:
    """And what the signs mean; the whole help is one key further."""
    async with make_app(tmp_path).run_test(size=(80, 40)) as pilot:
        await _shoot(pilot)
        await _open(pilot)
        await pilot.press("question_mark")
        text = " ".join(shown(pilot).split())
        for words in (
            "THE TAKES, KEY BY KEY",
            "Go to where the next line",
            "◆ an ending",
            "U undoes the going",
        ):
            assert words in text
        await pilot.press("h")
        assert "PLAYING" in shown(pilot)
