"""A widget that is rows of ink.

Law: the ink's look is taken from the theme when a row is painted, not from the style sheet: fourteen inks in
every widget would cost the first frame more than the picture does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from game.app.themes import styles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import ClassVar

    from textual.app import App
    from textual.dom import DOMNode
    from textual.geometry import Size

    from game.app.ink import Row


def app_of(node: DOMNode) -> App[int]:
    """Return the app that a screen or a widget belongs to, with the type of its result."""
    return cast("App[int]", node.app)  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it open


def paint(widget: Widget, row: Row, width: int) -> Strip:
    """Return a row as a strip of exactly ``width`` cells, in the look that is on."""
    styles = styles_of(app_of(widget).theme)
    segments = [Segment(text, styles[ink]) for text, ink in row]
    return Strip(segments).adjust_cell_length(width, widget.rich_style)


class Drawn(Widget):
    """A widget that is a few rows of ink, made anew only when its size or what it shows has changed."""

    ALLOW_SELECT: ClassVar[bool] = False

    _rows: Sequence[Row] = ()
    _drawn_for: Size | None = None

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the rows for a size; fewer than ``height`` leave the rest empty."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Make the rows anew at the next paint."""
        self._drawn_for = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row as a strip."""
        size = self.content_size
        if self._drawn_for != size:
            self._rows = self.draw(size)
            self._drawn_for = size
        return paint(self, self._rows[y] if y < len(self._rows) else (), size.width)
