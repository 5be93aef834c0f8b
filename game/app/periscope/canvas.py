"""A raster of braille dots: two across and four down in a cell (Unicode U+2800 to U+28FF).

Law: places are in dots, x from the left and y from the top, as plain floats; the dot that is drawn is the
nearest. What is drawn later lies on top: it gives the cell its tone.
"""

from __future__ import annotations

import re
from math import ceil, floor
from typing import TYPE_CHECKING

from game.app.periscope.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.app.periscope.tones import DrawnRow

    Point = tuple[float, float]

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of a dot in its cell, by row and column of the dot."""

_ROW_BITS = tuple(left | right for left, right in _BITS)

_LETTERS = " " + "".join(chr(0x2800 + bits) for bits in range(1, 256))
"""What a cell looks like, by its bits."""

_TAKEN = bytes([0]) + bytes([255]) * 255
"""Turns bits into 255 wherever a dot is set."""

_RUNS = re.compile(rb"\0*([^\0]?)(?:\1|\0)*", re.DOTALL)
"""Cells of one tone, with the empty ones between them."""

_TONES = tuple(Tone)

_FLAT_DOTS = 1e-9
"""An edge that rises by less is level: its ends stand on edges of their own."""


class Canvas:
    """Dots and tones of one picture.

    Attributes:
        columns: cells across.
        height: cells down.
        wide: dots across.
        high: dots down.
        bits: dots of each cell, row by row.
        tones: tone of each cell; means nothing where there is no dot.
    """

    __slots__ = ("bits", "columns", "height", "high", "tones", "wide")

    def __init__(self, columns: int, height: int) -> None:
        self.columns, self.height = columns, height
        self.wide, self.high = 2 * columns, 4 * height
        self.bits = bytearray(columns * height)
        self.tones = bytearray(columns * height)

    def dot(self, x: float, y: float, tone: int) -> None:
        """Set the dot nearest to a place, if it is on the canvas."""
        column, row = floor(x + 0.5), floor(y + 0.5)
        if 0 <= column < self.wide and 0 <= row < self.high:
            cell = (row >> 2) * self.columns + (column >> 1)
            self.bits[cell] |= _BITS[row & 3][column & 1]
            self.tones[cell] = tone

    def line(self, start: Point, stop: Point, tone: int, every: int = 1) -> None:
        """Draw a straight line, cut to the canvas.

        Args:
            start: where it begins [dots].
            stop: where it ends [dots].
            tone: of its cells.
            every: 1 draws each dot, 2 every other one, and so on.
        """
        x0, y0 = start
        x1, y1 = stop
        right, low = self.wide - 0.51, self.high - 0.51
        if not (-0.5 <= x0 <= right and -0.5 <= x1 <= right and -0.5 <= y0 <= low and -0.5 <= y1 <= low):
            kept = _clipped(x0, y0, x1, y1, right, low)
            if kept is None:
                return
            x0, y0, x1, y1 = kept
        across, down = x1 - x0, y1 - y0
        bits, tones, columns, pattern = self.bits, self.tones, self.columns, _BITS
        if abs(across) >= abs(down):
            if across < 0.0:
                x0, y0, x1, across, down = x1, y1, x0, -across, -down
            slope = down / across if across else 0.0
            first = int(x0 + 0.5)
            y = y0 + 0.5 + slope * (first - x0)
            top = self.high - 1
            for column in range(first, int(x1 + 0.5) + 1, every):
                row = int(y)
                if row > top:
                    row = top
                cell = (row >> 2) * columns + (column >> 1)
                bits[cell] |= pattern[row & 3][column & 1]
                tones[cell] = tone
                y += slope * every
        else:
            if down < 0.0:
                x0, y0, y1, across, down = x1, y1, y0, -across, -down
            slope = across / down
            first = int(y0 + 0.5)
            x = x0 + 0.5 + slope * (first - y0)
            last = self.wide - 1
            for row in range(first, int(y1 + 0.5) + 1, every):
                column = int(x)
                if column > last:
                    column = last
                cell = (row >> 2) * columns + (column >> 1)
                bits[cell] |= pattern[row & 3][column & 1]
                tones[cell] = tone
                x += slope * every

    def path(self, points: Sequence[Point], tone: int, every: int = 1) -> None:
        """Draw straight lines from each point to the next."""
        for number in range(1, len(points)):
            self.line(points[number - 1], points[number], tone, every)

    def fill(self, outline: Sequence[Point], tone: int) -> None:
        """Set every dot inside a convex outline."""
        for row, first, last in self._spans(outline):
            base, pair = (row >> 2) * self.columns, _BITS[row & 3]
            for column in range(first, last + 1):
                cell = base + (column >> 1)
                self.bits[cell] |= pair[column & 1]
                self.tones[cell] = tone

    def erase(self, outline: Sequence[Point]) -> None:
        """Take away every dot inside a convex outline: what is drawn next stands before it."""
        bits, columns = self.bits, self.columns
        clear: dict[int, list[int]] = {}
        for row, first, last in self._spans(outline):
            base, pair = (row >> 2) * columns, _BITS[row & 3]
            if first & 1:
                bits[base + (first >> 1)] &= ~pair[1]
                first += 1
            if last & 1 == 0 and last >= first:
                bits[base + (last >> 1)] &= ~pair[0]
                last -= 1
            if last > first:
                clear.setdefault(base, []).extend((row & 3, first >> 1, last >> 1))
        for base, parts in clear.items():
            self._erase_cells(base, parts)

    def _erase_cells(self, base: int, parts: list[int]) -> None:
        """Clear whole pairs of dots in one row of cells: (row in the cell, first cell, last cell), ..."""
        bits = self.bits
        lines = [(parts[k], parts[k + 1], parts[k + 2]) for k in range(0, len(parts), 3)]
        first, last = max(line[1] for line in lines), min(line[2] for line in lines)
        if len(lines) == 4 and last >= first:
            bits[base + first : base + last + 1] = bytes(last - first + 1)
        else:
            first, last = 0, -1
        for row, left, right in lines:
            keep = 255 ^ _ROW_BITS[row]
            for column in range(left, right + 1):
                if not first <= column <= last:
                    bits[base + column] &= keep

    def _spans(self, outline: Sequence[Point]) -> list[tuple[int, int, int]]:
        """Return (row of dots, first dot, last dot) inside a convex outline, cut to the canvas."""
        edges = [
            (a, b) if a[1] <= b[1] else (b, a)
            for a, b in zip(outline, (*outline[1:], *outline[:1]), strict=True)
            if abs(a[1] - b[1]) > _FLAT_DOTS
        ]
        if not edges:
            return []
        top = max(0, ceil(min(edge[0][1] for edge in edges)))
        low = min(self.high - 1, floor(max(edge[1][1] for edge in edges)))
        far_left, far_right = [float(self.wide)] * (low - top + 1), [-1.0] * (low - top + 1)
        for (x0, y0), (x1, y1) in edges:
            slope = (x1 - x0) / (y1 - y0)
            for row in range(max(top, ceil(y0)), min(low, floor(y1)) + 1):
                x = x0 + slope * (row - y0)
                far_left[row - top] = min(far_left[row - top], x)
                far_right[row - top] = max(far_right[row - top], x)
        return [
            (top + number, first, last)
            for number, (left, right) in enumerate(zip(far_left, far_right, strict=True))
            if (first := max(0, ceil(left))) <= (last := min(self.wide - 1, floor(right)))
        ]

    def keep(self, mask: int) -> None:
        """Take away every dot that is not set in a mask, which is another canvas's `dots`."""
        self.bits[:] = (self.dots & mask).to_bytes(len(self.bits), "little")

    @property
    def dots(self) -> int:
        """All dots as one number."""
        return int.from_bytes(self.bits, "little")

    def lay_under(self, other: Canvas) -> None:
        """Lay another canvas of the same size beneath: its cells show where this one has no dot at all."""
        free = ~self._taken()
        size = len(self.bits)
        under_tones = int.from_bytes(other.tones, "little") & free
        tones = int.from_bytes(self.tones, "little") & ~free | under_tones
        self.bits[:] = (self.dots | other.dots & free).to_bytes(size, "little")
        self.tones[:] = tones.to_bytes(size, "little")

    def lay_over(self, other: Canvas) -> None:
        """Lay another canvas of the same size on top: its dots join, and give their cells their tone."""
        over = other._taken()
        size = len(self.bits)
        tones = int.from_bytes(self.tones, "little") & ~over | int.from_bytes(other.tones, "little") & over
        self.bits[:] = (self.dots | other.dots).to_bytes(size, "little")
        self.tones[:] = tones.to_bytes(size, "little")

    def _taken(self) -> int:
        """Return a number with 255 for every cell that has a dot."""
        return int.from_bytes(self.bits.translate(_TAKEN), "little")

    def rows(self) -> list[DrawnRow]:
        """Return the picture as runs of equal tone; an empty cell takes the tone of its neighbours."""
        size, columns = len(self.bits), self.columns
        tones = (int.from_bytes(self.tones, "little") & self._taken()).to_bytes(size, "little")
        letters = "".join(map(_LETTERS.__getitem__, self.bits))
        rows: list[DrawnRow] = []
        for start in range(0, size, columns):
            row = tones[start : start + columns]
            runs = [
                (letters[start + found.start() : start + found.end()], _TONES[row[found.start(1)]])
                if found.group(1)
                else (letters[start + found.start() : start + found.end()], Tone.NOTHING)
                for found in _RUNS.finditer(row)
                if found.end() > found.start()
            ]
            rows.append(tuple(runs))
        return rows


def _clipped(
    x0: float, y0: float, x1: float, y1: float, right: float, low: float
) -> tuple[float, float, float, float] | None:
    """Return what of a line lies in the canvas, or None (Liang and Barsky, ACM Trans. Graphics 3, 1984)."""
    across, down = x1 - x0, y1 - y0
    begin, end = 0.0, 1.0
    for step, room in ((-across, x0 + 0.5), (across, right - x0), (-down, y0 + 0.5), (down, low - y0)):
        if step == 0.0:
            if room < 0.0:
                return None
        elif step < 0.0:
            begin = max(begin, room / step)
        else:
            end = min(end, room / step)
    if begin > end:
        return None
    return (
        min(max(x0 + begin * across, -0.5), right),
        min(max(y0 + begin * down, -0.5), low),
        min(max(x0 + end * across, -0.5), right),
        min(max(y0 + end * down, -0.5), low),
    )
