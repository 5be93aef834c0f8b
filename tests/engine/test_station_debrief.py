"""What an emergency of the station came to, and which decisions did it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station import flight, truth
from game.emergencies.station.state import NEVER, Phase, Trouble
from game.engine import station_decisions
from game.engine.debrief import debrief
from game.engine.debriefing import look_back
from game.engine.decisions import DECISIONS
from game.engine.outcomes import FLYING
from game.engine.recording import Keyframe, record, replay, station_of, verify
from game.engine.station_counsel import FlownOn, advised, ordered
from game.engine.station_debrief import SAMPLE_TICKS, Day, StationDebrief, Way, station_debrief
from game.engine.station_decisions import BUDGET_TICKS, StationDeed, weight_of
from game.engine.station_outcomes import StationResult, station_cost_of, station_result_of
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import Assign, Person, StationCue, Task
from tests.engine import station_flights as flights
from tests.engine.flights import docked

if TYPE_CHECKING:
    from game.emergencies.protocol import Step
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import FlightOrder


def test_a_debrief_has_the_truth_every_five_seconds() -> None:
    """Read from the flight, not from what anybody believed."""
    found = station_debrief(flights.early(), decide=False)
    last = flights.early().ticks
    assert [one.tick for one in found.samples[:-1]] == list(range(0, last, SAMPLE_TICKS))
    assert found.samples[-1].tick == last
    states = {state.tick: station_of(state) for state, _ in replay(flights.early())}
    for one in found.samples:
        assert one.tilt_deg == truth.tilt_deg(states[one.tick])
        assert one.charge == states[one.tick].power.charge


def test_the_day_as_it_was_is_the_measure() -> None:
    """Lost as the site goes, in the dark before it is back; no track to compare, for it is that itself."""
    found = flights.silent_debrief()
    assert found.result is not None
    assert found.result.phase is Phase.REGAINED
    assert found.nothing is None
    clocks = {mark.cue: found.start_s + mark.tick / TICKS_PER_S for mark in reversed(found.marks)}
    assert clocks[StationCue.ATTITUDE_LOST] == pytest.approx(Day.SITE_LOST.value, abs=15)
    assert clocks[StationCue.SUNSET] == pytest.approx(Day.SUNSET.value, abs=20)
    assert found.result.minutes == pytest.approx(
        (found.result.regained_tick - found.result.lost_tick) / TICKS_PER_S / 60
    )


def test_moments_have_their_times_and_what_comes_and_goes_is_named_once_a_minute() -> None:
    """In order."""
    found = flights.early_debrief()
    assert [mark.tick for mark in found.marks] == sorted(mark.tick for mark in found.marks)
    for cue in {mark.cue for mark in found.marks}:
        ticks = [mark.tick for mark in found.marks if mark.cue is cue]
        assert all(after - before >= 60 * TICKS_PER_S for before, after in pairwise(ticks))


def test_questions_are_kept_with_who_settled_them() -> None:
    """Nobody answered here."""
    found = flights.silent_debrief()
    assert found.settled
    assert not any(one.answered for one in found.settled)


def test_asking_early_is_a_decision_that_helped() -> None:
    """Sooner than with nobody asking; and the flight to compare with is the silent one."""
    found = flights.early_debrief()
    assert found.result is not None
    assert found.nothing is not None
    assert found.nothing.ticks == flights.silent().ticks
    assert found.nothing.result == flights.silent_debrief().result
    helped = [one for one in found.decisions if one.deed is StationDeed.ORDERED and one.effect < 0.0]
    assert helped
    assert station_cost_of(found.result) < station_cost_of(found.nothing.result)


def test_firing_near_unlocked_arrays_is_named() -> None:
    """The order by which it came to that, with the trouble that it brought."""
    found = flights.hurt_debrief()
    assert Trouble.FIRED_UNLOCKED in [trouble for _, trouble in found.troubles]
    assert found.result is not None
    assert found.result.array_lost > 0.0
    brought = [
        one
        for one in found.decisions
        if Trouble.FIRED_UNLOCKED in one.after.troubles and Trouble.FIRED_UNLOCKED not in one.before.troubles
    ]
    assert brought
    firing = {Task.TAKE_CONTROL, Task.NULL_RATES, Task.TURN_BACK}
    assert all(isinstance(one.order, Assign) and one.order.task in firing for one in brought)


def test_an_order_that_did_it_alone_stands_alone() -> None:
    """The guarded switch in the first second: held, where silence loses it."""
    found = flights.held_debrief()
    assert found.result is not None
    assert found.result.phase is Phase.HELD
    first = found.decisions[0]
    assert first.order == Assign(Person.SELF, Task.MOTION_CONTROL_OFF)
    assert (first.tick, first.more) == (0, 0)
    assert first.effect < -20.0
    assert first.before.phase is Phase.REGAINED
    assert first.after == found.result


def test_saying_nothing_is_a_decision_too() -> None:
    """The book from the first second would have spared most of it."""
    found = flights.silent_debrief()
    assert found.decisions
    assert {one.deed for one in found.decisions} <= {StationDeed.WAITED, StationDeed.LEFT}
    assert all(one.effect > 0.0 for one in found.decisions)


def test_the_weightiest_comes_first_and_each_has_a_tick_to_go_back_to() -> None:
    """At which something was ordered, or a whole second; three of them at most."""
    for found, recording in (
        (flights.early_debrief(), flights.early()),
        (flights.hurt_debrief(), flights.hurt()),
        (flights.silent_debrief(), flights.silent()),
    ):
        worth = [one.worth for one in found.decisions]
        assert worth == sorted(worth, reverse=True)
        assert 0 < len(found.decisions) <= DECISIONS
        ticks = {given.tick for given in recording.orders}
        assert all(one.tick in ticks or one.tick % TICKS_PER_S == 0 for one in found.decisions)
        assert len({one.tick for one in found.decisions}) == len(found.decisions)
        for one in found.decisions:
            assert station_cost_of(one.after) - station_cost_of(one.before) == one.effect


def test_an_order_is_held_against_the_same_flight_without_it() -> None:
    """All the others as they were given; and the other end is the flight's own, never a third one."""
    decision = next(one for one in flights.early_debrief().decisions if one.deed is StationDeed.ORDERED)
    others = tuple(given for given in flights.early().orders if decision.order not in given.orders)
    assert len(others) == len(flights.early().orders) - 1
    again = station_debrief(record(flights.opening(), others, 999_999, edition=""), decide=False)
    assert again.result == decision.before
    for found in (flights.early_debrief(), flights.hurt_debrief(), flights.ships_debrief()):
        assert all(one.after == found.result for one in found.decisions if one.deed is StationDeed.ORDERED)


