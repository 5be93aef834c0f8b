"""What the round glass shows, exactly: where the eye is, and the geometry of target, rings and light.

Law: true parallax from the true state. What a person makes of it is in `eyes`; nothing that feeds the stepped
state is computed here.

The eye is taken to lie on the docking axis and the target in the middle of the port (assumed: on the real
ship the periscope stands as far beside the probe as the target beside the cone, which shifts both alike and
changes no angle).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking import sky
from game.emergencies.docking.line import HEAD_M, PORT_M, STATION, TARGET_PORT, line
from game.emergencies.docking.sight import (
    CROSS_M,
    HULL_LENGTH_M,
    HULL_M,
    NARROW_FIELD_DEG,
    PLATE_M,
    POST_M,
    WIDE_FIELD_DEG,
    Light,
    Sight,
)
from game.emergencies.docking.starts import SETTINGS
from game.flight.attitude import Quaternion, conjugate, product, to_body, to_frame
from game.flight.vectors import Vector, add, subtract

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState

EYE_M = 0.3
"""The sight before the ship's centre of mass, on its axis [m]; assumed, the descent module's front."""

HEAD_BEFORE_EYE_M = HEAD_M - EYE_M
"""The probe's head before the eye [m]."""

_SEEN_FROM_PORT = product(STATION.attitude, TARGET_PORT.attitude)
"""Port axes to Hill."""

_NEAREST_M = 0.5
"""A distance to the plate is taken as no less, so that a wreck still has a picture [m]."""


@dataclass(frozen=True, slots=True)
class EyePose:
    """Where the eye is and how it looks, for drawing.

    Attributes:
        position_m: in the port's axes (3,) [m]: x out of the port toward the ship, from the plane of the
            cone's mouth; y to the LEFT and z down of a pilot who is docked straight (they are right-handed,
            so looking back along x, y cannot be on the right).
        attitude: sight axes to the port's axes. Sight axes: x into the picture, y right, z down. Docked
            straight it is (0, 0, 0, 1).
    """

    position_m: Vector
    attitude: Quaternion


def eye_pose(state: DockingState) -> EyePose:
    """Return where the eye is and how it looks."""
    ship = state.ship
    eye = subtract(add(ship.position_m, to_frame(ship.attitude, (EYE_M, 0.0, 0.0))), PORT_M)
    return EyePose(to_body(_SEEN_FROM_PORT, eye), product(conjugate(_SEEN_FROM_PORT), ship.attitude))


def _angles_deg(seen: Vector) -> tuple[float, float]:
    """Return right and down of a direction in sight axes [deg]."""
    return degrees(atan2(seen[1], seen[0])), degrees(atan2(seen[2], seen[0]))


def light_of(state: DockingState) -> Light:
    """Return how bright it is out there."""
    return sky.light(state.now_s, SETTINGS[state.start].dark)


def clarity(state: DockingState, light: Light, range_m: float) -> float:
    """Return how well the target can be made out, 0 to 1; chosen for play.

    By day it is 1, less 0.35 with the low sun in an open sight. In the dark it is what the lamp throws, 0.25
    at 70 m and 0.8 at 15 m, or what the station's windows leak, and nothing through the day's filter.
    """
    if light is not Light.DARK:
        return 0.65 if light is Light.LOW_SUN and not state.filter_on else 1.0
    if state.filter_on:
        return 0.0
    leak = 0.05 + 0.10 / (1.0 + max(0.0, range_m) / 10.0)
    if not state.lamp:
        return leak
    return max(leak, min(0.8, 0.95 - 0.01 * max(0.0, range_m)))


def glare(state: DockingState, light: Light, range_m: float, off_m: float, roll: float) -> float:
    """Return how far the lamp dazzles, 0 to 1: from 12 m inward, worse inside 4 m; chosen for play.

    An eye that is off the axis, or rolled, catches more of it.
    """
    if light is not Light.DARK or not state.lamp:
        return 0.0
    near = max(0.0, range_m)
    if near >= 12.0:
        return 0.0
    dazzle = 0.4 * (12.0 - near) / 12.0 + (0.3 * (4.0 - near) / 4.0 if near < 4.0 else 0.0)
    return min(1.0, dazzle + 0.2 * min(1.0, off_m) + min(0.2, abs(roll)))


def look(state: DockingState) -> Sight:
    """Return the picture as it is."""
    pose = eye_pose(state)
    x, y, z = pose.position_m
    far = max(_NEAREST_M, x)
    turn = pose.attitude
    plate = to_body(turn, (-far, -y, -z))
    right, down = _angles_deg(plate)
    # What is nearer than the plate slides over it against the way the eye has gone; right is minus y.
    shift = POST_M / (max(_NEAREST_M, far - POST_M) * CROSS_M)
    rings = degrees(atan2(1.0, far) - atan2(1.0, far + HULL_LENGTH_M))
    roll = to_body(turn, (0.0, 0.0, 1.0))
    distance = sqrt(far * far + y * y + z * z)
    now = line(state.ship)
    off = sqrt(now.right_m * now.right_m + now.down_m * now.down_m)
    light = light_of(state)
    half = 0.5 * (NARROW_FIELD_DEG if state.narrow else WIDE_FIELD_DEG)
    return Sight(
        target_right_deg=right,
        target_down_deg=down,
        slide_right=y * shift,
        slide_down=-z * shift,
        rings_right_deg=y * rings,
        rings_down_deg=-z * rings,
        roll_deg=degrees(atan2(-roll[1], roll[2])),
        plate_deg=degrees(2.0 * atan2(0.5 * PLATE_M, distance)),
        hull_deg=degrees(2.0 * atan2(0.5 * HULL_M, distance)),
        in_field=plate[0] > 0.0 and right * right + down * down <= half * half,
        narrow=state.narrow,
        light=light,
        clarity=clarity(state, light, now.range_m),
        glare=glare(state, light, now.range_m, off, now.roll),
    )
