"""What every emergency answers: how it begins, one tick of it, and what it came to.

Law: ``begin(facts, seed, rung) -> state``; ``step(state, orders) -> Step``; ``outcome(state) -> Ending or
None``. All three are pure; a state is frozen and can be written to a save; one step is one tick of 0.05 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from game.vocabulary.flying import CueGiven
    from game.vocabulary.values import Value

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """One tick.

    Attributes:
        state: after it.
        cues: what happened in it, in order.
    """

    state: S
    cues: tuple[CueGiven, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """What an emergency came to.

    Attributes:
        trigger: speaks to the mission machine.
        beat: of the phase's scene, where the story is read on; that beat ends with the trigger.
        facts: what the story will know, by declared name.
        clock: mission time, ``YYYY-MM-DD HH:MM:SS`` (UTC).
    """

    trigger: str
    beat: str
    facts: tuple[tuple[str, Value], ...]
    clock: str
