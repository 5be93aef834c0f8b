"""What every screen does alike: sentences, keys, and an answer to a key that means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from game.app.widgets.drawn import app_of
from game.app.widgets.lines import Key, KeyLine, Status
from game.errors import OffScriptError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from textual import events

    from game.app.house import House
    from game.session import Notice, Present

    T = TypeVar("T")

BACK = Key("B", "b,B,escape", "key.back", "leave", 0)
QUIT = Key("Q", "q,Q", "key.quit", "app.quit", 0)
HELP = Key("?", "question_mark", "key.help", "app.visit('help')", 0)
SETTINGS = Key("T", "t,T", "key.settings", "app.visit('settings')", 3)

_SILENT = frozenset(
    {"shift", "ctrl", "alt", "super", "hyper", "meta", "ignore", "tab", "shift+tab", "escape"}
)
"""Keys that are pressed without meaning an order: where one means nothing, nothing is said of it."""


class RoomScreen(Screen[None]):
    """A screen of the game.

    Attributes:
        KEYS: its keys, in the order of the line of keys.
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.status = Status()
        self.key_line = KeyLine(house, self.KEYS)

    def tell(self, phrase: str, *, refused: bool = False, **values: str | int) -> None:
        """Say one sentence above the keys."""
        self.status.show(self.house.say(phrase, **values), refused=refused)

    def tell_notices(self, notices: Iterable[Notice]) -> None:
        """Say what an order had to say about itself, the refusal last; nothing when there is nothing."""
        said = sorted(notices, key=lambda notice: notice.refused)
        if said:
            text = " ".join(self.house.say(notice.phrase, **notice.values) for notice in said)
            self.status.show(text, refused=said[-1].refused)
        else:
            self.status.show("", refused=False)

    def attempt(self, order: Callable[[], T]) -> T | None:
        """Return what an order returns; a refusal is said and None returned."""
        try:
            return order()
        except OffScriptError as error:
            self.status.show(self.house.phrases.say_error(error), refused=True)
            return None

    async def travel(self, order: Callable[[], Present]) -> None:
        """Go to another moment and on to the play; a refusal is said, and nothing is left."""
        present = self.attempt(order)
        if present is None:
            return
        refused = [notice for notice in present.notices if notice.refused]
        if refused:
            self.tell_notices(refused)
        else:
            await app_of(self).run_action("play")

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.dismiss()

    def hush(self) -> None:
        """Take back what was said: it was about something that has passed."""
        if self.status.text:
            self.status.show("", refused=False)

    def heed(self, key: str) -> None:
        """Take back what was said before a key that means something does it."""
        if key not in _SILENT and key in self.active_bindings:
            self.hush()

    def takes(self, key: str) -> bool:  # noqa: ARG002  # for a screen that waits for any key
        """Return whether the screen has taken a key, before anything else could hear it."""
        return False

    def stand_still(self) -> None:
        """Let nothing happen while the player is away; most screens do nothing by themselves."""

    def on_screen_suspend(self) -> None:
        """Leave nothing said behind for when this screen is seen again."""
        self.hush()

    def on_key(self, event: events.Key) -> None:
        """Answer a key that means nothing here with one sentence, and change nothing."""
        if event.key in _SILENT or event.key in self.active_bindings:
            return
        event.stop()
        self.tell("key.unknown", refused=True, key=_named(event))

    def palette_keys(self) -> Sequence[Key]:
        """Return the keys that the palette offers for this screen."""
        return [key for key in self.key_line.keys if key.action]


def _named(event: events.Key) -> str:
    """Return a key as a player would name it."""
    if event.character is not None and event.is_printable and event.character != " ":
        return event.character
    return event.key.replace("_", " ").replace("+", " ")
