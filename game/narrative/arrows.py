"""Doubts the ways through the story: arrows, triggers, beats that lead nowhere or that nothing leads to.

Law: what is reported is certain over the states that were tried, and the message names the state.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from game.narrative.book import Beat, Divert, Fire
from game.narrative.cases import cases_of, conditions_of, try_beat
from game.narrative.graph import TAKE_OFF
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from game.narrative.book import Choice, Declarations, Scene
    from game.narrative.cases import Cases
    from game.narrative.expressions import Condition
    from game.narrative.graph import StoryGraph

    Tell = Callable[[str, int, str], None]

_REELS = "reels"


class ArrowChecks:
    """The checks that need the whole graph.

    Args:
        graph: the story and the mission.
        declared: what conditions may name.
        error: told file, line and message of what must not be published.
        warning: likewise of what is worth a look.
    """

    def __init__(self, graph: StoryGraph, declared: Declarations, error: Tell, warning: Tell) -> None:
        self._graph = graph
        self._facts = declared.facts
        self._error = error
        self._warning = warning

    def check_targets(self, known: Collection[str]) -> None:
        """Find arrows to scenes and beats that are not there; a known scene has a file, readable or not."""
        for here in self._graph.places():
            beat = self._graph.beat(here)
            ways: list[Divert | Choice] = [item for item in beat.items if isinstance(item, Divert)]
            ways += beat.choices
            file = self._graph.scenes[here.scene].file
            for way in ways:
                scene = self._graph.scenes.get(way.scene or here.scene)
                if way.scene and way.scene not in known:
                    wrong = f"no scene is called {way.scene!r}{_near(way.scene, known)}"
                elif scene is not None and way.beat and way.beat not in scene.beats:
                    where = "this scene" if scene.ident == here.scene else f"the scene {scene.ident!r}"
                    wrong = f"{where} has no beat {way.beat!r}{_near(way.beat, scene.beats)}"
                else:
                    continue
                self._error(file, way.line, f"{wrong}; write it or correct the arrow")

    def check_phases(self, known: Collection[str]) -> None:
        """Find phases of the mission that open on a scene without a file."""
        for phase in self._graph.phases.values():
            if phase.scene and phase.scene not in known:
                wrong = f"the phase {phase.name!r} opens on the scene {phase.scene!r}, which has no file"
                self._error(_REELS, 0, f"{wrong}; write it")

    def check_triggers(self) -> None:
        """Find triggers that the mission does not know where they are fired, and those that nothing fires."""
        legal: dict[str, set[str]] = defaultdict(set)
        for row in self._graph.transitions:
            legal[row.source].add(row.trigger)
        every = {trigger for triggers in legal.values() for trigger in triggers}
        fired: set[tuple[str, str]] = set()
        for here in self._graph.places():
            file = self._graph.scenes[here.scene].file
            for fire in self._graph.fires(here):
                if fire.trigger == TAKE_OFF:
                    self._check_take_off(here, fire)
                    continue
                if fire.trigger not in every:
                    wrong = f"the mission has no trigger {fire.trigger!r}{_near(fire.trigger, every)}"
                    self._error(file, fire.line, f"{wrong}; see `story map`")
                    continue
                for phase in self._phases_at.get(here, ()):
                    fired.add((phase, fire.trigger))
                    if fire.trigger not in legal[phase]:
                        may = ", ".join(sorted(legal[phase])) or "none"
                        wrong = f"`=> {fire.trigger}` means nothing in the phase {phase!r}"
                        self._error(file, fire.line, f"{wrong}; it knows {may}")
        self._check_rows(fired)

    def _check_take_off(self, here: Place, fire: Fire) -> None:
        """Find flights that are begun where none can be, or that the story cannot go on from."""
        file = self._graph.scenes[here.scene].file
        for phase in self._phases_at.get(here, ()):
            landings = self._graph.phases[phase].landings
            if not landings:
                self._error(file, fire.line, f"nothing can be flown in the phase {phase!r}; see `story map`")
            for beat in landings:
                if not self._graph.stands(Place(here.scene, beat)):
                    self._error(file, fire.line, f"the flight may end at the beat {beat!r}; write it")

    def _check_rows(self, fired: Collection[tuple[str, str]]) -> None:
        rows = {(row.source, row.trigger) for row in self._graph.transitions}
        open_rows = {(row.source, row.trigger) for row in self._graph.transitions if row.guard is None}
        for phase, trigger in sorted(rows):
            scene = self._scene_of(phase)
            if scene is None:
                continue
            if (phase, trigger) not in fired:
                wrong = f"nothing fires {trigger!r} in the phase {phase!r}"
                self._warning(scene.file, 0, f"{wrong}; fire it there, or take its row out")
            elif (phase, trigger) not in open_rows:
                wrong = f"every row for {trigger!r} in the phase {phase!r} has a guard"
                self._warning(scene.file, 0, f"{wrong}; add one without")

    def _scene_of(self, phase: str) -> Scene | None:
        known = self._graph.phases.get(phase)
        return self._graph.scenes.get(known.scene) if known is not None else None

    def check_ways_out(self) -> None:
        """Find beats that can be a dead end, choices that no state offers, and conditions that never hold."""
        for here in self._graph.places():
            beat = self._graph.beat(here)
            file = self._graph.scenes[here.scene].file
            ends = beat.items and isinstance(beat.items[-1], (Divert, Fire)) and beat.items[-1].when is None
            arrows = any(isinstance(item, (Divert, Fire)) for item in beat.items)
            if not ends and (beat.choices or arrows):
                self._check_exits(here, beat, file)
            for item in beat.items:
                if item.when is not None and not self._can_hold(item.when):
                    self._warning(
                        file, item.line, f"`if {item.when.source}` never holds; correct it or take it out"
                    )
            self._check_circle(here, beat, file)

    def _check_exits(self, here: Place, beat: Beat, file: str) -> None:
        cases = cases_of(conditions_of(beat, text=False), beat, self._facts)
        gone = {choice.ident for choice in beat.choices if choice.once and self._comes_back(here, choice)}
        offered: set[str] = set()
        stuck = ""
        for case in cases:
            outcome = try_beat(beat, case)
            offered |= {choice.ident for choice in outcome.offered}
            left = [choice for choice in outcome.offered if choice.ident not in gone]
            if not stuck and outcome.way is None and not left:
                taken = " and every once-only choice was taken" if gone and outcome.offered else ""
                stuck = f"{case}{taken}"
        if stuck:
            what = "no choice is open" if beat.choices else "no arrow acts"
            message = f"a dead end: {what} when {stuck}; add a choice or an arrow without a condition"
            self._error(file, beat.line, message)
        elif not cases.complete:
            message = (
                "too many facts meet here to try every state; a choice without a condition would be safe"
            )
            self._warning(file, beat.line, message)
        for choice in beat.choices:
            if choice.ident not in offered and (cases.complete or not self._can_hold(choice.when)):
                self._error(
                    file,
                    choice.line,
                    f"no state can offer the choice {choice.ident!r}; correct its condition",
                )

    def _can_hold(self, when: Condition | None) -> bool:
        if when is None:
            return True
        cases: Cases = cases_of([when], Beat("", (), (), 0), self._facts)
        return not cases.complete or any(when.holds(case.facts, case.clock) for case in cases)

    def _check_circle(self, here: Place, beat: Beat, file: str) -> None:
        there: Place | None = here
        passed: set[Place] = set()
        while there is not None and there not in passed:
            passed.add(there)
            there = self._only_way(there)
        # a circle is said once, at the first of its beats
        if there == here and len(passed) > 1 and here == min(passed, key=str):
            self._error(
                file, beat.line, f"the arrows go from {beat.ident!r} in a circle without a choice; break it"
            )

    def _only_way(self, here: Place) -> Place | None:
        beat = self._graph.beat(here)
        arrows = [item for item in beat.items if isinstance(item, (Divert, Fire))]
        if len(arrows) != 1 or not isinstance(arrows[0], Divert) or arrows[0].when is not None:
            return None
        there = self._graph.target(here, arrows[0])
        return there if self._graph.stands(there) else None

    def check_reached(self) -> None:
        """Find scenes and beats that nothing leads to. Only honest when every scene could be read."""
        for scene in self._graph.scenes.values():
            places = [Place(scene.ident, beat) for beat in scene.beats]
            lost = [place for place in places if place not in self._phases_at]
            if len(lost) == len(places):
                self._error(scene.file, 1, "nothing leads to this scene; lead to it or delete it")
                continue
            for place in lost:
                line = scene.beats[place.beat].line
                self._error(
                    scene.file, line, f"nothing leads to the beat {place.beat!r}; lead to it or delete it"
                )

    @cached_property
    def _phases_at(self) -> dict[Place, list[str]]:
        """Every place that is reached, with the phases in which it can be read."""
        found: dict[Place, list[str]] = defaultdict(list)
        for phase in self._graph.phases.values():
            for place in self._graph.reach_of_phase(phase.name):
                found[place].append(phase.name)
        return dict(found)

    def phases_at(self, here: Place) -> Collection[str]:
        """Return the phases in which a place can be read."""
        return self._phases_at.get(here, ())

    def onward(self, here: Place) -> Iterator[Place]:
        """Yield every place that a beat can lead to, over its triggers too."""
        yield from self._graph.leads(here)
        for fire in self._graph.fires(here):
            yield from self.after(here, fire)

    def after(self, here: Place, fire: Fire) -> set[Place]:
        """Return where the story goes on after a trigger."""
        phases = self._phases_at.get(here, ())
        return {place for phase in phases for place in self._graph.entries_after(phase, fire.trigger)}

    def _comes_back(self, here: Place, choice: Choice) -> bool:
        edge = [self._graph.target(here, choice)]
        passed: set[Place] = set()
        while edge:
            place = edge.pop()
            if place == here:
                return True
            if place not in passed and self._graph.stands(place):
                passed.add(place)
                edge += self.onward(place)
        return False


def _near(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
