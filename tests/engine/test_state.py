"""The state: all that a save must hold, and its hash."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.flying import begin_flight
from game.engine.state import State, freeze_facts, state_hash
from game.vocabulary.values import Offer, Place

A_STATE = State(
    seed=5,
    turn=3,
    phase="up.launch",
    reel=2,
    place=Place("launch", "up"),
    clock="2021-10-05 08:55:00",
    facts=freeze_facts({"camera_running": True, "film": 20, "range_by": "vera"}),
    once=("cold_open/film_it",),
    offers=(Offer("keep", "Keep it."),),
    ending="",
)


def test_the_hash_is_what_it_was_for_every_edition() -> None:
    """A golden value: recorded playthroughs and saves stand on it."""
    assert state_hash(A_STATE) == "ce05a9bc1e4cdd4d12c0a048b9527a3e"


@pytest.mark.parametrize(
    "other",
    [
        replace(A_STATE, seed=6),
        replace(A_STATE, turn=4),
        replace(A_STATE, phase="up.docked"),
        replace(A_STATE, reel=3),
        replace(A_STATE, place=Place("launch", "down")),
        replace(A_STATE, clock="2021-10-05 08:55:01"),
        replace(A_STATE, facts=freeze_facts({"camera_running": 1, "film": 20, "range_by": "vera"})),
        replace(A_STATE, once=()),
        replace(A_STATE, offers=(Offer("keep", "Keep it!"),)),
        replace(A_STATE, ending="cut"),
        replace(A_STATE, flight=begin_flight({"flying": "flown"}, 5, "day")),
    ],
    ids=[field.name for field in fields(State)],
)
def test_every_part_of_a_state_is_in_its_hash(other: State) -> None:
    """Also the difference between yes and 1."""
    assert state_hash(other) != state_hash(A_STATE)


@given(st.dictionaries(st.text(), st.booleans() | st.integers(-(2**53), 2**53) | st.text()))
def test_facts_freeze_the_same_in_any_order(facts: dict[str, bool | int | str]) -> None:
    """The order in which facts were set is nothing that a state knows."""
    backwards = dict(reversed(facts.items()))
    assert freeze_facts(facts) == freeze_facts(backwards)
    assert replace(A_STATE, facts=freeze_facts(facts)).known() == facts
