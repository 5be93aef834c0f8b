"""What a pilot believes about the ship, from one look to the next.

Law: belief comes from views and from what the own hands did; nothing else comes in. Right and down are as the
pilot sits; "ahead" is from the eye to the target's plate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import atan, degrees, radians, sqrt, tan
from typing import TYPE_CHECKING

from game.emergencies.docking.advice import Advice
from game.emergencies.docking.pilots.characters import Band
from game.emergencies.docking.pilots.track import Track
from game.emergencies.docking.sight import CROSS_M, HULL_LENGTH_M, HULL_M, PLATE_M, POST_M
from game.vocabulary.flying import Control, Cue

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character, Mood
    from game.emergencies.docking.pilots.view import View
    from game.emergencies.docking.sight import Sight

PROBE_AHEAD_M = 4.35
"""From the eye to the probe's head, along the axis [m]; learned in the trainer."""

FORWARD_M_S2 = 0.0378
"""What a push or a brake does, on one set; everybody in the seat knows it by heart."""

SLIDE_M_S2 = 0.0189
"""What a slide does; likewise."""

TRIM_DEG_S = 0.5
"""How fast the computer turns the ship while the right hand is off its middle."""

TURN_DEG_S2 = 1.1
"""What the right hand does to the rate when nothing holds it."""

ROLL_DEG_S2 = 2.7
"""Likewise to the roll."""

TURN_SHOVE_M_S2 = 0.0134
"""How a pitch or a yaw shoves the ship sideways when nobody takes it out, as felt: half of what it does."""

START_M = 70.0 + PROBE_AHEAD_M
"""Where an approach begins: that much is known, from the last call of the machine before it went quiet."""

_DOT_WIDE_DEG = 0.0375
_DOT_NARROW_DEG = 0.0075
"""What a good eye still tells apart in each field; learned by looking."""

_RINGS_DOTS = 3.5
_CROSS_DOTS = 0.8
_TARGET_DOTS = 5.0
"""How far off a look at each of these usually is, in such dots."""

_SIZE_SHARE = 0.02
"""Likewise of a width, as a share of it, with half a dot."""

_LEAST_SEEN = 0.3
"""In less light than this the station's lines say nothing."""

_UNREST_M_S = 2.0e-7
_NOSE_UNREST = 1.0e-4
_NOSE_UNREST_BARE = 4.0e-3
_LEAST_M = 1.0
_LEAST_SPREAD_M = 0.05
_LEAST_MADE_OUT = 0.04
_HULL_FILLS_M = 12.0
_BAR_M = CROSS_M / POST_M
"""Off the line, for each metre ahead, when the cross has slid by its own width."""

_COACHED_S = 40.0
_COACHED_SHARE = 0.3
"""For so long after a coach's word the picture is read as it is, with so much of the usual error."""

_SLOWED_S = 12.0
"""So long is an order to go slower obeyed; then it has to be said again."""

_SHARE = Band(0.0, 1.0)
_SPELL_S = 20.0
"""How long one reading of the picture lasts before it is looked at afresh; chosen for play."""


class Gaze(Enum):
    """What one look is for."""

    PLACE = "place"
    NOSE = "nose"
    SIZE = "size"


_HELD_LOOKS = (Gaze.PLACE, Gaze.SIZE, Gaze.PLACE, Gaze.NOSE)
_FREE_LOOKS = (Gaze.NOSE, Gaze.PLACE, Gaze.NOSE, Gaze.SIZE, Gaze.NOSE)
"""What an eye does in turn; a nose that nobody holds wants more of it."""


