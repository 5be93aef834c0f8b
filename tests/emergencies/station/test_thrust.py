"""What stops the docked ship's jets, and what each way of doing it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.jets import manifold_of
from game.emergencies.station.limits import DEPARTURE_KG, VALVES_STICK_OF_100
from game.emergencies.station.machines import carry_out
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Trouble
from game.vocabulary.station import Person, StationCue, Task

from .bodies import run, when
from .flights import first, given, kinds

_MANIFOLDS = {1: Task.CLOSE_MANIFOLD_1, 2: Task.CLOSE_MANIFOLD_2}


def test_the_hum_is_heard_ten_seconds_after_it_began_and_then_every_twenty() -> None:
    """09:12:45, 09:13:05, 09:13:25 and so on."""
    _, cues = run(first(), 70.0)
    assert when(cues, StationCue.HUM) == 5.0
    assert [cue.tick / 20.0 for cue in given(cues, StationCue.STILL_FIRING)] == [25.0, 45.0, 65.0]
    assert given(cues, StationCue.STILL_FIRING)[0].numbers == (("seconds", 30),)


def test_off_is_not_heard_and_starts_the_counter_again() -> None:
    """Sent a minute in, it buys the jets another 105 seconds."""
    state, cues = run(first(), 170.0, [(60.0, Task.SEND_OFF)])
    assert kinds(cues).count(StationCue.OFF_IGNORED) == 1
    assert when(cues, StationCue.COUNTER_STOPPED) == pytest.approx(60.0 + 105.0, abs=5.0)
    assert state.ship.burnt_kg == pytest.approx(4.9 + 65.0 * 0.0465, abs=0.25)


def test_off_sent_again_and_again_burns_what_sunday_needs() -> None:
    """Twelve kilograms are four minutes and a half: near the line, and then under it."""
    works = [(60.0 * k, Task.SEND_OFF) for k in range(1, 6)]
    state, cues = run(first(), 400.0, works)
    assert StationCue.SHIP_FUEL_NEAR in kinds(cues)
    assert StationCue.SHIP_FUEL_UNDER in kinds(cues)
    assert when(cues, StationCue.SHIP_FUEL_NEAR) < when(cues, StationCue.SHIP_FUEL_UNDER)
    assert state.ship.kg < DEPARTURE_KG
    assert state.ship.kg == pytest.approx(302.0 - state.ship.burnt_kg + 5 * 0.0465, abs=0.02)


@pytest.mark.parametrize("seed", range(6))
def test_only_the_right_manifold_stops_it(seed: int) -> None:
    """The other one is shut as well, and says that it was not the one."""
    right = manifold_of(first(seed=seed).brief)
    assert right in (1, 2)
    for number, task in _MANIFOLDS.items():
        state, cues = run(first(seed=seed), 30.0, [(10.0, task)])
        assert state.ship.firing is (number != right)
        assert given(cues, StationCue.MANIFOLD_SHUT)[0].numbers == (
            ("number", number),
            ("stopped", 1 if number == right else 0),
        )
        assert (state.ship.manifold_1, state.ship.manifold_2) == (number != 1, number != 2)
        assert state.ship.control_on
        assert state.ship.stopped_by == (task.value if number == right else "")


def test_the_guarded_switch_stops_it_and_is_cold_for_nothing_when_there_is_nothing_to_stop() -> None:
    """The second is a trouble of its own."""
    state, cues = run(first(), 30.0, [(20.0, Task.MOTION_CONTROL_OFF)])
    assert not state.ship.firing
    assert not state.ship.control_on
    assert kinds(cues).count(StationCue.CONTROL_OFF) == 1
    assert given(cues, StationCue.THRUST_STOPPED)[0].numbers == (("seconds", 25),)
    assert Trouble.COLD_SHIP not in state.watch.troubles
    state, _ = run(first(), 150.0, [(140.0, Task.MOTION_CONTROL_OFF)])
    assert Trouble.COLD_SHIP in state.watch.troubles


def test_valves_shut_hot_sometimes_do_not_open_again() -> None:
    """By the seed, in four of ten flights; shut cold, never."""
    stuck = 0
    for seed in range(120):
        state, cues = carry_out(first(seed=seed), Task.CLOSE_VALVES, Person.SELF)
        assert not state.ship.firing
        assert kinds(cues) == [StationCue.VALVES_SHUT, StationCue.THRUST_STOPPED]
        stuck += Trouble.VALVES_HOT in state.watch.troubles
        cold = replace(first(seed=seed), ship=replace(first(seed=seed).ship, firing=False))
        assert not carry_out(cold, Task.CLOSE_VALVES, Person.SELF)[0].watch.troubles
    assert stuck / 120 == pytest.approx(VALVES_STICK_OF_100 / 100, abs=0.12)


@pytest.mark.parametrize(
    "task",
    [Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2, Task.CLOSE_VALVES, Task.MOTION_CONTROL_OFF],
)
def test_what_is_shut_already_is_not_shut_again(task: Task) -> None:
    """The answer says so, and nothing changes."""
    state, _ = carry_out(first(), task, Person.SELF)
    again, cues = carry_out(state, task, Person.SELF)
    assert again == state
    assert kinds(cues) == [StationCue.DID_NOTHING]
    assert cues[0].words == (("who", "self"), ("task", task.value))


def test_off_after_the_thrust_means_nothing() -> None:
    """The counter is not started again either."""
    state, _ = run(first(), 120.0)
    again, cues = carry_out(state, Task.SEND_OFF, Person.SELF)
    assert again is state
    assert kinds(cues) == [StationCue.DID_NOTHING]


def test_the_new_modules_jets_are_nobodys_to_stop() -> None:
    """Whatever is shut in the ship; they end by themselves after 15 to 20 minutes (facts 3.7)."""
    state = first(scenario=Scenario.MODULE)
    for task in (Task.SEND_OFF, Task.CLOSE_VALVES, Task.MOTION_CONTROL_OFF, Task.CLOSE_MANIFOLD_1):
        assert carry_out(state, task, Person.SELF)[0] == state
    state, cues = run(state, 1300.0)
    assert 900.0 <= when(cues, StationCue.THRUST_STOPPED) <= 1200.0
    assert state.ship.kg == first(scenario=Scenario.MODULE).ship.kg
