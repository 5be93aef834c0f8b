"""The flight's desk: the words that a line of typing is, and the words that the flight is told in.

Law: reads only what a pilot can perceive (`eyes`, `instruments`, what was felt and called); a line that is
refused lets no time pass and changes nothing. The first choice of the list is the crew's standing advice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.docking import eyes, instruments
from game.emergencies.docking.advice import (
    TURN_DEG_S,
    Advice,
    advise,
    drift_arrow,
    planned_closing_m_s,
    spoken_advice,
)
from game.emergencies.docking.answers import said_m
from game.emergencies.docking.sight import Light
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Asked
from game.plain.orders import HandsOff, OrderBook, Plea
from game.plain.turn_desk import MOST_SENTENCES, FlightChoice, TurnDesk
from game.readout.flight_panel import say_drift, say_panel
from game.readout.sight_words import describe, say_light
from game.vocabulary.flying import (
    TICKS_PER_S,
    Ask,
    BackOff,
    Brake,
    Call,
    Control,
    Pulse,
    Rung,
    Set,
    Switch,
    WaveOff,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.docking.instruments import Instruments
    from game.emergencies.docking.sight import Sight
    from game.emergencies.docking.state import DockingState, Felt
    from game.plain.orders import Lookup, Misread, Typed
    from game.plain.paper import Paper
    from game.plain.turn_desk import Sitting
    from game.readout.phrasebook import Phrasebook
    from game.readout.sight_words import Spoken
    from game.session import Present
    from game.vocabulary.flying import FlightOrder

_MENTION_KG = 10
"""So much propellant is worth a word."""

_DULL = frozenset(
    {
        *("clear", "glare", "roll", "day", "jets", "sets"),
        *("rates", "rate_hold", "narrow", "filter", "lamp", "drift"),
    }
)
"""What is worth no word at first, only when it changes, or when everything is wanted."""

_FIRST = (
    *("day", "go", "rate_hold", "lamp", "filter", "narrow", "sets"),
    *("target", "rings", "cross", "size", "drift"),
)
"""What is said before everything else, when it is said."""

_NEAR_M = 20.0
"""Inside this a touch is shorter and giving up means backing off. Chosen for play."""

_CLOSE_M = 4.0
"""Inside this a touch is shorter still. Chosen for play."""

_LEAST_OFF_M, _LEAST_OFF = 0.1, 0.02
"""Off the line by more than this, and this share of the range, is worth a slide. Chosen for play."""

_TOO_FAST = 1.5
"""Times the speed that the crew would have is worth the brake. Chosen for play."""

_LONGEST_TURN_S = 3.0
"""Of the nose, in one choice. Chosen for play."""

_LEAST_NOSE_DEG = 1.0
"""The nose off the line by more than this is worth a turn. Chosen for play."""


class FlightDesk(TurnDesk):
    """Flies by lines: knows what was said last, so that it need not be said again."""

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
        super().__init__(session, phrases, paper, write)
        self._book = OrderBook(phrases)
        self._said: dict[str, str] = {}
        self._before: Sight | None = None
        self._latest: Sight | None = None
        self._at: tuple[str, int, int] = ("", -1, -1)
        self._said_kg = 0

    def situation(self, present: Present, *, whole: bool = False) -> str:
        """Return what can be perceived now, in words.

        Args:
            present: of a flight.
            whole: everything, and not only what is new.
        """
        state = self.flight_of(present).docking
        at = (present.film, present.take, state.tick)
        if at[:2] != self._at[:2] or state.tick < self._at[2]:
            self._said, self._said_kg, self._before, self._latest = {}, 0, None, None
        sight = eyes.glimpse(state)
        panel = instruments.read(state)
        if at != self._at:
            self._before, self._latest = self._latest, sight
        self._at = at
        told = self._tell(state, sight, panel, whole=whole)
        return self._paper.wrap(" ".join(told))

    def listed(self) -> tuple[FlightChoice, ...]:
        """Return the numbered list."""
        return self.offered(self._state())

    def read(self, line: str) -> tuple[Typed, ...] | Misread:
        """Return the orders of a line of words."""
        return self._book.read(line)

    def advised(self) -> tuple[FlightOrder | None, int]:
        """Return the order of the standing advice, as far as it is spoken of, and a turn's ticks."""
        state = self._state()
        return spoken_advice(state).order, advise(state).ticks

    def say_help(self) -> str:
        """Return what can be typed."""
        return self._phrases.say("orders.help")

    def say_turn(self, seconds: int | None) -> str:
        """Return how long a turn lasts from now on; None: as the range asks for."""
        if seconds is None:
            return self._phrases.say("orders.turn_auto")
        return self._phrases.say("orders.turn_set", seconds=seconds)

    def look_up(self, wanted: Lookup) -> Misread:
        """Return nothing: there is no book in this ship, and no word for one is read."""
        raise LookupError(wanted)

    def offered(self, state: DockingState) -> tuple[FlightChoice, ...]:
        """Return the numbered list: the standing advice first, then what a pilot might think of here."""
        sight, panel = eyes.glimpse(state), instruments.read(state)
        far = state.felt.away.value
        length = 0.5 if far > _NEAR_M else 0.2 if far > _CLOSE_M else 0.1
        found = [self._advised(state)]
        slide, turn = _slide(state.felt), _turn(state.felt)
        if slide is not None:
            found.append(self._pulse(slide, length))
        elif turn is not None:
            found.append(self._pulse(*turn))
        if panel.counted_m_s is not None and -state.felt.away.rate > _TOO_FAST * planned_closing_m_s(far):
            found.append(self._choice("brake", Brake()))
        else:
            found.append(self._pulse(Control.FORWARD, 2.0 if far > _NEAR_M else 0.5))
        if not panel.go and not any(answer.about is Asked.GO and answer.asked for answer in state.answers):
            found.append(self._choice("moscow", Call(Ask.MOSCOW)))
        else:
            by = "range" if state.start is Start.DAY else "range_trainer"
            found.append(FlightChoice("range", self._phrases.say(f"orders.choice.{by}"), Call(Ask.RANGE)))
        switch = _switch(sight, panel)
        if switch is not None:
            found.append(self._switched(switch))
        found.append(self._choice("wait", HandsOff(None)))
        if far < _NEAR_M:
            found.append(self._choice("back_off", BackOff()))
        else:
            waited = "wave_off_home" if state.waited else "wave_off"
            found.append(FlightChoice("wave_off", self._phrases.say(f"orders.choice.{waited}"), WaveOff()))
        return tuple(found)

    def _state(self) -> DockingState:
        return self.flight_of(self._session.present).docking

    def _tell(self, state: DockingState, sight: Sight, panel: Instruments, *, whole: bool) -> list[str]:
        """Return the sentences of the situation: the clock, what was called, and what is new."""
        told = [self._phrases.say("orders.clock", time=panel.clock.rpartition(" ")[2])]
        heard = state.heard
        if heard.range_m > 0.0:
            ago = (state.tick - heard.tick) // TICKS_PER_S
            metres = f"{said_m(heard.range_m):g}"
            told.append(self._phrases.say("orders.last_called", metres=metres, seconds=ago))
        elif whole:
            told.append(self._phrases.say("orders.never_called"))
        for spoken in self._worth_saying(state, sight, panel):
            old = self._said.get(spoken.name)
            if not whole:
                if old is None and spoken.name in _DULL:
                    self._said[spoken.name] = spoken.text
                    continue
                little = abs(panel.propellant_kg - self._said_kg) < _MENTION_KG
                if old == spoken.text or (little and spoken.name == "propellant"):
                    continue
                if len(told) >= MOST_SENTENCES:
                    continue
            told.append(spoken.text)
            self._said[spoken.name] = spoken.text
            if spoken.name == "propellant":
                self._said_kg = panel.propellant_kg
        return told

    def _worth_saying(self, state: DockingState, sight: Sight, panel: Instruments) -> list[Spoken]:
        """Return picture and panel, a sentence each: switches and light first, for they change seldom."""
        seen = [*describe(sight, self._before, self._phrases), say_light(sight, self._phrases)]
        read = [spoken for spoken in say_panel(panel, self._phrases) if spoken.name != "clock"]
        if state.rung is Rung.ASSISTED:
            read.append(say_drift(*drift_arrow(state), self._phrases))
        names = {spoken.name: spoken for spoken in (*seen, *read)}
        ordered = [name for name in _FIRST if name in names]
        ordered += [name for name in names if name not in _FIRST]
        return [names[name] for name in ordered]

    def _advised(self, state: DockingState) -> FlightChoice:
        """Return the first choice: what the crew would do now, as far as they speak of it."""
        advised = spoken_advice(state)
        name = advised.advice.name.lower()
        if advised.advice is Advice.ASK_RANGE and state.start is not Start.DAY:
            name = "ask_range_trainer"
        if advised.order is None and advise(state).order is not None:
            name = "own_eyes"
        seconds = f"{advised.order.ticks / TICKS_PER_S:g}" if isinstance(advised.order, Pulse) else ""
        label = self._phrases.say(f"orders.advice.{name}", seconds=seconds)
        return FlightChoice("advice", label, Plea.ADVICE)

    def _pulse(self, control: Control, seconds: float) -> FlightChoice:
        """Return a pulse as a choice; its id is what would be typed for it."""
        word = self._book.first(control.value)
        label = self._phrases.say(f"orders.choice.{control.value}", seconds=f"{seconds:g}")
        ident = f"{word.replace(' ', '_')}_{seconds:g}"
        return FlightChoice(ident, label, Pulse(control, round(seconds * TICKS_PER_S)))

    def _choice(self, word: str, order: Typed) -> FlightChoice:
        return FlightChoice(word, self._phrases.say(f"orders.choice.{word}"), order)

    def _switched(self, order: Set) -> FlightChoice:
        """Return a switch as a choice."""
        word = f"{order.switch.value}_{'on' if order.on else 'off'}"
        return self._choice(word, order)


