"""Orders to the station as they are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.emergencies.station.flight import begin
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Open, Someone, StationState
from game.emergencies.station.tasks import TASKS
from game.plain.orders import MOST_ORDERS, HandsOff, Lookup, Misread, Plea, Shelf, TurnLength
from game.plain.station_orders import StationBook, news_for
from game.readout.station_words import say_order
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
from tests.plain.seat import BOOK, PHRASES

if TYPE_CHECKING:
    from game.vocabulary.station import StationOrder

WORDS = StationBook(PHRASES)
FACTS = {fact.name: fact.default for fact in BOOK.declarations.facts.values()}
CALM = begin(FACTS, 1, Rung.FLOWN, Scenario.ROLL)
"""The first tick: the jet fires, and nothing has been asked."""

ASKED = replace(CALM, asked=tuple(Open(question, 0, 1200) for question in Question))
"""Everything is asked at once, which never happens."""


def _refusal(line: str, state: StationState = CALM) -> str:
    """Return the sentence by which a line is refused."""
    found = WORDS.read(line, state)
    assert isinstance(found, Misread), (line, found)
    return PHRASES.say(found.phrase, **dict(found.values))


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("order rookie lock arrays", Assign(Person.ROOKIE, Task.LOCK_ARRAYS)),
        ("timur read rates", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("Timur: read me the rate.", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("TIMUR, READ THE RATE", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("baisarov tilt?", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("ask timur rates", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("read rates", Assign(Person.ROOKIE, Task.READ_RATES)),
        ("ask timur", Assign(Person.ROOKIE, Task.REPORT)),
        ("ask moscow", Assign(Person.MOSCOW, Task.REPORT)),
        ("call houston", Assign(Person.HOUSTON, Task.REPORT)),
        ("ask hale", Assign(Person.ASTRONAUT, Task.REPORT)),
        ("tell moscow", Tell(Person.MOSCOW, News.RUNS_ON)),
        ("tell moscow that it has not stopped", Tell(Person.MOSCOW, News.RUNS_ON)),
        ("tell daniel hale attitude is lost", Tell(Person.ASTRONAUT, News.LOST)),
        ("houston attitude lost", Tell(Person.HOUSTON, News.LOST)),
        ("warn vera", Tell(Person.ACTOR, News.HOLD_TIGHT)),
        ("tell gleb to take control", Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
        ("moscow: take control", Assign(Person.MOSCOW, Task.TAKE_CONTROL)),
        ("gleb stop her turning", Assign(Person.COMMANDER, Task.NULL_RATES)),
        ("timur stop", Assign(Person.ROOKIE, Task.STAND_BY)),
        ("turn back", Assign(Person.COMMANDER, Task.TURN_BACK)),
        ("hale arrays edge-on", Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)),
        ("lock arrays, hale", Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)),
        ("lock arrays hale", Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)),
        ("lock the arrays", Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)),
        ("send the stop again", Assign(Person.SELF, Task.SEND_OFF)),
        ("manifold one", Assign(Person.SELF, Task.CLOSE_MANIFOLD_1)),
        ("close manifold 2", Assign(Person.SELF, Task.CLOSE_MANIFOLD_2)),
        ("motion control off", Assign(Person.SELF, Task.MOTION_CONTROL_OFF)),
        ("camera on", Assign(Person.DIRECTOR, Task.ROLL)),
        ("camera off", Assign(Person.DIRECTOR, Task.CUT)),
        ("shutters", Assign(Person.ACTOR, Task.CLOSE_SHUTTERS)),
        ("what do you see?", Assign(Person.ACTOR, Task.LOOK_OUT)),
        ("ruben go to your seat", Assign(Person.DIRECTOR, Task.GO_TO_SHIP)),
        ("to the ships", AllToShips()),
        ("stay", AllStay()),
        ("nobody goes", AllStay()),
        ("wait", HandsOff(None)),
        ("wait 30", HandsOff(600)),
        ("wait 1 minute", HandsOff(1200)),
        ("turn 20", TurnLength(20)),
        ("turn auto", TurnLength(None)),
        ("book", Lookup(Shelf.CONTENTS)),
        ("page 12", Lookup(Shelf.PAGE, "12")),
        ("page arrays", Lookup(Shelf.PAGE, "arrays")),
        ("page", Lookup(Shelf.PAGE)),
        ("next page", Lookup(Shelf.NEXT_PAGE)),
        ("page before", Lookup(Shelf.PAGE, "before")),
        ("people", Lookup(Shelf.PEOPLE)),
        ("status", Plea.LOOK),
        ("help", Plea.HELP),
        ("bare", ChangeRung(Rung.BARE)),
        ("told", ChangeRung(Rung.TOLD)),
    ],
)
def test_a_line_is_the_order_that_it_says(line: str, order: object) -> None:
    """By name, surname or role, with the words that people put around an order."""
    if line == "page before":
        order = Lookup(Shelf.PAGE_BEFORE)
    if line == "lock arrays, hale":
        assert "What shall Hale do" in _refusal(line)
        return
    assert WORDS.read(line, CALM) == (order,)


def test_every_order_can_be_typed_by_its_id_and_as_it_is_printed() -> None:
    """Every work of everybody, every word to everybody, every answer, whether it has its own key or not."""
    orders: list[StationOrder] = [AllToShips(), AllStay()]
    orders += [Assign(who, task) for who in Person for task in TASKS[who]]
    orders += [Tell(who, news) for who in Person for news in News]
    orders += [Answer(question, reply) for question, asking in ASKINGS.items() for reply in asking.replies]
    seen: set[str] = set()
    for order in orders:
        ident = WORDS.ident(order)
        assert ident not in seen
        seen.add(ident)
        printed = say_order(order, PHRASES)
        for typed in (ident, ident.replace("_", " "), printed, printed.upper()):
            assert WORDS.read(typed, ASKED) == (order,), typed
        if not isinstance(order, Answer) and ident != "ask_hale":
            assert WORDS.read(ident, CALM) == (order,), ident


def test_an_answer_is_one_only_while_it_is_waited_for() -> None:
    """With the word answer before it or without; else the same words mean what they otherwise mean."""
    fire = replace(CALM, asked=(Open(Question.FIRE_FIRST, 0, 1200),))
    for typed in ("fire now", "answer fire now", "gleb fire now", "fire"):
        assert WORDS.read(typed, fire) == (Answer(Question.FIRE_FIRST, Reply.FIRE_NOW),)
    assert "Nobody waits" in _refusal("fire now")
    assert _refusal("answer keep rolling", fire).endswith("lock first, fire now, ask hale.")
    assert WORDS.read("ask hale", fire) == (Answer(Question.FIRE_FIRST, Reply.ASK_HALE),)
    assert WORDS.read("keep rolling", fire) == (Assign(Person.DIRECTOR, Task.ROLL),)
    camera = replace(CALM, asked=(Open(Question.CAMERA, 0, 1200),))
    assert WORDS.read("cut and shut", camera) == (Answer(Question.CAMERA, Reply.CUT_AND_SHUT),)
    ships = replace(CALM, asked=(Open(Question.TO_THE_SHIPS, 0, 1200),))
    assert WORDS.read("stay", ships) == (Answer(Question.TO_THE_SHIPS, Reply.STAY),)


def test_several_orders_stand_on_a_line() -> None:
    """Each to the last who was named, where it is theirs to do; else to whoever does it."""
    typed = "hale arrays edge on, then wait 20, then lock arrays; take control and tell moscow"
    assert WORDS.read(typed, CALM) == (
        Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON),
        HandsOff(400),
        Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS),
        Assign(Person.COMMANDER, Task.TAKE_CONTROL),
        Tell(Person.MOSCOW, News.RUNS_ON),
    )
    assert WORDS.read("timur, read rates, report", CALM) == (
        Assign(Person.ROOKIE, Task.READ_RATES),
        Assign(Person.ROOKIE, Task.REPORT),
    )


def test_whoever_is_free_is_asked_first() -> None:
    """Where nobody is named, and the usual one is at something."""
    rookie = replace(CALM.someone(Person.ROOKIE), task=Task.READ_RATES, until=100)
    people = tuple(rookie if one.who is Person.ROOKIE else one for one in CALM.people)
    busy = replace(CALM, people=people)
    found = WORDS.read("rates", busy)
    assert not isinstance(found, Misread)
    assert found[0] != Assign(Person.ROOKIE, Task.READ_RATES)
    assert isinstance(found[0], Assign)
    assert found[0].task is Task.READ_RATES


@pytest.mark.parametrize(
    "busy",
    [
        Someone(Person.ACTOR, Module.CUPOLA, Task.SPEAK_TO_CAMERA, until=300),
        Someone(Person.ACTOR, Module.SHIP, seated=True),
        Someone(Person.ACTOR, Module.CUPOLA, Task.GO_TO_SHIP, arrives=300, bound=Module.SHIP),
    ],
)
def test_the_shutters_are_closed_by_whoever_of_the_two_is_free(busy: Someone) -> None:
    """Neither at work, nor in a seat, nor on the way to one; what she says unasked keeps nobody from it."""
    people = tuple(busy if one.who is busy.who else one for one in CALM.people)
    assert WORDS.read("close shutters", replace(CALM, people=people)) == (
        Assign(Person.DIRECTOR, Task.CLOSE_SHUTTERS),
    )
    looking = Someone(Person.ACTOR, Module.CUPOLA, Task.LOOK_OUT, until=300, alone=True)
    people = tuple(looking if one.who is looking.who else one for one in CALM.people)
    assert WORDS.read("close shutters", replace(CALM, people=people)) == (
        Assign(Person.ACTOR, Task.CLOSE_SHUTTERS),
    )


@pytest.mark.parametrize("typed", ["yes", "no", "answer yes", "gleb no", "ok"])
def test_yes_and_no_are_asked_back(typed: str) -> None:
    """With who asked what, and what would answer it."""
    fire = replace(CALM, asked=(Open(Question.FIRE_FIRST, 0, 1200),))
    said = _refusal(typed, fire)
    assert said.startswith("Yes or no to what? Gleb waits")
    assert said.endswith("lock first, fire now, ask hale.")


def test_what_is_told_is_the_newest_that_they_do_not_know() -> None:
    """Those at the window are told to hold on before anything else."""
    lost = replace(CALM, watch=replace(CALM.watch, lost_tick=400))
    stopped = replace(lost, ship=replace(lost.ship, firing=False))
    told = replace(CALM.someone(Person.MOSCOW), knows=(News.LOST,))
    knowing = replace(stopped, people=tuple(told if one.who is told.who else one for one in stopped.people))
    assert news_for(CALM, Person.MOSCOW) is News.RUNS_ON
    assert news_for(lost, Person.MOSCOW) is News.LOST
    assert news_for(knowing, Person.MOSCOW) is News.STOPPED
    assert news_for(stopped, Person.DIRECTOR) is News.HOLD_TIGHT


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nonsense", "is no order here; help"),
        ("lok arrays", "perhaps you mean lock arrays"),
        ("timr read rates", "perhaps you mean timur read rates"),
        ("timur red rates", "perhaps you mean timur read rates"),
        ("report", "Who? Put a name"),
        ("tell lost", "Who? Put a name"),
        ("tell", "Tell whom what? A name alone"),
        ("undock", "Nobody casts off"),
        ("cast off", "Nobody casts off"),
        ("yes", "Nobody waits"),
        ("vera take control", "That is not for Vera to do. Vera can: close shutters"),
        ("tell ruben to lock the arrays", "That is not for Ruben to do."),
        ("stand by", "Who? Put a name"),
        ("timur", "What shall Timur do? Timur can: read rates,"),
        ("order gleb", "What shall Gleb do?"),
        ("tell everybody", "one at a time"),
        ("wait 999", "1 to 120 seconds"),
        ("wait 0", "1 to 120 seconds"),
        ("wait nan", "is no order"),
        ("wait 3 minutes", "1 to 120 seconds"),
        ("turn 7", "5, 10, 20, 30 or 60"),
        ("turn", "5, 10, 20, 30 or 60"),
        ("answer", "Nobody waits"),
        ("; , then", "is no order"),
        ("wait 120; wait 120; wait 120", "At most 8 orders"),
        ("; ".join(["timur report"] * (MOST_ORDERS + 1)), "At most 8 orders"),
        ("timur report; nonsense", "nonsense is no order"),
    ],
)
def test_what_is_not_understood_is_answered_by_what_would_work(line: str, says: str) -> None:
    """The whole line is refused, in one sentence."""
    refused = _refusal(line)
    assert says in refused
    assert "\n" not in refused


@given(st.text(max_size=60))
@example("timur " * 10)
@example("page " + "9" * 60)
@example("wait 1e999")
@example("tell")
@example("ask the")
def test_anything_can_be_typed(line: str) -> None:
    """It is understood, or refused with a sentence whose values are there."""
    found = WORDS.read(line, ASKED)
    if isinstance(found, Misread):
        assert PHRASES.say(found.phrase, **dict(found.values))
    else:
        assert found
