"""The ship's jets, and which of them a hand fires: the figures of the flight notes come out."""

from __future__ import annotations

from math import degrees, nan, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.flight.frames import orbital_rate
from game.flight.hand_controllers import SPARE_ENGINE, TABLE, Axis, Deflection, Manifolds, selected
from game.flight.jets import Jet, together
from game.flight.ship import NO_LOAD, Surroundings, ship_state, step
from game.flight.soyuz import (
    DEORBIT_SECONDS,
    DEORBIT_SPEED_M_S,
    INERTIA,
    JET_BY_NAME,
    JETS,
    MAIN_ENGINE_GIMBAL_RAD,
    MASS_AT_DOCKING_KG,
    main_engine,
)
from game.flight.vectors import apply, norm

_ONE = Manifolds.FIRST
_SIGNS = st.integers(-1, 1)


def test_there_are_28_jets_in_14_pairs_on_two_manifolds_and_8_push_from_aft() -> None:
    """The published count."""
    assert len(JETS) == len(JET_BY_NAME) == 28
    for manifold in (1, 2):
        assert len({jet.name[:-2] for jet in JETS if jet.manifold == manifold}) == 14
    aft = [jet for jet in JETS if jet.direction == (1.0, 0.0, 0.0)]
    assert len(aft) == 8
    assert {jet.name[:-2] for jet in aft} == set(SPARE_ENGINE)
    assert all(jet.position_m[0] < -2.0 for jet in aft)


def test_one_jet_of_the_aft_belt_turns_the_ship_at_0_81_degrees_a_second_squared() -> None:
    """130 N at 2.85 m about a transverse axis, on the pitch tensor."""
    torque = JET_BY_NAME["turn_a_1"].torque_n_m
    transverse = (torque[1] ** 2 + torque[2] ** 2) ** 0.5
    assert degrees(transverse / INERTIA.tensor[1][1]) == pytest.approx(0.81, rel=0.01)


