"""What people do: one thing at a time, at the place where it is done, and however long that takes.

Law: nobody is in two places, and nothing is done before its time. What a piece of work comes to when it is
finished is the machines' and the film's business; this module carries people and minutes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station import film, machines, truth
from game.emergencies.station.marks import nothing_done
from game.emergencies.station.radio import houston_heard, moscow_heard
from game.emergencies.station.state import NEVER
from game.emergencies.station.tasks import SEATS, TASKS, WORKPLACES, way_s
from game.vocabulary.flying import TICKS_PER_S, CueGiven, Rung
from game.vocabulary.station import ABOARD, GROUNDS, Module, Person, StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.state import Someone, StationState

    Done = tuple[StationState, tuple[CueGiven, ...]]

SHAKY_NERVE = 40
"""Of 100; below it the engineer's hand needs longer for each switch. Chosen for play."""

SHAKY_S = 2
"""So much longer [s]."""

_WORDS_ONLY = frozenset({Task.READ_RATES, Task.REPORT, Task.LOOK_OUT})
"""What somebody who began it alone leaves for an order without a word."""

_CHANGES_NOTHING = frozenset({StationCue.DID_NOTHING, StationCue.CONTROL_REFUSED})


def said(
    state: StationState, cue: StationCue, words: dict[str, str] | None = None, **numbers: int
) -> CueGiven:
    """Return a cue of this tick."""
    return CueGiven(cue, state.tick, tuple(numbers.items()), tuple((words or {}).items()))


def with_person(state: StationState, someone: Someone) -> StationState:
    """Return the state with one person as they are now."""
    people = tuple(someone if one.who is someone.who else one for one in state.people)
    return replace(state, people=people)


def reaches(state: StationState, who: Person) -> bool:
    """Tell whether somebody can work on the station now: the ground only while an antenna points."""
    if who is Person.MOSCOW:
        return moscow_heard(state)
    return who is not Person.HOUSTON or houston_heard(state)


def hears_engineer(state: StationState, who: Person) -> bool:
    """Tell whether what the engineer says reaches somebody; on bare his second loop is dead."""
    return reaches(state, who) and not (who is Person.HOUSTON and state.rung is Rung.BARE)


