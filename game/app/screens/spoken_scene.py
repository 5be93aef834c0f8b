"""What every emergency has on the screen: the slate above, and what is said.

Law: pieces, not rules. What else is seen belongs to the scene of each emergency, and how its time passes to
`in_flight` or to the playing back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.screens.base import RoomScreen
from game.app.widgets.slate import Slate
from game.app.widgets.talk import Heard, Talk
from game.readout.panel import speaker_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.geometry import Size
    from textual.widget import Widget

    from game.app.house import House
    from game.vocabulary.values import Line

FRAME_S = 0.05
"""Between two pictures while time passes [s]: one tick."""

STILL_FRAME_S = 0.25
"""The same with reduced motion [s]. Chosen for play."""


class SpokenScene(RoomScreen):
    """The slate and the talk of an emergency that is flown, or played back."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.slate = Slate(house)
        self.talk = Talk(house)
        self._tags: dict[str, str] = {}

    def head(self) -> Widget:
        """Return what stands above everything."""
        return self.slate

    def foot(self) -> Iterable[Widget]:
        """Return what stands under the sentence."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Show as much side by side as there is room for."""
        self.set_out(event.size)

    def set_out(self, size: Size) -> None:
        """Show the pieces that there is room for, or that were asked for."""
        raise NotImplementedError

    def heard(self, lines: Iterable[Line], tick: int) -> list[Heard]:
        """Return lines as the talk lists them."""
        return [Heard(line, self.tag(line.speaker), tick) for line in lines]

    def tag(self, role: str) -> str:
        """Return the name under which a role speaks."""
        if not role:
            return ""
        if role not in self._tags:
            self._tags[role] = speaker_tag(self.house.session.book, role)
        return self._tags[role]
