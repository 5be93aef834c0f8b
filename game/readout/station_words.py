"""People, questions and orders of the station in words, for whoever types them and for whoever points.

Law: who is where, what was asked and what can be said, and nothing of how the station hangs: that is
`game.readout.station_panel`. Every name is said as the people aboard say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from game.emergencies.station.people import hears_engineer, work_s
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.emergencies.station.tasks import TASKS, way_s
from game.readout.sight_words import Spoken
from game.vocabulary.flying import TICKS_PER_S, ChangeRung
from game.vocabulary.station import (
    GROUNDS,
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Person,
    Reply,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from game.emergencies.station.state import Someone, StationState
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.station import Module, Question, StationOrder

_MINUTE_S = 60

_WAYS = frozenset({Task.GO_TO_SHIP, Task.COME_BACK})
"""What is no work, but a way."""


def say_who(who: Person, phrases: Phrasebook) -> str:
    """Return a person's name."""
    return phrases.say(f"station.who.{who.value}")


def say_place(place: Module, phrases: Phrasebook) -> str:
    """Return a module as it stands behind the word in."""
    return phrases.say(f"station.place.{place.value}")


def say_time(seconds: float, phrases: Phrasebook) -> str:
    """Return a time to the second, at least none [s]."""
    minutes, rest = divmod(max(0, int(seconds)), _MINUTE_S)
    if not minutes:
        return phrases.say("station.time.seconds", seconds=rest)
    exact = "minutes" if rest else "whole"
    return phrases.say(f"station.time.{exact}", minutes=minutes, seconds=rest)


def say_order(order: StationOrder | ChangeRung, phrases: Phrasebook) -> str:
    """Return an order as a sentence: what would be said, or done, by whoever sits in the docked ship."""
    match order:
        case Assign(Person.SELF, task) if f"station.self.{task.value}" in phrases:
            return phrases.say(f"station.self.{task.value}")
        case Assign(who, task):
            what = phrases.say(f"station.order.{task.value}")
            return phrases.say("station.order.to", who=say_who(who, phrases), what=what)
        case Tell(whom, news):
            return phrases.say(f"station.told.{news.value}", who=say_who(whom, phrases))
        case Answer(question, reply):
            return phrases.say(
                "station.answer",
                who=say_who(ASKINGS[question].who, phrases),
                reply=phrases.say(f"station.reply.{reply.value}"),
            )
        case AllToShips():
            return phrases.say("station.all.go")
        case AllStay():
            return phrases.say("station.all.stay")
        case ChangeRung(rung):
            return phrases.say(f"station.rung.{rung.value}")
        case _:
            assert_never(order)


def say_offer(order: StationOrder, state: StationState, phrases: Phrasebook) -> str:
    """Return an order as it stands in a list: what would be said, how long it takes, and what it costs."""
    said = say_order(order, phrases)
    seconds = _seconds(order, state)
    cost = _cost(order, state)
    price = phrases.say(f"station.cost.{cost}") if cost else ""
    if seconds:
        kind = "time_and_cost" if price else "time"
        return phrases.say(f"station.offer.{kind}", order=said, time=say_time(seconds, phrases), cost=price)
    if price:
        return phrases.say("station.offer.cost", order=said, cost=price[:1].upper() + price[1:])
    return said


def _seconds(order: StationOrder, state: StationState) -> int:
    """Return how long the one who is told needs, way and work; 0 for words, and for a way to a seat."""
    if not isinstance(order, Assign) or order.task not in TASKS[order.who]:
        return 0
    here, there = state.someone(order.who).place, TASKS[order.who][order.task].where
    way = 0 if here is None or there is None else way_s(here, there)
    return way + work_s(state, order.who, order.task)


_DEAR: Mapping[Task | Reply, str] = {
    Task.TURN_BACK_FAST: "fast",
    Task.SHED_COMFORT: "comfort",
    Task.SHED_FILM: "film",
    Task.SHED_COOLING: "cooling",
    Reply.FASTER: "fast",
    Reply.COMFORT_FIRST: "comfort",
    Reply.FILM_FIRST: "film",
    Reply.KEEP_ALL: "keep_all",
    Reply.GO: "ships",
}
"""What always costs something, and by which name the price stands in the phrases."""

_FIRES = frozenset({Task.TAKE_CONTROL, Task.NULL_RATES, Task.TURN_BACK, Task.TURN_BACK_FAST, Task.HOLD})
"""What makes the Russian segment's jets fire."""


