"""The flight recorder: the same flight again, any moment of it, and what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.docking import flight
from game.emergencies.docking.state import Hands
from game.engine.recording import (
    FASTEST,
    KEYFRAME_TICKS,
    SLOWEST,
    Given,
    Keyframe,
    Playback,
    RecordingBroken,
    Said,
    at,
    docking_of,
    fly,
    record,
    refuse_broken,
    replay,
    verify,
)
from game.vocabulary.flying import Control, Cue, Pulse, StopAll, WaveOff
from tests.engine.flights import docked, no_hands, opening

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.docking.state import DockingState
    from game.emergencies.protocol import Step
    from game.engine.recording import Recording
    from game.vocabulary.flying import CueGiven, FlightOrder


def test_a_flight_flown_again_is_the_same_to_the_last_bit() -> None:
    """Every keyframe, and the end."""
    assert docked().ending is not None
    assert verify(docked()) is None
    states = [state for state, _ in replay(docked())]
    assert [state.tick for state in states] == list(range(docked().ticks + 1))
    assert states[-1] == docked().last


def test_what_happened_comes_with_the_tick_in_which_it_happened() -> None:
    """The cues of a replay are those of the flight."""
    happened = [(state.tick - cue.tick, cue) for state, cues in replay(docked()) for cue in cues]
    assert [cue for late, cue in happened if late not in (0, 1)] == []
    assert {cue.cue for _, cue in happened} >= {Cue.BEGUN, Cue.GATE_10, Cue.RANGE_CALLED, Cue.CAPTURED}
    assert next(replay(docked())) == (docked().opening, ())


def test_orders_alone_make_the_same_recording() -> None:
    """What a journal keeps is enough."""
    again = record(docked().opening, docked().orders, 99_999, edition=docked().edition, said=docked().said)
    assert again == docked()


def test_keyframes_are_at_most_ten_seconds_apart_and_hold_both_ends() -> None:
    """So that any moment is found by a few steps."""
    ticks = [frame.tick for frame in docked().keyframes]
    assert (ticks[0], ticks[-1]) == (0, docked().ticks)
    assert max(after - before for before, after in pairwise(ticks)) <= KEYFRAME_TICKS


@settings(max_examples=25, deadline=None)
@given(st.integers(-50, 4000), st.integers(0, 4000))
def test_any_moment_is_found_from_anywhere(tick: int, from_tick: int) -> None:
    """The state sought is the state flown, also when the search goes on from an earlier one."""
    wanted = min(max(tick, 0), docked().ticks)
    assert at(docked(), tick) == _states()[wanted]
    since = _states()[min(from_tick, docked().ticks)]
    assert at(docked(), tick, since) == _states()[wanted]


def test_a_search_goes_on_from_a_state_that_is_nearer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture after another one costs its own ticks only."""
    taken: list[int] = []
    real = flight.step

    def counted(state: DockingState, orders: tuple[FlightOrder, ...]) -> Step[DockingState]:
        taken.append(state.tick)
        return real(state, orders)

    monkeypatch.setattr("game.engine.recording.step", counted)
    at(docked(), 1390, _states()[1388])
    assert taken == [1388, 1389]


