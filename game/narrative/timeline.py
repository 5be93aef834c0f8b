"""Finds a clock that would go back: an ``at`` that is earlier than the clock can be when it is read.

Law: only what is certain is a mistake. The clock at a beat is the earliest that any way to it allows, so an
``at`` below it comes too late on every way. (When played, the clock then simply stands.)
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from game.narrative.book import Choice, Divert, Doing
from game.narrative.expressions import moved_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from game.narrative.book import Beat, Scene
    from game.narrative.expressions import Effect
    from game.narrative.graph import StoryGraph

_UNKNOWN = "0001-01-01 00:00:00"
"""The clock at the head of a scene that goes on from the one before: any day, any time."""


def beats_entered(graph: StoryGraph) -> dict[str, set[str]]:
    """Return by scene the beats that an arrow of another scene leads to."""
    entered: dict[str, set[str]] = defaultdict(set)
    for here in graph.places():
        for there in graph.leads(here):
            if there.scene != here.scene:
                entered[there.scene].add(there.beat)
    return entered


def times_gone_back(scene: Scene, entered: Collection[str]) -> list[tuple[int, str]]:
    """Return the line and the message of every ``at`` in a scene that certainly goes back.

    Args:
        scene: the scene.
        entered: its beats that another scene leads to.
    """
    begin = scene.clock or _UNKNOWN
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


def openings_gone_back(graph: StoryGraph) -> list[tuple[Scene, str]]:
    """Return every scene that a phase opens with an earlier time than a scene before it surely has had.

    The first phase's scene may lie ahead of the others: what is shown first need not come first. Scenes that
    lead back to each other are not compared.
    """
    after: dict[str, set[str]] = {
        name: {row.target for row in graph.transitions if row.source == name} for name in graph.phases
    }
    first = next(iter(graph.phases), "")
    found: list[tuple[Scene, str]] = []
    for name, phase in graph.phases.items():
        scene = graph.scenes.get(phase.scene)
        if scene is None or not scene.clock or name == first:
            continue
        onward = _reached(after[name], after)
        for before in _timed_before(name, after, graph):
            earlier = graph.scenes[graph.phases[before].scene]
            last = _last_known(earlier)
            if before != first and before not in onward and earlier is not scene and last > scene.clock:
                said = f"the scene opens at {scene.clock}, and {earlier.ident} before it is at {last}"
                found.append((scene, f"{said}; correct one of the two"))
    return found


def _timed_before(name: str, after: dict[str, set[str]], graph: StoryGraph) -> set[str]:
    """Return the nearest phases before one that have a time; those without are looked through."""
    timed: set[str] = set()
    seen: set[str] = set()
    edge = [source for source, targets in after.items() if name in targets]
    while edge:
        source = edge.pop()
        if source in seen or source == name:
            continue
        seen.add(source)
        scene = graph.scenes.get(graph.phases[source].scene)
        if scene is not None and _last_known(scene):
            timed.add(source)
        else:
            edge += [other for other, targets in after.items() if source in targets]
    return timed


def _reached(begin: Iterable[str], after: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    edge = list(begin)
    while edge:
        name = edge.pop()
        if name not in reached:
            reached.add(name)
            edge += after.get(name, ())
    return reached


def _last_known(scene: Scene) -> str:
    """Return the latest time that a scene names on any way: its own, or that of an ``at``."""
    latest = scene.clock
    for beat in scene.beats.values():
        for doing in (*beat.items, *beat.choices):
            for effect in doing.effects if isinstance(doing, (Doing, Choice)) else ():
                if len(effect.clock_to) > len("HH:MM:SS"):
                    latest = max(latest, effect.clock_to)
                elif effect.clock_to and scene.clock:
                    latest = max(latest, f"{scene.clock[:10]} {effect.clock_to}")
    return latest
