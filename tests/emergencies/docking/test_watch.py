"""What is noticed in a flight, and that it is not said twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from math import radians
from typing import TYPE_CHECKING

import pytest

from game.chance import draw
from game.emergencies.docking.flight import begin, outcome, step
from game.emergencies.docking.rules import closing_limit_m_s
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import CONTROLS, Phase
from game.vocabulary.flying import (
    FLYING_RUNGS,
    TICKS_PER_S,
    Ask,
    Call,
    Control,
    Cue,
    Pulse,
    Rung,
    Set,
    StopAll,
    Switch,
)

from .flights import RANGING, first, fly, given, placed

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.vocabulary.flying import CueGiven, FlightOrder

_GATES = (
    Cue.GATE_60,
    Cue.GATE_50,
    Cue.GATE_40,
    Cue.GATE_30,
    Cue.GATE_20,
    Cue.GATE_10,
    Cue.GATE_5,
    Cue.GATE_2,
)


def _coming(ahead_m: float, closing_m_s: float, rung: Rung = Rung.FLOWN) -> DockingState:
    return placed(first(rung, attempts=2), ahead_m=ahead_m, closing_m_s=closing_m_s)


def _only(cues: list[CueGiven], *wanted: Cue) -> list[Cue]:
    return [one.cue for one in cues if one.cue in wanted]


def test_every_gate_is_called_once_on_the_way_in() -> None:
    """From outside 60 m to the cone, in order; backing out and in again calls none of them twice."""
    state = _coming(61.0, 0.49)
    cues: list[CueGiven] = []
    while outcome(state) is None:
        made = step(state)
        state = made.state
        cues += made.cues
    assert _only(cues, *_GATES) == list(_GATES)
    again = placed(replace(state, phase=Phase.FLYING, contact=None), ahead_m=31.0, closing_m_s=0.4)
    _, more = fly(again, {}, 200)
    assert _only(more, *_GATES) == []


def test_a_lesson_begins_inside_its_gates() -> None:
    """From 25 m the first gate is that of 20."""
    _, cues = fly(placed(first(start=Start.COME_IN), ahead_m=24.0, closing_m_s=0.3), {}, 600)
    assert _only(cues, *_GATES) == [Cue.GATE_20]


@pytest.mark.parametrize(
    ("ahead", "limit"),
    [(70.0, 0.5), (40.0, 0.5), (30.0, 0.4), (12.0, 0.35), (10.0, 0.35), (6.0, 0.275), (2.0, 0.2), (0.5, 0.2)],
)
def test_the_closing_limit_falls_with_the_range(ahead: float, limit: float) -> None:
    """As the crews' rule has it, never rising on the way in."""
    assert closing_limit_m_s(ahead) == pytest.approx(limit)
    assert closing_limit_m_s(ahead - 0.1) <= closing_limit_m_s(ahead) + 1e-12


def test_too_fast_is_said_once_until_it_was_slow_enough() -> None:
    """Over the limit: once. Back under it: once. Over it again: once more."""
    plan = {400: [Pulse(Control.AFT, 60)], 600: [Pulse(Control.FORWARD, 70)]}
    _, cues = fly(_coming(55.0, 0.55), plan, 800)
    assert _only(cues, Cue.TOO_FAST, Cue.SLOW_ENOUGH) == [Cue.TOO_FAST, Cue.SLOW_ENOUGH, Cue.TOO_FAST]


def test_going_inside_fifty_metres_without_the_word_is_noticed_once() -> None:
    """And it is kept for the story; with the word nothing is said."""
    state, cues = fly(placed(first(), ahead_m=51.0, closing_m_s=0.3), {}, 300)
    assert len(given(cues, Cue.WENT_WITHOUT_GO)) == 1
    assert state.cabin.without_go
    _, allowed = fly(_coming(51.0, 0.3), {}, 300)
    assert not given(allowed, Cue.WENT_WITHOUT_GO)


