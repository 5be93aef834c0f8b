"""Jets with lever arms: what a set of them does to the vehicle that carries them.

Law: a jet is data. Its direction is that of the *force on the vehicle*, against its plume. Two sets that fire
together simply add; plumes do not touch anything here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.flight.attitude import Quaternion, normalised, to_frame
from game.flight.frames import STANDARD_GRAVITY
from game.flight.guards import not_negative, positive, three
from game.flight.ship import Load
from game.flight.vectors import ZERO, Vector, add, cross, norm, scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Jet:
    """One jet.

    Attributes:
        name: unique within its vehicle.
        manifold: the feed line that it hangs on; 1 or 2 on the ships.
        position_m: from the vehicle's centre of mass, vehicle axes (3,) [m].
        direction: of the force on the vehicle, vehicle axes (3,), unit.
        thrust_n: [N], above zero.
        isp_s: specific impulse [s], above zero.

    Raises:
        ValueError: if a number is not finite, thrust or impulse is not above zero, or the direction is not
            unit.
    """

    name: str
    manifold: int
    position_m: Vector
    direction: Vector
    thrust_n: float
    isp_s: float

    def __post_init__(self) -> None:
        three("position_m", self.position_m)
        if not abs(norm(three("direction", self.direction)) - 1.0) < 1e-9:
            raise ValueError(f"direction must be a unit vector, got {self.direction!r}")
        positive("thrust_n", self.thrust_n)
        positive("isp_s", self.isp_s)

    @property
    def force_n(self) -> Vector:
        """The force on the vehicle, vehicle axes (3,) [N]."""
        return scale(self.thrust_n, self.direction)

    @property
    def torque_n_m(self) -> Vector:
        """The torque about the centre of mass, vehicle axes (3,) [N m]."""
        return cross(self.position_m, self.force_n)

    @property
    def flow_kg_s(self) -> float:
        """Propellant per second, thrust / (isp g0) [kg/s]."""
        return self.thrust_n / (self.isp_s * STANDARD_GRAVITY)


def together(jets: Iterable[Jet], strengths: Mapping[str, float] | None = None) -> Load:
    """Return what jets do while they fire together.

    Args:
        jets: each fires once, also when it is named twice.
        strengths: by jet name, the share of its nominal thrust that a jet gives; 1 where none is given, 0 for
            a dead jet. Its flow falls with it.

    Raises:
        ValueError: if a strength is negative or not finite.
    """
    force, torque, flow = ZERO, ZERO, 0.0
    for jet in dict.fromkeys(jets):
        share = 1.0 if strengths is None else strengths.get(jet.name, 1.0)
        not_negative(f"strengths[{jet.name!r}]", share)
        force = add(force, scale(share, jet.force_n))
        torque = add(torque, scale(share, jet.torque_n_m))
        flow += share * jet.flow_kg_s
    return Load(force, torque, flow)


def mounted(jets: Iterable[Jet], position_m: Vector, attitude: Quaternion, prefix: str) -> tuple[Jet, ...]:
    """Return a docked vehicle's jets in the axes of the vehicle that it is docked to.

    Args:
        jets: in the docked vehicle's axes.
        position_m: of the docked vehicle's centre of mass, host axes from the host's centre of mass (3,) [m].
        attitude: docked vehicle's axes to host axes.
        prefix: put before each name.

    Raises:
        ValueError: if the place or the attitude is not finite, or the attitude is zero.
    """
    place, turn = three("position_m", position_m), normalised(attitude)
    return tuple(
        Jet(
            prefix + jet.name,
            jet.manifold,
            add(place, to_frame(turn, jet.position_m)),
            to_frame(turn, jet.direction),
            jet.thrust_n,
            jet.isp_s,
        )
        for jet in jets
    )
