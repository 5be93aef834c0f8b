"""An emergency of the station flown on otherwise than it was: by other orders, or by the advice.

Law: pure. Without orders the others do what they do unasked; by advice somebody in the player's seat says
what the book says, from what a person perceives there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.emergencies.station.advice import advise
from game.emergencies.station.flight import outcome, step
from game.engine.station_outcomes import MILESTONES, StationResult, station_result_of
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven, FlightOrder

_MILESTONES = frozenset(MILESTONES)


@dataclass(frozen=True, slots=True)
class FlownOn:
    """What came of flying on.

    Attributes:
        result: None if the ticks that were allowed were not enough to know.
        ticks: how many were flown.
    """

    result: StationResult | None
    ticks: int


def ordered(
    state: StationState,
    known: Iterable[CueGiven],
    most: int,
    orders: Mapping[int, tuple[FlightOrder, ...]],
) -> FlownOn:
    """Return what comes of it when these orders are given, and no others.

    Args:
        state: an emergency that goes on.
        known: what has happened up to it; later cues are left out.
        most: ticks that may be flown.
        orders: by tick.
    """
    return _flown_on(state, known, most, lambda now: orders.get(now.tick, ()))


def advised(state: StationState, known: Iterable[CueGiven], most: int) -> FlownOn:
    """Return what the crew's standing advice makes of it from here; the rest as in `ordered`."""
    due = state.tick

    def by_the_book(now: StationState) -> tuple[FlightOrder, ...]:
        nonlocal due
        if now.tick < due:
            return ()
        advice = advise(now)
        due = now.tick + max(1, advice.ticks)
        return (advice.order,) if advice.order is not None else ()

    return _flown_on(state, known, most, by_the_book)


def reached_by(known: Iterable[CueGiven], tick: int) -> dict[StationCue, int]:
    """Return the first tick of each milestone that was come to up to a tick."""
    reached: dict[StationCue, int] = {}
    for given in known:
        _note(reached, given, tick)
    return reached


def _flown_on(
    state: StationState,
    known: Iterable[CueGiven],
    most: int,
    hands: Callable[[StationState], tuple[FlightOrder, ...]],
) -> FlownOn:
    begun = state.tick
    reached = reached_by(known, begun)
    ending = outcome(state)
    while ending is None:
        if state.tick - begun >= most:
            return FlownOn(None, most)
        done = step(state, hands(state))
        state = done.state
        for given in done.cues:
            _note(reached, given, state.tick)
        ending = outcome(state)
    return FlownOn(station_result_of(state, ending, reached), state.tick - begun)


def _note(reached: dict[StationCue, int], given: CueGiven, until: int) -> None:
    if isinstance(given.cue, StationCue) and given.cue in _MILESTONES and given.tick <= until:
        reached.setdefault(given.cue, given.tick)
