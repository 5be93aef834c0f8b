"""The play, as it is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseEvent, MouseScrollUp
from textual.geometry import Size

from game.app.app import OffScriptApp
from game.app.ink import Ink
from game.storage.profile import Profile

from .stage import make_app, picture, playing, shown, shown_by

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot

SIZE = (80, 24)
_WIDE = 110


async def _begin(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.press("n")


def _words(app: App[int]) -> str:
    """Return the screen without the column of the scrollbar beside the prose."""
    width = app.size.width
    bar = width - 1 if width < _WIDE else width - 35
    return "\n".join(row[:bar] + row[bar + 1 :] for row in shown_by(app).split("\n"))


def _row_of(pilot: Pilot[int], text: str) -> int:
    return next(y for y, row in enumerate(picture(pilot)) if text in row)


async def test_the_screen_stands_in_the_order_of_attention(tmp_path: Path) -> None:
    """Slate, transcript, choices, gauges, sentence, keys: from the top."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        rows = picture(pilot)
        assert "COLD OPEN  SC 7  TAKE 1" in rows[0]
        assert "INT. DESCENT MODULE. ORBITAL DAY" in rows[0]
        assert rows[0].rstrip().endswith("5 OCT  12:11:40")
        assert rows[1] == "─" * 80
        assert _row_of(pilot, "The range reads") < _row_of(pilot, '1  "No."') < _row_of(pilot, "FILM ▆")
        assert rows[23] == " 1-3 choose  R retake  G go as before  W takes  D dailies  S can  ? help  Q quit"


@pytest.mark.parametrize(
    "keys", [("1",), ("enter",), ("down", "down", "down", "enter"), ("up", "up", "up", "enter")]
)
async def test_a_choice_is_taken_by_number_or_by_arrows_and_enter(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """The arrows go round."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press(*keys)
        assert '› "No."' in shown(pilot)
        assert playing(pilot).house.session.present.state.place.beat == "no"


async def test_a_choice_is_taken_with_the_mouse_on_its_second_row_too(tmp_path: Path) -> None:
    """A label that wraps is one choice."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.click(playing(pilot).choices, offset=(9, 2))
        assert playing(pilot).house.session.present.state.place.beat == "wait"


async def test_what_it_cost_stands_beside_the_gauge_with_sign_and_ink(tmp_path: Path) -> None:
    """Minus two nerve is a minus, and amber."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("1")
        assert "NERVE! ▆▁▁▁▁ -2" in shown(pilot)
        runs = [run for row in playing(pilot).gauges.draw(Size(80, 1)) for run in row]
        assert (" -2", Ink.CAUTION) in runs
        await pilot.press("2", "3")
        assert "FILM ▆▆▆▆▁ +5" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_a_choice_is_shown_in_one_frame(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the list takes another height: nothing is drawn in one place and then in another.

    A scrollbar is Textual's, and may come a frame later.
    """
    seen: list[str] = []

    def look(app: OffScriptApp) -> None:
        seen.append(_words(app))

    monkeypatch.setattr(OffScriptApp, "post_display_hook", look)
    heights: list[int] = []
    async with make_app(tmp_path, Profile(reduced_motion=True)).run_test(size=size) as pilot:
        await _begin(pilot)
        await pilot.pause()
        for key in ("1", "2", "1"):
            heights.append(playing(pilot).choices.size.height)
            before = _words(pilot.app)
            seen.clear()
            await pilot.press(key)
            await pilot.pause()
            assert set(seen) - {before} == {_words(pilot.app)}
    assert len(set(heights)) > 1


async def test_a_choice_is_durable_before_it_is_shown(tmp_path: Path) -> None:
    """What is on the screen is on the disk."""
    from game.storage.can import Can

    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2")
        assert Can(tmp_path).films()[0].moments == 2


async def test_a_long_answer_stops_at_its_first_line_and_space_reads_on(tmp_path: Path) -> None:
    """Nothing new scrolls past unread."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2")
        rows = picture(pilot)
        assert rows[2].startswith("  › Fold your hands")
        assert "Space reads on" in rows[22]
        await pilot.press("space")
        await pilot.press("space")
        assert "thirty-six." in shown(pilot)
        assert "Space reads on" not in shown(pilot)
        await pilot.press("space")
        assert "That is all for now." in shown(pilot)


async def test_a_short_answer_shows_whole_with_what_came_before(tmp_path: Path) -> None:
    """The view does not jump where it need not."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("1")
        assert "The range reads 0041." in shown(pilot)
        assert "MOSCOW    Irtysh, Moscow. We see it." in shown(pilot)


async def test_a_cut_clears_the_view(tmp_path: Path) -> None:
    """The new scene stands alone under what was just said."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("1", "1")
        rows = picture(pilot)
        assert "› Look at the card on your knee." in rows[2]
        assert any(row.rstrip().endswith("CUT TO:") for row in rows)
        assert "INT. STAR CITY. THE CENTRIFUGE" in shown(pilot)
        assert "Moscow" not in shown(pilot)
        assert "REEL 1  SC 1  TAKE 1" in rows[0]


async def test_home_goes_back_to_the_first_line_of_the_playthrough(tmp_path: Path) -> None:
    """However long the film, its beginning is there."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", *["1"] * 8)
        await pilot.press("home")
        assert "FADE IN:" in picture(pilot)[2]
        await pilot.press("end")
        assert "thirty-six." in shown(pilot)


