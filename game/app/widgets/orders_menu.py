"""What can be ordered without typing: the numbered list of what a person can be told, and what waits.

Law: the words come from the screen; here they are laid out, and a click is told as the key that it stands
for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from game.app.ink import Ink, Row, Run, fit, row_width
from game.app.widgets.drawn import Drawn

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


class OrdersMenu(Drawn):
    """A heading and numbered rows."""

    def __init__(self) -> None:
        super().__init__()
        self._head = ""
        self._rows_said: tuple[str, ...] = ()
        self._more = ""

    def show(self, head: str, said: Sequence[str], more: str) -> None:
        """List what can be told.

        Args:
            head: stands above.
            said: a row each, numbered from 1.
            more: the row of the number 0, which turns the page; ``""`` for none.
        """
        rows = tuple(said)
        if (head, rows, more) != (self._head, self._rows_said, self._more):
            self._head, self._rows_said, self._more = head, rows, more
            self.redraw()
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return a row for each, the heading and the last one among them."""
        return 1 + len(self._rows_said) + (1 if self._more else 0)

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the list."""
        rows: list[Row] = [((fit(self._head, size.width), Ink.HEAD),)]
        for number, text in enumerate(self._rows_said, 1):
            rows.append(((f"{number} ", Ink.ACCENT), (fit(text, size.width - 2), Ink.PROSE)))
        if self._more:
            rows.append((("0 ", Ink.ACCENT), (fit(self._more, size.width - 2), Ink.DIM)))
        return rows

    def on_click(self, event: events.Click) -> None:
        """Pick the row under the pointer."""
        event.stop()
        number = event.y
        if 1 <= number <= len(self._rows_said):
            self.post_message(Pressed(str(number)))
        elif self._more and number == len(self._rows_said) + 1:
            self.post_message(Pressed("0"))


_REPLY = 4
"""Columns that a reply takes besides its words; and shorter than this none is cut."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the line above the keys says.

    Attributes:
        question: who waits for an answer to what, and how long yet; ``""`` for nobody.
        replies: in the order of their numbers.
        advice_key: as it is shown.
        advice: the standing advice in words.
    """

    question: str
    replies: tuple[str, ...]
    advice_key: str
    advice: str


class Prompt(Drawn):
    """The question that is open with its replies, and the standing advice."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Waiting | None = None
        self._spans: dict[int, list[tuple[int, int, str]]] = {}

    @property
    def waiting(self) -> Waiting | None:
        """What it says now."""
        return self._waiting

    def show(self, waiting: Waiting) -> None:
        """Say what waits."""
        before, self._waiting = self._waiting, waiting
        if waiting != before:
            self.redraw()
            if before is None or bool(before.question) != bool(waiting.question):
                self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return three rows while somebody waits for an answer, else one."""
        return 3 if self._waiting is not None and self._waiting.question else 1

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows."""
        if self._waiting is None:
            return ()
        said, width = self._waiting, size.width
        self._spans = {}
        rows: list[Row] = []
        if said.question:
            rows.append(((" ?  ", Ink.CAUTION), (fit(said.question, width - 4), Ink.STRESS)))
            rows.append(self._replies(said.replies, width))
        key = f" {said.advice_key} "
        self._spans[len(rows)] = [(0, width, "enter")]
        rows.append(
            ((key, Ink.ACCENT), (fit(said.advice, width - row_width(((key, Ink.ACCENT),))), Ink.PAST))
        )
        return rows

    def _replies(self, replies: Sequence[str], width: int) -> Row:
        """Return the replies in one row, the longest cut where they have no room."""
        said = list(replies)
        while sum(len(reply) + _REPLY for reply in said) > width - 2 and max(map(len, said)) > _REPLY:
            longest = max(range(len(said)), key=lambda number: len(said[number]))
            said[longest] = fit(said[longest], len(said[longest]) - 1)
        runs: list[Run] = [("  ", Ink.DIM)]
        spans: list[tuple[int, int, str]] = []
        at = 2
        for number, reply in enumerate(said, 1):
            piece: Row = (("  ", Ink.DIM), (f"{number} ", Ink.ACCENT), (reply, Ink.PROSE))
            spans.append((at + 2, at + row_width(piece), str(number)))
            at += row_width(piece)
            runs += piece
        self._spans[1] = spans
        return tuple(runs)

    def on_click(self, event: events.Click) -> None:
        """Do what the key of the words under the pointer does."""
        event.stop()
        for start, stop, key in self._spans.get(event.y, ()):
            if start <= event.x < stop:
                self.post_message(Pressed(key))
                return
