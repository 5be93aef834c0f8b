"""A scene played while it is being written: the text at the left, what is to be said about it beside it.

Law: the rehearsal knows everything; this screen draws it, and asks twice a second whether a file was saved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.message import Message

from game.app.ink import Ink
from game.app.preview_panel import PreviewHead, PreviewPanel
from game.app.screenplay import Block, block_of
from game.app.screens.base import RoomScreen
from game.app.screens.reading import Reading
from game.app.widgets.drawn import app_of
from game.app.widgets.field import Field
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList
from game.readout.rehearsal_words import lines_shown, measure_words, place_words, read_parts
from game.storage.watching import LOOK_S
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.ink import Row
    from game.app.widgets.choices import Choices
    from game.narrative.scene_check import Problem
    from game.session.rehearsing import Rehearsing


class PreviewScreen(Reading):
    """The preview."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("", "", "key.choose", "", 0),
        Key("⌫", "backspace", "key.rehearse_back", "back", 0),
        Key("R", "r,R", "key.rehearse_restart", "restart", 0),
        Key("F", "f,F", "key.rehearse_facts", "facts", 0, first=False),
        Key("E", "e,E", "key.rehearse_beats", "beats", 0),
        Key("Tab", "", "key.rehearse_notes", "", 2),
        Key("Space", "space", "key.page", "page", 1),
        Key("Q", "q,Q,escape", "key.quit", "leave", 0),
    )
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    class Doubted(Message):
        """The story check has looked at the scene.

        Attributes:
            number: how often it had been drawn by then.
            found: what is wrong, and what is worth a look.
        """

        def __init__(self, number: int, found: tuple[Problem, ...]) -> None:
            super().__init__()
            self.number = number
            self.found = found

    def __init__(self, house: House, rehearsing: Rehearsing, *, look_s: float = LOOK_S) -> None:
        """Make the screen.

        Args:
            house: the words and the settings.
            rehearsing: what is shown.
            look_s: between two looks at the files; 0 for none, and `look` is called by whoever tests.
        """
        super().__init__(house)
        self.rehearsing = rehearsing
        self.head = PreviewHead()
        self.panel = PreviewPanel(house.say("rehearse.well"))
        self.field = Field("", "key.rehearse_set")
        self._look_s = look_s
        self._doubted = 0

    def compose(self) -> ComposeResult:
        """Put the text beside its notes."""
        yield self.head
        with Horizontal(id="preview"):
            with Vertical(id="column"):
                yield self.transcript
                yield self.choices
            yield self.panel
        yield self.field
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show where the rehearsal stands, and begin to look at the files."""
        self.field.display = False
        self.field.placeholder = self.house.say("rehearse.ask_facts")
        self.set_focus(self.choices)
        self.show_again()
        if self._look_s:
            self.set_interval(self._look_s, self.look)

    def on_screen_resume(self) -> None:
        """Come back from the list of beats, or see the screen for the first time."""
        self.panel.look_again()

    def on_resize(self) -> None:
        """Other notes have room beside the text than below it."""
        self.call_after_refresh(self.panel.look_again)

    def look(self) -> None:
        """Read the story again if a file was saved."""
        if self.rehearsing.follow():
            self.show_again()

    def show_again(self) -> None:
        """Draw everything, and look for what is wrong with the scene meanwhile."""
        rehearsing = self.rehearsing
        stand, book = rehearsing.stand, rehearsing.book
        if stand is None or book is None:
            self.head.show(self.house.say("rehearse.title", place=rehearsing.place.scene), "", long=False)
        else:
            measure, long = measure_words(stand.turns[-1], self.house.phrases)
            self.head.show(place_words(stand, self.house.phrases), measure, long=long)
            blocks: list[Block] = []
            fresh = 0
            for turn in stand.turns:
                fresh = len(blocks)
                now = turn is stand.turns[-1]
                blocks += [self.block(book, line, first=False, now=now) for line in lines_shown(turn)]
            if not stand.state.offers and stand.state.flight is None:
                over = Line(Voice.NOTE, self.house.say("rehearse.over"))
                blocks.append(block_of(over, "", "", first=False))
            if blocks:
                blocks[0] = replace(blocks[0], gap=0)
            self.offer(book, stand.state, stand.state.offers)
            self.transcript.show_all(blocks, fresh)
            self.on_transcript_moved()  # at once, since its message may come only after the frame
        self._show_notes()
        self.tell_notices(rehearsing.notices)
        self._doubted += 1
        number = self._doubted

        def doubt() -> None:
            self.post_message(self.Doubted(number, rehearsing.doubt()))

        # What cannot even be doubted takes no text away.
        self.run_worker(doubt, thread=True, exit_on_error=False)

    def _show_notes(self) -> None:
        rehearsing = self.rehearsing
        self.panel.show(
            read_parts(
                rehearsing.stand,
                rehearsing.book,
                rehearsing.problems,
                rehearsing.typed,
                self.house.phrases,
                short=True,
            )
        )

    def on_preview_screen_doubted(self, message: PreviewScreen.Doubted) -> None:
        """Show what was found in the scene, unless it has been read again since."""
        if message.number == self._doubted:
            self.rehearsing.take_note(message.found)
            self._show_notes()

    # orders

    def _order(self, order: Callable[[], None]) -> None:
        order()
        self.show_again()

    def action_choose(self, number: int) -> None:
        """Take a choice by its number."""
        self._order(lambda: self.rehearsing.choose(str(number)))

    def on_choices_taken(self, message: Choices.Taken) -> None:
        """Take the choice that was pointed at; Enter alone reads on first, where there is more to read."""
        if message.pointed or not self.transcript.page():
            self._order(lambda: self.rehearsing.choose(message.ident))

    def action_back(self) -> None:
        """Take the last choice back."""
        self._order(self.rehearsing.back)

    def action_restart(self) -> None:
        """Begin again."""
        self._order(self.rehearsing.restart)

    def action_facts(self) -> None:
        """Open the line in which facts are set."""
        self.field.value = self.rehearsing.typed
        self.field.cursor_position = len(self.field.value)
        self.field.display = True
        self.set_focus(self.field)

    def on_input_submitted(self, message: Field.Submitted) -> None:
        """Set exactly the facts that stand in the line."""
        message.stop()
        self.set_focus(self.choices)
        self._order(lambda: self.rehearsing.set_only(message.value))

    def on_descendant_blur(self) -> None:
        """Take the line away when it is left."""
        super().on_descendant_blur()
        if self.field.display and self.focused is not self.field:
            self.field.display = False

    def action_beats(self) -> None:
        """Open the list of the scene's beats."""
        beats = self.rehearsing.beats()
        stand = self.rehearsing.stand
        if not beats or stand is None:
            return

        def begin(beat: str) -> None:
            self._order(lambda: self.rehearsing.jump(beat))

        rows = [self._opening(beat) for beat in beats]
        at = beats.index(stand.state.place.beat) if stand.state.place.beat in beats else 0
        app_of(self).push_screen(BeatsScreen(self.house, beats, rows, at, begin))

    def _opening(self, beat: str) -> str:
        """Return the first words of a beat."""
        book = self.rehearsing.book
        if book is None:
            return ""
        items = book.scene(self.rehearsing.scene_id).beats[beat].items
        return next((text for item in items if (text := getattr(item, "text", ""))), "")

    def action_page(self) -> None:
        """Read on."""
        self.transcript.page()

    def action_leave(self) -> None:
        """Leave the preview."""
        app_of(self).exit(0)

    def on_key(self, event: events.Key) -> None:
        """Let a key that means nothing here mean nothing."""


