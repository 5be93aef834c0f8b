"""The Dailies: every line of the playthrough as a list, to search in and to take again from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Label

from game.app.ink import Ink, Row
from game.app.screenplay import block_of, rows_of
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.widgets.drawn import Drawn, app_of
from game.app.widgets.field import Field
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList
from game.readout.panel import speaker_tag
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from game.app.house import House
    from game.session import Entry

_MEASURE = 76


class Excerpt(Drawn):
    """The words of one line, as the transcript has them."""

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._tag = ""

    def show(self, line: Line | None, tag: str) -> None:
        """Draw a line, or nothing."""
        self._line, self._tag = line, tag
        self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return as many of its rows as there is room for."""
        width, height = size
        if self._line is None:
            return ()
        block = block_of(self._line, self._tag, "", first=True)
        return [
            (("  ", Ink.DIM), *row) for row in rows_of(block, min(_MEASURE, width - 4), fresh=True)[:height]
        ]


class DailiesScreen(RoomScreen):
    """What was shot so far."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.line", "", 2),
        Key("Enter", "", "key.retake_here", "", 0),
        Key("/", "slash", "key.search", "search", 0, first=True),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("d,D", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("dailies.title"))
        self.field = Field(house.say("dailies.search_hint"))
        self.list = RowList(house.say("dailies.none"))
        self.excerpt = Excerpt()
        self._entries: list[Entry] = []
        self._folded: list[str] = []
        self._tags: dict[str, str] = {}
        self._found: list[int] = []

    def compose(self) -> ComposeResult:
        """Put the search above the list, and the words of the line below it."""
        yield self.heading
        with Horizontal(classes="asked"):
            yield Label(self.house.say("dailies.search"))
            yield self.field
        yield self.list
        yield self.excerpt
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List every line, the last one under the cursor."""
        session = self.house.session
        self._entries = session.transcript()
        self._folded = [f"{self._tag(entry.line)} {entry.line.text}".casefold() for entry in self._entries]
        self._search("")
        self.set_focus(self.list)

    def _tag(self, line: Line) -> str:
        if not line.speaker:
            return ""
        if line.speaker not in self._tags:
            self._tags[line.speaker] = speaker_tag(self.house.session.book, line.speaker)
        return self._tags[line.speaker]

    def _search(self, wanted: str) -> None:
        folded = wanted.casefold().strip()
        self._found = [number for number, text in enumerate(self._folded) if folded in text]
        self.list.show([self._row(self._entries[number].line) for number in self._found], at=-1)
        self.heading.set_count(
            self.house.say("dailies.count", found=len(self._found), lines=len(self._entries))
        )
        self._show_excerpt()

    def _row(self, line: Line) -> Row:
        text = line.text.replace("*", "")
        match line.voice:
            case Voice.SLUGLINE:
                return ((text.upper(), Ink.HEAD),)
            case Voice.ECHO:
                return ((f"› {text}", Ink.ACCENT),)
            case Voice.NOTE:
                return ((f"· {text}", Ink.DIM),)
            case Voice.LOOP:
                return (("▌ ", Ink.ACCENT), (f"{self._tag(line).upper()}  ", Ink.DIM), (text, Ink.PROSE))
            case Voice.SECOND_LOOP:
                return (("▐ ", Ink.ACCENT), (f"{self._tag(line).upper()}  ", Ink.DIM), (text, Ink.PROSE))
            case Voice.SPEECH:
                return (("  ", Ink.DIM), (f"{self._tag(line).upper()}  ", Ink.DIM), (text, Ink.PROSE))
            case Voice.NARRATION:
                return (("  ", Ink.DIM), (text, Ink.PROSE))

    def _show_excerpt(self) -> None:
        if self._found:
            line = self._entries[self._found[self.list.at]].line
            self.excerpt.show(line, self._tag(line))
        else:
            self.excerpt.show(None, "")

    def on_row_list_moved(self) -> None:
        """Show the words of the line under the cursor."""
        self._show_excerpt()

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Take the film again from this line, at once."""
        entry = self._entries[self._found[message.index]]
        session = self.house.session
        if self.attempt(lambda: session.retake_to(entry.moment)) is not None:
            await app_of(self).run_action("play")

    def on_input_changed(self, message: Field.Changed) -> None:
        """Search as it is typed."""
        self._search(message.value)

    def on_input_submitted(self) -> None:
        """Go to the lines that were found."""
        self.set_focus(self.list)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the key that leads to the line be a letter once the line is open."""
        return action != "search" or not self.field.has_focus

    def action_search(self) -> None:
        """Go to the line to type in."""
        self.set_focus(self.field)
