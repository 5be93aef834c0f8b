"""A whole descent at one bank angle: burn, coast, entry, parachute; for checks and for tuning.

Law: nothing is decided on the way; a flight that decides steps `game.flight.entry` itself. Milestones are
found on the step that crosses them and then by halving it, so they do not depend on the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from game.flight.entry import (
    EARTH,
    MILESTONES,
    AirData,
    Capsule,
    EntryState,
    Milestones,
    Mode,
    Planet,
    air_data,
    circular_start,
    ground_range_m,
    parted,
    step,
)
from game.flight.guards import finite, not_negative, positive, within

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_S = 6.0 * 3600.0
"""A descent that has not come down by then will not; its lift carries it out again."""

_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the descent.

    Attributes:
        state: of the capsule.
        air: what the air does to it.
    """

    state: EntryState
    air: AirData


@dataclass(frozen=True, slots=True)
class Descent:
    """What happened on the way down.

    Attributes:
        parting: the modules part.
        entry: entry interface.
        plasma: plasma begins.
        peak: the largest load.
        parachute: the parachute's command.
        range_m: over the turning ground, from the burn's start to the parachute [m].
        samples: at the asked times, in their order.
    """

    parting: Moment
    entry: Moment
    plasma: Moment
    peak: Moment
    parachute: Moment
    range_m: float
    samples: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Flown:
    """What stays the same on the way down.

    Attributes:
        capsule: mass and shape.
        mode: ballistic or guided.
        bank_rad: one bank for the whole entry [rad].
        planet: gravity and air.
        longest_step_s: [s], above zero.

    Raises:
        ValueError: if the bank is not finite, or the step is not above zero.
    """

    capsule: Capsule
    mode: Mode
    bank_rad: float = 0.0
    planet: Planet = EARTH
    longest_step_s: float = 0.25

    def __post_init__(self) -> None:
        finite("bank_rad", self.bank_rad)
        positive("longest_step_s", self.longest_step_s)

    def after(self, state: EntryState, dt_s: float, push_m_s2: float = 0.0) -> EntryState:
        """Return the capsule one step later; ``push_m_s2`` is the burn's, zero once it is over."""
        return step(
            state,
            dt_s,
            self.capsule,
            mode=self.mode,
            bank_rad=self.bank_rad,
            push_m_s2=push_m_s2,
            planet=self.planet,
        )

    def moment(self, state: EntryState) -> Moment:
        """Return the state with its air data."""
        return Moment(state, air_data(state, self.capsule, self.planet))

    def height_m(self, state: EntryState) -> float:
        """Return the height over the sphere [m]."""
        return state.radius_m - self.planet.radius_m

    def crossing(self, before: EntryState, height_m: float) -> EntryState:
        """Return where the height is passed downwards, within one longest step of ``before``."""
        low, high = 0.0, self.longest_step_s
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            if self.height_m(self.after(before, middle)) > height_m:
                low = middle
            else:
                high = middle
        return self.after(before, high)


def _looked(
    wanted: list[float], state: EntryState, until_s: float, flown: Flown, push_m_s2: float = 0.0
) -> dict[float, Moment]:
    """Take from ``wanted`` what lies in the step to ``until_s``; return those moments."""
    found: dict[float, Moment] = {}
    while wanted and wanted[0] <= until_s:
        time = wanted.pop(0)
        # A step to the very instant; it starts from the same state as the flight's own.
        lead = time - state.seconds
        found[time] = flown.moment(flown.after(state, lead, push_m_s2) if lead > 0.0 else state)
    return found


def _burned(
    start: EntryState, flown: Flown, speed_m_s: float, seconds: float, wanted: list[float]
) -> tuple[EntryState, dict[float, Moment]]:
    """Return the capsule after the burn, and the wanted moments of the burn."""
    count = max(1, ceil(seconds / flown.longest_step_s))
    state, push = start, speed_m_s / seconds
    samples: dict[float, Moment] = {}
    for _ in range(count):
        after = flown.after(state, seconds / count, push)
        samples |= _looked(wanted, state, after.seconds, flown, push)
        state = after
    return state, samples


def _lowest_m(state: EntryState, flown: Flown) -> float:
    """Return the lowest height of the orbit without air [m], by energy and angular momentum."""
    mu = flown.planet.mu
    momentum = state.radius_m * state.along_m_s
    energy = (
        0.5 * (state.climb_m_s * state.climb_m_s + state.along_m_s * state.along_m_s) - mu / state.radius_m
    )
    eccentricity = sqrt(max(0.0, 1.0 + 2.0 * energy * momentum * momentum / (mu * mu)))
    return momentum * momentum / (mu * (1.0 + eccentricity)) - flown.planet.radius_m


def descend(
    height_m: float,
    burn_m_s: float,
    burn_s: float,
    flown: Flown,
    milestones: Milestones = MILESTONES,
    sample_s: Sequence[float] = (),
) -> Descent:
    """Fly from a circular orbit to the parachute.

    Args:
        height_m: of the orbit over the sphere [m].
        burn_m_s: change of speed [m/s], zero or more.
        burn_s: duration of the burn [s], above zero, six hours at most.
        flown: capsule, mode, bank, planet, step.
        milestones: heights, falling.
        sample_s: times since the start of the burn at which to look [s], not after the parachute.

    Raises:
        ValueError: if a number is out of its range, the milestones do not fall, the capsule does not come
            down in six hours, or a sample lies outside the flight.
    """
    heights = (milestones.parting_m, milestones.entry_m, milestones.plasma_m, milestones.parachute_m)
    for upper, lower in zip((height_m, *heights), heights, strict=False):
        if not upper > lower:
            raise ValueError(f"milestones must fall from the orbit at {height_m!r} m down, got {heights!r}")
    within("burn_s", positive("burn_s", burn_s), 0.0, _LONGEST_S)
    wanted = sorted(not_negative("sample_s", time) for time in sample_s)
    start = circular_start(height_m, flown.planet)
    state, samples = _burned(start, flown, not_negative("burn_m_s", burn_m_s), burn_s, wanted)
    if _lowest_m(state, flown) > milestones.parting_m:
        raise ValueError(f"burn_m_s must bring the capsule down to where modules part, got {burn_m_s!r}")
    reached: list[Moment] = []
    peak = flown.moment(state)
    while len(reached) < len(heights):
        if state.seconds > _LONGEST_S:
            raise ValueError(
                f"the capsule must come down in {_LONGEST_S!r} s, got still {flown.height_m(state)!r} m"
            )
        after = flown.after(state, flown.longest_step_s)
        target = heights[len(reached)]
        crossed = flown.height_m(after) <= target
        if crossed:
            after = flown.crossing(state, target)
        samples |= _looked(wanted, state, after.seconds + 1e-6, flown)
        state = after
        if crossed:
            state = parted(state) if not reached else state
            reached.append(flown.moment(state))
        now = flown.moment(state)
        if now.air.load_g > peak.air.load_g:
            peak = now
    if wanted:
        raise ValueError(
            f"sample_s must not lie after the parachute at {state.seconds!r} s, got {wanted[0]!r}"
        )
    return Descent(
        reached[0],
        reached[1],
        reached[2],
        peak,
        reached[3],
        ground_range_m(state, flown.planet),
        tuple(samples[time] for time in sample_s),
    )
