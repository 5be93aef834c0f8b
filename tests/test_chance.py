"""Chance: the same three arguments give the same number, for ever."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.chance import draw


def test_draws_are_what_they_were_for_every_edition() -> None:
    """Golden values: recorded playthroughs stand on them."""
    assert [draw(5, "story/ticket", index, 20) for index in range(8)] == [9, 4, 1, 15, 19, 16, 11, 11]
    assert draw((1 << 63) - 1, "a stream", 0, 1 << 32) == 1970450068


@given(
    seed=st.integers(), stream=st.text(max_size=20), index=st.integers(0, 10**9), sides=st.integers(1, 10**6)
)
def test_a_draw_is_one_of_its_sides(seed: int, stream: str, index: int, sides: int) -> None:
    """From 0 to one less than the sides, and the same when it is asked again."""
    drawn = draw(seed, stream, index, sides)
    assert 0 <= drawn < sides
    assert draw(seed, stream, index, sides) == drawn


def test_each_of_the_three_arguments_matters() -> None:
    """Another seed, another stream or another index is another draw."""
    large = 1 << 60
    drawn = {draw(seed, stream, index, large) for seed in (1, 2) for stream in ("a", "b") for index in (1, 2)}
    assert len(drawn) == 8


def test_neighbouring_arguments_do_not_run_together() -> None:
    """Seed 1 with stream ``1a`` is not seed 11 with stream ``a``."""
    large = 1 << 60
    assert draw(1, "1a", 0, large) != draw(11, "a", 0, large)
    assert draw(1, "a1", 1, large) != draw(1, "a", 11, large)


def test_the_sides_come_up_about_equally_often() -> None:
    """Chi-squared with 5 degrees of freedom stays below 20.5, its 99.9 % point."""
    throws = 6_000
    counts = Counter(draw(7, "dice", index, 6) for index in range(throws))
    expected = throws / 6
    assert sum((counts[side] - expected) ** 2 / expected for side in range(6)) < 20.5


@pytest.mark.parametrize("sides", [0, -1])
def test_a_die_needs_a_side(sides: int) -> None:
    """None of them is asked for by a story; a program that does hears about it."""
    with pytest.raises(ValueError, match="at least 1"):
        draw(1, "a", 0, sides)
