"""Rigid bodies: what a free one keeps, what gravity does to an orbiting one."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.attitude import NO_TURN, Quaternion, normalised, to_frame
from game.flight.frames import MU_EARTH
from game.flight.integration import State, rk4, steps
from game.flight.rigid_body import (
    Inertia,
    angular_acceleration,
    angular_momentum,
    free_body,
    gravity_gradient_torque,
    orbiting_body,
    rotational_energy,
)
from game.flight.vectors import Vector, norm, subtract

from .strategies import inertias, quaternions, vectors

_DAY_S = 86_400.0


def _spin(inertia: Inertia, q: Quaternion, rate: Vector, seconds: float, step_s: float) -> State:
    state: State = (*q, *rate)
    derivative = free_body(inertia)
    for t, dt in steps(0.0, seconds, step_s):
        state = rk4(derivative, t, state, dt)
        state = (*normalised(state[:4]), *state[4:])
    return state


def _split(state: State) -> tuple[Quaternion, Vector]:
    w, x, y, z, p, r, s = state
    return (w, x, y, z), (p, r, s)


@settings(max_examples=4, deadline=None)
@given(inertias(), quaternions(), vectors(0.003))
def test_a_free_body_keeps_energy_and_angular_momentum_for_a_day(
    inertia: Inertia, q: Quaternion, rate: Vector
) -> None:
    """A day in steps of 5 s; both are kept to a part in ten million, the momentum in inertial space."""
    energy = rotational_energy(inertia, rate)
    momentum = to_frame(q, angular_momentum(inertia, rate))
    after_q, after_rate = _split(_spin(inertia, q, rate, _DAY_S, 5.0))
    assert rotational_energy(inertia, after_rate) == pytest.approx(energy, rel=1e-7, abs=1e-15)
    after = to_frame(after_q, angular_momentum(inertia, after_rate))
    assert norm(subtract(after, momentum)) <= 1e-6 * norm(momentum) + 1e-12


@settings(max_examples=20, deadline=None)
@given(inertias(), quaternions(), vectors(0.05))
def test_time_runs_backwards_to_the_start(inertia: Inertia, q: Quaternion, rate: Vector) -> None:
    """Forward 60 s, then the same steps with the sign of time turned."""
    derivative = free_body(inertia)
    state: State = (*q, *rate)
    for _ in range(1200):
        state = rk4(derivative, 0.0, state, 0.05)
    for _ in range(1200):
        state = rk4(derivative, 0.0, state, -0.05)
    assert state == pytest.approx((*q, *rate), abs=1e-9)


def test_a_body_spun_about_its_middle_axis_turns_over() -> None:
    """Euler's equations carry the instability that a diagonal shortcut would hide."""
    inertia = Inertia.principal(1.0, 2.0, 3.0)
    state: State = (*NO_TURN, 1e-4, 1.0, 0.0)
    lowest = 1.0
    for _ in range(1000):
        state = rk4(free_body(inertia), 0.0, state, 0.05)
        lowest = min(lowest, state[5])
    assert lowest < -0.9


def test_a_torque_about_a_principal_axis_gives_torque_over_moment() -> None:
    """From rest there is nothing gyroscopic."""
    inertia = Inertia.principal(100.0, 200.0, 250.0)
    assert angular_acceleration(inertia, (0.0, 0.0, 0.0), (1.0, 4.0, -5.0)) == pytest.approx(
        (0.01, 0.02, -0.02)
    )


@settings(max_examples=30)
@given(inertias(), quaternions())
def test_gravity_gradient_never_turns_about_the_line_to_the_earth(inertia: Inertia, q: Quaternion) -> None:
    """The torque is across the radius, and none when a principal axis points down."""
    down = to_frame(q, (0.0, 0.0, 1.0))
    torque = gravity_gradient_torque(inertia, down, 1.27e-6)
    along = torque[0] * down[0] + torque[1] * down[1] + torque[2] * down[2]
    assert along == pytest.approx(0.0, abs=1e-15)
    aligned = Inertia.principal(5e3, 6e3, 7e3)
    assert norm(gravity_gradient_torque(aligned, (0.0, 1.0, 0.0), 1.27e-6)) == 0.0


def test_gravity_gradient_on_the_station_peaks_at_140_newton_metres_in_pitch() -> None:
    """At 45 degrees on the assumed tensor; the figure of the flight notes."""
    inertia = Inertia.principal(1.28e8, 1.07e8, 2.01e8)
    half = 0.5**0.5
    torque = gravity_gradient_torque(inertia, (half, 0.0, half), 0.0011263778**2)
    assert abs(torque[1]) == pytest.approx(139.0, rel=0.01)


@settings(max_examples=5, deadline=None)
@given(st.floats(6.6e6, 7.2e6), st.floats(0.95, 1.05))
def test_an_orbit_keeps_its_energy(radius: float, share: float) -> None:
    """Two-body motion over an hour and a half, 5 s steps."""
    speed = share * (MU_EARTH / radius) ** 0.5
    state: State = (radius, 0.0, 0.0, 0.0, speed, 0.0, *NO_TURN, 0.0, 0.0, 0.001)
    derivative = orbiting_body(7000.0, Inertia.principal(1e4, 1e4, 1e4))
    before = 0.5 * speed * speed - MU_EARTH / radius
    for t, dt in steps(0.0, 5400.0, 5.0):
        state = rk4(derivative, t, state, dt)
    x, y, z, u, v, w = state[:6]
    after = 0.5 * (u * u + v * v + w * w) - MU_EARTH / (x * x + y * y + z * z) ** 0.5
    assert after == pytest.approx(before, rel=1e-9)


def test_a_push_along_the_nose_speeds_the_body_along_its_nose() -> None:
    """Force in body axes, turned by the attitude: a body that looks along inertial y is pushed along y."""
    q = normalised((1.0, 0.0, 0.0, 1.0))
    far = 1e12
    derivative = orbiting_body(100.0, Inertia.principal(1.0, 1.0, 1.0), force_n=(50.0, 0.0, 0.0))
    state: State = (far, 0.0, 0.0, 0.0, 0.0, 0.0, *q, 0.0, 0.0, 0.0)
    state = rk4(derivative, 0.0, state, 2.0)
    assert state[3:6] == pytest.approx((0.0, 1.0, 0.0), abs=1e-6)


@pytest.mark.parametrize(
    "tensor",
    [
        ((1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)),
        ((1.0, 2.0, 0.0), (2.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        ((1.0, 0.1, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        ((nan, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        ((1.0, 0.0, 0.0), (0.0, inf, 0.0), (0.0, 0.0, 1.0)),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    ],
)
def test_a_tensor_of_no_real_body_is_refused(tensor: tuple[Vector, ...]) -> None:
    """Negative, indefinite, lopsided, infinite, empty, short."""
    with pytest.raises(ValueError, match="tensor must"):
        Inertia.of(tensor)


def test_a_body_without_mass_is_refused() -> None:
    """The message names it."""
    with pytest.raises(ValueError, match=r"mass_kg must be a finite number above zero, got -5\.0"):
        orbiting_body(-5.0, Inertia.principal(1.0, 1.0, 1.0))
