"""The day's orbit, light and radio as a table: computed once, rounded, then only looked up.

Law: the stepped simulation never calls a transcendental function for where the station is, how bright it is
or who hears it; it reads a row. Rows are rounded to 1 m and 1e-6, far coarser than what two machines' sines
differ by.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import floor

from game.flight.frames import inertial_to_lvlh
from game.flight.ground import sites_in_view
from game.flight.guards import finite, positive
from game.flight.instants import written
from game.flight.orbit import below, station_state
from game.flight.sun import sun_direction, sunlight
from game.flight.vectors import Vector, apply


@dataclass(frozen=True, slots=True)
class Row:
    """What the sky is like at one instant.

    Attributes:
        instant_s: the instant.
        position_m: of the station, TEME (3,), whole metres.
        latitude_deg: under the station [deg], 1e-6.
        longitude_deg: likewise.
        height_m: over the ellipsoid, whole metres.
        sun_lvlh: unit vector to the Sun in LVLH (3,), 1e-6.
        sunlight: seen share of the Sun's disc, 0 to 1, 1e-6.
        sites: ids of the ground sites that hear the station.
    """

    instant_s: float
    position_m: Vector
    latitude_deg: float
    longitude_deg: float
    height_m: float
    sun_lvlh: Vector
    sunlight: float
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Almanac:
    """Rows at equal steps; make one with `almanac`.

    Attributes:
        start_s: instant of the first row.
        step_s: between rows [s].
        rows: at least one.
    """

    start_s: float
    step_s: float
    rows: tuple[Row, ...]

    def at(self, instant_s: float) -> Row:
        """Return the row that holds at an instant: the last one not after it.

        Raises:
            ValueError: if the instant is before the first row, or more than a step after the last.
        """
        index = floor((finite("instant_s", instant_s) - self.start_s) / self.step_s)
        if not 0 <= index < len(self.rows):
            span = f"{written(self.start_s)} to {written(self.rows[-1].instant_s)}"
            raise ValueError(f"instant_s must lie in the almanac, {span}, got {instant_s!r}")
        return self.rows[index]


def _rounded(vector: Vector, digits: int) -> Vector:
    return round(vector[0], digits), round(vector[1], digits), round(vector[2], digits)


def _row(instant_s: float) -> Row:
    position, velocity = station_state(instant_s)
    sun = sun_direction(instant_s)
    point = below(position, instant_s)
    return Row(
        instant_s=instant_s,
        position_m=_rounded(position, 0),
        latitude_deg=round(point.latitude_deg, 6),
        longitude_deg=round(point.longitude_deg, 6),
        height_m=round(point.height_m, 0),
        sun_lvlh=_rounded(apply(inertial_to_lvlh(position, velocity), sun), 6),
        sunlight=round(sunlight(position, sun), 6),
        sites=sites_in_view(position, instant_s),
    )


def almanac(start_s: float, seconds: float, step_s: float = 1.0) -> Almanac:
    """Return the table from an instant on.

    Args:
        start_s: instant of the first row.
        seconds: how far it reaches [s], above zero.
        step_s: between rows [s], above zero.

    Raises:
        ValueError: if a number is out of its range, or the element sets do not cover the span.
    """
    start, step = finite("start_s", start_s), positive("step_s", step_s)
    count = floor(positive("seconds", seconds) / step) + 1
    return Almanac(start, step, tuple(_row(start + step * i) for i in range(count)))


class Change(Enum):
    """What can change between two rows."""

    SUNSET = "sunset"
    """Half the Sun's disc is gone."""
    SUNRISE = "sunrise"
    SIGNAL = "signal"
    """The first ground site hears the station."""
    SILENCE = "silence"
    """The last one has lost it."""


def changes(table: Almanac) -> tuple[tuple[float, Change], ...]:
    """Return when light and radio change, as (instant, what) in order of time."""
    found: list[tuple[float, Change]] = []
    for before, after in pairwise(table.rows):
        if (before.sunlight >= 0.5) != (after.sunlight >= 0.5):
            found.append((after.instant_s, Change.SUNRISE if after.sunlight >= 0.5 else Change.SUNSET))
        if bool(before.sites) != bool(after.sites):
            found.append((after.instant_s, Change.SIGNAL if after.sites else Change.SILENCE))
    return tuple(found)
