"""The flying screen: time, orders, and that neither goes on unasked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual import events

from game.app.flight_keys import CONTROLS, DEFAULTS, PULSES, Act
from game.app.pace import Pace
from game.app.screens.pages import FlightHelpScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.station import StationScreen
from game.app.screens.title import TitleScreen
from game.app.screens.too_small import TooSmall
from game.emergencies.crew import PLACE_OF_LINES
from game.storage.profile import Profile, load_profile
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Control,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)

from .flight_stage import (
    MIDDLE,
    flown,
    flying,
    let_pass,
    make_app,
    orders_of,
    settled,
    state_of,
)
from .stage import picture, shown

if TYPE_CHECKING:
    from pathlib import Path

    from game.vocabulary.flying import FlightOrder

_TURNS = Profile(pace="turns")


async def test_a_flight_waits_until_a_key_is_pressed(tmp_path: Path) -> None:
    """The key goes on and does what it does; Space only goes on."""
    async with flown(tmp_path) as (pilot, screen, clock):
        assert "Any key goes on" in shown(pilot)
        let_pass(screen, clock, 3.0)
        assert state_of(screen).tick == 0
        assert re.search(r"time +paused", shown(pilot))
        await pilot.press("w")
        assert re.search(r"time +x1 ", shown(pilot))
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]
        let_pass(screen, clock, 2.0)
        assert state_of(screen).tick == 40
        assert "Any key goes on" not in shown(pilot)


@pytest.mark.parametrize(("presses", "ticks"), [(0, 100), (1, 50), (2, 25), (3, 0)])
async def test_time_passes_at_the_pace_that_was_chosen(tmp_path: Path, presses: int, ticks: int) -> None:
    """Five real seconds, at each of the four."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", *["t"] * presses)
        let_pass(screen, clock, 5.0)
        assert abs(state_of(screen).tick - ticks) <= 1


async def test_an_hour_with_the_lid_closed_is_half_a_second(tmp_path: Path) -> None:
    """What was missed is not flown."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 1.0)
        clock.now_s += 3600.0
        screen.beat()
        assert state_of(screen).tick == 30


_ORDERS: list[tuple[Act, FlightOrder]] = [
    *((act, Pulse(control, PULSES[Act.PULSE_2])) for act, control in CONTROLS.items()),
    (Act.STOP, StopAll()),
    (Act.BRAKE, Brake()),
    (Act.BACK_OFF, BackOff()),
    (Act.WAVE_OFF, WaveOff()),
    (Act.RANGE, Call(Ask.RANGE)),
    (Act.MOSCOW, Call(Ask.MOSCOW)),
    (Act.STATION, Call(Ask.STATION)),
    (Act.LAMP, Set(Switch.LAMP, on=True)),
    (Act.FILTER, Set(Switch.FILTER, on=False)),
    (Act.NARROW, Set(Switch.NARROW, on=True)),
    (Act.RATE_HOLD, Set(Switch.RATE_HOLD, on=False)),
    (Act.BOTH_SETS, Set(Switch.BOTH_SETS, on=True)),
]


async def test_every_key_gives_its_order_at_once(tmp_path: Path) -> None:
    """It waits for the next tick, durable."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space")
        for number, (act, order) in enumerate(_ORDERS):
            await pilot.press(DEFAULTS[act])
            assert len(orders_of(screen)) == number + 1
            assert orders_of(screen)[-1] == order, act


async def test_a_tap_is_as_long_as_was_chosen(tmp_path: Path) -> None:
    """Six lengths; the panel says which."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space")
        for act, ticks in PULSES.items():
            await pilot.press(DEFAULTS[act], "w")
            assert orders_of(screen)[-1] == Pulse(Control.FORWARD, ticks)
            await pilot.pause()
            assert f"{ticks * 0.05:.1f} s" in shown(pilot)


async def test_a_capital_letter_is_the_same_key(tmp_path: Path) -> None:
    """Caps Lock stops nobody."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "W")
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]


