"""The command palette: everything that a key does, by its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

from game.app.screens.base import RoomScreen
from game.app.themes import LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from typing import Any

    from textual.command import Hits

    Call = Callable[[], Coroutine[Any, Any, Any]]

_EVERYWHERE = (
    ("palette.settings", "app.visit('settings')"),
    ("key.lobby.help", "app.visit('lobby')"),
    ("palette.help", "app.visit('help')"),
    ("palette.about", "app.visit('about')"),
    ("palette.quit", "app.quit"),
)


class Commands(Provider):
    """The keys of the screen that was open, the looks, and what can be done everywhere."""

    def commands(self) -> Iterator[tuple[str, Call]]:
        """Yield each command's words and what it does."""
        screen = self.screen
        if not isinstance(screen, RoomScreen):
            return
        house = screen.house
        told: set[str] = set()
        for key in screen.palette_keys():
            if key.action not in told:
                told.add(key.action)
                words = house.say(f"{key.phrase}.help")
                if key.shown:
                    words = house.say("palette.keyed", words=words, key=key.shown)
                yield words, partial(screen.run_action, key.action)
        for phrase, action in _EVERYWHERE:
            if action not in told:
                yield house.say(phrase), partial(screen.run_action, action)
        for word in LOOKS:
            look = house.say(f"settings.theme.{word}")
            yield house.say("palette.theme", look=look), partial(screen.run_action, f"app.look('{word}')")

    async def discover(self) -> Hits:
        """Offer everything before a letter is typed."""
        for words, call in self.commands():
            yield DiscoveryHit(words, call)

    async def search(self, query: str) -> Hits:
        """Offer what fits the letters."""
        matcher = self.matcher(query)
        for words, call in self.commands():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), call)
