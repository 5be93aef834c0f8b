"""The cooling loops in the sun, and with one of them off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.heat import radiators_see, warmed
from game.emergencies.station.machines import carry_out
from game.emergencies.station.state import Trouble
from game.flight.attitude import NO_TURN, from_rotation_vector
from game.vocabulary.station import Person, StationCue, Task

from .bodies import PITCH, hung, quiet, run
from .flights import first, kinds


def test_level_radiators_keep_their_edge_to_the_sun() -> None:
    """Turned in pitch they see it, by as much as it stands in the orbit's plane."""
    sun = (0.3, 0.866025, -0.4)
    assert radiators_see(sun, NO_TURN) == pytest.approx(0.0, abs=1e-12)
    assert radiators_see(sun, from_rotation_vector((0.0, 1.5707963, 0.0))) == pytest.approx(0.5, abs=1e-3)
    assert radiators_see((0.0, 1.0, 0.0), from_rotation_vector((0.5, 0.5, 0.5))) == 0.0


def test_the_loops_settle_where_the_sun_puts_them() -> None:
    """24 K for radiators square to it, nothing at night, 9 K more on one loop."""
    hot = one = night = 0.0
    for _ in range(7_200):
        hot, one, night = (
            warmed(hot, 1.0, 1.0, cooling=True),
            warmed(one, 0.0, 1.0, cooling=False),
            warmed(night, 1.0, 0.0, cooling=True),
        )
    assert hot == pytest.approx(24.0, abs=0.1)
    assert one == pytest.approx(9.0, abs=0.1)
    assert night == 0.0


def test_half_an_hour_over_warms_them_and_a_shed_loop_overheats_them() -> None:
    """The first is a word, the second a trouble."""
    state = hung(first(), PITCH, 57.0)
    warm, cues = run(state, 1_500.0)
    assert StationCue.HEATING in kinds(cues)
    assert StationCue.OVERHEATED not in kinds(cues)
    assert 4.0 < warm.loop_c < 12.0
    shed, _ = carry_out(state, Task.SHED_COOLING, Person.HOUSTON)
    hot, cues = run(shed, 1_500.0)
    assert kinds(cues).count(StationCue.OVERHEATED) == 1
    assert Trouble.HOT in hot.watch.troubles


def test_level_and_cool_again_it_may_be_said_again() -> None:
    """The word comes once each time."""
    state = replace(quiet(), loop_c=6.0)
    state, cues = run(state, 10.0)
    assert kinds(cues).count(StationCue.HEATING) == 1
    state, _ = run(state, 1_200.0)
    assert state.loop_c < 2.0
    assert not state.has_happened(StationCue.HEATING.value)
