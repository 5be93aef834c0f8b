"""The small story of these tests, and two ways to play it: straight, and through a file after every turn.

Law: nothing here reads a clock or needs pytest, so that a game can also be played in a bare process.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from game.engine.turn import Turn, advance, begin
from game.storage.film import Film, Moment
from game.storage.library import open_book
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine.state import State
    from game.narrative.book import Start
    from game.narrative.shelf import Book
    from game.vocabulary.commands import Command

STORY = Path(__file__).parent / "story"
NOW = "2026-03-01T10:20:30.000+00:00"

HIGH_TICKET = 2
"""A seed whose ticket is above ten, so that the range may be asked for by eye."""

LOW_TICKET = 1
"""A seed whose ticket is not above ten."""

SHORTEST = ("say_no", "hold", "give_up", "keep")
"""The shortest way from the first line to an ending."""

LONGEST = (
    *("wait", "film_it", "wait", "by_eye", "let_go", "take_sticks", "back_off", "again", "back_off", "again"),
    *("wave_off", "leave_it"),
)
"""A way that needs a high ticket, comes back to places, and ends as well."""


def rewrite(file: Path, old: str, new: str) -> None:
    """Put other words into a file of a story, as a writer does; what is replaced must stand there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer holds what this test changes"
    file.write_text(text.replace(old, new), encoding="utf-8")


@cache
def small_book() -> Book:
    """Return the small story."""
    return open_book(STORY)


class Play(Protocol):
    """A way to play: the engine's two doors."""

    def begin(self, seed: int, start: Start | None = None) -> Turn:
        """Return the first turn."""
        ...

    def advance(self, state: State, command: Command) -> Turn:
        """Return the turn that an order leads to."""
        ...

    def on(self, book: Book) -> Play:
        """Return the same way to play, on another book."""
        ...


class StraightPlay:
    """The engine and nothing else."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def on(self, book: Book) -> StraightPlay:
        """Return the same way to play, on another book."""
        return StraightPlay(book)

    def begin(self, seed: int, start: Start | None = None) -> Turn:
        """Return the first turn."""
        return begin(self._book, seed, start)

    def advance(self, state: State, command: Command) -> Turn:
        """Return the turn that an order leads to."""
        return advance(state, command, self._book)


class PlayThroughFilm:
    """The engine, with every state written to a film, the film closed and opened, and the state read back."""

    def __init__(self, book: Book, folder: Path) -> None:
        self._book = book
        self._folder = folder
        self._path: Path | None = None
        self._moments: dict[State, int] = {}

    def on(self, book: Book) -> PlayThroughFilm:
        """Return the same way to play, on another book."""
        return PlayThroughFilm(book, self._folder)

    def begin(self, seed: int, start: Start | None = None) -> Turn:
        """Return the first turn, its state out of a new film."""
        turn = begin(self._book, seed, start)
        label = {"seed": seed, "edition": "", "title": "A test", "started_at": NOW, "start_reel": 0}
        first = _moment(0, None, None, turn)
        film = Film.create(self._folder, **label, first=first)  # type: ignore[arg-type]  # a label of mixed types
        film.close()
        self._path = film.path
        return self._read_back(turn, 0)

    def advance(self, state: State, command: Command) -> Turn:
        """Return the turn that an order leads to; a new state comes back out of the film."""
        turn = advance(state, command, self._book)
        if turn.state is state:
            return turn
        assert self._path is not None, "nothing was begun"
        with Film.open(self._path) as film:
            ident = film.count()
            film.append((_moment(ident, self._moments[state], command, turn),), 1)
        return self._read_back(turn, ident)

    def _read_back(self, turn: Turn, ident: int) -> Turn:
        assert self._path is not None, "nothing was begun"
        with Film.open(self._path, writable=False) as film:
            state = film.moment(ident).state
        self._moments[state] = ident
        return replace(turn, state=state)


def play_on(play: Play, turn: Turn, choices: Iterable[str]) -> list[Turn]:
    """Return the turn and those that the choices lead to, one after another."""
    turns = [turn]
    for choice in choices:
        state = turns[-1].state
        turns.append(play.advance(state, Choose(state.place, choice)))
    return turns


def words_of(turn: Turn) -> list[str]:
    """Return the words that a turn showed."""
    return [event.line.text for event in turn.events if isinstance(event, LineShown)]


def _moment(ident: int, parent: int | None, command: Command | None, turn: Turn) -> Moment:
    lines = tuple(event.line for event in turn.events if isinstance(event, LineShown))
    return Moment(ident, parent, command, turn.state, lines, "A caption", 1, NOW)
