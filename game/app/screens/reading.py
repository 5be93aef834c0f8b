"""What every screen on which a scene is read does alike: the text, the choices close under it, and paging.

Law: where the text comes from, and what a choice does, is the screen's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.geometry import Offset

from game.app.screenplay import block_of
from game.app.screens.base import RoomScreen
from game.app.widgets.choices import Choices
from game.app.widgets.transcript import Transcript
from game.narrative.doors import doors_of
from game.readout.panel import as_said, asides_of, speaker_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from game.app.house import House
    from game.app.screenplay import Block
    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.vocabulary.values import Line, Offer

_MOST_CHOICES = 9


class Reading(RoomScreen):
    """A screen on which a scene is read.

    Attributes:
        transcript: the text.
        choices: what can be chosen under it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, _MOST_CHOICES + 1)),
        Binding("pagedown", "page", show=False),
        Binding("pageup", "page_back", show=False),
        Binding("home", "first_line", show=False),
        Binding("end", "last_line", show=False),
    ]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.transcript = Transcript(house.profile.text_width)
        self.choices = Choices(house.profile.text_width)

    def block(self, book: Book, line: Line, *, first: bool, now: bool) -> Block:
        """Return the block of a line; only of what was just said is looked up where its words lead."""
        head = self.house.say("play.fade_in" if first else "play.cut_to")
        tag = speaker_tag(book, line.speaker) if line.speaker else ""
        doors = doors_of(book, line) if now else ()
        return block_of(as_said(line, self.house.phrases), tag, head, first, doors)

    def offer(self, book: Book, state: State, offers: Sequence[Offer]) -> None:
        """Show what can be chosen, and tell the transcript what room that leaves it."""
        self.transcript.yield_rows(self.choices.show(offers, asides_of(book, state)))
        self.key_line.set_range(len(offers))

    def action_page_back(self) -> None:
        """Read back."""
        self.transcript.page_back()

    def action_first_line(self) -> None:
        """Go to the first line."""
        self.transcript.to_first()

    def action_last_line(self) -> None:
        """Go to the last line."""
        self.transcript.to_last()

    def on_transcript_moved(self) -> None:
        """Say whether there is more to read, and let the choices stand close under the last line."""
        if not self.choices.is_attached:
            return  # the app was asked to leave while this screen was still being put up
        self.status.set_aside(self.house.say("play.more") if self.transcript.more else "")
        lifted = Offset(0, -self.transcript.spare)
        if self.choices.offset != lifted:
            self.choices.offset = lifted