async def test_in_turns_an_order_runs_one_turn_and_nothing_runs_without(tmp_path: Path) -> None:
    """Far out a turn is twenty seconds; the key for its length makes it shorter."""
    async with flown(tmp_path, _TURNS) as (pilot, screen, clock):
        assert "Any key goes on" not in shown(pilot)
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick == 0
        await pilot.press("w")
        assert state_of(screen).tick == 400
        for length, tick in ((20, 800), (10, 1000), (5, 1100), (2, 1140)):
            await pilot.press("comma")
            assert f"A turn is {length} s" in shown(pilot)
            await pilot.press("full_stop" if length > 5 else "enter")
            assert state_of(screen).tick == tick
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]


async def test_the_same_orders_at_the_same_ticks_are_the_same_flight_at_every_pace(tmp_path: Path) -> None:
    """Turns of two seconds, and real time."""
    async with flown(tmp_path / "turns", _TURNS) as (pilot, screen, clock):
        await pilot.press("comma", "comma", "comma", "comma", "w", "a", "up")
        assert state_of(screen).tick == 120
        turned = state_of(screen)
    async with flown(tmp_path / "real") as (pilot, screen, clock):
        await pilot.press("space")
        for key in ("w", "a", "up"):
            await pilot.press(key)
            let_pass(screen, clock, 2.0)
        while state_of(screen).tick < turned.tick:
            let_pass(screen, clock, 0.05)
        assert orders_of(screen) == [
            Pulse(Control.FORWARD, 4),
            Pulse(Control.LEFT, 4),
            Pulse(Control.NOSE_UP, 4),
        ]
        assert state_of(screen) == turned


async def test_a_key_at_the_wrong_moment_says_one_sentence(tmp_path: Path) -> None:
    """And changes nothing."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space")
        for key, words in (
            ("full_stop", "Time passes by itself"),
            ("comma", "Time passes by itself"),
            ("9", "The key 9 does nothing here"),
        ):
            await pilot.press(key)
            assert f"! {words}" in shown(pilot)
        assert orders_of(screen) == []
        await pilot.press("t", "t", "t", "p")
        assert "In turns time stands still anyway" in shown(pilot)


async def test_losing_the_focus_closes_the_jets_and_pauses(tmp_path: Path) -> None:
    """Coming back does not go on by itself."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "6", "w")
        let_pass(screen, clock, 1.0)
        tick = state_of(screen).tick
        pilot.app.post_message(events.AppBlur())
        await settled(pilot)
        assert orders_of(screen)[-1] == StopAll()
        assert screen.paused
        pilot.app.post_message(events.AppFocus())
        await settled(pilot)
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick == tick
        assert "Any key goes on" in shown(pilot)


