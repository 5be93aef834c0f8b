"""The docking read-out, by cases that can be seen without arithmetic."""

from __future__ import annotations

from math import inf, nan, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.attitude import NO_TURN, Quaternion, from_rotation_vector, product, to_frame
from game.flight.frames import LVLH_IN_HILL, attitude_in_hill, orbital_rate
from game.flight.ports import (
    DOCKED,
    Motion,
    Port,
    docking_reading,
    port_motion,
    ship_motion,
    station_motion,
)
from game.flight.ship import ship_state
from game.flight.soyuz import DOCKING_PORT, MASS_AT_DOCKING_KG, NOSE_M
from game.flight.station import RASSVET_PORT
from game.flight.turning import Turning, held_level
from game.flight.vectors import ZERO, Vector, add, cross, scale

from .strategies import quaternions, vectors

_N = orbital_rate()


def _below_rassvet(
    gap_m: float, *, nose: Quaternion = NO_TURN, rate: Vector = ZERO, drift: Vector = ZERO
) -> tuple[Motion, Motion]:
    """Return a ship in front of Rassvet's port, with an extra turn, rate and speed in its own axes."""
    station = station_motion(held_level(_N), _N)
    facing = product(attitude_in_hill(RASSVET_PORT.attitude), product(DOCKED, nose))
    plane = to_frame(LVLH_IN_HILL, add(RASSVET_PORT.position_m, (0.0, 0.0, gap_m)))
    centre = add(plane, to_frame(facing, (-NOSE_M, 0.0, 0.0)))
    ship = ship_state(
        centre,
        to_frame(facing, drift),
        facing,
        add(to_frame((facing[0], -facing[1], -facing[2], -facing[3]), (0.0, 0.0, _N)), rate),
        MASS_AT_DOCKING_KG,
    )
    return ship_motion(ship, _N), station


def test_a_ship_straight_in_front_reads_straight_in_front() -> None:
    """10 m below the port, nose to it, at rest: everything but the range is zero."""
    ship, station = _below_rassvet(10.0)
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station, RASSVET_PORT))
    assert reading.range_m == pytest.approx(10.0)
    assert reading.ahead_m == pytest.approx(10.0)
    assert reading.off_axis_m == pytest.approx((0.0, 0.0), abs=1e-12)
    assert reading.closing_m_s == pytest.approx(0.0, abs=1e-15)
    assert reading.turn_rad == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)
    assert reading.misalignment_rad == pytest.approx(0.0, abs=1e-12)
    assert reading.rate_rad_s == pytest.approx((0.0, 0.0, 0.0), abs=1e-15)


def test_closing_and_lateral_rates_are_told_apart() -> None:
    """Forward closes; ship's right is the port's left, because they face each other."""
    ship, station = _below_rassvet(10.0, drift=(0.2, 0.03, 0.04))
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station, RASSVET_PORT))
    assert reading.closing_m_s == pytest.approx(0.2)
    assert reading.lateral_m_s == pytest.approx((-0.03, 0.04))
    assert reading.sideways_m_s == pytest.approx(0.05)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_an_error_of_attitude_reads_as_roll_pitch_or_yaw(axis: int) -> None:
    """Three degrees about one axis; roll alone does not misalign the axes."""
    turn = scale(radians(3.0), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))[axis])
    ship, station = _below_rassvet(10.0, nose=from_rotation_vector(turn))
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station, RASSVET_PORT))
    assert reading.turn_rad == pytest.approx(turn, abs=1e-12)
    assert reading.misalignment_rad == pytest.approx(0.0 if axis == 0 else radians(3.0), abs=1e-12)


def test_a_turning_nose_moves_the_port_sideways() -> None:
    """1 deg/s in yaw at 4.15 m is 72 mm/s at the docking plane."""
    ship, station = _below_rassvet(10.0, rate=(0.0, 0.0, radians(1.0)))
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station, RASSVET_PORT))
    assert reading.sideways_m_s == pytest.approx(NOSE_M * radians(1.0))
    assert reading.rate_rad_s == pytest.approx((0.0, 0.0, radians(1.0)))


