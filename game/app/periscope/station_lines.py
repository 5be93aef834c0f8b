"""The station as lines, for the eye at the sight: Rassvet in full, its neighbours in outline.

Law: data, in metres, in the axes of Rassvet's port as its target has them
(`game.emergencies.docking.line.TARGET_PORT`: x out of it, y to the left and z down of a pilot who is docked
straight); nothing here knows of an eye or a screen. Bodies stand in
the order in which they are drawn, from the far ones to the near ones.

The ports are where `game.flight.station` has them. Lengths and widths of modules are published figures,
rounded; places of arrays, radiators and trusses are estimates that look right from below.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from game.emergencies.docking.line import TARGET_PORT
from game.emergencies.docking.sight import HULL_LENGTH_M, HULL_M
from game.flight.attitude import to_body
from game.flight.station import (
    NAUKA_NADIR_M,
    POISK_ZENITH_M,
    RASSVET_NADIR_M,
    ZVEZDA_PORT_M,
)
from game.flight.vectors import ZERO, Vector, add, cross, scale, subtract, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORWARD: Vector = (1.0, 0.0, 0.0)
RIGHT: Vector = (0.0, 1.0, 0.0)
NADIR: Vector = (0.0, 0.0, 1.0)

_AXIS_Y_M = 1.5
"""The Russian modules lie this far to starboard of the centre of mass [m], as their ports do."""

_HUB_X_M = NAUKA_NADIR_M[0]
_ZARYA_M = (-20.6, -8.4)
_ZARYA_RADIUS_M = 2.05
_ZVEZDA_RADIUS_M = 2.1
_NAUKA_RADIUS_M = 2.1
_TRUSS_X_M = 3.5
_TRUSS_Z_M = -4.5
_COLLAR_M = 0.675
"""Radius of the docking ring; recalled."""

_MOUTH_M = 0.40
"""Radius of the cone's mouth, as `game.flight.contact` has it."""

