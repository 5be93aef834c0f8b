"""The flight: the round glass, the panel, what is said, and the keys of the two hand controllers.

Law: the session holds the flight; this screen tells it which ticks have passed and what the hands do, and
draws what it answers. Time passes only here, only while this screen is looked at, and never while it is
paused.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from game.app.flight_keys import (
    CONTROLS,
    IN_PAUSE,
    PULSES,
    QUESTIONS,
    SWITCHES,
    Act,
    acts_by_key,
    keys_of,
    plain_key,
    shown_key,
)
from game.app.pace import SPEEDS, TURNS_S, Metronome, Pace, next_pace, turn_by_sight
from game.app.screens.flight_scene import FRAME_S, STILL_FRAME_S, FlightScene
from game.app.widgets.drawn import app_of
from game.app.widgets.key_rows import KeyRows
from game.app.widgets.lines import Key
from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.docking import eyes
from game.emergencies.docking.flight import clock as clock_of
from game.readout.panel import read_slate
from game.vocabulary.events import LineShown
from game.vocabulary.flying import (
    FLYING_RUNGS,
    TICK_S,
    TICKS_PER_S,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Control,
    CueGiven,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)
from game.vocabulary.values import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual import events
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.widget import Widget

    from game.app.house import House
    from game.app.widgets.pad import Pad
    from game.app.widgets.talk import Heard
    from game.emergencies.docking.state import DockingState
    from game.readout.panel import SlateReading
    from game.session import Present
    from game.vocabulary.flying import FlightOrder

_LED_UP = (Voice.NARRATION, Voice.SPEECH, Voice.LOOP)
"""What of the story is shown beside the glass when the flight begins."""

_WORDS = (Word.STEADY, Word.QUIET, Word.TALK, Word.CAMERA)
_PULSE_CHOSEN = Act.PULSE_2

_ROOMS = (
    Key("", "", "key.can", "app.visit('can')", 0),
    Key("", "", "key.dailies", "app.visit('dailies')", 0),
    Key("", "", "key.flight_keys", "app.visit('flight_keys')", 0),
    Key("", "", "fly.leave", "leave", 0),
)
"""What the palette offers besides the keys; every letter is an order here."""


class FlyingScreen(FlightScene):
    """Where an emergency is flown by hand.

    Attributes:
        clock: a clock that never goes back [s]; the machine's own.
        paused: whether time stands still until a key is pressed.
        pace: how time passes otherwise.
        turn_s: the length of a turn [s]; 0 follows what is seen.
        pulse_ticks: how long a tap is.
    """

    KEYS: ClassVar[tuple[Key, ...]] = tuple(
        Key("", "", f"fly.act.{act.value}", f"act('{act.value}')", 0) for act in Act
    )

    def __init__(self, house: House, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house)
        self.clock = clock
        self.pace = Pace(house.pace)
        self.paused = self.pace is not Pace.TURNS
        self.turn_s = 0
        self.pulse_ticks = PULSES[_PULSE_CHOSEN]
        self.rows = KeyRows(house)
        self._acts = acts_by_key(self.keys)
        self._metronome = Metronome()
        self._frames: Timer | None = None
        self._menu: Act | None = None
        self._left = False

    def foot(self) -> Iterable[Widget]:
        """Return the keys, in two rows."""
        yield self.rows

    def on_mount(self) -> None:
        """Show the flight as it stands; it begins when a key is pressed."""
        still = app_of(self).animation_level == "none"
        self._frames = self.set_interval(STILL_FRAME_S if still else FRAME_S, self.beat, pause=True)
        self.watch(app_of(self), "app_focus", self._focus_changed, init=False)
        self.set_out(app_of(self).size)
        self.look_again()

    @property
    def runs(self) -> bool:
        """Whether time passes by itself now."""
        return not self.paused and self.pace is not Pace.TURNS and not self._left

    def palette_keys(self) -> Sequence[Key]:
        """Return every act, and the ways to other rooms."""
        acts = (Key("", "", f"fly.act.{act.value}", f"do('{act.value}')", 0) for act in Act)
        return (*acts, *_ROOMS)

    # What is seen

    def look_again(self) -> None:
        """Show the flight as the session has it: it may stand elsewhere than before."""
        present = self.house.session.present
        flight = present.state.flight
        if flight is None:
            self._land()
            return
        self.talk.show_all(self._said_before(flight.docking))
        self._show(present, flight.docking)
        self.hush()

    def _said_before(self, state: DockingState) -> list[Heard]:
        """Return what led up to the flight and was said in it, by the mission time of what showed it."""
        heard: list[Heard] = []
        scene = self.house.session.present.state.place.scene
        for frame in self.house.session.frames():
            tick = (_second_of(frame.clock) - state.start_s) * TICKS_PER_S
            if frame.scene == scene and tick >= 0:
                said = [
                    line
                    for line in frame.lines
                    if line.ident.startswith(PLACE_OF_LINES) or (tick == 0 and line.voice in _LED_UP)
                ]
                heard += self.heard(said, min(tick, state.tick))
        return heard

    def _show(self, present: Present, state: DockingState) -> None:
        self.slate.show(self._slate(present, state), present.durable)
        tap = self.house.say("fly.seconds", seconds=f"{self.pulse_ticks * TICK_S:.1f}")
        self.show_flight(state, tap, self._time(state))
        idle = {Act.PANEL} if self.all_shown else set[Act]()
        idle |= {Act.PAUSE} if self.pace is Pace.TURNS else {Act.TURN, Act.TURN_LENGTH}
        self.rows.show(self.keys, frozenset(idle))

    def _time(self, state: DockingState) -> str:
        """Return how time passes, in words."""
        if self.paused:
            return self.house.say("pace.paused")
        if self.pace is not Pace.TURNS:
            return self.house.say(f"pace.{self.pace.value}")
        words = "pace.turn" if self.turn_s else "pace.turn_auto"
        return self.house.say(words, seconds=self._turn_s(state))

    def _slate(self, present: Present, state: DockingState) -> SlateReading:
        reading = read_slate(self.house.session.book, present.state, present.take)
        return replace(reading, time=clock_of(state).split(" ")[1])

    def _turn_s(self, state: DockingState) -> int:
        if self.turn_s:
            return self.turn_s
        seen = eyes.glimpse(state)
        return turn_by_sight(seen.hull_deg if seen.in_field else 0.0)

    # Time

    def beat(self) -> None:
        """Let the ticks that are due pass, and draw."""
        if not self.runs:
            self._metronome.rest()
            return
        ticks = self._metronome.ticks_due(self.clock(), SPEEDS[self.pace])
        if ticks:
            self._take(self.attempt(lambda: self.house.session.run(ticks)))

    def _order(self, *orders: FlightOrder) -> None:
        """Give orders: at once, or with the turn that they run."""
        session = self.house.session
        flight = session.present.state.flight
        if flight is None:
            self._land()
        elif self.pace is Pace.TURNS:
            ticks = self._turn_s(flight.docking) * TICKS_PER_S
            self._take(self.attempt(lambda: session.fly(orders, ticks)))
        else:
            self._take(self.attempt(lambda: session.order(*orders)))
            if self.runs and self._metronome.hurry():
                self._take(self.attempt(lambda: session.run(1)))

    def _take(self, present: Present | None) -> None:
        """Draw what the session answered, or go back to the story when the flight is over."""
        if present is None:
            self._pause()
            return
        if present.notices:
            self.tell_notices(present.notices)
        flight = present.state.flight
        if flight is None:
            self._land()
            return
        self.talk.hear(self._said_now(present, flight.docking.tick))
        self._show(present, flight.docking)

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
        """Go back to the story: it has gone on, or stands before the flight."""
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

    def _pause(self) -> None:
        """Stand still; whatever the mouse deflects is let go."""
        self._let_go()
        self.paused = self.pace is not Pace.TURNS
        self._rest()
        self._redraw()

    def _go_on(self) -> None:
        self.paused = False
        self._rest()
        self._redraw()
        self.hush()

    def _let_go(self) -> None:
        control = self.pad.let_go()
        if control is not None and self.pace is not Pace.TURNS and not self._left:
            session = self.house.session
            self._take(self.attempt(lambda: session.order(Burn(control, on=False))))

    def _focus_changed(self, focus: bool) -> None:
        """Stop the jets and wait when the player looks away; coming back changes nothing by itself."""
        if focus or not self.runs:
            return
        flight = self.house.session.present.state.flight
        self._let_go()
        if flight is not None and not (flight.docking.backing_off or flight.docking.braking):
            self._take(self.attempt(lambda: self.house.session.order(StopAll())))
        self._pause()
        self.hush()

    def on_screen_suspend(self) -> None:
        """Stand still while something lies over the flight."""
        self._pause()

    def stand_still(self) -> None:
        """Wait while the game is put aside for the shell."""
        self._pause()
        self.hush()

    def on_screen_resume(self) -> None:
        """Come back, still paused: the flight may stand elsewhere, and keys may have been moved."""
        if app_of(self).screen is not self or self._left or not self.is_mounted:
            return
        self.keys = keys_of(self.house.profile.keys)
        self._acts = acts_by_key(self.keys)
        self.look_again()

    def set_out(self, size: Size) -> None:
        """Make room, and let go of what the mouse holds: its button is elsewhere now."""
        super().set_out(size)
        self._let_go()
        if self.is_mounted:
            self._redraw()

    # What is said about the flight itself

    def hush(self) -> None:
        """Say what stands when nothing else does: that it is paused, or what a menu offers."""
        if self._menu is Act.SAY:
            self.tell("fly.menu.say")
        elif self._menu is Act.RUNG:
            self.tell("fly.menu.rung")
        elif self.paused:
            self.tell("fly.paused", key=shown_key(self.keys[Act.HELP]))
        elif self.pace is Pace.TURNS:
            self.tell("fly.turns", key=shown_key(self.keys[Act.TURN]))
        else:
            super().hush()

    def heed(self, key: str) -> None:
        """Take back what was said before a key that means something does it."""
        if plain_key(key) in self._acts or key in self.active_bindings:
            self.hush()

    # Keys and the mouse

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for; of one that stands for nothing the screen says so."""
        act = self._acts.get(plain_key(event.key))
        known = act is not None or (self.paused and event.is_printable)
        if self._menu is not None and self._answer_menu(event.key):
            known = True
        elif self.paused and act not in IN_PAUSE:
            if known:
                self._go_on()
            if act is not None and act is not Act.STOP:
                self.action_act(act.value)
        elif act is not None:
            self.action_act(act.value)
        if known:
            event.stop()
            event.prevent_default()  # else Textual asks the class below as well

    def _answer_menu(self, key: str) -> bool:
        """Take a number of the menu that is open; any other key closes it and does what it does."""
        menu, self._menu = self._menu, None
        orders: list[FlightOrder] = (
            [Say(word) for word in _WORDS]
            if menu is Act.SAY
            else [ChangeRung(rung) for rung in (*FLYING_RUNGS, Rung.TOLD)]
        )
        self.hush()
        if not (key.isdecimal() and 1 <= int(key) <= len(orders)):
            return False
        order = orders[int(key) - 1]
        if isinstance(order, ChangeRung) and order.rung is self._rung():
            self.tell(f"fly.rung_already.{order.rung.value}", refused=True)
        else:
            self._order(order)
        return True

    def _rung(self) -> Rung | None:
        flight = self.house.session.present.state.flight
        return flight.docking.rung if flight is not None else None

    def action_do(self, word: str) -> None:
        """Do an act that was picked by its words: also in the pause, which the list of them made."""
        if self.paused and Act(word) not in IN_PAUSE:
            self._go_on()
        self.action_act(word)

    def action_act(self, word: str) -> None:
        """Do an act, by a key or the mouse; in a pause most of them only go on."""
        act = Act(word)
        if self.paused and act not in IN_PAUSE:
            self._go_on()
            return
        if act in CONTROLS:
            self._order(Pulse(CONTROLS[act], self.pulse_ticks))
        elif act in PULSES:
            self._choose_pulse(PULSES[act])
        elif act in SWITCHES:
            self._order(Set(SWITCHES[act], on=not self._is_on(SWITCHES[act])))
        elif act in QUESTIONS:
            self._order(Call(QUESTIONS[act]))
        else:
            self._do(act)

    def _do(self, act: Act) -> None:
        """Do what is no hand, no switch and no question."""
        match act:
            case Act.STOP:
                self._order(StopAll())
            case Act.BRAKE:
                self._order(Brake())
            case Act.BACK_OFF:
                self._order(BackOff())
            case Act.WAVE_OFF:
                self._order(WaveOff())
            case Act.SAY | Act.RUNG:
                self._menu = act
                self.hush()
            case Act.TURN:
                self._pass_turn()
            case Act.TURN_LENGTH:
                self._next_turn_length()
            case Act.PACE:
                self._next_pace()
            case Act.PAUSE:
                self._turn_pause()
            case Act.RETAKE:
                self._retake()
            case Act.PANEL:
                self._turn_panel()
            case Act.HELP:
                app_of(self).call_later(app_of(self).run_action, "visit('flight_help')")
            case Act.QUIT:
                app_of(self).call_later(app_of(self).run_action, "quit")
            case _:
                raise LookupError(act)

    def _is_on(self, switch: Switch) -> bool:
        flight = self.house.session.present.state.flight
        if flight is None:
            return False
        state = flight.docking
        match switch:
            case Switch.RATE_HOLD:
                return state.rate_hold
            case Switch.BOTH_SETS:
                return state.both_sets
            case Switch.LAMP:
                return state.lamp
            case Switch.FILTER:
                return state.filter_on
            case Switch.NARROW:
                return state.narrow

    def _choose_pulse(self, ticks: int) -> None:
        self.pulse_ticks = ticks
        self._redraw()

    def _pass_turn(self) -> None:
        if self.pace is Pace.TURNS:
            self._order()
        else:
            self.tell("fly.no_turns", key=shown_key(self.keys[Act.PACE]), refused=True)

    def _next_turn_length(self) -> None:
        if self.pace is not Pace.TURNS:
            self.tell("fly.no_turns", key=shown_key(self.keys[Act.PACE]), refused=True)
            return
        lengths = (0, *TURNS_S)
        self.turn_s = lengths[(lengths.index(self.turn_s) + 1) % len(lengths)]
        self.tell("fly.turn_length" if self.turn_s else "fly.turn_auto", seconds=self.turn_s)
        self._redraw()

    def _next_pace(self) -> None:
        self._let_go()
        self.pace = next_pace(self.pace)
        self.house.pace = self.pace.value
        if self.pace is Pace.TURNS:
            self.paused = False
        self._rest()
        self.tell(f"fly.pace.{self.pace.value}", key=shown_key(self.keys[Act.TURN]))
        self._redraw()

    def _turn_pause(self) -> None:
        if self.pace is Pace.TURNS:
            self.tell("fly.turns_stand", refused=True)
        elif self.paused:
            self._go_on()
        else:
            self._pause()
            self.hush()

    def _turn_panel(self) -> None:
        if self.all_shown:
            self.tell("fly.all_shown", refused=True)
            return
        self._let_go()
        self.turn_over()

    def _retake(self) -> None:
        """Take back the last order: the flight stands where it was before, and waits."""
        self._pause()
        present = self.attempt(self.house.session.retake)
        if present is None:
            return
        self.look_again()
        if present.notices:
            self.tell_notices(present.notices)

    def _redraw(self) -> None:
        present = self.house.session.present
        if present.state.flight is not None:
            self._show(present, present.state.flight.docking)

    def action_leave(self) -> None:
        """Go to the title; the flight waits where it stands."""
        self._pause()
        self._left = True
        app_of(self).call_later(app_of(self).run_action, "title")

    def on_pad_pressed(self, message: Pad.Pressed) -> None:
        """Deflect while the mouse is pressed; in turns a press is a tap."""
        if self.paused:
            self.pad.let_go()
            self._go_on()
        elif message.way is None:
            self._order(StopAll())
        elif self.pace is Pace.TURNS:
            self.pad.let_go()
            self._order(Pulse(message.way, self.pulse_ticks))
        else:
            self._order(Burn(message.way, on=True))

    def on_pad_released(self, message: Pad.Released) -> None:
        """Let go."""
        self._release(message.way)

    def _release(self, control: Control) -> None:
        if self.pace is not Pace.TURNS:
            self._order(Burn(control, on=False))


def _second_of(clock: str) -> int:
    """Return the second of the day of a mission time."""
    hours, minutes, seconds = (int(part) for part in clock.split(" ")[1].split(":"))
    return hours * 3600 + minutes * 60 + seconds
