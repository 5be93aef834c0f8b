"""The station's four gyros: momentum exchange, saturation, unloading, and the loss of attitude control.

Law: gyros make no momentum, they hold it. What they give the body they take from their store with the other
sign; at the edge of the store they cannot push further that way. Control is lost when that has happened and
the attitude runs off: a condition that the flight reaches, never a moment that a script sets.

The four are double-gimballed, so together they can hold at most four times one wheel's momentum in *any*
direction: the store is a ball. The equations of body and store together are in ``turning``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.flight.attitude import NO_TURN, Quaternion, angle_between, conjugate, product
from game.flight.guards import finite, positive, three
from game.flight.turning import Turning, rate_in_lvlh
from game.flight.vectors import Vector, add, norm, scale, subtract

if TYPE_CHECKING:
    from game.flight.rigid_body import Inertia

_FULL = 0.999
"""From this share of the store on the gyros count as saturated."""


@dataclass(frozen=True, slots=True)
class Gyros:
    """A cluster of momentum gyros.

    Attributes:
        capacity_n_m_s: the most that it can hold, in any direction [N m s], above zero.
        torque_limit_n_m: the most that it can push [N m], above zero.

    Raises:
        ValueError: if a number is not finite or not above zero.
    """

    capacity_n_m_s: float
    torque_limit_n_m: float

    def __post_init__(self) -> None:
        positive("capacity_n_m_s", self.capacity_n_m_s)
        positive("torque_limit_n_m", self.torque_limit_n_m)


STATION_GYROS = Gyros(capacity_n_m_s=4.0 * 4742.5, torque_limit_n_m=4.0 * 258.0)
"""Four wheels of 3,500 ft lb s = 4,742.5 N m s (sourced); 258 N m each is recalled, not sourced."""

HOLD_STIFFNESS_1_S2 = 0.01
"""Chosen for play: the attitude hold's spring, per unit of inertia [1/s2].

Stiff enough that the gyros push at their limit within three seconds of a stuck jet, as the reconstruction of
15 October 2021 has it.
"""

HOLD_DAMPING_1_S = 0.14
"""Chosen for play: its damper, per unit of inertia [1/s]; 0.7 of critical."""

LOST_AT_RAD = 0.004363323129985824
"""Assumed: the attitude error at which control counts as lost, once the gyros are full; 0.25 degrees."""


def delivered(gyros: Gyros, stored_n_m_s: Vector, asked_n_m: Vector, dt_s: float) -> Vector:
    """Return the torque on the body that the gyros can give over a step, body axes [N m].

    Args:
        gyros: the cluster.
        stored_n_m_s: what it holds now, body axes (3,) [N m s].
        asked_n_m: what the control law asks for, on the body, body axes (3,) [N m].
        dt_s: the step [s], above zero.

    Raises:
        ValueError: if the step is not above zero, or a number is not finite.
    """
    step = positive("dt_s", dt_s)
    three("stored_n_m_s", stored_n_m_s)
    torque = three("asked_n_m", asked_n_m)
    size = finite("asked_n_m", norm(torque))
    if size > gyros.torque_limit_n_m:
        torque = scale(gyros.torque_limit_n_m / size, torque)
    after = subtract(stored_n_m_s, scale(step, torque))
    held = norm(after)
    if held > gyros.capacity_n_m_s:
        # The store slides along its edge: only the part of the torque that keeps it inside comes out.
        after = scale(gyros.capacity_n_m_s / held, after)
        torque = scale(1.0 / step, subtract(stored_n_m_s, after))
        size = norm(torque)
        if size > gyros.torque_limit_n_m:
            torque = scale(gyros.torque_limit_n_m / size, torque)
    return torque


def saturated(gyros: Gyros, stored_n_m_s: Vector) -> bool:
    """Return whether the store is full.

    Raises:
        ValueError: if the store is not finite.
    """
    return finite("stored_n_m_s", norm(stored_n_m_s)) >= _FULL * gyros.capacity_n_m_s


def hold_torque(
    inertia: Inertia, turning: Turning, orbital_rate_rad_s: float, reference: Quaternion = NO_TURN
) -> Vector:
    """Return what the attitude hold asks of the gyros, body axes [N m].

    A spring and a damper, scaled by the tensor; small errors. Chosen for play.

    Args:
        inertia: of the body.
        turning: now.
        orbital_rate_rad_s: n [rad/s].
        reference: the attitude in LVLH that is to be held.
    """
    w, x, y, z = product(conjugate(reference), turning.attitude)
    twice = 2.0 if w >= 0.0 else -2.0
    rate = rate_in_lvlh(turning, orbital_rate_rad_s)
    wish = add(scale(-twice * HOLD_STIFFNESS_1_S2, (x, y, z)), scale(-HOLD_DAMPING_1_S, rate))
    rows = inertia.tensor
    return (
        rows[0][0] * wish[0] + rows[0][1] * wish[1] + rows[0][2] * wish[2],
        rows[1][0] * wish[0] + rows[1][1] * wish[1] + rows[1][2] * wish[2],
        rows[2][0] * wish[0] + rows[2][1] * wish[1] + rows[2][2] * wish[2],
    )


def control_lost(gyros: Gyros, turning: Turning, reference: Quaternion = NO_TURN) -> bool:
    """Return whether the gyros are full and the attitude has run off: the condition behind the alarm."""
    return saturated(gyros, turning.gyro_n_m_s) and angle_between(reference, turning.attitude) > LOST_AT_RAD


def unloaded(gyros: Gyros, stored_n_m_s: Vector, jet_torque_n_m: Vector, dt_s: float) -> tuple[Vector, float]:
    """Return the store after a step of unloading, and how long the jets fired in it.

    The gyros hold the attitude against the jets, so the store takes the jets' whole impulse. Jets stronger
    than the gyros fire a part of the step only; they stop when more would fill the store again.

    Args:
        gyros: the cluster.
        stored_n_m_s: now, body axes (3,) [N m s].
        jet_torque_n_m: of the jets while they fire, body axes (3,) [N m].
        dt_s: the step [s], above zero.

    Returns:
        The store [N m s], never larger than before, and the seconds of firing.

    Raises:
        ValueError: if the step is not above zero, or a number is not finite.
    """
    step = positive("dt_s", dt_s)
    stored, torque = three("stored_n_m_s", stored_n_m_s), three("jet_torque_n_m", jet_torque_n_m)
    size = norm(torque)
    if size == 0.0:
        return stored, 0.0
    along = (stored[0] * torque[0] + stored[1] * torque[1] + stored[2] * torque[2]) / (size * size)
    seconds = min(step, step * gyros.torque_limit_n_m / size, max(0.0, -along))
    return add(stored, scale(seconds, torque)), seconds
