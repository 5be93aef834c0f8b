"""The eye that flies along: always in the same place beside the station, and never turned.

Law: its axes are ahead, right and down, LVLH; the station turns before it, the Earth goes by below.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from game.app.station.geometry import ROUND_THE_EYE_M
from game.flight.attitude import matrix_to_frame
from game.flight.vectors import Vector, cross, scale, unit

if TYPE_CHECKING:
    from game.flight.attitude import Quaternion
    from game.flight.vectors import Matrix

    Point = tuple[float, float]

EYE_M = 160.0
"""From the centre of mass [m]; chosen for its look."""

_FROM: Vector = unit((-0.52, 0.82, -0.22))
"""Where the eye is, LVLH, unit: behind, to starboard and a little above, so that a turn in pitch shows at its
full size and the horizon stands below the station. Chosen for its look."""

AHEAD: Vector = scale(-1.0, _FROM)
RIGHT: Vector = unit(cross((0.0, 0.0, 1.0), AHEAD))
DOWN: Vector = cross(AHEAD, RIGHT)

_NEAREST_M = 1.0


class Camera:
    """The eye, and a picture of one size.

    Attributes:
        middle: of the picture [dots].
        focus: dots for a slope of 1.
    """

    __slots__ = ("focus", "middle")

    def __init__(self, wide: int, high: int) -> None:
        self.middle = (wide / 2.0, high / 2.0)
        room = min(self.middle[0], 1.1 * self.middle[1])
        self.focus = room * sqrt(EYE_M * EYE_M - ROUND_THE_EYE_M * ROUND_THE_EYE_M) / ROUND_THE_EYE_M

    def at_direction(self, direction: Vector) -> Point | None:
        """Return where something too far off to have a place stands [dots]; None: not ahead."""
        x, y, z = direction
        ahead = x * AHEAD[0] + y * AHEAD[1] + z * AHEAD[2]
        if ahead < 1e-3:
            return None
        size = self.focus / ahead
        return (
            self.middle[0] + size * (x * RIGHT[0] + y * RIGHT[1] + z * RIGHT[2]),
            self.middle[1] + size * (x * DOWN[0] + y * DOWN[1] + z * DOWN[2]),
        )

    def turned(self, attitude: Quaternion) -> Eye:
        """Return the eye for a station that is turned so."""
        m = matrix_to_frame(attitude)
        return Eye(self, _rows_times(m))


class Eye:
    """The eye in the station's own axes."""

    __slots__ = ("_camera", "_rows")

    def __init__(self, camera: Camera, rows: Matrix) -> None:
        self._camera = camera
        self._rows = rows

    def depth(self, point: Vector) -> float:
        """Return how far ahead of the eye a place of the station is [m]."""
        a, b, c = self._rows[0]
        return EYE_M + a * point[0] + b * point[1] + c * point[2]

    def on_picture(self, points: tuple[Vector, ...]) -> list[Point]:
        """Return where places of the station stand [dots]."""
        (a, b, c), (d, e, f), (g, h, i) = self._rows
        focus, (mid_x, mid_y) = self._camera.focus, self._camera.middle
        found: list[Point] = []
        for x, y, z in points:
            size = focus / max(_NEAREST_M, EYE_M + a * x + b * y + c * z)
            found.append((mid_x + size * (d * x + e * y + f * z), mid_y + size * (g * x + h * y + i * z)))
        return found


def _rows_times(m: Matrix) -> Matrix:
    """Return the matrix that takes the station's components to ahead, right and down."""
    columns = ((m[0][0], m[1][0], m[2][0]), (m[0][1], m[1][1], m[2][1]), (m[0][2], m[1][2], m[2][2]))
    rows = [
        tuple(axis[0] * c[0] + axis[1] * c[1] + axis[2] * c[2] for c in columns)
        for axis in (AHEAD, RIGHT, DOWN)
    ]
    return _matrix(rows)


def _matrix(rows: list[tuple[float, ...]]) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return (a, b, c), (d, e, f), (g, h, i)


@lru_cache(8)
def camera(wide: int, high: int) -> Camera:
    """Return the eye for a picture of a size [dots]."""
    return Camera(wide, high)
