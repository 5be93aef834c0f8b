"""The crew's standing advice: what to do next, from what is perceived.

Law: only panels, loops and the intercom; never how the station really hangs and turns. What the advice is
stands in ``pilots.by_the_book``, which is given no state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.instruments import read
from game.emergencies.station.pilots.by_the_book import by_the_book
from game.emergencies.station.pilots.points import PAGES, Advice, Point
from game.emergencies.station.pilots.view import View
from game.emergencies.station.state import NEVER

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven

__all__ = ["PAGES", "Advice", "Point", "advise", "view_of"]


def advise(state: StationState) -> Advice:
    """Return the crew's standing advice."""
    return by_the_book(view_of(state))


def view_of(state: StationState, heard: tuple[CueGiven, ...] = ()) -> View:
    """Return what of a state is perceived.

    Args:
        state: of the station.
        heard: what was heard since the last view.
    """
    watch = state.watch
    return View(
        tick=state.tick,
        scenario=state.brief.scenario,
        reading=read(state),
        people=state.people,
        asked=state.asked,
        settled=state.settled,
        ordered=state.ordered,
        said=watch.said,
        regained=watch.regained_tick != NEVER,
        shooting=state.brief.shooting,
        ships_called=watch.ships_called,
        heard=heard,
    )
