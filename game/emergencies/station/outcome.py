"""What an emergency of the station came to, as the story will know it.

Law: trigger and beat are those of the scene ``loss_of_attitude``; every fact is a declared one, within its
range. A drill sets nothing but its result.
"""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING

from game.emergencies.protocol import Ending
from game.emergencies.station.asking import lost
from game.emergencies.station.film import CAUGHT_S, running
from game.emergencies.station.state import NEVER, Phase, Trouble
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import Person, Question, Reply, Task

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.values import Value

GROUND_ALONE_MIN = 19
"""What the ground needs to get her back when nobody aboard can or does [min]; the told scene's figure."""

_ENDS = {
    Phase.HELD: ("held", "flown_held"),
    Phase.REGAINED: ("regained", "flown_regained"),
    Phase.LONG_NIGHT: ("long_night", "flown_night"),
    Phase.TO_SHIPS: ("to_ships", "flown_ships"),
}

_FIRST_TOLD = {
    "": "nobody",
    Person.ROOKIE.value: "timur",
    Person.COMMANDER.value: "gleb",
    Person.ASTRONAUT.value: "hale",
    Person.HOUSTON.value: "hale",
    Person.DIRECTOR.value: "cupola",
    Person.ACTOR.value: "cupola",
    Person.MOSCOW.value: "moscow",
}


def outcome(state: StationState) -> Ending | None:
    """Return what it came to; None while it goes on."""
    if state.phase is Phase.RUNNING:
        return None
    if state.phase in (Phase.DRILL_PASSED, Phase.DRILL_MISSED):
        result = "passed" if state.phase is Phase.DRILL_PASSED else "missed"
        return Ending("drill_over", "drill_" + result, (("drill_result", result),), clock(state))
    trigger, beat = _ENDS[state.phase]
    watch, film = state.watch, state.film
    caught = film.caught_s >= CAUGHT_S
    facts: dict[str, Value] = {
        "first_told": _FIRST_TOLD[watch.first_told],
        "engine_unproved": not state.ship.control_on,
        "valves_shut": not state.ship.valves_open,
        "peak_tilt_deg": max(0, min(180, int(degrees(watch.peak_tilt_rad) + 0.5))),
        "minutes_lost": max(0, min(180, minutes_lost(state))),
        "soyuz_kg": max(0, min(880, int(state.ship.kg))),
        "roll_camera": _camera(state, caught=caught),
        "ruben_chose": film.left_to_director,
        "shot_roll": caught,
        "array_hurt": state.arrays.lost_share > 0.0,
        "loads_shed": bool(watch.shed),
        "film_shed": watch.shed[:1] == (Task.SHED_FILM.value,),
        "station_outcome": trigger,
        "roll_trouble": _trouble(watch.troubles),
        "lens_word": _lens_word(state),
        "flying": state.rung.value,
    }
    return Ending(trigger, beat, tuple(facts.items()), clock(state))


def clock(state: StationState) -> str:
    """Return mission time, ``YYYY-MM-DD HH:MM:SS``."""
    second = int(state.now_s)
    return f"{state.brief.day} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def minutes_lost(state: StationState) -> int:
    """Return whole minutes without control, to the nearest.

    An end without control is not the end of it: what the two rooms on the ground need from there is counted
    with it, as the scene that is told has it.
    """
    watch = state.watch
    if watch.lost_tick == NEVER:
        return 0
    until = state.tick if lost(state) else watch.regained_tick
    minutes = int((until - watch.lost_tick) / (60.0 * TICKS_PER_S) + 0.5)
    return minutes + (GROUND_ALONE_MIN if lost(state) else 0)


def _camera(state: StationState, *, caught: bool) -> str:
    """What is on film was filmed, whatever became of the camera after it."""
    if not state.brief.shooting:
        return "none"
    return "ran" if caught or running(state) else "shut"


def _trouble(troubles: tuple[Trouble, ...]) -> str:
    """The first that somebody made; that nobody was told is kept by ``first_told``."""
    made = tuple(one for one in troubles if one is not Trouble.NOBODY_KNEW)
    return made[0].value if made else "none"


def _lens_word(state: StationState) -> str:
    """What was said to it; that nothing was, only where the engineer wanted it so."""
    if state.film.spoken is not None:
        return state.film.spoken.value
    silenced = any(
        one.question is Question.WHAT_TO_SAY and one.reply is Reply.NOTHING and one.by_engineer
        for one in state.settled
    )
    return Reply.NOTHING.value if silenced else "none"
