"""Right things at wrong times: what somebody does who knows the steps and not their order.

Law: from a `View` alone. Each mistake is one that the pages' cautions warn of, and the simulation answers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station.pilots.by_the_book import FEEL_TO_S, free
from game.emergencies.station.pilots.characters import Mistake
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.vocabulary.station import Answer, Assign, News, Person, Question, Reply, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.station.pilots.view import View
    from game.vocabulary.station import StationOrder

_TURNS_DEG_S = 0.025
"""Faster than this nobody would hand her back who looks."""

HANDS_OFF = (Mistake.TAKES_WHILE_IT_BURNS, Mistake.COLD_AFTERWARDS)
"""Who makes these leaves the ship's jet to its counter."""


def mistaken(mistakes: tuple[Mistake, ...], view: View) -> StationOrder | None:
    """Return what is ordered at a wrong time now; None where nothing is."""
    for mistake in mistakes:
        made = _MADE.get(mistake)
        order = made(view) if made is not None else None
        if order is not None and (isinstance(order, Answer) or free(view, order.who)):
            return order
    return None


def without_words(mistakes: tuple[Mistake, ...], view: View) -> View:
    """Return a view in which everybody has been told everything, for who tells nobody."""
    if Mistake.TELLS_NOBODY not in mistakes:
        return view
    return replace(view, people=tuple(replace(one, knows=tuple(News)) for one in view.people))


def _jets(view: View) -> Assign | None:
    """The segment's jets, whatever else is so, the gyros among it."""
    reading = view.reading
    if reading.in_charge is not InCharge.RUSSIAN:
        return Assign(Person.COMMANDER, Task.TAKE_CONTROL)
    return Assign(Person.COMMANDER, Task.NULL_RATES) if reading.steering is Steering.OFF else None


def _fires_first(view: View) -> Assign | None:
    loose = view.reading.pointing is not Pointing.LOCKED
    return _jets(view) if view.lost and loose and not view.reading.firing else None


def _takes_while_it_burns(view: View) -> Assign | None:
    return _jets(view) if view.lost and view.reading.firing else None


def _hands_back_turning(view: View) -> Assign | None:
    reading = view.reading
    turns = reading.rate_deg_s is None or reading.rate_deg_s > _TURNS_DEG_S
    if view.lost and turns and reading.in_charge is InCharge.RUSSIAN and reading.steering is Steering.TURNING:
        return Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER)
    return None


def _valves_first(view: View) -> Assign | None:
    reading = view.reading
    hot = reading.firing and reading.valves_open and view.seconds >= FEEL_TO_S
    hot = hot and view.scenario is Scenario.ROLL
    return Assign(Person.SELF, Task.CLOSE_VALVES) if hot else None


def _cold_afterwards(view: View) -> Assign | None:
    cold = view.lost and not view.reading.firing and view.reading.control_on
    if cold and view.scenario is Scenario.ROLL:
        return Assign(Person.SELF, Task.MOTION_CONTROL_OFF)
    return None


def _cooling_first(view: View) -> Assign | None:
    wanted = view.lost and view.reading.cooling and view.reading.pointing is Pointing.LOCKED
    return Assign(Person.ASTRONAUT, Task.SHED_COOLING) if wanted else None


def _keeps_all(view: View) -> Answer | Assign | None:
    if any(one.question is Question.WHICH_LOADS for one in view.asked):
        return Answer(Question.WHICH_LOADS, Reply.KEEP_ALL)
    reading = view.reading
    if view.lost and not (reading.comfort and reading.film and reading.cooling):
        return Assign(Person.ASTRONAUT, Task.LOADS_ON)
    return None


_MADE: dict[Mistake, Callable[[View], Answer | Assign | None]] = {
    Mistake.FIRES_FIRST: _fires_first,
    Mistake.TAKES_WHILE_IT_BURNS: _takes_while_it_burns,
    Mistake.HANDS_BACK_TURNING: _hands_back_turning,
    Mistake.VALVES_FIRST: _valves_first,
    Mistake.COLD_AFTERWARDS: _cold_afterwards,
    Mistake.COOLING_FIRST: _cooling_first,
    Mistake.KEEPS_ALL: _keeps_all,
}
"""What each comes to; who tells nobody gives no order for it."""
