"""Finds a clock that would go back: an ``at`` that is earlier than the clock can be when it is read.

Law: only what is certain is a mistake. The clock at a beat is the earliest that any way to it allows, so an
``at`` below it comes too late on every way. (When played, the clock then simply stands.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.book import Divert, Doing
from game.narrative.expressions import moved_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.narrative.book import Beat, Scene
    from game.narrative.expressions import Effect
    from game.narrative.graph import StoryGraph

_UNKNOWN = "0001-01-01 00:00:00"
"""The clock at the head of a scene that goes on from the one before: any day, any time."""


def times_gone_back(scene: Scene, graph: StoryGraph) -> list[tuple[int, str]]:
    """Return the line and the message of every ``at`` in a scene that certainly goes back."""
    begin = scene.clock or _UNKNOWN
    entered = {
        there.beat
        for here in graph.places()
        if here.scene != scene.ident
        for there in graph.leads(here)
        if there.scene == scene.ident
    }
    earliest = {beat: begin for beat in (scene.entry, *sorted(entered)) if beat in scene.beats}
    edge = list(earliest)
    while edge:
        beat = scene.beats[edge.pop(0)]
        for target, clock in _onward(scene, beat, earliest[beat.ident], []):
            if target in scene.beats and clock < earliest.get(target, "9"):
                earliest[target] = clock
                edge.append(target)
    found: list[tuple[int, str]] = []
    for beat in scene.beats.values():
        if beat.ident in earliest:
            _onward(scene, beat, earliest[beat.ident], found)
    return found


def _onward(scene: Scene, beat: Beat, clock: str, found: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Return the beats of this scene that a beat leads to, with the earliest clock; note what goes back."""
    ways: list[tuple[str, str]] = []
    for item in beat.items:
        match item:
            case Doing():
                after = _done(item.effects, clock, item.line, found)
                clock = after if item.when is None else clock
            case Divert() if item.scene in ("", scene.ident):
                ways.append((item.beat or scene.entry, clock))
            case _:
                pass
    for choice in beat.choices:
        after = _done(choice.effects, clock, choice.line, found)
        if choice.scene in ("", scene.ident):
            ways.append((choice.beat or scene.entry, after))
    return ways


def _done(effects: Iterable[Effect], clock: str, line: int, found: list[tuple[int, str]]) -> str:
    for effect in effects:
        if effect.clock_to and not moved_to(clock, effect.clock_to).endswith(effect.clock_to):
            known = clock[11:] if clock.startswith("0001") else clock
            found.append((line, f"`{effect.source}`: the clock is {known} or later here and cannot go back"))
        clock = effect.apply({}, clock) if effect.clock_to or effect.waits_s else clock
    return clock
