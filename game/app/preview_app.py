"""The app of ``offscript story preview``: one scene, beside what is to be said about it.

Law: nothing is kept; the settings are only read.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from os import environ
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from game.app.house import House
from game.app.preview_screen import LOOK_S, PreviewScreen
from game.app.private_textual import QuietApp
from game.app.themes import LOOKS, look_for
from game.storage.profile import load_profile

if TYPE_CHECKING:
    from pathlib import Path

    from textual.binding import BindingType
    from textual.screen import Screen

    from game.readout.phrasebook import Phrasebook
    from game.session.rehearsing import Rehearsing


class PreviewApp(QuietApp):
    """A preview, full screen."""

    CSS_PATH: ClassVar[Any] = ["game.tcss", "preview.tcss"]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-middle"), (110, "-wide")]  # noqa: RUF012  # as Textual types it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  # as above
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q,ctrl+c", "quit", show=False, priority=True)]

    def __init__(self, house: House, rehearsing: Rehearsing, *, look_s: float = LOOK_S) -> None:
        """Make the app.

        Args:
            house: the words and the settings.
            rehearsing: what is shown.
            look_s: between two looks at the files; 0 for none.
        """
        colourless = "NO_COLOR" in environ
        super().__init__(ansi_color=True if colourless else None)
        self._house = house
        self._rehearsing = rehearsing
        self._look_s = look_s
        for look in LOOKS.values():
            self.register_theme(look)
        self.theme = look_for(house.profile.theme, no_colour=colourless).name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the style sheet its inks also before the first look is on."""
        return dict(LOOKS["dark"].variables)

    def on_load(self) -> None:
        """Before anything is drawn: leave as by the key when an end is asked for from outside."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                # Not on Windows, and in a test that runs the app beside the main thread.
                with suppress(NotImplementedError, ValueError, RuntimeError):
                    asyncio.get_running_loop().add_signal_handler(number, self.exit, 0)

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the scene."""
        return PreviewScreen(self._house, self._rehearsing, look_s=self._look_s)


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
