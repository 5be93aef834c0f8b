"""The pilots as data: what their eyes, judgement and hands are like.

Law: habits and sizes of errors, never a chance of failing. Every number here is chosen for play, by measuring
against the bands that `docs/balance.md` prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from game.chance import draw

_FINE = 1_000_001
_NEVER_M = 1000.0
"""Farther than any approach begins."""


class Name(Enum):
    """Who flies."""

    TRAINED = "trained"
    NOVICE = "novice"
    CLUMSY = "clumsy"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Band:
    """From here to there; what a person does differs from one approach to the next."""

    low: float
    high: float

    def at(self, seed: int, stream: str, index: int) -> float:
        """Return the value that this draw picks, evenly."""
        return self.low + (self.high - self.low) * draw(seed, stream, index, _FINE) / (_FINE - 1)


@dataclass(frozen=True, slots=True)
class Character:
    """What somebody is like in the left hand, the right hand and behind the eyes.

    Attributes:
        name: who.
        acts_every_s: between two corrections of one axis [s].
        thinks_s: from one thing that the hands did to the next [s].
        haste: closing speed over the one that is taught.
        gain: length of a pulse over the right one.
        chases: how restless the picture is believed to be; 1 as it is, more makes a hand chase noise.
        range_error: of a range by eye, as a share of it.
        bars_error: how crooked a cross may stand on its plate and be called straight, in widths of the cross.
        lamp_after_s: from darkness until a hand goes to the lamp [s].
        asks_every_s: between two calls for the range [s]; none below 1.
        mixes: share of the time in which the eye takes a wrong place for a wrong nose, and a nose for place.
        narrow_beyond_m: the narrower field is used from here out [m].
        lines_up_s: how long it is willing to line up at 70 m [s].
        crooked_deg: place off by this much, as an angle, is good enough to go in [deg].
        stops_at_m: the last stop, from the cone [m]; none below 1.
        looks_at_stop_s: how long it is willing to line up there [s].
        fit_m: a miss that it expects to be taken by the cone [m]; worse than that, it will not push.
        gives_up_m: nearer than 4 m and farther off the line than this, it backs off [m].
        blind_s: so long it goes on without making out the target [s].
        learns: size of the errors in the next approach over this one; above 1 for who is rattled by failing.
    """

    name: Name
    acts_every_s: float
    thinks_s: float
    haste: Band
    gain: Band
    chases: float
    range_error: Band
    bars_error: Band
    lamp_after_s: Band
    asks_every_s: float
    mixes: float
    narrow_beyond_m: float
    lines_up_s: float
    crooked_deg: float
    stops_at_m: Band
    looks_at_stop_s: float
    fit_m: float
    gives_up_m: float
    blind_s: float
    learns: float


TRAINED = Character(
    name=Name.TRAINED,
    acts_every_s=4.0,
    thinks_s=1.0,
    haste=Band(1.0, 1.0),
    gain=Band(0.97, 1.03),
    chases=1.0,
    range_error=Band(-0.03, 0.03),
    bars_error=Band(-0.005, 0.005),
    lamp_after_s=Band(1.0, 5.0),
    asks_every_s=40.0,
    mixes=0.0,
    narrow_beyond_m=14.0,
    lines_up_s=75.0,
    crooked_deg=0.8,
    stops_at_m=Band(1.9, 2.3),
    looks_at_stop_s=60.0,
    fit_m=0.2,
    gives_up_m=0.8,
    blind_s=45.0,
    learns=1.0,
)

NOVICE = Character(
    name=Name.NOVICE,
    acts_every_s=4.5,
    thinks_s=2.5,
    haste=Band(0.8, 1.5),
    gain=Band(0.7, 1.7),
    chases=3.0,
    range_error=Band(-0.15, 0.15),
    bars_error=Band(-0.07, 0.07),
    lamp_after_s=Band(15.0, 60.0),
    asks_every_s=60.0,
    mixes=0.2,
    narrow_beyond_m=_NEVER_M,
    lines_up_s=45.0,
    crooked_deg=1.5,
    stops_at_m=Band(0.0, 3.0),
    looks_at_stop_s=25.0,
    fit_m=0.25,
    gives_up_m=0.5,
    blind_s=45.0,
    learns=0.5,
)

CLUMSY = Character(
    name=Name.CLUMSY,
    acts_every_s=5.0,
    thinks_s=2.0,
    haste=Band(0.8, 2.2),
    gain=Band(0.6, 2.5),
    chases=6.0,
    range_error=Band(-0.25, 0.25),
    bars_error=Band(-0.17, 0.17),
    lamp_after_s=Band(20.0, 120.0),
    asks_every_s=0.0,
    mixes=0.6,
    narrow_beyond_m=_NEVER_M,
    lines_up_s=30.0,
    crooked_deg=2.0,
    stops_at_m=Band(0.0, 3.0),
    looks_at_stop_s=15.0,
    fit_m=4.0,
    gives_up_m=6.0,
    blind_s=150.0,
    learns=1.2,
)

CHARACTERS: dict[Name, Character] = {one.name: one for one in (TRAINED, NOVICE, CLUMSY)}
"""Everybody who does something."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How one approach finds somebody: each number picked from the band of the same name.

    Attributes:
        seed: of the flight; later draws of this approach come from it.
        stream: names the draws of this approach.
        size: how large the errors still are, after what earlier approaches taught.
    """

    seed: int
    stream: str
    size: float
    haste: float
    range_error: float
    bars_right: float
    bars_down: float
    lamp_after_s: float
    stops_at_m: float


def mood_of(character: Character, seed: int, attempt: int) -> Mood:
    """Return how this approach finds somebody.

    Args:
        character: who.
        seed: of the flight.
        attempt: from 1.
    """
    stream = f"pilot/{character.name.value}/{attempt}"
    size = 1.0
    for _ in range(attempt - 1):
        size *= character.learns
    return Mood(
        seed=seed,
        stream=stream,
        size=size,
        haste=1.0 + (character.haste.at(seed, stream, 0) - 1.0) * size,
        range_error=character.range_error.at(seed, stream, 1) * size,
        bars_right=character.bars_error.at(seed, stream, 2) * size,
        bars_down=character.bars_error.at(seed, stream, 3) * size,
        lamp_after_s=character.lamp_after_s.at(seed, stream, 4) * size,
        stops_at_m=character.stops_at_m.at(seed, stream, 5),
    )
