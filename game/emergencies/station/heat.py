"""The cooling loops: radiators that look away from the Sun only while she is level.

Law: one temperature, one time; chosen for play. In free drift the radiators see the Sun; a loop that is shed
makes the other one work harder.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.station.limits import HEATING_K, LOOP_S, ONE_LOOP_K, OVERHEATED_K, RADIATOR_K
from game.emergencies.station.marks import forgotten, once, troubled
from game.emergencies.station.state import Trouble
from game.flight.attitude import to_body
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.emergencies.station.state import Watch
    from game.flight.attitude import Quaternion
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven


def radiators_see(sun: Vector, attitude: Quaternion) -> float:
    """Return how square the Sun stands to the radiators, 0 to 1.

    They turn about the truss and keep their edge to where the Sun would be if she were level.

    Args:
        sun: direction in LVLH (3,), unit.
        attitude: body to LVLH.
    """
    x, _, z = sun
    across = sqrt(x * x + z * z)
    if across < 1e-6:
        return 0.0
    seen = to_body(attitude, sun)
    square = (z * seen[0] - x * seen[2]) / across
    return square if square >= 0.0 else -square


def warmed(loop_c: float, square: float, sunlight: float, *, cooling: bool) -> float:
    """Return how far the loops are above their usual temperature a second later [K]."""
    towards = RADIATOR_K * square * sunlight + (0.0 if cooling else ONE_LOOP_K)
    return loop_c + (towards - loop_c) / LOOP_S


def noticed(loop_c: float, watch: Watch, tick: int, cues: list[CueGiven]) -> Watch:
    """Return what is remembered of the loops."""
    if loop_c > OVERHEATED_K:
        return troubled(once(watch, cues, StationCue.OVERHEATED, tick), Trouble.HOT)
    if loop_c > HEATING_K:
        return once(watch, cues, StationCue.HEATING, tick)
    if loop_c < 0.5 * HEATING_K:
        return forgotten(watch, StationCue.HEATING)
    return watch
