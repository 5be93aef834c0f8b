"""The lobby: the cards that were given, the endings that were seen, and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink, Row, row_width, spread
from game.app.screenplay import breaks
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.page import Page
from game.errors import OffScriptError
from game.readout.profile_words import read_figures
from game.storage.lobby import read_lobby, read_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House

_PARTS = ("cards", "endings", "figures")
_HANGS, _EMPTY = "■ ", "□ "
"""Before what hangs there, and before a place that is kept for it: a sign beside the colour."""

_INDENT = "  "
_LABEL = 24
"""Columns for what is counted."""


class LobbyScreen(RoomScreen):
    """Three pages: cards, endings, figures.

    Attributes:
        part: which of them is shown.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("←→", "right,l,L,tab", "key.lobby_turn", "turn_to(1)", 0),
        Key("Space", "", "key.page", "", 1),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("left,h,H", "turn_to(-1)", show=False),
        Binding("p,P", "leave", show=False),
    ]

    def __init__(self, house: House) -> None:
        """Read what hangs there.

        Raises:
            StoryError: if the story's cards cannot be read.
        """
        super().__init__(house)
        self.part = 0
        session = house.session
        ending = session.present.state.ending if session.is_open else ""
        seen = (*house.profile.endings_seen, *((ending,) if ending else ()))
        house.settle()
        self._lobby = read_lobby(house.profile_folder, session.book, seen)
        self._shares: Mapping[int, tuple[int, int]] | None = None
        self.heading = Heading(house.say("lobby.title"))
        self.page = Page(self._rows, house.profile.text_width)

    def compose(self) -> ComposeResult:
        """Put the page between the heading and the keys."""
        yield self.heading
        yield self.page
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show the cards; how much of the story was seen is counted beside the screen."""
        self.set_focus(self.page)
        self._count()
        self.run_worker(self._share, thread=True, exclusive=True)

    def _share(self) -> None:
        """Read every scene, in a thread of its own: a key is heard meanwhile."""
        try:
            shares = read_shares(self.house.profile_folder, self.house.session.book)
        except OffScriptError:
            # A scene that cannot be read is said where it is played; here a row is missing.
            return
        app_of(self).call_from_thread(self._show_shares, shares)

    def _show_shares(self, shares: Mapping[int, tuple[int, int]]) -> None:
        self._shares = shares
        self.page.on_resize()

    def on_page_moved(self) -> None:
        """Say whether there is more to read."""
        self.status.set_aside(self.house.say("play.more") if self.page.more else "")

    def action_turn_to(self, by: int) -> None:
        """Show the next part, or the one before; the three go round."""
        self.part = (self.part + by) % len(_PARTS)
        self._count()
        self.page.action_turn(-1_000_000)
        self.page.on_resize()

    def _count(self) -> None:
        """Say in the heading how much of this part there is."""
        lobby, say = self._lobby, self.house.say
        match _PARTS[self.part]:
            case "cards":
                text = say("lobby.cards_given", given=lobby.given, cards=len(lobby.cards))
            case "endings":
                text = say("lobby.endings_seen", seen=lobby.seen, endings=len(lobby.endings))
            case _:
                text = say("lobby.figures")
        self.heading.set_count(text)

    def _rows(self, measure: int) -> Sequence[Row]:
        return [self._tabs(), (), *self._part(measure)]

    def _tabs(self) -> Row:
        """Return the names of the parts, the one that is shown with a mark before it."""
        runs: list[tuple[str, Ink]] = []
        for number, part in enumerate(_PARTS):
            shown = number == self.part
            ink = Ink.ACCENT if shown else Ink.DIM
            runs.append((("▸ " if shown else "  ") + self.house.say(f"lobby.{part}") + "   ", ink))
        return tuple(runs)

    def _part(self, measure: int) -> Iterator[Row]:
        match _PARTS[self.part]:
            case "cards":
                yield from self._cards(measure)
            case "endings":
                yield from self._endings(measure)
            case _:
                yield from self._figures()

    def _cards(self, measure: int) -> Iterator[Row]:
        for card in self._lobby.cards:
            if card.hangs:
                head: Row = ((_HANGS, Ink.ACCENT), (card.title, Ink.HEAD))
                yield spread(head, ((card.given, Ink.DIM),), measure)
                yield from _under(card.words, measure)
                yield ()
        for title in self._lobby.open_still:
            yield ((_EMPTY, Ink.DIM), (title, Ink.DIM))
        if self._lobby.face_down:
            down = self.house.say("lobby.down", hidden=self._lobby.face_down)
            yield ((_EMPTY, Ink.DIM), (down, Ink.DIM))

    def _endings(self, measure: int) -> Iterator[Row]:
        wide = False
        for number, ending in enumerate(self._lobby.endings):
            # What was seen stands by itself; empty places stand close together.
            if number and (wide or ending.title):
                yield ()
            wide = bool(ending.title)
            if not wide:
                yield ((_EMPTY, Ink.DIM), (self.house.say("lobby.unseen"), Ink.DIM))
                continue
            times = self.house.say("lobby.times", times=ending.times) if ending.times > 1 else ""
            yield spread(((_HANGS, Ink.ACCENT), (ending.title, Ink.HEAD)), ((times, Ink.DIM),), measure)
            yield from _under(ending.note, measure)

    def _figures(self) -> Iterator[Row]:
        for row in read_figures(self._lobby.figures, self._shares, self.house.phrases):
            pad = " " * max(2, _LABEL - row_width(((row.label, Ink.DIM),)))
            yield ((row.label + pad, Ink.DIM), (row.value, Ink.PROSE))


def _under(words: str, measure: int) -> Iterator[Row]:
    """Yield the rows of what stands under a title."""
    for start, stop in breaks(words, measure - len(_INDENT)):
        yield ((_INDENT, Ink.DIM), (words[start:stop], Ink.PROSE))
