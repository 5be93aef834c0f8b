"""The script as a graph: which beat leads to which, over scenes and over the mission's triggers.

Law: it says what the files say, not what a playthrough does; conditions are not asked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from game.narrative.book import Divert, Fire
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.narrative.book import Beat, Choice, Scene

TAKE_OFF = "fly"
"""What a scene fires to begin the flight of its phase. A flight is no phase: no row of the table knows it."""


class PhaseRow(Protocol):
    """What the story must know of a phase of the mission: its name, and the scene it opens on."""

    @property
    def name(self) -> str:
        """Its dotted path."""
        ...

    @property
    def scene(self) -> str:
        """The id of its entry scene, ``""`` when it has none."""
        ...

    @property
    def landings(self) -> tuple[str, ...]:
        """The beats at which the story goes on after a flight; empty where nothing is flown."""
        ...


class GuardRow(Protocol):
    """What the story must know of a guard."""

    @property
    def name(self) -> str:
        """What it asks, naming the facts it reads."""
        ...


class TransitionRow(Protocol):
    """What the story must know of a transition of the mission."""

    @property
    def source(self) -> str:
        """The phase in which it is legal."""
        ...

    @property
    def trigger(self) -> str:
        """What fires it."""
        ...

    @property
    def target(self) -> str:
        """The phase it leads to."""
        ...

    @property
    def guard(self) -> GuardRow | None:
        """Its guard, or None."""
        ...


@dataclass(frozen=True, slots=True)
class StoryGraph:
    """Scenes and phases, and the ways between them.

    Attributes:
        scenes: every scene that could be read, by id.
        phases: the mission's phases, by name.
        transitions: the mission's table.
    """

    scenes: Mapping[str, Scene]
    phases: Mapping[str, PhaseRow]
    transitions: tuple[TransitionRow, ...]

    def beat(self, place: Place) -> Beat:
        """Return the beat at a place that stands."""
        return self.scenes[place.scene].beats[place.beat]

    def stands(self, place: Place) -> bool:
        """Tell whether a place is in the story."""
        return place.scene in self.scenes and place.beat in self.scenes[place.scene].beats

    def places(self) -> Iterator[Place]:
        """Yield every beat's place."""
        for scene in self.scenes.values():
            for beat in scene.beats:
                yield Place(scene.ident, beat)

    def entry(self, scene_id: str) -> Place:
        """Return a scene's first place; its beat is ``""`` when the scene could not be read."""
        scene = self.scenes.get(scene_id)
        return Place(scene_id, scene.entry if scene is not None else "")

    def target(self, here: Place, way: Divert | Choice) -> Place:
        """Return where an arrow that stands at a place leads, whether that stands or not."""
        scene = way.scene or here.scene
        return Place(scene, way.beat) if way.beat else self.entry(scene)

    def leads(self, here: Place) -> Iterator[Place]:
        """Yield every standing place that an arrow or a choice of a beat leads to."""
        beat = self.beat(here)
        ways: list[Divert | Choice] = [item for item in beat.items if isinstance(item, Divert)]
        ways += beat.choices
        for way in ways:
            there = self.target(here, way)
            if self.stands(there):
                yield there

    def reach(self, begin: Iterable[Place]) -> set[Place]:
        """Return every place that can be come to without a trigger, the beginnings included."""
        reached: set[Place] = set()
        edge = [place for place in begin if self.stands(place)]
        while edge:
            place = edge.pop()
            if place not in reached:
                reached.add(place)
                edge += self.leads(place)
        return reached

    def reach_of_phase(self, phase: str) -> set[Place]:
        """Return every place that can be come to while the mission is in a phase."""
        return self.reach([self.entry(self.phases[phase].scene), *self.landings(phase)])

    def landings(self, phase: str) -> set[Place]:
        """Return the standing places at which the story goes on after this phase was flown."""
        row = self.phases[phase]
        return {place for place in (Place(row.scene, beat) for beat in row.landings) if self.stands(place)}

    def fires(self, place: Place) -> Iterator[Fire]:
        """Yield the triggers that a beat may fire."""
        for item in self.beat(place).items:
            if isinstance(item, Fire):
                yield item

    def entries_after(self, phase: str, trigger: str) -> set[Place]:
        """Return the standing places at which the story may go on when this is fired in that phase."""
        if trigger == TAKE_OFF:
            return self.landings(phase)
        targets = (row.target for row in self.transitions if row.source == phase and row.trigger == trigger)
        entries = (self.entry(self.phases[name].scene) for name in targets if name in self.phases)
        return {place for place in entries if self.stands(place)}
