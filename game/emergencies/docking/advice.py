"""The crew's standing advice: what to do next, from what they perceive.

Law: only what they make of what they saw (`felt`), the panel and the glimpse; never the true range or
speed. One thing at a time, the most pressing first, meant for a turn whose length goes by the range that
they believe.

Speeds and limits are chosen for play, after the crews' rules (facts 2.7, 2.8): the last two metres slowly,
a stop where the line is not good enough, one push from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.emergencies.docking.answers import direct_voice
from game.emergencies.docking.eyes import glimpse
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M
from game.emergencies.docking.instruments import read
from game.emergencies.docking.line import DOWN, FORWARD, ORBITAL_RATE_RAD_S, RIGHT, line
from game.emergencies.docking.rules import closing_limit_m_s
from game.emergencies.docking.sight import Light
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import Asked
from game.vocabulary.flying import (
    LONGEST_PULSE_TICKS,
    TICK_S,
    TICKS_PER_S,
    Ask,
    BackOff,
    Call,
    Control,
    Pulse,
    Rung,
    Set,
    Switch,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.docking.sight import Sight
    from game.emergencies.docking.state import DockingState, Felt
    from game.vocabulary.flying import FlightOrder

    _Found = tuple["Advice", FlightOrder | None] | None
    _Look = Callable[[DockingState, Sight], _Found]

PUSH_M_S2 = 0.0378
"""What the forward jets give on one set, as every crew knows (sourced: a tenth of the main engine)."""

SLIDE_M_S2 = 0.0189
"""What a sliding jet gives on one set."""

TURN_DEG_S = 0.5
"""How fast a rotation pulse turns the held nose."""

PITCH_KNOCK_DEG_S, ROLL_KNOCK_DEG_S = 0.056, 0.135
"""What a tick of turning jets adds to the nose's rate, and to the roll's, when nothing holds them."""

NARROW_FROM_M, NARROW_TO_M = 50.0, 45.0
"""Farther out than the first the narrow field shows the place better; nearer than the second the module no
longer fits into it."""

_AFTER_DEG_S = 0.4
"""How fast a nose is turned after a target that has left the field; chosen for play."""

_PITCHES = (Control.NOSE_UP, Control.NOSE_DOWN)
_YAWS = (Control.NOSE_RIGHT, Control.NOSE_LEFT)
_ROLLS = (Control.ROLL_RIGHT, Control.ROLL_LEFT)

BLIND_WITHIN_M = 10.0
"""Whoever loses the target so near goes back."""

HOPELESS_M = 0.6
"""So far off the line at the port there is no time left to correct it."""

_DEG = 57.29577951308232

STATION_DEG_S = (
    ORBITAL_RATE_RAD_S * RIGHT[2] * _DEG,
    ORBITAL_RATE_RAD_S * DOWN[2] * _DEG,
    ORBITAL_RATE_RAD_S * FORWARD[2] * _DEG,
)
"""How a ship has to turn to follow the station: pitch, yaw, roll; 3.9 degrees a minute, in two channels."""


class Advice(Enum):
    """What is advised; the number goes with `game.vocabulary.flying.Cue.COACH`."""

    WAIT = 0
    """Let time pass."""
    ASK_GO = 1
    SLIDE_LEFT = 2
    SLIDE_RIGHT = 3
    SLIDE_UP = 4
    SLIDE_DOWN = 5
    NOSE_LEFT = 6
    NOSE_RIGHT = 7
    NOSE_UP = 8
    NOSE_DOWN = 9
    FASTER = 10
    SLOWER = 11
    LAMP_ON = 12
    FILTER_OFF = 13
    FILTER_ON = 14
    NARROW_ON = 15
    NARROW_OFF = 16
    RATE_HOLD_ON = 17
    ROLL_LEFT = 18
    ROLL_RIGHT = 19
    ASK_RANGE = 20
    BACK_OFF = 21


@dataclass(frozen=True, slots=True)
class Advised:
    """One piece of advice.

    Attributes:
        advice: what.
        order: what to do about it; None: let time pass.
        ticks: how long a turn it is meant for.
    """

    advice: Advice
    order: FlightOrder | None
    ticks: int


def turn_ticks(range_m: float) -> int:
    """Return the length of a turn at a range: 20 s beyond 100 m, 10 s to 30 m, 5 s to 5 m, 2 s at the end."""
    seconds = 20 if range_m > 100.0 else 10 if range_m > 30.0 else 5 if range_m > 5.0 else 2
    return seconds * TICKS_PER_S


def planned_closing_m_s(range_m: float) -> float:
    """Return the closing speed that the crew would have at a range [m/s]."""
    return min(0.30, 0.09 + 0.003 * max(0.0, range_m))


def advise(state: DockingState) -> Advised:
    """Return the crew's standing advice."""
    turn = turn_ticks(state.felt.away.value)
    if state.rung is Rung.BARE:
        # What turns goes on turning.
        turn = min(turn, 5 * TICKS_PER_S)
    looks: tuple[_Look, ...] = (_speed, _cabin, _sight, _nose, _way)
    if state.rung is Rung.BARE and state.tick // turn % 2:
        # A loose nose would take every turn; every other one is for the way.
        looks = (_speed, _cabin, _sight, _way, _nose)
    if not (state.backing_off or state.braking):
        sight = glimpse(state)
        for look in looks:
            found = look(state, sight)
            if found is not None:
                return Advised(found[0], found[1], turn)
    return Advised(Advice.WAIT, None, turn)


