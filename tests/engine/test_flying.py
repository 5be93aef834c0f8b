"""A flight inside the engine: how it begins, what orders it takes, and how the story goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.engine.state import State, state_hash
from game.engine.turn import Turn, advance, begin, fly_on, settle
from game.mission.phases import FREE
from game.narrative.book import Start
from game.storage.codec import decode_state, encode_state
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.events import FlightBegun, FlightEnded, LineShown, OrderRefused, PhaseEntered
from game.vocabulary.flying import ChangeRung, Control, FlightOrder, Pulse, Rung, Set, Switch, WaveOff
from tests.engine.stage import LOW_TICKET, small_book

AT_THE_STICKS = Start(2, "up.manual_approach", {})
PUSH = Pulse(Control.FORWARD, 40)


def flying(rung: Rung = Rung.FLOWN) -> State:
    """Return a state whose flight has just begun."""
    state = begin(small_book(), LOW_TICKET, AT_THE_STICKS, rung).state
    assert state.flight is not None
    return state


def ordered(state: State, *orders: FlightOrder) -> State:
    """Return the state with orders for its next tick."""
    assert state.flight is not None
    return advance(state, Fly(state.flight.docking.tick, orders), small_book()).state


def through_a_file(state: State) -> State:
    """Return the state as a film would give it back."""
    return decode_state(encode_state(state, None), None)


def test_a_scene_that_fires_fly_puts_the_hands_on_the_controllers() -> None:
    """No choices are open, and the clock is the flight's."""
    turn = begin(small_book(), LOW_TICKET, AT_THE_STICKS, Rung.BARE)
    assert FlightBegun("day") in turn.events
    assert turn.state.flight is not None
    assert turn.state.flight.docking.rung is Rung.BARE
    assert (turn.state.offers, turn.state.clock) == ((), "2021-10-05 12:14:30")


def test_told_flies_nothing() -> None:
    """The same scene is read as a scene."""
    turn = begin(small_book(), LOW_TICKET, AT_THE_STICKS, Rung.TOLD)
    assert turn.state.flight is None
    assert [offer.ident for offer in turn.state.offers] == ["back_off"]


def test_how_many_ticks_are_run_at_a_time_changes_nothing() -> None:
    """Every tick by itself, or all of them: the same flight, the same words, the same hash."""
    whole = fly_on(ordered(flying(), PUSH), 400, small_book())
    state, lines = ordered(flying(), PUSH), list[LineShown]()
    for _ in range(400):
        turn = fly_on(state, 1, small_book())
        state = turn.state
        lines += [event for event in turn.events if isinstance(event, LineShown)]
    assert state == whole.state
    assert state_hash(state) == state_hash(whole.state)
    assert lines == [event for event in whole.events if isinstance(event, LineShown)]


def test_a_flight_goes_on_from_a_file_as_if_it_had_never_stopped() -> None:
    """With a pulse under way and orders waiting, at any tick."""
    state = ordered(flying(), PUSH, Set(Switch.LAMP, on=True))
    for ticks in (1, 7, 30, 300):
        straight, kept = (
            fly_on(state, ticks, small_book()),
            fly_on(through_a_file(state), ticks, small_book()),
        )
        assert through_a_file(kept.state) == straight.state
        state = ordered(straight.state, Pulse(Control.LEFT, 3))


def test_orders_wait_for_the_tick_they_were_given_for() -> None:
    """An order changes nothing before time passes; one for another tick is refused and loses nothing."""
    state = flying()
    given = ordered(state, PUSH)
    assert given.flight is not None
    assert state.flight is not None
    assert given.flight.docking == state.flight.docking
    assert given.flight.queued == (PUSH,)
    late = advance(given, Fly(17, (PUSH,)), small_book())
    assert late.state is given
    assert late.events == (OrderRefused("order.stale", "17"),)


def test_choices_mean_nothing_in_a_flight_and_orders_nothing_out_of_one() -> None:
    """Each is refused by name."""
    state = flying()
    refused = advance(state, Choose(state.place, "back_off"), small_book())
    assert (refused.state, refused.events) == (state, (OrderRefused("order.flying", "back_off"),))
    told = begin(small_book(), LOW_TICKET, AT_THE_STICKS, Rung.TOLD).state
    refused = advance(told, Fly(0, ()), small_book())
    assert (refused.state, refused.events) == (told, (OrderRefused("order.not_flying", ""),))
    with pytest.raises(LookupError):
        fly_on(told, 1, small_book())


def test_told_can_be_chosen_at_the_start_and_not_later() -> None:
    """The scene is read as if nothing had been flown; after the first tick only a Retake leads there."""
    state = flying()
    told = advance(state, Fly(0, (ChangeRung(Rung.TOLD),)), small_book()).state
    assert told.flight is None
    assert told.known()["flying"] == "told"
    assert told.known()["attempts"] == 1
    later = fly_on(state, 1, small_book()).state
    refused = advance(later, Fly(1, (ChangeRung(Rung.TOLD),)), small_book())
    assert (refused.state, refused.events) == (later, (OrderRefused("order.told_late", ""),))


def test_a_flight_outside_the_story_cannot_be_told() -> None:
    """There is no scene of it."""
    state = begin(small_book(), LOW_TICKET, Start(0, FREE, {}), Rung.FLOWN).state
    refused = advance(state, Fly(0, (ChangeRung(Rung.TOLD),)), small_book())
    assert (refused.state, refused.events) == (state, (OrderRefused("order.told_nowhere", ""),))


def test_the_end_of_a_flight_sets_facts_and_lets_the_story_go_on() -> None:
    """A wave-off counts as an approach, is read at its beat, and fires its trigger."""
    turn = _to_the_end(ordered(flying(), WaveOff()))
    assert turn.state.flight is None
    ended = [event for event in turn.events if isinstance(event, FlightEnded)]
    assert [event.trigger for event in ended] == ["waved_off"]
    assert "waved_off" in [event.trigger for event in turn.events if isinstance(event, PhaseEntered)]
    assert "Not today." in [event.line.text for event in turn.events if isinstance(event, LineShown)]
    assert turn.state.known()["attempts"] == 1
    assert turn.state.clock >= "2021-10-05 12:14:30"


def test_a_hand_that_does_nothing_is_called_off() -> None:
    """Every emergency ends by itself."""
    turn = _to_the_end(flying())
    assert [event.trigger for event in turn.events if isinstance(event, FlightEnded)] == ["waved_off"]


def test_under_the_next_edition_a_flight_stays_where_it_is() -> None:
    """Settling keeps the tick, and adds only what the story has declared since."""
    state = fly_on(ordered(flying(), PUSH), 50, small_book()).state
    old = replace(state, facts=tuple(pair for pair in state.facts if pair[0] != "propellant_kg"))
    turn = settle(old, small_book())
    assert turn.state == state
    assert turn.events == ()


def _to_the_end(state: State) -> Turn:
    turn = fly_on(state, 1, small_book())
    events = turn.events
    while turn.state.flight is not None:
        turn = fly_on(turn.state, 400, small_book())
        events += turn.events
    return replace(turn, events=events)


@pytest.mark.parametrize("start", ["day", "second", "hold", "come_in", "in_the_dark"])
def test_every_start_ends_by_itself(start: str) -> None:
    """Also where nothing announces the end, and whoever sits there does nothing."""
    begun = begin(small_book(), LOW_TICKET, Start(0, FREE, {"free_start": start}), Rung.ASSISTED)
    turn = _to_the_end(begun.state)
    assert [offer.ident for offer in turn.state.offers] == ["same_again", "leave"]