@pytest.mark.parametrize("back", ["pageup", "backspace"])
@pytest.mark.parametrize("on", ["pagedown", "space"])
async def test_the_text_is_read_back_and_on_by_keys(tmp_path: Path, back: str, on: str) -> None:
    """A page at a time, and as far on as back."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", "1", "end")
        transcript = playing(pilot).transcript
        last = transcript.scroll_y
        await pilot.press(back)
        assert transcript.scroll_y < last
        await pilot.press(on)
        assert transcript.scroll_y == last


async def test_the_wheel_scrolls_the_transcript(tmp_path: Path) -> None:
    """The mouse reads back and on."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", "1")
        transcript = playing(pilot).transcript
        top = round(transcript.scroll_y)
        wheel: list[type[MouseEvent]] = [MouseScrollUp]
        await pilot._post_mouse_events(wheel, transcript, (5, 5))  # pyright: ignore[reportPrivateUsage]  # no public wheel
        assert round(transcript.scroll_y) == top - 3


async def test_retake_goes_back_and_lights_the_take(tmp_path: Path) -> None:
    """The slate counts, for one beat in accent, and nothing asks."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2")
        await pilot.press("r")
        screen = playing(pilot)
        assert "TAKE 2" in picture(pilot)[0]
        assert screen.slate.lit
        assert "Fold your hands and watch" in shown(pilot)
        assert "› Fold" not in shown(pilot)
        screen.slate.settle()
        assert not screen.slate.lit


async def test_retake_at_the_first_moment_says_so(tmp_path: Path) -> None:
    """A refusal is one sentence, and the take stays."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("r")
        assert "! This is the first moment" in shown(pilot)
        assert "TAKE 1" in picture(pilot)[0]


async def test_a_number_out_of_range_says_what_the_range_is(tmp_path: Path) -> None:
    """Nothing is taken instead."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("9")
        assert "There is no choice 9 here; choose from 1 to 3." in shown(pilot)
        assert playing(pilot).house.session.present.moment == 0


@pytest.mark.parametrize("key", ["x", "f1", "ctrl+k", "ж"])
async def test_a_key_that_means_nothing_changes_nothing(tmp_path: Path, key: str) -> None:
    """One clear sentence above the keys; the next order clears it."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press(key)
        assert "does nothing here" in picture(pilot)[22]
        await pilot.press("1")
        assert "does nothing here" not in shown(pilot)


