"""Every key of the can, and what it does: there are more than one line of keys has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink
from game.app.screenplay import breaks
from game.app.screens.base import BACK, QUIT
from game.app.screens.can import CanScreen
from game.app.screens.pages import PageScreen
from game.app.widgets.lines import Key, bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from game.app.house import House
    from game.app.ink import Row

_SAID = ("can.help.kept", "can.help.gone", "can.help.files")


class CanHelpScreen(PageScreen):
    """What can be done in the can."""

    KEYS: ClassVar[tuple[Key, ...]] = (Key("Space", "", "key.page", "", 1), BACK, QUIT)
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("question_mark", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house, "can.help.title")

    def _rows(self, measure: int) -> Sequence[Row]:
        rows: list[Row] = []
        for key in CanScreen.KEYS:
            phrase = f"{key.phrase}.help"
            if phrase in self.house.phrases:
                rows += self._keyed(key.shown, self.house.say(phrase), measure)
        for phrase in _SAID:
            text = self.house.say(phrase)
            rows += [(), *(((text[start:stop], Ink.DIM),) for start, stop in breaks(text, measure))]
        return rows