def test_another_simulation_is_shown_by_its_keyframes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and no tick is invented."""
    assert docked().replays
    monkeypatch.setattr(flight, "SIMULATION", flight.SIMULATION + 1)
    monkeypatch.setattr("game.engine.recording.step", _never)
    assert not docked().replays
    assert at(docked(), 1390).tick == 1390 // KEYFRAME_TICKS * KEYFRAME_TICKS
    assert [state for state, _ in replay(docked())] == [frame.state for frame in docked().keyframes]
    assert verify(docked()) is None


def test_a_keyframe_that_differs_is_found() -> None:
    """By a kilogram in the tenth of a second."""
    frames = list(docked().keyframes)
    before = docking_of(frames[3].state)
    ship = before.ship
    state = replace(before, ship=replace(ship, mass_kg=ship.mass_kg + 1e-9))
    frames[3] = Keyframe(frames[3].tick, state)
    assert verify(replace(docked(), keyframes=tuple(frames))) == frames[3].tick


def test_an_order_that_was_changed_is_found_at_the_next_keyframe() -> None:
    """Orders and states hold one another."""
    orders = list(docked().orders)
    at_which = next(i for i, one in enumerate(orders) if one.tick > KEYFRAME_TICKS)
    orders[at_which] = Given(orders[at_which].tick, (Pulse(Control.UP, 3),))
    found = verify(replace(docked(), orders=tuple(orders)))
    assert found is not None
    assert orders[at_which].tick < found <= orders[at_which].tick + KEYFRAME_TICKS


def test_an_ending_that_was_changed_is_found() -> None:
    """What it came to follows from the last state."""
    ending = docked().ending
    assert ending is not None
    assert verify(replace(docked(), ending=replace(ending, beat="capture"))) == docked().ticks


def test_states_that_cannot_be_flown_are_said_to_be_broken() -> None:
    """A file may hold anything that has the right types."""
    broken = replace(docking_of(docked().opening), hands=Hands(left=(3,), busy=True))
    frames = (Keyframe(0, broken), *docked().keyframes[1:])
    with pytest.raises(RecordingBroken):
        verify(replace(docked(), opening=broken, keyframes=frames))


_BREAKS: list[Callable[[Recording], Recording]] = [
    lambda one: replace(one, emergency="station"),
    lambda one: replace(one, ticks=-1),
    lambda one: replace(one, ticks=10_000_000),
    lambda one: replace(one, ticks=one.ticks + 1),
    lambda one: replace(one, keyframes=()),
    lambda one: replace(one, keyframes=one.keyframes[1:]),
    lambda one: replace(one, keyframes=one.keyframes[::-1]),
    lambda one: replace(one, keyframes=(one.keyframes[0], one.keyframes[-1])),
    lambda one: replace(one, keyframes=(Keyframe(0, one.last), *one.keyframes[1:])),
    lambda one: replace(one, keyframes=(*one.keyframes[:-1], Keyframe(one.ticks, one.opening))),
    lambda one: replace(one, orders=one.orders[::-1]),
    lambda one: replace(one, orders=(Given(-1, (StopAll(),)), *one.orders)),
    lambda one: replace(one, orders=(*one.orders, Given(one.ticks + 1, (StopAll(),)))),
    lambda one: replace(one, orders=(*one.orders, one.orders[-1])),
    lambda one: replace(one, said=one.said[::-1]),
    lambda one: replace(one, said=(Said(-1, "actor", "No."),)),
    lambda one: replace(one, said=(Said(one.ticks + 1, "actor", "No."),)),
    lambda one: replace(one, seed=one.seed + 1),
    lambda one: replace(one, simulation=one.simulation + 1),
]


@pytest.mark.parametrize("number", range(len(_BREAKS)))
def test_a_recording_that_contradicts_itself_is_refused(number: int) -> None:
    """Whoever wrote it; the whole one is not."""
    refuse_broken(docked())
    with pytest.raises(RecordingBroken):
        refuse_broken(_BREAKS[number](docked()))


def test_a_flight_that_is_still_flown_has_no_ending() -> None:
    """Its recording goes to now."""
    flown = fly(opening(), no_hands, 130)
    assert (flown.ticks, flown.ending) == (130, None)
    assert [frame.tick for frame in flown.keyframes] == [0, 130]
    refuse_broken(flown)


def test_an_order_that_ends_the_flight_at_once_is_flown_again() -> None:
    """A wave-off takes one tick, also where a keyframe falls on it."""
    for tick in (0, 395, 400, 401):
        flown = fly(opening(), _waving_off(tick))
        assert flown.ending is not None
        assert (flown.ticks, flown.orders[-1]) == (tick + 1, Given(tick, (WaveOff(),)))
        assert verify(flown) is None
        refuse_broken(flown)
        states = [state for state, _ in replay(flown)]
        assert [state.tick for state in states] == list(range(tick + 2))
        assert states[-1] == flown.last == at(flown, tick + 1)
        assert record(flown.opening, flown.orders, 99_999, edition="") == flown


def test_an_order_that_still_waits_is_not_carried_out() -> None:
    """A flight in the middle has orders for its next tick."""
    flown = record(opening(), (Given(130, (WaveOff(),)),), 130, edition="")
    assert (flown.ticks, flown.ending) == (130, None)
    waiting = replace(flown, orders=(Given(130, (WaveOff(),)),))
    refuse_broken(waiting)
    assert verify(waiting) is None


# --- Watching it


def test_a_playback_shows_as_many_ticks_as_time_and_speed_make() -> None:
    """What is left of a tick is owed, so no speed loses any."""
    playback = Playback(docked(), speed=2.0)
    for _ in range(100):
        playback = playback.advanced(0.033)
    assert playback.tick == int(100 * 0.033 * 2.0 * 20 + 1e-9)


def test_a_playback_that_stalls_goes_on_where_it_was() -> None:
    """A lid that is closed for an hour does not run through the flight."""
    assert Playback(docked()).advanced(3600.0).tick == 10
    assert Playback(docked()).advanced(-1.0).tick == 0


def test_a_playback_stands_while_it_is_paused_and_at_its_end() -> None:
    """From the end it begins anew."""
    assert Playback(docked(), tick=9, paused=True).advanced(0.4).tick == 9
    end = Playback(docked(), tick=docked().ticks - 1).advanced(0.5)
    assert (end.tick, end.paused, end.over) == (docked().ticks, True, True)
    assert end.state() == docked().last
    again = end.toggled()
    assert (again.tick, again.paused) == (0, False)
    assert again.toggled().paused


def test_seeking_stays_within_the_flight() -> None:
    """Ten seconds back from the third is the beginning."""
    playback = Playback(docked()).sought(60)
    assert playback.seconds == 3.0
    assert playback.skipped(-10).tick == 0
    assert playback.skipped(10).tick == 260
    assert playback.skipped(1e6).tick == docked().ticks


def test_a_speed_stays_within_its_limits() -> None:
    """And is a number."""
    assert Playback(docked()).at_speed(100).speed == FASTEST
    assert Playback(docked()).at_speed(0).speed == SLOWEST
    with pytest.raises(ValueError, match="finite"):
        Playback(docked()).at_speed(float("nan"))


def test_what_was_just_said_is_shown() -> None:
    """For as long as asked, and nothing that is still to be said."""
    playback = Playback(docked(), tick=305)
    assert [said.text for said in playback.said(20)] == ["Twenty."]
    assert playback.sought(299).said(1000) == docked().said[:1]
    assert playback.sought(330).said(20) == ()


def _waving_off(tick: int) -> Callable[[DockingState, tuple[CueGiven, ...]], tuple[FlightOrder, ...]]:
    """Return hands that give up at a tick."""
    return lambda state, _: (WaveOff(),) if state.tick == tick else ()


def _never(*_: object) -> None:
    raise AssertionError("nothing may be flown")


@cache
def _states() -> list[DockingState]:
    return [docking_of(state) for state, _ in replay(docked())]
