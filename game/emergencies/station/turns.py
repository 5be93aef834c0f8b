"""What ends a turn before its time: something that changes what one would order next.

Law: a set of cues; whoever lets time pass by turns asks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.vocabulary.flying import CueGiven
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.vocabulary.events import Event

TURNING_POINTS = frozenset(
    {
        *(StationCue.GYROS_FULL, StationCue.ATTITUDE_LOST, StationCue.THRUST_STOPPED, StationCue.LOST_AGAIN),
        *(StationCue.MANIFOLD_SHUT, StationCue.VALVES_SHUT, StationCue.CONTROL_OFF, StationCue.OFF_IGNORED),
        *(StationCue.FREE_DRIFT, StationCue.RUSSIAN_CONTROL, StationCue.CONTROL_REFUSED),
        *(StationCue.FORCE_FIGHT, StationCue.RATES_NULLED, StationCue.LEVEL_AGAIN),
        *(StationCue.CONTROL_REGAINED, StationCue.GYROS_HOLD, StationCue.GYROS_FULL_AGAIN),
        *(StationCue.ARRAYS_EDGE_ON, StationCue.ARRAYS_LOCKED, StationCue.ARRAYS_UNLOCKED),
        *(StationCue.ARRAY_STRUCK, StationCue.SUN_OFF_ARRAYS, StationCue.SUNSET, StationCue.SUNRISE),
        *(StationCue.BATTERY_60, StationCue.BATTERY_45, StationCue.BATTERY_LOW, StationCue.POWER_DOWN),
        *(StationCue.HEATING, StationCue.OVERHEATED, StationCue.S_BAND_LOST, StationCue.S_BAND_BACK),
        *(StationCue.RELAY_PATCHED, StationCue.SITE_LOST, StationCue.SITE_HEARD),
        *(StationCue.SHIP_FUEL_NEAR, StationCue.SHIP_FUEL_UNDER, StationCue.STATION_FUEL_LOW),
        *(StationCue.ASKED, StationCue.SETTLED, StationCue.LEFT_OFF),
        *(StationCue.BUSY, StationCue.CANNOT, StationCue.NOT_HEARD, StationCue.DID_NOTHING),
    }
)
"""Each makes the next order another one, or says that the last one led nowhere."""


def ends_turn(event: Event) -> bool:
    """Tell whether the second in which this happened is the last of a turn."""
    return isinstance(event, CueGiven) and event.cue in TURNING_POINTS