async def test_the_keys_in_the_bottom_line_can_be_clicked(tmp_path: Path) -> None:
    """Every key is under the mouse too."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        column = picture(pilot)[23].index("D dailies")
        await pilot.click(playing(pilot).key_line, offset=(column + 3, 0))
        assert picture(pilot)[0].startswith(" DAILIES")


async def test_a_wide_terminal_gets_room_and_a_panel_never_longer_lines(tmp_path: Path) -> None:
    """The prose keeps its measure; crew, day and what moved stand beside it."""
    async with make_app(tmp_path).run_test(size=(200, 60)) as pilot:
        await _begin(pilot)
        await pilot.press("1")
        text = shown(pilot)
        assert "● Gleb" in text
        assert "camera" in text
        assert "WHAT MOVED" in text
        assert "UTC" in text
        widest = max(len(row[:165].strip()) for row in picture(pilot)[2:50])
        assert widest <= 76


async def test_a_narrow_terminal_has_no_panel(tmp_path: Path) -> None:
    """Below 110 columns the prose has all of them."""
    async with make_app(tmp_path).run_test(size=(109, 30)) as pilot:
        await _begin(pilot)
        assert "CREW ▆" in shown(pilot)
        assert "● Gleb" not in shown(pilot)


@pytest.mark.parametrize("width", [48, 60, 76])
async def test_the_text_width_of_the_settings_is_kept(tmp_path: Path, width: int) -> None:
    """No row of prose is wider than was asked."""
    async with make_app(tmp_path, Profile(text_width=width)).run_test(size=(100, 30)) as pilot:
        await _begin(pilot)
        await pilot.press("2")
        assert playing(pilot).transcript.roll.measure == width


async def test_a_resize_at_any_moment_reflows_and_keeps_the_place(tmp_path: Path) -> None:
    """What was read stays at the top, and the first line can still be reached."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", "space")
        for size in ((60, 20), (200, 60), (61, 21), (120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert max(len(row.rstrip()) for row in picture(pilot)) <= size[0]
        await pilot.press("home")
        assert "FADE IN:" in picture(pilot)[2]


async def test_the_end_of_the_film_offers_to_go_on(tmp_path: Path) -> None:
    """An ending is not a dead end: take again, another film, the title."""
    app = make_app(tmp_path, begin=True, reel=7)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("1")
        text = shown(pilot)
        assert "The lamp ticks as it cools." in text
        assert "  CUT  " in text
        assert "· The shoot was stopped." in text
        assert "· Takes: 1. Endings seen: 1 of 1." in text
        assert "· Film in hand: none." in text
        assert "1  Take the last choice again." in text
        assert app.house.profile.endings_seen == ("cut",)
        await pilot.press("1")
        assert "Switch off the lamp." in shown(pilot)
        assert "TAKE 2" in picture(pilot)[0]
        await pilot.press("1")
        assert "· Takes: 2. Endings seen: 1 of 1." in shown(pilot)


async def test_a_gauge_that_falls_low_carries_a_sign_and_one_that_stays_low_does_not(tmp_path: Path) -> None:
    """The sign is news, not a label."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        assert "NERVE ▆▆▁▁▁ " in shown(pilot)
        await pilot.press("1")
        assert "NERVE! ▆▁▁▁▁ -2" in shown(pilot)
        await pilot.press("1")
        assert "NERVE ▆▁▁▁▁ " in shown(pilot)


async def test_m_goes_to_the_title_and_continue_comes_back(tmp_path: Path) -> None:
    """The film stays where it is."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", "m")
        assert "OFF SCRIPT" in shown(pilot)
        await pilot.press("enter")
        assert "Wait longer." in shown(pilot)


async def test_a_film_that_cannot_be_saved_says_so_and_goes_on(tmp_path: Path) -> None:
    """The slate carries the sign as long as it is true."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    async with make_app(blocked / "saves").run_test(size=SIZE) as pilot:
        await _begin(pilot)
        assert "NOT SAVED" in picture(pilot)[0]
        assert "in memory" in shown(pilot)
        await pilot.press("1")
        assert '› "No."' in shown(pilot)


@pytest.mark.parametrize("key", ["1", "space", "down"])
async def test_a_refusal_goes_with_the_next_key_that_does_something(tmp_path: Path, key: str) -> None:
    """Whatever that key does."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("x")
        assert "does nothing here" in shown(pilot)
        await pilot.press(key)
        assert "does nothing here" not in shown(pilot)


async def test_a_refusal_goes_with_a_change_of_screen_and_with_a_resize(tmp_path: Path) -> None:
    """What it was about has passed."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("9")
        await pilot.click(playing(pilot).key_line, offset=(picture(pilot)[23].index("D dailies"), 0))
        await pilot.press("b")
        assert "There is no choice 9" not in shown(pilot)
        await pilot.press("9")
        assert "There is no choice 9" in shown(pilot)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "There is no choice 9" not in shown(pilot)


async def test_escape_does_nothing_and_says_nothing(tmp_path: Path) -> None:
    """Whoever leaves something that is not open hears no reproach, and keeps what was said before."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        before = shown(pilot)
        await pilot.press("escape")
        assert shown(pilot) == before
        await pilot.press("9", "escape")
        assert "There is no choice 9" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_choices_stand_close_under_the_last_line(tmp_path: Path, size: tuple[int, int]) -> None:
    """However tall the terminal; the gauges and the keys keep to its foot, and reading back has all of it."""
    async with make_app(tmp_path).run_test(size=size) as pilot:
        await _begin(pilot)
        await pilot.press("1", "1")
        rows = picture(pilot)
        first = _row_of(pilot, "▸ 1  ")
        column = rows[first].index("▸ 1  ") + 2
        last, empty = (row[column - 2 : column + 70].strip() for row in rows[first - 2 : first])
        assert last
        assert not empty
        assert _row_of(pilot, "FILM ▆") >= size[1] - 4
        place = playing(pilot).house.session.present.state.place
        await pilot.click(offset=(column + 4, first))
        assert playing(pilot).house.session.present.state.place != place


async def test_reading_back_gives_the_choices_their_old_place(tmp_path: Path) -> None:
    """No line of the transcript is ever under them."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2", *["1"] * 8)
        for key in ("home", "pageup", "space", "end"):
            await pilot.press(key)
            await pilot.pause()
            screen = playing(pilot)
            shown_rows = screen.transcript.roll.height - round(screen.transcript.scroll_y)
            assert screen.choices.region.y > screen.transcript.region.y + min(
                shown_rows - 1, screen.transcript.size.height - 1
            )


async def test_a_retake_is_undone_and_made_again(tmp_path: Path) -> None:
    """The keys stand in the line only while there is something to undo or to make again."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("2")
        assert "U undo" not in picture(pilot)[-1]
        await pilot.press("r")
        session = playing(pilot).house.session
        assert session.present.moment == 0
        assert "U undo" in picture(pilot)[-1]
        assert "Y redo" not in picture(pilot)[-1]
        await pilot.press("u")
        assert session.present.moment == 1
        assert "› Fold your hands" in shown(pilot)
        assert "Back where you were before the Retake." in shown(pilot)
        assert "Y redo" in picture(pilot)[-1]
        await pilot.press("y")
        assert session.present.moment == 0
        await pilot.press("1")
        assert "Y redo" not in picture(pilot)[-1]


async def test_one_key_marks_a_moment_and_one_goes_there(tmp_path: Path) -> None:
    """And to where nothing was marked it goes nowhere."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("ctrl+l")
        assert "There is no quick save in this film yet." in shown(pilot)
        await pilot.press("1", "ctrl+s")
        assert "Saved, just here." in shown(pilot)
        await pilot.press("1", "1", "ctrl+l")
        session = playing(pilot).house.session
        assert session.present.moment == 1
        assert "Loaded Quick save." in shown(pilot)
        assert "U undo" in picture(pilot)[-1]


async def test_what_was_read_is_gone_through_by_one_key(tmp_path: Path) -> None:
    """What came stands in the transcript, and one sentence says why it stopped."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        await pilot.press("g")
        assert "Nothing from here on was read before." in shown(pilot)
        await pilot.press("1", "1")
        session = playing(pilot).house.session
        before = session.transcript()
        session.go(0)
        playing(pilot).look_again()
        await pilot.press("g")
        assert [entry.line for entry in session.transcript()[: len(before)]] == [
            entry.line for entry in before[: len(session.transcript())]
        ]
        assert '› "No."' in shown(pilot)
        assert session.present.moment > 2


@pytest.mark.usefixtures("small_archive")
async def test_the_palette_knows_the_ways_to_go_back(tmp_path: Path) -> None:
    """By their words."""
    async with make_app(tmp_path).run_test(size=SIZE) as pilot:
        await _begin(pilot)
        words = {key.phrase for key in playing(pilot).palette_keys()}
        assert {"key.takes", "key.flights", "key.quick_save", "key.quick_load", "key.so_far"} <= words
        assert "key.undo" not in words
        await pilot.press("1", "r")
        assert "key.undo" in {key.phrase for key in playing(pilot).palette_keys()}


async def test_enter_reads_on_before_it_chooses(tmp_path: Path) -> None:
    """Nothing is chosen unread; whoever pointed at a choice takes it."""
    async with make_app(tmp_path).run_test(size=(60, 20)) as pilot:
        await _begin(pilot)
        screen = playing(pilot)
        await pilot.press("1", "1", "home")
        moment = screen.house.session.present.moment
        pages = 0
        while screen.transcript.more:
            await pilot.press("enter")
            assert screen.house.session.present.moment == moment
            pages += 1
        assert pages
        await pilot.press("home", "down", "enter")
        assert screen.house.session.present.moment == moment + 1
