"""What the station says of itself to the conditions of the call-outs: who is where."""

from __future__ import annotations

import pytest

from game.emergencies.station.words import station_words
from game.narrative.occasions import STATION
from game.vocabulary.station import ABOARD, AllToShips, Assign, Module, Person, Task

from .flights import first, fly, ordered, with_someone

_THERE = {
    Person.COMMANDER: "gleb_there",
    Person.ROOKIE: "timur_there",
    Person.ASTRONAUT: "hale_there",
    Person.ACTOR: "vera_there",
    Person.DIRECTOR: "ruben_there",
}


def test_every_word_is_declared() -> None:
    """And every declared one is said, but those that count lines."""
    assert station_words(first()).keys() == STATION.words.keys() - STATION.counted.keys()


@pytest.mark.parametrize("who", _THERE)
def test_who_leaves_is_not_there_from_the_first_metre(who: Person) -> None:
    """Nor in their seat; back at work they are."""
    words = station_words(first())
    assert all(words[name] for name in (*_THERE.values(), "cupola_there"))
    state, _ = ordered(first(), Assign(who, Task.GO_TO_SHIP))
    for seconds in (0, 100):
        state, _ = fly(state, {}, seconds)
        words = station_words(state)
        assert {name for name in _THERE.values() if not words[name]} == {_THERE[who]}
        assert words["cupola_there"]
    assert state.someone(who).seated
    state, _ = fly(ordered(state, Assign(who, Task.COME_BACK))[0], {}, 100)
    assert station_words(state)[_THERE[who]]


def test_somebody_elsewhere_is_not_where_they_work() -> None:
    """Zvezda is not the laboratory."""
    assert not station_words(with_someone(first(), Person.COMMANDER, place=Module.LAB))["gleb_there"]


def test_the_cupola_is_empty_when_both_have_left_and_all_sit_when_the_last_one_does() -> None:
    """The engineer sits in his seat anyhow."""
    state, _ = ordered(first(), AllToShips())
    words = station_words(state)
    assert not words["cupola_there"]
    assert not words["seated_all"]
    state, _ = fly(state, {}, 58)
    assert not station_words(state)["seated_all"]
    for who in ABOARD:
        if who is not Person.SELF:
            state = with_someone(state, who, seated=True)
    assert station_words(with_someone(state, Person.SELF, seated=False))["seated_all"]
