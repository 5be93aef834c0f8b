"""What else could be ordered now, beside the standing advice: the few things that are worth a thought.

Law: from what is perceived, like the advice; nothing that is done already, nothing that would be refused. The
most telling first: the replies of a question that is open, the next thing by another way, words, the film,
the loads, the ships. Every few minutes has its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.advice import view_of
from game.emergencies.station.pilots.by_the_book import by_the_book, free, hears, knows
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.emergencies.station.tasks import TASKS
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.emergencies.station.pilots.view import View
    from game.emergencies.station.state import StationState
    from game.vocabulary.station import StationOrder

MOST = 6
"""So many at once; more nobody reads."""

_DARK_SOON_S = 600.0
"""So long before sunset somebody thinks of the night [s]; chosen for play."""

_NEAR_DEG = 20.0
"""So near to level, somebody thinks of the gyros."""

_LONG_LOST_S = 1260
"""So long after the tone somebody without a figure thinks of them too [s]."""

_FAST_DEG_S = 0.12
"""So fast, somebody thinks of the ships."""

_LOW = 0.55
"""At this charge somebody thinks of the ships too, and of every load."""

_AFTERWARDS: tuple[StationOrder, ...] = (
    Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER),
    Assign(Person.ASTRONAUT, Task.UNLOCK_ARRAYS),
    Assign(Person.ASTRONAUT, Task.LOADS_ON),
    Assign(Person.ACTOR, Task.OPEN_SHUTTERS),
    Assign(Person.DIRECTOR, Task.ROLL),
    Assign(Person.MOSCOW, Task.REPORT),
    Assign(Person.HOUSTON, Task.REPORT),
    Assign(Person.ROOKIE, Task.READ_RATES),
)
"""What is thought of once control is back."""


def offered(state: StationState) -> tuple[StationOrder, ...]:
    """Return at most `MOST` orders, none of them the standing advice's own."""
    view = view_of(state)
    first = by_the_book(view).order
    made: list[StationOrder] = []
    for order in _thoughts(view):
        if order != first and order not in made and possible(view, order) and not _is_elsewhere(view, order):
            made.append(order)
        if len(made) == MOST:
            break
    return tuple(made)


def _is_elsewhere(view: View, order: StationOrder) -> bool:
    """Tell whether it is for the Cupola while the drill is run at the table."""
    cupola = (Person.DIRECTOR, Person.ACTOR)
    match order:
        case Assign(who, _) | Tell(who, _):
            return view.scenario is Scenario.DRILL and who in cupola
        case _:
            return False


def possible(view: View, order: StationOrder) -> bool:
    """Tell whether an order would be taken now, and would change something."""
    match order:
        case Assign(who, task):
            return task in TASKS[who] and free(view, who) and not done(view, who, task)
        case Tell(whom, news):
            return hears(view, whom) and not knows(view, whom, news)
        case Answer(question, reply):
            asked = any(one.question is question for one in view.asked)
            return asked and reply in ASKINGS[question].replies
        case AllToShips():
            return not view.ships_called
        case AllStay():
            return view.ships_called


