"""A film that is being put together in memory, row by row, out of something that is not believed.

Law: a moment goes in through the film's own tree, so that every seal is made anew here; whoever has another
seal for it compares. Nothing is on a disk before `game.storage.film.Film.keep` is asked.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from game.errors import SaveRefused
from game.storage.codec import encode_words
from game.storage.database import Database
from game.storage.film import Film
from game.storage.head import stand_anew
from game.storage.schema import lay_tables
from game.storage.tree import Tree
from game.storage.twigs import words_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from game.engine.state import State
    from game.storage.database import Field
    from game.storage.moments import Head, Label, Moment
    from game.storage.tree import Node

Notes = Literal["move", "bookmark", "sitting", "title"]
"""The tables of a film beside its label, its moments and its head."""

_AT_HAND: Final = 64
"""States that are kept to save reading them again; branches mostly begin near where the last one ended."""


class Splice:
    """A film in the making.

    Attributes:
        label: what stands on the tin.
        count: how many moments it has.
    """

    def __init__(self, label: Label, file: str) -> None:
        """Begin one without a moment.

        Args:
            label: what stands on the tin.
            file: what a refusal calls it.
        """
        self.label = label
        self.count = 0
        self._file = file
        self._database = Database(":memory:", file)
        self._tree = Tree(self._database)
        self._near: dict[int, State] = {}
        self._words: list[int] = []
        told = (label.ident, label.title, label.seed, label.edition, label.started_at, label.start_reel)
        with self._writing():
            lay_tables(self._database)
            self._database.add("film", 1, *told, encode_words(label.marks))

    def state(self, ident: int) -> State:
        """Return the state of a moment that is there.

        Raises:
            msgspec.ValidationError: if none is.
        """
        if not 0 <= ident < self.count:
            raise msgspec.ValidationError(f"there is no moment {ident} yet")
        state = self._near.get(ident)
        return self._tree.moment(ident).state if state is None else state

    def words(self, ident: int) -> int:
        """Return how many words were shown on the line that leads to a moment."""
        return self._words[ident]

    def add(self, moment: Moment) -> Node:
        """Add a moment, and return what it is sealed with.

        Raises:
            msgspec.ValidationError: if its number or its parent cannot be.
            SaveRefused: ``save.damaged`` if it holds what no moment can.
        """
        if moment.ident != self.count or (moment.parent is None) != (self.count == 0):
            raise msgspec.ValidationError(f"moment {moment.ident} cannot be number {self.count}")
        if moment.parent is not None and not 0 <= moment.parent < self.count:
            raise msgspec.ValidationError(f"moment {moment.ident} has no parent")
        with self._writing():
            node = self._tree.add((moment,))[-1]
        self._tree.last = node
        before = 0 if moment.parent is None else self._words[moment.parent]
        self._words.append(before + words_of(moment.lines))
        self._near[moment.ident] = moment.state
        if len(self._near) > _AT_HAND:
            del self._near[next(iter(self._near))]
        self.count += 1
        return node

    def note(self, table: Notes, *values: Field) -> None:
        """Add a row to another table; the values are its columns between the number and the seal.

        Raises:
            SaveRefused: ``save.damaged`` if it names a moment that is not there, or holds what no row can.
        """
        with self._writing():
            self._database.add(table, None, *values)

    def finish(self, head: Head) -> Film:
        """Return the film, standing there; this is used up.

        Raises:
            SaveRefused: ``save.damaged`` if the whole does not fit together, or it has no such moment.
        """
        with self._writing():
            stand_anew(self._database, head)
        film = Film(self._database, self.label, None, None)
        film.check()
        return film

    def close(self) -> None:
        """Let go of what will not become a film."""
        self._database.close()

    @contextmanager
    def _writing(self) -> Generator[None]:
        try:
            with self._database.writing():
                yield
        except (sqlite3.IntegrityError, OverflowError, UnicodeError) as error:
            # What the tables or their columns cannot hold; here it is never this program that broke a rule.
            raise SaveRefused("save.damaged", file=self._file) from error