def test_a_range_that_grows_again_is_noticed_after_two_metres() -> None:
    """Unasked: once; after some more closing it may be noticed again. A retreat is not unasked."""
    state = _coming(40.0, -0.1)
    state, cues = fly(state, {}, 500)
    (cue,) = given(cues, Cue.OPENING)
    assert cue.tick == pytest.approx(2.0 / 0.11 * TICKS_PER_S, abs=40)
    _, more = fly(
        state, {state.tick: [Pulse(Control.FORWARD, 100)], state.tick + 200: [Pulse(Control.AFT, 100)]}, 1200
    )
    assert len(given(more, Cue.OPENING)) == 1


def test_stopping_is_noticed_and_the_stop_at_two_metres_has_its_own_word() -> None:
    """Closing taken off between 60 and 3 m; and at about two."""
    for ahead, cue in ((20.0, Cue.STOPPED), (2.3, Cue.STOPPED_AT_TWO)):
        _, cues = fly(_coming(ahead, 0.075), {10: [Pulse(Control.AFT, 39)]}, 200)
        assert _only(cues, Cue.STOPPED, Cue.STOPPED_AT_TWO) == [cue]


def test_too_slow_is_said_when_the_day_will_not_do() -> None:
    """Well into the day at three centimetres a second from 40 m; never while something is done about it."""
    state = placed(replace(first(attempts=2), tick=6000), ahead_m=40.0, closing_m_s=0.05)
    _, cues = fly(state, {}, 400)
    assert len(given(cues, Cue.TOO_SLOW)) == 1
    _, quick = fly(placed(state, ahead_m=40.0, closing_m_s=0.2), {}, 400)
    assert not given(quick, Cue.TOO_SLOW)


def test_drifting_is_a_tenth_of_the_range_and_growing() -> None:
    """Off the line and going away from it: said. Off it and coming back: not. Back on it: said."""
    away = placed(first(attempts=2), ahead_m=30.0, right_m=3.2, right_m_s=0.05)
    back = placed(first(attempts=2), ahead_m=30.0, right_m=3.2, right_m_s=-0.05)
    state, cues = fly(away, {}, 100)
    assert _only(cues, Cue.DRIFTING, Cue.LINED_UP) == [Cue.DRIFTING]
    assert not given(fly(back, {}, 100)[1], Cue.DRIFTING)
    again = placed(state, ahead_m=30.0, right_m=1.7)
    assert _only(fly(again, {}, 40)[1], Cue.DRIFTING, Cue.LINED_UP) == [Cue.LINED_UP]


def test_nose_roll_and_rate_have_their_limits() -> None:
    """Four degrees of nose, six of roll, half a degree a second."""
    state = placed(first(), ahead_m=50.0, nose_rad=(0.0, 0.0, radians(4.5)))
    assert len(given(fly(state, {}, 100)[1], Cue.NOSE_OFF)) == 1
    true, _ = fly(state, {}, 20)
    true = placed(true, ahead_m=50.0)
    assert len(given(fly(true, {}, 20)[1], Cue.NOSE_TRUE)) == 1
    rolled = placed(first(), ahead_m=50.0, nose_rad=(radians(-6.5), 0.0, 0.0))
    assert len(given(fly(rolled, {}, 100)[1], Cue.ROLLED)) == 1
    _, cues = fly(first(Rung.BARE), {0: [Pulse(Control.NOSE_UP, 12)]}, 100)
    assert len(given(cues, Cue.TURNING)) == 1


def test_a_rotation_that_was_asked_for_is_not_called_turning() -> None:
    """Held, the pilot turns the nose at half a degree a second; that is his business."""
    _, cues = fly(first(), {0: [Pulse(Control.NOSE_UP, 60)]}, 200)
    assert not given(cues, Cue.TURNING)


