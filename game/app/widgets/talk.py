"""What was said in the flight: the last lines, the newest lowest, each with its age.

Law: an age is mission time, so that nothing grows older while the flight is paused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row
from game.app.screenplay import breaks, unmarked
from game.app.widgets.drawn import Drawn
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.values import LOOPS, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.vocabulary.values import Line

KEPT = 60
"""Lines that are kept; more than any terminal shows."""

FRESH_S = 8
"""How long a line counts as just said [s]. Chosen for play: as long as it takes to read it twice."""

_NAME = 10
"""Columns for a name, the bar of the loop among them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the flight.

    Attributes:
        line: what was said.
        tag: the name under which it was.
        tick: when.
    """

    line: Line
    tag: str
    tick: int


class Talk(Drawn):
    """The crew, the loop, and what the player said."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._heard: tuple[Heard, ...] = ()
        self._second = 0

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What is kept, the oldest first."""
        return self._heard

    def hear(self, lines: Iterable[Heard]) -> None:
        """Add lines at the end."""
        added = tuple(lines)
        if added:
            self._heard = (*self._heard, *added)[-KEPT:]
            self.redraw()

    def forget_after(self, tick: int) -> None:
        """Forget what was said after a tick: the flight stands there again."""
        kept = tuple(heard for heard in self._heard if heard.tick <= tick)
        if kept != self._heard:
            self._heard = kept
            self.redraw()

    def show_all(self, heard: Iterable[Heard]) -> None:
        """Show these lines and no others."""
        lines = tuple(heard)[-KEPT:]
        if lines != self._heard:
            self._heard = lines
            self.redraw()

    def set_tick(self, tick: int) -> None:
        """Let the lines grow older; they are drawn anew once a second."""
        second = tick // TICKS_PER_S
        if second != self._second:
            self._second = second
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return as many of the last lines as there is room for."""
        width, height = size
        rows: list[Row] = []
        for heard in reversed(self._heard):
            rows = [*self._rows_of(heard, width), *rows]
            if len(rows) >= height:
                break
        rows = rows[-height:] if height > 0 else []
        return [*([()] * (height - len(rows))), *rows]

    def _rows_of(self, heard: Heard, width: int) -> list[Row]:
        age_s = max(0, self._second - heard.tick // TICKS_PER_S)
        text, _ = unmarked(heard.line.text)
        fresh = age_s <= FRESH_S
        ink = Ink.PROSE if fresh else Ink.PAST
        lead: Row
        other: Row
        match heard.line.voice:
            case Voice.LOOP | Voice.SECOND_LOOP:
                bar = Ink.ACCENT if fresh else Ink.DIM
                sign = "▌" if heard.line.voice is Voice.LOOP else "▐"
                lead = ((sign, bar), (heard.tag.upper().ljust(_NAME - 1)[: _NAME - 1], Ink.DIM))
                other = ((sign, bar), (" " * (_NAME - 1), Ink.DIM))
            case Voice.SPEECH:
                lead = ((f" {heard.tag.upper()}".ljust(_NAME)[:_NAME], Ink.DIM),)
                other = ((" " * _NAME, Ink.DIM),)
            case Voice.ECHO:
                lead, other, ink = (
                    ((" › ", Ink.ACCENT),),
                    (("   ", Ink.DIM),),
                    Ink.ACCENT if fresh else Ink.PAST,
                )
            case Voice.NOTE | Voice.NARRATION | Voice.SLUGLINE:
                lead, other, ink = ((" · ", Ink.DIM),), (("   ", Ink.DIM),), Ink.DIM
        room = width - sum(len(piece) for piece, _ in lead)
        ages = (heard.line.voice is Voice.SPEECH or heard.line.voice in LOOPS) and not fresh
        aged = self._house.say("fly.age", seconds=age_s) if ages else ""
        full = f"{text} {aged}".rstrip()
        rows: list[Row] = []
        for number, (start, stop) in enumerate(breaks(full, room)):
            said = full[start : min(stop, len(text))]
            tail = full[max(start, len(text)) : stop]
            row = (*(lead if number == 0 else other), (said, ink), (tail, Ink.DIM))
            rows.append(tuple(run for run in row if run[0]))
        return rows
