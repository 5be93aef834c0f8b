"""The line that the ship comes in on."""

from __future__ import annotations

from math import degrees, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.docking.line import (
    ORBITAL_RATE_RAD_S,
    STATION,
    STRAIGHT,
    TARGET_PORT,
    line,
    relative_rate,
)
from game.flight.attitude import to_body
from game.flight.contact import PROBE_HEAD
from game.flight.ports import port_motion, ship_motion
from game.flight.ship import ship_state

from .flights import first, placed


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-2.0, 120.0),
    st.tuples(st.floats(-20.0, 20.0), st.floats(-20.0, 20.0)),
    st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
    st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)),
    st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)),
)
def test_the_short_way_says_what_the_flight_core_says(
    ahead: float,
    off: tuple[float, float],
    speed: tuple[float, float, float],
    nose: tuple[float, float, float],
    rate: tuple[float, float, float],
) -> None:
    """Range, place and speed of the probe's head agree with `ports.port_motion` to 1e-12 of their size."""
    state = placed(
        first(),
        ahead_m=ahead,
        right_m=off[0],
        down_m=off[1],
        closing_m_s=speed[0],
        right_m_s=speed[1],
        down_m_s=speed[2],
        nose_rad=nose,
    )
    ship = ship_state(
        state.ship.position_m, state.ship.velocity_m_s, state.ship.attitude, rate, state.ship.mass_kg
    )
    now = line(ship)
    head = port_motion(ship_motion(ship, ORBITAL_RATE_RAD_S), PROBE_HEAD, STATION, TARGET_PORT)
    x, y, z = head.position_m
    u, v, w = head.velocity_m_s
    assert (now.range_m, -now.right_m, now.down_m) == pytest.approx((x, y, z), abs=1e-11)
    assert (now.closing_m_s, -now.right_m_s, now.down_m_s) == pytest.approx((-u, v, w), abs=1e-12)
    assert relative_rate(ship) == pytest.approx(head.rate_rad_s, abs=1e-15)


def test_the_orbit_turns_the_target_in_two_channels() -> None:
    """A ship that keeps its attitude against the stars sees pitch and yaw, about alike, and no roll."""
    roll, pitch, yaw = to_body(STRAIGHT, (0.0, 0.0, ORBITAL_RATE_RAD_S))
    assert abs(roll) < 1e-12
    assert 0.03 < degrees(pitch) < 0.06
    assert 0.03 < degrees(yaw) < 0.06
    assert 60.0 * degrees((pitch * pitch + yaw * yaw) ** 0.5) == pytest.approx(3.87, abs=0.05)


@pytest.mark.parametrize(
    ("nose", "right", "down", "roll"),
    [((0.0, 0.0, 2.0), 2.0, 0.0, 0.0), ((0.0, 3.0, 0.0), 0.0, -3.0, 0.0), ((5.0, 0.0, 0.0), 0.0, 0.0, 5.0)],
)
def test_a_nose_is_named_as_the_pilot_sits(
    nose: tuple[float, float, float], right: float, down: float, roll: float
) -> None:
    """Yaw is to the right, pitch is up, roll is clockwise."""
    turned = (radians(nose[0]), radians(nose[1]), radians(nose[2]))
    now = line(placed(first(), ahead_m=20.0, nose_rad=turned).ship)
    wanted = [sin(radians(angle)) for angle in (right, down, roll)]
    assert [now.nose_right, now.nose_down, now.roll] == pytest.approx(wanted, abs=1e-12)
