"""The cutting-room floor: what was put into the bin, to be brought back, or burnt by hand.

Law: nothing here goes for good but by typing how many films that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container

from game.app.ink import Ink
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.screens.can_list import LazyRows, Tin
from game.app.screens.can_rows import TinRows
from game.app.widgets.ask_line import AskLine
from game.app.widgets.drawn import app_of
from game.app.widgets.face import FaceView, place_of_face
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, bound
from game.app.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.widgets.field import Field
    from game.storage.can import FilmSummary


class BinScreen(RoomScreen):
    """What was thrown away, and is still there."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 2),
        Key("Enter", "", "key.restore", "", 0),
        Key("E", "e,E", "key.empty", "empty", 0, first=True),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("bin.title", "can.help.gone")
    BINDINGS: ClassVar[list[BindingType]] = [*bound(KEYS), Binding("v,V", "leave", show=False)]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("bin.title"))
        self.line = AskLine(house, {"empty": ("bin.ask.empty", "bin.hint.empty")})
        self.list = RowList(house.say("bin.none"))
        self.face = FaceView(house)
        self._rows = TinRows(house, in_bin=True)
        self._tins: list[Tin] = []
        self._looked = False

    @property
    def field(self) -> Field:
        """Where the number is typed."""
        return self.line.field

    def compose(self) -> ComposeResult:
        """Put the line to type in above the list, and the face beside or below it."""
        yield self.heading
        yield self.line
        with Container(id="tins"):
            yield self.list
            yield self.face
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List what lies there, looked at beside the screen: nobody knows how much it is."""
        self.line.put("")
        self.list.show([((self.house.say("can.looking"), Ink.DIM),)])
        self.set_focus(self.list)
        self._read()

    def on_resize(self) -> None:
        """Fit the rows and the face to the room there is now."""
        place = place_of_face(self.size)
        for name in ("-face-beside", "-face-below"):
            self.set_class(place == name, name)
        if self._looked:
            # The list knows its width only once it stands.
            self.call_after_refresh(self._show)

    def _read(self) -> None:
        self.run_worker(self._look, thread=True, exclusive=True, group="bin")

    def _look(self) -> None:
        films = self.house.session.can.bin.films()
        if self.is_attached and app_of(self).is_running:
            app_of(self).call_from_thread(self._put, films)

    def _put(self, films: Sequence[FilmSummary]) -> None:
        self._tins = [Tin(film) for film in films]
        self._rows.forget()
        self._looked = True
        self._show()

    def _show(self) -> None:
        width = max(20, (self.list.size.width or self.size.width) - 3)
        at = self.list.at
        self.list.show(LazyRows(self._tins, lambda tin: self._rows.row(tin, width)), at)
        self.heading.set_count(self.house.say("bin.count", films=len(self._tins)))
        self.key_line.leave_out(*(() if self._tins else ("key.select", "key.restore", "key.empty")))
        self.on_row_list_moved()

    def on_row_list_moved(self) -> None:
        """Show the face of the row under the cursor."""
        if place_of_face(self.size):
            tin = self._tins[self.list.at] if self._tins else None
            self.face.show(
                self._rows.face(tin) if tin is not None else None, self.house.session.time_of_day()
            )

    def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Bring a film back into the can."""
        if message.index >= len(self._tins):
            return
        film = self._tins[message.index].film
        said = self.attempt(lambda: self.house.session.restore(film.path.name))
        if said is not None:
            self.tell_notices(said)
            self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the key that leads to the line be a letter once the line is open."""
        return action != "empty" or not self.field.has_focus

    def action_empty(self) -> None:
        """Ask for the number of films that shall be gone for good."""
        if self._tins:
            self.line.put("empty", films=len(self._tins))
            self.set_focus(self.field)
        else:
            self.tell("bin.none")

    def on_input_blurred(self) -> None:
        """Leave it at that."""
        self.line.put("")

    def on_input_submitted(self, message: Field.Submitted) -> None:
        """Burn what lies there, if that is what was typed."""
        typed, films = message.value.strip(), len(self._tins)
        self.line.put("")
        self.set_focus(self.list)
        if typed != str(films):
            self.tell("bin.kept", refused=True, typed=typed[:20] or "-", films=films)
            return
        gone = self.attempt(self._empty)
        if gone is not None:
            self.tell("bin.emptied", films=gone)
        self._read()

    def _empty(self) -> int:
        """Take away what is in the list, and not what another game put there meanwhile."""
        floor = self.house.session.can.bin
        return sum(floor.empty(tin.film.path.name) for tin in self._tins)
