"""Pictures of the station's screen, each looked at by a person when it was made; made anew as the others are.

The state in them is made up, so that no change of the simulation changes a picture.
"""

from __future__ import annotations

from dataclasses import replace
from math import radians
from typing import TYPE_CHECKING

import pytest

from game.app.screens.debrief import DebriefScreen
from game.app.widgets.orders_menu import Waiting
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import (
    Arrays,
    InCharge,
    Phase,
    Pointing,
    Power,
    Radio,
    Segment,
    Steering,
    Trouble,
)
from game.engine.station_debrief import (
    Going,
    Settlement,
    StationDebrief,
    StationMark,
    StationSample,
    StationTrack,
    Way,
)
from game.engine.station_decisions import StationDecision, StationDeed
from game.engine.station_outcomes import StationResult
from game.flight.attitude import from_rotation_vector
from game.flight.turning import Turning
from game.storage.profile import Profile
from game.vocabulary.flying import Rung
from game.vocabulary.station import Assign, Module, Person, Question, Reply, StationCue, Task
from game.vocabulary.values import Line, Voice

from .flight_stage import make_app, settled
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
    "Enter",
    "Answer Houston: freezers, galley and lights first. Nobody will miss them for an hour.",
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


def _samples(steepest_deg: float) -> tuple[StationSample, ...]:
    """Return twenty minutes in which she goes over and comes back."""
    return tuple(
        StationSample(
            tick=1200 * minute,
            tilt_deg=steepest_deg * (1.0 - abs(minute - 8) / 12.0) if minute else 0.0,
            rate_deg_s=0.14 if minute < 8 else 0.055,
            momentum=min(1.0, 0.3 + 0.7 * minute),
            made_kw=60.0 - 4.0 * min(minute, 12),
            load_kw=70.0 if minute < 12 else 54.0,
            charge=1.0 - 0.025 * minute,
            in_charge=InCharge.GYROS if minute < 3 else InCharge.RUSSIAN,
            ship_kg=302.0 - 1.4 * min(1, minute),
            segment_kg=0.8 * minute,
            turned_deg=2.0 * minute,
        )
        for minute in range(20)
    )


def _came_to(regained_tick: int, peak_deg: float, *troubles: Trouble) -> StationResult:
    return StationResult(
        beat="flown_regained",
        phase=Phase.REGAINED,
        ticks=22_800,
        lost_tick=400,
        regained_tick=regained_tick,
        peak_deg=peak_deg,
        ship_kg=300.6,
        segment_kg=15.0,
        array_lost=0.0,
        low=False,
        unproved=True,
        valves_shut=False,
        troubles=troubles,
        caught_s=20.0,
        reached=((StationCue.THRUST_STOPPED, 600), (StationCue.CONTROL_REGAINED, regained_tick)),
    )


def _made_debrief() -> StationDebrief:
    """Return the debrief of an emergency that nobody met, so that no change of the simulation changes it."""
    came, book = _came_to(21_700, 23.0, Trouble.NOBODY_KNEW), _came_to(14_400, 11.0, Trouble.NOBODY_KNEW)
    silent = replace(_came_to(33_060, 56.0, Trouble.NOBODY_KNEW), low=True, unproved=False)
    later = replace(
        silent, reached=((StationCue.THRUST_STOPPED, 1920), (StationCue.CONTROL_REGAINED, 33_060))
    )
    stopped = Assign(Person.SELF, Task.MOTION_CONTROL_OFF)
    away = (Person.ASTRONAUT, Person.COMMANDER, Person.ROOKIE)
    sent = Assign(Person.ASTRONAUT, Task.GO_TO_SHIP)
    decisions = (
        StationDecision(400, 400, StationDeed.ORDERED, stopped, 0, (), None, 0.4, -20.0, later, came),
        StationDecision(1200, 1400, StationDeed.ORDERED, sent, 2, away, None, 2.0, 6.0, book, came),
        StationDecision(2400, 6600, StationDeed.WAITED, None, 4, (), None, 5.0, 5.0, book, came),
    )
    return StationDebrief(
        start=Scenario.ROLL,
        start_s=9 * 3600 + 12 * 60 + 40,
        ticks=22_800,
        rung=Rung.FLOWN,
        samples=_samples(23.0),
        marks=(StationMark(400, StationCue.ATTITUDE_LOST, (), 0.4),),
        settled=(Settlement(2900, Question.CAMERA, Reply.KEEP_ROLLING, answered=True),),
        troubles=((400, Trouble.NOBODY_KNEW),),
        going=tuple(Going(1200 + 100 * at, who, Way.SENT) for at, who in enumerate(away)),
        result=came,
        nothing=StationTrack(_samples(56.0), silent, 36_000),
        trained=StationTrack(_samples(19.0), replace(book, unproved=False), 16_000),
        decisions=decisions,
        replayed=True,
    )


async def test_the_stations_debrief_looks_as_it_did(tmp_path: Path) -> None:
    """Its first page, the decisions on it, and the first of its pictures."""
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
        hold_against(tmp_path, app, "station_debrief_80x24")
        await pilot.press("space")
        await settled(pilot)
        hold_against(tmp_path, app, "station_debrief_decisions_80x24")
        await pilot.press("space")
        await settled(pilot)
        hold_against(tmp_path, app, "station_debrief_pictures_80x24")
