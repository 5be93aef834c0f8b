"""The powered ship: propellant, coasts, gravity, and the same flight on every machine."""

from __future__ import annotations

from hashlib import blake2b
from math import degrees, inf, log, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.attitude import Quaternion, angle_between
from game.flight.frames import STANDARD_GRAVITY, orbital_rate
from game.flight.hand_controllers import Deflection, Manifolds, selected
from game.flight.jets import together
from game.flight.ship import NO_LOAD, Load, ShipState, Surroundings, coast, ship_state, step
from game.flight.soyuz import DPO_ISP_S, INERTIA, MASS_AT_DOCKING_KG

from .strategies import quaternions, vectors

if TYPE_CHECKING:
    from game.flight.vectors import Vector

_AROUND = Surroundings(INERTIA, orbital_rate())
_SIGNS = st.integers(-1, 1)


def _ship(
    position: Vector = (-100.0, 0.0, 0.0),
    velocity: Vector = (0.0, 0.0, 0.0),
    attitude: Quaternion = (1.0, 0.0, 0.0, 0.0),
    rate: Vector = (0.0, 0.0, 0.0),
) -> ShipState:
    return ship_state(position, velocity, attitude, rate, MASS_AT_DOCKING_KG)


@settings(max_examples=30, deadline=None)
@given(
    quaternions(),
    vectors(0.02),
    st.lists(st.builds(Deflection, _SIGNS, _SIGNS, _SIGNS, _SIGNS, _SIGNS, _SIGNS), min_size=1, max_size=40),
    st.sampled_from(list(Manifolds)),
)
def test_propellant_never_rises_and_the_quaternion_stays_unit(
    attitude: Quaternion, rate: Vector, orders: list[Deflection], manifolds: Manifolds
) -> None:
    """Whatever the hands do."""
    ship = _ship(attitude=attitude, rate=rate)
    for tick, order in enumerate(orders):
        load = together(selected(order, manifolds, tick))
        after = step(_AROUND, ship, load, 0.05)
        assert after.mass_kg <= ship.mass_kg
        assert (after.mass_kg < ship.mass_kg) == (load.flow_kg_s > 0.0)
        w, x, y, z = after.attitude
        assert w * w + x * x + y * y + z * z == pytest.approx(1.0, abs=1e-14)
        ship = after


@settings(max_examples=20, deadline=None)
@given(quaternions(), vectors(0.01), vectors(200.0), vectors(1.0), st.floats(0.0, 120.0))
def test_a_coast_lands_where_the_ticks_do(
    attitude: Quaternion, rate: Vector, position: Vector, velocity: Vector, seconds: float
) -> None:
    """Exact transition and 1 s attitude steps against ticks of 0.05 s."""
    ship = _ship(position, velocity, attitude, rate)
    ticked = ship
    count = int(seconds / 0.05)
    for _ in range(count):
        ticked = step(_AROUND, ticked, NO_LOAD, 0.05)
    jumped = coast(_AROUND, ship, count * 0.05)
    assert jumped.position_m == pytest.approx(ticked.position_m, abs=1e-8)
    assert jumped.velocity_m_s == pytest.approx(ticked.velocity_m_s, abs=1e-10)
    assert jumped.rate_rad_s == pytest.approx(ticked.rate_rad_s, abs=1e-10)
    assert angle_between(jumped.attitude, ticked.attitude) < 1e-8


def test_a_long_burn_meets_the_rocket_equation() -> None:
    """Without an orbit around it, speed is exhaust speed times the logarithm of the mass ratio."""
    nowhere = Surroundings(INERTIA, 0.0, gravity_gradient=False)
    ship = _ship()
    load = together(selected(Deflection(forward=1), Manifolds.BOTH, 0))
    for _ in range(2000):
        ship = step(nowhere, ship, load, 0.05)
    expected = DPO_ISP_S * STANDARD_GRAVITY * log(MASS_AT_DOCKING_KG / ship.mass_kg)
    assert ship.velocity_m_s[0] == pytest.approx(expected, rel=1e-10)


def test_gravity_gradient_turns_a_ship_let_alone_and_can_be_left_out() -> None:
    """About 0.1 degrees in the first minute at 45 degrees from the radius."""
    tipped = _ship(
        attitude=(0.9238795325112867, 0.0, 0.3826834323650898, 0.0),
        rate=(0.0, 0.0, _AROUND.orbital_rate_rad_s),
    )
    without = Surroundings(INERTIA, _AROUND.orbital_rate_rad_s, gravity_gradient=False)
    pulled, free = coast(_AROUND, tipped, 60.0), coast(without, tipped, 60.0)
    assert degrees(angle_between(pulled.attitude, free.attitude)) == pytest.approx(0.16, abs=0.05)


