"""A rigid body turning on a circular orbit: attitude in LVLH, with gravity gradient and stored gyro momentum.

Law: body axes, full tensor, I w' = T - w x (I w) and h' = -T_gyro - w x h, so that the angular momentum of
body and gyros together changes by outside torque only. The station turns by this, and so does a ship that
coasts.

Formulas as in ``rigid_body``; the frame turns at (0, -n, 0) in LVLH, q' = q (0, w)/2 - (0, W) q/2. One
Runge-Kutta step is written out on plain floats, because the station turns for forty minutes of ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import NO_TURN, Quaternion, angle_between, to_body
from game.flight.guards import not_negative, positive, three, unit_quaternion
from game.flight.vectors import ZERO, Vector, subtract

if TYPE_CHECKING:
    from game.flight.rigid_body import Inertia

_Rates = tuple[float, float, float, float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turning:
    """How a body is turned and turning.

    Attributes:
        attitude: body to LVLH, unit.
        rate_rad_s: relative to inertial space, body axes (3,) [rad/s].
        gyro_n_m_s: angular momentum stored in gyros, body axes (3,) [N m s]; zero for a body that has none.

    Raises:
        ValueError: if a number is not finite, or the attitude is not unit.
    """

    attitude: Quaternion
    rate_rad_s: Vector
    gyro_n_m_s: Vector = ZERO

    def __post_init__(self) -> None:
        unit_quaternion("attitude", self.attitude)
        three("rate_rad_s", self.rate_rad_s)
        three("gyro_n_m_s", self.gyro_n_m_s)


def held_level(orbital_rate_rad_s: float, gyro_n_m_s: Vector = ZERO) -> Turning:
    """Return a body that keeps LVLH: no tilt, turning once an orbit.

    Raises:
        ValueError: if the rate is not finite or below zero, or the momentum is not finite.
    """
    rate = not_negative("orbital_rate_rad_s", orbital_rate_rad_s)
    return Turning(NO_TURN, (0.0, -rate, 0.0), three("gyro_n_m_s", gyro_n_m_s))


def tilt(turning: Turning) -> float:
    """Return the angle between the body axes and LVLH [rad, 0 to pi]."""
    return angle_between(NO_TURN, turning.attitude)


def rate_in_lvlh(turning: Turning, orbital_rate_rad_s: float) -> Vector:
    """Return the body's rate relative to LVLH, body axes [rad/s]."""
    frame = to_body(turning.attitude, (0.0, -orbital_rate_rad_s, 0.0))
    return subtract(turning.rate_rad_s, frame)


