"""The choices that are open, as a numbered list: by number, by arrows and Enter, or under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.widget import Widget

from game.app.ink import Ink, Row
from game.app.screenplay import breaks, unmarked
from game.app.widgets.drawn import Inked
from game.app.widgets.transcript import MARGIN, margin_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

    from game.vocabulary.values import Offer

_NUMBERED = 3
"""Columns that a number and the space after it take."""


class Choices(Inked, ScrollView, can_focus=True):
    """A numbered list that speaks of a choice by its written id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    class Taken(Message):
        """A choice was taken.

        Attributes:
            ident: its written id.
            pointed: whether the player pointed at it, with the arrows or the mouse; else Enter was pressed
                on what was highlighted anyway.
        """

        def __init__(self, ident: str, *, pointed: bool) -> None:
            super().__init__()
            self.ident = ident
            self.pointed = pointed

    def __init__(self, widest: int) -> None:
        super().__init__()
        self._widest = widest
        self._offers: tuple[Offer, ...] = ()
        self._asides: frozenset[str] = frozenset()
        self._words: list[str] = []
        self._at = 0
        self._pointed = False
        self._rows: list[tuple[int, str]] = []

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The choices, in the order of their numbers."""
        return self._offers

    def set_widest(self, widest: int) -> None:
        """Lay the words out in another text width."""
        self._widest = widest
        self._lay_out()
        self.refresh()

    def show(self, offers: Sequence[Offer], asides: frozenset[str] = frozenset()) -> int:
        """Show other choices, the first of them highlighted.

        Args:
            offers: in the order of their numbers.
            asides: the ids of those that are not part of the drama; they are drawn with less ink.

        Returns:
            By how many rows the list becomes taller with the next frame; below 0 when it becomes shorter,
            and 0 where that is not sure, since the style sheet cuts it off.
        """
        before = self.size.height
        self._offers, self._at, self._pointed = tuple(offers), 0, False
        self._asides = asides
        self._words = [unmarked(offer.label)[0] for offer in offers]
        self._lay_out()
        self.refresh()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        after = len(self._rows)
        return after - before if before and max(before, after) < self._most() else 0

    def action_move(self, by: int) -> None:
        """Highlight another choice; the list goes round."""
        if not self._offers:
            return
        self._at = (self._at + by) % len(self._offers)
        self._pointed = True
        rows = [row for row, (index, _) in enumerate(self._rows) if index == self._at]
        room = self.scrollable_content_region.height
        top = round(self.scroll_y)
        if rows and rows[0] < top:
            self.scroll_to(y=rows[0], animate=False, force=True, immediate=True)
        elif rows and rows[-1] >= top + room:
            self.scroll_to(y=rows[-1] - room + 1, animate=False, force=True, immediate=True)
        self.refresh()

    def action_take(self) -> None:
        """Take the highlighted choice."""
        if self._offers:
            self.post_message(self.Taken(self._offers[self._at].ident, pointed=self._pointed))

    def on_click(self, event: events.Click) -> None:
        """Take the choice under the pointer."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else offset.y + round(self.scroll_y)
        if 0 <= row < len(self._rows):
            event.stop()
            self._at, self._pointed = self._rows[row][0], True
            self.action_take()

    def on_resize(self) -> None:
        """Lay out anew for the width there is now."""
        self._lay_out()

    def _measure(self, width: int) -> int:
        return max(1, min(self._widest, width - MARGIN))

    def _wrapped(self, width: int) -> list[tuple[int, str]]:
        room = self._measure(width) - _NUMBERED
        return [
            (index, words[start:stop])
            for index, words in enumerate(self._words)
            for start, stop in breaks(words, room)
        ]

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        rows = self._wrapped(width)
        if rows != self._rows:
            self._rows = rows
            self.refresh()
        size = Size(width, len(rows))
        if self.virtual_size != size:
            self.virtual_size = size
            self.refresh(layout=True)

    def _most(self) -> int:
        """Return how many rows the style sheet leaves to the list."""
        most, above = self.styles.max_height, self.parent
        if most is None or not isinstance(above, Widget):
            return len(self._rows)
        return int(most.resolve(above.size - self.styles.margin.totals, self.screen.size))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  # Textual's
        """Return how many rows the choices take at a width."""
        return len(self._wrapped(width - self.styles.scrollbar_size_vertical))

    def row(self, y: int) -> Row:
        """Return one row of the list."""
        row = y + round(self.scroll_y)
        if row >= len(self._rows):
            return ()
        index, text = self._rows[row]
        first = row == 0 or self._rows[row - 1][0] != index
        chosen = index == self._at and self.has_focus
        width = self.scrollable_content_region.width
        left = margin_for(width, self._measure(width), self.screen.has_class("-wide"))
        mark = "▸" if chosen and first else " "
        number = f"{index + 1}  " if first else " " * _NUMBERED
        aside = self._offers[index].ident in self._asides
        ink = Ink.ACCENT if chosen else Ink.DIM if aside else Ink.PROSE
        return ((f"{' ' * (left - 2)}{mark} ", Ink.ACCENT), (number, Ink.ACCENT), (text, ink))
