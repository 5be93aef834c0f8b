"""The line of a docking that a pilot flew: ``offscript fly docking``."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING

from game.emergencies.docking.campaign import Result
from game.emergencies.docking.pilots.characters import Name
from game.emergencies.docking.pilots.headless import Docking, fly_docking
from game.workshop.flown_lines import hash_of, sum_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.vocabulary.flying import Rung
    from game.workshop.flown_lines import Line

EMERGENCY = "docking"

PILOTS = tuple(name.value for name in Name)


def line_of(pilot: str, seed: int, rung: Rung) -> Line:
    """Fly a docking and return its line."""
    return told(fly_docking(Name(pilot), seed, rung))


def told(docking: Docking) -> Line:
    """Return what a docking came to, ready for JSON."""
    last = docking.approaches[-1]
    touch = last.state.contact
    success = docking.result is Result.CAPTURE
    return {
        "emergency": EMERGENCY,
        "pilot": docking.pilot.value,
        "seed": docking.seed,
        "difficulty": docking.rung.value,
        "outcome": docking.result.value,
        "success": success,
        "seconds": round(sum_of(tuple(one.seconds for one in docking.approaches)), 2),
        "events": sum(one.cues for one in docking.approaches),
        "state_hash": hash_of([one.state for one in docking.approaches]),
        "attempts": len(docking.approaches),
        "propellant_kg": round(last.state.propellant_kg, 1),
        "contact": None
        if touch is None
        else {
            "closing_m_s": round(touch.closing_m_s, 4),
            "lateral_m": round(touch.miss_m, 4),
            "angle_deg": round(degrees(touch.angle_rad), 3),
            "rate_deg_s": round(degrees(touch.rate_rad_s), 4),
        },
        "in_shadow": touch is not None and touch.dark,
        "first_try": success and len(docking.approaches) == 1,
        "endings": [one.ending.trigger for one in docking.approaches],
        "clock": last.ending.clock,
    }


def readable(line: Mapping[str, object]) -> str:
    """Return a line for a reader."""
    touch = line["contact"]
    parts = [
        f"seed {line['seed']}: {line['outcome']} after {line['attempts']}",
        f"{line['seconds']:.0f} s",
        f"{line['propellant_kg']:.0f} kg left",
    ]
    if isinstance(touch, dict):
        parts.append(f"{touch['closing_m_s']:.3f} m/s, {touch['lateral_m']:.3f} m off")
    if line["in_shadow"]:
        parts.append("in the dark")
    return ", ".join(parts)


def summary(lines: list[Line]) -> str:
    """Return what stands under the lines of some dockings."""
    first = sum(1 for line in lines if line["first_try"])
    docked = sum(1 for line in lines if line["success"])
    struck = sum(1 for line in lines if line["outcome"] == Result.STRIKE.value)
    return f"{len(lines)} flights: {first} docked at the first try, {docked} in the end, {struck} struck"
