"""What only the simulation knows: for the recorder, the debrief, the command line, the picture and the tests.

Law: a look; no front end writes these numbers on a panel in flight (``instruments`` does), and no arc of a
library is taken, so that what is decided by them is the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.emergencies.station.attitude import angle_of, rate_of
from game.emergencies.station.limits import DEG, GYROS
from game.emergencies.station.sky import sky_of
from game.emergencies.station.state import NEVER
from game.flight.vectors import norm

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState

_TICKS_A_MINUTE = 1200.0


def tilt_deg(state: StationState) -> float:
    """Return how far over it hangs [deg, 0 to 180]."""
    return angle_of(state.body.turning.attitude) / DEG


def rate_deg_s(state: StationState) -> float:
    """Return how fast it turns relative to level [deg/s]."""
    return norm(rate_of(state.body.turning)) / DEG


def rates_deg_s(state: StationState) -> tuple[float, float, float]:
    """Return pitch (nose up), yaw (nose right) and roll (starboard down) relative to level [deg/s]."""
    roll, pitch, yaw = rate_of(state.body.turning)
    return pitch / DEG, yaw / DEG, roll / DEG


def momentum_share(state: StationState) -> float:
    """Return how full the gyros are, 0 to 1, in the loop or not."""
    return min(1.0, norm(state.body.turning.gyro_n_m_s) / GYROS.capacity_n_m_s)


def turned_deg(state: StationState) -> float:
    """Return the whole angle that it has turned through [deg], there and back counted both."""
    return state.body.turned_rad / DEG


def peak_tilt_deg(state: StationState) -> float:
    """Return the farthest that it has hung over so far [deg, 0 to 180]."""
    return state.watch.peak_tilt_rad / DEG


def peak_rate_deg_s(state: StationState) -> float:
    """Return the fastest that it has turned so far [deg/s]."""
    return state.watch.peak_rate_rad_s / DEG


def minutes_lost(state: StationState) -> float:
    """Return how long control was lost, or has been up to now [min]; 0 if it never was."""
    lost, regained = state.watch.lost_tick, state.watch.regained_tick
    if lost == NEVER:
        return 0.0
    return ((state.tick if regained == NEVER else regained) - lost) / _TICKS_A_MINUTE


def sunlight(state: StationState) -> float:
    """Return the share of the Sun's disc that is seen, 0 to 1."""
    return sky_of(state.brief).at(state.now_s).sunlight
