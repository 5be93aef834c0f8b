"""``offscript saves …``: the can, for people and for programs.

Law: looking changes no file. What takes something away puts it into the bin; only ``empty`` is for good.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from game.cli.answers import find_film, print_json, tell
from game.errors import StoryError
from game.storage.film import Film

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can, FilmSummary


def run(asked: argparse.Namespace, can: Can, phrases: Phrasebook, now: Callable[[], str]) -> int:
    """Do what was asked and return the exit code; ``now`` tells the time of day, ISO 8601, UTC.

    Raises:
        SaveRefused: ``saves.unreadable`` if the can is there and cannot be looked into; or why a film or a
            file cannot be read or written.
        UsedWrongly: if there is no such film, or no such moment in it.
    """
    can.refuse_unreadable()
    match asked.order:
        case "list":
            return _list(can, phrases, in_bin=asked.bin, as_json=asked.json)
        case "show":
            return _show(find_film(can, asked.film), phrases, as_json=asked.json)
        case "check":
            from game.cli.saves_check import check

            return check(asked, can, phrases)
        case _:
            from game.cli import saves_files

            return saves_files.run(asked, can, phrases, now)


def _list(can: Can, phrases: Phrasebook, *, in_bin: bool, as_json: bool) -> int:
    films = can.bin.films() if in_bin else can.films()
    book = _book() if as_json and films else None
    for film in films:
        if as_json:
            print_json(_summary(film, phrases, book))
        elif film.refusal is not None:
            tell(phrases, film.refusal.phrase, **film.refusal.values)
        else:
            tell(
                phrases,
                "plain.saved_film",
                title=film.title,
                ident=film.ident,
                reel=film.reel,
                take=film.take,
                time=film.mission_time,
                caption=film.caption,
            )
            for begun in film.marks:
                tell(phrases, "plain.saved_begun", mark=begun)
            for mark in film.bookmarks:
                tell(phrases, "plain.saved_mark", name=mark.name, take=mark.take)
    if not films and not as_json:
        tell(phrases, "cli.bin_empty" if in_bin else "cli.no_films")
    return 0


def _show(summary: FilmSummary, phrases: Phrasebook, *, as_json: bool) -> int:
    if summary.refusal is not None:
        raise summary.refusal
    with Film.open(summary.path, writable=False) as film:
        frames = film.line_of_descent(film.head().moment)
        for frame in frames:
            row: dict[str, str | int] = {
                "ident": frame.ident,
                "take": frame.take,
                "clock": frame.clock,
                "caption": frame.caption,
            }
            if as_json:
                print_json({**row, "reel": frame.reel, "scene": frame.scene, "ending": frame.ending})
            else:
                tell(phrases, "cli.moment", **row)
        beside = film.count() - len(frames)
        if beside and not as_json:
            tell(phrases, "cli.moments_beside", shown=len(frames), beside=beside)
    return 0


def _book() -> Book | None:
    """Return the story, which knows which facts are gauges; None where it is being written and broken."""
    from game.storage.library import open_book

    with suppress(StoryError):
        return open_book()
    return None


def _summary(film: FilmSummary, phrases: Phrasebook, book: Book | None) -> dict[str, object]:
    return {
        "id": film.ident,
        "file": film.file,
        "title": film.title,
        "reel": film.reel,
        "scene": film.scene,
        "mission_time": film.mission_time,
        "moments": film.moments,
        "takes": film.takes,
        "bookmarks": [mark.name for mark in film.bookmarks],
        "marks": list(film.marks),
        "updated": film.updated,
        "ending": film.ending,
        "refusal": "" if film.refusal is None else phrases.say_error(film.refusal),
        "caption": film.caption,
        "words": film.words,
        "in_use": film.in_use,
        "gauges": _gauges(film, book),
    }


def _gauges(film: FilmSummary, book: Book | None) -> dict[str, int]:
    state = None if book is None or film.refusal is not None else film.state
    if book is None or state is None:
        return {}
    known = state.known()
    gauges = [fact.name for fact in book.declarations.facts.values() if fact.gauge]
    # A film of another story may have others, or something else under their names.
    return {name: value for name in gauges if isinstance(value := known.get(name), int)}
