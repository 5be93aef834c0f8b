"""What the picture of the station is made of, from a state.

Law: pure. The eye flies along outside and sees what a camera there would see; how far over she is stands in
the corner only where somebody's laptop tells it.
"""

from __future__ import annotations

from math import atan2, degrees
from typing import TYPE_CHECKING

from game.app.station.picture import NAUKA_JET, StationView
from game.emergencies.station.limits import TURN_ARRAYS_TICKS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import Pointing
from game.flight.station import ZVEZDA_JETS
from game.flight.turning import tilt
from game.vocabulary.flying import TICKS_PER_S, Rung

if TYPE_CHECKING:
    from game.emergencies.station.state import Arrays, StationState
    from game.flight.vectors import Vector

EDGE_ON_DEG = 0
"""How the wings are turned when they are edge-on to a plume [deg]: flat in the plane of the modules."""

_FLICKER_TICKS = 3
_ATTITUDE_DIGITS = 4
"""A dot is a hundred times as much."""

_AXES = (("pitch_down", "pitch_up"), ("yaw_left", "yaw_right"), ("roll_left", "roll_right"))


def view_of(state: StationState, *, still: bool) -> StationView:
    """Return what the picture shows.

    Args:
        state: of the station.
        still: whether nothing may move by itself, clouds and flickering among it.
    """
    row = sky_of(state.brief).at(state.now_s)
    w, x, y, z = state.body.turning.attitude
    told = state.rung is not Rung.BARE
    return StationView(
        attitude=(
            round(w, _ATTITUDE_DIGITS),
            round(x, _ATTITUDE_DIGITS),
            round(y, _ATTITUDE_DIGITS),
            round(z, _ATTITUDE_DIGITS),
        ),
        own_ship=state.brief.scenario is not Scenario.MODULE,
        wings_deg=wings_deg(state.arrays, row.sun, state.tick),
        jets=_firing(state),
        flicker=0 if still else (state.tick // _FLICKER_TICKS) % 2,
        sun=(round(row.sun[0], 2), round(row.sun[1], 2), round(row.sun[2], 2)),
        dark=sky_of(state.brief).is_dark(state.now_s),
        second=0 if still else state.tick // TICKS_PER_S,
        tilt_deg=round(degrees(tilt(state.body.turning)), 1) if told else None,
    )


def wings_deg(arrays: Arrays, sun: Vector, tick: int) -> int:
    """Return how far the wings are turned about their masts [deg].

    Args:
        arrays: what they do.
        sun: unit vector to the sun, LVLH: they follow it as if the station were level.
        tick: now.
    """
    # Their face is up at 0 and leans to port with the angle: it looks along (0, -sin, -cos).
    facing = round(degrees(atan2(-sun[1], -sun[2])))
    followed = (facing + 90) % 180 - 90
    if arrays.pointing is Pointing.TRACKING:
        return followed
    if arrays.pointing is Pointing.TURNING and arrays.until:
        share = max(0.0, min(1.0, (arrays.until - tick) / TURN_ARRAYS_TICKS))
        return round(EDGE_ON_DEG + share * (followed - EDGE_ON_DEG))
    return EDGE_ON_DEG


def _firing(state: StationState) -> tuple[str, ...]:
    """Return the names of the jets that fire now."""
    names: list[str] = []
    if state.ship.firing:
        names += state.brief.jets or (NAUKA_JET.name,)
    for way, (negative, positive) in zip(state.segment.firing, _AXES, strict=True):
        if way:
            word = positive if way > 0 else negative
            names += (jet.name for jet in ZVEZDA_JETS if word in jet.name and jet.manifold == 1)
    return tuple(names)
