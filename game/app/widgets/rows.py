"""A list of rows with a cursor: the Dailies, the can, the Archive's index and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from game.app.ink import Ink, Row, cut, fit, row_width
from game.app.widgets.drawn import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType


_CURSOR = 2
"""Columns that the cursor's mark takes."""


class RowList(Inked, ScrollView, can_focus=True):
    """Rows, one line each; only those in view are drawn, so ten thousand cost what twenty do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,K", "move(-1)", show=False),
        Binding("down,j,J", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown,space", "move_page(1)", show=False),
        Binding("home", "move_to(0)", show=False),
        Binding("end", "move_to(-1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row.

        Attributes:
            index: which, from 0.
        """

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Picked(Message):
        """Enter or the mouse took a row.

        Attributes:
            index: which, from 0.
            column: for the mouse: the column of the row's text under the pointer; None for a key.
        """

        def __init__(self, index: int, column: int | None = None) -> None:
            super().__init__()
            self.index = index
            self.column = column

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self._rows: Sequence[Row] = ()
        self._at = 0

    @property
    def at(self) -> int:
        """Which row the cursor stands on, from 0."""
        return self._at

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""
        return self._rows

    def show(self, rows: Sequence[Row], at: int = 0) -> None:
        """Show other rows, the cursor on one of them; ``-1`` is the last."""
        self._rows = rows
        self._at = max(0, min(len(rows) - 1, at if at >= 0 else len(rows) + at))
        self._lay_out()
        self._reveal()

    def action_move(self, by: int) -> None:
        """Move the cursor, stopping at the ends."""
        self._place(self._at + by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by one view."""
        self._place(self._at + by * max(1, self.scrollable_content_region.height - 1))

    def action_move_to(self, index: int) -> None:
        """Move the cursor to a row; ``-1`` is the last."""
        self._place(index if index >= 0 else len(self._rows) + index)

    def action_pick(self) -> None:
        """Take the row under the cursor."""
        if self._rows:
            self.post_message(self.Picked(self._at))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row under the pointer; a click on the cursor takes it."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else offset.y + round(self.scroll_y)
        if offset is not None and 0 <= row < len(self._rows):
            event.stop()
            column = offset.x - _CURSOR
            if row == self._at or self.takes_at(row, column):
                self._place(row)
                self.post_message(self.Picked(row, column))
            else:
                self._place(row)

    def takes_at(self, row: int, column: int) -> bool:  # noqa: ARG002  # for lists that have such places
        """Return whether a click on this column of a row takes it also when the cursor is elsewhere."""
        return False

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._lay_out()
        self._reveal()

    def _place(self, index: int) -> None:
        index = max(0, min(len(self._rows) - 1, index))
        if index != self._at:
            self._at = index
            self._reveal()
            self.post_message(self.Moved(index))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width > 0:
            self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _reveal(self) -> None:
        room = self.scrollable_content_region.height
        top = round(self.scroll_y)
        if room <= 0:
            return
        if self._at < top:
            self.scroll_to(y=self._at, animate=False, force=True, immediate=True)
        elif self._at >= top + room:
            self.scroll_to(y=self._at - room + 1, animate=False, force=True, immediate=True)
        self.refresh()

    def row(self, y: int) -> Row:
        """Return one row of the view."""
        width = self.scrollable_content_region.width
        index = y + round(self.scroll_y)
        if not self._rows:
            return (("  ", Ink.DIM), (fit(self._empty, width - 2), Ink.DIM)) if y == 0 else ()
        if index >= len(self._rows):
            return ()
        row = self._rows[index]
        if index != self._at:
            return cut((("  ", Ink.DIM), *row), width)
        if not self.has_focus:
            return cut((("▸ ", Ink.ACCENT), *row), width)
        text = fit("▸ " + "".join(piece for piece, _ in row), width)
        return ((text + " " * (width - row_width(((text, Ink.CURSOR),))), Ink.CURSOR),)
