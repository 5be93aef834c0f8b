"""Entry: the figures of the flight notes, and what must hold on any way down."""

from __future__ import annotations

from math import inf, nan, pi, radians

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.flight.atmosphere import US_STANDARD_1976, Atmosphere
from game.flight.descent import Descent, Flown, descend
from game.flight.entry import (
    EARTH,
    MILESTONES,
    Capsule,
    EntryState,
    Milestones,
    Mode,
    Planet,
    air_data,
    circular_start,
    parted,
    step,
)

_ORBIT_M, _BURN_M_S, _BURN_S = 412_000.0, 128.0, 281.0


def _down(mode: Mode, bank_deg: float = 0.0, lift: float = 0.23, height_m: float = _ORBIT_M) -> Descent:
    flown = Flown(Capsule(lift_to_drag=lift), mode, radians(bank_deg))
    return descend(height_m, _BURN_M_S, _BURN_S, flown)


def test_a_ballistic_descent_peaks_over_eight_g_at_34_kilometres() -> None:
    """8.3 to 8.6 g: a rolling capsule still feels its own small lift."""
    flight = _down(Mode.BALLISTIC, lift=0.0)
    assert flight.peak.air.load_g == pytest.approx(8.4, abs=0.1)
    assert flight.peak.air.height_m == pytest.approx(34_000.0, abs=500.0)
    assert flight.parachute.air.speed_m_s == pytest.approx(204.0, abs=5.0)


@pytest.mark.parametrize("lift", [0.20, 0.23, 0.26])
def test_a_guided_descent_at_55_degrees_of_bank_peaks_near_four_g(lift: float) -> None:
    """3.8 to 4.4 g at 37 km; 84 to 90 s from entry to 80 km; the parachute 457 to 514 s after entry."""
    flight = _down(Mode.GUIDED, 55.0, lift)
    assert 3.75 <= flight.peak.air.load_g <= 4.45
    assert flight.peak.air.height_m == pytest.approx(37_000.0, abs=1_000.0)
    assert 84.0 <= flight.plasma.state.seconds - flight.entry.state.seconds <= 90.0
    assert 455.0 <= flight.parachute.state.seconds - flight.entry.state.seconds <= 514.0


def test_from_burn_to_entry_takes_what_the_notes_say() -> None:
    """1,871 s from 412 km, 1,963 s from 433 km; a published one took 1,817 s: round Earth, round start."""
    assert _down(Mode.BALLISTIC).entry.state.seconds == pytest.approx(1871.0, abs=1.0)
    assert _down(Mode.BALLISTIC, height_m=433_000.0).entry.state.seconds == pytest.approx(1963.0, abs=2.0)


def test_more_lift_up_means_less_load_and_a_longer_way() -> None:
    """Bank 0, 55, 90: load rises, range falls; ballistic is the shortest."""
    flights = [_down(Mode.GUIDED, bank) for bank in (0.0, 55.0, 90.0)]
    loads = [flight.peak.air.load_g for flight in flights]
    ranges = [flight.range_m for flight in flights]
    assert loads == sorted(loads)
    assert ranges == sorted(ranges, reverse=True)
    assert ranges[1] - _down(Mode.BALLISTIC).range_m > 300_000.0


def test_a_ballistic_descent_falls_about_400_kilometres_short_of_a_guided_one() -> None:
    """The published ballistic landings: 420 and 460 km short."""
    short = _down(Mode.GUIDED, 55.0).range_m - _down(Mode.BALLISTIC).range_m
    assert short == pytest.approx(430_000.0, abs=80_000.0)


@settings(max_examples=10, deadline=None)
@given(st.floats(-pi, pi))
def test_bank_to_the_left_is_bank_to_the_right(bank: float) -> None:
    """In the plane only the upright part of the lift counts."""
    state = parted(EntryState(0.0, EARTH.radius_m + 60_000.0, 0.0, -150.0, 7_400.0))
    left = step(state, 1.0, Capsule(), mode=Mode.GUIDED, bank_rad=bank)
    assert left == step(state, 1.0, Capsule(), mode=Mode.GUIDED, bank_rad=-bank)


def test_before_the_modules_part_the_orbit_keeps_its_energy() -> None:
    """Burn over, no air yet: a quarter of an hour of coasting."""
    state = circular_start(_ORBIT_M)

    def energy(s: EntryState) -> float:
        return 0.5 * (s.climb_m_s**2 + s.along_m_s**2) - EARTH.mu / s.radius_m

    for _ in range(281):
        state = step(state, 1.0, Capsule(), mode=Mode.GUIDED, push_m_s2=_BURN_M_S / _BURN_S)
    before = energy(state)
    for _ in range(900):
        state = step(state, 1.0, Capsule(), mode=Mode.GUIDED)
    assert energy(state) == pytest.approx(before, rel=1e-12)
    assert air_data(state, Capsule()).load_g == 0.0


def test_drag_only_ever_takes_energy_away() -> None:
    """Relative to air that stands still, without lift."""
    still = Planet(air_rate_rad_s=0.0)
    state = parted(EntryState(0.0, still.radius_m + 90_000.0, 0.0, -200.0, 7_500.0))
    last = inf
    for _ in range(300):
        state = step(state, 0.5, Capsule(lift_to_drag=0.0), mode=Mode.BALLISTIC, planet=still)
        now = 0.5 * (state.climb_m_s**2 + state.along_m_s**2) - still.mu / state.radius_m
        assert now < last
        last = now


