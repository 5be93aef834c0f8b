"""What happened so far, for somebody who comes back: over the play, before its first key.

Law: it tells only what was passed on this line of moments, and changes nothing. Whatever key is pressed that
means nothing here leads to the play; it is not also an order there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink, Row
from game.app.screenplay import breaks
from game.app.screens.base import HELP, QUIT
from game.app.screens.pages import PageScreen
from game.app.widgets.lines import Key, bound
from game.readout.panel import read_day
from game.readout.recap import LENGTHS, longer, recap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from game.app.house import House
    from game.narrative.previously import Recaps
    from game.readout.recap import Length

_ON = ("space", "pagedown")
"""Keys that read on; with nothing more to read they lead to the play."""

_NO_WORD = ("tab", "shift+tab", "ignore")
"""What is pressed, or sent by a terminal, without meaning an order."""


class PreviouslyScreen(PageScreen):
    """Two sentences, and more for whoever wants it."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "enter", "key.to_play", "leave", 0),
        Key("L", "l,L", "key.longer", "longer", 0),
        Key("Space", "", "key.page", "", 1),
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("o,O,b,B,escape", "leave", show=False)]

    def __init__(self, house: House, recaps: Recaps) -> None:
        """Tell it in the short length first.

        Args:
            house: the words and the session.
            recaps: the sentences of the story that is played.
        """
        super().__init__(house, "previously.title")
        self.length: Length = LENGTHS[0]
        self._recaps = recaps
        self._passed = house.session.passed()

    @property
    def tells(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._told())

    def on_mount(self) -> None:
        """Say which of the three lengths this is."""
        super().on_mount()
        self._count()

    def _count(self) -> None:
        at = LENGTHS.index(self.length) + 1
        self.heading.set_count(self.house.say("previously.length", at=at, of=len(LENGTHS)))

    def action_longer(self) -> None:
        """Tell more of it; after the longest comes the shortest again."""
        self.length = longer(self.length)
        self._count()
        self.page.action_turn(-len(self._rows(1)))
        self.page.on_resize()

    def takes(self, key: str) -> bool:
        """Go to the play by any key that does nothing here."""
        if key in _NO_WORD or (key in self.active_bindings and (key not in _ON or self.page.more)):
            return False
        self.action_leave()
        return True

    def _rows(self, measure: int) -> Sequence[Row]:
        present = self.house.session.present
        where = self.house.say(
            "previously.where", title=present.title, take=present.take, time=read_day(present.state.clock)
        )
        rows: list[Row] = [((where[start:stop], Ink.DIM),) for start, stop in breaks(where, measure)]
        for paragraph in self._told() or (self.house.say("previously.nothing"),):
            rows.append(())
            rows += [((paragraph[start:stop], Ink.PROSE),) for start, stop in breaks(paragraph, measure)]
        return rows

    def _told(self) -> tuple[str, ...]:
        return recap(self._recaps, self._passed, self.house.session.present.state, self.length)
