"""A player who does everything that a playthrough allows, by chance, and notes what was shown.

Law: the same seed and the same playthrough give the same orders. What is noted is only what the game itself
handed out after an order, never what the player hopes for.
"""

from __future__ import annotations

from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import msgspec

from benchmarks.hostile.tally import Dice
from benchmarks.hostile.truth import digest
from game.emergencies.docking.state import DockingState
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.vocabulary.flying import Control, Pulse, Rung
from game.vocabulary.station import ABOARD, Assign, News, Person, Task, Tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from game.narrative.shelf import Book
    from game.session import Present
    from game.vocabulary.flying import FlightOrder

NAMING: Final = frozenset({"bookmark", "quick_save", "drop", "bring_back", "retitle"})
"""Orders that put no moment into the film, and do not move its head."""

_LONGEST_RUN: Final = 230
"""Ticks; more than two stretches after which a flight writes itself down."""


class Shown(msgspec.Struct, frozen=True):
    """What the game had shown when an order was done.

    Attributes:
        order: its name.
        film: where it is kept; like the others, of `game.session.Present`.
        state: a digest of it.
        tick: of a flight that is under way, else -1.
        written_tick: of the last moment that was written, else -1.
        names: each name and its moment.
        dropped: likewise.
    """

    order: str
    film: str
    title: str
    moment: int
    moments: int
    take: int
    takes: int
    words: int
    undo: str
    redo: str
    durable: bool
    state: str
    tick: int
    written_tick: int
    names: dict[str, int]
    dropped: dict[str, int]


@cache
def whole_book() -> Book:
    """Return the whole story."""
    return open_book()


@cache
def _phrasebook() -> Phrasebook:
    return Phrasebook(_sentences())


@cache
def _sentences() -> Mapping[str, str]:
    return phrases()


def say(phrase: str) -> str:
    """Return the words of a phrase, whose values do not matter here.

    Raises:
        KeyError: if there are none, so that a player would read nothing.
    """
    return _sentences()[phrase]


def make_session(folder: Path, hour: int = 10) -> Session:
    """Return a session on the whole story, whose can is this folder and whose time counts the questions."""
    asked = count()

    def now() -> str:
        second = next(asked)
        time = f"{hour % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
        return f"2026-03-{1 + hour // 24 % 28:02}T{time}.000+00:00"

    return Session(
        whole_book(), Can(folder), phrases=_phrasebook(), edition="hostile", now=now, fresh_seed=lambda: 7
    )


def warm_up() -> None:
    """Load what a child would otherwise load first: both simulations, and who speaks in them."""
    with TemporaryDirectory() as folder:
        for number, start in enumerate(("story", "docking", "station")):
            session = make_session(Path(folder), number)
            player = Player(session, Dice(number, "hostile/warm"))
            player.begin(start)
            for _ in range(12):
                player.act()
            session.close()


