"""The station's desk: the words that a line of typing is, and the words that the emergency is told in.

Law: reads only what the engineer in the docked ship can perceive (`instruments`, who is where, what is
asked); a line that is refused lets no time pass and changes nothing, and the book costs none. The first
choice of the list is the standing advice.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

from game.emergencies.station import instruments
from game.emergencies.station.advice import advise
from game.emergencies.station.offers import offered
from game.emergencies.station.turns import ends_turn
from game.narrative.flightbook import PAGE_COLUMNS
from game.plain.orders import HandsOff, Lookup, Misread, Plea, Shelf, misread
from game.plain.station_orders import StationBook
from game.plain.turn_desk import MOST_SENTENCES, FlightChoice, TurnDesk
from game.readout.station_panel import say_panel
from game.readout.station_words import say_order, say_people, say_questions
from game.vocabulary.flying import TICKS_PER_S, Rung

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.station.instruments import StationReading
    from game.emergencies.station.state import StationState
    from game.narrative.flightbook import FlightBook, Page
    from game.plain.orders import Typed
    from game.plain.paper import Paper
    from game.plain.turn_desk import Sitting
    from game.readout.phrasebook import Phrasebook
    from game.readout.sight_words import Spoken
    from game.session import Present
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder

_DULL = frozenset(
    {
        *("manifold_1", "manifold_2", "valves", "control", "loads", "heat", "gyros", "power"),
        *("segment_kg", "ku", "film", "shutters", "steering", "ship_kg", "battery"),
    }
)
"""What is worth no word at first, only when it changes, or when everything is wanted."""

_ASKED_FOR = frozenset({"axes", "firing", "sun"})
"""What changes at every look, and is said only when everything is wanted."""

_SELDOM = frozenset({"power", "battery", "segment_kg"})
"""What changes all the time and is said again only after `_SELDOM_TICKS`."""

_SELDOM_TICKS = 60 * TICKS_PER_S

_ALIKE = 0.6
"""A word so like a page's name may be meant for it, 0 to 1."""


