"""The Dailies: every line of the playthrough as a list, to search in and to take again from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.widgets import Label

from game.app.ink import Ink, Row
from game.app.screenplay import block_of, rows_of
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.widgets.drawn import Drawn
from game.app.widgets.field import Field
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.preview import PreviewPane
from game.app.widgets.preview_ask import Ask
from game.app.widgets.rows import RowList
from game.readout.panel import as_said, speaker_tag
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
        Key("Enter", "", "key.go_there", "", 0),
        Key("I", "i,I", "key.what_if", "what_if", 0, first=True),
        Key("/", "slash", "key.search", "search", 0, first=True),
        Key("W", "w,W", "key.takes", "app.visit('story_map')", 1),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("dailies.title", "dailies.help", "look.help", "what_if.help")
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("d,D", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("dailies.title"))
        self.field = Field(house.say("dailies.search_hint"), "key.enter.found")
        self.list = RowList(house.say("dailies.none"))
        self.excerpt = Excerpt()
        self.pane = PreviewPane(house, said=False)
        self.ask = Ask()
        self._entries: list[Entry] = []
        self._folded: list[str] = []
        self._tags: dict[str, str] = {}
        self._found: list[int] = []
        self._looked_at: int | None = None
        self._stands = False

    def compose(self) -> ComposeResult:
        """Put the search above the list, the words of the line below it, and what differs from now."""
        yield self.heading
        with Horizontal(classes="asked"):
            yield Label(self.house.say("dailies.search"))
            yield self.field
        yield self.ask
        with Container(id="takes", classes="brief"):
            yield self.list
            yield self.pane
        yield self.excerpt
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List every line, the last one under the cursor."""
        session = self.house.session
        self._entries = [self._as_told(entry) for entry in session.transcript()]
        self._folded = [f"{self._tag(entry.line)} {entry.line.text}".casefold() for entry in self._entries]
        self._search("")
        self.set_focus(self.list)
        self.call_after_refresh(self._stand)

    def _as_told(self, entry: Entry) -> Entry:
        line = as_said(entry.line, self.house.phrases)
        return entry if line is entry.line else replace(entry, line=line)

    def _tag(self, line: Line) -> str:
        if not line.speaker:
            return ""
        if line.speaker not in self._tags:
            self._tags[line.speaker] = speaker_tag(self.house.session.book, line.speaker)
        return self._tags[line.speaker]

    def _search(self, wanted: str) -> None:
        folded = wanted.casefold().strip()
        here = self._found[self.list.at] if self._found and not folded else -1
        self._found = [number for number, text in enumerate(self._folded) if folded in text]
        at = self._found.index(here) if here in self._found else -1
        self.list.show([self._row(self._entries[number].line) for number in self._found], at)
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
            entry = self._entries[self._found[self.list.at]]
            self.excerpt.show(entry.line, self._tag(entry.line))
        else:
            self.excerpt.show(None, "")
        if self._stands:
            self._look()

    def _stand(self) -> None:
        """Look at how it stood, once the list can be seen: the first look reads the whole playthrough."""
        self._stands = True
        if self.is_attached:
            self._look()

    def _look(self) -> None:
        moment = self._entries[self._found[self.list.at]].moment if self._found else None
        if moment is None:
            self.pane.show(None)
        elif moment != self._looked_at:
            # Lines that were shown together are one moment.
            self.pane.look(moment)
        self._looked_at = moment

    def on_row_list_moved(self) -> None:
        """Show the words of the line under the cursor, and how it stood there."""
        self._show_excerpt()

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Take the film again from this line, at once."""
        entry = self._entries[self._found[message.index]]
        await self.travel(lambda: self.house.session.go(entry.moment))

    def action_what_if(self) -> None:
        """Ask for the name of what shall be shot from this line on."""
        if self._found:
            self.ask.ask("what_if", self.house.say("what_if.name"), self.house.say("what_if.name_hint"))

    async def on_ask_answered(self, message: Ask.Answered) -> None:
        """Go there, with that name."""
        self.on_ask_dropped()
        if self._found:
            entry = self._entries[self._found[self.list.at]]
            await self.travel(lambda: self.house.session.what_if(message.text, entry.moment))

    def on_ask_dropped(self) -> None:
        """Go back to the list."""
        self.set_focus(self.list)
        self.ask.close()

    def on_input_changed(self, message: Field.Changed) -> None:
        """Search as it is typed."""
        self._search(message.value)

    def on_input_submitted(self) -> None:
        """Go to the lines that were found."""
        self.set_focus(self.list)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the keys that lead to a line be letters once one is open."""
        return action not in ("search", "what_if") or not (self.field.has_focus or self.ask.asking)

    def action_leave(self) -> None:
        """Take the search away; without one, go back to the screen before."""
        if self.field.value:
            self.field.value = ""
            self.tell("filter.gone")
        else:
            super().action_leave()

    def action_search(self) -> None:
        """Go to the line to type in."""
        self.set_focus(self.field)
