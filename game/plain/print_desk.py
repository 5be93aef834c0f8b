"""What leaves the house and what comes in, line by line: exports, imports, salvage, the transcript's file.

Law: a file that is there already is never written over, and nothing that comes in is believed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import SaveRefused
from game.storage.names import cut_short, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import BinaryIO

    from game.plain.teller import Teller
    from game.readout.screenplay_export import Screenplay
    from game.storage.transcript_file import TranscriptFile

FILM = "film"
"""The form that holds everything, and that `/import` takes."""

_SCREENPLAYS = {"text": ".txt", "markdown": ".md", "html": ".html"}
"""The other forms, and how their files end."""

_ENDINGS = {FILM: ".print", **_SCREENPLAYS}
"""What the name of a file says of its form."""

_OF_FILES = frozenset("./\\~")
"""What tells a file's name from a form; any other name can stand behind a form."""

OFF = "off"
"""The word that stops the transcript."""


class PrintDesk:
    """Hands films over the counter.

    Attributes:
        orders: what it does, by the word that is typed.
    """

    def __init__(self, teller: Teller) -> None:
        """Sit down.

        Args:
            teller: who speaks.
        """
        self.orders: Mapping[str, Callable[[str], None]] = {
            "export": self.export,
            "import": self.bring_in,
            "salvage": self.salvage,
        }
        self._teller = teller
        self._session = teller.session

    def export(self, typed: str) -> None:
        """Write this film, up to now, as a file.

        Args:
            typed: the form, text if there is none, and the file; without a file it gets a name of its own in
                the folder for exports.
        """
        from game.storage.exports import write_export

        form, file = _form_and_file(typed)
        if file and not form:
            self._teller.refuse("plain.export_form", typed=typed[:40])
            return
        write, suffix = self._form(form)
        if file:
            path = _path(file)
            _write_new(path, write)
        else:
            folder = self._session.can.ensure_folder()
            path = write_export(folder, self._session.present.title, suffix, write)
        self._teller.say("plain.exported", file=printable(path))

    def _form(self, form: str) -> tuple[Callable[[BinaryIO], None], str]:
        """Return what writes this film in a form, and how such a file ends."""
        if form == FILM:
            from game.storage.prints import PRINT, write_print

            film = self._session.film_for_export()
            return lambda sink: write_print(film, sink), PRINT
        from game.readout.screenplay_export import as_html, as_markdown, as_text

        told = {"text": as_text, "markdown": as_markdown, "html": as_html}[form](self._screenplay())
        content = told.encode("utf-8", "replace")

        def write(sink: BinaryIO) -> None:
            sink.write(content)

        return write, _SCREENPLAYS[form]

    def _screenplay(self) -> Screenplay:
        from game.readout.screenplay_export import screenplay

        present = self._session.present
        return screenplay(
            self._session.frames(),
            self._session.book,
            self._teller.phrases,
            title=present.title,
            started_at=self._session.film_for_export().label.started_at,
            takes=present.takes,
            marks=present.marks,
        )

    def bring_in(self, file: str) -> None:
        """Take a film that somebody gave us into the can."""
        from game.storage.prints import import_film

        if not file:
            self._teller.refuse("plain.import_which")
            return
        with import_film(_path(file), self._session.can) as film:
            self._teller.say("plain.imported", title=film.title, ident=film.ident)

    def salvage(self, file: str) -> None:
        """Make a new film of what can still be read of a damaged one; that one stays as it is."""
        from game.storage.salvage import salvage

        if not file:
            self._teller.refuse("plain.salvage_which")
            return
        path = self._damaged(file)
        say = self._teller.phrases.say
        found = salvage(path, lambda title: say("film.salvaged", title=title))
        if found.film is None:
            self._teller.refuse("plain.salvaged_nothing", file=printable(path.name))
            return
        with found.film as film, film.keep(self._session.can.ensure_folder()) as kept:
            self._teller.say(
                "plain.salvaged", title=kept.title, ident=kept.ident, moments=found.moments, lost=found.lost
            )

    def _damaged(self, file: str) -> Path:
        """Return a file: of the can, as `/saves` names it, or from anywhere."""
        summary = self._session.can.find(file)
        return summary.path if summary is not None else _path(file)

    def open_transcript(self, file: str, now: TranscriptFile | None) -> TranscriptFile | None:
        """Return the file that what is shown from now on is appended to; None for none.

        Args:
            file: its name, or `OFF`.
            now: the file so far.
        """
        from game.storage.transcript_file import TranscriptFile

        if not file:
            if now is None:
                self._teller.refuse("plain.write_which")
            else:
                self._say_writing(now)
            return now
        if file.lower() == OFF:
            self._teller.say("plain.write_off")
            return None
        path = _path(file)
        if now is not None and now.path == path:
            # What is shown now stands in it already, or waits for it.
            self._say_writing(now)
            return now
        written = TranscriptFile(path, self._teller.phrases, self._session.book)
        refusal = written.write(self._session.present)
        if refusal is not None:
            self._teller.refuse(refusal.phrase, **refusal.values)
            return now
        self._say_writing(written)
        return written

    def _say_writing(self, file: TranscriptFile) -> None:
        if file.trouble is not None:
            self._teller.refuse(file.trouble.phrase, **file.trouble.values)
        else:
            self._teller.say("plain.writing", file=printable(file.path))


def _form_and_file(typed: str) -> tuple[str, str]:
    """Return the form that is meant and the file; no form where the file is more likely a form misspelt."""
    word, _, file = typed.partition(" ")
    if not typed or word.lower() in {FILM, *_SCREENPLAYS}:
        return word.lower() or "text", file.strip()
    if not any(sign in word for sign in _OF_FILES):
        return "", typed
    ending = Path(typed).suffix.lower()
    return next((form for form, suffix in _ENDINGS.items() if suffix == ending), "text"), typed


def _write_new(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        SaveRefused: ``plain.export_exists`` or ``plain.export_failed``, or what ``write`` raises.
    """
    name = cut_short(printable(path))
    try:
        with path.open("xb") as sink:
            try:
                write(sink)
                sink.flush()
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise SaveRefused("plain.export_exists", file=name) from error
    # ValueError: a name with a NUL in it.
    except (OSError, ValueError) as error:
        raise SaveRefused("plain.export_failed", file=name) from error


def _path(file: str) -> Path:
    """Return a file as a player means it: from the folder where the game was started, ``~`` is home."""
    path = Path(file)
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        # There is no such home.
        return path.absolute()
