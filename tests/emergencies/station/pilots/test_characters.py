"""Characters and moods: delays and mistakes, picked by the seed."""

from __future__ import annotations

import pytest

from game.emergencies.station.pilots.characters import (
    CHARACTERS,
    NOVICE,
    TRAINED,
    WRONG_ORDER,
    Mistake,
    Name,
    mood_of,
)


def test_everybody_but_the_idle_one_has_a_character() -> None:
    """Nothing is no character: it gives no order at all."""
    assert set(CHARACTERS) == set(Name) - {Name.NOTHING}
    assert all(one.name is name for name, one in CHARACTERS.items())


@pytest.mark.parametrize("name", list(CHARACTERS))
def test_no_band_stands_on_its_head(name: Name) -> None:
    """From low to high, never before now; shares are shares."""
    one = CHARACTERS[name]
    for band in (one.reads_s, one.stops_s, one.arrays_s):
        assert 0.0 <= band.low <= band.high
    assert 0.0 <= one.asks <= 1.0
    assert 0.0 <= one.answers <= 1.0


def test_the_same_seed_finds_somebody_in_the_same_mood() -> None:
    """A mood follows from character and seed, and from nothing else."""
    assert mood_of(NOVICE, 5) == mood_of(NOVICE, 5)
    assert len({mood_of(NOVICE, seed).stops for seed in range(40)}) == 5


def test_only_who_errs_makes_mistakes() -> None:
    """Two or three of them, none twice; every one of them in some seed."""
    assert mood_of(TRAINED, 1).mistakes == ()
    assert mood_of(NOVICE, 1).mistakes == ()
    moods = [mood_of(WRONG_ORDER, seed).mistakes for seed in range(200)]
    assert {len(one) for one in moods} == {2, 3}
    assert all(len(set(one)) == len(one) for one in moods)
    assert {mistake for one in moods for mistake in one} == set(Mistake)
