"""The title: the station over the limb, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from game.app.ink import Ink, Row
from game.app.screens.base import HELP, QUIT, RoomScreen
from game.app.sky import Sky as Picture
from game.app.widgets.drawn import Drawn, app_of
from game.app.widgets.lines import Key, bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.timer import Timer

    from game.app.house import House

_FRAME_S = 0.5
"""Between two pictures. Chosen for play: slow enough to be a calm, cheap decoration."""

_OPTIONS: tuple[tuple[str, str], ...] = (
    ("continue", "resume"),
    ("new", "begin"),
    ("free_flight", "app.visit('free_flight')"),
    ("can", "app.visit('can')"),
    ("archive", "app.visit('archive')"),
    ("settings", "app.visit('settings')"),
    ("about", "app.visit('about')"),
    ("quit", "app.quit"),
)


class Sky(Drawn):
    """The picture, drawn anew only when it moves."""

    def __init__(self) -> None:
        super().__init__()
        self._beat = 0
        self._picture: Picture | None = None

    def advance(self) -> None:
        """Move on by one beat."""
        self._beat += 1
        self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the picture."""
        width, height = size
        picture = self._picture
        if picture is None or (picture.columns, picture.height) != (width, height):
            picture = self._picture = Picture(width, height)
        return picture.rows(self._beat)


class Plate(Drawn):
    """The title's own words."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    def draw(self, size: Size) -> Sequence[Row]:  # noqa: ARG002  # the same at every size
        """Return the title and what it is about."""
        return (
            ((self._house.say("title.name"), Ink.HEAD),),
            ((self._house.say("title.line_1"), Ink.DIM),),
            ((self._house.say("title.line_2"), Ink.DIM),),
        )


class Menu(Drawn, can_focus=True):
    """Where to begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,K", "move(-1)", show=False),
        Binding("down,j,J", "move(1)", show=False),
        Binding("enter,space", "take", show=False),
    ]

    class Taken(Message):
        """An option was taken.

        Attributes:
            action: what it does.
        """

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._continues = False
        self._at = 1

    @property
    def at(self) -> str:
        """Which option Enter would take, by name."""
        return _OPTIONS[self._at][0]

    def offer_continue(self, continues: bool) -> None:
        """Offer to continue, selected, when there is something to continue."""
        self._continues = continues
        self._at = 0 if continues else max(1, self._at)
        self.redraw()

    def action_move(self, by: int) -> None:
        """Select another option; the list goes round."""
        first = 0 if self._continues else 1
        count = len(_OPTIONS) - first
        self._at = first + (self._at - first + by) % count
        self.redraw()

    def action_take(self) -> None:
        """Take the selected option."""
        self.post_message(self.Taken(_OPTIONS[self._at][1]))

    def on_click(self, event: events.Click) -> None:
        """Take the option under the pointer."""
        if 0 <= event.y < len(_OPTIONS) and (event.y > 0 or self._continues):
            event.stop()
            self._at = event.y
            self.redraw()
            self.action_take()

    def draw(self, size: Size) -> Sequence[Row]:  # noqa: ARG002  # the same at every size
        """Return the options."""
        rows: list[Row] = []
        for index, (name, _) in enumerate(_OPTIONS):
            word = self._house.say(f"title.{name}")
            if index == 0 and not self._continues:
                rows.append(())
            elif index == self._at:
                rows.append((("▸ ", Ink.ACCENT), (f" {word} ", Ink.CURSOR)))
            else:
                rows.append(((f"   {word}", Ink.PROSE),))
        return rows


class TitleScreen(RoomScreen):
    """The first thing that is seen.

    Attributes:
        moving: whether the picture moves now.
    """

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 2),
        Key("Enter", "", "key.take", "", 0),
        Key("N", "n,N", "key.new", "begin", 1),
        Key("C", "c,C", "key.continue", "resume", 1),
        Key("S", "s,S", "key.can", "app.visit('can')", 1),
        Key("F", "f,F", "key.free_flight", "app.visit('free_flight')", 2),
        Key("A", "a,A", "key.archive", "app.visit('archive')", 2),
        Key("T", "t,T", "key.settings", "app.visit('settings')", 3),
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = bound(KEYS)

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.key_line.leave_out("key.continue")
        self.menu = Menu(house)
        self.sky = Sky()
        self._frames: Timer | None = None
        self.moving = False

    def compose(self) -> ComposeResult:
        """Put the words over the picture."""
        yield self.sky
        with Vertical(id="menu"):
            yield Plate(self.house)
            yield self.menu
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Let the picture move, unless motion is reduced."""
        self.set_focus(self.menu)
        self._frames = self.set_interval(_FRAME_S, self.sky.advance, pause=True)
        self._let_move()

    def on_screen_resume(self) -> None:
        """Come back: there may be something to continue now, and motion may have been reduced."""
        self.story_opened()
        self._let_move()

    def on_screen_suspend(self) -> None:
        """Stand still while nobody looks."""
        self._set_moving(False)

    def _let_move(self) -> None:
        self._set_moving(app_of(self).animation_level != "none")

    def _set_moving(self, moving: bool) -> None:
        if self._frames is not None:
            self.moving = moving
            if moving:
                self._frames.resume()
            else:
                self._frames.pause()

    def story_opened(self) -> None:
        """Offer to continue, if there is a film that can be."""
        self._offer(bool(self.house.is_open and self.attempt(self._unfinished)))

    def _offer(self, continues: bool) -> None:
        self.menu.offer_continue(continues)
        self.key_line.leave_out(*(() if continues else ("key.continue",)))

    def _unfinished(self) -> str:
        """Return the film to go on with: the one that is open, else the newest; ``""`` when all are over."""
        session = self.house.session
        if session.is_open and not session.present.state.ending:
            return session.present.film
        films = (film.ident for film in session.saves() if film.refusal is None and not film.ending)
        return next(films, "")

    async def on_menu_taken(self, message: Menu.Taken) -> None:
        """Do what was selected."""
        await self.run_action(message.action)

    async def action_resume(self) -> None:
        """Go on with the newest film that is not over."""
        if not self.house.is_open:
            self.tell("title.loading")
            return
        session = self.house.session
        film = self.attempt(self._unfinished)
        if film == "":
            self.tell("title.nothing", refused=True)
        elif film is not None:
            only_here = session.is_open and session.present.film == film and not session.present.durable
            if only_here or self.attempt(lambda: session.resume(film)) is not None:
                await app_of(self).run_action("play")

    async def action_begin(self) -> None:
        """Begin a new film."""
        if not self.house.is_open:
            self.tell("title.loading")
            return
        if self.attempt(self.house.begin) is not None:
            await app_of(self).run_action("play")
