"""The two hand controllers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.docking.hands import INDEX, after_tick, burning, deflected, pulsed, stopped
from game.emergencies.docking.state import CONTROLS, Hands
from game.flight.soyuz import DPO_ISP_S, DPO_THRUST_N, MASS_AT_DOCKING_KG
from game.vocabulary.flying import TICK_S, Burn, Control, Pulse, Rung, StopAll

from .flights import first, fly

_STEADY = 60


def _ticks_fired(hands: Hands, control: Control) -> int:
    count = 0
    while hands.busy:
        count += deflected(hands) >> INDEX[control] & 1
        hands = after_tick(hands)
    return count


@given(st.sampled_from(CONTROLS), st.integers(1, 100), st.integers(1, 100))
def test_a_second_pulse_is_put_behind_the_first(control: Control, one: int, other: int) -> None:
    """Two pulses the same way fire as many ticks as both together."""
    hands = pulsed(Hands(), Pulse(control, one), 1, _STEADY)
    assert _ticks_fired(hands, control) == one
    assert _ticks_fired(pulsed(hands, Pulse(control, other), 1, _STEADY), control) == one + other


@given(st.integers(1, 100), st.integers(0, 1000), st.integers(0, 39))
def test_an_unsteady_hand_is_off_by_two_ticks_at_most(ticks: int, seed: int, nerve: int) -> None:
    """Below a nerve of 40 a pulse is one or two ticks longer or shorter, and never nothing."""
    fired = _ticks_fired(pulsed(Hands(), Pulse(Control.UP, ticks), seed, nerve), Control.UP)
    assert fired >= 1
    assert abs(fired - ticks) <= 2


def test_an_unsteady_hand_is_not_always_off_the_same_way() -> None:
    """Twenty pulses of ten ticks come out at several lengths, and the same again with the same seed."""
    hands, again = Hands(), Hands()
    lengths: set[int] = set()
    for _ in range(20):
        before = hands.left[INDEX[Control.UP]]
        hands = pulsed(hands, Pulse(Control.UP, 10), 5, 20)
        again = pulsed(again, Pulse(Control.UP, 10), 5, 20)
        lengths.add(hands.left[INDEX[Control.UP]] - before)
    assert len(lengths) >= 4
    assert hands == again


def test_a_burn_holds_until_it_is_let_go() -> None:
    """A held control stays deflected, beside any pulse, until it is let go or everything is."""
    hands = burning(Hands(), Burn(Control.AFT, on=True))
    for _ in range(500):
        hands = after_tick(hands)
    assert deflected(hands) == 1 << INDEX[Control.AFT]
    assert not burning(hands, Burn(Control.AFT, on=False)).busy
    assert not stopped(hands).busy


@pytest.mark.parametrize(("control", "jets", "axis"), [(Control.FORWARD, 2, 0), (Control.AFT, 2, 0)])
@pytest.mark.parametrize("ticks", [1, 7, 100])
def test_ticks_of_jets_give_the_momentum_of_those_ticks(
    control: Control, jets: int, axis: int, ticks: int
) -> None:
    """What is counted is thrust times time over mass; the propellant is impulse over exhaust speed."""
    before = first(Rung.BARE)
    after, _ = fly(before, {3: [Pulse(control, ticks)]}, ticks + 10)
    impulse = jets * DPO_THRUST_N * ticks * TICK_S
    assert axis == 0
    counted = abs(after.machine.counted_m_s)
    assert counted == pytest.approx(impulse / MASS_AT_DOCKING_KG, rel=2e-4)
    used = before.propellant_kg - after.propellant_kg
    assert used == pytest.approx(impulse / (DPO_ISP_S * 9.80665), rel=1e-9)


def test_stopping_closes_everything_in_the_same_tick() -> None:
    """Pulse, burn, brake and retreat are forgotten before the tick that the order came with has fired."""
    state, _ = fly(first(), {5: [Pulse(Control.FORWARD, 100), Burn(Control.LEFT, on=True)]}, 20)
    assert state.machine.firing & 0b111111
    kilograms = state.propellant_kg
    state, _ = fly(state, {20: [StopAll()]}, 40)
    assert not state.hands.busy
    # The computer may knock the nose back, and nothing else.
    assert kilograms - state.propellant_kg < 0.02


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60))
def test_opposite_controls_cancel(ticks: int) -> None:
    """Left and right at once burn nothing."""
    state, _ = fly(first(Rung.BARE), {0: [Pulse(Control.LEFT, ticks), Pulse(Control.RIGHT, ticks)]}, 70)
    assert state.propellant_kg == first(Rung.BARE).propellant_kg
