"""The whole picture: what is out there and how it is lit, behind the glass with its grid.

Law: pure and deterministic. The lines come from the eye's pose, in true perspective; of the `Sight` only the
light is used, and how well the target can be made out. Nothing here reads a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, hypot, radians
from typing import TYPE_CHECKING

from game.app.periscope.backdrop import DOWN, draw_limb, draw_stars
from game.app.periscope.camera import Camera
from game.app.periscope.canvas import Canvas
from game.app.periscope.dazzle import lay_dazzle
from game.app.periscope.frame import draw_windows, frame
from game.app.periscope.station_lines import station, turned_to_port
from game.app.periscope.target import draw_target
from game.app.periscope.tones import Tone
from game.emergencies.docking.sight import Light, Sight
from game.flight.vectors import ZERO, Vector, dot, unit

if TYPE_CHECKING:
    from game.app.periscope.camera import Point
    from game.app.periscope.station_lines import Body, Stroke
    from game.app.periscope.tones import DrawnRow
    from game.emergencies.docking.glass import EyePose

LEAST_COLUMNS = 12
LEAST_ROWS = 6
"""A smaller picture is not drawn at all."""

_SUN: Vector = unit(turned_to_port((0.75, -0.60, 0.28)))
"""Where the sun stands when it is low and lights the station from one side; chosen for its look."""

_HULLS = (Tone.HULL_1, Tone.HULL_2, Tone.HULL_3, Tone.HULL_4, Tone.HULL_5)
_WARMS = (Tone.WARM_1, Tone.WARM_2, Tone.WARM_3)

_LAMP_HALF_RAD = radians(7.0)
"""How wide the lamp's pool is; chosen for its look."""

_LAMP_M = 90.0
"""Farther than this the lamp shows nothing; chosen for its look."""

_SPACING_DOTS = 2.6
"""Dots of a dotted line stand so far apart."""


@dataclass(frozen=True, slots=True)
class View:
    """What a picture is made of.

    Attributes:
        pose: where the eye is and how it looks.
        sight: for the light, the clarity, the glare and the field.
        lamp: whether the ship's lamp is on.
        filter_on: whether the day's filter is before the sight.
        elapsed_s: since the flight began; turns the stars [s]. Leave it where nothing may move by itself.
        drift: on assisted, where the ship drifts to: right and down, each -1, 0 or 1.
        bound_deg: on assisted, where the middle of the target will stand in a while, right and down of the
            middle of the field [deg]; None for no mark.
    """

    pose: EyePose
    sight: Sight
    lamp: bool = False
    filter_on: bool = False
    elapsed_s: float = 0.0
    drift: tuple[int, int] = (0, 0)
    bound_deg: tuple[float, float] | None = None


def picture(view: View, columns: int, rows: int) -> list[DrawnRow]:
    """Return the picture in a size in cells.

    Args:
        view: what to draw.
        columns: cells across; below `LEAST_COLUMNS` the picture is empty.
        rows: cells down; below `LEAST_ROWS` likewise.
    """
    return canvas_of(view, columns, rows).rows()


def canvas_of(view: View, columns: int, rows: int) -> Canvas:
    """Return the picture as a canvas; arguments as `picture`."""
    canvas = Canvas(columns, rows)
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return canvas
    sight = view.sight
    dark = sight.light is Light.DARK
    glass = frame(columns, rows, narrow=sight.narrow)
    camera = Camera(view.pose, glass.middle, glass.radius - 1.0, narrow=sight.narrow)
    blind = dark and view.filter_on
    if not blind:
        _draw_outside(canvas, camera, view)
    _draw_mark(canvas, camera, view)
    if not blind:
        draw_target(canvas, camera, sight.clarity)
    _draw_arrow(canvas, camera, view)
    canvas.keep(glass.field)
    draw_windows(canvas, glass.panes, camera.turned(DOWN), dark=dark)
    canvas.lay_under(glass.still)
    if sight.glare > 0.0:
        lay_dazzle(canvas, sight.glare)
    return canvas


def _draw_outside(canvas: Canvas, camera: Camera, view: View) -> None:
    """Draw what is beyond the glass, the far things first; all but the target."""
    light = view.sight.light
    dark = light is Light.DARK
    draw_limb(canvas, camera, dark=dark)
    if dark:
        draw_stars(canvas, camera, view.elapsed_s)
    for body in station():
        if camera.sees(body.middle, body.reach_m):
            for cover in body.covers:
                canvas.erase(camera.outline(cover))
            _draw_body(canvas, camera, view, body)


