"""The teller: what every desk says with, and how it shows where play stands.

Law: an order is answered first, and then the place is shown; a refusal shows nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.plain.paper import SALVAGEABLE
from game.session import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.plain.paper import Paper
    from game.readout.phrasebook import Phrasebook
    from game.session import Present, Session


class Showing(Protocol):
    """Prints a place."""

    def __call__(self, present: Present, *, whole: bool, far: bool = False) -> None:
        """Print what an order showed and what can be done now.

        Args:
            present: what is now.
            whole: this is a place that was gone to, and what is to be said about that was said.
            far: the order led through many places, so that only what was shown leads to the slate.
        """


class Teller:
    """Says what came of an order.

    Attributes:
        session: whose present it is.
        phrases: every sentence that is not story.
        paper: how lines look.
        write: takes a block of text, and puts an empty line behind it.
    """

    def __init__(
        self,
        session: Session,
        phrases: Phrasebook,
        paper: Paper,
        write: Callable[[str], None],
        show: Showing,
    ) -> None:
        """Stand ready.

        Args:
            session: whose present it is.
            phrases: every sentence that is not story.
            paper: how lines look.
            write: takes a block of text, and puts an empty line behind it.
            show: prints a place.
        """
        self.session = session
        self.phrases = phrases
        self.paper = paper
        self.write = write
        self._show = show

    def say(self, phrase: str, **values: str | int) -> None:
        """Say a sentence at the paper's width, and leave an empty line behind it."""
        self.tell((Notice(phrase, values),))

    def refuse(self, phrase: str, **values: str | int) -> None:
        """Say why an order was not carried out."""
        self.tell((Notice(phrase, values, refused=True),))

    def tell(self, notices: Iterable[Notice]) -> None:
        """Say what there is to say about an order, and of a film that is damaged what can be done for it."""
        for notice in notices:
            self.write(self.paper.notice(notice))
            if notice.phrase in SALVAGEABLE and "file" in notice.values:
                self.write(self.paper.notice(Notice("plain.face_salvage", notice.values)))

    def stand(self, present: Present) -> None:
        """Answer an order that moves to another place: what was done, then all of the place."""
        self.tell(present.notices)
        if not was_refused(present):
            self._show(present, whole=True)

    def go_on(self, present: Present, *, far: bool = False) -> None:
        """Answer an order that plays on: what it showed, and only then what is to be said about it.

        Args:
            present: what is now.
            far: whether it led through many places.
        """
        if was_refused(present):
            self.tell(present.notices)
        else:
            self._show(present, whole=False, far=far)


def was_refused(present: Present) -> bool:
    """Return whether the last order was refused; then nothing changed."""
    return any(notice.refused for notice in present.notices)
