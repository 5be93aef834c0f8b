"""What a desk needs to sit at, and what is written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.paper import Paper
from game.plain.teller import Teller
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases

if TYPE_CHECKING:
    from game.session import Present, Session

PHRASES = Phrasebook(phrases())


class Counter:
    """A teller whose words are kept.

    Attributes:
        teller: for the desk.
        written: everything that was written, block by block.
        shown: the places that were shown, and whether as a whole.
    """

    def __init__(self, session: Session, width: int = 0) -> None:
        self.written: list[str] = []
        self.shown: list[tuple[Present, bool]] = []
        paper = Paper(session.book, PHRASES, width)
        self.teller = Teller(session, PHRASES, paper, self.written.append, self._show)

    def _show(self, present: Present, *, whole: bool, far: bool = False) -> None:
        assert not (whole and far)
        self.shown.append((present, whole))

    def read(self) -> str:
        """Return what was written since the last look, and forget it."""
        text = "\n\n".join(self.written)
        self.written.clear()
        return text
