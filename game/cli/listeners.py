"""Who hears what is shown, besides the player: the keeper of the profile, and the transcript written along.

Law: whoever listens never raises and never holds a turn up; what goes wrong is said once, as a notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session import Notice
from game.storage.keeper import PlayersKeeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.session import Present
    from game.storage.transcript_file import TranscriptFile
    from game.vocabulary.values import Line


class Listeners:
    """The keeper of a session; `game.session.present.Keeper` is its shape."""

    def __init__(self, folder: Path, book: Book, now: Callable[[], str], file: TranscriptFile | None) -> None:
        """Listen for the player of one folder.

        Args:
            folder: where the profile and the seen lines lie.
            book: the story, for the lobby's cards.
            now: the time of day, ISO 8601, UTC.
            file: what is shown is appended to it; None where nothing is, or somebody else does it.
        """
        from game.storage.library import lobby_cards

        self._book = book
        self._keeper = PlayersKeeper(
            folder,
            lobby=lambda: lobby_cards(book.declarations),
            now=now,
            notice=Notice,
            leads=self._leads,
        )
        self._file = file

    def heard(self, present: Present) -> tuple[Notice, ...]:
        """Take note of what an order or a flight's time showed; returns what is to be said about it."""
        said = self._keeper.heard(present)
        refusal = self._file.write(present) if self._file is not None else None
        return said if refusal is None else (*said, Notice(refusal.phrase, refusal.values))

    def _leads(self, lines: Iterable[Line]) -> list[str]:
        """Return the Archive's cards that lines lead to."""
        # As everything here, after the first line stands on the screen.
        from game.narrative.doors import led_to

        return [led.card for led in led_to(self._book, lines)]

    def has_seen(self, line: Line) -> bool:
        """Return whether this line, word for word, was ever shown before."""
        return self._keeper.has_seen(line)

    def close(self) -> None:
        """Write what is not written yet, if the disk lets it; listening goes on."""
        self._keeper.close()
        if self._file is not None:
            self._file.flush()
