"""How a flight begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import glass, truth
from game.emergencies.docking.flight import begin, clock
from game.emergencies.docking.opening import SIMULATION
from game.emergencies.docking.sight import Light
from game.emergencies.docking.starts import Start
from game.vocabulary.flying import FLYING_RUNGS, Rung

from .flights import first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.vocabulary.values import Value


@pytest.mark.parametrize("rung", FLYING_RUNGS)
def test_the_day_begins_seventy_metres_out_and_crooked(rung: Rung) -> None:
    """1 to 2.5 m off the line, 1 to 2.5 degrees of nose, nearly at rest, in sight; each seed elsewhere."""
    places: set[float] = set()
    for seed in range(60):
        state = begin({}, seed, rung)
        now = truth.read(state)
        assert now.range_m == pytest.approx(70.0, abs=1e-6)
        assert 1.0 - 1e-6 <= now.miss_m <= 2.5 + 1e-6
        assert 0.99 <= now.angle_deg <= 2.51
        assert abs(now.closing_m_s) <= 0.0101 + (0.01 if rung is Rung.BARE else 0.002)
        assert glass.look(state).in_field
        places.add(round(now.offset_right_m, 6))
    assert len(places) == 60


def test_the_first_approach_begins_at_a_quarter_past_twelve_in_the_sun() -> None:
    """12:14:30, day, filter on, lamp off, no word to go, 612 kg in 6,870."""
    state = first()
    assert clock(state) == "2021-10-05 12:14:30"
    assert glass.look(state).light is Light.DAY
    assert (state.filter_on, state.lamp, state.go) == (True, False, False)
    assert state.ship.mass_kg == pytest.approx(6870.0)
    assert (state.version, state.attempt, state.waited) == (SIMULATION, 1, False)


@pytest.mark.parametrize(
    ("facts", "begins", "light"),
    [
        ({"attempts": 2, "waited": True}, "2021-10-05 12:53:00", Light.LOW_SUN),
        ({"attempts": 3, "waited": True, "clock": "2021-10-05 13:01:10"}, "2021-10-05 13:01:10", Light.DAY),
        ({"attempts": 2, "clock": "2021-10-05 12:25:01"}, "2021-10-05 12:25:01", Light.DARK),
        ({"attempts": 2}, "2021-10-05 12:26:00", Light.DARK),
        ({"attempts": 2, "clock": "soon"}, "2021-10-05 12:26:00", Light.DARK),
    ],
)
def test_later_approaches_begin_at_their_own_time(
    facts: Mapping[str, Value], begins: str, light: Light
) -> None:
    """The second daylight, or the night between, with the lamp on and the filter off in the dark."""
    state = begin(facts, 1, Rung.FLOWN)
    assert clock(state) == begins
    assert glass.look(state).light is light
    dark = light is Light.DARK
    assert (state.lamp, state.filter_on) == (dark, not dark)
    assert state.go


def test_another_attempt_is_another_place() -> None:
    """The same seed does not put the ship where it was the first time."""
    assert first(attempts=2).ship.position_m != first(attempts=1).ship.position_m


def test_the_facts_that_matter_are_taken_over() -> None:
    """Nerve, what she learned, propellant, who speaks, the camera."""
    state = first(nerve=33, actor_craft="ranging", propellant_kg=500, speaks="moscow", camera_running=True)
    assert (state.nerve, state.learned_ranging, state.speaks, state.camera_running) == (
        33,
        True,
        "moscow",
        True,
    )
    assert state.propellant_kg == pytest.approx(500.0)
    assert first(speaks="none").speaks == "nobody"


@pytest.mark.parametrize(
    ("start", "ahead", "light"),
    [(Start.HOLD, 12.0, Light.DAY), (Start.COME_IN, 25.0, Light.DAY), (Start.IN_THE_DARK, 25.0, Light.DARK)],
)
def test_lessons_begin_where_they_should(start: Start, ahead: float, light: Light) -> None:
    """Their own range and light, the word given, full tanks, whatever the story's are."""
    state = first(start=start, propellant_kg=300, attempts=4, waited=True)
    assert truth.read(state).range_m == pytest.approx(ahead)
    assert glass.look(state).light is light
    assert (state.go, state.lamp, state.attempt, state.waited) == (True, False, 1, False)
    assert state.propellant_kg == pytest.approx(612.0)
    assert state.start is start


def test_told_is_flown_as_flown() -> None:
    """There is no such flight; whoever asks for it gets one that can be flown."""
    assert first(Rung.TOLD).rung is Rung.FLOWN
