"""The station's screen: time, orders without typing, the book, and that nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual.events import Key

from game.app.pace import Pace
from game.app.screens.free_flight import STARTS, FreeFlightScreen
from game.app.screens.keys import KeysScreen
from game.app.screens.pages import StationHelpScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.title import TitleScreen
from game.app.screens.too_small import TooSmall
from game.app.station_keys import DEFAULTS, PEOPLE, StationAct
from game.app.station_menu import means_something, orders_to
from game.app.widgets.orders_menu import Waiting
from game.emergencies.station.advice import advise
from game.emergencies.station.questions import ASKINGS
from game.readout.station_words import say_order
from game.storage.profile import Profile
from game.vocabulary.flying import FLYING_RUNGS, TICKS_PER_S, ChangeRung, Rung
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, News, Person, Question, Task, Tell

from .flight_stage import MIDDLE, make_app, settled
from .stage import picture, shown
from .station_stage import TURNS, WIDE, let_pass, met, orders_of, state_of, station

if TYPE_CHECKING:
    from pathlib import Path

    from game.emergencies.station.state import StationState

_ASKED = 2600
"""Ticks after which the director has asked, in the seed of these tests."""


def is_now(held: bool) -> bool:
    """Return what holds at this moment; the next key may change it, which a type checker does not see."""
    return held


def _asked(state: StationState) -> Question:
    assert state.asked
    return state.asked[0].question


async def test_time_stands_until_a_key_and_then_passes(tmp_path: Path) -> None:
    """Space only goes on."""
    async with met(tmp_path) as (pilot, screen, clock):
        assert "Space or P goes on" in shown(pilot)
        let_pass(screen, clock, 3.0)
        assert state_of(screen).tick == 0
        await pilot.press("space")
        let_pass(screen, clock, 2.0)
        assert state_of(screen).tick == 40
        assert orders_of(screen) == []
        assert "Space or P goes on" not in shown(pilot)


async def test_an_hour_with_the_lid_closed_is_half_a_second(tmp_path: Path) -> None:
    """What was missed does not happen."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 1.0)
        clock.now_s += 3600.0
        screen.beat()
        assert state_of(screen).tick == 30


