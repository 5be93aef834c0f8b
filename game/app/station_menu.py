"""What a person can be told, each under a number that stays its own, and whether it means anything now.

Law: pure; an order, not its words. Nothing is left out that could be said, and nothing changes its place as
long as the emergency lasts: what cannot be undone must never stand where something else stood before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.state import NEVER, InCharge, Pointing
from game.emergencies.station.tasks import TASKS
from game.vocabulary.station import AllStay, AllToShips, Answer, Assign, News, Person, Task, Tell

if TYPE_CHECKING:
    from game.emergencies.station.state import Open, StationState
    from game.vocabulary.station import StationOrder

PAGE = 9
"""Orders on one page of a list: the numbers that one key picks. The next page is behind 0."""

EVERYBODY: tuple[StationOrder, ...] = (AllToShips(), AllStay())
"""What can be said to all of them."""


_OF_EVERYBODY = (Task.REPORT, Task.STAND_BY, Task.GO_TO_SHIP, Task.COME_BACK)
"""What anybody can be told; it stands last."""


def orders_to(who: Person) -> tuple[StationOrder, ...]:
    """Return what a person can be told: their own work in the book's order, news, and what anybody can do."""
    work = (Assign(who, task) for task in TASKS[who] if task not in _OF_EVERYBODY)
    news = (Tell(who, what) for what in News if who is not Person.SELF)
    rest = (Assign(who, task) for task in _OF_EVERYBODY if task in TASKS[who])
    return (*work, *news, *rest)


def first_question(state: StationState) -> Open | None:
    """Return the question that must be answered soonest; None when nobody waits."""
    return min(state.asked, key=lambda asked: asked.due, default=None)


def means_something(state: StationState, order: StationOrder) -> bool:
    """Return whether an order could change anything now, as far as panels and loops tell."""
    match order:
        case Tell(whom, news):
            return news not in state.someone(whom).knows and _is_news(state, news)
        case Assign(who, task):
            return _is_work(state, who, task)
        case Answer() | AllToShips() | AllStay():
            return True


def _is_news(state: StationState, news: News) -> bool:
    match news:
        case News.RUNS_ON:
            return state.ship.firing
        case News.STOPPED:
            return not state.ship.firing
        case News.LOST | News.HOLD_TIGHT:
            return _is_lost(state) or state.ship.firing


def _is_lost(state: StationState) -> bool:
    return state.watch.lost_tick != NEVER and state.watch.regained_tick == NEVER


def _is_work(state: StationState, who: Person, task: Task) -> bool:
    """Return whether a task could change anything that its panels show."""
    ship, arrays, power, film = state.ship, state.arrays, state.power, state.film
    one = state.someone(who)
    charge = state.segment.in_charge
    match task:
        case Task.SEND_OFF | Task.MOTION_CONTROL_OFF | Task.CLOSE_VALVES:
            return ship.firing
        case Task.CLOSE_MANIFOLD_1:
            return ship.firing and ship.manifold_1
        case Task.CLOSE_MANIFOLD_2:
            return ship.firing and ship.manifold_2
        case Task.TAKE_CONTROL:
            return charge is not InCharge.RUSSIAN
        case Task.NULL_RATES | Task.TURN_BACK | Task.TURN_BACK_FAST | Task.HOLD | Task.JETS_OFF:
            return charge is InCharge.RUSSIAN
        case Task.FREE_DRIFT:
            return charge is InCharge.GYROS
        case Task.GYROS_TAKE_OVER:
            return charge is not InCharge.GYROS or _is_lost(state)
        case Task.ARRAYS_EDGE_ON:
            return arrays.pointing is Pointing.TRACKING
        case Task.LOCK_ARRAYS:
            return arrays.pointing in (Pointing.TURNING, Pointing.EDGE_ON)
        case Task.UNLOCK_ARRAYS:
            return arrays.pointing is not Pointing.TRACKING
        case Task.SHED_COMFORT:
            return power.comfort
        case Task.SHED_FILM:
            return power.film
        case Task.SHED_COOLING:
            return power.cooling
        case Task.LOADS_ON:
            return not (power.comfort and power.film and power.cooling)
        case Task.ROLL:
            return not film.rolling
        case Task.CUT | Task.SPEAK_TO_CAMERA:
            return film.rolling
        case Task.CLOSE_SHUTTERS:
            return film.shutters_open
        case Task.OPEN_SHUTTERS:
            return not film.shutters_open
        case Task.LOOK_OUT:
            return film.shutters_open
        case Task.STAND_BY:
            return one.task is not None
        case Task.GO_TO_SHIP:
            return not one.seated
        case Task.COME_BACK:
            return one.seated or one.task is Task.GO_TO_SHIP
        case Task.READ_RATES | Task.REPORT | Task.SWITCH_ANTENNA:
            return True
