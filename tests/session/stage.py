"""A session on the small story, with a time of day that moves one second each time it is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import phrases
from tests.engine.stage import small_book

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.session import Present
    from game.session.present import Keeper
    from game.storage.film import Film

SEED = 7


def make_session(
    folder: Path, *, book: Book | None = None, hour: int = 10, keeper: Keeper | None = None
) -> Session:
    """Return a session whose can is this folder.

    Args:
        folder: where films lie.
        book: another story than the small one.
        hour: of the day at which it sits down; a later sitting needs a later hour.
        keeper: who hears what is shown, if anybody.
    """
    seconds = count()
    return Session(
        book or small_book(),
        Can(folder),
        phrases=Phrasebook(phrases()),
        edition="a test",
        now=lambda: _time_of_day(hour, next(seconds)),
        fresh_seed=lambda: SEED,
        keeper=keeper,
    )


@contextmanager
def sitting(folder: Path, *, book: Book | None = None, hour: int = 10) -> Generator[Session]:
    """Sit down, and get up again."""
    session = make_session(folder, book=book, hour=hour)
    try:
        yield session
    finally:
        session.close()


def choose_all(session: Session, *choices: str) -> Present:
    """Take these choices, none of which may be refused."""
    for choice in choices:
        before = session.present.moment
        present = session.choose(choice)
        assert present.moment != before, (choice, present.notices)
    return session.present


def notices(present: Present) -> list[str]:
    """Return the phrases of the sentences about the last order."""
    return [notice.phrase for notice in present.notices]


def chain(film: Film) -> list[tuple[int, int | None]]:
    """Return every moment of a film with its parent."""
    return [(ident, film.moment(ident).parent) for ident in range(film.count())]


def _time_of_day(hour: int, second: int) -> str:
    return f"2026-03-01T{hour:02}:{second // 60:02}:{second % 60:02}.000+00:00"