def test_ten_metres_a_second_cost_25_to_28_kilograms() -> None:
    """The figure of the flight notes, flown on one manifold."""
    nowhere = Surroundings(INERTIA, 0.0, gravity_gradient=False)
    ship = _ship()
    load = together(selected(Deflection(forward=1), Manifolds.FIRST, 0))
    for _ in range(1000):
        ship = ship if ship.velocity_m_s[0] >= 10.0 else step(nowhere, ship, load, 0.5)
    assert ship.velocity_m_s[0] >= 10.0
    assert 24.0 <= MASS_AT_DOCKING_KG - ship.mass_kg <= 28.0


def test_from_two_metres_a_second_the_ship_stops_in_53_seconds_and_53_metres() -> None:
    """One manifold, brakes on, as in the flight notes; both halve it."""
    nowhere = Surroundings(INERTIA, 0.0, gravity_gradient=False)
    for manifolds, seconds_wanted in ((Manifolds.FIRST, 53.0), (Manifolds.BOTH, 26.4)):
        ship = _ship((0.0, 0.0, 0.0), (2.0, 0.0, 0.0))
        seconds = 0.0
        load = together(selected(Deflection(forward=-1), manifolds, 0))
        while ship.velocity_m_s[0] > 0.0 and seconds < 120.0:
            ship = step(nowhere, ship, load, 0.05)
            seconds += 0.05
        assert seconds == pytest.approx(seconds_wanted, abs=0.5)
        assert ship.position_m[0] == pytest.approx(seconds_wanted, abs=0.5)


def _approach() -> ShipState:
    """Return the ship after eight minutes of a fixed programme of pulses."""
    ship = ship_state(
        (-180.0, 3.0, -2.0), (0.3, 0.0, 0.01), (1.0, 0.01, -0.02, 0.0), (0.0, 0.001, 0.0011), 6870.0
    )
    orders = (
        (Deflection(forward=1), 40),
        (Deflection(), 200),
        (Deflection(right=1, pitch=-1), 10),
        (Deflection(), 100),
        (Deflection(roll=1, yaw=-1, forward=-1), 6),
        (Deflection(), 300),
        (Deflection(roll=-1, yaw=1, down=1), 6),
    )
    tick = 0
    while tick < 9600:
        for order, ticks in orders:
            load = together(selected(order, Manifolds.FIRST, tick))
            for _ in range(ticks):
                ship = step(_AROUND, ship, load, 0.05)
                tick += 1
    return ship


def test_eight_minutes_of_ticks_give_the_same_ship_on_every_machine() -> None:
    """Only + - * / and square roots are used: one hash of the rounded state, until the physics changes."""
    ship = _approach()
    numbers = (*ship.position_m, *ship.velocity_m_s, *ship.attitude, *ship.rate_rad_s, ship.mass_kg)
    text = ",".join(f"{number + 0.0:.9f}" for number in numbers)
    assert blake2b(text.encode(), digest_size=8).hexdigest() == "26ac8c5d95338c31"


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_a_state_with_a_number_that_is_none_is_refused_by_name(bad: float) -> None:
    """At the door, argument by argument."""
    with pytest.raises(ValueError, match="position_m"):
        ship_state((bad, 0.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0)
    with pytest.raises(ValueError, match="rate_rad_s"):
        ship_state((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, bad, 0.0), 1.0)
    with pytest.raises(ValueError, match="mass_kg"):
        ship_state((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0), bad)
    with pytest.raises(ValueError, match="force_n"):
        Load((bad, 0.0, 0.0))


@pytest.mark.parametrize(
    ("load", "dt", "named"),
    [
        (NO_LOAD, 0.0, "dt_s"),
        (NO_LOAD, -0.05, "dt_s"),
        (NO_LOAD, nan, "dt_s"),
        (Load(flow_kg_s=1e6), 0.05, "mass_kg"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused_by_name(load: Load, dt: float, named: str) -> None:
    """No time, time backwards, a ship that burns itself up."""
    with pytest.raises(ValueError, match=named):
        step(_AROUND, _ship(), load, dt)


def test_a_coast_backwards_is_refused_and_one_of_no_length_changes_nothing() -> None:
    """Only the transition itself runs both ways."""
    with pytest.raises(ValueError, match="seconds"):
        coast(_AROUND, _ship(), -1.0)
    assert coast(_AROUND, _ship(), 0.0) == _ship()
