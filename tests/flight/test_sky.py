"""Light and radio of the three days, against the record."""

from __future__ import annotations

from itertools import pairwise
from math import cos, degrees, inf, nan, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.almanac import Change, almanac, changes
from game.flight.ground import SITES, elevations, passes, sites_in_view
from game.flight.instants import utc, written
from game.flight.orbit import EQUATORIAL_RADIUS_M, GroundPoint, on_earth, station_state
from game.flight.sun import beta_angle, circular_shadow, sun_direction, sunlight
from game.flight.vectors import norm


def _lit(instant: float) -> bool:
    return sunlight(station_state(instant)[0], sun_direction(instant)) > 0.5


@pytest.mark.parametrize(
    ("day", "hour", "minute", "second", "rises"),
    [
        (5, 12, 18, 35, False),
        (5, 12, 53, 0, True),
        (15, 8, 29, 20, True),
        (15, 9, 38, 50, False),
        (15, 10, 2, 25, True),
        (17, 1, 59, 10, False),
        (17, 2, 23, 50, True),
        (17, 3, 32, 15, False),
        (17, 3, 57, 0, True),
    ],
)
def test_the_sun_rises_and_sets_within_20_seconds_of_the_record(
    day: int, hour: int, minute: int, second: int, *, rises: bool
) -> None:
    """Dark before a rise and light after it, and the other way round."""
    instant = utc(2021, 10, day, hour, minute, second)
    assert _lit(instant - 20.0) is not rises
    assert _lit(instant + 20.0) is rises


_PASSES = [
    (5, "08:51:30", "09:12:30"),
    (5, "10:26:20", "10:48:30"),
    (5, "12:01:50", "12:18:20"),
    (5, "13:38:10", "13:51:30"),
    (5, "15:15:00", "15:26:40"),
    (15, "07:22:40", "07:43:00"),
    (15, "08:58:50", "09:13:00"),
    (15, "10:35:30", "10:48:20"),
    (17, "01:09:10", "01:25:20"),
    (17, "02:38:50", "03:01:20"),
    (17, "04:14:20", "04:35:30"),
]


@pytest.mark.parametrize(("day", "start", "end"), _PASSES)
def test_passes_begin_and_end_within_15_seconds_of_the_record(day: int, start: str, end: str) -> None:
    """Five degrees over any Russian site."""

    def instant(text: str) -> float:
        hour, minute, second = (int(part) for part in text.split(":"))
        return utc(2021, 10, day, hour, minute, second)

    found = passes(instant(start) - 300.0, instant(end) + 300.0)
    assert len(found) == 1
    assert found[0].start_s == pytest.approx(instant(start), abs=15.0)
    assert found[0].end_s == pytest.approx(instant(end), abs=15.0)


def test_the_jets_ran_on_when_the_last_site_was_lost() -> None:
    """Barnaul is the last to hear, and the loss of control falls on its silence."""
    found = passes(utc(2021, 10, 15, 8, 50), utc(2021, 10, 15, 9, 30))
    assert found[0].sites == ("shchyolkovo", "baikonur", "kolpashevo", "barnaul")
    before = utc(2021, 10, 15, 9, 12, 30)
    assert sites_in_view(station_state(before)[0], before) == ("barnaul",)


def test_a_pass_that_is_on_at_the_ends_is_cut_there() -> None:
    """From the first instant to the last."""
    start, end = utc(2021, 10, 5, 12, 5), utc(2021, 10, 5, 12, 10)
    (only,) = passes(start, end)
    assert (only.start_s, only.end_s) == (start, end)
    with pytest.raises(ValueError, match="end_s"):
        passes(end, start)
    with pytest.raises(ValueError, match="step_s"):
        passes(start, end, 0.0)


def test_straight_overhead_is_ninety_degrees() -> None:
    """Over its own site, turned with the Earth."""
    instant = utc(2021, 10, 15, 9, 0)
    site = SITES[0].place
    above = on_earth(GroundPoint(site.latitude_deg, site.longitude_deg, 400_000.0))
    best = max(
        elevations(_spun(above, angle), instant)[0] for angle in [k * pi / 5000 for k in range(10_000)]
    )
    assert degrees(best) == pytest.approx(90.0, abs=0.3)


def _spun(place: tuple[float, float, float], angle: float) -> tuple[float, float, float]:
    c, s = cos(angle), sin(angle)
    return c * place[0] - s * place[1], s * place[0] + c * place[1], place[2]


@pytest.mark.parametrize(("day", "hour", "wanted"), [(5, 12, -29.5), (15, 9, -60.2), (17, 4, -58.8)])
def test_the_sun_stands_off_the_orbit_by_the_beta_angle_of_the_record(
    day: int, hour: int, wanted: float
) -> None:
    """Low on the fifth, high in the second week."""
    instant = utc(2021, 10, day, hour)
    assert degrees(beta_angle(*station_state(instant), sun_direction(instant))) == pytest.approx(
        wanted, abs=0.5
    )


