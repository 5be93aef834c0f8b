"""What is walked: which reels, which games, and what cannot be."""

from __future__ import annotations

import pytest

from game.mission.phases import START
from game.narrative.book import Start
from game.workshop.players import Policy
from game.workshop.walk import ALL_REELS, STRETCH, Walk, read_reels

from .plants import relay, starting


@pytest.mark.parametrize(
    ("typed", "reels"),
    [("0", (0, 0)), ("2", (2, 2)), ("1-2", (1, 2)), ("all", ALL_REELS), ("0-6", (0, 7)), ("6", (6, 7))],
)
def test_reels_are_read(typed: str, reels: tuple[int, int]) -> None:
    """One, several, or the whole film; the endings belong to the last."""
    assert read_reels(typed) == reels


@pytest.mark.parametrize("typed", ["7", "2-1", "", "x", "1-", "-1", "1-2-3", "²"])
def test_what_is_no_reel_is_refused(typed: str) -> None:
    """In one sentence."""
    with pytest.raises(ValueError, match="reel"):
        read_reels(typed)


def test_a_reel_is_walked_from_the_first_to_the_last_and_into_the_endings() -> None:
    """Not before, and not beyond."""
    walk = Walk(1, 1, Policy.RANDOM, (2, 3))
    assert [reel for reel in range(8) if walk.inside(reel)] == [2, 3, 7]


@pytest.mark.parametrize(
    ("policy", "known"),
    [
        (Policy.RANDOM, [0, 0, 0, 0, 0]),
        (Policy.GOAL, [0, 0, 0, 0, 0]),
        (Policy.OPPOSITE, [0, 1, 1, 0, 1]),
        (Policy.LEAST_USED, [0, 1, STRETCH - 1, 0, 1]),
    ],
)
def test_a_player_knows_of_games_before(policy: Policy, known: list[int]) -> None:
    """Of none, of the one it opposes, or of all of its stretch."""
    walk = Walk(STRETCH + 2, 1, policy)
    assert [walk.known_before(number) for number in (0, 1, STRETCH - 1, STRETCH, STRETCH + 1)] == known


def test_a_walk_begins_where_the_story_says() -> None:
    """At the cold open, or at a marked start that the mission knows."""
    marked = Start(2, START, {"nerve": 5})
    assert Walk(1, 1, Policy.RANDOM).start_in(starting(marked)) is None
    assert Walk(1, 1, Policy.RANDOM, (2, 3)).start_in(starting(marked)) == marked
    with pytest.raises(ValueError, match="phase"):
        Walk(1, 1, Policy.RANDOM, (2, 3)).start_in(starting(Start(2, "nowhere", {})))


@pytest.mark.parametrize(
    ("walk", "wrong"),
    [
        (Walk(1, 1, Policy.GOAL, goal="raise spirits"), "raise nerve"),
        (Walk(1, 1, Policy.RANDOM, goal="refusals"), "--policy goal"),
        (Walk(1, 1, Policy.RANDOM, (4, 5)), "reel_4"),
    ],
)
def test_a_walk_that_cannot_be_is_refused(walk: Walk, wrong: str) -> None:
    """With what would be possible."""
    with pytest.raises(ValueError, match=wrong):
        walk.check(relay())
