"""People, questions and orders of the station in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.flight import begin
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Open, Someone
from game.emergencies.station.tasks import TASKS
from game.readout.phrasebook import Phrasebook
from game.readout.station_words import (
    say_order,
    say_people,
    say_place,
    say_questions,
    say_someone,
    say_time,
)
from game.storage.library import open_book, phrases
from game.vocabulary.flying import ChangeRung, Rung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    Module,
    News,
    Person,
    Question,
    Reply,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from game.vocabulary.station import StationOrder

PHRASES = Phrasebook(phrases())
FACTS = {fact.name: fact.default for fact in open_book().declarations.facts.values()}
CALM = begin(FACTS, 1, Rung.FLOWN, Scenario.ROLL)


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (Assign(Person.ROOKIE, Task.READ_RATES), "Timur: read me the rate."),
        (Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON), "Hale: turn the arrays edge-on."),
        (Assign(Person.SELF, Task.CLOSE_MANIFOLD_1), "Close manifold one."),
        (Tell(Person.MOSCOW, News.RUNS_ON), "Tell Moscow that the thrust has not stopped."),
        (Answer(Question.FIRE_FIRST, Reply.LOCK_FIRST), "Answer Gleb: lock the arrays first."),
        (AllToShips(), "Everybody to the ships."),
        (AllStay(), "Everybody stays."),
        (ChangeRung(Rung.BARE), "Bare."),
    ],
)
def test_an_order_is_a_sentence(order: StationOrder | ChangeRung, says: str) -> None:
    """As it would be said, with the name first."""
    assert say_order(order, PHRASES) == says


def test_every_order_is_another_sentence() -> None:
    """What can be told to anybody, every word and every answer; each short enough for a key."""
    orders: list[StationOrder | ChangeRung] = [AllToShips(), AllStay()]
    orders += [ChangeRung(rung) for rung in Rung]
    orders += [Assign(who, task) for who in Person for task in TASKS[who]]
    orders += [Tell(who, news) for who in Person for news in News]
    orders += [Answer(question, reply) for question in ASKINGS for reply in ASKINGS[question].replies]
    said = [say_order(order, PHRASES) for order in orders]
    assert len(set(said)) == len(said)
    assert all(text.endswith(".") and len(text) <= 60 for text in said)


def test_who_is_where_and_at_what_is_a_sentence_each() -> None:
    """Everybody has one, those on the ground too."""
    told = {spoken.name: spoken.text for spoken in say_people(CALM, PHRASES)}
    assert told.keys() == {who.value for who in Person}
    assert told["self"] == "You sit in your ship, hands free."
    assert told["rookie"] == "Timur is in Zvezda."
    assert told["moscow"] == "Moscow waits for you."


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (
            Someone(Person.ASTRONAUT, Module.LAB, Task.LOCK_ARRAYS, until=300),
            "Hale is in the lab, locking the arrays; 15 s yet.",
        ),
        (
            Someone(Person.ASTRONAUT, Module.LAB, Task.LOCK_ARRAYS, until=281),
            "Hale is in the lab, locking the arrays; 15 s yet.",
        ),
        (
            Someone(Person.ROOKIE, Module.ZVEZDA, Task.LOCK_ARRAYS, arrives=1320, bound=Module.LAB),
            "Timur is on the way from Zvezda to the lab, 1 min 6 s yet, for locking the arrays.",
        ),
        (
            Someone(Person.ROOKIE, Module.ZVEZDA, arrives=200, bound=Module.ZARYA),
            "Timur is on the way from Zvezda to Zarya, 10 s yet.",
        ),
        (Someone(Person.ACTOR, Module.SHIP, seated=True), "Vera sits in your ship, hatch shut."),
        (
            Someone(Person.HOUSTON, None, Task.FREE_DRIFT, until=600),
            "Houston is taking the gyros out; 30 s yet.",
        ),
        (
            Someone(Person.SELF, Module.SHIP, Task.CLOSE_MANIFOLD_2, until=20),
            "You sit in your ship, closing manifold two; 1 s yet.",
        ),
    ],
)
def test_somebody_is_told_as_they_are(one: Someone, says: str) -> None:
    """At work, on the way, in a seat, on the ground, or you."""
    assert say_someone(one, 0, PHRASES) == says


def test_every_place_and_every_work_has_its_words() -> None:
    """Whoever is where, at whatever."""
    assert len({say_place(place, PHRASES) for place in Module}) == len(Module)
    doing = {say_someone(Someone(Person.ROOKIE, Module.LAB, task), 0, PHRASES) for task in Task}
    assert len(doing) == len(Task)


def test_a_question_says_who_waits_how_long_and_for_what() -> None:
    """Each of them."""
    assert say_questions(CALM, PHRASES) == ()
    asked = replace(CALM, tick=100, asked=tuple(Open(question, 0, 1300) for question in Question))
    told = {spoken.name: spoken.text for spoken in say_questions(asked, PHRASES)}
    assert told.keys() == {question.value for question in Question}
    assert len(set(told.values())) == len(told)
    assert told["fire_first"] == (
        "Gleb waits for your answer, 1 min yet: may he stop her with the jets before the arrays are locked?"
    )


@pytest.mark.parametrize(
    ("seconds", "says"), [(0, "0 s"), (-3, "0 s"), (59.9, "59 s"), (60, "1 min"), (75, "1 min 15 s")]
)
def test_a_time_is_said_to_the_second(seconds: float, says: str) -> None:
    """Never below nothing."""
    assert say_time(seconds, PHRASES) == says
