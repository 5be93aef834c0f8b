"""What a flight does with an order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.flight import step
from game.emergencies.docking.orders import obeyed
from game.vocabulary.flying import (
    FLYING_RUNGS,
    BackOff,
    Brake,
    ChangeRung,
    Control,
    Cue,
    FlightOrder,
    Pulse,
    Rung,
    Say,
    Set,
    Switch,
    Word,
)

from .flights import first, fly, given, placed

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState


def _apart_from_the_stopwatch(state: DockingState) -> DockingState:
    return replace(state, watch=replace(state.watch, order_tick=0))


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        (Set(Switch.RATE_HOLD, on=True), Cue.COMPUTER_DEAD),
        (Brake(), Cue.COMPUTER_DEAD),
        (ChangeRung(Rung.TOLD), None),
        (ChangeRung(Rung.BARE), None),
        (Set(Switch.LAMP, on=False), None),
    ],
)
def test_a_refused_order_changes_nothing(order: FlightOrder, answer: Cue | None) -> None:
    """Asked of a dead computer, or asking for what is so already: only the stopwatch of orders has moved."""
    state, _ = fly(first(Rung.BARE), {}, 30)
    after, cues = obeyed(state, order)
    assert _apart_from_the_stopwatch(after) == _apart_from_the_stopwatch(state)
    assert [one.cue for one in cues] == ([] if answer is None else [answer])


@pytest.mark.parametrize("switch", list(Switch))
def test_a_switch_goes_on_and_off_and_says_so_once(switch: Switch) -> None:
    """Each way gives its cue; the same way again gives none."""
    state = first(Rung.FLOWN)
    name = {Switch.RATE_HOLD: "rate_hold", Switch.FILTER: "filter_on"}.get(switch, switch.value)
    for on in (not getattr(state, name), getattr(state, name)):
        state, cues = obeyed(state, Set(switch, on=on))
        assert getattr(state, name) is on
        assert len(cues) == 1
        assert cues[0].cue.value.endswith("_on" if on else "_off")
        assert obeyed(state, Set(switch, on=on))[1] == ()


def test_rate_hold_holds_what_it_finds() -> None:
    """Put on again, it keeps the attitude of that tick, whatever was held before."""
    state = first()
    state, _ = fly(state, {0: [Set(Switch.RATE_HOLD, on=False), Pulse(Control.NOSE_UP, 20)]}, 300)
    state, _ = fly(state, {300: [Set(Switch.RATE_HOLD, on=True)]}, 1)
    assert state.machine.held != first().machine.held
    attitude = state.machine.held
    state, _ = fly(state, {}, 600)
    assert state.ship.attitude == pytest.approx(attitude, abs=0.02)


@pytest.mark.parametrize("begun", FLYING_RUNGS)
@pytest.mark.parametrize("rung", FLYING_RUNGS)
def test_a_rung_is_changed_in_flight_and_told_by_its_number(begun: Rung, rung: Rung) -> None:
    """The computer comes and goes with it; the ship stays where it is."""
    state, _ = fly(first(begun), {}, 40)
    after, cues = obeyed(state, ChangeRung(rung))
    assert after.rung is rung
    assert after.ship == state.ship
    assert after.rate_hold is (rung is not Rung.BARE)
    numbers = [dict(one.numbers) for one in cues if one.cue is Cue.RUNG_CHANGED]
    assert numbers == ([] if rung is begun else [{"rung": FLYING_RUNGS.index(rung) + 1}])


def test_words_to_the_crew_change_who_speaks_and_the_camera() -> None:
    """Quiet, talk, camera: each is answered and kept; steady only answered."""
    state = first(speaks="moscow")
    for word, cue, speaks in (
        (Word.STEADY, Cue.SAID_STEADY, "moscow"),
        (Word.QUIET, Cue.SAID_QUIET, "nobody"),
        (Word.TALK, Cue.SAID_TALK, "vera"),
    ):
        state, cues = obeyed(state, Say(word))
        assert [one.cue for one in cues] == [cue]
        assert state.speaks == speaks
    state, cues = obeyed(state, Say(Word.CAMERA))
    assert (state.camera_running, cues[0].cue) == (True, Cue.CAMERA_ON)
    state, cues = obeyed(state, Say(Word.CAMERA))
    assert (state.camera_running, cues[0].cue) == (False, Cue.CAMERA_OFF)


def test_backing_off_from_where_one_is_already_ends_the_approach_at_once() -> None:
    """At 70 m there is nowhere to go."""
    made = step(first(), (BackOff(),))
    assert [one.cue for one in made.cues] == [Cue.BEGUN, Cue.BACKED_OFF]


def test_asking_twice_to_back_off_is_asking_once() -> None:
    """The second order is not answered and changes nothing."""
    _, cues = fly(placed(first(), ahead_m=30.0), {0: [BackOff()], 40: [BackOff()]}, 100)
    assert len(given(cues, Cue.BACKING_OFF)) == 1


def test_several_orders_of_one_tick_are_done_in_order() -> None:
    """The later one has the last word."""
    made = step(first(), (Set(Switch.LAMP, on=True), Set(Switch.LAMP, on=False)))
    assert not made.state.lamp
    assert [one.cue for one in made.cues] == [Cue.BEGUN, Cue.LAMP_ON, Cue.LAMP_OFF]
