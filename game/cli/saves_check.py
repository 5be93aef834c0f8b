"""``offscript saves check``: every file against its seals, and every order played again.

Law: no file is changed. What another edition made is not judged by this one; it is said that it was not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.cli.answers import find_film, print_json
from game.errors import SaveRefused
from game.storage.film import Film

if TYPE_CHECKING:
    import argparse

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can, FilmSummary


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to be said of one file.

    Attributes:
        message: what is wrong, or ``""``.
        replayed: moments that were played again.
        passed_over: moments that were not.
        edition: of the story, that the film was played with last.
        editions: of the moments that were passed over for their edition.
    """

    message: str = ""
    replayed: int = 0
    passed_over: int = 0
    edition: str = ""
    editions: tuple[str, ...] = ()


@dataclass
class _Story:
    """This edition of the story, opened when the first film needs it."""

    edition: str
    _book: list[Book] = field(default_factory=list["Book"])

    @property
    def book(self) -> Book:
        if not self._book:
            from game.storage.library import open_book

            self._book.append(open_book())
        return self._book[0]


def check(asked: argparse.Namespace, can: Can, phrases: Phrasebook) -> int:
    """Look at the films that were asked for, or at all, and return 1 if any is not as it was written."""
    from game.storage.library import edition

    story = _Story(edition())
    sound = True
    for shown, summary in _wanted(asked, can):
        verdict = _verdict(summary, story, phrases)
        sound = sound and not verdict.message
        if asked.json:
            told = {"file": shown, "ok": not verdict.message, "message": verdict.message}
            counted = {"replayed": verdict.replayed, "not_replayed": verdict.passed_over}
            print_json({**told, **counted, "edition": verdict.edition})
        else:
            print(_sentence(verdict, shown, phrases))  # noqa: T201  this is the command's answer
    return 0 if sound else 1


def _wanted(asked: argparse.Namespace, can: Can) -> list[tuple[str, FilmSummary]]:
    """Return the films that are asked for, each under the name that is shown."""
    if asked.films:
        return [(film.file, film) for film in (find_film(can, wanted) for wanted in asked.films)]
    films = [(film.file, film) for film in can.films()]
    if asked.bin:
        films += [(f"{can.bin.folder.name}/{film.file}", film) for film in can.bin.films()]
    return films


def _verdict(summary: FilmSummary, story: _Story, phrases: Phrasebook) -> _Verdict:
    from game.session.replaying import replay

    try:
        if summary.refusal is not None:
            raise summary.refusal
        with Film.open(summary.path, writable=False) as film:
            film.check()
            last = film.edition_of(film.count() - 1)
            if not any(film.edition_of(ident) == story.edition for ident in range(film.count())):
                editions = {film.edition_of(ident) for ident in range(film.count())}
                return _Verdict("", 0, film.count(), last, tuple(sorted(editions)))
            again = replay(film, story.book, story.edition)
    except SaveRefused as refusal:
        return _Verdict(phrases.say_error(refusal))
    message = phrases.say("cli.check_differs", moment=again.differs[0]) if again.differs else ""
    return _Verdict(message, again.replayed, again.passed_over, last, again.editions)


def _sentence(verdict: _Verdict, shown: str, phrases: Phrasebook) -> str:
    if verdict.message:
        return phrases.say("cli.check_bad", file=shown, message=verdict.message)
    if verdict.editions:
        edition = ", ".join(verdict.editions)
        return phrases.say("cli.check_passed", file=shown, replayed=verdict.replayed, edition=edition)
    told = "cli.check_simulation" if verdict.passed_over else "cli.check_ok"
    return phrases.say(told, file=shown, replayed=verdict.replayed)
