"""What leaves the house and what comes in, line by line: exports, imports, salvage, the transcript's file.

Law: a file that is there already is never written over, and nothing that comes in is believed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.session.handover import Form
from game.storage.names import path_as_typed, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.plain.teller import Teller
    from game.storage.transcript_file import TranscriptFile

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
        from game.session.handover import parcel
        from game.storage.outgoing import write_export, write_new

        form, file = _form_and_file(typed)
        if form is None:
            self._teller.refuse("plain.export_form", typed=typed[:40])
            return
        session = self._session
        film = session.film_for_export()
        to = None if form is Form.FILM else session.present.moment
        given = parcel(film, form, to, session.book, self._teller.phrases)
        if file:
            path = path_as_typed(file)
            write_new(path, given.write)
        else:
            path = write_export(session.can.ensure_folder(), film.title, form.suffix, given.write)
        self._teller.say("plain.exported", file=printable(path))

    def bring_in(self, file: str) -> None:
        """Take a film that somebody gave us into the can."""
        from game.session.handover import take_in

        if not file:
            self._teller.refuse("plain.import_which")
            return
        session = self._session
        new = take_in(path_as_typed(file), session.can, self._teller.phrases, session.time_of_day())
        self._teller.say("plain.imported", title=new.title, ident=new.ident)

    def salvage(self, file: str) -> None:
        """Make a new film of what can still be read of a damaged one; that one stays as it is."""
        from game.session.handover import salvage_into

        if not file:
            self._teller.refuse("plain.salvage_which")
            return
        new = salvage_into(self._damaged(file), self._session.can, self._teller.phrases)
        self._teller.say(
            "plain.salvaged", title=new.title, ident=new.ident, moments=new.moments, lost=new.lost
        )

    def _damaged(self, file: str) -> Path:
        """Return a file: of the can, as `/saves` names it, or from anywhere."""
        summary = self._session.can.find(file)
        return summary.path if summary is not None else path_as_typed(file)

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
        path = path_as_typed(file)
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


def _form_and_file(typed: str) -> tuple[Form | None, str]:
    """Return the form that is meant and the file; no form where the file is more likely a form misspelt."""
    word, _, file = typed.partition(" ")
    forms = {form.value: form for form in Form}
    if not typed or word.lower() in forms:
        return forms.get(word.lower(), Form.TEXT), file.strip()
    if not any(sign in word for sign in _OF_FILES):
        return None, typed
    ending = Path(typed).suffix.lower()
    return next((form for form in Form if form.suffix == ending), Form.TEXT), typed