def _speed(state: DockingState, _: Sight) -> _Found:
    """What cannot wait: a speed far over the limit, or one that can no longer be taken off in time."""
    away, closing = state.felt.away.value, -state.felt.away.rate
    if away < 1.0 or closing < 1.3 * closing_limit_m_s(away):
        return None
    to_stop_m = closing * closing / (2.0 * PUSH_M_S2)
    if to_stop_m > 0.7 * away:
        return Advice.BACK_OFF, BackOff()
    return Advice.SLOWER, Pulse(Control.AFT, _ticks((closing - planned_closing_m_s(away)) / PUSH_M_S2))


def _cabin(state: DockingState, sight: Sight) -> _Found:
    """Lamp, filter, rate hold, Moscow."""
    dark = sight.light is Light.DARK
    if dark and state.filter_on:
        return Advice.FILTER_OFF, Set(Switch.FILTER, on=False)
    if dark and not state.lamp:
        return Advice.LAMP_ON, Set(Switch.LAMP, on=True)
    if not dark and not state.filter_on:
        return Advice.FILTER_ON, Set(Switch.FILTER, on=True)
    if not state.rate_hold and state.rung is not Rung.BARE:
        return Advice.RATE_HOLD_ON, Set(Switch.RATE_HOLD, on=True)
    asked = any(answer.about is Asked.GO and answer.asked > 0 for answer in state.answers)
    if not state.go and not asked and sight.in_field and state.tick >= 15 * TICKS_PER_S:
        return Advice.ASK_GO, Call(Ask.MOSCOW)
    return None


def _sight(state: DockingState, sight: Sight) -> _Found:
    """The field to look through, a range where none is known, and the way out where there is no other."""
    felt = state.felt
    away = felt.away.value
    aside = max(abs(sight.target_right_deg), abs(sight.target_down_deg))
    if sight.narrow and (not sight.in_field or aside > 1.2 or away < NARROW_TO_M):
        return Advice.NARROW_OFF, Set(Switch.NARROW, on=False)
    if felt.looks and away < BLIND_WITHIN_M and not sight.in_field:
        return Advice.BACK_OFF, BackOff()
    right, down = _head(felt)
    if away < 1.0 and max(abs(right), abs(down)) > HOPELESS_M:
        return Advice.BACK_OFF, BackOff()
    asked = any(answer.about in (Asked.RANGE, Asked.OFFER) for answer in state.answers)
    old = state.heard.range_m == 0.0 or state.tick - state.heard.tick > 40 * TICKS_PER_S
    if felt.away.doubt > (0.08 * away) * (0.08 * away) and away > 5.0 and old and not asked:
        return Advice.ASK_RANGE, Call(Ask.RANGE)
    unsure = max(felt.right.doubt, felt.down.doubt) > 0.5
    if not sight.narrow and sight.in_field and aside < 0.9 and unsure and away > NARROW_FROM_M:
        return Advice.NARROW_ON, Set(Switch.NARROW, on=True)
    return None


def _head(felt: Felt) -> tuple[float, float]:
    """Return where the probe's head is believed to be, right and down of the line [m]."""
    return (
        felt.right.value + HEAD_BEFORE_EYE_M * felt.nose_right_deg / _DEG,
        felt.down.value + HEAD_BEFORE_EYE_M * felt.nose_down_deg / _DEG,
    )


