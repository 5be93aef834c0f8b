"""From places at the station to dots on the glass.

Law: the eye's axes are the sight's: x ahead, y to the right, z down. What stands behind a plane a little
ahead of the eye is cut away.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt, tan
from typing import TYPE_CHECKING

from game.emergencies.docking.sight import NARROW_FIELD_DEG, WIDE_FIELD_DEG
from game.flight.attitude import matrix_to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.emergencies.docking.glass import EyePose
    from game.flight.vectors import Vector

    Point = tuple[float, float]

_NEAREST_M = 0.2
"""What is nearer than this to the eye's plane is cut away [m]; chosen for play."""


def field_deg(*, narrow: bool) -> float:
    """Return how wide the field is, from rim to rim [deg]."""
    return NARROW_FIELD_DEG if narrow else WIDE_FIELD_DEG


class Camera:
    """An eye at the sight, and the glass that it looks at.

    Attributes:
        middle: of the field [dots].
        radius: of the field [dots].
        focus: dots on the glass for a slope of 1.
    """

    __slots__ = ("_ahead", "_down", "_offset", "_place", "_right", "focus", "middle", "radius")

    def __init__(self, pose: EyePose, middle: tuple[int, int], radius: float, *, narrow: bool) -> None:
        self.middle, self.radius = middle, radius
        self.focus = radius / tan(radians(field_deg(narrow=narrow) / 2.0))
        turn = matrix_to_frame(pose.attitude)
        self._ahead: Vector = (turn[0][0], turn[1][0], turn[2][0])
        self._right: Vector = (turn[0][1], turn[1][1], turn[2][1])
        self._down: Vector = (turn[0][2], turn[1][2], turn[2][2])
        self._place = pose.position_m
        x, y, z = pose.position_m
        self._offset = tuple(
            -(axis[0] * x + axis[1] * y + axis[2] * z) for axis in (self._ahead, self._right, self._down)
        )

    @property
    def ahead(self) -> Vector:
        """Where the sight points, Rassvet's port axes, unit."""
        return self._ahead

    def from_eye(self, point: Vector) -> Vector:
        """Return a place [m] in the sight's axes from the eye [m]."""
        x, y, z = point
        (a, b, c), (d, e, f), (g, h, i) = self._ahead, self._right, self._down
        o, p, q = self._offset
        return a * x + b * y + c * z + o, d * x + e * y + f * z + p, g * x + h * y + i * z + q

    def turned(self, direction: Vector) -> Vector:
        """Return a direction in the sight's axes: something too far off to have a place."""
        x, y, z = direction
        (a, b, c), (d, e, f), (g, h, i) = self._ahead, self._right, self._down
        return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z

    def on_glass(self, seen: Vector) -> Point | None:
        """Return where something in the sight's axes stands on the glass [dots]; None: not ahead."""
        if seen[0] < _NEAREST_M:
            return None
        scale = self.focus / seen[0]
        return self.middle[0] + scale * seen[1], self.middle[1] + scale * seen[2]

    def at_deg(self, right_deg: float, down_deg: float) -> Point:
        """Return where a direction stands on the glass [dots], given as angles from its middle [deg]."""
        return (
            self.middle[0] + self.focus * tan(radians(right_deg)),
            self.middle[1] + self.focus * tan(radians(down_deg)),
        )

    def dots_a_metre(self, point: Vector) -> float:
        """Return how large a metre across the line of sight looks at a place; 0 behind the eye."""
        ahead = self.from_eye(point)[0]
        return self.focus / ahead if ahead > _NEAREST_M else 0.0

    def sees(self, middle: Vector, reach_m: float) -> bool:
        """Return whether anything of a ball may stand in the round field."""
        ahead, right, down = self.from_eye(middle)
        if ahead < -reach_m:
            return False
        aside = sqrt(right * right + down * down)
        slope = self.radius / self.focus
        return aside - reach_m * sqrt(1.0 + slope * slope) <= max(ahead, 0.0) * slope

    def outline(self, points: Sequence[Vector]) -> list[Point]:
        """Return an outline on the glass; empty if any of it is not ahead of the eye."""
        found: list[Point] = []
        for point in points:
            place = self.on_glass(self.from_eye(point))
            if place is None:
                return []
            found.append(place)
        return found

    def path(self, points: Sequence[Vector]) -> list[list[Point]]:
        """Return a line of many corners on the glass, in the pieces of it that are ahead of the eye."""
        a, b, c = self._ahead
        d, e, f = self._right
        g, h, i = self._down
        o, p, q = self._offset
        focus, (mid_x, mid_y) = self.focus, self.middle
        pieces: list[list[Point]] = []
        piece: list[Point] = []
        before: Vector | None = None
        for x, y, z in points:
            ahead = a * x + b * y + c * z + o
            right = d * x + e * y + f * z + p
            down = g * x + h * y + i * z + q
            if ahead >= _NEAREST_M:
                if before is not None and before[0] < _NEAREST_M:
                    piece = [self._cut(before, (ahead, right, down))]
                scale = focus / ahead
                piece.append((mid_x + scale * right, mid_y + scale * down))
            elif before is not None and before[0] >= _NEAREST_M:
                piece.append(self._cut((ahead, right, down), before))
                pieces.append(piece)
                piece = []
            before = (ahead, right, down)
        if piece:
            pieces.append(piece)
        return pieces

    def _cut(self, behind: Vector, before: Vector) -> Point:
        """Return where the line between two places passes the nearest plane, on the glass."""
        share = (_NEAREST_M - behind[0]) / (before[0] - behind[0])
        scale = self.focus / _NEAREST_M
        right = behind[1] + share * (before[1] - behind[1])
        down = behind[2] + share * (before[2] - behind[2])
        return self.middle[0] + scale * right, self.middle[1] + scale * down


def about(axis: Vector, angle_rad: float, direction: Vector) -> Vector:
    """Return a direction turned about a unit axis (Rodrigues' formula)."""
    x, y, z = axis
    u, v, w = direction
    c, s = cos(angle_rad), sin(angle_rad)
    along = (1.0 - c) * (x * u + y * v + z * w)
    return (
        c * u + s * (y * w - z * v) + along * x,
        c * v + s * (z * u - x * w) + along * y,
        c * w + s * (x * v - y * u) + along * z,
    )
