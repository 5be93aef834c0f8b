"""What leaves the can and what comes into it: prints, screenplays, films from elsewhere, salvage.

Law: nothing here touches the open playthrough, so that all of it can be done beside a screen. Every front end
hands over by these functions, so that the same film leaves, and comes in, the same everywhere.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.storage.names import shown_name
from game.storage.steps import takes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook
    from game.storage.can import Can
    from game.storage.film import Film


class Form(Enum):
    """What a playthrough can leave the house as, by the word that is typed for it."""

    FILM = "film"
    """A print: all that is in it, to be taken in again."""
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """How a file of this form ends."""
        return {"film": ".print", "text": ".txt", "markdown": ".md", "html": ".html"}[self.value]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A playthrough in a form.

    Attributes:
        write: writes it.
        moments: how many moments are in it.
    """

    write: Callable[[BinaryIO], object]
    moments: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A playthrough that came into the can.

    Attributes:
        title: what the can calls it.
        ident: its own.
        moments: how many it holds.
        lost: how many more can be told to have been there, where it was salvaged.
    """

    title: str
    ident: str
    moments: int
    lost: int = 0


def parcel(film: Film, form: Form, to: int | None, book: Book, phrases: Phrasebook) -> Parcel:
    """Return a playthrough as it leaves the house.

    Args:
        film: the playthrough.
        form: as what.
        to: only what led to this moment; None for all of it, in a screenplay what led to where it stands.
        book: for the names of people and scenes.
        phrases: for the words between them.

    Raises:
        SaveRefused: if the film cannot be read.
        UsedWrongly: if there is no such moment.
    """
    frames = film.line_of_descent(film.head().moment if to is None else to)
    if form is Form.FILM:
        from game.storage.prints import write_print

        moments = film.count() if to is None else len(frames)
        return Parcel(lambda sink: write_print(film, sink, to=to), moments)
    from game.readout.screenplay_export import as_html, as_markdown, as_text, screenplay

    play = screenplay(
        frames,
        book,
        phrases,
        title=film.title,
        started_at=film.label.started_at,
        takes=takes_of(film.moves(), film.count()),
        marks=film.label.marks,
    )
    written = {Form.TEXT: as_text, Form.MARKDOWN: as_markdown, Form.HTML: as_html}[form](play)
    content = written.encode("utf-8", "replace")
    return Parcel(lambda sink: sink.write(content), len(frames))


def take_in(path: Path, can: Can, phrases: Phrasebook, at: str) -> Arrival:
    """Take a print or a film from elsewhere into the can.

    One whose title stands in the can already gets a number behind it: nobody could tell the two apart.

    Args:
        path: where it lies.
        can: where it goes.
        phrases: for the title.
        at: the time of day, ISO 8601, UTC.

    Raises:
        SaveRefused: in one sentence, if there is nothing that could be taken in; then nothing is.
    """
    from game.storage.prints import import_film

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
        return Arrival(film.title, film.ident, film.count())


def salvage_into(path: Path, can: Can, phrases: Phrasebook) -> Arrival:
    """Put what can be read of a damaged film into the can as a new one; the damaged file stays as it is.

    Raises:
        SaveRefused: ``salvage.nothing`` if nothing can be read; or what the disk refuses.
    """
    from game.storage.salvage import salvage

    found = salvage(path, lambda title: phrases.say("film.salvaged", title=title))
    if found.film is None:
        raise SaveRefused("salvage.nothing", file=shown_name(path))
    with found.film as film, film.keep(can.ensure_folder()) as kept:
        return Arrival(kept.title, kept.ident, found.moments, found.lost)
