"""Gyros fill, saturate, unload; losing control is a condition that the flight reaches."""

from __future__ import annotations

from math import degrees, inf, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.frames import orbital_rate
from game.flight.gyros import (
    STATION_GYROS,
    Gyros,
    control_lost,
    delivered,
    hold_torque,
    saturated,
    unloaded,
)
from game.flight.station import INERTIA_A, INERTIA_B
from game.flight.turning import Turning, held_level, tilt, turn
from game.flight.vectors import ZERO, Vector, norm, scale, subtract

from .strategies import vectors

if TYPE_CHECKING:
    from game.flight.rigid_body import Inertia

_N = orbital_rate()


def _flown(inertia: Inertia, torque: Vector, seconds: float) -> tuple[Turning, float | None, float | None]:
    """Return the station after a span of attitude hold, and when it saturated and lost control, if it did."""
    turning, full, lost = held_level(_N), None, None
    for tick in range(int(seconds / 0.05)):
        held = delivered(STATION_GYROS, turning.gyro_n_m_s, hold_torque(inertia, turning, _N), 0.05)
        turning = turn(inertia, _N, turning, 0.05, torque, held)
        if full is None and saturated(STATION_GYROS, turning.gyro_n_m_s):
            full = tick * 0.05
        if lost is None and control_lost(STATION_GYROS, turning):
            lost = tick * 0.05
    return turning, full, lost


@pytest.mark.parametrize("inertia", [INERTIA_A, INERTIA_B])
def test_one_stuck_jet_fills_the_gyros_in_20_seconds_and_then_control_is_lost(inertia: Inertia) -> None:
    """The flight notes: saturation in about 20 s, the attitude flag at 20 to 26 s."""
    _, full, lost = _flown(inertia, (0.0, 2665.0, -195.0), 30.0)
    assert full == pytest.approx(20.0, abs=2.0)
    assert lost is not None
    assert 20.0 <= lost <= 26.0


def test_a_push_within_the_gyros_strength_is_held() -> None:
    """200 N m for a minute: the attitude holds, the store takes the whole impulse."""
    turning, full, lost = _flown(INERTIA_B, (0.0, 200.0, 0.0), 60.0)
    assert full is None
    assert lost is None
    assert degrees(tilt(turning)) < 0.02
    assert turning.gyro_n_m_s[1] == pytest.approx(12_000.0, rel=0.05)


@given(vectors(1.0), vectors(5000.0), st.floats(0.01, 1.0))
def test_the_store_and_the_push_never_pass_their_limits(share: Vector, asked: Vector, dt: float) -> None:
    """Whatever is asked, and however full the store is already."""
    stored = scale(STATION_GYROS.capacity_n_m_s / max(1.0, norm(share)), share)
    torque = delivered(STATION_GYROS, stored, asked, dt)
    assert norm(torque) <= STATION_GYROS.torque_limit_n_m * (1.0 + 1e-12)
    assert norm(subtract(stored, scale(dt, torque))) <= STATION_GYROS.capacity_n_m_s * (1.0 + 1e-12)


def test_full_gyros_still_push_the_other_way() -> None:
    """Saturation is one-sided."""
    full = (0.0, -STATION_GYROS.capacity_n_m_s, 0.0)
    assert saturated(STATION_GYROS, full)
    assert norm(delivered(STATION_GYROS, full, (0.0, 500.0, 0.0), 0.05)) < 1e-6
    assert delivered(STATION_GYROS, full, (0.0, -500.0, 0.0), 0.05) == pytest.approx((0.0, -500.0, 0.0))


@given(vectors(1.0), vectors(9000.0))
def test_unloading_never_fills_the_store(share: Vector, torque: Vector) -> None:
    """Jets take momentum out, or do not fire."""
    stored = scale(10_000.0, share)
    after, seconds = unloaded(STATION_GYROS, stored, torque, 0.05)
    assert norm(after) <= norm(stored) + 1e-9
    assert 0.0 <= seconds <= 0.05


def test_full_gyros_are_unloaded_in_a_third_of_a_minute() -> None:
    """Zvezda's pitch jets against a full store: 18 s at the gyros' own limit; jets fire an eighth of it."""
    stored, elapsed, fired = (0.0, -STATION_GYROS.capacity_n_m_s, 0.0), 0.0, 0.0
    while norm(stored) > 1.0 and elapsed < 60.0:
        stored, seconds = unloaded(STATION_GYROS, stored, (0.0, 8320.0, 0.0), 0.05)
        elapsed, fired = elapsed + 0.05, fired + seconds
    assert elapsed == pytest.approx(18.4, abs=0.2)
    assert fired == pytest.approx(18_970.0 / 8320.0, rel=0.01)
    assert unloaded(STATION_GYROS, stored, ZERO, 0.05) == (stored, 0.0)


@pytest.mark.parametrize("bad", [0.0, -1.0, nan, inf])
def test_gyros_that_hold_nothing_are_refused(bad: float) -> None:
    """By name."""
    with pytest.raises(ValueError, match="capacity_n_m_s"):
        Gyros(bad, 1.0)
    with pytest.raises(ValueError, match="torque_limit_n_m"):
        Gyros(1.0, bad)
    with pytest.raises(ValueError, match="dt_s"):
        delivered(STATION_GYROS, ZERO, ZERO, bad)
