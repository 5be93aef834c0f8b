"""Names and files: named and quick saves, other playthroughs, titles, and the bin.

Law: a name is a mark on a moment and copies nothing; what is thrown away lies in the bin until it is emptied
by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.errors import SaveRefused, UsedWrongly
from game.session.journal import notice_of, notices_of_loss
from game.session.present import Notice
from game.session.reach import Reaching
from game.session.sitting import was_refused
from game.storage.names import bookmark_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.present import Present
    from game.storage.can import FilmSummary
    from game.storage.film import Bookmark, Film


@dataclass(frozen=True, slots=True)
class _Other:
    """The playthrough that a load came from, or that was left again by taking the load back.

    Attributes:
        film: its ident.
        moves: how many moves of the head the one that is open now had when that was done.
        moments: how many moments.
        marked: whether the load went on to a named save, which is a move of its own.
    """

    film: str
    moves: int
    moments: int
    marked: bool = False


class Session(Reaching):
    """One sitting with one story and one can."""

    _came_from: _Other | None = None
    _left_again: _Other | None = None

    def undo(self) -> Present:
        """Take the last move back as `Reaching.undo` does; a load from another playthrough as well."""
        self.keep()
        other = self._came_from
        if other is None or not self._is_untouched(other) or self.can.find(other.film) is None:
            self._came_from = None
            return super().undo()
        if other.marked:
            # The playthrough that is left stands where it stood before.
            super().undo()
        here = self._other(self.present.film, marked=other.marked)
        return self._cross(other.film, "undo.film", back_to=here)

    def redo(self) -> Present:
        """Make the move again as `Reaching.redo` does; also a load from another playthrough."""
        self.keep()
        other = self._left_again
        if other is None or not self._is_untouched(other):
            return super().redo()
        here = self.present.film
        present = self._cross(other.film, "redo.film")
        if was_refused(present):
            return present
        if other.marked:
            super().redo()
        self._came_from = self._other(here, marked=other.marked)
        self._present = replace(self.present, undo=self._to_undo(), redo=self._to_redo())
        return self.present

    def _cross(self, film: str, phrase: str, *, back_to: _Other | None = None) -> Present:
        """Go to another playthrough and say why."""
        summary = self.can.find(film)
        if summary is None:
            return self._refuse(Notice("load.unknown", {"name": film}, refused=True))
        present = self._switch(summary)
        if was_refused(present):
            return present
        self._came_from = None
        self._left_again = self._other(back_to.film, marked=back_to.marked) if back_to else None
        told = tuple(notice for notice in present.notices if notice.phrase != "load.loaded")
        said = Notice(phrase, {"title": summary.title})
        self._present = replace(
            present, notices=(said, *told), undo=self._to_undo(), redo=self._to_redo(), absent_s=0
        )
        return self.present

    def _other(self, film: str, *, marked: bool = False) -> _Other:
        return _Other(film, len(self._journal.moves()), self._journal.count(), marked)

    def _is_untouched(self, other: _Other) -> bool:
        """Return whether nothing was done in the open playthrough since it was opened."""
        moves = len(self._journal.moves())
        return moves == other.moves and not self._journal.ordered_since(other.moments)

    def _opened_another(self) -> None:
        self._came_from = self._left_again = None

    def _to_undo(self) -> str:
        other = self._came_from
        return "load" if other is not None and self._is_untouched(other) else super()._to_undo()

    def _to_redo(self) -> str:
        other = self._left_again
        return "load" if other is not None and self._is_untouched(other) else super()._to_redo()

    def bookmark(self, name: str) -> Present:
        """Put a name on this moment."""
        return self._mark(name, quick=False)

    def quick_save(self) -> Present:
        """Put the one quick mark of this playthrough on this moment; where it was stays a moment as any."""
        return self._mark(self._phrases.say("quick.name"), quick=True)

    def _mark(self, name: str, *, quick: bool) -> Present:
        now = self.keep()

        def put(film: Film) -> Notice:
            kept = bookmark_name(name)
            # A name is found in whatever case it is typed, so it is also put in whatever case it was given.
            was = _named([*film.dropped_bookmarks(), *film.bookmarks()], kept)
            kept = was.name if was is not None else kept
            film.bookmark(kept, now.moment, now.take, "quick" if quick else "named", self._now())
            if quick:
                return Notice("quick.saved", {"name": kept})
            if was is None or was.moment == now.moment:
                return Notice("save.named", {"name": kept})
            return Notice("save.moved", {"name": kept, "moment": was.moment})

        return self._file(put)

    def _file(self, write: Callable[[Film], Notice]) -> Present:
        """Write something beside the moments, once all of those are written; a refusal changes nothing."""
        now = self.keep()
        try:
            own = self._own()
            caught = self._journal.write_waiting(surely=True)
            self._present = replace(
                now,
                film=caught.film.ident,
                title=caught.film.title,
                durable=caught.refusal is None,
                looking=not caught.film.writable,
            )
            if caught.refusal is not None:
                raise caught.lost or caught.refusal
            said = write(caught.film)
        except SaveRefused as refusal:
            return self._refuse(notice_of(refusal, refused=True))
        except UsedWrongly as error:
            return self._refuse(Notice(error.phrase, error.values, refused=True))
        self._present = replace(self.present, title=caught.film.title)
        return self._refuse(*own, *notices_of_loss(caught), said)

    def quick_load(self) -> Present:
        """Go to the quick mark of this playthrough."""
        self.keep()
        quick = [mark for mark in self._journal.film.bookmarks() if mark.kind == "quick"]
        if not quick:
            return self._refuse(Notice("quick.none", {}, refused=True))
        self._present = replace(self.present, notices=())
        return self._go_to_mark(quick[-1])

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Return the names in this playthrough, the newest last."""
        return tuple(self._journal.film.bookmarks())

    def dropped_bookmarks(self) -> tuple[Bookmark, ...]:
        """Return the names that were taken away in this playthrough, the one that went last at the end."""
        return tuple(self._journal.film.dropped_bookmarks())

    def drop_bookmark(self, name: str) -> Present:
        """Take a name away; its moment stays, and `restore_bookmark` brings the name back."""

        def drop(film: Film) -> Notice:
            wanted = _named(film.bookmarks(), name)
            film.drop_bookmark(wanted.name if wanted else name, self._now())
            return Notice("save.dropped", {"name": wanted.name if wanted else name})

        return self._file(drop)

    def restore_bookmark(self, name: str) -> Present:
        """Put a name that was taken away where it was."""

        def restore(film: Film) -> Notice:
            mark = _named(film.dropped_bookmarks(), name)
            if mark is None:
                raise UsedWrongly("save.not_dropped", name=name.strip()[:60])
            film.bookmark(mark.name, mark.moment, mark.take, mark.kind, self._now())
            return Notice("save.restored", {"name": mark.name})

        return self._file(restore)

    def retitle(self, title: str) -> Present:
        """Give this playthrough another title."""

        def give(film: Film) -> Notice:
            return Notice("save.retitled", {"title": film.retitle(title, self._now())})

        return self._file(give)

    def film_for_export(self) -> Film:
        """Return the open playthrough, with what waits for the disk as well; to read from, not to close."""
        self.keep()
        self._journal.write_waiting()
        return self._journal.whole()

    def load(self, name: str) -> Present:
        """Go to a named save, or to where another playthrough stands; this one's names come first.

        A playthrough is also known by the beginning of its ident or its title, if no other begins so.

        Raises:
            UsedWrongly: if nothing is called so, or it cannot be loaded, and nothing is open to go on with.
        """
        wanted = name.strip().casefold()
        if not wanted:
            return self._refuse(Notice("load.name_empty", {}, refused=True))
        if self._present is not None:
            mark = _named(self._journal.film.bookmarks(), name)
            if mark is not None:
                # What was said of the order before belongs to that one.
                self._present = replace(self.present, notices=())
                return self._go_to_mark(mark)
        found = self.can.find_bookmark(name)
        if found is not None:
            holder, mark = found
            present = self._switch(holder)
            if was_refused(present):
                return present
            self._go_to_mark(mark)
            return self._crossed(present.absent_s)
        summary = self.can.find(name)
        if summary is not None:
            return self._switch(summary)
        films = self.can.find_by_beginning(name)
        if len(films) == 1:
            return self._switch(films[0])
        unclear = "load.several" if films else "load.unknown"
        return self._refuse(Notice(unclear, {"name": name.strip()[:60]}, refused=True))

    def load_moment(self, film_ident: str, moment: int) -> Present:
        """Go to a moment of any playthrough in the can; raises as `load` does."""
        crossing = self._present is None or film_ident != self.present.film
        if crossing:
            summary = self.can.find(film_ident)
            if summary is None:
                return self._refuse(Notice("load.unknown", {"name": film_ident[:60]}, refused=True))
            present = self._switch(summary)
            if was_refused(present):
                return present
        if moment == self.present.moment:
            return self.present
        absent_s = self.present.absent_s
        self.keep()
        if not 0 <= moment < self.present.moments:
            return self._refuse(Notice("save.no_moment", {"moment": moment}, refused=True))
        present = self._stand_at(moment, "load")
        return self._crossed(absent_s) if crossing else present

    def _crossed(self, absent_s: int) -> Present:
        """Return where a load from another playthrough led, past where this one stood.

        Who was away when it was opened still was, and one undo leads back.
        """
        other = self._came_from
        if other is not None and len(self._journal.moves()) > other.moves:
            self._came_from = self._other(other.film, marked=True)
        self._present = replace(self.present, absent_s=absent_s, undo=self._to_undo())
        return self._present

    def _switch(self, summary: FilmSummary) -> Present:
        before = self.present.film if self._present is not None else ""
        try:
            if summary.refusal is not None:
                raise summary.refusal
            notices = self._open(summary)
        except SaveRefused as refusal:
            return self._refuse(notice_of(refusal, refused=True))
        if before and before != self._journal.film.ident:
            self._came_from = self._other(before)
        return self._stand(self._journal.head(), (Notice("load.loaded", {"name": summary.title}), *notices))

    def _go_to_mark(self, mark: Bookmark) -> Present:
        loaded = Notice("load.loaded", {"name": mark.name})
        if mark.moment != self.keep().moment:
            self._stand_at(mark.moment, "load")
        self._present = replace(self.present, notices=(*self.present.notices, loaded))
        return self.present

    def saves(self) -> list[FilmSummary]:
        """Return what is in the can, the newest first."""
        return self.can.films()

    def delete(self, name: str) -> tuple[Notice, ...]:
        """Put a playthrough into the bin, from where `restore` brings it back; not the one that is open.

        Args:
            name: its ident or file name, or its title.

        Returns:
            What is to be said about it; a refusal among it has changed nothing.
        """
        summary = self.can.find(name)
        if summary is None:
            unclear = "load.several" if len(self.can.find_by_beginning(name)) > 1 else "load.unknown"
            return (Notice(unclear, {"name": name.strip()[:60]}, refused=True),)
        if self._is_open(summary):
            return (Notice("bin.open", {"title": summary.title}, refused=True),)
        try:
            self.can.bin.put(summary.path)
        except SaveRefused as refusal:
            return (notice_of(refusal, refused=True),)
        return (Notice("bin.put", {"title": summary.title, "ident": summary.ident}),)

    def restore(self, name: str) -> tuple[Notice, ...]:
        """Bring a playthrough back from the bin; returns as `delete` does."""
        try:
            path = self.can.bin.restore(name)
        except SaveRefused as refusal:
            return (notice_of(refusal, refused=True),)
        except UsedWrongly as error:
            return (Notice(error.phrase, error.values, refused=True),)
        found = self.can.find(path.stem)
        title = found.title if found is not None else path.stem
        return (Notice("bin.restored", {"title": title, "ident": path.stem}),)


def _named(marks: list[Bookmark], name: str) -> Bookmark | None:
    """Return the newest of these names that is spelt so, in whatever case."""
    wanted = name.strip().casefold()
    return next((mark for mark in reversed(marks) if mark.name.casefold() == wanted), None)
