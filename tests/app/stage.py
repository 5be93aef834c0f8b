"""A small story, a can in a temporary folder, and the app on them, for the tests of the full screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.app.app import OffScriptApp
from game.app.house import House
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.storage.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.pilot import Pilot

    from game.app.screens.playing import PlayingScreen

STORY = Path(__file__).parent / "story"
NOW = "2026-03-01T10:20:30+00:00"


def make_session(folder: Path, now: str = NOW) -> Session:
    """Return a session on the small story, at a time of day that stands still."""
    book = open_book(STORY)
    words = Phrasebook(phrases())
    return Session(book, Can(folder), phrases=words, edition="a test", now=lambda: now, fresh_seed=lambda: 7)


def make_app(
    folder: Path,
    profile: Profile | None = None,
    *,
    opening: Callable[[], Session] | None = None,
    begin: bool = False,
    reel: int = 0,
) -> OffScriptApp:
    """Return the app on the small story, its can and its settings in a folder."""
    house = House(Phrasebook(phrases()), profile or Profile(), folder, seed=7, reel=reel)
    return OffScriptApp(house, opening or (lambda: make_session(folder)), begin=begin)


def playing(pilot: Pilot[int]) -> PlayingScreen:
    """Return the play, which must be the screen that is open."""
    from game.app.screens.playing import PlayingScreen

    screen = pilot.app.screen
    assert isinstance(screen, PlayingScreen), screen
    return screen


def picture(pilot: Pilot[int]) -> list[str]:
    """Return the rows of the screen as text."""
    return shown_by(pilot.app).split("\n")


def shown(pilot: Pilot[int]) -> str:
    """Return the screen as one text."""
    return shown_by(pilot.app)


def shown_by(app: App[int]) -> str:
    """Return what an app shows now as one text."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]  # no public way
    return "\n".join(strip.text[:width] for strip in strips[:height])
