"""The debrief of the last flight, and the flight played back."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from game.app.screens.debrief import DebriefScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.replay import ReplayScreen, StationReplayScreen, replay_screen
from game.storage.recording_file import read_recording
from game.vocabulary.flying import Control, Pulse, Rung
from game.vocabulary.station import Assign, Person, Task

from .flight_stage import MIDDLE, HandClock, flying, make_app, settled, state_of
from .stage import make_app as small_app
from .stage import shown

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.pilot import Pilot

    from game.app.app import OffScriptApp


@asynccontextmanager
async def landed(folder: Path) -> AsyncGenerator[tuple[Pilot[int], OffScriptApp]]:
    """Yield the play after a lesson that ended in a touch, hard and off the middle."""
    app = make_app(folder)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        session = app.house.session
        session.begin_flight(Rung.FLOWN, "come_in", 7)
        session.fly((Pulse(Control.FORWARD, 100),), 100)
        session.fly((Pulse(Control.LEFT, 10),), 20)
        while session.present.state.flight is not None:
            session.run(2000)
        await app.run_action("play")
        await settled(pilot)
        assert isinstance(app.screen, PlayingScreen)
        yield pilot, app


async def _debriefed(pilot: Pilot[int]) -> DebriefScreen:
    """Return the debrief once all of it is computed."""
    await pilot.press("f")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, DebriefScreen)
    await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open
    await settled(pilot)
    assert screen.complete
    return screen


async def test_the_debrief_tells_the_end_the_decisions_and_shows_the_pictures(tmp_path: Path) -> None:
    """One key after the flight; and a Retake goes to before a decision."""
    async with landed(tmp_path) as (pilot, app):
        screen = await _debriefed(pilot)
        assert "WHAT DECIDED IT" in shown(pilot)
        found = screen.found
        assert found is not None
        assert found.decisions
        await pilot.press("9")
        assert "does nothing here" in shown(pilot)
        seen = shown(pilot)
        for _ in range(8):
            await pilot.press("space")
            seen += shown(pilot)
        assert "THE CLOCK" in seen
        for phrase in ("approach", "offset", "nose", "propellant"):
            assert app.house.say(f"plot.{phrase}.title") in seen
        await pilot.press("1")
        await settled(pilot)
        assert state_of(flying(pilot)).tick == found.decisions[0].tick


async def test_pictures_and_recording_are_saved_where_one_sentence_says(tmp_path: Path) -> None:
    """Beside the films; a second time under another name."""
    async with landed(tmp_path) as (pilot, _):
        await _debriefed(pilot)
        await pilot.press("s")
        assert "Saved as" in shown(pilot)
        await pilot.press("s", "r")
        pictures = sorted(tmp_path.glob("*.svg"))
        assert len(pictures) == 2
        for file in pictures:
            assert ElementTree.parse(file).getroot().tag.endswith("svg")  # noqa: S314  our own
        (file,) = tmp_path.glob("*.flight")
        assert read_recording(file).rung is Rung.FLOWN


async def test_without_a_flight_there_is_nothing_to_debrief(tmp_path: Path) -> None:
    """One sentence, whatever key is pressed; and the play does not offer it."""
    async with small_app(tmp_path).run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert "debrief" not in shown(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)
        assert "No flight has been flown" in shown(pilot)
        await pilot.app.run_action("visit('debrief')")
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        assert "DEBRIEF, KEY BY KEY" in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        for key in ("1", "p", "s", "r"):
            await pilot.press(key)
            assert "No flight has been flown" in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PlayingScreen)


async def test_the_flight_is_played_back_with_seek_and_speed(tmp_path: Path) -> None:
    """Ten seconds either way, four speeds, a pause; the end stands."""
    async with landed(tmp_path) as (pilot, app):
        recording = app.house.session.recording()
        assert recording is not None
        screen, clock = ReplayScreen(app.house, recording), HandClock()
        screen.clock = clock
        app.push_screen(screen)
        await settled(pilot)
        screen.beat()
        ticks = [screen.playback.tick]
        pressed = (("x", 1.0), ("4", 1.0), ("right", 0.0), ("left", 0.0), ("space", 1.0), ("space", 1.0))
        for key, seconds in pressed:
            await pilot.press(key)
            for _ in range(round(seconds * 16)):
                clock.now_s += 0.0625
                screen.beat()
            ticks.append(screen.playback.tick)
        assert ticks == [0, 20, 100, 300, 100, 100, 180]
        assert "In truth:" in shown(pilot)
        await pilot.press("end")
        assert screen.playback.over
        clock.now_s += 1.0
        screen.beat()
        assert screen.playback.tick == recording.ticks
        await pilot.press("home")
        assert screen.playback.tick == 0


async def test_a_replay_that_nobody_sees_stands(tmp_path: Path) -> None:
    """The palette lies over it."""
    async with landed(tmp_path) as (pilot, app):
        recording = app.house.session.recording()
        assert recording is not None
        screen, clock = ReplayScreen(app.house, recording), HandClock()
        screen.clock = clock
        app.push_screen(screen)
        await settled(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        clock.now_s += 0.25
        screen.beat()
        clock.now_s += 0.25
        screen.beat()
        assert screen.playback.tick == 0


@asynccontextmanager
async def held(folder: Path) -> AsyncGenerator[tuple[Pilot[int], OffScriptApp]]:
    """Yield the play after the station was held before it was lost."""
    app = make_app(folder)
    async with app.run_test(size=MIDDLE) as pilot:
        await settled(pilot)
        session = app.house.session
        session.begin_flight(Rung.FLOWN, "roll", 7)
        session.fly((Assign(Person.SELF, Task.MOTION_CONTROL_OFF),), 100)
        while session.present.state.flight is not None:
            session.run(2000)
        await app.run_action("play")
        await settled(pilot)
        assert isinstance(app.screen, PlayingScreen)
        yield pilot, app


async def test_the_stations_debrief_is_a_page_like_the_dockings(tmp_path: Path) -> None:
    """Words, decisions, four pictures, the clock, two files; and a Retake to before the decision."""
    async with held(tmp_path) as (pilot, app):
        screen = await _debriefed(pilot)
        seen = shown(pilot)
        for _ in range(8):
            await pilot.press("space")
            seen += shown(pilot)
        assert "you turned the guarded switch" in " ".join(seen.split())
        for phrase in ("tilt", "rate", "momentum", "power"):
            assert app.house.say(f"plot.{phrase}.title") in seen
        assert "THE CLOCK" in seen
        await pilot.press("s", "r")
        assert list(tmp_path.glob("station-roll-*.svg"))
        (file,) = tmp_path.glob("*.flight")
        assert read_recording(file) == app.house.session.recording()
        assert screen.found is not None
        tick = screen.found.decisions[0].tick
        await pilot.press("1")
        await settled(pilot)
        flight = app.house.session.present.state.flight
        assert flight is not None
        assert (flight.tick, flight.queued) == (tick, ())


async def test_the_station_is_played_back_with_its_picture(tmp_path: Path) -> None:
    """One key from the debrief; seek, speed, and the truth under it."""
    async with held(tmp_path) as (pilot, app):
        await _debriefed(pilot)
        await pilot.press("p")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, StationReplayScreen)
        await pilot.press("space", "home", "right", "right", "2")
        assert (screen.playback.tick, screen.playback.speed) == (400, 2.0)
        assert "In truth: " in shown(pilot)
        assert "09:13:00" in shown(pilot)
        for key in ("v", "v", "v"):
            await pilot.press(key)
        await pilot.press("end")
        assert screen.playback.over
        assert "09:13:50" in shown(pilot)


async def test_each_emergency_is_played_back_on_its_own_screen(tmp_path: Path) -> None:
    """By what its recording is of."""
    async with held(tmp_path) as (_, app):
        recording = app.house.session.recording()
        assert recording is not None
        assert isinstance(replay_screen(app.house, recording), StationReplayScreen)
        app.house.session.begin_flight(Rung.FLOWN, "come_in", 7)
        other = app.house.session.recording()
        assert other is not None
        assert isinstance(replay_screen(app.house, other), ReplayScreen)
