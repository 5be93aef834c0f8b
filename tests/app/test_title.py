"""The first thing that is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.title import TitleScreen
from game.storage.profile import Profile

from .stage import make_app, make_session, playing, shown, shown_by

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.session import Session


def _title(pilot: Pilot[int]) -> TitleScreen:
    screen = pilot.app.screen
    assert isinstance(screen, TitleScreen), screen
    return screen


async def test_the_first_frame_shows_the_title_and_new_before_the_story_is_loaded(tmp_path: Path) -> None:
    """What is slow comes after the first frame."""
    seen: list[str] = []

    def slow() -> Session:
        seen.append(shown_by(app))
        return make_session(tmp_path)

    app = make_app(tmp_path, opening=slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert "OFF SCRIPT" in seen[0]
    assert "New" in seen[0]


async def test_an_empty_can_offers_new_and_not_continue(tmp_path: Path) -> None:
    """Nothing is offered that cannot be done."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert _title(pilot).menu.at == "new"
        assert "continue" not in shown(pilot).casefold()
        await pilot.press("c")
        assert "nothing to continue" in shown(pilot)


async def test_continue_is_selected_when_there_is_something_to_continue(tmp_path: Path) -> None:
    """One Enter goes on at the very line where the film was left."""
    session = make_session(tmp_path)
    session.begin(7)
    session.choose("wait")
    session.close()
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert _title(pilot).menu.at == "continue"
        assert "C continue" in shown(pilot)
        await pilot.press("enter")
        assert playing(pilot).house.session.present.state.place.beat == "wait"
        assert "Wait longer." in shown(pilot)


async def test_where_continue_leads_is_said_in_a_line(tmp_path: Path) -> None:
    """Reel, caption, mission time and how long ago; of the film that is open, when there is one."""
    session = make_session(tmp_path, "2026-02-28T09:05:00+00:00")
    session.begin(7)
    session.choose("wait")
    session.close()
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = shown(pilot).split("\n")[21]
        assert row.startswith("  Continue  COLD OPEN · Fold your hands")
        assert row.rstrip().endswith("· 5 OCT 12:11 · yesterday")
        await pilot.press("n", "1", "m")
        row = shown(pilot).split("\n")[21]
        assert row.startswith('  Continue  COLD OPEN · "No." · 5 OCT 12:11 · just now')
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "COLD OPEN" in shown(pilot).split("\n")[17]


async def test_without_a_film_to_continue_no_line_speaks_of_one(tmp_path: Path) -> None:
    """Nothing is said of nothing."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not shown(pilot).split("\n")[21].strip()


async def test_a_full_can_is_looked_into_beside_the_title(tmp_path: Path) -> None:
    """Whoever is quicker than that goes on with the right film all the same."""
    for day in range(1, 16):
        session = make_session(tmp_path, f"2026-02-{day:02d}T09:05:00+00:00")
        session.begin(day)
        session.choose("wait")
        session.close()
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
        await pilot.pause()
        assert _title(pilot).menu.at == "continue"
        assert "Continue  COLD OPEN" in shown(pilot)
        await pilot.press("c")
        assert playing(pilot).house.session.present.title == "Film of 2026-02-15, 09:05"


async def test_a_film_that_is_over_is_not_continued_but_can_be_loaded(tmp_path: Path) -> None:
    """Continue goes on with the newest that is not over; the can has them all."""
    session = make_session(tmp_path)
    session.begin(7, 7)
    session.choose("1")
    assert session.present.state.ending
    session.close()
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "continue" not in shown(pilot).casefold()
        await pilot.press("c")
        assert "nothing to continue" in shown(pilot)
        await pilot.press("n", "1", "m")
        assert _title(pilot).menu.at == "continue"
        await pilot.press("c")
        assert '› "No."' in shown(pilot)
        await pilot.press("s")
        row = next(y for y, row in enumerate(shown(pilot).split("\n")) if "ended" in row)
        await pilot.press("home", *["down"] * (row - 3), "enter")
        assert "The lamp ticks as it cools." in shown(pilot)
        await pilot.press("m", "c")
        assert '› "No."' in shown(pilot)


async def test_a_film_that_is_only_in_memory_is_continued(tmp_path: Path) -> None:
    """Going to the title loses nothing, not even where nothing can be saved."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    async with make_app(blocked / "saves").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "1", "m", "c")
        assert '› "No."' in shown(pilot)


async def test_enter_begins_a_new_film(tmp_path: Path) -> None:
    """A newcomer presses one key."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        assert "The range reads 0041." in shown(pilot)


async def test_arrows_go_round_and_the_mouse_takes(tmp_path: Path) -> None:
    """Everything is under the arrows and under the mouse."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        menu = _title(pilot).menu
        await pilot.press("up")
        assert menu.at == "quit"
        await pilot.press("down")
        assert menu.at == "new"
        await pilot.click(menu, offset=(4, 7))
        assert "Every person in the story is invented" in shown(pilot)


async def test_the_picture_moves_and_stands_still_with_reduced_motion(tmp_path: Path) -> None:
    """Motion is a decoration that can be refused."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert _title(pilot).moving
    async with make_app(tmp_path, Profile(reduced_motion=True)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not _title(pilot).moving


async def test_the_picture_rests_while_another_screen_is_open(tmp_path: Path) -> None:
    """Nothing is drawn that nobody sees."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        title = _title(pilot)
        await pilot.press("question_mark")
        assert not title.moving
        await pilot.press("b")
        assert title.moving


async def test_advancing_draws_another_picture(tmp_path: Path) -> None:
    """A beat is a new picture, not only a number."""
    async with make_app(tmp_path, Profile(reduced_motion=True)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = shown(pilot)
        for _ in range(12):
            _title(pilot).sky.advance()
        await pilot.pause()
        assert shown(pilot) != before


async def test_begin_goes_past_the_title(tmp_path: Path) -> None:
    """A reel that the command line asks for opens at once."""
    async with make_app(tmp_path, begin=True, reel=7).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The last reel is short." in shown(pilot)


async def test_q_leaves_at_once_with_code_0(tmp_path: Path) -> None:
    """Nothing asks."""
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("q")
    assert app.return_value == 0


@pytest.mark.parametrize("key", ["x", "f5", "9"])
async def test_a_key_that_means_nothing_gets_one_sentence(tmp_path: Path, key: str) -> None:
    """No beep, no toast, no change."""
    async with make_app(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(key)
        assert "does nothing here" in shown(pilot)
        assert _title(pilot).menu.at == "new"