def turn(
    inertia: Inertia,
    orbital_rate_rad_s: float,
    turning: Turning,
    dt_s: float,
    torque_n_m: Vector = ZERO,
    gyro_torque_n_m: Vector = ZERO,
    *,
    gravity_gradient: bool = True,
) -> Turning:
    """Return the body one step later.

    Args:
        inertia: of the body.
        orbital_rate_rad_s: n of the circular orbit [rad/s].
        turning: now.
        dt_s: the step [s]; edges of jets lie on its ends.
        torque_n_m: from outside (jets), body axes, constant over the step [N m].
        gyro_torque_n_m: by the gyros on the body, body axes, constant over the step [N m].
        gravity_gradient: whether the Earth pulls the nearer end harder.

    Raises:
        ValueError: if the step is not above zero, a torque is not finite, or the result is not.
    """
    positive("dt_s", dt_s)
    three("torque_n_m", torque_n_m)
    three("gyro_torque_n_m", gyro_torque_n_m)
    w0, x0, y0, z0 = turning.attitude
    p0, r0, s0 = turning.rate_rad_s
    g0, h0, i0 = turning.gyro_n_m_s
    n = orbital_rate_rad_s
    (axx, axy, axz), (_, ayy, ayz), (_, _, azz) = inertia.tensor
    (bxx, bxy, bxz), (_, byy, byz), (_, _, bzz) = inertia.inverse
    ux, uy, uz = gyro_torque_n_m
    tx, ty, tz = torque_n_m[0] + ux, torque_n_m[1] + uy, torque_n_m[2] + uz
    pull = 3.0 * n * n if gravity_gradient else 0.0

    def rates(
        w: float, x: float, y: float, z: float, p: float, r: float, s: float, g: float, h: float, i: float
    ) -> _Rates:
        # The Earth's direction in body axes: the third row of the body-to-LVLH matrix.
        dx, dy, dz = 2.0 * (x * z - w * y), 2.0 * (y * z + w * x), w * w - x * x - y * y + z * z
        ex, ey, ez = (
            axx * dx + axy * dy + axz * dz,
            axy * dx + ayy * dy + ayz * dz,
            axz * dx + ayz * dy + azz * dz,
        )
        kx, ky, kz = axx * p + axy * r + axz * s, axy * p + ayy * r + ayz * s, axz * p + ayz * r + azz * s
        fx = tx + pull * (dy * ez - dz * ey) - (r * kz - s * ky)
        fy = ty + pull * (dz * ex - dx * ez) - (s * kx - p * kz)
        fz = tz + pull * (dx * ey - dy * ex) - (p * ky - r * kx)
        return (
            0.5 * (-x * p - y * r - z * s - n * y),
            0.5 * (w * p + y * s - z * r + n * z),
            0.5 * (w * r - x * s + z * p + n * w),
            0.5 * (w * s + x * r - y * p - n * x),
            bxx * fx + bxy * fy + bxz * fz,
            bxy * fx + byy * fy + byz * fz,
            bxz * fx + byz * fy + bzz * fz,
            -ux - (r * i - s * h),
            -uy - (s * g - p * i),
            -uz - (p * h - r * g),
        )

    half, sixth = 0.5 * dt_s, dt_s / 6.0
    aw, ax, ay, az, ap, ar, a_s, ag, ah, ai = rates(w0, x0, y0, z0, p0, r0, s0, g0, h0, i0)
    bw, bx, by, bz, bp, br, bs, bg, bh, bi = rates(
        w0 + half * aw,
        x0 + half * ax,
        y0 + half * ay,
        z0 + half * az,
        p0 + half * ap,
        r0 + half * ar,
        s0 + half * a_s,
        g0 + half * ag,
        h0 + half * ah,
        i0 + half * ai,
    )
    cw, cx, cy, cz, cp, cr, cs, cg, ch, ci = rates(
        w0 + half * bw,
        x0 + half * bx,
        y0 + half * by,
        z0 + half * bz,
        p0 + half * bp,
        r0 + half * br,
        s0 + half * bs,
        g0 + half * bg,
        h0 + half * bh,
        i0 + half * bi,
    )
    dw, dx, dy, dz, dp, dr, ds, dg, dh, di = rates(
        w0 + dt_s * cw,
        x0 + dt_s * cx,
        y0 + dt_s * cy,
        z0 + dt_s * cz,
        p0 + dt_s * cp,
        r0 + dt_s * cr,
        s0 + dt_s * cs,
        g0 + dt_s * cg,
        h0 + dt_s * ch,
        i0 + dt_s * ci,
    )
    w = w0 + sixth * (aw + 2.0 * (bw + cw) + dw)
    x = x0 + sixth * (ax + 2.0 * (bx + cx) + dx)
    y = y0 + sixth * (ay + 2.0 * (by + cy) + dy)
    z = z0 + sixth * (az + 2.0 * (bz + cz) + dz)
    p = p0 + sixth * (ap + 2.0 * (bp + cp) + dp)
    r = r0 + sixth * (ar + 2.0 * (br + cr) + dr)
    s = s0 + sixth * (a_s + 2.0 * (bs + cs) + ds)
    g = g0 + sixth * (ag + 2.0 * (bg + cg) + dg)
    h = h0 + sixth * (ah + 2.0 * (bh + ch) + dh)
    i = i0 + sixth * (ai + 2.0 * (bi + ci) + di)
    length = sqrt(w * w + x * x + y * y + z * z)
    return Turning((w / length, x / length, y / length, z / length), (p, r, s), (g, h, i))
