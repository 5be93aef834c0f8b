"""The station's data gives the torques that the reconstructions of its emergencies use."""

from __future__ import annotations

import pytest

from game.flight.attitude import to_frame
from game.flight.jets import together
from game.flight.station import (
    MASS_KG,
    NAUKA_PORT,
    POISK_PORT,
    PROGRESS_AT_POISK_JETS,
    RASSVET_PORT,
    SOYUZ_AT_NAUKA_JETS,
    ZVEZDA_JETS,
    ZVEZDA_PORT,
)
from game.flight.vectors import norm


def test_one_stuck_jet_at_nauka_pitches_the_station_with_2665_newton_metres() -> None:
    """The jet of the aft belt that fires along the station's x."""
    jet = next(jet for jet in SOYUZ_AT_NAUKA_JETS if jet.name == "soyuz_turn_d_1")
    assert jet.direction == pytest.approx((1.0, 0.0, 0.0))
    assert jet.torque_n_m[1] == pytest.approx(2665.0, rel=0.001)
    assert jet.position_m[2] == pytest.approx(20.5)
    assert jet.position_m[0] == pytest.approx(-22.0)


@pytest.mark.parametrize(
    ("name", "axis", "sign", "wanted"),
    [
        ("pitch_up", 1, 1, 8300.0),
        ("pitch_down", 1, -1, 8300.0),
        ("yaw_right", 2, 1, 8300.0),
        ("yaw_left", 2, -1, 8300.0),
        ("roll_right", 0, 1, 1100.0),
        ("roll_left", 0, -1, 1100.0),
    ],
)
def test_zvezda_turns_the_station_about_one_axis_at_a_time(
    name: str, axis: int, sign: int, wanted: float
) -> None:
    """8.3 kN m in pitch and yaw, 1.1 kN m in roll on one manifold; nothing about the other axes."""
    load = together(jet for jet in ZVEZDA_JETS if name in jet.name and jet.manifold == 1)
    for i, torque in enumerate(load.torque_n_m):
        assert torque == pytest.approx(sign * wanted if i == axis else 0.0, rel=0.01, abs=1e-9)
    if axis == 0:
        assert norm(load.force_n) < 1e-12


def test_the_fleet_has_its_published_numbers_of_jets() -> None:
    """32 on Zvezda, 28 on each ship, all names different; the station weighs 440 t."""
    jets = (*ZVEZDA_JETS, *SOYUZ_AT_NAUKA_JETS, *PROGRESS_AT_POISK_JETS)
    assert len({jet.name for jet in jets}) == 32 + 28 + 28
    assert MASS_KG == 440_000.0


def test_ports_look_where_they_should() -> None:
    """Nadir down, zenith up, aft aft; a docked ship hangs outside its port."""
    assert to_frame(RASSVET_PORT.attitude, (1.0, 0.0, 0.0)) == pytest.approx((0.0, 0.0, 1.0))
    assert to_frame(NAUKA_PORT.attitude, (1.0, 0.0, 0.0)) == pytest.approx((0.0, 0.0, 1.0))
    assert to_frame(POISK_PORT.attitude, (1.0, 0.0, 0.0)) == pytest.approx((0.0, 0.0, -1.0))
    assert to_frame(ZVEZDA_PORT.attitude, (1.0, 0.0, 0.0)) == pytest.approx((-1.0, 0.0, 0.0))
    assert all(jet.position_m[2] < POISK_PORT.position_m[2] for jet in PROGRESS_AT_POISK_JETS)
    assert all(jet.position_m[2] > NAUKA_PORT.position_m[2] for jet in SOYUZ_AT_NAUKA_JETS)
