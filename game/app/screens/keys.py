"""The keys of a flight: what each does, and another one for whoever wants it.

Law: two acts never share a key; what cannot be taken is refused with one sentence, and nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual.binding import Binding

from game.app.flight_keys import KEYMAP
from game.app.ink import Ink, Row, row_width
from game.app.keymap import Taken, may_be_taken, shown_key
from game.app.screens.base import BACK, QUIT, RoomScreen
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList

if TYPE_CHECKING:
    from enum import Enum

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.keymap import Keymap

_KEYED = 10
"""Columns for a key."""


class KeysScreen(RoomScreen):
    """A row an act; Enter, and then the key that shall do it."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 1),
        Key("Enter", "", "key.take_key", "", 0),
        Key("0", "0", "key.own_keys", "forget", 0),
        BACK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("backspace,delete", "forget", show=False)]

    def __init__(self, house: House, keymap: Keymap[Any] = KEYMAP, words: str = "fly") -> None:
        """List the acts of a screen.

        Args:
            house: the words and the settings.
            keymap: of the screen whose keys they are.
            words: the room of the phrase book that has its acts' words.
        """
        super().__init__(house)
        self._keymap = keymap
        self._words = words
        self._acts: tuple[Enum, ...] = tuple(keymap.defaults)
        self.heading = Heading(house.say("stn.keys.title" if words == "stn" else "flight_keys.title"))
        self.list = RowList("")
        self._waiting: Enum | None = None

    def compose(self) -> ComposeResult:
        """List the acts."""
        yield self.heading
        yield self.list
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show every act with its key."""
        self._show(0)
        self.set_focus(self.list)
        self.hush()

    def _show(self, at: int) -> None:
        keys = self._keymap.keys_of(self.house.profile.keys)
        self.list.show([self._row(act, keys[act]) for act in self._acts], at)

    def _row(self, act: Enum, key: str) -> Row:
        shown = shown_key(key)
        own = key != self._keymap.defaults[act]
        pad = " " * max(1, _KEYED - row_width(((shown, Ink.ACCENT),)))
        mark = f"  {self.house.say('flight_keys.own')}" if own else ""
        return (
            (shown + pad, Ink.ACCENT),
            (self.house.say(f"{self._words}.act.{act.value}.help"), Ink.PROSE),
            (mark, Ink.DIM),
        )

    def hush(self) -> None:
        """Say what the row waits for, or what can be done."""
        if self._waiting is not None:
            self.tell("flight_keys.press", act=self.house.say(f"{self._words}.act.{self._waiting.value}"))
        else:
            self.tell("flight_keys.hint")

    def on_row_list_moved(self) -> None:
        """Forget that a key was waited for."""
        self._waiting = None
        self.hush()

    def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Wait for the key that shall do this."""
        self._waiting = self._acts[message.index]
        self.hush()

    def take(self, key: str) -> bool:
        """Take a key for the act that waits for one; return whether one did."""
        act, self._waiting = self._waiting, None
        if act is None:
            return False
        if key == "escape":
            self.hush()
            return True
        if not may_be_taken(key):
            self.tell("flight_keys.cannot", key=shown_key(key), refused=True)
            return True
        taken = self._keymap.take(self.house.profile.keys, act, key)
        if isinstance(taken, Taken):
            other = self.house.say(f"{self._words}.act.{taken.by.value}")
            self.tell("flight_keys.conflict", key=shown_key(key), act=other, refused=True)
            return True
        self.tell(
            "flight_keys.taken", key=shown_key(key), act=self.house.say(f"{self._words}.act.{act.value}")
        )
        self.attempt(lambda: self.house.keep(replace(self.house.profile, keys=taken)))
        self._show(self.list.at)
        return True

    def action_forget(self) -> None:
        """Give every act its first key again."""
        self.tell("flight_keys.back")
        self.attempt(lambda: self.house.keep(replace(self.house.profile, keys={})))
        self._show(self.list.at)

    def takes(self, key: str) -> bool:
        """Take a key before the list hears it, while one is waited for; Ctrl stays what it is everywhere."""
        return not key.startswith("ctrl+") and self.take(key)
