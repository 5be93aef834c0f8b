"""The app of ``offscript story preview``: one scene, beside what is to be said about it.

Law: nothing is kept; the settings are only read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from game.app.house import House
from game.app.preview_screen import PreviewScreen
from game.app.room_app import RoomApp
from game.storage.profile import load_profile
from game.storage.watching import LOOK_S

if TYPE_CHECKING:
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from game.readout.phrasebook import Phrasebook
    from game.session.rehearsing import Rehearsing


class PreviewApp(RoomApp):
    """A preview, full screen."""

    CSS_PATH: ClassVar[Any] = ["game.tcss", "preview.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True)]

    def __init__(self, house: House, rehearsing: Rehearsing, *, look_s: float = LOOK_S) -> None:
        """Make the app.

        Args:
            house: the words and the settings.
            rehearsing: what is shown.
            look_s: between two looks at the files; 0 for none.
        """
        super().__init__(house)
        self._rehearsing = rehearsing
        self._look_s = look_s

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the scene."""
        return PreviewScreen(self.house, self._rehearsing, look_s=self._look_s)


def preview(rehearsing: Rehearsing, phrases: Phrasebook, profile_folder: Path) -> int:
    """Show a rehearsal full screen until the writer leaves, and return the exit code.

    Raises:
        Exception: whatever went wrong and nobody answered, once the terminal is restored.
    """
    house = House(phrases, load_profile(profile_folder)[0], profile_folder)
    app = PreviewApp(house, rehearsing)
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or 0
