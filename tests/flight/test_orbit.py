"""The real orbit: element sets on their own days only, and places that the day's record confirms."""

from __future__ import annotations

from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.instants import calendar, utc, written
from game.flight.orbit import (
    ELEMENT_SETS,
    REBOOST_S,
    ElementSet,
    GroundPoint,
    below,
    checksum,
    earth_fixed,
    on_earth,
    set_for,
    station_state,
)
from game.flight.vectors import norm

_FIRST = ELEMENT_SETS[0]


@pytest.mark.parametrize(
    ("moment", "latitude", "longitude"),
    [
        ((2021, 10, 5, 12, 22, 31), 25.1, 115.6),
        ((2021, 10, 5, 12, 4, 0), 50.0, 29.0),
        ((2021, 10, 15, 9, 2, 0), 51.6, 33.0),
        ((2021, 10, 15, 9, 13, 0), 37.7, 88.6),
        ((2021, 10, 15, 9, 36, 0), -29.0, 146.0),
        ((2021, 10, 17, 1, 14, 0), 48.0, 117.0),
        ((2021, 10, 17, 3, 41, 46), -49.8, -50.2),
    ],
)
def test_the_station_is_over_the_places_of_the_record(
    moment: tuple[int, int, int, int, int, int], latitude: float, longitude: float
) -> None:
    """Docking in darkness over China, the jets over Ukraine, the burn over the South Atlantic."""
    instant = utc(*moment)
    point = below(station_state(instant)[0], instant)
    assert point.latitude_deg == pytest.approx(latitude, abs=0.6)
    assert point.longitude_deg == pytest.approx(longitude, abs=0.6)
    assert 415_000.0 < point.height_m < 442_000.0


def test_neighbouring_sets_agree_where_they_meet() -> None:
    """Handing over moves the station by less than six kilometres, under a second of flight."""
    for earlier, later in pairwise(ELEMENT_SETS[1:]):
        meeting = later.from_s
        here, there = earlier.state(meeting)[0], later.state(meeting)[0]
        assert norm((here[0] - there[0], here[1] - there[1], here[2] - there[2])) < 6000.0


def test_no_set_is_carried_across_the_reboost() -> None:
    """The set of 4 October ends where the burn begins; the burn's own hour has none."""
    assert set_for(REBOOST_S) is _FIRST
    for instant in (REBOOST_S + 1.0, REBOOST_S + 1800.0):
        with pytest.raises(ValueError, match="reboost"):
            set_for(instant)
    with pytest.raises(ValueError, match="instant_s must lie in the element set's days"):
        _FIRST.state(REBOOST_S + 7200.0)
    assert set_for(REBOOST_S + 3600.0) is ELEMENT_SETS[1]


@pytest.mark.parametrize("instant", [utc(2021, 10, 3, 23, 59), utc(2021, 10, 19, 0, 1), nan, inf, -inf, 0.0])
def test_an_instant_outside_the_days_is_refused(instant: float) -> None:
    """Before, after, and what is no instant at all."""
    with pytest.raises(ValueError, match="instant_s must lie"):
        station_state(instant)


def test_a_set_with_a_wrong_checksum_is_refused() -> None:
    """One digit changed anywhere."""
    broken = _FIRST.first[:20] + "8" + _FIRST.first[21:]
    with pytest.raises(ValueError, match="first must end in its checksum"):
        ElementSet(broken, _FIRST.second, _FIRST.from_s, _FIRST.until_s)
    with pytest.raises(ValueError, match="second must end in its checksum"):
        ElementSet(_FIRST.first, _FIRST.second[:-1] + "0", _FIRST.from_s, _FIRST.until_s)


def test_a_set_that_is_cut_short_or_swapped_is_refused() -> None:
    """Length and line number."""
    with pytest.raises(ValueError, match="first must be line 1"):
        ElementSet(_FIRST.first[:60], _FIRST.second, _FIRST.from_s, _FIRST.until_s)
    with pytest.raises(ValueError, match="first must be line 1"):
        ElementSet(_FIRST.second, _FIRST.first, _FIRST.from_s, _FIRST.until_s)
    with pytest.raises(ValueError, match="until_s"):
        ElementSet(_FIRST.first, _FIRST.second, _FIRST.until_s, _FIRST.from_s)


def test_every_published_set_carries_its_checksum() -> None:
    """As copied."""
    for elements in ELEMENT_SETS:
        assert checksum(elements.first) == elements.first[68]
        assert checksum(elements.second) == elements.second[68]


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9), st.floats(0.0, 500_000.0))
def test_a_place_on_the_earth_is_found_again(latitude: float, longitude: float, height: float) -> None:
    """Geodetic to Earth-fixed and back, with the Earth turned by the hour."""
    instant = utc(2021, 10, 15, 9, 13)
    fixed = on_earth(GroundPoint(latitude, longitude, height))
    turned = earth_fixed((1.0, 0.0, 0.0), instant)
    cosine, sine = turned[0], turned[1]
    inertial = (cosine * fixed[0] + sine * fixed[1], -sine * fixed[0] + cosine * fixed[1], fixed[2])
    point = below(inertial, instant)
    assert point.latitude_deg == pytest.approx(latitude, abs=1e-8)
    assert point.longitude_deg == pytest.approx(longitude, abs=1e-8)
    assert point.height_m == pytest.approx(height, abs=1e-3)


@given(st.integers(0, 7_000_000_000))
def test_an_instant_is_written_and_read_again(seconds: int) -> None:
    """Every second of the calendar the room knows."""
    year, month, day, hour, minute, second = calendar(float(seconds))
    assert utc(year, month, day, hour, minute, second) == seconds
    assert (
        written(float(seconds))
        == f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{int(second):02d}"
    )


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        ((1970, 1, 1, 0, 0, 0.0), 0.0),
        ((2000, 2, 29, 12, 0, 0.0), 951_825_600.0),
        ((2021, 10, 5, 12, 22, 31.0), 1_633_436_551.0),
    ],
)
def test_known_instants_have_their_known_seconds(
    moment: tuple[int, int, int, int, int, float], seconds: float
) -> None:
    """The epoch, a leap day, the contact."""
    assert utc(*moment) == seconds


@pytest.mark.parametrize(
    ("moment", "named"),
    [
        ((1969, 1, 1, 0, 0, 0.0), "year"),
        ((2021, 13, 1, 0, 0, 0.0), "month"),
        ((2021, 2, 29, 0, 0, 0.0), "day"),
        ((2021, 1, 1, 24, 0, 0.0), "hour"),
        ((2021, 1, 1, 0, 60, 0.0), "minute"),
        ((2021, 1, 1, 0, 0, nan), "second"),
    ],
)
def test_a_date_that_does_not_exist_is_refused(
    moment: tuple[int, int, int, int, int, float], named: str
) -> None:
    """By the part that is wrong."""
    with pytest.raises(ValueError, match=named):
        utc(*moment)