def test_what_stopped_the_jet_is_found_among_many_orders() -> None:
    """However much was said beside it."""
    found = station_debrief(flights.talked_much())
    assert Assign(Person.SELF, Task.MOTION_CONTROL_OFF) in [one.order for one in found.decisions]


def test_sending_people_to_the_ships_is_one_decision_and_stands_in_the_clock() -> None:
    """Whoever was sent one at a time; each is there when they went, and when they sat."""
    found = flights.ships_debrief()
    sent = next(one for one in found.decisions if one.sent)
    assert sent.sent == (Person.ASTRONAUT, Person.COMMANDER, Person.ROOKIE)
    assert (sent.tick, sent.end_tick) == (1200, 1400)
    assert sent.effect > 0.0
    went = [one.who for one in found.going if one.way is Way.SENT]
    assert went == list(sent.sent)
    assert {one.who for one in found.going if one.way is Way.SEATED} >= set(sent.sent)


def test_an_order_that_nobody_carried_out_is_no_decision() -> None:
    """Not theirs to do: leaving it out is not even tried."""
    cannot = Assign(Person.ACTOR, Task.TAKE_CONTROL)
    recording = record(flights.opening(), flights.given(((20.0, cannot),)), 999_999, edition="")
    assert cannot not in [one.order for one in station_debrief(recording).decisions]


def test_who_asks_for_readings_does_not_sit_idle() -> None:
    """What was not ordered still counts, but it is known that he asked."""
    found = station_debrief(flights.asked_only())
    waits = [one for one in found.decisions if one.deed is StationDeed.WAITED]
    assert waits
    assert any(one.more for one in waits)


def test_on_29_july_nobody_is_blamed_for_sitting_still() -> None:
    """The book from a second later may come to less there than silence does."""
    assert station_debrief(flights.module()).decisions == ()


def test_a_wait_is_no_mistake_where_the_book_would_have_done_no_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Though the book from its end would have done worse still."""
    worst = flights.silent_debrief().result
    assert worst is not None

    def worse(state: StationState, _known: object, _most: int) -> FlownOn:
        return FlownOn(replace(worst, peak_deg=80.0 + state.tick / 100), 1)

    monkeypatch.setattr(station_decisions, "advised", worse)
    found = station_debrief(flights.early())
    assert not [one for one in found.decisions if one.deed is not StationDeed.ORDERED]


def test_a_retake_from_a_decision_is_from_before_it() -> None:
    """Nothing of it has been ordered there."""
    for found in (flights.early_debrief(), flights.ships_debrief()):
        for one in found.decisions:
            assert one.tick <= one.end_tick


def test_reading_and_looking_are_never_decisions() -> None:
    """They change nothing."""
    reading: tuple[FlightOrder, ...] = (
        Assign(Person.ROOKIE, Task.READ_RATES),
        Assign(Person.ACTOR, Task.LOOK_OUT),
    )
    assert weight_of(reading) == 0
    for found in (flights.early_debrief(), flights.hurt_debrief()):
        assert not any(one.order in reading for one in found.decisions)


def test_the_same_flight_has_the_same_debrief() -> None:
    """Work is counted in ticks."""
    assert station_debrief(flights.held()) == flights.held_debrief()


def test_a_debrief_flies_on_no_more_than_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long what it flies on would take."""
    flown: list[int] = []
    real = flight.step

    def counted(state: StationState, orders: tuple[FlightOrder, ...]) -> Step[StationState]:
        flown.append(state.tick)
        return real(state, orders)

    monkeypatch.setattr("game.engine.station_counsel.step", counted)
    monkeypatch.setattr(station_decisions, "BUDGET_TICKS", 5000)
    station_debrief(flights.held())
    assert 0 < len(flown) <= 5000 < BUDGET_TICKS


