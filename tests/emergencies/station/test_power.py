"""Power over the day: what is made, drawn, shed, and what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.limits import BATTERY_KWH, DOWN_KW, FULL_KW
from game.emergencies.station.machines import carry_out
from game.emergencies.station.power import drawn, load_of, minutes_left
from game.emergencies.station.state import Pointing, Power, Trouble
from game.vocabulary.station import Person, StationCue, Task

from .bodies import PITCH, hung, quiet, run, when
from .flights import first, given, kinds

_SHED = (Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING)


def test_in_the_sun_and_level_more_is_made_than_asked_for() -> None:
    """84 kW against 56; the batteries stay full."""
    state, cues = run(quiet(), 300.0)
    assert state.power.made_kw == pytest.approx(FULL_KW, rel=0.01)
    assert state.power.load_kw == 56.0
    assert state.power.charge == 1.0
    assert minutes_left(state.power) is None
    assert not {StationCue.BATTERY_80, StationCue.SUN_OFF_ARRAYS} & {cue.cue for cue in cues}


def test_what_is_not_made_is_drawn() -> None:
    """An hour of 28 kW too little is 28 kWh of the 34."""
    power = Power(28.0, 56.0, 1.0)
    for _ in range(3600):
        power = drawn(power, 28.0)
    assert power.charge == pytest.approx(1.0 - 28.0 / BATTERY_KWH)
    assert minutes_left(power) == pytest.approx(60.0 * (BATTERY_KWH - 28.0) / 28.0)


def test_each_load_can_be_shed_once_and_all_come_on_again() -> None:
    """8, 2 and 6 kW, told apart by a number."""
    state = quiet()
    for number, task in enumerate(_SHED, start=1):
        before = state.power.load_kw
        state, cues = carry_out(state, task, Person.HOUSTON)
        assert given(cues, StationCue.LOADS_SHED)[0].numbers == (("which", number),)
        assert before - state.power.load_kw == (8.0, 2.0, 6.0)[number - 1]
        assert kinds(carry_out(state, task, Person.HOUSTON)[1]) == [StationCue.DID_NOTHING]
    assert state.power.load_kw == 40.0
    state, cues = carry_out(state, Task.LOADS_ON, Person.HOUSTON)
    assert kinds(cues) == [StationCue.LOADS_BACK]
    assert state.power.load_kw == load_of(state.power) == 56.0
    assert kinds(carry_out(state, Task.LOADS_ON, Person.HOUSTON)[1]) == [StationCue.DID_NOTHING]


def test_the_day_without_shedding_just_fails_and_with_it_the_night_is_lived_through() -> None:
    """Arrays locked at 09:19:20: with all on it is dark before sunrise, with all shed at 09:28 never."""
    for sign in (-1.0, 1.0):
        state = replace(hung(first(), PITCH, sign * 50.0), tick=8_000)
        state = replace(state, arrays=replace(state.arrays, incidence=0.1))
        on, cues = run(state, 3_000.0)
        assert StationCue.POWER_DOWN in kinds(cues)
        assert Trouble.DARK in on.watch.troubles
        assert on.power.load_kw == DOWN_KW
        assert 9 * 60 + 50 <= (first().start_s + when(cues, StationCue.POWER_DOWN)) / 60 <= 10 * 60 + 2.5
        shed, cues = run(state, 2_640.0, [(920.0, task) for task in _SHED])
        assert StationCue.SUNRISE in kinds(cues)
        assert StationCue.POWER_DOWN not in kinds(cues)
        assert shed.power.charge > 0.01


def test_the_marks_of_the_batteries_come_in_order_and_once() -> None:
    """80, 60, 45, low, down."""
    state = replace(hung(first(), PITCH, 0.0), tick=8_000)
    _, cues = run(replace(state, arrays=replace(state.arrays, incidence=0.0)), 3_600.0)
    marks = [cue for cue in kinds(cues) if cue in _MARKS]
    assert marks == list(_MARKS)


_MARKS = (
    StationCue.BATTERY_80,
    StationCue.BATTERY_60,
    StationCue.BATTERY_45,
    StationCue.BATTERY_LOW,
    StationCue.POWER_DOWN,
)


def test_the_sun_leaves_the_arrays_and_comes_back_and_may_leave_again() -> None:
    """By day only: what sunset takes is sunset's to say."""
    state = replace(hung(first(), PITCH, -65.0), tick=4_000)
    locked = replace(state, arrays=replace(state.arrays, pointing=Pointing.LOCKED))
    state, cues = run(locked, 120.0, [(290.0, Task.UNLOCK_ARRAYS)])
    assert kinds(cues).count(StationCue.SUN_OFF_ARRAYS) == 1
    assert when(cues, StationCue.SUN_OFF_ARRAYS) < 290.0 < when(cues, StationCue.SUN_ON_ARRAYS)
    state, cues = run(replace(state, arrays=replace(state.arrays, pointing=Pointing.LOCKED)), 120.0)
    assert kinds(cues).count(StationCue.SUN_OFF_ARRAYS) == 1
    night, cues = run(replace(quiet(), tick=31_000), 120.0)
    assert StationCue.SUNSET in kinds(cues)
    assert StationCue.SUN_OFF_ARRAYS not in kinds(cues)
    assert night.power.made_kw == 0.0


def test_on_dead_buses_nothing_is_shed_and_nobody_is_heard() -> None:
    """The other segment's radio hangs on them."""
    state = replace(quiet(), power=replace(quiet().power, charge=0.0, down=True))
    assert kinds(carry_out(state, Task.SHED_FILM, Person.HOUSTON)[1]) == [StationCue.DID_NOTHING]
    state, cues = run(state, 2.0)
    assert not state.radio.s_band
    assert StationCue.S_BAND_LOST in kinds(cues)
