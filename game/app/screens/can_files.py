"""What leaves the can and comes into it as files: prints, screenplays, films from elsewhere, salvage.

Law: nothing here touches the screen or the open playthrough, so that all of it can be done beside the screen.
"""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.storage.film import Film
from game.storage.steps import takes_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can


class Shape(Enum):
    """What a playthrough can leave the house as; each value is the end of a phrase's id."""

    PRINT = "print"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_SUFFIXES = {Shape.PRINT: ".print", Shape.TEXT: ".txt", Shape.MARKDOWN: ".md", Shape.HTML: ".html"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported.

    Attributes:
        path: the film's file; None for one that is only in memory.
        film: for that one: itself.
        moment: up to which moment; None for all of it.
        shape: as what.
    """

    path: Path | None
    film: Film | None
    moment: int | None
    shape: Shape


def export(wanted: Wanted, can_folder: Path, book: Book, phrases: Phrasebook) -> Path:
    """Write a playthrough, or what led to one moment of it, into the folder for exports.

    Returns:
        Where it is.

    Raises:
        SaveRefused: if the film cannot be read or the folder not written.
    """
    from game.storage.exports import write_export

    with _opened(wanted) as film:

        def write(sink: BinaryIO) -> None:
            if wanted.shape is Shape.PRINT:
                from game.storage.prints import write_print

                write_print(film, sink, to=wanted.moment)
            else:
                sink.write(_screenplay(film, wanted, book, phrases).encode("utf-8", "replace"))

        return write_export(can_folder, film.title, _SUFFIXES[wanted.shape], write)


def _opened(wanted: Wanted) -> AbstractContextManager[Film]:
    if wanted.path is not None:
        return Film.open(wanted.path, writable=False)
    if wanted.film is None:
        raise LookupError("neither a file nor a film")
    return nullcontext(wanted.film)


def _screenplay(film: Film, wanted: Wanted, book: Book, phrases: Phrasebook) -> str:
    from game.readout.screenplay_export import as_html, as_markdown, as_text, screenplay

    to = film.head().moment if wanted.moment is None else wanted.moment
    play = screenplay(
        film.line_of_descent(to),
        book,
        phrases,
        title=film.title,
        started_at=film.label.started_at,
        takes=takes_of(film.moves(), film.count()),
        marks=film.label.marks,
    )
    match wanted.shape:
        case Shape.TEXT | Shape.PRINT:
            return as_text(play)
        case Shape.MARKDOWN:
            return as_markdown(play)
        case Shape.HTML:
            return as_html(play)


def bring_in(typed: str, can: Can, phrases: Phrasebook, at: str) -> str:
    """Take a print or a film from elsewhere into the can, and return its title.

    One whose title stands in the can already gets a number behind it: nobody could tell the two apart.

    Args:
        typed: its path as a player types or pastes it, quotes and all.
        can: where it goes.
        phrases: for the title.
        at: the time of day.

    Raises:
        SaveRefused: in one sentence, if there is nothing that could be taken in; then nothing is.
    """
    from game.storage.prints import import_film

    path = Path(typed.strip().strip("'\""))
    with suppress(RuntimeError):
        # It is raised where nobody is called as it says after the tilde; then that is a name like any other.
        path = path.expanduser()
    titles = {one.title for one in can.films()}
    with import_film(path, can) as film:
        title, number = film.title, 2
        while title in titles:
            title = phrases.say("film.title_again", title=film.title, number=number)
            number += 1
        if title != film.title:
            # One that is as long as a title may be stays as it is.
            with suppress(SaveRefused):
                film.retitle(title, at)
        return film.title


def save_what_can_be_read(path: Path, can: Can, phrases: Phrasebook) -> tuple[str, int, int]:
    """Put what can be read of a damaged film into the can as a new one; the damaged file stays as it is.

    Returns:
        The new film's title, how many moments it has, and how many were lost.

    Raises:
        SaveRefused: ``can.beyond_salvage`` if nothing can be read; or what the disk refuses.
    """
    from game.storage.names import shown_name
    from game.storage.salvage import salvage

    found = salvage(path, lambda title: phrases.say("can.salvaged_title", title=title))
    if found.film is None:
        raise SaveRefused("can.beyond_salvage", file=shown_name(path))
    with found.film as film, film.keep(can.ensure_folder()) as kept:
        return kept.title, found.moments, found.lost
