"""The short way through a tick without jets."""

from __future__ import annotations

import pytest

from game.emergencies.docking.coasting import coasted
from game.emergencies.docking.line import AROUND, ORBITAL_RATE_RAD_S, STRAIGHT
from game.flight.relative import Transition
from game.flight.ship import NO_LOAD, ship_state, step
from game.vocabulary.flying import TICK_S


@pytest.mark.parametrize(
    ("rate", "turned"),
    [((1e-3, -1.5e-3, 1e-3), 1e-9), ((0.0, 0.0, 0.0), 1e-9), ((0.01, 0.02, -0.01), 1e-6)],
)
def test_ten_minutes_of_coasting_agree_with_the_full_step(
    rate: tuple[float, float, float], turned: float
) -> None:
    """Position to 1e-9 m, speed to 1e-12 m/s, attitude to 1e-9 at the rates of a flight."""
    short = full = ship_state((-82.0, -12.0, -3.0), (0.2, -0.01, 0.03), STRAIGHT, rate, 6800.0)
    for _ in range(12_000):
        short, full = coasted(short), step(AROUND, full, NO_LOAD, TICK_S)
    assert short.position_m == pytest.approx(full.position_m, abs=1e-9)
    assert short.velocity_m_s == pytest.approx(full.velocity_m_s, abs=1e-12)
    assert short.attitude == pytest.approx(full.attitude, abs=turned)
    assert short.rate_rad_s == pytest.approx(full.rate_rad_s, abs=turned)
    assert short.mass_kg == full.mass_kg


def test_coasting_is_the_motion_of_clohessy_and_wiltshire() -> None:
    """Five minutes in ticks end where the one exact transition ends, to 1e-8 m."""
    ship = ship_state((-82.0, -12.0, -3.0), (0.2, -0.01, 0.03), STRAIGHT, (0.0, 0.0, 1e-3), 6800.0)
    position, velocity = Transition.over(ORBITAL_RATE_RAD_S, 300.0).carry(ship.position_m, ship.velocity_m_s)
    for _ in range(6000):
        ship = coasted(ship)
    assert ship.position_m == pytest.approx(position, abs=1e-8)
    assert ship.velocity_m_s == pytest.approx(velocity, abs=1e-11)
