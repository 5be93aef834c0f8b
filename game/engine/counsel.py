"""A flight flown on by the crew's standing advice: the measure against which a decision is held.

Law: pure; the advice perceives what a person would, never the true range or speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.docking.advice import advise
from game.emergencies.docking.flight import outcome, step
from game.engine.outcomes import Result, result_of
from game.vocabulary.flying import StopAll

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.vocabulary.flying import FlightOrder


def advised(state: DockingState, most: int) -> tuple[Result | None, int]:
    """Return what advice makes of a flight from here, and how many ticks it took to know.

    Whatever the hands are doing is let go first: what is measured is the place, not a pulse half given.

    Args:
        state: a flight that goes on.
        most: ticks that may be flown; None comes back for the result if they are not enough.
    """
    begun = state.tick
    orders: tuple[FlightOrder, ...] = (StopAll(),)
    due = begun
    ending = outcome(state)
    while ending is None:
        if state.tick - begun >= most:
            return None, most
        if state.tick >= due:
            advice = advise(state)
            due = state.tick + max(1, advice.ticks)
            if advice.order is not None:
                orders = (*orders, advice.order)
        state, orders = step(state, orders).state, ()
        ending = outcome(state)
    return result_of(state, ending), state.tick - begun
