"""The body, gyros and jets against the reconstruction's numbers (`flight/README.md` B)."""

from __future__ import annotations

from dataclasses import replace
from math import degrees, radians
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station import truth
from game.emergencies.station.jets import manifold_of, segment_load, stuck_load
from game.emergencies.station.limits import GYROS, GYROS_HOLD_TICKS, ORBITAL_RATE_RAD_S, STATION_INERTIA
from game.emergencies.station.motion import moved
from game.emergencies.station.noticing import AWAY_AGAIN_RAD
from game.emergencies.station.noticing import noticed as look
from game.emergencies.station.state import InCharge, Pointing, Steering, Trouble
from game.flight.attitude import NO_TURN, to_frame
from game.flight.gyros import control_lost, saturated
from game.flight.turning import held_level
from game.flight.vectors import add, norm, subtract
from game.vocabulary.station import StationCue, Task

from .bodies import PITCH, ROLL, hung, quiet, run, steered, when
from .flights import first, given, kinds

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.flight.vectors import Vector
    from game.vocabulary.flying import CueGiven

_SEEDS = range(12)


@pytest.mark.parametrize("seed", _SEEDS)
def test_one_stuck_jet_is_2665_newton_metres_in_pitch_and_its_manifold_is_known(seed: int) -> None:
    """To the three per cent that are drawn."""
    brief = first(seed=seed).brief
    load = stuck_load(brief)
    assert abs(load.torque_n_m[1]) == pytest.approx(2665.0 * brief.thrust_share)
    assert 0.97 <= brief.thrust_share <= 1.03
    assert load.flow_kg_s == pytest.approx(0.0465 * brief.thrust_share, rel=0.01)
    assert manifold_of(brief) == int(brief.jets[0][-1])


@pytest.mark.parametrize("seed", _SEEDS)
def test_gyros_fill_in_about_twenty_seconds_and_the_tone_comes_with_the_last_site(seed: int) -> None:
    """Full at 09:12:52 to :58, lost at 09:12:58 to 09:13:03: a condition of the body, not of a clock."""
    state, cues = run(first(seed=seed), 40.0)
    assert 12.0 <= when(cues, StationCue.GYROS_FULL) <= 18.0
    assert 18.0 <= when(cues, StationCue.ATTITUDE_LOST) <= 23.0
    assert when(cues, StationCue.SITE_LOST) == 20.0
    assert control_lost(GYROS, state.body.turning)


def test_nothing_is_lost_before_the_gyros_are_full_and_the_attitude_has_run_off() -> None:
    """Both parts of the condition of `game.flight.gyros`."""
    state = first()
    while not state.has_happened(StationCue.ATTITUDE_LOST.value):
        assert not (saturated(GYROS, state.body.turning.gyro_n_m_s) and truth.tilt_deg(state) > 0.4)
        state, _ = run(state, 0.25)
    assert control_lost(GYROS, state.body.turning)


@pytest.mark.parametrize("seed", _SEEDS)
def test_untouched_the_counter_stops_it_near_0914_20_after_4_9_kilograms(seed: int) -> None:
    """105 s of a jet, give or take what the seed drew; then she coasts at 0.15 degrees a second."""
    state, cues = run(first(seed=seed), 200.0)
    assert 94.0 <= when(cues, StationCue.COUNTER_STOPPED) <= 107.0
    assert state.ship.burnt_kg == pytest.approx(4.9, abs=0.12)
    assert state.ship.stopped_by == "counter"
    assert given(cues, StationCue.THRUST_STOPPED)[0].numbers[0][1] == pytest.approx(105, abs=6)
    assert truth.rate_deg_s(state) == pytest.approx(0.145, abs=0.01)


def test_the_reconstructions_fifty_seven_degrees() -> None:
    """105 s of one jet, the Russian segment's jets from 420 s on: 57 degrees (README, first row)."""
    for seed in (1, 2):
        free = run(first(seed=seed), 170.0, [(160.0, Task.FREE_DRIFT)])[0]
        locked = replace(free, arrays=replace(free.arrays, pointing=Pointing.LOCKED))
        state, cues = run(locked, 280.0, [(395.0, Task.TAKE_CONTROL), (415.0, Task.NULL_RATES)])
        assert given(cues, StationCue.RATES_NULLED)
        assert truth.peak_tilt_deg(state) == pytest.approx(57.0, abs=3.0)
        assert truth.peak_rate_deg_s(state) == pytest.approx(0.16, abs=0.01)


