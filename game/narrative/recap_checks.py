"""Doubts ``story/previously.toml``: what it names must be in the story, and nobody may pass a scene untold.

Law: as for every check: one run finds all mistakes, each with file, line and what to do.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from game.narrative.book import Divert, Fire, Paragraph
from game.narrative.declarations import line_in
from game.narrative.graph import TAKE_OFF
from game.narrative.manners import bad_habits
from game.narrative.previously import FLIGHTS, OPENINGS, PREVIOUSLY, scan_previously
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from game.narrative.book import Beat, Declarations, Scene
    from game.narrative.graph import StoryGraph
    from game.narrative.previously import Recaps, Sentence

    Tell = Callable[[str, int, str], None]

_TO_THE_PLAYER = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\*[^*]*\*')


def check_previously(
    text: str, declared: Declarations, graph: StoryGraph, error: Tell, warning: Tell, *, whole: bool = True
) -> None:
    """Check the sentences of a recap against the story.

    Args:
        text: the file.
        declared: the story's facts and starts.
        graph: the story.
        error: is told file, line and message of a mistake.
        warning: likewise of what is worth a look.
        whole: whether every scene could be read; if not, what is missing is not looked for.
    """
    recaps, errors = scan_previously(text, declared)
    for mistake in errors:
        error(mistake.file, mistake.line, mistake.message)
    checks = _RecapChecks(text, recaps, declared, graph, lambda line, said: error(PREVIOUSLY, line, said))
    if whole:
        checks.check_keys()
        checks.check_lists()
        checks.check_untold()
    for line, words in checks.all_words():
        for habit in bad_habits(words):
            warning(PREVIOUSLY, line, habit)
        if _TO_THE_PLAYER.search(_QUOTED.sub("", words)):
            warning(PREVIOUSLY, line, "speaks to the player; a recap tells of people by their names")


class _RecapChecks:
    def __init__(
        self,
        text: str,
        recaps: Recaps,
        declared: Declarations,
        graph: StoryGraph,
        wrong: Callable[[int, str], None],
    ) -> None:
        self._text = text
        self._recaps = recaps
        self._declared = declared
        self._graph = graph
        self._wrong = wrong

    def all_words(self) -> Iterator[tuple[int, str]]:
        for sentences in self._recaps.sentences.values():
            yield from ((sentence.line, sentence.words) for sentence in sentences)
        for group, listed in ((OPENINGS, self._recaps.openings), (FLIGHTS, self._recaps.flights)):
            yield from ((line_in(self._text, group, scene), words) for scene, words in listed.items())

    def check_keys(self) -> None:
        graph = self._graph
        reached: set[Place] = set()
        for name, phase in graph.phases.items():
            if phase.scene in graph.scenes:
                reached |= graph.reach_of_phase(name)
        for key, sentences in self._recaps.sentences.items():
            line = sentences[0].line
            scene_id, beat_id, *rest = key.split("/")
            scene = graph.scenes.get(scene_id)
            if scene is None:
                self._wrong(line, f"{key}: no scene is called {scene_id!r}{_near(scene_id, graph.scenes)}")
            elif beat_id not in scene.beats:
                self._wrong(line, f"{key}: the scene has no beat {beat_id!r}{_near(beat_id, scene.beats)}")
            else:
                self._check_place(key, sentences[0], scene, scene.beats[beat_id], rest)
                if Place(scene_id, beat_id) not in reached:
                    self._wrong(line, f"{key}: nothing leads there, so nobody is ever told this; take it out")

    def _check_place(self, key: str, sentence: Sentence, scene: Scene, beat: Beat, rest: list[str]) -> None:
        if sentence.reel != scene.reel:
            self._wrong(
                sentence.line, f"{key}: the scene is of reel {scene.reel}; write [reel_{scene.reel}...]"
            )
        choices = [choice.ident for choice in beat.choices]
        if rest and rest[0] not in choices:
            self._wrong(sentence.line, f"{key}: the beat has no choice {rest[0]!r}{_near(rest[0], choices)}")
        if not rest and not any(isinstance(item, Paragraph) for item in beat.items):
            self._wrong(
                sentence.line, f"{key}: the beat shows no word, so that nobody has seen it; take another"
            )

    def check_lists(self) -> None:
        graph, recaps = self._graph, self._recaps
        targets = {row.target for row in graph.transitions}
        begun = {self._scene_of(start.phase) for start in self._declared.starts.values()}
        begun |= {
            phase.scene
            for name, phase in graph.phases.items()
            if name not in targets and phase.scene in graph.scenes and graph.scenes[phase.scene].reel
        }
        flown = {phase.scene for phase in graph.phases.values() if phase.landings}
        for group, listed, wanted, why in (
            (OPENINGS, recaps.openings, begun, "a film can begin there"),
            (FLIGHTS, recaps.flights, flown, "it can be flown"),
        ):
            for scene in sorted((wanted & graph.scenes.keys()) - listed.keys()):
                self._wrong(
                    line_in(self._text, group), f'[{group}] has no {scene}; {why}, so add {scene} = "words"'
                )
            for scene in sorted(listed.keys() - wanted):
                line = line_in(self._text, group, scene)
                self._wrong(
                    line, f"[{group}] {scene!r} is never told: of no such scene {why}{_near(scene, wanted)}"
                )

    def _scene_of(self, phase: str) -> str:
        return self._graph.phases[phase].scene if phase in self._graph.phases else ""

    def check_untold(self) -> None:
        """Find the scenes that can be left without a sentence that is told whatever the facts are."""
        for scene in self._graph.scenes.values():
            if scene.ident not in self._recaps.scenes:
                self._wrong(0, f'{scene.ident} has no sentence; add [reel_{scene.reel}."{scene.ident}/BEAT"]')
                continue
            left = self._silent_way_out(scene)
            if left:
                self._wrong(
                    0,
                    f"{scene.ident} can be left at {left!r} with no sentence told; "
                    "give one on that way that has no condition",
                )

    def _silent_way_out(self, scene: Scene) -> str:
        """Return a beat at which the scene can be left untold, or ``""``."""
        edge, been = [scene.entry], set[str]()
        while edge:
            ident = edge.pop()
            if ident in been or ident not in scene.beats or self._is_told(f"{scene.ident}/{ident}"):
                continue
            been.add(ident)
            beat = scene.beats[ident]
            for item in beat.items:
                if isinstance(item, Fire) and item.trigger != TAKE_OFF:
                    return ident
                if isinstance(item, Fire):
                    edge += self._landings(scene)
                elif isinstance(item, Divert):
                    if item.scene not in ("", scene.ident):
                        return ident
                    edge.append(item.beat or scene.entry)
            for choice in beat.choices:
                if self._is_told(f"{scene.ident}/{ident}/{choice.ident}"):
                    continue
                if choice.scene not in ("", scene.ident):
                    return ident
                edge.append(choice.beat or scene.entry)
        return ""

    def _landings(self, scene: Scene) -> list[str]:
        return [
            beat
            for phase in self._graph.phases.values()
            if phase.scene == scene.ident
            for beat in phase.landings
        ]

    def _is_told(self, key: str) -> bool:
        """Tell whether something is told of a key whatever the facts are."""
        return any(sentence.when is None for sentence in self._recaps.sentences.get(key, ()))


def _near(word: str, words: Iterable[str]) -> str:
    near = get_close_matches(word, list(words), 1)
    return f" (did you mean {near[0]!r}?)" if near else "; correct the name"
