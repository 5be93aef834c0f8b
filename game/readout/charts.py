"""A picture of curves as text: axes, a sheet of dots, and a legend, whatever the curves are of.

Law: pure. A chart, a size and the phrases give rows of runs; what a run means is told, how it looks is the
front end's business. Joined, the runs of a row are the row in plain text.

A cell holds eight dots, two across and four down (Unicode's braille patterns, U+2800 to U+28FF).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Protocol, TypeVar

from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from game.readout.phrasebook import Phrasebook


class Pen(Enum):
    """What a run of a row means; from the ground up, a later one hides an earlier one."""

    BLANK = "blank"
    FRAME = "frame"
    LABEL = "label"
    TITLE = "title"
    MARK = "mark"
    """A moment: sunset, the last word by direct voice."""
    LIMIT = "limit"
    """What the rules allow."""
    TRAINED = "trained"
    """The trained pilot on the same day."""
    HISTORY = "history"
    """The same day with nobody doing anything."""
    SECOND = "second"
    """The second line of a picture with two."""
    FLOWN = "flown"
    CALL = "call"
    """Where a range was called."""


Run = tuple[str, Pen]
Row = tuple[Run, ...]

NARROWEST, LOWEST = 40, 8
"""The least size at which a picture can be read."""

_LETTERS = "abcdefgh"
"""Name the moments in the picture and in its legend."""

_LEGEND_ROWS = 2

_GUTTER = 7
"""Columns for the labels of the upright axis and the line beside them."""

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_RANKS = {pen: rank for rank, pen in enumerate(Pen)}
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes:
        low: value at its beginning.
        high: value at its end; it may be below the other.
        ticks: values that are labelled, with the labels.
        logarithmic: whether equal factors are equally far apart; then both ends are above zero.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return where a value stands: 0 at the beginning, 1 at the end; beyond it is outside."""
        if self.logarithmic:
            value = max(value, 1e-9)
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points.

    Attributes:
        name: the last part of the phrase that names it.
        pen: what it means.
        points: along the level axis, along the upright one.
        every: one dot of so many is drawn; 1 for a whole line.
    """

    name: str
    pen: Pen
    points: tuple[tuple[float, float], ...]
    every: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture before it has a size.

    Attributes:
        plot: which; its value is in the phrase of the title.
        level: the axis from left to right.
        upright: the axis from below up.
        curves: later ones over earlier ones.
        calls: places of marks on the flown line.
        called: the last part of the phrase that names those.
        moments: along the level axis, with the last part of the phrase that names each.
    """

    plot: Enum
    level: Axis
    upright: Axis
    curves: tuple[Curve, ...]
    calls: tuple[tuple[float, float], ...] = ()
    moments: tuple[tuple[float, str], ...] = ()
    called: str = "call"


class _Timed(Protocol):
    @property
    def tick(self) -> int: ...


T = TypeVar("T", bound=_Timed)


def over_time(samples: Sequence[T], value: Callable[[T], float]) -> tuple[tuple[float, float], ...]:
    """Return a value of samples against their time [s]."""
    return tuple((sample.tick / TICKS_PER_S, value(sample)) for sample in samples)


