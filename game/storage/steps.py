"""What the moves of the head come to: what can be undone, what can be made again, how many takes were shot.

Law: a function of the moves as they are noted, so that it is the same after every restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.storage.moments import Head, Move, MoveKind

_AWAY: frozenset[MoveKind] = frozenset({"retake", "go", "load", "what_if"})
"""Moves after which another take is shot."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move that can be taken back, or made again.

    Attributes:
        kind: what it was when it was made first.
        to: where taking it back, or making it again, leads.
    """

    kind: MoveKind
    to: Head


@dataclass(frozen=True, slots=True)
class Steps:
    """What the moves come to.

    Attributes:
        undo: what can be taken back, the next one last.
        redo: what can be made again, the next one last.
    """

    undo: tuple[Step, ...]
    redo: tuple[Step, ...]


def steps_of(moves: Sequence[Move], ordered_since: Callable[[int, int | None], bool]) -> Steps:
    """Return what these moves come to.

    Args:
        moves: all of them, the oldest first.
        ordered_since: tells whether any moment from one number on, and before another (None: the end), came
            of an order. After an order nothing can be made again: it went another way.
    """
    undo: list[Step] = []
    redo: list[Step] = []
    for number, move in enumerate(moves):
        if move.kind == "undo":
            # A file that says otherwise has nothing to take back.
            kind = undo.pop().kind if undo else "retake"
            redo.append(Step(kind, move.left))
        elif move.kind == "redo":
            kind = redo.pop().kind if redo else "retake"
            undo.append(Step(kind, move.left))
        else:
            redo.clear()
            undo.append(Step(move.kind, move.left))
        coming = moves[number + 1].moments if number + 1 < len(moves) else None
        if redo and ordered_since(move.moments, coming):
            redo.clear()
    return Steps(tuple(undo), tuple(redo))


def takes_of(moves: Sequence[Move], moments: int) -> int:
    """Return how many takes were shot: one, and one more for each going back after which something was.

    Args:
        moves: all of them, the oldest first.
        moments: how many the film holds now.
    """
    takes = 1
    left: set[Head] = set()
    # To go on from where one stands is no going back.
    gone = [move for move in moves if move.kind != "skip"]
    for number, move in enumerate(gone):
        end = gone[number + 1].moments if number + 1 < len(gone) else moments
        # A format before the fourth did not note how much had been shot.
        shot = end > move.moments or not move.moments
        if move.kind in _AWAY:
            takes += shot
            if shot:
                left.discard(move.to)
            else:
                left.add(move.to)
        elif move.kind == "redo" and shot and move.to in left:
            takes += 1
            left.remove(move.to)
    return takes
