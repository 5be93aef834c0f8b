"""Looks ahead in a game: what choices would lead to, some steps deep, without a word of it being shown.

Law: what it foresees is what `game.engine.turn` then does, facts, place, clock and open choices (a test plays
both side by side). It builds no states and no lines, so that a player who looks ahead costs little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.errors import StoryError
from game.mission.phases import OVER, PHASES, TRANSITIONS, ending_of
from game.narrative.book import Divert, Doing, Fire
from game.narrative.expressions import moved_to
from game.narrative.graph import TAKE_OFF
from game.vocabulary.flying import Rung

if TYPE_CHECKING:
    from game.engine.state import State
    from game.mission.phases import Transition
    from game.narrative.book import Choice, Scene
    from game.narrative.shelf import Book
    from game.vocabulary.values import Value

_STEPS = 400
"""Beats and phases that one choice may pass through; what needs more is left to the walk to report."""

_Holds = Callable[[Mapping[str, "Value"], str], bool]
_Deed = Callable[[dict[str, "Value"], str], str]
_Ready = tuple[
    tuple[tuple[_Holds | None, tuple[_Deed, ...], Divert | Fire | None], ...],
    tuple[tuple["Choice", _Holds | None, str], ...],
]
"""What of a beat matters: its steps (a question, deeds, an arrow), and its choices with their questions."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A moment that may come.

    Attributes:
        phase: the mission's phase.
        scene: the scene's id.
        beat: the beat whose choices are open.
        facts: every fact; never changed after it was made.
        clock: mission time.
        once: the once-only choices that were taken.
        choices: those that are open; none when the film is over, or stuck.
        ending: the ending's id, or ``""``.
        taken: the choices that led here, as ``scene/choice``.
        known: what was already foreseen of it, by choice.
    """

    phase: str
    scene: str
    beat: str
    facts: Mapping[str, Value]
    clock: str
    once: frozenset[str]
    choices: tuple[Choice, ...]
    ending: str = ""
    taken: tuple[str, ...] = ()
    known: dict[str, Ahead] = field(default_factory=dict["str", "Ahead"], compare=False, repr=False)

    def is_now(self, state: State) -> bool:
        """Tell whether a real moment is the one that was foreseen."""
        place = state.place
        here = (self.scene, self.beat, self.phase, self.clock)
        return here == (place.scene, place.beat, state.phase, state.clock) and self.facts == state.known()


class Foresight:
    """Foresees in one story.

    Args:
        book: the story.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._scenes: dict[str, Scene | None] = {}
        self._beats: dict[tuple[str, str], _Ready] = {}
        self._rows: dict[tuple[str, str], list[Transition]] = defaultdict(list)
        for row in TRANSITIONS:
            self._rows[row.source, row.trigger].append(row)

    def now(self, state: State, taken: tuple[str, ...] = ()) -> Ahead:
        """Return a real moment as one to look ahead from.

        Args:
            state: the moment.
            taken: the choices that led to it, as ``scene/choice``.
        """
        scene = self._book.scene(state.place.scene)
        offered = {offer.ident for offer in state.offers}
        choices = tuple(choice for choice in scene.beats[state.place.beat].choices if choice.ident in offered)
        once = frozenset(state.once)
        place = state.place
        return Ahead(
            state.phase, place.scene, place.beat, state.known(), state.clock, once, choices, "", taken
        )

    def after(self, now: Ahead, choice: Choice) -> Ahead:
        """Return what would come of a choice that is open; a moment without choices where it would break."""
        known = now.known.get(choice.ident)
        if known is None:
            known = now.known[choice.ident] = self._after(now, choice)
        return known

    def _after(self, now: Ahead, choice: Choice) -> Ahead:
        facts = dict(now.facts)
        clock = now.clock
        key = f"{now.scene}/{choice.ident}"
        once = now.once | {key} if choice.once else now.once
        for effect in choice.effects:
            clock = effect.apply(facts, clock)
        scene, beat, phase, ending = choice.scene or now.scene, choice.beat, now.phase, ""
        if scene != now.scene:
            clock = self._cut(scene, clock)
        choices: tuple[Choice, ...] = ()
        for _ in range(_STEPS):
            here = self._scene(scene)
            beat = beat or (here.entry if here is not None else "")
            if here is None or beat not in here.beats:
                break
            steps, listed = self._ready(here, beat)
            way: Divert | Fire | None = None
            for holds, deeds, way in steps:
                if holds is not None and not holds(facts, clock):
                    way = None
                elif way is not None:
                    break
                else:
                    for deed in deeds:
                        clock = deed(facts, clock)
            if way is None:
                choices = tuple(
                    choice
                    for choice, holds, only_once in listed
                    if only_once not in once and (holds is None or holds(facts, clock))
                )
                break
            if isinstance(way, Divert):
                if way.scene and way.scene != scene:
                    clock = self._cut(way.scene, clock)
                scene, beat = way.scene or scene, way.beat
                continue
            if way.trigger == TAKE_OFF:
                facts["flying"] = Rung.TOLD.value
                continue
            target = self._fired(phase, way.trigger, facts)
            if target == OVER:
                phase, ending = target, ending_of(phase)
                break
            if not target:
                break
            phase = target
            scene, beat = PHASES[phase].scene, ""
            entered = self._scene(scene)
            clock = (entered.clock if entered is not None else "") or clock
        return Ahead(phase, scene, beat, facts, clock, once, choices, ending, (*now.taken, key))

    def _scene(self, ident: str) -> Scene | None:
        """Return a scene, or None where there is none or its file is wrong."""
        if ident not in self._scenes:
            try:
                self._scenes[ident] = self._book.scene(ident) if self._book.has(ident) else None
            except StoryError:
                self._scenes[ident] = None
        return self._scenes[ident]

    def _cut(self, ident: str, clock: str) -> str:
        scene = self._scene(ident)
        return moved_to(clock, scene.clock) if scene is not None and scene.clock else clock

    def _ready(self, scene: Scene, beat: str) -> _Ready:
        """Return a beat as it is read here: without its words, its questions and deeds at hand."""
        ready = self._beats.get((scene.ident, beat))
        if ready is None:
            written = scene.beats[beat]
            steps = tuple(
                (
                    item.when.holds if item.when is not None else None,
                    tuple(effect.apply for effect in item.effects) if isinstance(item, Doing) else (),
                    None if isinstance(item, Doing) else item,
                )
                for item in written.items
                if isinstance(item, (Doing, Divert, Fire))
            )
            choices = tuple(
                (
                    choice,
                    choice.when.holds if choice.when is not None else None,
                    f"{scene.ident}/{choice.ident}" if choice.once else "",
                )
                for choice in written.choices
            )
            ready = self._beats[scene.ident, beat] = (steps, choices)
        return ready

    def _fired(self, phase: str, trigger: str, facts: Mapping[str, Value]) -> str:
        for row in self._rows.get((phase, trigger), ()):
            if row.guard is None or row.guard.asks(facts):
                return row.target
        return ""
