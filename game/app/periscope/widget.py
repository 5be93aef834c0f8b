"""The round glass as a widget.

Law: `game.app.widgets.braille`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.periscope.picture import View, picture
from game.app.periscope.tones import Tone
from game.app.widgets.braille import Braille

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from game.app.periscope.tones import DrawnRow


class Periscope(Braille[View]):
    """What the commander sees."""

    def __init__(self, narrow_label: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Make an empty glass.

        Args:
            narrow_label: stands under the field while it is the narrow one; the words come from the caller.
            id: of the widget.
        """
        super().__init__(id=id)
        self._narrow_label = narrow_label

    def make(self, view: View, columns: int, rows: int) -> Sequence[DrawnRow]:
        """Return the rows of a view in a size in cells."""
        return picture(view, columns, rows)

    def _draw(self, size: Size) -> None:
        super()._draw(size)
        view = self.view
        if view is not None and view.sight.narrow and self._narrow_label and self._rows:
            self._rows = [*self._rows[:-1], labelled(self._rows[-1], self._narrow_label)]


def labelled(row: DrawnRow, label: str) -> DrawnRow:
    """Return a row with words at its left end, over what stood there."""
    width = sum(len(text) for text, _ in row)
    kept: list[tuple[str, Tone]] = [(label[:width], Tone.RIM)]
    skip = len(label) + 1
    if skip <= width:
        kept.append((" ", Tone.NOTHING))
    for text, tone in row:
        if len(text) > skip:
            kept.append((text[skip:], tone))
        skip = max(0, skip - len(text))
    return tuple(kept)
