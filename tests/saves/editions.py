"""The films of earlier editions, and later editions of the story made out of the present one.

Law: the films are only read, or copied; a later edition lies in a folder of its own.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

from game.engine.turn import Turn, advance, fly_on, settle
from game.mission.phases import BY_FACT, PHASES
from game.narrative.declarations import DECLARATION_FILES, SOURCES, read_declarations
from game.narrative.shelf import Book
from game.storage.film import Film
from game.storage.library import open_book, story_files
from game.vocabulary.commands import Choose, Fly
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, Rung
from game.vocabulary.values import Place
from tests.session.stage import sitting

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from game.engine.state import State
    from game.mission.phases import Phase
    from game.narrative.book import Declarations, Scene
    from game.session import Session
    from game.storage.film import Moment

FILMS = sorted(Path(__file__).parent.glob("edition_*/*.film"))
"""Every film of every edition."""

FIRST_CHOICES = ("begin_film", "fly_told")
"""What is chosen where it is open: a free flight is left, and what can be told is told."""

_MOST_ORDERS = 600
_STRETCH_TICKS = 60 * TICKS_PER_S


def name_of(film: Path) -> str:
    """Return what a film is called in a test's name."""
    return f"{film.parent.name}-{film.stem}"


def moments_of(path: Path) -> list[Moment]:
    """Return every moment of a film, which is only looked at."""
    with Film.open(path, writable=False) as film:
        return [film.moment(ident) for ident in range(film.count())]


@cache
def line_of(path: Path) -> list[Moment]:
    """Return the moment where a film stands, and those that led to it, newest first."""
    with Film.open(path, writable=False) as film:
        line = [film.moment(film.head().moment)]
        while (parent := line[-1].parent) is not None:
            line.append(film.moment(parent))
    return line


@cache
def present_book() -> Book:
    """Return the story as it is."""
    return open_book()


def standing(path: Path, book: Book) -> State:
    """Return where a film stands under an edition."""
    now, *earlier = (moment.state for moment in line_of(path))
    return settle(now, book, earlier).state


def name_now(place: Place, book: Book) -> Place:
    """Return what a place is called in an edition, whether it still stands there or not."""
    names = book.declarations
    while True:
        beat = names.renamed_beats.get(str(place))
        renamed = Place(*beat.split("/")) if beat else place
        if renamed == place:
            renamed = replace(place, scene=names.renamed_scenes.get(place.scene, place.scene))
        if renamed == place:
            return place
        place = renamed


def is_there(place: Place, book: Book) -> bool:
    """Return whether an edition has a place, under whatever name."""
    now = name_now(place, book)
    return book.has(now.scene) and now.beat in book.scene(now.scene).beats


class _LaterBook(Book):
    """A book that need not read again what the present one has read."""

    def share(self, scenes: Mapping[str, Scene]) -> None:
        """Take over scenes in which nothing was edited."""
        self._scenes.update(scenes)


@cache
def _present_texts() -> dict[str, str]:
    return {name: content.decode() for name, content in story_files().items()}


@cache
def _declarations(texts: tuple[tuple[str, str], ...]) -> Declarations:
    return read_declarations(dict(texts))