@dataclass(frozen=True, slots=True)
class Mind:
    """What is believed, and since when.

    Attributes:
        seconds: of the last view.
        ahead: from the eye to the plate [m]; its rate is above zero when opening.
        right: the ship off the port's axis [m].
        down: likewise.
        nose_right: the nose off the port's axis [deg].
        nose_down: likewise.
        roll: of the target [deg], clockwise as seen.
        counted_m_s: by the accelerometers, at the last view; None without a computer.
        seen_s: when the target was last made out.
        looks: how many views there were.
        coached_s: when the cabin last said what to do; long ago if never.
        slowed_s: when it last said to go slower; likewise.
    """

    seconds: float
    ahead: Track
    right: Track
    down: Track
    nose_right: Track
    nose_down: Track
    roll: Track
    counted_m_s: float | None
    seen_s: float
    looks: int
    coached_s: float = -1000.0
    slowed_s: float = -1000.0

    @property
    def coached(self) -> bool:
        """Whether somebody has just said what the picture means."""
        return self.seconds - self.coached_s < _COACHED_S

    @property
    def told_slower(self) -> bool:
        """Whether somebody has just said to go slower."""
        return self.seconds - self.slowed_s < _SLOWED_S

    @property
    def range_m(self) -> float:
        """From the probe's head to the cone [m]."""
        return self.ahead.value - PROBE_AHEAD_M

    @property
    def closing_m_s(self) -> float:
        """Closing speed [m/s]."""
        return -self.ahead.rate

    @property
    def place_m(self) -> float:
        """Off the port's axis [m]."""
        return sqrt(self.right.value * self.right.value + self.down.value * self.down.value)

    @property
    def head_right_m(self) -> float:
        """The probe's head off the axis [m]; it stands before the eye, so the nose moves it."""
        return self.right.value + PROBE_AHEAD_M * radians(self.nose_right.value)

    @property
    def head_down_m(self) -> float:
        """Likewise."""
        return self.down.value + PROBE_AHEAD_M * radians(self.nose_down.value)

    @property
    def miss_m(self) -> float:
        """The probe's head off the axis [m]."""
        return sqrt(self.head_right_m * self.head_right_m + self.head_down_m * self.head_down_m)

    @property
    def drift_m_s(self) -> float:
        """Sideways [m/s]."""
        return sqrt(self.right.rate * self.right.rate + self.down.rate * self.down.rate)

    @property
    def place_deg(self) -> float:
        """The same as an angle at the plate [deg]."""
        return degrees(atan(self.place_m / max(_LEAST_M, self.ahead.value)))

    @property
    def nose_deg(self) -> float:
        """The nose off the port's axis [deg]."""
        return sqrt(
            self.nose_right.value * self.nose_right.value + self.nose_down.value * self.nose_down.value
        )


def fresh_mind() -> Mind:
    """Return what is believed before the first look: 70 m, nearly at rest, somewhere about the line."""
    place = Track(0.0, 0.0, 4.0, 0.0, 4.0e-4)
    nose = Track(0.0, 0.0, 9.0, 0.0, 1.0e-2)
    return Mind(
        seconds=0.0,
        ahead=Track(START_M, 0.0, 9.0, 0.0, 9.0e-4),
        right=place,
        down=place,
        nose_right=nose,
        nose_down=nose,
        roll=nose,
        counted_m_s=None,
        seen_s=0.0,
        looks=0,
    )


def having_seen(mind: Mind, character: Character, mood: Mood, view: View) -> Mind:
    """Return what is believed after this view."""
    seconds = max(0.0, view.seconds - mind.seconds)
    mind = _time_passed(mind, character, view, seconds)
    mind = _ranges_heard(mind, view)
    mind = _coach_heard(mind, view)
    mind = _looked(mind, character, mood, view)
    return replace(mind, seconds=view.seconds, counted_m_s=view.panel.counted_m_s, looks=mind.looks + 1)


