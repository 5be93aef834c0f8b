"""The settings: each takes effect and is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import Binding

from game.app.ink import Ink, Row, row_width
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.themes import LOOKS
from game.app.widgets.drawn import app_of
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList
from game.storage.profile import NARROWEST, WIDEST

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.storage.profile import Difficulty, Pace, Profile

WIDTH_STEP = 4
"""Between one text width on offer and the next [columns]."""

_NAMES = ("theme", "text_width", "reduced_motion", "difficulty", "pace", "keys")
_DIFFICULTIES: tuple[Difficulty, ...] = ("told", "assisted", "flown", "bare")
_PACES: tuple[Pace, ...] = ("real", "turns")
_LABEL = 20


_BACK, _ON = "◂", "▸"
"""What the mouse turns a setting with."""


class SettingRows(RowList):
    """Rows with two arrows each, which a click turns wherever the cursor stands."""

    def takes_at(self, row: int, column: int) -> bool:
        """Return whether there is an arrow."""
        return self.arrow_at(row, column) in (_BACK, _ON)

    def arrow_at(self, row: int, column: int) -> str:
        """Return what stands in a column of a row; ``""`` beyond its ends."""
        text = "".join(piece for piece, _ in self.rows[row])
        return text[column] if 0 <= column < len(text) else ""


class SettingsScreen(RoomScreen):
    """A row a setting; left and right change it."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 1),
        Key("←→", "", "key.change", "", 0),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("left,h,H,minus", "change(-1)", show=False),
        Binding("right,l,L,plus", "change(1)", show=False),
        Binding("t,T", "leave", show=False),
    ]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("settings.title"))
        self.list = SettingRows("")

    def compose(self) -> ComposeResult:
        """List the settings."""
        yield self.heading
        yield self.list
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show what is set."""
        self._show(0)
        self.set_focus(self.list)
        self._explain()

    def on_screen_resume(self) -> None:
        """Come back: keys may have been taken."""
        self._show(self.list.at)
        self._explain()

    def _show(self, at: int) -> None:
        self.list.show([self._row(name) for name in _NAMES], at)

    def _row(self, name: str) -> Row:
        label = self.house.say(f"settings.{name}")
        pad = " " * max(2, _LABEL - row_width(((label, Ink.PROSE),)))
        value = self._value(name)
        turns = name != "keys"
        arrows = (f"{_BACK} ", f" {_ON}") if turns else ("  ", "  ")
        return ((label + pad, Ink.DIM), (arrows[0], Ink.DIM), (value, Ink.ACCENT), (arrows[1], Ink.DIM))

    def _value(self, name: str) -> str:
        profile, say = self.house.profile, self.house.say
        match name:
            case "theme":
                return say(f"settings.theme.{profile.theme if profile.theme in LOOKS else 'dark'}")
            case "text_width":
                return say("settings.columns", columns=profile.text_width)
            case "reduced_motion":
                return say("settings.on" if profile.reduced_motion else "settings.off")
            case "difficulty":
                return say(f"settings.{profile.difficulty}")
            case "pace":
                return say(f"settings.{profile.pace}")
            case _:
                return say("settings.keys.own" if profile.keys else "settings.keys.first")

    def _explain(self) -> None:
        name = _NAMES[self.list.at]
        if name == "theme" and app_of(self).no_color:
            self.tell("settings.no_colour")
        else:
            self.tell(f"settings.{name}.help")

    def hush(self) -> None:
        """Say again what the setting under the cursor is for: here that stands when nothing else does."""
        self._explain()

    def on_row_list_moved(self) -> None:
        """Say what the setting under the cursor is for."""
        self._explain()

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Change the setting that was taken; the arrow that points back turns it back."""
        column = message.column
        back = column is not None and self.list.arrow_at(message.index, column) == _BACK
        await self.action_change(-1 if back else 1)

    async def action_change(self, by: int) -> None:
        """Change the setting under the cursor, and keep it."""
        name = _NAMES[self.list.at]
        if name == "keys":
            await app_of(self).run_action("visit('flight_keys')")
            return
        changed = _changed(self.house.profile, name, by)
        self._explain()
        if name == "pace":
            self.house.pace = changed.pace
        self.attempt(lambda: self.house.keep(changed))
        await app_of(self).run_action("apply_profile")
        self._show(self.list.at)


def _changed(profile: Profile, name: str, by: int) -> Profile:
    """Return the profile with a setting moved on."""
    match name:
        case "theme":
            words = list(LOOKS)
            at = words.index(profile.theme) if profile.theme in words else 0
            return replace(profile, theme=words[(at + by) % len(words)])
        case "text_width":
            return replace(
                profile, text_width=max(NARROWEST, min(WIDEST, profile.text_width + by * WIDTH_STEP))
            )
        case "reduced_motion":
            return replace(profile, reduced_motion=not profile.reduced_motion)
        case "difficulty":
            at = (_DIFFICULTIES.index(profile.difficulty) + by) % len(_DIFFICULTIES)
            return replace(profile, difficulty=_DIFFICULTIES[at])
        case "pace":
            return replace(profile, pace=_PACES[(_PACES.index(profile.pace) + by) % len(_PACES)])
        case _:
            raise LookupError(name)
