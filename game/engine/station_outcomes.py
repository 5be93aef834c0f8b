"""What an emergency of the station came to, as numbers that can be compared.

Law: pure. The scale is only for telling which of two ends is better; no player is shown it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees
from typing import TYPE_CHECKING

from game.emergencies.station.limits import DEPARTURE_KG
from game.emergencies.station.state import NEVER, Phase, Trouble
from game.engine.outcomes import FLYING
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import StationCue, Task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.protocol import Ending
    from game.emergencies.station.state import StationState

_COSTS = {
    Phase.HELD: 0.0,
    Phase.REGAINED: 0.0,
    Phase.DRILL_PASSED: 0.0,
    Phase.RUNNING: 40.0,
    Phase.DRILL_MISSED: 50.0,
    Phase.TO_SHIPS: 60.0,
    Phase.LONG_NIGHT: 100.0,
}
"""By how it ended; chosen for play, only their order and the gaps between them matter."""

_MINUTE, _DEGREE, _MOST_DEG = 1.0, 0.25, 180.0
_ARRAYS, _BATTERIES, _DEPARTURE, _SHIP_KG, _STATION_KG = 80.0, 12.0, 30.0, 0.3, 0.05
_UNPROVED, _VALVES, _TROUBLE = 5.0, 12.0, 3.0
"""What each thing costs on the same scale, in minutes without control; chosen for play."""

MILESTONES = (
    StationCue.THRUST_STOPPED,
    StationCue.FREE_DRIFT,
    StationCue.ARRAYS_EDGE_ON,
    StationCue.ARRAYS_LOCKED,
    StationCue.RUSSIAN_CONTROL,
    StationCue.RATES_NULLED,
    StationCue.TURNING_BACK,
    StationCue.LEVEL_AGAIN,
    StationCue.CONTROL_REGAINED,
    StationCue.GYROS_HOLD,
    StationCue.RELAY_PATCHED,
    StationCue.LOADS_SHED,
)
"""What one flight may come to sooner than another."""


@dataclass(frozen=True, slots=True)
class StationResult:
    """The end of an emergency of the station.

    Attributes:
        beat: of the ending, `FLYING` if there is none.
        phase: how it ended.
        ticks: from the opening.
        lost_tick: when control was lost; `NEVER` if it was not.
        regained_tick: when it was regained; `NEVER` if it was not.
        peak_deg: the farthest over [deg].
        ship_kg: propellant left in the docked ship [kg].
        segment_kg: used by the Russian segment [kg].
        array_lost: share of the arrays' power that plumes cost, 0 to 1.
        low: whether the batteries came to what is kept for the night.
        unproved: whether the guarded switch left the engine unproved.
        valves_shut: whether the propellant valves were shut.
        troubles: in the order in which they came.
        caught_s: filmed with the Earth going sideways in the window [s].
        reached: the first tick of each of `MILESTONES` that was come to, in their order.
    """

    beat: str
    phase: Phase
    ticks: int
    lost_tick: int
    regained_tick: int
    peak_deg: float
    ship_kg: float
    segment_kg: float
    array_lost: float
    low: bool
    unproved: bool
    valves_shut: bool
    troubles: tuple[Trouble, ...]
    caught_s: float
    reached: tuple[tuple[StationCue, int], ...] = ()

    @property
    def lost(self) -> bool:
        """Whether control was lost."""
        return self.lost_tick != NEVER

    @property
    def minutes(self) -> float:
        """Without control [min]; to the end where it was not regained."""
        if not self.lost:
            return 0.0
        until = self.regained_tick if self.regained_tick != NEVER else self.ticks
        return (until - self.lost_tick) / TICKS_PER_S / 60.0

    @property
    def under_line(self) -> bool:
        """Whether the ship has less than it needs for leaving."""
        return self.ship_kg < DEPARTURE_KG

    def when(self, milestone: StationCue) -> int | None:
        """Return the tick at which something was come to; None if it was not."""
        return dict(self.reached).get(milestone)


def station_result_of(
    state: StationState, ending: Ending | None, reached: Mapping[StationCue, int]
) -> StationResult:
    """Return what an emergency came to, from its last state.

    Args:
        state: the last one.
        ending: what the simulation says of it; None while it goes on.
        reached: the first tick of each cue that has come.
    """
    watch, ship = state.watch, state.ship
    return StationResult(
        beat=ending.beat if ending else FLYING,
        phase=state.phase,
        ticks=state.tick,
        lost_tick=watch.lost_tick,
        regained_tick=watch.regained_tick,
        peak_deg=degrees(watch.peak_tilt_rad),
        ship_kg=ship.kg,
        segment_kg=state.segment.kg,
        array_lost=state.arrays.lost_share,
        low=state.has_happened(StationCue.BATTERY_LOW.value),
        unproved=ship.stopped_by == Task.MOTION_CONTROL_OFF.value or not ship.control_on,
        valves_shut=not ship.valves_open,
        troubles=watch.troubles,
        caught_s=state.film.caught_s,
        reached=tuple((cue, reached[cue]) for cue in MILESTONES if cue in reached),
    )


def station_cost_of(result: StationResult) -> float:
    """Return how bad an end is: 0 for the best there can be, about 200 for the worst."""
    cost = _COSTS[result.phase]
    cost += _MINUTE * result.minutes + _DEGREE * min(result.peak_deg, _MOST_DEG)
    cost += _ARRAYS * result.array_lost + _TROUBLE * len(result.troubles)
    cost += _BATTERIES * result.low + _UNPROVED * result.unproved + _VALVES * result.valves_shut
    cost += _DEPARTURE * result.under_line + _STATION_KG * result.segment_kg
    return cost - _SHIP_KG * result.ship_kg
