"""The Archive: what really happened, a card each, with its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown

from game.app.ink import Ink, Row
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.storage.archive import Shelf
    from game.storage.library import ArchiveCard


_ADDRESS = re.compile(r",?\s+(?=https?://)")
_HERE, _MET, _NOT_MET = "? ", "● ", "○ "
_NEXT_LINE = "  \n  "
"""Ends a line within an item of a list (CommonMark 0.31.2, 6.7): an address has one of its own."""


class ArchiveScreen(RoomScreen):
    """An index at the left, a card at the right."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.card", "", 1),
        Key("Space", "space", "key.page", "page", 0, first=True),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("a,A", "leave", show=False),
        Binding("backspace", "page_back", show=False),
    ]

    def __init__(self, house: House, shelf: Shelf, sources: Mapping[str, str]) -> None:
        """Make the reader.

        Args:
            house: the words.
            shelf: the cards, in the order of the index, and which of them were met.
            sources: what each key of a source stands for.
        """
        super().__init__(house)
        self._shelf = shelf
        self._cards = shelf.cards
        self._sources = sources
        self.heading = Heading(house.say("archive.title"))
        self.index = RowList(house.say("archive.none"))
        self.markdown = Markdown(open_links=False)
        self.card = VerticalScroll(self.markdown, id="card", can_focus=False)

    def compose(self) -> ComposeResult:
        """Put the index beside the card."""
        yield self.heading
        with Horizontal(id="shelf"):
            yield self.index
            yield self.card
        yield self.status
        yield self.key_line

    async def on_mount(self) -> None:
        """Open the first card."""
        count = self.house.say("archive.count", cards=len(self._cards), met=len(self._shelf.met))
        self.heading.set_count(count)
        self.index.show([self._row(card) for card in self._cards])
        self.set_focus(self.index)
        await self._open(0)

    async def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Open the card under the cursor."""
        await self._open(message.index)

    def on_row_list_picked(self) -> None:
        """Read on."""
        self.action_page()

    def _row(self, card: ArchiveCard) -> Row:
        """Return a row of the index: what the text leads to now, what was met, and the rest with less ink."""
        if card.ident in self._shelf.here:
            return ((_HERE, Ink.ACCENT), (card.title, Ink.PROSE))
        if card.ident in self._shelf.met:
            return ((_MET, Ink.ACCENT), (card.title, Ink.PROSE))
        return ((_NOT_MET, Ink.DIM), (card.title, Ink.DIM))

    async def _open(self, index: int) -> None:
        if index >= len(self._cards):
            return
        await self.markdown.update(self._page(self._cards[index]))
        self.card.scroll_home(animate=False)

    def _page(self, card: ArchiveCard) -> str:
        """Return a card as CommonMark: its title, its words, and where they are from."""
        named = ["- " + _ADDRESS.sub(_NEXT_LINE, self._sources.get(key, key)) for key in card.sources]
        parts = [f"# {card.title}", card.text.strip()]
        if named:
            parts += [f"## {self.house.say('archive.sources')}", "\n".join(named)]
        return "\n\n".join(parts)

    def action_page(self) -> None:
        """Read on."""
        if self.card.scroll_y >= self.card.max_scroll_y:
            self.tell("archive.end")
        else:
            self.card.scroll_relative(y=max(1, self.card.size.height - 1), animate=False)

    def action_page_back(self) -> None:
        """Read back."""
        self.card.scroll_relative(y=-max(1, self.card.size.height - 1), animate=False)
