"""What only the simulation knows."""

from __future__ import annotations

from math import radians

import pytest

from game.emergencies.docking import truth

from .flights import first, placed


def test_it_is_what_the_ship_was_put_to() -> None:
    """Range, place, speed and nose come back as they went in."""
    state = placed(
        first(),
        ahead_m=12.5,
        right_m=-0.4,
        down_m=0.3,
        closing_m_s=0.11,
        right_m_s=0.02,
        down_m_s=-0.03,
        nose_rad=(radians(2.0), 0.0, radians(-3.0)),
    )
    now = truth.read(state)
    assert (now.range_m, now.offset_right_m, now.offset_down_m) == pytest.approx((12.5, -0.4, 0.3))
    assert (now.closing_m_s, now.sliding_right_m_s, now.sliding_down_m_s) == pytest.approx(
        (0.11, 0.02, -0.03)
    )
    assert now.miss_m == pytest.approx(0.5)
    assert now.angle_deg == pytest.approx(3.0, abs=0.01)
    assert now.nose_right_deg == pytest.approx(-3.0, abs=0.01)
    assert now.roll_deg == pytest.approx(2.0, abs=0.01)
    assert now.rate_deg_s == pytest.approx(0.0, abs=1e-9)
    assert now.propellant_kg == pytest.approx(612.0)


def test_a_nose_that_points_away_is_farther_off_than_a_right_angle() -> None:
    """The angle goes to 180 degrees."""
    assert truth.read(
        placed(first(), ahead_m=12.5, nose_rad=(0.0, radians(150.0), 0.0))
    ).angle_deg == pytest.approx(150.0)