def _draw_body(canvas: Canvas, camera: Camera, view: View, body: Body) -> None:
    large = camera.dots_a_metre(body.middle)
    for stroke in body.strokes:
        if stroke.least_dots > large:
            continue
        tone = _tone(stroke, camera, view)
        if tone is Tone.NOTHING:
            continue
        for piece in camera.path(stroke.points):
            if stroke.dotted:
                _dotted(canvas, piece, tone)
            else:
                canvas.path(piece, tone)
    if view.sight.light is not Light.DAY:
        for window in body.windows:
            place = camera.on_glass(camera.from_eye(window))
            if place is not None:
                canvas.dot(*place, Tone.WINDOW)


def _dotted(canvas: Canvas, points: list[Point], tone: Tone) -> None:
    """Draw a line's corners alone, as many of them as stand well apart."""
    if len(points) < 2:
        return
    length = 0.0
    for number in range(1, len(points)):
        length += hypot(points[number][0] - points[number - 1][0], points[number][1] - points[number - 1][1])
    stride = 1
    while stride < len(points) // 4 and length / (len(points) - 1) * stride < _SPACING_DOTS:
        stride *= 2
    for point in points[::stride]:
        canvas.dot(*point, tone)


def _tone(stroke: Stroke, camera: Camera, view: View) -> Tone:
    """Return how bright a line is."""
    light = view.sight.light
    if light is Light.DARK:
        return _tone_in_the_dark(stroke, camera, view)
    lit = dot(stroke.facing, _SUN)
    if light is Light.LOW_SUN:
        if stroke.facing == ZERO or lit < 0.15:
            return _HULLS[0] if stroke.level < 4 else _HULLS[1]
        return _WARMS[min(2, round(2.6 * lit))]
    if stroke.level == 0:
        return Tone.PANEL_1 if view.filter_on else Tone.PANEL_2
    level = stroke.level if lit > -0.2 else stroke.level - 1
    return _HULLS[max(1, min(5, level)) - 1]


def _tone_in_the_dark(stroke: Stroke, camera: Camera, view: View) -> Tone:
    """Return how bright a line is by the lamp, whose light falls off outward and with the distance."""
    middle = stroke.points[len(stroke.points) // 2]
    ahead, right, down = camera.from_eye(middle)
    if ahead <= 0.0:
        return Tone.NOTHING
    if view.lamp:
        aside = hypot(right, down) / ahead / _LAMP_HALF_RAD
        shine = max(0.0, 1.0 - ahead / _LAMP_M) * exp(-aside * aside) * (0.4 + 0.12 * stroke.level)
        level = ceil(6.0 * shine - 0.9)
        if level > 0:
            return _HULLS[min(5, level) - 1]
    return _HULLS[0] if stroke.level == 5 or stroke.dotted else Tone.NOTHING


def _draw_mark(canvas: Canvas, camera: Camera, view: View) -> None:
    """Draw a small open diamond where the target is bound for; the target itself stands before it."""
    if view.bound_deg is not None:
        x, y = camera.at_deg(*view.bound_deg)
        reach = max(2.0, camera.radius / 18.0)
        corners = ((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
        canvas.path(corners, Tone.HELP, 2)


def _draw_arrow(canvas: Canvas, camera: Camera, view: View) -> None:
    """Draw the arrow of drift near the rim."""
    right, down = view.drift
    if right == 0 and down == 0:
        return
    length = hypot(right, down)
    along = (right / length, down / length)
    size = max(3.0, camera.radius / 9.0)
    tip, foot = 0.90 * camera.radius, 0.90 * camera.radius - size
    x, y = camera.middle
    head: tuple[Point, ...] = (
        (x + tip * along[0], y + tip * along[1]),
        (x + foot * along[0] - size * along[1] * 0.75, y + foot * along[1] + size * along[0] * 0.75),
        (x + foot * along[0] + size * along[1] * 0.75, y + foot * along[1] - size * along[0] * 0.75),
    )
    canvas.erase(head)
    canvas.fill(head, Tone.HELP)