class StationDesk(TurnDesk):
    """Runs the station's emergency by lines: knows what was said last, so that it need not be said again."""

    def __init__(
        self,
        session: Sitting,
        phrases: Phrasebook,
        paper: Paper,
        write: Callable[[str], None],
        book: Callable[[], FlightBook],
    ) -> None:
        """Sit down.

        Args:
            session: whose flight it is; it need not fly yet.
            phrases: the words.
            paper: how lines look.
            write: takes a block of text, and puts an empty line behind it.
            book: gives the flight book.
        """
        super().__init__(session, phrases, paper, write)
        self._words = StationBook(phrases)
        self._flightbook = book
        self._open = 0
        self._said: dict[str, str] = {}
        self._said_at: dict[str, int] = {}
        self._before: StationReading | None = None
        self._latest: StationReading | None = None
        self._at: tuple[str, int, int] = ("", -1, -1)

    def situation(self, present: Present, *, whole: bool = False) -> str:
        """Return what can be perceived now, in words.

        Args:
            present: of a flight.
            whole: everything, and not only what is new.
        """
        state = self.flight_of(present).station
        at = (present.film, present.take, state.tick)
        if at[:2] != self._at[:2] or state.tick < self._at[2]:
            self._said, self._said_at, self._open = {}, {}, 0
            self._before = self._latest = None
        reading = instruments.read(state)
        if at != self._at:
            self._before, self._latest = self._latest, reading
        self._at = at
        told = [self._paper.wrap(" ".join(self._tell(state, reading, whole=whole)))]
        if whole:
            told.append(self._say_people())
        return "\n".join(told)

    def listed(self) -> tuple[FlightChoice, ...]:
        """Return the numbered list: the standing advice, answers that are waited for, orders, a wait."""
        state = self._state()
        advice = advise(state)
        why = self._phrases.say(f"orders.station.why.{advice.name}")
        if advice.order is None:
            label = self._phrases.say("orders.station.advice.wait", why=why)
        else:
            order = say_order(advice.order, self._phrases)
            label = self._phrases.say("orders.station.advice.order", order=order, why=why)
        found = [FlightChoice("advice", label, Plea.ADVICE)]
        found += [
            FlightChoice(self._words.ident(order), say_order(order, self._phrases), order)
            for order in offered(state)
        ]
        found.append(FlightChoice("wait", self._phrases.say("orders.station.wait"), HandsOff(None)))
        return tuple(found)

    def ends_turn(self, event: Event) -> bool:
        """Tell whether something came that changes what one would order next."""
        return ends_turn(event)

    def read(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line of words."""
        return self._words.read(line, self._state())

    def advised(self) -> tuple[FlightOrder | None, int]:
        """Return the order of the standing advice, and a turn's ticks."""
        advice = advise(self._state())
        return advice.order, advice.ticks

    def say_help(self) -> str:
        """Return what can be typed."""
        return self._phrases.say("orders.station.help")

    def say_turn(self, seconds: int | None) -> str:
        """Return how long a turn lasts from now on; None: as the situation asks for."""
        if seconds is None:
            return self._phrases.say("orders.station.turn_auto")
        return self._phrases.say("orders.station.turn_set", seconds=seconds)

    def look_up(self, wanted: Lookup) -> Callable[[], str] | Misread:
        """Return what reads out a page of the book, its contents, or who is where."""
        if wanted.what is Shelf.PEOPLE:
            return self._say_people
        book = self._flightbook()
        number = self._number(wanted, book)
        if not book.has(number):
            typed = wanted.page[:40] or str(number)
            return misread("orders.station.refused.page", typed=typed, most=len(book.pages))
        return partial(self._print, book.page(number), book)

    def _say_people(self) -> str:
        """Return who is where, a line each."""
        people = say_people(self._state(), self._phrases)
        return "\n".join(self._paper.wrap(one.text) for one in people)

    def _number(self, wanted: Lookup, book: FlightBook) -> int:
        """Return the number of the page that is wanted; there may be no such page."""
        if wanted.what is Shelf.CONTENTS:
            return 1
        advised = book.page_of(advise(self._state()).page).number
        if wanted.what is not Shelf.PAGE:
            return (self._open or advised) + _STEP[wanted.what]
        if not wanted.page:
            return advised
        if wanted.page.isascii() and wanted.page.isdigit():
            return int(wanted.page[:9])
        return _named(wanted.page, book)

    def _print(self, page: Page, book: FlightBook) -> str:
        """Lay the book open at a page and return its lines; the step at which the advice stands is marked."""
        self._open = page.number
        advice = advise(self._state())
        here = advice.step if page.ident == advice.page else ""
        rows: list[str] = []
        for line in book.printed(page, self._columns()):
            if here and line.step == here:
                rows.append(self._phrases.say("orders.station.here", text=line.text))
                here = ""
            else:
                rows.append(line.text)
        return "\n".join(rows)

    def _columns(self) -> int:
        """Return how wide a page may be, so that there is room for the mark behind its lines."""
        mark = len(self._phrases.say("orders.station.here", text=""))
        room = self._paper.width - mark if self._paper.width else PAGE_COLUMNS
        return max(_LEAST_COLUMNS, min(PAGE_COLUMNS, room))

    def _state(self) -> StationState:
        return self.flight_of(self._session.present).station

    def _tell(self, state: StationState, reading: StationReading, *, whole: bool) -> list[str]:
        """Return the sentences of the situation: the clock, what is asked, and what is new."""
        told = [self._phrases.say("orders.station.clock", time=reading.clock.rpartition(" ")[2])]
        if state.rung is Rung.ASSISTED:
            told.append(self._at_page(state))
        told += [asked.text for asked in say_questions(state, self._phrases)]
        panel = say_panel(reading, self._before, state.brief.scenario, self._phrases)
        # What is no longer there to be said is news when it comes again.
        self._said = {spoken.name: self._said[spoken.name] for spoken in panel if spoken.name in self._said}
        for spoken in panel:
            if not whole and not self._is_news(spoken, state.tick, gyros_on=reading.gyros_on):
                continue
            if not whole and len(told) >= MOST_SENTENCES:
                continue
            told.append(spoken.text)
            self._remember(spoken, state.tick)
        return told

    def _is_news(self, spoken: Spoken, tick: int, *, gyros_on: bool) -> bool:
        """Tell whether a sentence is worth saying unasked; what is dull is only taken note of at first."""
        old = self._said.get(spoken.name)
        if old is None and spoken.name in _DULL:
            self._remember(spoken, tick)
            return False
        if spoken.name == "momentum" and not gyros_on:
            return False
        lately = spoken.name in _SELDOM and tick - self._said_at[spoken.name] < _SELDOM_TICKS
        return spoken.name not in _ASKED_FOR and old != spoken.text and not lately

    def _remember(self, spoken: Spoken, tick: int) -> None:
        self._said[spoken.name] = spoken.text
        self._said_at[spoken.name] = tick

    def _at_page(self, state: StationState) -> str:
        """Return at which page and step the book lies open."""
        advice = advise(state)
        page = self._flightbook().page_of(advice.page)
        step = next((step.number for step in page.steps if step.ident == advice.step), 0)
        if not step:
            return self._phrases.say("orders.station.open_page_only", number=page.number, title=page.title)
        return self._phrases.say("orders.station.open_page", number=page.number, title=page.title, step=step)


_STEP = {Shelf.NEXT_PAGE: 1, Shelf.PAGE_BEFORE: -1}

_LEAST_COLUMNS = 20
"""Of a page, on the narrowest paper."""


def _named(typed: str, book: FlightBook) -> int:
    """Return the number of the page whose name is typed, in part or nearly; 0 if there is none."""
    names = {page.ident.replace("_", " "): page.number for page in book.pages}
    names |= {page.title.lower(): page.number for page in book.pages}
    for name, number in names.items():
        if typed in {name, *name.split()}:
            return number
    near = get_close_matches(typed, names, 1, _ALIKE)
    return names[near[0]] if near else 0