def having_pulsed(mind: Mind, control: Control, seconds: float, *, held: bool) -> Mind:
    """Return what is believed after the hands gave a pulse.

    Args:
        mind: before.
        control: which way.
        seconds: how long [s].
        held: whether the computer holds the attitude.
    """
    push, slide = FORWARD_M_S2 * seconds, SLIDE_M_S2 * seconds
    match control:
        case Control.FORWARD | Control.AFT:
            if mind.counted_m_s is not None:
                # the panel counts it
                return mind
            return replace(
                mind, ahead=mind.ahead.after(0.0, -push if control is Control.FORWARD else push, 0.0)
            )
        case Control.LEFT | Control.RIGHT:
            return replace(
                mind, right=mind.right.after(0.0, slide if control is Control.RIGHT else -slide, 0.0)
            )
        case Control.UP | Control.DOWN:
            pushed = slide if control is Control.DOWN else -slide
            return replace(mind, down=mind.down.after(0.0, pushed, 0.0))
        case Control.NOSE_LEFT | Control.NOSE_RIGHT:
            sign = 1.0 if control is Control.NOSE_RIGHT else -1.0
            shoved = 0.0 if held else -sign * TURN_SHOVE_M_S2 * seconds
            return replace(
                mind,
                nose_right=_turned(mind.nose_right, sign, seconds, held=held),
                right=mind.right.after(0.0, shoved, 0.0),
            )
        case Control.NOSE_UP | Control.NOSE_DOWN:
            sign = 1.0 if control is Control.NOSE_DOWN else -1.0
            shoved = 0.0 if held else -sign * TURN_SHOVE_M_S2 * seconds
            return replace(
                mind,
                nose_down=_turned(mind.nose_down, sign, seconds, held=held),
                down=mind.down.after(0.0, shoved, 0.0),
            )
        case Control.ROLL_LEFT | Control.ROLL_RIGHT:
            sign = 1.0 if control is Control.ROLL_LEFT else -1.0
            if held:
                return replace(mind, roll=mind.roll.moved(sign * TRIM_DEG_S * seconds))
            return replace(mind, roll=mind.roll.after(0.0, sign * ROLL_DEG_S2 * seconds, 0.0))


def _turned(nose: Track, sign: float, seconds: float, *, held: bool) -> Track:
    if held:
        return nose.moved(sign * TRIM_DEG_S * seconds)
    return nose.after(0.0, sign * TURN_DEG_S2 * seconds, 0.0)


def _time_passed(mind: Mind, character: Character, view: View, seconds: float) -> Mind:
    unrest = _UNREST_M_S * character.chases * character.chases
    counted = 0.0
    if view.panel.counted_m_s is not None and mind.counted_m_s is not None:
        counted = mind.counted_m_s - view.panel.counted_m_s
    nose_unrest = _NOSE_UNREST if view.panel.rate_hold else _NOSE_UNREST_BARE
    return replace(
        mind,
        ahead=mind.ahead.after(seconds, counted, unrest),
        right=mind.right.after(seconds, 0.0, unrest),
        down=mind.down.after(seconds, 0.0, unrest),
        nose_right=mind.nose_right.after(seconds, 0.0, nose_unrest),
        nose_down=mind.nose_down.after(seconds, 0.0, nose_unrest),
        roll=mind.roll.after(seconds, 0.0, nose_unrest),
    )


def _ranges_heard(mind: Mind, view: View) -> Mind:
    for cue in view.heard:
        if cue.cue in (Cue.RANGE_CALLED, Cue.RANGE_OFFERED, Cue.MOSCOW_RANGE):
            told = dict(cue.numbers)
            late = told.get("seconds_late", 0)
            metres = told.get("metres", 0) + PROBE_AHEAD_M + mind.ahead.rate * late
            mind = replace(mind, ahead=mind.ahead.seen(metres, 0.5 + 0.15 * told.get("metres", 0)))
    return mind


def _coach_heard(mind: Mind, view: View) -> Mind:
    for cue in view.heard:
        if cue.cue is Cue.COACH:
            slower = dict(cue.numbers).get("advice") == Advice.SLOWER.value
            mind = replace(mind, coached_s=view.seconds, slowed_s=view.seconds if slower else mind.slowed_s)
    return mind


def _seen(sight: Sight) -> float:
    """Return how well the picture can be made out, with the dazzle taken off; 0 to 1."""
    return sight.clarity * (1.0 - 0.8 * sight.glare)


def _dot_deg(sight: Sight) -> float:
    return _DOT_NARROW_DEG if sight.narrow else _DOT_WIDE_DEG


def _looked(mind: Mind, character: Character, mood: Mood, view: View) -> Mind:
    """Take one thing in: an eye is on the place, or on the nose, or counts squares, one after the other."""
    sight = view.sight
    if not sight.in_field or _seen(sight) < _LEAST_MADE_OUT:
        return mind
    mind = replace(mind, seen_s=view.seconds)
    blur = 1.0 / (character.chases * sqrt(_seen(sight)))
    round_of_looks = _HELD_LOOKS if view.panel.rate_hold else _FREE_LOOKS
    match round_of_looks[mind.looks % len(round_of_looks)]:
        case Gaze.PLACE:
            return _judged_place(mind, character, mood, view, blur)
        case Gaze.SIZE:
            return _judged_range(mind, mood, sight, blur)
        case Gaze.NOSE:
            return _judged_nose(mind, sight, blur)