def test_the_target_is_lost_and_found_at_the_rim() -> None:
    """Lost beyond seven and a half degrees, found again a little inside."""
    lost = placed(first(), ahead_m=50.0, nose_rad=(0.0, 0.0, radians(8.6)))
    state, cues = fly(lost, {}, 60)
    assert _only(cues, Cue.LOST_TARGET, Cue.FOUND_TARGET) == [Cue.LOST_TARGET]
    _, more = fly(placed(state, ahead_m=50.0, nose_rad=(0.0, 0.0, radians(6.0))), {}, 60)
    assert _only(more, Cue.LOST_TARGET, Cue.FOUND_TARGET) == [Cue.FOUND_TARGET]
    near, _ = fly(placed(first(), ahead_m=50.0, nose_rad=(0.0, 0.0, radians(3.0))), {}, 20)
    _, narrow = fly(near, {20: [Set(Switch.NARROW, on=True)]}, 30)
    assert given(narrow, Cue.LOST_TARGET)


def test_chasing_is_ten_pulses_in_ten_seconds_on_both_sides() -> None:
    """Left and right in turn: said once. The same ten pulses one way: not."""
    both = {20 * i: [Pulse(Control.LEFT if i % 2 else Control.RIGHT, 2)] for i in range(12)}
    one = {20 * i: [Pulse(Control.LEFT, 2)] for i in range(12)}
    assert len(given(fly(first(), both, 400)[1], Cue.CHASING)) == 1
    assert not given(fly(first(), one, 400)[1], Cue.CHASING)


def test_hands_that_do_nothing_are_noticed_after_forty_seconds() -> None:
    """Once, and again only after an order and another forty."""
    _, cues = fly(first(), {1200: [StopAll()]}, 2200)
    assert [one.tick for one in given(cues, Cue.HANDS_OFF)] == [800, 2000]


def test_night_lamp_and_filter_are_noticed() -> None:
    """Half a minute without light; glare inside 12 m with the lamp on."""
    unlit = placed(first(attempts=2), ahead_m=30.0)
    _, cues = fly(unlit, {0: [Set(Switch.LAMP, on=False)]}, 700)
    (cue,) = given(cues, Cue.DARK_WITHOUT_LAMP)
    assert cue.tick == pytest.approx(600, abs=10)
    _, lit = fly(_coming(12.5, 0.1), {}, 300)
    assert len(given(lit, Cue.GLARE)) == 1
    _, day = fly(placed(first(start=Start.COME_IN), ahead_m=11.0), {0: [Set(Switch.LAMP, on=True)]}, 100)
    assert not given(day, Cue.GLARE)


def test_the_clock_and_the_tanks_are_noticed() -> None:
    """Fuel under 400 kg; a minute before the ground calls it off."""
    _, cues = fly(first(propellant_kg=399), {}, 30)
    assert len(given(cues, Cue.FUEL_LOW)) == 1
    late = replace(placed(first(), ahead_m=60.0), tick=(990 - 61) * TICKS_PER_S)
    state, cues = fly(late, {}, 70 * TICKS_PER_S)
    (short,) = given(cues, Cue.TIME_SHORT)
    assert short.tick == pytest.approx(930 * TICKS_PER_S, abs=10)
    assert state.phase is Phase.CALLED_OFF
    assert state.now_s == pytest.approx(12 * 3600 + 31 * 60, abs=1.0)


def test_half_a_minute_of_silence_is_noticed() -> None:
    """Thirty seconds without a cue."""
    _, cues = fly(first(speaks="nobody"), {}, 35 * TICKS_PER_S)
    (quiet,) = given(cues, Cue.QUIET_CABIN)
    assert quiet.tick == pytest.approx(600, abs=10)


def test_advice_is_given_on_assisted_only_and_not_too_often() -> None:
    """Twelve seconds apart at least, with the number of what is advised."""
    _, cues = fly(first(Rung.ASSISTED), {}, 100 * TICKS_PER_S)
    ticks = [one.tick for one in given(cues, Cue.COACH)]
    assert len(ticks) >= 2
    assert all(later - sooner >= 240 for sooner, later in pairwise(ticks))
    assert all(dict(one.numbers).keys() == {"advice", "tenths"} for one in given(cues, Cue.COACH))
    assert not given(fly(first(Rung.FLOWN), {}, 1000)[1], Cue.COACH)


