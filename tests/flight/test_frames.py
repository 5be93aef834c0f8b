"""LVLH and Hill lie as they are drawn."""

from __future__ import annotations

from math import inf, nan, pi

import pytest

from game.flight.attitude import NO_TURN, to_frame
from game.flight.frames import (
    HILL_TO_LVLH,
    LVLH_IN_HILL,
    attitude_in_hill,
    frame_rate,
    inertial_to_hill,
    inertial_to_lvlh,
    orbital_rate,
)
from game.flight.vectors import Matrix, Vector, apply, determinant, inverse, multiply, transpose, unit

_POSITION = (7e6, 0.0, 0.0)
_VELOCITY = (0.0, 7500.0, 0.0)


def test_lvlh_looks_ahead_to_starboard_and_down() -> None:
    """Orbit in the x-y plane, going round by the right hand: starboard is south, down is to the centre."""
    x, y, z = inertial_to_lvlh(_POSITION, _VELOCITY)
    assert (x, y, z) == ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0))


def test_hill_looks_out_ahead_and_north() -> None:
    """Radial, along track, normal."""
    assert inertial_to_hill(_POSITION, _VELOCITY) == ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def test_hill_to_lvlh_is_one_fixed_turn() -> None:
    """The two frames ride together, whatever the orbit."""
    position, velocity = (-4.2e6, 9.5e5, 5.1e6), (110.0, -7527.0, 1484.0)
    between = multiply(inertial_to_lvlh(position, velocity), transpose(inertial_to_hill(position, velocity)))
    for row, other in zip(between, HILL_TO_LVLH, strict=True):
        assert row == pytest.approx(other, abs=1e-15)


def test_a_level_station_points_its_nose_along_hill_y() -> None:
    """No tilt: x forward is along the velocity, z down is against the radius."""
    level = attitude_in_hill(NO_TURN)
    assert level == LVLH_IN_HILL
    assert to_frame(level, (1.0, 0.0, 0.0)) == pytest.approx((0.0, 1.0, 0.0))
    assert to_frame(level, (0.0, 0.0, 1.0)) == pytest.approx((-1.0, 0.0, 0.0))


def test_the_station_goes_round_in_93_minutes() -> None:
    """Period and rate of the frame on a circular orbit."""
    n = orbital_rate()
    assert 2.0 * pi / n / 60.0 == pytest.approx(92.97, abs=0.01)
    speed = n * 6_798_136.3
    assert frame_rate((6_798_136.3, 0.0, 0.0), (0.0, speed, 0.0)) == pytest.approx(n, rel=1e-14)


@pytest.mark.parametrize("radius", [0.0, -1.0, nan, inf])
def test_an_orbit_without_a_radius_is_refused(radius: float) -> None:
    """The message names argument and value."""
    with pytest.raises(ValueError, match=f"radius_m must be a finite number above zero, got {radius!r}"):
        orbital_rate(radius)


def test_a_fall_straight_down_has_no_orbit_plane() -> None:
    """Position and velocity in one line span nothing."""
    with pytest.raises(ValueError, match="direction"):
        inertial_to_lvlh((7e6, 0.0, 0.0), (-100.0, 0.0, 0.0))


def test_an_inverse_undoes_its_matrix() -> None:
    """Cofactors, checked by the product; a singular matrix is refused."""
    m: Matrix = ((2.0, 1.0, 0.5), (1.0, 3.0, -0.2), (0.5, -0.2, 1.5))
    columns: tuple[Vector, ...] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    for column in columns:
        assert apply(m, apply(inverse(m), column)) == pytest.approx(column, abs=1e-15)
    assert determinant(m) == pytest.approx(2 * (4.5 - 0.04) - (1.5 + 0.1) + 0.5 * (-0.2 - 1.5))
    with pytest.raises(ValueError, match="singular"):
        inverse(((1.0, 2.0, 3.0), (2.0, 4.0, 6.0), (0.0, 0.0, 1.0)))
    with pytest.raises(ValueError, match="direction"):
        unit((0.0, 0.0, 0.0))
