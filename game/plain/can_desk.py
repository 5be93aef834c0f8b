"""The can, line by line: what is in it, its names, and its bin.

Law: nothing here asks whether it is meant: what is taken away comes back by one line, until the bin is
emptied; and that takes the number of films that will be gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.plain.orders import Misread
from game.plain.teller import was_refused
from game.session import Notice
from game.storage.names import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from game.plain.teller import Teller
    from game.session import Way
    from game.storage.can import FilmSummary

_MOST_TOLD = 5
"""Names that a refusal tells of those that could be meant. Chosen for reading."""

BY = "by"
"""The word before the order in which films are listed."""


def _newest(film: FilmSummary) -> tuple[str, str]:
    return film.updated, film.ident


def _title(film: FilmSummary) -> tuple[str, str]:
    return film.title.casefold(), film.ident


def _time(film: FilmSummary) -> tuple[str, str]:
    return film.mission_time, film.ident


def _words(film: FilmSummary) -> tuple[int, str]:
    return film.words, film.ident


_ORDERS: Mapping[str, tuple[Callable[[FilmSummary], tuple[str | int, str]], bool]] = {
    "newest": (_newest, True),
    "title": (_title, False),
    "time": (_time, False),
    "words": (_words, True),
}
"""How films can be listed: by what, and whether the largest stands first."""


class CanDesk:
    """Lists, names, lays aside and brings back.

    Attributes:
        orders: what it does, by the word that is typed.
    """

    def __init__(self, teller: Teller) -> None:
        """Sit down.

        Args:
            teller: who speaks.
        """
        self.orders: Mapping[str, Callable[[str], None]] = {
            "save": self.save,
            "load": self.load,
            "saves": self.saves,
            "quicksave": self.quick_save,
            "quickload": self.quick_load,
            "rename": self.rename,
            "drop": self.drop,
            "delete": self.delete,
            "restore": self.restore,
            "bin": self.bin,
            "empty-bin": self.empty_bin,
        }
        self._teller = teller
        self._session = teller.session

    def saves(self, wanted: str) -> None:
        """List the can, newest first.

        Args:
            wanted: words that must stand on a film's face; in front of them ``by title`` and the like.
        """
        words = wanted.split()
        ordered = words[:1] == [BY]
        if words == [BY]:
            self._teller.refuse("plain.saves_by_which")
            return
        how = words[1].lower() if ordered else "newest"
        if how not in _ORDERS:
            self._teller.refuse("plain.saves_by", typed=how[:40])
            return
        films = self._session.saves()
        words = words[2:] if ordered else words
        shown = _ordered([film for film in films if self._holds(film, words)], how)
        if films and not shown:
            self._teller.refuse("plain.saves_none", typed=" ".join(words)[:40])
            return
        here = self._session.present.film
        self._teller.write(self._teller.paper.saves(shown, here, self._session.ways()))

    def bin(self, _: str) -> None:
        """List what can be brought back: dropped names of this film, and films that were laid aside."""
        rows = [
            self._teller.phrases.say("plain.bin_name", name=mark.name, moment=mark.moment)
            for mark in self._session.dropped_bookmarks()
        ]
        films = self._session.can.bin.films()
        if films:
            rows.append(self._teller.paper.saves(films))
        if not rows:
            self._teller.say("plain.bin_nothing")
            return
        self._teller.write("\n".join(rows))
        self._teller.say("plain.bin_more" if films else "plain.bin_more_names", films=len(films))

    def empty_bin(self, typed: str) -> None:
        """Do away with the films in the bin, for good: only when their number was typed."""
        binned = self._session.can.bin
        count = len(binned.films())
        if not count:
            self._teller.refuse("plain.bin_no_films")
        elif typed != str(count):
            self._teller.refuse("plain.bin_count", films=count)
        else:
            self._teller.say("plain.bin_emptied", films=binned.empty())

    def save(self, name: str) -> None:
        """Put a name on this moment."""
        self._teller.tell(self._session.bookmark(name).notices)

    def quick_save(self, _: str) -> None:
        """Mark this moment, without a name."""
        marks = [mark for mark in self._session.bookmarks() if mark.kind == "quick"]
        present = self._session.quick_save()
        self._teller.tell(present.notices)
        for mark in marks:
            if mark.moment != present.moment and not was_refused(present):
                self._teller.say("plain.quick_moved", moment=mark.moment)

    def quick_load(self, _: str) -> None:
        """Go to the newest mark without a name."""
        self._teller.stand(self._session.quick_load())

    def load(self, name: str) -> None:
        """Go to a named save, to where what was shot in a what-if ends, or to another film.

        Each is also known by the beginning of its name, if nothing else begins so.
        """
        meant = self._meant(name) if name else name
        if isinstance(meant, Misread):
            self._teller.refuse(meant.phrase, **dict(meant.values))
        elif isinstance(meant, str):
            self._teller.stand(self._session.load(meant))
        else:
            self._go_on_with(meant)

    def _meant(self, name: str) -> str | Way | Misread:
        """Return the what-if of this film that goes by a name, else what `Session.load` knows it by."""
        wanted = name.casefold()
        here: dict[str, str | Way] = {way.name.casefold(): way for way in self._session.ways()}
        # A name that was given by hand to a single moment is the nearer one.
        here |= {mark.name.casefold(): mark.name for mark in self._session.bookmarks()}
        if wanted in here:
            return here[wanted]
        can = self._session.can
        if can.find_bookmark(name) is not None or can.find(name) is not None:
            return name
        begin_so = [found for folded, found in here.items() if folded.startswith(wanted)]
        films = can.find_by_beginning(name)
        if len(begin_so) + len(films) > 1:
            names = [found if isinstance(found, str) else found.name for found in begin_so]
            return _unclear(name, names, films)
        return begin_so[0] if begin_so else name

    def _go_on_with(self, way: Way) -> None:
        """Go to where what was shot in a what-if ends; to where it begins while nothing was."""
        newest = {twig.parent: twig.ident for twig in self._session.twigs()}
        end = way.moment
        while way.moment != way.root and end in newest:
            end = newest[end]
        before = self._session.present
        present = self._session.load_moment(before.film, end)
        if was_refused(present):
            self._teller.stand(present)
            return
        notices = present.notices if end != before.moment else ()
        loaded = Notice("load.loaded", {"name": way.name})
        self._teller.stand(replace(present, notices=(*notices, loaded)))

    def rename(self, title: str) -> None:
        """Give the film another title."""
        if not title:
            self._teller.refuse("plain.rename_which")
            return
        self._teller.tell(self._session.retitle(title).notices)

    def drop(self, name: str) -> None:
        """Take a name off its moment."""
        if not name:
            self._teller.refuse("plain.drop_which")
            return
        folded = name.casefold()
        named = any(mark.name.casefold() == folded for mark in self._session.bookmarks())
        if not named and any(way.name.casefold() == folded for way in self._session.ways()):
            self._teller.refuse("plain.drop_what_if", name=name[:60])
            return
        self._teller.tell(self._session.drop_bookmark(name).notices)

    def delete(self, wanted: str) -> None:
        """Lay a film into the bin."""
        film = self._film(wanted)
        if isinstance(film, Misread):
            self._teller.refuse(film.phrase, **dict(film.values))
            return
        self._teller.tell(self._session.delete(film.ident))

    def restore(self, name: str) -> None:
        """Bring back a name of this film that was dropped, or a film out of the bin."""
        if not name:
            self._teller.refuse("plain.restore_which")
            return
        folded = name.strip().casefold()
        dropped = any(mark.name.casefold() == folded for mark in self._session.dropped_bookmarks())
        restored = self._session.restore_bookmark(name).notices if dropped else self._session.restore(name)
        self._teller.tell(restored)

    def _film(self, wanted: str) -> FilmSummary | Misread:
        """Return the film of the can that goes by this name, or begins so as no other does."""
        if not wanted:
            return Misread("plain.delete_which", ())
        found = self._session.can.find(wanted)
        if found is not None:
            return found
        films = self._session.can.find_by_beginning(wanted)
        if len(films) == 1:
            return films[0]
        return _unclear(wanted, (), films) if films else Misread("load.unknown", (("name", wanted[:60]),))

    def _holds(self, film: FilmSummary, words: Sequence[str]) -> bool:
        book = self._session.book
        title = book.scene(film.scene).title if book.has(film.scene) else film.scene
        ending = book.declarations.endings.get(film.ending)
        face = [film.title, film.ident, film.caption, title, *film.marks]
        face += [ending.title] if ending else []
        face += [mark.name for mark in film.bookmarks]
        face += [way.name for way in self._session.ways()] if film.ident == self._session.present.film else []
        told = " ".join(face).casefold()
        return all(word.casefold() in told for word in words)


def _unclear(typed: str, names: Sequence[str], films: Sequence[FilmSummary]) -> Misread:
    """Return what refuses a beginning that several names or films have: it tells which they are."""
    found = [*names, *(f"{film.title} ({printable(film.ident)})" for film in films)]
    told = "; ".join(found[:_MOST_TOLD])
    return Misread("plain.load_several", (("name", typed[:60]), ("found", len(found)), ("names", told)))


def _ordered(films: Sequence[FilmSummary], how: str) -> list[FilmSummary]:
    """Return films in an order that has a name; those that cannot be read stand last."""
    key, largest_first = _ORDERS[how]
    return sorted(sorted(films, key=key, reverse=largest_first), key=lambda film: film.refusal is not None)
