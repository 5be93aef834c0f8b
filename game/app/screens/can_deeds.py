"""What can be done to a film or a named save from the can, whether or not it is the one that is open.

Law: a film that is not open is opened for the one deed, under its lock, and let go. Nothing is done to a file
that another game has open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import OffScriptError
from game.session import Notice
from game.storage.film import Film

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.app.screens.can_list import Tin
    from game.session import Session
    from game.storage.can import FilmSummary
    from game.storage.moments import Bookmark

FEW = 12
"""So many films are looked into at once, more of them beside the screen. Chosen so that the can of most
players is there with the first frame."""

Said = tuple[Notice, ...]
"""What is to be said about a deed; a refusal among it has changed nothing."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was parted with and can be had back.

    Attributes:
        film: the playthrough, or the one that the name was in.
        mark: the name that was dropped; None for the playthrough itself.
    """

    film: FilmSummary
    mark: Bookmark | None


def was_refused(said: Said) -> bool:
    """Return whether a deed was refused."""
    return any(notice.refused for notice in said)


def retitle(session: Session, film: FilmSummary, title: str) -> Said:
    """Give a playthrough another title."""
    if _is_open(session, film):
        return session.retitle(title).notices

    def give(reel: Film) -> Notice:
        return Notice("save.retitled", {"title": reel.retitle(title, session.time_of_day())})

    return _write(film, give)


def part_with(session: Session, tin: Tin) -> Said:
    """Put a playthrough into the bin, or take a name away in one."""
    film, mark = tin.film, tin.mark
    if mark is None:
        return session.delete(film.path.name)
    if _is_open(session, film):
        return session.drop_bookmark(mark.name).notices

    def drop(reel: Film) -> Notice:
        reel.drop_bookmark(mark.name, session.time_of_day())
        return Notice("save.dropped", {"name": mark.name})

    return _write(film, drop)


def take_back(session: Session, gone: Gone) -> Said:
    """Bring back what was parted with."""
    film, mark = gone.film, gone.mark
    if mark is None:
        return session.restore(film.path.name)
    if _is_open(session, film):
        return session.restore_bookmark(mark.name).notices

    def name(reel: Film) -> Notice:
        reel.bookmark(mark.name, mark.moment, mark.take, mark.kind, session.time_of_day())
        return Notice("save.restored", {"name": mark.name})

    return _write(film, name)


def _is_open(session: Session, film: FilmSummary) -> bool:
    return session.is_open and session.present.film == film.ident


def _write(film: FilmSummary, write: Callable[[Film], Notice]) -> Said:
    try:
        with Film.open(film.path) as reel:
            return (write(reel),)
    except OffScriptError as error:
        return (Notice(error.phrase, error.values, refused=True),)
