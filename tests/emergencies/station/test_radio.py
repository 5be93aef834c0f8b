"""Who is heard, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.limits import ANTENNAS, PATCH_TICKS
from game.emergencies.station.machines import carry_out
from game.emergencies.station.radio import handing_on, houston_heard, moscow_heard, pointed
from game.flight.attitude import NO_TURN
from game.flight.vectors import norm
from game.vocabulary.station import Person, StationCue, Task

from .bodies import PITCH, hung, run, when
from .flights import first, given, kinds, left_alone


def test_at_first_both_rooms_are_heard_and_at_0913_moscow_is_lost() -> None:
    """Houston stays: it has its relay."""
    state = first()
    assert moscow_heard(state)
    assert houston_heard(state)
    state, cues = run(state, 25.0)
    assert when(cues, StationCue.SITE_LOST) == 20.0
    assert not moscow_heard(state)
    assert houston_heard(state)


def test_moscow_is_patched_through_after_two_minutes_of_s_band() -> None:
    """Counted from the loss of the attitude and of the last site; then it is heard whenever Houston is."""
    state, cues = run(first(), 160.0)
    assert when(cues, StationCue.RELAY_PATCHED) == pytest.approx(140.0, abs=4.0)
    assert state.radio.patching_ticks == PATCH_TICKS
    assert moscow_heard(state)
    assert not moscow_heard(replace(state, radio=replace(state.radio, s_band=False)))


def test_the_dish_goes_first_and_comes_back_when_she_is_nearly_level() -> None:
    """Nine degrees over, or too fast."""
    state, cues = run(first(), 160.0)
    assert when(cues, StationCue.KU_LOST) < 120.0
    assert state.radio.s_band
    assert run(hung(first(), PITCH, 8.0), 2.0)[0].radio.ku_band
    assert not run(hung(first(), PITCH, 10.0), 2.0)[0].radio.ku_band
    assert not run(hung(first(), PITCH, 0.0, 0.2), 2.0)[0].radio.ku_band


@pytest.mark.parametrize("seed", range(6))
def test_left_alone_houston_goes_and_comes_at_least_twice(seed: int) -> None:
    """In all from one to ten minutes without any room on the ground."""
    state, cues = left_alone(first(seed=seed))
    assert len(given(cues, StationCue.S_BAND_LOST)) >= 2
    assert len(given(cues, StationCue.S_BAND_BACK)) >= 2
    assert 60 <= state.radio.lost_ticks / 20 <= 600


def test_the_other_antenna_hears_where_this_one_does_not() -> None:
    """Nose up by 55 degrees at 09:21:15; nothing else makes it better."""
    state = replace(hung(first(), PITCH, 55.0), tick=10_300)
    assert not handing_on(state.seed, state.tick)
    deaf, _ = run(state, 2.0)
    assert not deaf.radio.s_band
    switched, said = carry_out(deaf, Task.SWITCH_ANTENNA, Person.ASTRONAUT)
    assert kinds(said) == [StationCue.ANTENNA_SWITCHED]
    assert switched.radio.antenna == 2
    heard, cues = run(switched, 2.0)
    assert heard.radio.s_band
    assert StationCue.S_BAND_BACK in kinds(cues)
    assert carry_out(heard, Task.SWITCH_ANTENNA, Person.ASTRONAUT)[0].radio.antenna == 1


def test_antennas_look_along_unit_directions_and_find_the_nearest_relay() -> None:
    """No relay at all is as far as can be."""
    assert all(norm(antenna) == pytest.approx(1.0, abs=1e-3) for antenna in ANTENNAS)
    assert pointed(1, (), NO_TURN) == -1.0
    assert pointed(1, (ANTENNAS[0], (1.0, 0.0, 0.0)), NO_TURN) == pytest.approx(1.0, abs=1e-3)


def test_relays_hand_her_on_twice_by_the_seed() -> None:
    """50 to 110 seconds after 09:17:40, 40 to 80 after 09:29:30."""
    for seed in range(40):
        silent = [second for second in range(2_400) if handing_on(seed, 20 * second)]
        early, late = [s for s in silent if s < 700], [s for s in silent if s > 700]
        assert early[0] >= 300
        assert 49 <= len(early) <= 111
        assert late[0] >= 1010
        assert 39 <= len(late) <= 81


def test_sunset_and_the_next_site_are_announced_two_minutes_before() -> None:
    """Once each."""
    state = hung(first(), PITCH, 5.0)
    _, cues = run(replace(state, tick=28_000), 200.0)
    assert given(cues, StationCue.SUNSET_SOON)[0].tick / 20 == pytest.approx(1_450.0, abs=10.0)
    assert kinds(cues).count(StationCue.SUNSET_SOON) == 1
    assert given(cues, StationCue.SUNSET)[0].tick / 20 == pytest.approx(1_570.0, abs=10.0)
    _, cues = run(replace(state, tick=96_000), 200.0)
    assert kinds(cues).count(StationCue.SITE_SOON) == 1
    assert kinds(cues).count(StationCue.SITE_HEARD) == 1
