"""The camera in the Cupola: whether it runs, what stands before it, and what is said to it.

Law: the film changes nothing in the station. What is on it was seen: the camera ran, the shutters were open,
there was daylight, and the Earth was where it should not be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.emergencies.station import truth
from game.emergencies.station.marks import nothing_done
from game.emergencies.station.sky import sky_of
from game.vocabulary.flying import CueGiven
from game.vocabulary.station import Module, Person, Question, Reply, StationCue, Task

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState

    Done = tuple[StationState, tuple[CueGiven, ...]]

TASKS = frozenset({Task.ROLL, Task.CUT, Task.CLOSE_SHUTTERS, Task.OPEN_SHUTTERS, Task.SPEAK_TO_CAMERA})
"""The work that is done on the film or the window."""

SEEN_DEG = 5.0
"""So far over, the horizon in the window is crooked to anybody. Chosen for play."""

SEEN_DEG_S = 0.02
"""So fast, a shot shows it move within a few seconds. Chosen for play."""

SIDEWAYS_DEG = 10.0
"""So far over, those in the Cupola say so."""

CAUGHT_S = 20.0
"""So much on film is a shot [s]. Chosen for play."""

_EYE_DEG = 5
"""What the eye tells apart at the window, of tilt [deg]."""

_EYE_THOUSANDTHS = 20
"""And of rate [deg/s / 1000]."""


def in_cupola(state: StationState, who: Person) -> bool:
    """Tell whether somebody is at the window, and not on the way out."""
    someone = state.someone(who)
    return someone.place is Module.CUPOLA and someone.bound is None


def running(state: StationState) -> bool:
    """Tell whether the camera runs with the window before it."""
    return state.film.rolling and state.film.shutters_open


def window_read(state: StationState, who: Person) -> CueGiven:
    """Return what the window shows, by eye; nothing while the shutters are shut."""
    if not state.film.shutters_open:
        return nothing_done(state.tick, who, Task.LOOK_OUT, not_yet=True)
    thousandths = int(1000.0 * truth.rate_deg_s(state) / _EYE_THOUSANDTHS + 0.5) * _EYE_THOUSANDTHS
    tilt = int(truth.tilt_deg(state) / _EYE_DEG + 0.5) * _EYE_DEG
    numbers = (("thousandths", thousandths), ("tilt", tilt))
    return CueGiven(StationCue.WINDOW_READ, state.tick, numbers, (("who", who.value),))


def carried_out(state: StationState, task: Task, who: Person) -> Done:
    """Return the state with a piece of work on the film done; what is so already does nothing."""
    film = state.film
    # To a lens that is off nobody speaks; the rest is so already.
    not_yet = task is Task.SPEAK_TO_CAMERA and not film.rolling
    nothing = nothing_done(state.tick, who, task, not_yet=not_yet)
    match task:
        case Task.ROLL:
            after, cue = replace(film, rolling=True), StationCue.CAMERA_ON
        case Task.CUT:
            after, cue = replace(film, rolling=False), StationCue.CAMERA_OFF
        case Task.CLOSE_SHUTTERS:
            after, cue = replace(film, shutters_open=False), StationCue.SHUTTERS_SHUT
        case Task.OPEN_SHUTTERS:
            after, cue = replace(film, shutters_open=True), StationCue.SHUTTERS_OPEN
        case _:
            after, cue = film, StationCue.SPOKEN_TO_CAMERA
            if film.rolling:
                after = replace(film, spoken=_words_for(state))
    if after == film:
        return state, (nothing,)
    if task is not Task.SPEAK_TO_CAMERA:
        return replace(state, film=after), (CueGiven(cue, state.tick),)
    reply = _words_for(state)
    return replace(state, film=after), (CueGiven(cue, state.tick, (), (("reply", reply.value),)),)


def _words_for(state: StationState) -> Reply:
    """Return what she says: what the engineer answered her, else what is happening."""
    for one in state.settled:
        if one.question is Question.WHAT_TO_SAY and one.reply is Reply.THE_SCENE:
            return Reply.THE_SCENE
    return Reply.TRUTH


def filmed(state: StationState, seconds: float) -> Done:
    """Return the state after so much filming [s]."""
    if not running(state) or sky_of(state.brief).is_dark(state.now_s):
        return state, ()
    tilt = truth.tilt_deg(state)
    if tilt < SEEN_DEG or truth.rate_deg_s(state) < SEEN_DEG_S:
        return state, ()
    film = state.film
    after = replace(film, caught_s=film.caught_s + seconds, caught_deg=max(film.caught_deg, tilt))
    state = replace(state, film=after)
    name = StationCue.EARTH_SIDEWAYS.value
    if tilt < SIDEWAYS_DEG or state.has_happened(name) or not in_cupola(state, Person.DIRECTOR):
        return state, ()
    state = replace(state, watch=replace(state.watch, said=(*state.watch.said, name)))
    return state, (CueGiven(StationCue.EARTH_SIDEWAYS, state.tick, (("tilt", int(tilt + 0.5)),)),)