def _nose(state: DockingState, sight: Sight) -> _Found:
    """The nose and the roll, when it is clear enough how they stand."""
    felt = state.felt
    if felt.looks < 8 and not sight.in_field and state.rate_hold:
        # Nothing is known but the side to which the target went.
        right, down = sight.target_right_deg, sight.target_down_deg
        if abs(right) >= abs(down):
            control = Control.NOSE_RIGHT if right > 0.0 else Control.NOSE_LEFT
        else:
            control = Control.NOSE_DOWN if down > 0.0 else Control.NOSE_UP
        return _TURNED[control], Pulse(control, 2 * TICKS_PER_S)
    if not sight.in_field and not state.rate_hold:
        return _swung_back(state, sight)
    if felt.looks < 8 or state.machine.settle > state.tick:
        return None
    far = max(3.0, felt.away.value + HEAD_BEFORE_EYE_M)
    # An unsure place looks like a nose.
    unsure = (felt.right.doubt + felt.down.doubt) / (far * far) * _DEG * _DEG
    if unsure > 0.5:
        return None
    if state.rung is Rung.BARE:
        return _loose_nose(state)
    right, down, roll = felt.nose_right_deg, felt.nose_down_deg, felt.roll_deg
    limit = 0.7 if felt.away.value > 5.0 else 0.9
    if max(abs(right), abs(down)) < limit:
        if abs(roll) < 3.0:
            return None
        ticks = _ticks(abs(roll) / TURN_DEG_S)
        if roll > 0.0:
            return Advice.ROLL_LEFT, Pulse(Control.ROLL_LEFT, ticks)
        return Advice.ROLL_RIGHT, Pulse(Control.ROLL_RIGHT, ticks)
    if abs(right) >= abs(down):
        ticks = _ticks(abs(right) / TURN_DEG_S)
        if right > 0.0:
            return Advice.NOSE_LEFT, Pulse(Control.NOSE_LEFT, ticks)
        return Advice.NOSE_RIGHT, Pulse(Control.NOSE_RIGHT, ticks)
    ticks = _ticks(abs(down) / TURN_DEG_S)
    if down > 0.0:
        return Advice.NOSE_UP, Pulse(Control.NOSE_UP, ticks)
    return Advice.NOSE_DOWN, Pulse(Control.NOSE_DOWN, ticks)


def _loose_nose(state: DockingState) -> _Found:
    """The nose when nothing holds it: a jet changes how it turns, not where it stands."""
    felt = state.felt
    pitch, yaw, roll = (
        rate - turn for rate, turn in zip(read(state).rates_deg_s, STATION_DEG_S, strict=True)
    )
    within = max(8.0, 1.5 * turn_ticks(felt.away.value) * TICK_S)
    wanted = (
        (_rate(felt.nose_down_deg, within) - pitch, PITCH_KNOCK_DEG_S, *_PITCHES),
        (_rate(-felt.nose_right_deg, within) - yaw, PITCH_KNOCK_DEG_S, *_YAWS),
        (_rate(-felt.roll_deg, within) - roll, ROLL_KNOCK_DEG_S, *_ROLLS),
    )
    return _knocked(wanted)


def _swung_back(state: DockingState, sight: Sight) -> _Found:
    """The target left a field that nothing holds: stop the roll, and turn after the target, gently."""
    pitch, yaw, roll = (
        rate - turn for rate, turn in zip(read(state).rates_deg_s, STATION_DEG_S, strict=True)
    )
    side = max(1e-6, abs(sight.target_right_deg) + abs(sight.target_down_deg))
    wanted = (
        (-_AFTER_DEG_S * sight.target_down_deg / side - pitch, PITCH_KNOCK_DEG_S, *_PITCHES),
        (_AFTER_DEG_S * sight.target_right_deg / side - yaw, PITCH_KNOCK_DEG_S, *_YAWS),
        (-roll, ROLL_KNOCK_DEG_S, *_ROLLS),
    )
    return _knocked(wanted)


def _knocked(wanted: tuple[tuple[float, float, Control, Control], ...]) -> _Found:
    """Return the pulse that takes out the rate that is wanted most; None where no pulse is small enough."""
    lack, knock, plus, minus = max(wanted, key=lambda one: abs(one[0]) / one[1])
    if abs(lack) < 0.7 * knock:
        return None
    control = plus if lack > 0.0 else minus
    return _TURNED[control], Pulse(control, max(1, min(LONGEST_PULSE_TICKS, int(abs(lack) / knock + 0.5))))


def _rate(off_deg: float, within_s: float) -> float:
    """Return the rate that takes an angle out in a time, 0.3 deg/s at most."""
    return max(-0.3, min(0.3, off_deg / within_s))


