"""Pictures of the station's screen, each looked at by a person when it was made; made anew as the others are.

The state in them is made up, so that no change of the simulation changes a picture.
"""

from __future__ import annotations

from dataclasses import replace
from math import radians
from typing import TYPE_CHECKING

import pytest

from game.app.widgets.orders_menu import Waiting
from game.emergencies.station.state import Arrays, InCharge, Pointing, Power, Radio, Segment, Steering
from game.flight.attitude import from_rotation_vector
from game.flight.turning import Turning
from game.storage.profile import Profile
from game.vocabulary.flying import Rung
from game.vocabulary.station import Module, Person, Task
from game.vocabulary.values import Line, Voice

from .flight_stage import settled
from .station_stage import met, state_of
from .test_snapshots import hold_against

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from game.app.screens.station import StationScreen
    from game.emergencies.station.state import Someone, StationState

_TICK = 24_000

_TALK = (
    (Line(Voice.SPEECH, "Nought point nought five, coming back. Thirty-one degrees.", "rookie"), _TICK - 700),
    (
        Line(Voice.LOOP, "Sayan, Moscow. We have you by way of Houston. Go on.", "flight_director"),
        _TICK - 400,
    ),
    (Line(Voice.SECOND_LOOP, "Station, we would be grateful for the comfort loads.", "houston"), _TICK - 60),
)
_WAITING = Waiting(
    "Houston: what can you do without? (40 s)",
    ("freezers, galley and lights first.", "the film's chargers first.", "switch nothing off."),
    "ENT",
    "Answer Houston: freezers, galley and lights first.",
)


def _made(state: StationState) -> StationState:
    """Return a station on its way back, with two people at work and one on the way."""

    def at_work(one: Someone) -> Someone:
        if one.who is Person.ASTRONAUT:
            return replace(one, task=Task.SHED_COMFORT, until=_TICK + 300)
        if one.who is Person.COMMANDER:
            return replace(one, task=Task.TURN_BACK, until=_TICK + 90)
        if one.who is Person.ACTOR:
            return replace(one, task=Task.GO_TO_SHIP, bound=Module.SHIP, arrives=_TICK + 900)
        return one

    turn = from_rotation_vector((radians(4.0), radians(-31.0), radians(2.0)))
    return replace(
        state,
        tick=_TICK,
        body=replace(state.body, turning=Turning(turn, (0.0, -0.0002, 0.0), (0.0, -4000.0, 0.0))),
        ship=replace(state.ship, firing=False, kg=297.0, stopped_tick=2000, stopped_by="counter"),
        segment=Segment(InCharge.RUSSIAN, Steering.TURNING, kg=12.0, firing=(1, 0, 0)),
        arrays=Arrays(Pointing.LOCKED, incidence=0.3),
        power=Power(made_kw=21.0, load_kw=54.0, charge=0.71, film=False),
        radio=Radio(site=False, s_band=True, ku_band=False, patched=True),
        people=tuple(at_work(one) for one in state.people),
        loop_c=1.0,
    )


async def _show(pilot: Pilot[int], screen: StationScreen) -> None:
    state = _made(state_of(screen))
    screen.show_station(state, "x1")
    screen.talk.show_all(heard for line, tick in _TALK for heard in screen.heard((line,), tick))
    screen.prompt.show(_WAITING)
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_station_looks_as_it_did(tmp_path: Path, size: tuple[int, int]) -> None:
    """Byte for byte."""
    still = Profile(reduced_motion=True)
    async with met(tmp_path / "can", still, size, rung=Rung.FLOWN) as (pilot, screen, _):
        await _show(pilot, screen)
        hold_against(tmp_path, pilot.app, f"station_{size[0]}x{size[1]}")


async def test_the_people_of_the_small_screen_look_as_they_did(tmp_path: Path) -> None:
    """The map, and what each does."""
    async with met(tmp_path / "can", Profile(reduced_motion=True), rung=Rung.FLOWN) as (pilot, screen, _):
        await pilot.press("i")
        await _show(pilot, screen)
        hold_against(tmp_path, pilot.app, "station_people_80x24")
