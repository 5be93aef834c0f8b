"""The walk through the script: from a place to the next open choices or the next trigger.

Law: pure. Facts, clock and memory come in and go out; nothing is kept. No recursion on story data, and a cap
on how far one walk may lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import OffScriptError, StoryError, UsedWrongly
from game.narrative.book import Divert, Doing, Fire, Paragraph
from game.narrative.expressions import moved_to
from game.narrative.memory import resolve_choice, resolve_place
from game.vocabulary.events import FactChanged
from game.vocabulary.values import Line, Offer, Place, Voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from game.narrative.book import Beat, Choice, Item, Scene
    from game.narrative.expressions import Effect
    from game.narrative.shelf import Book
    from game.vocabulary.events import PlaceLost
    from game.vocabulary.values import Value

__all__ = [
    "STEP_CAP",
    "Reading",
    "SceneLost",
    "offers_at",
    "read_on",
    "resolve_choice",
    "resolve_place",
    "take",
]

STEP_CAP = 200
"""Beats that one walk may pass through; more is a circle in the story."""


class SceneLost(OffScriptError):  # noqa: N818  named, as the whole tree, for what happened
    """The scene of a place is not in this edition.

    Attributes:
        place: the place that was asked for.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__("story.scene_lost", scene=place.scene)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a walk showed and did, and where it stopped.

    Attributes:
        lines: the transcript's new lines; `Line.ident` is the place each came from.
        facts: every fact after it.
        changes: the facts whose value is another than before, in the order of their declaration.
        clock: mission time after it.
        place: where it stopped.
        once: the once-only choices taken so far, as ``scene/choice``, sorted.
        offers: the choices that are open; empty when a trigger was fired.
        trigger: what was fired, or ``""`` when it stopped at choices.
        lost: the place it was asked to read and did not find.
    """

    lines: tuple[Line, ...]
    facts: dict[str, Value]
    changes: tuple[FactChanged, ...]
    clock: str
    place: Place
    once: tuple[str, ...]
    offers: tuple[Offer, ...]
    trigger: str = ""
    lost: tuple[PlaceLost, ...] = ()


def opening_lines(scene: Scene, place: Place) -> tuple[Line, ...]:
    """Return what stands above a scene: its slugline, and its content note if it has one.

    The note is kept as it was written. A line that is a note and comes from a place is one: whoever shows it
    says it with ``play.ahead``.
    """
    slugline = Line(Voice.SLUGLINE, scene.slugline, "", str(place))
    return (slugline, Line(Voice.NOTE, scene.note, "", str(place))) if scene.note else (slugline,)


def _is_aside(choice: Choice) -> bool:
    return choice.aside


def read_on(
    book: Book,
    place: Place,
    facts: Mapping[str, Value],
    clock: str,
    once: Collection[str],
    *,
    muted: bool = False,
) -> Reading:
    """Read from the head of a beat to the next choices or trigger.

    Args:
        book: the story.
        place: the beat; its scene's first where the beat is ``""``, or is gone (then `Reading.lost` says so).
        facts: every declared fact with its value.
        clock: mission time, ``YYYY-MM-DD HH:MM:SS``.
        once: the once-only choices taken so far, as ``scene/choice``.
        muted: show the words and do no effect, for a beat whose effects were done before.

    Raises:
        SceneLost: if the scene is gone.
        StoryError: if the story leads to a place that is not there, or in a circle.
    """
    here, lost = _found(book, place)
    walk = _Walk(book, facts, clock, once, muted=muted)
    walk.lost = lost
    return walk.read(here)


def rejoin(
    book: Book, place: Place, facts: Mapping[str, Value], clock: str, once: Collection[str]
) -> Reading:
    """Stand again at a place that was read before, without showing or doing it again.

    When none of its choices is open any more (the story's next edition may have made them an arrow), its
    arrows are followed and what they lead to is read.

    Args:
        book: the story.
        place: the beat whose choices were open.
        facts: every declared fact with its value.
        clock: mission time.
        once: the once-only choices taken so far.

    Raises:
        SceneLost: if the scene is gone.
        StoryError: if the story leads to a place that is not there, or in a circle.
    """
    here, lost = _found(book, place)
    walk = _Walk(book, facts, clock, once)
    walk.lost = lost
    return walk.rejoin(here)


def take(
    book: Book, place: Place, choice_id: str, facts: Mapping[str, Value], clock: str, once: Collection[str]
) -> Reading:
    """Take a choice: echo its words, do its effects, and read on where it leads.

    Args:
        book: the story.
        place: the beat whose choices are open.
        choice_id: the written id.
        facts: every declared fact with its value.
        clock: mission time.
        once: the once-only choices taken so far.

    Raises:
        UsedWrongly: if no such choice is open there.
        SceneLost: if the scene is gone.
        StoryError: if the story leads to a place that is not there, or in a circle.
    """
    here, _ = _found(book, place)
    scene = book.scene(here.scene)
    walk = _Walk(book, facts, clock, once)
    for choice in scene.beats[here.beat].choices:
        if choice.ident == choice_id and walk.is_open(scene, choice):
            return walk.read(walk.taken(scene, here, choice))
    raise UsedWrongly("order.no_such_choice", detail=choice_id)


def offers_at(
    book: Book, place: Place, facts: Mapping[str, Value], clock: str, once: Collection[str]
) -> tuple[Offer, ...]:
    """Return the choices that are open at a place, without reading it again.

    Raises:
        SceneLost: if the scene is gone.
    """
    here, _ = _found(book, place)
    scene = book.scene(here.scene)
    return _Walk(book, facts, clock, once).offers(scene, scene.beats[here.beat])


def _found(book: Book, place: Place) -> tuple[Place, tuple[PlaceLost, ...]]:
    here, lost = resolve_place(book, place)
    if here is None:
        raise SceneLost(place)
    return here, (lost,) if lost is not None else ()


class _Walk:
    """One walk's working copies."""

    def __init__(
        self,
        book: Book,
        facts: Mapping[str, Value],
        clock: str,
        once: Collection[str],
        *,
        muted: bool = False,
    ) -> None:
        self._muted = muted
        self._book = book
        self._before = facts
        self._facts = dict(facts)
        self._clock = clock
        self._once = set(once)
        self._written: set[str] = set()
        self._lines: list[Line] = []
        self.lost: tuple[PlaceLost, ...] = ()

    def read(self, here: Place) -> Reading:
        for _ in range(STEP_CAP):
            scene = self._book.scene(here.scene)
            beat = scene.beats[here.beat]
            way = self._way_out(here, beat)
            match way:
                case None:
                    return self._stopped(here, self.offers(scene, beat), "")
                case Fire():
                    return self._stopped(here, (), way.trigger)
                case Divert():
                    here = self._target(scene, way.scene, way.beat, way.line)
        scene = self._book.scene(here.scene)
        message = f"{STEP_CAP} beats without a choice; the arrows go in a circle"
        raise StoryError(scene.file, scene.beats[here.beat].line, message)

    def rejoin(self, here: Place) -> Reading:
        scene = self._book.scene(here.scene)
        beat = scene.beats[here.beat]
        offers = self.offers(scene, beat)
        for item in beat.items:
            if offers:
                break
            if isinstance(item, (Divert, Fire)) and self._holds(item):
                if isinstance(item, Fire):
                    return self._stopped(here, (), item.trigger)
                return self.read(self._target(scene, item.scene, item.beat, item.line))
        return self._stopped(here, offers, "")

    def is_open(self, scene: Scene, choice: Choice) -> bool:
        if choice.once and f"{scene.ident}/{choice.ident}" in self._once:
            return False
        return choice.when is None or choice.when.holds(self._facts, self._clock)

    def offers(self, scene: Scene, beat: Beat) -> tuple[Offer, ...]:
        is_open = [choice for choice in beat.choices if self.is_open(scene, choice)]
        return tuple(Offer(choice.ident, choice.label) for choice in sorted(is_open, key=_is_aside))

    def taken(self, scene: Scene, here: Place, choice: Choice) -> Place:
        self._lines.append(Line(Voice.ECHO, choice.label, "", str(here)))
        self._do(choice.effects)
        if choice.once:
            self._once.add(f"{scene.ident}/{choice.ident}")
        return self._target(scene, choice.scene, choice.beat, choice.line)

    def _way_out(self, here: Place, beat: Beat) -> Divert | Fire | None:
        """Show and do what the beat holds; return the arrow that acts, or None when its choices are open."""
        ident = str(here)
        for item in beat.items:
            if not self._holds(item):
                continue
            match item:
                case Paragraph():
                    self._lines.append(Line(item.voice, item.text, item.speaker, ident))
                case Doing():
                    if not self._muted:
                        self._do(item.effects)
                case Divert() | Fire():
                    return item
        return None

    def _holds(self, item: Item) -> bool:
        return item.when is None or item.when.holds(self._facts, self._clock)

    def _do(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self._written |= effect.writes
            self._clock = effect.apply(self._facts, self._clock)

    def _target(self, scene: Scene, scene_id: str, beat_id: str, line: int) -> Place:
        if scene_id and scene_id != scene.ident:
            if not self._book.has(scene_id):
                raise StoryError(scene.file, line, f"leads to the scene {scene_id!r}, which is not there")
            file = scene.file
            scene = self._book.scene(scene_id)
            there = Place(scene.ident, beat_id or scene.entry)
            self._lines += opening_lines(scene, there)
            if scene.clock and not self._muted:
                self._clock = moved_to(self._clock, scene.clock)
        else:
            file = scene.file
            there = Place(scene.ident, beat_id or scene.entry)
        if there.beat not in scene.beats:
            raise StoryError(file, line, f"leads to the beat {str(there)!r}, which is not there")
        return there

    def _stopped(self, here: Place, offers: tuple[Offer, ...], trigger: str) -> Reading:
        before, after = self._before, self._facts
        changes = tuple(
            FactChanged(name, before[name], after[name])
            for name in (self._book.declarations.facts if self._written else ())
            if name in self._written and name in before and before[name] != after[name]
        )
        return Reading(
            lines=tuple(self._lines),
            facts=after,
            changes=changes,
            clock=self._clock,
            place=here,
            once=tuple(sorted(self._once)),
            offers=offers,
            trigger=trigger,
            lost=self.lost,
        )
