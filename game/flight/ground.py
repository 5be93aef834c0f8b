"""The Russian ground sites, and when the station is over them.

Law: a site hears the station while it stands at least the mask above the site's horizon. What is said of a
pass here is geometry; which sites were manned for voice on a day is not known.

Sites: background knowledge of the source (medium trust); mask 5 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin

from game.flight.guards import finite, positive
from game.flight.orbit import GroundPoint, earth_fixed, on_earth, station_state
from game.flight.vectors import Vector, dot, norm, subtract

MASK_RAD = radians(5.0)
"""The least elevation for radio [rad]."""


@dataclass(frozen=True, slots=True)
class Site:
    """A ground site.

    Attributes:
        ident: its written id.
        place: on the ellipsoid.
    """

    ident: str
    place: GroundPoint


SITES: tuple[Site, ...] = (
    Site("shchyolkovo", GroundPoint(55.95, 37.97)),
    Site("baikonur", GroundPoint(45.9, 63.3)),
    Site("kolpashevo", GroundPoint(58.3, 83.0)),
    Site("barnaul", GroundPoint(53.35, 83.8)),
    Site("ulan_ude", GroundPoint(51.87, 107.95)),
    Site("ussuriysk", GroundPoint(44.0, 131.8)),
    Site("kamchatka", GroundPoint(53.2, 158.4)),
)
"""From west to east."""

_ANCHORS: tuple[tuple[Vector, Vector], ...] = tuple(
    (
        on_earth(site.place),
        (
            cos(radians(site.place.latitude_deg)) * cos(radians(site.place.longitude_deg)),
            cos(radians(site.place.latitude_deg)) * sin(radians(site.place.longitude_deg)),
            sin(radians(site.place.latitude_deg)),
        ),
    )
    for site in SITES
)


def elevations(position_m: Vector, instant_s: float) -> tuple[float, ...]:
    """Return how high a TEME position (3,) [m] stands over each of `SITES` at an instant [rad]."""
    earth = earth_fixed(position_m, instant_s)
    found: list[float] = []
    for anchor, up in _ANCHORS:
        line = subtract(earth, anchor)
        found.append(asin(max(-1.0, min(1.0, dot(line, up) / norm(line)))))
    return tuple(found)


def sites_in_view(position_m: Vector, instant_s: float, mask_rad: float = MASK_RAD) -> tuple[str, ...]:
    """Return the ids of the sites that hear the station, from west to east; arguments as `elevations`."""
    finite("mask_rad", mask_rad)
    heights = elevations(position_m, instant_s)
    return tuple(site.ident for site, height in zip(SITES, heights, strict=True) if height >= mask_rad)


@dataclass(frozen=True, slots=True)
class Pass:
    """A span in which at least one site hears the station.

    Attributes:
        start_s: instant.
        end_s: instant.
        sites: the ids that heard it at any time of it, in `SITES` order.
    """

    start_s: float
    end_s: float
    sites: tuple[str, ...]


def passes(
    start_s: float, end_s: float, step_s: float = 10.0, mask_rad: float = MASK_RAD
) -> tuple[Pass, ...]:
    """Return the passes between two instants, their ends to 0.1 s; passes shorter than a step may be missed.

    Raises:
        ValueError: if a number is not finite, the step is not above zero, or the element sets do not cover
            the span.
    """
    step = positive("step_s", step_s)
    if not finite("start_s", start_s) < finite("end_s", end_s):
        raise ValueError(f"end_s must lie after start_s {start_s!r}, got {end_s!r}")

    def heard(instant_s: float) -> tuple[str, ...]:
        return sites_in_view(station_state(instant_s)[0], instant_s, mask_rad)

    def border(left: float, right: float, *, rising: bool) -> float:
        while right - left > 0.1:
            middle = 0.5 * (left + right)
            if bool(heard(middle)) is rising:
                right = middle
            else:
                left = middle
        return 0.5 * (left + right)

    found: list[Pass] = []
    seen: set[str] = set(heard(start_s))
    opened = start_s if seen else None
    left = start_s
    while left < end_s:
        right = min(left + step, end_s)
        now = heard(right)
        if now and opened is None:
            opened = border(left, right, rising=True)
        elif opened is not None and not now:
            closed = border(left, right, rising=False)
            found.append(Pass(opened, closed, _in_order(seen)))
            opened, seen = None, set[str]()
        seen.update(now)
        left = right
    if opened is not None:
        found.append(Pass(opened, end_s, _in_order(seen)))
    return tuple(found)


def _in_order(idents: set[str]) -> tuple[str, ...]:
    return tuple(site.ident for site in SITES if site.ident in idents)
