"""Who can be told to do what, where it is done, and how long it takes them.

Law: a table. It says who can; whether it is wise, or does anything now, the machines answer.
Times are of the person at the place; what a machine needs after that is the machine's. Chosen for play, from
crews' checklists of the same kind (`facts.md` 3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.vocabulary.station import Module, Person, Task

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work.

    Attributes:
        where: the module it is done in; None for wherever the person is, and for the ground.
        seconds: at the place.
    """

    where: Module | None
    seconds: int


_LAPTOP: Mapping[Task, int] = {
    Task.READ_RATES: 5,
    Task.TAKE_CONTROL: 25,
    Task.NULL_RATES: 10,
    Task.TURN_BACK: 10,
    Task.TURN_BACK_FAST: 10,
    Task.HOLD: 6,
    Task.JETS_OFF: 6,
    Task.SHED_FILM: 40,
}
"""At the laptop and the panel in Zvezda."""

_OTHER_SEGMENT: Mapping[Task, int] = {
    Task.FREE_DRIFT: 15,
    Task.ARRAYS_EDGE_ON: 20,
    Task.LOCK_ARRAYS: 15,
    Task.UNLOCK_ARRAYS: 15,
    Task.GYROS_TAKE_OVER: 20,
    Task.SWITCH_ANTENNA: 15,
    Task.SHED_COMFORT: 30,
    Task.SHED_COOLING: 30,
    Task.LOADS_ON: 30,
    Task.READ_RATES: 6,
}
"""At the laptop in the laboratory."""

_ANYBODY: Mapping[Task, int] = {Task.REPORT: 3, Task.STAND_BY: 1, Task.GO_TO_SHIP: 8, Task.COME_BACK: 1}
"""Wherever they are; going takes what the way takes."""

_SEAT: Mapping[Task, int] = {
    Task.SEND_OFF: 2,
    Task.MOTION_CONTROL_OFF: 10,
    Task.CLOSE_MANIFOLD_1: 18,
    Task.CLOSE_MANIFOLD_2: 18,
    Task.CLOSE_VALVES: 18,
}
"""In the seat of the docked ship. Only the guarded switch is quick enough to hold her: a motor closes a pipe,
and takes longer than the gyros last."""


def _there(where: Module | None, work: Mapping[Task, int], longer: int = 0) -> dict[Task, Work]:
    return {task: Work(where, seconds + longer) for task, seconds in work.items()}


_WINDOW = {Task.CLOSE_SHUTTERS: 20, Task.OPEN_SHUTTERS: 20, Task.LOOK_OUT: 8, Task.SPEAK_TO_CAMERA: 15}
_CAMERA = {Task.ROLL: 2, Task.CUT: 2, Task.LOOK_OUT: 8, Task.CLOSE_SHUTTERS: 20, Task.OPEN_SHUTTERS: 20}
_ARRAYS = (Task.ARRAYS_EDGE_ON, Task.LOCK_ARRAYS, Task.UNLOCK_ARRAYS)
"""What the other segment's second laptop, which hangs in Zvezda, is allowed to do."""

_FROM_MOSCOW = (Task.TAKE_CONTROL, Task.NULL_RATES, Task.TURN_BACK, Task.TURN_BACK_FAST, Task.HOLD)
_GROUND_S = 15
"""What a command from the ground takes longer, on its way up and back."""

TASKS: Mapping[Person, Mapping[Task, Work]] = MappingProxyType(
    {
        Person.SELF: {
            **_there(Module.SHIP, _SEAT),
            Task.REPORT: Work(None, 3),
            Task.STAND_BY: Work(None, 1),
            Task.GO_TO_SHIP: Work(None, 8),
        },
        Person.ROOKIE: {
            **_there(Module.ZVEZDA, _LAPTOP, 5),
            **_there(Module.ZVEZDA, {task: _OTHER_SEGMENT[task] for task in _ARRAYS}, 20),
            **_there(None, _ANYBODY),
        },
        Person.COMMANDER: {**_there(Module.ZVEZDA, _LAPTOP), **_there(None, _ANYBODY)},
        Person.ASTRONAUT: {**_there(Module.LAB, _OTHER_SEGMENT), **_there(None, _ANYBODY)},
        Person.DIRECTOR: {**_there(Module.CUPOLA, _CAMERA), **_there(None, _ANYBODY)},
        Person.ACTOR: {**_there(Module.CUPOLA, _WINDOW), **_there(None, _ANYBODY)},
        Person.MOSCOW: {
            **_there(None, {task: _LAPTOP[task] for task in _FROM_MOSCOW}, _GROUND_S),
            Task.REPORT: Work(None, 5),
            Task.STAND_BY: Work(None, 1),
        },
        Person.HOUSTON: {
            **_there(None, {task: s for task, s in _OTHER_SEGMENT.items() if s != 6}, _GROUND_S),
            Task.REPORT: Work(None, 5),
            Task.STAND_BY: Work(None, 1),
        },
    }
)
"""By person: what they can be told to do."""

SEATS: Mapping[Person, Module] = MappingProxyType(
    {
        Person.SELF: Module.SHIP,
        Person.DIRECTOR: Module.SHIP,
        Person.ACTOR: Module.SHIP,
        Person.COMMANDER: Module.OTHER_SHIP,
        Person.ROOKIE: Module.OTHER_SHIP,
        Person.ASTRONAUT: Module.OTHER_SHIP,
    }
)
"""The seat that is theirs; the other four have theirs in the capsule, and find it alone."""

WORKPLACES: Mapping[Person, Module] = MappingProxyType(
    {
        Person.SELF: Module.SHIP,
        Person.ROOKIE: Module.ZVEZDA,
        Person.COMMANDER: Module.ZVEZDA,
        Person.ASTRONAUT: Module.LAB,
        Person.DIRECTOR: Module.CUPOLA,
        Person.ACTOR: Module.CUPOLA,
    }
)
"""Where they come back to."""

_NEXT: Mapping[Module, Mapping[Module, int]] = {
    Module.SHIP: {Module.NAUKA: 15},
    Module.NAUKA: {Module.SHIP: 15, Module.ZVEZDA: 12},
    Module.ZVEZDA: {Module.NAUKA: 12, Module.ZARYA: 12},
    Module.ZARYA: {Module.ZVEZDA: 12, Module.RASSVET: 10, Module.UNITY: 12},
    Module.RASSVET: {Module.ZARYA: 10, Module.OTHER_SHIP: 15},
    Module.OTHER_SHIP: {Module.RASSVET: 15},
    Module.UNITY: {Module.ZARYA: 12, Module.TRANQUILITY: 8, Module.LAB: 8},
    Module.TRANQUILITY: {Module.UNITY: 8, Module.CUPOLA: 6},
    Module.CUPOLA: {Module.TRANQUILITY: 6},
    Module.LAB: {Module.UNITY: 8, Module.HARMONY: 8},
    Module.HARMONY: {Module.LAB: 8, Module.CAPSULE: 12},
    Module.CAPSULE: {Module.HARMONY: 12},
}
"""Seconds through each hatch, as people move who do not race. Chosen for play."""


def way_s(here: Module, there: Module) -> int:
    """Return how long somebody needs from one module to another [s]; the modules have one way only."""
    edge, seen = [(0, here)], {here}
    for seconds, at in edge:
        if at is there:
            return seconds
        for neighbour, more in _NEXT[at].items():
            if neighbour not in seen:
                seen.add(neighbour)
                edge.append((seconds + more, neighbour))
    raise LookupError(there)
