"""What an emergency of the station came to, as the story will know it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from game.emergencies.station.asking import reply_to
from game.emergencies.station.flight import outcome
from game.emergencies.station.outcome import clock, minutes_lost
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Phase, Settled, Trouble
from game.vocabulary.station import Answer, Question, Reply

from .flights import first, fly

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.values import Value

_FACTS = Path(__file__).parents[3] / "story" / "facts.toml"


def _over(phase: Phase = Phase.REGAINED, state: StationState | None = None, **watch: object) -> StationState:
    state = first() if state is None else state
    changed = replace(state.watch, **watch)  # type: ignore[arg-type]  # typed by the field names
    return replace(state, tick=30_000, phase=phase, watch=changed)


def _facts(state: StationState) -> dict[str, Value]:
    ending = outcome(state)
    assert ending is not None
    return dict(ending.facts)


@pytest.mark.parametrize(
    ("phase", "trigger", "beat"),
    [
        (Phase.HELD, "held", "flown_held"),
        (Phase.REGAINED, "regained", "flown_regained"),
        (Phase.LONG_NIGHT, "long_night", "flown_night"),
        (Phase.TO_SHIPS, "to_ships", "flown_ships"),
    ],
)
def test_each_end_has_its_trigger_and_beat(phase: Phase, trigger: str, beat: str) -> None:
    """And says so in the facts, with the clock of its last tick."""
    state = _over(phase)
    ending = outcome(state)
    assert ending is not None
    assert (ending.trigger, ending.beat) == (trigger, beat)
    assert dict(ending.facts)["station_outcome"] == trigger
    assert ending.clock == clock(state) == "2021-10-15 09:37:40"


def test_a_drill_sets_its_result_and_nothing_else() -> None:
    """Passed or missed."""
    for phase, word in ((Phase.DRILL_PASSED, "passed"), (Phase.DRILL_MISSED, "missed")):
        ending = outcome(_over(phase, first(scenario=Scenario.DRILL)))
        assert ending is not None
        assert (ending.trigger, ending.beat) == ("drill_over", "drill_" + word)
        assert dict(ending.facts) == {"drill_result": word}


def test_every_fact_is_declared_and_in_its_range() -> None:
    """Words that the story knows, numbers that it can hold; also at the edges."""
    declared = tomllib.loads(_FACTS.read_text(encoding="utf-8"))["facts"]
    states = [
        _over(phase, peak_tilt_rad=tilt, lost_tick=400, first_told=told, troubles=troubles)
        for phase in (Phase.HELD, Phase.REGAINED, Phase.LONG_NIGHT, Phase.TO_SHIPS)
        for tilt in (0.0, 1.0, 3.2)
        for told in ("", "rookie", "commander", "astronaut", "houston", "director", "actor", "moscow")
        for troubles in ((), *((one,) for one in Trouble))
    ]
    for state in states:
        for name, value in _facts(state).items():
            fact = cast("dict[str, object]", declared[name])
            if fact["type"] == "word":
                assert value in cast("list[str]", fact["words"]), (name, value)
            elif fact["type"] == "int":
                assert cast("int", fact["low"]) <= int(value) <= cast("int", fact["high"]), name
            else:
                assert isinstance(value, bool), name


def test_minutes_count_until_control_was_back() -> None:
    """To the nearest; none where it was never lost; where it is not back, the ground needs nineteen more."""
    assert minutes_lost(_over(lost_tick=400, regained_tick=400 + 20 * 60 * 27 + 599)) == 27
    assert minutes_lost(_over(lost_tick=400, regained_tick=400 + 20 * 60 * 27 + 601)) == 28
    assert minutes_lost(_over(lost_tick=30_000 - 20 * 60 * 10)) == 10 + 19
    assert minutes_lost(_over()) == 0


def test_the_propellant_is_rounded_down() -> None:
    """What is not there cannot be burnt."""
    state = first()
    state = replace(state, ship=replace(state.ship, kg=290.99))
    assert _facts(_over(state=state))["soyuz_kg"] == 290


def test_switches_and_valves_reach_the_story() -> None:
    """The guarded switch leaves the engine unproved."""
    state = first()
    assert _facts(_over(state=state))["engine_unproved"] is False
    cold = replace(state, ship=replace(state.ship, control_on=False, valves_open=False))
    facts = _facts(_over(state=cold))
    assert facts["engine_unproved"] is True
    assert facts["valves_shut"] is True


@pytest.mark.parametrize(
    ("rolling", "caught_s", "shooting", "camera", "shot"),
    [
        (True, 0.0, True, "ran", False),
        (True, 20.0, True, "ran", True),
        (False, 19.0, True, "shut", False),
        (False, 20.0, True, "ran", True),
        (False, 0.0, False, "none", False),
    ],
)
def test_what_is_on_film_was_filmed(
    *, rolling: bool, caught_s: float, shooting: bool, camera: str, shot: bool
) -> None:
    """Twenty seconds of it are a shot, whatever became of the camera afterwards."""
    state = first(shoot_stopped=not shooting)
    state = replace(state, film=replace(state.film, rolling=rolling, caught_s=caught_s))
    facts = _facts(_over(state=state))
    assert (facts["roll_camera"], facts["shot_roll"]) == (camera, shot)


def test_the_trouble_of_the_story_is_one_that_somebody_made() -> None:
    """That nobody was told is not one of them."""
    knew, fought = Trouble.NOBODY_KNEW, Trouble.FOUGHT
    assert _facts(_over(troubles=()))["roll_trouble"] == "none"
    assert _facts(_over(troubles=(knew,)))["roll_trouble"] == "none"
    assert _facts(_over(troubles=(knew, fought, Trouble.DARK)))["roll_trouble"] == "fought"


def test_what_was_said_to_the_lens_reaches_the_story() -> None:
    """None where nothing was said, nothing where the engineer wanted it so."""
    assert _facts(_over())["lens_word"] == "none"
    for reply, by_engineer, word in (
        (Reply.NOTHING, True, "nothing"),
        (Reply.NOTHING, False, "none"),
        (Reply.TRUTH, True, "none"),
    ):
        asked = replace(first(), settled=(Settled(Question.WHAT_TO_SAY, reply, by_engineer, 9),))
        assert _facts(_over(state=asked))["lens_word"] == word
    said = replace(first(), film=replace(first().film, spoken=Reply.THE_SCENE))
    assert _facts(_over(state=said))["lens_word"] == "the_scene"


@pytest.mark.parametrize(
    ("answer", "chose"),
    [((), False), ((Answer(Question.CAMERA, Reply.YOUR_FILM),), True)],
)
def test_it_was_his_film_only_where_the_engineer_said_so(
    answer: tuple[FlightOrder, ...], *, chose: bool
) -> None:
    """Without an answer he goes on because nobody answered."""
    state, _ = fly(first(), {}, 100)
    while not state.asked:
        state, _ = fly(state, {}, 1)
    state, _ = fly(state, {state.tick: answer}, 90)
    assert reply_to(state, Question.CAMERA) is Reply.YOUR_FILM
    assert _facts(_over(state=state))["ruben_chose"] is chose


@pytest.mark.parametrize(
    ("shed", "loads", "film"),
    [
        ((), False, False),
        (("shed_comfort",), True, False),
        (("shed_film", "shed_comfort"), True, True),
        (("shed_comfort", "shed_film"), True, False),
    ],
)
def test_what_was_switched_off_first_is_known(shed: tuple[str, ...], *, loads: bool, film: bool) -> None:
    """The film's own chargers count where they went first."""
    facts = _facts(_over(shed=shed))
    assert (facts["loads_shed"], facts["film_shed"]) == (loads, film)
