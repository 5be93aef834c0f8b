"""What the hands could do next, and which of it presses most.

Law: from what is believed alone. A place is answered with a slide, a nose with a turn, a speed with a push,
and each is left alone until it is worth a pulse. Every number is chosen for play.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking.pilots.mind import (
    FORWARD_M_S2,
    ROLL_DEG_S2,
    SLIDE_M_S2,
    TRIM_DEG_S,
    TURN_DEG_S2,
)
from game.vocabulary.flying import Control

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character
    from game.emergencies.docking.pilots.mind import Mind
    from game.emergencies.docking.pilots.track import Track

CHANNELS = 6
"""Closing, right, down, nose right, nose down, roll."""

_CLOSING, _RIGHT, _DOWN, _NOSE_RIGHT, _NOSE_DOWN, _ROLL = range(CHANNELS)

NEAR_M = 6.0
"""From here inward the probe's head is steered, not the eye, in smaller steps and more often."""

_HANDS_OFF_M = 0.7
"""Nobody turns a nose that is held when it is about to touch."""

_PUSH_EVERY_S = 2.0
_TRIM_EVERY_S = 4.0
_CATCH_EVERY_S = 1.5

_SPEED_M_S = 0.03
_REST_M_S = 0.012
_SLIDE_M_S = 0.003
_TRIM_DEG = 0.7
_ROLL_DEG = 3.0
_TURNING_DEG_S = 0.1
"""Less than these is left alone."""

_SURE_DEG = 0.4
"""Nobody turns the nose before knowing so well where it points."""

_SETTLE_S, _FASTEST_M_S = 22.0, 0.10
_SETTLE_NEAR_S, _FASTEST_NEAR_M_S = 9.0, 0.03
"""A place is made good in about this time, no faster than this."""

_NOSE_SETTLE_S, _NOSE_FASTEST_DEG_S = 8.0, 0.3
"""Likewise a nose that nothing holds."""

_WAYS = {
    _RIGHT: (Control.RIGHT, Control.LEFT),
    _DOWN: (Control.DOWN, Control.UP),
    _NOSE_RIGHT: (Control.NOSE_RIGHT, Control.NOSE_LEFT),
    _NOSE_DOWN: (Control.NOSE_DOWN, Control.NOSE_UP),
    _ROLL: (Control.ROLL_LEFT, Control.ROLL_RIGHT),
}
"""What makes each quantity more, and less."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that a hand could do now.

    Attributes:
        press: how much it is called for; 1 is barely.
        channel: 0 to `CHANNELS` - 1.
        control: which way.
        seconds: how long [s].
    """

    press: float
    channel: int
    control: Control
    seconds: float


def pressing(
    character: Character,
    mind: Mind,
    *,
    closing_m_s: float,
    stopping: bool,
    held: bool,
    idle_s: tuple[float, ...],
) -> Wish | None:
    """Return what is called for most; None when everything is well enough.

    Args:
        character: whose hands.
        mind: what is believed.
        closing_m_s: the closing speed that is wanted.
        stopping: whether that is to be met closely.
        held: whether the computer holds the nose.
        idle_s: for each channel, how long nothing was done about it.
    """
    near = mind.range_m < NEAR_M
    every_s = 0.5 * character.acts_every_s if near else character.acts_every_s
    wishes: list[Wish | None] = []
    if idle_s[_CLOSING] >= (_PUSH_EVERY_S if near else every_s):
        wishes.append(_push(mind, closing_m_s, _REST_M_S if stopping else _SPEED_M_S))
    for channel, track, head_m in (
        (_RIGHT, mind.right, mind.head_right_m),
        (_DOWN, mind.down, mind.head_down_m),
    ):
        if idle_s[channel] >= every_s:
            wishes.append(_slide(character, track, head_m if near else track.value, channel, near=near))
    turn_every_s = _TRIM_EVERY_S if held else _CATCH_EVERY_S
    if not held or mind.range_m >= _HANDS_OFF_M:
        for channel, track in (
            (_NOSE_RIGHT, mind.nose_right),
            (_NOSE_DOWN, mind.nose_down),
            (_ROLL, mind.roll),
        ):
            if idle_s[channel] >= turn_every_s:
                wishes.append(_trim(track, channel) if held else _catch(track, channel))
    return max((wish for wish in wishes if wish is not None), key=lambda one: one.press, default=None)


def _wish(channel: int, missing: float, least: float, per_second: float) -> Wish | None:
    """Return a pulse that makes up what is missing, unless that is less than is worth one."""
    if abs(missing) < least:
        return None
    more, less = _WAYS.get(channel, (Control.FORWARD, Control.AFT))
    return Wish(abs(missing) / least, channel, more if missing > 0.0 else less, abs(missing) / per_second)


def _push(mind: Mind, closing_m_s: float, least_m_s: float) -> Wish | None:
    return _wish(_CLOSING, closing_m_s - mind.closing_m_s, least_m_s, FORWARD_M_S2)


def _slide(character: Character, track: Track, off_m: float, channel: int, *, near: bool) -> Wish | None:
    """Answer a place with the speed that makes it good in time; a restless hand does not wait to be sure."""
    settle_s, fastest = (_SETTLE_NEAR_S, _FASTEST_NEAR_M_S) if near else (_SETTLE_S, _FASTEST_M_S)
    wanted = max(-fastest, min(fastest, -off_m / settle_s))
    least = _SLIDE_M_S + 0.6 * sqrt(max(0.0, track.rate_doubt)) / character.chases
    return _wish(channel, wanted - track.rate, least, SLIDE_M_S2)


def _trim(track: Track, channel: int) -> Wish | None:
    """Turn what the computer holds."""
    if track.doubt > _SURE_DEG * _SURE_DEG:
        return None
    return _wish(channel, -track.value, _ROLL_DEG if channel == _ROLL else _TRIM_DEG, TRIM_DEG_S)


def _catch(track: Track, channel: int) -> Wish | None:
    """Catch a nose that nothing holds: first its turning, then where it stands."""
    wanted = max(-_NOSE_FASTEST_DEG_S, min(_NOSE_FASTEST_DEG_S, -track.value / _NOSE_SETTLE_S))
    return _wish(
        channel, wanted - track.rate, _TURNING_DEG_S, ROLL_DEG_S2 if channel == _ROLL else TURN_DEG_S2
    )
