"""The line at the head of a screen that is not the play, and a rule under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, spread
from game.app.widgets.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size


class Heading(Drawn):
    """A title at the left, and how many there are at the right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._count = ""

    def set_count(self, text: str) -> None:
        """Say something at the right end."""
        if text != self._count:
            self._count = text
            self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the heading and its rule."""
        width = size.width
        right: Row = ((f"{self._count} ", Ink.DIM),) if self._count else ()
        return (spread(((f" {self._title}", Ink.HEAD),), right, width), (("─" * width, Ink.DIM),))
