"""Golden hashes: three flights, and what their states hash to, for ever.

``python -m tests.emergencies.docking.golden`` prints them as this Python finds them; with ``--write`` they
become the golden ones. That is right only when the simulation was changed on purpose, and then its version
goes up: old saves and recordings stand on the rest.
"""

from __future__ import annotations

import json
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from game.emergencies.docking.flight import SIMULATION, begin, step
from game.emergencies.docking.starts import Start
from game.vocabulary.flying import (
    Ask,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Control,
    Pulse,
    Rung,
    Set,
    StopAll,
    Switch,
)

from .flights import RANGING, first

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.emergencies.docking.state import DockingState
    from game.vocabulary.flying import FlightOrder

FILE = Path(__file__).with_name("golden.json")

EVERY = 1000
"""Ticks between two hashes."""


def _rounded(value: object) -> object:
    """Return a plain value with its floats to a millionth."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in cast("dict[str, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in cast("Sequence[object]", value)]
    return value


def digest(state: object) -> str:
    """Return a hash of a state whose floats are rounded to a millionth."""
    plain = _rounded(msgspec.to_builtins(state))
    return blake2b(msgspec.json.encode(plain, order="deterministic"), digest_size=12).hexdigest()


def _assisted() -> tuple[DockingState, Mapping[int, tuple[FlightOrder, ...]]]:
    return begin(RANGING, 3, Rung.ASSISTED), {
        200: (Call(Ask.MOSCOW),),
        600: (Pulse(Control.FORWARD, 100), Pulse(Control.NOSE_LEFT, 30)),
        1400: (Pulse(Control.RIGHT, 25), Call(Ask.RANGE)),
        3000: (Pulse(Control.UP, 40), Call(Ask.STATION)),
        5000: (Set(Switch.FILTER, on=False), Set(Switch.LAMP, on=True)),
    }


def _flown() -> tuple[DockingState, Mapping[int, tuple[FlightOrder, ...]]]:
    return first(Rung.FLOWN, 11, nerve=20, speaks="moscow"), {
        100: (Burn(Control.FORWARD, on=True),),
        200: (Burn(Control.FORWARD, on=False), Pulse(Control.ROLL_RIGHT, 20)),
        900: (Pulse(Control.DOWN, 33), Set(Switch.NARROW, on=True)),
        2000: (Set(Switch.BOTH_SETS, on=True), Brake()),
        3000: (Pulse(Control.FORWARD, 60), Pulse(Control.LEFT, 7)),
        4200: (BackOff(),),
    }


def _bare() -> tuple[DockingState, Mapping[int, tuple[FlightOrder, ...]]]:
    return first(Rung.BARE, 77, Start.COME_IN), {
        40: (Pulse(Control.NOSE_UP, 1), Pulse(Control.NOSE_RIGHT, 1)),
        200: (Pulse(Control.FORWARD, 80),),
        700: (Pulse(Control.LEFT, 10), Pulse(Control.FORWARD, 9)),
        1500: (StopAll(), ChangeRung(Rung.FLOWN)),
    }


def golden_hashes() -> dict[str, list[str]]:
    """Return the hashes of three flights, as this process finds them."""
    found: dict[str, list[str]] = {"simulation": [str(SIMULATION)]}
    for name, make in (("assisted", _assisted), ("flown", _flown), ("bare", _bare)):
        state, plan = make()
        hashes = [digest(state)]
        for tick in range(8 * EVERY):
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
