"""What else could be ordered now: few things, all of them possible, others every few minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.chance import draw
from game.emergencies.station.advice import advise
from game.emergencies.station.flight import outcome
from game.emergencies.station.offers import MOST, offered
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Open
from game.vocabulary.flying import Rung
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, Person, Question, StationCue, Tell

from .flights import first, fly, kinds, ordered
from .test_advice import REFUSED

if TYPE_CHECKING:
    from game.vocabulary.station import StationOrder

MINUTES = {"09:13": 20, "09:15": 140, "09:20": 440, "09:25": 740, "09:30": 1040, "09:35": 1340, "09:40": 1640}
"""Clock and seconds from the beginning."""


@pytest.mark.parametrize("rung", [Rung.FLOWN, Rung.BARE])
def test_every_five_minutes_have_decisions_of_their_own(rung: Rung) -> None:
    """Over a flight in which nobody does anything, the lists differ, and every order in them is taken."""
    state = first(rung, 1)
    lists: list[frozenset[StationOrder]] = []
    for seconds in MINUTES.values():
        state, _ = fly(state, seconds=seconds - state.tick / 20)
        assert outcome(state) is None
        orders = offered(state)
        assert 3 <= len(orders) <= MOST
        assert advise(state).order not in orders
        for order in orders:
            _, cues = ordered(state, order)
            assert cues
            assert not REFUSED & set(kinds(cues)), f"{order} at {seconds} s"
        lists.append(frozenset(orders))
    assert len(set(lists)) == len(MINUTES)


def test_the_replies_of_an_open_question_come_first() -> None:
    """All but the advised one, which is the advice."""
    state, _ = fly(first(seed=3), seconds=250)
    state = replace(state, asked=(Open(Question.FIRE_FIRST, state.tick, state.tick + 1200),))
    orders = offered(state)
    replies = [order for order in orders if isinstance(order, Answer)]
    assert list(orders[: len(replies)]) == replies
    assert len(replies) == 2
    assert advise(state).order not in replies


def test_what_was_done_is_not_offered_again() -> None:
    """Whatever is offered first is gone once it has been ordered."""
    state, _ = fly(first(seed=5), seconds=150)
    for order in offered(state):
        after, _ = ordered(state, order)
        assert order not in offered(after)


def test_whoever_was_sent_to_the_ships_can_be_called_back() -> None:
    """And nobody is sent twice."""
    state, _ = fly(first(seed=6), seconds=600)
    state, cues = ordered(state, AllToShips())
    assert StationCue.TO_SHIPS in kinds(cues)
    assert AllStay() in offered(state)
    assert AllToShips() not in offered(state)


@pytest.mark.parametrize("scenario", list(Scenario))
def test_whoever_picks_from_the_lists_by_chance_is_never_refused(scenario: Scenario) -> None:
    """Every third turn an order of the list, on every rung: all are taken, and it ends by itself."""
    for seed, rung in enumerate((Rung.ASSISTED, Rung.FLOWN, Rung.BARE)):
        state, turn = first(rung, seed, scenario), 0
        while outcome(state) is None:
            orders, turn = offered(state), turn + 1
            if orders and draw(seed, "test/picks", turn, 3) == 0:
                order = orders[draw(seed, "test/picked", turn, len(orders))]
                state, cues = ordered(state, order)
                assert not REFUSED & set(kinds(cues)), f"{order} in turn {turn}"
            state, _ = fly(state, seconds=advise(state).ticks / 20)


def test_nobody_is_sent_to_the_window_while_the_drill_is_run() -> None:
    """All of it happens at a table; on the day the Cupola is worth a thought."""
    cupola = {Person.DIRECTOR, Person.ACTOR}

    def spoken_to(scenario: Scenario) -> set[Person]:
        state, _ = fly(first(Rung.FLOWN, 4, scenario), seconds=40)
        found: set[Person] = set()
        for order in offered(state):
            if isinstance(order, Assign):
                found.add(order.who)
            elif isinstance(order, Tell):
                found.add(order.whom)
        return found

    assert not spoken_to(Scenario.DRILL) & cupola
    assert spoken_to(Scenario.ROLL) & cupola
