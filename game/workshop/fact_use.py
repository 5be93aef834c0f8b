"""Finds which facts of the story the game's own modules read and set: around a flight, and at any time.

Law: a fact's name in quotes in a flight's opening is read by it, in its outcome is set by it; nothing is run.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from game.mission.phases import BY_FACT, PHASES
from game.narrative.fact_life import FlightUse, ProgramUse

if TYPE_CHECKING:
    from collections.abc import Collection

_QUOTED = re.compile(r"\"([a-z][a-z0-9_]*)\"")
_SET = re.compile(r"\bfacts\[\"([a-z][a-z0-9_]*)\"\] = ")
_STATION = ("roll", "drill")
"""The words of `Phase.flown` that belong to the station; the others are dockings."""


def program_use(facts: Collection[str]) -> ProgramUse:
    """Return what the program uses of these facts.

    Args:
        facts: every declared fact.
    """
    docking, station = _flight("docking", facts), _flight("station", facts)
    both = FlightUse(docking.reads | station.reads, docking.writes | station.writes)
    flights = {
        name: both if phase.flown == BY_FACT else station if phase.flown in _STATION else docking
        for name, phase in PHASES.items()
        if phase.flown
    }
    set_by_engine = set(_SET.findall(_module("engine/turn.py")))
    return ProgramUse(frozenset(set_by_engine & set(facts)), flights)


def _flight(kind: str, facts: Collection[str]) -> FlightUse:
    opening = set(_QUOTED.findall(_module(f"emergencies/{kind}/opening.py")))
    outcome = set(_QUOTED.findall(_module(f"emergencies/{kind}/outcome.py")))
    return FlightUse(frozenset(opening & set(facts)), frozenset(outcome & set(facts)))


def _module(path: str) -> str:
    return files("game").joinpath(path).read_text(encoding="utf-8")
