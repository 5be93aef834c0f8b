"""What a flight came to, and which decisions did it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import flight, truth
from game.emergencies.docking.starts import Start
from game.engine import debrief as debriefing
from game.engine import decisions
from game.engine.counsel import advised
from game.engine.debrief import CALLS, Debrief, History, debrief, trained_flight
from game.engine.decisions import BUDGET_TICKS, DECISIONS, Deed
from game.engine.outcomes import BEATS, FLYING, Result, cost_of, result_of
from game.engine.recording import Given, Keyframe, docking_of, fly, record, replay, verify
from game.vocabulary.flying import (
    TICKS_PER_S,
    Burn,
    Control,
    Cue,
    FlightOrder,
    Pulse,
    Rung,
    Set,
    StopAll,
    Switch,
    WaveOff,
)
from tests.engine.flights import day, docked, no_hands, opening, spoilt

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState
    from game.emergencies.protocol import Step


@cache
def _spoilt() -> Debrief:
    return debrief(spoilt())


def test_a_debrief_has_the_truth_once_a_second() -> None:
    """Read from the flight, not from what the crew believed."""
    found = debrief(docked(), decide=False)
    assert [one.tick for one in found.samples] == [*range(0, docked().ticks, TICKS_PER_S), docked().ticks]
    states = {state.tick: docking_of(state) for state, _ in replay(docked())}
    for one in found.samples[:-1]:
        known = truth.read(states[one.tick])
        assert (one.range_m, one.closing_m_s, one.miss_m) == (known.range_m, known.closing_m_s, known.miss_m)


def test_the_last_sample_has_the_speed_of_the_touch() -> None:
    """Not the one that is left after it."""
    touch = docking_of(docked().last).contact
    assert touch is not None
    assert debrief(docked(), decide=False).samples[-1].closing_m_s == touch.closing_m_s


def test_every_call_is_held_against_the_truth() -> None:
    """As it was when the call was heard."""
    found = debrief(docked(), decide=False)
    heard = [
        (state.tick, dict(cue.numbers)["metres"], truth.read(docking_of(state)).range_m)
        for state, cues in replay(docked())
        for cue in cues
        if cue.cue in CALLS
    ]
    assert len(heard) >= 2
    assert [(call.tick, call.called_m, call.true_m) for call in found.calls] == heard


def test_gates_and_light_have_their_times() -> None:
    """In order, each with the range of its moment."""
    found = debrief(day(), decide=False)
    gates = [mark for mark in found.marks if mark.cue.name.startswith("GATE")]
    assert [mark.cue for mark in gates][:3] == [Cue.GATE_60, Cue.GATE_50, Cue.GATE_40]
    assert gates[0].range_m == pytest.approx(60.0, abs=0.5)
    sunset = next(mark for mark in found.marks if mark.cue is Cue.SUNSET)
    assert found.start_s + sunset.tick / TICKS_PER_S == pytest.approx(History.SUNSET.value, abs=20)
    assert [mark.tick for mark in found.marks] == sorted(mark.tick for mark in found.marks)


def test_the_result_is_the_touchs() -> None:
    """And the beat that the story goes on with."""
    found = debrief(docked(), decide=False).result
    assert found == result_of(docking_of(docked().last), docked().ending)
    assert found is not None
    assert (found.beat, found.ticks) == ("passed", docked().ticks)
    assert found.closing_m_s is not None
    assert 0.05 < found.closing_m_s < 0.2


def test_the_decision_that_spoilt_the_flight_is_found() -> None:
    """The push at the end, which advice from before it would have spared."""
    found = _spoilt().decisions
    first = found[0]
    assert len(found) == DECISIONS
    assert spoilt().ending is not None
    assert first.effect > 50.0
    assert first.control is Control.FORWARD
    assert first.range_m < 7.0
    assert cost_of(first.after) - cost_of(first.before) == first.effect


def test_the_effects_are_the_weightiest_first_and_each_has_a_tick_to_go_back_to() -> None:
    """At which orders were given, or a whole second."""
    for recording, seen in ((spoilt(), _spoilt()), (docked(), debrief(docked()))):
        found = seen.decisions
        assert [-abs(one.effect) for one in found] == sorted(-abs(one.effect) for one in found)
        ticks = {given.tick for given in recording.orders}
        assert all(one.tick in ticks or one.tick % TICKS_PER_S == 0 for one in found)
        assert len({one.tick for one in found}) == len(found)


def test_the_effects_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """From what advice alone makes of the first one to what the flight came to."""
    seen = _spoilt()
    assert seen.result is not None
    states = {state.tick: docking_of(state) for state, _ in replay(spoilt())}
    cues = [cue for _, happened in replay(spoilt()) for cue in happened]
    monkeypatch.setattr(decisions, "DECISIONS", 99)
    found = decisions.decisions_of(spoilt().orders, cues, states, seen.result)
    in_order = sorted(found, key=lambda one: one.tick)
    assert all(one.after == later.before for one, later in pairwise(in_order))
    total = 0.0
    for one in in_order:
        total += one.effect
    assert total == pytest.approx(cost_of(seen.result) - cost_of(in_order[0].before))


def test_the_same_flight_has_the_same_debrief() -> None:
    """Work is counted in ticks."""
    assert debrief(spoilt()) == _spoilt()


def test_a_debrief_flies_no_more_than_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long what it flies on would take."""
    flown: list[int] = []
    real = flight.step

    def counted(state: DockingState, orders: tuple[FlightOrder, ...]) -> Step[DockingState]:
        flown.append(state.tick)
        return real(state, orders)

    monkeypatch.setattr("game.engine.counsel.step", counted)
    monkeypatch.setattr(decisions, "BUDGET_TICKS", 5000)
    found = debrief(day()).decisions
    assert len(flown) <= 5000 < BUDGET_TICKS
    assert 0 < len(found) <= DECISIONS


