"""The five gauges in one line, with what the last order did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, Run, row_width
from game.app.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.readout.panel import GaugeReading

FULL = 5
"""Blocks of a full bar."""

LOW = 20
"""A gauge that falls to this value or under it asks for care. Chosen for play."""

LAST = 5
"""One that falls to this value asks for it now. Chosen for play."""


def signed(change: int) -> str:
    """Return a change with its sign, a true minus included."""
    return f"+{change}" if change > 0 else f"-{-change}"


def alarm(value: int, change: int) -> tuple[str, Ink]:
    """Return the sign and the ink of a value; one that did not fall is no news, however low it is."""
    if change >= 0 or value > LOW:
        return "", Ink.DIM
    return ("!!", Ink.ACT) if value <= LAST else ("!", Ink.CAUTION)


class Gauges(Drawn):
    """What it cost, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._readings: tuple[GaugeReading, ...] = ()

    def show(self, readings: tuple[GaugeReading, ...]) -> None:
        """Draw these readings."""
        if readings != self._readings:
            self._readings = readings
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the line, in the fullest form that fits."""
        width = size.width
        for gap, bars in ((3, True), (2, True), (1, True), (3, False), (2, False), (1, False)):
            row = self._row(gap, bars)
            if row_width(row) <= width:
                break
        else:
            row = self._row(1, False)
        return (row,)

    def _row(self, gap: int, bars: bool) -> Row:
        runs: list[Run] = []
        for number, reading in enumerate(self._readings):
            sign, ink = alarm(reading.value, reading.change)
            runs.append((" " * (gap if number else min(gap, 2)), Ink.DIM))
            runs.append((f"{reading.label.upper()}{sign} ", ink))
            moved = Ink.DIM if not reading.change else Ink.CAUTION if reading.change < 0 else Ink.ACCENT
            told = moved if reading.change else Ink.PROSE if ink is Ink.DIM else ink
            if bars:
                runs.append(("▆" * reading.blocks, told))
                runs.append(("▁" * (FULL - reading.blocks), Ink.DIM))
            else:
                runs.append((str(reading.value), told))
            if reading.change:
                runs.append((f" {signed(reading.change)}", moved))
        return tuple(runs)
