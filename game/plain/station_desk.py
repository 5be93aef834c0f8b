"""The station's desk: the words that a line of typing is, and the words that the emergency is told in.

Law: reads only what the engineer in the docked ship can perceive (`instruments`, who is where, what is
asked); a line that is refused lets no time pass and changes nothing, and the book costs none. The first
choice of the list is the standing advice.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, cast

from game.emergencies.station import instruments
from game.emergencies.station.advice import advise
from game.emergencies.station.offers import offered
from game.emergencies.station.orders import obeyed
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.turns import ends_turn
from game.narrative.flightbook import PAGE_COLUMNS
from game.plain.orders import HandsOff, Lookup, Misread, Plea, Shelf, misread
from game.plain.station_news import Looked, StationNews
from game.plain.station_orders import StationBook
from game.plain.turn_desk import MOST_SENTENCES, FlightChoice, TurnDesk
from game.readout.station_panel import say_panel
from game.readout.station_words import say_offer, say_order, say_people, say_questions, say_who
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, CueGiven, Rung
from game.vocabulary.station import Person, StationCue, Task, Tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.station.instruments import StationReading
    from game.emergencies.station.state import StationState
    from game.narrative.flightbook import FlightBook, Page
    from game.plain.orders import Typed
    from game.plain.paper import Paper
    from game.plain.turn_desk import Sitting
    from game.readout.phrasebook import Phrasebook
    from game.session import Present
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.station import Question, StationOrder

LONGEST_WAIT_S = 60
"""A wait whose length nobody named ends after so long, if nothing happens before [s]."""

_BREAKS_OFF = frozenset({StationCue.ASKED, StationCue.ATTITUDE_LOST, StationCue.LOST_AGAIN})
"""What ends even a wait whose length was named: somebody waits, or she is lost."""

_IDLE = frozenset({StationCue.CANNOT, StationCue.BUSY, StationCue.NOT_HEARD, StationCue.DID_NOTHING})
"""What answers an order that leads to nothing."""

_ENDS = {
    cue: f"orders.station.over.{cue.value}"
    for cue in (
        *(StationCue.HELD, StationCue.REGAINED, StationCue.LONG_NIGHT, StationCue.IN_THE_SHIPS),
        *(StationCue.DRILL_PASSED, StationCue.DRILL_MISSED),
    )
}
"""By how it ended: the sentence that says so."""

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
        self._news = StationNews()
        self._asked: tuple[Question, ...] = ()
        self._named: list[tuple[int, int]] = []
        self._before: StationReading | None = None
        self._latest: StationReading | None = None
        self._at: tuple[str, int, int] = ("", -1, -1)
        self._glossed: set[str] = set()
        self._listed = ""

    def situation(self, present: Present, *, whole: bool = False) -> str:
        """Return what can be perceived now, in words.

        Args:
            present: of a flight.
            whole: everything, and not only what is new.
        """
        state = self.flight_of(present).station
        at = (present.film, present.take, state.tick)
        if at[:2] != self._at[:2] or state.tick < self._at[2]:
            self._news, self._named, self._open = StationNews(), [], 0
            self._before, self._latest, self._asked = None, None, ()
        reading = instruments.read(state)
        if at != self._at:
            self._before, self._latest = self._latest, reading
        self._at = at
        told: list[str] = []
        sentences = self._tell(state, reading, whole=whole)
        if sentences:
            clock = self._phrases.say("orders.station.clock", time=reading.clock.rpartition(" ")[2])
            told.append(self._paper.wrap(" ".join((clock, *sentences))))
        if whole:
            told.append(self._say_people())
        spoken = " ".join(line.text for line in present.lines)
        told += map(self._paper.wrap, self._glosses(f"{spoken} {' '.join(told)}"))
        return "\n".join(told)

    def show(self, *, whole: bool = False) -> None:
        """Print the situation and the numbered list; one sentence where neither has anything new."""
        present = self._session.present
        told, listed = self.situation(present, whole=whole), self.choices()
        if told:
            self._write(told)
        if told or present.lines or listed != self._listed:
            self._write(listed)
        else:
            clock = instruments.read(self._state()).clock.rpartition(" ")[2]
            self._write(self._paper.wrap(self._phrases.say("orders.station.nothing_new", time=clock)))
        self._listed = listed

    def _glosses(self, text: str) -> list[str]:
        """Return what explains the words that were said for the first time."""
        found: list[str] = []
        for entry in self._phrases.say("station.gloss.words").split("|"):
            word = entry.strip()
            if word in self._glossed or word not in text.lower():
                continue
            self._glossed.add(word)
            found.append(self._phrases.say(f"station.gloss.{word.replace('-', '_')}"))
        return found

    def listed(self) -> tuple[FlightChoice, ...]:
        """Return the numbered list: the standing advice, answers that are waited for, orders, a wait."""
        state = self._state()
        advice = advise(state)
        why = self._phrases.say(f"orders.station.why.{advice.name}")
        if advice.order is None:
            label = self._phrases.say("orders.station.advice.wait", why=why)
        else:
            order = self._label(advice.order, state)
            label = self._phrases.say("orders.station.advice.order", order=order, why=why)
        found = [FlightChoice("advice", label, Plea.ADVICE)]
        found += [
            FlightChoice(self._words.ident(order), say_offer(order, state, self._phrases), order)
            for order in offered(state)
        ]
        wait = self._phrases.say("orders.station.wait")
        if self._turn_s is not None:
            wait = self._phrases.say("orders.station.wait_turn", seconds=self._turn_s)
        found.append(FlightChoice("wait", wait, HandsOff(None)))
        return tuple(found)

    def ends_turn(self, event: Event) -> bool:
        """Tell whether something came that changes what one would order next."""
        return ends_turn(event)

    def breaks_off(self, event: Event) -> bool:
        """Tell whether somebody asked something, or she is lost."""
        return isinstance(event, CueGiven) and event.cue in _BREAKS_OFF

    def wait_ticks(self) -> int:
        """Return how long a wait is, at most, whose length nobody named."""
        return (LONGEST_WAIT_S if self._turn_s is None else self._turn_s) * TICKS_PER_S

    def idle(self, orders: tuple[FlightOrder, ...]) -> Misread | None:
        """Return why orders would lead to nothing, as the people would answer them; None if not."""
        state = self._state()
        for order in orders:
            if isinstance(order, ChangeRung) and order.rung is state.rung:
                rung = self._phrases.say(f"station.rung.{order.rung.value}")
                return misread("orders.station.refused.rung", rung=rung)
            state, cues = obeyed(state, order)
            for cue in cues:
                if cue.cue in _IDLE:
                    return self._why_idle(state, cue)
        return None

    def say_end(self, present: Present) -> str:
        """Return how an emergency that has just ended ended; ``""`` where it is told on instead."""
        cues = [event.cue for event in present.events if isinstance(event, CueGiven)]
        return next((self._phrases.say(_ENDS[cue]) for cue in reversed(cues) if cue in _ENDS), "")

    def say_cut_short(self) -> str:
        """Return that the rest of a line was not done."""
        return self._phrases.say("orders.station.cut_short")

    def read(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line of words, or of a choice as it is printed."""
        for choice in self.listed():
            if line.strip().lower() == choice.label.lower():
                return (choice.order,)
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

    def _label(self, order: FlightOrder, state: StationState) -> str:
        """Return an order as it stands in the list; on this desk every one is the station's."""
        if isinstance(order, ChangeRung):
            return say_order(order, self._phrases)
        return say_offer(cast("StationOrder", order), state, self._phrases)

    def _why_idle(self, state: StationState, cue: CueGiven) -> Misread:
        """Return what an order that leads to nothing is answered by."""
        words = dict(cue.words)
        who = Person(words.get("who") or words["whom"])
        match cue.cue:
            case StationCue.NOT_HEARD:
                return misread("orders.station.refused.not_heard", who=say_who(who, self._phrases))
            case StationCue.BUSY:
                doing = next(one.text for one in say_people(state, self._phrases) if one.name == who.value)
                return misread("orders.station.refused.busy", doing=doing, name=self._words.called(who))
            case StationCue.CANNOT if words.get("task") == Task.READ_RATES.value:
                drill = state.brief.scenario is Scenario.DRILL
                return misread(f"orders.station.refused.{'figures' if drill else 'dead'}")
            case StationCue.CANNOT:
                return self._words.cannot(who)
            case _:
                return misread("orders.station.refused.already")

    def _tell(self, state: StationState, reading: StationReading, *, whole: bool) -> list[str]:
        """Return the sentences of the situation: the open page, what is asked, and what is new."""
        told: list[str] = []
        if state.rung is Rung.ASSISTED:
            told += self._at_page(state, whole=whole)
        told += [one.text for one in say_questions(state, self._phrases, () if whole else self._asked)]
        self._asked = tuple(one.question for one in state.asked)
        panel = say_panel(reading, self._before, state.brief.scenario, self._phrases)
        now = Looked(state.tick, reading, self._before)
        self._news.keep({spoken.name for spoken in panel})
        for spoken in panel:
            if not whole and not self._news.is_news(spoken, now):
                continue
            # The clock is a sentence too.
            if not whole and len(told) + 1 >= MOST_SENTENCES:
                continue
            told.append(spoken.text)
            self._news.remember(spoken, now)
        return told

    def _at_page(self, state: StationState, *, whole: bool) -> list[str]:
        """Return at which page and step the book lies open, where that was not said before.

        What was left behind is not opened again for a reminder.
        """
        advice = advise(state)
        page = self._flightbook().page_of(advice.page)
        step = next((step.number for step in page.steps if step.ident == advice.step), 0)
        named = self._named[-1] if self._named else (0, 0)
        behind = any(number == page.number and step <= farthest for number, farthest in self._named)
        elsewhere = page.number != named[0]
        reminded = named != (0, 0) and elsewhere and isinstance(advice.order, Tell)
        waiting = page.number < named[0] and advice.order is None
        if not whole and (behind or reminded or waiting):
            return []
        self._named.append((page.number, step))
        kind = "open_page" if step else "open_page_only"
        said = self._phrases.say(f"orders.station.{kind}", number=page.number, title=page.title, step=step)
        return [said]


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