_TURNED: dict[Control, Advice] = {
    Control.NOSE_UP: Advice.NOSE_UP,
    Control.NOSE_DOWN: Advice.NOSE_DOWN,
    Control.NOSE_LEFT: Advice.NOSE_LEFT,
    Control.NOSE_RIGHT: Advice.NOSE_RIGHT,
    Control.ROLL_LEFT: Advice.ROLL_LEFT,
    Control.ROLL_RIGHT: Advice.ROLL_RIGHT,
}


def _way(state: DockingState, sight: Sight) -> _Found:
    """Where the probe's head goes, and how fast it comes nearer; nothing, while the target is not seen."""
    if not sight.in_field:
        return None
    felt = state.felt
    away, closing = felt.away.value, -felt.away.rate
    right, down = _head(felt)
    planned = planned_closing_m_s(away)
    off = max(abs(right), abs(down))
    if not state.go and away < 66.0:
        planned = 0.0
    if not state.go:
        planned = min(planned, 0.03)
    close_and_off = away < 3.5 and off > 0.16
    if state.start is Start.HOLD or close_and_off or off > 0.25 * max(2.0, away):
        planned = 0.0
    turn_s = turn_ticks(away) * TICK_S
    # Time to take the offset out in: a part of the time that is left, and not less than two turns.
    left = away / max(0.08, closing)
    within = min(60.0, max(2.2 * turn_s, 0.4 * left))
    slides = (
        (
            -right / within - felt.right.rate,
            Advice.SLIDE_RIGHT,
            Advice.SLIDE_LEFT,
            Control.RIGHT,
            Control.LEFT,
        ),
        (-down / within - felt.down.rate, Advice.SLIDE_DOWN, Advice.SLIDE_UP, Control.DOWN, Control.UP),
    )
    wanted, plus, minus, control, against = max(slides, key=lambda one: abs(one[0]))
    least = 0.008 + 0.0004 * max(0.0, away)
    lack = planned - closing
    slow = max(0.02, 0.25 * planned)
    if lack < -max(0.02, 0.3 * planned):
        return Advice.SLOWER, Pulse(Control.AFT, _ticks(-lack / PUSH_M_S2))
    if abs(wanted) > least and (abs(wanted) > 2.0 * least or lack < slow):
        ticks = _ticks(min(0.12, abs(wanted)) / SLIDE_M_S2)
        return (plus, Pulse(control, ticks)) if wanted > 0.0 else (minus, Pulse(against, ticks))
    if lack > slow:
        return Advice.FASTER, Pulse(Control.FORWARD, _ticks(lack / PUSH_M_S2))
    return None


def _ticks(seconds: float) -> int:
    """Return the length of a pulse, within what a pulse may be."""
    return max(1, min(LONGEST_PULSE_TICKS, int(seconds / TICK_S + 0.5)))


_AIMING = frozenset(
    {
        *(Advice.SLIDE_LEFT, Advice.SLIDE_RIGHT, Advice.SLIDE_UP, Advice.SLIDE_DOWN),
        *(Advice.NOSE_LEFT, Advice.NOSE_RIGHT, Advice.NOSE_UP, Advice.NOSE_DOWN),
        *(Advice.ROLL_LEFT, Advice.ROLL_RIGHT),
    }
)
"""Advice that only who sees the picture can give."""


def spoken_advice(state: DockingState) -> Advised:
    """Return the standing advice, or to wait where it is about aiming and whoever could say it does not.

    In lessons and on assisted they coach. As the day was, aiming is spoken of by her if she was asked to
    speak, or by Moscow while its voice is direct; on bare by nobody.
    """
    advised = advise(state)
    if advised.advice not in _AIMING or state.rung is Rung.ASSISTED or state.start is not Start.DAY:
        return advised
    by_moscow = state.speaks == "moscow" and direct_voice(state)
    if state.rung is Rung.FLOWN and (state.speaks == "vera" or by_moscow):
        return advised
    return Advised(Advice.WAIT, None, advised.ticks)


def drift_arrow(state: DockingState) -> tuple[int, int]:
    """Return where the ship drifts, right and down, each -1, 0 or 1; for assisted."""
    now = line(state.ship)
    return _sign(now.right_m_s), _sign(now.down_m_s)


def _sign(speed_m_s: float) -> int:
    return 1 if speed_m_s > 0.015 else -1 if speed_m_s < -0.015 else 0
