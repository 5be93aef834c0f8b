"""Doubts the whole story at once: every file, every arrow, every state that a beat may be read in.

Law: one run finds all mistakes. What must not be published is an error; what is worth a look is a warning.
Each finding names file, line and what to do. The mission's table is handed in: this room does not know it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from game.narrative.archive_checks import check_archive
from game.narrative.arrows import ArrowChecks
from game.narrative.bounds import OUT_OF_BOUNDS, scan_bounds
from game.narrative.callouts import CALLOUT_FILES, scan_callouts
from game.narrative.cards import check_card
from game.narrative.choice_lists import check_choice_lists
from game.narrative.dates import CALENDAR, scan_calendar
from game.narrative.declaration_checks import DeclarationChecks, FactUse
from game.narrative.declarations import (
    DECLARATION_FILES,
    FACTS,
    RENAMED,
    SOURCES,
    STARTS,
    line_in,
    scan_declarations,
)
from game.narrative.fact_life import NO_PROGRAM, FlightUse, ProgramUse, check_fact_life
from game.narrative.findings import Finding, Report
from game.narrative.flightbook import is_flightbook_file, scan_flightbook
from game.narrative.graph import StoryGraph
from game.narrative.header import NEWSREEL, line_of_key
from game.narrative.lobby import LOBBY, scan_lobby
from game.narrative.lobby_checks import doubts
from game.narrative.manners import bad_habits
from game.narrative.measure import words_in
from game.narrative.never import check_never, check_starts
from game.narrative.phrase_checks import check_phrases
from game.narrative.previously import PREVIOUSLY
from game.narrative.promises import LATER
from game.narrative.reader import scan_scene
from game.narrative.recap_checks import check_previously
from game.narrative.scene_rules import SceneRules, shown_in
from game.narrative.screens import check_screens
from game.narrative.spelling import WORDS, Spelling, scan_words, unlisted
from game.narrative.timeline import openings_gone_back
from game.narrative.value_flow import ValueFlow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from game.errors import StoryError
    from game.narrative.book import Scene
    from game.narrative.callouts import CalloutBook
    from game.narrative.graph import PhaseRow, TransitionRow
    from game.narrative.lobby import LobbyCard
    from game.narrative.promises import Promise

_FOR_WRITERS = frozenset({FACTS, SOURCES, OUT_OF_BOUNDS, LATER, RENAMED, STARTS, CALENDAR})
"""Files of which a player reads nothing."""


def is_scene_file(file: str) -> bool:
    """Tell whether a file of the story is a scene: Markdown under ``reels/``, or right in ``newsreels/``."""
    if not file.endswith(".md") or _is_page(file):
        return False
    return file.startswith("reels/") or (file.startswith("newsreels/") and file.count("/") == 1)


def is_card_file(file: str) -> bool:
    """Tell whether a file of the story is an Archive card."""
    return (
        file.startswith("archive/") and file.count("/") == 1 and file.endswith(".md") and not _is_page(file)
    )


def card_ids(files: Iterable[str]) -> set[str]:
    """Return the ids of the Archive cards among files of the story."""
    return {_stem(file) for file in files if is_card_file(file)}


def check_story(
    files: Mapping[str, bytes],
    phases: Mapping[str, PhaseRow],
    transitions: Iterable[TransitionRow],
    phrase_ids: Collection[str] = (),
    program: ProgramUse = NO_PROGRAM,
) -> Report:
    """Check a story.

    Args:
        files: every file of the story, by its path relative to ``story/``.
        phases: the mission's phases, by name.
        transitions: the mission's table.
        phrase_ids: ids that ``phrases.toml`` must have.
        program: the facts that the program itself sets and reads.
    """
    checks = _StoryChecks(files, phases, tuple(transitions), program)
    checks.run(phrase_ids)
    return checks.report()


class _StoryChecks:
    def __init__(
        self,
        files: Mapping[str, bytes],
        phases: Mapping[str, PhaseRow],
        transitions: tuple[TransitionRow, ...],
        program: ProgramUse,
    ) -> None:
        self._errors: set[Finding] = set()
        self._warnings: set[Finding] = set()
        self._promises: tuple[Promise, ...] = ()
        self._lists: dict[int, tuple[int, int]] = {}
        self._told: dict[int, tuple[int, int]] = {}
        self._unlisted: tuple[str, ...] = ()
        self._callouts: list[CalloutBook] = []
        self._cards: tuple[LobbyCard, ...] = ()
        self._program = program
        self._phases = phases
        self._transitions = transitions
        self._texts = {
            file: self._decoded(file, data) for file, data in sorted(files.items()) if _is_text(file)
        }
        self._declared, errors = scan_declarations(
            {file: text for file, text in self._texts.items() if file in (*DECLARATION_FILES, SOURCES)}
        )
        self._take(errors)

    def run(self, phrase_ids: Collection[str]) -> None:
        self._check_callouts()
        self._read_lobby()
        scenes = self._read_scenes()
        graph = StoryGraph(scenes, self._phases, self._transitions)
        whole = len(scenes) == sum(map(is_scene_file, self._texts))
        arrows = ArrowChecks(graph, self._declared, self.error, self.warning)
        arrows.check_targets(self._known_scenes())
        arrows.check_phases(self._known_scenes())
        arrows.check_triggers()
        arrows.check_ways_out()
        if whole:
            arrows.check_reached()
        program = self._program_use()
        flow = ValueFlow(graph, self._declared.facts, arrows, program)
        check_screens(graph, self._declared.facts, arrows, flow, self.warning)
        if whole:
            check_never(graph, self._declared.facts, flow, self.warning)
            check_starts(graph, self._declared, flow, self._warn_of_start)
        for scene, message in openings_gone_back(graph):
            self.error(scene.file, line_of_key(self._texts[scene.file], "time"), message)
        rules = SceneRules(graph, self._declared.people, card_ids(self._texts), self._days())
        for scene in scenes.values():
            for wrong, line, message in rules.doubts(scene, self._texts[scene.file]):
                (self.error if wrong else self.warning)(scene.file, line, message)
        self._check_bounds(scenes)
        use = FactUse(self._declared, graph)
        self._lists = check_choice_lists(
            graph, self._declared, use.read | program.reads, self.error, self.warning
        )
        if LATER in self._texts:
            self._promises = check_fact_life(
                graph, self._declared, arrows, program, self._texts, self.error, self.warning
            )
        declarations = DeclarationChecks(graph, self._declared, self._texts, self.error, self.warning)
        declarations.check_facts(use, program)
        declarations.check_renames(self._known_scenes())
        declarations.check_endings()
        declarations.check_starts()
        self._check_sources(scenes)
        self._check_flightbook()
        self._check_lobby(use)
        if PREVIOUSLY in self._texts:
            text = self._texts[PREVIOUSLY]
            check_previously(text, self._declared, graph, self.error, self.warning, whole=whole)
        check_phrases(self._texts, phrase_ids, self.error)
        self._check_spelling()

    def report(self) -> Report:
        return Report(
            tuple(sorted(self._errors)),
            tuple(sorted(self._warnings - self._errors)),
            promises=self._promises,
            lists=self._lists,
            told=dict(sorted(self._told.items())),
            unlisted=self._unlisted,
        )

    def error(self, file: str, line: int, message: str) -> None:
        self._errors.add(Finding(file, line, message))

    def warning(self, file: str, line: int, message: str) -> None:
        self._warnings.add(Finding(file, line, message))

    def _take(self, errors: Iterable[StoryError]) -> None:
        for error in errors:
            self.error(error.file, error.line, error.message)

    def _decoded(self, file: str, data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.error(file, line, f"not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8")
            # the rest of the file is still worth checking
            return data.decode(errors="ignore")

    def _known_scenes(self) -> set[str]:
        """Return the ids that arrows may name: also those of files that could not be read."""
        return {_stem(file) for file in self._texts if is_scene_file(file)}

    def _read_scenes(self) -> dict[str, Scene]:
        scenes: dict[str, Scene] = {}
        files: dict[str, str] = {}
        for file, text in self._texts.items():
            if not is_scene_file(file):
                continue
            scene, errors = scan_scene(text, file, self._declared)
            self._take(errors)
            stem = _stem(file)
            if stem in files:
                self.error(file, 1, f"the scene {stem!r} is also in {files[stem]}; rename one of the files")
            elif scene is not None:
                scenes[stem] = scene
            files.setdefault(stem, file)
        return scenes

    def _read_lobby(self) -> None:
        if LOBBY in self._texts:
            self._cards, errors = scan_lobby(self._texts[LOBBY], self._declared)
            self._take(errors)

    def _days(self) -> frozenset[str] | None:
        if CALENDAR not in self._texts:
            return None
        known, mistakes = scan_calendar(self._texts[CALENDAR])
        for line, message in mistakes:
            self.error(CALENDAR, line, message)
        return known

    # words

    def _check_bounds(self, scenes: Mapping[str, Scene]) -> None:
        if OUT_OF_BOUNDS not in self._texts:
            return
        bounds, mistakes = scan_bounds(self._texts[OUT_OF_BOUNDS])
        for line, message in mistakes:
            self.error(OUT_OF_BOUNDS, line, message)
        for file, text in self._texts.items():
            if file not in _FOR_WRITERS:
                for line, message in bounds.phrases_in(text):
                    self.error(file, line, message)
        places: dict[int, list[str]] = defaultdict(list)
        for scene in sorted(scenes.values(), key=lambda scene: scene.file):
            words, told = self._told.get(scene.reel, (0, 0))
            for line, shown in shown_in(scene):
                words += words_in(shown.text)
                here = 0 if shown.speaker else bounds.told_in(shown.text)
                told += here
                if here:
                    places[scene.reel].append(f"{scene.ident}:{line}")
            self._told[scene.reel] = words, told
        for reel, (words, told) in sorted(self._told.items()):
            if bounds.too_many(told, words):
                where = ", ".join(places[reel])
                said = f"reel {reel} tells {told} feelings in {words} words"
                most = f"at most {bounds.most_told} in 1000; show some instead ({where})"
                self.warning(OUT_OF_BOUNDS, line_in(self._texts[OUT_OF_BOUNDS], "told"), f"{said}, {most}")

    def _check_callouts(self) -> None:
        for file in sorted(name for name in self._texts if name.startswith(CALLOUT_FILES)):
            book, errors = scan_callouts(self._texts[file], file, self._declared)
            self._callouts.append(book)
            self._take(errors)
            for callout in book.lines.values():
                for message in bad_habits(callout.say):
                    self.warning(file, callout.line, f"{callout.ident}: {message}")

    def _check_flightbook(self) -> None:
        book, errors = scan_flightbook(
            {file: text for file, text in self._texts.items() if is_flightbook_file(file)}
        )
        self._take(errors)
        for page in book.pages:
            for entry in page.entries:
                for message in bad_habits(entry.text):
                    self.warning(page.file, entry.line, message)

    def _check_lobby(self, use: FactUse) -> None:
        newsreels = sum(1 for file in self._texts if is_scene_file(file) and file.startswith("newsreels/"))
        most = {"endings_seen": len(self._declared.endings), "newsreels_seen": newsreels}
        for line, message in doubts(self._cards, self._declared.facts, use.reachable, most):
            self.error(LOBBY, line, message)
        for card in self._cards:
            for message in (*bad_habits(card.title), *bad_habits(card.words)):
                self.warning(LOBBY, card.line, f"{card.ident}: {message}")

    def _check_sources(self, scenes: Mapping[str, Scene]) -> None:
        cards = {file: text for file, text in self._texts.items() if is_card_file(file)}
        if SOURCES not in self._texts:
            needing = [*cards, *(scene.file for scene in scenes.values() if scene.kind == NEWSREEL)]
            if needing:
                self.error(SOURCES, 0, f"the file is missing; {needing[0]} names sources")
        by_id = {_stem(file): file for file in cards}
        check_archive(self._texts, by_id, scenes.values(), self.error, self.warning)
        for file, text in cards.items():
            for line, message in check_card(text, self._declared.sources):
                self.error(file, line, message)

    def _check_spelling(self) -> None:
        if WORDS not in self._texts:
            return
        listed = scan_words(self._texts[WORDS])
        spelling = Spelling(listed)
        missing = unlisted(self._texts, listed)
        self._unlisted = tuple(missing)
        for word, places in missing.items():
            file, line = places[0]
            near = spelling.near(word)
            meant = f", did you mean {' or '.join(map(repr, near))}?" if near else ""
            others = len(places) - 1
            more = f" (and in {others} more place{'s' if others > 1 else ''})" if others else ""
            self.warning(
                file, line, f"spelling: {word!r} is not in {WORDS}{meant}{more}; see `offscript story words`"
            )

    def _program_use(self) -> ProgramUse:
        """Return what the program uses, with what the call-outs of a flight and the lobby's cards ask."""
        asked: set[str] = set()
        for book in self._callouts:
            for callout in book.lines.values():
                asked |= callout.when.names if callout.when is not None else frozenset()
        flights = {
            name: FlightUse(use.reads | asked, use.writes) for name, use in self._program.flights.items()
        }
        lobby = frozenset(name for card in self._cards if card.when is not None for name in card.when.names)
        return ProgramUse(self._program.always, flights, self._program.lobby | lobby)

    def _warn_of_start(self, reel: int, message: str) -> None:
        text = self._texts.get(STARTS, "")
        line = line_in(text, f"reel_{reel}", "facts") or line_in(text, f"reel_{reel}")
        self.warning(STARTS, line, f"[reel_{reel}] {message}")


def _is_text(file: str) -> bool:
    return file == WORDS or (file.endswith((".md", ".toml")) and not _is_page(file))


def _is_page(file: str) -> bool:
    """Tell whether a file is for writers to read."""
    return file.rpartition("/")[2] == "README.md"


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")
