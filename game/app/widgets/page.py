"""A page of rows that is only read: the help and the About."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView

from game.app.widgets.drawn import Inked
from game.app.widgets.transcript import MARGIN, margin_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from game.app.ink import Row


class Page(Inked, ScrollView, can_focus=True):
    """Rows that are made anew for every measure."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,K", "turn(-1)", show=False),
        Binding("down,j,J", "turn(1)", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown,space", "turn_page(1)", show=False),
        Binding("home", "turn(-1000000)", show=False),
        Binding("end", "turn(1000000)", show=False),
    ]

    def __init__(self, make: Callable[[int], Sequence[Row]], widest: int) -> None:
        """Make a page.

        Args:
            make: returns the rows for a measure.
            widest: the widest measure.
        """
        super().__init__()
        self._make = make
        self._widest = widest
        self._measure = 0
        self._rows: Sequence[Row] = ()

    class Moved(Message):
        """The view moved, or what is under it changed: there may be more to read or less."""

    @property
    def more(self) -> bool:
        """Whether rows lie below the view."""
        return round(self.scroll_y) + self.scrollable_content_region.height < len(self._rows)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the screen that the view moved."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay out for the width there is now."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._measure = max(1, min(self._widest, width - MARGIN))
        self._rows = self._make(self._measure)
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()
        self.post_message(self.Moved())

    def action_turn(self, rows: int) -> None:
        """Move on or back by rows."""
        self.scroll_to(y=self.scroll_y + rows, animate=False, force=True, immediate=True)

    def action_turn_page(self, by: int) -> None:
        """Move on or back by a view."""
        self.action_turn(by * max(1, self.scrollable_content_region.height - 1))

    def row(self, y: int) -> Row:
        """Return one row of the view."""
        index = y + round(self.scroll_y)
        row = self._rows[index] if index < len(self._rows) else ()
        if not row:
            return ()
        width = self.scrollable_content_region.width
        left = margin_for(width, self._measure, self.screen.has_class("-wide"))
        return ((" " * left, row[0][1]), *row)
