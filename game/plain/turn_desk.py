"""What every desk at which something is flown does with a line: read it, let time pass, tell what came of it.

Law: a line that is refused lets no time pass and changes nothing; the first choice of the list is the
standing advice. What is told and what can be typed is each desk's own.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from game.emergencies.crew import PLACE_OF_LINES
from game.plain.orders import HandsOff, Lookup, Misread, Plea, TurnLength
from game.session import Notice
from game.vocabulary.flying import TICKS_PER_S, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine.state import Flight
    from game.plain.orders import Typed
    from game.plain.paper import Paper
    from game.readout.phrasebook import Phrasebook
    from game.session import Present
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder

MOST_SENTENCES = 8
"""Of the situation, in one turn; what does not fit is said in the next."""

_DECORATED = re.compile(r"\[\s*(\S+)\s*\]|(\d+)[.)]?", re.ASCII)


class Sitting(Protocol):
    """What the desk needs of a session."""

    @property
    def present(self) -> Present:
        """What is now."""
        ...

    def fly(
        self, orders: tuple[FlightOrder, ...], ticks: int, until: Callable[[Event], bool] | None = None
    ) -> Present:
        """Give orders and let ticks pass, all of it durable; until something happens, or the whole time."""
        ...


@dataclass(frozen=True, slots=True)
class FlightChoice:
    """One line of the numbered list.

    Attributes:
        ident: in brackets behind it; typed alone it is the same order.
        label: what it says.
        order: what it does.
    """

    ident: str
    label: str
    order: Typed


class TurnDesk(ABC):
    """Flies by lines."""

    def __init__(
        self, session: Sitting, phrases: Phrasebook, paper: Paper, write: Callable[[str], None]
    ) -> None:
        """Sit down.

        Args:
            session: whose flight it is; it need not fly yet.
            phrases: the words.
            paper: how lines look.
            write: takes a block of text, and puts an empty line behind it.
        """
        self._session = session
        self._phrases = phrases
        self._paper = paper
        self._write = write
        self._turn_s: int | None = None

    @abstractmethod
    def situation(self, present: Present, *, whole: bool = False) -> str:
        """Return what can be perceived now, in words.

        Args:
            present: of a flight.
            whole: everything, and not only what is new.
        """

    @abstractmethod
    def listed(self) -> tuple[FlightChoice, ...]:
        """Return the numbered list: the standing advice first, then what one might think of here."""

    @abstractmethod
    def read(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line of words."""

    @abstractmethod
    def advised(self) -> tuple[FlightOrder | None, int]:
        """Return the order of the standing advice, None for none, and how many ticks a turn lasts now."""

    @abstractmethod
    def say_help(self) -> str:
        """Return what can be typed."""

    @abstractmethod
    def say_turn(self, seconds: int | None) -> str:
        """Return how long a turn lasts from now on; None: as the situation asks for."""

    @abstractmethod
    def look_up(self, wanted: Lookup) -> Callable[[], str] | Misread:
        """Return what reads it out, once the line's time has passed; or why there is no such thing."""

    def ends_turn(self, event: Event) -> bool:
        """Tell whether a turn whose length nobody named ends with the second in which this happened."""
        del event
        return False

    def breaks_off(self, event: Event) -> bool:
        """Tell whether even a wait whose length was named ends with the second in which this happened."""
        del event
        return False

    def wait_ticks(self) -> int:
        """Return how long a wait is, at most, whose length nobody named."""
        return self._turn_ticks()

    def idle(self, orders: tuple[FlightOrder, ...]) -> Misread | None:
        """Return why orders, given now, would lead to nothing; None where they would not."""
        del orders
        return None

    def say_end(self, present: Present) -> str:
        """Return how a flight that has just ended came to its end; ``""`` where the story says so itself."""
        del present
        return ""

    def say_cut_short(self) -> str:
        """Return that the rest of a line was not done."""
        return ""

    def obey(self, line: str) -> bool:
        """Do what a line says, and print what came of it.

        Returns:
            Whether the flight ended: then the present holds what the story shows next, and its
            lines are not printed yet, but for what was said last in the flight.
        """
        self.flight_of(self._session.present)
        if not line.strip():
            self._write(self.choices())
            return False
        found = self._understand(line.strip())
        if isinstance(found, Misread):
            self._refuse(found)
            return False
        return self._carry_out(found)

    def choices(self) -> str:
        """Return the numbered list."""
        rows = [
            self._phrases.say("plain.choice", number=number, label=choice.label, ident=choice.ident)
            for number, choice in enumerate(self.listed(), 1)
        ]
        return "\n".join(map(self._paper.wrap, rows))

    def show(self, *, whole: bool = False) -> None:
        """Print the situation and the numbered list."""
        self._write(self.situation(self._session.present, whole=whole))
        self._write(self.choices())

    def flight_of(self, present: Present) -> Flight:
        """Return what is being flown.

        Raises:
            ValueError: if nothing is.
        """
        if present.state.flight is None:
            raise ValueError("nothing is being flown")
        return present.state.flight

    def _understand(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line: a number or an id of the list, or words."""
        listed = self.listed()
        found = _DECORATED.fullmatch(line)
        if found and found[2]:
            number = int(found[2][:9])
            if not 1 <= number <= len(listed):
                return Misread("order.no_such_number", (("typed", found[2][:40]), ("most", len(listed))))
            return (listed[number - 1].order,)
        typed = (found[1] if found else line).lower()
        for choice in listed:
            if typed == choice.ident:
                return (choice.order,)
        return self.read(typed)

    def _carry_out(self, typed: tuple[Typed, ...]) -> bool:
        """Carry out orders that were understood, one stretch of time after the other."""
        readings: list[Callable[[], str]] = []
        for order in typed:
            if isinstance(order, Lookup):
                found = self.look_up(order)
                if isinstance(found, Misread):
                    self._refuse(found)
                    return False
                readings.append(found)
        lengths = [order for order in typed if isinstance(order, TurnLength)]
        for length in lengths:
            self._turn_s = length.seconds
        timely = [order for order in typed if _takes_time(order)]
        stretches = _stretches(timely)
        if stretches and Plea.ADVICE not in stretches[0].orders:
            idle = self.idle(self._given(stretches[0].orders))
            if idle is not None:
                self._refuse(idle)
                return False
        for number, stretch in enumerate(stretches, 1):
            went = self._fly(stretch)
            if went is _Went.REFUSED:
                return False
            if went is _Went.OVER:
                return True
            if went is _Went.BROKEN_OFF and number < len(stretches):
                self._write(self._paper.wrap(self.say_cut_short()))
                break
        if lengths:
            self._write(self._paper.wrap(self.say_turn(self._turn_s)))
        if Plea.HELP in typed:
            self._write(self.say_help())
        for read_out in readings:
            self._write(read_out())
        if timely or Plea.LOOK in typed:
            self.show(whole=Plea.LOOK in typed)
        return False

    def _fly(self, stretch: _Stretch) -> _Went:
        """Give the orders of a stretch, let its time pass, and tell what was said."""
        orders = self._given(stretch.orders)
        usual = self.wait_ticks() if stretch.waits else self._turn_ticks()
        ticks = stretch.ticks or max([usual, *map(_lasts, orders)])
        named = stretch.ticks is not None or self._turn_s is not None
        present = self._session.fly(orders, ticks, self.breaks_off if named else self.ends_turn)
        for notice in present.notices:
            self._write(self._paper.notice(notice))
        if any(notice.refused for notice in present.notices):
            return _Went.REFUSED
        if present.state.flight is None:
            last = [line for line in present.lines if line.ident.startswith(PLACE_OF_LINES)]
            if last:
                self._write(self._paper.lines(last))
            end = self.say_end(present)
            if end:
                self._write(self._paper.wrap(end))
            return _Went.OVER
        if present.lines:
            self._write(self._paper.lines(present.lines))
        return _Went.BROKEN_OFF if any(map(self.breaks_off, present.events)) else _Went.ON

    def _given(self, orders: tuple[Typed, ...]) -> tuple[FlightOrder, ...]:
        """Return orders as the flight understands them; the advice is what it is at this moment."""
        given: list[FlightOrder] = []
        for order in orders:
            if order is Plea.ADVICE:
                advised, _ = self.advised()
                given += [] if advised is None else [advised]
            elif not isinstance(order, (HandsOff, TurnLength, Plea, Lookup)):
                given.append(order)
        return tuple(given)

    def _turn_ticks(self) -> int:
        """Return how long a turn lasts now."""
        return self.advised()[1] if self._turn_s is None else self._turn_s * TICKS_PER_S

    def _refuse(self, misread: Misread) -> None:
        self._write(self._paper.notice(Notice(misread.phrase, dict(misread.values), refused=True)))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Orders that are given at once, and the time that passes then.

    Attributes:
        orders: what is ordered.
        ticks: how long; None for a turn.
        waits: a wait stands behind them, of whatever length.
    """

    orders: tuple[Typed, ...]
    ticks: int | None
    waits: bool


class _Went(Enum):
    """What became of a stretch of time."""

    ON = "on"
    BROKEN_OFF = "broken_off"
    REFUSED = "refused"
    OVER = "over"


def _takes_time(order: Typed) -> bool:
    return order is Plea.ADVICE or not isinstance(order, (Plea, TurnLength, Lookup))


def _stretches(typed: list[Typed]) -> list[_Stretch]:
    """Return a line as stretches: hands off ends one, and so does the line."""
    found: list[_Stretch] = []
    orders: list[Typed] = []
    for order in typed:
        if isinstance(order, HandsOff):
            found.append(_Stretch(tuple(orders), order.ticks, waits=True))
            orders = []
        else:
            orders.append(order)
    if orders:
        found.append(_Stretch(tuple(orders), None, waits=False))
    return found


def _lasts(order: FlightOrder) -> int:
    """Return how many ticks an order takes."""
    return order.ticks if isinstance(order, Pulse) else 1