def test_a_wave_off_is_a_decision() -> None:
    """Advice from before it would have docked."""

    def hands(state: DockingState, _: object) -> tuple[FlightOrder, ...]:
        return (WaveOff(),) if state.tick == 200 else ()

    found = debrief(fly(opening(), hands))
    assert found.result is not None
    assert found.result.beat == "missed"
    assert (found.decisions[0].deed, found.decisions[0].tick) == (Deed.WAVED_OFF, 200)
    assert found.decisions[0].before.beat == "passed"
    assert found.decisions[0].effect > 50.0


def test_doing_nothing_is_a_decision_too() -> None:
    """The last moment at which advice would still have docked."""
    found = debrief(fly(opening(start=Start.DAY), no_hands))
    idle = max((one for one in found.decisions if one.deed is Deed.IDLE), key=lambda one: one.effect)
    assert idle.effect > 50.0
    assert idle.before.beat == "capture"
    assert found.result is not None
    assert found.result.beat == "wave_off"


def test_pulses_close_together_are_one_decision() -> None:
    """Within three seconds of one another; the way is the one that was held longest."""
    orders = (
        Given(200, (Pulse(Control.LEFT, 4), Pulse(Control.UP, 2))),
        Given(240, (Pulse(Control.UP, 10),)),
        Given(400, (Pulse(Control.AFT, 10),)),
        Given(420, (Set(Switch.RATE_HOLD, on=False), Burn(Control.ROLL_LEFT, on=True))),
        Given(480, (StopAll(),)),
    )
    flown = record(opening(), orders, 2000, edition="")
    states = {state.tick: docking_of(state) for state, _ in replay(flown)}
    found = decisions.decisions_of(orders, (), states, result_of(docking_of(flown.last), None))
    told = {(one.tick, one.deed, one.control, one.pulses, one.seconds) for one in found}
    assert told <= {
        (200, Deed.PUSHED, Control.UP, 3, 0.8),
        (400, Deed.PUSHED, Control.ROLL_LEFT, 2, 3.5),
        (420, Deed.HOLD_OFF, None, 0, 0.0),
        (480, Deed.STOPPED, None, 0, 0.0),
    }
    assert len(told) == DECISIONS


def test_a_flight_that_is_not_over_has_no_decisions() -> None:
    """Nothing has come of them yet."""
    found = debrief(fly(opening(), no_hands, 400))
    assert (found.result, found.decisions) == (None, ())
    assert len(found.samples) == 21


def test_a_flight_of_another_simulation_is_read_from_its_keyframes(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so; no decision is judged by rules that it was not flown under."""
    assert docked().replays
    monkeypatch.setattr(flight, "SIMULATION", flight.SIMULATION + 1)
    found = debrief(docked())
    assert not found.replayed
    assert found.decisions == ()
    assert [one.tick for one in found.samples] == [frame.tick for frame in docked().keyframes]
    assert found.result == result_of(docking_of(docked().last), docked().ending)


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN])
def test_the_trained_pilot_flies_from_the_same_opening(rung: Rung) -> None:
    """With the same difficulty, to its own end."""
    flown = record(opening(rung=rung), (), 40, edition="")
    trained = trained_flight(flown)
    assert trained.opening == flown.opening
    assert trained.ending is not None
    assert verify(trained) is None
    track = debrief(flown, trained, decide=False).trained
    assert track is not None
    assert (track.result, track.ticks) == (result_of(docking_of(trained.last), trained.ending), trained.ticks)
    assert track.samples[0] == debriefing.sample_of(docking_of(flown.opening))


# --- What advice makes of it, and how ends are compared


def test_flying_on_by_advice_lets_go_of_what_the_hands_were_doing() -> None:
    """What is measured is the place, not a pulse half given."""
    pushed = record(opening(), (Given(0, (Burn(Control.FORWARD, on=True),)),), 100, edition="")
    pushing = docking_of(pushed.last)
    assert pushing.hands.busy
    end, spent = advised(pushing, BUDGET_TICKS)
    assert end is not None
    assert (end.beat, end.ticks) == ("passed", spent + 100)
    assert advised(pushing, 10) == (None, 10)


def test_ends_are_compared_as_anybody_would() -> None:
    """A strike is the worst, a clean capture the best; of two captures the gentler one."""
    plain = Result("capture", 8000, 600.0, 0.10, 0.05)
    order = ["capture", "hard_capture", "retreat", "wave_off", "bounce", "called_home", "strike"]
    costs = [cost_of(replace(plain, beat=beat)) for beat in order]
    assert costs == sorted(costs)
    assert min(after - before for before, after in pairwise(costs)) >= 10.0
    assert cost_of(replace(plain, miss_m=0.25)) > cost_of(plain)
    assert cost_of(replace(plain, closing_m_s=0.3)) > cost_of(plain)
    assert cost_of(replace(plain, ticks=12_000)) > cost_of(plain)
    assert cost_of(replace(plain, propellant_kg=500.0)) > cost_of(plain)
    assert cost_of(replace(plain, beat="who knows")) == cost_of(replace(plain, beat=FLYING))
    assert FLYING in BEATS


def test_a_keyframe_is_not_needed_for_a_debrief() -> None:
    """Under the same simulation only the opening and the orders are."""
    ends = (docked().keyframes[0], Keyframe(docked().ticks, docked().last))
    assert debrief(replace(docked(), keyframes=ends), decide=False) == debrief(docked(), decide=False)
