"""A film as one comparable value, read through the game's own doors.

Law: two truths are equal when every moment, name and move is; a digest is over the values as the game reads
them, and not over how they lie on a disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from game.storage.film import Film

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.film import Head, Label, Moment, Move


@dataclass(frozen=True)
class Truth:
    """All that a film says.

    Attributes:
        label: what stands on the tin.
        title: what the can calls it.
        head: where it stands.
        moments: a digest of each, by number.
        moves: of the head.
        names: each name and its moment.
        dropped: likewise.
    """

    label: Label
    title: str
    head: Head
    moments: tuple[str, ...]
    moves: tuple[Move, ...]
    names: tuple[tuple[str, int], ...]
    dropped: tuple[tuple[str, int], ...]


def truth_of(film: Film) -> Truth:
    """Return all that a film says.

    Raises:
        SaveRefused: if any of it is not what was written.
    """
    return Truth(
        label=film.label,
        title=film.title,
        head=film.head(),
        moments=tuple(digest_of(film.moment(ident)) for ident in range(film.count())),
        moves=tuple(film.moves()),
        names=tuple((mark.name, mark.moment) for mark in film.bookmarks()),
        dropped=tuple((mark.name, mark.moment) for mark in film.dropped_bookmarks()),
    )


def read_truth(path: Path, *, check: bool = True) -> Truth:
    """Return all that a film's file says; raises as `truth_of` does, or if the file is not sound."""
    with Film.open(path, writable=False) as film:
        if check:
            film.check()
        return truth_of(film)


def digest_of(moment: Moment) -> str:
    """Return a digest of a moment, its number and parent with it, but not its seal."""
    return digest(replace(moment, hash=""))


def digest(value: object) -> str:
    """Return a digest of a frozen value."""
    return blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
