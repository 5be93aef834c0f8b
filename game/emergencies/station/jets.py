"""What jets do to the station: the docked ship's that stick, and the Russian segment's.

Law: torques and flows come from ``game.flight.station``'s jets; how long and which is decided elsewhere. The
push along the orbit is left out: it is 130 N on 440 t.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from game.emergencies.station.limits import (
    DEPARTURE_KG,
    MODULE_FLOW_KG_S,
    MODULE_TORQUE_N_M,
    NEAR_DEPARTURE_KG,
    QUARTER_S,
)
from game.emergencies.station.scenarios import Scenario
from game.flight.jets import together
from game.flight.ship import Load
from game.flight.station import SOYUZ_AT_NAUKA_JETS, ZVEZDA_JETS
from game.flight.vectors import ZERO, Vector

if TYPE_CHECKING:
    from game.emergencies.station.state import Brief, Ship

_BY_NAME = {jet.name: jet for jet in SOYUZ_AT_NAUKA_JETS}

COUNTER = "counter"
"""Who stopped the thrust, if nobody did."""


def manifold_of(brief: Brief) -> int | None:
    """Return the manifold that the stuck jets hang on; None if they are nobody's here to close."""
    return _BY_NAME[brief.jets[0]].manifold if brief.jets else None


def stuck_load(brief: Brief) -> Load:
    """Return what the jets that run on do while they fire, body axes."""
    if brief.scenario is Scenario.MODULE:
        return _module(brief.thrust_share)
    return _stuck(brief.jets, brief.thrust_share)


@lru_cache(maxsize=16)
def _module(share: float) -> Load:
    return Load(ZERO, (0.0, share * MODULE_TORQUE_N_M, 0.0), share * MODULE_FLOW_KG_S)


@lru_cache(maxsize=256)
def _stuck(names: tuple[str, ...], share: float) -> Load:
    return together((_BY_NAME[name] for name in names), dict.fromkeys(names, share))


def _pair(name: str) -> tuple[Vector, float]:
    load = together(jet for jet in ZVEZDA_JETS if name in jet.name and jet.manifold == 1)
    return load.torque_n_m, load.flow_kg_s


_ROLL, _ROLL_FLOW = _pair("roll_right")
_PITCH, _PITCH_FLOW = _pair("pitch_up")
_YAW, _YAW_FLOW = _pair("yaw_right")


@lru_cache(maxsize=32)
def segment_load(firing: tuple[int, int, int]) -> Load:
    """Return what Zvezda's jets do for the axes that fire: pitch, yaw, roll, each -1, 0 or 1."""
    pitch, yaw, roll = firing
    torque = (roll * _ROLL[0], pitch * _PITCH[1], yaw * _YAW[2])
    return Load(ZERO, torque, abs(roll) * _ROLL_FLOW + abs(pitch) * _PITCH_FLOW + abs(yaw) * _YAW_FLOW)


SEGMENT_TORQUE_N_M: Vector = (_ROLL[0], _PITCH[1], _YAW[2])
"""Of Zvezda's jets about roll, pitch and yaw (3,) [N m]."""


def burnt(brief: Brief, ship: Ship, flow_kg_s: float) -> Ship:
    """Return the ship after a quarter of a second of its stuck jets; they stop when the counter says so.

    The new module's propellant is its own: the docked ship loses none.
    """
    used = flow_kg_s * QUARTER_S
    own = brief.scenario is not Scenario.MODULE
    return replace(
        ship,
        kg=max(0.0, ship.kg - used) if own else ship.kg,
        burnt_kg=ship.burnt_kg + used,
        counted_kg=ship.counted_kg + used,
    )


def fuel_lines(before_kg: float, after_kg: float) -> tuple[bool, bool]:
    """Return whether the ship's propellant passed the mark near the line for leaving, and the line itself."""
    return (
        before_kg > NEAR_DEPARTURE_KG >= after_kg,
        before_kg >= DEPARTURE_KG > after_kg,
    )
