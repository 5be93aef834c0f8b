"""The can: every playthrough and every named save, to load; and a line to name a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Label

from game.app.ink import Ink, Row, spread
from game.app.screens.base import BACK, HELP, QUIT, RoomScreen
from game.app.widgets.drawn import app_of
from game.app.widgets.field import Field
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList
from game.app.widgets.slate import CLOSING, COLD_OPEN
from game.errors import SaveRefused
from game.readout.panel import read_day
from game.storage.film import Film

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.session import Present
    from game.storage.can import FilmSummary
    from game.storage.moments import Frame


_WITH_REEL = 70
"""Columns from which a row names the reel too; a film's title matters more. Chosen for 80 and for 60."""


@dataclass(frozen=True, slots=True)
class Tin:
    """A row of the can.

    Attributes:
        film: the playthrough.
        moment: for a named save: its moment; None for the playthrough itself.
        words: the name or the title, and the caption.
        where: reel, scene, mission time and take.
        refusal: why it cannot be loaded, or None.
    """

    film: str
    moment: int | None
    words: Row
    where: Row
    refusal: SaveRefused | None


class CanScreen(RoomScreen):
    """What was kept."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 2),
        Key("Enter", "", "key.load", "", 0),
        Key("N", "n,N,slash", "key.save", "name", 0, first=True),
        BACK,
        HELP,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("s,S", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("can.title"))
        self.field = Field(house.say("can.name_hint"))
        self.list = RowList(house.say("can.none"))
        self._tins: list[Tin] = []

    def compose(self) -> ComposeResult:
        """Put the name of a new save above the list."""
        yield self.heading
        with Horizontal(classes="asked"):
            yield Label(self.house.say("can.name"))
            yield self.field
        yield self.list
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List what is kept; a line to name a save stands above it only where there is a film to save."""
        nameable = self.house.session.is_open
        self.query_one(".asked").display = nameable
        self.key_line.leave_out(*(() if nameable else ("key.save",)))
        self._read()
        self.set_focus(self.list)

    def on_resize(self) -> None:
        """Fit the rows to the width there is now."""
        self._show(self.list.at)

    def _read(self) -> None:
        films = self.attempt(self.house.session.saves) or []
        self._tins = [tin for film in films for tin in self._tins_of(film)]
        saves = sum(tin.moment is not None for tin in self._tins)
        self.heading.set_count(self.house.say("can.count", films=len(films), saves=saves))
        self._show(self.list.at)

    def _show(self, at: int) -> None:
        width = max(20, self.size.width - 3)
        # The reel is the first run of where; the scene's title says nearly as much.
        first = 0 if width >= _WITH_REEL else 1
        self.list.show([spread(tin.words, tin.where[first:], width) for tin in self._tins], at)

    def _tins_of(self, film: FilmSummary) -> list[Tin]:
        if film.refusal is not None:
            said = self.house.phrases.say_error(film.refusal)
            named: Row = () if film.file in said else ((f"{film.file}  ", Ink.PROSE),)
            words: Row = (("! ", Ink.CAUTION), *named, (said, Ink.CAUTION))
            return [Tin(film.ident, None, words, (), film.refusal)]
        say = self.house.say
        session = self.house.session
        now = session.is_open and film.ident == session.present.film
        head: Row = (
            ("● " if now else "  ", Ink.ACCENT),
            (film.title, Ink.PROSE),
            (f"  {film.caption}", Ink.DIM),
        )
        state = say("can.ended") if film.ending else say("can.take", take=film.take)
        tins = [
            Tin(film.ident, None, head, self._where(film.reel, film.scene, film.mission_time, state), None)
        ]
        frames = _frames(film)
        for bookmark in reversed(film.bookmarks):
            frame = frames.get(bookmark.moment)
            name: Row = (("  └ ", Ink.DIM), (bookmark.name, Ink.ACCENT))
            where: Row = ()
            if frame is not None:
                name = (*name, (f"  {frame.caption}", Ink.DIM))
                where = self._where(frame.reel, frame.scene, frame.clock, say("can.take", take=bookmark.take))
            tins.append(Tin(film.ident, bookmark.moment, name, where, None))
        return tins

    def _where(self, reel: int, scene: str, clock: str, state: str) -> Row:
        say, book = self.house.say, self.house.session.book
        title = book.scene(scene).title if book.has(scene) else scene
        name = (
            say("can.cold_open")
            if reel == COLD_OPEN
            else say("can.closing")
            if reel == CLOSING
            else say("can.reel", reel=reel)
        )
        return ((f"{name}  ", Ink.DIM), (title, Ink.PROSE), (f"  {read_day(clock)}  {state}", Ink.DIM))

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Load what was taken."""
        tin = self._tins[message.index]
        if tin.refusal is not None:
            self.status.show(self.house.phrases.say_error(tin.refusal), refused=True)
            return
        present = self.attempt(lambda: self._load(tin))
        if present is None:
            return
        if any(notice.refused for notice in present.notices):
            self.tell_notices(present.notices)
        else:
            await app_of(self).run_action("play")

    def _load(self, tin: Tin) -> Present | None:
        session = self.house.session
        if not session.is_open:
            present = session.resume(tin.film)
        elif tin.film == session.present.film:
            present = session.present
        else:
            present = session.load(tin.film)
        if present is None or tin.moment is None or any(notice.refused for notice in present.notices):
            return present
        return session.load_moment(tin.film, tin.moment)

    def on_input_changed(self, message: Field.Changed) -> None:
        """Take back what was said about the name before this one."""
        if message.value:
            self.hush()

    def on_input_submitted(self, message: Field.Submitted) -> None:
        """Save this moment under the name that was typed."""
        session = self.house.session
        present = self.attempt(lambda: session.bookmark(message.value))
        if present is None:
            return
        self._read()
        self.tell_notices(present.notices)
        if not any(notice.refused for notice in present.notices):
            self.field.value = ""
            self.set_focus(self.list)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the key that leads to the line be a letter once the line is open."""
        return action != "name" or not self.field.has_focus

    def action_name(self) -> None:
        """Go to the line to type a name in."""
        if self.house.session.is_open:
            self.set_focus(self.field)
        else:
            self.tell("can.nothing_to_save", refused=True)


def _frames(film: FilmSummary) -> dict[int, Frame]:
    """Return where each named save of a film stands."""
    if not film.bookmarks:
        return {}
    try:
        with Film.open(film.path, writable=False) as reel:
            return {bookmark.moment: reel.frame(bookmark.moment) for bookmark in film.bookmarks}
    except SaveRefused:
        return {}