def upright(low: float, high: float, *, signed: bool = False) -> Axis:
    """Return an axis over a span, with round values at three to seven places."""
    rough = max(high - low, 1e-6) / 5.0
    size = 10.0 ** floor(log10(rough))
    step = next(size * part for part in _STEPS if size * part >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    digits = next((digits for digits in range(4) if abs(round(step, digits) - step) < 1e-9), 4)
    sign = "+" if signed else ""
    values = [round(step * i, digits) + 0.0 for i in range(first, last + 1)]
    return Axis(values[0], values[-1], tuple((value, f"{value:{sign}.{digits}f}") for value in values))


def draw_chart(picture: Chart, phrases: Phrasebook, columns: int, rows: int) -> tuple[Row, ...]:
    """Return a picture as rows.

    Args:
        picture: of what.
        phrases: for title, labels and legend.
        columns: of the whole picture, at least `NARROWEST`.
        rows: of the whole picture, at least `LOWEST`: a title, the picture, its axis with labels, and one or
            two of legend.

    Raises:
        ValueError: if it is smaller.
    """
    if columns < NARROWEST or rows < LOWEST:
        raise ValueError(f"a picture has at least {NARROWEST} by {LOWEST} cells, not {columns} by {rows}")
    legend = _legend(picture, phrases, columns)
    height = rows - 3 - len(legend)
    sheet = _Sheet(columns - _GUTTER, height)
    for (place, _), sign in zip(picture.moments, _LETTERS, strict=False):
        sheet.stand(picture.level.place(place), sign)
    for curve in picture.curves:
        sheet.trace(_placed(curve.points, picture), curve.pen, curve.every)
    for x, y in _placed(picture.calls, picture):
        sheet.put(x, y, "+", Pen.CALL)
    edge, labels = _below(picture.level, columns - _GUTTER)
    blank = " " * (_GUTTER - 1)
    sides = _beside(picture.upright, height)
    return (
        _fitted(((phrases.say(f"plot.{picture.plot.value}.title"), Pen.TITLE),), columns),
        *(
            _fitted(((label, Pen.LABEL), (side, Pen.FRAME), *row), columns)
            for (label, side), row in zip(sides, sheet.rows(), strict=True)
        ),
        _fitted(((blank, Pen.BLANK), ("└" + edge, Pen.FRAME)), columns),
        _fitted(((blank + " ", Pen.BLANK), (labels, Pen.LABEL)), columns),
        *(_fitted(row, columns) for row in legend),
    )


def plain(rows: Iterable[Row]) -> str:
    """Return rows as text, without blanks at their ends."""
    return "\n".join("".join(text for text, _ in row).rstrip() for row in rows)


# --- The sheet


class _Sheet:
    """Dots on cells, each dot with its pen."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._dots: dict[tuple[int, int], int] = {}
        self._pens: dict[tuple[int, int], Pen] = {}
        self._signs: dict[tuple[int, int], str] = {}

    def trace(self, points: Sequence[tuple[float, float]], pen: Pen, every: int) -> None:
        """Draw a line through points, each from 0 to 1 on both axes; what is outside is left out."""
        wide, high = self._columns * 2 - 1, self._rows * 4 - 1
        drawn = 0
        before: tuple[int, int] | None = None
        for x, y in points:
            now = (round(x * wide), round((1.0 - y) * high))
            for dot in _between(before or now, now):
                if dot == before:
                    continue
                if drawn % every == 0:
                    self._dot(dot, pen)
                drawn += 1
            before = now

    def put(self, x: float, y: float, sign: str, pen: Pen) -> None:
        """Put a sign on the cell at a place."""
        cell = (
            min(max(int(x * self._columns), 0), self._columns - 1),
            min(max(int((1.0 - y) * self._rows), 0), self._rows - 1),
        )
        self._signs[cell] = sign
        self._pens[cell] = pen

    def stand(self, x: float, sign: str) -> None:
        """Draw an upright line through the whole picture, with a sign at its head."""
        if 0.0 <= x <= 1.0:
            column = round(x * (self._columns * 2 - 1))
            for row in range(0, self._rows * 4, 2):
                self._dot((column, row), Pen.MARK)
            self.put(x, 1.0, sign, Pen.MARK)

    def rows(self) -> list[Row]:
        """Return what was drawn."""
        return [self._row(row) for row in range(self._rows)]

    def _dot(self, dot: tuple[int, int], pen: Pen) -> None:
        x, y = dot
        if not (0 <= x < self._columns * 2 and 0 <= y < self._rows * 4):
            return
        cell = (x // 2, y // 4)
        known = self._pens.get(cell, Pen.BLANK)
        self._dots[cell] = self._dots.get(cell, 0) | _BITS[y % 4][x % 2]
        self._pens[cell] = max(known, pen, key=_RANKS.__getitem__)

    def _row(self, row: int) -> Row:
        runs: list[Run] = []
        for column in range(self._columns):
            cell = (column, row)
            bits = self._dots.get(cell, 0)
            text = self._signs.get(cell) or (chr(0x2800 + bits) if bits else " ")
            pen = self._pens.get(cell, Pen.BLANK)
            if runs and runs[-1][1] is pen:
                runs[-1] = (runs[-1][0] + text, pen)
            else:
                runs.append((text, pen))
        return tuple(runs)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    (x0, y0), (x1, y1) = start, end
    steps = max(abs(x1 - x0), abs(y1 - y0))
    if steps == 0:
        return [end]
    return [(round(x0 + (x1 - x0) * i / steps), round(y0 + (y1 - y0) * i / steps)) for i in range(steps + 1)]


def _placed(points: Sequence[tuple[float, float]], picture: Chart) -> list[tuple[float, float]]:
    return [(picture.level.place(x), picture.upright.place(y)) for x, y in points]


def _beside(axis: Axis, rows: int) -> list[tuple[str, str]]:
    """Return the label and the edge of each row, from above."""
    labels: dict[int, str] = {}
    for value, label in axis.ticks:
        labels.setdefault(round((1.0 - axis.place(value)) * (rows - 1)), label)
    return [
        (labels.get(row, "").rjust(_GUTTER - 2) + " ", "┤" if row in labels else "│") for row in range(rows)
    ]


def _below(axis: Axis, columns: int) -> tuple[str, str]:
    """Return the edge under the picture and the labels under that, evenly fewer where they do not fit."""
    edge, text = [" "], [" "]
    for every in range(1, len(axis.ticks) + 1):
        edge, text = ["─"] * columns, [" "] * columns
        free, left_out = 0, False
        for value, label in axis.ticks[::every]:
            column = round(axis.place(value) * (columns - 1))
            start = min(max(0, column - len(label) // 2), columns - len(label))
            if start < free:
                left_out = True
                continue
            edge[column] = "┴"
            text[start : start + len(label)] = label
            free = start + len(label) + 1
        if not left_out:
            break
    return "".join(edge), "".join(text)


def _legend(picture: Chart, phrases: Phrasebook, columns: int) -> list[Row]:
    """Return what the signs mean, on as few rows as it takes, two at most."""
    signs = {Pen.FLOWN: "⠒⠒", Pen.SECOND: "⠐⠐", Pen.LIMIT: "⠂⠂", Pen.TRAINED: "⠄⠠", Pen.HISTORY: "⠁⠈"}
    entries: list[Row] = []

    def add(sign: str, pen: Pen, ident: str) -> None:
        entries.append(((f" {sign}", pen), (f" {phrases.say(ident)} ", Pen.LABEL)))

    for curve in reversed(picture.curves):
        add(signs[curve.pen], curve.pen, f"plot.curve.{curve.name}")
    if picture.calls:
        add("+", Pen.CALL, f"plot.curve.{picture.called}")
    for (_, name), letter in zip(picture.moments, _LETTERS, strict=False):
        add(letter, Pen.MARK, f"plot.moment.{name}")
    rows: list[Row] = []
    taken = columns + 1
    for entry in entries:
        width = len(entry[0][0]) + len(entry[1][0])
        if taken + width > columns + 1 and len(rows) < _LEGEND_ROWS:
            rows.append(entry)
            taken = width
        else:
            rows[-1] = (*rows[-1], *entry)
            taken += width
    return rows


def _fitted(row: Row, columns: int) -> Row:
    """Return a row that is exactly so wide."""
    runs: list[Run] = []
    left = columns
    for text, pen in row:
        if left <= 0:
            break
        runs.append((text[:left], pen))
        left -= len(text)
    if left > 0:
        runs.append((" " * left, Pen.BLANK))
    return tuple(runs)
