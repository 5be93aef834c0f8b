"""Light and radio of the day, as instants to compare with.

Law: a look at the clock, no formula. The instants are those of the story's timeline; `game.flight.almanac`
gives every one of them to within 20 s (12:18:20, 12:18:35, 12:53:00), and a test holds them to it.

After the last ground site there is only the relay, which comes and goes by the seed.
"""

from __future__ import annotations

from functools import lru_cache

from game.chance import draw
from game.emergencies.docking.sight import Light

SIGNAL_LOST_S = 12 * 3600 + 18 * 60 + 20
"""12:18:20: the last Russian ground site loses the station (derived from the element sets)."""

SUNSET_S = 12 * 3600 + 18 * 60 + 35
"""12:18:35 (derived likewise)."""

SUNRISE_S = 12 * 3600 + 53 * 60
"""12:53:00 (derived likewise)."""

LOW_SUN_S = 60
"""So long before sunset and after sunrise the Sun stands low; chosen for play."""

CALLED_OFF_S = 12 * 3600 + 31 * 60
"""12:31:00: the ground calls the first approach off; chosen for play."""

CALLED_OFF_LATE_S = 13 * 3600 + 8 * 60
"""13:08:00: likewise after the second daylight has begun."""

LEAST_TIME_S = 720
"""An approach that is begun late still has so long before it is called off [s]; chosen for play."""

_RELAY_WINDOWS = 64


def dark(second_of_day: float, forced: bool | None) -> bool:
    """Return whether it is night at a second of 5 October 2021; a lesson forces it."""
    if forced is not None:
        return forced
    return SUNSET_S <= second_of_day < SUNRISE_S


def light(second_of_day: float, forced: bool | None) -> Light:
    """Return how bright it is at a second of 5 October 2021; a lesson forces day or night."""
    if forced is not None:
        return Light.DARK if forced else Light.DAY
    if SUNSET_S <= second_of_day < SUNRISE_S:
        return Light.DARK
    if SUNSET_S - LOW_SUN_S <= second_of_day < SUNSET_S or SUNRISE_S <= second_of_day < SUNRISE_S + LOW_SUN_S:
        return Light.LOW_SUN
    return Light.DAY


def called_off_s(start_s: int, *, waited: bool) -> int:
    """Return the second of the day at which the ground calls an approach off."""
    return max(CALLED_OFF_LATE_S if waited else CALLED_OFF_S, start_s + LEAST_TIME_S)


@lru_cache(maxsize=64)
def _relay_edges(seed: int) -> tuple[int, ...]:
    """Return when the relay comes and goes, in turn, in whole seconds after the last ground site was lost.

    It is heard for 30 to 60 s and gone for 20 to 40: 40 per cent is lost. Chosen for play.
    """
    edges: list[int] = []
    at = 15 + draw(seed, "docking/relay", 0, 16)
    for index in range(_RELAY_WINDOWS):
        edges.append(at)
        at += 30 + draw(seed, "docking/relay", 2 * index + 1, 31)
        edges.append(at)
        at += 20 + draw(seed, "docking/relay", 2 * index + 2, 21)
    return tuple(edges)


def relay_heard(seed: int, second_of_day: float) -> bool:
    """Return whether the relay carries voice at a second of the day; never before the ground is lost."""
    if second_of_day < SIGNAL_LOST_S:
        return False
    edges = _relay_edges(seed)
    since = (second_of_day - SIGNAL_LOST_S) % edges[-1]
    # Edges stand in order: an odd number of them behind us means that it is heard.
    count = 0
    for edge in edges:
        if edge > since:
            break
        count += 1
    return count % 2 == 1
