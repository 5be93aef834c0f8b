"""The whole picture: the station before the Earth, what fires, and how far over she is.

Law: pure and deterministic. Far solids are drawn first and near ones over them; what fires is drawn last,
since it must be seen. How far over stands in a corner as an arc, to be read without words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.app.periscope.canvas import Canvas
from game.app.periscope.tones import Tone
from game.app.station.backdrop import backdrop
from game.app.station.camera import camera
from game.app.station.geometry import Kind, solids
from game.flight.attitude import NO_TURN, to_body
from game.flight.jets import Jet
from game.flight.soyuz import DPO_THRUST_N
from game.flight.station import NAUKA_NADIR_M, SOYUZ_AT_NAUKA_JETS, ZVEZDA_ISP_S, ZVEZDA_JETS
from game.flight.vectors import Vector, add, cross, dot, scale, subtract, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.app.periscope.tones import DrawnRow
    from game.app.station.camera import Eye, Point
    from game.app.station.geometry import Solid
    from game.flight.attitude import Quaternion

LEAST_COLUMNS, LEAST_ROWS = 16, 6
"""A smaller picture is not drawn at all."""

_HULLS = (Tone.HULL_1, Tone.HULL_2, Tone.HULL_3, Tone.HULL_4, Tone.HULL_5)

NAUKA_JET = Jet("nauka", 1, NAUKA_NADIR_M, (1.0, 0.0, 0.0), DPO_THRUST_N, ZVEZDA_ISP_S)
"""What the new module fires on 29 July 2021, as one jet at its lower end; only its place is drawn."""

_JETS: Mapping[str, Jet] = MappingProxyType(
    {jet.name: jet for jet in (*SOYUZ_AT_NAUKA_JETS, *ZVEZDA_JETS, NAUKA_JET)}
)
"""By name."""

_PLUME_M = 9.0
_PLUME_SPREAD = 0.22
"""How long a plume is drawn, and how wide at its end for its length. Chosen for its look."""

_LEVEL_DEG = 5.0
"""Under this she counts as level, and the arc is no caution."""

_ARC_MARKS_DEG = (0, 30, 60, 90, 120, 150, 180)


@dataclass(frozen=True, slots=True)
class StationView:
    """What a picture is made of.

    Attributes:
        attitude: body to LVLH, unit.
        own_ship: whether the ship at Nauka is there.
        wings_deg: how far the wings are turned about their masts [deg].
        jets: names of the jets that fire, of `SOYUZ_AT_NAUKA_JETS`, `ZVEZDA_JETS` and `NAUKA_JET`.
        flicker: 0 or 1; which of two shapes a plume has.
        sun: unit vector to the sun, LVLH.
        dark: whether it has set on the station.
        second: of the flight, for what goes by below; leave it where nothing may move by itself.
        tilt_deg: how far over she is [deg]; None where nobody can tell.
    """

    attitude: Quaternion = NO_TURN
    own_ship: bool = True
    wings_deg: int = 35
    jets: tuple[str, ...] = ()
    flicker: int = 0
    sun: Vector = (0.0, 0.0, -1.0)
    dark: bool = False
    second: int = 0
    tilt_deg: float | None = None


def picture(view: StationView, columns: int, rows: int) -> list[DrawnRow]:
    """Return the picture in a size in cells; below `LEAST_COLUMNS` and `LEAST_ROWS` it is empty."""
    return canvas_of(view, columns, rows).rows()


def canvas_of(view: StationView, columns: int, rows: int) -> Canvas:
    """Return the picture as a canvas; arguments as `picture`."""
    canvas = Canvas(columns, rows)
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return canvas
    behind = backdrop(columns, rows, view.second, view.sun, dark=view.dark)
    canvas.bits[:] = behind.bits
    canvas.tones[:] = behind.tones
    eye = camera(canvas.wide, canvas.high).turned(view.attitude)
    sun = to_body(view.attitude, view.sun)
    shapes = sorted(
        solids(own_ship=view.own_ship, wings_deg=view.wings_deg),
        key=lambda solid: eye.depth(solid.middle),
        reverse=True,
    )
    for solid in shapes:
        _draw_solid(canvas, eye, solid, sun, dark=view.dark)
    for name in view.jets:
        _draw_plume(canvas, eye, _JETS[name], view.flicker)
    if view.tilt_deg is not None:
        _draw_arc(canvas, view.tilt_deg)
    return canvas


def _draw_solid(canvas: Canvas, eye: Eye, solid: Solid, sun: Vector, *, dark: bool) -> None:
    places = eye.on_picture(solid.points)
    seen = [solid.flat or _faces_eye(places, face) for face in solid.faces]
    for face, front in zip(solid.faces, seen, strict=True):
        if front:
            canvas.erase([places[corner] for corner in face])
    tones = [_tone(solid, number, sun, dark=dark) for number in range(len(solid.faces))]
    for edge in solid.edges:
        one, two = edge.faces
        if seen[one] != seen[two] or (edge.always and (seen[one] or seen[two])):
            tone = max(tones[face] for face in edge.faces if seen[face])
            canvas.line(places[edge.first], places[edge.second], tone)


def _faces_eye(places: list[Point], face: tuple[int, ...]) -> bool:
    """Return whether a face's corners go round clockwise on the picture, whose y points down."""
    (ax, ay), (bx, by), (cx, cy) = places[face[0]], places[face[1]], places[face[2]]
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0.0


