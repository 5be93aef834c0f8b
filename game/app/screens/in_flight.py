"""How the time of an emergency passes on the screen: real, slow, in turns, or not at all until a key.

Law: the session holds the emergency; this tells it which ticks have passed and what was ordered, and shows
what it answers. Time passes only here, only while the screen is looked at, and never while it is paused. An
act is known by its word; which acts there are, each emergency's own screen says.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from game.app.keymap import plain_key, shown_key
from game.app.pace import SPEEDS, TURNS_S, USUAL, Metronome, Pace, next_pace
from game.app.screens.moving import Moving
from game.app.screens.spoken_scene import FRAME_S, STILL_FRAME_S, SpokenScene
from game.app.widgets.drawn import app_of
from game.app.widgets.lines import Key
from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.flown import Kind, kind_of
from game.emergencies.flown import clock as clock_of
from game.mission.phases import FREE
from game.readout.panel import read_slate
from game.vocabulary.events import LineShown
from game.vocabulary.flying import FLYING_RUNGS, TICKS_PER_S, ChangeRung, CueGiven, Rung
from game.vocabulary.values import LOOPS, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.timer import Timer

    from game.app.house import House
    from game.app.widgets.talk import Heard
    from game.engine.state import Flight
    from game.readout.panel import SlateReading
    from game.session import Present
    from game.vocabulary.events import Event
    from game.vocabulary.flying import FlightOrder

_LED_UP = (Voice.NARRATION, Voice.SPEECH, *LOOPS)
"""What of the story is shown beside the picture when the emergency begins."""

RUNG_MENU = "rung"
"""The menu of how hard it is; its act has the same word."""


class InFlight(SpokenScene, Moving):
    """An emergency that is under way.

    Attributes:
        KIND: which emergency it shows; a move may lead to the other one, which has a screen of its own.
        ALWAYS_DONE: the words of the acts that are done also while it is paused; any other key only goes on.
        KEEPS_STILL: the words of the acts whose key goes on and does nothing else.
        TURN_LENGTHS_S: how long a turn may be [s].
        PACES: how time may pass, in the order in which a key goes through them.
        clock: a clock that never goes back [s]; the machine's own.
        paused: whether time stands still until a key is pressed.
        pace: how time passes otherwise.
        turn_s: the length of a turn [s]; 0 leaves it to what is seen.
        menu: the word of the menu that is open; ``""`` for none.
    """

    KIND: ClassVar[Kind]
    ALWAYS_DONE: ClassVar[frozenset[str]] = frozenset()
    KEEPS_STILL: ClassVar[frozenset[str]] = frozenset()
    TURN_LENGTHS_S: ClassVar[tuple[int, ...]] = TURNS_S
    PACES: ClassVar[tuple[Pace, ...]] = USUAL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "quick_save", show=False),
        Binding("ctrl+l", "quick_load", show=False),
    ]

    def __init__(self, house: House, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house)
        self.clock = clock
        self.pace = Pace(house.pace)
        self.paused = self.pace is not Pace.TURNS
        self.turn_s = house.turn_s if house.turn_s in self.TURN_LENGTHS_S else 0
        self.menu = ""
        self._rungs_after = 0
        self._metronome = Metronome()
        self._frames: Timer | None = None
        self._left = False

    # What each emergency's own screen says

    def act_of(self, key: str) -> str | None:
        """Return the word of the act that a key does; None for none."""
        raise NotImplementedError

    def key_of(self, act: str) -> str:
        """Return the key of an act."""
        raise NotImplementedError

    def learn_keys(self) -> None:
        """Look again which key does what."""
        raise NotImplementedError

    def do(self, act: str) -> None:
        """Do an act, by its word."""
        raise NotImplementedError

    def turn_by_itself(self, flight: Flight) -> int:
        """Return how long a turn is when nobody has chosen [s]."""
        raise NotImplementedError

    def show_now(self, present: Present, flight: Flight) -> None:
        """Draw the emergency."""
        raise NotImplementedError

    def orders_of_menu(self, menu: str) -> Sequence[FlightOrder]:
        """Return what the numbers of a menu order, from 1."""
        if menu == RUNG_MENU:
            told = (Rung.TOLD,) if self._may_be_told() else ()
            return [ChangeRung(rung) for rung in (*FLYING_RUNGS, *told)]
        raise LookupError(menu)

    def let_go(self) -> None:
        """Let go of whatever the mouse holds; most screens hold nothing."""

    def stop_for_away(self, flight: Flight) -> None:
        """Order what must be ordered when the player looks away; most emergencies go on by themselves."""

    # The beginning

    def on_mount(self) -> None:
        """Show the emergency as it stands; it begins when a key is pressed."""
        still = app_of(self).animation_level == "none"
        self._frames = self.set_interval(STILL_FRAME_S if still else FRAME_S, self.beat, pause=True)
        self.watch(app_of(self), "app_focus", self._focus_changed, init=False)
        self.set_out(app_of(self).size)
        self.look_again()

    @property
    def runs(self) -> bool:
        """Whether time passes by itself now."""
        return not self.paused and self.pace is not Pace.TURNS and not self._left

    @property
    def left(self) -> bool:
        """Whether the screen is on its way out: nothing more is ordered."""
        return self._left

    # What is seen

    def look_again(self) -> None:
        """Show the emergency as the session has it: it may stand elsewhere than before."""
        present = self.house.session.present
        flight = self._flight(present)
        if flight is None:
            self._land()
            return
        self.talk.show_all(self._as_old_as_before(self._said_before(flight), flight.tick))
        self.show_now(present, flight)
        self.hush()

    def _flight(self, present: Present) -> Flight | None:
        """Return the flight, if it is one that this screen can show."""
        flight = present.state.flight
        return flight if flight is not None and kind_of(flight.sim) is self.KIND else None

    def _said_before(self, flight: Flight) -> list[Heard]:
        """Return what led up to it and was said in it, by the mission time of what showed it."""
        heard: list[Heard] = []
        scene = self.house.session.present.state.place.scene
        for frame in self.house.session.frames():
            tick = (_second_of(frame.clock) - flight.sim.start_s) * TICKS_PER_S
            if frame.scene == scene and tick >= 0:
                said = [
                    line
                    for line in frame.lines
                    if line.ident.startswith(PLACE_OF_LINES) or (tick == 0 and line.voice in _LED_UP)
                ]
                heard += self.heard(said, min(tick, flight.tick))
        return heard

    def _as_old_as_before(self, said: list[Heard], now: int) -> list[Heard]:
        """Return what was said with the ticks that this screen heard it at; a film knows only its moments."""
        film, left = self.house.heard
        here = self.house.session.present.film
        before = list(self.talk.heard or (left if film == here else ()))
        kept: list[Heard] = []
        for heard in reversed(said):
            known = [number for number, old in enumerate(before) if old.line == heard.line]
            if known and before[known[-1]].tick <= now:
                kept.append(before[known[-1]])
                del before[known[-1] :]
            else:
                kept.append(heard)
        return kept[::-1]

    def time(self, flight: Flight) -> str:
        """Return how time passes, in words."""
        if self.paused:
            return self.house.say("pace.paused")
        if self.pace is not Pace.TURNS:
            return self.house.say(f"pace.{self.pace.value}")
        words = "pace.turn" if self.turn_s else "pace.turn_auto"
        return self.house.say(words, seconds=self._turn_s(flight))

    def slate_of(self, present: Present, flight: Flight) -> SlateReading:
        """Return the slate, with the emergency's own clock."""
        reading = read_slate(self.house.session.book, present.state, present.take)
        return replace(reading, time=clock_of(flight.sim).split(" ")[1])

    def _turn_s(self, flight: Flight) -> int:
        return self.turn_s or self.turn_by_itself(flight)

    # Time

    def beat(self) -> None:
        """Let the ticks that are due pass, and draw."""
        if not self.runs:
            self._metronome.rest()
            return
        ticks = self._metronome.ticks_due(self.clock(), SPEEDS[self.pace])
        if not ticks:
            return
        present = self.attempt(lambda: self.house.session.run(ticks))
        if self.pace is Pace.FAST and present is not None and any(map(self.ends_turn, present.events)):
            self.pace = Pace.REAL
            self.tell("fly.pace.slowed")
        self.take(present)

    def order(self, *orders: FlightOrder) -> None:
        """Give orders: at once, or with the turn that they run."""
        session = self.house.session
        flight = session.present.state.flight
        if flight is None:
            self._land()
        elif orders and all(isinstance(order, ChangeRung) for order in orders):
            # How hard it is is no order to anybody: no time passes for it, and no retake counts it.
            self._rungs_after += 1
            self.take(self.attempt(lambda: session.order(*orders)))
        elif self.pace is Pace.TURNS:
            self._rungs_after = 0
            ticks = self._turn_s(flight) * TICKS_PER_S
            until = self.breaks_turn if self.turn_s else self.ends_turn
            self.take(self.attempt(lambda: session.fly(orders, ticks, until)))
        else:
            self._rungs_after = 0
            self.take(self.attempt(lambda: session.order(*orders)))
            if self.runs and self._metronome.hurry():
                self.take(self.attempt(lambda: session.run(1)))

    def ends_turn(self, event: Event) -> bool:
        """Tell whether a turn whose length nobody named ends with the second in which this happened."""
        del event
        return False

    def breaks_turn(self, event: Event) -> bool:
        """Tell whether even a turn whose length was chosen ends with the second in which this happened."""
        del event
        return False

    def take(self, present: Present | None) -> None:
        """Draw what the session answered, or go back to the story when the emergency is over."""
        if present is None:
            self.pause()
            return
        if present.notices:
            self.tell_notices(present.notices)
        flight = present.state.flight
        if flight is None:
            self._land()
            return
        self.talk.hear(self._said_now(present, flight.tick))
        self.show_now(present, flight)

    def _said_now(self, present: Present, tick: int) -> Iterator[Heard]:
        """Yield what was said since the last look, each line with the tick of what brought it about."""
        for event in present.events:
            match event:
                case CueGiven():
                    tick = event.tick
                case LineShown():
                    yield from self.heard((event.line,), tick)
                case _:
                    pass

    def _land(self) -> None:
        """Go back to the story: it has gone on, or stands before the emergency."""
        if not self._left:
            self._left = True
            self._rest()
            self.dismiss()

    def _rest(self) -> None:
        self._metronome.rest()
        if self._frames is not None:
            if self.runs:
                self._frames.resume()
            else:
                self._frames.pause()

    def pause(self) -> None:
        """Stand still; whatever the mouse deflects is let go."""
        self.let_go()
        self.paused = self.pace is not Pace.TURNS
        self._rest()
        self.redraw()

    def go_on(self) -> None:
        """Let time pass again."""
        self.paused = False
        self._rest()
        self.redraw()
        self.hush()

    def _focus_changed(self, focus: bool) -> None:
        """Wait when the player looks away; coming back changes nothing by itself."""
        if focus or not self.runs:
            return
        self.let_go()
        flight = self.house.session.present.state.flight
        if flight is not None:
            self.stop_for_away(flight)
        self.pause()
        self.hush()

    def on_screen_suspend(self) -> None:
        """Stand still while something lies over it."""
        self.pause()

    def stand_still(self) -> None:
        """Wait while the game is put aside for the shell."""
        self.pause()
        self.hush()

    def on_screen_resume(self) -> None:
        """Come back, still paused: it may stand elsewhere, and keys may have been moved."""
        if app_of(self).screen is not self or self._left or not self.is_mounted:
            return
        self.learn_keys()
        self.look_again()

    def set_out(self, size: Size) -> None:
        """Make room, and let go of what the mouse holds: its button is elsewhere now."""
        super().set_out(size)
        self.let_go()
        if self.is_mounted:
            self.redraw()

    def redraw(self) -> None:
        """Draw it as it stands."""
        present = self.house.session.present
        flight = self._flight(present)
        if flight is not None:
            self.show_now(present, flight)

    # What is said about the flight itself

    def hush(self) -> None:
        """Say what stands when nothing else does: that it is paused, or what a menu offers."""
        if self.menu == RUNG_MENU:
            self.tell("fly.menu.rung" if self._may_be_told() else "fly.menu.rung_later")
        elif self.paused and self.house.session.present.looking:
            self.tell("fly.looking")
        elif self.paused:
            self.tell("fly.paused", key=self.shown("help"))
        elif self.pace is Pace.TURNS:
            self.tell("fly.turns", key=self.shown("turn"))
        else:
            super().hush()

    def shown(self, act: str) -> str:
        """Return the key of an act as a sentence names it."""
        return shown_key(self.key_of(act))

    def heed(self, key: str) -> None:
        """Take back what was said before a key that means something does it."""
        if self.act_of(plain_key(key)) is not None or key in self.active_bindings:
            self.hush()

    # Keys and the mouse

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for; of one that stands for nothing the screen says so."""
        if event.key == "escape" and not self.menu:
            # A key that goes back elsewhere says how that is done here.
            self.tell("fly.no_escape", key=self.shown("quit"))
            event.stop()
            event.prevent_default()
            return
        act = self.act_of(plain_key(event.key))
        known = act is not None or (self.paused and event.is_printable)
        if self.menu and self.answer_menu(event.key):
            known = True
        elif self.paused and act not in self.ALWAYS_DONE:
            if known:
                self.go_on()
            if act is not None and act not in self.KEEPS_STILL:
                self.action_act(act)
        elif act is not None:
            self.action_act(act)
        if known:
            event.stop()
            event.prevent_default()  # else Textual asks the class below as well

    def answer_menu(self, key: str) -> bool:
        """Take a number of the menu that is open; any other key closes it and does what it does."""
        menu, self.menu = self.menu, ""
        orders = self.orders_of_menu(menu)
        self.hush()
        self.redraw()
        if not (key.isdecimal() and 1 <= int(key) <= len(orders)):
            return False
        order = orders[int(key) - 1]
        if isinstance(order, ChangeRung) and order.rung is self._rung():
            self.tell(f"fly.rung_already.{order.rung.value}", refused=True)
        else:
            self.order(order)
        return True

    def open_menu(self, menu: str) -> None:
        """Offer the numbers of a menu."""
        self.menu = menu
        self.hush()
        self.redraw()

    def _rung(self) -> Rung | None:
        flight = self.house.session.present.state.flight
        return None if flight is None else rung_of(flight)

    def _may_be_told(self) -> bool:
        """Return whether it can still be read as a scene: it has not begun, and there is a scene of it."""
        state = self.house.session.present.state
        return state.flight is not None and state.flight.tick == 0 and state.phase != FREE

    def action_do(self, word: str) -> None:
        """Do an act that was picked by its words: also in the pause, which the list of them made."""
        if self.paused and word not in self.ALWAYS_DONE:
            self.go_on()
        self.action_act(word)

    def action_act(self, word: str) -> None:
        """Do an act, by a key or the mouse; in a pause most of them only go on."""
        if self.paused and word not in self.ALWAYS_DONE:
            self.go_on()
            return
        match word:
            case "rung":
                self.open_menu(RUNG_MENU)
            case "turn":
                self._pass_turn()
            case "turn_length":
                self._next_turn_length()
            case "pace":
                self._next_pace()
            case "pause":
                self._turn_pause()
            case "retake":
                self._retake()
            case "help":
                self.ask_for_help()
            case "quit":
                app_of(self).call_later(app_of(self).run_action, "quit")
            case _:
                self.do(word)

    def ask_for_help(self) -> None:
        """Open the page of keys."""
        app_of(self).call_later(app_of(self).run_action, "visit('flight_help')")

    def _pass_turn(self) -> None:
        if self.pace is Pace.TURNS:
            self.order()
        else:
            self.tell("fly.no_turns", key=self.shown("pace"), refused=True)

    def _next_turn_length(self) -> None:
        if self.pace is not Pace.TURNS:
            self.tell("fly.no_turns", key=self.shown("pace"), refused=True)
            return
        lengths = (0, *self.TURN_LENGTHS_S)
        self.turn_s = lengths[(lengths.index(self.turn_s) + 1) % len(lengths)]
        self.house.turn_s = self.turn_s
        self.tell("fly.turn_length" if self.turn_s else "fly.turn_auto", seconds=self.turn_s)
        self.redraw()

    def _next_pace(self) -> None:
        self.let_go()
        self.pace = next_pace(self.pace, self.PACES)
        if self.pace is not Pace.FAST:
            self.house.pace = self.pace.value
        if self.pace is Pace.TURNS:
            self.paused = False
        self._rest()
        self.tell(f"fly.pace.{self.pace.value}", key=self.shown("turn"))
        self.redraw()

    def _turn_pause(self) -> None:
        if self.pace is Pace.TURNS:
            self.tell("fly.turns_stand", refused=True)
        elif self.paused:
            self.go_on()
        else:
            self.pause()
            self.hush()

    def _retake(self) -> None:
        """Take back the last order: the flight stands where it was before, and waits."""
        self.pause()
        rung, steps = self._rung(), 1 + self._rungs_after
        self._rungs_after = 0
        present = self.attempt(lambda: self.house.session.retake(steps))
        if present is None:
            return
        if rung is not None and steps > 1 and self._rung() not in (None, rung):
            self.order(ChangeRung(rung))
        self.look_again()
        if present.notices:
            self.tell_notices(present.notices)

    def _move(self, order: Callable[[], Present]) -> None:
        """Show the flight, paused, from where an order has taken it; or leave it for where that is."""
        self.pause()
        present = self.attempt(order)
        if present is None:
            return
        self.look_again()
        if present.notices and not self._left:
            self.tell_notices(present.notices)

    def action_leave(self) -> None:
        """Go to the title; the flight waits where it stands."""
        self.pause()
        self.house.heard = (self.house.session.present.film, self.talk.heard)
        self._left = True
        app_of(self).call_later(app_of(self).run_action, "title")


ROOMS = (
    Key("", "", "key.undo", "undo", 0),
    Key("", "", "key.redo", "redo", 0),
    Key("", "", "key.quick_save", "quick_save", 0),
    Key("", "", "key.quick_load", "quick_load", 0),
    Key("", "", "key.takes", "app.visit('story_map')", 0),
    Key("", "", "key.flights", "app.visit('flights')", 0),
    Key("", "", "key.can", "app.visit('can')", 0),
    Key("", "", "key.dailies", "app.visit('dailies')", 0),
    Key("", "", "key.so_far", "app.visit('previously')", 0),
    Key("", "", "fly.leave", "leave", 0),
)
"""What the palette offers besides the keys; every letter is an order here."""


def rung_of(flight: Flight) -> Rung:
    """Return how hard an emergency is from its next tick on."""
    queued = [order.rung for order in flight.queued if isinstance(order, ChangeRung)]
    return queued[-1] if queued else flight.sim.rung


def _second_of(clock: str) -> int:
    """Return the second of the day of a mission time."""
    hours, minutes, seconds = (int(part) for part in clock.split(" ")[1].split(":"))
    return hours * 3600 + minutes * 60 + seconds