@pytest.mark.parametrize("act", list(PEOPLE), ids=[act.value for act in PEOPLE])
async def test_a_letter_lists_what_somebody_can_be_told_and_a_number_gives_the_order(
    tmp_path: Path, act: StationAct
) -> None:
    """Durable at once; the list is in the book's order, and what is advised has the mark."""
    async with met(tmp_path, size=WIDE) as (pilot, screen, _):
        await pilot.press("space", DEFAULTS[act])
        wanted = orders_to(PEOPLE[act])
        assert is_now(screen.listing)
        advised = advise(state_of(screen)).order
        for number, order in enumerate(wanted[:9], 1):
            assert isinstance(order, Assign | Tell)
            mark = "▸" if order == advised else " "
            assert f"{mark}{number} {say_order(order, screen.house.phrases)}"[:40] in shown(pilot)
        sensible = next(n for n, order in enumerate(wanted, 1) if means_something(state_of(screen), order))
        await pilot.press(*["0"] * ((sensible - 1) // 9), str((sensible - 1) % 9 + 1))
        assert not is_now(screen.listing)
        assert orders_of(screen) == [wanted[sensible - 1]]


async def test_a_number_stays_its_own_order_whatever_was_ordered_before(tmp_path: Path) -> None:
    """What cannot be undone never slides under a finger."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        screen.turn_s = 5
        wanted = orders_to(Person.SELF)
        for number in (2, 3, 4, 2):
            await pilot.press("s", str(number))
        given = [order for order in orders_of(screen) if isinstance(order, Assign)]
        assert given == [wanted[1], wanted[2], wanted[3], wanted[1]][: len(given)]
        assert len(given) >= 2


async def test_what_would_change_nothing_is_dim_and_refused_with_a_sentence(tmp_path: Path) -> None:
    """The thrust is on: nobody is told that it is off; nothing is ordered, and no time passes."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        number = orders_to(Person.MOSCOW).index(Tell(Person.MOSCOW, News.STOPPED)) + 1
        await pilot.press("m", str(number))
        assert orders_of(screen) == []
        assert state_of(screen).tick == 0
        assert "change nothing" in screen.status.text


async def test_the_second_page_of_a_list_is_behind_nought(tmp_path: Path) -> None:
    """And the first one again behind the next."""
    async with met(tmp_path, size=WIDE) as (pilot, screen, _):
        await pilot.press("space", "a")
        wanted = orders_to(Person.ASTRONAUT)
        assert len(wanted) > 9
        before = shown(pilot)
        await pilot.press("0")
        assert shown(pilot) != before
        number = next(n for n in range(9, 18) if means_something(state_of(screen), wanted[n]))
        await pilot.press(str(number - 8))
        assert orders_of(screen) == [wanted[number]]
        await pilot.press("a", *["0"] * -(-len(wanted) // 9))
        assert f"1 {say_order(wanted[0], screen.house.phrases)}"[:40] in shown(pilot)


async def test_a_list_is_closed_by_its_key_and_by_what_is_no_number(tmp_path: Path) -> None:
    """Another letter opens another list; nothing is ordered."""
    async with met(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "r", "r")
        assert not is_now(screen.listing)
        await pilot.press("r", "c")
        assert "TELL Gleb" in shown(pilot)
        await pilot.press("b")
        assert not is_now(screen.listing)
        assert is_now(screen.reading)
        assert orders_of(screen) == []


async def test_a_list_can_be_read_while_time_stands_and_its_order_lets_it_go_on(tmp_path: Path) -> None:
    """Looking costs nothing."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("s")
        assert is_now(screen.listing)
        assert is_now(screen.paused)
        await pilot.press("2")
        assert not is_now(screen.paused)
        assert len(orders_of(screen)) == 1
        let_pass(screen, clock, 1.0)
        assert state_of(screen).tick == 20


async def test_everybody_is_sent_to_the_ships_or_told_to_stay(tmp_path: Path) -> None:
    """Two numbers."""
    async with met(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "g", "1", "g", "2")
        assert orders_of(screen) == [AllToShips(), AllStay()]


async def test_a_number_answers_whoever_waits(tmp_path: Path) -> None:
    """The question and its replies stand above the keys; without one a number means nothing."""
    async with met(tmp_path, size=WIDE, ticks=_ASKED) as (pilot, screen, _):
        question = _asked(state_of(screen))
        assert f"{screen.house.say(f'station.question.{question.value}')}" in shown(pilot)
        for number, reply in enumerate(ASKINGS[question].replies, 1):
            assert f"{number} {screen.house.say(f'station.reply.{reply.value}')}" in shown(pilot)
        await pilot.press("space", "2")
        assert orders_of(screen) == [Answer(question, ASKINGS[question].replies[1])]
    async with met(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "2")
        assert orders_of(screen) == []
        assert "2" in screen.status.text


async def test_enter_does_what_is_advised(tmp_path: Path) -> None:
    """It stands above the keys; in turns it lets one pass."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        advice = advise(state_of(screen))
        assert advice.order is not None
        assert say_order(advice.order, screen.house.phrases) in shown(pilot)
        await pilot.press("enter")
        assert orders_of(screen) == [advice.order]
        assert state_of(screen).tick == advice.ticks
        at = state_of(screen).tick
        again = advise(state_of(screen)).ticks
        await pilot.press("full_stop")
        assert state_of(screen).tick == at + again
        assert len(orders_of(screen)) == 1


async def test_the_length_of_a_turn_can_be_chosen(tmp_path: Path) -> None:
    """A minute first; even that ends when she is lost. It is kept when the title is gone to and come back."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        await pilot.press("comma", "full_stop")
        assert state_of(screen).watch.lost_tick >= 0
        assert state_of(screen).tick - state_of(screen).watch.lost_tick <= 20
        at = state_of(screen).tick
        await pilot.press("comma", "full_stop")
        assert screen.turn_s == 30
        assert state_of(screen).tick == at + 600
        await screen.run_action("leave")
        await settled(pilot)
        await pilot.app.run_action("play")
        await settled(pilot)
        assert station(pilot).turn_s == 30


async def test_on_assisted_the_book_lies_open_where_the_advice_stands(tmp_path: Path) -> None:
    """Where there is room beside everything; the mark stands before the step."""
    async with met(tmp_path, TURNS, WIDE) as (pilot, screen, _):
        book = screen.house.session.book.flightbook
        advice = advise(state_of(screen))
        page = book.page_of(advice.page)
        assert page.title in shown(pilot)
        assert re.search(rf"▸ ?{page.step_of(advice.step).number} ", shown(pilot))
        await pilot.press("enter")
        later = book.page_of(advise(state_of(screen)).page)
        assert later.title in shown(pilot)
    async with met(tmp_path, TURNS, WIDE, rung=Rung.FLOWN) as (pilot, screen, _):
        assert not is_now(screen.reading)


async def test_the_book_is_opened_turned_and_shut_by_keys(tmp_path: Path) -> None:
    """On a small screen it takes the picture's place; the talk stays."""
    async with met(tmp_path, rung=Rung.FLOWN) as (pilot, screen, _):
        book = screen.house.session.book.flightbook
        at = book.page_of(advise(state_of(screen)).page).number
        await pilot.press("right")
        assert "shut" in screen.status.text
        await pilot.press("b")
        await settled(pilot)
        assert book.page(at).title in shown(pilot)
        assert not is_now(screen.outside.display)
        await pilot.press("right")
        assert book.page(at % len(book.pages) + 1).title in shown(pilot)
        await pilot.press("left", "left")
        assert book.page((at - 2) % len(book.pages) + 1).title in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert is_now(screen.outside.display)
        assert is_now(screen.paused)
        assert orders_of(screen) == []


async def test_the_small_screen_turns_panel_people_and_talk_over(tmp_path: Path) -> None:
    """One key; on the wide one everything is there."""
    async with met(tmp_path) as (pilot, screen, _):
        assert is_now(screen.panel.display)
        await pilot.press("i")
        assert is_now(screen.map.display)
        assert not is_now(screen.panel.display)
        await pilot.press("i")
        assert not is_now(screen.map.display)
        assert is_now(screen.talk.display)
        assert is_now(screen.outside.display)
        await pilot.press("i")
        assert is_now(screen.panel.display)
        assert not is_now(screen.outside.display)
        await pilot.press("i")
        assert is_now(screen.map.display)
        await pilot.press("i")
        assert is_now(screen.panel.display)
        assert is_now(screen.outside.display)
    async with met(tmp_path, size=WIDE) as (pilot, screen, _):
        assert is_now(screen.panel.display)
        assert is_now(screen.map.display)
        await pilot.press("i")
        assert "already" in screen.status.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_every_size_has_picture_panel_and_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    """And no row is too long for it."""
    async with met(tmp_path, size=size, ticks=_ASKED) as (pilot, screen, _):
        text = shown(pilot)
        for words in ("gyros", "S you", "R Timur", "? help", "Enter"):
            assert words in text
        assert any("⠀" < letter <= "⣿" for letter in text)
        assert screen.outside.size.height >= 6


async def test_on_bare_the_laptop_is_dead(tmp_path: Path) -> None:
    """No angle, no rate, no momentum, no power, and no arc in the picture."""
    async with met(tmp_path, rung=Rung.BARE, ticks=2000) as (pilot, _, _):
        text = shown(pilot)
        for label in ("over", "rate", "rates", "gyros", "power", "charge"):
            assert re.search(rf" {label} +---", text), label
    async with met(tmp_path, rung=Rung.FLOWN, ticks=2000) as (pilot, _, _):
        assert re.search(r"over +!! \d+\.\d°", shown(pilot))


async def test_losing_the_focus_pauses_and_orders_nothing(tmp_path: Path) -> None:
    """The station goes on by itself when the player does."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 1.0)
        pilot.app.app_focus = False
        await settled(pilot)
        let_pass(screen, clock, 5.0)
        assert is_now(screen.paused)
        assert state_of(screen).tick == 20
        assert orders_of(screen) == []


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_whatever_lies_over_it_pauses_it(tmp_path: Path, key: str) -> None:
    """Help and palette."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        await pilot.press(key)
        await settled(pilot)
        assert pilot.app.screen is not screen
        let_pass(screen, clock, 5.0)
        assert state_of(screen).tick == 0


async def test_a_terminal_that_becomes_too_small_pauses_and_loses_nothing(tmp_path: Path) -> None:
    """Twenty columns by five rows say what is needed; back again a list and a book are as they were."""
    async with met(tmp_path, TURNS, WIDE) as (pilot, screen, _):
        await pilot.press("enter")
        tick = state_of(screen).tick
        await pilot.resize_terminal(20, 5)
        await settled(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.press("enter")
        await pilot.resize_terminal(*WIDE)
        await settled(pilot)
        assert station(pilot) is screen
        assert state_of(screen).tick == tick
        assert is_now(screen.reading)


async def test_the_last_order_can_be_taken_back(tmp_path: Path) -> None:
    """The station stands where it was before, and an open list is closed."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        await pilot.press("full_stop", "s", "2")
        assert len(orders_of(screen)) == 1
        await pilot.press("r", "u")
        assert not is_now(screen.listing)
        assert orders_of(screen) == []


async def test_a_difficulty_lets_no_time_pass_and_is_not_what_is_taken_back(tmp_path: Path) -> None:
    """It stands on the panel at once; a retake takes the order before it."""
    async with met(tmp_path, TURNS) as (pilot, screen, _):
        await pilot.press("s", "2")
        tick = state_of(screen).tick
        assert "4 told" not in shown(pilot)
        await pilot.press("e", "3")
        assert state_of(screen).tick == tick
        assert re.search(r"turns ~\d+ s bare", shown(pilot))
        assert re.search(r"over +---", shown(pilot))
        await pilot.press("u")
        assert [order for order in orders_of(screen) if isinstance(order, Assign)] == []
        assert re.search(r"turns ~\d+ s bare", shown(pilot))


async def test_a_screen_that_shrinks_keeps_the_panel(tmp_path: Path) -> None:
    """The book that lay open beside it is laid aside, and open again where it has room."""
    async with met(tmp_path, TURNS, WIDE) as (pilot, screen, _):
        assert is_now(screen.reading)
        await pilot.resize_terminal(*MIDDLE)
        await settled(pilot)
        assert is_now(screen.panel.display)
        assert not is_now(screen.reading)
        await pilot.resize_terminal(*WIDE)
        await settled(pilot)
        assert is_now(screen.reading)


async def test_nothing_that_was_said_grows_older_at_once(tmp_path: Path) -> None:
    """Neither under another screen nor on the way from the title."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("space", "s", "2")
        let_pass(screen, clock, 23.0)
        before = [(heard.line.text, heard.tick) for heard in screen.talk.heard]
        assert before
        await pilot.press("question_mark")
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert [(heard.line.text, heard.tick) for heard in screen.talk.heard] == before
        await screen.run_action("leave")
        await settled(pilot)
        await pilot.app.run_action("play")
        await settled(pilot)
        assert [(heard.line.text, heard.tick) for heard in station(pilot).talk.heard] == before


async def test_enter_with_nothing_to_do_is_no_mistake(tmp_path: Path) -> None:
    """Time passes anyway; on bare nobody advises."""
    async with met(tmp_path, rung=Rung.BARE) as (pilot, screen, _):
        await pilot.press("space", "enter")
        assert orders_of(screen) == []
        assert "!" not in screen.status.text
        assert "letter" in screen.status.text


async def test_a_narrow_screen_has_panel_and_people_on_its_whole_width(tmp_path: Path) -> None:
    """Two more views behind the same key; every key stands in its rows."""
    async with met(tmp_path, size=(60, 20)) as (pilot, screen, _):
        for words in ("G all", "E difficulty", "Q quit", "U retake"):
            assert words in shown(pilot)
        await pilot.press("i", "i", "i")
        await settled(pilot)
        assert screen.panel.size.width > 50
        assert "edge" in shown(pilot) or "following" in shown(pilot)
        await pilot.press("i")
        await settled(pilot)
        assert "CUPOLA" in shown(pilot)


async def test_a_page_that_is_longer_than_its_room_goes_on_before_the_next(tmp_path: Path) -> None:
    """The arrows go through it: every line of it is seen before another page lies open."""
    async with met(tmp_path, size=(60, 20), ticks=_ASKED) as (pilot, screen, _):
        await pilot.press("b")
        await settled(pilot)
        book = screen.house.session.book.flightbook
        page = book.page_of(advise(state_of(screen)).page)
        seen = shown(pilot)
        for _ in range(9):
            await pilot.press("right")
            if book.page(page.number + 1).title in shown(pilot):
                break
            seen += shown(pilot)
        assert book.page(page.number + 1).title in shown(pilot)
        assert "none for two at" in seen


async def test_a_list_shows_every_order_in_full_with_its_seconds(tmp_path: Path) -> None:
    """Also on the narrowest screen, and also while somebody waits for an answer."""
    async with met(tmp_path, size=(60, 20), ticks=_ASKED) as (pilot, screen, _):
        for key in "srcadvmh":
            await pilot.press(key)
            await settled(pilot)
            assert "…" not in "\n".join(picture(pilot)[2:]), key
            assert " s." in shown(pilot) or " s;" in shown(pilot)
            assert is_now(screen.listing)


async def test_how_hard_it_is_can_be_changed(tmp_path: Path) -> None:
    """By number, and not to what it is."""
    async with met(tmp_path) as (pilot, screen, _):
        await pilot.press("space", "e", "1")
        assert orders_of(screen) == []
        assert "already" in screen.status.text
        await pilot.press("e", "3")
        assert orders_of(screen) == [ChangeRung(FLYING_RUNGS[2])]


async def test_the_same_orders_at_the_same_ticks_are_the_same_at_every_pace(tmp_path: Path) -> None:
    """Real time and turns."""
    async with met(tmp_path / "real") as (pilot, screen, clock):
        await pilot.press("space", "s", "2")
        let_pass(screen, clock, 10.0)
        while state_of(screen).tick < 200:
            let_pass(screen, clock, 0.0625)
        real = state_of(screen)
    async with met(tmp_path / "turns", TURNS) as (pilot, screen, _):
        screen.turn_s = 10
        await pilot.press("s", "2")
        assert state_of(screen) == real


async def test_a_person_or_a_reply_can_be_clicked(tmp_path: Path) -> None:
    """Map, list, reply and advice, each as its key."""
    async with met(tmp_path, size=WIDE, ticks=_ASKED) as (pilot, screen, _):
        await pilot.press("space")
        rows = picture(pilot)
        row = next(number for number, text in enumerate(rows) if "A Hale" in text and "S Stepan" not in text)
        at = screen.map.region
        await pilot.click(screen.map, offset=(3, row - at.y))
        assert "TELL Hale" in shown(pilot)
        await pilot.click(screen.menu_list, offset=(4, 1))
        assert len(orders_of(screen)) == 1
        question = _asked(state_of(screen))
        await pilot.click(screen.prompt, offset=(6, 1))
        assert orders_of(screen)[-1] == Answer(question, ASKINGS[question].replies[0])
        advice = advise(state_of(screen)).order
        await pilot.click(screen.prompt, offset=(8, screen.prompt.size.height - 1))
        assert orders_of(screen)[-1] == advice


async def test_an_order_of_the_palette_opens_the_list(tmp_path: Path) -> None:
    """Also in the pause that the palette made."""
    async with met(tmp_path) as (pilot, screen, _):
        await screen.run_action("do('commander')")
        await settled(pilot)
        assert "TELL Gleb" in shown(pilot)
        phrases = {f"{key.phrase}.help" for key in screen.palette_keys()}
        assert {f"stn.act.{act.value}.help" for act in StationAct} <= phrases


async def test_the_help_lists_every_key_and_leads_to_moving_them(tmp_path: Path) -> None:
    """A key that was moved is an order at once; a shared one moves in both emergencies."""
    async with met(tmp_path) as (pilot, screen, _):
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StationHelpScreen)
        await pilot.press("c")
        await settled(pilot)
        keys = pilot.app.screen
        assert isinstance(keys, KeysScreen)
        await pilot.press("down", "enter", "y")
        assert screen.house.profile.keys == {"rookie": "y"}
        await pilot.press("b", "b")
        await settled(pilot)
        await pilot.press("y")
        assert "TELL Timur" in shown(pilot)


async def test_keys_that_were_moved_are_shown(tmp_path: Path) -> None:
    """In the rows of keys and on the map."""
    profile = replace(Profile(), keys={"astronaut": "z", "pause": "k"})
    async with met(tmp_path, profile, WIDE) as (pilot, _, _):
        text = shown(pilot)
        assert "Z Hale" in text
        assert "K pause" in text


async def test_the_way_to_the_title_leaves_it_where_it_is(tmp_path: Path) -> None:
    """And back into it, paused."""
    async with met(tmp_path) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 1.0)
        await screen.run_action("leave")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TitleScreen)
        await pilot.app.run_action("play")
        await settled(pilot)
        assert state_of(station(pilot)).tick == 20
        assert station(pilot).paused


async def test_when_it_is_over_the_story_goes_on(tmp_path: Path) -> None:
    """By itself, from the beat that the ending names."""
    async with met(tmp_path, TURNS, start="drill") as (pilot, screen, _):
        screen.turn_s = 60
        for _ in range(40):
            if pilot.app.screen is not screen:
                break
            await pilot.press("full_stop")
            await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert screen.house.session.present.state.flight is None


@pytest.mark.parametrize("profile", [TURNS, Profile()], ids=["turns", "real"])
async def test_the_end_of_it_stands_in_the_story_once(tmp_path: Path, profile: Profile) -> None:
    """Also what was said since the film was written last; also with keys pressed in the frame of the end."""
    async with met(tmp_path, profile, start="drill", ticks=14_350) as (pilot, screen, clock):
        session = screen.house.session
        report = orders_to(Person.COMMANDER).index(Assign(Person.COMMANDER, Task.REPORT))
        await pilot.press("space", "c", *["0"] * (report // 9), str(report % 9 + 1))
        for _ in range(60):
            if pilot.app.screen is not screen:
                break
            if profile is TURNS:
                await pilot.press("full_stop")
            else:
                let_pass(screen, clock, 0.125)
        for key in ("s", "enter", "full_stop", "1"):
            pilot.app.post_message(Key(key, None))
        await settled(pilot)
        playing = pilot.app.screen
        assert isinstance(playing, PlayingScreen)
        assert len(playing.transcript.roll) == len(session.transcript())


async def test_a_film_in_the_middle_of_it_is_gone_on_with(tmp_path: Path) -> None:
    """What was said stands there again."""
    async with met(tmp_path, TURNS, WIDE) as (pilot, screen, _):
        await pilot.press("enter", "full_stop")
        said = [heard.line.text for heard in screen.talk.heard]
        tick = state_of(screen).tick
        film = screen.house.session.present.film
    app = make_app(tmp_path, TURNS)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.house.session.load(film)
        await app.run_action("play")
        await settled(pilot)
        again = station(pilot)
        assert state_of(again).tick == tick
        assert [heard.line.text for heard in again.talk.heard] == said


async def test_reduced_motion_moves_nothing_by_itself(tmp_path: Path) -> None:
    """No cloud goes by, no plume flickers; the station turns."""
    async with met(tmp_path, Profile(reduced_motion=True), MIDDLE) as (pilot, screen, clock):
        await pilot.press("space")
        let_pass(screen, clock, 5.0)
        assert screen.outside.view is not None
        assert (screen.outside.view.second, screen.outside.view.flicker) == (0, 0)
        assert screen.pace is Pace.REAL


async def test_what_waits_is_said_with_its_key(tmp_path: Path) -> None:
    """The advice, and nothing else while nobody asks."""
    async with met(tmp_path) as (_, screen, _):
        waiting = screen.prompt.waiting
        assert isinstance(waiting, Waiting)
        assert waiting.question == ""
        assert waiting.advice_key == "Enter"
        advice = advise(state_of(screen))
        assert advice.order is not None
        assert say_order(advice.order, screen.house.phrases) in waiting.advice
        assert screen.house.say(f"orders.station.why.{advice.name}") in waiting.advice
        assert len(waiting.first) == 3
    async with met(tmp_path / "bare", rung=Rung.BARE) as (_, screen, _):
        assert screen.prompt.waiting is not None
        assert screen.prompt.waiting.advice == ""


@pytest.mark.parametrize("start", ["roll", "drill", "module"])
async def test_each_of_its_starts_is_flown_from_the_title(tmp_path: Path, start: str) -> None:
    """And what a difficulty means is said for the station."""
    app = make_app(tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, FreeFlightScreen)
        await pilot.press("home", "down", *["right"] * STARTS.index(start))
        assert app.house.say(f"free.start.{start}") in shown(pilot)
        await pilot.press("up")
        assert app.house.say(f"free.station.{screen.rung.value}") in shown(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert state_of(station(pilot)).start.value == start
        first = station(pilot).prompt.waiting
        assert first is not None
        assert first.first[0] == app.house.say(f"stn.first.{start}")
        assert app.house.say(f"stn.slug.{start}") in shown(pilot)
        assert app.house.say(f"stn.day.{start}") in shown(pilot)
        await pilot.press("s", "2")
        assert station(pilot).prompt.waiting is not None


async def test_four_seconds_in_one_until_something_happens(tmp_path: Path) -> None:
    """Then a second is a second again, and the next round of the key comes to it anew."""
    async with met(tmp_path) as (pilot, screen, clock):
        screen.pace = Pace.FAST
        await pilot.press("space")
        began = state_of(screen).tick
        let_pass(screen, clock, 1.0)
        assert state_of(screen).tick - began > 2 * TICKS_PER_S
        for _ in range(30):
            if screen.pace is not Pace.FAST:
                break
            let_pass(screen, clock, 1.0)
        assert screen.pace is Pace.REAL
        assert "gyros_full" in state_of(screen).watch.said