def _slide(felt: Felt) -> Control | None:
    """Return the slide that would bring the ship to the line; None if they take it to be there."""
    right, down = felt.right.value, felt.down.value
    if max(abs(right), abs(down)) < _LEAST_OFF_M + _LEAST_OFF * max(0.0, felt.away.value):
        return None
    if abs(right) >= abs(down):
        return Control.LEFT if right > 0.0 else Control.RIGHT
    return Control.UP if down > 0.0 else Control.DOWN


def _turn(felt: Felt) -> tuple[Control, float] | None:
    """Return the turn that would lay the nose along the line, and its seconds to half a one; or None."""
    right, down = felt.nose_right_deg, felt.nose_down_deg
    off = max(abs(right), abs(down))
    if off < _LEAST_NOSE_DEG:
        return None
    seconds = min(_LONGEST_TURN_S, round(2.0 * off / TURN_DEG_S) / 2.0)
    if abs(right) >= abs(down):
        return Control.NOSE_LEFT if right > 0.0 else Control.NOSE_RIGHT, seconds
    return Control.NOSE_UP if down > 0.0 else Control.NOSE_DOWN, seconds


def _switch(sight: Sight, panel: Instruments) -> Set | None:
    """Return the switch that this light asks for; None for none."""
    if sight.light is Light.DARK:
        if panel.filter_on:
            return Set(Switch.FILTER, on=False)
        if not panel.lamp:
            return Set(Switch.LAMP, on=True)
    elif not panel.rate_hold and panel.counted_m_s is not None:
        return Set(Switch.RATE_HOLD, on=True)
    elif panel.narrow and not sight.in_field:
        return Set(Switch.NARROW, on=False)
    return None
