"""The station's real orbit in October 2021, from the published element sets.

Law: an element set is used on its own days only, and never across the reboost of 12 October 2021, 07:05 UTC:
carried over it, the station would be ten degrees of longitude away. Asked outside, it says so.

Positions are TEME, what SGP4 gives: true equator, mean equinox of date. Frames and formulas: Vallado,
Crawford, Hujsak, Kelso, Revisiting Spacetrack Report 3, AIAA 2006-6753; sidereal time IAU 1982. SGP4 itself
is the package ``sgp4`` (Brandon Rhodes, MIT), imported only when the orbit is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, degrees, pi, radians, sin, sqrt
from typing import Protocol, cast

from game.flight.guards import finite, three, within
from game.flight.instants import centuries, julian, utc, written
from game.flight.vectors import Vector, scale

EQUATORIAL_RADIUS_M = 6_378_137.0
"""WGS 84 [m]."""

FLATTENING = 1.0 / 298.257223563
"""WGS 84."""

REBOOST_S = utc(2021, 10, 12, 7, 5)
"""The burn that no element set may be carried across."""


class _Satellite(Protocol):
    def sgp4(self, jd: float, fr: float) -> tuple[int, Vector, Vector]: ...


class _Reader(Protocol):
    def twoline2rv(self, first: str, second: str) -> _Satellite: ...


class _Library(Protocol):
    @property
    def Satrec(self) -> _Reader: ...  # noqa: N802 - the library's own name


@dataclass(frozen=True, slots=True)
class ElementSet:
    """A two-line element set with the days it may be used on.

    Attributes:
        first: line 1, 69 characters with its checksum.
        second: line 2, likewise.
        from_s: may be used from this instant.
        until_s: to this one, included.

    Raises:
        ValueError: if a line has the wrong length, number or checksum, or the days are empty.
    """

    first: str
    second: str
    from_s: float
    until_s: float

    def __post_init__(self) -> None:
        for name, number, line in (("first", "1", self.first), ("second", "2", self.second)):
            if len(line) != 69 or line[:2] != number + " " or not line.isascii():
                raise ValueError(
                    f"{name} must be line {number} of an element set, 69 characters, got {line!r}"
                )
            if checksum(line) != line[68]:
                raise ValueError(f"{name} must end in its checksum {checksum(line)}, got {line!r}")
        if not finite("from_s", self.from_s) < finite("until_s", self.until_s):
            raise ValueError(f"until_s must lie after from_s, got {self.from_s!r} and {self.until_s!r}")

    def state(self, instant_s: float) -> tuple[Vector, Vector]:
        """Return position and velocity, TEME (3,) [m] and [m/s].

        Raises:
            ValueError: if the instant is outside the set's days, or SGP4 refuses.
        """
        if not self.from_s <= instant_s <= self.until_s:
            days = f"{written(self.from_s)} to {written(self.until_s)}"
            raise ValueError(f"instant_s must lie in the element set's days, {days}, got {_shown(instant_s)}")
        code, position, velocity = _satellite(self.first, self.second).sgp4(*julian(instant_s))
        if code != 0:
            raise ValueError(f"instant_s must be in SGP4's reach, got {_shown(instant_s)} (error {code})")
        return scale(1000.0, position), scale(1000.0, velocity)


def _shown(instant_s: float) -> str:
    """Return an instant for a message; one that no calendar holds as it is."""
    return written(instant_s) if abs(instant_s) < 1e11 else repr(instant_s)


def checksum(line: str) -> str:
    """Return the last digit an element set's line must have: its digits added up, a minus as 1, modulo 10."""
    total = 0
    for character in line[:68]:
        total += int(character) if character.isdigit() else character == "-"
    return str(total % 10)


@lru_cache(maxsize=16)
def _satellite(first: str, second: str) -> _Satellite:
    from sgp4 import api  # type: ignore[import-untyped]  # the package ships no types

    return cast("_Library", api).Satrec.twoline2rv(first, second)


