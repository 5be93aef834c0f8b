"""The panel beside the prose on a wide terminal: the crew, the day, and what moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, fit
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn
from game.app.widgets.gauges import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.readout.panel import CastReading, GaugeReading, SlateReading

_DAY_S = 86_400
_MOVED_KEPT = 3


@dataclass(frozen=True, slots=True)
class SideReading:
    """What the panel shows.

    Attributes:
        cast: the people who may be shown, in order.
        slate: for the day and the time.
        shots: the titles of the film in hand, oldest first.
    """

    cast: tuple[CastReading, ...]
    slate: SlateReading
    shots: tuple[str, ...]


class SidePanel(Drawn):
    """Context for a screen that has room for it."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._reading: SideReading | None = None
        self._moved: tuple[GaugeReading, ...] = ()

    def show(self, reading: SideReading, gauges: Sequence[GaugeReading]) -> None:
        """Draw a reading; the gauges that changed push out the ones that changed longest ago."""
        self._reading = reading
        changed = [gauge for gauge in gauges if gauge.change]
        names = {gauge.name for gauge in changed}
        kept = [gauge for gauge in self._moved if gauge.name not in names]
        self._moved = (*changed, *kept)[:_MOVED_KEPT]
        self.redraw()

    def forget(self) -> None:
        """Forget what moved: another point of the film is shown."""
        self._moved = ()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the panel, the least needed part left out where there is no room."""
        width, height = size
        if self._reading is None:
            return ()
        rows: list[Row] = [*self._day(self._reading.slate, width), (), *self._crew(self._reading.cast, width)]
        for part in (self._gauges(width), self._shots(self._reading.shots, width)):
            if part and len(rows) + 1 + len(part) <= height:
                rows += [(), *part]
        return rows[:height]

    def _heading(self, phrase: str) -> Row:
        return ((self._house.say(phrase), Ink.DIM),)

    def _day(self, slate: SlateReading, width: int) -> list[Row]:
        hours, minutes, seconds = (int(part) for part in slate.time.split(":"))
        past = (hours * 3600 + minutes * 60 + seconds) * width // _DAY_S
        return [
            (
                (f"{slate.date}  ", Ink.DIM),
                (slate.time, Ink.HEAD),
                (f"  {self._house.say('side.utc')}", Ink.DIM),
            ),
            (("─" * past, Ink.DIM), ("●", Ink.ACCENT), ("─" * (width - past - 1), Ink.DIM)),
        ]

    def _crew(self, cast: Sequence[CastReading], width: int) -> list[Row]:
        rows = [self._heading("side.crew")]
        for person in cast:
            if person.camera:
                mark = self._house.say("side.camera")
                pad = " " * max(1, width - 2 - len(person.tag) - len(mark))
                rows.append((("● ", Ink.ACCENT), (person.tag, Ink.HEAD), (pad, Ink.DIM), (mark, Ink.ACCENT)))
                rows += [
                    (("  ", Ink.DIM), (person.note[start:stop], Ink.DIM))
                    for start, stop in breaks(person.note, width - 2)
                ]
            else:
                rows.append((("  ", Ink.DIM), (fit(person.tag, width - 2), Ink.PAST)))
        return rows

    def _gauges(self, width: int) -> list[Row]:
        if not self._moved:
            return []
        rows = [self._heading("side.moved")]
        for gauge in self._moved:
            ink = Ink.CAUTION if gauge.change < 0 else Ink.ACCENT
            change = signed(gauge.change)
            pad = " " * max(1, width - 2 - len(gauge.label) - len(change) - len(str(gauge.value)) - 2)
            rows.append(
                (
                    ("  ", Ink.DIM),
                    (gauge.label, Ink.PAST),
                    (pad, Ink.DIM),
                    (change, ink),
                    (f"  {gauge.value}", Ink.PAST),
                )
            )
        return rows

    def _shots(self, shots: Sequence[str], width: int) -> list[Row]:
        if not shots:
            return []
        return [
            self._heading("side.shots"),
            *((("  ", Ink.DIM), (fit(shot, width - 2), Ink.PAST)) for shot in shots),
        ]