def test_the_sun_is_where_the_almanac_has_it() -> None:
    """Equinox of September 2021 at 19:21 UTC on the 22nd; winter solstice at declination -23.44."""
    equinox = sun_direction(utc(2021, 9, 22, 19, 21))
    assert degrees(equinox[2]) == pytest.approx(0.0, abs=0.01)
    assert equinox[0] < -0.999
    solstice = sun_direction(utc(2021, 12, 21, 15, 59))
    assert solstice[2] == pytest.approx(-0.39777, abs=1e-4)
    assert norm(solstice) == pytest.approx(1.0)


@given(st.floats(6.6e6, 8e6), st.floats(0.0, 2.0 * pi))
def test_light_is_a_share_and_full_on_the_day_side(radius: float, angle: float) -> None:
    """Never outside 0 to 1; full on the Sun's side, none straight behind."""
    share = sunlight((radius * cos(angle), radius * sin(angle), 0.0), (1.0, 0.0, 0.0))
    assert 0.0 <= share <= 1.0
    if cos(angle) > 0.0:
        assert share == 1.0
    assert sunlight((-radius, 0.0, 0.0), (1.0, 0.0, 0.0)) == 0.0


def test_light_falls_steadily_through_the_penumbra() -> None:
    """From full to none in about eight seconds of orbit, half of it at the edge of the disc's middle."""
    edge = pi - 1.2175
    shares = [
        sunlight((6.8e6 * cos(edge + k * 1e-4), 6.8e6 * sin(edge + k * 1e-4), 0.0), (1.0, 0.0, 0.0))
        for k in range(-150, 150)
    ]
    assert shares[0] == 1.0
    assert shares[-1] == 0.0
    assert all(a >= b for a, b in pairwise(shares))
    assert 50 <= sum(0.0 < share < 1.0 for share in shares) <= 150


def test_inside_the_earth_there_is_no_light_to_speak_of() -> None:
    """Refused by name, as are orbits that do not exist."""
    with pytest.raises(ValueError, match="position_m"):
        sunlight((6e6, 0.0, 0.0), (1.0, 0.0, 0.0))
    with pytest.raises(ValueError, match="sun"):
        sunlight((7e6, 0.0, 0.0), (nan, 0.0, 0.0))
    with pytest.raises(ValueError, match="sun"):
        beta_angle((7e6, 0.0, 0.0), (0.0, 7e3, 0.0), (0.0, 0.0, nan))
    with pytest.raises(ValueError, match="radius_m"):
        circular_shadow(EQUATORIAL_RADIUS_M, 0.0)
    with pytest.raises(ValueError, match="beta_rad"):
        circular_shadow(6.8e6, radians(91.0))
    with pytest.raises(ValueError, match="radius_m"):
        circular_shadow(nan, 0.0)


def test_nights_are_as_long_as_the_facts_say() -> None:
    """34.4 minutes on the 5th, 23.5 on the 15th, from the beta angles of the record."""
    for beta, minutes in ((-29.5, 34.4), (-60.2, 23.5), (-58.8, 24.7)):
        shadow = circular_shadow(6_798_136.3, radians(beta))
        assert shadow.cylinder_share * shadow.period_s / 60.0 == pytest.approx(minutes, abs=0.3)


def test_the_almanac_reads_the_day_row_by_row() -> None:
    """One row a second, rounded, the one that holds at an instant, and nothing outside."""
    start = utc(2021, 10, 5, 12, 17)
    table = almanac(start, 180.0)
    assert len(table.rows) == 181
    row = table.at(start + 90.9)
    assert row.instant_s == start + 90.0
    assert row.position_m == tuple(round(part) for part in row.position_m)
    assert row.sunlight == round(row.sunlight, 6)
    assert [what for _, what in changes(table)] == [Change.SILENCE, Change.SUNSET]
    for outside in (start - 0.1, start + 181.0, nan, inf):
        with pytest.raises(ValueError, match="instant_s"):
            table.at(outside)
    with pytest.raises(ValueError, match="step_s"):
        almanac(start, 10.0, -1.0)
    with pytest.raises(ValueError, match="seconds"):
        almanac(start, nan)
    assert written(row.instant_s) == "2021-10-05 12:18:30"


def test_the_sun_in_the_almanac_is_seen_from_the_station() -> None:
    """Unit vectors; after a sunrise the Sun climbs, and z points down."""
    table = almanac(utc(2021, 10, 15, 8, 31), 600.0, 60.0)
    for row in table.rows:
        assert norm(row.sun_lvlh) == pytest.approx(1.0, abs=2e-6)
        assert row.sunlight == 1.0
    assert table.rows[-1].sun_lvlh[2] < table.rows[0].sun_lvlh[2]
