"""How the approach is flown: line up, come in, stop at two metres, one push.

Law: the procedure of the day (sourced: the logbooks of S. Cristoforetti, ESA), the same for everybody; what
differs is the character. ``decide`` is pure: a memory and a view give orders and a memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking.pilots.mind import (
    FORWARD_M_S2,
    ROLL_DEG_S2,
    SLIDE_M_S2,
    TRIM_DEG_S,
    TURN_DEG_S2,
    Mind,
    fresh_mind,
    having_pulsed,
    having_seen,
)
from game.emergencies.docking.sight import Light
from game.vocabulary.flying import (
    LONGEST_PULSE_TICKS,
    TICK_S,
    TICKS_PER_S,
    Ask,
    BackOff,
    Call,
    Control,
    Cue,
    FlightOrder,
    Pulse,
    Set,
    Switch,
    WaveOff,
)

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character, Mood
    from game.emergencies.docking.pilots.track import Track
    from game.emergencies.docking.pilots.view import View

GATE_M = 54.0
"""Nobody goes farther in than this without Moscow's word; the rule says 50 m."""

PUSH_TICKS = 50
"""Two and a half seconds: from rest to 9 cm/s (sourced: one known push from 2 m)."""

_WAITS_FOR_GO_S = 100.0
_BLIND_S = 45.0
"""Who has not made out the target for so long gives this approach up. Chosen for play."""

_DUSK_S = 5.0


_NEAR_M = 6.0
_LAST_LOOK_M = 1.3
_TOO_LATE_M = 0.6
"""Between these two it is settled whether the cone will take it."""

_HANDS_OFF_M = 0.7
"""Nobody turns a nose that is held when it is about to touch."""

_LONG_S = 2.0
_BURDEN = 2.0
"""With a nose to hold as well, everything takes so much longer to think of. Chosen for play."""

_TURNING_DEG_S = 0.1
_SURE_DEG = 0.4
"""Nobody turns the nose before knowing so well where it points."""


class Part(Enum):
    """Of the approach."""

    LINE_UP = "line_up"
    COME_IN = "come_in"
    STOPPED = "stopped"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one approach.

    Attributes:
        mind: what is believed.
        part: of the approach.
        part_since_s: when it began.
        acted_s: when the hands last did something about closing, right, down, nose right, nose down, roll.
        busy_until_s: the hands are busy, or the head is.
        asked_s: when the range was last asked for.
        dark_since_s: when it was first seen to be dark; below zero when it is not.
        pulses: given so far; numbers the draws of the hand.
        go_asked: whether Moscow was asked for the word.
        gone: whether the approach was given up.
        mood: how this approach finds the pilot.
    """

    mind: Mind
    mood: Mood
    part: Part = Part.LINE_UP
    part_since_s: float = 0.0
    acted_s: tuple[float, ...] = (0.0,) * 6
    busy_until_s: float = 0.0
    asked_s: float = 0.0
    dark_since_s: float = -1.0
    pulses: int = 0
    go_asked: bool = False
    gone: bool = False


def begin(mood: Mood) -> Memory:
    """Return the memory with which an approach begins."""
    return Memory(fresh_mind(), mood)


def decide(character: Character, memory: Memory, view: View) -> tuple[Memory, tuple[FlightOrder, ...]]:
    """Return what is remembered and what is ordered after this view."""
    memory = replace(memory, mind=having_seen(memory.mind, character, memory.mood, view))
    if memory.gone:
        return memory, ()
    orders: list[FlightOrder] = []
    memory = _cabin(character, memory, view, orders)
    memory = _calls(character, memory, view, orders)
    if _hopeless(character, memory, view):
        way_out: FlightOrder = BackOff() if memory.mind.range_m < _BACK_OFF_FROM_M else WaveOff()
        return replace(memory, gone=True), (*orders, way_out)
    memory = _next_part(character, memory, view)
    memory = _handle(character, memory, view, orders)
    return memory, tuple(orders)


_BACK_OFF_FROM_M = 12.0


def _cabin(character: Character, memory: Memory, view: View, orders: list[FlightOrder]) -> Memory:
    """Lamp, filter and the field of the sight."""
    dark = view.sight.light is Light.DARK
    if not dark:
        memory = replace(memory, dark_since_s=-1.0)
    elif memory.dark_since_s < 0.0:
        memory = replace(memory, dark_since_s=view.seconds)
    in_the_dark_s = view.seconds - memory.dark_since_s if dark else 0.0
    told = any(cue.cue is Cue.DARK_WITHOUT_LAMP for cue in view.heard)
    if dark and not view.panel.lamp and (told or in_the_dark_s >= memory.mood.lamp_after_s):
        orders.append(Set(Switch.LAMP, on=True))
    if dark and view.panel.filter_on and (told or in_the_dark_s >= memory.mood.lamp_after_s):
        orders.append(Set(Switch.FILTER, on=False))
    if not dark and not view.panel.filter_on:
        orders.append(Set(Switch.FILTER, on=True))
    # A nose that nobody holds soon carries the target out of the narrow field.
    far = memory.mind.range_m > character.narrow_beyond_m and view.panel.rate_hold
    wants_narrow = far and _in_narrow(view)
    if wants_narrow != view.panel.narrow:
        orders.append(Set(Switch.NARROW, on=wants_narrow))
    return memory


def _in_narrow(view: View) -> bool:
    sight = view.sight
    off = sqrt(
        sight.target_right_deg * sight.target_right_deg + sight.target_down_deg * sight.target_down_deg
    )
    return sight.in_field and off < (1.35 if view.panel.narrow else 1.0)


def _calls(character: Character, memory: Memory, view: View, orders: list[FlightOrder]) -> Memory:
    """Moscow's word, and the range from the seat at the right."""
    if not view.panel.go and not memory.go_asked:
        orders.append(Call(Ask.MOSCOW))
        memory = replace(memory, go_asked=True)
    every = character.asks_every_s
    if every >= 1.0 and view.seconds - memory.asked_s >= every and memory.part is not Part.PUSH:
        orders.append(Call(Ask.RANGE))
        memory = replace(memory, asked_s=view.seconds)
    return memory


