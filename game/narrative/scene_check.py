"""Doubts one scene, again and again while it is being written.

Law: what it finds in a scene, `check_story` finds there too. Of the other files only those are read again
that have changed; whatever asks the whole story (which facts are read where, what nothing leads to) is left
to ``story check``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.narrative.arrows import ArrowChecks
from game.narrative.bounds import OUT_OF_BOUNDS, scan_bounds
from game.narrative.checks import card_ids, is_scene_file
from game.narrative.choice_lists import check_choice_lists
from game.narrative.dates import CALENDAR, scan_calendar
from game.narrative.declarations import DECLARATION_FILES, SOURCES, scan_declarations
from game.narrative.fact_life import NO_PROGRAM, ProgramUse
from game.narrative.findings import Finding
from game.narrative.graph import StoryGraph
from game.narrative.never import check_never
from game.narrative.reader import scan_scene
from game.narrative.scene_rules import SceneRules
from game.narrative.screens import check_screens
from game.narrative.spelling import WORDS, scan_words, unlisted
from game.narrative.value_flow import ValueFlow
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from game.errors import StoryError
    from game.narrative.book import Declarations, Scene
    from game.narrative.graph import PhaseRow, TransitionRow

    Tell = Callable[[str, int, str], None]


@dataclass(frozen=True, slots=True)
class Problem(Finding):
    """A finding, and how much it matters.

    Attributes:
        wrong: whether the story must not be published with it.
    """

    wrong: bool = True


class SceneCheck:
    """Remembers what it has read, so that a file that did not change is not read again.

    Args:
        phases: the mission's phases, by name.
        transitions: the mission's table.
        program: returns the facts that the program itself sets, of those that are declared.
    """

    def __init__(
        self,
        phases: Mapping[str, PhaseRow],
        transitions: Iterable[TransitionRow],
        program: Callable[[Collection[str]], ProgramUse] = lambda _: NO_PROGRAM,
    ) -> None:
        self._phases = phases
        self._transitions = tuple(transitions)
        self._program = program
        self._declared_by: Mapping[str, str] | None = None
        self._declared: Declarations | None = None
        self._refused: tuple[StoryError, ...] = ()
        self._words: tuple[str, frozenset[str]] | None = None
        self._read: dict[str, tuple[str, Scene | None, tuple[StoryError, ...]]] = {}

    def mistakes(self, files: Mapping[str, bytes], scene_id: str) -> list[Problem]:
        """Return what keeps the declarations and a scene from being read; quick.

        Args:
            files: every file of the story, by its path relative to ``story/``.
            scene_id: the scene.
        """
        declared = self._declarations(files)
        file = _file_of(files, scene_id)
        errors = [*self._refused, *(self._scan(files, file, declared)[1] if file else ())]
        return [Problem(error.file, error.line, error.message) for error in errors]

    def problems(self, files: Mapping[str, bytes], scene_id: str) -> list[Problem]:
        """Return everything that is wrong with a scene or worth a look in it, mistakes first.

        Args:
            files: as for `mistakes`.
            scene_id: the scene.
        """
        found = set(self.mistakes(files, scene_id))
        declared = self._declarations(files)
        file = _file_of(files, scene_id)
        scenes: dict[str, Scene] = {}
        for name in filter(is_scene_file, files):
            scene = self._scan(files, name, declared)[0]
            if scene is not None:
                scenes[_stem(name)] = scene
        if scene_id in scenes:
            for problem in self._doubts(files, declared, scenes, scenes[scene_id]):
                if problem.file == file and problem.line:
                    found.add(problem)
        told = {(problem.line, problem.message) for problem in found if problem.wrong}
        kept = [problem for problem in found if problem.wrong or (problem.line, problem.message) not in told]
        return sorted(kept, key=lambda problem: (not problem.wrong, problem.file != file, problem))

    def _doubts(
        self, files: Mapping[str, bytes], declared: Declarations, scenes: Mapping[str, Scene], scene: Scene
    ) -> list[Problem]:
        found: list[Problem] = []

        def error(file: str, line: int, message: str) -> None:
            found.append(Problem(file, line, message))

        def warning(file: str, line: int, message: str) -> None:
            found.append(Problem(file, line, message, wrong=False))

        whole = StoryGraph(scenes, self._phases, self._transitions)
        here = _OneScene(scenes, self._phases, self._transitions, scene.ident)
        known = {_stem(name) for name in files if is_scene_file(name)}
        arrows = ArrowChecks(here, declared, error, warning)
        arrows.check_targets(known)
        arrows.check_triggers()
        arrows.check_ways_out()
        if len(scenes) == len(known):
            arrows.check_reached()
        flow = ValueFlow(whole, declared.facts, arrows, self._program(declared.facts))
        check_screens(here, declared.facts, arrows, flow, warning)
        # Whether a fact is read somewhere else is not asked: each is taken for one that is.
        check_choice_lists(here, declared, declared.facts, error, warning)
        if len(scenes) == len(known):
            check_never(here, declared.facts, flow, warning)
        rules = SceneRules(whole, declared.people, card_ids(files), self._days(files))
        for wrong, line, message in rules.doubts(scene, _text(files[scene.file])):
            (error if wrong else warning)(scene.file, line, message)
        self._check_words(scene.file, files, error, warning)
        return found

    def _days(self, files: Mapping[str, bytes]) -> frozenset[str] | None:
        return scan_calendar(_text(files[CALENDAR]))[0] if CALENDAR in files else None

    def _check_words(self, file: str, files: Mapping[str, bytes], error: Tell, warning: Tell) -> None:
        """Find phrases that are out of bounds, and words that the word list does not have."""
        text = _text(files[file])
        if OUT_OF_BOUNDS in files:
            for line, message in scan_bounds(_text(files[OUT_OF_BOUNDS]))[0].phrases_in(text):
                error(file, line, message)
        if WORDS in files:
            for word, places in unlisted({file: text}, self._listed(_text(files[WORDS]))).items():
                for line in sorted({line for _, line in places}):
                    warning(file, line, f"spelling: {word!r} is not in {WORDS}; see `offscript story words`")

    def _listed(self, text: str) -> frozenset[str]:
        if self._words is None or self._words[0] != text:
            self._words = text, scan_words(text)
        return self._words[1]

    def _declarations(self, files: Mapping[str, bytes]) -> Declarations:
        texts = {name: _text(files[name]) for name in (*DECLARATION_FILES, SOURCES) if name in files}
        if self._declared is None or texts != self._declared_by:
            self._declared, self._refused = scan_declarations(texts)
            self._declared_by = texts
            # What a scene may name has changed, so each may be right or wrong now.
            self._read.clear()
        return self._declared

    def _scan(
        self, files: Mapping[str, bytes], file: str, declared: Declarations
    ) -> tuple[Scene | None, tuple[StoryError, ...]]:
        text = _text(files[file])
        kept = self._read.get(file)
        if kept is None or kept[0] != text:
            kept = text, *scan_scene(text, file, declared)
            self._read[file] = kept
        return kept[1:]


@dataclass(frozen=True, slots=True)
class _OneScene(StoryGraph):
    """The whole graph, of which only one scene is walked through beat by beat."""

    only: str = ""

    def places(self) -> Iterator[Place]:
        """Yield the places of that scene."""
        for beat in self.scenes[self.only].beats:
            yield Place(self.only, beat)


def _file_of(files: Mapping[str, bytes], scene_id: str) -> str:
    return next((name for name in files if is_scene_file(name) and _stem(name) == scene_id), "")


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")
