"""What a row of the can says, and the face of what it stands for.

Law: where a named save stands is read from its film when its row is first looked at, and then kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.app.ink import Ink, Row, row_width, spread
from game.errors import SaveRefused
from game.readout.faces import CLOSING, COLD_OPEN, Face, plain_caption
from game.readout.panel import read_day
from game.storage.film import Film

if TYPE_CHECKING:
    from game.app.house import House
    from game.app.screens.can_list import Tin
    from game.storage.can import FilmSummary
    from game.storage.moments import Bookmark, Frame

_WITH_REEL = 70
"""Columns from which a row names the reel too; a film's title matters more. Chosen for 80 and for 60."""


_NAMED = 2
"""Runs of a row to the end of its title or name."""


class TinRows:
    """The rows and the faces of one can."""

    def __init__(self, house: House, *, in_bin: bool = False) -> None:
        """Begin with nothing read.

        Args:
            house: the words, the story and the session.
            in_bin: whether the films lie in the bin.
        """
        self._house = house
        self._in_bin = in_bin
        self._frames: dict[str, dict[int, Frame]] = {}

    def forget(self) -> None:
        """Read anew what is looked at from now on."""
        self._frames.clear()

    def scene_title(self, scene: str) -> str:
        """Return a scene's title; its id, where this edition has it no longer."""
        book = self._house.session.book
        return book.scene(scene).title if book.has(scene) else scene

    def is_here(self, film: FilmSummary) -> bool:
        """Return whether it is the playthrough that is open in this sitting."""
        session = self._house.session
        return not self._in_bin and session.is_open and film.ident == session.present.film

    def in_use(self, film: FilmSummary) -> bool:
        """Return whether another game has it open."""
        return self._house.session.present.looking if self.is_here(film) else film.in_use

    def row(self, tin: Tin, width: int) -> Row:
        """Return what stands in a row of so many columns."""
        left, where = self._refused(tin.film) if tin.film.refusal is not None else self._parts(tin)
        # The reel is the first run of where, and the scene's title says nearly as much; that goes as well
        # before the title or the name is cut, which are the second run of the other end.
        where = where[0 if width >= _WITH_REEL else 1 :]
        if row_width(left[:_NAMED]) + 1 + row_width(where) > width:
            where = where[-1:]
        return spread(left, where, width)

    def _refused(self, film: FilmSummary) -> tuple[Row, Row]:
        said = self._house.phrases.say_error(film.refusal) if film.refusal is not None else ""
        named: Row = () if film.file in said else ((f"{film.file}  ", Ink.PROSE),)
        return (("! ", Ink.CAUTION), *named, (said, Ink.CAUTION)), ()

    def _parts(self, tin: Tin) -> tuple[Row, Row]:
        """Return the two ends of a row: what it is, and where it stands."""
        film, say = tin.film, self._house.say
        if tin.mark is None:
            sign = ("● ", Ink.ACCENT) if self.is_here(film) else ("  ", Ink.DIM)
            state = say("can.ended") if film.ending else say("can.take", take=film.take)
            if self.in_use(film):
                sign, state = ("! ", Ink.CAUTION), say("can.in_use")
            what: Row = (sign, (film.title, Ink.PROSE), (f"  {plain_caption(film.caption)}", Ink.DIM))
            return what, self._where(film.reel, film.scene, film.mission_time, state)
        name = say("can.quick", name=tin.mark.name) if tin.mark.kind == "quick" else tin.mark.name
        what = (("  └ ", Ink.DIM), (name, Ink.ACCENT))
        if tin.folded:
            return (*what, (f"  {say('can.folded', more=tin.folded - 1)}", Ink.DIM)), ()
        frame = self._frame(film, tin.mark)
        if frame is None:
            return what, ()
        take = say("can.take", take=tin.mark.take)
        where = self._where(frame.reel, frame.scene, frame.clock, take)
        return (*what, (f"  {plain_caption(frame.caption)}", Ink.DIM)), where

    def _where(self, reel: int, scene: str, clock: str, state: str) -> Row:
        say = self._house.say
        name = say("can.reel", reel=reel)
        if reel in (COLD_OPEN, CLOSING):
            name = say("can.cold_open" if reel == COLD_OPEN else "can.closing")
        return (
            (f"{name}  ", Ink.DIM),
            (self.scene_title(scene), Ink.PROSE),
            (f"  {read_day(clock)}  {state}", Ink.DIM),
        )

    def _frame(self, film: FilmSummary, mark: Bookmark) -> Frame | None:
        """Return where a named save stands; all of a film's are read when the first of them is looked at."""
        if film.ident not in self._frames:
            try:
                with Film.open(film.path, writable=False) as reel:
                    found = {one.moment: reel.frame(one.moment) for one in film.bookmarks}
            except SaveRefused:
                found = {}
            self._frames[film.ident] = found
        return self._frames[film.ident].get(mark.moment)

    def face(self, tin: Tin) -> Face:
        """Return the face of what a row stands for."""
        film = tin.film
        if film.refusal is not None:
            said = self._house.phrases.say_error(film.refusal)
            return Face(film.file, made_at=film.updated, refusal=said, gone=self._in_bin)
        here, in_use = self.is_here(film), self.in_use(film)
        if tin.mark is not None:
            return self._face_of_mark(film, tin.mark, here=here, in_use=in_use)
        return Face(
            title=film.title,
            caption=film.caption,
            reel=film.reel,
            scene=film.scene,
            clock=film.mission_time,
            take=film.take,
            takes=film.takes,
            moments=film.moments,
            words=film.words,
            made_at=film.updated,
            marks=film.marks,
            state=film.state,
            lines=film.lines,
            here=here,
            in_use=in_use,
            gone=self._in_bin,
        )

    def _face_of_mark(self, film: FilmSummary, mark: Bookmark, *, here: bool, in_use: bool) -> Face:
        named = Face(
            title=film.title,
            name=mark.name,
            quick=mark.kind == "quick",
            take=mark.take,
            words=mark.words,
            made_at=mark.made_at,
            here=here,
            in_use=in_use,
            gone=self._in_bin,
        )
        try:
            with Film.open(film.path, writable=False) as reel:
                moment = reel.moment(mark.moment)
        except SaveRefused as refusal:
            return replace(named, refusal=self._house.phrases.say_error(refusal))
        return replace(
            named,
            caption=moment.caption,
            reel=moment.state.reel,
            scene=moment.state.place.scene,
            clock=moment.state.clock,
            state=moment.state,
            lines=moment.lines,
        )