def _hopeless(character: Character, memory: Memory, view: View) -> bool:
    mind = memory.mind
    if view.seconds - mind.seen_s > _BLIND_S:
        return True
    if _TOO_LATE_M < mind.range_m < _LAST_LOOK_M and mind.miss_m > character.fit_m:
        return True
    return mind.range_m < 4.0 and mind.place_m > character.gives_up_m


def _next_part(character: Character, memory: Memory, view: View) -> Memory:
    mind, here_s = memory.mind, view.seconds - memory.part_since_s
    match memory.part:
        case Part.LINE_UP:
            true = mind.place_deg < character.crooked_deg and mind.drift_m_s < 0.05 and mind.looks > 10
            if view.panel.go and (true or here_s > character.lines_up_s):
                return _now(memory, Part.COME_IN, view)
            if view.seconds > _WAITS_FOR_GO_S and true:
                return _now(memory, Part.COME_IN, view)
        case Part.COME_IN:
            if mind.range_m < max(1.6, memory.mood.stops_at_m):
                stops = memory.mood.stops_at_m >= 1.0
                return _now(memory, Part.STOPPED if stops else Part.PUSH, view)
        case Part.STOPPED:
            true = (
                mind.miss_m < 0.4 * character.fit_m
                and mind.drift_m_s < 0.012
                and mind.nose_deg < 1.2
                and abs(mind.closing_m_s) < 0.03
            )
            if true or here_s > character.looks_at_stop_s:
                return _now(memory, Part.PUSH, view)
        case Part.PUSH:
            pass
    return memory


def _now(memory: Memory, part: Part, view: View) -> Memory:
    return replace(memory, part=part, part_since_s=view.seconds)


