"""What the crew makes of all that it has seen: range, place and nose, kept up from look to look.

Law: it is fed by the glimpse and by what the hands and the accelerometers are known to have given, never by
the true range. The day's rule of thumb for what the orbit does to a ship that comes in from below is in it,
because crews are taught it. Kept to 1e-9, so that a sine's last digit does not grow.

The two-state filter of R. E. Kalman, A New Approach to Linear Filtering and Prediction Problems, 1960.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

from game.emergencies.docking.eyes import (
    CROSS_OF_PLATE,
    FIELD_DOTS,
    RINGS_NARROW_DEG,
    RINGS_WIDE_DEG,
    SIZE_SHARE,
    SLIDE_DOTS,
    glimpse,
)
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M
from game.emergencies.docking.line import DOWN, ORBITAL_RATE_RAD_S, RIGHT, relative_rate
from game.emergencies.docking.sight import CROSS_M, HULL_LENGTH_M, HULL_M, POST_M
from game.emergencies.docking.state import Felt, Track
from game.vocabulary.flying import TICK_S, TICKS_PER_S

if TYPE_CHECKING:
    from game.emergencies.docking.sight import Sight
    from game.emergencies.docking.state import DockingState

FEEL_TICKS = TICKS_PER_S
"""Once a second."""

CALL_SHARE, UNLEARNED_CALL_SHARE = 0.04, 0.13
"""How far a range call is usually off, as a share of it; chosen for play."""

_DEG = 57.29577951308232
_UNREST = 4e-7
"""How much a rate may wander by itself: variance per second [m2/s3]; chosen for play."""

_BELOW_CENTRE_M = 12.0
"""The centre of mass hangs so much lower under the station's than the range says."""


def unfelt(range_m: float) -> Felt:
    """Return what is known before the first look: about so far out, nearly at rest."""
    return Felt(
        Track(range_m, 0.0, 0.01 * range_m * range_m, 0.0, 1e-4),
        Track(0.0, 0.0, 4.0, 0.0, 1e-4),
        Track(0.0, 0.0, 4.0, 0.0, 1e-4),
    )


def _after(track: Track, pushed: float, pulled: float) -> Track:
    """Return a track one second later; ``pushed`` [m/s] in it, ``pulled`` [m/s2] all through it."""
    gain = pushed + pulled
    return Track(
        track.value + track.rate + 0.5 * gain,
        track.rate + gain,
        track.doubt + 2.0 * track.coupling + track.rate_doubt + _UNREST / 3.0,
        track.coupling + track.rate_doubt + 0.5 * _UNREST,
        track.rate_doubt + _UNREST + 0.02 * pushed * pushed,
    )


def _seen(track: Track, measured: float, spread: float) -> Track:
    """Return a track after a look that says ``measured`` and is usually off by ``spread``."""
    total = track.doubt + spread * spread
    gain, rate_gain = track.doubt / total, track.coupling / total
    miss = measured - track.value
    return Track(
        round(track.value + gain * miss, 9),
        round(track.rate + rate_gain * miss, 9),
        round((1.0 - gain) * track.doubt, 12),
        round((1.0 - gain) * track.coupling, 12),
        round(track.rate_doubt - rate_gain * track.coupling, 12),
    )


