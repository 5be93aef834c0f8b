"""Free flight: how hard, from where and with what chance, and then straight to the controls.

Law: a free flight is a film of its own, marked so; nothing of the player's other films is touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.ink import Ink, Row, row_width
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList
from game.emergencies.flown import Kind, kind_of_start
from game.vocabulary.flying import FLYING_RUNGS, Rung

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House

STARTS = ("day", "second", "hold", "come_in", "in_the_dark", "roll", "drill", "module")
"""Where a free flight may begin, as the fact ``free_start`` calls it."""

MOST_DIGITS = 18
"""Digits of a seed."""

_NAMES = ("rung", "start", "seed", "fly")
_LABEL = 16


class FreeFlightScreen(RoomScreen):
    """A row a question, and one that flies.

    Attributes:
        rung: how hard.
        start: from where, a word of `STARTS`.
        seed: as typed; ``""`` draws one.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 1),
        Key("←→ Enter", "", "key.change", "", 0),
        Key("Enter", "", "key.fly", "", 0),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("left,h,H,minus", "change(-1)", show=False),
        Binding("right,l,L,plus", "change(1)", show=False),
        Binding("backspace", "rub_out", show=False),
        Binding("f,F", "fly", show=False),
    ]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        words = {rung.value: rung for rung in FLYING_RUNGS}
        self.heading = Heading(house.say("free.title"))
        self.list = RowList("")
        self.rung = words.get(house.difficulty, Rung.ASSISTED)
        self.start = STARTS[0]
        self.seed = "" if house.seed is None else str(house.seed)

    def compose(self) -> ComposeResult:
        """List the questions."""
        yield self.heading
        yield self.list
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Ask."""
        self._show(len(_NAMES) - 1)
        self.set_focus(self.list)
        self.hush()

    def _show(self, at: int) -> None:
        self.list.show([self._row(name) for name in _NAMES], at)

    def _row(self, name: str) -> Row:
        say = self.house.say
        if name == "fly":
            return ((say("free.fly"), Ink.ACCENT),)
        label = say(f"free.{name}")
        pad = " " * max(2, _LABEL - row_width(((label, Ink.PROSE),)))
        turns = name != "seed"
        arrows = ("◂ ", " ▸") if turns else ("  ", "  ")
        return (
            (label + pad, Ink.DIM),
            (arrows[0], Ink.DIM),
            (self._value(name), Ink.ACCENT),
            (arrows[1], Ink.DIM),
        )

    def _value(self, name: str) -> str:
        match name:
            case "rung":
                return self.house.say(f"settings.{self.rung.value}")
            case "start":
                return self.house.say(f"free.start.{self.start}")
            case _:
                return self.seed or self.house.say("free.seed.any")

    def hush(self) -> None:
        """Say what the row under the cursor is for."""
        name = _NAMES[self.list.at]
        turns = name in ("rung", "start")
        self.key_line.leave_out(*(("key.fly",) if turns else ("key.change",)))
        if name == "start":
            self.tell(f"free.start.{self.start}.help")
        elif name == "rung":
            station = kind_of_start(self.start) is Kind.STATION
            self.tell(f"free.{'station' if station else 'rung'}.{self.rung.value}")
        else:
            self.tell(f"free.{name}.help")

    def on_row_list_moved(self) -> None:
        """Say what this row is for."""
        self.hush()

    def on_row_list_picked(self) -> None:
        """Enter turns what can be turned, and flies from the other rows."""
        if _NAMES[self.list.at] in ("seed", "fly"):
            self.call_later(self.run_action, "fly")
        else:
            self.action_change(1)

    def on_key(self, event: events.Key) -> None:
        """Take digits for the seed, wherever the cursor stands."""
        if not (event.key.isdecimal() and event.key.isascii()):
            return
        event.stop()
        event.prevent_default()  # else the screen says that the key means nothing
        if len(self.seed) >= MOST_DIGITS:
            self.tell("free.seed.long", most=MOST_DIGITS, refused=True)
            return
        self.seed = str(int(self.seed + event.key))
        self._show(_NAMES.index("seed"))
        self.hush()

    def action_rub_out(self) -> None:
        """Take the last digit of the seed away."""
        self.seed = self.seed[:-1]
        self._show(_NAMES.index("seed"))
        self.hush()

    def action_change(self, by: int) -> None:
        """Change the row under the cursor."""
        match _NAMES[self.list.at]:
            case "rung":
                self.rung = FLYING_RUNGS[(FLYING_RUNGS.index(self.rung) + by) % len(FLYING_RUNGS)]
            case "start":
                self.start = STARTS[(STARTS.index(self.start) + by) % len(STARTS)]
            case "seed":
                self.tell("free.seed.type", refused=True)
                return
            case _:
                return
        self._show(self.list.at)
        self.hush()

    async def action_fly(self) -> None:
        """Begin the flight."""
        seed = int(self.seed) if self.seed else None
        session = self.house.session
        if self.attempt(lambda: session.begin_flight(self.rung, self.start, seed)) is not None:
            await app_of(self).run_action("play")