ELEMENT_SETS: tuple[ElementSet, ...] = (
    ElementSet(
        "1 25544U 98067A   21277.86166359  .00005427  00000-0  10685-3 0  9994",
        "2 25544  51.6453 160.4350 0004170  58.5851  39.6969 15.48931550305594",
        utc(2021, 10, 4),
        REBOOST_S,
    ),
    ElementSet(
        "1 25544U 98067A   21288.70144628  .00006635  00000-0  12985-3 0  9991",
        "2 25544  51.6430 106.8285 0003768 107.2156 352.5939 15.48692786307278",
        REBOOST_S + 3600.0,
        utc(2021, 10, 16, 2, 50),
    ),
    ElementSet(
        "1 25544U 98067A   21289.53582973  .00006882  00000-0  13428-3 0  9999",
        "2 25544  51.6432 102.7082 0004209 118.5037 316.3696 15.48711192307400",
        utc(2021, 10, 16, 2, 50),
        utc(2021, 10, 17, 1, 10),
    ),
    ElementSet(
        "1 25544U 98067A   21290.56136700  .00007140  00000-0  13893-3 0  9991",
        "2 25544  51.6431  97.6357 0004313 121.7524 274.6695 15.48727743307560",
        utc(2021, 10, 17, 1, 10),
        utc(2021, 10, 19),
    ),
)
"""The station's published sets of October 2021, each on the days nearest to its epoch."""


def set_for(instant_s: float) -> ElementSet:
    """Return the element set whose days the instant is in; the later one on a border.

    Raises:
        ValueError: if no set covers the instant, as in the hour of the reboost.
    """
    for elements in reversed(ELEMENT_SETS):
        if elements.from_s <= instant_s <= elements.until_s:
            return elements
    raise ValueError(
        f"instant_s must lie in 4 to 18 October 2021, outside the reboost, got {_shown(instant_s)}"
    )


def station_state(instant_s: float) -> tuple[Vector, Vector]:
    """Return the station's position and velocity, TEME (3,) [m] and [m/s].

    Raises:
        ValueError: if no element set covers the instant.
    """
    return set_for(instant_s).state(instant_s)


def sidereal_angle(instant_s: float) -> float:
    """Return Greenwich mean sidereal time [rad, 0 to 2 pi], IAU 1982."""
    t = centuries(instant_s)
    seconds = (
        67_310.54841 + (876_600.0 * 3600.0 + 8_640_184.812866) * t + 0.093104 * t * t - 6.2e-6 * t * t * t
    )
    return radians(seconds / 240.0) % (2.0 * pi)


def earth_fixed(position_m: Vector, instant_s: float) -> Vector:
    """Return the Earth-fixed components of a TEME position (3,) [m]; polar motion (10 m) is left out.

    Raises:
        ValueError: if the position or the instant is not finite.
    """
    x, y, z = three("position_m", position_m)
    angle = sidereal_angle(instant_s)
    c, s = cos(angle), sin(angle)
    return c * x + s * y, -s * x + c * y, z


@dataclass(frozen=True, slots=True)
class GroundPoint:
    """A place over or on the Earth, WGS 84.

    Attributes:
        latitude_deg: geodetic, north above zero [deg].
        longitude_deg: east above zero, -180 to 180 [deg].
        height_m: above the ellipsoid [m].

    Raises:
        ValueError: if there is no such latitude, or a number is not finite.
    """

    latitude_deg: float
    longitude_deg: float
    height_m: float = 0.0

    def __post_init__(self) -> None:
        within("latitude_deg", self.latitude_deg, -90.0, 90.0)
        finite("longitude_deg", self.longitude_deg)
        finite("height_m", self.height_m)


def below(position_m: Vector, instant_s: float) -> GroundPoint:
    """Return the point under a TEME position, and the height over it.

    Iterates the latitude as Vallado, algorithm 12; five rounds leave under a millimetre at this height.
    """
    x, y, z = earth_fixed(position_m, instant_s)
    across = sqrt(x * x + y * y)
    squared = FLATTENING * (2.0 - FLATTENING)
    latitude = atan2(z, across)
    curve = EQUATORIAL_RADIUS_M
    for _ in range(5):
        sine = sin(latitude)
        curve = EQUATORIAL_RADIUS_M / sqrt(1.0 - squared * sine * sine)
        latitude = atan2(z + curve * squared * sine, across)
    sine, cosine = sin(latitude), cos(latitude)
    curve = EQUATORIAL_RADIUS_M / sqrt(1.0 - squared * sine * sine)
    # Along the normal: holds at the poles too.
    height = across * cosine + z * sine - curve * (1.0 - squared * sine * sine)
    return GroundPoint(degrees(latitude), degrees(atan2(y, x)), height)


def on_earth(place: GroundPoint) -> Vector:
    """Return the Earth-fixed position of a place (3,) [m]."""
    latitude, longitude = radians(place.latitude_deg), radians(place.longitude_deg)
    squared = FLATTENING * (2.0 - FLATTENING)
    curve = EQUATORIAL_RADIUS_M / sqrt(1.0 - squared * sin(latitude) * sin(latitude))
    level = (curve + place.height_m) * cos(latitude)
    return (
        level * cos(longitude),
        level * sin(longitude),
        (curve * (1.0 - squared) + place.height_m) * sin(latitude),
    )
