"""The crew's standing advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.docking.advice import (
    Advice,
    advise,
    drift_arrow,
    planned_closing_m_s,
    spoken_advice,
    turn_ticks,
)
from game.emergencies.docking.felt import unfelt
from game.emergencies.docking.flight import begin, outcome, step
from game.emergencies.docking.rules import closing_limit_m_s
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Phase
from game.vocabulary.flying import TICKS_PER_S, Ask, BackOff, Call, Rung, Set, Switch

from .flights import RANGING, advised, first, fly, placed


@pytest.mark.parametrize("block", range(4))
def test_whoever_always_follows_it_docks_on_assisted(block: int) -> None:
    """Forty seeds: nine of ten are captured by the second try, none of them hard, none strikes."""
    captured = 0
    for seed in range(block * 10, block * 10 + 10):
        for attempt in (1, 2):
            state, _ = advised(begin({**RANGING, "attempts": attempt}, seed, Rung.ASSISTED))
            assert state.phase is not Phase.STRUCK
            if state.phase is Phase.CAPTURED:
                captured += 1
                assert state.contact is not None
                assert state.contact.closing_m_s < 0.2
                assert 4.0 < state.tick / TICKS_PER_S / 60.0 < 10.0
                break
    assert captured >= 9


@pytest.mark.parametrize("rung", [Rung.FLOWN, Rung.BARE])
def test_it_can_be_followed_on_the_other_rungs_too(rung: Rung) -> None:
    """Six seeds each: most of them dock at the first try."""
    phases = [advised(first(rung, seed))[0].phase for seed in range(6)]
    assert phases.count(Phase.CAPTURED) >= 5


@pytest.mark.parametrize("start", [Start.HOLD, Start.COME_IN, Start.IN_THE_DARK])
def test_it_passes_the_lessons(start: Start) -> None:
    """Each of them, on assisted, on most of six seeds."""
    beats: list[str] = []
    for seed in range(6):
        ending = outcome(advised(first(Rung.ASSISTED, seed, start))[0])
        assert ending is not None
        beats.append(ending.beat)
    assert beats.count("passed") >= 5


def test_it_puts_the_cabin_right_first() -> None:
    """The word to go is asked for after 15 s; in the dark filter and lamp come before anything else."""
    state, _ = fly(first(), {}, 16 * TICKS_PER_S)
    assert advise(state).order == Call(Ask.MOSCOW)
    night = first(Rung.FLOWN, start=Start.IN_THE_DARK)
    night, _ = fly(night, {0: [Set(Switch.FILTER, on=True)]}, 1)
    assert advise(night).order == Set(Switch.FILTER, on=False)
    night, _ = fly(night, {1: [Set(Switch.FILTER, on=False)]}, 1)
    assert advise(night).order == Set(Switch.LAMP, on=True)
    loose, _ = fly(first(go=True, attempts=2), {0: [Set(Switch.RATE_HOLD, on=False)]}, 1)
    assert advise(loose).order == Set(Switch.RATE_HOLD, on=True)


def test_the_first_thing_is_a_range() -> None:
    """Nobody knows how far it is before somebody has counted; asked once, it is not asked again."""
    assert advise(first()).order == Call(Ask.RANGE)
    state, _ = fly(first(), {0: [Call(Ask.RANGE)]}, 40)
    assert advise(state).order != Call(Ask.RANGE)


def test_the_narrow_field_is_for_far_out_only() -> None:
    """In it the target has to stay near the middle and the module has to fit; else the wide one is right."""
    near, _ = fly(placed(first(attempts=2, waited=True), ahead_m=30.0), {0: [Set(Switch.NARROW, on=True)]}, 1)
    assert advise(replace(near, felt=unfelt(30.0))).order == Set(Switch.NARROW, on=False)
    aside = placed(first(attempts=2, waited=True), ahead_m=60.0, nose_rad=(0.0, 0.0, 0.035))
    aside, _ = fly(aside, {0: [Set(Switch.NARROW, on=True)]}, 1)
    assert advise(aside).order == Set(Switch.NARROW, on=False)


def test_whoever_loses_the_target_near_the_port_is_sent_back() -> None:
    """And a retreat that is under way is left alone."""
    state, _ = fly(placed(first(attempts=2, waited=True), ahead_m=8.0, closing_m_s=0.05), {}, 400)
    lost = placed(state, ahead_m=6.0, nose_rad=(0.0, 0.0, 0.35))
    assert advise(replace(lost, felt=replace(state.felt, away=unfelt(6.0).away))).order == BackOff()
    back, _ = fly(lost, {lost.tick: [BackOff()]}, 40)
    assert back.backing_off
    assert advise(back).advice is Advice.WAIT


def test_a_nose_that_lost_the_target_is_turned_to_the_side_it_went_to() -> None:
    """Before anything else is known: the target is over there."""
    state = placed(first(attempts=2, waited=True), ahead_m=60.0, nose_rad=(0.0, 0.0, 0.2))
    state, _ = fly(state, {0: [Call(Ask.RANGE)]}, 1)
    assert advise(state).advice is Advice.NOSE_LEFT


def test_it_does_not_go_in_without_the_word() -> None:
    """Until Moscow has given it, following the advice stays out beyond 60 m."""
    state = first(Rung.ASSISTED, 3)
    while not state.go:
        advice = advise(state)
        order = advice.order
        if isinstance(order, Call):
            order = None
        state, _ = fly(state, {} if order is None else {state.tick: [order]}, advice.ticks)
    assert state.watch.least_m > 60.0


def test_turns_are_shorter_nearer_in() -> None:
    """20, 10, 5 and 2 seconds."""
    assert [turn_ticks(ahead) // TICKS_PER_S for ahead in (110.0, 70.0, 20.0, 3.0)] == [20, 10, 5, 2]


@pytest.mark.parametrize("ahead", [70.0, 40.0, 25.0, 10.0, 5.0, 2.0, 0.0])
def test_the_planned_speed_keeps_the_limit_and_the_taught_band(ahead: float) -> None:
    """Never over the closing limit; at the touch between 6 and 15 cm/s."""
    planned = planned_closing_m_s(ahead)
    assert planned < closing_limit_m_s(ahead)
    assert 0.06 <= planned_closing_m_s(0.0) <= 0.15


def test_the_numbers_of_advice_are_its_own() -> None:
    """Every piece has a number of its own; what is written for them depends on it."""
    assert sorted(one.value for one in Advice) == list(range(len(Advice)))


def test_the_arrow_points_where_the_ship_drifts() -> None:
    """Right and down are positive; a drift that nobody would see points nowhere."""
    assert drift_arrow(placed(first(), ahead_m=30.0, right_m_s=0.05, down_m_s=-0.05)) == (1, -1)
    assert drift_arrow(placed(first(), ahead_m=30.0, right_m_s=0.005)) == (0, 0)


@pytest.mark.parametrize(
    ("rung", "speaks", "told"),
    [
        (Rung.ASSISTED, "nobody", True),
        (Rung.FLOWN, "vera", True),
        (Rung.FLOWN, "moscow", True),
        (Rung.FLOWN, "nobody", False),
        (Rung.BARE, "vera", False),
    ],
)
def test_aiming_is_spoken_of_by_whoever_may_speak(rung: Rung, speaks: str, told: bool) -> None:
    """Where nobody does, the crew waits; what needs no picture is always said."""
    aimed = waited = 0
    state = begin({**RANGING, "speaks": speaks}, 3, rung)
    for _ in range(1200):
        if state.tick % 100 == 0:
            found, spoken = advise(state), spoken_advice(state)
            if found.advice.name.startswith(("SLIDE", "NOSE", "ROLL")):
                aimed += 1
                waited += spoken.order is None
            else:
                assert spoken == found
        state = step(state).state
    assert aimed > 0
    assert waited == (0 if told else aimed)