def _judged_nose(mind: Mind, sight: Sight, blur: float) -> Mind:
    """Read the nose off the target in the grid; what of it is place must be taken off."""
    ahead = max(_LEAST_M, mind.ahead.value)
    nose_right = -(sight.target_right_deg + degrees(atan(mind.right.value / ahead)))
    nose_down = -(sight.target_down_deg + degrees(atan(mind.down.value / ahead)))
    spread = _TARGET_DOTS * _dot_deg(sight) * blur
    return replace(
        mind,
        nose_right=mind.nose_right.seen(nose_right, spread),
        nose_down=mind.nose_down.seen(nose_down, spread),
        roll=mind.roll.seen(sight.roll_deg, 0.6 * blur),
    )


def _judged_range(mind: Mind, mood: Mood, sight: Sight, blur: float) -> Mind:
    """Count squares across the module; close in, where it fills the field, across the plate."""
    size_m, seen_deg = (
        (HULL_M, sight.hull_deg) if mind.ahead.value > _HULL_FILLS_M else (PLATE_M, sight.plate_deg)
    )
    if seen_deg <= _dot_deg(sight):
        return mind
    judged = size_m / (2.0 * tan(radians(0.5 * seen_deg))) * (1.0 + mood.range_error)
    spread = judged * (_SIZE_SHARE + 0.5 * _dot_deg(sight) / seen_deg) * blur
    return replace(mind, ahead=mind.ahead.seen(judged, max(_LEAST_SPREAD_M, spread)))


def _judged_place(mind: Mind, character: Character, mood: Mood, view: View, blur: float) -> Mind:
    """Read the place off the module's two rings and the cross on its plate.

    What is nearer slides against the way that the eye has gone.
    """
    sight, ahead = view.sight, max(_LEAST_M, mind.ahead.value)
    crooked = (_COACHED_SHARE if mind.coached else 1.0) * _BAR_M
    if not mind.coached and _mixes(character, mood, view.seconds):
        # the whole target stands off the middle: that must be place
        spread = ahead * radians(_TARGET_DOTS * _dot_deg(sight)) * blur
        right = -ahead * tan(radians(sight.target_right_deg))
        down = -ahead * tan(radians(sight.target_down_deg))
        return replace(mind, right=mind.right.seen(right, spread), down=mind.down.seen(down, spread))
    if _seen(sight) >= _LEAST_SEEN:
        per_deg = radians(1.0) * ahead * (ahead + HULL_LENGTH_M) / HULL_LENGTH_M
        spread = _RINGS_DOTS * _dot_deg(sight) * per_deg * blur
        crooked_right, crooked_down = mood.bars_right * ahead * crooked, mood.bars_down * ahead * crooked
        mind = replace(
            mind,
            right=mind.right.seen(crooked_right - per_deg * sight.rings_right_deg, spread),
            down=mind.down.seen(crooked_down - per_deg * sight.rings_down_deg, spread),
        )
    if sight.slide_right != 0.0 or sight.slide_down != 0.0:
        per_bar = max(_LEAST_M, ahead - POST_M) * _BAR_M
        spread = _CROSS_DOTS * _dot_deg(sight) / max(_dot_deg(sight), sight.plate_deg * CROSS_M / PLATE_M)
        spread *= per_bar * blur
        mind = replace(
            mind,
            right=mind.right.seen(crooked * ahead * mood.bars_right - per_bar * sight.slide_right, spread),
            down=mind.down.seen(crooked * ahead * mood.bars_down - per_bar * sight.slide_down, spread),
        )
    return mind


def _mixes(character: Character, mood: Mood, seconds: float) -> bool:
    """Return whether, in this spell, place is taken for nose."""
    if character.mixes == 0.0:
        return False
    return _SHARE.at(mood.seed, f"{mood.stream}/mixes", int(seconds / _SPELL_S)) < character.mixes * mood.size
