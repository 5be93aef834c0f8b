"""Light and radio of the day."""

from __future__ import annotations

import pytest

from game.emergencies.docking import sky
from game.emergencies.docking.sight import Light
from game.flight.almanac import Change, almanac, changes
from game.flight.instants import utc

_MIDNIGHT = utc(2021, 10, 5)


def test_the_instants_are_those_of_the_real_orbit() -> None:
    """Sunset, sunrise and the end of direct voice lie within 20 s of what the element sets give."""
    table = almanac(_MIDNIGHT + 12 * 3600 + 600, 2700.0, 5.0)
    found = {change: instant - _MIDNIGHT for instant, change in changes(table)}
    assert found[Change.SILENCE] == pytest.approx(sky.SIGNAL_LOST_S, abs=20.0)
    assert found[Change.SUNSET] == pytest.approx(sky.SUNSET_S, abs=20.0)
    assert found[Change.SUNRISE] == pytest.approx(sky.SUNRISE_S, abs=20.0)
    assert Change.SIGNAL not in found, "no ground site hears the second daylight begin"


@pytest.mark.parametrize(
    ("second", "light"),
    [
        (sky.SUNSET_S - 61, Light.DAY),
        (sky.SUNSET_S - 59, Light.LOW_SUN),
        (sky.SUNSET_S, Light.DARK),
        (sky.SUNRISE_S - 1, Light.DARK),
        (sky.SUNRISE_S, Light.LOW_SUN),
        (sky.SUNRISE_S + 61, Light.DAY),
    ],
)
def test_light_goes_by_the_clock(second: int, light: Light) -> None:
    """Day, a minute of low sun, night, and the same back."""
    assert sky.light(second, None) is light
    assert sky.dark(second, None) is (light is Light.DARK)


def test_a_lesson_has_its_own_light() -> None:
    """The trainer does not care about the day's clock."""
    assert sky.light(sky.SUNSET_S + 5, forced=False) is Light.DAY
    assert sky.light(sky.SUNSET_S - 600, forced=True) is Light.DARK


def test_the_relay_loses_about_four_tenths() -> None:
    """Over many seeds and a quarter of an hour it is heard six tenths of the time, never before the loss."""
    heard = [
        sky.relay_heard(seed, sky.SIGNAL_LOST_S + second)
        for seed in range(40)
        for second in range(60, 900, 3)
    ]
    assert 0.5 < heard.count(True) / len(heard) < 0.7
    assert not any(sky.relay_heard(seed, sky.SIGNAL_LOST_S - 1) for seed in range(40))


def test_a_late_approach_has_its_time_too() -> None:
    """Called off at 12:31:00 or 13:08:00, but never within twelve minutes of its beginning."""
    assert sky.called_off_s(12 * 3600 + 870, waited=False) == 12 * 3600 + 31 * 60
    assert sky.called_off_s(12 * 3600 + 53 * 60, waited=True) == 13 * 3600 + 8 * 60
    assert sky.called_off_s(12 * 3600 + 30 * 60, waited=False) == 12 * 3600 + 42 * 60
