"""The picture on the title: the station over the limb of the Earth, as text.

Law: pure. A size and a beat give the rows; nothing here reads a clock. Chosen for its look, not for its
truth: the flight core knows where the station really is.

A cell of text holds eight dots, two across and four down (Unicode's braille patterns, U+2800 to U+28FF).
"""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Seen = Callable[[float, float, float], tuple[float, float]]

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of a dot in its cell, by row and column of the dot."""

_FADES = (
    (0x00, 0x20, 0x22, 0x62, 0x66, 0x76, 0xF6, 0xF7, 0xFF),
    (0x00, 0x04, 0x84, 0x94, 0x95, 0xB5, 0xBD, 0xBF, 0xFF),
)
"""Patterns of none to eight dots, for shading; the two alternate, so that no columns show."""

_LATTICE = 64
"""Size of the noise that the clouds are made of, in lattice points."""


def _lattice() -> tuple[float, ...]:
    """Return noise from 0 to 1 (the generator of Numerical Recipes, 3rd edition, section 7.1.4)."""
    value, numbers = 2021, list[float]()
    for _ in range(_LATTICE * _LATTICE):
        value = (1664525 * value + 1013904223) & 0xFFFFFFFF
        numbers.append((value >> 8) / 0xFFFFFF)
    return tuple(numbers)


_NOISE = _lattice()

_TRUSS_M = 54.0
"""Half the length of the truss."""

_WINGS_M = (49.0, 34.0)
"""Where along the truss the pairs of wings stand, on either side."""

_STACK = ((-16.0, 9.0, 2.2), (9.0, 27.0, 2.2), (27.0, 42.0, 1.6))
"""The pressurised modules along the line of flight: from, to, half width [m]."""


class Sky:
    """The picture for one size; `rows` draws it at a beat."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.height = columns, rows
        self._wide, self._high = columns * 2, rows * 4
        self._radius = 1.15 * self._wide
        self._centre = (0.98 * self._wide, 0.60 * self._high + self._radius)
        self._ground = self._earth_cells()
        self._stars = self._star_dots()

    def rows(self, beat: int) -> list[Row]:
        """Return the picture at a beat; two beats apart it has hardly changed."""
        cells: dict[tuple[int, int], tuple[int, Ink]] = {}
        self._draw_stars(cells, beat)
        self._draw_earth(cells, beat)
        self._draw_station(cells, beat)
        return [self._row(cells, row) for row in range(self.height)]

    def _row(self, cells: dict[tuple[int, int], tuple[int, Ink]], row: int) -> Row:
        runs: list[Run] = []
        text, ink = "", Ink.DIM
        for column in range(self.columns):
            bits, own = cells.get((column, row), (0, ink))
            if own is not ink and text:
                runs.append((text, ink))
                text = ""
            ink = own
            text += chr(0x2800 + bits) if bits else " "
        runs.append((text, ink))
        return tuple(runs)

    def _depth(self, x: float, y: float) -> float:
        """Return how far below the limb a dot lies [dots]; above it, less than 0."""
        return self._radius - hypot(x - self._centre[0], y - self._centre[1])

    def _earth_cells(self) -> list[tuple[int, int, float, int, int, int]]:
        """Return each cell at or below the air: column, row, depth, dots of ground, of limb, of air."""
        found: list[tuple[int, int, float, int, int, int]] = []
        for row in range(self.height):
            for column in range(self.columns):
                middle = self._depth(column * 2 + 0.5, row * 4 + 1.5)
                if middle < -9:
                    continue
                ground = limb = air = 0
                for down in range(4):
                    for across in range(2):
                        depth = self._depth(column * 2 + across, row * 4 + down)
                        bit = _BITS[down][across]
                        if depth >= 0:
                            ground |= bit
                        if 0 <= depth < 1.25:
                            limb |= bit
                        elif -4.2 <= depth < -3.2 and (column * 2 + across) % 3 != 0:
                            air |= bit
                if ground or air:
                    found.append((column, row, max(0.0, middle), ground, limb, air))
        return found

    def _star_dots(self) -> list[tuple[int, int]]:
        count = self.columns * self.height // 34
        return [
            (
                int(_NOISE[(7 * number) % len(_NOISE)] * self._wide),
                int(_NOISE[(11 * number + 5) % len(_NOISE)] * self._high),
            )
            for number in range(1, count + 1)
        ]

    def _draw_stars(self, cells: dict[tuple[int, int], tuple[int, Ink]], beat: int) -> None:
        for x, y in self._stars:
            x = (x + beat // 6) % self._wide
            if self._depth(x, y) < -9:
                cells[x // 2, y // 4] = (_BITS[y % 4][x % 2], Ink.STAR)

    def _draw_earth(self, cells: dict[tuple[int, int], tuple[int, Ink]], beat: int) -> None:
        drift = beat * 0.05
        for column, row, depth, ground, limb, air in self._ground:
            if not ground:
                cells[column, row] = (air, Ink.AIR)
                continue
            cloud = _cloud(column * 0.16 + drift, row * 0.55 + depth * 0.02)
            light = 0.30 + 0.45 * column / max(1, self.columns) - depth / (self._high * 1.5)
            level = int(max(0.0, min(1.0, light + 1.3 * (cloud - 0.5))) * 8)
            dots = (_FADES[(column + row) % 2][level] & ground) | limb | air
            cells[column, row] = (dots, Ink.AIR if limb else Ink.EARTH)

    def _draw_station(self, cells: dict[tuple[int, int], tuple[int, Ink]], beat: int) -> None:
        turn = 0.52 + 0.10 * sin(beat / 41)
        tilt = 0.62 + 0.05 * sin(beat / 67)
        scale = min(self._wide * 0.0036, self._high * 0.0092)
        middle_x = self._wide * 0.68 + self._wide * 0.02 * sin(beat / 97)
        middle_y = self._high * 0.34 + self._high * 0.02 * cos(beat / 83)

        def seen(along: float, ahead: float, up: float) -> tuple[float, float]:
            """Project a point of the station [m] to dots."""
            x = along * cos(turn) - ahead * sin(turn)
            deep = along * sin(turn) + ahead * cos(turn)
            y = up * cos(tilt) - deep * sin(tilt)
            roll = -0.16
            return (
                middle_x + scale * (x * cos(roll) - y * sin(roll)),
                middle_y - scale * (x * sin(roll) + y * cos(roll)),
            )

        wings: set[tuple[int, int]] = set()
        hull: set[tuple[int, int]] = set()
        for place in _WINGS_M:
            for side in (-1.0, 1.0):
                for pole in (-1.0, 1.0):
                    wings.update(_wing(seen, side * place, pole))
        hull.update(_bar(seen(-_TRUSS_M, 0, 0), seen(_TRUSS_M, 0, 0), max(1.0, 2.0 * scale)))
        for start, stop, half in _STACK:
            hull.update(_bar(seen(0, start, -3), seen(0, stop, -3), max(1.5, 2 * half * scale)))
        hull.update(_bar(seen(-13, 20, -3), seen(13, 20, -3), max(1.2, 3.2 * scale)))
        for pole in (-1.0, 1.0):
            hull.update(_bar(seen(0, 38, -3), seen(pole * 14, 38, -3), max(1.0, 1.6 * scale)))
        for dots, ink in ((wings, Ink.WING), (hull, Ink.HULL)):
            taken: dict[tuple[int, int], int] = {}
            for x, y in dots:
                if 0 <= x < self._wide and 0 <= y < self._high:
                    cell = (x // 2, y // 4)
                    taken[cell] = taken.get(cell, 0) | _BITS[y % 4][x % 2]
            for cell, bits in taken.items():
                under, before = cells.get(cell, (0, ink))
                cells[cell] = (bits | under, ink) if before in (Ink.WING, Ink.HULL) else (bits, ink)


def _wing(seen: Seen, along: float, pole: float) -> Iterable[tuple[int, int]]:
    """Return the dots of one solar wing: two blankets beside a mast, with the gaps between their panels."""
    near, far, half = 4.0 * pole, 36.0 * pole, 5.4
    dots: set[tuple[int, int]] = set()
    corner_a, corner_b = seen(along - half, 0, near), seen(along - half, 0, far)
    corner_c = seen(along + half, 0, near)
    steps = int(hypot(corner_b[0] - corner_a[0], corner_b[1] - corner_a[1]) * 1.5) + 2
    across = int(hypot(corner_c[0] - corner_a[0], corner_c[1] - corner_a[1]) * 1.5) + 2
    for step in range(steps + 1):
        v = step / steps
        panel = v * 8 - int(v * 8)
        for cut in range(across + 1):
            u = cut / across
            edge = cut in (0, across) or step in (0, steps)
            if edge or (panel > 0.22 and abs(u - 0.5) > 0.09):
                x, y = seen(along - half + 2 * half * u, 0, near + (far - near) * v)
                dots.add((int(x), int(y)))
    return dots


def _bar(start: tuple[float, float], stop: tuple[float, float], thick: float) -> Iterable[tuple[int, int]]:
    """Return the dots of a straight bar."""
    length = hypot(stop[0] - start[0], stop[1] - start[1])
    if length == 0:
        return ()
    ax, ay = (stop[0] - start[0]) / length, (stop[1] - start[1]) / length
    half = thick / 2
    dots: set[tuple[int, int]] = set()
    for step in range(int(length * 2) + 1):
        for off in range(-int(half * 2), int(half * 2) + 1):
            dots.add(
                (int(start[0] + ax * step / 2 - ay * off / 2), int(start[1] + ay * step / 2 + ax * off / 2))
            )
    return dots


def _cloud(x: float, y: float) -> float:
    """Return smooth noise from 0 to 1, in two octaves."""
    return 0.65 * _smooth(x * 0.5, y * 0.5) + 0.35 * _smooth(x * 1.7 + 9, y * 1.7 + 4)


def _smooth(x: float, y: float) -> float:
    column, row = int(x), int(y)
    u, v = x - column, y - row
    u, v = (1 - cos(u * pi)) / 2, (1 - cos(v * pi)) / 2
    top, bottom = (row % _LATTICE) * _LATTICE, ((row + 1) % _LATTICE) * _LATTICE
    left, right = column % _LATTICE, (column + 1) % _LATTICE
    upper = _NOISE[top + left] * (1 - u) + _NOISE[top + right] * u
    lower = _NOISE[bottom + left] * (1 - u) + _NOISE[bottom + right] * u
    return upper * (1 - v) + lower * v
