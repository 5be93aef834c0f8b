"""People, questions and orders of the station in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.flight import begin
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Open, Ordered, Pointing, Someone, Steering
from game.emergencies.station.tasks import TASKS
from game.readout.phrasebook import Phrasebook
from game.readout.station_words import (
    say_offer,
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
    from game.emergencies.station.state import StationState
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
            Someone(Person.ROOKIE, Module.ZVEZDA, Task.GO_TO_SHIP, arrives=100, bound=Module.OTHER_SHIP),
            "Timur is on the way from Zvezda to the ship at Rassvet, 5 s yet.",
        ),
        (Someone(Person.SELF, Module.SHIP, seated=True), "You sit in your ship, hatch shut."),
        (
            Someone(Person.SELF, Module.SHIP, Task.CLOSE_MANIFOLD_2, until=20),
            "You sit in your ship, closing manifold two; 1 s yet.",
        ),
    ],
)
def test_somebody_is_told_as_they_are(one: Someone, says: str) -> None:
    """At work, on the way, in a seat, on the ground, or you."""
    assert say_someone(one, 0, PHRASES) == says


def test_in_the_drill_you_sit_at_the_table() -> None:
    """There is no ship there to sit in."""
    drill = replace(CALM, brief=replace(CALM.brief, scenario=Scenario.DRILL))
    told = {spoken.name: spoken.text for spoken in say_people(drill, PHRASES)}
    assert told["self"] == "You sit at the table, hands free."


def test_a_room_that_is_not_heard_waits_for_nobody() -> None:
    """Neither of the two, and Houston on bare."""
    deaf = replace(CALM, radio=replace(CALM.radio, site=False, s_band=False))
    told = {spoken.name: spoken.text for spoken in say_people(deaf, PHRASES)}
    assert (told["moscow"], told["houston"]) == ("Moscow is not heard.", "Houston is not heard.")
    bare = {one.name: one.text for one in say_people(replace(CALM, rung=Rung.BARE), PHRASES)}
    assert bare["houston"] == "Houston is not heard."


LOCKED = replace(
    CALM,
    ship=replace(CALM.ship, firing=False),
    arrays=replace(CALM.arrays, pointing=Pointing.LOCKED),
    segment=replace(CALM.segment, in_charge=InCharge.RUSSIAN, steering=Steering.HOLDING),
)
"""The jet is off and the arrays are locked: nothing that fires costs anything."""

LOOSE = replace(CALM, ship=replace(CALM.ship, firing=False))
"""The jet is off, and the arrays are not locked."""

AGAIN = replace(CALM, ordered=(Ordered(Task.SEND_OFF, 0),))
"""The stop was sent once already."""


@pytest.mark.parametrize(
    ("state", "order", "price"),
    [
        (CALM, Assign(Person.SELF, Task.MOTION_CONTROL_OFF), "10 s; your engine stays unproved."),
        (CALM, Assign(Person.SELF, Task.CLOSE_VALVES), "s; shut hot, they may stick."),
        (LOOSE, Assign(Person.SELF, Task.CLOSE_VALVES), "s."),
        (CALM, Assign(Person.SELF, Task.SEND_OFF), "again. 2 s."),
        (AGAIN, Assign(Person.SELF, Task.SEND_OFF), "2 s; it starts the fuel counter from nought."),
        (CALM, Assign(Person.COMMANDER, Task.TAKE_CONTROL), "25 s; your own jet still pushes against it."),
        (
            LOOSE,
            Assign(Person.COMMANDER, Task.TAKE_CONTROL),
            "25 s; the arrays are not locked, and it can tear one.",
        ),
        (LOCKED, Assign(Person.COMMANDER, Task.TAKE_CONTROL), "25 s."),
        (LOCKED, Assign(Person.COMMANDER, Task.TURN_BACK_FAST), "10 s; it drinks propellant."),
        (LOOSE, Assign(Person.COMMANDER, Task.NULL_RATES), "can tear one."),
        (
            LOOSE,
            Answer(Question.FIRE_FIRST, Reply.FIRE_NOW),
            "The arrays are not locked, and it can tear one.",
        ),
        (LOOSE, Answer(Question.FIRE_FIRST, Reply.LOCK_FIRST), "lock the arrays first."),
        (CALM, Answer(Question.HOW_FAST, Reply.FASTER), "faster. It drinks propellant."),
        (CALM, Answer(Question.HAND_BACK, Reply.NOW), "If she still turns, they fill again."),
        (CALM, Answer(Question.WHICH_LOADS, Reply.FILM_FIRST), "No more film once the chargers run down."),
        (
            CALM,
            Assign(Person.ASTRONAUT, Task.SHED_COMFORT),
            "30 s; the cabins go dark and the freezers warm.",
        ),
        (
            CALM,
            Assign(Person.ASTRONAUT, Task.SHED_COOLING),
            "30 s; half the lab goes dark, and it gets warm.",
        ),
        (LOCKED, Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER), "20 s."),
        (LOOSE, Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER), "20 s; if she still turns, they fill again."),
        (CALM, AllToShips(), "to the ships. Then nobody is at a panel."),
        (CALM, AllStay(), "Everybody stays."),
        (CALM, Tell(Person.MOSCOW, News.RUNS_ON), "has not stopped."),
    ],
)
def test_an_order_in_a_list_shows_its_price(state: StationState, order: StationOrder, price: str) -> None:
    """The seconds of whoever is told, and what it costs besides; words and answers take no time."""
    label = say_offer(order, state, PHRASES)
    assert label.startswith(say_order(order, PHRASES))
    assert label.endswith(price)


def test_a_way_is_part_of_the_price() -> None:
    """Whoever has to go there first needs longer."""
    gone = replace(CALM.someone(Person.ROOKIE), place=Module.LAB)
    away = replace(CALM, people=tuple(gone if one.who is gone.who else one for one in CALM.people))
    order = Assign(Person.ROOKIE, Task.READ_RATES)
    assert say_offer(order, CALM, PHRASES).endswith("10 s.")
    assert say_offer(order, away, PHRASES).endswith("42 s.")


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


def test_a_question_that_was_heard_is_not_put_again() -> None:
    """Only who waits, and how long yet."""
    asked = replace(CALM, tick=100, asked=(Open(Question.CAMERA, 0, 1300),))
    said = say_questions(asked, PHRASES, (Question.CAMERA,))
    assert [one.text for one in said] == ["Ruben still waits for your answer, 1 min yet."]


@pytest.mark.parametrize(
    ("seconds", "says"), [(0, "0 s"), (-3, "0 s"), (59.9, "59 s"), (60, "1 min"), (75, "1 min 15 s")]
)
def test_a_time_is_said_to_the_second(seconds: float, says: str) -> None:
    """Never below nothing."""
    assert say_time(seconds, PHRASES) == says
