"""A page of the flight book, with the step at which the advice stands.

Law: the book prints its own lines; here they are only inked and marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, fit
from game.app.widgets.drawn import Drawn
from game.narrative.flightbook import PAGE_COLUMNS, PAGE_LINES, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.narrative.flightbook import FlightBook, Page, PrintedLine

MARK = "▸"
"""Before the step that is advised."""

_LEAST = 20
"""Narrower than this the book does not print."""


class FlightBookPage(Drawn):
    """The page that lies open."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[FlightBook, Page, str] | None = None
        self._scrolled = 0

    def show(self, book: FlightBook, page: Page, step: str) -> None:
        """Lay a page open.

        Args:
            book: the page is of.
            page: to be shown.
            step: the id of its step that is advised; ``""`` for none.
        """
        if (book, page, step) != self._shown:
            self._shown = (book, page, step)
            self._scrolled = 0
            self.redraw()

    def scroll_page(self, by: int) -> bool:
        """Show what is above or below on a page that is longer than its room.

        Args:
            by: -1 up, 1 down.

        Returns:
            False when there is nothing more that way.
        """
        lines, first = self._lines(self.content_size)
        last = max(0, len(lines) - self.content_size.height)
        moved = max(0, min(last, first + by * max(1, self.content_size.height - 2)))
        if moved == first:
            return False
        self._scrolled += moved - first
        self.redraw()
        return True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows any page takes, so that turning one moves nothing else."""
        return PAGE_LINES

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the page; where it is longer than the room, the part with the advised step."""
        if self._shown is None:
            return ()
        step = self._shown[2]
        lines, first = self._lines(size)
        marked = [number for number, line in enumerate(lines) if step and line.step == step]
        return [
            _inked(
                line,
                size.width,
                title=first + number == 0,
                head=first + number in marked[:1],
                here=bool(step) and line.step == step,
            )
            for number, line in enumerate(lines[first : first + size.height])
        ]

    def _lines(self, size: Size) -> tuple[Sequence[PrintedLine], int]:
        """Return the lines of the page, and the first of them that is shown."""
        if self._shown is None:
            return (), 0
        book, page, step = self._shown
        lines = book.printed(page, max(_LEAST, min(PAGE_COLUMNS, size.width)))
        last = max(0, len(lines) - size.height)
        marked = [number for number, line in enumerate(lines) if step and line.step == step]
        by_itself = (marked[-1] if marked else 0) - size.height + 2
        return lines, max(0, min(last, max(0, min(last, by_itself)) + self._scrolled))


def _inked(line: PrintedLine, width: int, *, title: bool, head: bool, here: bool) -> Row:
    text = MARK + line.text[1:] if head else line.text
    text = fit(text, width)
    if title:
        return ((text, Ink.HEAD),)
    if here:
        return ((text, Ink.ACCENT),)
    match line.kind:
        case Kind.CAUTION:
            return ((text, Ink.CAUTION),)
        case Kind.NOTE | None:
            return ((text, Ink.DIM),)
        case Kind.STEP | Kind.PAGES:
            return ((text, Ink.PROSE),)
