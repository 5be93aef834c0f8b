"""The station as convex solids, in its own axes.

Law: data, in metres from the centre of mass: x forward, y starboard, z nadir. Ports and the docked ships are
where `game.flight.station` has them; lengths and widths of modules are published figures, rounded; places of
arrays, radiators and the truss are estimates. Only what shows from a hundred and fifty metres is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin
from typing import TYPE_CHECKING

from game.flight.station import NAUKA_NADIR_M, POISK_ZENITH_M, RASSVET_NADIR_M, ZVEZDA_PORT_M
from game.flight.vectors import Vector, add, cross, scale, subtract, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

_AXIS_Y_M = 1.5
"""The Russian modules lie this far to starboard of the centre of mass [m], as their ports do."""

_TRUSS_X_M, _TRUSS_Z_M = 3.5, -4.5
_TRUSS_HALF_M = 1.8
_TRUSS_END_M = 54.0
_TRUSS_CUTS_M = (-_TRUSS_END_M, -44.0, -22.0, 0.0, 22.0, 44.0, _TRUSS_END_M)
"""Where the truss is cut into solids, so that near ones can stand before far ones."""

_WING_PLACES_M = (-49.0, -34.0, 34.0, 49.0)
_WING_ROOT_M, _WING_TIP_M, _WING_HALF_M = 4.0, 36.0, 5.4
_WING_PARTS = 2

_SIDES = 6
"""Of a module's prism: rounder ones cost more and look no different at a dot a metre."""

ROUND_THE_EYE_M = 52.0
"""What the picture must have room for, from the centre of mass [m]: the whole station but the outermost wings
when they are turned into the plane of the picture."""


class Kind(Enum):
    """What a solid is made of; it decides how it is painted."""

    HULL = "hull"
    TRUSS = "truss"
    WING = "wing"
    RADIATOR = "radiator"
    SHIP = "ship"
    """A docked ship."""
    OWN_SHIP = "own_ship"
    """The one whose seat the player sits in."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two corners.

    Attributes:
        first: index of a corner.
        second: of the other.
        faces: indices of the two faces that meet in it; the same twice where it borders only one.
        always: drawn wherever one of its faces is seen; else only where it is the outline.
    """

    first: int
    second: int
    faces: tuple[int, int]
    always: bool


@dataclass(frozen=True, slots=True)
class Solid:
    """A convex piece of the station.

    Attributes:
        kind: what it is made of.
        middle: (3,) [m].
        points: its corners (3,) [m].
        faces: indices of the corners of each face, in order, so that seen from outside they go clockwise as
            the eye sees them (its axes are right and down).
        edges: its lines.
        flat: it is one sheet, seen from both sides.
    """

    kind: Kind
    middle: Vector
    points: tuple[Vector, ...]
    faces: tuple[tuple[int, ...], ...]
    edges: tuple[Edge, ...]
    flat: bool = False


@lru_cache(64)
def solids(*, own_ship: bool, wings_deg: int) -> tuple[Solid, ...]:
    """Return every solid.

    Args:
        own_ship: whether a ship is docked at Nauka.
        wings_deg: how far the eight wings are turned about their masts; 0 lies flat in the plane of the
            modules, and a positive angle lifts their starboard edge [deg].
    """
    ship = (_ship(NAUKA_NADIR_M, (0.0, 0.0, 1.0), Kind.OWN_SHIP),) if own_ship else ()
    return (*_still(), *ship, *_wings(wings_deg))


@lru_cache(1)
def _still() -> tuple[Solid, ...]:
    y, aft = _AXIS_Y_M, ZVEZDA_PORT_M[0]
    hub = NAUKA_NADIR_M[0]
    modules = (
        ((aft, y, 0.0), (-27.0, y, 0.0), 2.1),
        ((-27.0, y, 0.0), (-20.6, y, 0.0), 1.45),
        ((-20.6, y, 0.0), (-8.4, y, 0.0), 2.05),
        ((hub, y, 1.1), (hub, y, NAUKA_NADIR_M[2]), 2.1),
        ((hub, y, -1.2), (hub, y, POISK_ZENITH_M[2]), 1.27),
        ((RASSVET_NADIR_M[0], y, 2.0), RASSVET_NADIR_M, 1.2),
        ((-8.4, y, 0.0), (-6.4, 0.0, 0.0), 1.2),
        ((-6.4, 0.0, 0.0), (-0.9, 0.0, 0.0), 2.15),
        ((-0.9, 0.0, 0.0), (7.6, 0.0, 0.0), 2.15),
        ((7.6, 0.0, 0.0), (14.0, 0.0, 0.0), 2.15),
        ((-3.6, -2.2, 0.0), (-3.6, -9.0, 0.0), 2.15),
        ((-3.6, -7.0, 2.1), (-3.6, -7.0, 3.6), 1.3),
        ((-3.6, 2.2, 0.0), (-3.6, 6.0, 0.0), 1.9),
        ((11.0, 2.2, 0.0), (11.0, 8.5, 0.0), 2.15),
        ((11.0, -2.2, 0.0), (11.0, -13.0, 0.0), 2.15),
    )
    ships = (
        _ship(RASSVET_NADIR_M, (0.0, 0.0, 1.0), Kind.SHIP),
        _ship(POISK_ZENITH_M, (0.0, 0.0, -1.0), Kind.SHIP),
        _prism((11.0, 0.0, -2.2), (11.0, 0.0, -9.5), 1.9, Kind.SHIP),
    )
    truss = (
        _box(
            (_TRUSS_X_M, (near + far) / 2.0, _TRUSS_Z_M),
            (_TRUSS_HALF_M, (far - near) / 2.0, _TRUSS_HALF_M),
            Kind.TRUSS,
        )
        for near, far in pairwise(_TRUSS_CUTS_M)
    )
    sheets = [
        _sheet(
            (_TRUSS_X_M - 1.5, side * 14.5, _TRUSS_Z_M), (-22.0, 0.0, 3.0), (0.0, 8.0, 0.0), Kind.RADIATOR, 1
        )
        for side in (-1.0, 1.0)
    ]
    for side in (-1.0, 1.0):
        # The wings of Zvezda and of Nauka.
        sheets.append(
            _sheet((-30.5, y + side * 8.4, 0.0), (0.0, side * 12.6, 0.0), (3.2, 0.0, 1.0), Kind.WING, 1)
        )
        sheets.append(
            _sheet((hub, y + side * 8.7, 5.0), (0.0, side * 12.6, 0.0), (3.0, 0.0, 1.4), Kind.WING, 1)
        )
    return (*truss, *(_prism(*module, Kind.HULL) for module in modules), *ships, *sheets)


