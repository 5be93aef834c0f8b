"""What the game's app and the preview's have alike: the looks, the sizes, and an end from outside.

Law: it knows no screen.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from os import environ
from typing import TYPE_CHECKING

from game.app.private_textual import QuietApp
from game.app.themes import LOOKS, look_for

if TYPE_CHECKING:
    from game.app.house import House


class RoomApp(QuietApp):
    """An app whose screens are the game's.

    Attributes:
        house: the words and the settings.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-middle"), (110, "-wide")]  # noqa: RUF012  # as Textual types it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  # as above

    def __init__(self, house: House) -> None:
        self._colourless = "NO_COLOR" in environ
        super().__init__(ansi_color=True if self._colourless else None)
        self.house = house
        for look in LOOKS.values():
            self.register_theme(look)
        self.put_on_look()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the style sheet its inks also before the first look is on."""
        return dict(LOOKS["dark"].variables)

    def put_on_look(self) -> None:
        """Put on the look that the profile asks for."""
        self.theme = look_for(self.house.profile.theme, no_colour=self._colourless).name

    def on_load(self) -> None:
        """Before anything is drawn: leave as by the key when an end is asked for from outside."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                # Not on Windows, and in a test that runs the app beside the main thread.
                with suppress(NotImplementedError, ValueError, RuntimeError):
                    asyncio.get_running_loop().add_signal_handler(number, self.exit, 0)
