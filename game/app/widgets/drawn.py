"""A widget that is rows of ink.

Law: the ink's look is taken from the theme when a row is painted, not from the style sheet: fourteen inks in
every widget would cost the first frame more than the picture does. A row that was painted is kept and shown
again wherever it stands: most of a frame is what the frame before showed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from game.app.ink import Ink
from game.app.themes import styles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import ClassVar

    from textual.app import App
    from textual.dom import DOMNode
    from textual.geometry import Region, Size

    from game.app.ink import Row

_PAINTED_KEPT = 1024
"""Rows that are kept painted; more than any terminal shows."""


def app_of(node: DOMNode) -> App[int]:
    """Return the app that a screen or a widget belongs to, with the type of its result."""
    return cast("App[int]", node.app)  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open


@lru_cache(_PAINTED_KEPT)
def paint(row: Row, width: int, whole: int, theme: str) -> Strip:
    """Return a row as a strip in a look.

    Args:
        row: what stands in it.
        width: cells that it may take.
        whole: cells of the strip; what is more than ``width`` is kept free for a scrollbar.
        theme: the look's name.
    """
    styles = styles_of(theme)
    prose = styles[Ink.PROSE]
    strip = Strip(Segment(text, styles[ink]) for text, ink in row).adjust_cell_length(width, prose)
    return strip.adjust_cell_length(whole, Style(bgcolor=prose.bgcolor))


class Inked(Widget):
    """A widget that tells each of its rows as ink."""

    ALLOW_SELECT: ClassVar[bool] = False

    def row(self, y: int) -> Row:
        """Return what stands in one row of the view; ``()`` is an empty one.

        A widget that knows something that all its rows need has `rows_in` of its own instead.
        """
        raise NotImplementedError

    def rows_in(self, lines: range) -> list[Row]:
        """Return some rows of the view."""
        return [self.row(y) for y in lines]

    def render_line(self, y: int) -> Strip:
        """Return one row as a strip."""
        width = self.scrollable_content_region.width
        return paint(self.rows_in(range(y, y + 1))[0], width, width, app_of(self).theme)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the view.

        Textual lays background, padding and borders under every line that it renders. A row of ink has its
        own background, and so only a widget with something around it takes that way.
        """
        if self.styles.gutter:
            return super().render_lines(crop)
        theme, width, whole = app_of(self).theme, self.scrollable_content_region.width, self.outer_size.width
        strips = [paint(row, width, whole, theme) for row in self.rows_in(crop.line_range)]
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        if crop.column_span != (0, whole):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips


class Drawn(Inked):
    """A widget that is a few rows of ink, made anew only when its size or what it shows has changed."""

    _rows: Sequence[Row] = ()
    _drawn_for: Size | None = None

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows for a size; fewer than ``height`` leave the rest empty."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Make the rows anew at the next paint."""
        self._drawn_for = None
        self.refresh()

    def row(self, y: int) -> Row:
        """Return one of the rows."""
        size = self.content_size
        if self._drawn_for != size:
            self._rows = self.draw(size)
            self._drawn_for = size
        return self._rows[y] if y < len(self._rows) else ()
