"""The book, line by line, in views that are made up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.advice import view_of
from game.emergencies.station.pilots.by_the_book import by_the_book, free, hears
from game.emergencies.station.pilots.points import Point
from game.emergencies.station.state import InCharge, Ordered, Pointing, Settled, Steering
from game.vocabulary.station import (
    GROUNDS,
    AllStay,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Reply,
    Task,
    Tell,
)
from tests.emergencies.station.flights import first, fly

if TYPE_CHECKING:
    from game.emergencies.station.pilots.view import View


@pytest.fixture(scope="module")
def adrift() -> View:
    """Five minutes in, the thrust off, nobody in charge; everybody idle, told everything, and heard."""
    state, _ = fly(first(seed=8), seconds=300)
    view = view_of(state)
    people = tuple(
        replace(one, task=None, until=0, arrives=0, bound=None, knows=tuple(News)) for one in view.people
    )
    view = replace(view, people=people, asked=())
    return seen(
        view,
        firing=False,
        in_charge=InCharge.NOBODY,
        gyros_on=False,
        steering=Steering.OFF,
        charge=0.95,
        moscow_heard=True,
        houston_heard=True,
        s_band=True,
    )


def seen(view: View, **changed: object) -> View:
    """Return a view with other panels."""
    return replace(view, reading=replace(view.reading, **changed))  # type: ignore[arg-type]  # by name


def busy(view: View, who: Person, task: Task, *, alone: bool = False) -> View:
    """Return a view in which somebody is at something."""
    people = tuple(
        replace(one, task=task, until=view.tick + 200, alone=alone) if one.who is who else one
        for one in view.people
    )
    return replace(view, people=people)


@pytest.mark.parametrize(
    ("changed", "order"),
    [
        ({"gyros_on": True}, Assign(Person.ASTRONAUT, Task.FREE_DRIFT)),
        ({"pointing": Pointing.TRACKING}, Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)),
        ({"pointing": Pointing.TURNING}, None),
        ({"pointing": Pointing.EDGE_ON}, Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)),
        ({"pointing": Pointing.LOCKING}, None),
        ({"pointing": Pointing.LOCKED}, Assign(Person.COMMANDER, Task.TAKE_CONTROL)),
        (
            {"pointing": Pointing.LOCKED, "in_charge": InCharge.RUSSIAN},
            Assign(Person.COMMANDER, Task.NULL_RATES),
        ),
        (
            {
                "pointing": Pointing.LOCKED,
                "in_charge": InCharge.RUSSIAN,
                "steering": Steering.HOLDING,
                "tilt_deg": 30.0,
            },
            Assign(Person.COMMANDER, Task.TURN_BACK),
        ),
    ],
)
def test_each_step_follows_the_one_before(
    adrift: View, changed: dict[str, object], order: Assign | None
) -> None:
    """No jet before the arrays are locked; nobody in charge beside the gyros; still before turned."""
    assert by_the_book(seen(adrift, **changed)).order == order


def test_nobody_takes_control_while_the_ships_jet_burns(adrift: View) -> None:
    """The ship first, and then a wait for it."""
    view = seen(adrift, firing=True, pointing=Pointing.LOCKED)
    assert by_the_book(view).order == Assign(Person.SELF, Task.CLOSE_MANIFOLD_1)
    advice = by_the_book(busy(view, Person.SELF, Task.CLOSE_MANIFOLD_1))
    assert advice.order is None


def test_the_milder_way_of_stopping_it_comes_first(adrift: View) -> None:
    """One manifold, the other, the valves; the guarded switch when nothing else is left."""
    left = {"manifold_1": True, "manifold_2": True, "valves_open": True}
    tasks: list[Task] = []
    for part in left:
        order = by_the_book(seen(adrift, firing=True, **left)).order
        assert isinstance(order, Assign)
        tasks.append(order.task)
        left[part] = False
    last = by_the_book(seen(adrift, firing=True, **left)).order
    assert tasks == [Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.CLOSE_VALVES]
    assert last == Assign(Person.SELF, Task.MOTION_CONTROL_OFF)


def test_who_is_busy_is_not_asked_and_another_who_can_is(adrift: View) -> None:
    """The rookie for the commander, then Moscow; Houston for the astronaut, then the rookie."""
    view = seen(adrift, pointing=Pointing.LOCKED)
    view = busy(view, Person.COMMANDER, Task.SHED_FILM)
    assert by_the_book(view).order == Assign(Person.ROOKIE, Task.TAKE_CONTROL)
    view = busy(view, Person.ROOKIE, Task.SHED_FILM)
    assert by_the_book(view).order == Assign(Person.MOSCOW, Task.TAKE_CONTROL)
    view = seen(view, moscow_heard=False)
    assert by_the_book(view).name == Point.BUSY.value
    sent = busy(view, Person.ROOKIE, Task.GO_TO_SHIP)
    assert by_the_book(sent).order == Assign(Person.ROOKIE, Task.COME_BACK)
    assert by_the_book(replace(sent, ships_called=True)).order == AllStay()
    view = busy(seen(adrift, pointing=Pointing.TRACKING), Person.ASTRONAUT, Task.SHED_COMFORT)
    assert by_the_book(view).order == Assign(Person.HOUSTON, Task.ARRAYS_EDGE_ON)
    view = seen(view, houston_heard=False)
    assert by_the_book(view).order == Assign(Person.ROOKIE, Task.ARRAYS_EDGE_ON)


def test_what_somebody_is_at_is_waited_for(adrift: View) -> None:
    """Nobody is told twice, whoever it is that does it."""
    view = busy(seen(adrift, pointing=Pointing.TRACKING), Person.HOUSTON, Task.ARRAYS_EDGE_ON)
    assert (by_the_book(view).name, by_the_book(view).order) == (Point.ARRAYS_TURN.value, None)


def test_somebody_who_only_talks_unasked_is_free(adrift: View) -> None:
    """Reading rates aloud for nobody is left for an order; reading them for the engineer is not."""
    assert free(busy(adrift, Person.ROOKIE, Task.READ_RATES, alone=True), Person.ROOKIE)
    assert not free(busy(adrift, Person.ROOKIE, Task.READ_RATES), Person.ROOKIE)


def test_nothing_is_said_into_a_dead_loop(adrift: View) -> None:
    """Neither to Moscow nor to Houston while it is not heard."""
    view = replace(adrift, people=tuple(replace(one, knows=()) for one in adrift.people))
    view = seen(view, pointing=Pointing.TURNING, moscow_heard=False, houston_heard=False)
    assert not hears(view, Person.MOSCOW)
    order = by_the_book(view).order
    assert isinstance(order, Tell)
    assert order.whom not in GROUNDS
    assert by_the_book(seen(view, moscow_heard=True)).order == Tell(Person.MOSCOW, News.LOST)


def test_loads_go_in_the_books_order_as_the_batteries_fall(adrift: View) -> None:
    """Comfort, film, cooling, each once, while the line waits."""
    view = seen(adrift, pointing=Pointing.LOCKED, in_charge=InCharge.RUSSIAN, steering=Steering.TURNING)
    assert by_the_book(seen(view, charge=0.9)).order is None
    assert by_the_book(seen(view, charge=0.7)).order == Assign(Person.ASTRONAUT, Task.SHED_COMFORT)
    view = seen(view, comfort=False)
    assert by_the_book(seen(view, charge=0.7)).order is None
    assert by_the_book(seen(view, charge=0.5)).order == Assign(Person.ROOKIE, Task.SHED_FILM)
    view = seen(view, film=False)
    assert by_the_book(seen(view, charge=0.3)).order == Assign(Person.ASTRONAUT, Task.SHED_COOLING)


def test_an_antenna_is_not_switched_to_and_fro(adrift: View) -> None:
    """Once, and then not for three minutes."""
    view = seen(
        adrift,
        pointing=Pointing.LOCKED,
        in_charge=InCharge.RUSSIAN,
        steering=Steering.TURNING,
        s_band=False,
        houston_heard=False,
    )
    assert by_the_book(view).order == Assign(Person.ASTRONAUT, Task.SWITCH_ANTENNA)
    asked = replace(view, ordered=(Ordered(Task.SWITCH_ANTENNA, view.tick - 60 * 20),))
    assert by_the_book(asked).order is None
    assert not isinstance(by_the_book(asked).order, Answer)


def test_who_kept_everything_on_hears_no_more_of_it_until_it_is_dire(adrift: View) -> None:
    """Above three tenths of the charge; below it the page is read out all the same."""
    view = seen(adrift, pointing=Pointing.LOCKED, in_charge=InCharge.RUSSIAN, steering=Steering.TURNING)
    kept = Settled(Question.WHICH_LOADS, Reply.KEEP_ALL, by_engineer=True, tick=view.tick)
    view = replace(view, settled=(kept,))
    assert by_the_book(seen(view, charge=0.7)).order is None
    assert by_the_book(seen(view, charge=0.2)).order == Assign(Person.ASTRONAUT, Task.SHED_COMFORT)
