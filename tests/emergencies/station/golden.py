"""Golden hashes: three flights, and what their states hash to, for ever.

``python -m tests.emergencies.station.golden`` prints them as this Python finds them; with ``--write`` they
become the golden ones. That is right only when the simulation was changed on purpose, and then its version
goes up: old saves and recordings stand on the rest.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.emergencies.station.flight import SIMULATION, step
from game.emergencies.station.scenarios import Scenario
from game.vocabulary.flying import ChangeRung, Rung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Reply,
    Task,
    Tell,
)
from tests.emergencies.docking.golden import digest

from .flights import first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import FlightOrder

FILE = Path(__file__).with_name("golden.json")

EVERY = 2000
"""Ticks between two hashes."""

LENGTH = 20 * EVERY
"""Ticks of each flight: through the sunset."""


def _assisted() -> tuple[StationState, Mapping[int, tuple[FlightOrder, ...]]]:
    """The standing line, with two of the right things in the wrong order."""
    return first(Rung.ASSISTED, 3, crew=80, cupola_warned=True), {
        20: (Assign(Person.SELF, Task.SEND_OFF), Tell(Person.MOSCOW, News.RUNS_ON)),
        300: (Assign(Person.SELF, Task.MOTION_CONTROL_OFF),),
        700: (Assign(Person.ASTRONAUT, Task.FREE_DRIFT), Assign(Person.ROOKIE, Task.READ_RATES)),
        1200: (Assign(Person.COMMANDER, Task.TAKE_CONTROL), Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)),
        1900: (Assign(Person.COMMANDER, Task.NULL_RATES),),
        3400: (Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS),),
        6000: (Answer(Question.HOW_FAST, Reply.FASTER), Assign(Person.COMMANDER, Task.TURN_BACK_FAST)),
        12000: (Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER),),
    }


def _flown() -> tuple[StationState, Mapping[int, tuple[FlightOrder, ...]]]:
    """A manifold, the valves, then to the ships and back."""
    return first(Rung.FLOWN, 11, nerve=20), {
        100: (Assign(Person.SELF, Task.CLOSE_MANIFOLD_1),),
        600: (Assign(Person.SELF, Task.CLOSE_VALVES), Tell(Person.ACTOR, News.HOLD_TIGHT)),
        2500: (Answer(Question.CAMERA, Reply.CUT_AND_SHUT),),
        6000: (AllToShips(),),
        6600: (AllStay(),),
        11000: (Assign(Person.HOUSTON, Task.SHED_COMFORT), Assign(Person.DIRECTOR, Task.LOOK_OUT)),
    }


def _bare() -> tuple[StationState, Mapping[int, tuple[FlightOrder, ...]]]:
    """The module's tug of war, without a laptop."""
    return first(Rung.BARE, 77, Scenario.MODULE), {
        40: (Assign(Person.COMMANDER, Task.TAKE_CONTROL),),
        1500: (Assign(Person.COMMANDER, Task.NULL_RATES),),
        9000: (ChangeRung(Rung.FLOWN), Assign(Person.COMMANDER, Task.JETS_OFF)),
    }


def golden_hashes() -> dict[str, list[str]]:
    """Return the hashes of three flights, as this process finds them."""
    found: dict[str, list[str]] = {"simulation": [str(SIMULATION)]}
    for name, make in (("assisted", _assisted), ("flown", _flown), ("bare", _bare)):
        state, plan = make()
        hashes = [digest(state)]
        for tick in range(LENGTH):
            state = step(state, plan.get(tick, ())).state
            if (tick + 1) % EVERY == 0:
                hashes.append(digest(state))
        found[name] = hashes
    return found


if __name__ == "__main__":
    text = json.dumps(golden_hashes(), indent=1) + "\n"
    if "--write" in sys.argv:
        FILE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
