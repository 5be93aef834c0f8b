"""What every screen on which a film is played does alike: taking moves back, and the one mark by one key.

Law: the session moves; a screen only shows where that led.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.app.screens.base import RoomScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session import Present


class Moving(RoomScreen):
    """A screen on which a film is played."""

    def action_undo(self) -> None:
        """Take the last move back: going somewhere, a Retake, a load, a what-if, going on."""
        self._move(self.house.session.undo)

    def action_redo(self) -> None:
        """Make it again."""
        self._move(self.house.session.redo)

    def action_quick_load(self) -> None:
        """Go to the moment that was marked by one key."""
        self._move(self.house.session.quick_load)

    def action_quick_save(self) -> None:
        """Mark this very moment."""
        present = self.attempt(self.house.session.quick_save)
        if present is not None:
            self.tell_notices(present.notices)

    def _move(self, order: Callable[[], Present]) -> None:
        """Show the film from where an order has taken it."""
        raise NotImplementedError
