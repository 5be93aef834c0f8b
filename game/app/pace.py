"""How fast mission time passes: real seconds in, ticks of the simulation out.

Law: pure; the seconds are told, never read from a clock here. Every pace runs the same ticks, so that the
same orders at the same ticks give the same flight. A stall is not flown: a lid that was closed for an hour
costs half a second.
"""

from __future__ import annotations

from enum import Enum
from math import radians
from typing import TYPE_CHECKING

from game.emergencies.docking.sight import HULL_M
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_STALL_S = 0.5
"""Real time between two looks at the clock that is still flown [s]; the rest of it is dropped. Chosen for
play: a busy computer stutters less than this, and a closed lid or a stopped process takes longer."""

TURNS_S = (20, 10, 5, 2)
"""How long a turn may be [s]."""

_TURN_BEYOND_M = ((40.0, 20), (20.0, 10), (6.0, 5))
"""Beyond which believed range a turn takes how long [m, s]; nearer it takes the shortest. Chosen for play."""


class Pace(Enum):
    """How time passes."""

    FAST = "fast"
    """Four times as fast, until something happens; only where half an hour is to be lived through."""
    REAL = "real"
    HALF = "half"
    QUARTER = "quarter"
    TURNS = "turns"
    """Only when an order is given, or a turn is let pass."""


SPEEDS = {Pace.FAST: 4.0, Pace.REAL: 1.0, Pace.HALF: 0.5, Pace.QUARTER: 0.25, Pace.TURNS: 0.0}
"""Mission seconds in a real one."""


USUAL = (Pace.REAL, Pace.HALF, Pace.QUARTER, Pace.TURNS)
"""The paces of a flight of minutes."""


def next_pace(pace: Pace, paces: Sequence[Pace] = USUAL) -> Pace:
    """Return the pace that comes after this one, in a ring."""
    return paces[(paces.index(pace) + 1) % len(paces)]


class Metronome:
    """Counts the ticks that are due; what is left of a tick is kept for the next look."""

    def __init__(self) -> None:
        self._last_s: float | None = None
        self._owed = 0.0

    def rest(self) -> None:
        """Let time pass uncounted until the next look: the flight is paused, or nobody sees it."""
        self._last_s = None
        self._owed = 0.0

    def ticks_due(self, now_s: float, speed: float) -> int:
        """Return how many ticks have become due since the last look; none at the first one after a rest.

        Args:
            now_s: of a clock that never goes back [s].
            speed: mission seconds in a real one, 0 or more.
        """
        last_s, self._last_s = self._last_s, now_s
        if last_s is None:
            return 0
        passed_s = min(max(0.0, now_s - last_s), LONGEST_STALL_S)
        self._owed += passed_s * speed * TICKS_PER_S
        due = max(0, int(self._owed))
        self._owed -= due
        return due

    def hurry(self) -> bool:
        """Return whether a tick may be run ahead of its time, so that an order shows at once.

        It is taken off what becomes due next, and there is never more than one: however fast keys are
        pressed, time passes at its pace.
        """
        if self._last_s is None or self._owed <= 0.0:
            return False
        self._owed -= 1.0
        return True


def turn_by_sight(hull_deg: float) -> int:
    """Return how long a turn should be for what the pilot sees [s].

    Args:
        hull_deg: how wide the module looks in the glass [deg]; 0 or less when it cannot be made out.
    """
    if hull_deg <= 0:
        return TURNS_S[0]
    believed_m = HULL_M / radians(hull_deg)
    return next((turn_s for beyond_m, turn_s in _TURN_BEYOND_M if believed_m > beyond_m), TURNS_S[-1])
