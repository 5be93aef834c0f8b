"""What the moves of the head come to: what can be undone, what can be made again, how many takes there were.

Law: a function of the moves as they are noted, so that it is the same after every restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.storage.moments import Head, Move, MoveKind


@dataclass(frozen=True, slots=True)
class Step:
    """A move that can be taken back, or made again.

    Attributes:
        kind: what it was when it was made first.
        to: where taking it back, or making it again, leads.
        moments: how many moments there were when the move was made.
        counted: whether it counts as a take.
    """

    kind: MoveKind
    to: Head
    moments: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """What the moves come to.

    Attributes:
        undo: what can be taken back, the next one last.
        redo: what can be made again, the next one last.
        takes: one, and one more for each time the player went back and did not at once think better of it.
    """

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]
    takes: int


def steps_of(moves: Sequence[Move], ordered_since: Callable[[int, int | None], bool]) -> Steps:
    """Return what these moves come to.

    Args:
        moves: all of them, the oldest first.
        ordered_since: tells whether any moment from one number on, and before another (None: the end), came
            of an order. After an order nothing can be made again: it went another way.
    """
    undo: list[Step] = []
    redo: list[Step] = []
    takes = 1
    for number, move in enumerate(moves):
        if move.kind == "undo":
            # A file that says otherwise has nothing to take back.
            step = undo.pop() if undo else Step("retake", move.to, -1, counted=False)
            hasty = step.counted and step.moments == move.moments
            takes -= hasty
            redo.append(Step(step.kind, move.left, move.moments, counted=hasty))
        elif move.kind == "redo":
            step = redo.pop() if redo else Step("retake", move.to, -1, counted=False)
            again = step.counted and step.moments == move.moments
            takes += again
            undo.append(Step(step.kind, move.left, move.moments, counted=again))
        else:
            redo.clear()
            takes += 1
            undo.append(Step(move.kind, move.left, move.moments, counted=True))
        coming = moves[number + 1].moments if number + 1 < len(moves) else None
        if redo and ordered_since(move.moments, coming):
            redo.clear()
    return Steps(tuple(undo), tuple(redo), takes)
