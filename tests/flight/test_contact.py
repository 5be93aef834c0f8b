"""A touch leads where it must, and keeps momentum."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.attitude import NO_TURN, Quaternion, product, to_frame
from game.flight.contact import (
    CONE_DEPTH_M,
    CONE_MOUTH_M,
    MECHANISM,
    PROBE_HEAD,
    STRUCTURE_M,
    TRAINED,
    Limit,
    Outcome,
    Partner,
    Rebound,
    Touch,
    broken_limits,
    outcome_of,
    rebound,
    socket_speed_m_s,
    surface_m,
    touch_of,
    touching,
)
from game.flight.frames import attitude_in_hill
from game.flight.ports import DOCKED, Motion, port_motion
from game.flight.rigid_body import angular_momentum, rotational_energy
from game.flight.soyuz import INERTIA
from game.flight.station import INERTIA_B, MASS_KG, RASSVET_PORT
from game.flight.vectors import ZERO, Vector, add, cross, dot, norm, scale, subtract

from .strategies import quaternions, vectors

_GOOD = Touch(0.10, 0.05, 0.005, radians(0.5), radians(1.0), radians(0.05), radians(0.05))


def test_a_trained_touch_is_captured_and_breaks_no_limit() -> None:
    """6 to 15 cm/s, close to the axis, straight."""
    for speed in (0.06, 0.10, 0.15):
        touch = replace(_GOOD, closing_m_s=speed)
        assert broken_limits(TRAINED, touch) == ()
        assert outcome_of(touch, pushing=False) is Outcome.CAPTURE


@pytest.mark.parametrize(
    ("field", "value", "limit", "outcome"),
    [
        ("closing_m_s", 0.04, Limit.TOO_SLOW, Outcome.BOUNCE),
        ("closing_m_s", 0.36, Limit.TOO_FAST, Outcome.STRIKE),
        ("miss_m", 0.35, Limit.OFF_AXIS, Outcome.STRIKE),
        ("sideways_m_s", 0.11, Limit.SIDEWAYS, Outcome.BOUNCE),
        ("misalignment_rad", radians(7.1), Limit.MISALIGNED, Outcome.BOUNCE),
        ("roll_rad", radians(-15.1), Limit.ROLLED, Outcome.BOUNCE),
        ("turning_rad_s", radians(0.71), Limit.TURNING, Outcome.BOUNCE),
        ("rolling_rad_s", radians(-1.01), Limit.ROLLING, Outcome.BOUNCE),
    ],
)
def test_each_limit_of_the_mechanism_decides(
    field: str, value: float, limit: Limit, outcome: Outcome
) -> None:
    """Just beyond it, the touch says which limit it broke and is not a capture."""
    touch = replace(_GOOD, **{field: value})
    assert broken_limits(MECHANISM, touch) == (limit,)
    assert outcome_of(touch, pushing=False) is outcome


def test_the_amber_band_is_wider_than_the_green_one() -> None:
    """What is trained is inside what the mechanism takes, limit by limit."""
    assert MECHANISM.slowest_m_s < TRAINED.slowest_m_s
    for field in (
        "fastest_m_s",
        "miss_m",
        "sideways_m_s",
        "misalignment_rad",
        "roll_rad",
        "turning_rad_s",
        "rolling_rad_s",
    ):
        assert getattr(TRAINED, field) < getattr(MECHANISM, field)
    amber = replace(_GOOD, closing_m_s=0.30, miss_m=0.30)
    assert set(broken_limits(TRAINED, amber)) == {Limit.TOO_FAST, Limit.OFF_AXIS}
    assert outcome_of(amber, pushing=False) is Outcome.CAPTURE


def test_a_slow_probe_latches_only_while_the_pilot_pushes() -> None:
    """4 cm/s: forward jets make the difference; 2 cm/s: nothing does."""
    slow = replace(_GOOD, closing_m_s=0.04, miss_m=0.0)
    assert outcome_of(slow, pushing=False) is Outcome.BOUNCE
    assert outcome_of(slow, pushing=True) is Outcome.CAPTURE
    assert outcome_of(replace(slow, closing_m_s=0.02), pushing=True) is Outcome.BOUNCE


def test_the_cone_costs_speed_off_the_axis() -> None:
    """The same 5.5 cm/s latches in the middle and bounces off the wall."""
    middle = replace(_GOOD, closing_m_s=0.055, miss_m=0.0)
    wall = replace(middle, miss_m=0.30)
    assert socket_speed_m_s(wall) < socket_speed_m_s(middle) == 0.055
    assert outcome_of(middle, pushing=False) is Outcome.CAPTURE
    assert outcome_of(wall, pushing=False) is Outcome.BOUNCE


def test_the_head_touches_the_cone_where_the_cone_is() -> None:
    """Deep in the middle, at the plane on the rim, not at all beyond the hulls."""
    assert surface_m(0.0) == -CONE_DEPTH_M
    assert surface_m(CONE_MOUTH_M) == 0.0
    assert surface_m(1.0) == 0.0
    assert not touching((-0.5 * CONE_DEPTH_M, 0.1, 0.0))
    assert touching((-CONE_DEPTH_M, 0.0, 0.0))
    assert touching((-0.001, 0.0, 1.0))
    assert not touching((0.001, 0.0, 1.0))
    assert not touching((-5.0, 0.0, STRUCTURE_M + 0.01))


_FACING = product(attitude_in_hill(RASSVET_PORT.attitude), DOCKED)


def _partners(
    velocity: Vector, rate: Vector, offset: Vector, tip: Quaternion = NO_TURN, station_rate: Vector = ZERO
) -> tuple[Partner, Partner]:
    """Return ship and station with the probe's head ``offset`` (port axes) from the port."""
    station = Motion(ZERO, ZERO, attitude_in_hill(NO_TURN), station_rate)
    attitude = product(_FACING, tip)
    port_in_hill = attitude_in_hill(RASSVET_PORT.attitude)
    head = add(to_frame(attitude_in_hill(NO_TURN), RASSVET_PORT.position_m), to_frame(port_in_hill, offset))
    centre = subtract(head, to_frame(attitude, PROBE_HEAD.position_m))
    ship = Motion(centre, to_frame(port_in_hill, velocity), attitude, rate)
    return Partner(6870.0, INERTIA, ship, PROBE_HEAD), Partner(MASS_KG, INERTIA_B, station, RASSVET_PORT)