def test_the_first_lesson_is_passed_by_holding_still() -> None:
    """Fifteen seconds within 0.3 m, 1.5 degrees and 3 cm/s; a wobble starts the count anew."""
    still = placed(first(start=Start.HOLD), ahead_m=12.0, right_m=0.1)
    state, _ = fly(still, {}, 400)
    assert state.phase is Phase.PASSED
    assert 300 <= state.tick <= 310
    wobbling, _ = fly(still, {}, 200)
    wobbling = placed(wobbling, ahead_m=12.0, right_m=0.5)
    wobbling, _ = fly(wobbling, {}, 20)
    wobbling = placed(wobbling, ahead_m=12.0)
    wobbling, _ = fly(wobbling, {}, 280)
    assert wobbling.phase is Phase.FLYING
    assert fly(wobbling, {}, 60)[0].phase is Phase.PASSED


def test_a_lesson_ends_by_its_clock() -> None:
    """Four minutes of not holding still are over."""
    state = placed(first(start=Start.HOLD), ahead_m=12.0, right_m=1.0)
    state, _ = fly(replace(state, tick=239 * TICKS_PER_S), {}, 60)
    assert state.phase is Phase.MISSED


_MAY_REPEAT = {
    Cue.RANGE_CALLED,
    Cue.RANGE_ASKED,
    Cue.RANGE_OFFERED,
    Cue.MOSCOW_RANGE,
    Cue.MOSCOW_SILENT,
    Cue.STATION_SEES,
    Cue.ALL_STOPPED,
    Cue.BRAKING,
}
"""What is said as often as it is asked for."""


@pytest.mark.parametrize("rung", FLYING_RUNGS)
@pytest.mark.parametrize("seed", range(3))
def test_nothing_chatters_in_a_wild_flight(rung: Rung, seed: int) -> None:
    """Five minutes of pulses at random: nothing is noticed twice within a second and a half."""
    state = placed(begin(RANGING, seed, rung), ahead_m=25.0, closing_m_s=0.05)
    last: dict[Cue, int] = defaultdict(lambda: -1000)
    for tick in range(6000):
        orders: tuple[FlightOrder, ...] = ()
        if tick % 15 == 0:
            index = draw(seed, "wild", tick, len(CONTROLS))
            orders = (Pulse(CONTROLS[index], 1 + draw(seed, "wild/length", tick, 12)),)
        if tick % 700 == 0:
            orders = (*orders, Call(Ask.RANGE))
        made = step(state, orders)
        state = made.state
        for one in made.cues:
            assert isinstance(one.cue, Cue)
            if one.cue not in _MAY_REPEAT:
                assert one.tick - last[one.cue] >= 30, one
            last[one.cue] = one.tick
        if outcome(state) is not None:
            break


def test_a_nose_that_stands_on_its_limit_is_said_once() -> None:
    """A nose that sways across four degrees by a tenth gives one cue."""
    state = placed(first(), ahead_m=50.0)
    cues: list[CueGiven] = []
    for index in range(40):
        angle = radians(4.0 + (0.1 if index % 2 else -0.1))
        state = placed(state, ahead_m=50.0, nose_rad=(0.0, 0.0, angle))
        state, more = fly(state, {}, 10)
        cues += more
    assert _only(cues, Cue.NOSE_OFF, Cue.NOSE_TRUE) == [Cue.NOSE_OFF]


def test_a_place_that_stands_on_its_limit_is_said_once() -> None:
    """A ship that sways across a tenth of the range, always on its way out, gives one cue."""
    state = placed(first(), ahead_m=30.0)
    cues: list[CueGiven] = []
    for index in range(40):
        right = 3.0 + (0.1 if index % 2 else -0.1)
        state = placed(state, ahead_m=30.0, right_m=right, right_m_s=0.05)
        state, more = fly(state, {}, 5)
        cues += more
    assert _only(cues, Cue.DRIFTING, Cue.LINED_UP) == [Cue.DRIFTING]
