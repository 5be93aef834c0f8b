"""What every screen does alike: sentences, keys, and an answer to a key that means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from game.app.widgets.drawn import app_of
from game.app.widgets.lines import Asked, Key, KeyLine, Status
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
ASK = Key("?", "question_mark", "key.ask", "ask", 0)
"""For a screen whose words may lead to cards: those, and every key where none does."""
KEYS_HERE = Key("?", "question_mark", "key.keys_here", "explain", 0)
"""For a screen whose own keys are more than its line of keys has room for."""
SETTINGS = Key("T", "t,T", "key.settings", "app.visit('settings')", 3)

_LET_BE = Key("Esc ↓", "", "key.let_be", "", 0)

_SILENT = frozenset(
    {"shift", "ctrl", "alt", "super", "hyper", "meta", "ignore", "tab", "shift+tab", "escape"}
)
"""Keys that are pressed without meaning an order: where one means nothing, nothing is said of it."""


class RoomScreen(Screen[None]):
    """A screen of the game.

    Attributes:
        KEYS: its keys, in the order of the line of keys.
        EXPLAINED: where `KEYS_HERE` is one of them: the id of its title, and of what is said under its keys.
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()
    EXPLAINED: ClassVar[tuple[str, ...]] = ()
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

    def action_explain(self) -> None:
        """List every key of this screen, and what it does."""
        from game.app.screens.key_help import KeyHelpScreen

        title, *said = self.EXPLAINED
        app_of(self).push_screen(KeyHelpScreen(self.house, title, self.KEYS, said))

    def on_descendant_focus(self) -> None:
        """Say what Enter and Escape do while something is typed: the letters are no orders then."""
        self.speak_of_keys()

    def on_descendant_blur(self) -> None:
        """Speak of the screen's own keys again."""
        self.speak_of_keys()

    def speak_of_keys(self) -> None:
        """Let the line of keys speak of what hears the keys now."""
        # Who has the focus is asked: which of the two messages comes first is nobody's promise.
        enter = _enter_of(self.focused)
        self.key_line.lend((Key("Enter", "", enter, "", 0), _LET_BE) if enter else None)

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
        """Return the keys that the palette offers for this screen, and the way to the title."""
        keys = [key for key in self.key_line.keys if key.action]
        aside = app_of(self).screen_stack[0] is not self
        return [*keys, Key("", "", "key.title", "app.title", 0)] if aside else keys


def _enter_of(widget: object) -> str:
    """Return the word for what Enter does in what is typed in; ``""`` for anything else."""
    return widget.enter if isinstance(widget, Asked) else ""


def _named(event: events.Key) -> str:
    """Return a key as a player would name it."""
    if event.character is not None and event.is_printable and event.character != " ":
        return event.character
    return event.key.replace("_", " ").replace("+", " ")
