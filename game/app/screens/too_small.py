"""What stands on a terminal that is too small to play on: one sentence, and it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen

from game.app.ink import Ink, Row
from game.app.screenplay import breaks
from game.app.widgets.drawn import Drawn, app_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from game.app.house import House

LEAST_COLUMNS, LEAST_ROWS = 60, 20
"""The smallest terminal that is played on."""


class Needed(Drawn):
    """The one sentence."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the sentence, wrapped."""
        terminal = app_of(self).size
        text = self._house.say(
            "small.needed",
            columns=LEAST_COLUMNS,
            rows=LEAST_ROWS,
            width=terminal.width,
            height=terminal.height,
        )
        return [((text[start:stop], Ink.PROSE),) for start, stop in breaks(text, size.width)]


class TooSmall(ModalScreen[None]):
    """Waits for room; every key but the one that quits is ignored."""

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,Q", "app.quit", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__()
        self._needed = Needed(house)

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        yield self._needed

    def on_resize(self) -> None:
        """Say it for the size there is now."""
        self._needed.redraw()