class BeatsScreen(RoomScreen):
    """The beats of a scene, to begin at."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "", "key.rehearse_begin", "", 0),
        Key("B", "b,B,e,E,escape,backspace", "key.back", "leave", 0),
    )
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    def __init__(
        self,
        house: House,
        beats: Sequence[str],
        openings: Sequence[str],
        at: int,
        begin: Callable[[str], None],
    ) -> None:
        """Make the list.

        Args:
            house: the words.
            beats: the ids.
            openings: the first words of each.
            at: which the cursor stands on.
            begin: is told the beat that was picked.
        """
        super().__init__(house)
        self._beats = tuple(beats)
        self._openings = tuple(openings)
        self._first = at
        self._begin = begin
        self.list = RowList("")

    def compose(self) -> ComposeResult:
        """Put the list under its heading."""
        yield Heading(self.house.say("rehearse.beats"))
        yield self.list
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Fill the list."""
        wide = max((len(beat) for beat in self._beats), default=0) + 2
        rows: list[Row] = [
            ((beat.ljust(wide), Ink.ACCENT), (opening, Ink.PAST))
            for beat, opening in zip(self._beats, self._openings, strict=True)
        ]
        self.list.show(rows, self._first)
        self.set_focus(self.list)

    def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Begin there."""
        self.dismiss()
        self._begin(self._beats[message.index])
