"""A rehearsal that follows the story's files while they are written.

Law: it keeps nothing on any disk. What the files say now is played from the beginning again; where they
cannot be read, what was shown last stays, and the mistakes are said. It is asked whether a file has changed,
and waits for nothing itself.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from game.engine.rehearsal import Rehearsal, Step, rehearse
from game.errors import OffScriptError, StoryError, UsedWrongly
from game.narrative.scene_check import Problem
from game.narrative.set_facts import fact_pairs, typed_facts
from game.session.present import Notice
from game.storage.library import open_book, story_files
from game.storage.watching import StoryWatch
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from game.engine.rehearsal import Stand
    from game.narrative.scene_check import SceneCheck
    from game.narrative.shelf import Book

_NAMED = 3
"""Files that are named when several were read again at once."""

SET_BY_HAND = "facts"
"""Stands where a file would, for what was set by hand and means nothing now."""


class Rehearsing:
    """The one mutable object of a preview.

    Attributes:
        place: where it begins; the beat is ``""`` for the scene's first.
        stand: how far it came when it could last be read; None before it could be.
        book: the story of that stand.
        notices: what is to be said about the last order, or the last reading.

    Args:
        place: where it begins.
        seed: chance is drawn from it.
        facts: what is set by hand, as it was typed.
        check: what doubts the scene.
        root: another story folder; None for the one that the game itself would read.
        beside: returns files that are checked with the story and are none of it: the word list.
    """

    def __init__(
        self,
        place: Place,
        *,
        seed: int,
        facts: str,
        check: SceneCheck,
        root: Path | None = None,
        beside: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        self.place = place
        self.stand: Stand | None = None
        self.book: Book | None = None
        self.notices: tuple[Notice, ...] = ()
        self._seed = seed
        self._set = fact_pairs(facts)
        self._path: tuple[Step, ...] = ()
        self._check = check
        self._root = root
        self._beside = beside
        self._watch = StoryWatch(root)
        self._files: Mapping[str, bytes] = {}
        self._broken: tuple[Problem, ...] = ()
        self._found: tuple[Problem, ...] = ()
        self.read()

    @property
    def scene_id(self) -> str:
        """The scene that it stands in."""
        return self.stand.state.place.scene if self.stand is not None else self.place.scene

    @property
    def typed(self) -> str:
        """What is set by hand, as it would be typed."""
        return ", ".join(f"{name}={value}" for name, value in self._set.items())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the scene and what is worth a look, the worst first."""
        return (*self._broken, *(problem for problem in self._found if problem not in self._broken))

    def beats(self) -> tuple[str, ...]:
        """Return the beats of the scene that it stands in, in the order of the file."""
        return tuple(self.book.scene(self.scene_id).beats) if self.book is not None else ()

    # the files

    def follow(self) -> bool:
        """Read the story again if one of its files has changed; return whether one has."""
        changed = sorted(self._watch.changed())
        if not changed:
            return False
        self.read()
        if not self.notices:
            names = [name.rpartition("/")[2] for name in changed]
            files = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
            self.notices = (Notice("rehearse.read_again", {"files": files}),)
        return True

    def read(self) -> None:
        """Play the rehearsal as the files have it now; where they cannot be read, keep what stands."""
        self._broken = self._found = ()
        try:
            self._files = {**story_files(self._root), **self._beside()}
            book = open_book(self._root)
            facts = typed_facts(self.typed, book.declarations)
            stand = rehearse(Rehearsal(self.place, self._seed, facts, self._path), book)
        except StoryError as error:
            self._keep(Problem(error.file, error.line, error.message))
        except OffScriptError as error:
            self._keep(Problem(str(self.place), 0, str(error)))
        except ValueError as error:
            self._keep(Problem(SET_BY_HAND, 0, str(error)))
        else:
            self.stand, self.book = stand, book
            self.notices = tuple(_said_of(stand))
        if self._files:
            self._found = tuple(self._check.mistakes(self._files, self.scene_id))

    def _keep(self, problem: Problem) -> None:
        self._broken = (problem,)
        phrase = "rehearse.nothing" if self.stand is None else "rehearse.kept"
        self.notices = (Notice(phrase, {}, refused=True),)

    def doubt(self) -> tuple[Problem, ...]:
        """Return what the story check says of this scene; it takes a moment, and nothing is changed."""
        return tuple(self._check.problems(self._files, self.scene_id)) if self._files else ()

    def take_note(self, found: tuple[Problem, ...]) -> None:
        """From now on, show what `doubt` found."""
        self._found = found

    # orders

    def choose(self, typed: str) -> None:
        """Take a choice by its number, from 1, or by its written id."""
        if self.stand is None:
            return
        offers = self.stand.state.offers
        word = typed.strip()
        if word.isascii() and word.isdigit() and 1 <= (number := int(word[:9])) <= len(offers):
            word = offers[number - 1].ident
        if not offers:
            phrase = "rehearse.over" if self.stand.state.flight is None else "rehearse.flown"
            self.notices = (Notice(phrase, {}, refused=True),)
            return
        if word not in {offer.ident for offer in offers}:
            values: dict[str, str | int] = {"typed": word[:20], "most": len(offers)}
            self.notices = (Notice("order.no_such_number", values, refused=True),)
            return
        self._try(self.place, self._set, (*self.stand.taken, Step(self.stand.state.place, word)))

    def back(self) -> None:
        """Take the last choice back."""
        if self.stand is not None and self.stand.taken:
            self._try(self.place, self._set, self.stand.taken[:-1])
        else:
            self.notices = (Notice("rehearse.at_beginning", {}, refused=True),)

    def restart(self) -> None:
        """Begin again, with the same facts."""
        self._try(self.place, self._set, ())

    def jump(self, typed: str) -> None:
        """Begin at another beat of the scene that it stands in, or at ``scene/beat``."""
        if self.book is None:
            return
        word = typed.strip()
        try:
            wanted = place_in(self.book, word if "/" in word else f"{self.scene_id}/{word}")
        except (UsedWrongly, StoryError) as error:
            self.notices = (Notice(error.phrase, error.values, refused=True),)
        else:
            self._try(wanted, self._set, ())

    def set_only(self, typed: str) -> None:
        """Set these facts at the beginning, and no others, and play what was taken again."""
        self._try(self.place, fact_pairs(typed), self._path)

    def set_facts(self, typed: str) -> None:
        """Set facts at the beginning and play what was taken again; ``name=`` sets one no longer."""
        kept = {name: value for name, value in {**self._set, **fact_pairs(typed)}.items() if value}
        self._try(self.place, kept, self._path)

    def _try(self, place: Place, typed: Mapping[str, str], path: tuple[Step, ...]) -> None:
        """Rehearse something else; what cannot be read leaves everything as it is."""
        if self.book is None:
            # Nothing stands yet: what is meant is tried when the story can be read.
            self.place, self._set, self._path = place, dict(typed), path
            self.read()
            return
        try:
            pairs = ",".join(f"{name}={value}" for name, value in typed.items())
            facts = typed_facts(pairs, self.book.declarations)
            stand = rehearse(Rehearsal(place, self._seed, facts, path), self.book)
        except OffScriptError as error:
            self.notices = (Notice(error.phrase, error.values, refused=True),)
        except ValueError as error:
            self.notices = (Notice("rehearse.facts_wrong", {"message": str(error)}, refused=True),)
        else:
            self.place, self._set, self._path, self.stand = place, dict(typed), path, stand
            self.notices = tuple(_said_of(stand))


