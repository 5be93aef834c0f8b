"""The station from outside as a widget.

Law: `game.app.widgets.braille`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.station.picture import StationView, picture
from game.app.widgets.braille import Braille

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.app.periscope.tones import DrawnRow


class Outside(Braille[StationView]):
    """The station over the horizon."""

    def make(self, view: StationView, columns: int, rows: int) -> Sequence[DrawnRow]:
        """Return the rows of a view in a size in cells."""
        return picture(view, columns, rows)
