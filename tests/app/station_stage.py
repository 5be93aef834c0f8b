"""The station's emergency on the screen, with a clock that the test moves."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from game.app.screens.station import StationScreen
from game.storage.profile import Profile
from game.vocabulary.flying import Rung

from .flight_stage import MIDDLE, HandClock, make_app, settled

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.pilot import Pilot

    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import FlightOrder

WIDE = (120, 40)
TURNS = Profile(pace="turns")


@asynccontextmanager
async def met(
    folder: Path,
    profile: Profile | None = None,
    size: tuple[int, int] = MIDDLE,
    *,
    rung: Rung = Rung.ASSISTED,
    start: str = "roll",
    ticks: int = 0,
) -> AsyncGenerator[tuple[Pilot[int], StationScreen, HandClock]]:
    """Yield the station's screen so many ticks into a free flight, and the clock that moves it."""
    app = make_app(folder, profile)
    clock = HandClock()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.house.session.begin_flight(rung, start, 7)
        if ticks:
            app.house.session.run(ticks)
        await app.run_action("play")
        await settled(pilot)
        screen = station(pilot)
        screen.clock = clock
        yield pilot, screen, clock


def station(pilot: Pilot[int]) -> StationScreen:
    """Return the station's screen, which must be the one that is open."""
    screen = pilot.app.screen
    assert isinstance(screen, StationScreen), screen
    return screen


def state_of(screen: StationScreen) -> StationState:
    """Return the simulation's state; an emergency must be under way."""
    flight = screen.house.session.present.state.flight
    assert flight is not None
    return flight.station


def orders_of(screen: StationScreen) -> list[FlightOrder]:
    """Return every order that was given, carried out or waiting for the next tick."""
    recording = screen.house.session.recording()
    flight = screen.house.session.present.state.flight
    assert recording is not None
    assert flight is not None
    return [*(order for given in recording.orders for order in given.orders), *flight.queued]


def let_pass(screen: StationScreen, clock: HandClock, seconds: float) -> None:
    """Let real time pass, a picture each sixteenth of a second."""
    screen.beat()
    for _ in range(round(seconds * 16)):
        clock.now_s += 0.0625
        screen.beat()
