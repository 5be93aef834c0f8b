"""What is told to somebody who comes back: when, and from a whole state.

Law: a value in, sentences out; both front ends tell the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.previously import LENGTHS, TIME, Length, previously

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine.state import State
    from game.narrative.previously import Recaps

__all__ = ["ABSENT_S", "LENGTHS", "Length", "longer", "recap", "wants_recap"]

ABSENT_S = 30 * 60
"""Away for so long, a player is told by themselves what happened so far [s]. Chosen for play: a meal."""


def wants_recap(absent_s: int) -> bool:
    """Return whether somebody was away for so long [s] that they are told without asking."""
    return absent_s >= ABSENT_S


def recap(recaps: Recaps, passed: Sequence[str], state: State, length: Length) -> tuple[str, ...]:
    """Return what happened so far on a line of moments, as paragraphs.

    Args:
        recaps: the sentences (`game.storage.library.recaps`).
        passed: ``scene/beat`` and ``scene/beat/choice`` to now, in order.
        state: what is now; in a flight the last sentence says where it stands.
        length: how much of it.

    Returns:
        One paragraph, in the long length one for every reel; none before the first scene has a sentence.
    """
    standing = ""
    if state.flight is not None:
        sentence = recaps.flights.get(state.place.scene, "")
        standing = sentence.replace(TIME, state.clock[11:])
    return previously(recaps, passed, state.known(), length, standing)


def longer(length: Length) -> Length:
    """Return the next length; after the longest comes the shortest."""
    return LENGTHS[(LENGTHS.index(length) + 1) % len(LENGTHS)]