_ROUND = 48
"""Corners of a circle."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of many corners.

    Attributes:
        points: its corners, Rassvet's port axes (3,) [m].
        facing: which way the surface under it looks, unit, or zero for none: what a low sun falls on.
        level: how bright by day, 1 to 5; 0: a solar array's own colour.
        least_dots: left out where a metre is fewer dots than this.
        dotted: only its corners are drawn, well apart.
    """

    points: tuple[Vector, ...]
    facing: Vector
    level: int
    least_dots: float = 0.0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A piece of the station.

    Attributes:
        middle: Rassvet's port axes (3,) [m].
        reach_m: no point of it is farther from the middle.
        covers: flat convex outlines that hide what stands behind.
        strokes: its lines.
        windows: where light falls out at night.
    """

    middle: Vector
    reach_m: float
    covers: tuple[tuple[Vector, ...], ...]
    strokes: tuple[Stroke, ...]
    windows: tuple[Vector, ...] = ()


def in_port(station_m: Vector) -> Vector:
    """Return a place given in the station's axes [m] in the axes of Rassvet's port [m]."""
    return to_body(TARGET_PORT.attitude, subtract(station_m, RASSVET_NADIR_M))


def turned_to_port(direction: Vector) -> Vector:
    """Return a direction given in the station's axes in the axes of Rassvet's port."""
    return to_body(TARGET_PORT.attitude, direction)


@lru_cache(1)
def station() -> tuple[Body, ...]:
    """Return every body, the far ones first."""
    return (
        *_truss(),
        *_zvezda(),
        *_top(),
        *_arm_of_modules(),
        _zarya(),
        *_nauka(),
        *_soyuz(),
        _rassvet(),
    )


def _body(
    strokes: Iterable[Stroke],
    covers: Iterable[Sequence[Vector]] = (),
    windows: Iterable[Vector] = (),
) -> Body:
    """Return a body that was given in the station's axes, in the port's."""
    kept = tuple(
        Stroke(
            tuple(in_port(point) for point in stroke.points),
            turned_to_port(stroke.facing),
            stroke.level,
            stroke.least_dots,
            stroke.dotted,
        )
        for stroke in strokes
    )
    points = [point for stroke in kept for point in stroke.points]
    low = [min(point[axis] for point in points) for axis in range(3)]
    high = [max(point[axis] for point in points) for axis in range(3)]
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2)
    reach = max(hypot(*subtract(point, middle)) for point in points)
    return Body(
        middle,
        reach,
        tuple(tuple(in_port(point) for point in cover) for cover in covers),
        kept,
        tuple(in_port(point) for point in windows),
    )


def _across(axis: Vector) -> tuple[Vector, Vector]:
    """Return two directions across an axis, the second as near to nadir as can be."""
    other = FORWARD if abs(axis[2]) > 0.9 else NADIR
    first = unit(cross(other, axis))
    return first, cross(axis, first)


def _circle(
    middle: Vector,
    axis: Vector,
    radius_m: float,
    corners: int = _ROUND,
    first: float = 0.0,
    last: float = 1.0,
) -> tuple[Vector, ...]:
    """Return points on a circle about an axis, from one part of the turn to another."""
    one, two = _across(axis)
    points: list[Vector] = []
    for corner in range(corners + 1):
        angle = 2.0 * pi * (first + (last - first) * corner / corners)
        points.append(add(middle, add(scale(radius_m * cos(angle), one), scale(radius_m * sin(angle), two))))
    return tuple(points)


def _arcs(
    middle: Vector, axis: Vector, radius_m: float, level: int, least_dots: float, *, half: bool
) -> list[Stroke]:
    """Return a circle in pieces that each look one way; or only the half of it that looks down."""
    pieces = 4 if half else 8
    turn = 0.5 if half else 1.0
    found: list[Stroke] = []
    for piece in range(pieces):
        first, last = turn * piece / pieces, turn * (piece + 1) / pieces
        points = _circle(middle, axis, radius_m, 6, first, last)
        found.append(Stroke(points, unit(subtract(points[3], middle)), level, least_dots))
    return found


def _tube(start: Vector, stop: Vector, radius_m: float, level: int, rings: Sequence[float]) -> list[Stroke]:
    """Return a lying cylinder as it is seen from below: its sides, its belly, and half rings."""
    axis = unit(subtract(stop, start))
    one, two = _across(axis)
    found: list[Stroke] = []
    for part, least in ((0.0, 0.0), (0.125, 5.0), (0.25, 3.0), (0.375, 5.0), (0.5, 0.0)):
        angle = 2.0 * pi * part
        out = add(scale(cos(angle), one), scale(sin(angle), two))
        off = scale(radius_m, out)
        found.append(Stroke((add(start, off), add(stop, off)), out, level - (1 if least else 0), least))
    for number, share in enumerate(rings):
        middle = add(start, scale(share, subtract(stop, start)))
        least = 0.0 if number in (0, len(rings) - 1) else 2.5
        found += _arcs(middle, axis, radius_m, level - (1 if least else 0), least, half=True)
    return found


def _shadow(start: Vector, stop: Vector, radius_m: float) -> tuple[Vector, ...]:
    """Return the flat outline of a lying cylinder, seen from below."""
    side = scale(radius_m, _across(unit(subtract(stop, start)))[0])
    return add(start, side), add(stop, side), subtract(stop, side), subtract(start, side)


def _mast(foot: Vector, top: Vector, radius_m: float, level: int, rings: Sequence[float]) -> list[Stroke]:
    """Return a standing cylinder: rings, and lines between them all round."""
    axis = unit(subtract(top, foot))
    found: list[Stroke] = []
    for number, share in enumerate(rings):
        middle = add(foot, scale(share, subtract(top, foot)))
        least = 0.0 if number in (0, len(rings) - 1) else 3.0
        found += _arcs(middle, axis, radius_m, level - (1 if least else 0), least, half=False)
    low, high = _circle(foot, axis, radius_m, 8), _circle(top, axis, radius_m, 8)
    for number in range(8):
        least = 0.0 if number % 2 == 0 else 4.0
        found.append(Stroke((low[number], high[number]), unit(subtract(low[number], foot)), level - 1, least))
    return found


def _panel(corner: Vector, along: Vector, across: Vector, cells: int, level: int) -> list[Stroke]:
    """Return a panel: its edge, and lines across it."""
    far = add(corner, along)
    edge = (corner, far, add(far, across), add(corner, across), corner)
    facing = unit(cross(along, across))
    found = [Stroke(edge, facing, level)]
    for cell in range(1, cells):
        foot = add(corner, scale(cell / cells, along))
        found.append(Stroke((foot, add(foot, across)), facing, level, 2.0))
    return found


def _wing(root: Vector, tip: Vector, half: Vector, cells: int) -> Body:
    """Return a solar array from root to tip, with a mast down its middle."""
    along = subtract(tip, root)
    strokes = _panel(subtract(root, half), along, scale(2.0, half), cells, 0)
    strokes.append(Stroke((root, tip), strokes[0].facing, 0))
    return _body(strokes)


def _truss() -> list[Body]:
    bodies: list[Body] = []
    for side in (-1.0, 1.0):
        for place in (34.0, 49.0):
            for pole in (-1.0, 1.0):
                root = (_TRUSS_X_M + 4.0 * pole, side * place, _TRUSS_Z_M)
                tip = (_TRUSS_X_M + 36.0 * pole, side * place, _TRUSS_Z_M)
                bodies.append(_wing(root, tip, (0.0, 4.6, 3.0), 8))
        fold = _panel(
            (_TRUSS_X_M - 1.5, side * 10.5, _TRUSS_Z_M), (-21.0, 0.0, 2.0), (0.0, side * 10.0, 0.0), 7, 2
        )
        bodies.append(_body(fold))
    rails = [(dy, dz) for dy in (-1.8, 1.8) for dz in (-1.8, 1.8)]
    strokes = [
        Stroke(
            ((_TRUSS_X_M + dy, -54.0, _TRUSS_Z_M + dz), (_TRUSS_X_M + dy, 54.0, _TRUSS_Z_M + dz)), NADIR, 1
        )
        for dy, dz in rails
    ]
    for bay in range(-13, 13):
        first, last = 4.0 * bay, 4.0 * bay + 4.0
        low = _TRUSS_Z_M + 1.8
        strokes.append(Stroke(((_TRUSS_X_M - 1.8, first, low), (_TRUSS_X_M + 1.8, last, low)), NADIR, 1, 2.0))
    bodies.append(_body(strokes))
    return bodies


def _zvezda() -> list[Body]:
    y, aft = _AXIS_Y_M, ZVEZDA_PORT_M[0]
    wings = [
        _wing((-30.5, y + side * 2.2, 0.3), (-30.5, y + side * 14.8, 0.3), (1.6, 0.0, 0.6), 7)
        for side in (-1.0, 1.0)
    ]
    wide, narrow = ((aft, y, 0.0), (-27.0, y, 0.0)), ((-27.0, y, 0.0), (-22.8, y, 0.0))
    strokes = [
        *_tube(*wide, _ZVEZDA_RADIUS_M, 3, (0.0, 0.5, 1.0)),
        *_tube(*narrow, 1.45, 3, (0.0, 0.5, 1.0)),
        *_arcs((_HUB_X_M, y, 0.0), NADIR, 1.1, 3, 0.0, half=False),
    ]
    covers = [_shadow(*wide, _ZVEZDA_RADIUS_M), _shadow(*narrow, 1.45)]
    windows = [(-29.0, y - 0.8, 1.9), (-25.0, y + 0.5, 1.4), (-31.0, y + 0.9, 1.9)]
    return [*wings, _body(strokes, covers, windows)]


def _top() -> list[Body]:
    """Poisk and the Progress at its far end; mostly hidden from below."""
    x, y, z = POISK_ZENITH_M
    poisk = _mast((x, y, -1.2), (x, y, z), 1.27, 2, (0.0, 1.0))
    ship = _mast((x, y, z), (x, y, z - 7.2), 1.1, 1, (0.0, 0.5, 1.0))
    return [_body(ship), _body(poisk)]


def _arm_of_modules() -> list[Body]:
    """From Zarya forward: the adapter, Unity, Destiny, Harmony, and the room across Unity."""
    y = 0.0
    destiny = ((-0.9, y, 0.0), (7.6, y, 0.0))
    harmony = ((7.6, y, 0.0), (14.0, y, 0.0))
    unity = ((-6.4, y, 0.0), (-0.9, y, 0.0))
    tranquility = ((-3.6, -2.4, 0.0), (-3.6, -9.0, 0.0))
    bodies = [
        _body(_tube(*room, 2.15, level, (0.0, 0.5, 1.0)), [_shadow(*room, 2.15)])
        for room, level in ((harmony, 2), (destiny, 2), (tranquility, 2), (unity, 3))
    ]
    cone = _tube((-8.4, _AXIS_Y_M, 0.0), (-6.4, y, 0.0), 1.0, 2, (0.0, 1.0))
    return [*bodies, _body(cone)]


def _zarya() -> Body:
    y = _AXIS_Y_M
    aft, fore = (_ZARYA_M[0], y, 0.0), (_ZARYA_M[1] - 2.4, y, 0.0)
    neck = (_ZARYA_M[1], y, 0.0)
    strokes = _tube(aft, fore, _ZARYA_RADIUS_M, 3, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
    strokes += _tube(fore, neck, 1.5, 3, (0.0, 1.0))
    for side in (-1.0, 1.0):
        root = (-13.2, y + side * 2.1, 0.2)
        strokes += _panel(root, (0.0, side * 1.6, 0.0), (2.4, 0.0, 0.0), 3, 2)
        pipe = ((aft[0] + 1.0, y + side * 1.0, 1.95), (fore[0] - 1.0, y + side * 1.0, 1.95))
        strokes.append(Stroke(pipe, NADIR, 2, 3.5))
    windows = [(-17.5, y + 0.6, 2.0), (-14.6, y - 0.9, 1.9)]
    return _body(strokes, [_shadow(aft, fore, _ZARYA_RADIUS_M), _shadow(fore, neck, 1.5)], windows)


def _nauka() -> list[Body]:
    x, y, z = NAUKA_NADIR_M
    wings = [
        _wing((x, y + side * 2.3, 4.5), (x, y + side * 14.9, 4.5), (1.5, 0.0, 0.7), 7) for side in (-1.0, 1.0)
    ]
    root, shoulder, foot = (x, y, 1.1), (x, y, 7.5), (x, y, z - 0.6)
    shaft = [
        *_mast(shoulder, root, 1.45, 3, (0.0, 1.0)),
        *_mast(foot, shoulder, _NAUKA_RADIUS_M, 3, (0.5, 1.0)),
    ]
    end = [
        *_arcs(foot, NADIR, _NAUKA_RADIUS_M, 4, 0.0, half=False),
        *_arcs((x, y, z), NADIR, 1.1, 4, 0.0, half=False),
    ]
    windows = [(x + 1.5, y + 1.5, 9.0), (x + 2.0, y, 11.0), (x + 1.2, y - 1.7, 5.0)]
    return [
        *wings,
        _body(shaft, [_circle(shoulder, NADIR, _NAUKA_RADIUS_M, 16)], windows),
        _body(end, [_circle(foot, NADIR, _NAUKA_RADIUS_M, 16)]),
    ]


def _soyuz() -> list[Body]:
    """The ship at Nauka, seen from behind its engine."""
    x, y, z = NAUKA_NADIR_M
    waist, skirt = (x, y, z + 4.8), (x, y, z + 7.2)
    wings: list[Stroke] = []
    for side in (-1.0, 1.0):
        wings += _panel((x - 0.7, y + side * 1.3, z + 6.4), (0.0, side * 3.9, 0.0), (1.4, 0.0, 0.0), 4, 0)
    shaft = _mast(waist, (x, y, z), 1.1, 3, (0.0, 1.0))
    end = [*_arcs(skirt, NADIR, 1.3, 4, 0.0, half=False), *_arcs(skirt, NADIR, 0.6, 3, 3.0, half=False)]
    return [
        _body(wings),
        _body(shaft, [_circle(waist, NADIR, 1.1, 16)]),
        _body(end, [_circle(skirt, NADIR, 1.3, 16)]),
    ]


def _rassvet() -> Body:
    x, y, z = RASSVET_NADIR_M
    radius = HULL_M / 2
    near, far = (x, y, z), (x, y, z - HULL_LENGTH_M)
    strokes = [Stroke(_circle(far, NADIR, radius), ZERO, 3, dotted=True)]
    low, high = _circle(near, NADIR, radius, 8), _circle(far, NADIR, radius, 8)
    for number in range(8):
        out = unit(subtract(low[number], near))
        strokes.append(Stroke((low[number], high[number]), out, 2, 2.5 if number % 2 else 0.0))
    # Folded on its flank since its launch, for a module that came later: a radiator and an airlock.
    strokes += _panel((x - 1.25, y + 0.9, z - 1.0), (0.0, 0.0, -3.6), (0.0, -1.8, 0.0), 3, 3)
    strokes += _arcs((x + 1.2, y, z - 2.6), FORWARD, 0.6, 3, 3.0, half=False)
    strokes += _arcs((x + 2.0, y, z - 2.6), FORWARD, 0.6, 3, 3.0, half=False)
    strokes += [
        Stroke(((x + 1.2, y + dy, z - 2.6), (x + 2.0, y + dy, z - 2.6)), NADIR, 3, 3.0) for dy in (-0.6, 0.6)
    ]
    strokes += _arcs(near, NADIR, radius, 5, 0.0, half=False)
    strokes += _arcs(near, NADIR, _COLLAR_M, 4, 9.0, half=False)
    strokes += _arcs(near, NADIR, _MOUTH_M, 3, 18.0, half=False)
    middle = (x, y, z - HULL_LENGTH_M / 2)
    covers = [_circle(place, NADIR, radius, 16) for place in (far, middle, near)]
    windows = [(x + 1.1, y + 0.4, z - 1.5), (x - 0.7, y - 0.95, z - 0.6)]
    return _body(strokes, covers, windows)
