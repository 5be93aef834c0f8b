"""The rules of the day that have a number: how fast the ship may close, and what is kept for the way home.

Law: a look at a number, nothing else.
"""

from __future__ import annotations

from game.flight.soyuz import PROPELLANT_TO_GO_HOME_KG

RESERVE_KG = 2 * int(PROPELLANT_TO_GO_HOME_KG)
"""What is kept for the way home [kg]: on the main engine, and as much again on the small ones, should it not
light. Below it nobody gives another try. The sum is chosen for play; the story tells it."""


def closing_limit_m_s(range_m: float) -> float:
    """Return the closing speed that is allowed at a range [m/s].

    0.01 R + 0.10, at most 0.5 and at least 0.35 beyond 10 m; from there down to 0.20 at 2 m. Chosen for play
    after the crews' rule (facts 2.8).
    """
    if range_m > 10.0:
        return min(0.5, max(0.35, 0.01 * range_m + 0.10))
    if range_m > 2.0:
        return 0.20 + (range_m - 2.0) * 0.01875
    return 0.20