def _wanted_closing_m_s(character: Character, memory: Memory, view: View) -> float:
    mind, haste = memory.mind, memory.mood.haste
    taught = min(0.30, 0.06 + 0.0055 * max(0.0, mind.range_m)) * haste
    match memory.part:
        case Part.LINE_UP:
            return 0.0 if mind.range_m < GATE_M + 6.0 else 0.06
        case Part.COME_IN:
            if not view.panel.go and mind.range_m < GATE_M and view.seconds < _WAITS_FOR_GO_S:
                return 0.0
            if mind.place_deg > 3.0 * character.crooked_deg + 1.0 and mind.range_m > 3.0:
                return min(taught, 0.08)
            return taught
        case Part.STOPPED:
            return 0.0
        case Part.PUSH:
            return 0.095


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that a hand could do now.

    Attributes:
        press: how much it is called for; 1 is barely.
        channel: index into `Memory.acted_s`.
        control: which way.
        seconds: how long [s].
    """

    press: float
    channel: int
    control: Control
    seconds: float


_CLOSING, _RIGHT, _DOWN, _NOSE_RIGHT, _NOSE_DOWN, _ROLL = range(6)


def _handle(character: Character, memory: Memory, view: View, orders: list[FlightOrder]) -> Memory:
    """Do the one thing that is called for most; nobody does two at once."""
    if view.seconds < memory.busy_until_s:
        return memory
    wishes = [wish for wish in _wishes(character, memory, view) if wish is not None]
    if not wishes:
        return memory
    wish = max(wishes, key=lambda one: one.press)
    memory = _pulse(character, memory, wish, view, orders)
    acted = list(memory.acted_s)
    acted[wish.channel] = view.seconds
    thinks_s = character.thinks_s * (1.0 if view.panel.rate_hold else _BURDEN)
    busy_s = thinks_s + min(wish.seconds, _LONG_S)
    return replace(memory, acted_s=tuple(acted), busy_until_s=view.seconds + busy_s)


def _wishes(character: Character, memory: Memory, view: View) -> tuple[Wish | None, ...]:
    mind, held = memory.mind, view.panel.rate_hold
    near = mind.range_m < _NEAR_M
    every = 0.5 * character.acts_every_s if near else character.acts_every_s

    def rested(channel: int, seconds: float) -> bool:
        return view.seconds - memory.acted_s[channel] >= seconds

    return (
        _push(character, memory, view) if rested(_CLOSING, 2.0 if near else every) else None,
        _slide(character, memory, mind.right, mind.head_right_m, _RIGHT) if rested(_RIGHT, every) else None,
        _slide(character, memory, mind.down, mind.head_down_m, _DOWN) if rested(_DOWN, every) else None,
        *(
            _turn(track, channel, held=held)
            if rested(channel, 4.0 if held else 1.5) and not (held and mind.range_m < _HANDS_OFF_M)
            else None
            for channel, track in (
                (_NOSE_RIGHT, mind.nose_right),
                (_NOSE_DOWN, mind.nose_down),
                (_ROLL, mind.roll),
            )
        ),
    )


def _push(character: Character, memory: Memory, view: View) -> Wish | None:
    missing = _wanted_closing_m_s(character, memory, view) - memory.mind.closing_m_s
    dead = 0.012 if memory.part is Part.STOPPED else 0.03
    if abs(missing) < dead:
        return None
    control = Control.FORWARD if missing > 0.0 else Control.AFT
    return Wish(abs(missing) / dead, _CLOSING, control, abs(missing) / FORWARD_M_S2)


def _slide(character: Character, memory: Memory, track: Track, head_m: float, channel: int) -> Wish | None:
    near = memory.mind.range_m < _NEAR_M
    off = head_m if near else track.value
    settle_s, fastest = (9.0, 0.03) if near else (22.0, 0.10)
    missing = max(-fastest, min(fastest, -off / settle_s)) - track.rate
    dead = 0.003 + 0.6 * sqrt(max(0.0, track.rate_doubt)) / character.chases
    if abs(missing) < dead:
        return None
    more, less = (Control.RIGHT, Control.LEFT) if channel == _RIGHT else (Control.DOWN, Control.UP)
    return Wish(abs(missing) / dead, channel, more if missing > 0.0 else less, abs(missing) / SLIDE_M_S2)


_WAYS = {
    _NOSE_RIGHT: (Control.NOSE_RIGHT, Control.NOSE_LEFT),
    _NOSE_DOWN: (Control.NOSE_DOWN, Control.NOSE_UP),
    _ROLL: (Control.ROLL_LEFT, Control.ROLL_RIGHT),
}


def _turn(track: Track, channel: int, *, held: bool) -> Wish | None:
    """Trim what the computer holds; or catch what turns freely."""
    more, less = _WAYS[channel]
    if held:
        dead = 3.0 if channel == _ROLL else 0.7
        if abs(track.value) < dead or track.doubt > _SURE_DEG * _SURE_DEG:
            return None
        return Wish(
            abs(track.value) / dead,
            channel,
            less if track.value > 0.0 else more,
            abs(track.value) / TRIM_DEG_S,
        )
    missing = max(-0.3, min(0.3, -track.value / 8.0)) - track.rate
    if abs(missing) < _TURNING_DEG_S:
        return None
    seconds = abs(missing) / (ROLL_DEG_S2 if channel == _ROLL else TURN_DEG_S2)
    return Wish(abs(missing) / _TURNING_DEG_S, channel, more if missing > 0.0 else less, seconds)


def _pulse(character: Character, memory: Memory, wish: Wish, view: View, orders: list[FlightOrder]) -> Memory:
    """Give a pulse as this hand gives it; the mind believes that it was as long as was meant."""
    gain = character.gain.at(memory.mood.seed, f"{memory.mood.stream}/hand", memory.pulses)
    meant = min(wish.seconds, LONGEST_PULSE_TICKS * TICK_S)
    given = meant * (1.0 + (gain - 1.0) * memory.mood.size)
    ticks = max(1, min(LONGEST_PULSE_TICKS, round(given * TICKS_PER_S)))
    orders.append(Pulse(wish.control, ticks))
    believed = max(TICK_S, meant)
    return replace(
        memory,
        mind=having_pulsed(memory.mind, wish.control, believed, held=view.panel.rate_hold),
        pulses=memory.pulses + 1,
    )
