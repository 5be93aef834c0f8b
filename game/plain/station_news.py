"""What of the station's panels is news: what somebody in a seat would say aloud without being asked.

Law: a value is said again only when it has changed by something that a person would mention; two sentences
that differ in a number alone are no news of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.readout.station_panel import LEVEL_DEG, STILL_DEG_S, trend
from game.vocabulary.flying import TICKS_PER_S

if TYPE_CHECKING:
    from game.emergencies.station.instruments import StationReading
    from game.readout.sight_words import Spoken

TILT_DEG = 3.0
"""So much farther over, or less, is worth a word."""

RATE_SHARE = 0.2
"""So much of the rate, more or less, is too."""

RATE_DEG_S = 0.01
"""A smaller change of the rate never is: two decimals are said."""

SUN_S = (120, 300, 600, 1200)
"""So long before sunset or sunrise it is said [s]."""

LOST_S = (300, 600, 900, 1200, 1500, 1800, 2400, 3000, 3600)
"""So long after the tone it is said how long it has been [s]."""

_DULL = frozenset(
    {
        *("manifold_1", "manifold_2", "valves", "control", "loads", "heat", "gyros", "power"),
        *("segment_kg", "ku", "film", "shutters", "steering", "ship_kg", "battery", "light"),
    }
)
"""What is worth no word at first, only when it changes, or when everything is wanted."""

_ASKED_FOR = frozenset({"axes", "firing", "sun"})
"""What changes at every look, and is said only when everything is wanted."""

_SELDOM = {
    "thrust": 30,
    "arrays": 60,
    "power": 120,
    "battery": 120,
    "segment_kg": 120,
    "momentum": 20,
    "ship_kg": 60,
}
"""What changes all the time, and how long after the last time it may be said again [s]; sooner only if what
it is about has changed, and not just its figure."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at the panels.

    Attributes:
        tick: when.
        reading: what they showed.
        before: the look before it; None for the first.
    """

    tick: int
    reading: StationReading
    before: StationReading | None


class StationNews:
    """What was said of each value, and when; what was never said is news."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, Looked]] = {}

    def keep(self, names: set[str]) -> None:
        """Forget what there is nothing to be said of now: it is news when it comes again."""
        self._said = {name: said for name, said in self._said.items() if name in names}

    def remember(self, spoken: Spoken, now: Looked) -> None:
        """Note that something was said."""
        self._said[spoken.name] = (spoken.text, now)

    def is_news(self, spoken: Spoken, now: Looked) -> bool:
        """Tell whether a sentence is worth saying unasked; what is dull is only taken note of at first."""
        if spoken.name in _ASKED_FOR or (spoken.name == "momentum" and not now.reading.gyros_on):
            return False
        if spoken.name not in self._said:
            # That Houston is heard in the lab alone is said with the dead laptop.
            dead = spoken.name == "houston" and now.reading.tilt_deg is None
            if dead or spoken.name in _DULL:
                self.remember(spoken, now)
                return False
            return True
        text, then = self._said[spoken.name]
        if text == spoken.text:
            return False
        match spoken.name:
            case "turn":
                return _turns_otherwise(then, now)
            case "light":
                return _sun_passed(then.reading, now.reading)
            case "lost":
                return _passed(LOST_S, now.reading.lost_s, then.reading.lost_s)
            case name:
                lately = now.tick - then.tick < _SELDOM.get(name, 0) * TICKS_PER_S
                return not lately or _about(name, then.reading) != _about(name, now.reading)


def _turns_otherwise(then: Looked, now: Looked) -> bool:
    """Tell whether she hangs or turns so differently that somebody would say so."""
    was, new = then.reading, now.reading
    if was.tilt_deg is None or new.tilt_deg is None or was.rate_deg_s is None or new.rate_deg_s is None:
        return True
    if abs(new.tilt_deg - was.tilt_deg) >= TILT_DEG:
        return True
    if (was.rate_deg_s < STILL_DEG_S) != (new.rate_deg_s < STILL_DEG_S):
        return True
    if (was.tilt_deg < LEVEL_DEG) != (new.tilt_deg < LEVEL_DEG):
        return True
    if trend(was, then.before) * trend(new, now.before) < 0:
        return True
    change = abs(new.rate_deg_s - was.rate_deg_s)
    return change >= max(RATE_DEG_S, RATE_SHARE * was.rate_deg_s)


def _sun_passed(was: StationReading, new: StationReading) -> bool:
    """Tell whether the sun has gone or come, or a mark on the way to it was passed."""
    if (was.sunset_s is None) != (new.sunset_s is None):
        return True
    return _passed(SUN_S, was.sunset_s, new.sunset_s) or _passed(SUN_S, was.sunrise_s, new.sunrise_s)


def _passed(marks: tuple[int, ...], high: int | None, low: int | None) -> bool:
    """Tell whether a mark stands between two times, the lower one counted in."""
    if high is None or low is None:
        return high is not low
    return any(low <= mark < high for mark in marks)


def _about(name: str, reading: StationReading) -> object:
    """Return what a value is about, without its figure."""
    match name:
        case "thrust":
            return reading.firing
        case "arrays":
            return reading.pointing
        case "ship_kg":
            return reading.margin_kg > 0
        case _:
            return None