def test_a_roll_couple_gives_2_7_degrees_a_second_squared() -> None:
    """Two jets, no push."""
    load = together(selected(Deflection(roll=1), _ONE, 0))
    assert degrees(apply(INERTIA.inverse, load.torque_n_m)[0]) == pytest.approx(2.7, rel=0.01)


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_jet_couple_leaves_the_centre_of_mass_alone(sign: int) -> None:
    """A roll couple turns the ship for a second and moves it nowhere."""
    around = Surroundings(INERTIA, orbital_rate(), gravity_gradient=False)
    still = ship_state((0.0, -50.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 6870.0)
    turned = still
    load = together(selected(Deflection(roll=sign), Manifolds.BOTH, 0))
    assert norm(load.force_n) < 1e-12
    for _ in range(20):
        turned, still = step(around, turned, load, 0.05), step(around, still, NO_LOAD, 0.05)
    assert turned.position_m == pytest.approx(still.position_m, abs=1e-14)
    assert turned.velocity_m_s == pytest.approx(still.velocity_m_s, abs=1e-14)
    assert abs(turned.rate_rad_s[0]) > 0.05


@pytest.mark.parametrize(
    ("manifolds", "wanted"), [(Manifolds.FIRST, 0.0378), (Manifolds.SECOND, 0.0378), (Manifolds.BOTH, 0.0757)]
)
@pytest.mark.parametrize("sign", [-1, 1])
def test_one_set_pushes_a_tenth_of_the_main_engine_and_both_twice_that(
    manifolds: Manifolds, wanted: float, sign: int
) -> None:
    """Along the axis, forward and back, without turning."""
    load = together(selected(Deflection(forward=sign), manifolds, 0))
    assert load.force_n[0] / MASS_AT_DOCKING_KG == pytest.approx(sign * wanted, rel=0.005)
    assert norm(load.torque_n_m) < 1e-12


@pytest.mark.parametrize("axis", list(Axis))
@pytest.mark.parametrize("sign", [-1, 1])
def test_each_deflection_does_what_its_axis_says(axis: Axis, sign: int) -> None:
    """The asked part has the asked sign; a turn spills into no other turn, a slide into no other slide."""
    load = together(selected(Deflection(**{axis.value: sign}), _ONE, 0))
    slides = [Axis.FORWARD, Axis.RIGHT, Axis.DOWN]
    turns = [Axis.ROLL, Axis.PITCH, Axis.YAW]
    group, values = (slides, load.force_n) if axis in slides else (turns, load.torque_n_m)
    for other, value in zip(group, values, strict=True):
        if other is axis:
            assert value * sign > 100.0
        else:
            assert value == pytest.approx(0.0, abs=1e-9)


def test_a_slide_turns_the_nose_a_little_and_a_turn_slides_the_ship() -> None:
    """The coupling of jets that sit off the centre: there, and small enough to fly."""
    slide = together(selected(Deflection(right=1), _ONE, 0))
    assert 0.01 < degrees(norm(apply(INERTIA.inverse, slide.torque_n_m))) < 0.1
    turn = together(selected(Deflection(pitch=1), _ONE, 0))
    assert norm(turn.force_n) / MASS_AT_DOCKING_KG == pytest.approx(0.027, abs=0.002)


def test_translate_and_the_nose_stays_put() -> None:
    """A second of sliding on every axis at once leaves less than a twentieth of a degree a second."""
    around = Surroundings(INERTIA, orbital_rate())
    ship = ship_state((0.0, -50.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 6870.0)
    load = together(selected(Deflection(forward=1, right=-1, down=1), _ONE, 0))
    for _ in range(20):
        ship = step(around, ship, load, 0.05)
    assert degrees(norm(ship.rate_rad_s)) < 0.05


@given(st.builds(Deflection, _SIGNS, _SIGNS, _SIGNS, _SIGNS, _SIGNS, _SIGNS), st.integers(0, 10**6))
def test_two_turns_at_once_take_turns(order: Deflection, tick: int) -> None:
    """In three ticks each asked turn is served, one a tick, so that no third axis is touched."""
    asked = {(axis, getattr(order, axis.value)) for axis in (Axis.ROLL, Axis.PITCH, Axis.YAW)}
    asked = {one for one in asked if one[1]}
    served = set[tuple[Axis, int]]()
    for later in range(max(1, len(asked))):
        names = {jet.name[:-2] for jet in selected(order, _ONE, tick + later) if jet.name.startswith("turn")}
        served |= {one for one in asked if set(TABLE[one]) == names}
    assert served == asked


def test_a_weak_jet_turns_the_ship_that_it_pushes() -> None:
    """Half thrust on one side of a push: half the flow too, and a yaw."""
    jets = selected(Deflection(forward=1), _ONE, 0)
    load = together(jets, {"push_left_1": 0.5})
    assert load.force_n[0] == pytest.approx(195.0)
    assert load.torque_n_m[2] != 0.0
    assert load.flow_kg_s == pytest.approx(0.75 * together(jets).flow_kg_s)
    with pytest.raises(ValueError, match="push_left_1"):
        together(jets, {"push_left_1": -0.1})


def test_a_jet_named_twice_fires_once() -> None:
    """A valve is open or shut."""
    jet = JET_BY_NAME["push_left_1"]
    assert together((jet, jet)) == together((jet,))


def test_the_flow_is_that_of_the_notes() -> None:
    """0.047 kg/s a jet at 285 s."""
    assert JETS[0].flow_kg_s == pytest.approx(0.047, abs=0.001)


def test_the_deorbit_burn_fits_its_published_time() -> None:
    """128 m/s in 281 s on the main engine, from about 6.5 t, for about 280 kg."""
    load = main_engine()
    used = load.flow_kg_s * DEORBIT_SECONDS
    assert used == pytest.approx(280.0, abs=5.0)
    mean = 6620.0 - 0.5 * used
    assert load.force_n[0] / mean * DEORBIT_SECONDS == pytest.approx(DEORBIT_SPEED_M_S, rel=0.01)


def test_the_gimbal_turns_the_nose_the_way_it_says_and_no_further_than_5_degrees() -> None:
    """Up and right; beyond the stop it is refused."""
    load = main_engine(radians(2.0), radians(1.0))
    assert load.torque_n_m[1] > 0.0
    assert load.torque_n_m[2] > 0.0
    assert norm(load.force_n) == pytest.approx(2950.0)
    with pytest.raises(ValueError, match="pitch_gimbal_rad"):
        main_engine(MAIN_ENGINE_GIMBAL_RAD * 1.01)


def test_a_deflection_is_off_or_on_with_a_sign() -> None:
    """Nothing between: the jets have no throttle."""
    with pytest.raises(ValueError, match="pitch must be -1, 0 or 1, got 2"):
        Deflection(pitch=2)


def test_a_jet_of_no_direction_or_no_thrust_is_refused() -> None:
    """By name and value."""
    with pytest.raises(ValueError, match="direction must be a unit vector"):
        Jet("x", 1, (0.0, 0.0, 0.0), (1.0, 1.0, 0.0), 130.0, 285.0)
    with pytest.raises(ValueError, match="thrust_n"):
        Jet("x", 1, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), -130.0, 285.0)
    with pytest.raises(ValueError, match="isp_s"):
        Jet("x", 1, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), 130.0, nan)
