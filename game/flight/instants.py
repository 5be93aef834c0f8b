"""Instants of UTC as seconds, and back to words.

Law: an instant is a float: seconds since 1970-01-01 00:00 UTC, every day 86,400 s. No clock is read here.
UT1 is taken as UTC: in October 2021 they were 0.1 s apart, 50 m on the ground.
"""

from __future__ import annotations

from math import floor

from game.flight.guards import finite, within

DAY_S = 86_400.0
"""[s]"""

JULIAN_EPOCH = 2_440_587.5
"""Julian date of 1970-01-01 00:00."""

_DAYS_IN = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: float = 0.0) -> float:
    """Return the instant of a date and time of day.

    Days since the epoch by counting March as the first month, so that the leap day ends the year; Gregorian
    calendar, as in Richards' algorithm, Explanatory Supplement to the Astronomical Almanac, 3rd ed., section
    15.11.

    Raises:
        ValueError: naming the part that is out of its range, 1970 to 2199 for the year.
    """
    within("year", year, 1970, 2199)
    within("month", month, 1, 12)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    within("day", day, 1, _DAYS_IN[month - 1] + (1 if leap and month == 2 else 0))
    within("hour", hour, 0, 23)
    within("minute", minute, 0, 59)
    finite("second", second)
    within("second", second, 0.0, 60.0)
    shifted = year - (1 if month <= 2 else 0)
    days = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400
    days += (153 * ((month + 9) % 12) + 2) // 5 + day - 1 - 719_468
    return days * DAY_S + hour * 3600.0 + minute * 60.0 + second


def calendar(instant_s: float) -> tuple[int, int, int, int, int, float]:
    """Return year, month, day, hour, minute, second of an instant.

    Raises:
        ValueError: if the instant is not finite.
    """
    whole = floor(finite("instant_s", instant_s) / DAY_S)
    rest = instant_s - whole * DAY_S
    days = whole + 719_468
    era = days // 146_097
    of_era = days - era * 146_097
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (1 if month <= 2 else 0)
    hour = int(rest // 3600.0)
    minute = int((rest - hour * 3600.0) // 60.0)
    return (
        year,
        month,
        of_year - (153 * shifted + 2) // 5 + 1,
        hour,
        minute,
        rest - hour * 3600.0 - minute * 60.0,
    )


def written(instant_s: float) -> str:
    """Return ``YYYY-MM-DD HH:MM:SS`` of the nearest second.

    Raises:
        ValueError: if the instant is not finite.
    """
    year, month, day, hour, minute, second = calendar(floor(finite("instant_s", instant_s) + 0.5))
    return f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{int(second):02d}"


def julian(instant_s: float) -> tuple[float, float]:
    """Return the Julian date as a day that ends in .5 and the fraction of a day after it."""
    whole = floor(finite("instant_s", instant_s) / DAY_S)
    return JULIAN_EPOCH + whole, instant_s / DAY_S - whole


def centuries(instant_s: float) -> float:
    """Return Julian centuries since J2000.0 (2000-01-01 12:00)."""
    return (finite("instant_s", instant_s) - 946_728_000.0) / (36_525.0 * DAY_S)
