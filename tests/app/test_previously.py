"""What happened so far, over the play, for somebody who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.app.screens.flying import FlyingScreen
from game.app.screens.pages import HelpScreen
from game.app.screens.playing import PlayingScreen
from game.app.screens.previously import PreviouslyScreen
from game.app.screens.station import StationScreen
from game.narrative.previously import read_previously
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage import library
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.vocabulary.flying import Rung

from .flight_stage import settled
from .stage import make_app, make_session, picture, playing, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.app.app import OffScriptApp
    from game.narrative.book import Declarations
    from game.narrative.previously import Recaps

WHOLE_RECAPS = library.recaps
"""As the game itself reads them; the tests of this room have the small story's."""

SIZES = ((80, 24), (60, 20), (120, 40))
SENTENCES = """\
[reel_0."cold_open/range"]
weight = 2
words = "The range read 0041, and four cells went dark."

[reel_0."cold_open/range/wait"]
weight = 3
words = "Gleb folded his hands and watched the second set."

[reel_0."cold_open/wait"]
weight = 1
words = "A drop of water went behind the panel."

[reel_0."cold_open/wait/say"]
weight = 3
words = "Gleb wanted it once more, from the top."
"""


def tell(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the small story have these sentences."""

    def read(declarations: Declarations) -> Recaps:
        return read_previously(text, declarations)

    monkeypatch.setattr(library, "recaps", read)


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small story have something to tell."""
    tell(monkeypatch, SENTENCES)


def away(
    folder: Path, back: str = "2026-03-01T12:20:30+00:00", choices: tuple[str, ...] = ("wait", "say")
) -> OffScriptApp:
    """Return the app, opened two hours after a film was left."""
    session = make_session(folder)
    session.begin(7)
    for choice in choices:
        session.choose(choice)
    session.close()
    return make_app(folder, opening=lambda: make_session(folder, back))


def so_far(pilot: Pilot[int]) -> PreviouslyScreen:
    """Return the screen, which must be open."""
    screen = pilot.app.screen
    assert isinstance(screen, PreviouslyScreen), screen
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_whoever_comes_back_is_told_before_the_first_key(tmp_path: Path, size: tuple[int, int]) -> None:
    """In two sentences, with its keys in one line; Enter plays."""
    async with away(tmp_path).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        so_far(pilot)
        text = " ".join(shown(pilot).split())
        assert "PREVIOUSLY" in text
        assert "1 of 3" in text
        assert "Gleb folded his hands and watched the second set. Gleb wanted it once more" in text
        assert "drop of water" not in text
        assert picture(pilot)[-1].split()[:4] == ["Enter", "play", "L", "longer"]
        await pilot.press("enter")
        assert playing(pilot).house.session.present.moment == 2


async def test_it_tells_more_to_whoever_asks(tmp_path: Path) -> None:
    """Up to the longest, and then the shortest again."""
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "l")
        assert "2 of 3" in shown(pilot)
        assert "drop of water" in " ".join(shown(pilot).split())
        await pilot.press("L")
        assert "3 of 3" in shown(pilot)
        await pilot.press("l")
        assert "1 of 3" in shown(pilot)
        assert "drop of water" not in " ".join(shown(pilot).split())


@pytest.mark.parametrize("key", ["1", "space", "b", "escape", "o", "r", "x"])
async def test_any_other_key_plays_and_orders_nothing(tmp_path: Path, key: str) -> None:
    """A key that would choose in the play does not choose yet."""
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        so_far(pilot)
        await pilot.press(key)
        await pilot.pause()
        present = playing(pilot).house.session.present
        assert (present.moment, present.moments) == (2, 3)


async def test_help_and_what_is_under_it_stay_where_they_are(tmp_path: Path) -> None:
    """And nobody is taken to the play by a key that is only a step of the terminal's."""
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("b")
        so_far(pilot)
        await pilot.press("tab")
        so_far(pilot)


async def test_it_is_told_once(tmp_path: Path) -> None:
    """Not again on coming back from the title, while nothing was played since."""
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        so_far(pilot)
        await pilot.press("enter")
        assert playing(pilot).house.session.present.absent_s
        await pilot.app.run_action("play")
        await pilot.pause()
        playing(pilot)
        await pilot.press("m", "enter")
        await pilot.pause()
        playing(pilot)


@pytest.mark.parametrize("back", ["2026-03-01T10:50:29+00:00", "2026-03-01T10:20:30+00:00"])
async def test_after_a_short_absence_the_play_goes_on_at_once(tmp_path: Path, back: str) -> None:
    """Less than half an hour is a cup of tea."""
    async with away(tmp_path, back).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        playing(pilot)


async def test_a_film_with_nothing_to_tell_goes_on_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a story that has no such file."""
    tell(monkeypatch, "")
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        playing(pilot)
        await pilot.app.run_action("visit('previously')")
        await pilot.pause()
        assert "Nothing has happened yet that could be told." in shown(pilot)


async def test_a_mistake_in_the_file_is_said_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer reads where it is; the film goes on."""
    tell(monkeypatch, "[reels]")
    async with away(tmp_path).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        playing(pilot)
        assert "previously.toml" in shown(pilot)


async def test_it_can_be_asked_for_in_the_play(tmp_path: Path) -> None:
    """By its key, and it goes away by the same."""
    async with away(tmp_path, "2026-03-01T10:20:30+00:00").run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "o")
        await pilot.pause()
        so_far(pilot)
        await pilot.press("o")
        assert isinstance(pilot.app.screen, PlayingScreen)


async def test_a_long_one_is_read_on_a_small_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Space reads on, and at the end it plays."""
    keys = ("range", "range/wait", "wait", "wait/again", "wait/say", "no")
    rows = (
        f'[reel_0."cold_open/{key}"]\nweight = 3\nwords = "{key} {"and more words " * 9}."\n' for key in keys
    )
    tell(monkeypatch, "\n".join(rows))
    async with away(tmp_path, choices=("wait", "again", "say")).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "l", "l")
        assert "▼ Space reads on" in shown(pilot)
        await pilot.press("space")
        await pilot.pause()
        so_far(pilot)
        assert "▼" not in shown(pilot)
        await pilot.press("l")
        assert "1 of 3" in shown(pilot)
        await pilot.press("space")
        await pilot.pause()
        playing(pilot)


@pytest.mark.parametrize("start", ["day", "roll"])
async def test_a_flight_waits_until_what_was_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    """No second of it passes meanwhile; the last sentence says where it stands; Enter takes the controls."""
    whole = open_book()
    monkeypatch.setattr(library, "recaps", WHOLE_RECAPS)

    def sit_down(now: str) -> Session:
        words = Phrasebook(phrases())
        return Session(
            whole, Can(tmp_path), phrases=words, edition="x", now=lambda: now, fresh_seed=lambda: 7
        )

    session = sit_down("2026-03-01T10:20:30+00:00")
    session.begin_flight(Rung.ASSISTED, start, 7)
    session.fly((), 200)
    clock = session.present.state.clock
    session.close()
    app = make_app(tmp_path, opening=lambda: sit_down("2026-03-02T10:20:30+00:00"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        so_far(pilot)
        text = " ".join(shown(pilot).split())
        assert "This was no part of the film" in text
        assert f"At {clock[11:]} by the trainer's clock" in text
        assert app.house.session.present.state.clock == clock
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, (FlyingScreen, StationScreen))
