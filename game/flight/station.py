"""The station in October 2021, as data.

Law: every number says where it is from, as in ``soyuz``. Body axes from the centre of mass: x forward, y
starboard, z nadir; with no tilt they are LVLH.

The places of ports and jets are estimates: published drawings give lengths, not the centre of mass of that
week. What the flight depends on is tested instead: 2,665 N m in pitch for one docked-ship jet along x, 8.3 kN
m in pitch and yaw and 1.1 kN m in roll for Zvezda's jets.
"""

from __future__ import annotations

from math import sqrt

from game.flight.attitude import from_matrix_to_frame, product, to_frame
from game.flight.jets import Jet, mounted
from game.flight.ports import DOCKED, Port
from game.flight.rigid_body import Inertia
from game.flight.soyuz import DPO_THRUST_N, JETS, NOSE_M
from game.flight.vectors import Vector, add, scale

MASS_KG = 440_000.0
"""Derived: 442 t from the reboost of 12 October 2021 (0.54 m/s in 38.9 s on two 3,070 N engines), rounded."""

INERTIA_A = Inertia.of(((1.02e8, -6.96e6, -5.48e6), (-6.96e6, 9.10e7, 5.90e5), (-5.48e6, 5.90e5, 1.64e8)))
"""The tensor of NASA's check case 9D [kg m2]. Sourced as a number; an earlier build of the station."""

INERTIA_B = Inertia.principal(1.28e8, 1.07e8, 2.01e8)
"""The complete station [kg m2]. **Assumed**: the data book that would settle it is not readable here."""

ZVEZDA_AFT_M = -32.0
"""From the centre of mass to Zvezda's attitude jets [m]; estimate: gives 8.3 kN m."""

ZVEZDA_RADIUS_M = 2.1
"""Estimate: gives 1.1 kN m in roll."""

ZVEZDA_ISP_S = 285.0
"""Assumed equal to the ship's."""

NAUKA_NADIR_M: Vector = (-22.0, 1.5, 13.5)
"""Docking plane of Nauka's nadir port [m]; estimate: puts the docked ship's aft belt at (-22, 1.5, 20.5)."""

POISK_ZENITH_M: Vector = (-22.0, 1.5, -5.3)
"""Docking plane of Poisk's zenith port [m]; estimate. Progress MS-17 was there on that day (sourced)."""

RASSVET_NADIR_M: Vector = (-11.0, 1.5, 7.5)
"""Docking plane of Rassvet's nadir port [m]; estimate. Soyuz MS-19 docked there (sourced)."""

ZVEZDA_PORT_M: Vector = (-34.0, 1.5, 0.0)
"""Docking plane of Zvezda's aft port [m]; estimate."""

_TO_NADIR = from_matrix_to_frame(((0.0, 0.0, -1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0)))
_TO_ZENITH = from_matrix_to_frame(((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0)))
_TO_AFT = from_matrix_to_frame(((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)))

RASSVET_PORT = Port(RASSVET_NADIR_M, _TO_NADIR)
"""Looks down: its x is the station's z."""

NAUKA_PORT = Port(NAUKA_NADIR_M, _TO_NADIR)
"""Looks down."""

POISK_PORT = Port(POISK_ZENITH_M, _TO_ZENITH)
"""Looks up."""

ZVEZDA_PORT = Port(ZVEZDA_PORT_M, _TO_AFT)
"""Looks aft."""

_HALF_QUARTER = (sqrt(0.5 + sqrt(0.125)), sqrt(0.5 - sqrt(0.125)), 0.0, 0.0)
"""A turn of 45 degrees about x, without a trigonometric function."""


def _docked(port: Port, prefix: str) -> tuple[Jet, ...]:
    """Return the jets of a Soyuz-type ship at a port, clocked by 45 degrees.

    The clocking is assumed; it lays the ship's turning jets along the station's axes, as the reconstruction
    of 15 October 2021 has them.
    """
    attitude = product(port.attitude, product(DOCKED, _HALF_QUARTER))
    place = add(port.position_m, scale(NOSE_M, to_frame(port.attitude, (1.0, 0.0, 0.0))))
    return mounted(JETS, place, attitude, prefix)


def _zvezda() -> tuple[Jet, ...]:
    """Return Zvezda's 32 attitude jets: two manifolds of four to pitch, four to yaw, eight to roll."""
    up, down, port, starboard = (0.0, 0.0, -1.0), (0.0, 0.0, 1.0), (0.0, -1.0, 0.0), (0.0, 1.0, 0.0)
    centre: Vector = (ZVEZDA_AFT_M, 0.0, 0.0)
    turning = (("pitch_up", down), ("pitch_down", up), ("yaw_right", port), ("yaw_left", starboard))
    rolling = (
        ("roll_right", starboard, down),
        ("roll_right", port, up),
        ("roll_right", down, port),
        ("roll_right", up, starboard),
        ("roll_left", starboard, up),
        ("roll_left", port, down),
        ("roll_left", down, starboard),
        ("roll_left", up, port),
    )
    jets: list[Jet] = []
    for manifold in (1, 2):
        for name, force in turning:
            jets += (
                Jet(f"zvezda_{name}_{k}_{manifold}", manifold, centre, force, DPO_THRUST_N, ZVEZDA_ISP_S)
                for k in (1, 2)
            )
        for k, (name, side, force) in enumerate(rolling, start=1):
            place = add(centre, scale(ZVEZDA_RADIUS_M, side))
            jets.append(
                Jet(f"zvezda_{name}_{k}_{manifold}", manifold, place, force, DPO_THRUST_N, ZVEZDA_ISP_S)
            )
    return tuple(jets)


ZVEZDA_JETS: tuple[Jet, ...] = _zvezda()
"""32 jets of 130 N; ``zvezda_pitch_up_...`` turns the nose up. Two jets of a manifold give 8.3 kN m."""

SOYUZ_AT_NAUKA_JETS: tuple[Jet, ...] = _docked(NAUKA_PORT, "soyuz_")
"""The 28 jets of Soyuz MS-18 where it was on 15 October 2021, in station axes."""

PROGRESS_AT_POISK_JETS: tuple[Jet, ...] = _docked(POISK_PORT, "progress_")
"""The 28 jets of Progress MS-17, which has the ship's system (sourced)."""