@dataclass
class Edition:
    """A later edition of the story: the present one, edited.

    Attributes:
        texts: every file of the story by its path; those of a test's own.
        phases: the rows of the mission's table that name another scene now.
    """

    texts: dict[str, str] = field(default_factory=lambda: dict(_present_texts()))
    phases: dict[str, Phase] = field(default_factory=dict["str", "Phase"])

    def book(self) -> Book:
        """Open it."""
        declared = tuple((name, self.texts[name]) for name in (*DECLARATION_FILES, SOURCES))
        scenes = {Path(name).stem: name for name in self.texts if _is_scene(name)}
        callouts = {Path(name).stem: name for name in self.texts if name.startswith("callouts/")}
        pages = [name for name in self.texts if name.startswith("flightbook/")]
        book = _LaterBook(_declarations(declared), scenes, self.texts.__getitem__, callouts, pages)
        present = _present_texts()
        if all(text == present[name] for name, text in declared):
            same = [scene for scene, name in scenes.items() if self.texts[name] == present.get(name)]
            book.share({scene: present_book().scene(scene) for scene in same})
        return book

    def file_of(self, scene: str) -> str:
        """Return the file of a scene."""
        return next(name for name in self.texts if name.endswith(f"/{scene}.md") and _is_scene(name))

    def call_beat(self, scene: str, beat: str, name: str) -> None:
        """Give a beat another id, and let every arrow to it follow."""
        file = self.file_of(scene)
        self._edit(file, rf"^## {beat}$", f"## {name}", least=1)
        self._edit(file, rf"-> {beat}(?=\s|$)", f"-> {name}")
        for other in filter(_is_scene, list(self.texts)):
            self._edit(other, rf"-> {scene}/{beat}(?=\s|$)", f"-> {scene}/{name}")

    def call_scene(self, scene: str, name: str) -> None:
        """Give a scene another id; every arrow to it and the mission's table follow."""
        file = self.file_of(scene)
        self._edit(file, rf"^scene: {scene}$", f"scene: {name}", least=1)
        self.texts[file.replace(f"/{scene}.md", f"/{name}.md")] = self.texts.pop(file)
        for other in filter(_is_scene, list(self.texts)):
            self._edit(other, rf"-> {scene}/", f"-> {name}/")
        self.phases |= {row.name: replace(row, scene=name) for row in PHASES.values() if row.scene == scene}

    def note(self, table: str, old: str, new: str) -> None:
        """Write a line into ``renamed.toml``."""
        self._edit("renamed.toml", rf"^\[{table}\]$", f'[{table}]\n"{old}" = "{new}"', least=1)

    def declare(self, fact: str, declaration: str) -> None:
        """Declare a fact anew, or another one; ``""`` takes it away."""
        block = f"[facts.{fact}]\n{declaration}\n\n" if declaration else ""
        text = re.sub(rf"^\[facts\.{fact}\]\n(?:.+\n)*\n?", "", self.texts["facts.toml"], flags=re.MULTILINE)
        self.texts["facts.toml"] = text.rstrip("\n") + "\n\n" + block

    def remove_choice(self, scene: str, beat: str, choice: str) -> None:
        """Take a choice out of a beat."""
        before, text, after = self._beat(scene, beat)
        left, count = re.subn(rf"^- \[{choice}\] .*\n", "", text, flags=re.MULTILINE)
        assert count == 1, f"{scene}/{beat} holds {choice} {count} times"
        self.texts[self.file_of(scene)] = before + left + after

    def insert_choice(self, scene: str, beat: str, line: str) -> None:
        """Put a choice before the others of a beat."""
        before, text, after = self._beat(scene, beat)
        self.texts[self.file_of(scene)] = before + text.replace("\n- [", f"\n{line}\n- [", 1) + after

    def _beat(self, scene: str, beat: str) -> tuple[str, str, str]:
        """Return what stands before a beat, the beat, and what stands behind it."""
        before, heading, rest = self.texts[self.file_of(scene)].partition(f"\n## {beat}\n")
        text, next_heading, after = rest.partition("\n## ")
        return before + heading, text + "\n" * bool(not next_heading), next_heading + after

    def _edit(self, file: str, pattern: str, text: str, *, least: int = 0) -> None:
        self.texts[file], count = re.subn(pattern, lambda _: text, self.texts[file], flags=re.MULTILINE)
        assert count >= least, f"{file} no longer holds {pattern}"


@contextmanager
def open_under(film: Path, book: Book, folder: Path) -> Generator[Session]:
    """Open a copy of an old film under a book, in a new folder below this one."""
    saves = folder / "saves"
    saves.mkdir()
    copy(film, saves)
    with sitting(saves, book=book) as session:
        session.resume(film.stem)
        yield session


def play_on(state: State, book: Book) -> list[Turn]:
    """Return the turns to an ending: always the first choice, every emergency told or left to itself."""
    turns = [Turn(state, ())]
    for _ in range(_MOST_ORDERS):
        state = turns[-1].state
        if state.ending:
            return turns
        turns.append(_next(state, book))
    raise AssertionError(f"no ending in {_MOST_ORDERS} orders, last at {state.place}")


def _next(state: State, book: Book) -> Turn:
    if state.flight is None:
        open_here = [offer.ident for offer in state.offers]
        assert open_here, f"nothing is open at {state.place}"
        chosen = next((ident for ident in FIRST_CHOICES if ident in open_here), open_here[0])
        return advance(state, Choose(state.place, chosen), book)
    if not state.flight.tick and PHASES[state.phase].flown != BY_FACT:
        return advance(state, Fly(0, (ChangeRung(Rung.TOLD),)), book)
    return fly_on(state, _STRETCH_TICKS, book)


def _is_scene(file: str) -> bool:
    return file.endswith(".md") and file.partition("/")[0] in {"reels", "newsreels"}
