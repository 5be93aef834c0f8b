"""The commander's panel."""

from __future__ import annotations

from dataclasses import fields
from math import degrees

import pytest

from game.emergencies.docking import instruments
from game.emergencies.docking.starts import Start
from game.vocabulary.flying import Control, Pulse, Rung, Set, Switch

from .flights import first, fly


def test_the_panel_has_no_range_and_no_closing_speed() -> None:
    """Kurs is dead, and nothing stands in for it."""
    names = {part.name for part in fields(instruments.Instruments)}
    assert names == {
        "clock",
        "light_left_s",
        "radio_left_s",
        "propellant_kg",
        "home_kg",
        "jets",
        "sets",
        "rates_deg_s",
        "rate_hold",
        "lamp",
        "filter_on",
        "narrow",
        "both_sets",
        "counted_m_s",
        "go",
    }


def test_light_and_radio_run_out_by_the_clock() -> None:
    """At 12:14:30 there are 245 s of sun and 230 of voice; then neither is told."""
    panel = instruments.read(first())
    assert (panel.clock, panel.light_left_s, panel.radio_left_s) == ("2021-10-05 12:14:30", 245, 230)
    dark = instruments.read(first(attempts=2))
    assert (dark.light_left_s, dark.radio_left_s) == (None, None)
    assert instruments.read(first(start=Start.COME_IN)).light_left_s is None


def test_it_shows_what_fires_and_what_was_counted() -> None:
    """Forward jets are fore; what they gave is counted, except on bare."""
    state, _ = fly(
        first(Rung.ASSISTED), {0: [Pulse(Control.FORWARD, 40), Set(Switch.BOTH_SETS, on=True)]}, 20
    )
    panel = instruments.read(state)
    assert "fore" in panel.jets
    assert panel.sets == 2
    assert panel.counted_m_s == pytest.approx(0.08, abs=0.011)
    state, _ = fly(state, {}, 200)
    assert "fore" not in instruments.read(state).jets
    bare, _ = fly(first(Rung.BARE), {0: [Pulse(Control.UP, 40)]}, 10)
    assert instruments.read(bare).counted_m_s is None
    assert instruments.read(bare).jets == ("up",)


def test_rates_are_pitch_yaw_roll_against_what_the_computer_knows() -> None:
    """Held, the ship does not turn against the station; on bare the gyros know only the stars."""
    held = instruments.read(first(Rung.ASSISTED)).rates_deg_s
    assert max(map(abs, held)) < 0.01
    state, _ = fly(first(Rung.BARE), {0: [Pulse(Control.NOSE_UP, 10)]}, 12)
    pitch, yaw, roll = instruments.read(state).rates_deg_s
    assert pitch == pytest.approx(0.57, abs=0.05)
    assert abs(yaw) < 0.05
    assert abs(roll) < 0.05
    assert pitch == pytest.approx(degrees(state.ship.rate_rad_s[1]))


def test_the_clock_runs_with_the_ticks() -> None:
    """Twenty ticks are a second."""
    assert instruments.clock(fly(first(), {}, 20 * 61)[0]) == "2021-10-05 12:15:31"