def _tone(solid: Solid, number: int, sun: Vector, *, dark: bool) -> Tone:
    """Return how bright the lines of a face are."""
    if dark:
        return Tone.HULL_3 if solid.kind is Kind.OWN_SHIP else Tone.HULL_1
    if solid.kind is Kind.WING:
        lit = abs(dot(_normal(solid, number), sun))
        return Tone.PANEL_2 if lit > 0.35 else Tone.PANEL_1
    if solid.kind is Kind.OWN_SHIP:
        return Tone.HULL_5
    if solid.kind is Kind.TRUSS:
        return Tone.HULL_2
    if solid.kind is Kind.RADIATOR:
        return Tone.HULL_3
    return _HULLS[2 + round(1.0 * max(0.0, dot(_normal(solid, number), sun)) + 0.2)]


def _normal(solid: Solid, number: int) -> Vector:
    a, b, c = (solid.points[corner] for corner in solid.faces[number][:3])
    return unit(cross(subtract(b, a), subtract(c, b)))


def _draw_plume(canvas: Canvas, eye: Eye, jet: Jet, flicker: int) -> None:
    """Draw a jet where it is: a bright root, and a few lines away from it."""
    out = scale(-1.0, jet.direction)
    other: Vector = (0.0, 1.0, 0.0) if abs(out[1]) < 0.9 else (1.0, 0.0, 0.0)
    side = unit(cross(out, other))
    length = _PLUME_M * (1.0 - 0.25 * flicker)
    ends = tuple(
        add(jet.position_m, add(scale(length, out), scale(length * _PLUME_SPREAD * way, side)))
        for way in (-1.0, 0.0, 1.0)
    )
    root, *tips = eye.on_picture((jet.position_m, *ends))
    for tip in tips:
        canvas.line(root, tip, Tone.WINDOW)
    for x in (-1, 0, 1):
        for y in (-1, 0, 1):
            if x == 0 or y == 0 or flicker:
                canvas.dot(root[0] + x, root[1] + y, Tone.BLOOM)


def _draw_arc(canvas: Canvas, tilt_deg: float) -> None:
    """Draw how far over she is: half a dial in the upper left, level to the right, upside down left."""
    radius = max(8.0, min(canvas.wide, canvas.high) / 7.0)
    middle = (radius + 3.0, radius + 3.0)
    tone = Tone.TARGET_3 if tilt_deg <= _LEVEL_DEG else Tone.WINDOW
    for x in range(int(middle[0] - radius), int(middle[0] + radius) + 1, 3):
        canvas.dot(x, middle[1], Tone.RIM)
    for mark in _ARC_MARKS_DEG:
        for reach in (radius, radius + 1.0):
            canvas.dot(*_on_dial(middle, reach, mark), Tone.RIM)
    steps = int(3.0 * tilt_deg) + 1
    for step in range(steps + 1):
        for reach in (radius - 2.0, radius - 3.0):
            canvas.dot(*_on_dial(middle, reach, tilt_deg * step / steps), tone)
    canvas.line(_on_dial(middle, -0.4 * radius, tilt_deg), _on_dial(middle, radius - 3.0, tilt_deg), tone)


def _on_dial(middle: Point, reach: float, angle_deg: float) -> Point:
    angle = radians(angle_deg)
    return middle[0] + reach * cos(angle), middle[1] - reach * sin(angle)
