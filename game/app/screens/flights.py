"""Every flight that was ever flown in this playthrough, on whatever line of takes, to be watched again.

Law: looking changes nothing; from the recorder any second can be gone back to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink, Row, spread
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.preview import PreviewPane, how_it_ended
from game.app.widgets.rows import RowList
from game.readout.panel import read_day
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.session import Flown

_MINUTE_S = 60

_WITH_DAY = 100
"""Columns from which a row names the day too; how the flight ended matters more. Chosen for play."""


class FlightsScreen(RoomScreen):
    """The flights of this playthrough."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 2),
        Key("Enter", "", "key.play_back", "", 0),
        Key("D", "d,D", "key.debrief", "debrief", 0),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("flights.title", "flights.help")
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("f,F", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("flights.title"))
        self.list = RowList(house.say("debrief_screen.none"))
        self.pane = PreviewPane(house)
        self._flights: tuple[Flown, ...] = ()
        self._rows: list[tuple[Row, Row]] = []

    def compose(self) -> ComposeResult:
        """Put the list above a look at how each flight was left."""
        yield self.heading
        yield self.list
        yield self.pane
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List every flight, the last one under the cursor."""
        session = self.house.session
        self._flights = session.flights() if session.is_open else ()
        self._rows = [self._row(flown) for flown in self._flights]
        self.heading.set_count(self.house.say("flights.count", flights=len(self._flights)))
        self.set_focus(self.list)
        self._show(-1)

    def on_resize(self) -> None:
        """Fit the rows to the width there is now."""
        if self._rows:
            self._show(self.list.at)

    def _show(self, at: int) -> None:
        width = max(20, self.size.width - 3)
        parts = 3 if width >= _WITH_DAY else 2
        self.list.show([spread(left, right[:parts], width) for left, right in self._rows], at)
        self._look()

    def _row(self, flown: Flown) -> tuple[Row, Row]:
        say, book = self.house.say, self.house.session.book
        scene = book.scene(flown.scene).title if book.has(flown.scene) else flown.scene
        minutes, seconds = divmod(flown.ticks // TICKS_PER_S, _MINUTE_S)
        left = (
            ("● " if flown.live else "▲ ", Ink.ACCENT if flown.live else Ink.PROSE),
            (say(f"takes.flight.{flown.kind}", title=scene), Ink.PROSE),
            (f"  {self._end(flown)}", Ink.DIM),
        )
        right = (
            (say("flights.span", minutes=minutes, seconds=f"{seconds:02d}"), Ink.PROSE),
            (f"  {say('takes.take', take=flown.take)}", Ink.DIM),
            (f"  {read_day(flown.clock)}", Ink.DIM),
        )
        return left, right

    def _end(self, flown: Flown) -> str:
        if not flown.over:
            return self.house.say("flights.live" if flown.live else "flights.left")
        return how_it_ended(self.house, flown.moment)

    def _look(self) -> None:
        if self._flights:
            self.pane.look(self._flights[self.list.at].moment)

    def on_row_list_moved(self) -> None:
        """Look at how the flight under the cursor was left."""
        self._look()

    def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Watch a flight again, from its first second; a long one is first looked through."""
        moment = self._flights[message.index].moment
        self.tell("debrief_screen.working")
        self.call_after_refresh(self._watch, moment)

    def _watch(self, moment: int) -> None:
        from game.app.screens.replay import replay_screen

        if app_of(self).screen is not self:
            return
        self.hush()
        recording = self.attempt(lambda: self.house.session.recording(moment))
        if recording is not None:
            app_of(self).push_screen(replay_screen(self.house, recording, moment))

    def action_debrief(self) -> None:
        """Tell what a flight came to, and what decided it."""
        from game.app.screens.debrief import DebriefScreen

        if self._flights:
            app_of(self).push_screen(DebriefScreen(self.house, self._flights[self.list.at].moment))
        else:
            self.tell("debrief_screen.none", refused=True)
