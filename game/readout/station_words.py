"""People, questions and orders of the station in words, for whoever types them and for whoever points.

Law: who is where, what was asked and what can be said, and nothing of how the station hangs: that is
`game.readout.station_panel`. Every name is said as the people aboard say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from game.emergencies.station.questions import ASKINGS
from game.readout.sight_words import Spoken
from game.vocabulary.flying import TICKS_PER_S, ChangeRung
from game.vocabulary.station import (
    GROUNDS,
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Person,
    Tell,
)

if TYPE_CHECKING:
    from game.emergencies.station.state import Someone, StationState
    from game.readout.phrasebook import Phrasebook
    from game.vocabulary.station import Module, StationOrder

_MINUTE_S = 60


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


def say_people(state: StationState, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return who is where, at what, and how long yet; a sentence each, named after the person."""
    return tuple(Spoken(one.who.value, say_someone(one, state.tick, phrases)) for one in state.people)


def say_someone(one: Someone, tick: int, phrases: Phrasebook) -> str:
    """Return where one person is, at what, and how long yet.

    Args:
        one: they.
        tick: now.
        phrases: the words.
    """
    who = say_who(one.who, phrases)
    doing = "" if one.task is None else phrases.say(f"station.doing.{one.task.value}")
    time = say_time(_left_s(max(one.until, one.arrives), tick), phrases)
    if one.place is None or one.who in GROUNDS:
        kind = "ground_busy" if doing else "ground_idle"
        return phrases.say(f"station.people.{kind}", who=who, doing=doing, time=time)
    place = say_place(one.place, phrases)
    if one.seated:
        return phrases.say("station.people.seated", who=who, place=place)
    if one.who is Person.SELF:
        kind = "you_busy" if doing else "you_idle"
        return phrases.say(f"station.people.{kind}", place=place, doing=doing, time=time)
    if one.bound is not None:
        kind = "going_to" if doing else "going"
        bound = say_place(one.bound, phrases)
        return phrases.say(
            f"station.people.{kind}", who=who, place=place, bound=bound, doing=doing, time=time
        )
    kind = "busy" if doing else "idle"
    return phrases.say(f"station.people.{kind}", who=who, place=place, doing=doing, time=time)


def say_questions(state: StationState, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return who waits for an answer, to what, and how long yet; named after the question."""
    return tuple(
        Spoken(
            asked.question.value,
            phrases.say(
                "station.asked",
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
