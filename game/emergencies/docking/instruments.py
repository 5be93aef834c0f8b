"""The commander's panel: what it has, and nothing more.

Law: no range and no closing speed; Kurs is dead.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import degrees
from typing import TYPE_CHECKING

from game.emergencies.docking import sky
from game.emergencies.docking.line import relative_rate
from game.emergencies.docking.rules import RESERVE_KG
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import CONTROLS
from game.vocabulary.flying import Control, Rung

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState

_JETS: dict[Control, str] = {
    Control.FORWARD: "fore",
    Control.AFT: "aft",
    Control.LEFT: "left",
    Control.RIGHT: "right",
    Control.UP: "up",
    Control.DOWN: "down",
    Control.NOSE_UP: "nose_up",
    Control.NOSE_DOWN: "nose_down",
    Control.NOSE_LEFT: "nose_left",
    Control.NOSE_RIGHT: "nose_right",
    Control.ROLL_LEFT: "roll_left",
    Control.ROLL_RIGHT: "roll_right",
}


@dataclass(frozen=True, slots=True)
class Instruments:
    """The panel.

    Attributes:
        clock: mission time, ``YYYY-MM-DD HH:MM:SS``.
        light_left_s: to sunset [s]; None in the dark and in the second daylight's long noon.
        radio_left_s: to the end of direct voice [s]; None when it is gone.
        propellant_kg: whole kilograms in the tanks.
        home_kg: what the way home takes.
        jets: ids of what fires now: fore, aft, left, right, up, down, nose_up, nose_down, nose_left,
            nose_right, roll_left, roll_right; named by where the ship is pushed or turned.
        sets: thruster sets that fire, 1 or 2.
        rates_deg_s: pitch (nose up), yaw (nose right), roll (clockwise); relative to the station as the
            computer holds them, on bare relative to inertial space [deg/s].
        rate_hold: the computer holds the attitude.
        lamp: burns.
        filter_on: the screen is before the sight.
        narrow: the narrower field is looked at.
        both_sets: both sets fire.
        counted_m_s: forward speed that the accelerometers have counted since taking over [m/s]; None on bare.
        go: the word to go has been given.
    """

    clock: str
    light_left_s: int | None
    radio_left_s: int | None
    propellant_kg: int
    home_kg: int
    jets: tuple[str, ...]
    sets: int
    rates_deg_s: tuple[float, float, float]
    rate_hold: bool
    lamp: bool
    filter_on: bool
    narrow: bool
    both_sets: bool
    counted_m_s: float | None
    go: bool


def clock(state: DockingState) -> str:
    """Return mission time, ``YYYY-MM-DD HH:MM:SS``."""
    second = int(state.now_s)
    return f"{state.brief.day} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def read(state: DockingState) -> Instruments:
    """Return the panel."""
    now, lesson = state.now_s, state.start is not Start.DAY
    bare = state.rung is Rung.BARE
    roll, pitch, yaw = state.ship.rate_rad_s if bare else relative_rate(state.ship)
    return Instruments(
        clock=clock(state),
        light_left_s=None if lesson or now >= sky.SUNSET_S else int(sky.SUNSET_S - now),
        radio_left_s=None if lesson or now >= sky.SIGNAL_LOST_S else int(sky.SIGNAL_LOST_S - now),
        propellant_kg=int(state.propellant_kg),
        home_kg=RESERVE_KG,
        jets=tuple(_JETS[one] for i, one in enumerate(CONTROLS) if state.machine.firing >> i & 1),
        sets=2 if state.both_sets else 1,
        rates_deg_s=(degrees(pitch), degrees(yaw), degrees(roll)),
        rate_hold=state.rate_hold,
        lamp=state.lamp,
        filter_on=state.filter_on,
        narrow=state.narrow,
        both_sets=state.both_sets,
        counted_m_s=None if bare else round(state.machine.counted_m_s, 2),
        go=state.go,
    )