def seconds_left(state: StationState, someone: Someone) -> int:
    """Return how long somebody is still busy, way and work, rounded up [s]."""
    ends = someone.until
    if someone.task is not None and someone.arrives > 0:
        ends = someone.arrives + work_s(state, someone.who, someone.task) * TICKS_PER_S
    return max(0, -((state.tick - ends) // TICKS_PER_S))


def work_s(state: StationState, who: Person, task: Task) -> int:
    """Return how long a piece of work takes somebody at its place [s].

    Raises:
        KeyError: if it is not theirs.
    """
    seconds = TASKS[who][task].seconds
    if who is Person.SELF and TASKS[who][task].where is Module.SHIP and state.brief.nerve < SHAKY_NERVE:
        return seconds + SHAKY_S
    return seconds


def to_ship(someone: Someone) -> bool:
    """Tell whether somebody sits in their ship or is on the way to it."""
    return someone.seated or someone.task is Task.GO_TO_SHIP


def free(someone: Someone) -> bool:
    """Tell whether an order finds somebody free: idle, or only saying something that nobody asked for."""
    return someone.task is None or (someone.alone and someone.task in _WORDS_ONLY)


def set_to(
    state: StationState, who: Person, task: Task, *, alone: bool = False, later_s: int = 0
) -> tuple[StationState, tuple[CueGiven, ...]]:
    """Return the state with somebody put to work, and the cues of that.

    Args:
        state: now.
        who: a person whose work it is.
        task: what.
        alone: nobody told them.
        later_s: they take so much longer over it [s].
    """
    someone = state.someone(who)
    there = _place_of(who, task)
    seconds = work_s(state, who, task) + later_s
    way = 0 if there is None or someone.place is None else way_s(someone.place, there)
    words = {"who": who.value, "task": task.value}
    if way and there is not None:
        someone = replace(
            someone,
            task=task,
            until=0,
            arrives=state.tick + way * TICKS_PER_S,
            bound=there,
            alone=alone,
            seated=False,
        )
    else:
        until = state.tick + seconds * TICKS_PER_S
        someone = replace(someone, task=task, until=until, arrives=0, bound=None, alone=alone)
    begun = StationCue.BY_THEMSELVES if alone else StationCue.TAKEN
    cues = [said(state, begun, words, seconds=way + seconds)]
    if way and there is not None:
        cues.append(said(state, StationCue.MOVING, {"who": who.value, "place": there.value}, seconds=way))
    return with_person(state, someone), tuple(cues)


def _place_of(who: Person, task: Task) -> Module | None:
    """Return where somebody must be for a piece of work; None for wherever they are."""
    if task is Task.GO_TO_SHIP:
        return SEATS[who]
    if task is Task.COME_BACK:
        return WORKPLACES[who]
    return TASKS[who][task].where


def freed(state: StationState, who: Person) -> tuple[StationState, tuple[CueGiven, ...]]:
    """Return the state with somebody doing nothing; on the way, they turn back to where they came from."""
    someone = state.someone(who)
    if someone.task is None:
        return state, ()
    cue = said(state, StationCue.LEFT_OFF, {"who": who.value, "task": someone.task.value})
    return with_person(state, _idle(someone)), (cue,)


def _idle(someone: Someone) -> Someone:
    return replace(someone, task=None, until=0, arrives=0, bound=None, alone=False)


def all_to_ships(state: StationState) -> tuple[StationState, tuple[CueGiven, ...]]:
    """Return the state with everybody on the way to the seat that is theirs."""
    cues = [said(state, StationCue.TO_SHIPS)]
    state = replace(state, watch=replace(state.watch, ships_called=True))
    for who in ABOARD:
        if to_ship(state.someone(who)):
            continue
        if who is Person.SELF and state.someone(who).task is not None:
            # He sits in his seat already, and goes on with what he has in hand.
            state = with_person(state, replace(state.someone(who), seated=True))
            cues.append(said(state, StationCue.ABOARD, {"who": who.value}))
            continue
        state, more = set_to(state, who, Task.GO_TO_SHIP)
        cues += [one for one in more if one.cue is StationCue.MOVING]
    return state, tuple(cues)


def all_stay(state: StationState) -> tuple[StationState, tuple[CueGiven, ...]]:
    """Return the state with everybody who sits in a ship, or was on the way, bound for their work."""
    cues = [said(state, StationCue.STAYING)]
    state = replace(state, watch=replace(state.watch, ships_called=False))
    for who in ABOARD:
        someone = state.someone(who)
        if not to_ship(someone):
            continue
        if someone.task is Task.GO_TO_SHIP:
            someone = _idle(someone)
        state = with_person(state, replace(someone, seated=False))
        if who is not Person.SELF and state.someone(who).place is not WORKPLACES[who]:
            state, more = set_to(state, who, Task.COME_BACK)
            cues += [one for one in more if one.cue is StationCue.MOVING]
    return state, tuple(cues)


def worked(state: StationState) -> tuple[StationState, tuple[CueGiven, ...]]:
    """Return the state after whatever is due of people's ways and work."""
    tick = state.tick
    cues: list[CueGiven] = []
    if any(one.task is not None and max(one.until, one.arrives) <= tick for one in state.people):
        for who in tuple(one.who for one in state.people):
            someone = state.someone(who)
            if someone.task is None:
                continue
            if 0 < someone.arrives <= tick:
                state, more = _arrived(state, someone, someone.task)
                cues += more
            elif 0 < someone.until <= tick:
                state, more = _finished(state, someone, someone.task)
                cues += more
    going = all(to_ship(one) for one in state.people if one.place is not None)
    if going is (state.watch.ships_tick == NEVER):
        state = replace(state, watch=replace(state.watch, ships_tick=tick if going else NEVER))
    return state, tuple(cues)


def _arrived(state: StationState, someone: Someone, task: Task) -> Done:
    place = someone.bound or someone.place
    until = state.tick + work_s(state, someone.who, task) * TICKS_PER_S
    state = with_person(state, replace(someone, place=place, until=until, arrives=0, bound=None))
    words = {"who": someone.who.value, "place": "" if place is None else place.value}
    return state, (said(state, StationCue.ARRIVED, words),)


def _finished(state: StationState, someone: Someone, task: Task) -> Done:
    who = someone.who
    if who in GROUNDS and not reaches(state, who):
        # The command does not go up. Sent again later, it might find her as it was not meant for.
        state, left = freed(state, who)
        return state, () if someone.alone else left
    state = with_person(state, _idle(someone))
    words = {"who": who.value, "task": task.value}
    match task:
        case Task.READ_RATES:
            # The laptop may have died under their hands.
            dead = state.rung is Rung.BARE
            if dead:
                return state, (nothing_done(state.tick, who, task, not_yet=True),)
            return state, (rates_read(state, who),)
        case Task.LOOK_OUT:
            return state, (film.window_read(state, who),)
        case Task.REPORT:
            return state, (reported(state, who),)
        case Task.GO_TO_SHIP:
            state = with_person(state, replace(state.someone(who), seated=True))
            return state, (said(state, StationCue.ABOARD, {"who": who.value}),)
        case Task.COME_BACK | Task.STAND_BY:
            return state, (said(state, StationCue.DONE, words),)
        case _ if task in film.TASKS:
            state, made = film.carried_out(state, task, who)
        case _:
            state, made = machines.carry_out(state, task, who)
    if any(one.cue in _CHANGES_NOTHING for one in made):
        # Who began it alone sees that it is so already, and says nothing.
        return state, () if someone.alone else made
    return state, (*made, said(state, StationCue.DONE, words))


def rates_read(state: StationState, who: Person) -> CueGiven:
    """Return what a laptop shows, read aloud."""
    return said(
        state,
        StationCue.RATES_READ,
        {"who": who.value},
        thousandths=int(1000.0 * truth.rate_deg_s(state) + 0.5),
        tilt=int(truth.tilt_deg(state) + 0.5),
        momentum=int(100.0 * truth.momentum_share(state) + 0.5),
    )


def reported(state: StationState, who: Person) -> CueGiven:
    """Return what somebody says who is asked where they are."""
    place = state.someone(who).place
    words = {"who": who.value} if place is None else {"who": who.value, "place": place.value}
    return said(state, StationCue.REPORTED, words)
