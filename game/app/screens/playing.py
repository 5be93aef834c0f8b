"""The play: slate, transcript, choices, gauges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from game.app.screenplay import Block, block_of
from game.app.screens.base import ASK, QUIT, SETTINGS
from game.app.screens.moving import Moving
from game.app.screens.reading import Reading
from game.app.widgets.drawn import app_of
from game.app.widgets.gauges import Gauges
from game.app.widgets.lines import Key, bound
from game.app.widgets.preview import how_it_ended
from game.app.widgets.side import SidePanel, SideReading
from game.app.widgets.slate import Slate
from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.flown import Kind, kind_of
from game.narrative.doors import led_to
from game.readout.panel import read_cast, read_gauges, read_shots, read_slate
from game.vocabulary.values import Line, Offer, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from game.app.house import House
    from game.app.widgets.choices import Choices
    from game.readout.panel import CastReading
    from game.session import Present

CREW = ("commander", "actor", "director", "engineer", "rookie", "astronaut")
"""The roles that the panel beside the prose lists: the people who are flown."""

_AFTER = ("again", "new", "title")
"""What may be chosen when the film is over."""


class PlayingScreen(Moving, Reading):
    """Where the film is played."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("", "", "key.choose", "", 0),
        Key("R", "r,R", "key.retake", "retake", 0),
        Key("U", "u,U", "key.undo", "undo", 0),
        Key("Y", "y,Y", "key.redo", "redo", 0),
        Key("G", "g,G", "key.go_on", "go_on", 3),
        Key("F", "f,F", "key.debrief", "debrief", 1),
        Key("W", "w,W", "key.takes", "app.visit('story_map')", 1),
        Key("D", "d,D", "key.dailies", "app.visit('dailies')", 2),
        Key("S", "s,S", "key.can", "app.visit('can')", 1),
        Key("A", "a,A", "key.archive", "app.visit('archive')", 4),
        replace(SETTINGS, weight=4),
        Key("O", "o,O", "key.so_far", "app.visit('previously')", 5),
        Key("M", "m,M", "key.title", "app.title", 7),
        Key("^S", "ctrl+s", "key.quick_save", "quick_save", 6),
        Key("^L", "ctrl+l", "key.quick_load", "quick_load", 6),
        Key("H", "h,H", "key.help", "app.visit('help')", 1),
        ASK,
        QUIT,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bound(KEYS),
        Binding("space", "page", show=False),
        Binding("backspace", "page_back", show=False),
    ]

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.slate = Slate(house)
        self.gauges = Gauges()
        self.side = SidePanel(house)
        self._shown: tuple[str, int, int] | None = None
        self._flown = False
        self._flies = False
        self._cards: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Put the pieces in the order of attention."""
        yield self.slate
        with Horizontal(id="stage"):
            with Vertical(id="column"):
                yield self.transcript
                yield self.choices
            yield self.side
        yield self.gauges
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show the film as it stands."""
        self.set_focus(self.choices)
        self.look_again()
        self.tell_notices(self.house.session.present.notices)

    def on_screen_resume(self) -> None:
        """Come back: another moment may be open, or another text width be asked for."""
        self.transcript.set_widest(self.house.profile.text_width)
        self.choices.set_widest(self.house.profile.text_width)
        present = self.house.session.present
        if self._shown is not None and self._shown != _moment(present):
            flew = self._flies
            self.look_again()
            self.tell_notices(present.notices)
            if flew and not present.notices:
                self._tell_landing(present)
        self._take_off()

    def _tell_landing(self, present: Present) -> None:
        """Say how a flight ended: it may have been one key that ended it."""
        ended = "" if present.state.flight is not None else how_it_ended(self.house, present.moment)
        if ended:
            self.tell("play.landed", end=ended)

    def _take_off(self) -> None:
        """Go to the flight, when the story has come to one."""
        flight = self.house.session.present.state.flight
        if flight is None or app_of(self).screen is not self:
            return
        if kind_of(flight.sim) is Kind.STATION:
            from game.app.screens.station import StationScreen

            app_of(self).push_screen(StationScreen(self.house))
        else:
            from game.app.screens.flying import FlyingScreen

            app_of(self).push_screen(FlyingScreen(self.house))

    def look_again(self) -> None:
        """Show the whole film anew, from its first line to now."""
        session = self.house.session
        present = session.present
        if self._shown is not None and self._shown[0] == present.film and self._shown[2] != present.take:
            self.slate.strike()
        entries = session.transcript()
        self._flown = any(entry.line.ident.startswith(PLACE_OF_LINES) for entry in entries)
        book = session.book
        blocks = [
            self.block(book, entry.line, first=number == 0, now=entry.moment == present.moment)
            for number, entry in enumerate(entries)
        ]
        fresh = next((number for number, entry in enumerate(entries) if entry.moment == present.moment), 0)
        newest = entries[len(entries) - len(present.lines) :]
        if present.lines != tuple(entry.line for entry in newest):
            # The last stretch of a flight may hold less than its last moment, or more; either is kept.
            fresh = len(blocks)
            blocks += [self.block(book, line, first=False, now=True) for line in present.lines]
        self.side.forget()
        self._show_now(present)
        self.transcript.show_all([*blocks, *self._end_card(present)], fresh)
        self.on_transcript_moved()

    def _end_card(self, present: Present) -> list[Block]:
        """Return the title of the ending and its line, once the film is over."""
        ending = self.house.session.book.declarations.endings.get(present.state.ending)
        if ending is None:
            return []
        card = (Line(Voice.SLUGLINE, ending.title), Line(Voice.NOTE, ending.note))
        below = (Line(Voice.NOTE, words) for words in self._credits(present))
        return [
            *(block_of(line, "", "", first=False) for line in card),
            *(replace(block_of(line, "", "", first=False), gap=0) for line in below),
        ]

    def _credits(self, present: Present) -> tuple[str, str]:
        """Return what the film took, what of all there is was seen, and what was shot."""
        say, book = self.house.say, self.house.session.book
        endings = book.declarations.endings
        seen = {present.state.ending, *self.house.profile.endings_seen} & endings.keys()
        shots = read_shots(book, present.state)
        return (
            say("over.credits", takes=present.takes, seen=len(seen), endings=len(endings)),
            say("over.shots", shots=", ".join(shots)) if shots else say("over.no_shots"),
        )

    def _show_now(self, present: Present) -> None:
        """Show what is not transcript, and tell the transcript what room that leaves it."""
        book = self.house.session.book
        slate = read_slate(book, present.state, present.take)
        gauges = read_gauges(book, present.state, present.before)
        self.slate.show(slate, present.durable, present.looking)
        self.gauges.show(gauges)
        self.side.show(SideReading(self._cast(present), slate, read_shots(book, present.state)), gauges)
        self.offer(book, present.state, self._offers(present))
        self._cards = tuple(led.card for led in led_to(book, present.lines))
        self._offer_keys(present)
        self._shown = _moment(present)
        self._flies = present.state.flight is not None
        if present.state.ending:
            self.attempt(lambda: self.house.note_ending(present.state.ending))

    def _offer_keys(self, present: Present) -> None:
        """Say only of those keys that they mean something which do now."""
        unmeant = {
            "key.debrief": not self._flown,
            "key.undo": not present.undo,
            "key.redo": not present.redo,
            "key.help": not self._cards,
            "key.go_on": bool(present.state.ending) or present.state.flight is not None,
        }
        self.key_line.leave_out(*(phrase for phrase, idle in unmeant.items() if idle))
        self.key_line.reword("key.ask", "key.ask.card" if self._cards else "key.ask")
        if present.undo:
            # One key takes back whole stretches: the word beside it says of what.
            self.key_line.reword("key.undo", f"key.undo.{present.undo}")

    def _cast(self, present: Present) -> tuple[CastReading, ...]:
        book = self.house.session.book
        roles = book.declarations.people
        cast = zip(roles, read_cast(book, present.state), strict=True)
        return tuple(person for role, person in cast if role in CREW or person.camera)

    def _offers(self, present: Present) -> Sequence[Offer]:
        if present.state.ending:
            return [Offer(name, self.house.say(f"over.{name}")) for name in _AFTER]
        if present.state.flight is not None:
            # What led to the flight is read first; whoever comes back to it is put straight into it.
            return [Offer("fly", self.house.say("play.fly"))]
        return present.state.offers

    async def action_choose(self, number: int) -> None:
        """Take a choice by its number."""
        offers = self.choices.offers
        if number <= len(offers):
            await self._take(offers[number - 1].ident)
        else:
            self.tell("order.no_such_number", refused=True, typed=number, most=len(offers))

    async def on_choices_taken(self, message: Choices.Taken) -> None:
        """Take the choice that was pointed at; Enter alone reads on first, where there is more to read."""
        if message.pointed or not self.transcript.page():
            await self._take(message.ident)

    async def _take(self, ident: str) -> None:
        session = self.house.session
        if session.present.state.ending:
            await self._go_on(ident)
            return
        if session.present.state.flight is not None:
            self._take_off()
            return
        self._take_up(lambda: session.choose(ident))

    def _take_up(self, order: Callable[[], Present]) -> None:
        """Show what an order brought, under what was there."""
        before = self.house.session.present.moment
        present = self.attempt(order)
        if present is None:
            return
        self.tell_notices(present.notices)
        if present.moment == before:
            return
        empty = len(self.transcript.roll) == 0
        book = self.house.session.book
        blocks = [
            self.block(book, line, first=empty and not number, now=True)
            for number, line in enumerate(present.lines)
        ]
        cut = any(line.voice is Voice.SLUGLINE for line in present.lines)
        self._show_now(present)
        self.transcript.add([*blocks, *self._end_card(present)], cut=cut)
        self.on_transcript_moved()  # at once, since its message may come only after the frame

    async def _go_on(self, ident: str) -> None:
        """Do what was chosen when the film is over."""
        if ident == "again":
            self.action_retake()
        elif ident == "new":
            if self.attempt(self.house.begin) is not None:
                self.look_again()
                self.tell_notices(self.house.session.present.notices)
                self._take_off()
        else:
            self.action_leave()

    def action_retake(self) -> None:
        """Take the last choice again."""
        self._move(self.house.session.retake)

    def action_go_on(self) -> None:
        """Go on through what was read before."""
        self._take_up(self.house.session.skip)

    def _move(self, order: Callable[[], Present]) -> None:
        """Show the film from where an order has taken it."""
        present = self.attempt(order)
        if present is None:
            return
        if _moment(present) != self._shown:
            self.look_again()
        self.tell_notices(present.notices)
        self._take_off()

    def palette_keys(self) -> Sequence[Key]:
        """Return the keys, and the list of flights, which is one key further from here."""
        return [*super().palette_keys(), Key("", "", "key.flights", "app.visit('flights')", 0)]

    def action_debrief(self) -> None:
        """Open the debrief of the last flight, if there was one on this line."""
        if self._flown:
            app_of(self).call_later(app_of(self).run_action, "visit('debrief')")
        else:
            self.tell("debrief_screen.none", refused=True)

    def action_ask(self) -> None:
        """Open the cards that the words just said lead to; where none does, every key."""
        leads = f"cards('{','.join(self._cards)}')" if self._cards else "visit('help')"
        app_of(self).call_later(app_of(self).run_action, leads)

    def action_page(self) -> None:
        """Read on."""
        if not self.transcript.page():
            self.tell("play.no_more")


def _moment(present: Present) -> tuple[str, int, int]:
    return present.film, present.moment, present.take
