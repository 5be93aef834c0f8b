"""A picture of braille dots as a widget.

Law: it draws what it is shown, when that has changed, and only the rows that have; it knows no state and no
clock. The picture is as large as the widget.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from game.app.periscope.paints import paints_of
from game.app.periscope.tones import Tone
from game.app.widgets.drawn import app_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import ClassVar

    from textual.geometry import Size

    from game.app.periscope.tones import DrawnRow

V = TypeVar("V")

_PAINTED_KEPT = 512
"""Rows that are kept painted: the picture's own, and those of the frames just before."""


@lru_cache(_PAINTED_KEPT)
def paint(row: DrawnRow, width: int, theme: str) -> Strip:
    """Return a row as a strip in a look, ``width`` cells wide."""
    paints = paints_of(theme)
    strip = Strip((Segment(text, paints[tone]) for text, tone in row))
    return strip.adjust_cell_length(width, Style(bgcolor=paints[Tone.NOTHING].bgcolor))


class Braille(Widget, Generic[V]):
    """A picture that is made of a view; `show` is given one, and None leaves it empty."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._view: V | None = None
        self._rows: Sequence[DrawnRow] = ()
        self._drawn: tuple[V | None, Size] | None = None

    @property
    def view(self) -> V | None:
        """What it shows."""
        return self._view

    def make(self, view: V, columns: int, rows: int) -> Sequence[DrawnRow]:
        """Return the rows of a view in a size in cells."""
        raise NotImplementedError

    def show(self, view: V | None) -> None:
        """Draw a view, unless it is the one that is there."""
        if view == self._view:
            return
        self._view = view
        if not self.is_attached or not self.content_size:
            return
        before = self._rows
        self._draw(self.content_size)
        if len(before) != len(self._rows):
            self.refresh()
            return
        width = self.content_size.width
        changed = [
            Region(0, y, width, 1)
            for y, (old, new) in enumerate(zip(before, self._rows, strict=True))
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def _draw(self, size: Size) -> None:
        self._drawn = (self._view, size)
        if self._view is None:
            self._rows = ((),) * size.height
        else:
            self._rows = self.make(self._view, size.width, size.height)

    def _row(self, y: int) -> DrawnRow:
        size = self.content_size
        if self._drawn != (self._view, size):
            self._draw(size)
        return self._rows[y] if y < len(self._rows) else ()

    def render_line(self, y: int) -> Strip:
        """Return one row as a strip."""
        return paint(self._row(y), self.content_size.width, app_of(self).theme)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the view, without Textual's style cache, which costs as much again."""
        if self.styles.gutter:
            return super().render_lines(crop)
        theme, width = app_of(self).theme, self.content_size.width
        strips = [paint(self._row(y), width, theme) for y in crop.line_range]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips
