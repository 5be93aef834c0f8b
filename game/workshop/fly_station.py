"""The line of an emergency of the station that a pilot flew: ``offscript fly station``."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING, cast

from game.emergencies.station.pilots.characters import Name
from game.emergencies.station.pilots.headless import Flown, fly_station
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, Phase
from game.vocabulary.flying import TICK_S, Rung
from game.workshop.flown_lines import hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.workshop.flown_lines import Line

EMERGENCY = "station"

PILOTS = tuple(name.value for name in Name)

STARTS = (Scenario.ROLL.value, Scenario.MODULE.value)
"""Which can be flown without a player; the drill is a lesson."""

_CONTROLLED = (Phase.HELD, Phase.REGAINED)


def line_of(pilot: str, seed: int, rung: Rung, start: str) -> Line:
    """Fly an emergency of the station and return its line."""
    return told(fly_station(Name(pilot), seed, rung, Scenario(start)))


def told(flown: Flown) -> Line:
    """Return what an emergency came to, ready for JSON."""
    state = flown.state
    return {
        "emergency": EMERGENCY,
        "pilot": flown.pilot.value,
        "seed": state.seed,
        "difficulty": state.rung.value,
        "start": state.start.value,
        "outcome": state.phase.value,
        "success": state.phase in _CONTROLLED,
        "seconds": round(flown.seconds, 2),
        "events": flown.cues,
        "state_hash": hash_of([state]),
        "peak_tilt_deg": round(degrees(state.watch.peak_tilt_rad), 1),
        "peak_rate_deg_s": round(degrees(state.watch.peak_rate_rad_s), 3),
        "turned_deg": round(degrees(state.body.turned_rad), 1),
        "minutes_without_control": minutes_without_control(flown),
        "soyuz_propellant_kg": round(state.ship.kg, 1),
        "station_propellant_kg": round(state.segment.kg, 1),
        "comm_lost_s": round(state.radio.lost_ticks * TICK_S),
        "charge": round(state.power.charge, 3),
        "arrays_lost": round(state.arrays.lost_share, 3),
        "troubles": [trouble.value for trouble in state.watch.troubles],
        "orders": len(flown.orders),
        "clock": flown.ending.clock,
    }


def minutes_without_control(flown: Flown) -> float:
    """Return the minutes from the tone until control was back; until the end where it was not [min]."""
    watch = flown.state.watch
    if watch.lost_tick == NEVER:
        return 0.0
    until = flown.state.tick if watch.regained_tick == NEVER else watch.regained_tick
    return round((until - watch.lost_tick) * TICK_S / 60.0, 2)


def readable(line: Mapping[str, object]) -> str:
    """Return a line for a reader."""
    troubles = cast("list[str]", line["troubles"])
    parts = [
        f"seed {line['seed']}: {line['outcome']}",
        f"{line['peak_tilt_deg']:.0f} deg at most",
        f"{line['minutes_without_control']:.1f} min without control",
        f"{line['soyuz_propellant_kg']:.0f} kg left in the ship",
    ]
    if troubles:
        parts.append(" and ".join(troubles))
    return ", ".join(parts)


def summary(lines: list[Line]) -> str:
    """Return what stands under the lines of some emergencies."""
    counts = [
        f"{sum(1 for line in lines if line['outcome'] == phase.value)} {phase.value}"
        for phase in (Phase.HELD, Phase.REGAINED, Phase.LONG_NIGHT, Phase.TO_SHIPS)
    ]
    return f"{len(lines)} flights: {', '.join(counts)}"