def _cost(order: StationOrder, state: StationState) -> str:
    """Return the name of what an order costs besides its time, where that is known; ``""`` for nothing."""
    match order:
        case AllToShips():
            return "ships"
        case Answer(_, Reply.FIRE_NOW):
            return _cost_of_firing(state)
        case Answer(_, Reply.NOW):
            return "handing_back"
        case Answer(_, reply):
            return _DEAR.get(reply, "")
        case Assign(_, task) if task in _FIRES and (firing := _cost_of_firing(state)):
            return firing
        case Assign(_, Task.MOTION_CONTROL_OFF):
            return "unproved"
        case Assign(_, Task.CLOSE_VALVES):
            return "valves" if state.ship.firing else ""
        case Assign(_, Task.SEND_OFF):
            return "counter" if any(one.task is Task.SEND_OFF for one in state.ordered) else ""
        case Assign(_, Task.GYROS_TAKE_OVER):
            at_rest = (
                state.segment.in_charge is InCharge.RUSSIAN and state.segment.steering is Steering.HOLDING
            )
            return "" if at_rest else "handing_back"
        case Assign(_, task):
            return _DEAR.get(task, "")
        case _:
            return ""


def _cost_of_firing(state: StationState) -> str:
    """Return what it costs to fire the segment's jets now; ``""`` for nothing."""
    if state.ship.firing and state.brief.scenario is Scenario.ROLL:
        return "against"
    return "" if state.arrays.pointing is Pointing.LOCKED else "unlocked"


def say_people(state: StationState, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return who is where, at what, and how long yet; a sentence each, named after the person."""
    drill = state.brief.scenario is Scenario.DRILL
    return tuple(
        Spoken(
            one.who.value,
            say_someone(
                one,
                state.tick,
                phrases,
                drill=drill,
                heard=one.place is not None or hears_engineer(state, one.who),
            ),
        )
        for one in state.people
    )


def say_someone(
    one: Someone, tick: int, phrases: Phrasebook, *, drill: bool = False, heard: bool = True
) -> str:
    """Return where one person is, at what, and how long yet.

    Args:
        one: they.
        tick: now.
        phrases: the words.
        drill: it is only played, at the table.
        heard: what is said to them reaches them.
    """
    who = say_who(one.who, phrases)
    doing = "" if one.task is None else phrases.say(f"station.doing.{one.task.value}")
    time = say_time(_left_s(max(one.until, one.arrives), tick), phrases)
    if one.place is None or one.who in GROUNDS:
        kind = "ground_deaf" if not heard else "ground_busy" if doing else "ground_idle"
        return phrases.say(f"station.people.{kind}", who=who, doing=doing, time=time)
    place = say_place(one.place, phrases)
    if one.who is Person.SELF:
        seat = phrases.say("station.seat.drill" if drill else "station.seat.ship")
        kind = "you_busy" if doing else "you_shut" if one.seated else "you_idle"
        return phrases.say(f"station.people.{kind}", place=seat, doing=doing, time=time)
    if one.seated:
        return phrases.say("station.people.seated", who=who, place=place)
    if one.bound is not None:
        kind = "going" if one.task in _WAYS or not doing else "going_to"
        bound = say_place(one.bound, phrases)
        return phrases.say(
            f"station.people.{kind}", who=who, place=place, bound=bound, doing=doing, time=time
        )
    kind = "busy" if doing else "idle"
    return phrases.say(f"station.people.{kind}", who=who, place=place, doing=doing, time=time)


def say_questions(
    state: StationState, phrases: Phrasebook, heard: Collection[Question] = ()
) -> tuple[Spoken, ...]:
    """Return who waits for an answer, to what, and how long yet; named after the question.

    Args:
        state: now.
        phrases: the words.
        heard: the questions that need not be repeated.
    """
    return tuple(
        Spoken(
            asked.question.value,
            phrases.say(
                "station.asked_still" if asked.question in heard else "station.asked",
                who=say_who(ASKINGS[asked.question].who, phrases),
                time=say_time(_left_s(asked.due, state.tick), phrases),
                question=phrases.say(f"station.question.{asked.question.value}"),
            ),
        )
        for asked in state.asked
    )


def _left_s(until: int, tick: int) -> int:
    """Return how long it is to a tick, a second begun counted whole [s]."""
    return -((tick - until) // TICKS_PER_S)
