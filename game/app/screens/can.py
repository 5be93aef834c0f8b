"""The can: every playthrough and every named save with its face; to load, to name, to part with, to get back.

Law: what goes from here goes to where it can be had back from, at once and without a question. What takes
longer than a blink is done beside the screen.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Container

from game.app.ink import Ink, Row
from game.app.screens.base import BACK, KEYS_HERE, QUIT, RoomScreen
from game.app.screens.can_deeds import (
    FEW,
    Gone,
    part_with,
    retitle,
    take_back,
    was_refused,
)
from game.app.screens.can_list import LazyRows, Order, Tin, in_order, tins
from game.app.screens.can_rows import TinRows
from game.app.widgets.ask_line import AskLine
from game.app.widgets.drawn import app_of
from game.app.widgets.face import FaceView, place_of_face
from game.app.widgets.heading import Heading
from game.app.widgets.lines import Key, KeyLine, bound
from game.app.widgets.rows import RowList
from game.errors import OffScriptError
from game.storage.can import summary_of
from game.storage.names import LONGEST_NAME, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.screens.can_deeds import Said
    from game.app.widgets.field import Field
    from game.session import Present
    from game.session.handover import Form
    from game.storage.can import FilmSummary

_QUESTIONS = {
    "name": ("can.ask.name", "can.hint.name"),
    "search": ("can.ask.search", "can.hint.search"),
    "rename": ("can.ask.rename", "can.hint.rename"),
    "what_if": ("can.ask.what_if", "can.hint.what_if"),
    "import": ("can.ask.import", "can.hint.import"),
}
_ASKING = ("name", "search", "rename", "what_if", "bring_in")
"""What leads to the line to type in, and so is no order while something is typed."""


class CanScreen(RoomScreen):
    """What was kept."""

    DEEDS: ClassVar[tuple[Key, ...]] = (
        Key("←→", "", "key.fold", "", 3),
        Key("R", "r,R", "key.rename", "rename", 1, first=True),
        Key("X", "x,X", "key.delete", "delete", 0),
        Key("U", "u,U", "key.take_back", "take_back", 0),
        Key("I", "i,I", "key.what_if", "what_if", 1, first=True),
        Key("E", "e,E", "key.export", "export", 0),
        Key("G", "g,G", "key.salvage", "salvage", 0),
        Key("F", "f,F", "key.face", "face", 2),
    )
    ROOM: ClassVar[tuple[Key, ...]] = (
        Key("↑↓", "", "key.select", "", 3),
        Key("Enter", "", "key.load", "", 0),
        Key("N", "n,N", "key.save", "name", 0, first=True),
        Key("/", "slash", "key.find", "search", 0, first=True),
        Key("O", "o,O", "key.order", "order", 1),
        Key("V", "v,V", "key.bin", "floor", 1),
        Key("M", "m,M", "key.import", "bring_in", 1, first=True),
        BACK,
        KEYS_HERE,
        QUIT,
    )
    EXPLAINED: ClassVar[tuple[str, ...]] = ("can.title", "can.help.kept", "can.help.gone", "can.help.files")
    KEYS: ClassVar[tuple[Key, ...]] = (*ROOM, *DEEDS)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("s,S", "leave", show=False),
        Binding("left", "fold(False)", show=False),
        Binding("right", "fold(True)", show=False),
    ]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.heading = Heading(house.say("can.title"))
        self.line = AskLine(house, _QUESTIONS)
        self.list = RowList(house.say("can.none"))
        self.face = FaceView(house)
        self.deeds = KeyLine(house, self.DEEDS)
        self.key_line = KeyLine(house, self.ROOM)
        self._rows = TinRows(house)
        self._looked = False
        self._films: list[FilmSummary] = []
        self._tins: list[Tin] = []
        self._unfolds: dict[str, bool] = {}
        self._gone: list[Gone] = []
        self._order = Order.NEWEST
        self._wanted = ""
        self._about: Tin | None = None
        self._with_face: bool | None = None
        self._shapes_of: Tin | None = None

    @property
    def field(self) -> Field:
        """Where something is typed."""
        return self.line.field

    def compose(self) -> ComposeResult:
        """Put the line to type in above the list, the face beside or below it, and two lines of keys."""
        yield self.heading
        yield self.line
        with Container(id="tins"):
            yield self.list
            yield self.face
        yield self.deeds
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """List what is kept; a line to name a save stands above it only where there is a film to save."""
        self.key_line.leave_out(*(() if self.house.session.is_open else ("key.save",)))
        self._rest()
        self._place_face()
        self._read()
        self.set_focus(self.list)

    def on_resize(self) -> None:
        """Fit the rows and the face to the room there is now."""
        self._place_face()
        # The list knows its width only once it stands.
        self.call_after_refresh(self._list)

    def palette_keys(self) -> Sequence[Key]:
        """Return the keys that the palette offers: those of both lines."""
        return [*super().palette_keys(), *(key for key in self.deeds.keys if key.action)]

    # What is there

    def _read(self) -> None:
        """Look into the can; beside the screen when there is much in it."""
        session = self.house.session
        if not session.can.count() > FEW:
            self._put(self.attempt(session.saves) or [])
            return
        if not self._looked:
            self.list.show([((self.house.say("can.looking"), Ink.DIM),)])
        self.run_worker(self._look, thread=True, exclusive=True, group="can")

    def _look(self) -> None:
        films = self.house.session.saves()
        self._from_beside(lambda: self._put(films))

    def _from_beside(self, then: Callable[[], None]) -> None:
        """Go on with what was done beside the screen, unless the player has gone."""
        if self.is_attached and app_of(self).is_running:
            app_of(self).call_from_thread(then)

    def _put(self, films: Sequence[FilmSummary]) -> None:
        session, first = self.house.session, not self._looked
        self._looked = True
        self._films = in_order(films, self._order)
        self._rows.forget()
        # Whoever comes from the play finds the cursor on what is played.
        self._list((session.present.film, "") if first and session.is_open else None)

    def _look_again(self, film: FilmSummary) -> None:
        """Look into a film again that was written to; the others are as they were."""
        session = self.house.session
        # What was only looked at may have become a film of its own meanwhile.
        known = not session.is_open or any(one.ident == session.present.film for one in self._films)
        if film.path.exists() and known:
            self._put([summary_of(one.path) if one.ident == film.ident else one for one in self._films])
        else:
            self._read()

    def _list(self, key: tuple[str, str] | None = None) -> None:
        """Show the films as they are ordered, searched and folded now, the cursor where it was."""
        if not self._looked:
            return
        selected = self._selected
        key = key or (selected.key if selected is not None else None)
        self._tins = tins(self._films, self._unfolds, self._wanted, self._rows.scene_title)
        if not self._tins:
            none: Row = ((self.house.say("can.not_found"), Ink.DIM),)
            self.list.show([none] if self._wanted else [])
        else:
            at = next((number for number, tin in enumerate(self._tins) if tin.key == key), self.list.at)
            width = max(20, (self.list.size.width or self.size.width) - 3)
            self.list.show(LazyRows(self._tins, lambda tin: self._rows.row(tin, width)), at=max(0, at))
        self._count()
        self._turn_to()

    def _count(self) -> None:
        say, films = self.house.say, {tin.film.ident for tin in self._tins}
        if self._wanted:
            told = say("can.found", found=len(films), films=len(self._films))
        else:
            saves = sum(tin.folded or 1 for tin in self._tins if tin.mark is not None)
            told = say("can.count", films=len(films), saves=saves)
        order = say(f"can.order.{self._order.value}")
        self.heading.set_count(say("can.counted", count=told, order=order) if len(films) > 1 else told)

    @property
    def _selected(self) -> Tin | None:
        return self._tins[self.list.at] if self.list.at < len(self._tins) else None

    # How it stands

    @property
    def _faced(self) -> bool:
        return self.has_class("-face-beside") or self.has_class("-face-below")

    def _place_face(self) -> None:
        place = place_of_face(self.size)
        shown = bool(place) if self._with_face is None else self._with_face
        beside = place == "-face-beside"
        self.set_class(shown and beside, "-face-beside")
        self.set_class(shown and not beside, "-face-below")
        self.set_class(shown and not place, "-face-most")

    def _turn_to(self) -> None:
        """Show the face of what is selected, and the keys that mean something for it."""
        tin = self._selected
        if self._faced:
            self.face.show(
                self._rows.face(tin) if tin is not None else None, self.house.session.time_of_day()
            )
        idle = {"key.fold", "key.rename", "key.delete", "key.what_if", "key.export", "key.salvage"}
        if tin is not None:
            damaged = tin.film.refusal is not None
            idle = {"key.rename", "key.what_if", "key.export"} if damaged else {"key.salvage"}
            if len(tin.film.bookmarks) < 2:
                idle.add("key.fold")
        if not self._gone:
            idle.add("key.take_back")
        self.deeds.leave_out(*idle)

    def on_row_list_moved(self) -> None:
        """Show the face of the row under the cursor."""
        self._turn_to()

    def action_face(self) -> None:
        """Show the face, or put it away."""
        self._with_face = not self._faced
        self._place_face()
        self.call_after_refresh(self._list)

    def action_fold(self, unfold: bool) -> None:
        """Fold the saves of the film under the cursor, or unfold them."""
        tin = self._selected
        if tin is not None and tin.film.bookmarks:
            self._unfolds[tin.film.ident] = unfold
            self._list(tin.key if unfold else (tin.film.ident, ""))

    def action_order(self) -> None:
        """Put the films in the next order."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._films = in_order(self._films, self._order)
        self._list()
        self.tell(f"can.ordered.{self._order.value}")

    # Where it leads

    async def on_row_list_picked(self, message: RowList.Picked) -> None:
        """Load what was taken; a fold is unfolded."""
        tin = self._tins[message.index] if message.index < len(self._tins) else None
        if tin is None:
            return
        if tin.film.refusal is not None:
            self.status.show(self.house.phrases.say_error(tin.film.refusal), refused=True)
        elif tin.folded:
            self.action_fold(unfold=True)
        else:
            await self._play(lambda: self._load(tin))

    async def _play(self, order: Callable[[], Present | None]) -> None:
        """Carry out what leads to the play, and go there unless it was refused."""
        present = self.attempt(order)
        if present is None:
            return
        if was_refused(present.notices):
            self.tell_notices(present.notices)
        else:
            await app_of(self).run_action("play")

    def _load(self, tin: Tin) -> Present | None:
        present = self._open(tin.film)
        if present is None or tin.mark is None or was_refused(present.notices):
            return present
        return self.house.session.load_moment(present.film, tin.mark.moment)

    def _open(self, film: FilmSummary) -> Present | None:
        session = self.house.session
        if not session.is_open:
            return session.resume(film.ident)
        return session.present if self._rows.is_here(film) else session.load(film.ident)

    def _what_if(self, tin: Tin, name: str) -> Present | None:
        here = self._rows.is_here(tin.film)
        present = self._open(tin.film)
        if present is None or (not here and was_refused(present.notices)):
            return present
        moment = tin.mark.moment if tin.mark is not None else present.moment
        return self.house.session.what_if(name, moment)

    # The line to type in

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  # Textual's
        """Let the keys that lead to the line be letters once the line is open."""
        return action not in _ASKING or not self.field.has_focus

    def speak_of_keys(self) -> None:
        """Say nothing of the deeds while something is typed."""
        super().speak_of_keys()
        self.deeds.lend(() if self.field.has_focus else None)

    def action_leave(self) -> None:
        """Take the search away; without one, go back to the screen before."""
        if self._wanted:
            self._wanted = ""
            self._rest()
            self._list()
            self.tell("filter.gone")
        else:
            super().action_leave()

    def _ask(self, asked: str, value: str = "", about: Tin | None = None) -> None:
        """Open the line to type in."""
        self._about = about
        self.line.put(asked, value)
        self.set_focus(self.field)

    def _rest(self) -> None:
        """Let the line stand for what it is for when nothing was asked."""
        self._about = None
        if self._wanted:
            self.line.put("search", self._wanted)
        else:
            self.line.put("name" if self.house.session.is_open else "")

    def _leave_line(self) -> None:
        self._rest()
        self.set_focus(self.list)

    def on_input_changed(self, message: Field.Changed) -> None:
        """Search as it is typed; of anything else, take back what was said about what stood there before."""
        if self.line.asked == "search":
            self._wanted = message.value.strip()
            self._list()
        elif self.line.asked in ("name", "rename", "what_if") and len(message.value) > LONGEST_NAME:
            self.tell("save.name_long", refused=True, length=len(message.value), longest=LONGEST_NAME)
        elif message.value:
            self.hush()

    def on_input_blurred(self) -> None:
        """Leave what was not finished; a search stays, and so does half a name."""
        if self.line.asked != "name":
            self._rest()

    async def on_input_submitted(self, message: Field.Submitted) -> None:
        """Do what the line was for."""
        tin, value = self._about, message.value
        match self.line.asked:
            case "name":
                self._save_as(value)
            case "rename" if tin is not None:
                self._retitle(tin.film, value)
            case "what_if" if tin is not None:
                await self._play(lambda: self._what_if(tin, value))
            case "import" if value.strip():
                self._take_in(value)
            case _:
                self._leave_line()

    def action_name(self) -> None:
        """Go to the line to type a name in."""
        if self.house.session.is_open:
            # Half a name that was left stands there still.
            self._ask("name", self.field.value if self.line.asked == "name" else "")
        else:
            self.tell("can.nothing_to_save", refused=True)

    def _save_as(self, name: str) -> None:
        """Save this moment under the name that was typed."""
        session = self.house.session
        present = self.attempt(lambda: session.bookmark(name))
        if present is not None and not was_refused(present.notices):
            self._leave_line()
            self._read()
        if present is not None:
            self.tell_notices(present.notices)

    def action_search(self) -> None:
        """Go to the line to search with."""
        self._ask("search", self._wanted)

    def _usable(self) -> Tin | None:
        """Return what is selected, if it can be read; else say why not."""
        tin = self._selected
        if tin is None:
            self.tell("can.nothing_there", refused=True)
        elif tin.film.refusal is not None:
            self.status.show(self.house.phrases.say_error(tin.film.refusal), refused=True)
        else:
            return tin
        return None

    def action_rename(self) -> None:
        """Go to the line to type another title in."""
        tin = self._usable()
        if tin is not None and self._is_elsewhere(tin):
            self.tell("can.busy", refused=True, title=tin.film.title)
        elif tin is not None:
            self._ask("rename", tin.film.title, tin)

    def _is_elsewhere(self, tin: Tin) -> bool:
        """Return whether another game has the film open; what is only looked at here becomes our own."""
        return self._rows.in_use(tin.film) and not self._rows.is_here(tin.film)

    def _retitle(self, film: FilmSummary, title: str) -> None:
        said = self.attempt(lambda: retitle(self.house.session, film, title))
        if said is None:
            return
        if not was_refused(said):
            self._leave_line()
            self._look_again(film)
        self.tell_notices(said)

    def action_what_if(self) -> None:
        """Go to the line to name a what-if in."""
        tin = self._usable()
        if tin is not None:
            self._ask("what_if", "", tin)

    # What goes, and comes back

    def action_delete(self) -> None:
        """Put a film into the bin, or take a name away, at once."""
        tin = self._selected
        if tin is None:
            self.tell("can.nothing_there", refused=True)
            return
        if tin.folded:
            # A key must not reach what cannot be seen.
            self.action_fold(unfold=True)
            return
        if self._is_elsewhere(tin):
            self.tell("can.busy", refused=True, title=tin.film.title)
            return
        said = self.attempt(lambda: part_with(self.house.session, tin))
        if said is None:
            return
        if not was_refused(said):
            self._gone.append(Gone(tin.film, tin.mark))
            self._after(tin.film, tin.mark is None)
        self._tell_gone(tin, said)

    def _tell_gone(self, tin: Tin, said: Said) -> None:
        if was_refused(said):
            self.tell_notices(said)
        elif tin.mark is None:
            self.tell("can.binned", title=tin.film.title)
        else:
            self.tell("can.dropped", name=tin.mark.name)

    def _after(self, film: FilmSummary, whole: bool) -> None:
        """Show the can as it is after a film went, or a name in it."""
        if whole:
            self._put([one for one in self._films if one.path != film.path])
        else:
            self._look_again(film)

    def action_take_back(self) -> None:
        """Bring back what went last from here."""
        if not self._gone:
            self.tell("can.nothing_gone", refused=True)
            return
        gone = self._gone[-1]
        said = self.attempt(lambda: take_back(self.house.session, gone))
        if said is None:
            return
        if not was_refused(said):
            self._gone.pop()
            if gone.mark is None:
                self._read()
            else:
                self._look_again(gone.film)
            self._list((gone.film.ident, gone.mark.name if gone.mark is not None else ""))
        self.tell_notices(said)

    def action_floor(self) -> None:
        """Look at what lies on the cutting-room floor."""
        from game.app.screens.bin import BinScreen

        # What was fetched from there is in the can when the player comes back.
        app_of(self).push_screen(BinScreen(self.house), lambda _: self._read())

    # What leaves the house, and comes into it

    def action_export(self) -> None:
        """Ask as what; a number answers."""
        tin = self._usable()
        if tin is not None and not tin.folded:
            self._shapes_of = tin
            self.tell("can.shapes")
            self.key_line.lend(
                (Key("1-4", "", "key.enter.export", "", 0), Key("Esc", "", "key.let_be", "", 0))
            )
            self.deeds.lend(())

    def takes(self, key: str) -> bool:
        """Take the number that answers an export; any other key takes the question away, and does no more."""
        from game.session.handover import Form

        tin, self._shapes_of = self._shapes_of, None
        if tin is None:
            return False
        self.key_line.lend(None)
        self.deeds.lend(None)
        self.hush()
        shapes = list(Form)
        if key in map(str, range(1, len(shapes) + 1)):
            self._export(tin, shapes[int(key) - 1])
            return True
        # What leads out of the game, or to its commands, does that from everywhere.
        return not key.startswith("ctrl+")

    def _export(self, tin: Tin, form: Form) -> None:
        from game.session.handover import parcel
        from game.storage.film import Film
        from game.storage.outgoing import write_export

        house, session = self.house, self.house.session
        here = self.attempt(session.film_for_export) if self._rows.is_here(tin.film) else None
        # What lies on a disk is read from there, so that play can go on meanwhile.
        aboard = here if here is not None and here.path is None else None
        path = tin.film.path if here is None or here.path is None else here.path
        to = tin.mark.moment if tin.mark is not None else None

        def write() -> str:
            with nullcontext(aboard) if aboard is not None else Film.open(path, writable=False) as film:
                given = parcel(film, form, to, session.book, house.phrases)
                file = write_export(session.can.folder, film.title, form.suffix, given.write)
            return house.say("can.exported", file=printable(file))

        self._do_beside(write)

    def _do_beside(self, deed: Callable[[], str]) -> None:
        """Do something with files beside the screen, and say the sentence that it returns."""
        self.tell("can.working")

        def work() -> None:
            try:
                said, refused = deed(), False
            except OffScriptError as error:
                said, refused = self.house.phrases.say_error(error), True
            self._from_beside(lambda: self._done(said, refused=refused))

        self.run_worker(work, thread=True, group="files")

    def _done(self, said: str, *, refused: bool) -> None:
        if not refused:
            self._read()
        self.status.show(said, refused=refused)

    def action_bring_in(self) -> None:
        """Go to the line to type a file's path in."""
        self._ask("import")

    def _take_in(self, typed: str) -> None:
        from game.session.handover import take_in
        from game.storage.names import path_as_typed

        house, session = self.house, self.house.session
        can, at = session.can, session.time_of_day()
        self._leave_line()
        path = path_as_typed(typed)
        self._do_beside(lambda: house.say("can.imported", title=take_in(path, can, house.phrases, at).title))

    def action_salvage(self) -> None:
        """Make a new film of what can still be read of a damaged one."""
        from game.session.handover import salvage_into

        tin, house = self._selected, self.house
        if tin is None or tin.film.refusal is None:
            self.tell("can.not_damaged", refused=True)
            return
        path, can = tin.film.path, house.session.can

        def save() -> str:
            new = salvage_into(path, can, house.phrases)
            return house.say("can.salvaged", title=new.title, moments=new.moments, lost=new.lost)

        self._do_beside(save)
