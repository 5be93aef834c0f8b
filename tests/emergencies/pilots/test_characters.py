"""Characters and moods: errors of eyes, judgement and hands, picked from bands."""

from __future__ import annotations

import pytest

from game.emergencies.docking.pilots.characters import CHARACTERS, NOVICE, Band, Name, mood_of


def test_everybody_but_the_idle_one_has_a_character() -> None:
    """Nothing is no character: it gives no order at all."""
    assert set(CHARACTERS) == set(Name) - {Name.NOTHING}
    assert all(one.name is name for name, one in CHARACTERS.items())


def test_a_band_is_never_left() -> None:
    """Every draw lies between the two ends, and they are not all the same."""
    band = Band(-0.2, 0.5)
    picked = [band.at(3, "pilot/test", index) for index in range(500)]
    assert all(-0.2 <= one <= 0.5 for one in picked)
    assert max(picked) > 0.45
    assert min(picked) < -0.15


def test_the_same_seed_finds_somebody_in_the_same_mood() -> None:
    """A mood follows from character, seed and attempt, and from nothing else."""
    assert mood_of(NOVICE, 5, 1) == mood_of(NOVICE, 5, 1)
    assert mood_of(NOVICE, 5, 1) != mood_of(NOVICE, 6, 1)
    assert mood_of(NOVICE, 5, 1) != mood_of(NOVICE, 5, 2)


def test_who_learns_makes_smaller_errors_the_next_time() -> None:
    """The novice's errors shrink from approach to approach."""
    assert mood_of(NOVICE, 1, 1).size == 1.0
    assert mood_of(NOVICE, 1, 3).size == pytest.approx(NOVICE.learns**2)


@pytest.mark.parametrize("name", list(CHARACTERS))
def test_no_band_stands_on_its_head(name: Name) -> None:
    """From low to high; shares are shares."""
    one = CHARACTERS[name]
    for band in (one.haste, one.gain, one.range_error, one.bars_error, one.lamp_after_s, one.stops_at_m):
        assert band.low <= band.high
    assert 0.0 <= one.mixes <= 1.0
    assert 0.0 < one.learns < 1.5
    assert one.acts_every_s >= 0.5
