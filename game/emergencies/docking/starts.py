"""Where a flight begins: the day's approaches, and the three lessons of the trainer.

Law: what can differ from one flight to the next comes from the facts and the seed, once, here; the lesson a
state belongs to is kept in it.

Numbers without a source are chosen for play.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Start(Enum):
    """Where a flight begins."""

    DAY = "day"
    """The approach of 5 October 2021, the first or a later one, as the facts say."""
    HOLD = "hold"
    """Lesson one: hold still, 12 m out."""
    COME_IN = "come_in"
    """Lesson two: come in from 25 m, in the sun."""
    IN_THE_DARK = "in_the_dark"
    """Lesson three: the same at night, with the lamp off at first."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a start looks like before the seed has moved it.

    Attributes:
        range_m: probe head to cone plane [m].
        off_line_m: least and most distance off the line [m].
        nose_deg: least and most angle of the nose [deg].
        drift_m_s: most speed along each of the three axes [m/s].
        go: whether the word to go has been given.
        dark: whether it is night; None: by the clock.
    """

    range_m: float
    off_line_m: tuple[float, float]
    nose_deg: tuple[float, float]
    drift_m_s: float
    go: bool
    dark: bool | None


SETTINGS: dict[Start, Setting] = {
    Start.DAY: Setting(70.0, (1.0, 2.5), (1.0, 2.5), 0.01, go=False, dark=None),
    Start.HOLD: Setting(12.0, (0.6, 0.6), (2.0, 2.0), 0.02, go=True, dark=False),
    Start.COME_IN: Setting(25.0, (0.2, 0.4), (0.3, 0.8), 0.005, go=True, dark=False),
    Start.IN_THE_DARK: Setting(25.0, (0.2, 0.4), (0.3, 0.8), 0.005, go=True, dark=True),
}
"""70 m: sourced (night hold). The rest is chosen for play."""

DAY = "2021-10-05"
"""The day of the flight."""

FIRST_S = 12 * 3600 + 14 * 60 + 30
"""12:14:30, seconds of 5 October 2021: manual flight begins."""

SECOND_DAYLIGHT_S = 12 * 3600 + 53 * 60
"""12:53:00: the first light after the wait."""

IN_BETWEEN_S = 12 * 3600 + 26 * 60
"""12:26:00: a try between the two, if the facts do not tell the time; chosen for play."""
