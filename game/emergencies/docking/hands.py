"""The two hand controllers: pulses that last exactly so many ticks, burns that last until they are let go.

Law: a pulse of N ticks fires in N ticks, the first of them the one in which it is ordered. Opposite controls
cancel; nothing else is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.docking.state import CONTROLS, IDLE, Hands

if TYPE_CHECKING:
    from game.vocabulary.flying import Burn, Control, Pulse

STEADY_NERVE = 40
"""Below it a hand is unsteady; chosen for play."""

MOST_TICKS = 1200
"""More than a minute of pulses is not put behind one another; chosen for play."""

INDEX: dict[Control, int] = {control: index for index, control in enumerate(CONTROLS)}
"""Where a control stands in `Hands.left` and in every bit mask."""

TRANSLATIONS = 0b0000_0011_1111
"""Bit mask of the left hand's controls."""

ROTATIONS = 0b1111_1100_0000
"""Bit mask of the right hand's controls."""


def pulsed(hands: Hands, pulse: Pulse, seed: int, nerve: int) -> Hands:
    """Return the hands with a pulse begun, or put behind what is left of the same one.

    With a nerve below 40 it comes out one or two ticks longer or shorter, never below one.
    """
    ticks = pulse.ticks
    if nerve < STEADY_NERVE:
        ticks = max(1, ticks + (-2, -1, 0, 1, 2)[draw(seed, "docking/hand", hands.pulses, 5)])
    index = INDEX[pulse.control]
    left = list(hands.left)
    left[index] = min(MOST_TICKS, left[index] + ticks)
    return Hands(tuple(left), hands.burns, hands.pulses + 1, busy=True)


def burning(hands: Hands, burn: Burn) -> Hands:
    """Return the hands with one control held down or let go."""
    bit = 1 << INDEX[burn.control]
    burns = hands.burns | bit if burn.on else hands.burns & ~bit
    return Hands(hands.left, burns, hands.pulses, busy=burns != 0 or any(hands.left))


def stopped(hands: Hands) -> Hands:
    """Return the hands with everything let go."""
    return Hands(IDLE, 0, hands.pulses, busy=False)


def deflected(hands: Hands) -> int:
    """Return the bit mask of the controls that are deflected in this tick."""
    mask = hands.burns
    bit = 1
    for ticks in hands.left:
        if ticks:
            mask |= bit
        bit += bit
    return mask


def after_tick(hands: Hands) -> Hands:
    """Return the hands one tick later."""
    left = tuple([ticks - 1 if ticks else 0 for ticks in hands.left])
    return Hands(left, hands.burns, hands.pulses, busy=hands.burns != 0 or left != IDLE)