def place_in(book: Book, typed: str) -> Place:
    """Return the place that ``scene`` or ``scene/beat`` names.

    Raises:
        UsedWrongly: if there is no such scene, or no such beat in a scene that can be read.
    """
    scene_id, _, beat = typed.partition("/")
    if not book.has(scene_id):
        raise UsedWrongly("rehearse.no_scene", scene=scene_id, near=_near(scene_id, book.scene_ids))
    try:
        beats = book.scene(scene_id).beats
    except StoryError:
        # It is about to be corrected.
        return Place(scene_id, beat)
    if beat and beat not in beats:
        raise UsedWrongly("rehearse.no_beat", scene=scene_id, beat=beat, near=_near(beat, tuple(beats)))
    return Place(scene_id, beat)


def _near(name: str, known: tuple[str, ...]) -> str:
    inside = [each for each in known if name and name in each]
    near = list(dict.fromkeys([*get_close_matches(name, known, n=3, cutoff=0.5), *inside]))[:3]
    return ", ".join(near or known[:8])


def _said_of(stand: Stand) -> Iterator[Notice]:
    """Yield what a rehearsal could not do as it was asked to."""
    if stand.displaced is not None:
        yield Notice("rehearse.beat_gone", {"beat": str(stand.displaced)}, refused=True)
    if stand.lost is not None:
        step = stand.lost.step
        phrase = "rehearse.choice_gone" if stand.lost.gone else "rehearse.choice_shut"
        values: dict[str, str | int] = {"choice": step.choice, "at": str(step.at), "left": stand.lost.left}
        yield Notice(phrase, values, refused=True)
    if stand.state.flight is not None:
        yield Notice("rehearse.flown", {})
