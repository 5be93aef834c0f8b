"""What a flight came to, as numbers that can be compared.

Law: pure. The scale is only for telling which of two ends is better; no player is shown it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.emergencies.protocol import Ending

FLYING = "flying"
"""The beat of a flight that has not ended."""

_COSTS = {
    "capture": 0.0,
    "hard_capture": 40.0,
    "retreat": 70.0,
    "wave_off": 80.0,
    FLYING: 90.0,
    "bounce": 100.0,
    "called_home": 130.0,
    "no_margin": 130.0,
    "strike": 200.0,
    "passed": 0.0,
    "missed": 80.0,
    "touched": 100.0,
}
"""By the beat of the ending; chosen for play, only their order and the gaps between them matter."""

BEATS = frozenset(_COSTS)
"""Every beat that is known here."""

_MISS_M, _SPEED_M_S, _BEST_M_S, _TIME_S, _FUEL_KG = 0.34, 0.25, 0.105, 600.0, 100.0
"""What counts as much as one of the parts below; the best closing speed is the middle of 6 to 15 cm/s."""

_PART, _SMALL_PART = 15.0, 4.0


@dataclass(frozen=True, slots=True)
class Result:
    """The end of a flight.

    Attributes:
        beat: of the ending, `FLYING` if there is none.
        ticks: from the opening.
        propellant_kg: left [kg].
        closing_m_s: at the touch [m/s]; None without one.
        miss_m: off the axis at the touch [m]; None without one.
    """

    beat: str
    ticks: int
    propellant_kg: float
    closing_m_s: float | None
    miss_m: float | None


def result_of(state: DockingState, ending: Ending | None) -> Result:
    """Return what a flight came to, from its last state."""
    touch = state.contact
    return Result(
        beat=ending.beat if ending else FLYING,
        ticks=state.tick,
        propellant_kg=state.propellant_kg,
        closing_m_s=touch.closing_m_s if touch else None,
        miss_m=touch.miss_m if touch else None,
    )


def cost_of(result: Result) -> float:
    """Return how bad an end is: 0 for the best there can be, about 200 for the worst."""
    cost = _COSTS.get(result.beat, _COSTS[FLYING])
    if result.closing_m_s is not None and result.miss_m is not None:
        cost += _PART * min(1.0, result.miss_m / _MISS_M)
        cost += _PART * min(1.0, abs(result.closing_m_s - _BEST_M_S) / _SPEED_M_S)
    cost += _SMALL_PART * min(2.0, result.ticks / TICKS_PER_S / _TIME_S)
    return cost - _SMALL_PART * min(7.0, result.propellant_kg / _FUEL_KG)
