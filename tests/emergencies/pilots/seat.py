"""A seat that is made up: views with a ship that stands where a test puts it."""

from __future__ import annotations

from math import atan, degrees
from typing import TYPE_CHECKING

from game.emergencies.docking.instruments import Instruments
from game.emergencies.docking.pilots.view import View
from game.emergencies.docking.sight import CROSS_M, HULL_LENGTH_M, HULL_M, PLATE_M, POST_M, Light, Sight

if TYPE_CHECKING:
    from game.vocabulary.flying import CueGiven


def view(
    seconds: float = 0.0,
    *,
    ahead_m: float = 30.0,
    right_m: float = 0.0,
    down_m: float = 0.0,
    nose_right_deg: float = 0.0,
    nose_down_deg: float = 0.0,
    light: Light = Light.DAY,
    clarity: float = 1.0,
    in_field: bool = True,
    lamp: bool = False,
    filter_on: bool = True,
    go: bool = False,
    counted_m_s: float | None = 0.0,
    rate_hold: bool = True,
    heard: tuple[CueGiven, ...] = (),
) -> View:
    """Return a view without noise of a ship that stands there; the eye ``ahead_m`` before the plate."""
    per_bar = (ahead_m - POST_M) * CROSS_M / POST_M
    rings = degrees(atan(1.0 / ahead_m) - atan(1.0 / (ahead_m + HULL_LENGTH_M)))
    sight = Sight(
        target_right_deg=-degrees(atan(right_m / ahead_m)) - nose_right_deg,
        target_down_deg=-degrees(atan(down_m / ahead_m)) - nose_down_deg,
        slide_right=-right_m / per_bar,
        slide_down=-down_m / per_bar,
        rings_right_deg=-right_m * rings,
        rings_down_deg=-down_m * rings,
        roll_deg=0.0,
        plate_deg=2.0 * degrees(atan(0.5 * PLATE_M / ahead_m)),
        hull_deg=2.0 * degrees(atan(0.5 * HULL_M / ahead_m)),
        in_field=in_field,
        narrow=False,
        light=light,
        clarity=clarity,
        glare=0.0,
    )
    panel = Instruments(
        clock="2021-10-05 12:14:30",
        light_left_s=245,
        radio_left_s=230,
        propellant_kg=612,
        home_kg=280,
        jets=(),
        sets=1,
        rates_deg_s=(0.0, 0.0, 0.0),
        rate_hold=rate_hold,
        lamp=lamp,
        filter_on=filter_on,
        narrow=False,
        both_sets=False,
        counted_m_s=counted_m_s,
        go=go,
    )
    return View(seconds, sight, panel, heard)
