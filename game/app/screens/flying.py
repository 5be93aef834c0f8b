"""The flight: the round glass, the panel, what is said, and the keys of the two hand controllers.

Law: the session holds the flight; this screen tells it what the hands do, and draws what it answers. How its
time passes stands in `in_flight`.
"""

from __future__ import annotations

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
)
from game.app.pace import Pace, turn_by_sight
from game.app.screens.flight_scene import FlightScene
from game.app.screens.in_flight import ROOMS, InFlight
from game.app.widgets.key_rows import KeyRows
from game.app.widgets.lines import Key
from game.emergencies.docking import eyes
from game.emergencies.flown import Kind
from game.vocabulary.flying import (
    TICK_S,
    BackOff,
    Brake,
    Burn,
    Call,
    Control,
    Pulse,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget

    from game.app.house import House
    from game.app.widgets.pad import Pad
    from game.engine.state import Flight
    from game.session import Present
    from game.vocabulary.flying import FlightOrder

_WORDS = (Word.STEADY, Word.QUIET, Word.TALK, Word.CAMERA)
_PULSE_CHOSEN = Act.PULSE_2


class FlyingScreen(InFlight, FlightScene):
    """Where an emergency is flown by hand.

    Attributes:
        pulse_ticks: how long a tap is.
    """

    KEYS: ClassVar[tuple[Key, ...]] = tuple(
        Key("", "", f"fly.act.{act.value}", f"act('{act.value}')", 0) for act in Act
    )
    KIND: ClassVar[Kind] = Kind.DOCKING
    ALWAYS_DONE: ClassVar[frozenset[str]] = frozenset(act.value for act in IN_PAUSE)
    KEEPS_STILL: ClassVar[frozenset[str]] = frozenset({Act.STOP.value})

    def __init__(self, house: House, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(house, clock)
        self.pulse_ticks = PULSES[_PULSE_CHOSEN]
        self.rows = KeyRows(house)
        self._acts = acts_by_key(self.keys)

    def foot(self) -> Iterable[Widget]:
        """Return the keys, in two rows."""
        yield self.rows

    def palette_keys(self) -> Sequence[Key]:
        """Return every act, and the ways to other rooms."""
        acts = (Key("", "", f"fly.act.{act.value}", f"do('{act.value}')", 0) for act in Act)
        return (*acts, *ROOMS, Key("", "", "key.flight_keys", "app.visit('flight_keys')", 0))

    def act_of(self, key: str) -> str | None:
        """Return the word of the act that a key does; None for none."""
        act = self._acts.get(key)
        return act.value if act is not None else None

    def key_of(self, act: str) -> str:
        """Return the key of an act."""
        return self.keys[Act(act)]

    def learn_keys(self) -> None:
        """Look again which key does what."""
        self.keys = keys_of(self.house.profile.keys)
        self._acts = acts_by_key(self.keys)

    def show_now(self, present: Present, flight: Flight) -> None:
        """Draw the slate, the glass, the panel and the keys."""
        self.slate.show(self.slate_of(present, flight), present.durable, present.looking)
        tap = self.house.say("fly.seconds", seconds=f"{self.pulse_ticks * TICK_S:.1f}")
        self.show_flight(flight.docking, tap, self.time(flight))
        idle = {Act.PANEL} if self.all_shown else set[Act]()
        idle |= {Act.PAUSE} if self.pace is Pace.TURNS else {Act.TURN, Act.TURN_LENGTH}
        self.rows.show(self.keys, frozenset(idle))

    def turn_by_itself(self, flight: Flight) -> int:
        """Return how long a turn should be for what the pilot sees [s]."""
        seen = eyes.glimpse(flight.docking)
        return turn_by_sight(seen.hull_deg if seen.in_field else 0.0)

    def let_go(self) -> None:
        """Close the jets that the mouse holds open."""
        control = self.pad.let_go()
        if control is not None and self.pace is not Pace.TURNS and not self.left:
            session = self.house.session
            self.take(self.attempt(lambda: session.order(Burn(control, on=False))))

    def stop_for_away(self, flight: Flight) -> None:
        """Stop the jets, unless the computer is at work with them."""
        if not (flight.docking.backing_off or flight.docking.braking):
            self.take(self.attempt(lambda: self.house.session.order(StopAll())))

    def hush(self) -> None:
        """Say what stands when nothing else does; what can be said, while that menu is open."""
        if self.menu == Act.SAY.value:
            self.tell("fly.menu.say")
        else:
            super().hush()

    def orders_of_menu(self, menu: str) -> Sequence[FlightOrder]:
        """Return what the numbers of a menu order."""
        if menu == Act.SAY.value:
            return [Say(word) for word in _WORDS]
        return super().orders_of_menu(menu)

    def do(self, act: str) -> None:
        """Do what is of the hands, the switches and the voices."""
        self._do(Act(act))

    def _do(self, act: Act) -> None:
        if act in CONTROLS:
            self.order(Pulse(CONTROLS[act], self.pulse_ticks))
        elif act in PULSES:
            self._choose_pulse(PULSES[act])
        elif act in SWITCHES:
            self.order(Set(SWITCHES[act], on=not self._is_on(SWITCHES[act])))
        elif act in QUESTIONS:
            self.order(Call(QUESTIONS[act]))
        else:
            self._do_else(act)

    def _do_else(self, act: Act) -> None:
        """Do what is no hand, no switch and no question."""
        match act:
            case Act.STOP:
                self.order(StopAll())
            case Act.BRAKE:
                self.order(Brake())
            case Act.BACK_OFF:
                self.order(BackOff())
                if not self.left and not self.status.text:
                    self.tell("fly.backing_off", key=self.shown(Act.RETAKE.value))
            case Act.WAVE_OFF:
                self.order(WaveOff())
            case Act.SAY:
                self.open_menu(Act.SAY.value)
            case Act.PANEL:
                self._turn_panel()
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
        self.redraw()

    def _turn_panel(self) -> None:
        if self.all_shown:
            self.tell("fly.all_shown", refused=True)
            return
        self.let_go()
        self.turn_over()

    def on_pad_pressed(self, message: Pad.Pressed) -> None:
        """Deflect while the mouse is pressed; in turns a press is a tap."""
        if self.paused:
            self.pad.let_go()
            self.go_on()
        elif message.way is None:
            self.order(StopAll())
        elif self.pace is Pace.TURNS:
            self.pad.let_go()
            self.order(Pulse(message.way, self.pulse_ticks))
        else:
            self.order(Burn(message.way, on=True))

    def on_pad_released(self, message: Pad.Released) -> None:
        """Let go."""
        self._release(message.way)

    def _release(self, control: Control) -> None:
        if self.pace is not Pace.TURNS:
            self.order(Burn(control, on=False))
