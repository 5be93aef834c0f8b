"""Two things measured in turn, and what their times say."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the middle of many values lies.

    Attributes:
        low: a quarter of the values lie below.
        middle: the median.
        high: a quarter of the values lie above.
    """

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement.

    Attributes:
        name: what it is called on the command line, or a part of that.
        game: what the game did.
        beside: what it was measured beside; ``""`` where there is nothing of the kind.
        game_s: how long the game took, each time [s].
        beside_s: how long the other took, in the same order [s].
        most: the ratio that is aimed at, at most; None where none is.
    """

    name: str
    game: str
    beside: str
    game_s: Sequence[float]
    beside_s: Sequence[float]
    most: float | None

    @property
    def ratio(self) -> Spread | None:
        """Game to other, pair by pair; None where there is no other."""
        if not self.beside_s:
            return None
        return spread([ours / theirs for ours, theirs in zip(self.game_s, self.beside_s, strict=True)])

    @property
    def verdict(self) -> str:
        """Whether the median ratio is what was aimed at."""
        ratio = self.ratio
        if self.most is None or ratio is None:
            return "-"
        return "met" if ratio.middle <= self.most else "missed"


def spread(values: Sequence[float]) -> Spread:
    """Return the quartiles of at least two values."""
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, median(values), high)


def in_turn(
    game: Callable[[], float], beside: Callable[[], float], pairs: int
) -> tuple[list[float], list[float]]:
    """Measure two things in turn, the first of each pair in turn as well, and return their values.

    Args:
        game: measures the game once [s].
        beside: measures the other once [s].
        pairs: how often; one pair before these warms both up and is not counted.
    """
    game()
    beside()
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(pairs):
        if number % 2:
            theirs.append(beside())
            ours.append(game())
        else:
            ours.append(game())
            theirs.append(beside())
    return ours, theirs