async def test_losing_the_focus_does_not_stop_the_way_back(tmp_path: Path) -> None:
    """What the computer does it goes on doing; only hands let go."""
    async with flown(tmp_path) as (pilot, screen, clock):
        screen.house.session.fly((Pulse(Control.FORWARD, 100),), 600)
        await pilot.press("space", "backspace")
        let_pass(screen, clock, 1.0)
        pilot.app.post_message(events.AppBlur())
        await settled(pilot)
        assert StopAll() not in orders_of(screen)
        assert state_of(screen).backing_off


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_whatever_lies_over_the_flight_pauses_it(tmp_path: Path, key: str) -> None:
    """Help and the palette; behind them nothing moves."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 1.0)
        tick = state_of(screen).tick
        await pilot.press(key)
        await settled(pilot)
        assert pilot.app.screen is not screen
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick == tick
        await pilot.press("escape")
        await settled(pilot)
        assert "Any key goes on" in shown(pilot)


async def test_a_terminal_that_becomes_too_small_pauses(tmp_path: Path) -> None:
    """And it stays paused when there is room again."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        await pilot.resize_terminal(50, 15)
        await settled(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick <= 1
        await pilot.resize_terminal(*MIDDLE)
        await settled(pilot)
        assert flying(pilot).paused


async def test_the_mouse_deflects_while_it_is_pressed(tmp_path: Path) -> None:
    """Let go is let go."""
    async with flown(tmp_path, size=(120, 40)) as (pilot, screen, clock):
        await pilot.press("space")
        spot = _spot(picture(pilot), "fore")
        await pilot.mouse_down(offset=spot)
        assert orders_of(screen) == [Burn(Control.FORWARD, on=True)]
        let_pass(screen, clock, 2.0)
        await pilot.mouse_up(offset=spot)
        assert orders_of(screen)[-1] == Burn(Control.FORWARD, on=False)
        assert screen.pad.held is None


async def test_the_mouse_lets_go_when_it_leaves_the_button(tmp_path: Path) -> None:
    """Nothing burns behind the player's back."""
    async with flown(tmp_path, size=(120, 40)) as (pilot, screen, _):
        await pilot.press("space")
        await pilot.mouse_down(offset=_spot(picture(pilot), "aft"))
        await pilot.hover(offset=(5, 5))
        await pilot.pause()
        assert orders_of(screen) == [Burn(Control.AFT, on=True), Burn(Control.AFT, on=False)]


async def test_pausing_lets_go_of_what_the_mouse_holds(tmp_path: Path) -> None:
    """Whatever the pause is for."""
    async with flown(tmp_path, size=(120, 40)) as (pilot, screen, _):
        await pilot.press("space")
        await pilot.mouse_down(offset=_spot(picture(pilot), "fore"))
        await pilot.press("p")
        assert orders_of(screen)[-1] == Burn(Control.FORWARD, on=False)
        assert screen.paused


async def test_in_turns_a_press_of_the_pad_is_a_tap(tmp_path: Path) -> None:
    """There is no holding where time stands still."""
    async with flown(tmp_path, _TURNS, size=(120, 40)) as (pilot, screen, _):
        await pilot.click(offset=_spot(picture(pilot), "fore"))
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]
        assert state_of(screen).tick == 400


async def test_the_last_order_can_be_taken_back(tmp_path: Path) -> None:
    """The flight stands where it was before, and waits; what was said after it is gone."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 2.0)
        tick = state_of(screen).tick
        await pilot.press("w")
        let_pass(screen, clock, 30.0)
        assert any(heard.tick > tick for heard in screen.talk.heard)
        await pilot.press("u")
        await settled(pilot)
        assert (state_of(screen).tick, screen.paused) == (tick, True)
        assert all(heard.tick <= tick for heard in screen.talk.heard)
        assert "TAKE 2" in picture(pilot)[0]


async def test_what_to_say_and_how_hard_are_chosen_by_number(tmp_path: Path) -> None:
    """Any other key closes the list and does what it does."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "y")
        assert "1 what you do" in shown(pilot)
        await pilot.press("4")
        assert orders_of(screen) == [Say(Word.CAMERA)]
        await pilot.press("e", "1")
        assert "It is flown assisted already" in shown(pilot)
        await pilot.press("e", "2")
        assert orders_of(screen)[-1] == ChangeRung(Rung.FLOWN)
        let_pass(screen, clock, 0.2)
        assert state_of(screen).rung is Rung.FLOWN
        await pilot.press("y", "w")
        assert orders_of(screen)[-1] == Pulse(Control.FORWARD, 4)


async def test_no_number_stands_there_that_the_commander_would_not_have(tmp_path: Path) -> None:
    """Range and rate are dashes at every tick; on bare the counted speed is one too."""
    async with flown(tmp_path, rung=Rung.BARE) as (pilot, screen, clock):
        await pilot.press("space")
        for _ in range(4):
            let_pass(screen, clock, 5.0)
            await pilot.pause()
            rows = picture(pilot)
            assert next(row for row in rows if " range " in row).count("---") == 2
            assert next(row for row in rows if " felt " in row).count("---") == 1


