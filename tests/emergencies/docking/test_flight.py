"""The flight itself: it falls away alone, it is the same however it is cut, and it ends as the touch says."""

from __future__ import annotations

from math import isfinite, radians
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from game.emergencies.docking import eyes, glass, instruments, truth
from game.emergencies.docking.flight import begin, outcome, step
from game.emergencies.docking.line import AROUND, line
from game.emergencies.docking.starts import Start
from game.emergencies.docking.state import CONTROLS, DockingState, Phase
from game.flight.ship import coast
from game.vocabulary.flying import (
    FLYING_RUNGS,
    Ask,
    BackOff,
    Brake,
    Burn,
    Call,
    ChangeRung,
    Control,
    Cue,
    FlightOrder,
    Pulse,
    Rung,
    Say,
    Set,
    StopAll,
    Switch,
    WaveOff,
    Word,
)

from .flights import RANGING, first, fly, given, left_alone, loaded, placed, saved

if TYPE_CHECKING:
    from game.vocabulary.flying import CueGiven

_ORDERS: st.SearchStrategy[FlightOrder] = st.one_of(
    st.builds(Pulse, st.sampled_from(CONTROLS), st.integers(1, 100)),
    st.builds(Burn, st.sampled_from(CONTROLS), st.booleans()),
    st.builds(Set, st.sampled_from(tuple(Switch)), st.booleans()),
    st.builds(Call, st.sampled_from(tuple(Ask))),
    st.builds(Say, st.sampled_from(tuple(Word))),
    st.builds(ChangeRung, st.sampled_from(tuple(Rung))),
    st.sampled_from((StopAll(), Brake(), BackOff())),
)


@pytest.mark.parametrize("block", range(4))
def test_a_ship_that_nobody_flies_falls_away_and_never_strikes(block: int) -> None:
    """Below the station everything falls away: 200 seeds, forty seconds flown, a quarter of an hour foretold.

    Foretold by the exact transition: in that time the jets of a held nose add millimetres a second.
    """
    for seed in range(block * 50, block * 50 + 50):
        state, _ = fly(begin({}, seed, FLYING_RUNGS[seed % 3]), {}, 800)
        now = truth.read(state)
        assert now.range_m > 69.5
        assert now.closing_m_s < 0.0
        ship, ranges = state.ship, [now.range_m]
        for _ in range(15):
            ship = coast(AROUND, ship, 60.0)
            ranges.append(line(ship).range_m)
        assert ranges == sorted(ranges)
        assert ranges[-1] > 140.0


@pytest.mark.parametrize("facts", [{}, {"attempts": 2}, {"attempts": 2, "waited": True}])
def test_an_idle_flight_is_called_off(facts: dict[str, int | bool]) -> None:
    """Beyond 120 m, or by the clock, the ground ends it; after the second daylight the way leads home."""
    state, cues = left_alone(begin(facts, 9, Rung.FLOWN))
    ending = outcome(state)
    assert ending is not None
    assert ending.trigger == ("gave_up" if "waited" in facts else "waved_off")
    assert ending.beat == ("called_home" if "waited" in facts else "wave_off")
    assert state.contact is None
    assert given(cues, Cue.FALLING_AWAY)
    assert given(cues, Cue.CALLED_OFF)


@settings(max_examples=25, deadline=None)
@examples(
    st.integers(0, 2**63 - 1),
    st.sampled_from(FLYING_RUNGS),
    st.sampled_from(tuple(Start)),
    st.lists(st.tuples(st.integers(0, 60), _ORDERS), max_size=25),
)
def test_nothing_that_is_ordered_breaks_a_flight(
    seed: int, rung: Rung, start: Start, orders: list[tuple[int, FlightOrder]]
) -> None:
    """Any orders at any ticks: no exception, every number finite, and a save that reads back to itself."""
    state = begin({"nerve": 30}, seed, rung, start)
    for wait, order in orders:
        state = step(state, (order,)).state
        state, _ = fly(state, {}, wait)
    assert loaded(saved(state)) == state
    for read in (truth.read(state), glass.look(state), eyes.glimpse(state)):
        for name in read.__slots__:
            value = getattr(read, name)
            assert not isinstance(value, float) or isfinite(value), name
    assert instruments.read(state).propellant_kg <= 612


