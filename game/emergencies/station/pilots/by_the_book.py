"""The flight book, followed in its order: what to do next, from what is perceived.

Law: pure, from a `View` alone. One thing at a time, the most pressing first: the docked ship, then the one
line that leads from the tone back to the gyros, then what can be done while that line waits. Where something
is under way the advice is to wait, and says for what.

Limits are chosen for play, after the pages of ``story/flightbook``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from game.emergencies.station.pilots.points import MODULE_PAGES, PAGES, REPLIES, Advice, Point
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge, Pointing, Steering
from game.emergencies.station.tasks import TASKS
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import (
    ABOARD,
    AllStay,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
    Tell,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.emergencies.station.pilots.view import View
    from game.vocabulary.station import StationOrder

    _Found = tuple[Point, StationOrder | None]

__all__ = ["MODULE_PAGES", "PAGES", "REPLIES", "Advice", "Point", "by_the_book", "free", "hears", "knows"]

FEEL_TO_S = 8.0
"""Until then a hand lies on the hull: is it the jet, or a pump?"""

LEVEL_DEG = 4.0
"""Nearer to level than this nobody turns her back."""

STILL_DEG_S = 0.012
"""Slower than this she is still enough for gyros."""

SHED_COMFORT_AT, SHED_FILM_AT, SHED_COOLING_AT = 0.75, 0.55, 0.4
"""Charge of the batteries, 0 to 1, at which the steps of page 10 are taken."""

KEPT_UNTIL = 0.3
"""Whoever said that everything stays on hears no more of it before this charge."""

BLIND_SHED_S = 480.0
"""Without a figure for the charge: so long after the beginning the first loads go [s]."""

ANTENNA_AGAIN_S = 180.0
"""The antennas are not switched to and fro faster than this [s]."""

_ONLY_WORDS = (Task.READ_RATES, Task.REPORT, Task.LOOK_OUT)
"""What nobody minds being interrupted at, unless it was asked for."""

_BLOCKING = (Question.FIRE_FIRST, Question.HOW_FAST, Question.HAND_BACK)
"""Who asked these waits with the next step until they are answered."""

SUBSTITUTES: Mapping[Person, tuple[Person, ...]] = MappingProxyType(
    {
        Person.COMMANDER: (Person.ROOKIE, Person.MOSCOW),
        Person.ASTRONAUT: (Person.HOUSTON, Person.ROOKIE),
    }
)
"""Who can do it instead, the first that is free and heard."""


def by_the_book(view: View) -> Advice:
    """Return what the book has next."""
    point, order = _next(view)
    page, step = PAGES[point]
    if view.scenario is Scenario.MODULE and view.reading.firing:
        page, step = MODULE_PAGES.get(point, (page, step))
    return Advice(point.value, order, page, step, turn_ticks(view, waiting=order is None))


def turn_ticks(view: View, *, waiting: bool) -> int:
    """Return how long a turn should last at most: 5 s while the jet fires, 10 s soon after, then longer.

    It ends sooner when something happens; it is cut to what somebody is at, and to 10 s while a question is
    open.
    """
    reading = view.reading
    if reading.firing and view.scenario is Scenario.ROLL:
        seconds = 5.0
    elif view.asked or (view.seconds < _SOON_S and not waiting):
        seconds = 10.0
    else:
        seconds = 60.0
    ends = [one.until - view.tick for one in view.people if one.task is not None and one.until > view.tick]
    if reading.arrays_s is not None:
        ends.append(round(reading.arrays_s * TICKS_PER_S))
    least, most = 5 * TICKS_PER_S, round(seconds * TICKS_PER_S)
    return max(least, min([most, *ends]))


_SOON_S = 180.0


def _next(view: View) -> _Found:
    ship = _ship(view)
    if ship is not None and ship[1] is not None:
        return ship
    # In the drill, and with a module that nobody can stop, there is no waiting for the tone.
    adrift = view.lost or view.regained or view.scenario is not Scenario.ROLL
    line = _line(view) if adrift else (Point.HELD, None)
    if line[1] is not None:
        return line
    found = _meanwhile(view)
    return found or ship or line


def _ship(view: View) -> _Found | None:
    """Pages 3 and 4: the thrust that does not stop."""
    reading, me = view.reading, view.someone(Person.SELF)
    if view.scenario is not Scenario.ROLL or not reading.firing:
        return None
    if me.task is not None:
        return (Point.FEEL if view.seconds < FEEL_TO_S else Point.GOING_COLD), None
    moscow = Person.MOSCOW
    if hears(view, moscow) and not knows(view, moscow, News.RUNS_ON) and not view.lost:
        return Point.TELL, Tell(moscow, News.RUNS_ON)
    if view.seconds < FEEL_TO_S:
        return Point.FEEL, None
    if reading.manifold_1:
        return Point.MANIFOLD_1, Assign(Person.SELF, Task.CLOSE_MANIFOLD_1)
    if reading.manifold_2:
        return Point.MANIFOLD_2, Assign(Person.SELF, Task.CLOSE_MANIFOLD_2)
    if reading.valves_open:
        return Point.VALVES, Assign(Person.SELF, Task.CLOSE_VALVES)
    return Point.MOTION_CONTROL, Assign(Person.SELF, Task.MOTION_CONTROL_OFF)


def _line(view: View) -> _Found:
    """Pages 5 to 9: from the tone back to the gyros, one step after the other."""
    for asked in view.asked:
        if asked.question in _BLOCKING:
            return _answer(asked.question)
    reading = view.reading
    if view.regained and reading.in_charge is InCharge.GYROS:
        return _after(view)
    if reading.in_charge is InCharge.GYROS or reading.gyros_on:
        return _told_to(view, Point.FREE_DRIFT, Point.DRIFTING, Person.ASTRONAUT, Task.FREE_DRIFT)
    if reading.in_charge is InCharge.NOBODY:
        return _arrays(view) or _hand_over(view)
    return _arrays(view) or _turn_back(view)


def _arrays(view: View) -> _Found | None:
    match view.reading.pointing:
        case Pointing.TRACKING:
            return _told_to(view, Point.EDGE_ON, Point.ARRAYS_TURN, Person.ASTRONAUT, Task.ARRAYS_EDGE_ON)
        case Pointing.TURNING:
            return Point.ARRAYS_TURN, None
        case Pointing.EDGE_ON:
            return _told_to(view, Point.LOCK, Point.LOCKING, Person.ASTRONAUT, Task.LOCK_ARRAYS)
        case Pointing.LOCKING:
            return Point.LOCKING, None
        case Pointing.LOCKED:
            return None


def _hand_over(view: View) -> _Found:
    if view.reading.firing and view.scenario is Scenario.ROLL:
        return Point.SHIP_COLD, None
    return _told_to(view, Point.TAKE, Point.TAKING, Person.COMMANDER, Task.TAKE_CONTROL)


def _turn_back(view: View) -> _Found:
    """The Russian segment is in charge."""
    match view.reading.steering:
        case Steering.OFF:
            return _told_to(view, Point.NULL, Point.NULLING, Person.COMMANDER, Task.NULL_RATES)
        case Steering.NULLING:
            return Point.NULLING, None
        case Steering.TURNING:
            return Point.TURNING, None
        case Steering.HOLDING:
            if not _level(view):
                return _told_to(view, Point.BACK, Point.TURNING, Person.COMMANDER, Task.TURN_BACK)
            if not _still(view):
                return Point.STILL, None
            return _told_to(view, Point.TAKE_OVER, Point.TAKING_OVER, Person.ASTRONAUT, Task.GYROS_TAKE_OVER)


def _after(view: View) -> _Found:
    """The gyros hold her again."""
    reading = view.reading
    if reading.pointing is not Pointing.TRACKING:
        return _told_to(view, Point.UNLOCK, Point.UNLOCKING, Person.ASTRONAUT, Task.UNLOCK_ARRAYS)
    if not (reading.comfort and reading.film and reading.cooling):
        return _told_to(view, Point.LOADS_ON, Point.LOADS_ON, Person.ASTRONAUT, Task.LOADS_ON)
    return Point.WAIT, None


def _level(view: View) -> bool:
    tilt = view.reading.tilt_deg
    if tilt is None:
        return view.regained or StationCue.LEVEL_AGAIN.value in view.said
    return tilt < LEVEL_DEG


def _still(view: View) -> bool:
    """On bare what is still is what the segment has held level, which whoever holds it says."""
    rate = view.reading.rate_deg_s
    return view.regained and (rate is None or rate < STILL_DEG_S)


def _told_to(view: View, point: Point, under_way: Point, who: Person, task: Task) -> _Found:
    """Return the order, to whoever of those that can is free; to wait where one is at it, or none is free."""
    able = [who, *(other for other in SUBSTITUTES[who] if task in TASKS[other])]
    if any(view.someone(one).task is task for one in able):
        return under_way, None
    for one in able:
        if free(view, one):
            return point, Assign(one, task)
    if view.ships_called:
        return Point.CALL_BACK, AllStay()
    for one in able:
        if one in ABOARD and _sits(view, one):
            return Point.CALL_BACK, Assign(one, Task.COME_BACK)
    return Point.BUSY, None


def _sits(view: View, who: Person) -> bool:
    """Tell whether somebody is in their seat, or on the way to it, and not on the way back."""
    one = view.someone(who)
    return one.task is Task.GO_TO_SHIP or (one.seated and one.task is None)


def free(view: View, who: Person) -> bool:
    """Tell whether an order finds somebody ready for it: heard, idle or only talking, and not in a seat."""
    one = view.someone(who)
    idle = one.task is None or (one.alone and one.task in _ONLY_WORDS)
    return idle and (who is Person.SELF or not one.seated) and hears(view, who)


def hears(view: View, who: Person) -> bool:
    """Tell whether what the engineer says reaches somebody now."""
    if who is Person.MOSCOW:
        return view.reading.moscow_heard
    return who is not Person.HOUSTON or view.reading.houston_heard


def knows(view: View, who: Person, news: News) -> bool:
    """Tell whether somebody was told, or has heard it: the tone, and the hum that stops."""
    if who in ABOARD and ((news is News.LOST and view.lost) or (news is News.STOPPED and _is_off(view))):
        return True
    return news in view.someone(who).knows


def _is_off(view: View) -> bool:
    return not view.reading.firing


def _answer(question: Question) -> _Found:
    """Return the advised answer; where the book has none, the point alone."""
    point, reply = REPLIES[question]
    return point, None if reply is None else Answer(question, reply)


def _meanwhile(view: View) -> _Found | None:
    """What can be done while the line waits: answers, words, loads, an antenna."""
    answers = [_answer(one.question) for one in view.asked]
    for answer in answers:
        if answer[1] is not None:
            return answer
    own = answers[0] if answers else None
    return _words(view) or _loads(view) or _radio(view) or own


def _words(view: View) -> _Found | None:
    """Who has to be told what."""
    reading = view.reading
    steered = reading.in_charge is InCharge.RUSSIAN and reading.steering is not Steering.OFF
    steered = steered and not reading.firing
    if view.regained or steered or view.seconds < FEEL_TO_S:
        # Whoever steers her back, or sees it done, has no use for the news.
        return None
    lost, firing = view.lost, reading.firing
    wanted: list[tuple[Point, Person, News]] = []
    if lost:
        wanted += [(Point.TELL_ALL, who, News.LOST) for who in (Person.MOSCOW, Person.HOUSTON)]
        wanted.append((Point.TELL_ALL, Person.ASTRONAUT, News.LOST))
    elif firing:
        wanted.append((Point.TELL, Person.MOSCOW, News.RUNS_ON))
    if firing:
        wanted.append((Point.TELL, Person.COMMANDER, News.RUNS_ON))
    elif view.scenario is Scenario.ROLL:
        wanted.append((Point.STOPPED, Person.COMMANDER, News.STOPPED))
    if lost:
        wanted.append((Point.TELL_ALL, Person.COMMANDER, News.LOST))
    if view.shooting:
        wanted.append((Point.HOLD_TIGHT, Person.ACTOR, News.HOLD_TIGHT))
    for point, who, news in wanted:
        if hears(view, who) and not knows(view, who, news):
            return point, Tell(who, news)
    return None


def _loads(view: View) -> _Found | None:
    """Page 10, in time: before the batteries are low and before the night."""
    reading = view.reading
    if not view.lost or reading.pointing is not Pointing.LOCKED:
        return None
    charge = reading.charge
    kept = any(one.question is Question.WHICH_LOADS and one.reply is Reply.KEEP_ALL for one in view.settled)
    if kept and (charge is None or charge > KEPT_UNTIL):
        return None
    if charge is None:
        charge = 0.0 if view.seconds > BLIND_SHED_S and reading.comfort else 1.0
    if reading.comfort and charge < SHED_COMFORT_AT and free(view, Person.ASTRONAUT):
        return Point.COMFORT, Assign(Person.ASTRONAUT, Task.SHED_COMFORT)
    if reading.film and charge < SHED_FILM_AT and free(view, Person.ROOKIE):
        return Point.FILM, Assign(Person.ROOKIE, Task.SHED_FILM)
    if reading.cooling and charge < SHED_COOLING_AT and free(view, Person.ASTRONAUT):
        return Point.COOLING, Assign(Person.ASTRONAUT, Task.SHED_COOLING)
    return None


def _radio(view: View) -> _Found | None:
    """Page 11: the other antenna, when one sees no relay; not again before she has turned on."""
    dead = view.lost and not view.reading.s_band and view.seconds > _SOON_S
    if dead and free(view, Person.ASTRONAUT) and not view.lately(Task.SWITCH_ANTENNA, ANTENNA_AGAIN_S):
        return Point.ANTENNA, Assign(Person.ASTRONAUT, Task.SWITCH_ANTENNA)
    return None
