"""The station turns: momentum shared with its gyros, gravity, and the figures of 15 October 2021."""

from __future__ import annotations

from math import degrees, inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.attitude import NO_TURN, Quaternion, from_rotation_vector, product, to_frame
from game.flight.frames import orbital_rate
from game.flight.gyros import STATION_GYROS, delivered, hold_torque
from game.flight.rigid_body import Inertia, angular_momentum
from game.flight.station import INERTIA_A, INERTIA_B
from game.flight.turning import Turning, held_level, rate_in_lvlh, tilt, turn
from game.flight.vectors import ZERO, Vector, add, norm, scale, subtract

from .strategies import inertias, quaternions, vectors

_N = orbital_rate()
_ONE_JET: Vector = (0.0, 2665.0, -195.0)


def _inertial_momentum(inertia: Inertia, turning: Turning, seconds: float) -> Vector:
    """Return body's and gyros' momentum in inertial components: LVLH has gone back by n t about y."""
    body = add(angular_momentum(inertia, turning.rate_rad_s), turning.gyro_n_m_s)
    lvlh_in_inertial = from_rotation_vector((0.0, -_N * seconds, 0.0))
    return to_frame(product(lvlh_in_inertial, turning.attitude), body)


@settings(max_examples=15, deadline=None)
@given(inertias(), quaternions(), vectors(0.02), vectors(200.0), vectors(0.5))
def test_gyros_move_momentum_and_make_none(
    inertia: Inertia, q: Quaternion, rate: Vector, stored: Vector, push: Vector
) -> None:
    """Whatever the gyros push, body and gyros together keep their momentum when nothing outside pulls."""
    turning = Turning(q, rate, stored)
    before = _inertial_momentum(inertia, turning, 0.0)
    for _ in range(600):
        turning = turn(inertia, _N, turning, 0.1, ZERO, push, gravity_gradient=False)
    after = _inertial_momentum(inertia, turning, 60.0)
    assert norm(subtract(after, before)) <= 1e-6 * (norm(before) + 1.0)


@settings(max_examples=15, deadline=None)
@given(inertias(), quaternions(), vectors(0.05))
def test_the_attitude_stays_a_unit_quaternion(inertia: Inertia, q: Quaternion, rate: Vector) -> None:
    """Over a minute of ticks, to rounding."""
    turning = Turning(q, rate)
    for _ in range(1200):
        turning = turn(inertia, _N, turning, 0.05, (1.0, -2.0, 3.0))
    w, x, y, z = turning.attitude
    assert w * w + x * x + y * y + z * z == pytest.approx(1.0, abs=1e-14)


def test_a_level_station_stays_level() -> None:
    """Turning once an orbit keeps LVLH; with principal axes there is nothing to tip it."""
    turning = held_level(_N)
    for _ in range(600):
        turning = turn(INERTIA_B, _N, turning, 1.0)
    assert tilt(turning) < 1e-12
    assert norm(rate_in_lvlh(turning, _N)) < 1e-15


@pytest.mark.parametrize(
    ("inertia", "jets", "wanted_s"),
    [
        (INERTIA_A, 1, 266.0),
        (INERTIA_B, 1, 288.0),
        (INERTIA_A, 2, 187.0),
        (INERTIA_B, 2, 203.0),
    ],
)
def test_a_stuck_jet_turns_the_station_by_57_degrees_in_the_time_of_the_notes(
    inertia: Inertia, jets: int, wanted_s: float
) -> None:
    """Jet against gyros, then the jet alone, with gravity gradient: the reconstruction's times."""
    turning, seconds = held_level(_N), 0.0
    while degrees(tilt(turning)) < 57.0 and seconds < 600.0:
        held = delivered(STATION_GYROS, turning.gyro_n_m_s, hold_torque(inertia, turning, _N), 0.1)
        turning = turn(inertia, _N, turning, 0.1, scale(jets, _ONE_JET), held)
        seconds += 0.1
    assert seconds == pytest.approx(wanted_s, abs=1.5)


def test_a_step_of_one_second_coasts_as_well_as_twenty_ticks() -> None:
    """So that a station run may coast in long steps where nothing fires."""
    start = Turning(from_rotation_vector((0.1, 0.4, -0.2)), (1e-4, 1.5e-3, -2e-4))
    fine = coarse = start
    for _ in range(12_000):
        fine = turn(INERTIA_B, _N, fine, 0.05)
    for _ in range(600):
        coarse = turn(INERTIA_B, _N, coarse, 1.0)
    assert fine.rate_rad_s == pytest.approx(coarse.rate_rad_s, abs=1e-13)
    assert fine.attitude == pytest.approx(coarse.attitude, abs=1e-11)


@given(st.sampled_from([nan, inf, -1.0]))
def test_an_orbital_rate_that_is_none_is_refused(rate: float) -> None:
    """By its name."""
    with pytest.raises(ValueError, match="orbital_rate_rad_s"):
        held_level(rate)


def test_a_torque_that_is_no_number_is_an_error() -> None:
    """Never a silent not-a-number."""
    with pytest.raises(ValueError, match="torque_n_m"):
        turn(INERTIA_B, _N, Turning(NO_TURN, ZERO), 0.05, (nan, 0.0, 0.0))
    for dt in (0.0, -0.05, nan):
        with pytest.raises(ValueError, match="dt_s"):
            turn(INERTIA_B, _N, Turning(NO_TURN, ZERO), dt)
