"""From one approach to the next, until the docking is settled one way or the other.

Law: pure, and the story's own rules in short: what an approach sets is carried over, a bounce or a retreat is
followed by another try from 70 m, a wave-off by the second daylight. The story asks a player; whoever flies
without one always tries again, while the rules let him.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.emergencies.docking.rules import RESERVE_KG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.protocol import Ending
    from game.vocabulary.values import Value

MOST_APPROACHES = 4
"""After so many the ground wants them home; chosen for play."""

BETWEEN_S = 150
"""From a bounce or a retreat to the next try [s]; as the story has it."""

_CLOCK_AT = len("2021-10-05 ")
_MIDNIGHT_S = 86_400


class Result(Enum):
    """How a docking ends."""

    CAPTURE = "capture"
    STRIKE = "strike"
    OUT_OF_PROPELLANT = "out_of_propellant"
    FLIGHT_HOME = "flight_home"


@dataclass(frozen=True, slots=True)
class Again:
    """Another approach.

    Attributes:
        facts: with which it begins, by declared name.
        clock: mission time at which it begins, ``YYYY-MM-DD HH:MM:SS`` (UTC).
    """

    facts: Mapping[str, Value]
    clock: str


FIRST = Again(
    {
        "attempts": 1,
        "propellant_kg": 612,
        "daylight": True,
        "waited": False,
        "nerve": 60,
        "actor_craft": "ranging",
        "speaks": "nobody",
        "camera_running": False,
        "in_shadow": False,
    },
    "2021-10-05 12:14:30",
)
"""The first approach of a crew that knows its work, as nobody has chosen anything for it."""

SECOND_DAYLIGHT = "2021-10-05 12:53:00"


def after(facts: Mapping[str, Value], ending: Ending) -> Again | Result:
    """Return what comes after an approach.

    Args:
        facts: with which it began.
        ending: what it came to.
    """
    known = dict(facts) | dict(ending.facts)
    match ending.trigger:
        case "captured" | "captured_hard":
            return Result.CAPTURE
        case "struck":
            return Result.STRIKE
        case "propellant_out":
            return Result.OUT_OF_PROPELLANT
        case "bounced" | "retreated":
            clock = later(ending.clock, BETWEEN_S)
        case "waved_off" if not known.get("waited"):
            known["waited"] = known["daylight"] = True
            clock = SECOND_DAYLIGHT
        case _:
            return Result.FLIGHT_HOME
    flown = int(known.get("attempts", 1))
    if flown >= MOST_APPROACHES:
        return Result.FLIGHT_HOME
    if int(known.get("propellant_kg", 0)) < RESERVE_KG:
        return Result.OUT_OF_PROPELLANT
    known["attempts"] = flown + 1
    return Again(known, clock)


def later(clock: str, seconds: int) -> str:
    """Return a mission time moved on, within its day.

    Raises:
        ValueError: if the clock is none, or the day ends first.
    """
    day, time = clock[:_CLOCK_AT], clock[_CLOCK_AT:].split(":")
    hours, minutes, rest = (int(part) for part in time)
    at = hours * 3600 + minutes * 60 + rest + seconds
    if not 0 <= at < _MIDNIGHT_S:
        raise ValueError(f"seconds must stay within the day, got {seconds!r} after {clock!r}")
    return f"{day}{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"
