"""What the computer does with the jets."""

from __future__ import annotations

from math import degrees
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import truth
from game.emergencies.docking.flight import step
from game.emergencies.docking.line import line, relative_rate
from game.flight.attitude import angle_between
from game.vocabulary.flying import BackOff, Brake, Control, Cue, Pulse, Rung, Set, StopAll, Switch

from .flights import first, fly, given, placed

if TYPE_CHECKING:
    from .flights import Plan

_SLIDES = (Control.FORWARD, Control.AFT, Control.LEFT, Control.RIGHT, Control.UP, Control.DOWN)


@pytest.mark.parametrize(("rung", "most_deg"), [(Rung.ASSISTED, 0.3), (Rung.FLOWN, 0.9)])
@pytest.mark.parametrize("control", _SLIDES)
@pytest.mark.parametrize("both", [False, True])
def test_the_ship_slides_and_the_nose_stays_put(
    rung: Rung, most_deg: float, control: Control, both: bool
) -> None:
    """Ten seconds of any slide, on one set or two: the nose stays within its dead band and a little."""
    state = first(rung, 4)
    held = state.machine.held
    plan: Plan = {1: [Set(Switch.BOTH_SETS, on=both), Pulse(control, 100), Pulse(control, 100)]}
    worst = 0.0
    for _ in range(600):
        state = step(state, tuple(plan.get(state.tick, ()))).state
        worst = max(worst, degrees(angle_between(held, state.ship.attitude)))
    assert worst < most_deg
    assert state.machine.held == held


@pytest.mark.parametrize("control", [Control.LEFT, Control.RIGHT, Control.UP, Control.DOWN])
def test_without_rate_hold_a_slide_turns_the_nose(control: Control) -> None:
    """A sliding jet sits 0.12 m before the centre of mass: five seconds turn the nose by 0.03 deg/s each."""
    state, _ = fly(first(), {0: [Set(Switch.RATE_HOLD, on=False), Pulse(control, 100)]}, 101)
    turned = [abs(degrees(rate)) for rate in relative_rate(state.ship)]
    assert 0.12 < max(turned) < 0.2
    state, _ = fly(state, {}, 400)
    assert truth.read(state).angle_deg > 2.0


def test_a_rotation_pulse_turns_the_held_nose_at_half_a_degree_a_second() -> None:
    """Two seconds turn it by a degree, and it stays there."""
    state = first(Rung.ASSISTED, 2)
    before = truth.read(state)
    state, _ = fly(state, {0: [Pulse(Control.NOSE_RIGHT, 40)]}, 400)
    after = truth.read(state)
    assert after.nose_right_deg - before.nose_right_deg == pytest.approx(1.0, abs=0.2)
    assert after.nose_down_deg - before.nose_down_deg == pytest.approx(0.0, abs=0.2)
    assert after.rate_deg_s < 0.1


@pytest.mark.parametrize(
    ("control", "name", "sign"),
    [
        (Control.NOSE_RIGHT, "nose_right_deg", 1.0),
        (Control.NOSE_LEFT, "nose_right_deg", -1.0),
        (Control.NOSE_DOWN, "nose_down_deg", 1.0),
        (Control.NOSE_UP, "nose_down_deg", -1.0),
        (Control.ROLL_RIGHT, "roll_deg", 1.0),
        (Control.ROLL_LEFT, "roll_deg", -1.0),
    ],
)
@pytest.mark.parametrize("rung", [Rung.FLOWN, Rung.BARE])
def test_the_right_hand_turns_where_it_says(control: Control, name: str, sign: float, rung: Rung) -> None:
    """Each rotation goes its own way, held or not."""
    alone, _ = fly(first(rung, 6), {}, 200)
    turned, _ = fly(first(rung, 6), {0: [Pulse(control, 20)]}, 200)
    assert sign * (getattr(truth.read(turned), name) - getattr(truth.read(alone), name)) > 0.25


@pytest.mark.parametrize(
    ("control", "name", "sign"),
    [
        (Control.FORWARD, "closing_m_s", 1.0),
        (Control.AFT, "closing_m_s", -1.0),
        (Control.RIGHT, "right_m_s", 1.0),
        (Control.LEFT, "right_m_s", -1.0),
        (Control.DOWN, "down_m_s", 1.0),
        (Control.UP, "down_m_s", -1.0),
    ],
)
@pytest.mark.parametrize("rung", [Rung.FLOWN, Rung.BARE])
def test_the_left_hand_slides_where_it_says(control: Control, name: str, sign: float, rung: Rung) -> None:
    """Each slide goes its own way, at 0.038 m/s2 along the axis and half of that across it."""
    state = placed(first(rung), ahead_m=50.0)
    alone, _ = fly(state, {}, 25)
    pushed, _ = fly(state, {0: [Pulse(control, 20)]}, 25)
    gained = sign * (getattr(line(pushed.ship), name) - getattr(line(alone.ship), name))
    assert gained == pytest.approx(0.0378 if name == "closing_m_s" else 0.0189, abs=0.003)


def test_what_turns_goes_on_turning_without_the_computer() -> None:
    """On bare one short pulse turns the nose for ever; nothing takes it out."""
    state, _ = fly(first(Rung.BARE), {0: [Pulse(Control.NOSE_UP, 5)]}, 10)
    rate = state.ship.rate_rad_s
    state, _ = fly(state, {}, 1200)
    assert state.ship.rate_rad_s == pytest.approx(rate, abs=2e-4)
    assert abs(truth.read(state).nose_down_deg) > 10.0


