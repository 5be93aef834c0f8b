"""Whole emergencies without a player: the same every time, honest, and ended by themselves."""

from __future__ import annotations

from math import degrees

import pytest

from game.emergencies.station.flight import begin, outcome, step
from game.emergencies.station.pilots import headless
from game.emergencies.station.pilots.characters import Name
from game.emergencies.station.pilots.headless import FACTS, Flown, fly_from, fly_station
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, Phase
from game.vocabulary.flying import TICK_S, Rung
from game.vocabulary.station import Assign, Person, Task


def lost_min(flown: Flown) -> float:
    watch = flown.state.watch
    assert watch.regained_tick != NEVER
    return (watch.regained_tick - watch.lost_tick) * TICK_S / 60.0


def test_the_trained_pilot_regains_her_before_she_is_far_over() -> None:
    """Three seeds: under 25 degrees, within 14 minutes, with the engine proved and fuel for the way home."""
    for seed in range(101, 104):
        flown = fly_station(Name.TRAINED, seed, Rung.FLOWN)
        assert flown.state.phase is Phase.REGAINED
        assert degrees(flown.state.watch.peak_tilt_rad) < 25.0
        assert lost_min(flown) < 14.0
        assert flown.state.watch.troubles == ()
        assert flown.state.ship.control_on
        assert flown.state.ship.kg > 290.0


def test_who_does_nothing_has_the_half_hour_of_the_day() -> None:
    """Nothing is ordered; the others regain her after 25 to 32 minutes, 52 to 62 degrees over."""
    flown = fly_station(Name.NOTHING, 3, Rung.FLOWN)
    assert flown.orders == ()
    assert flown.state.phase is Phase.REGAINED
    assert 52.0 <= degrees(flown.state.watch.peak_tilt_rad) <= 62.0
    assert 25.0 <= lost_min(flown) <= 32.0


@pytest.mark.parametrize("pilot", [Name.NOVICE, Name.WRONG_ORDER])
def test_every_emergency_ends_by_itself_on_every_rung(pilot: Name) -> None:
    """Whatever was ordered."""
    for rung in (Rung.ASSISTED, Rung.FLOWN, Rung.BARE):
        flown = fly_station(pilot, 21, rung)
        assert flown.orders
        assert flown.state.phase is not Phase.RUNNING
        assert outcome(flown.state) == flown.ending


def test_the_trained_pilot_passes_the_drill_and_ends_the_module() -> None:
    """The other two scenarios."""
    assert fly_station(Name.TRAINED, 2, Rung.FLOWN, Scenario.DRILL).state.phase is Phase.DRILL_PASSED
    assert fly_station(Name.TRAINED, 2, Rung.FLOWN, Scenario.MODULE).state.phase is Phase.REGAINED


def test_the_same_seed_is_the_same_flight() -> None:
    """Orders and states, to the last bit; another seed is another flight."""
    first = fly_station(Name.NOVICE, 9, Rung.FLOWN)
    assert first == fly_station(Name.NOVICE, 9, Rung.FLOWN)
    assert first.orders != fly_station(Name.NOVICE, 10, Rung.FLOWN).orders


def test_the_orders_that_are_written_down_fly_the_same_flight_again() -> None:
    """Given at their ticks without the pilot, they end in the same state."""
    flown = fly_station(Name.TRAINED, 12, Rung.FLOWN)
    state = begin(FACTS, 12, Rung.FLOWN, Scenario.ROLL)
    while outcome(state) is None:
        state = step(state, tuple(order for tick, order in flown.orders if tick == state.tick)).state
    assert state == flown.state


def test_nobody_decides_more_than_once_a_second() -> None:
    """Orders come at whole looks only."""
    flown = fly_station(Name.WRONG_ORDER, 2, Rung.FLOWN)
    assert flown.orders
    assert all(tick % headless.LOOK_TICKS == 0 for tick, _ in flown.orders)


def test_a_pilot_can_take_over_in_the_middle() -> None:
    """From any state: what is done already is not ordered again."""
    state = begin(FACTS, 5, Rung.FLOWN, Scenario.ROLL)
    for _ in range(600 * 20):
        state = step(state).state
    flown = fly_from(Name.TRAINED, state)
    assert flown.state.phase is Phase.REGAINED
    assert not [order for _, order in flown.orders if order == Assign(Person.SELF, Task.SEND_OFF)]


def test_wrong_orders_come_to_different_troubles() -> None:
    """Twelve seeds: three different ones at the least."""
    troubles = {
        trouble
        for seed in range(1, 13)
        for trouble in fly_station(Name.WRONG_ORDER, seed, Rung.FLOWN).state.watch.troubles
    }
    assert len(troubles) >= 3