def test_the_step_hardly_matters() -> None:
    """A tick of the game and a quarter of a second end within a metre."""
    start = parted(EntryState(0.0, EARTH.radius_m + 99_700.0, 0.0, -230.0, 7_900.0))
    ends: list[float] = []
    for dt, count in ((0.05, 6000), (0.25, 1200)):
        state = start
        for _ in range(count):
            state = step(state, dt, Capsule(), mode=Mode.GUIDED, bank_rad=1.0)
        ends.append(state.radius_m)
    assert ends[0] == pytest.approx(ends[1], abs=1.0)


def test_milestones_are_found_at_their_heights_not_at_the_next_step() -> None:
    """To a millimetre, however long the step."""
    flight = descend(_ORBIT_M, _BURN_M_S, _BURN_S, Flown(Capsule(), Mode.BALLISTIC, longest_step_s=1.0))
    met = (flight.parting, flight.entry, flight.plasma, flight.parachute)
    heights = (MILESTONES.parting_m, MILESTONES.entry_m, MILESTONES.plasma_m, MILESTONES.parachute_m)
    assert [moment.air.height_m for moment in met] == pytest.approx(heights, abs=1e-3)


def test_samples_come_at_their_own_times() -> None:
    """In the order asked, at the instant asked."""
    flown = Flown(Capsule(), Mode.BALLISTIC)
    flight = descend(_ORBIT_M, _BURN_M_S, _BURN_S, flown, sample_s=(2000.3, 100.1, 300.0, 1800.0, 0.0))
    assert [moment.state.seconds for moment in flight.samples] == pytest.approx(
        [2000.3, 100.1, 300.0, 1800.0, 0.0]
    )
    assert flight.samples[1].air.height_m < _ORBIT_M
    for outside in (-0.1, 9000.0, nan):
        with pytest.raises(ValueError, match="sample_s"):
            descend(_ORBIT_M, _BURN_M_S, _BURN_S, flown, sample_s=(outside,))


def test_a_burn_too_weak_to_come_down_is_refused() -> None:
    """Rather than flown for ever."""
    with pytest.raises(ValueError, match="burn_m_s must bring the capsule down"):
        descend(_ORBIT_M, 20.0, 44.0, Flown(Capsule(), Mode.BALLISTIC, longest_step_s=2.0))


def test_a_burn_without_end_is_refused_at_once() -> None:
    """Rather than stepped through."""
    with pytest.raises(ValueError, match="burn_s"):
        descend(_ORBIT_M, _BURN_M_S, 1e200, Flown(Capsule(), Mode.BALLISTIC))


def test_milestones_that_do_not_fall_are_refused() -> None:
    """A parachute above the entry interface makes no sense."""
    with pytest.raises(ValueError, match="milestones must fall"):
        descend(
            _ORBIT_M, _BURN_M_S, _BURN_S, Flown(Capsule(), Mode.BALLISTIC), Milestones(parachute_m=120_000.0)
        )


@pytest.mark.parametrize("bad", [nan, inf, -1.0])
def test_numbers_out_of_range_are_refused_by_name(bad: float) -> None:
    """Mass, area, drag, lift, height, step."""
    for name in ("mass_kg", "area_m2", "drag_coefficient", "lift_to_drag"):
        with pytest.raises(ValueError, match=name):
            Capsule(**{name: bad})
    with pytest.raises(ValueError, match="height_m"):
        circular_start(bad)
    with pytest.raises(ValueError, match="dt_s"):
        step(circular_start(_ORBIT_M), bad, Capsule(), mode=Mode.BALLISTIC)
    with pytest.raises(ValueError, match="radius_m"):
        Planet(radius_m=bad)


def test_air_data_of_no_number_is_refused() -> None:
    """A load that is none is never felt."""
    with pytest.raises(ValueError, match="climb_m_s"):
        air_data(EntryState(0.0, 6.4e6, 0.0, nan, 7e3), Capsule())


def test_air_thins_by_its_table() -> None:
    """At a node, between two nodes, above the last and below the first."""
    air = Atmosphere.of((0.0, 10.0, 20.0), (4.0, 2.0, 0.5))
    assert air.density(10.0) == pytest.approx(2.0)
    assert air.density(5.0) == pytest.approx(8.0**0.5)
    assert air.density(30.0) == pytest.approx(0.125)
    assert air.density(-5.0) == pytest.approx(4.0)
    assert US_STANDARD_1976.density(80_000.0) == pytest.approx(1.8458e-5)


@pytest.mark.parametrize(
    ("heights", "densities", "named"),
    [
        ((0.0, 0.0), (1.0, 0.5), "heights_m must rise"),
        ((0.0, 1.0), (1.0, 0.0), "densities_kg_m3"),
        ((0.0,), (1.0,), "two or more"),
        ((0.0, 1.0), (1.0,), "two or more"),
        ((0.0, nan), (1.0, 0.5), "heights_m"),
    ],
)
def test_a_table_that_is_no_atmosphere_is_refused(
    heights: tuple[float, ...], densities: tuple[float, ...], named: str
) -> None:
    """By what is wrong with it."""
    with pytest.raises(ValueError, match=named):
        Atmosphere.of(heights, densities)
