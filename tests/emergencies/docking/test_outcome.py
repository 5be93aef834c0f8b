"""What a flight came to, as the story will know it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.docking.flight import begin, outcome
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Contact, DockingState, Phase
from game.narrative.declarations import DECLARATION_FILES, fits, read_declarations
from game.storage.library import story_files
from game.vocabulary.flying import Rung

from .flights import first

_TOUCH = Contact(0.12, 0.06, 0.02, 0.001, dark=True)


def _ended(phase: Phase, contact: Contact | None = None, **facts: int | bool | str) -> DockingState:
    return replace(begin(facts, 1, Rung.FLOWN), phase=phase, contact=contact, tick=9000)


_ALL = [
    _ended(Phase.CAPTURED, _TOUCH),
    _ended(Phase.BOUNCED, replace(_TOUCH, closing_m_s=0.02, miss_m=0.25)),
    _ended(Phase.STRUCK, replace(_TOUCH, closing_m_s=4.0, miss_m=7.0)),
    _ended(Phase.RETREATED),
    _ended(Phase.WAVED_OFF),
    _ended(Phase.WAVED_OFF, waited=True),
    _ended(Phase.CALLED_OFF),
    _ended(Phase.CALLED_OFF, waited=True),
    _ended(Phase.PROPELLANT_OUT),
    replace(first(start=Start.HOLD), phase=Phase.PASSED),
    replace(first(start=Start.COME_IN), phase=Phase.CAPTURED, contact=_TOUCH),
    replace(first(start=Start.COME_IN), phase=Phase.BOUNCED, contact=_TOUCH),
    replace(first(start=Start.HOLD), phase=Phase.MISSED),
]


@pytest.mark.parametrize("state", _ALL, ids=lambda state: f"{state.start.value}-{state.phase.value}")
def test_every_fact_is_declared_and_in_its_range(state: DockingState) -> None:
    """What the flight tells the story, the story can hold."""
    files = story_files()
    declared = read_declarations({name: files[name].decode() for name in DECLARATION_FILES}).facts
    ending = outcome(state)
    assert ending is not None
    for name, value in ending.facts:
        assert fits(declared[name], value), (name, value)


def test_a_flight_that_goes_on_has_no_outcome() -> None:
    """Not at its first tick, and not later."""
    assert outcome(first()) is None


def test_a_capture_tells_how_it_was() -> None:
    """Speed, miss, light, time, rung, and how many minutes it took."""
    ending = outcome(_ended(Phase.CAPTURED, _TOUCH, camera_running=True, speaks="vera"))
    assert ending is not None
    facts = dict(ending.facts)
    assert facts["contact_cm_s"] == facts["closing_cm_s"] == 12
    assert facts["offset_cm"] == 6
    assert facts["in_shadow"] is True
    assert facts["flight_minutes"] == 8
    assert facts["flying"] == "flown"
    assert facts["shot_docking"] is True
    assert facts["rode_the_light"] is False
    assert facts["daylight"] is False
    assert facts["propellant_kg"] == 612
    assert ending.clock == "2021-10-05 12:22:00"


def test_who_rode_the_last_light_in_is_told() -> None:
    """A capture on the first approach before the Sun was gone."""
    ending = outcome(replace(_ended(Phase.CAPTURED, replace(_TOUCH, dark=False)), tick=4000))
    assert ending is not None
    assert dict(ending.facts)["rode_the_light"] is True
    second = outcome(_ended(Phase.CAPTURED, replace(_TOUCH, dark=False), attempts=2, waited=True))
    assert second is not None
    assert dict(second.facts)["rode_the_light"] is False


@pytest.mark.parametrize(
    ("calls", "by"),
    [((0, 0, 0), "nobody"), ((2, 1, 0), "vera"), ((0, 2, 1), "moscow"), ((0, 1, 3), "stepan")],
)
def test_who_called_the_range_is_who_called_it_most(calls: tuple[int, int, int], by: str) -> None:
    """Vera, Moscow, Stepan, or nobody."""
    state = _ended(Phase.CAPTURED, _TOUCH)
    heard = replace(state.heard, vera=calls[0], moscow=calls[1], stepan=calls[2])
    ending = outcome(replace(state, heard=heard))
    assert ending is not None
    assert dict(ending.facts)["range_by"] == by


@pytest.mark.parametrize(("miss", "error"), [(0.05, 0), (0.15, 1), (0.3, 2), (1.0, 3)])
def test_the_error_of_the_approach_goes_by_the_miss(miss: float, error: int) -> None:
    """Nought to three."""
    ending = outcome(_ended(Phase.BOUNCED, replace(_TOUCH, miss_m=miss)))
    assert ending is not None
    assert dict(ending.facts)["approach_error"] == error


@pytest.mark.parametrize(
    ("phase", "result", "passed"),
    [
        (Phase.PASSED, "passed", 3),
        (Phase.CAPTURED, "passed", 3),
        (Phase.BOUNCED, "touched", 2),
        (Phase.STRUCK, "touched", 2),
        (Phase.MISSED, "missed", 2),
        (Phase.WAVED_OFF, "missed", 2),
    ],
)
def test_a_lesson_sets_its_result_and_nothing_else(phase: Phase, result: str, passed: int) -> None:
    """Nothing that a lesson does can hurt."""
    state = first(Rung.ASSISTED, start=Start.COME_IN, lessons_passed=2)
    ending = outcome(replace(state, phase=phase, contact=_TOUCH))
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("lesson_over", result)
    assert dict(ending.facts) == {"lesson_result": result, "lessons_passed": passed}
