"""The rigid body: tensor, Euler's equations, gravity gradient, a body on any orbit.

Law: I w' = T - w x (I w), body axes, full tensor. Nothing here knows a vehicle.

Formulas: Euler's equations, Goldstein, Classical Mechanics, section 5.5; gravity gradient T = 3 mu/r^3 u x (I
u) with u the radial direction in body axes, Wertz, Spacecraft Attitude Determination and Control, section
17.2. Checked against the NASA check cases 9D and 10A (NASA/TM-2015-218675) and against Jacobi's elliptic
functions (Landau and Lifshitz, Mechanics, 37).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

from game.flight.attitude import Quaternion, to_body, to_frame
from game.flight.frames import MU_EARTH
from game.flight.guards import finite, positive, three
from game.flight.vectors import ZERO, Matrix, Vector, add, apply, cross, determinant, inverse, scale, subtract

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.flight.integration import State


@dataclass(frozen=True, slots=True)
class Inertia:
    """An inertia tensor about the centre of mass, with its inverse.

    Attributes:
        tensor: body axes, (3, 3) [kg m2], off-diagonals as tensor elements (the minus sign is already in
            them).
        inverse: its inverse [1/(kg m2)].

    Raises:
        ValueError: if the tensor is not finite, not symmetric to a part in 10^9, or not positive definite.
    """

    tensor: Matrix
    inverse: Matrix = field(init=False)

    def __post_init__(self) -> None:
        tensor = self.tensor
        if len(tensor) != 3:
            raise ValueError(f"tensor must have three rows, got {tensor!r}")
        a, b, c = (three("tensor", row) for row in tensor)
        largest = max(abs(x) for x in (*a, *b, *c))
        for one, other in ((a[1], b[0]), (a[2], c[0]), (b[2], c[1])):
            if abs(one - other) > 1e-9 * largest:
                raise ValueError(f"tensor must be symmetric, got {tensor!r}")
        # Sylvester's criterion.
        if not (a[0] > 0.0 and a[0] * b[1] - a[1] * b[0] > 0.0 and determinant((a, b, c)) > 0.0):
            raise ValueError(f"tensor must be positive definite, got {tensor!r}")
        object.__setattr__(self, "inverse", inverse((a, b, c)))

    @classmethod
    def of(cls, tensor: Sequence[Sequence[float]]) -> Inertia:
        """Return the inertia of a full tensor, (3, 3) [kg m2], of any kind of rows.

        Raises:
            ValueError: if it is not three rows of three numbers, or no tensor of a body.
        """
        if len(tensor) != 3:
            raise ValueError(f"tensor must have three rows, got {tensor!r}")
        a, b, c = (three("tensor", row) for row in tensor)
        return cls((a, b, c))

    @classmethod
    def principal(cls, x_kg_m2: float, y_kg_m2: float, z_kg_m2: float) -> Inertia:
        """Return the inertia of a body whose axes are principal [kg m2].

        Raises:
            ValueError: if a moment is not finite and above zero.
        """
        return cls.of(((x_kg_m2, 0.0, 0.0), (0.0, y_kg_m2, 0.0), (0.0, 0.0, z_kg_m2)))


def angular_acceleration(inertia: Inertia, rate_rad_s: Vector, torque_n_m: Vector) -> Vector:
    """Return w' by Euler's equations, body axes [rad/s2]."""
    gyroscopic = cross(rate_rad_s, apply(inertia.tensor, rate_rad_s))
    return apply(inertia.inverse, subtract(torque_n_m, gyroscopic))


def angular_momentum(inertia: Inertia, rate_rad_s: Vector) -> Vector:
    """Return I w, body axes [N m s]."""
    return apply(inertia.tensor, rate_rad_s)


def rotational_energy(inertia: Inertia, rate_rad_s: Vector) -> float:
    """Return w.(I w)/2 [J]."""
    h = apply(inertia.tensor, rate_rad_s)
    return 0.5 * (rate_rad_s[0] * h[0] + rate_rad_s[1] * h[1] + rate_rad_s[2] * h[2])


def gravity_gradient_torque(inertia: Inertia, radial_body: Vector, mu_over_r3: float) -> Vector:
    """Return the gravity-gradient torque, body axes [N m].

    Args:
        inertia: of the body.
        radial_body: the unit vector along the line to the Earth's centre, in body axes; its sign does not
            matter.
        mu_over_r3: mu / r^3 [1/s2]; n^2 on a circular orbit.
    """
    return scale(3.0 * mu_over_r3, cross(radial_body, apply(inertia.tensor, radial_body)))


def attitude_rate(q: Quaternion, rate_rad_s: Vector) -> Quaternion:
    """Return q' for a body rate [rad/s, body axes] relative to the frame of q: q' = q (0, w) / 2."""
    w, x, y, z = q
    p, r, s = rate_rad_s
    return (
        0.5 * (-x * p - y * r - z * s),
        0.5 * (w * p + y * s - z * r),
        0.5 * (w * r - x * s + z * p),
        0.5 * (w * s + x * r - y * p),
    )


@dataclass(frozen=True, slots=True)
class TimedLoad:
    """A force and a torque on the body, constant in body axes between two instants.

    Attributes:
        on_s: from this time [s], the start included, the end not.
        off_s: to this time [s].
        force_n: body axes, at the centre of mass [N].
        torque_n_m: body axes [N m].

    Raises:
        ValueError: if a number is not finite, or the load ends before it begins.
    """

    on_s: float
    off_s: float
    force_n: Vector = ZERO
    torque_n_m: Vector = ZERO

    def __post_init__(self) -> None:
        if finite("off_s", self.off_s) < finite("on_s", self.on_s):
            raise ValueError(f"off_s must not lie before on_s {self.on_s!r}, got {self.off_s!r}")
        three("force_n", self.force_n)
        three("torque_n_m", self.torque_n_m)


def free_body(inertia: Inertia, torque_n_m: Vector = ZERO) -> Callable[[float, State], State]:
    """Return the derivative of a turning body: state q (body to inertial, 4) and w (body, 3) [rad/s].

    Raises:
        ValueError: if the torque is not finite.
    """
    three("torque_n_m", torque_n_m)

    def derivative(_t_s: float, state: State) -> State:
        qw, qx, qy, qz, p, r, s = state
        rate = (p, r, s)
        return *attitude_rate((qw, qx, qy, qz), rate), *angular_acceleration(inertia, rate, torque_n_m)

    return derivative


def orbiting_body(
    mass_kg: float,
    inertia: Inertia,
    *,
    force_n: Vector = ZERO,
    torque_n_m: Vector = ZERO,
    gravity_gradient: bool = False,
    mu: float = MU_EARTH,
) -> Callable[[float, State], State]:
    """Return the derivative of a rigid body in orbit about a point mass, six degrees of freedom.

    The state is position (inertial, 3) [m], velocity (inertial, 3) [m/s], q (body to inertial, 4) and w
    (body, 3) [rad/s]; force and torque are constant in body axes.

    Raises:
        ValueError: if mass or mu is not finite and above zero, or force or torque is not finite.
    """
    three("force_n", force_n)
    three("torque_n_m", torque_n_m)
    mass, strength = positive("mass_kg", mass_kg), positive("mu", mu)

    def derivative(_t_s: float, state: State) -> State:
        x, y, z, vx, vy, vz, qw, qx, qy, qz, p, r, s = state
        q, rate, position = (qw, qx, qy, qz), (p, r, s), (x, y, z)
        squared = x * x + y * y + z * z
        distance = sqrt(squared)
        pull = strength / (squared * distance)
        acceleration = scale(-pull, position)
        if force_n != ZERO:
            acceleration = add(acceleration, scale(1.0 / mass, to_frame(q, force_n)))
        torque = torque_n_m
        if gravity_gradient:
            radial = to_body(q, scale(1.0 / distance, position))
            torque = add(torque, gravity_gradient_torque(inertia, radial, pull))
        return (
            vx,
            vy,
            vz,
            *acceleration,
            *attitude_rate(q, rate),
            *angular_acceleration(inertia, rate, torque),
        )

    return derivative
