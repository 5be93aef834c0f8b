"""The station's emergency: the picture from outside, people, the flight book, and orders without typing.

Law: the session holds the emergency; this screen tells it what was ordered, and draws what it answers. How
its time passes stands in `in_flight`. A key opens what a person can be told, a number gives the order; with
no list open the numbers answer whoever waits for an answer.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from game.app.keymap import plain_key
from game.app.pace import Pace
from game.app.screens.in_flight import ROOMS, RUNG_MENU, InFlight, rung_of
from game.app.screens.station_scene import NARROW, StationScene
from game.app.station_keys import IN_PAUSE, KEYMAP, PEOPLE, REST, VOICES, StationAct
from game.app.station_menu import EVERYBODY, PAGE, first_question, means_something, orders_to
from game.app.widgets.drawn import app_of
from game.app.widgets.key_rows import FlowRows
from game.app.widgets.lines import Key
from game.app.widgets.orders_menu import Entry, Waiting
from game.emergencies.flown import Kind
from game.emergencies.station.advice import advise
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.turns import ends_turn
from game.mission.phases import FREE
from game.readout.station_words import say_offer, say_order, say_time, say_who
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, CueGiven, Rung
from game.vocabulary.station import Answer, StationCue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.geometry import Size
    from textual.widget import Widget

    from game.app.house import House
    from game.app.widgets.modules_map import ModulesMap
    from game.app.widgets.orders_menu import Pressed
    from game.emergencies.station.advice import Advice
    from game.emergencies.station.state import StationState
    from game.engine.state import Flight
    from game.readout.panel import SlateReading
    from game.session import Present
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder
    from game.vocabulary.station import StationOrder

_MORE = "0"
"""The number that turns a list's page."""

_BREAKS = frozenset(
    {StationCue.ASKED, StationCue.ATTITUDE_LOST, StationCue.POWER_DOWN, StationCue.THRUST_STOPPED}
)
"""What ends even a turn whose length was chosen."""

_FIRST_S = 60
"""So long whoever has ordered nothing yet is told what this is [s]. Chosen for play."""


