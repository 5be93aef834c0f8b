"""Whichever emergency was flown: one door to its debrief, for those who do not care which it was.

Law: a look at what kind of recording it is, and a call; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.flown import Kind
from game.engine.debrief import Debrief, debrief, trained_flight
from game.engine.station_debrief import StationDebrief, station_debrief

if TYPE_CHECKING:
    from game.engine.recording import Recording

AnyDebrief = Debrief | StationDebrief
"""The debrief of any emergency; both have ticks, start_s, result, decisions and replayed."""


def look_back(recording: Recording, *, decide: bool = True) -> AnyDebrief:
    """Return the debrief of a flight.

    Args:
        recording: the flight.
        decide: whether the decisions that mattered are looked for, and flights flown to compare with; that
            takes seconds.

    Raises:
        RecordingBroken: if the states of a recording that somebody else wrote cannot be flown.
    """
    if recording.kind is Kind.DOCKING:
        return debrief(recording, trained_flight(recording) if decide else None, decide=decide)
    return station_debrief(recording, decide=decide)
