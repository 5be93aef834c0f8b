"""Soyuz MS at docking, as data.

Law: every number says where it is from. *Sourced* is a published figure; *derived* follows from sourced
figures by arithmetic; *assumed* is neither, and is chosen so that the sourced accelerations come out.

Body axes from the centre of mass: x forward through the probe, y right, z down. The jets' places are
unpublished: the layout here is **assumed**. It has the published count (28 jets, 14 pairs, each half of a
pair on its own manifold, four pairs aft as a spare for the main engine) and gives 0.81 deg/s2 for one jet at
the aft belt about a transverse axis, 2.7 deg/s2 for a roll couple, 0.038 m/s2 along the axis on one manifold
and 0.076 on both::

        side                                        from behind, y right, z down
     brake  slide        turn, push                 turn_c    push_high    turn_d
       |      |              |
    ===[probe]-----CM--------[engine                push_left      +      push_right

                                                    turn_b    push_low     turn_a

The four turning jets sit between the pushing ones at 45 degrees and blow along the circle, alternately right-
and left-handed. Any two of them make one clean turn: neighbours pitch or yaw, opposite ones roll without a
push.
"""

from __future__ import annotations

from math import radians, sqrt, tan

from game.flight.frames import STANDARD_GRAVITY
from game.flight.guards import within
from game.flight.jets import Jet
from game.flight.ports import Port
from game.flight.rigid_body import Inertia
from game.flight.ship import Load
from game.flight.vectors import Vector, cross, scale, unit

MASS_AT_DOCKING_KG = 6870.0
"""Derived: launch mass 7,152 kg (MS-19, sourced) less about 280 kg of rendezvous propellant."""

INERTIA = Inertia.principal(6540.0, 26_200.0, 27_800.0)
"""Roll, pitch, yaw [kg m2]. Derived: a composite of three modules, propellant and arrays at 6,870 kg.

A uniform cylinder would say 20 % more in pitch and yaw, because the real mass sits near the middle.
"""

NOSE_M = 4.15
"""From the centre of mass to the docking plane [m]; derived with the tensor."""

DPO_THRUST_N = 130.0
"""Sourced: 13 kgf class, all 28 jets of the MS ship alike."""

DPO_ISP_S = 285.0
"""Assumed: published figures run from 250 to 290 s."""

MINIMUM_PULSE_S = 0.05
"""Chosen for play: one tick. The real minimum is unpublished."""

PROPELLANT_AT_DOCKING_KG = 612.0
"""Chosen for play: what the story says at the start of the manual approach. The weak figures allow it: about
880 kg loaded, less some 210 to 250 kg on the way up and what two broken-off automatic approaches took."""

EMPTY_MASS_KG = MASS_AT_DOCKING_KG - PROPELLANT_AT_DOCKING_KG
"""The ship with dry tanks; derived. A ship at this mass has no jets left."""

PROPELLANT_TO_GO_HOME_KG = 280.0
"""Derived: 128 m/s at Isp 302 s and 6.5 t. Below this a ship near the station has to leave."""

MAIN_ENGINE_THRUST_N = 2950.0
"""Sourced (encyclopaedic)."""

MAIN_ENGINE_ISP_S = 302.0
"""Sourced (encyclopaedic)."""

MAIN_ENGINE_GIMBAL_RAD = radians(5.0)
"""Sourced (encyclopaedic): 5 degrees to each side."""

DEORBIT_SPEED_M_S = 128.0
"""Sourced: the change of speed of a deorbit burn, in 281 s."""

DEORBIT_SECONDS = 281.0
"""Sourced: 4 min 41 s."""

DOCKING_PORT = Port((NOSE_M, 0.0, 0.0))
"""The middle of the docking plane; x forward."""

AFT_BELT_M = -2.85
"""Assumed: the turning and pushing jets sit this far behind the centre of mass; gives 0.81 deg/s2."""

BELT_RADIUS_M = 1.185
"""Assumed: how far off the axis; gives 2.7 deg/s2 for a roll couple."""

SLIDE_STATION_M = 0.12
"""Assumed: the sliding jets miss the centre of mass by this much, so a slide turns the nose a little."""

BRAKE_STATION_M = 0.35
"""Assumed."""

_ENGINE_STATION_M = -3.05
_DIAGONAL = sqrt(0.5)


def _layout() -> dict[str, tuple[Vector, Vector]]:
    """Return place and direction of force of each of the fourteen pairs."""
    right, down = (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    left, up = scale(-1.0, right), scale(-1.0, down)
    clock = {"right": right, "left": left, "low": down, "high": up}

    def on_ring(station_m: float, side: Vector) -> Vector:
        return station_m, BELT_RADIUS_M * side[1], BELT_RADIUS_M * side[2]

    pairs: dict[str, tuple[Vector, Vector]] = {}
    for name, side in clock.items():
        pairs[f"push_{name}"] = on_ring(AFT_BELT_M, side), (1.0, 0.0, 0.0)
    for name in ("right", "left"):
        pairs[f"brake_{name}"] = on_ring(BRAKE_STATION_M, clock[name]), (-1.0, 0.0, 0.0)
    for name, side in (("right", right), ("left", left), ("down", down), ("up", up)):
        # The force goes where the name says; the jet sits on the other side and blows outward.
        pairs[f"slide_{name}"] = on_ring(SLIDE_STATION_M, scale(-1.0, side)), side
    corners = (
        ("a", (0.0, _DIAGONAL, _DIAGONAL), 1.0),
        ("b", (0.0, -_DIAGONAL, _DIAGONAL), -1.0),
        ("c", (0.0, -_DIAGONAL, -_DIAGONAL), 1.0),
        ("d", (0.0, _DIAGONAL, -_DIAGONAL), -1.0),
    )
    for name, corner, hand in corners:
        pairs[f"turn_{name}"] = on_ring(AFT_BELT_M, corner), unit(scale(hand, cross((1.0, 0.0, 0.0), corner)))
    return pairs


JETS: tuple[Jet, ...] = tuple(
    Jet(f"{name}_{manifold}", manifold, position, direction, DPO_THRUST_N, DPO_ISP_S)
    for name, (position, direction) in _layout().items()
    for manifold in (1, 2)
)
"""The 28 jets; a name ends in its manifold, for example ``push_left_2``."""

JET_BY_NAME: dict[str, Jet] = {jet.name: jet for jet in JETS}
"""The same by name."""


def main_engine(pitch_gimbal_rad: float = 0.0, yaw_gimbal_rad: float = 0.0) -> Load:
    """Return what the main engine does while it burns.

    Args:
        pitch_gimbal_rad: above zero pitches the nose up [rad].
        yaw_gimbal_rad: above zero yaws the nose right [rad].

    Raises:
        ValueError: if a gimbal angle is beyond 5 degrees.
    """
    limit = MAIN_ENGINE_GIMBAL_RAD
    pitch = within("pitch_gimbal_rad", pitch_gimbal_rad, -limit, limit)
    yaw = within("yaw_gimbal_rad", yaw_gimbal_rad, -limit, limit)
    force = scale(MAIN_ENGINE_THRUST_N, unit((1.0, -tan(yaw), tan(pitch))))
    torque = cross((_ENGINE_STATION_M, 0.0, 0.0), force)
    return Load(force, torque, MAIN_ENGINE_THRUST_N / (MAIN_ENGINE_ISP_S * STANDARD_GRAVITY))
