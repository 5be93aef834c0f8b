"""Light, ground sites and relay satellites over a flight: a table, computed once, then only looked up.

Law: the stepped simulation reads a row; sines stay in here, and rows are rounded (1e-6) far coarser than what
two machines' sines differ by.

The relay satellites stand over the equator at 41 and 174 degrees west and 85 east: **assumed** from the
system's three usual places; which one served on a day is not known. 29 July 2021 lies outside the published
element sets of ``game.flight.orbit``: that day flies the orbit of 15 October moved to its clock, 16:42:00
standing for 10:03:00 (the beginning of a day), so its lights and passes are not the real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING

from game.emergencies.station.scenarios import Scenario
from game.flight.frames import inertial_to_lvlh
from game.flight.ground import sites_in_view
from game.flight.instants import utc
from game.flight.orbit import EQUATORIAL_RADIUS_M, sidereal_angle, station_state
from game.flight.sun import sun_direction, sunlight
from game.flight.vectors import Vector, apply, dot, norm, scale, subtract

if TYPE_CHECKING:
    from game.emergencies.station.state import Brief

ROW_S = 10
"""Between rows [s]."""

ROWS = 541
"""An hour and a half."""

RELAYS_DEG = (-41.0, -174.0, 85.0)
"""Longitudes of the relay satellites [deg]; assumed."""

GEOSTATIONARY_M = 42_164_000.0
"""From the Earth's centre [m]."""

_MOVED_S = utc(2021, 10, 15, 10, 3) - utc(2021, 7, 29, 16, 42)


@dataclass(frozen=True, slots=True)
class Row:
    """What the sky is like for ten seconds.

    Attributes:
        sunlight: seen share of the Sun's disc, 0 to 1, 1e-6.
        sun: unit vector to the Sun, LVLH (3,), 1e-6.
        sites: a Russian ground site hears the station.
        relays: unit vectors to the relay satellites that the Earth does not hide, LVLH (3,) each, 1e-6.
    """

    sunlight: float
    sun: Vector
    sites: bool
    relays: tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class Sky:
    """The table of a flight.

    Attributes:
        start_s: second of the day of the first row.
        rows: ten seconds apart.
        next_dark: for each row the number of the first one from it on whose light differs from its own.
        next_site: for each row the number of the first one from it on that a site hears.
    """

    start_s: int
    rows: tuple[Row, ...]
    next_dark: tuple[int, ...]
    next_site: tuple[int, ...]

    def index(self, second_of_day: float) -> int:
        """Return the number of the row that holds; the last one for ever after."""
        return max(0, min(len(self.rows) - 1, int(second_of_day - self.start_s) // ROW_S))

    def at(self, second_of_day: float) -> Row:
        """Return the row that holds at a second of the day."""
        return self.rows[self.index(second_of_day)]

    def is_dark(self, second_of_day: float) -> bool:
        """Tell whether it is night."""
        return self.at(second_of_day).sunlight < 0.5

    def light_changes_in_s(self, second_of_day: float) -> float | None:
        """Return how long until sunset, or in the dark until sunrise [s]; None beyond the table."""
        return self._until(self.next_dark, second_of_day)

    def site_in_s(self, second_of_day: float) -> float | None:
        """Return how long until a ground site hears the station [s], 0 while one does; None if none will."""
        if self.at(second_of_day).sites:
            return 0.0
        return self._until(self.next_site, second_of_day)

    def _until(self, found: tuple[int, ...], second_of_day: float) -> float | None:
        row = found[self.index(second_of_day)]
        return None if row >= len(self.rows) else max(0.0, self.start_s + row * ROW_S - second_of_day)


def sky_of(brief: Brief) -> Sky:
    """Return the table of a flight."""
    return _sky(brief.day, brief.start_s - brief.start_s % ROW_S, brief.scenario is Scenario.MODULE)


@lru_cache(maxsize=8)
def _sky(day: str, start_s: int, moved: bool) -> Sky:
    first = utc(int(day[:4]), int(day[5:7]), int(day[8:10])) + start_s + (_MOVED_S if moved else 0.0)
    rows = tuple(_row(first + ROW_S * i) for i in range(ROWS))
    light = [len(rows)] * len(rows)
    site = [len(rows)] * len(rows)
    for i in range(len(rows) - 2, -1, -1):
        same = (rows[i].sunlight < 0.5) is (rows[i + 1].sunlight < 0.5)
        light[i] = light[i + 1] if same else i + 1
        site[i] = i + 1 if rows[i + 1].sites else site[i + 1]
    return Sky(start_s, rows, tuple(light), tuple(site))


def _row(instant_s: float) -> Row:
    position, velocity = station_state(instant_s)
    to_lvlh = inertial_to_lvlh(position, velocity)
    sun = sun_direction(instant_s)
    turned = sidereal_angle(instant_s)
    relays: list[Vector] = []
    for longitude in RELAYS_DEG:
        angle = turned + radians(longitude)
        line = subtract(scale(GEOSTATIONARY_M, (cos(angle), sin(angle), 0.0)), position)
        if not _hidden(position, line):
            relays.append(_rounded(apply(to_lvlh, scale(1.0 / norm(line), line))))
    return Row(
        round(sunlight(position, sun), 6),
        _rounded(apply(to_lvlh, sun)),
        bool(sites_in_view(position, instant_s)),
        tuple(relays),
    )


def _hidden(position: Vector, line: Vector) -> bool:
    """Return whether the Earth stands before the line from a position."""
    length = norm(line)
    along = -dot(position, line) / length
    if along <= 0.0:
        return False
    return dot(position, position) - along * along < EQUATORIAL_RADIUS_M * EQUATORIAL_RADIUS_M


def _rounded(vector: Vector) -> Vector:
    return round(vector[0], 6), round(vector[1], 6), round(vector[2], 6)
