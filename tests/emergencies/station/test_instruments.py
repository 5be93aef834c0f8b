"""What the engineer can know: the truth rounded, and on bare what is left of it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from game.emergencies.station import truth
from game.emergencies.station.instruments import read
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import InCharge
from game.vocabulary.flying import Rung
from game.vocabulary.station import Task

from .bodies import PITCH, ROLL, hung, quiet, run
from .flights import first

_LAPTOP = {
    "tilt_deg",
    "rates_deg_s",
    "rate_deg_s",
    "momentum_share",
    "incidence",
    "lost_share",
    "made_kw",
    "load_kw",
    "charge",
    "minutes_left",
    "loop_c",
}


def test_at_first_the_panel_says_what_the_story_says() -> None:
    """09:12:40, five seconds of thrust, 302 kg, twelve over the line, both rooms heard."""
    now = read(first())
    assert now.clock == "2021-10-15 09:12:40"
    assert (now.firing, now.thrust_s) == (True, 5)
    assert (now.ship_kg, now.margin_kg) == (302, 12)
    assert now.in_charge is InCharge.GYROS
    assert not now.lost
    assert now.lost_s is None
    assert now.moscow_heard
    assert now.houston_heard
    assert now.site_s == 0
    assert now.sunset_s == 1570
    assert now.sunrise_s is None


def test_signs_are_a_pilots() -> None:
    """Nose up, nose right, starboard down."""
    assert read(hung(first(), PITCH, 0.0, 0.1)).rates_deg_s == (0.1, 0.0, 0.0)
    assert read(hung(first(), (0.0, 0.0, 1.0), 0.0, 0.1)).rates_deg_s == (0.0, 0.1, 0.0)
    assert read(hung(first(), ROLL, 0.0, 0.1)).rates_deg_s == (0.0, 0.0, 0.1)


def test_it_is_the_truth_rounded() -> None:
    """Tilt to a tenth, rates to a thousandth, momentum to a hundredth."""
    state, _ = run(first(), 200.0)
    now = read(state)
    assert now.tilt_deg == pytest.approx(truth.tilt_deg(state), abs=0.05)
    assert now.rate_deg_s == pytest.approx(truth.rate_deg_s(state), abs=0.0005)
    assert now.momentum_share == pytest.approx(truth.momentum_share(state), abs=0.005)
    assert now.lost
    assert now.lost_s == pytest.approx(180, abs=3)
    assert now.thrust_s == pytest.approx(105, abs=6)
    assert not now.firing


def test_on_bare_the_laptop_is_dead_and_the_second_loop_with_it() -> None:
    """Every number of the other segment is None, and nothing else is."""
    state, _ = run(first(), 100.0)
    state = replace(state, power=replace(state.power, made_kw=10.0))
    flown, bare = read(state), read(replace(state, rung=Rung.BARE))
    changed = {one.name for one in fields(flown) if getattr(flown, one.name) != getattr(bare, one.name)}
    assert changed == _LAPTOP | {"houston_heard"}
    assert all(getattr(bare, name) is None for name in _LAPTOP)
    assert not bare.houston_heard


def test_the_arrays_motion_and_the_batteries_are_counted_down() -> None:
    """Whole seconds, whole minutes; none while nothing runs out."""
    state, _ = run(quiet(), 30.0, [(10.0, Task.ARRAYS_EDGE_ON)])
    assert read(state).arrays_s == 110
    assert read(quiet()).arrays_s is None
    assert read(quiet()).minutes_left is None
    poor = replace(state.power, made_kw=6.0, load_kw=56.0, charge=0.5)
    assert read(replace(state, power=poor)).minutes_left == 20


def test_at_night_sunrise_is_what_is_waited_for() -> None:
    """09:45:00: 17 minutes and a half."""
    night = read(replace(first(), tick=20 * (32 * 60 + 20)))
    assert night.clock == "2021-10-15 09:45:00"
    assert night.sunset_s is None
    assert night.sunrise_s == 17 * 60 + 30
    assert night.site_s == 50 * 60 + 30


def test_in_the_drill_nothing_ever_fired() -> None:
    """Thrust of no seconds."""
    assert read(first(scenario=Scenario.DRILL)).thrust_s == 0


def test_what_only_the_recorder_knows() -> None:
    """Peaks, minutes, light."""
    state, _ = run(first(), 300.0)
    assert truth.peak_tilt_deg(state) == pytest.approx(truth.tilt_deg(state), abs=0.1)
    assert truth.peak_rate_deg_s(state) >= truth.rate_deg_s(state) - 1e-9
    assert truth.turned_deg(state) == pytest.approx(truth.tilt_deg(state), abs=0.5)
    assert truth.minutes_lost(state) == pytest.approx(280.0 / 60.0, abs=0.06)
    assert truth.minutes_lost(first()) == 0.0
    assert truth.sunlight(state) == 1.0
    assert truth.rates_deg_s(state)[0] == pytest.approx(truth.rate_deg_s(state), rel=0.2) or (
        -truth.rates_deg_s(state)[0] == pytest.approx(truth.rate_deg_s(state), rel=0.2)
    )