def done(view: View, who: Person, task: Task) -> bool:
    """Tell whether a piece of work would find nothing to do, or is being done by somebody."""
    if any(one.task is task for one in view.people):
        return True
    reading = view.reading
    match task:
        case Task.SEND_OFF:
            return not reading.firing
        case Task.MOTION_CONTROL_OFF:
            return not reading.control_on
        case Task.CLOSE_MANIFOLD_1:
            return not reading.manifold_1
        case Task.CLOSE_MANIFOLD_2:
            return not reading.manifold_2
        case Task.CLOSE_VALVES:
            return not reading.valves_open
        case Task.TAKE_CONTROL:
            return reading.in_charge is InCharge.RUSSIAN
        case Task.NULL_RATES:
            return reading.in_charge is not InCharge.RUSSIAN or reading.steering is Steering.NULLING
        case Task.TURN_BACK | Task.TURN_BACK_FAST | Task.HOLD:
            return not _steers(view, task)
        case Task.JETS_OFF:
            return reading.in_charge is not InCharge.RUSSIAN or reading.steering is Steering.OFF
        case Task.FREE_DRIFT:
            return not reading.gyros_on
        case Task.ARRAYS_EDGE_ON:
            return reading.pointing is not Pointing.TRACKING
        case Task.LOCK_ARRAYS:
            return reading.pointing is not Pointing.EDGE_ON
        case Task.UNLOCK_ARRAYS:
            return reading.pointing is Pointing.TRACKING
        case Task.GYROS_TAKE_OVER:
            return reading.in_charge is InCharge.GYROS
        case Task.SHED_COMFORT:
            return not reading.comfort
        case Task.SHED_FILM:
            return not reading.film
        case Task.SHED_COOLING:
            return not reading.cooling
        case Task.LOADS_ON:
            return reading.comfort and reading.film and reading.cooling
        case Task.ROLL:
            return reading.rolling or not view.shooting
        case Task.CUT:
            return not reading.rolling
        case Task.CLOSE_SHUTTERS:
            return not reading.shutters_open
        case Task.OPEN_SHUTTERS:
            return reading.shutters_open
        case Task.LOOK_OUT:
            return not reading.shutters_open
        case Task.SPEAK_TO_CAMERA:
            return not reading.rolling
        case Task.READ_RATES:
            return reading.rate_deg_s is None
        case Task.COME_BACK:
            return not view.someone(who).seated
        case Task.SWITCH_ANTENNA | Task.REPORT | Task.STAND_BY | Task.GO_TO_SHIP:
            return False


def _steers(view: View, task: Task) -> bool:
    """Tell whether an order about turning back means something now."""
    reading = view.reading
    if reading.in_charge is not InCharge.RUSSIAN:
        return False
    if task is Task.HOLD:
        return reading.steering in (Steering.TURNING, Steering.NULLING)
    return reading.steering in (Steering.HOLDING, Steering.OFF) or (
        task is Task.TURN_BACK_FAST and reading.steering is Steering.TURNING and not reading.fast
    )


def _thoughts(view: View) -> Iterator[StationOrder]:
    """Yield what comes to mind, the most telling first."""
    for asked in view.asked:
        for reply in ASKINGS[asked.question].replies:
            yield Answer(asked.question, reply)
    if view.ships_called:
        yield AllStay()
    if view.reading.firing and view.scenario is Scenario.ROLL:
        yield from _while_it_fires(view)
    elif view.regained:
        yield from _AFTERWARDS
    elif view.reading.in_charge is InCharge.RUSSIAN:
        yield from _while_it_turns_back(view)
    else:
        yield from _while_she_drifts(view)
    yield from _anyway(view)


def _while_it_fires(view: View) -> Iterator[StationOrder]:
    yield Assign(Person.SELF, Task.MOTION_CONTROL_OFF)
    yield Assign(Person.SELF, Task.CLOSE_MANIFOLD_1)
    yield Assign(Person.SELF, Task.CLOSE_MANIFOLD_2)
    yield Tell(Person.MOSCOW, News.RUNS_ON)
    yield Tell(Person.DIRECTOR, News.HOLD_TIGHT)
    yield Tell(Person.COMMANDER, News.RUNS_ON)
    yield Assign(Person.ROOKIE, Task.READ_RATES)
    yield Tell(Person.ASTRONAUT, News.RUNS_ON)
    yield Assign(Person.SELF, Task.CLOSE_VALVES)
    yield Assign(Person.SELF, Task.SEND_OFF)
    if view.lost:
        yield Assign(Person.ASTRONAUT, Task.FREE_DRIFT)
        yield Tell(Person.HOUSTON, News.LOST)


