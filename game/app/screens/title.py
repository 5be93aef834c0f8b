"""The title: the station over the limb, and where to begin."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from game.app.ink import Ink, Row
from game.app.screens.base import HELP, QUIT, RoomScreen
from game.app.sky import Sky as Picture
from game.app.widgets.drawn import Drawn, app_of
from game.app.widgets.lines import Key, bound
from game.errors import OffScriptError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.timer import Timer

    from game.app.house import House
    from game.readout.faces import Face

_FRAME_S = 0.5
"""Between two pictures. Chosen for play: slow enough to be a calm, cheap decoration."""

_OPTIONS: tuple[tuple[str, str], ...] = (
    ("continue", "resume"),
    ("new", "begin"),
    ("free_flight", "app.visit('free_flight')"),
    ("can", "app.visit('can')"),
    ("lobby", "app.visit('lobby')"),
    ("archive", "app.visit('archive')"),
    ("settings", "app.visit('settings')"),
    ("about", "app.visit('about')"),
    ("quit", "app.quit"),
)


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """A film that can be gone on with.

    Attributes:
        ident: its id.
        face: what is told of it.
    """

    ident: str
    face: Face


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
            ((self._house.say("title.true"), Ink.DIM),),
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


class Where(Drawn):
    """Where the film stands that Continue would go on with, in one line."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._face: Face | None = None
        self._now = ""

    def show(self, face: Face | None, now: str) -> None:
        """Tell of a film, or of none; ``now`` is the time of day, ISO 8601."""
        self._face, self._now = face, now
        self.redraw()

    def draw(self, size: Size) -> Sequence[Row]:
        """Return the line."""
        if self._face is None:
            return ()
        # Imported with the story that it tells of, after the first frame.
        from game.readout.faces import one_line

        lead = f"  {self._house.say('title.continue')}  "
        room = size.width - len(lead) - 2
        told = one_line(self._face, self._house.phrases, self._now, room)
        return (((lead, Ink.DIM), (told, Ink.PAST)),) if told else ()


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
        Key("P", "p,P", "key.lobby", "app.visit('lobby')", 2),
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
        self.where = Where(house)
        self._frames: Timer | None = None
        self.moving = False

    def compose(self) -> ComposeResult:
        """Put the words over the picture."""
        yield self.sky
        with Vertical(id="menu"):
            yield Plate(self.house)
            yield self.menu
        yield self.where
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
        """Offer to continue, if there is a film that can be; a full can is looked into beside the screen."""
        if not self.house.is_open:
            return
        from game.app.screens.can_deeds import FEW

        if self._open_one() is None and self.house.session.can.count() > FEW:
            self.run_worker(self._look, thread=True, exclusive=True, group="can")
        else:
            self._offer(self.attempt(self._unfinished))

    def _look(self) -> None:
        """Find the newest film that is not over; a key that asks for it meanwhile looks for itself."""
        newest = self._newest()
        if self.is_attached and app_of(self).is_running:
            app_of(self).call_from_thread(self._offer, newest)

    def _offer(self, unfinished: _Unfinished | None) -> None:
        self.menu.offer_continue(unfinished is not None)
        self.where.show(unfinished.face if unfinished else None, self.house.session.time_of_day())
        self.key_line.leave_out(*(() if unfinished else ("key.continue",)))

    def _unfinished(self) -> _Unfinished | None:
        """Return the film to go on with: the one that is open, else the newest; None when all are over."""
        return self._open_one() or self._newest()

    def _open_one(self) -> _Unfinished | None:
        """Return the film that is open, unless it is over."""
        session = self.house.session
        if not session.is_open or session.present.state.ending:
            return None
        from game.readout.faces import Face

        state = session.present.state
        caption = session.book.scene(state.place.scene).title
        with suppress(OffScriptError):
            # While the disk refuses, the moment is in no film yet.
            caption = session.film_for_export().frame(session.present.moment).caption
        made_at = session.time_of_day()
        face = Face(
            session.present.title, caption=caption, reel=state.reel, clock=state.clock, made_at=made_at
        )
        return _Unfinished(session.present.film, face)

    def _newest(self) -> _Unfinished | None:
        """Return the newest film that can be opened and is not over."""
        from game.readout.faces import Face

        for film in self.house.session.saves():
            if film.refusal is None and not film.ending:
                face = Face(
                    film.title,
                    caption=film.caption,
                    reel=film.reel,
                    clock=film.mission_time,
                    made_at=film.updated,
                )
                return _Unfinished(film.ident, face)
        return None

    async def on_menu_taken(self, message: Menu.Taken) -> None:
        """Do what was selected."""
        await self.run_action(message.action)

    async def action_resume(self) -> None:
        """Go on with the newest film that is not over."""
        if not self.house.is_open:
            self.tell("title.loading")
            return
        session = self.house.session
        try:
            unfinished = self._unfinished()
        except OffScriptError as error:
            self.status.show(self.house.phrases.say_error(error), refused=True)
            return
        if unfinished is None:
            self.tell("title.nothing", refused=True)
        else:
            film = unfinished.ident
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
