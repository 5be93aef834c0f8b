"""What only the simulation knows: for the recorder, the debrief and the tests.

Law: no front end shows this in flight, no pilot flies on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, degrees, sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking.line import FORWARD, line, relative_rate
from game.flight.attitude import to_frame
from game.flight.vectors import dot

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState


@dataclass(frozen=True, slots=True)
class Truth:
    """The docking read-out that nobody aboard has.

    Attributes:
        range_m: probe head to the plane of the cone's mouth, along the axis [m]; below zero inside it.
        closing_m_s: above zero when coming nearer [m/s].
        offset_right_m: of the head from the line, as the pilot sits [m].
        offset_down_m: likewise.
        sliding_right_m_s: sideways speed [m/s].
        sliding_down_m_s: likewise.
        miss_m: distance off the line [m].
        angle_deg: of the nose from the line [deg].
        nose_right_deg: the nose points so far to the right [deg].
        nose_down_deg: likewise down.
        roll_deg: from the docked roll, clockwise as the pilot sits [deg].
        rate_deg_s: of turning against the station, all three together [deg/s].
        propellant_kg: in the tanks [kg].
    """

    range_m: float
    closing_m_s: float
    offset_right_m: float
    offset_down_m: float
    sliding_right_m_s: float
    sliding_down_m_s: float
    miss_m: float
    angle_deg: float
    nose_right_deg: float
    nose_down_deg: float
    roll_deg: float
    rate_deg_s: float
    propellant_kg: float


def read(state: DockingState) -> Truth:
    """Return the read-out."""
    now = line(state.ship)
    p, q, r = relative_rate(state.ship)
    off = sqrt(now.nose_right * now.nose_right + now.nose_down * now.nose_down)
    ahead = dot(to_frame(state.ship.attitude, (1.0, 0.0, 0.0)), FORWARD)
    return Truth(
        range_m=now.range_m,
        closing_m_s=now.closing_m_s,
        offset_right_m=now.right_m,
        offset_down_m=now.down_m,
        sliding_right_m_s=now.right_m_s,
        sliding_down_m_s=now.down_m_s,
        miss_m=sqrt(now.right_m * now.right_m + now.down_m * now.down_m),
        angle_deg=degrees(atan2(off, ahead)),
        nose_right_deg=degrees(asin(max(-1.0, min(1.0, now.nose_right)))),
        nose_down_deg=degrees(asin(max(-1.0, min(1.0, now.nose_down)))),
        roll_deg=degrees(asin(max(-1.0, min(1.0, now.roll)))),
        rate_deg_s=degrees(sqrt(p * p + q * q + r * r)),
        propellant_kg=state.propellant_kg,
    )