async def test_the_small_screen_turns_panel_talk_and_pad_over(tmp_path: Path) -> None:
    """One key; on a large screen all are there, and the key says so."""
    async with flown(tmp_path) as (pilot, screen, _):
        seen: list[tuple[bool, bool, bool]] = []
        await pilot.press("space")
        for _ in range(3):
            seen.append((screen.panel.display, screen.talk.display, screen.pad.display))
            await pilot.press("i")
        assert seen == [(True, True, False), (False, True, False), (True, False, True)]
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert screen.panel.display
        assert screen.talk.display
        assert screen.pad.display
        await pilot.press("space", "i")
        assert "are all here already" in shown(pilot)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_every_size_has_glass_panel_and_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    """And the last two rows are keys."""
    async with flown(tmp_path, size=size) as (pilot, screen, _):
        rows = picture(pilot)
        assert len(rows) == size[1]
        assert "W/S fore aft" in rows[-2]
        assert "G range" in rows[-1]
        assert screen.glass.size.width >= size[0] // 2 - 4
        assert any("⠤" in row for row in rows)
        assert "range" in shown(pilot)


async def test_a_key_that_the_player_has_taken_is_an_order(tmp_path: Path) -> None:
    """The line of keys shows it, and the first key means nothing."""
    async with flown(tmp_path, Profile(keys={"fore": "7"})) as (pilot, screen, _):
        assert "7/S fore aft" in picture(pilot)[-2]
        await pilot.press("space", "7")
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]
        await pilot.press("w")
        assert "does nothing here" in shown(pilot)


async def test_when_the_flight_is_over_the_story_goes_on(tmp_path: Path) -> None:
    """With what was said in it as the screenplay has it, and the debrief one key away."""
    async with flown(tmp_path, _TURNS) as (pilot, screen, _):
        screen.house.session.run(20 * 170)
        await pilot.press("minus")
        for _ in range(40):
            if pilot.app.screen is not screen:
                break
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert "F debrief" in picture(pilot)[-1]
        lines = [entry.line for entry in screen.house.session.transcript()]
        assert any(line.ident.startswith(PLACE_OF_LINES) for line in lines)


async def test_a_flight_that_was_left_is_gone_on_with_paused(tmp_path: Path) -> None:
    """From the title, by another sitting, at the tick where it stood."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "w")
        let_pass(screen, clock, 10.0)
        screen.house.session.keep()
        tick = state_of(screen).tick
        said = [heard.line for heard in screen.talk.heard]
    app = make_app(tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        screen = flying(pilot)
        assert state_of(screen).tick == tick
        assert "Any key goes on" in shown(pilot)
        assert [heard.line for heard in screen.talk.heard] == said


async def test_the_way_to_the_title_leaves_the_flight_where_it_is(tmp_path: Path) -> None:
    """And Continue goes on with it."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "w")
        let_pass(screen, clock, 1.0)
        await pilot.app.screen.run_action("leave")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TitleScreen)
        await pilot.press("c")
        await settled(pilot)
        assert state_of(flying(pilot)).tick == state_of(screen).tick


async def test_the_help_lists_every_key_as_it_is(tmp_path: Path) -> None:
    """Also the ones that were taken."""
    async with flown(tmp_path, Profile(keys={"lamp": "7"}), size=(120, 60)) as (pilot, _, _):
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FlightHelpScreen)
        assert "7               Lamp on or off" in shown(pilot)


async def test_the_pace_of_a_flight_is_no_setting(tmp_path: Path) -> None:
    """It holds for the sitting; the profile is written by the settings alone."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("t", "t", "t")
        assert screen.pace is Pace.TURNS
        assert screen.house.pace == "turns"
        assert screen.house.profile == Profile()
    assert load_profile(tmp_path)[0] == Profile()


async def test_reduced_motion_draws_four_times_a_second(tmp_path: Path) -> None:
    """The ticks are the same."""
    async with flown(tmp_path, replace(Profile(), reduced_motion=True)) as (pilot, screen, clock):
        await pilot.press("space")
        screen.beat()
        for _ in range(8):
            clock.now_s += 0.25
            screen.beat()
        assert state_of(screen).tick == 40


def _spot(rows: list[str], word: str) -> tuple[int, int]:
    """Return where a button of the pad is."""
    for y, row in enumerate(rows):
        found = re.search(rf"\[ *{re.escape(word)} *\]", row)
        if found:
            return found.start() + 2, y
    raise LookupError(word)


async def test_a_line_of_a_long_turn_is_as_old_as_what_brought_it_about(tmp_path: Path) -> None:
    """Not as old as the turn's end."""
    async with flown(tmp_path, _TURNS) as (pilot, screen, _):
        await pilot.press("g", "enter")
        ticks = [heard.tick for heard in screen.talk.heard]
        assert len(set(ticks)) > 1
        assert ticks == sorted(ticks)
        assert any(tick % 400 for tick in ticks)


