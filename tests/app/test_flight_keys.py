"""Which key does what in a flight, and other keys for whoever wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.app.flight_keys import (
    CONTROLS,
    DEFAULTS,
    Act,
    acts_by_key,
    keys_of,
    take_key,
)
from game.app.keymap import Taken, may_be_taken, plain_key, shown_key
from game.vocabulary.flying import Control

_WORDS = st.sampled_from([*(act.value for act in Act), "unknown", ""])
_KEYS = st.sampled_from(
    [*DEFAULTS.values(), "W", "f5", "escape", "ctrl+c", "slash", "y", "7", "8", "enter", ""]
)


def test_every_act_has_a_key_of_its_own_that_may_be_taken() -> None:
    """No Escape, no function key, nothing held."""
    assert set(DEFAULTS) == set(Act)
    assert len(set(DEFAULTS.values())) == len(Act)
    assert all(may_be_taken(key) for key in DEFAULTS.values())


def test_every_way_of_moving_a_hand_has_a_key() -> None:
    """Six slides and six turns."""
    assert sorted(control.value for control in CONTROLS.values()) == sorted(
        control.value for control in Control
    )


@pytest.mark.parametrize("key", ["escape", "tab", "f1", "f12", "ctrl+w", "alt+x", "shift+tab"])
def test_some_keys_can_be_no_order(key: str) -> None:
    """Terminals send them late, or not at all, or they mean something everywhere."""
    assert not may_be_taken(key)


@pytest.mark.parametrize("key", ["w", "W", "f", "plus", "+", "slash", "enter", "7"])
def test_others_can(key: str) -> None:
    """Letters, digits, signs."""
    assert may_be_taken(key)


def test_caps_lock_changes_nothing() -> None:
    """A capital letter is the same key."""
    assert acts_by_key(keys_of({}))[plain_key("W")] is Act.FORE


def test_a_free_key_is_taken_and_the_old_one_means_nothing() -> None:
    """The other keys stay."""
    own = take_key({}, Act.FORE, "7")
    assert isinstance(own, dict)
    keys = acts_by_key(keys_of(own))
    assert keys["7"] is Act.FORE
    assert "w" not in keys
    assert keys["s"] is Act.AFT


def test_a_key_that_does_something_already_is_not_taken() -> None:
    """It says what it does."""
    assert take_key({}, Act.FORE, "S") == Taken(Act.AFT)


def test_two_keys_change_places_over_a_third_one() -> None:
    """And come back to what they were, which the profile then need not hold."""
    own: dict[str, str] = {}
    left, right = Act.LEFT, Act.RIGHT
    for act, key in ((left, "7"), (right, "a"), (left, "d"), (left, "8"), (right, "d"), (left, "a")):
        took = take_key(own, act, key)
        assert isinstance(took, dict)
        own = took
        assert keys_of(own)[act] == key
    assert own == {}


def test_enter_always_lets_a_turn_pass() -> None:
    """It cannot be taken for anything else, so that the sentence that says so stays true."""
    assert acts_by_key(keys_of({}))["enter"] is Act.TURN
    assert take_key({}, Act.QUIT, "enter") == Taken(Act.TURN)
    own = take_key({}, Act.TURN, "enter")
    assert isinstance(own, dict)
    assert acts_by_key(keys_of(own))["enter"] is Act.TURN


@given(st.dictionaries(_WORDS, _KEYS))
def test_whatever_the_profile_holds_every_act_has_one_key_of_its_own(taken: dict[str, str]) -> None:
    """What makes no sense in it is passed over."""
    keys = keys_of(taken)
    assert set(keys) == set(Act)
    assert len(set(keys.values())) == len(Act)
    assert all(may_be_taken(key) for key in keys.values())


def test_keys_are_shown_as_they_stand_on_the_keyboard() -> None:
    """In few cells."""
    assert [shown_key(key) for key in ("w", "up", "space", "full_stop", "left_square_bracket")] == [
        "W", "↑", "SPC", ".", "left square bracket",
    ]  # fmt: skip
