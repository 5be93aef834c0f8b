"""What the round glass shows: the target, its cross, the module behind it, and how well they can be seen.

Law: geometry only, exact; what eyes make of it (noise, rounding) is in `eyes`. Angles are as the pilot sees
them: right and down are positive, 0 is the middle of the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

WIDE_FIELD_DEG = 15.0
"""Across the round field; recalled (facts 2.5), the grid has cells of 1 degree."""

NARROW_FIELD_DEG = 3.0
"""Across the field with the narrower view; an assumption, made so that what must be judged can be judged."""

PLATE_M = 0.40
"""Across the target's round plate; chosen for play (facts 2.5)."""

CROSS_M = 0.25
"""Across the cross; chosen for play."""

POST_M = 0.30
"""From the plate out to the cross, toward the pilot; chosen for play."""

HULL_M = 2.35
"""Across Rassvet; recalled."""

HULL_LENGTH_M = 6.0
"""Along Rassvet, from its near ring to its far one; recalled. The far ring slides behind the near one
as the cross does over the plate, twenty times as much."""


class Light(Enum):
    """How bright it is out there."""

    DAY = "day"
    LOW_SUN = "low_sun"
    """Less than a minute before sunset or after sunrise."""
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Sight:
    """The picture in the glass.

    Attributes:
        target_right_deg: of the middle of the plate from the middle of the field [deg].
        target_down_deg: likewise.
        slide_right: how far the cross stands to the right of the plate's middle, in widths of the cross
            (`CROSS_M`). Not zero: the ship is off the port's axis, to the side *opposite* to that to which
            the cross has slid: what is nearer goes against the way the eye has gone. Slid to the left, below
            zero: the ship stands to the right, and has to go left, after the cross.
        slide_down: likewise; below zero (slid up): the ship stands too low and has to go up.
        rings_right_deg: how far the module's near ring stands to the right of its far ring [deg]; the same
            thing said by the station's own lines, with the same sign.
        rings_down_deg: likewise.
        roll_deg: of the target, clockwise as the pilot sees it [deg].
        plate_deg: how wide the plate looks [deg].
        hull_deg: how wide the module's near end looks [deg]; in cells of the grid, since a cell is 1 degree.
        in_field: whether the middle of the plate is inside the field that is looked at.
        narrow: whether that is the narrower one.
        light: out there.
        clarity: how well the target can be made out, 0 (not at all) to 1.
        glare: of the lamp, 0 (none) to 1.
    """

    target_right_deg: float
    target_down_deg: float
    slide_right: float
    slide_down: float
    rings_right_deg: float
    rings_down_deg: float
    roll_deg: float
    plate_deg: float
    hull_deg: float
    in_field: bool
    narrow: bool
    light: Light
    clarity: float
    glare: float
