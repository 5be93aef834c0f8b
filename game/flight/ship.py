"""The powered ship near the station: six degrees of freedom and the mass, one step at a time.

Law: Hill frame for position and velocity (Clohessy-Wiltshire), attitude body to Hill, rates in body axes
relative to inertial space. A load is constant in body axes over a step, so jets open and close on its ends.
Propellant leaves at a constant flow; centre of mass and tensor stay where the model has them.

Formulas as in ``relative`` and ``rigid_body``. The Runge-Kutta step is written out on plain floats: it is the
loop that every hand-flown minute runs 1,200 times.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import Quaternion, conjugate, normalised, product
from game.flight.frames import LVLH_IN_HILL, attitude_in_hill
from game.flight.guards import not_negative, positive, three, unit_quaternion
from game.flight.relative import Transition
from game.flight.turning import Turning, turn
from game.flight.vectors import ZERO, Vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.flight.rigid_body import Inertia

_COAST_STEP_S = 1.0
"""The longest attitude step of a coast [s]; at 3 deg/s one such step is off by about 1e-7 rad."""

_Rates = tuple[float, float, float, float, float, float, float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class ShipState:
    """Where the ship is, how it is turned, what it weighs; make the first one with `ship_state`.

    Attributes:
        position_m: of the centre of mass from the station's, Hill (3,) [m].
        velocity_m_s: as seen in Hill's frame (3,) [m/s].
        attitude: body to Hill, unit.
        rate_rad_s: relative to inertial space, body axes (3,) [rad/s].
        mass_kg: with what propellant is left [kg].

    Raises:
        ValueError: if a number is not finite, the mass is not above zero, or the attitude is not unit.
    """

    position_m: Vector
    velocity_m_s: Vector
    attitude: Quaternion
    rate_rad_s: Vector
    mass_kg: float

    def __post_init__(self) -> None:
        unit_quaternion("attitude", self.attitude)
        positive("mass_kg", self.mass_kg)
        x, y, z = self.position_m
        u, v, w = self.velocity_m_s
        p, q, r = self.rate_rad_s
        # One look at the sum: a state is made every tick.
        if not isfinite(x + y + z + u + v + w + p + q + r):
            three("position_m", self.position_m)
            three("velocity_m_s", self.velocity_m_s)
            three("rate_rad_s", self.rate_rad_s)


def ship_state(
    position_m: Sequence[float],
    velocity_m_s: Sequence[float],
    attitude: Sequence[float],
    rate_rad_s: Sequence[float],
    mass_kg: float,
) -> ShipState:
    """Return a state after looking at every number; the attitude may have any length but zero.

    Raises:
        ValueError: naming the argument that is not finite, zero where it may not be, or of the wrong length.
    """
    return ShipState(
        three("position_m", position_m),
        three("velocity_m_s", velocity_m_s),
        normalised(attitude),
        three("rate_rad_s", rate_rad_s),
        positive("mass_kg", mass_kg),
    )


@dataclass(frozen=True, slots=True)
class Load:
    """What the jets do together while they fire.

    Attributes:
        force_n: body axes (3,) [N].
        torque_n_m: about the centre of mass, body axes (3,) [N m].
        flow_kg_s: propellant per second [kg/s], zero or more.

    Raises:
        ValueError: if a number is not finite, or propellant flows back.
    """

    force_n: Vector = ZERO
    torque_n_m: Vector = ZERO
    flow_kg_s: float = 0.0

    def __post_init__(self) -> None:
        three("force_n", self.force_n)
        three("torque_n_m", self.torque_n_m)
        not_negative("flow_kg_s", self.flow_kg_s)


NO_LOAD = Load()
"""Every jet shut."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What does not change in a flight near the station.

    Attributes:
        inertia: the ship's.
        orbital_rate_rad_s: n of the station's orbit [rad/s].
        gravity_gradient: whether the Earth turns the ship; within eight minutes it matters only to a ship let
            alone.

    Raises:
        ValueError: if the rate is not finite or below zero; at zero nothing orbits.
    """

    inertia: Inertia
    orbital_rate_rad_s: float
    gravity_gradient: bool = True

    def __post_init__(self) -> None:
        not_negative("orbital_rate_rad_s", self.orbital_rate_rad_s)


def step(around: Surroundings, ship: ShipState, load: Load, dt_s: float) -> ShipState:
    """Return the ship one step later.

    Args:
        around: tensor and orbit.
        ship: now.
        load: of the jets that fire through the whole step.
        dt_s: the step [s], above zero; 0.05 in flight.

    Raises:
        ValueError: if the step is not above zero, if the propellant flow would eat the ship, or if the result
            is not finite.
    """
    x0, y0, z0 = ship.position_m
    u0, v0, w0 = ship.velocity_m_s
    a0, b0, c0, d0 = ship.attitude
    p0, q0, r0 = ship.rate_rad_s
    n = around.orbital_rate_rad_s
    (ixx, ixy, ixz), (_, iyy, iyz), (_, _, izz) = around.inertia.tensor
    (jxx, jxy, jxz), (_, jyy, jyz), (_, _, jzz) = around.inertia.inverse
    fx, fy, fz = load.force_n
    tx, ty, tz = load.torque_n_m
    half = 0.5 * dt_s
    mass_half = ship.mass_kg - load.flow_kg_s * half
    mass_end = ship.mass_kg - load.flow_kg_s * dt_s
    if not (dt_s > 0.0 and mass_end > 0.0):
        positive("dt_s", dt_s)
        positive("mass_kg after the step", mass_end)
    n2, n3 = 2.0 * n, 3.0 * n * n
    pull = n3 if around.gravity_gradient else 0.0
    nn = n * n

    def rates(
        x: float,
        z: float,
        u: float,
        v: float,
        w: float,
        a: float,
        b: float,
        c: float,
        d: float,
        p: float,
        q: float,
        r: float,
        m: float,
    ) -> _Rates:
        aa, bb, cc, dd = a * a, b * b, c * c, d * d
        bc, ad, bd, ac, cd, ab = b * c, a * d, b * d, a * c, c * d, a * b
        # The first row of body-to-Hill is also the Earth's line in body axes.
        ex, ey, ez = aa + bb - cc - dd, 2.0 * (bc - ad), 2.0 * (bd + ac)
        lx, ly, lz = ixx * p + ixy * q + ixz * r, ixy * p + iyy * q + iyz * r, ixz * p + iyz * q + izz * r
        gx = tx - (q * lz - r * ly)
        gy = ty - (r * lx - p * lz)
        gz = tz - (p * ly - q * lx)
        if pull:
            kx, ky, kz = (
                ixx * ex + ixy * ey + ixz * ez,
                ixy * ex + iyy * ey + iyz * ez,
                ixz * ex + iyz * ey + izz * ez,
            )
            gx += pull * (ey * kz - ez * ky)
            gy += pull * (ez * kx - ex * kz)
            gz += pull * (ex * ky - ey * kx)
        return (
            u,
            v,
            w,
            n3 * x + n2 * v + (ex * fx + ey * fy + ez * fz) / m,
            -n2 * u + (2.0 * (bc + ad) * fx + (aa - bb + cc - dd) * fy + 2.0 * (cd - ab) * fz) / m,
            -nn * z + (2.0 * (bd - ac) * fx + 2.0 * (cd + ab) * fy + (aa - bb - cc + dd) * fz) / m,
            0.5 * (-b * p - c * q - d * r + n * d),
            0.5 * (a * p + c * r - d * q + n * c),
            0.5 * (a * q - b * r + d * p - n * b),
            0.5 * (a * r + b * q - c * p - n * a),
            jxx * gx + jxy * gy + jxz * gz,
            jxy * gx + jyy * gy + jyz * gz,
            jxz * gx + jyz * gy + jzz * gz,
        )

    xa, ya, za, ua, va, wa, aa, ba, ca, da, pa, qa, ra = rates(
        x0, z0, u0, v0, w0, a0, b0, c0, d0, p0, q0, r0, ship.mass_kg
    )
    xb, yb, zb, ub, vb, wb, ab, bb, cb, db, pb, qb, rb = rates(
        x0 + half * xa,
        z0 + half * za,
        u0 + half * ua,
        v0 + half * va,
        w0 + half * wa,
        a0 + half * aa,
        b0 + half * ba,
        c0 + half * ca,
        d0 + half * da,
        p0 + half * pa,
        q0 + half * qa,
        r0 + half * ra,
        mass_half,
    )
    xc, yc, zc, uc, vc, wc, ac, bc, cc, dc, pc, qc, rc = rates(
        x0 + half * xb,
        z0 + half * zb,
        u0 + half * ub,
        v0 + half * vb,
        w0 + half * wb,
        a0 + half * ab,
        b0 + half * bb,
        c0 + half * cb,
        d0 + half * db,
        p0 + half * pb,
        q0 + half * qb,
        r0 + half * rb,
        mass_half,
    )
    xd, yd, zd, ud, vd, wd, ad, bd, cd, dd, pd, qd, rd = rates(
        x0 + dt_s * xc,
        z0 + dt_s * zc,
        u0 + dt_s * uc,
        v0 + dt_s * vc,
        w0 + dt_s * wc,
        a0 + dt_s * ac,
        b0 + dt_s * bc,
        c0 + dt_s * cc,
        d0 + dt_s * dc,
        p0 + dt_s * pc,
        q0 + dt_s * qc,
        r0 + dt_s * rc,
        mass_end,
    )
    k = dt_s / 6.0
    x = x0 + k * (xa + 2.0 * (xb + xc) + xd)
    y = y0 + k * (ya + 2.0 * (yb + yc) + yd)
    z = z0 + k * (za + 2.0 * (zb + zc) + zd)
    u = u0 + k * (ua + 2.0 * (ub + uc) + ud)
    v = v0 + k * (va + 2.0 * (vb + vc) + vd)
    w = w0 + k * (wa + 2.0 * (wb + wc) + wd)
    a = a0 + k * (aa + 2.0 * (ab + ac) + ad)
    b = b0 + k * (ba + 2.0 * (bb + bc) + bd)
    c = c0 + k * (ca + 2.0 * (cb + cc) + cd)
    d = d0 + k * (da + 2.0 * (db + dc) + dd)
    p = p0 + k * (pa + 2.0 * (pb + pc) + pd)
    q = q0 + k * (qa + 2.0 * (qb + qc) + qd)
    r = r0 + k * (ra + 2.0 * (rb + rc) + rd)
    length = sqrt(a * a + b * b + c * c + d * d)
    return ShipState(
        (x, y, z), (u, v, w), (a / length, b / length, c / length, d / length), (p, q, r), mass_end
    )


def coast(around: Surroundings, ship: ShipState, seconds: float) -> ShipState:
    """Return the ship after a span without jets: the exact transition, and attitude in steps of 1 s.

    Args:
        around: tensor and orbit.
        ship: now.
        seconds: zero or more [s].

    Raises:
        ValueError: if ``seconds`` is negative or not finite, or if the result is not finite.
    """
    if not_negative("seconds", seconds) == 0.0:
        return ship
    n = around.orbital_rate_rad_s
    position, velocity = Transition.over(n, seconds).carry(ship.position_m, ship.velocity_m_s)
    turning = Turning(product(conjugate(LVLH_IN_HILL), ship.attitude), ship.rate_rad_s)
    count = ceil(seconds / _COAST_STEP_S)
    for _ in range(count):
        turning = turn(around.inertia, n, turning, seconds / count, gravity_gradient=around.gravity_gradient)
    return ship_state(
        position, velocity, attitude_in_hill(turning.attitude), turning.rate_rad_s, ship.mass_kg
    )
