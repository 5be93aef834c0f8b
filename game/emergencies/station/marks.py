"""What is remembered of what happened: cues that come once, troubles, and the writing of both.

Law: a mark is put once; the caller gets the state with it and the cue, or nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.vocabulary.flying import CueGiven
from game.vocabulary.station import StationCue

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState, Trouble, Watch
    from game.vocabulary.station import Person, Task

Marked = tuple["StationState", tuple[CueGiven, ...]]
"""A state, and what was noticed on the way to it."""


def cue(
    which: StationCue,
    tick: int,
    numbers: tuple[tuple[str, int], ...] = (),
    words: tuple[tuple[str, str], ...] = (),
) -> CueGiven:
    """Return a cue."""
    return CueGiven(which, tick, numbers, words)


def about(
    which: StationCue, tick: int, who: Person, task: Task, numbers: tuple[tuple[str, int], ...] = ()
) -> CueGiven:
    """Return a cue about somebody's work."""
    return CueGiven(which, tick, numbers, (("who", who.value), ("task", task.value)))


def nothing_done(tick: int, who: Person, task: Task, *, not_yet: bool = False) -> CueGiven:
    """Return the cue of work that did nothing.

    Args:
        tick: now.
        who: was at it.
        task: which.
        not_yet: it means nothing as things are; else it is so already.
    """
    return about(StationCue.DID_NOTHING, tick, who, task, (("not_yet", int(not_yet)),))


def once(
    watch: Watch, cues: list[CueGiven], which: StationCue, tick: int, *numbers: tuple[str, int]
) -> Watch:
    """Give a cue that comes only once, unless it has come; return what is remembered then."""
    if which.value in watch.said:
        return watch
    cues.append(CueGiven(which, tick, numbers))
    return replace(watch, said=(*watch.said, which.value))


def forgotten(watch: Watch, which: StationCue) -> Watch:
    """Return the memory without a cue, so that it may come again."""
    if which.value not in watch.said:
        return watch
    return replace(watch, said=tuple(one for one in watch.said if one != which.value))


def troubled(watch: Watch, trouble: Trouble) -> Watch:
    """Return the memory with a trouble; each is written down once."""
    if trouble in watch.troubles:
        return watch
    return replace(watch, troubles=(*watch.troubles, trouble))
