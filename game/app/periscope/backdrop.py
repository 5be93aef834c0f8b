"""What is too far away to have a place: the stars, and the limb of the Earth.

Law: pure. Stars are decoration, drawn by chance from a stream of their own; they keep their places in
inertial space, and the station turns before them once an orbit. The Earth is a sphere below.
"""

from __future__ import annotations

from functools import lru_cache
from math import acos, ceil, cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

from game.app.periscope.camera import about
from game.app.periscope.station_lines import FORWARD, NADIR, RIGHT, turned_to_port
from game.app.periscope.tones import Tone
from game.chance import draw
from game.flight.frames import STATION_RADIUS_M, orbital_rate
from game.flight.orbit import EQUATORIAL_RADIUS_M
from game.flight.vectors import dot, scale

if TYPE_CHECKING:
    from game.app.periscope.camera import Camera, Point
    from game.app.periscope.canvas import Canvas
    from game.flight.vectors import Vector

_STARS = 2400
"""On the whole sky, so that ten or so stand in the field. Chosen for its look."""

_FINENESS = 1_000_000
_NEAR_RAD = radians(18.0)
_BINS = 12.0

DIP_RAD = acos(EQUATORIAL_RADIUS_M / STATION_RADIUS_M)
"""How far the horizon lies below the level [rad]; 20 degrees at 420 km."""

DOWN: Vector = turned_to_port(NADIR)
"""Toward the Earth, Rassvet's port axes, unit."""

_AHEAD: Vector = turned_to_port(FORWARD)
_ORBIT_NORMAL: Vector = turned_to_port(scale(-1.0, RIGHT))
_RATE_RAD_S = orbital_rate()

_LIMB_FROM_RAD = radians(12.0)
"""Nearer to the limb than this the nose has it in the field: half the field, and what its corners need."""

_AIR_RAD = radians(0.6)
"""How high the air shows; chosen for its look."""

_CLOCK = tuple((cos(radians(2 * step)), sin(radians(2 * step))) for step in range(181))

EARTH_FROM = sin(DIP_RAD)
"""A direction whose part along `DOWN` is more than this meets the Earth."""


@lru_cache(1)
def _all_stars() -> tuple[Vector, ...]:
    """Return the directions of the stars when the flight begins, Rassvet's port axes, unit."""
    found: list[Vector] = []
    for number in range(_STARS):
        height = 2.0 * draw(2021, "decoration/star_height", number, _FINENESS) / _FINENESS - 1.0
        angle = 2.0 * pi * draw(2021, "decoration/star_angle", number, _FINENESS) / _FINENESS
        level = sqrt(1.0 - height * height)
        found.append((level * cos(angle), level * sin(angle), height))
    return tuple(found)


@lru_cache(64)
def _stars_about(x: int, y: int, z: int) -> tuple[Vector, ...]:
    """Return the stars near a direction, which is given in twelfths."""
    length = sqrt(x * x + y * y + z * z)
    middle = (x / length, y / length, z / length)
    least = cos(_NEAR_RAD)
    return tuple(star for star in _all_stars() if dot(star, middle) > least)


def draw_stars(canvas: Canvas, camera: Camera, elapsed_s: float) -> None:
    """Draw the stars of the field, as they stand so long after the beginning of the flight [s]."""
    turn = _RATE_RAD_S * elapsed_s
    ahead = about(_ORBIT_NORMAL, turn, camera.ahead)
    for star in _stars_about(*(round(_BINS * part) for part in ahead)):
        place = camera.on_glass(camera.turned(about(_ORBIT_NORMAL, -turn, star)))
        if place is not None:
            canvas.dot(*place, Tone.STAR)


def draw_limb(canvas: Canvas, camera: Camera, *, dark: bool) -> None:
    """Draw the Earth's limb, and the air above it by day, if the nose is so far off that it stands there."""
    edge = 0.5 * pi - DIP_RAD
    if acos(max(-1.0, min(1.0, dot(camera.ahead, DOWN)))) > edge + _LIMB_FROM_RAD:
        return
    circles = ((0.0, Tone.EARTH if dark else Tone.AIR, 1), (_AIR_RAD, Tone.EARTH, 3))
    for lift, tone, every in circles:
        along, aside = cos(edge + lift), sin(edge + lift)
        before: Point | None = None
        for x, y in _CLOCK:
            place = camera.on_glass(
                camera.turned(
                    (
                        along * DOWN[0] + aside * (x * _AHEAD[0] + y * _ORBIT_NORMAL[0]),
                        along * DOWN[1] + aside * (x * _AHEAD[1] + y * _ORBIT_NORMAL[1]),
                        along * DOWN[2] + aside * (x * _AHEAD[2] + y * _ORBIT_NORMAL[2]),
                    )
                )
            )
            if before is not None and place is not None:
                canvas.line(before, place, tone, every)
            before = place
    if not dark:
        _draw_ground(canvas, camera)


def _draw_ground(canvas: Canvas, camera: Camera) -> None:
    """Draw a few dots all over the part of the field that looks at the Earth."""
    ahead, right, down = camera.turned(DOWN)
    (mid_x, mid_y), reach = camera.middle, ceil(camera.radius)
    for y in range(-reach, reach + 1, 2):
        for x in range(-reach + y % 4, reach + 1, 4):
            across, below = x / camera.focus, y / camera.focus
            length = sqrt(1.0 + across * across + below * below)
            if ahead + right * across + down * below > EARTH_FROM * length:
                canvas.dot(mid_x + x, mid_y + y, Tone.EARTH)