def _while_she_drifts(view: View) -> Iterator[StationOrder]:
    yield Assign(Person.ASTRONAUT, Task.FREE_DRIFT)
    yield Assign(Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)
    yield Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS)
    if view.reading.in_charge is InCharge.NOBODY:
        yield Assign(Person.COMMANDER, Task.TAKE_CONTROL)
    yield Tell(Person.ASTRONAUT, News.LOST)
    yield Tell(Person.HOUSTON, News.LOST)
    if not view.reading.firing:
        yield Tell(Person.COMMANDER, News.STOPPED)
    yield Tell(Person.DIRECTOR, News.HOLD_TIGHT)
    yield Tell(Person.MOSCOW, News.LOST)
    yield Assign(Person.ROOKIE, Task.READ_RATES)
    yield Assign(Person.ACTOR, Task.LOOK_OUT)
    yield Assign(Person.ACTOR, Task.CLOSE_SHUTTERS)


def _while_it_turns_back(view: View) -> Iterator[StationOrder]:
    reading = view.reading
    yield Assign(Person.COMMANDER, Task.NULL_RATES if reading.steering is Steering.OFF else Task.HOLD)
    if reading.steering is Steering.HOLDING:
        yield Assign(Person.COMMANDER, Task.TURN_BACK)
    near = _near(view)
    if not near:
        yield Assign(Person.COMMANDER, Task.TURN_BACK_FAST)
    yield from _power(view)
    if reading.sunset_s is not None:
        yield from _film(view)
    if near:
        yield Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER)
        yield Assign(Person.MOSCOW, Task.REPORT)
        yield Assign(Person.HOUSTON, Task.REPORT)
    if not reading.s_band:
        yield Assign(Person.ASTRONAUT, Task.SWITCH_ANTENNA)
    if reading.sunset_s is None:
        yield Assign(Person.ACTOR, Task.CLOSE_SHUTTERS)


def _near(view: View) -> bool:
    """Tell whether she is near level, or, where nobody has the figure, should be by now."""
    tilt, lost_s = view.reading.tilt_deg, view.reading.lost_s
    if tilt is None:
        return lost_s is not None and lost_s > _LONG_LOST_S
    return tilt < _NEAR_DEG


def _power(view: View) -> Iterator[StationOrder]:
    """What can be done without, in the book's order: one when it runs short, the others before night."""
    reading = view.reading
    short = reading.made_kw is None or reading.load_kw is None or reading.made_kw < reading.load_kw
    if not short:
        return
    yield Assign(Person.ASTRONAUT, Task.SHED_COMFORT)
    night = reading.sunset_s is None or reading.sunset_s < _DARK_SOON_S
    low = reading.charge is not None and reading.charge < _LOW
    if night or low:
        yield Assign(Person.ROOKIE if free(view, Person.ROOKIE) else Person.COMMANDER, Task.SHED_FILM)
    if reading.sunset_s is None or low:
        yield Assign(Person.ASTRONAUT, Task.SHED_COOLING)


def _film(view: View) -> Iterator[StationOrder]:
    """What the camera could do, by what it does."""
    if view.reading.rolling:
        if not any(one.question is Question.WHAT_TO_SAY for one in view.settled):
            yield Assign(Person.ACTOR, Task.SPEAK_TO_CAMERA)
        yield Assign(Person.DIRECTOR, Task.CUT)
    elif view.shooting:
        yield Assign(Person.ACTOR, Task.OPEN_SHUTTERS)
        yield Assign(Person.DIRECTOR, Task.ROLL)


def _anyway(view: View) -> Iterator[StationOrder]:
    """What can be thought of at any minute, put last."""
    reading = view.reading
    if view.lost:
        yield from _power(view)
        fast = reading.rate_deg_s is not None and reading.rate_deg_s > _FAST_DEG_S
        low = reading.charge is not None and reading.charge < _LOW
        if fast or low or reading.down:
            yield AllToShips()
        if not reading.s_band:
            yield Assign(Person.ASTRONAUT, Task.SWITCH_ANTENNA)
        yield from _film(view)
    yield Assign(Person.ROOKIE, Task.READ_RATES)
    if reading.sunset_s is not None:
        yield Assign(Person.ACTOR, Task.LOOK_OUT)
    yield Assign(Person.COMMANDER, Task.REPORT)
    yield Assign(Person.ASTRONAUT, Task.REPORT)
    yield Assign(Person.DIRECTOR, Task.REPORT)
