"""The day's table: the story's instants, relays where they can be, and a day that is borrowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.sky import ROWS, sky_of
from game.flight.vectors import norm

from .flights import first


def _second(hour: int, minute: int, second: int) -> float:
    return hour * 3600.0 + minute * 60.0 + second


def test_sunset_sunrise_and_the_passes_of_15_october() -> None:
    """Sites until 09:13:00 and from 10:35:30, sunset 09:38:50 (facts 1.4); sunrise 10:02:30."""
    table = sky_of(first().brief)
    start = float(first().start_s)
    assert table.site_in_s(start) == 0.0
    assert table.site_in_s(_second(9, 13, 0)) == _second(10, 35, 30) - _second(9, 13, 0)
    assert table.light_changes_in_s(start) == _second(9, 38, 50) - start
    assert not table.is_dark(_second(9, 38, 49))
    assert table.is_dark(_second(9, 38, 51))
    assert table.light_changes_in_s(_second(9, 40, 0)) == _second(10, 2, 30) - _second(9, 40, 0)


def test_beyond_the_table_its_last_row_holds() -> None:
    """And nothing more is foretold."""
    table = sky_of(first().brief)
    late = first().start_s + 10.0 * ROWS + 5_000.0
    assert table.at(late) is table.rows[-1]
    assert table.light_changes_in_s(late) is None


def test_directions_are_unit_and_rounded_and_no_relay_is_behind_the_earth() -> None:
    """The Earth is 70 degrees wide to either side of straight down."""
    for row in sky_of(first().brief).rows:
        assert norm(row.sun) == pytest.approx(1.0, abs=2e-6)
        assert 1 <= len(row.relays) <= 3
        for relay in row.relays:
            assert norm(relay) == pytest.approx(1.0, abs=2e-6)
            assert relay[2] < 0.36
            assert all(part == round(part, 6) for part in relay)


@pytest.mark.parametrize("scenario", list(Scenario))
def test_every_scenario_has_a_sky(scenario: Scenario) -> None:
    """29 July flies the orbit of October moved to its clock: day until after it is over."""
    brief = first(scenario=scenario).brief
    table = sky_of(brief)
    assert len(table.rows) == ROWS
    assert table.at(float(brief.start_s)).sunlight in (0.0, 1.0)
    if scenario is Scenario.MODULE:
        assert not any(table.is_dark(brief.start_s + 60.0 * minute) for minute in range(60))


def test_one_table_serves_every_seed_of_a_scenario() -> None:
    """It is computed once."""
    assert sky_of(first(seed=1).brief) is sky_of(replace(first(seed=2).brief, ship_kg=280.0))
