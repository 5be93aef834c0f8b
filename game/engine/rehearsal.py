"""A rehearsal: a scene played from any beat with facts set by hand, and played again once it was rewritten.

Law: pure. What was taken is remembered by the ids that the writer wrote, never by position, and taken again
in whatever the story says now; a step that the story no longer has is where the rehearsal stops. What can be
flown is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, begin
from game.errors import StoryError
from game.mission.machine import TriggerIllegal
from game.mission.phases import PHASES, START
from game.narrative.book import Divert, Start
from game.narrative.memory import resolve_choice, resolve_place
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.flying import ChangeRung, Rung

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.engine.state import State
    from game.narrative.book import Scene
    from game.narrative.shelf import Book
    from game.vocabulary.values import Place, Value

FLYING = "flying"
"""The fact that says how what can be flown is met."""


@dataclass(frozen=True, slots=True)
class Step:
    """A choice that was taken.

    Attributes:
        at: the place where it was open.
        choice: its written id.
    """

    at: Place
    choice: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is rehearsed.

    Attributes:
        place: where it begins; without a beat at the scene's first.
        seed: chance is drawn from it.
        facts: what is set by hand, over what is true at that point of the film.
        path: the choices that were taken, from the beginning on.
    """

    place: Place
    seed: int
    facts: Mapping[str, Value]
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A step of the path that cannot be taken any more.

    Attributes:
        step: which.
        gone: the story no longer has the choice; else it has, but it is not open here.
        left: how many steps were to come, this one included.
    """

    step: Step
    gone: bool
    left: int


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a rehearsal came.

    Attributes:
        turns: the first is its beginning, then one for each choice that was taken.
        taken: those choices, as they are called now.
        lost: the next step, where it could not be taken.
        displaced: the place at which it was to begin and that is gone; it begins at the scene's first.
    """

    turns: tuple[Turn, ...]
    taken: tuple[Step, ...]
    lost: Lost | None = None
    displaced: Place | None = None

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.turns[-1].state


def rehearse(rehearsal: Rehearsal, book: Book) -> Stand:
    """Play a rehearsal as far as the story lets it come.

    Raises:
        StoryError: if what is to be read is wrong, or not there.
    """
    try:
        return _rehearse(rehearsal, book)
    except (TriggerIllegal, RecursionError) as error:
        scene = book.scene(rehearsal.place.scene)
        raise StoryError(scene.file, 0, f"{error}; see `story map`") from error


def _rehearse(rehearsal: Rehearsal, book: Book) -> Stand:
    place, lost_place = resolve_place(book, rehearsal.place)
    if place is None:
        raise StoryError(f"{rehearsal.place.scene}.md", 0, "the story has no such scene now")
    scene = book.scene(place.scene)
    start = opening(book, scene, rehearsal.facts)
    rung = None if FLYING in rehearsal.facts or FLYING not in book.declarations.facts else Rung.TOLD
    turns = [_told(begin(book, rehearsal.seed, start, rung, at=place), book)]
    taken: list[Step] = []
    displaced = rehearsal.place if lost_place is not None else None
    for number, step in enumerate(rehearsal.path):
        state = turns[-1].state
        scene_id, now = _named_now(book, step)
        if state.place.scene != scene_id or now not in {offer.ident for offer in state.offers}:
            lost = Lost(step, not _has_choice(book, scene_id, now), len(rehearsal.path) - number)
            return Stand(tuple(turns), tuple(taken), lost, displaced)
        taken.append(Step(state.place, now))
        turns.append(_told(advance(state, Choose(state.place, now), book), book))
    return Stand(tuple(turns), tuple(taken), None, displaced)


def _named_now(book: Book, step: Step) -> tuple[str, str]:
    """Return the scene and the id that a step has by now."""
    scene_id, _, ident = resolve_choice(book, f"{step.at.scene}/{step.choice}").partition("/")
    return scene_id, ident


def _has_choice(book: Book, scene_id: str, ident: str) -> bool:
    return book.has(scene_id) and any(
        choice.ident == ident for beat in book.scene(scene_id).beats.values() for choice in beat.choices
    )


def _told(turn: Turn, book: Book) -> Turn:
    """Return the turn with its emergency met as a scene, where it put hands on the controllers."""
    if turn.state.flight is None:
        return turn
    told = advance(turn.state, Fly(turn.state.flight.tick, (ChangeRung(Rung.TOLD),)), book)
    return Turn(told.state, turn.events + told.events)


# where in the film a scene stands


def opening(book: Book, scene: Scene, facts: Mapping[str, Value]) -> Start:
    """Return the beginning of a film that opens on a scene.

    What is true is what is true at the nearest marked start at or before the scene's reel, and what is set by
    hand.

    Args:
        book: the story.
        scene: what is to be read.
        facts: what is set by hand.
    """
    marked = [start for start in book.declarations.starts.values() if start.reel <= scene.reel]
    nearest = max(marked, key=lambda start: start.reel, default=Start(0, START, {}))
    phase = phase_of(book, scene.ident, nearest.phase)
    return replace(nearest, phase=phase, facts={**nearest.facts, **facts})


def phase_of(book: Book, scene_id: str, otherwise: str) -> str:
    """Return the phase that opens on a scene, else the first that can come to it, else another one."""
    for phase in PHASES.values():
        if phase.scene == scene_id:
            return phase.name
    for phase in PHASES.values():
        if phase.scene and scene_id in _scenes_from(book, phase.scene):
            return phase.name
    return otherwise if otherwise in PHASES else START


def _scenes_from(book: Book, scene_id: str) -> set[str]:
    """Return the scenes that arrows lead to from a scene without a trigger; broken ones lead nowhere."""
    reached: set[str] = set()
    edge = [scene_id]
    while edge:
        here = edge.pop()
        if here not in reached and book.has(here):
            reached.add(here)
            edge += _leads(book, here)
    return reached


def _leads(book: Book, scene_id: str) -> Iterator[str]:
    try:
        scene = book.scene(scene_id)
    except StoryError:
        return
    for beat in scene.beats.values():
        yield from (item.scene for item in beat.items if isinstance(item, Divert) and item.scene)
        yield from (choice.scene for choice in beat.choices if choice.scene)