def _ship(port: Vector, out: Vector, kind: Kind) -> Solid:
    return _prism(port, add(port, scale(7.2, out)), 1.2, kind)


@lru_cache(64)
def _wings(wings_deg: int) -> tuple[Solid, ...]:
    angle = wings_deg * pi / 180.0
    across = (0.0, 2.0 * _WING_HALF_M * cos(angle), -2.0 * _WING_HALF_M * sin(angle))
    found: list[Solid] = []
    for place in _WING_PLACES_M:
        for way in (-1.0, 1.0):
            middle = (_TRUSS_X_M + way * (_WING_ROOT_M + _WING_TIP_M) / 2.0, place, _TRUSS_Z_M)
            along = (way * (_WING_TIP_M - _WING_ROOT_M), 0.0, 0.0)
            found.append(_sheet(middle, along, across, Kind.WING, _WING_PARTS))
    return tuple(found)


def _sheet(middle: Vector, along: Vector, across: Vector, kind: Kind, parts: int) -> Solid:
    """Return a flat sheet about its middle, ruled along into parts."""
    corner = subtract(subtract(middle, scale(0.5, along)), scale(0.5, across))
    points = [corner, add(corner, along), add(add(corner, along), across), add(corner, across)]
    edges = [Edge(a, (a + 1) % 4, (0, 0), always=True) for a in range(4)]
    # A mast down the middle of a wing, where there is room for one.
    for part in range(1, parts):
        start = add(corner, scale(part / parts, across))
        points += [start, add(start, along)]
        edges.append(Edge(len(points) - 2, len(points) - 1, (0, 0), always=True))
    return Solid(kind, middle, tuple(points), ((0, 1, 2, 3),), tuple(edges), flat=True)


def _prism(start: Vector, stop: Vector, radius_m: float, kind: Kind) -> Solid:
    """Return a module: a prism of `_SIDES` sides about the line from start to stop."""
    axis = unit(subtract(stop, start))
    other: Vector = (0.0, 1.0, 0.0) if abs(axis[1]) < 0.9 else (0.0, 0.0, 1.0)
    one = unit(cross(other, axis))
    two = cross(axis, one)
    ring = [
        add(scale(radius_m * cos(2 * pi * k / _SIDES), one), scale(radius_m * sin(2 * pi * k / _SIDES), two))
        for k in range(_SIDES)
    ]
    points = tuple(add(foot, off) for foot in (start, stop) for off in ring)
    sides = [(k, (k + 1) % _SIDES, _SIDES + (k + 1) % _SIDES, _SIDES + k) for k in range(_SIDES)]
    faces = (*sides, tuple(reversed(range(_SIDES))), tuple(range(_SIDES, 2 * _SIDES)))
    edges: list[Edge] = []
    for k in range(_SIDES):
        edges.append(Edge(k, _SIDES + k, (k, (k - 1) % _SIDES), always=False))
        edges.append(Edge(k, (k + 1) % _SIDES, (k, _SIDES), always=True))
        edges.append(Edge(_SIDES + k, _SIDES + (k + 1) % _SIDES, (k, _SIDES + 1), always=True))
    return Solid(kind, scale(0.5, add(start, stop)), points, faces, tuple(edges))


def _box(middle: Vector, half: Vector, kind: Kind) -> Solid:
    """Return a bay of the truss: an upright box about its middle, its long edges and its cross-beams."""
    signs: Sequence[tuple[int, int]] = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    points = tuple(
        add(middle, (x * half[0], end * half[1], z * half[2])) for end in (-1, 1) for x, z in signs
    )
    sides = [(k, 4 + k, 4 + (k + 1) % 4, (k + 1) % 4) for k in range(4)]
    faces = (*sides, (0, 1, 2, 3), (7, 6, 5, 4))
    edges: list[Edge] = []
    for k in range(4):
        edges.append(Edge(k, 4 + k, (k, (k - 1) % 4), always=True))
        edges.append(Edge(k, (k + 1) % 4, (k, 4), always=False))
        edges.append(Edge(4 + k, 4 + (k + 1) % 4, (k, 5), always=False))
    return Solid(kind, middle, points, faces, tuple(edges))