class StationScreen(InFlight, StationScene):
    """Where the station's emergency is met."""

    KEYS: ClassVar[tuple[Key, ...]] = tuple(
        Key("", "", f"stn.act.{act.value}", f"act('{act.value}')", 0) for act in StationAct
    )
    KIND: ClassVar[Kind] = Kind.STATION
    ALWAYS_DONE: ClassVar[frozenset[str]] = frozenset(act.value for act in IN_PAUSE)
    PACES: ClassVar[tuple[Pace, ...]] = (Pace.REAL, Pace.FAST, Pace.HALF, Pace.QUARTER, Pace.TURNS)
    TURN_LENGTHS_S: ClassVar[tuple[int, ...]] = (60, 30, 20, 10, 5)

    def __init__(self, house: House, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house, clock)
        self.rows: FlowRows[StationAct] = FlowRows(house, (VOICES, REST))
        self._acts = KEYMAP.acts_by_key(self.keys)
        self._listed: tuple[StationOrder, ...] = ()
        self._list_page = 0
        self._page_chosen = 0
        self._opened = False
        self._laid_aside = False
        self._ordered = False

    def foot(self) -> Iterable[Widget]:
        """Return the keys, in two rows."""
        yield self.rows

    def palette_keys(self) -> Sequence[Key]:
        """Return every act, and the ways to other rooms."""
        acts = (Key("", "", f"stn.act.{act.value}", f"do('{act.value}')", 0) for act in StationAct)
        return (*acts, *ROOMS, Key("", "", "stn.keys", "app.visit('station_keys')", 0))

    def act_of(self, key: str) -> str | None:
        """Return the word of the act that a key does; None for none."""
        act = self._acts.get(key)
        return act.value if act is not None else None

    def key_of(self, act: str) -> str:
        """Return the key of an act."""
        return self.keys[StationAct(act)]

    def learn_keys(self) -> None:
        """Look again which key does what."""
        self.keys = KEYMAP.keys_of(self.house.profile.keys)
        self._acts = KEYMAP.acts_by_key(self.keys)

    # What is seen

    def look_again(self) -> None:
        """Show the emergency as the session has it; a list that was open is of another moment."""
        self._close_list()
        recording = self.house.session.recording()
        self._ordered = recording is not None and any(
            not isinstance(order, ChangeRung) for given in recording.orders for order in given.orders
        )
        super().look_again()

    def set_out(self, size: Size) -> None:
        """Make room; a book that has none beside everything is laid aside until it has."""
        roomy = self.roomy(size)
        if self.reading and self._was_roomy and not roomy:
            self.reading, self._laid_aside = False, True
        elif self._laid_aside and roomy:
            self.reading, self._laid_aside = True, False
        self._was_roomy = roomy
        super().set_out(size)
        self.rows.display = not self.whole
        # On the narrowest screen a list needs every row.
        self.prompt.display = not (self.listing and self.whole and size.width < NARROW)

    def slate_of(self, present: Present, flight: Flight) -> SlateReading:
        """Return the slate; outside the story with the emergency's own place and day."""
        reading = super().slate_of(present, flight)
        if present.state.phase != FREE:
            return reading
        start = flight.station.start.value
        say = self.house.say
        return replace(reading, slugline=say(f"stn.slug.{start}"), date=say(f"stn.day.{start}"))

    def show_now(self, present: Present, flight: Flight) -> None:
        """Draw everything."""
        state = replace(flight.station, rung=rung_of(flight))
        advice = advise(state)
        self._open_by_itself(state)
        self.slate.show(self.slate_of(present, flight), present.durable, present.looking)
        self.show_station(state, self.time(flight))
        self._show_page(state, advice)
        self._show_list(state, advice)
        self.prompt.show(self._waiting(state, advice))
        idle = {StationAct.PANEL} if self.all_shown else set[StationAct]()
        idle |= {StationAct.PAUSE} if self.pace is Pace.TURNS else {StationAct.TURN, StationAct.TURN_LENGTH}
        if not self.reading:
            idle |= {StationAct.PAGE_BACK, StationAct.PAGE_ON}
        self.rows.show(self.keys, frozenset(idle))

    def _open_by_itself(self, state: StationState) -> None:
        """Open the book on assisted the first time that there is room for it beside everything."""
        if not self._opened and state.rung is Rung.ASSISTED and self.all_shown:
            self._opened = True
            self.reading = True
            self.set_out(app_of(self).size)

    def _show_page(self, state: StationState, advice: Advice) -> None:
        book = self.house.session.book.flightbook
        if not self.reading or not book.pages:
            return
        advised = book.page_of(advice.page)
        page = book.page(self._page_chosen) if self._page_chosen else advised
        marked = page is advised and state.rung is not Rung.BARE
        self.book_page.show(book, page, advice.step if marked else "")

    def _waiting(self, state: StationState, advice: Advice) -> Waiting:
        say, phrases = self.house.say, self.house.phrases
        words = ""
        if state.rung is not Rung.BARE and (self.listing or not self.whole):
            order = say("stn.wait") if advice.order is None else say_order(advice.order, phrases)
            words = say("stn.advice", order=order, why=say(f"orders.station.why.{advice.name}"))
        asked = first_question(state)
        question, replies = "", tuple[str, ...]()
        if asked is not None and not (self.listing and self.whole):
            # While a list has the place the numbers are the list's.
            question = say(
                "stn.asked",
                who=say_who(ASKINGS[asked.question].who, phrases),
                question=say(f"station.question.{asked.question.value}"),
                time=say_time((asked.due - state.tick) // TICKS_PER_S, phrases),
            )
            replies = tuple(say(f"station.reply.{reply.value}") for reply in ASKINGS[asked.question].replies)
        return Waiting(question, replies, self._advice_key(), words, self._first_look(state))

    def _advice_key(self) -> str:
        """Return the key of the advice as a sentence names it."""
        key = self.keys[StationAct.ADVICE]
        return self.house.say("stn.enter") if key == "enter" else self.shown(StationAct.ADVICE.value)

    def _first_look(self, state: StationState) -> tuple[str, ...]:
        """Return what this is, what it is for and how to begin, until something is ordered."""
        small = self.whole or (self.reading and not self.all_shown)
        if self._ordered or small or state.tick >= _FIRST_S * TICKS_PER_S:
            return ()
        say, start = self.house.say, state.start.value
        return say(f"stn.first.{start}"), say(f"stn.goal.{start}"), say("stn.first.how")

    def ends_turn(self, event: Event) -> bool:
        """Tell whether something came that changes what one would order next."""
        return ends_turn(event)

    def breaks_turn(self, event: Event) -> bool:
        """Tell whether somebody asks, or what everything else hangs on has changed."""
        return isinstance(event, CueGiven) and event.cue in _BREAKS

    def order(self, *orders: FlightOrder) -> None:
        """Give orders; after the first one nobody need be told how."""
        self._ordered |= any(not isinstance(order, ChangeRung) for order in orders)
        super().order(*orders)

    def turn_by_itself(self, flight: Flight) -> int:
        """Return how long a turn should be for what goes on [s]."""
        return max(1, advise(flight.station).ticks // TICKS_PER_S)

    # The list of what a person can be told

    def _show_list(self, state: StationState, advice: Advice) -> None:
        if not self.listing:
            return
        advised = None if state.rung is Rung.BARE else advice.order
        say, phrases = self.house.say, self.house.phrases
        everybody = self.menu == StationAct.EVERYBODY.value
        act = StationAct(self.menu)
        head = say("stn.menu.everybody") if everybody else say("stn.menu", who=say_who(PEOPLE[act], phrases))
        said = [
            Entry(
                say_offer(order, state, phrases),
                advised=order == advised,
                idle=order != advised and not means_something(state, order),
            )
            for order in self._page()
        ]
        more = say("stn.menu.more") if len(self._listed) > PAGE else ""
        self.menu_list.show(head, said, more)

    def _page(self) -> tuple[StationOrder, ...]:
        return self._listed[self._list_page * PAGE : (self._list_page + 1) * PAGE]

    def _open_list(self, act: StationAct) -> None:
        """List what can be told; the key of the list that is open closes it."""
        flight = self.house.session.present.state.flight
        if flight is None:
            return
        self._listed = EVERYBODY if act is StationAct.EVERYBODY else orders_to(PEOPLE[act])
        self._list_page = 0
        self.listing = True
        self.menu = act.value
        self.set_out(app_of(self).size)
        self.hush()

    def _close_list(self) -> None:
        self.menu = ""
        if self.listing:
            self.listing = False
            self.set_out(app_of(self).size)

    def orders_of_menu(self, menu: str) -> Sequence[FlightOrder]:
        """Return what the numbers of the open list order."""
        return super().orders_of_menu(menu) if menu == RUNG_MENU else self._page()

    def answer_menu(self, key: str) -> bool:
        """Take a number of the list that is open, or turn its page."""
        if self.menu == RUNG_MENU:
            return super().answer_menu(key)
        again = self._acts.get(plain_key(key))
        if key == _MORE and len(self._listed) > PAGE:
            self._list_page = (self._list_page + 1) % -(-len(self._listed) // PAGE)
            self.redraw()
            return True
        if again is not None and again.value == self.menu:
            self._close_list()
            self.hush()
            return True
        page = self._page()
        self._close_list()
        self.hush()
        if key.isdecimal() and 1 <= int(key) <= len(page):
            self._order_listed(page[int(key) - 1])
            return True
        return False

    def _order_listed(self, order: StationOrder) -> None:
        """Give an order of the list, unless it would change nothing."""
        flight = self.house.session.present.state.flight
        if flight is None:
            return
        state = flight.station
        if means_something(state, order) or order == advise(state).order:
            self.order_now(order)
        else:
            self.tell("stn.idle", order=say_order(order, self.house.phrases), refused=True)

    def order_now(self, order: FlightOrder) -> None:
        """Give an order that was picked; time goes on with it."""
        if self.paused:
            self.go_on()
        self.order(order)

    # Keys and the mouse

    def hush(self) -> None:
        """Say what stands when nothing else does; how a list is used, while one is open."""
        if self.listing:
            self.tell("stn.menu.hint", key=self.shown(self.menu))
        elif self.menu != RUNG_MENU and self.whole:
            self.tell("stn.whole", key=self.shown(StationAct.PANEL.value))
        elif self.menu != RUNG_MENU and self.pace is Pace.TURNS and not self.paused:
            flight = self.house.session.present.state.flight
            bare = flight is not None and rung_of(flight) is Rung.BARE
            words = "stn.turns.bare" if bare else "stn.turns"
            self.tell(words, advice=self._advice_key(), turn=self.shown("turn"))
        elif self.menu != RUNG_MENU and self.paused:
            self.tell("stn.paused", key=self.shown("help"), pause=self.shown("pause"))
        else:
            super().hush()

    def heed(self, key: str) -> None:
        """Take back what was said before a number answers somebody."""
        super().heed(key)
        if key.isdecimal():
            self.hush()

    def on_key(self, event: events.Key) -> None:
        """Answer whoever waits, where a number is pressed and no list is open; else as every emergency."""
        if not self.menu and event.key.isdecimal() and self._reply(int(event.key)):
            event.stop()
            event.prevent_default()
            return
        super().on_key(event)

    def _reply(self, number: int) -> bool:
        flight = self.house.session.present.state.flight
        asked = first_question(flight.station) if flight is not None else None
        replies = ASKINGS[asked.question].replies if asked is not None else ()
        if asked is None or not 1 <= number <= len(replies):
            return False
        self.order_now(Answer(asked.question, replies[number - 1]))
        return True

    def ask_for_help(self) -> None:
        """Open the page of keys."""
        app_of(self).call_later(app_of(self).run_action, "visit('station_help')")

    def do(self, act: str) -> None:
        """Do what is of people, the book and the panel."""
        known = StationAct(act)
        match known:
            case StationAct.ADVICE:
                self._follow_advice()
            case StationAct.BOOK:
                self._turn_book()
            case StationAct.PAGE_BACK:
                self._turn_page(-1)
            case StationAct.PAGE_ON:
                self._turn_page(1)
            case StationAct.PANEL:
                self._turn_panel()
            case _:
                self._open_list(known)
                self.redraw()

    def _follow_advice(self) -> None:
        flight = self.house.session.present.state.flight
        if flight is None:
            return
        bare = rung_of(flight) is Rung.BARE
        order = None if bare else advise(flight.station).order
        if order is not None:
            self.order(order)
        elif self.pace is Pace.TURNS:
            self.order()
        else:
            self.tell("stn.nobody_advises" if bare else "stn.nothing_advised")

    def _turn_book(self) -> None:
        """Open the book where the advice stands, or close it."""
        if not self.house.session.book.flightbook.pages:
            self.tell("stn.no_book", refused=True)
            return
        self.reading = not self.reading
        self._opened, self._laid_aside = True, False
        self._page_chosen = 0
        self.set_out(app_of(self).size)

    def _turn_page(self, by: int) -> None:
        """Turn on in the page that is open, then to the next; beyond the last comes the first."""
        flight = self.house.session.present.state.flight
        book = self.house.session.book.flightbook
        if not self.reading or flight is None or not book.pages:
            self.tell("stn.book_shut", key=self.shown(StationAct.BOOK.value), refused=True)
            return
        if self.book_page.scroll_page(by):
            return
        at = self._page_chosen or book.page_of(advise(flight.station).page).number
        self._page_chosen = (at - 1 + by) % len(book.pages) + 1
        self.redraw()

    def _turn_panel(self) -> None:
        if self.all_shown:
            self.tell("fly.all_shown", refused=True)
        else:
            self.reading = False
            self.turn_over()
            self.hush()

    def on_modules_map_named(self, message: ModulesMap.Named) -> None:
        """Speak to a person who was clicked."""
        self.action_act(message.who.value)

    def on_pressed(self, message: Pressed) -> None:
        """Do what the key of something that was clicked does."""
        if self.menu and message.key.isdecimal():
            self.answer_menu(message.key)
        elif message.key.isdecimal():
            self._reply(int(message.key))
        else:
            self.action_act(StationAct.ADVICE.value)

    def action_act(self, word: str) -> None:
        """Do an act; what is no list closes the one that is open."""
        if self.listing and word not in {act.value for act in (*PEOPLE, StationAct.EVERYBODY)}:
            self._close_list()
        super().action_act(word)
