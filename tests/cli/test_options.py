"""What the command line takes, before anything that plays is imported."""

from __future__ import annotations

from game.cli.options import DIFFICULTIES
from game.vocabulary.flying import Rung


def test_the_difficulties_are_the_rungs_of_the_ladder() -> None:
    """They are written twice, so that the first frame need not wait for what flies."""
    assert tuple(rung.value for rung in Rung) == DIFFICULTIES
