"""How an emergency of the station begins."""

from __future__ import annotations

import pytest

from game.emergencies.station.flight import SIMULATION, begin, clock, outcome
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Phase
from game.flight.station import SOYUZ_AT_NAUKA_JETS
from game.vocabulary.flying import FLYING_RUNGS, Rung
from game.vocabulary.station import ABOARD, GROUNDS, Module, News, Person

from .flights import first, loaded, saved


@pytest.mark.parametrize(
    ("scenario", "at"),
    [
        (Scenario.ROLL, "2021-10-15 09:12:40"),
        (Scenario.DRILL, "2021-10-15 07:45:00"),
        (Scenario.MODULE, "2021-07-29 16:42:00"),
    ],
)
def test_each_scenario_begins_at_its_own_instant(scenario: Scenario, at: str) -> None:
    """Clock, version, and a flight that is not over."""
    state = first(scenario=scenario)
    assert clock(state) == at
    assert (state.version, state.start, state.tick) == (SIMULATION, scenario, 0)
    assert state.phase is Phase.RUNNING
    assert outcome(state) is None
    assert loaded(saved(state)) == state


def test_a_drill_begins_when_the_story_says_if_that_is_its_morning() -> None:
    """A clock of another day is not the drill's."""
    morning = first(scenario=Scenario.DRILL, clock="2021-10-15 07:41:30")
    assert clock(morning) == "2021-10-15 07:41:30"
    assert clock(first(scenario=Scenario.DRILL, clock="2021-10-05 12:00:00")) == "2021-10-15 07:45:00"
    assert clock(first(clock="2021-10-05 12:00:00")) == "2021-10-15 09:12:40"


def test_everybody_is_at_their_work_and_nobody_knows() -> None:
    """Two in Zvezda, one in the laboratory, two in the Cupola, the engineer in the ship."""
    state = first()
    assert {one.who for one in state.people} == set(Person)
    places = {who: state.someone(who).place for who in Person}
    assert places[Person.SELF] is Module.SHIP
    assert places[Person.ROOKIE] is places[Person.COMMANDER] is Module.ZVEZDA
    assert places[Person.ASTRONAUT] is Module.LAB
    assert places[Person.DIRECTOR] is places[Person.ACTOR] is Module.CUPOLA
    assert all(places[who] is None for who in GROUNDS)
    assert all(state.someone(who).knows == () for who in Person)
    assert all(not state.someone(who).seated for who in ABOARD)


def test_the_seed_draws_jet_thrust_and_counter() -> None:
    """Four jets, three per cent either way, a counter near 4.9 kg; the same again for the same seed."""
    briefs = [first(seed=seed).brief for seed in range(60)]
    names = {jet.name for jet in SOYUZ_AT_NAUKA_JETS}
    stuck = {brief.jets[0] for brief in briefs}
    assert stuck <= names
    assert len(stuck) == 4
    assert all(len(brief.jets) == 1 for brief in briefs)
    assert all(0.97 <= brief.thrust_share <= 1.03 for brief in briefs)
    assert len({brief.thrust_share for brief in briefs}) > 40
    assert all(4.8 <= brief.counter_kg <= 5.0 for brief in briefs)
    assert first(seed=7) == first(seed=7)


def test_the_story_says_what_is_in_the_tank_and_who_was_warned() -> None:
    """Facts reach the brief; what is missing has the day's value."""
    brief = first(soyuz_kg=298, nerve=30, crew=80, cupola_warned=True).brief
    assert (brief.ship_kg, brief.nerve, brief.crew, brief.warned) == (298.0, 30, 80, True)
    plain = first().brief
    assert (plain.ship_kg, plain.warned, plain.shooting) == (302.0, False, True)
    state = first(cupola_warned=True)
    for who in (Person.DIRECTOR, Person.ACTOR):
        assert state.someone(who).knows == (News.HOLD_TIGHT,)


def test_the_camera_runs_only_where_one_is_up() -> None:
    """Not when the shoot was stopped, not in a drill, not in July."""
    assert first().film.rolling
    assert not first(shoot_stopped=True).film.rolling
    assert not first(shoot_stopped=True).brief.shooting
    for scenario in (Scenario.DRILL, Scenario.MODULE):
        state = first(scenario=scenario)
        assert not state.film.rolling
        assert state.brief.jets == ()


def test_the_thrust_is_on_where_it_is_and_off_in_the_drill() -> None:
    """The drill begins after it."""
    assert first().ship.firing
    assert first(scenario=Scenario.MODULE).ship.firing
    assert not first(scenario=Scenario.DRILL).ship.firing


@pytest.mark.parametrize("rung", tuple(Rung))
def test_told_is_flown_when_it_is_flown_all_the_same(rung: Rung) -> None:
    """Every other rung is kept."""
    state = begin({}, 1, rung, Scenario.ROLL)
    assert state.rung is (rung if rung in FLYING_RUNGS else Rung.FLOWN)
