"""A moment that is only looked at, beside what is open.

Law: draws what `game.readout.previews` says; where there is no room for all of it, what was said last and how
it stood stay longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row
from game.app.screenplay import block_of, breaks, rows_of
from game.app.widgets.drawn import Drawn
from game.emergencies.crew import PLACE_OF_LINES
from game.errors import OffScriptError
from game.readout.panel import speaker_tag
from game.readout.previews import About, Looked, PreviewRow, read_preview, say_preview
from game.readout.story_map_words import say_flight_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.house import House
    from game.readout.previews import PreviewReading
    from game.storage.moments import Frame
    from game.vocabulary.values import Line

_MARGIN = 2
_WIDEST = 76
_HANG = 2
_LEAST_SAID = 2
"""Rows that what was said last keeps, however little room there is."""

_CUT = "…"
"""In the last row: there was no room for more."""

_ROOMY = 12
"""Rows from which each decision has one of its own. Chosen for 80 by 24 and for 120 by 40."""

_INKS = {
    About.WHERE: Ink.HEAD,
    About.PANEL: Ink.PROSE,
    About.GAUGES: Ink.PROSE,
    About.HEAD: Ink.DIM,
    About.CHOSEN: Ink.ACCENT,
    About.MORE: Ink.DIM,
}


class PreviewPane(Drawn):
    """What stood at a moment, and what differs from now."""

    def __init__(self, house: House, *, said: bool = True) -> None:
        """Make a pane.

        Args:
            house: the words, and the session.
            said: whether what was said there, and a flight's panel, are repeated; a screen that shows them
                anyway leaves them out.
        """
        super().__init__()
        self._house = house
        self._said = said
        self._told: tuple[PreviewRow, ...] = ()

    @property
    def told(self) -> tuple[PreviewRow, ...]:
        """What it tells, before it is cut to the room there is."""
        return self._told

    def show(self, reading: PreviewReading | None) -> None:
        """Draw a reading, or nothing."""
        told = () if reading is None else say_preview(reading, self._house.phrases)
        if not self._said:
            told = tuple(row for row in told if row.about is not About.PANEL)
        if told != self._told:
            self._told = told
            self.redraw()

    def look(
        self,
        moment: int,
        tick: int | None = None,
        untried: Sequence[str] = (),
        before: Sequence[str] = (),
    ) -> None:
        """Look at a moment of the open playthrough, and draw it; at what cannot be looked at, nothing.

        Args:
            moment: its number.
            tick: of its flight.
            untried: what was open there and never taken.
            before: what was open a little before, on the same row of the map, and never taken.
        """
        session = self._house.session
        try:
            seen = session.look(moment, tick)
        except OffScriptError:
            self.show(None)
            return
        looked = Looked(
            state=seen.state,
            present=seen.present,
            lines=self._said_last(seen.frame) if self._said else (),
            there=seen.there,
            here=seen.here,
            untried=untried,
            before=before,
            is_now=tick is None and moment == session.present.moment,
            aside=seen.fork != seen.moment,
        )
        self.show(read_preview(session.book, looked))

    def _said_last(self, frame: Frame) -> tuple[Line, ...]:
        """Return what was said last at a moment; where only time had passed, before it."""
        session = self._house.session
        if frame.lines or frame.parent is None:
            return frame.lines
        twigs = session.twigs()
        before = twigs[frame.parent]
        while not before.words and before.parent is not None:
            before = twigs[before.parent]
        return session.look(before.ident).frame.lines

    def draw(self, size: Size) -> Sequence[Row]:
        """Return as much as there is room for."""
        width, height = size
        measure = max(1, min(_WIDEST, width - 2 * _MARGIN))
        before: list[Row] = []
        said: list[Row] = []
        after: list[Row] = []
        for told in self._told if height >= _ROOMY else _closely(self._told):
            if told.line is not None:
                said += self._line(told, measure)
            else:
                (after if said or told.about is not About.WHERE else before).extend(_wrapped(told, measure))
        room = max(_LEAST_SAID, height - len(before) - len(after), height // 3)
        rows = [*before, *said[-room:], *after]
        if len(rows) > height > 1:
            rows[height - 1 :] = [((_CUT, Ink.DIM),)]
        return [((" " * _MARGIN, Ink.DIM), *row) if row else () for row in rows[:height]]

    def _line(self, told: PreviewRow, measure: int) -> list[Row]:
        line = told.line
        if line is None:
            return []
        tag = speaker_tag(self._house.session.book, line.speaker) if line.speaker else ""
        return rows_of(block_of(line, tag, "", first=True), measure, fresh=False)


def _closely(told: Sequence[PreviewRow]) -> list[PreviewRow]:
    """Return the rows with a heading and what stands under it in one."""
    close: list[PreviewRow] = []
    for row in told:
        under = row.about in (About.CHOSEN, About.MORE)
        if under and close and close[-1].about in (About.HEAD, About.CHOSEN):
            close[-1] = PreviewRow(About.CHOSEN, f"{close[-1].text} {row.text}")
        else:
            close.append(row)
    return close


def how_it_ended(house: House, landing: int) -> str:
    """Return how a flight ended, by the words that were read on after it; ``""`` where they do not tell.

    Args:
        house: the words, and the session.
        landing: the moment that ended it.
    """
    try:
        frame = house.session.look(landing).frame
    except OffScriptError:
        return ""
    written = (line.ident for line in frame.lines if not line.ident.startswith(PLACE_OF_LINES))
    beat = next((ident for ident in written if ident), "").rpartition("/")[2]
    return say_flight_end(beat, house.phrases)


def _wrapped(told: PreviewRow, measure: int) -> list[Row]:
    ink = _INKS.get(told.about, Ink.PROSE)
    hang = _HANG if told.about is About.CHOSEN else 0
    return [
        ((" " * (hang if number else 0), Ink.DIM), (told.text[start:stop], ink))
        for number, (start, stop) in enumerate(breaks(told.text, measure - hang))
    ]
