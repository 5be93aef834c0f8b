"""Whole dockings without a player: the same every time, honest, and ended by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.campaign import FIRST, MOST_APPROACHES, Result
from game.emergencies.docking.flight import begin, outcome, step
from game.emergencies.docking.pilots import headless
from game.emergencies.docking.pilots.characters import Name
from game.emergencies.docking.pilots.headless import fly_approach, fly_docking
from game.emergencies.docking.pilots.procedure import decide
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.view import View


def test_the_trained_pilot_docks_at_the_first_try() -> None:
    """Six seeds on flown, in six to nine minutes, gently, near the middle, in the dark."""
    for seed in range(101, 107):
        docking = fly_docking(Name.TRAINED, seed, Rung.FLOWN)
        assert docking.result is Result.CAPTURE
        assert len(docking.approaches) == 1
        last = docking.approaches[0]
        touch = last.state.contact
        assert touch is not None
        assert 330.0 < last.seconds < 540.0
        assert 0.06 <= touch.closing_m_s <= 0.15
        assert touch.miss_m < 0.2
        assert touch.dark


def test_who_does_nothing_neither_docks_nor_strikes() -> None:
    """Nothing is ordered; waved off once, then called home."""
    for rung in (Rung.ASSISTED, Rung.FLOWN, Rung.BARE):
        docking = fly_docking(Name.NOTHING, 3, rung)
        assert docking.result is Result.FLIGHT_HOME
        assert [one.ending.trigger for one in docking.approaches] == ["waved_off", "gave_up"]
        assert all(one.orders == () for one in docking.approaches)
        assert all(one.state.contact is None for one in docking.approaches)


@pytest.mark.parametrize("pilot", [Name.NOVICE, Name.CLUMSY])
def test_every_docking_is_settled_by_its_last_approach(pilot: Name) -> None:
    """Four approaches at most; only the last one may be a capture or a strike."""
    for seed in range(4):
        docking = fly_docking(pilot, seed, Rung.FLOWN)
        triggers = [one.ending.trigger for one in docking.approaches]
        assert 1 <= len(triggers) <= MOST_APPROACHES
        captured = {"captured", "captured_hard"}
        assert not {*captured, "struck", "gave_up", "propellant_out"} & set(triggers[:-1])
        assert (docking.result is Result.CAPTURE) is (triggers[-1] in captured)
        assert (docking.result is Result.STRIKE) is (triggers[-1] == "struck")
        tanks = [one.state.propellant_kg for one in docking.approaches]
        assert tanks == sorted(tanks, reverse=True)


def test_the_same_seed_is_the_same_flight() -> None:
    """Orders and states, to the last bit; another seed is another flight."""
    assert fly_docking(Name.NOVICE, 9, Rung.FLOWN) == fly_docking(Name.NOVICE, 9, Rung.FLOWN)
    first, other = (fly_docking(Name.TRAINED, seed, Rung.FLOWN).approaches[0] for seed in (9, 10))
    assert first.orders != other.orders


def test_the_orders_that_are_written_down_fly_the_same_flight_again() -> None:
    """Given at their ticks without the pilot, they end in the same state."""
    flown = fly_docking(Name.TRAINED, 12, Rung.FLOWN).approaches[0]
    state = begin({**FIRST.facts, "clock": FIRST.clock}, 12, Rung.FLOWN)
    while outcome(state) is None:
        state = step(state, tuple(order for tick, order in flown.orders if tick == state.tick)).state
    assert state == flown.state


def test_nobody_decides_more_than_twice_a_second() -> None:
    """Orders come at whole looks only."""
    flown = fly_docking(Name.CLUMSY, 2, Rung.FLOWN).approaches[0]
    assert flown.orders
    assert all(tick % headless.LOOK_TICKS == 0 for tick, _ in flown.orders)


def test_a_pilot_whose_picture_goes_out_does_not_dock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it flies on is the view: with a black glass from 40 s on the same seed never docks."""

    def blind(character: object, memory: object, view: View) -> object:
        if view.seconds > 40.0:
            view = replace(view, sight=replace(view.sight, in_field=False, clarity=0.0))
        return decide(character, memory, view)  # type: ignore[arg-type]  # handed on as they came

    state = begin(FIRST.facts, 101, Rung.FLOWN)
    monkeypatch.setattr(headless, "decide", blind)
    flown = fly_approach(Name.TRAINED, state, 1)
    assert flown.ending.trigger == "waved_off"
    assert flown.state.contact is None
