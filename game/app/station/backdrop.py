"""Behind the station: the Earth's limb, the ground that goes by, and at night the stars.

Law: pure. Clouds and stars are decoration, drawn by chance from streams of their own. The picture behind is
made once a second of mission time and size, and never changed afterwards.
"""

from __future__ import annotations

from functools import lru_cache
from math import asin, ceil, cos, floor, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

from game.app.periscope.canvas import Canvas
from game.app.periscope.tones import Tone
from game.app.station.camera import camera
from game.chance import draw
from game.flight.frames import STATION_RADIUS_M, orbital_rate
from game.flight.orbit import EQUATORIAL_RADIUS_M
from game.flight.vectors import dot

if TYPE_CHECKING:
    from game.app.station.camera import Camera, Point
    from game.flight.vectors import Vector

_RATE_RAD_S = orbital_rate()
_EDGE_RAD = asin(EQUATORIAL_RADIUS_M / STATION_RADIUS_M)
"""Between nadir and the limb [rad]."""

_CAP_RAD = 0.5 * pi - _EDGE_RAD
"""How far round the Earth the station sees [rad]."""

_AIR_RAD = radians(0.9)
"""How high the air shows; chosen for its look."""

_CLOUDS, _SHAPES, _DOTS = 1400, 48, 12
"""Clouds, how many shapes they have, and dots in each. Chosen for its look."""

_STARS = 500
_FINENESS = 1_000_000

_SWATHS = 72
"""The ground is kept in strips across the track, so that only those in sight are looked at."""

_PENUMBRA = 0.06
"""How far beyond the terminator the ground still shows, as a part of the unit vector."""


def _share(stream: str, number: int) -> float:
    return draw(2021, f"decoration/{stream}", number, _FINENESS) / _FINENESS


@lru_cache(1)
def _ground() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return dots on the Earth by strip: angle along the track and to the side [rad]."""
    shapes = [
        [
            (0.06 * (_share("dot_far", index) - 0.5), 0.02 * (_share("dot_near", index) - 0.5))
            for index in range(shape * _DOTS, (shape + 1) * _DOTS)
        ]
        for shape in range(_SHAPES)
    ]
    swaths: list[list[tuple[float, float]]] = [[] for _ in range(_SWATHS)]
    for cloud in range(_CLOUDS):
        along = 2.0 * pi * _share("cloud_along", cloud)
        aside = 2.2 * _CAP_RAD * (_share("cloud_aside", cloud) - 0.5)
        lean = 2.0 * pi * _share("cloud_lean", cloud)
        c, s = cos(lean), sin(lean)
        for far, near in shapes[cloud % _SHAPES]:
            place = (along + far * c - near * s) % (2.0 * pi)
            swaths[floor(place / (2.0 * pi) * _SWATHS) % _SWATHS].append((place, aside + far * s + near * c))
    return tuple(tuple(swath) for swath in swaths)


@lru_cache(1)
def _stars() -> tuple[Vector, ...]:
    """Return the directions of the stars at second 0, LVLH, unit."""
    found: list[Vector] = []
    for number in range(_STARS):
        height = 2.0 * _share("outside_height", number) - 1.0
        angle = 2.0 * pi * _share("outside_angle", number)
        level = sqrt(1.0 - height * height)
        found.append((level * cos(angle), height, level * sin(angle)))
    return tuple(found)


@lru_cache(4)
def backdrop(columns: int, rows: int, second: int, sun: Vector, *, dark: bool) -> Canvas:
    """Return what is behind the station.

    Args:
        columns: cells across.
        rows: cells down.
        second: of the flight; moves ground and stars.
        sun: unit vector to the sun, LVLH.
        dark: whether the sun has set on the station.
    """
    canvas = Canvas(columns, rows)
    eye = camera(canvas.wide, canvas.high)
    if dark:
        _draw_stars(canvas, eye, second)
    _draw_ground(canvas, eye, second, sun)
    _draw_limb(canvas, eye, sun)
    return canvas


def _draw_limb(canvas: Canvas, eye: Camera, sun: Vector) -> None:
    """Draw the edge of the Earth, and the air above it; where night is, only every third dot of the edge."""
    for lift, tone, day_every in ((0.0, Tone.AIR, 1), (_AIR_RAD, Tone.EARTH, 3)):
        angle = _EDGE_RAD + lift
        level, down = sin(angle), cos(angle)
        before: Point | None = None
        for step in range(181):
            clock = radians(2.0 * step)
            x, y = cos(clock), sin(clock)
            place = eye.at_direction((level * x, level * y, down))
            if before is not None and place is not None:
                # Where the line of sight touches the Earth, straight up is across that line.
                day = down * (x * sun[0] + y * sun[1]) - level * sun[2] > -_PENUMBRA
                if day:
                    canvas.line(before, place, tone, day_every)
                elif lift == 0.0:
                    canvas.line(before, place, Tone.EARTH, 3)
            before = place


def _draw_ground(canvas: Canvas, eye: Camera, second: int, sun: Vector) -> None:
    """Draw the clouds that the sun lights."""
    under = (_RATE_RAD_S * second) % (2.0 * pi)
    ground = _ground()
    first = floor((under - _CAP_RAD) / (2.0 * pi) * _SWATHS)
    for strip in range(first, first + ceil(2.0 * _CAP_RAD / (2.0 * pi) * _SWATHS) + 2):
        for along, aside in ground[strip % _SWATHS]:
            turn = along - under
            side = cos(aside)
            # From the Earth's middle, LVLH: straight below the station is (0, 0, -1).
            up: Vector = (side * sin(turn), sin(aside), -side * cos(turn))
            if -up[2] < cos(_CAP_RAD) or dot(up, sun) < -_PENUMBRA:
                continue
            place = eye.at_direction(
                (
                    EQUATORIAL_RADIUS_M * up[0],
                    EQUATORIAL_RADIUS_M * up[1],
                    STATION_RADIUS_M + EQUATORIAL_RADIUS_M * up[2],
                )
            )
            if place is not None:
                canvas.dot(*place, Tone.EARTH)


def _draw_stars(canvas: Canvas, eye: Camera, second: int) -> None:
    turn = _RATE_RAD_S * second
    c, s = cos(turn), sin(turn)
    lowest = cos(_EDGE_RAD)
    for x, y, z in _stars():
        # The orbit's frame turns about -y; the stars turn the other way in it.
        star: Vector = (c * x - s * z, y, s * x + c * z)
        if star[2] < lowest:
            place = eye.at_direction(star)
            if place is not None:
                canvas.dot(*place, Tone.STAR)
