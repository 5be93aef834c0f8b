"""Every key of one screen, and what it does: there are more than one line of keys has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink
from game.app.screenplay import breaks
from game.app.screens.base import BACK, QUIT
from game.app.screens.pages import PageScreen
from game.app.widgets.lines import Key, bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from game.app.house import House
    from game.app.ink import Row


class KeyHelpScreen(PageScreen):
    """What the keys of the screen before do."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Space", "", "key.page", "", 1),
        Key("H", "h,H", "key.help_all", "app.visit('help')", 0),
        BACK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("question_mark", "leave", show=False)]

    def __init__(self, house: House, title: str, keys: Sequence[Key], said: Sequence[str]) -> None:
        """Make the page.

        Args:
            house: the words.
            title: the id of the screen's title.
            keys: of that screen.
            said: the ids of what stands under the keys.
        """
        super().__init__(house, "keys.title", screen=house.say(title))
        self._explained = tuple(keys)
        self._said = tuple(said)

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for key in self._explained:
            phrase = f"{key.phrase}.help"
            if phrase in self.house.phrases:
                rows += self.keyed(key.shown or "1-9", self.house.say(phrase), measure)
        for phrase in self._said:
            text = self.house.say(phrase)
            rows += [(), *(((text[start:stop], Ink.DIM),) for start, stop in breaks(text, measure))]
        return rows
