"""One quantity that a pilot keeps in mind: where it is, how it moves, and how sure that is.

Law: a mind, not a measurement; it knows what it was shown and what the hands did, and nothing else.

The two-state filter of R. E. Kalman, A New Approach to Linear Filtering and Prediction Problems, 1960, for a
constant rate that is disturbed by white acceleration.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Track:
    """A value and its rate, believed.

    Attributes:
        value: in the unit of the quantity.
        rate: per second.
        doubt: variance of the value.
        coupling: covariance of value and rate.
        rate_doubt: variance of the rate.
    """

    value: float
    rate: float
    doubt: float
    coupling: float
    rate_doubt: float

    def after(self, seconds: float, pushed: float, unrest: float) -> Track:
        """Return the track a little later.

        Args:
            seconds: from zero [s].
            pushed: what the hands added to the rate, as far as the pilot knows.
            unrest: how much the rate may wander: variance per second.
        """
        s = seconds
        return Track(
            self.value + self.rate * s + 0.5 * pushed * s,
            self.rate + pushed,
            self.doubt + s * (2.0 * self.coupling + s * self.rate_doubt) + unrest * s * s * s / 3.0,
            self.coupling + s * self.rate_doubt + unrest * s * s / 2.0,
            self.rate_doubt + unrest * s,
        )

    def moved(self, by: float) -> Track:
        """Return the track after the value jumped, since the hands made it jump."""
        return Track(self.value + by, self.rate, self.doubt, self.coupling, self.rate_doubt)

    def seen(self, measured: float, spread: float) -> Track:
        """Return the track after a look.

        Args:
            measured: what the look says.
            spread: how far off such a look usually is; above zero.
        """
        total = self.doubt + spread * spread
        gain, rate_gain = self.doubt / total, self.coupling / total
        miss = measured - self.value
        return Track(
            self.value + gain * miss,
            self.rate + rate_gain * miss,
            (1.0 - gain) * self.doubt,
            (1.0 - gain) * self.coupling,
            self.rate_doubt - rate_gain * self.coupling,
        )
