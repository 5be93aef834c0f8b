"""A sitting that holds one flight and nothing else, for whoever flies it by lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from game.engine.flying import begin_flight, clock_of, run
from game.engine.state import Flight, State, freeze_facts
from game.plain import play_lines
from game.plain.paper import Paper
from game.readout.phrasebook import Phrasebook
from game.session import Notice, Present
from game.storage.library import open_book, phrases
from game.vocabulary.events import LineShown
from game.vocabulary.flying import TICKS_PER_S, CueGiven

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from game.emergencies.protocol import Ending
    from game.plain.turn_desk import TurnDesk
    from game.session import Session
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder, Rung
    from game.vocabulary.values import Line, Place, Value

BOOK = open_book()
PHRASES = Phrasebook(phrases())


class Seat(ABC):
    """A flight of its own; what is printed is kept.

    Attributes:
        cues: what happened in the last turn.
        ending: what the flight came to.
        flown: orders and ticks of every turn.
        printed: by the last line that was typed.
        refusing: whether the session takes no order.
    """

    def __init__(self, rung: Rung, seed: int, start: str, place: Place, known: dict[str, Value]) -> None:
        facts: dict[str, Value] = {fact.name: fact.default for fact in BOOK.declarations.facts.values()}
        self._facts = facts | {"flying": rung.value} | known
        self._place = place
        self.cues: tuple[CueGiven, ...] = ()
        self.ending: Ending | None = None
        self.flown: list[tuple[tuple[FlightOrder, ...], int]] = []
        self.printed: list[str] = []
        self.refusing = False
        self._present = self._stand(begin_flight(self._facts, seed, start), ())
        self._sat = self.sit(Paper(BOOK, PHRASES, 0), self.printed.append)
        self._sat.show()

    @abstractmethod
    def sit(self, paper: Paper, write: Callable[[str], None]) -> TurnDesk:
        """Return the desk at which it is flown."""

    @property
    def present(self) -> Present:
        """What is now."""
        return self._present

    @property
    def flight(self) -> Flight:
        """What is flown, for what a test compares with."""
        assert self._present.state.flight is not None
        return self._present.state.flight

    def fly(
        self, orders: tuple[FlightOrder, ...], ticks: int, until: Callable[[Event], bool] | None = None
    ) -> Present:
        """Give orders and let ticks pass."""
        if self.refusing:
            notice = Notice("order.no_such_choice", {"typed": "x"}, refused=True)
            return self._stand(self._present.state.flight, (), notice)
        self.flown.append((orders, ticks))
        flown = run(BOOK, self._facts, replace(self.flight, queued=orders), 1)
        events = flown.events
        for _ in range(ticks - 1):
            if flown.ending is not None:
                break
            if until is not None and flown.flight.tick % TICKS_PER_S == 0 and any(map(until, events)):
                break
            flown = run(BOOK, self._facts, flown.flight, 1)
            events += flown.events
        self.ending = flown.ending
        self.cues = tuple(event for event in events if isinstance(event, CueGiven))
        lines = tuple(event.line for event in events if isinstance(event, LineShown))
        self._present = replace(
            self._stand(None if flown.ending else flown.flight, lines), events=tuple(events)
        )
        return self._present

    def type(self, line: str) -> str:
        """Type a line and return what is printed for it; once the flight is over, what was said last."""
        self.printed.clear()
        if self._sat.obey(line):
            assert self.ending is not None
            self.printed.extend(line.text for line in self._present.lines)
        return "\n\n".join(self.printed)

    def go_back(self, present: Present) -> None:
        """Take a present again that has been before."""
        self._present = present

    def _stand(self, flight: Flight | None, lines: tuple[Line, ...], *notices: Notice) -> Present:
        clock = "2021-10-05 12:14:30" if flight is None else clock_of(flight)
        state = State(1, 1, "up", 2, self._place, clock, freeze_facts(self._facts), (), (), "", flight)
        return Present(
            *("film", "Film", (), 1, 1, 1, 1, state, None, lines, (), notices),
            durable=True,
            looking=False,
            undo="",
            redo="",
            absent_s=0,
            words=0,
        )


def fly_by_lines(session: Session, typed: TextIO, sink: TextIO, *, width: int = 76) -> None:
    """Go on with the open film, which stands in a flight, through the line-mode game.

    Args:
        session: in which the film is open.
        typed: what is typed.
        sink: where everything is printed.
        width: columns; 0 for paragraphs that are not wrapped.
    """
    play_lines(
        session,
        PHRASES,
        typed,
        sink,
        width=width,
        cards=lambda: (),
        sources=dict[str, str],
        ended=lambda _: (),
        begin=False,
        seed=3,
        reel=0,
    )
