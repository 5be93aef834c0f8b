"""What the round glass is given to draw of a flight, and on assisted the two helps that are drawn into it.

Law: pure. The helps come from the true state, which is what *assisted* means; on the other rungs there are
none.
"""

from __future__ import annotations

from math import atan2, degrees
from typing import TYPE_CHECKING

from game.app.periscope.picture import View
from game.emergencies.docking import glass, truth
from game.vocabulary.flying import TICK_S, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState

DRIFT_M_S = 0.012
"""Slower sideways motion shows no arrow [m/s]; a little more than the shortest tap gives. Chosen for play."""

AHEAD_S = 20.0
"""How far ahead the mark shows where the target will stand, hands off [s]. Chosen for play."""

_NEAREST_M = 2.0
"""The mark is not drawn for nearer than this [m]."""


def view_of(state: DockingState, *, still: bool) -> View:
    """Return what the glass shows.

    Args:
        state: of the flight.
        still: whether nothing may move by itself, the stars among it.
    """
    sight = glass.look(state)
    drift: tuple[int, int] = (0, 0)
    bound_deg: tuple[float, float] | None = None
    if state.rung is Rung.ASSISTED:
        true = truth.read(state)
        drift = (_way(true.sliding_right_m_s), _way(true.sliding_down_m_s))
        # Seen from the eye, which stands behind the probe's head.
        far_m = glass.HEAD_BEFORE_EYE_M + max(_NEAREST_M, true.range_m)
        later_m = glass.HEAD_BEFORE_EYE_M + max(_NEAREST_M, true.range_m - true.closing_m_s * AHEAD_S)
        bound_deg = (
            sight.target_right_deg + _swing_deg(true.offset_right_m, true.sliding_right_m_s, far_m, later_m),
            sight.target_down_deg + _swing_deg(true.offset_down_m, true.sliding_down_m_s, far_m, later_m),
        )
    return View(
        pose=glass.eye_pose(state),
        sight=sight,
        lamp=state.lamp,
        filter_on=state.filter_on,
        elapsed_s=0.0 if still else state.tick * TICK_S,
        drift=drift,
        bound_deg=bound_deg,
    )


def _way(slide_m_s: float) -> int:
    return 0 if abs(slide_m_s) < DRIFT_M_S else 1 if slide_m_s > 0 else -1


def _swing_deg(offset_m: float, slide_m_s: float, far_m: float, later_m: float) -> float:
    """Return how far the target will have swung in the glass [deg]: against the way the ship goes."""
    return degrees(atan2(offset_m, far_m) - atan2(offset_m + slide_m_s * AHEAD_S, later_m))