def test_momentum_of_body_and_gyros_is_what_the_jet_gave() -> None:
    """Over the run-on, in level axes: the jet's impulse, but for what gravity and the turning frame take."""
    state = first(seed=3)
    before = _momentum(state)
    after, _ = run(state, 10.0)
    gained = subtract(_momentum(after), before)
    assert gained[1] == pytest.approx(10.0 * stuck_load(state.brief).torque_n_m[1], rel=0.02)


def _momentum(state: StationState) -> Vector:
    """Return the angular momentum of body and gyros, level axes (3,) [N m s]."""
    turning, rows = state.body.turning, STATION_INERTIA.tensor
    body = (
        rows[0][0] * turning.rate_rad_s[0],
        rows[1][1] * turning.rate_rad_s[1],
        rows[2][2] * turning.rate_rad_s[2],
    )
    return to_frame(turning.attitude, add(body, turning.gyro_n_m_s))


@pytest.mark.parametrize("seed", _SEEDS)
def test_stopped_at_once_the_gyros_hold_with_the_jets_help(seed: int) -> None:
    """The guarded switch done by 09:12:52: never lost, still, and the store is taken off again."""
    state, cues = run(first(seed=seed), 72.0, [(12.0, Task.MOTION_CONTROL_OFF)])
    assert StationCue.ATTITUDE_LOST not in kinds(cues)
    assert truth.rate_deg_s(state) < 0.002
    assert truth.momentum_share(state) < 0.3
    assert 0.2 < state.segment.kg < 1.0
    assert not state.watch.troubles


def test_gyros_that_are_full_do_not_hold_her() -> None:
    """Their minute counts from when there is room in them; until then nobody says that they hold."""
    full = hung(first(), PITCH, 0.0, stored=(0.0, GYROS.capacity_n_m_s, 0.0))
    watch = replace(full.watch, lost_tick=0, regained_tick=0, gyros_since=0, level_since=0)
    segment = replace(full.segment, in_charge=InCharge.GYROS, gyros_on=True)
    full = replace(full, tick=GYROS_HOLD_TICKS, watch=watch, segment=segment)
    roomy = replace(full, body=hung(first(), PITCH, 0.0).body)
    for state, held in ((full, False), (roomy, True)):
        cues: list[CueGiven] = []
        _, after = look(state, state.body, state.ship, state.segment, cues)
        assert (StationCue.GYROS_HOLD in kinds(cues)) is held
        assert (after.gyros_since == 0) is held


def test_stopped_late_it_is_lost_all_the_same() -> None:
    """The same switch at 09:13:02: what the jet gave no longer fits into the gyros, and nobody helps."""
    state, cues = run(first(), 72.0, [(22.0, Task.MOTION_CONTROL_OFF)])
    assert StationCue.ATTITUDE_LOST in kinds(cues)
    assert state.segment.kg == 0.0
    assert truth.rate_deg_s(state) > 0.015


def test_roll_is_the_weak_axis_of_recovery() -> None:
    """A tenth of a degree a second goes in 25 s of pitch and in 200 s of roll, at ten times the cost."""
    found: dict[str, tuple[float, float]] = {}
    for name, axis in (("pitch", PITCH), ("roll", ROLL)):
        state, cues = run(steered(hung(first(), axis, 0.0, 0.1), Steering.NULLING), 400.0)
        found[name] = when(cues, StationCue.RATES_NULLED), state.segment.kg
    assert found["pitch"][0] == pytest.approx(25.0, abs=5.0)
    assert found["roll"][0] == pytest.approx(200.0, abs=30.0)
    assert found["roll"][1] > 10.0 * found["pitch"][1]