_BUSY: dict[int, list[FlightOrder]] = {
    50: [Pulse(Control.FORWARD, 80), Call(Ask.MOSCOW)],
    300: [Pulse(Control.LEFT, 12), Pulse(Control.NOSE_UP, 9), Call(Ask.RANGE)],
    470: [Burn(Control.DOWN, on=True)],
    480: [Burn(Control.DOWN, on=False), Call(Ask.STATION)],
    700: [BackOff()],
}


@pytest.mark.parametrize("rung", FLYING_RUNGS)
def test_a_saved_flight_goes_on_as_if_it_had_not_been(rung: Rung) -> None:
    """Saved and loaded at every twentieth tick, it is the same flight to the byte, with the same cues."""
    plain, plain_cues = fly(begin(RANGING, 5, rung), _BUSY, 1000)
    state = begin(RANGING, 5, rung)
    cues: list[CueGiven] = []
    for _ in range(50):
        state, more = fly(state, _BUSY, 20)
        state = loaded(saved(state))
        cues += more
    assert saved(state) == saved(plain)
    assert cues == plain_cues


@pytest.mark.parametrize("pieces", [(1,) * 200, (7,) * 28 + (4,), (100, 100)])
def test_a_flight_is_the_same_however_it_is_cut(pieces: tuple[int, ...]) -> None:
    """Tick by tick, by sevens or by hundreds."""
    assert sum(pieces) == 200
    whole, _ = fly(begin(RANGING, 1, Rung.FLOWN), _BUSY, 200)
    state = begin(RANGING, 1, Rung.FLOWN)
    for ticks in pieces:
        state, _ = fly(state, _BUSY, ticks)
    assert state == whole


def test_the_same_flight_comes_out_twice_and_another_seed_another_one() -> None:
    """Chance comes from the seed and nothing else."""
    one, _ = fly(first(seed=5), _BUSY, 600)
    again, _ = fly(first(seed=5), _BUSY, 600)
    other, _ = fly(first(seed=6), _BUSY, 600)
    assert one == again
    assert one.ship != other.ship


def test_propellant_never_rises_and_the_mass_goes_with_it() -> None:
    """What left the tanks left the ship."""
    state = first()
    before = state.propellant_kg
    for tick in range(800):
        state = step(state, tuple(_BUSY.get(tick, ()))).state
        assert state.propellant_kg <= before
        before = state.propellant_kg
    assert first().ship.mass_kg - state.ship.mass_kg == pytest.approx(612.0 - before, abs=1e-9)


def _touching(
    closing: float, miss: float = 0.0, nose_deg: float = 0.0, sideways: float = 0.0
) -> tuple[DockingState, set[Cue]]:
    """Return a flight that is about to touch, after it has."""
    state = placed(
        first(Rung.FLOWN, go=True),
        ahead_m=0.3,
        right_m=miss,
        closing_m_s=closing,
        right_m_s=sideways,
        nose_rad=(0.0, radians(nose_deg), 0.0),
    )
    state, cues = fly(state, {}, 1000)
    return state, {one.cue for one in cues if isinstance(one.cue, Cue)}


def test_a_true_and_gentle_touch_is_a_capture() -> None:
    """Ten centimetres a second in the middle latches; the numbers of the touch are told."""
    state, cues = _touching(0.10)
    ending = outcome(state)
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("captured", "capture")
    assert {Cue.CONTACT, Cue.CAPTURED} <= cues
    facts = dict(ending.facts)
    assert facts["contact_cm_s"] == 10
    assert facts["docking_outcome"] == "capture"
    assert facts["hard_contact"] is False
    assert facts["approach_error"] == 0


def test_a_fast_capture_is_a_hard_one() -> None:
    """Beyond 0.20 m/s it is read on in another beat."""
    ending = outcome(_touching(0.27)[0])
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("captured_hard", "hard_capture")
    assert dict(ending.facts)["hard_contact"] is True


