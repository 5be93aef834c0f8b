"""How far over, and how fast: the same bits everywhere, and the right numbers."""

from __future__ import annotations

from math import pi, radians

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from game.emergencies.station.attitude import angle_of, away_from, degrees_of, error_of, rate_of
from game.emergencies.station.limits import ORBITAL_RATE_RAD_S
from game.flight.attitude import NO_TURN, angle_between, from_rotation_vector, product
from game.flight.turning import held_level

_PARTS = st.floats(-1.8, 1.8)


@drawn(_PARTS, _PARTS, _PARTS)
def test_the_angle_without_a_librarys_arc_is_the_librarys(x: float, y: float, z: float) -> None:
    """To 1e-9 rad, over all turns up to half a circle."""
    turn = from_rotation_vector((x, y, z))
    assert angle_of(turn) == pytest.approx(angle_between(NO_TURN, turn), abs=1e-9)


@pytest.mark.parametrize("degrees", [0.0, 1e-6, 0.25, 5.0, 57.0, 90.0, 179.9, 180.0])
def test_named_angles(degrees: float) -> None:
    """Also where an arc is badly conditioned: at nothing, and upside down."""
    assert angle_of(from_rotation_vector((0.0, radians(degrees), 0.0))) == pytest.approx(
        radians(degrees), abs=1e-9
    )
    assert degrees_of(radians(degrees)) == int(degrees + 0.5)


def test_more_than_half_a_circle_is_the_shorter_way_round() -> None:
    """540 degrees hang upside down."""
    assert angle_of(from_rotation_vector((0.0, radians(200.0), 0.0))) == pytest.approx(radians(160.0))
    assert angle_of(from_rotation_vector((0.0, 3.0 * pi, 0.0))) == pytest.approx(pi)


@drawn(_PARTS, _PARTS, _PARTS)
def test_the_error_from_a_held_attitude_is_the_turn_away_from_it(x: float, y: float, z: float) -> None:
    """Its size is twice the sine of half the angle, and it does not depend on what is held."""
    held = from_rotation_vector((0.4, -0.9, 0.2))
    turn = from_rotation_vector((x, y, z))
    assert error_of(held, product(held, turn)) == pytest.approx(error_of(NO_TURN, turn), abs=1e-9)
    assert away_from(held, product(held, turn)) == pytest.approx(angle_of(turn), abs=1e-9)


def test_a_level_station_turns_with_its_orbit_and_not_against_level() -> None:
    """The rate is relative to LVLH."""
    assert rate_of(held_level(ORBITAL_RATE_RAD_S)) == pytest.approx((0.0, 0.0, 0.0), abs=1e-15)
