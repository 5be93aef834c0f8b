"""What is on film was seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station import film
from game.emergencies.station.state import Open, Settled
from game.flight.attitude import from_rotation_vector
from game.vocabulary.station import (
    Answer,
    Assign,
    Module,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
)

from .flights import first, fly, given, kinds, ordered, with_someone

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState


def _turned(tilt_rad: float, rate_rad_s: float, state: StationState | None = None) -> StationState:
    """Return the flight with the station over, and turning further."""
    state = first() if state is None else state
    turning = state.body.turning
    p, q, r = first(seed=1).body.turning.rate_rad_s
    turned = replace(
        turning,
        attitude=from_rotation_vector((0.0, tilt_rad, 0.0)),
        rate_rad_s=(p, q + rate_rad_s, r),
    )
    return replace(state, body=replace(state.body, turning=turned))


def test_a_running_camera_catches_an_earth_that_moves() -> None:
    """Second by second, and how far over at the most."""
    state = _turned(0.3, 0.003)
    state, cues = film.filmed(state, 1.0)
    state, again = film.filmed(state, 1.0)
    assert state.film.caught_s == 2.0
    assert state.film.caught_deg == pytest.approx(17.2, abs=0.1)
    assert kinds(cues) == [StationCue.EARTH_SIDEWAYS]
    assert again == ()


def test_nothing_is_caught_where_nothing_is_seen() -> None:
    """Camera off, shutters shut, level, still, or dark."""
    seen = _turned(0.3, 0.003)
    dark = replace(seen, tick=40 * 60 * 20)
    blind = (
        replace(seen, film=replace(seen.film, rolling=False)),
        replace(seen, film=replace(seen.film, shutters_open=False)),
        _turned(0.01, 0.003),
        _turned(0.3, 0.0),
        dark,
    )
    for state in blind:
        assert film.filmed(state, 1.0) == (state, ())


def test_nobody_says_that_the_earth_is_sideways_from_elsewhere() -> None:
    """The camera runs on alone, but nobody sees it."""
    state = with_someone(_turned(0.3, 0.003), Person.DIRECTOR, place=Module.UNITY)
    state, cues = film.filmed(state, 1.0)
    assert cues == ()
    assert state.film.caught_s == 1.0


@pytest.mark.parametrize(
    ("who", "task", "cue"),
    [
        (Person.DIRECTOR, Task.CUT, StationCue.CAMERA_OFF),
        (Person.ACTOR, Task.CLOSE_SHUTTERS, StationCue.SHUTTERS_SHUT),
        (Person.ACTOR, Task.SPEAK_TO_CAMERA, StationCue.SPOKEN_TO_CAMERA),
    ],
)
def test_work_on_the_film_is_done_once(who: Person, task: Task, cue: StationCue) -> None:
    """And answered that it is so already the second time."""
    state, _ = ordered(first(), Assign(who, task))
    state, cues = fly(state, {}, 25)
    assert given(cues, cue)
    state, _ = ordered(state, Assign(who, task))
    _, cues = fly(state, {}, 25)
    assert given(cues, StationCue.DID_NOTHING)
    assert not given(cues, cue)


def test_shutters_and_camera_come_on_again() -> None:
    """Each way."""
    state = first()
    for task, cue in (
        (Task.CLOSE_SHUTTERS, StationCue.SHUTTERS_SHUT),
        (Task.OPEN_SHUTTERS, StationCue.SHUTTERS_OPEN),
        (Task.CUT, StationCue.CAMERA_OFF),
        (Task.ROLL, StationCue.CAMERA_ON),
    ):
        state, _ = ordered(state, Assign(Person.DIRECTOR, task))
        state, cues = fly(state, {}, 25)
        assert given(cues, cue)
    assert film.running(state)


def test_the_window_is_read_by_eye_and_not_through_shutters() -> None:
    """To five degrees and two hundredths of a degree a second."""
    read = film.window_read(_turned(0.3, 0.0026), Person.ACTOR)
    assert read.cue is StationCue.WINDOW_READ
    assert dict(read.numbers) == {"thousandths": 160, "tilt": 15}
    shut = _turned(0.3, 0.0026)
    shut = replace(shut, film=replace(shut.film, shutters_open=False))
    assert film.window_read(shut, Person.ACTOR).cue is StationCue.DID_NOTHING


@pytest.mark.parametrize("reply", [Reply.TRUTH, Reply.THE_SCENE])
def test_she_says_to_the_lens_what_she_was_answered(reply: Reply) -> None:
    """Asked without a question, it is the truth."""
    state = replace(first(), asked=(Open(Question.WHAT_TO_SAY, 0, 1200),))
    state, cues = ordered(state, Answer(Question.WHAT_TO_SAY, reply))
    assert StationCue.TAKEN in kinds(cues)
    state, cues = fly(state, {}, 20)
    assert state.film.spoken is reply
    assert dict(given(cues, StationCue.SPOKEN_TO_CAMERA)[0].words)["reply"] == reply.value
    alone, _ = ordered(first(), Assign(Person.ACTOR, Task.SPEAK_TO_CAMERA))
    alone, _ = fly(alone, {}, 20)
    assert alone.film.spoken is Reply.TRUTH


def test_nothing_is_said_to_a_camera_that_is_off() -> None:
    """It would be on no film."""
    state = first(shoot_stopped=True)
    state = replace(state, settled=(Settled(Question.WHAT_TO_SAY, Reply.THE_SCENE, True, 0),))
    state, _ = ordered(state, Assign(Person.ACTOR, Task.SPEAK_TO_CAMERA))
    state, cues = fly(state, {}, 20)
    assert given(cues, StationCue.DID_NOTHING)
    assert state.film.spoken is None