class Player:
    """Plays one session by chance.

    Attributes:
        session: that is played.
        announce: hears the name of each order before it is given.
    """

    def __init__(
        self, session: Session, dice: Dice, announce: Callable[[str], None] = lambda _: None
    ) -> None:
        """Sit down.

        Args:
            session: with an open playthrough, or one is opened by `open`.
            dice: what it decides by.
            announce: hears the name of each order before it is given.
        """
        self.session = session
        self._dice = dice
        self.announce = announce

    def open(self, start: str) -> Present:
        """Go on with the newest playthrough, or begin one: ``story``, ``docking`` or ``station``."""
        self.announce("open")
        resumed = self.session.resume()
        return self.begin(start) if resumed is None else resumed

    def begin(self, start: str, seed: int = 5) -> Present:
        """Begin a playthrough: ``story``, ``docking`` or ``station``."""
        if start == "story":
            return self.session.begin(seed)
        return self.session.begin_flight(Rung.FLOWN, {"docking": "day", "station": "roll"}[start], seed)

    def act(self) -> str:
        """Give one order, and return its name."""
        order = self._pick()
        self.announce(order)
        getattr(self, f"_{order}")()
        return order

    def shown(self, order: str) -> Shown:
        """Return what is shown now; a flight's last moment is asked for as it was written."""
        present = self.session.present
        flight = present.state.flight
        return Shown(
            order=order,
            film=present.film,
            title=present.title,
            moment=present.moment,
            moments=present.moments,
            take=present.take,
            takes=present.takes,
            words=present.words,
            undo=present.undo,
            redo=present.redo,
            durable=present.durable,
            state=digest(present.state),
            tick=flight.tick if flight else -1,
            written_tick=flight.tick if flight and order == "fly" else -1,
            names={mark.name: mark.moment for mark in self.session.bookmarks()},
            dropped={mark.name: mark.moment for mark in self.session.dropped_bookmarks()},
        )

    def _pick(self) -> str:
        state = self.session.present.state
        if state.flight is not None:
            return self._one_of(
                *("fly",) * 8, *("run",) * 7, "retake", "tick", "undo", "redo", "bookmark", "quick_save", "go"
            )
        if state.ending or not state.offers:
            return self._one_of("go", "retake", "undo", "what_if", "bookmark", "load")
        rare = ("drop", "bring_back", "retitle", "quick_load", "load", "skip")
        back = ("retake", "go", "what_if", "undo", "redo", "undo", "redo")
        return self._one_of(*("choose",) * 18, *back, "bookmark", "quick_save", *rare)

    def _one_of(self, *words: str) -> str:
        return words[self._dice.roll(len(words))]

    def _any_moment(self) -> int:
        return self._dice.roll(self.session.present.moments)

    def _a_name(self, names: Sequence[str]) -> str:
        return names[self._dice.roll(len(names))] if names else "nobody"

    def _choose(self) -> None:
        offers = self.session.present.state.offers
        self.session.choose(offers[self._dice.roll(len(offers))].ident)

    def _fly(self) -> None:
        flight = self.session.present.state.flight
        docking = flight is not None and isinstance(flight.sim, DockingState)
        self.session.order(self._docking_order() if docking else self._station_order())

    def _docking_order(self) -> FlightOrder:
        controls = tuple(Control)
        return Pulse(controls[self._dice.roll(len(controls))], 1 + self._dice.roll(9))

    def _station_order(self) -> FlightOrder:
        if self._dice.one_in(3):
            return Tell(tuple(Person)[1 + self._dice.roll(7)], tuple(News)[self._dice.roll(4)])
        tasks = (Task.READ_RATES, Task.REPORT, Task.LOOK_OUT, Task.STAND_BY, Task.FREE_DRIFT)
        return Assign(ABOARD[self._dice.roll(len(ABOARD))], tasks[self._dice.roll(len(tasks))])

    def _run(self) -> None:
        self.session.run(1 + self._dice.roll(_LONGEST_RUN))

    def _tick(self) -> None:
        flights = self.session.flights()
        if flights:
            flight = flights[self._dice.roll(len(flights))]
            self.session.retake_to_tick(self._dice.roll(flight.ticks + 1), flight.moment)

    def _retake(self) -> None:
        self.session.retake(1 + self._dice.roll(3))

    def _go(self) -> None:
        self.session.go(self._any_moment())

    def _what_if(self) -> None:
        self.session.what_if(
            "" if self._dice.one_in(3) else f"what if {self._dice.roll(50)}", self._any_moment()
        )

    def _undo(self) -> None:
        self.session.undo()

    def _redo(self) -> None:
        self.session.redo()

    def _skip(self) -> None:
        self.session.skip()

    def _bookmark(self) -> None:
        self.session.bookmark(f"name {self._dice.roll(12)}")

    def _quick_save(self) -> None:
        self.session.quick_save()

    def _quick_load(self) -> None:
        self.session.quick_load()

    def _load(self) -> None:
        marks = [mark.name for mark in self.session.bookmarks()]
        if marks:
            self.session.load(self._a_name(marks))

    def _drop(self) -> None:
        self.session.drop_bookmark(self._a_name([mark.name for mark in self.session.bookmarks()]))

    def _bring_back(self) -> None:
        self.session.restore_bookmark(self._a_name([mark.name for mark in self.session.dropped_bookmarks()]))

    def _retitle(self) -> None:
        self.session.retitle(f"Title {self._dice.roll(1000)}")
