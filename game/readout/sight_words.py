"""The picture in the round glass, told in words: as the crew would tell it to each other.

Law: says what a glimpse shows and nothing more; how far is counted in squares of the grid and in widths of
the cross, never in metres. Right, left, high and low are as the pilot sits.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking.eyes import (
    CROSS_OF_PLATE,
    FIELD_DOTS,
    RINGS_NARROW_DEG,
    RINGS_WIDE_DEG,
    SLIDE_DOTS,
    TARGET_NARROW_DEG,
    TARGET_WIDE_DEG,
)
from game.emergencies.docking.sight import NARROW_FIELD_DEG, WIDE_FIELD_DEG

if TYPE_CHECKING:
    from game.emergencies.docking.sight import Sight
    from game.readout.phrasebook import Phrasebook

UNSEEN_CLARITY = 0.1
"""Below this nothing of the target can be told. Chosen for play."""

POOR_CLARITY = 0.35
"""Below this it takes luck. Chosen for play."""

FAIR_CLARITY = 0.65
"""Below this it takes an effort. Chosen for play."""

SOME_GLARE, STRONG_GLARE = 0.25, 0.6
"""From here the lamp is worth a word, and from here it hides the middle. Chosen for play."""

LEAST_ROLL_DEG = 3.0
"""What the eye takes for upright is under this; beyond it every second degree is called. Chosen for play."""

LARGEST_HULL_DEG = 14.0
"""From here the module fills the field and its plate is counted instead."""

_LEVELS: tuple[tuple[float, str], ...] = (
    (0.05, "1_20"),
    (0.1, "1_10"),
    (0.15, "1_7"),
    (0.2, "1_5"),
    (0.25, "1_4"),
    (0.33, "1_3"),
    (0.5, "1_2"),
    (0.67, "2_3"),
    (1.0, "1"),
    (1.25, "5_4"),
    (1.5, "3_2"),
    (1.75, "7_4"),
)
"""How a distance under two is called; beyond, in halves."""

_FINEST: tuple[tuple[float, str], ...] = ((0.025, "1_40"), *_LEVELS)
"""The cross is told more finely than the grid."""

_WIDE_LEVELS = _LEVELS[1:]
"""In the wide field a twentieth of a square is too little to be told from none."""

_READABLE_PLATES = 11.0
"""A cross is read on a plate of which not more than this many would fill the field. Chosen for play."""

_CERTAIN = 2.0
"""What moved by so many spreads of a look has moved."""

_GREATEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that is said.

    Attributes:
        name: what about; the same from turn to turn.
        text: the sentence.
    """

    name: str
    text: str


def describe(sight: Sight, before: Sight | None, phrases: Phrasebook) -> tuple[Spoken, ...]:
    """Return the picture, the most important first.

    Args:
        sight: what the eyes make of it now.
        before: what they made of it a turn ago, for what grows and what shrinks; None when there is none.
        phrases: the words.
    """
    if before is not None and (before.clarity < UNSEEN_CLARITY or not before.in_field):
        before = None
    said = [_clear(sight, phrases), _glare(sight, phrases)]
    if sight.clarity < UNSEEN_CLARITY:
        return (Spoken("target", phrases.say("sight.target.unseen")), said[1])
    if not sight.in_field:
        return (_gone(sight, phrases), *said)
    seen = [_target(sight, before, phrases)]
    # Eyes that cannot make something out give it as nothing at all, and never as nothing else.
    if sight.rings_right_deg or sight.rings_down_deg:
        seen.append(_rings(sight, before, phrases))
    field = NARROW_FIELD_DEG if sight.narrow else WIDE_FIELD_DEG
    if (sight.slide_right or sight.slide_down) and sight.plate_deg * _READABLE_PLATES >= field:
        seen.append(_cross(sight, before, phrases))
    return (*seen, _size(sight, before, phrases), _roll(sight, phrases), *said)


def say_light(sight: Sight, phrases: Phrasebook) -> Spoken:
    """Return how bright it is out there."""
    return Spoken("day", phrases.say(f"sight.light.{sight.light.value}"))


def say_squares(squares: float, phrases: Phrasebook) -> str:
    """Return a width in squares of the grid, as it is called; the sign does not count."""
    return _span(_Unit("squares", _LEVELS), abs(squares), phrases)


def _target(sight: Sight, before: Sight | None, phrases: Phrasebook) -> Spoken:
    spread = TARGET_NARROW_DEG if sight.narrow else TARGET_WIDE_DEG
    now = sight.target_right_deg, sight.target_down_deg
    was = None if before is None else (before.target_right_deg, before.target_down_deg)
    parts = _parts(_squares(sight), now, was, spread * _blur(sight), phrases)
    text = phrases.say("sight.target.off", parts=parts) if parts else phrases.say("sight.target.middle")
    return Spoken("target", text)


def _gone(sight: Sight, phrases: Phrasebook) -> Spoken:
    right, down = sight.target_right_deg, sight.target_down_deg
    if abs(right) >= abs(down):
        side = "right" if right > 0.0 else "left"
    else:
        side = "low" if down > 0.0 else "high"
    return Spoken("target", phrases.say(f"sight.target.gone.{side}"))


def _rings(sight: Sight, before: Sight | None, phrases: Phrasebook) -> Spoken:
    spread = RINGS_NARROW_DEG if sight.narrow else RINGS_WIDE_DEG
    now = sight.rings_right_deg, sight.rings_down_deg
    was = None if before is None else (before.rings_right_deg, before.rings_down_deg)
    parts = _parts(_squares(sight), now, was, spread * _blur(sight), phrases)
    text = phrases.say("sight.rings.off", parts=parts) if parts else phrases.say("sight.rings.even")
    return Spoken("rings", text)


