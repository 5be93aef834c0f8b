"""What stands in the can's list: which films, in which order, and which of their saves.

Law: pure; it knows neither the screen nor a file. What a search or a fold leaves out is counted or has been
asked for, never forgotten.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from game.app.ink import Row
    from game.storage.can import FilmSummary
    from game.storage.moments import Bookmark

UNFOLDED = 3
"""Saves of a film that stand in the list by themselves; more are folded. Chosen for play: see two films."""


class Order(Enum):
    """What the films are put in order by; each value is the end of a phrase's id."""

    NEWEST = "newest"
    TITLE = "title"
    TIME = "time"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Tin:
    """A row of the can.

    Attributes:
        film: the playthrough.
        mark: for a named save: which; None for the playthrough itself.
        folded: for a fold: how many saves it stands for, the newest of which is ``mark``; else 0.
    """

    film: FilmSummary
    mark: Bookmark | None = None
    folded: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What finds the row again when the list is made anew."""
        return self.film.ident, self.mark.name if self.mark is not None else ""


def in_order(films: Iterable[FilmSummary], order: Order) -> list[FilmSummary]:
    """Return films in an order; of which it is not known come last, among equals the newest comes first."""
    newest = sorted(films, key=lambda film: (film.updated, film.ident), reverse=True)
    match order:
        case Order.NEWEST:
            return newest
        case Order.TITLE:
            return sorted(newest, key=lambda film: (film.refusal is not None, folded(film.title)))
        case Order.TIME:
            return sorted(newest, key=lambda film: film.mission_time, reverse=True)
        case Order.WORDS:
            return sorted(newest, key=lambda film: film.words, reverse=True)


def tins(
    films: Iterable[FilmSummary],
    unfolds: Mapping[str, bool],
    wanted: str,
    scene_title: Callable[[str], str],
) -> list[Tin]:
    """Return the rows of the films, each with its saves under it, the newest first.

    Args:
        films: in the order in which they stand.
        unfolds: by ident, whether the player unfolded a film's saves, or folded them.
        wanted: words that must all be in a film, or in a save and its film; ``""`` leaves out nothing.
        scene_title: returns a scene's title.
    """
    words = folded(wanted).split()
    rows: list[Tin] = []
    for film in films:
        marks = list(reversed(film.bookmarks))
        if words:
            scene = scene_title(film.scene) if film.scene else ""
            own = folded(" ".join((film.title, film.ident, film.caption, scene, *film.marks)))
            if not all(word in own for word in words):
                marks = [mark for mark in marks if _has(f"{own} {folded(mark.name)}", words)]
                if not marks:
                    continue
        rows.append(Tin(film))
        # What was searched for is not hidden in a fold again.
        if words or unfolds.get(film.ident, len(marks) <= UNFOLDED):
            rows += [Tin(film, mark) for mark in marks]
        elif marks:
            rows.append(Tin(film, marks[0], folded=len(marks)))
    return rows


def _has(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def folded(text: str) -> str:
    """Return words as they are compared: composed (NFC), without case."""
    return unicodedata.normalize("NFC", text).casefold()


_Other = TypeVar("_Other")


class LazyRows(Sequence["Row"]):
    """Rows that are made when they are looked at, and then kept."""

    def __init__(self, things: Sequence[_Other], make: Callable[[_Other], Row]) -> None:
        self._count = len(things)
        self._make: Callable[[int], Row] = lambda index: make(things[index])
        self._made: dict[int, Row] = {}

    @property
    def made(self) -> int:
        """How many rows were looked at so far."""
        return len(self._made)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Return a row, or some."""
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        if index not in self._made:
            self._made[index] = self._make(index)
        return self._made[index]