@pytest.mark.parametrize(
    ("closing", "miss", "nose", "sideways"),
    [(0.03, 0.0, 0.0, 0.0), (0.1, 0.0, 9.0, 0.0), (0.3, -0.15, 0.0, 0.14)],
)
def test_a_touch_that_is_not_fit_to_latch_comes_off(
    closing: float, miss: float, nose: float, sideways: float
) -> None:
    """Too slow, crooked, or sliding: a bounce, and another try."""
    ending = outcome(_touching(closing, miss, nose, sideways)[0])
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("bounced", "bounce")
    assert dict(ending.facts)["docking_outcome"] == "bounce"


@pytest.mark.parametrize(("closing", "miss"), [(0.5, 0.0), (0.1, 0.6), (0.1, 1.9), (0.1, 3.0), (0.1, 7.5)])
def test_a_touch_beside_the_cone_or_far_too_fast_is_a_strike(closing: float, miss: float) -> None:
    """Structure is where the cone is not, out to eight metres off the line."""
    state, cues = _touching(closing, miss)
    ending = outcome(state)
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("struck", "strike")
    assert dict(ending.facts)["probe_bent"] is True
    assert Cue.STRUCK in cues
    # At the first thing that is in the way, not somewhere inside the station.
    assert truth.read(state).range_m > -0.5


def test_pushing_lets_a_slow_probe_latch() -> None:
    """At four centimetres a second the forward jets at the touch make the difference."""
    state = placed(first(Rung.FLOWN), ahead_m=0.02, closing_m_s=0.036)
    alone, _ = fly(state, {}, 2000)
    assert alone.phase is Phase.BOUNCED
    held, _ = fly(state, {alone.tick - 15: [Burn(Control.FORWARD, on=True)]}, 2000)
    assert held.phase is Phase.CAPTURED
    assert held.contact is not None
    assert held.contact.closing_m_s < 0.07


def test_a_retreat_and_a_wave_off_are_endings_of_their_own() -> None:
    """Back at 70 m the approach is over; waved off it is over at once, and for good the second time."""
    retreated, _ = fly(placed(first(), ahead_m=40.0), {0: [BackOff()]}, 4000)
    ending = outcome(retreated)
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("retreated", "retreat")
    for waited, trigger, beat in ((False, "waved_off", "wave_off"), (True, "gave_up", "called_home")):
        state, cues = fly(first(waited=waited, attempts=2), {10: [WaveOff()]}, 20)
        ending = outcome(state)
        assert ending is not None
        assert (ending.trigger, ending.beat) == (trigger, beat)
        assert given(cues, Cue.WAVED_OFF)
    assert dict(ending.facts)["docking_outcome"] == "flight_home"


def test_a_ship_that_went_far_aside_is_called_off_too() -> None:
    """120 m are counted whichever way."""
    state, cues = fly(placed(first(), ahead_m=50.0, right_m=115.0), {}, 20)
    assert state.phase is Phase.CALLED_OFF
    assert given(cues, Cue.CALLED_OFF)


def test_too_little_propellant_ends_the_tries_and_then_the_flight() -> None:
    """Below 390 kg a retreat is the last one; below 300 even this approach is over."""
    state = placed(first(propellant_kg=385), ahead_m=60.0)
    state, _ = fly(state, {0: [BackOff()]}, 4000)
    ending = outcome(state)
    assert ending is not None
    assert (ending.trigger, ending.beat) == ("propellant_out", "no_margin")
    assert dict(ending.facts)["docking_outcome"] == "out_of_propellant"
    low, cues = fly(first(propellant_kg=299), {}, 20)
    assert low.phase is Phase.PROPELLANT_OUT
    assert given(cues, Cue.OUT_OF_PROPELLANT)


def test_a_flight_that_is_over_stays_as_it_is() -> None:
    """Orders after the end change nothing and say nothing."""
    state, _ = fly(first(), {3: [WaveOff()]}, 10)
    made = step(state, (Pulse(Control.FORWARD, 10), StopAll()))
    assert made.state is state
    assert made.cues == ()


def test_a_tick_without_events_keeps_what_did_not_change() -> None:
    """Only the ship and the tick are new; this is what keeps a flight fast."""
    state, _ = fly(first(Rung.BARE), {}, 101)
    after = step(state).state
    assert after.cabin is state.cabin
    assert after.hands is state.hands
    assert after.watch is state.watch
    assert after.machine is state.machine
    assert after.felt is state.felt