def felt_again(state: DockingState) -> DockingState:
    """Return the state with one more second in mind."""
    felt, machine = state.felt, state.machine
    counted = (machine.counted_m_s, machine.counted_right_m_s, machine.counted_down_m_s)
    forward = counted[0] - felt.counted[0]
    side = counted[1] - felt.counted[1]
    floor = counted[2] - felt.counted[2]
    n = ORBITAL_RATE_RAD_S
    closing = -felt.away.rate
    # Below the station everything falls away with 3 n^2 of its depth, and what comes up is left behind by
    # 2 n of its speed; Hill's y and what lies along it in the line's axes.
    lag = -2.0 * n * closing
    nose_right, nose_down = felt.nose_right_deg / _DEG, felt.nose_down_deg / _DEG
    away = _after(felt.away, -forward, 3.0 * n * n * (felt.away.value + _BELOW_CENTRE_M))
    right = _after(felt.right, side + forward * nose_right, lag * RIGHT[1])
    down = _after(felt.down, floor + forward * nose_down, lag * DOWN[1])
    sight = glimpse(state)
    _, pitch, yaw = relative_rate(state.ship)
    felt = replace(
        felt,
        away=away,
        right=right,
        down=down,
        nose_right_deg=felt.nose_right_deg + yaw * _DEG,
        nose_down_deg=felt.nose_down_deg - pitch * _DEG,
        counted=counted,
    )
    if sight.in_field and sight.clarity > 0.0:
        felt = _looked(felt, sight)
    heard = state.heard
    if heard.range_m > 0.0 and heard.tick > felt.heard_tick:
        # What was called was true a while ago.
        since = (state.tick - heard.tick) * TICK_S
        share = CALL_SHARE if state.learned_ranging else UNLEARNED_CALL_SHARE
        called = heard.range_m + felt.away.rate * since
        felt = replace(
            felt, away=_seen(felt.away, called, share * heard.range_m + 0.1), heard_tick=heard.tick
        )
    return replace(state, felt=felt)


def _looked(felt: Felt, sight: Sight) -> Felt:
    """Return what is in mind after a look at the target."""
    blur = 1.0 / sqrt(max(0.02, sight.clarity * (1.0 - 0.8 * sight.glare)))
    dot = (3.0 if sight.narrow else 15.0) / FIELD_DOTS
    # The module's near end gives the range: width over angle, less what lies between eye and probe.
    far = max(2.0, HULL_M * _DEG / sight.hull_deg)
    if far < 12.0:
        # A wide thing close by: the tangent of its half is more than its half.
        half = 0.5 * sight.hull_deg / _DEG
        far = 0.5 * HULL_M * (1.0 - 0.4 * half * half) / (half * (1.0 - half * half / 15.0))
    spread = far * (SIZE_SHARE * blur + 0.5 * dot / sight.hull_deg)
    away = _seen(felt.away, far - HEAD_BEFORE_EYE_M, max(0.02, spread))
    far = max(2.0, away.value + HEAD_BEFORE_EYE_M)
    right, down = felt.right, felt.down
    if sight.rings_right_deg != 0.0 or sight.rings_down_deg != 0.0:
        per_m = (1.0 / far - 1.0 / (far + HULL_LENGTH_M)) * _DEG
        spread = (RINGS_NARROW_DEG if sight.narrow else RINGS_WIDE_DEG) * blur / per_m
        right = _seen(right, -sight.rings_right_deg / per_m, spread)
        down = _seen(down, -sight.rings_down_deg / per_m, spread)
    if sight.slide_right != 0.0 or sight.slide_down != 0.0:
        per_width = CROSS_M * (far - POST_M) / POST_M
        spread = SLIDE_DOTS * dot / (sight.plate_deg * CROSS_OF_PLATE + 0.01) * blur * per_width
        right = _seen(right, -sight.slide_right * per_width, spread)
        down = _seen(down, -sight.slide_down * per_width, spread)
    # What the place does not explain of the target's angle is the nose.
    share = max(0.15, 1.0 / (1.0 + felt.looks))
    nose_right = -sight.target_right_deg - right.value / far * _DEG
    nose_down = -sight.target_down_deg - down.value / far * _DEG
    return replace(
        felt,
        away=away,
        right=right,
        down=down,
        nose_right_deg=round(felt.nose_right_deg + share * (nose_right - felt.nose_right_deg), 9),
        nose_down_deg=round(felt.nose_down_deg + share * (nose_down - felt.nose_down_deg), 9),
        roll_deg=round(felt.roll_deg + share * (-sight.roll_deg - felt.roll_deg), 9),
        looks=felt.looks + 1,
    )
