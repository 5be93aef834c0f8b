"""A flight on the screen, with a clock that the test moves."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from game.app.app import OffScriptApp
from game.app.house import House
from game.app.screens.flying import FlyingScreen
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.storage.profile import Profile
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from textual.pilot import Pilot

    from game.emergencies.docking.state import DockingState
    from game.narrative.shelf import Book
    from game.vocabulary.flying import FlightOrder

NOW = "2026-03-01T10:20:30+00:00"
MIDDLE = (80, 24)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        """Return where it stands [s]."""
        return self.now_s


@cache
def _book() -> Book:
    """Return the game's own story, read once."""
    return open_book()


def make_app(folder: Path, profile: Profile | None = None) -> OffScriptApp:
    """Return the app on the game's own story, its can and its settings in a folder."""
    words = Phrasebook(phrases())

    def opening() -> Session:
        can = Can(folder)
        return Session(_book(), can, phrases=words, edition="a test", now=lambda: NOW, fresh_seed=lambda: 7)

    return OffScriptApp(House(words, profile or Profile(), folder, seed=7), opening)


@asynccontextmanager
async def flown(
    folder: Path,
    profile: Profile | None = None,
    size: tuple[int, int] = MIDDLE,
    *,
    rung: Rung = Rung.ASSISTED,
    start: str = "day",
) -> AsyncGenerator[tuple[Pilot[int], FlyingScreen, HandClock]]:
    """Yield the flying screen at the beginning of a free flight, and the clock that moves it."""
    app = make_app(folder, profile)
    clock = HandClock()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.house.session.begin_flight(rung, start, 7)
        await app.run_action("play")
        await settled(pilot)
        screen = flying(pilot)
        screen.clock = clock
        yield pilot, screen, clock


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the screens have been changed: one is put up only when the one before has been."""
    for _ in range(4):
        await pilot.pause()


def flying(pilot: Pilot[int]) -> FlyingScreen:
    """Return the flight, which must be the screen that is open."""
    screen = pilot.app.screen
    assert isinstance(screen, FlyingScreen), screen
    return screen


def state_of(screen: FlyingScreen) -> DockingState:
    """Return the simulation's state; a flight must be under way."""
    flight = screen.house.session.present.state.flight
    assert flight is not None
    return flight.docking


def orders_of(screen: FlyingScreen) -> list[FlightOrder]:
    """Return every order that was given in the flight, carried out or waiting for the next tick."""
    recording = screen.house.session.recording()
    flight = screen.house.session.present.state.flight
    assert recording is not None
    assert flight is not None
    return [*(order for given in recording.orders for order in given.orders), *flight.queued]


def let_pass(screen: FlyingScreen, clock: HandClock, seconds: float) -> None:
    """Let real time pass, a picture each sixteenth of a second."""
    screen.beat()
    for _ in range(round(seconds * 16)):
        clock.now_s += 0.0625
        screen.beat()