def _touch_speed(ship: Partner, station: Partner) -> float:
    return touch_of(port_motion(ship.motion, ship.place, station.motion, station.place)).closing_m_s


def _after(ship: Partner, station: Partner, knock: Rebound) -> tuple[Partner, Partner]:
    def moved(body: Partner, velocity: Vector, rate: Vector) -> Partner:
        m = body.motion
        motion = replace(m, velocity_m_s=add(m.velocity_m_s, velocity), rate_rad_s=add(m.rate_rad_s, rate))
        return replace(body, motion=motion)

    return (
        moved(ship, knock.ship_velocity_m_s, knock.ship_rate_rad_s),
        moved(station, knock.station_velocity_m_s, knock.station_rate_rad_s),
    )


def _momenta(*bodies: Partner) -> tuple[Vector, Vector, float]:
    """Return linear momentum, angular momentum about the origin, and kinetic energy of them together."""
    linear, angular, energy = ZERO, ZERO, 0.0
    for body in bodies:
        m = body.motion
        p = scale(body.mass_kg, m.velocity_m_s)
        spin = to_frame(m.attitude, angular_momentum(body.inertia, m.rate_rad_s))
        linear, angular = add(linear, p), add(angular, add(cross(m.position_m, p), spin))
        energy += 0.5 * dot(p, m.velocity_m_s) + rotational_energy(body.inertia, m.rate_rad_s)
    return linear, angular, energy


