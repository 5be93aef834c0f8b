"""Everything that leans on a private name of Textual.

Law: nothing private to Textual is used anywhere else, and a test breaks when what is used here changes.

Textual prints a traceback over the player's terminal when a handler fails, and has no public way to say
otherwise.
"""

from __future__ import annotations

from textual.app import App


class QuietApp(App[int]):
    """An app that leaves the telling of a failure to whoever started it.

    Attributes:
        failure: the first exception that no handler answered, or None.
    """

    failure: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        """Keep the failure, restore the terminal and leave, without a word."""
        if self.failure is None:
            self.failure = error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()  # pyright: ignore[reportUnknownMemberType]  # Textual leaves it untyped
        self._return_code = 1
        self._close_messages_no_wait()