def test_the_segments_propellant_is_flow_times_time() -> None:
    """Two jets to pitch burn 0.093 kg a second, four to roll 0.186."""
    assert segment_load((1, 0, 0)).flow_kg_s == pytest.approx(0.0930, abs=1e-4)
    assert segment_load((0, 0, -1)).flow_kg_s == pytest.approx(0.1861, abs=1e-4)
    state, _ = run(steered(hung(first(), PITCH, 20.0, 0.15), Steering.NULLING), 60.0)
    assert state.segment.kg == pytest.approx(state.segment.fired_ticks / 20.0 * 0.09303, rel=0.01)


@pytest.mark.parametrize("axis", [PITCH, ROLL, (0.6, 0.64, 0.48)])
@pytest.mark.parametrize("fast", [False, True])
def test_from_any_attitude_the_jets_bring_her_back_and_hold_her(axis: Vector, fast: bool) -> None:
    """Without running through level, at no more than the rate that was asked for, and then still enough."""
    state = steered(hung(first(), axis, 50.0), Steering.TURNING)
    state = replace(state, segment=replace(state.segment, fast=fast))
    state, cues = run(state, 1900.0)
    assert kinds(cues).count(StationCue.LEVEL_AGAIN) == 1
    assert StationCue.CONTROL_REGAINED in kinds(cues)
    assert truth.tilt_deg(state) < 1.0
    assert truth.rate_deg_s(state) < 0.006
    most = 0.12 if fast else 0.055
    assert degrees(state.watch.peak_rate_rad_s) < most + 0.012


def test_the_weak_axis_is_never_turned_faster_than_it_can_be_stopped() -> None:
    """Fast, in roll: once within two degrees of level she stays there."""
    state = steered(hung(first(), ROLL, 57.0), Steering.TURNING)
    state = replace(state, segment=replace(state.segment, fast=True))
    arrived = False
    for _ in range(1_500):
        state, _ = run(state, 1.0)
        arrived = arrived or truth.tilt_deg(state) < 2.0
        assert not arrived or truth.tilt_deg(state) < 2.0
    assert arrived


def test_running_through_level_is_not_being_level() -> None:
    """At a tenth of a degree a second nobody says it."""
    _, cues = run(steered(hung(first(), ROLL, 0.2, 0.1), Steering.TURNING), 1.0)
    assert StationCue.LEVEL_AGAIN not in kinds(cues)


def test_the_book_rate_takes_a_thousand_seconds_for_57_degrees_and_the_fast_one_half() -> None:
    """0.055 and 0.12 degrees a second; the fast one burns more."""
    found = {}
    for fast in (False, True):
        state = steered(hung(first(), PITCH, 57.0), Steering.TURNING)
        state, cues = run(replace(state, segment=replace(state.segment, fast=fast)), 1500.0)
        found[fast] = when(cues, StationCue.CONTROL_REGAINED), state.segment.kg
    assert found[False][0] == pytest.approx(1200.0, abs=60.0)
    assert found[True][0] == pytest.approx(640.0, abs=60.0)
    assert found[True][1] > found[False][1]


def test_while_the_jets_hold_her_the_gyros_are_emptied_and_can_take_her() -> None:
    """Two minutes for a full store; then they hold her for a minute and longer."""
    state = steered(hung(first(), PITCH, 1.0, 0.0, (0.0, 18_970.0, 0.0)), Steering.HOLDING)
    state, _ = run(state, 130.0)
    assert truth.momentum_share(state) < 0.02
    state, cues = run(state, 200.0, [(131.0, Task.GYROS_TAKE_OVER)])
    assert StationCue.GYROS_HOLD in kinds(cues)
    assert StationCue.GYROS_FULL_AGAIN not in kinds(cues)
    assert truth.rate_deg_s(state) < 0.001
    assert state.segment.in_charge is InCharge.GYROS


