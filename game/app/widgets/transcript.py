"""The transcript: every line of the playthrough, from the first, in one view.

Law: one widget that draws the rows that are looked at, never a stack of widgets; words appear at once and the
view moves without animation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from game.app.ink import Ink
from game.app.screenplay import Block, Roll
from game.app.widgets.drawn import Inked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from game.app.ink import Row

MARGIN = 2
"""Columns to the left of the measure on a terminal that has no more to give."""


def margin_for(width: int, measure: int, centred: bool) -> int:
    """Return the columns to the left of the prose."""
    return max(MARGIN, (width - measure) // 2) if centred else MARGIN


class Transcript(Inked, ScrollView, can_focus=False):
    """All that was said, scrolled to what was said last."""

    class Moved(Message):
        """The view moved, or what is under it changed: there may be more to read or less."""

    def __init__(self, widest: int) -> None:
        super().__init__()
        self.roll = Roll()
        self._widest = widest
        self._fresh = 0
        self._cut = False
        self._pinned = True
        self._mark = (0, 0)
        self._laid: tuple[int, int] | None = None
        self._coming = (0, 0)

    @property
    def centred(self) -> bool:
        """Whether the prose stands in the middle of the room it has."""
        return self.screen.has_class("-wide")

    @property
    def more(self) -> bool:
        """Whether rows that were not yet in view lie below."""
        return self._top() + self._room() < self.roll.height

    @property
    def spare(self) -> int:
        """How many rows of the view are empty under the last line."""
        return max(0, self._room() - max(0, self.roll.height - self._top()))

    def set_widest(self, widest: int) -> None:
        """Lay the prose out in another text width."""
        self._widest = widest
        self._reflow()

    @property
    def max_scroll_y(self) -> int:
        """The row at the top when the view stands at the end."""
        return max(0, self.virtual_size.height - self._room())

    def yield_rows(self, rows: int) -> None:
        """Expect that the next frame leaves so many rows less to the view, or more where it is below 0.

        What is added before that frame is then laid out once, for the room it will have.
        """
        room = self.scrollable_content_region.height
        self._coming = (room, room - rows)

    def show_all(self, blocks: Sequence[Block], fresh: int) -> None:
        """Show another playthrough, or another point of this one.

        Args:
            blocks: everything, from the first line.
            fresh: which block is the first of what was said last.
        """
        self.roll.clear()
        self._fresh = 0
        self.add(blocks, fresh_from=fresh, cut=False)

    def add(self, blocks: Sequence[Block], *, fresh_from: int | None = None, cut: bool) -> None:
        """Add what an order showed, and bring its first line into view.

        Args:
            blocks: the new lines.
            fresh_from: the first of what was said last; the first new line when None.
            cut: whether the picture cut to another scene: then the view begins with the first new line.
        """
        self._fresh = len(self.roll) if fresh_from is None else fresh_from
        self._cut = cut
        self.roll.append(blocks)
        self.roll.freshen(self._fresh)
        self._pinned = True
        self._measure_up()

    def page(self) -> bool:
        """Move on by one view, keeping the last row; return False when there is no more."""
        if not self.more:
            return False
        self._go(self._top() + max(1, self._room() - 1))
        return True

    def page_back(self) -> None:
        """Move back by one view."""
        self._go(self._top() - max(1, self._room() - 1))

    def to_first(self) -> None:
        """Go to the first line of the playthrough."""
        self._go(0)

    def to_last(self) -> None:
        """Go to the end."""
        self._go(self.max_scroll_y)

    def _go(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True, immediate=True)

    def _top(self) -> int:
        return round(self.scroll_y)

    def _room(self) -> int:
        room = self.scrollable_content_region.height
        now, then = self._coming
        return then if room == now else room

    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _reflow(self) -> None:
        """Take up the width there is now; what stood at the top stays there."""
        width = self._width()
        if width > 0:
            measured_anew = self.roll.set_measure(max(1, min(self._widest, width - MARGIN)))
            if measured_anew or self._laid != (width, self._room()):
                self._measure_up()

    def _measure_up(self) -> None:
        """Tell Textual how many rows there are, and stop at what was said last, or where the player was."""
        width, room = self._width(), self._room()
        if width <= 0 or room <= 0:
            return
        first = self.roll.start_of(self._fresh)
        height = self.roll.height
        top = first if self._cut or height - first > room else max(0, height - room)
        self._laid = None
        self.virtual_size = Size(width, max(height, top + room))
        self._go(top if self._pinned else self.roll.row_of(self._mark))
        self._laid = (width, room)
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay out anew for the size there is now, unless it is what was expected."""
        self._coming = (0, 0)
        self._reflow()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember where the player went, and tell the screen that the view moved.

        A move while the size is another than what was laid out is not the player's.
        """
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if self._laid == (self._width(), self._room()):
                self._pinned = False
                self._mark = self.roll.mark_at(round(new_value))
            self.post_message(self.Moved())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back three rows."""
        event.stop()
        event.prevent_default()
        self._go(self._top() - 3)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on three rows."""
        event.stop()
        event.prevent_default()
        self._go(self._top() + 3)

    def rows_in(self, lines: range) -> list[Row]:
        """Return some rows of the view."""
        margin = (" " * margin_for(self._width(), self.roll.measure, self.centred), Ink.DIM)
        top = self._top()
        rows = [self.roll.row(top + y) for y in lines]
        return [(margin, *row) if row else () for row in rows]
