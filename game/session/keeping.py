"""Names and files: named and quick saves, other playthroughs, titles, and the bin.

Law: a name is a mark on a moment and copies nothing; what is thrown away lies in the bin until it is emptied
by hand.
"""

from __future__ import annotations

from dataclasses import replace
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


class Session(Reaching):
    """One sitting with one story and one can."""

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
            film.bookmark(kept, now.moment, now.take, "quick" if quick else "named", self._now())
            return Notice("quick.saved" if quick else "save.named", {"name": kept})

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
        """Return the open playthrough with all that can be written; to read from, not to close."""
        self.keep()
        return self._journal.write_waiting().film

    def load(self, name: str) -> Present:
        """Go to a named save, or to where another playthrough stands; this one's names come first.

        A playthrough is also known by the beginning of its ident or its title, if no other begins so.

        Raises:
            UsedWrongly: if nothing is called so, or it cannot be loaded, and nothing is open to go on with.
        """
        wanted = name.strip().casefold()
        if not wanted:
            return self._refuse(Notice("save.name_empty", {}, refused=True))
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
            return present if was_refused(present) else self._after(present.absent_s, self._go_to_mark(mark))
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
        if self._present is None or film_ident != self.present.film:
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
        return self._after(absent_s, self._stand_at(moment, "load"))

    def _after(self, absent_s: int, present: Present) -> Present:
        """Return where a load led; who was away when the film was opened still was."""
        self._present = replace(present, absent_s=absent_s)
        return self._present

    def _switch(self, summary: FilmSummary) -> Present:
        try:
            if summary.refusal is not None:
                raise summary.refusal
            notices = self._open(summary)
        except SaveRefused as refusal:
            return self._refuse(notice_of(refusal, refused=True))
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
            return (Notice("load.unknown", {"name": name.strip()[:60]}, refused=True),)
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