def test_the_trained_pilot_flies_from_the_same_opening() -> None:
    """To an end, and a better one than silence comes to."""
    found = flights.early_debrief()
    assert found.trained is not None
    assert found.nothing is not None
    assert found.trained.samples[0] == found.samples[0]
    assert station_cost_of(found.trained.result) < station_cost_of(found.nothing.result)


def test_a_flight_that_is_not_over_has_no_decisions() -> None:
    """Nothing has come of them yet."""
    found = station_debrief(record(flights.opening(), (), 400, edition=""))
    assert (found.result, found.decisions) == (None, ())
    assert [one.tick for one in found.samples] == [0, 100, 200, 300, 400]


def test_a_flight_of_another_simulation_is_read_from_its_keyframes(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says so; nothing is flown to compare it with."""
    recording = flights.early()
    monkeypatch.setattr(flight, "SIMULATION", flight.SIMULATION + 1)
    found = station_debrief(recording)
    assert not found.replayed
    assert (found.decisions, found.nothing, found.trained) == ((), None, None)
    assert [one.tick for one in found.samples] == [frame.tick for frame in recording.keyframes]
    assert found.result is not None


def test_a_keyframe_is_not_needed_for_a_debrief() -> None:
    """Under the same simulation only the opening and the orders are."""
    recording = flights.held()
    ends = (recording.keyframes[0], Keyframe(recording.ticks, recording.last))
    assert station_debrief(replace(recording, keyframes=ends), decide=False) == station_debrief(
        recording, decide=False
    )


def test_each_emergency_has_its_own_debrief() -> None:
    """And one door to both."""
    assert isinstance(look_back(flights.held(), decide=False), StationDebrief)
    assert look_back(docked(), decide=False) == debrief(docked(), decide=False)
    with pytest.raises(LookupError):
        debrief(flights.held())
    with pytest.raises(LookupError):
        station_debrief(docked())


# --- The recording


@pytest.mark.parametrize("name", ["early", "hurt", "held"])
def test_a_flight_flown_again_is_the_same_to_the_last_bit(name: str) -> None:
    """Every keyframe, and the end."""
    recording = getattr(flights, name)()
    assert recording.emergency == "station"
    assert recording.ending is not None
    assert verify(recording) is None


# --- What is flown on, and how ends are compared


def test_silence_is_the_flight_without_another_order() -> None:
    """From any second; and never longer than it may be."""
    states = {state.tick: station_of(state) for state, _ in replay(flights.silent())}
    flown = ordered(states[2000], (), 999_999, {})
    assert flown.result is not None
    assert flown.result.ticks == flights.silent().ticks == flown.ticks + 2000
    assert ordered(states[2000], (), 10, {}).result is None
    assert ordered(states[2000], (), 10, {}).ticks == 10


def test_advice_gives_its_orders() -> None:
    """From the first second on it is better than silence."""
    state = flights.opening()
    by_the_book, without = advised(state, (), 999_999).result, ordered(state, (), 999_999, {}).result
    assert by_the_book is not None
    assert without is not None
    assert station_cost_of(by_the_book) < station_cost_of(without)


def test_ends_are_compared_as_anybody_would() -> None:
    """Held is best, a long night worst; each thing that was broken counts."""
    result = flights.silent_debrief().result
    assert result is not None
    held = replace(result, phase=Phase.HELD, lost_tick=NEVER, regained_tick=NEVER, peak_deg=3.0)
    phases = [Phase.REGAINED, Phase.TO_SHIPS, Phase.LONG_NIGHT]
    costs = [station_cost_of(replace(result, phase=phase)) for phase in phases]
    assert station_cost_of(held) < costs[0] < costs[1] < costs[2]
    worse: tuple[StationResult, ...] = (
        replace(result, peak_deg=result.peak_deg + 20.0),
        replace(result, array_lost=0.2),
        replace(result, low=True),
        replace(result, ship_kg=280.0),
        replace(result, unproved=True),
        replace(result, valves_shut=True),
        replace(result, segment_kg=result.segment_kg + 100.0),
        replace(result, troubles=(*result.troubles, Trouble.FOUGHT)),
        replace(result, regained_tick=result.regained_tick + 1200 * 5),
    )
    known = replace(result, low=False, array_lost=0.0)
    assert all(station_cost_of(one) > station_cost_of(known) for one in worse)


def test_a_result_is_read_from_the_last_state() -> None:
    """Of a flight that goes on, nothing is settled."""
    result = station_result_of(flights.opening(), None, {})
    assert (result.beat, result.phase, result.lost, result.minutes) == (FLYING, Phase.RUNNING, False, 0.0)
    assert not result.under_line
    assert replace(result, ship_kg=289.0).under_line
    assert result.when(StationCue.ARRAYS_LOCKED) is None