def test_a_station_that_turns_carries_its_port_past_a_ship_at_rest() -> None:
    """The whole ring of an unsteady station: a ship at rest reads a lateral rate."""
    ship, _ = _below_rassvet(10.0)
    swung = Turning(NO_TURN, (radians(0.1), -_N, 0.0))
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station_motion(swung, _N), RASSVET_PORT))
    distance = RASSVET_PORT.position_m[2] + 10.0
    assert reading.sideways_m_s == pytest.approx(radians(0.1) * distance, rel=0.01)


def test_an_inertial_ship_sees_the_station_turn_by_four_degrees_a_minute() -> None:
    """With the computer dead the ship keeps inertial space, and the port turns away under it."""
    station = station_motion(held_level(_N), _N)
    ship = ship_motion(ship_state((-50.0, 0.0, 0.0), ZERO, NO_TURN, ZERO, 6870.0), _N)
    rate = port_motion(ship, DOCKING_PORT, station, RASSVET_PORT).rate_rad_s
    assert max(abs(part) for part in rate) * 60.0 * 180.0 / pi == pytest.approx(3.87, abs=0.01)


@given(
    quaternions(),
    quaternions(),
    quaternions(),
    vectors(0.1),
    vectors(0.1),
    vectors(20.0),
    vectors(2.0),
    vectors(0.2),
)
def test_the_reading_does_not_depend_on_the_common_frame(
    qa: Quaternion,
    qb: Quaternion,
    frame: Quaternion,
    wa: Vector,
    wb: Vector,
    place: Vector,
    speed: Vector,
    spin: Vector,
) -> None:
    """Seen from another frame, turned and turning, two ports move the same."""
    a = Motion(place, speed, qa, wa)
    b = Motion(ZERO, ZERO, qb, wb)
    port_a, port_b = Port((1.0, 2.0, -3.0), frame), Port((-2.0, 0.5, 1.0), qa)

    def seen(m: Motion) -> Motion:
        back = (frame[0], -frame[1], -frame[2], -frame[3])
        moved = add(m.velocity_m_s, scale(-1.0, cross(spin, m.position_m)))
        body_spin = to_frame((m.attitude[0], -m.attitude[1], -m.attitude[2], -m.attitude[3]), spin)
        return Motion(
            to_frame(back, m.position_m),
            to_frame(back, moved),
            product(back, m.attitude),
            add(m.rate_rad_s, scale(-1.0, body_spin)),
        )

    here, there = port_motion(a, port_a, b, port_b), port_motion(seen(a), port_a, seen(b), port_b)
    assert there.position_m == pytest.approx(here.position_m, abs=1e-10)
    assert there.velocity_m_s == pytest.approx(here.velocity_m_s, abs=1e-10)
    assert there.rate_rad_s == pytest.approx(here.rate_rad_s, abs=1e-12)


@pytest.mark.parametrize("bad", [nan, inf])
def test_a_reading_of_no_number_is_refused(bad: float) -> None:
    """The panel never shows a not-a-number."""
    ship, station = _below_rassvet(10.0)
    lost = Motion((bad, 0.0, 0.0), ship.velocity_m_s, ship.attitude, ship.rate_rad_s)
    with pytest.raises(ValueError, match="position_m"):
        docking_reading(port_motion(lost, DOCKING_PORT, station, RASSVET_PORT))


@given(st.floats(0.5, 300.0))
def test_range_is_never_less_than_the_way_along_the_axis(gap: float) -> None:
    """And the miss completes it."""
    ship, station = _below_rassvet(gap, nose=from_rotation_vector((0.0, 0.1, 0.05)))
    reading = docking_reading(port_motion(ship, DOCKING_PORT, station, RASSVET_PORT))
    assert reading.range_m**2 == pytest.approx(reading.ahead_m**2 + reading.miss_m**2)
