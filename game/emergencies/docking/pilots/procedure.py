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
    Mind,
    fresh_mind,
    having_pulsed,
    having_seen,
)
from game.emergencies.docking.pilots.wishes import CHANNELS, NEAR_M, pressing
from game.emergencies.docking.sight import Light
from game.vocabulary.flying import (
    LONGEST_PULSE_TICKS,
    TICK_S,
    TICKS_PER_S,
    Ask,
    BackOff,
    Call,
    Cue,
    FlightOrder,
    Pulse,
    Set,
    Switch,
    WaveOff,
)

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character, Mood
    from game.emergencies.docking.pilots.view import View

_WAITS_AT_M = 60.0
"""Nobody comes nearer than this without Moscow's word; the rule says 50 m."""

_PUSH_M_S = 0.095
"""From rest at two metres: two and a half seconds of push (sourced: the one known push at the end)."""

_BACK_OFF_FROM_M = 12.0
"""Nearer than this one backs off; farther out one waves off. Chosen for play, like what follows."""

_CLOSE_M = 4.0
_LAST_LOOK_M = 1.3
_TOO_LATE_M = 0.6
"""Between these two it is settled whether the cone will take it."""

_CREEP_M_S = 0.06
_CRAWL_M_S = 0.08

_BURDEN = 2.5
"""With a nose to hold as well, everything takes so much longer to think of."""

_LONG_S = 2.0
"""A pulse of up to this length is watched to its end before the next thing."""

_COACHED_HAND = 0.5
"""Who coaches also says how long: so much of the hand's error is left."""


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
    acted_s: tuple[float, ...] = (0.0,) * CHANNELS
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
    if view.seconds - mind.seen_s > character.blind_s:
        return True
    if _TOO_LATE_M < mind.range_m < _LAST_LOOK_M and mind.miss_m > character.fit_m:
        return True
    return mind.range_m < _CLOSE_M and mind.place_m > character.gives_up_m


def _next_part(character: Character, memory: Memory, view: View) -> Memory:
    mind, here_s = memory.mind, view.seconds - memory.part_since_s
    match memory.part:
        case Part.LINE_UP:
            true = mind.place_deg < character.crooked_deg and mind.drift_m_s < 0.05 and mind.looks > 10
            if view.panel.go and (true or here_s > character.lines_up_s):
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


def _wanted_closing_m_s(character: Character, memory: Memory) -> float:
    mind, haste = memory.mind, memory.mood.haste
    if mind.told_slower and memory.part is not Part.LINE_UP:
        return 0.0 if mind.range_m < NEAR_M else _CRAWL_M_S
    taught = min(0.30, 0.06 + 0.0055 * max(0.0, mind.range_m)) * haste
    match memory.part:
        case Part.LINE_UP:
            return 0.0 if mind.range_m < _WAITS_AT_M else _CREEP_M_S
        case Part.COME_IN:
            if mind.place_deg > 3.0 * character.crooked_deg + 1.0 and mind.range_m > 3.0:
                return min(taught, _CRAWL_M_S)
            return taught
        case Part.STOPPED:
            return 0.0
        case Part.PUSH:
            return _PUSH_M_S


def _handle(character: Character, memory: Memory, view: View, orders: list[FlightOrder]) -> Memory:
    """Do the one thing that is called for most; nobody does two at once."""
    if view.seconds < memory.busy_until_s:
        return memory
    wish = pressing(
        character,
        memory.mind,
        closing_m_s=_wanted_closing_m_s(character, memory),
        stopping=memory.part is Part.STOPPED,
        held=view.panel.rate_hold,
        idle_s=tuple(view.seconds - acted_s for acted_s in memory.acted_s),
    )
    if wish is None:
        return memory
    orders.append(Pulse(wish.control, _ticks(character, memory, wish.seconds)))
    acted = list(memory.acted_s)
    acted[wish.channel] = view.seconds
    held = view.panel.rate_hold
    thinks_s = character.thinks_s * (1.0 if held else _BURDEN)
    # The mind believes that the pulse was as long as was meant.
    meant = max(TICK_S, min(wish.seconds, LONGEST_PULSE_TICKS * TICK_S))
    return replace(
        memory,
        mind=having_pulsed(memory.mind, wish.control, meant, held=held),
        acted_s=tuple(acted),
        busy_until_s=view.seconds + thinks_s + min(wish.seconds, _LONG_S),
        pulses=memory.pulses + 1,
    )


def _ticks(character: Character, memory: Memory, seconds: float) -> int:
    """Return how long a pulse becomes in this hand."""
    gain = character.gain.at(memory.mood.seed, f"{memory.mood.stream}/hand", memory.pulses)
    meant = min(seconds, LONGEST_PULSE_TICKS * TICK_S)
    error = (gain - 1.0) * memory.mood.size * (_COACHED_HAND if memory.mind.coached else 1.0)
    return max(1, min(LONGEST_PULSE_TICKS, round(meant * (1.0 + error) * TICKS_PER_S)))
