"""The list of flights, and going back to a second of any of them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from game.app.screens.debrief import DebriefScreen
from game.app.screens.flights import FlightsScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.replay import PlayedBack, ReplayScreen, StationReplayScreen
from game.app.screens.story_map import StoryMapScreen
from game.engine.recording import at
from game.vocabulary.flying import Control, Pulse, Rung
from game.vocabulary.station import Assign, Person, Task

from .flight_stage import MIDDLE, flying, make_app, settled, state_of
from .stage import picture, shown

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.pilot import Pilot

    from game.app.app import OffScriptApp
    from game.session import Session


def _fly_to_the_end(session: Session) -> None:
    while session.present.state.flight is not None:
        session.run(2000)


@asynccontextmanager
async def flown_twice(
    folder: Path, size: tuple[int, int] = MIDDLE
) -> AsyncGenerator[tuple[Pilot[int], OffScriptApp]]:
    """Yield the play after a lesson that was flown to its end, gone back into, and flown otherwise."""
    app = make_app(folder)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        session = app.house.session
        session.begin_flight(Rung.FLOWN, "come_in", 7)
        session.fly((Pulse(Control.FORWARD, 100),), 100)
        session.fly((Pulse(Control.LEFT, 10),), 20)
        _fly_to_the_end(session)
        session.go(session.present.moment, 110)
        session.fly((Pulse(Control.RIGHT, 10),), 20)
        _fly_to_the_end(session)
        await app.run_action("play")
        await settled(pilot)
        yield pilot, app


async def _listed(pilot: Pilot[int]) -> FlightsScreen:
    await pilot.press("w", "f")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, FlightsScreen)
    return screen


async def _watched(pilot: Pilot[int]) -> PlayedBack:
    await pilot.press("enter")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, PlayedBack)
    return screen


async def test_every_flight_is_listed_on_whatever_line_it_was_flown(tmp_path: Path) -> None:
    """How long it was, how it ended, in which take; and how it was left."""
    async with flown_twice(tmp_path, (120, 40)) as (pilot, _):
        await _listed(pilot)
        rows = picture(pilot)[2:4]
        for take, row in enumerate(rows, 1):
            assert "The trainer, after hours: the docking  a touch in the trainer" in row
            assert "2 min 21 s" in row
            assert f"take {take}" in row
        assert "Contact, at seventeen centimetres a second." in shown(pilot)
        assert "flights: 2" in shown(pilot)


async def test_any_second_of_any_flight_is_gone_back_to_from_the_recorder(tmp_path: Path) -> None:
    """Of the one on the line to now, and of the one that was left: the very state that was flown."""
    async with flown_twice(tmp_path) as (pilot, app):
        session = app.house.session
        flights = session.flights()
        wanted = ((0, 0), (0, 37), (0, 100), (0, 115), (1, 61), (1, 130), (1, 1777), (0, 2804))
        for which, tick in wanted:
            recording = session.recording(flights[which].moment)
            assert recording is not None
            await _listed(pilot)
            at_row = [flown.moment for flown in session.flights()].index(flights[which].moment)
            await pilot.press("home", *["down"] * at_row)
            screen = await _watched(pilot)
            await pilot.press("space")
            screen.playback = screen.playback.sought(tick)
            await pilot.press("enter")
            await settled(pilot)
            state = state_of(flying(pilot))
            assert state == at(recording, tick), (which, tick)
            # Away from the flight, so that the play is under the list again.
            session.go(flights[-1].moment)
            await app.run_action("play")
            await settled(pilot)


async def test_no_second_lies_between_two_keys_of_the_recorder(tmp_path: Path) -> None:
    """One key goes ten seconds, one goes one; from between two seconds to either of them."""
    async with flown_twice(tmp_path) as (pilot, _):
        await _listed(pilot)
        screen = await _watched(pilot)
        await pilot.press("space", "home", "right", "comma")
        assert screen.playback.tick == 180
        await pilot.press("full_stop", "full_stop")
        assert screen.playback.tick == 220
        for key, tick in (("comma", 220), ("full_stop", 240)):
            screen.playback = screen.playback.sought(227)
            await pilot.press(key)
            assert screen.playback.tick == tick
        await pilot.press("home", "comma")
        assert screen.playback.tick == 0


async def test_so_is_the_end_of_a_flight_and_it_is_flown_from_its_last_tick(tmp_path: Path) -> None:
    """Nothing can be flown after the end; one tick before it can."""
    async with flown_twice(tmp_path) as (pilot, app):
        recording = app.house.session.recording()
        assert recording is not None
        await _listed(pilot)
        await _watched(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert state_of(flying(pilot)).tick == recording.ticks - 1


async def test_a_flight_of_another_sitting_is_there_once_its_film_is_loaded(tmp_path: Path) -> None:
    """Its seconds as well."""
    async with flown_twice(tmp_path) as (pilot, app):
        first = app.house.session.present.film
        app.house.session.begin_flight(Rung.FLOWN, "day", 7)
        app.house.session.load(first)
        await app.run_action("play")
        await settled(pilot)
        await _listed(pilot)
        await pilot.press("home")
        screen = await _watched(pilot)
        await pilot.press("space", "home", "right", "right", "enter")
        await settled(pilot)
        assert isinstance(screen, ReplayScreen)
        assert state_of(flying(pilot)).tick == 400
        assert app.house.session.present.film == first


async def test_a_what_if_begins_at_a_second(tmp_path: Path) -> None:
    """It stands still while its name is typed, and the name stands on the map."""
    async with flown_twice(tmp_path) as (pilot, app):
        await _listed(pilot)
        screen = await _watched(pilot)
        await pilot.press("space")
        screen.playback = screen.playback.sought(600)
        await pilot.press("i", *"lamp", "enter")
        await settled(pilot)
        assert state_of(flying(pilot)).tick == 600
        assert [way.name for way in app.house.session.ways()] == ["lamp"]


async def test_a_line_for_a_name_that_is_left_leaves_the_recorder_where_it_stood(tmp_path: Path) -> None:
    """Its keys are its own again, and nothing was flown."""
    async with flown_twice(tmp_path) as (pilot, app):
        moments = app.house.session.present.moments
        await _listed(pilot)
        screen = await _watched(pilot)
        await pilot.press("i", "d", "up", "home", "right", "right")
        await settled(pilot)
        assert app.screen is screen
        assert screen.playback.paused
        assert screen.playback.tick == 400
        assert app.house.session.present.moments == moments


async def test_what_differs_from_now_is_shown_at_the_second_that_is_watched(tmp_path: Path) -> None:
    """The same key takes it away; going on does too."""
    async with flown_twice(tmp_path) as (pilot, _):
        await _listed(pilot)
        await pilot.press("home")
        screen = await _watched(pilot)
        await pilot.press("d", "end")
        await settled(pilot)
        assert "What you did instead: one order in flight" in shown(pilot)
        await pilot.press("home")
        await settled(pilot)
        assert "What you did since: 3 orders in flight" in shown(pilot)
        await pilot.press("d")
        assert not screen.pane.display
        await pilot.press("d", "space")
        assert not screen.pane.display


async def test_any_flight_has_its_debrief_and_its_decisions_lead_into_it(tmp_path: Path) -> None:
    """Also one on a line that was left; a number goes there, or first to the recorder."""
    async with flown_twice(tmp_path) as (pilot, app):
        flights = app.house.session.flights()
        await _listed(pilot)
        await pilot.press("home", "d")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, DebriefScreen)
        await app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open
        await settled(pilot)
        found = screen.found
        assert found is not None
        await pilot.press("l")
        assert "look there" in shown(pilot)
        await pilot.press("1")
        await settled(pilot)
        replay = app.screen
        assert isinstance(replay, ReplayScreen)
        assert replay.playback.paused
        assert replay.playback.tick == found.decisions[0].tick
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("l", "1")
        await settled(pilot)
        assert state_of(flying(pilot)).tick == found.decisions[0].tick
        assert app.house.session.flights()[0] == flights[0]


async def test_on_the_map_a_flight_is_a_row_with_its_kind_and_its_end(tmp_path: Path) -> None:
    """Unfolded it lists its orders by the second."""
    async with flown_twice(tmp_path, (120, 40)) as (pilot, app):
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, StoryMapScreen)
        text = shown(pilot)
        assert "├─▲ take 1  The trainer, after hours: the docking  a" in text
        await pilot.press("home", "space")
        await settled(pilot)
        assert "· an order at 12:14:30" in shown(pilot)
        await pilot.press("end", "up")
        await settled(pilot)
        # Only time had passed at its last moment, so that what was said before it is repeated.
        assert "Stop here and square up." in shown(pilot)
        assert "Propellant" in shown(pilot)


async def test_the_stations_flights_are_among_them(tmp_path: Path) -> None:
    """With the same keys."""
    app = make_app(tmp_path)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        session = app.house.session
        session.begin_flight(Rung.FLOWN, "roll", 7)
        session.fly((Assign(Person.SELF, Task.MOTION_CONTROL_OFF),), 100)
        _fly_to_the_end(session)
        await app.run_action("play")
        await settled(pilot)
        assert isinstance(app.screen, PlayingScreen)
        await _listed(pilot)
        assert "the station  control never lo" in shown(pilot)
        screen = await _watched(pilot)
        assert isinstance(screen, StationReplayScreen)
        await pilot.press("space", "home", "right", "enter")
        await settled(pilot)
        flight = session.present.state.flight
        assert flight is not None
        assert flight.tick == 200


@pytest.mark.parametrize("key", ["b", "f", "escape"])
async def test_the_list_is_left_to_the_map(tmp_path: Path, key: str) -> None:
    """And nothing was changed by looking."""
    async with flown_twice(tmp_path) as (pilot, app):
        moment = app.house.session.present.moment
        await _listed(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, StoryMapScreen)
        assert app.house.session.present.moment == moment
