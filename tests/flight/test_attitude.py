"""Quaternions and matrices keep their conventions."""

from __future__ import annotations

from math import cos, inf, nan, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.attitude import (
    NO_TURN,
    Quaternion,
    angle_between,
    conjugate,
    from_matrix_to_frame,
    from_rotation_vector,
    matrix_to_frame,
    normalised,
    passive_about,
    product,
    roll_pitch_yaw,
    to_body,
    to_frame,
    turned,
)
from game.flight.vectors import IDENTITY, Vector, apply, multiply, norm, transpose

from .strategies import quaternions, vectors


def test_a_quarter_turn_about_z_takes_body_x_to_frame_y() -> None:
    """The drawing of the conventions, as one number."""
    quarter = from_rotation_vector((0.0, 0.0, pi / 2))
    assert to_frame(quarter, (1.0, 0.0, 0.0)) == pytest.approx((0.0, 1.0, 0.0), abs=1e-15)
    assert quarter == pytest.approx((cos(pi / 4), 0.0, 0.0, sin(pi / 4)))


@given(quaternions(), vectors(10.0))
def test_a_vector_comes_back_from_the_frame(q: Quaternion, v: Vector) -> None:
    """To the frame and back changes nothing, and lengths are kept."""
    there = to_frame(q, v)
    assert to_body(q, there) == pytest.approx(v, abs=1e-13)
    assert norm(there) == pytest.approx(norm(v), abs=1e-13)
    assert apply(matrix_to_frame(q), v) == pytest.approx(there, abs=1e-13)


@given(quaternions())
def test_a_matrix_gives_its_quaternion_back(q: Quaternion) -> None:
    """Every branch of the extraction finds the same turn."""
    assert angle_between(from_matrix_to_frame(matrix_to_frame(q)), q) < 1e-14


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_half_turns_are_found_from_their_matrices(axis: int) -> None:
    """The trace is -1 there, where the simple formula divides by nothing."""
    q = from_rotation_vector((pi * (axis == 0), pi * (axis == 1), pi * (axis == 2)))
    assert angle_between(from_matrix_to_frame(matrix_to_frame(q)), q) < 1e-14


@given(quaternions(), quaternions(), vectors(5.0))
def test_products_turn_from_right_to_left(a: Quaternion, b: Quaternion, v: Vector) -> None:
    """The right factor acts first."""
    assert to_frame(product(a, b), v) == pytest.approx(to_frame(a, to_frame(b, v)), abs=1e-12)
    assert angle_between(product(a, conjugate(a)), NO_TURN) < 1e-14


@given(st.integers(0, 2), st.floats(-3.0, 3.0))
def test_a_passive_matrix_is_the_transpose_of_the_active_turn(axis: int, angle: float) -> None:
    """Frame to turned frame is body to frame, backwards."""
    q = from_rotation_vector((angle * (axis == 0), angle * (axis == 1), angle * (axis == 2)))
    active = matrix_to_frame(q)
    for row, other in zip(passive_about(axis, angle), transpose(active), strict=True):
        assert row == pytest.approx(other, abs=1e-15)
    for row, other in zip(multiply(passive_about(axis, angle), active), IDENTITY, strict=True):
        assert row == pytest.approx(other, abs=1e-15)


def test_an_axis_that_does_not_exist_is_refused() -> None:
    """There are three."""
    with pytest.raises(ValueError, match="axis must be 0, 1 or 2, got 3"):
        passive_about(3, 0.1)


def test_a_constant_rate_turns_by_rate_times_time() -> None:
    """The exponential is exact for a constant body rate, at any step."""
    rate = (0.03, -0.02, 0.05)
    whole = turned(NO_TURN, rate, 100.0)
    piecewise = NO_TURN
    for _ in range(1000):
        piecewise = turned(piecewise, rate, 0.1)
    assert angle_between(whole, piecewise) < 1e-12


def test_small_angles_are_measured_as_well_as_large_ones() -> None:
    """An arccosine would lose everything under 1e-8."""
    assert angle_between(NO_TURN, from_rotation_vector((1e-12, 0.0, 0.0))) == pytest.approx(1e-12, rel=1e-6)


def test_roll_pitch_and_yaw_come_apart_again() -> None:
    """Turned in the order yaw, pitch, roll."""
    roll, pitch, yaw = radians(10), radians(-20), radians(130)
    q = product(
        from_rotation_vector((0.0, 0.0, yaw)),
        product(from_rotation_vector((0.0, pitch, 0.0)), from_rotation_vector((roll, 0.0, 0.0))),
    )
    assert roll_pitch_yaw(q) == pytest.approx((roll, pitch, yaw))


@pytest.mark.parametrize(
    "bad", [(0.0, 0.0, 0.0, 0.0), (nan, 0.0, 0.0, 1.0), (inf, 0.0, 0.0, 0.0), (1.0, 0.0)]
)
def test_a_quaternion_that_is_no_turn_is_refused_by_name(bad: tuple[float, ...]) -> None:
    """Zero, not-a-number, infinity, too few."""
    with pytest.raises(ValueError, match=r"^q must"):
        normalised(bad)


def test_a_rotation_by_no_number_is_refused() -> None:
    """Before a cosine could hide it."""
    with pytest.raises(ValueError, match="angle_rad"):
        from_rotation_vector((nan, 0.0, 0.0))


def test_a_matrix_that_is_no_turn_is_refused() -> None:
    """Neither a stretch nor a mirror passes as a rotation."""
    with pytest.raises(ValueError, match="m must be a rotation matrix"):
        from_matrix_to_frame(((1.0, 0.0, 0.0), (0.0, 2.0, 0.0), (0.0, 0.0, 1.0)))
    with pytest.raises(ValueError, match="mirror"):
        from_matrix_to_frame(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)))
