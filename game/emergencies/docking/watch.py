"""What is noticed in a flight: gates, limits, the target, light, radio, the clock.

Law: looked at four times a second, from the true state; each condition has a way in and a way out that lie
apart, so that nothing is said twice because it stands on the border. No transcendental functions: angles are
compared by their sines and tangents.

Limits without a source are chosen for play.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking import sky
from game.emergencies.docking.advice import Advice, advise
from game.emergencies.docking.answers import direct_voice, miss_m, moscow_answer, moscow_hears, range_answer
from game.emergencies.docking.glass import EYE_M, look
from game.emergencies.docking.hands import ROTATIONS, deflected
from game.emergencies.docking.line import PORT_M, relative_rate
from game.emergencies.docking.rules import RESERVE_KG, closing_limit_m_s
from game.emergencies.docking.starts import SETTINGS, Start
from game.emergencies.docking.state import Asked, Phase, Watch
from game.flight.attitude import to_body
from game.flight.vectors import subtract
from game.vocabulary.flying import TICK_S, TICKS_PER_S, Cue, CueGiven, Pulse, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.line import Line
    from game.emergencies.docking.state import DockingState

LOOK_TICKS = 5
"""Between two looks."""

GATES: tuple[tuple[float, Cue], ...] = (
    (60.0, Cue.GATE_60),
    (50.0, Cue.GATE_50),
    (40.0, Cue.GATE_40),
    (30.0, Cue.GATE_30),
    (20.0, Cue.GATE_20),
    (10.0, Cue.GATE_10),
    (5.0, Cue.GATE_5),
    (2.0, Cue.GATE_2),
)
"""Range [m] and cue."""

GO_INSIDE_M = 50.0
"""Inward of this without the word is without it."""

BLIND_CLARITY = 0.16
"""Below it there is nothing to count squares on, and no range is offered."""

LOST_M = 120.0
"""Beyond this the ground calls it off."""

FUEL_LOW_KG = RESERVE_KG + 10.0
"""Near the reserve: somebody says so."""

NO_MARGIN_KG = 300.0
"""Below it not even this try goes on: the way home takes 280."""

HOLD_PLACE_M = 0.3
HOLD_NOSE = 0.02617694830787315
"""Sine of 1.5 degrees."""
HOLD_CLOSING_M_S = 0.03
HOLD_TICKS = 15 * TICKS_PER_S
"""What the first lesson asks for."""

LESSON_TICKS: dict[Start, int] = {
    Start.HOLD: 240 * TICKS_PER_S,
    Start.COME_IN: 480 * TICKS_PER_S,
    Start.IN_THE_DARK: 480 * TICKS_PER_S,
}
"""How long a lesson lasts."""

LESSON_LOST_M = 45.0
"""Farther out than this a lesson is over."""

_SIN_NOSE_OFF, _SIN_NOSE_TRUE = 0.0697564737, 0.0436193874
"""4 and 2.5 degrees."""
_SIN_ROLLED, _SIN_UPRIGHT = 0.1045284633, 0.0697564737
"""6 and 4 degrees."""
_TURNING_RAD_S, _STILL_RAD_S = 0.0087266463, 0.0052359878
"""0.5 and 0.3 deg/s."""
_TAN_WIDE, _TAN_NARROW = 0.1316524976, 0.0261859216
"""7.5 and 1.5 degrees: half the fields."""

COACH_TICKS = 12 * TICKS_PER_S
"""Advice on assisted comes no oftener."""


class Noted:
    """Bits of what holds now and has been said; plain numbers, because they are looked at all the time."""

    OPENING = 1
    FALLING = 2
    MOVED = 4
    """Has been closing since the last stop."""
    FAST = 8
    SLOW = 16
    DRIFTING = 32
    NOSE_OFF = 64
    ROLLED = 128
    TURNING = 256
    CHASING = 512
    LOST = 1024
    HANDS_OFF = 2048
    RELAY = 4096
    GLARE = 8192
    UNLIT = 16384
    FUEL_LOW = 32768
    TIME_SHORT = 65536


def passed_gates(range_m: float) -> int:
    """Return the bit mask of the gates that lie outside a range: a flight that begins inside has them."""
    mask = 0
    for index, (gate, _) in enumerate(GATES):
        if range_m < gate:
            mask |= 1 << index
    return mask


def deadline_s(state: DockingState) -> float:
    """Return the second of the day at which this flight is called off."""
    if state.start is Start.DAY:
        return float(sky.called_off_s(state.start_s, waited=state.waited))
    return state.start_s + LESSON_TICKS[state.start] * TICK_S


def noticed(state: DockingState, now: Line) -> tuple[DockingState, list[CueGiven]]:
    """Return the state with what is noticed in it, and the cues of that."""
    seen = _Look(state, now)
    seen.way()
    seen.speed()
    seen.aim()
    seen.hands()
    seen.sky()
    seen.people()
    seen.rules()
    return seen.state, seen.cues


class _Look:
    """One look; collects cues, then the state that remembers them."""

    def __init__(self, state: DockingState, now: Line) -> None:
        self.state = state
        self.now = now
        self.cues: list[CueGiven] = []

    def say(self, cue: Cue, *numbers: tuple[str, int]) -> None:
        self.cues.append(CueGiven(cue, self.state.tick, numbers))

    def watch(self, **changed: object) -> None:
        self.state = replace(self.state, watch=replace(self.state.watch, **changed))  # type: ignore[arg-type]  # typed by the field names

    def has(self, flag: int) -> bool:
        return bool(self.state.watch.on & flag)

    def put(self, flag: int, *, on: bool) -> None:
        mask = self.state.watch.on
        if bool(mask & flag) is not on:
            self.watch(on=mask | flag if on else mask & ~flag)

    def latch(self, flag: int, *, enter: bool, leave: bool, cue: Cue | None, end: Cue | None = None) -> None:
        """Say ``cue`` on the way in, ``end`` on the way out."""
        if self.state.watch.on & flag:
            if leave:
                self.put(flag, on=False)
                if end is not None:
                    self.say(end)
        elif enter:
            self.put(flag, on=True)
            if cue is not None:
                self.say(cue)

    def way(self) -> None:
        """Gates, and falling back."""
        state, now = self.state, self.now
        watch = state.watch
        at = now.range_m
        if at < watch.least_m - 0.2:
            self.watch(least_m=at)
        for index, (gate, cue) in enumerate(GATES):
            if at >= gate:
                break
            if not watch.gates >> index & 1:
                self.watch(gates=self.state.watch.gates | 1 << index)
                self.say(cue)
        outward = now.closing_m_s < -0.01
        back = at > watch.least_m + 2.0 and outward and not state.backing_off
        self.latch(Noted.OPENING, enter=back, leave=now.closing_m_s > 0.02, cue=Cue.OPENING)
        if watch.on & Noted.OPENING and not self.state.watch.on & Noted.OPENING:
            self.watch(least_m=at)
        away = at > 90.0 and now.closing_m_s < 0.0 and not state.backing_off
        self.latch(Noted.FALLING, enter=away, leave=at < 85.0, cue=Cue.FALLING_AWAY)
        if at < GO_INSIDE_M and not state.go and not state.cabin.without_go:
            self.state = replace(self.state, cabin=replace(state.cabin, without_go=True))
            self.say(Cue.WENT_WITHOUT_GO)

    def speed(self) -> None:
        """Too fast, too slow, stopped."""
        state, now = self.state, self.now
        closing, at = now.closing_m_s, now.range_m
        limit = closing_limit_m_s(at)
        self.latch(
            Noted.FAST,
            enter=closing > limit,
            leave=closing < limit - 0.02,
            cue=Cue.TOO_FAST,
            end=Cue.SLOW_ENOUGH,
        )
        left = deadline_s(state) - state.now_s
        going = state.go and state.start is not Start.HOLD and state.tick > 90 * TICKS_PER_S and at > 5.0
        needs = at / max(closing, 0.01)
        # Not while something is being done about the speed.
        settled = state.tick - state.watch.order_tick >= 10 * TICKS_PER_S and not state.backing_off
        slow = going and settled and closing > -0.05 and needs > left
        self.latch(Noted.SLOW, enter=slow, leave=needs < 0.8 * left, cue=Cue.TOO_SLOW)
        if state.backing_off:
            self.put(Noted.MOVED, on=False)
        elif closing > 0.05:
            if not self.has(Noted.MOVED):
                self.put(Noted.MOVED, on=True)
        elif self.has(Noted.MOVED) and abs(closing) < 0.015 and 1.0 <= at < 60.0:
            self.put(Noted.MOVED, on=False)
            self.say(Cue.STOPPED_AT_TWO if at < 3.0 else Cue.STOPPED)

    def aim(self) -> None:
        """Off the line, nose off, rolled, turning, target lost."""
        state, now = self.state, self.now
        at = max(0.5, now.range_m)
        off = miss_m(now)
        growing = now.right_m * now.right_m_s + now.down_m * now.down_m_s > 0.003 * off
        self.latch(
            Noted.DRIFTING,
            enter=off > 0.1 * at and off > 0.15 and growing,
            leave=off < 0.06 * at + 0.04,
            cue=Cue.DRIFTING,
            end=Cue.LINED_UP,
        )
        nose = now.nose_right * now.nose_right + now.nose_down * now.nose_down
        self.latch(
            Noted.NOSE_OFF,
            enter=nose > _SIN_NOSE_OFF * _SIN_NOSE_OFF,
            leave=nose < _SIN_NOSE_TRUE * _SIN_NOSE_TRUE,
            cue=Cue.NOSE_OFF,
            end=Cue.NOSE_TRUE,
        )
        roll = abs(now.roll)
        self.latch(Noted.ROLLED, enter=roll > _SIN_ROLLED, leave=roll < _SIN_UPRIGHT, cue=Cue.ROLLED)
        p, q, r = relative_rate(state.ship)
        turn = p * p + q * q + r * r
        asked = state.machine.settle > state.tick or deflected(state.hands) & ROTATIONS
        self.latch(
            Noted.TURNING,
            enter=turn > _TURNING_RAD_S * _TURNING_RAD_S and not asked,
            leave=turn < _STILL_RAD_S * _STILL_RAD_S,
            cue=Cue.TURNING,
        )
        # The middle of the port from the eye, in the ship's axes.
        x, y, z = to_body(state.ship.attitude, subtract(PORT_M, state.ship.position_m))
        x -= EYE_M
        edge = (_TAN_NARROW if state.narrow else _TAN_WIDE) * x
        angle = y * y + z * z
        self.latch(
            Noted.LOST,
            enter=x <= 0.0 or angle > edge * edge,
            leave=x > 0.0 and angle < 0.81 * edge * edge,
            cue=Cue.LOST_TARGET,
            end=Cue.FOUND_TARGET,
        )

    def hands(self) -> None:
        """Chasing, and hands that do nothing."""
        watch, tick = self.state.watch, self.state.tick
        taps = watch.taps
        quick = len(taps) == 10 and tick - taps[0][0] <= 200
        both = quick and any(a ^ 1 == b for _, a in taps for _, b in taps)
        calm = len(taps) < 10 or tick - taps[0][0] > 400
        self.latch(Noted.CHASING, enter=both, leave=calm, cue=Cue.CHASING)
        idle = tick - watch.order_tick >= 40 * TICKS_PER_S
        self.latch(Noted.HANDS_OFF, enter=idle, leave=not idle, cue=Cue.HANDS_OFF)

    def sky(self) -> None:
        """Light and radio."""
        state = self.state
        lesson = SETTINGS[state.start].dark
        after = state.now_s
        before = after - LOOK_TICKS * TICK_S
        if lesson is None:
            for instant, cue in _INSTANTS:
                if before < instant <= after:
                    self.say(cue)
            relay = sky.relay_heard(state.seed, after)
            self.latch(Noted.RELAY, enter=relay, leave=not relay, cue=Cue.RELAY_HEARD, end=Cue.RELAY_GONE)
        dark = sky.dark(after, lesson)
        at = self.now.range_m
        lit = dark and state.lamp
        self.latch(Noted.GLARE, enter=lit and at < 12.0, leave=not lit or at > 14.0, cue=Cue.GLARE)
        blind = dark and (not state.lamp or state.filter_on)
        if not blind:
            if state.watch.dark_from >= 0:
                self.watch(dark_from=-1)
                self.put(Noted.UNLIT, on=False)
        elif state.watch.dark_from < 0:
            self.watch(dark_from=state.tick)
        elif state.tick - state.watch.dark_from >= 30 * TICKS_PER_S and not self.has(Noted.UNLIT):
            self.put(Noted.UNLIT, on=True)
            self.say(Cue.DARK_WITHOUT_LAMP)

    def people(self) -> None:
        """Ranges that are offered, advice, and silence."""
        state = self.state
        watch, tick = state.watch, state.tick
        if state.speaks in ("vera", "moscow") and state.start is not Start.HOLD:
            if watch.next_offer == 0:
                self.watch(next_offer=tick + self._pause())
            elif tick >= watch.next_offer:
                self.watch(next_offer=tick + self._pause())
                if state.speaks == "vera" and look(state).clarity >= BLIND_CLARITY:
                    offer = range_answer(state, self.now, Asked.OFFER)
                    self.state = replace(self.state, answers=(*self.state.answers, offer))
                elif state.speaks == "moscow" and moscow_hears(state) and (direct_voice(state) or state.go):
                    offer = moscow_answer(state, self.now, Asked.MOSCOW_OFFER)
                    self.state = replace(self.state, answers=(*self.state.answers, offer))
        if state.rung is Rung.ASSISTED and not state.backing_off and tick - watch.coached >= COACH_TICKS:
            advised = advise(state)
            number = advised.advice.value
            again = number != Advice.WAIT.value and tick - watch.coached >= 2 * COACH_TICKS
            if number != watch.advice or again:
                self.watch(coached=tick, advice=number)
                order = advised.order
                tenths = (order.ticks + 1) // 2 if isinstance(order, Pulse) else 0
                self.say(Cue.COACH, ("advice", number), ("tenths", tenths))
        if self.cues:
            self.watch(cue_tick=tick)
        elif tick - watch.cue_tick >= 30 * TICKS_PER_S:
            self.watch(cue_tick=tick)
            self.say(Cue.QUIET_CABIN)

    def _pause(self) -> int:
        return (25 + draw(self.state.seed, "docking/offers", self.state.tick, 16)) * TICKS_PER_S

    def rules(self) -> None:
        """Propellant, time, and a ship that is gone."""
        state, now = self.state, self.now
        left = deadline_s(state) - state.now_s
        if state.start is not Start.DAY:
            self._lesson(left)
            return
        fuel = state.propellant_kg
        self.latch(Noted.FUEL_LOW, enter=fuel < FUEL_LOW_KG, leave=False, cue=Cue.FUEL_LOW)
        self.latch(Noted.TIME_SHORT, enter=left <= 60.0, leave=False, cue=Cue.TIME_SHORT)
        if fuel < NO_MARGIN_KG:
            self.say(Cue.OUT_OF_PROPELLANT)
            self.state = replace(self.state, phase=Phase.PROPELLANT_OUT)
        elif _distance_m(now) > LOST_M or left <= 0.0:
            self.say(Cue.CALLED_OFF)
            self.state = replace(self.state, phase=Phase.CALLED_OFF)

    def _lesson(self, left: float) -> None:
        state, now = self.state, self.now
        if left <= 0.0 or _distance_m(now) > LESSON_LOST_M:
            self.say(Cue.CALLED_OFF)
            self.state = replace(state, phase=Phase.MISSED)
            return
        self.latch(Noted.TIME_SHORT, enter=left <= 60.0, leave=False, cue=Cue.TIME_SHORT)
        if state.start is not Start.HOLD:
            return
        nose = sqrt(now.nose_right * now.nose_right + now.nose_down * now.nose_down)
        held = miss_m(now) < HOLD_PLACE_M and nose < HOLD_NOSE and abs(now.closing_m_s) < HOLD_CLOSING_M_S
        since = state.watch.steady_from
        if not held:
            if since >= 0:
                self.watch(steady_from=-1)
        elif since < 0:
            self.watch(steady_from=state.tick)
        elif state.tick - since >= HOLD_TICKS:
            self.state = replace(self.state, phase=Phase.PASSED)


def _distance_m(now: Line) -> float:
    """Return how far the probe's head is from the port, whichever way [m]."""
    off = miss_m(now)
    return sqrt(now.range_m * now.range_m + off * off)


_INSTANTS: tuple[tuple[int, Cue], ...] = (
    (sky.SIGNAL_LOST_S - 60, Cue.SIGNAL_ONE_MINUTE),
    (sky.SUNSET_S - 60, Cue.SUN_ONE_MINUTE),
    (sky.SIGNAL_LOST_S, Cue.SIGNAL_LOST),
    (sky.SUNSET_S, Cue.SUNSET),
    (sky.SUNRISE_S, Cue.SUNRISE),
)


def first_watch(range_m: float) -> Watch:
    """Return what has been noticed at the beginning: nothing but the gates that lie behind."""
    return Watch(gates=passed_gates(range_m), least_m=range_m)
