"""The target: a plate with its own cross lines, and before it, on a post, the cross.

Law: true parallax. Plate and cross stand where they stand and are projected like everything else; the target
is the one bright thing in the picture.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from game.app.periscope.tones import Tone
from game.emergencies.docking.sight import CROSS_M, PLATE_M, POST_M
from game.flight.vectors import ZERO, Vector

if TYPE_CHECKING:
    from game.app.periscope.camera import Camera, Point
    from game.app.periscope.canvas import Canvas

_TARGETS = (Tone.TARGET_1, Tone.TARGET_2, Tone.TARGET_3)

_BAR_M = 0.034
"""How broad the cross's bars are; chosen for play."""

_BLOB_DOTS = 4.0
"""A plate that is smaller than this is a bright spot, without lines of its own."""

_LINED_DOTS = 11.0
"""From this size on the plate shows its own cross lines, and the post."""

_BROAD_DOTS = 1.6
"""Bars of the cross that are broader than this are filled; others are lines."""

_UNSEEN_CLARITY = 0.08
"""Below it the target cannot be made out at all."""


def draw_target(canvas: Canvas, camera: Camera, clarity: float) -> None:
    """Draw the plate, its lines, the post and the cross on it.

    Args:
        canvas: the picture.
        camera: the eye.
        clarity: how well the target can be made out, 0 to 1.
    """
    centre = camera.on_glass(camera.from_eye(ZERO))
    if centre is None or clarity < _UNSEEN_CLARITY:
        return
    bright = _TARGETS[2 if clarity > 0.6 else 1 if clarity > 0.2 else 0]
    plain = _TARGETS[1 if clarity > 0.6 else 0]
    size = camera.dots_a_metre(ZERO) * PLATE_M
    outline = camera.outline(_PLATE)
    if size < _BLOB_DOTS:
        canvas.fill(outline, bright)
        _spot(canvas, centre, bright)
        return
    canvas.erase(outline)
    canvas.path(outline, plain)
    lined = size >= _LINED_DOTS
    if lined:
        for line in _PLATE_LINES:
            for piece in camera.path(line):
                canvas.path(piece, Tone.TARGET_1, 2)
    for tick in _PLATE_TICKS:
        for piece in camera.path(tick):
            canvas.path(piece, plain)
    if lined:
        for piece in camera.path(((0.0, 0.0, 0.0), (POST_M, 0.0, 0.0))):
            canvas.path(piece, Tone.TARGET_1)
    if camera.dots_a_metre((POST_M, 0.0, 0.0)) * _BAR_M >= _BROAD_DOTS:
        for bar in _BARS:
            canvas.fill(camera.outline(bar), bright)
    else:
        for line in _CROSS_LINES:
            for piece in camera.path(line):
                canvas.path(piece, bright)


def _spot(canvas: Canvas, centre: Point, tone: Tone) -> None:
    """Draw four dots that touch, as near to a place as they can stand."""
    for across in (-0.5, 0.5):
        for down in (-0.5, 0.5):
            canvas.dot(centre[0] + across, centre[1] + down, tone)


def _round(radius_m: float, corners: int) -> tuple[Vector, ...]:
    turn = [2.0 * pi * corner / corners for corner in range(corners + 1)]
    return tuple((0.0, radius_m * cos(angle), radius_m * sin(angle)) for angle in turn)


def _upright(half_m: float, across_m: float, ahead_m: float) -> tuple[tuple[Vector, ...], tuple[Vector, ...]]:
    """Return an upright and a level bar as outlines, both ``2 half_m`` long."""
    return (
        tuple(
            (ahead_m, y, z)
            for y, z in ((-across_m, -half_m), (across_m, -half_m), (across_m, half_m), (-across_m, half_m))
        ),
        tuple(
            (ahead_m, y, z)
            for y, z in ((-half_m, -across_m), (half_m, -across_m), (half_m, across_m), (-half_m, across_m))
        ),
    )


_PLATE = _round(PLATE_M / 2, 32)
_PLATE_LINES = (
    ((0.0, -PLATE_M / 2, 0.0), (0.0, PLATE_M / 2, 0.0)),
    ((0.0, 0.0, -PLATE_M / 2), (0.0, 0.0, PLATE_M / 2)),
)
_PLATE_TICKS = tuple(
    ((0.0, y * PLATE_M / 2, z * PLATE_M / 2), (0.0, y * 0.29, z * 0.29))
    for y, z in ((-1, 0), (1, 0), (0, -1), (0, 1))
)
_BARS = _upright(CROSS_M / 2, _BAR_M / 2, POST_M)
_CROSS_LINES = (
    ((POST_M, -CROSS_M / 2, 0.0), (POST_M, CROSS_M / 2, 0.0)),
    ((POST_M, 0.0, -CROSS_M / 2), (POST_M, 0.0, CROSS_M / 2)),
)