def test_gyros_that_are_given_a_turning_station_fill_again() -> None:
    """And control that had been regained is lost again, or it is not regained."""
    state, cues = run(hung(first(), PITCH, 10.0, 0.05), 60.0, [(5.0, Task.GYROS_TAKE_OVER)])
    assert StationCue.GYROS_FULL_AGAIN in kinds(cues)
    assert state.watch.troubles == (Trouble.HANDED_BACK_EARLY,)
    again = replace(state.watch, regained_tick=20, gyros_since=10, troubles=())
    full = replace(hung(first(), PITCH, 10.0, 0.05, (0.0, 18_970.0, 0.0)), watch=again)
    full = replace(full, segment=replace(full.segment, in_charge=InCharge.GYROS, gyros_on=True, held=NO_TURN))
    _, cues = run(full, 5.0)
    assert StationCue.LOST_AGAIN in kinds(cues)


def test_gyros_in_the_loop_push_against_the_jets() -> None:
    """Control taken without free drift: turning back is a fight while their store lasts."""
    state = hung(first(), PITCH, 30.0, 0.0, (0.0, 18_000.0, 0.0))
    state = replace(state, segment=replace(state.segment, gyros_on=True))
    state, cues = run(steered(state, Steering.TURNING), 60.0)
    assert StationCue.FORCE_FIGHT in kinds(cues)
    assert state.watch.troubles == (Trouble.FOUGHT,)


def test_jets_against_the_ships_jet_are_control_taken_too_soon() -> None:
    """They win, and burn the station's propellant for it; on 29 July it is no trouble of anybody's."""
    works = [(30.0, Task.FREE_DRIFT), (31.0, Task.TAKE_CONTROL), (32.0, Task.NULL_RATES)]
    state, cues = run(first(), 60.0, works)
    assert StationCue.FORCE_FIGHT in kinds(cues)
    assert Trouble.TOOK_TOO_SOON in state.watch.troubles
    assert state.segment.kg > 1.0
    quieter, _ = run(first(), 60.0, works[:1])
    assert truth.rate_deg_s(state) < 0.02 < truth.rate_deg_s(quieter)


def test_control_is_not_regained_while_the_ship_still_pushes() -> None:
    """However still the segment's jets hold her against it."""
    works = [(25.0, Task.FREE_DRIFT), (26.0, Task.TAKE_CONTROL), (27.0, Task.NULL_RATES)]
    state, cues = run(first(), 95.0, works)
    assert when(cues, StationCue.RATES_NULLED) < 75.0
    assert state.ship.firing
    assert StationCue.CONTROL_REGAINED not in kinds(cues)
    assert StationCue.CONTROL_REGAINED in kinds(run(state, 40.0)[1])


def test_she_drifts_off_again_when_the_jets_are_put_off() -> None:
    """Control that was regained is lost when nobody holds her and she hangs over."""
    state = replace(
        hung(first(), PITCH, 7.0, 0.05), watch=replace(first().watch, lost_tick=0, regained_tick=20)
    )
    state, cues = run(state, 60.0)
    assert StationCue.LOST_AGAIN in kinds(cues)
    assert state.watch.regained_tick == -1
    assert radians(truth.tilt_deg(state)) > AWAY_AGAIN_RAD


def test_a_quiet_station_in_the_hands_of_its_gyros_stays_where_it_is() -> None:
    """Ten minutes: no jets, no tilt, nothing to say but that one relay hands her on to the next."""
    state, cues = run(quiet(), 600.0)
    assert truth.tilt_deg(state) < 0.01
    assert state.segment.kg == 0.0
    assert {cue.cue for cue in cues} == {
        StationCue.SITE_LOST,
        StationCue.S_BAND_LOST,
        StationCue.S_BAND_BACK,
        StationCue.KU_LOST,
        StationCue.KU_BACK,
    }


def test_the_turned_angle_adds_up() -> None:
    """A tenth of a degree a second for a hundred seconds is ten degrees, there or back."""
    state = hung(first(), (0.0, 0.0, 1.0), 0.0, 0.1)
    body, segment, ship = state.body, state.segment, state.ship
    for tick in range(0, 2000, 5):
        body, ship, segment = moved(state.brief, body, ship, segment, tick, may_unload=False)
    assert degrees(body.turned_rad) == pytest.approx(10.0, abs=0.3)
    assert norm(held_level(ORBITAL_RATE_RAD_S).rate_rad_s) == pytest.approx(ORBITAL_RATE_RAD_S)