@settings(max_examples=60)
@given(
    st.floats(0.01, 0.5),
    vectors(0.05),
    vectors(0.01),
    vectors(0.3),
    quaternions(),
    vectors(0.002),
    st.floats(0.0, 1.0),
)
def test_a_bounce_keeps_linear_and_angular_momentum_and_adds_no_energy(
    closing: float,
    sideways: Vector,
    rate: Vector,
    offset: Vector,
    tip: Quaternion,
    station_rate: Vector,
    restitution: float,
) -> None:
    """Any touch, any attitude: what the ship loses the station gains."""
    velocity = (-closing, sideways[1], sideways[2])
    ship, station = _partners(velocity, rate, (0.0, offset[1], offset[2]), tip, station_rate)
    knock = rebound(ship, station, restitution)
    linear, angular, energy = _momenta(ship, station)
    after_linear, after_angular, after_energy = _momenta(*_after(ship, station, knock))
    assert norm(subtract(after_linear, linear)) <= 1e-9 * (1.0 + norm(linear))
    assert norm(subtract(after_angular, angular)) <= 1e-9 * (1.0 + norm(angular))
    assert after_energy <= energy * (1.0 + 1e-12) + 1e-12
    assert knock.impulse_n_s >= 0.0


def test_the_head_leaves_at_the_restitution_of_its_speed() -> None:
    """0.1 m/s in, 0.03 m/s out at the probe's head."""
    ship, station = _partners((-0.1, 0.0, 0.0), (0.0, 0.005, 0.002), (-0.1, 0.1, 0.2))
    before = _touch_speed(ship, station)
    after = _touch_speed(*_after(ship, station, rebound(ship, station)))
    assert after == pytest.approx(-0.3 * before, rel=1e-9)


def test_an_off_axis_bounce_turns_the_nose_aside() -> None:
    """A head that hits beside the ship's own axis gives the ship a rate; straight on, none."""
    straight = rebound(*_partners((-0.1, 0.0, 0.0), ZERO, ZERO))
    assert norm(straight.ship_rate_rad_s) < 1e-12
    askew = rebound(
        *_partners((-0.1, 0.0, 0.0), ZERO, ZERO, tip=(0.9961946980917455, 0.0, 0.08715574274765817, 0.0))
    )
    assert norm(askew.ship_rate_rad_s) > 1e-4


def test_a_ship_that_already_leaves_is_not_knocked() -> None:
    """No impulse pulls."""
    ship, station = _partners((0.1, 0.0, 0.0), ZERO, ZERO)
    assert rebound(ship, station).impulse_n_s == 0.0


def test_a_bounce_that_makes_no_sense_is_refused() -> None:
    """Restitution above one would make energy; a massless partner has no momentum."""
    ship, station = _partners((-0.1, 0.0, 0.0), ZERO, ZERO)
    with pytest.raises(ValueError, match="restitution"):
        rebound(ship, station, 1.1)
    with pytest.raises(ValueError, match="restitution"):
        rebound(ship, station, nan)
    with pytest.raises(ValueError, match="mass_kg"):
        replace(ship, mass_kg=0.0)


@pytest.mark.parametrize("bad", [nan, inf])
def test_a_number_that_is_none_never_becomes_a_capture(bad: float) -> None:
    """Neither a touch nor a knock is made from it."""
    ship, station = _partners((-0.1, 0.0, 0.0), ZERO, ZERO)
    lost = replace(ship.motion, velocity_m_s=(bad, 0.0, 0.0))
    with pytest.raises(ValueError, match="velocity_m_s"):
        replace(ship, motion=lost)
    with pytest.raises(ValueError, match="velocity_m_s"):
        touch_of(port_motion(lost, ship.place, station.motion, station.place))
    twisted = replace(ship.motion, attitude=(bad, 0.0, 0.0, 0.0))
    with pytest.raises(ValueError, match="head"):
        touch_of(port_motion(twisted, ship.place, station.motion, station.place))
    with pytest.raises(ValueError, match="misalignment_rad"):
        replace(_GOOD, misalignment_rad=bad)
    with pytest.raises(ValueError, match="head_m"):
        touching((bad, 0.0, 0.0))


def test_a_touch_reads_off_the_motion_of_the_head() -> None:
    """Speed, miss and angle as flown."""
    ship, station = _partners((-0.12, 0.01, 0.0), ZERO, (-0.2, 0.03, 0.04))
    touch = touch_of(port_motion(ship.motion, ship.place, station.motion, station.place))
    assert touch.closing_m_s == pytest.approx(0.12)
    assert touch.sideways_m_s == pytest.approx(0.01)
    assert touch.miss_m == pytest.approx(0.05)
    assert touch.misalignment_rad == pytest.approx(0.0, abs=1e-12)
