"""Real seconds in, ticks out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.app.pace import LONGEST_STALL_S, SPEEDS, TURNS_S, USUAL, Metronome, Pace, next_pace, turn_by_sight
from game.vocabulary.flying import TICKS_PER_S


@pytest.mark.parametrize(
    ("pace", "ticks"), [(Pace.REAL, 200), (Pace.HALF, 100), (Pace.QUARTER, 50), (Pace.TURNS, 0)]
)
def test_ten_real_seconds_are_so_many_ticks_at_each_pace(pace: Pace, ticks: int) -> None:
    """Also when the pictures come at odd times."""
    metronome = Metronome()
    counted = metronome.ticks_due(100.0, SPEEDS[pace])
    for picture in range(1, 273):
        counted += metronome.ticks_due(100.0 + picture * 10.0 / 272, SPEEDS[pace])
    assert abs(counted - ticks) <= 1


def test_the_first_look_and_the_first_after_a_rest_let_nothing_pass() -> None:
    """A pause is no time."""
    metronome = Metronome()
    assert metronome.ticks_due(5.0, 1.0) == 0
    assert metronome.ticks_due(5.125, 1.0) == 2
    metronome.rest()
    assert metronome.ticks_due(905.0, 1.0) == 0
    assert metronome.ticks_due(905.0625, 1.0) == 1


@pytest.mark.parametrize("stall_s", [0.6, 2.0, 3600.0, 1e9])
def test_a_stall_is_flown_for_half_a_second_at_most(stall_s: float) -> None:
    """A lid that was closed for an hour flies no hour."""
    metronome = Metronome()
    metronome.ticks_due(0.0, 1.0)
    assert metronome.ticks_due(stall_s, 1.0) == round(LONGEST_STALL_S * TICKS_PER_S)


def test_a_clock_that_goes_back_lets_nothing_pass() -> None:
    """And the time after it is counted from there."""
    metronome = Metronome()
    metronome.ticks_due(10.0, 1.0)
    assert metronome.ticks_due(9.0, 1.0) == 0
    assert metronome.ticks_due(9.125, 1.0) == 2


@given(st.lists(st.floats(0.0, LONGEST_STALL_S), max_size=60))
def test_no_part_of_a_tick_is_lost_or_made(waits_s: list[float]) -> None:
    """However the time is cut, as many ticks pass as it holds."""
    metronome = Metronome()
    now_s = 0.0
    counted = metronome.ticks_due(now_s, 1.0)
    for wait_s in waits_s:
        now_s += wait_s
        counted += metronome.ticks_due(now_s, 1.0)
    assert abs(counted - now_s * TICKS_PER_S) <= 1.001


def test_keys_that_hurry_a_tick_do_not_make_time_pass_faster() -> None:
    """A tick that is shown ahead of its time is taken off those that follow."""
    metronome = Metronome()
    counted = metronome.ticks_due(0.0, 1.0)
    for picture in range(1, 401):
        counted += metronome.ticks_due(picture * 0.025, 1.0)
        counted += metronome.hurry()
    assert abs(counted - 200) <= 1


def test_nothing_is_hurried_in_a_pause() -> None:
    """Before the first look time has not begun."""
    metronome = Metronome()
    assert not metronome.hurry()
    metronome.ticks_due(0.0, 1.0)
    metronome.ticks_due(0.03, 1.0)
    assert metronome.hurry()
    metronome.rest()
    assert not metronome.hurry()


def test_the_paces_follow_each_other_in_a_ring() -> None:
    """Each is come to, and the first again."""
    seen = [Pace.REAL]
    while (following := next_pace(seen[-1])) is not Pace.REAL:
        seen.append(following)
    assert seen == list(USUAL)


def test_an_emergency_may_have_paces_of_its_own() -> None:
    """The ring goes through those that are given, and back to the first."""
    assert next_pace(Pace.REAL, (Pace.REAL, Pace.FAST)) is Pace.FAST
    assert next_pace(Pace.FAST, (Pace.REAL, Pace.FAST)) is Pace.REAL


@pytest.mark.parametrize(("hull_deg", "turn_s"), [(0.0, 20), (1.9, 20), (4.0, 10), (10.0, 5), (60.0, 2)])
def test_a_turn_is_shorter_the_larger_the_module_looks(hull_deg: float, turn_s: int) -> None:
    """And the longest where it cannot be made out."""
    assert turn_by_sight(hull_deg) == turn_s
    assert turn_s in TURNS_S
