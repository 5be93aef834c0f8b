"""Which jets a hand controller's deflection fires: the jet-select table.

Law: a table, not a solver. Left hand (RUD) slides the ship, right hand (RUO) turns it; each axis is off, or
on with a sign. A slide may turn the nose a little and a pitch or yaw pushes the ship sideways, because jets
sit where they sit: the computer, or the pilot, takes that out.
Two turns at once would have to share jets and spill into the third axis, so they take turns, a tick each.

The table is **assumed**, as the layout in ``soyuz`` is; one manifold or both is the real pilot's choice
(sourced).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.flight.soyuz import JET_BY_NAME

if TYPE_CHECKING:
    from game.flight.jets import Jet


class Axis(Enum):
    """What a deflection asks for; the sign is along or about the body axis."""

    FORWARD = "forward"
    RIGHT = "right"
    DOWN = "down"
    ROLL = "roll"
    PITCH = "pitch"
    YAW = "yaw"


class Manifolds(Enum):
    """Which feed lines are open."""

    FIRST = (1,)
    SECOND = (2,)
    BOTH = (1, 2)


TABLE: dict[tuple[Axis, int], tuple[str, ...]] = {
    (Axis.FORWARD, 1): ("push_right", "push_left"),
    (Axis.FORWARD, -1): ("brake_right", "brake_left"),
    (Axis.RIGHT, 1): ("slide_right",),
    (Axis.RIGHT, -1): ("slide_left",),
    (Axis.DOWN, 1): ("slide_down",),
    (Axis.DOWN, -1): ("slide_up",),
    (Axis.ROLL, 1): ("turn_a", "turn_c"),
    (Axis.ROLL, -1): ("turn_b", "turn_d"),
    (Axis.PITCH, 1): ("turn_a", "turn_b"),
    (Axis.PITCH, -1): ("turn_c", "turn_d"),
    (Axis.YAW, 1): ("turn_a", "turn_d"),
    (Axis.YAW, -1): ("turn_b", "turn_c"),
}
"""The pairs that fire for each axis and sign."""

SPARE_ENGINE: tuple[str, ...] = ("push_right", "push_left", "push_low", "push_high")
"""The pairs that push the ship home, more slowly, if the main engine fails (sourced: eight jets aft)."""


@dataclass(frozen=True, slots=True)
class Deflection:
    """How both hand controllers stand; each -1, 0 or 1.

    Raises:
        ValueError: if an axis has another value.
    """

    forward: int = 0
    right: int = 0
    down: int = 0
    roll: int = 0
    pitch: int = 0
    yaw: int = 0

    def __post_init__(self) -> None:
        for axis in Axis:
            if getattr(self, axis.value) not in (-1, 0, 1):
                raise ValueError(f"{axis.value} must be -1, 0 or 1, got {getattr(self, axis.value)!r}")


_TURNS = (Axis.ROLL, Axis.PITCH, Axis.YAW)


def selected(deflection: Deflection, manifolds: Manifolds, tick: int) -> tuple[Jet, ...]:
    """Return the jets that fire in this tick.

    Args:
        deflection: of both hand controllers.
        manifolds: the open feed lines.
        tick: the tick's number; decides which of several turns has the jets.
    """
    asked = [(axis, getattr(deflection, axis.value)) for axis in Axis if getattr(deflection, axis.value)]
    slides = [one for one in asked if one[0] not in _TURNS]
    turns = [one for one in asked if one[0] in _TURNS]
    served = [*slides, turns[tick % len(turns)]] if turns else slides
    return tuple(
        JET_BY_NAME[f"{pair}_{manifold}"]
        for axis, sign in served
        for pair in TABLE[axis, sign]
        for manifold in manifolds.value
    )
