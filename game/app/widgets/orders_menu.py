"""What can be ordered without typing: the numbered list of what a person can be told, and what waits.

Law: the words come from the screen; here they are laid out, and a click is told as the key that it stands
for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from game.app.ink import Ink, Row, Run, fit, row_width
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn
from game.app.widgets.flight_book import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.geometry import Size


class Pressed(Message):
    """Something was clicked that a key does as well.

    Attributes:
        key: Textual's name for the key.
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list.

    Attributes:
        said: the order, how long it takes, and what it costs.
        advised: it is the standing advice.
        idle: it would change nothing now.
    """

    said: str
    advised: bool = False
    idle: bool = False


_REPLY = 4
"""Columns that a reply takes besides its words."""

_LEAD = 3
"""Columns before an order: the mark of what is advised, its number, and a space."""


class OrdersMenu(Drawn):
    """A heading and numbered rows; an order that is longer than a row goes on under itself."""

    def __init__(self) -> None:
        super().__init__()
        self._head = ""
        self._entries: tuple[Entry, ...] = ()
        self._more = ""
        self._numbers: list[str] = []

    def show(self, head: str, entries: Sequence[Entry], more: str) -> None:
        """List what can be told.

        Args:
            head: stands above.
            entries: numbered from 1.
            more: the row of the number 0, which turns the page; ``""`` for none.
        """
        listed = tuple(entries)
        if (head, listed, more) != (self._head, self._entries, self._more):
            self._head, self._entries, self._more = head, listed, more
            self.redraw()
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the list takes, every order in full."""
        return len(self._laid(width, in_full=True)[0])

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the list; where it is too long in full, a row an order."""
        rows, numbers = self._laid(size.width, in_full=True)
        if len(rows) > size.height:
            rows, numbers = self._laid(size.width, in_full=False)
        self._numbers = numbers
        return rows

    def _laid(self, width: int, *, in_full: bool) -> tuple[list[Row], list[str]]:
        """Return the rows, and the number that each of them stands for."""
        rows: list[Row] = [((fit(self._head, width), Ink.HEAD),)]
        numbers = [""]
        room = max(1, width - _LEAD)
        for number, entry in enumerate(self._entries, 1):
            ink = Ink.ACCENT if entry.advised else Ink.DIM if entry.idle else Ink.PROSE
            lead = f"{MARK if entry.advised else ' '}{number} "
            whole = breaks(entry.said, room)
            said = [entry.said[start:stop] for start, stop in whole] if in_full else [fit(entry.said, room)]
            for line in said:
                rows.append(((lead, Ink.DIM if entry.idle else Ink.ACCENT), (line, ink)))
                numbers.append(str(number))
                lead = " " * _LEAD
        if self._more:
            rows.append(((" 0 ", Ink.ACCENT), (fit(self._more, room), Ink.DIM)))
            numbers.append("0")
        return rows, numbers

    def on_click(self, event: events.Click) -> None:
        """Pick the row under the pointer."""
        event.stop()
        number = self._numbers[event.y] if event.y < len(self._numbers) else ""
        if number:
            self.post_message(Pressed(number))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the line above the keys says.

    Attributes:
        question: who waits for an answer to what, and how long yet; ``""`` for nobody.
        replies: in the order of their numbers.
        advice_key: as it is shown.
        advice: the standing advice in words, with its reason; ``""`` where nobody gives any.
        first: what whoever sees it for the first time is told, a sentence a row.
    """

    question: str
    replies: tuple[str, ...]
    advice_key: str
    advice: str
    first: tuple[str, ...] = ()


class Prompt(Drawn):
    """The question that is open with its replies, and the standing advice; nothing of it is ever cut."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Waiting | None = None
        self._spans: dict[int, list[tuple[int, int, str]]] = {}
        self._height = 1

    @property
    def waiting(self) -> Waiting | None:
        """What it says now."""
        return self._waiting

    def show(self, waiting: Waiting) -> None:
        """Say what waits."""
        if waiting != self._waiting:
            self._waiting = waiting
            self.redraw()
            if len(self._laid(self.size.width)[0]) != self._height:
                self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows all of it takes."""
        self._height = len(self._laid(width)[0])
        return max(1, self._height)

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows."""
        rows, self._spans = self._laid(size.width)
        return rows

    def _laid(self, width: int) -> tuple[list[Row], dict[int, list[tuple[int, int, str]]]]:
        """Return the rows, and on each what key its columns stand for."""
        rows: list[Row] = []
        spans: dict[int, list[tuple[int, int, str]]] = {}
        said = self._waiting
        if said is None or width <= 0:
            return rows, spans
        for sentence in said.first:
            rows += _wrapped((" ·  ", Ink.DIM), sentence, Ink.STRESS, width)
        if said.question:
            rows += _wrapped((" ?  ", Ink.CAUTION), said.question, Ink.STRESS, width)
            self._add_replies(said.replies, width, rows, spans)
        if said.advice:
            advice = _wrapped((f" {said.advice_key}  ", Ink.ACCENT), said.advice, Ink.ACCENT, width)
            for row in advice:
                spans[len(rows)] = [(0, width, "enter")]
                rows.append(row)
        return rows, spans

    def _add_replies(
        self,
        replies: Sequence[str],
        width: int,
        rows: list[Row],
        spans: dict[int, list[tuple[int, int, str]]],
    ) -> None:
        """Add the replies in one row; where they have no room in it, each in its own."""
        if 2 + sum(cell_len(reply) + _REPLY for reply in replies) > width:
            for number, reply in enumerate(replies, 1):
                for row in _wrapped((f"    {number} ", Ink.ACCENT), reply, Ink.PROSE, width):
                    spans[len(rows)] = [(2, width, str(number))]
                    rows.append(row)
            return
        runs: list[Run] = [("  ", Ink.DIM)]
        along: list[tuple[int, int, str]] = []
        at = 2
        for number, reply in enumerate(replies, 1):
            piece: Row = (("  ", Ink.DIM), (f"{number} ", Ink.ACCENT), (reply, Ink.PROSE))
            along.append((at + 2, at + row_width(piece), str(number)))
            at += row_width(piece)
            runs += piece
        spans[len(rows)] = along
        rows.append(tuple(runs))

    def on_click(self, event: events.Click) -> None:
        """Do what the key of the words under the pointer does."""
        event.stop()
        for start, stop, key in self._spans.get(event.y, ()):
            if start <= event.x < stop:
                self.post_message(Pressed(key))
                return


def _wrapped(lead: Run, text: str, ink: Ink, width: int) -> list[Row]:
    """Return a text behind its sign, on as many rows as it takes."""
    indent = cell_len(lead[0])
    rows: list[Row] = []
    for start, stop in breaks(text, max(1, width - indent)):
        rows.append((lead, (text[start:stop], ink)))
        lead = (" " * indent, Ink.DIM)
    return rows