async def test_the_palette_leads_from_the_flight_to_the_dailies_and_back_into_it(tmp_path: Path) -> None:
    """A Retake there goes to the flight as it stood at that line."""
    async with flown(tmp_path, _TURNS) as (pilot, screen, _):
        await pilot.press("w", "g", "enter")
        last = state_of(screen).tick
        words = {screen.house.say(f"{key.phrase}.help") for key in screen.palette_keys()}
        assert screen.house.say("fly.act.lamp.help") in words
        assert screen.house.say("key.dailies.help") in words
        await screen.run_action("app.visit('dailies')")
        await settled(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert state_of(flying(pilot)).tick < last
        assert len(pilot.app.screen_stack) == 3


async def test_a_retake_after_the_flight_goes_back_into_it(tmp_path: Path) -> None:
    """To before its last order, paused."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 2.0)
        await pilot.press("minus")
        let_pass(screen, clock, 1.0)
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        await pilot.press("r")
        await settled(pilot)
        again = flying(pilot)
        assert state_of(again).tick == 40
        assert again.paused


async def test_a_key_that_is_taken_in_the_middle_of_a_flight_is_an_order_at_once(tmp_path: Path) -> None:
    """Help, keys, and back."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "question_mark")
        await settled(pilot)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("enter", "7")
        for _ in range(2):
            await pilot.press("b")
            await settled(pilot)
        assert flying(pilot) is screen
        assert "7/S fore aft" in picture(pilot)[-2]
        await pilot.press("space", "7")
        assert orders_of(screen) == [Pulse(Control.FORWARD, 4)]


async def test_putting_the_game_aside_pauses_the_flight(tmp_path: Path) -> None:
    """The shell may keep the player for an hour."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        screen.stand_still()
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick == 0
        assert "Any key goes on" in shown(pilot)


async def test_the_pad_of_a_small_screen_stands_in_one_column_with_whole_words(tmp_path: Path) -> None:
    """Each of its buttons is its own hand."""
    async with flown(tmp_path, size=(60, 20)) as (pilot, screen, _):
        await pilot.press("space", "i", "i")
        await pilot.pause()
        words = {control.value: screen.house.say(f"pad.{control.value}") for control in Control}
        for control in Control:
            await pilot.click(offset=_spot(picture(pilot), words[control.value]))
            assert orders_of(screen)[-2:] == [Burn(control, on=True), Burn(control, on=False)]


async def test_what_leads_to_a_flight_is_read_before_it_begins(tmp_path: Path) -> None:
    """In the play, with one choice; and it stands beside the glass when the flight begins."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "minus")
        let_pass(screen, clock, 1.0)
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert "1  Take the controls." in shown(pilot)
        await pilot.press("1")
        await settled(pilot)
        again = flying(pilot)
        assert state_of(again).tick == 0
        led_up = again.house.session.transcript()[-1].line
        assert [heard.line for heard in again.talk.heard][-1] == led_up


async def test_an_order_that_is_picked_in_the_palette_is_given(tmp_path: Path) -> None:
    """The palette paused the flight; what was picked in it goes on and is done."""
    async with flown(tmp_path) as (pilot, screen, _):
        await pilot.press("space")
        screen.stand_still()
        action = next(key.action for key in screen.palette_keys() if key.phrase == "fly.act.lamp")
        await screen.run_action(action)
        assert orders_of(screen) == [Set(Switch.LAMP, on=True)]
        assert not screen.paused


async def test_an_approach_can_be_told_from_its_first_pause(tmp_path: Path) -> None:
    """The fourth of the difficulties, before any key has gone on: the same place becomes a scene."""
    app = make_app(tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        await pilot.pause()
        session = app.house.session
        present = session.begin(7, 2)
        while present.state.flight is None:
            open_now = [offer.ident for offer in present.state.offers]
            taken = next((ident for ident in ("take_control", "fly_flown") if ident in open_now), open_now[0])
            present = session.choose(taken)
        await app.run_action("play")
        await settled(pilot)
        assert flying(pilot).paused
        await pilot.press("e", "4")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert "try_place" in [offer.ident for offer in session.present.state.offers]


async def test_one_key_marks_a_tick_and_one_goes_back_to_it(tmp_path: Path) -> None:
    """Also in real time, and the flight stands still where it was."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("p", "w")
        let_pass(screen, clock, 2.0)
        await pilot.press("ctrl+s")
        marked = state_of(screen)
        assert "Saved, just here." in shown(pilot)
        let_pass(screen, clock, 3.0)
        assert state_of(screen).tick > marked.tick
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert state_of(flying(pilot)) == marked
        assert screen.paused
        assert "Loaded Quick save." in shown(pilot)


async def test_a_move_in_flight_is_undone_and_made_again(tmp_path: Path) -> None:
    """By the palette's words, and the flight stands where it was left."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("p", "w")
        let_pass(screen, clock, 2.0)
        await pilot.press("d", "u")
        taken_back = state_of(screen)
        await screen.run_action("undo")
        assert "Back where you were before the Retake." in shown(pilot)
        assert state_of(screen).tick >= taken_back.tick
        assert orders_of(screen)
        many = len(orders_of(screen))
        await screen.run_action("redo")
        assert len(orders_of(screen)) == many - 1
        assert screen.paused


async def test_a_move_out_of_the_flight_goes_to_the_play(tmp_path: Path) -> None:
    """Where it leads to the story."""
    async with flown(tmp_path, start="come_in") as (pilot, screen, _):
        session = screen.house.session
        session.fly((Pulse(Control.FORWARD, 100),), 100)
        while session.present.state.flight is not None:
            session.run(2000)
        session.quick_save()
        session.go(session.present.moment, 40)
        screen.look_again()
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert session.present.state.flight is None


async def test_a_move_to_another_emergency_goes_to_its_own_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A docking's screen cannot show the station."""
    async with flown(tmp_path) as (pilot, screen, _):
        session = screen.house.session
        docking = session.present.film
        session.begin_flight(Rung.FLOWN, "roll", 7)
        station = session.present.film
        session.load(docking)
        monkeypatch.setattr(session, "quick_load", lambda: session.load(station))
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StationScreen)


async def test_the_other_emergency_may_be_open_when_the_screen_is_left(tmp_path: Path) -> None:
    """Gone to from a room that lies over the flight."""
    async with flown(tmp_path) as (pilot, screen, _):
        session = screen.house.session
        await pilot.app.run_action("visit('help')")
        await settled(pilot)
        session.begin_flight(Rung.FLOWN, "roll", 7)
        await pilot.app.run_action("play")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StationScreen)


async def test_the_keys_that_go_back_elsewhere_end_no_approach(tmp_path: Path) -> None:
    """B and O mean nothing here, and Escape says where one gets from here."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        for key in ("b", "o"):
            await pilot.press(key)
            assert "does nothing here" in shown(pilot)
        let_pass(screen, clock, 1.0)
        assert orders_of(screen) == []
        await pilot.press("escape")
        assert "Ctrl+P leads to the title" in shown(pilot)


async def test_a_key_that_ends_an_approach_says_so_and_how_to_take_it_back(tmp_path: Path) -> None:
    """Backing off at once, waving off when the story stands there again."""
    async with flown(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "backspace")
        assert "U takes it back" in shown(pilot)
        await pilot.press("minus")
        let_pass(screen, clock, 1.0)
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert "The flight is over:" in shown(pilot)
