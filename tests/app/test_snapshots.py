"""Pictures of the screens, each looked at by a person when it was made.

To make them anew after a change that is meant, run this file with ``OFFSCRIPT_SNAPSHOTS=write`` in the
environment, and look at every picture that changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.app.screens.debrief import DebriefScreen
from game.emergencies.docking.starts import FIRST_S, Start
from game.engine.debrief import Debrief, Mark, RangeCall, Sample
from game.engine.decisions import Decision, Deed
from game.engine.outcomes import Result
from game.storage.profile import Profile
from game.vocabulary.flying import Control, Cue, Pulse, Rung
from game.vocabulary.values import Line, Voice

from .flight_stage import flown, flying, settled
from .stage import make_app, make_session

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

SNAPSHOTS = Path(__file__).parent / "snapshots"
_WRITE = os.environ.get("OFFSCRIPT_SNAPSHOTS") == "write"

_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""What a picture would fetch from a stranger's host when it is looked at."""

_PICTURES = (
    ("title", (80, 24), "", ()),
    ("title", (120, 40), "", ()),
    ("playing", (80, 24), "", ("n", "1")),
    ("playing", (120, 40), "", ("n", "2", "1")),
    ("playing_light", (80, 24), "light", ("n", "1", "1")),
    ("playing_contrast", (80, 24), "contrast", ("n", "1")),
    ("playing_monochrome", (80, 24), "monochrome", ("n", "1")),
    ("playing_phosphor", (80, 24), "phosphor", ("n", "1")),
    ("dailies", (80, 24), "", ("n", "1", "1", "d", "up", "up")),
    ("dailies", (120, 40), "", ("n", "1", "1", "d", "home")),
    ("takes", (80, 24), "", ("n", "2", "r", "3", "r", "1", "1", "w", "home", "down")),
    ("takes", (120, 40), "", ("n", "2", "r", "3", "r", "1", "1", "w", "home", "down", "space")),
    ("can", (80, 24), "", ("n", "1", "s", "down")),
    ("can", (120, 40), "", ("n", "1", "s", "down", "down")),
    ("can", (60, 20), "", ("n", "1", "s", "f")),
    ("archive", (120, 40), "", ("a",)),
    ("settings", (80, 24), "", ("t", "down")),
)


@pytest.mark.usefixtures("small_archive")
@pytest.mark.parametrize(
    ("name", "size", "theme", "keys"),
    _PICTURES,
    ids=[f"{row[0]}_{row[1][0]}x{row[1][1]}" for row in _PICTURES],
)
async def test_the_screen_looks_as_it_did(
    tmp_path: Path, name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    """Byte for byte; where it differs the new picture is kept for looking at."""
    can = tmp_path / "can"
    session = make_session(can, "2026-03-01T09:05:00+00:00")
    session.begin(7)
    session.choose("wait")
    session.bookmark("Before the second set")
    session.close()
    app = make_app(can, Profile(reduced_motion=True, theme=theme))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        hold_against(tmp_path, app, f"{name}_{size[0]}x{size[1]}")


_TALK = (
    (Line(Voice.SPEECH, "Four squares. It was three and a half.", "actor"), 60),
    (Line(Voice.LOOP, "Sun sets on you in two and a half minutes, Irtysh.", "flight_director"), 260),
)


async def _fly(pilot: Pilot[int]) -> None:
    """Fly the first fifteen seconds."""
    screen = flying(pilot)
    screen.house.session.fly((Pulse(Control.FORWARD, 100), Pulse(Control.NOSE_LEFT, 20)), 300)
    screen.look_again()
    screen.talk.show_all(heard for line, tick in _TALK for heard in screen.heard((line,), tick))
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_flight_looks_as_it_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """Byte for byte, with the same words in it whatever the crew learns to say."""
    still = Profile(reduced_motion=True)
    async with flown(tmp_path / "can", still, size, rung=Rung.FLOWN) as (pilot, _, _):
        await _fly(pilot)
        hold_against(tmp_path, pilot.app, f"flying_{size[0]}x{size[1]}")


def _made_debrief() -> Debrief:
    """Return the debrief of a flight that nobody flew, so that no change of the simulation changes it."""
    samples = tuple(
        Sample(
            tick=20 * second,
            range_m=70.0 - 0.175 * second,
            closing_m_s=0.3 - 0.0005 * second,
            offset_right_m=2.0 - 0.005 * second,
            offset_down_m=-1.0 + 0.0024 * second,
            miss_m=2.2 - 0.0054 * second,
            angle_deg=1.5 - 0.003 * second,
            propellant_kg=612.0 - 0.02 * second,
        )
        for second in range(401)
    )
    better, worse = Result("capture", 8000, 604.0, 0.1, 0.04), Result("bounce", 8000, 603.0, 0.15, 0.31)
    decisions = (
        Decision(2400, Deed.PUSHED, Control.LEFT, 4, 2.4, 49.0, 0.24, 40.0, better, worse),
        Decision(6000, Deed.UNSEEING, None, 0, 0.0, 17.5, 0.15, 1.0, better, better),
    )
    return Debrief(
        start=Start.DAY,
        start_s=FIRST_S,
        attempt=1,
        ticks=8000,
        rung=Rung.FLOWN,
        samples=samples,
        calls=(RangeCall(3000, Cue.RANGE_CALLED, 50.0, 43.75, 0.2, 9),),
        marks=(Mark(4900, Cue.SUNSET, 27.0),),
        result=worse,
        trained=None,
        decisions=decisions,
        replayed=True,
    )


async def test_the_debrief_looks_as_it_did(tmp_path: Path) -> None:
    """Its first page, and the first of its pictures."""
    app = make_app(tmp_path / "can", Profile(reduced_motion=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = DebriefScreen(app.house)
        await app.push_screen(screen)
        screen.found, screen.complete = _made_debrief(), True
        screen.offer()
        screen.hush()
        screen.page.on_resize()
        await settled(pilot)
        hold_against(tmp_path, app, "debrief_80x24")
        await pilot.press("space", "down", "down", "down", "down")
        await settled(pilot)
        hold_against(tmp_path, app, "debrief_pictures_80x24")


def hold_against(tmp_path: Path, app: App[int], name: str) -> None:
    """Compare what an app shows with the picture of that name, or make the picture anew."""
    picture = _FONTS.sub("", app.export_screenshot(title="Off Script"))
    file = SNAPSHOTS / f"{name}.svg"
    if _WRITE:
        file.write_text(picture, encoding="utf-8")
        return
    seen = tmp_path / file.name
    seen.write_text(picture, encoding="utf-8")
    assert picture == file.read_text(encoding="utf-8"), f"look at {seen} beside {file}"