def _cross(sight: Sight, before: Sight | None, phrases: Phrasebook) -> Spoken:
    field = NARROW_FIELD_DEG if sight.narrow else WIDE_FIELD_DEG
    spread = SLIDE_DOTS * field / (FIELD_DOTS * CROSS_OF_PLATE * sight.plate_deg)
    now = sight.slide_right, sight.slide_down
    was = None if before is None else (before.slide_right, before.slide_down)
    parts = _parts(_WIDTHS, now, was, spread * _blur(sight), phrases)
    text = phrases.say("sight.cross.off", parts=parts) if parts else phrases.say("sight.cross.even")
    return Spoken("cross", text)


def _blur(sight: Sight) -> float:
    """Return by how much poor light worsens a look."""
    return 1.0 / sqrt(max(UNSEEN_CLARITY, sight.clarity))


def _roll(sight: Sight, phrases: Phrasebook) -> Spoken:
    degrees = round(abs(sight.roll_deg) / 2.0) * 2
    if abs(sight.roll_deg) < LEAST_ROLL_DEG:
        return Spoken("roll", phrases.say("sight.roll.upright"))
    side = "right" if sight.roll_deg > 0.0 else "left"
    return Spoken("roll", phrases.say(f"sight.roll.{side}", degrees=degrees))


def _size(sight: Sight, before: Sight | None, phrases: Phrasebook) -> Spoken:
    hull = sight.hull_deg < LARGEST_HULL_DEG
    what = "hull" if hull else "plate"
    wide = sight.hull_deg if hull else sight.plate_deg
    trend = ""
    if before is not None and (before.narrow == sight.narrow):
        was = before.hull_deg if hull else before.plate_deg
        if wide > was * 1.02:
            trend = "_growing"
        elif wide < was * 0.98:
            trend = "_shrinking"
    span = _span(_squares(sight), wide, phrases)
    return Spoken("size", phrases.say(f"sight.size.{what}{trend}", span=span))


def _clear(sight: Sight, phrases: Phrasebook) -> Spoken:
    if sight.clarity < POOR_CLARITY:
        return Spoken("clear", phrases.say("sight.clear.poor"))
    grade = "fair" if sight.clarity < FAIR_CLARITY else "good"
    return Spoken("clear", phrases.say(f"sight.clear.{grade}"))


def _glare(sight: Sight, phrases: Phrasebook) -> Spoken:
    if sight.glare < SOME_GLARE:
        return Spoken("glare", phrases.say("sight.glare.none"))
    grade = "some" if sight.glare < STRONG_GLARE else "strong"
    return Spoken("glare", phrases.say(f"sight.glare.{grade}"))


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a distance is counted in: the group of its phrases, and how finely it is told."""

    name: str
    levels: tuple[tuple[float, str], ...]


_WIDTHS = _Unit("widths", _FINEST)


def _squares(sight: Sight) -> _Unit:
    return _Unit("squares", _LEVELS if sight.narrow else _WIDE_LEVELS)


def _parts(
    unit: _Unit,
    now: tuple[float, float],
    before: tuple[float, float] | None,
    spread: float,
    phrases: Phrasebook,
) -> str:
    """Return where something stands, across and in height, and how each moves; ``""`` in the middle.

    Args:
        unit: what it is counted in.
        now: right and down, in that unit.
        before: a turn ago; None if it is not known.
        spread: of one look, in that unit; what changes by less is not moving.
        phrases: the words.
    """
    parts: list[str] = []
    moving = False
    for index, sides in enumerate((("right", "left"), ("low", "high"))):
        value = now[index]
        span = _span(unit, abs(value), phrases)
        if not span:
            continue
        part = phrases.say(f"sight.side.{sides[0] if value > 0.0 else sides[1]}", span=span)
        trend = "" if before is None else _trend(value, before[index], _CERTAIN * spread)
        if trend:
            part = phrases.say(f"sight.trend.{trend}", part=part)
            moving = moving or not parts
        parts.append(part)
    if len(parts) < 2:
        return "".join(parts)
    return phrases.say("sight.both_moving" if moving else "sight.both", across=parts[0], height=parts[1])


def _trend(value: float, before: float, least: float) -> str:
    """Return whether a distance from the middle grows or shrinks by more than the least, or ``""``."""
    change = abs(value) - abs(before) if value * before >= 0.0 else abs(value)
    if change > least:
        return "growing"
    return "shrinking" if change < -least else ""


def _span(unit: _Unit, size: float, phrases: Phrasebook) -> str:
    """Return how large something is, in words; ``""`` when it is too little for any."""
    levels = unit.levels
    if size < levels[0][0] / 2.0:
        return ""
    halves = round(size * 2.0)
    if size >= levels[-1][0] + 0.125:
        number = min(halves // 2, _GREATEST_NUMBER + 1)
        word = "many" if number > _GREATEST_NUMBER else str(number)
        kind = "half" if halves % 2 and word != "many" else "whole"
        return phrases.say(f"sight.{unit.name}.{kind}", number=phrases.say(f"sight.number.{word}"))
    nearest = min(levels, key=lambda level: abs(level[0] - size))
    return phrases.say(f"sight.{unit.name}.{nearest[1]}")
