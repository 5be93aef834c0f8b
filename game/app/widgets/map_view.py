"""The map of takes as a list with rails: only the rows in view are put into words.

Law: draws what `game.readout.story_map` lays out, and knows no session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, overload

from textual.binding import Binding
from textual.message import Message

from game.app.ink import Ink, Row, cut, row_width, spread
from game.app.widgets.rows import RowList
from game.readout.story_map_words import Part, say_map_row

if TYPE_CHECKING:
    from textual.binding import BindingType

    from game.readout.story_map import Layout, MapRow, StoryMap
    from game.readout.story_map_words import Legend, MapLine

_WITH_REEL = 90
"""Columns from which a row names the reel too. Chosen for wide terminals."""

_LEAST_WORDS = 24
"""Columns that a row keeps for what it says; the time gives way first."""

_CURSOR = 2

_INKS = {
    Part.RAIL: Ink.DIM,
    Part.SIGN: Ink.PROSE,
    Part.TITLE: Ink.PROSE,
    Part.CHOSEN: Ink.ACCENT,
    Part.NOW: Ink.ACCENT,
    Part.MARK: Ink.ACCENT,
    Part.ENDING: Ink.HEAD,
    Part.UNTRIED: Ink.DIM,
    Part.WHEN: Ink.DIM,
}
_ASIDE = {**_INKS, Part.SIGN: Ink.PAST, Part.TITLE: Ink.PAST, Part.CHOSEN: Ink.PAST}
"""What does not lie on the line to now has less ink; that it is set in says the same."""


class MapView(RowList):
    """The takes, one row a stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "unfold", show=False),
        Binding("right,l,L", "unfold(True)", show=False),
        Binding("left,h,H", "unfold(False)", show=False),
    ]

    class Unfolding(Message):
        """The decisions in the row under the cursor shall be shown, or no more.

        Attributes:
            unfold: which of both; None for the other than now.
        """

        def __init__(self, unfold: bool | None) -> None:
            super().__init__()
            self.unfold = unfold

    def __init__(self, empty: str) -> None:
        super().__init__(empty)
        self._shown: tuple[Layout, StoryMap, Legend] | None = None
        self._drawn_width = 0

    @property
    def map_row(self) -> MapRow | None:
        """The row under the cursor; None where there is none."""
        if self._shown is None or not self._shown[0].rows:
            return None
        return self._shown[0].rows[self.at]

    def show_map(self, layout: Layout, story_map: StoryMap, legend: Legend, at: int) -> None:
        """Show another layout, the cursor on one of its rows."""
        self._shown = (layout, story_map, legend)
        self._words(at)

    def on_resize(self) -> None:
        """Fit the rows to the width there is now."""
        if self._shown is not None and self._width() != self._drawn_width:
            self._words(self.at)
        super().on_resize()

    def _words(self, at: int) -> None:
        if self._shown is not None:
            self._drawn_width = self._width()
            self.show(_Lines(*self._shown, max(1, self._drawn_width)), at)

    def _width(self) -> int:
        return self.scrollable_content_region.width - _CURSOR

    def action_unfold(self, unfold: bool | None = None) -> None:
        """Ask for the decisions of the row under the cursor."""
        self.post_message(self.Unfolding(unfold))


class _Lines(Sequence[Row]):
    """Rows that are put into words when they are looked at."""

    def __init__(self, layout: Layout, story_map: StoryMap, legend: Legend, width: int) -> None:
        self._layout = layout
        self._map = story_map
        self._legend = legend
        self._width = width
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._layout.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index not in self._made:
            row = self._layout.rows[index]
            line = say_map_row(row, self._map, self._legend, with_reel=self._width >= _WITH_REEL)
            self._made[index] = _inked(line, self._width)
        return self._made[index]


def _inked(line: MapLine, width: int) -> Row:
    inks = _INKS if line.on_line else _ASIDE
    left = tuple((text, inks[part]) for text, part in line.left)
    right = tuple((text, inks[part]) for text, part in line.right)
    if row_width(right) + _LEAST_WORDS > width:
        return cut(left, width)
    return spread(left, right, width)
