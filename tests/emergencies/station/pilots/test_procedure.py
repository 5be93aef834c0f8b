"""How pilots decide: the book sooner or later, and right things at wrong times."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.advice import view_of
from game.emergencies.station.pilots.characters import (
    NOVICE,
    TRAINED,
    WRONG_ORDER,
    Mistake,
    Mood,
    mood_of,
)
from game.emergencies.station.pilots.mistakes import mistaken, without_words
from game.emergencies.station.pilots.procedure import Memory, decide
from game.emergencies.station.state import InCharge, Open, Pointing, Steering
from game.vocabulary.station import Answer, Assign, News, Person, Question, Reply, Task, Tell
from tests.emergencies.station.flights import first, fly

if TYPE_CHECKING:
    from game.emergencies.station.pilots.characters import Character
    from game.emergencies.station.pilots.view import View


def at(seconds: float, seed: int = 8) -> View:
    """Return a view of a flight that nobody has ordered anything in."""
    return view_of(fly(first(seed=seed), seconds=seconds)[0])


def seen(view: View, **changed: object) -> View:
    """Return a view with other panels."""
    return replace(view, reading=replace(view.reading, **changed))  # type: ignore[arg-type]  # by name


def test_a_step_takes_its_time_to_be_read() -> None:
    """The trained pilot sends the stop after a second to three, the novice is still looking for the page."""
    said: dict[str, float] = {}
    for character in (TRAINED, NOVICE):
        memory = Memory(mood_of(character, 8))
        for second in range(100):
            memory, orders = decide(character, memory, at(second) if second < 40 else at(40))
            if orders:
                said[character.name.value] = second
                break
    assert 1 <= said["trained"] <= 3
    assert said.get("novice", 100) > 20


@pytest.mark.parametrize(
    ("character", "mood"),
    [
        (TRAINED, mood_of(TRAINED, 8)),
        (WRONG_ORDER, Mood(8, "station/pilot/test", (), (Mistake.VALVES_FIRST,))),
    ],
)
def test_nothing_is_said_twice_in_a_row(character: Character, mood: Mood) -> None:
    """Once it was said, it is given its time, also where it was a mistake."""
    memory, view = Memory(mood), at(60)
    given: list[object] = []
    for tick in range(view.tick, view.tick + 20 * 20, 20):
        memory, orders = decide(character, memory, replace(view, tick=tick))
        given += orders
    assert given
    assert len(given) == len(set(given))


def test_who_does_not_know_the_list_tries_what_was_drawn() -> None:
    """And when it is at an end, tells the one at the laptop."""
    memory, view = Memory(mood_of(NOVICE, 4)), at(60)
    tried: list[object] = []
    for tick in range(view.tick, view.tick + 300 * 20, 20):
        memory, orders = decide(NOVICE, memory, replace(view, tick=tick))
        tried += [one for one in orders if not isinstance(one, Assign) or one.who is Person.SELF]
    assert [one.task for one in tried if isinstance(one, Assign)] == list(memory.mood.stops)
    assert tried[-1] == Tell(Person.ROOKIE, News.RUNS_ON)


def test_some_questions_are_left_to_whoever_asked() -> None:
    """The same ones in the same seed, and not all."""
    view = at(250)
    view = seen(view, in_charge=InCharge.NOBODY, gyros_on=False)
    view = replace(view, asked=(Open(Question.FIRE_FIRST, view.tick, view.tick + 1200),))
    answered = 0
    for seed in range(40):
        memory = Memory(mood_of(NOVICE, seed))
        for tick in range(view.tick, view.tick + 100 * 20, 20):
            memory, orders = decide(NOVICE, memory, replace(view, tick=tick))
            if any(isinstance(one, Answer) for one in orders):
                answered += 1
                break
    assert 16 <= answered <= 32


@pytest.mark.parametrize(
    ("mistake", "changed", "order"),
    [
        (Mistake.FIRES_FIRST, {}, Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
        (
            Mistake.FIRES_FIRST,
            {"in_charge": InCharge.RUSSIAN},
            Assign(Person.COMMANDER, Task.NULL_RATES),
        ),
        (Mistake.FIRES_FIRST, {"pointing": Pointing.LOCKED}, None),
        (Mistake.TAKES_WHILE_IT_BURNS, {"firing": True}, Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
        (Mistake.TAKES_WHILE_IT_BURNS, {}, None),
        (
            Mistake.HANDS_BACK_TURNING,
            {"in_charge": InCharge.RUSSIAN, "steering": Steering.TURNING, "rate_deg_s": 0.05},
            Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER),
        ),
        (
            Mistake.HANDS_BACK_TURNING,
            {"in_charge": InCharge.RUSSIAN, "steering": Steering.TURNING, "rate_deg_s": 0.005},
            None,
        ),
        (Mistake.VALVES_FIRST, {"firing": True}, Assign(Person.SELF, Task.CLOSE_VALVES)),
        (Mistake.VALVES_FIRST, {"firing": True, "valves_open": False}, None),
        (Mistake.COLD_AFTERWARDS, {}, Assign(Person.SELF, Task.MOTION_CONTROL_OFF)),
        (Mistake.COLD_AFTERWARDS, {"firing": True}, None),
        (
            Mistake.COOLING_FIRST,
            {"pointing": Pointing.LOCKED},
            Assign(Person.ASTRONAUT, Task.SHED_COOLING),
        ),
        (Mistake.KEEPS_ALL, {"comfort": False}, Assign(Person.ASTRONAUT, Task.LOADS_ON)),
        (Mistake.KEEPS_ALL, {}, None),
        (Mistake.TELLS_NOBODY, {}, None),
    ],
)
def test_each_mistake_has_its_wrong_time(
    mistake: Mistake, changed: dict[str, object], order: Assign | None
) -> None:
    """And is not made at any other."""
    view = replace(at(150), asked=())
    view = replace(view, people=tuple(replace(one, task=None, until=0, arrives=0) for one in view.people))
    assert not view.reading.firing
    assert mistaken((mistake,), seen(view, **changed)) == order


def test_who_keeps_all_says_so() -> None:
    """When Houston asks."""
    view = at(150)
    view = replace(view, asked=(Open(Question.WHICH_LOADS, view.tick, view.tick + 1800),))
    assert mistaken((Mistake.KEEPS_ALL,), view) == Answer(Question.WHICH_LOADS, Reply.KEEP_ALL)


def test_who_tells_nobody_believes_that_everybody_knows() -> None:
    """And the others do not."""
    view = at(30)
    assert all(News.RUNS_ON in one.knows for one in without_words((Mistake.TELLS_NOBODY,), view).people)
    assert without_words((Mistake.KEEPS_ALL,), view) is view


def test_who_means_to_fight_the_jet_keeps_the_hands_off_it() -> None:
    """The counter stops it then."""
    mood = Mood(8, "station/pilot/test", (Task.SEND_OFF,), (Mistake.TAKES_WHILE_IT_BURNS,))
    memory, view = Memory(mood), at(15)
    assert view.reading.firing
    for tick in range(view.tick, view.tick + 60 * 20, 20):
        memory, orders = decide(WRONG_ORDER, memory, replace(view, tick=tick))
        assert not [one for one in orders if isinstance(one, Assign) and one.who is Person.SELF]