def test_on_bare_the_ship_does_not_follow_the_station() -> None:
    """A minute alone, and the nose is about four degrees off where it was, in both channels."""
    state = placed(first(Rung.BARE), ahead_m=60.0)
    still = first(Rung.BARE).ship.rate_rad_s
    assert max(map(abs, still)) < 2e-4
    before = truth.read(first(Rung.BARE))
    state, _ = fly(first(Rung.BARE), {}, 1200)
    after = truth.read(state)
    assert 1.5 < abs(after.nose_right_deg - before.nose_right_deg) < 4.0
    assert 1.5 < abs(after.nose_down_deg - before.nose_down_deg) < 4.0


def test_a_held_nose_wanders_in_its_dead_band_on_flown() -> None:
    """Five minutes: it is seen to wander, is knocked back now and then, and costs some propellant."""
    state = first(Rung.FLOWN, 8)
    held = state.machine.held
    angles: list[float] = []
    knocks = 0
    for _ in range(6000):
        state = step(state).state
        angles.append(degrees(angle_between(held, state.ship.attitude)))
        knocks += bool(state.machine.firing)
    assert 0.5 < max(angles) < 1.3
    assert 3 < knocks < 300
    assert 0.01 < first(Rung.FLOWN, 8).propellant_kg - state.propellant_kg < 2.0


def test_assisted_holds_the_nose_tighter_than_flown() -> None:
    """The dead band of assisted is a quarter of that of flown."""
    worst: dict[Rung, float] = {}
    for rung in (Rung.ASSISTED, Rung.FLOWN):
        state = first(rung, 8)
        held = state.machine.held
        worst[rung] = 0.0
        for _ in range(4000):
            state = step(state).state
            worst[rung] = max(worst[rung], degrees(angle_between(held, state.ship.attitude)))
    assert worst[Rung.ASSISTED] < 0.35 < worst[Rung.FLOWN]


def test_assisted_damps_sideways_speed_and_nothing_else() -> None:
    """Half a minute with the hands off takes most of a slide away; closing is left alone."""
    begun = placed(first(Rung.ASSISTED), ahead_m=40.0, right_m_s=0.06, down_m_s=-0.04, closing_m_s=0.2)
    state, _ = fly(begun, {}, 1200)
    now = line(state.ship)
    assert abs(now.right_m_s) < 0.02
    assert abs(now.down_m_s) < 0.02
    assert state.machine.counted_m_s == 0.0
    flown, _ = fly(placed(first(), ahead_m=40.0, right_m_s=0.06), {}, 1200)
    assert line(flown.ship).right_m_s > 0.03, "flown leaves it to the pilot"


def test_damping_waits_for_the_hand() -> None:
    """While a slide is held nothing works against it."""
    begun = placed(first(Rung.ASSISTED), ahead_m=40.0)
    state, _ = fly(begun, {0: [Pulse(Control.RIGHT, 100)]}, 100)
    assert line(state.ship).right_m_s == pytest.approx(0.0946, abs=0.01)


@pytest.mark.parametrize("both", [False, True])
def test_the_brake_takes_off_what_was_counted(both: bool) -> None:
    """Whatever was pushed is taken off to 3 mm/s, twice as fast on both sets; the orbit's share is not."""
    plan: Plan = {0: [Pulse(Control.FORWARD, 100)], 1200: [Set(Switch.BOTH_SETS, on=both), Brake()]}
    state, _ = fly(first(), plan, 1200)
    assert state.machine.counted_m_s == pytest.approx(0.189, abs=0.001)
    begun = line(state.ship).closing_m_s
    state, cues = fly(state, plan, 60)
    assert (abs(state.machine.counted_m_s) < 0.004) is both
    state, more = fly(state, plan, 100)
    assert abs(state.machine.counted_m_s) < 0.004
    assert not state.braking
    assert begun - line(state.ship).closing_m_s == pytest.approx(0.189, abs=0.008)
    assert given([*cues, *more], Cue.BRAKING)


def test_the_brake_stops_a_ship_that_fell_back_too() -> None:
    """Counted speed below zero is taken off forwards."""
    state, _ = fly(first(), {0: [Pulse(Control.AFT, 60)], 100: [Brake()]}, 300)
    assert abs(state.machine.counted_m_s) < 0.004


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
def test_a_retreat_goes_back_at_half_a_metre_a_second_and_stops(rung: Rung) -> None:
    """From 20 m out to 68, never faster than 0.52 m/s, at rest in the end."""
    state = placed(first(rung), ahead_m=20.0, closing_m_s=0.25)
    state, cues = fly(state, {0: [BackOff()]}, 400)
    assert state.backing_off
    assert line(state.ship).closing_m_s == pytest.approx(-0.5, abs=0.02)
    state, more = fly(state, {}, 4000)
    now = line(state.ship)
    assert now.range_m == pytest.approx(68.0, abs=1.0)
    assert abs(now.closing_m_s) < 0.03
    assert given([*cues, *more], Cue.BACKED_OFF)


@pytest.mark.parametrize("order", [StopAll(), Pulse(Control.LEFT, 1)])
def test_a_hand_on_the_controller_ends_a_retreat(order: StopAll | Pulse) -> None:
    """Any slide, or the stop, takes the ship back."""
    state = placed(first(), ahead_m=20.0)
    state, _ = fly(state, {0: [BackOff()], 100: [order]}, 100)
    assert state.backing_off
    state, _ = fly(state, {100: [order]}, 1)
    assert not state.backing_off


def test_a_rotation_does_not_end_a_retreat() -> None:
    """The right hand may correct the nose meanwhile."""
    state = placed(first(), ahead_m=20.0)
    state, _ = fly(state, {0: [BackOff()], 100: [Pulse(Control.NOSE_UP, 5)]}, 150)
    assert state.backing_off
