"""Air density by height: an exponential between published nodes.

Law: log-linear between nodes, the last slope carried on above them, the lowest node's density below them.

Nodes: U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562), rounded.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from game.flight.guards import finite, positive

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Atmosphere:
    """A table of densities; make one with `of`.

    Attributes:
        heights_m: rising [m].
        logarithms: natural logarithm of the density [kg/m3] at each.
    """

    heights_m: tuple[float, ...]
    logarithms: tuple[float, ...]

    @classmethod
    def of(cls, heights_m: Sequence[float], densities_kg_m3: Sequence[float]) -> Atmosphere:
        """Return the atmosphere of a table.

        Raises:
            ValueError: if the lists differ in length, have fewer than two nodes, heights do not rise, or a
                density is not above zero.
        """
        if len(heights_m) != len(densities_kg_m3) or len(heights_m) < 2:
            lengths = f"{len(heights_m)} and {len(densities_kg_m3)}"
            raise ValueError(f"heights_m and densities_kg_m3 must be two or more nodes each, got {lengths}")
        heights = tuple(finite("heights_m", height) for height in heights_m)
        for lower, upper in pairwise(heights):
            if not lower < upper:
                raise ValueError(f"heights_m must rise, got {upper!r} after {lower!r}")
        return cls(heights, tuple(log(positive("densities_kg_m3", density)) for density in densities_kg_m3))

    def density(self, height_m: float) -> float:
        """Return the density at a height [kg/m3].

        Raises:
            ValueError: if the height is not finite.
        """
        heights, logs = self.heights_m, self.logarithms
        if finite("height_m", height_m) <= heights[0]:
            return exp(logs[0])
        i = min(bisect_right(heights, height_m), len(heights) - 1)
        share = (height_m - heights[i - 1]) / (heights[i] - heights[i - 1])
        return exp(logs[i - 1] + share * (logs[i] - logs[i - 1]))


US_STANDARD_1976 = Atmosphere.of(
    (
        *range(0, 120_001, 5_000),
        *(130e3, 140e3, 150e3, 160e3, 180e3, 200e3, 250e3, 300e3, 400e3, 500e3),
    ),
    (
        *(
            1.225,
            0.73643,
            0.41351,
            0.19476,
            0.08891,
            0.040084,
            0.01841,
            8.4634e-3,
            3.9957e-3,
            1.9663e-3,
            1.0269e-3,
        ),
        *(
            5.681e-4,
            3.0968e-4,
            1.6321e-4,
            8.2829e-5,
            3.9921e-5,
            1.8458e-5,
            8.2196e-6,
            3.416e-6,
            1.393e-6,
            5.604e-7,
        ),
        *(
            2.325e-7,
            9.708e-8,
            4.289e-8,
            2.222e-8,
            8.152e-9,
            3.831e-9,
            2.076e-9,
            1.233e-9,
            5.194e-10,
            2.541e-10,
        ),
        *(6.073e-11, 1.916e-11, 2.803e-12, 5.215e-13),
    ),
)
"""Every 5 km to 120 km, then coarser to 500 km."""
