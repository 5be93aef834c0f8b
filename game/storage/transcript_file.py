"""The transcript that is written along while the game is played.

Law: only ever appended to. What stands in the file stays; what could not be written waits in memory and is
written, in its order, as soon as the disk lets it. The file is opened for each turn and let go again, so that
it may be read, moved or taken away meanwhile. A trouble is said once, and the game goes on.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from game.errors import SaveRefused
from game.readout.panel import read_day
from game.readout.screenplay_export import COLUMNS, part_rows, parts_of
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook

_LOOKED_AT = 4096
"""Bytes of a file that are looked at before anything is put behind them."""

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without waiting: a pipe that nobody reads would hold the game up for ever."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})


class Shown(Protocol):
    """What a transcript must know of now; `game.session.present.Present` is one."""

    @property
    def film(self) -> str:
        """The playthrough's id."""
        ...

    @property
    def title(self) -> str:
        """What the can calls it."""
        ...

    @property
    def moment(self) -> int:
        """The number of the moment that is now."""
        ...

    @property
    def take(self) -> int:
        """The take that is being shot."""
        ...

    @property
    def takes(self) -> int:
        """How many takes the film took so far: it grows when the player goes back."""
        ...

    @property
    def state(self) -> State:
        """All that is."""
        ...

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the last order showed."""
        ...


class TranscriptFile:
    """A text file that follows the play.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path, phrases: Phrasebook, book: Book) -> None:
        """Take a file; nothing is written before the first turn.

        Args:
            path: the file; it is made when there is something to write, and what stands in it already stays.
            phrases: for the words between the scenes.
            book: for the names of people.
        """
        self.path = path
        self._phrases = phrases
        self._book = book
        self._waiting = b""
        self._told = False
        self._begun = False
        self._film = ""
        self._takes = 0
        self._moment: int = -1
        self._known: set[int] = set()
        self._last: tuple[object, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether something could not be written yet."""
        return bool(self._waiting)

    def write(self, present: Shown) -> SaveRefused | None:
        """Append what is new in the present; nothing where nothing is.

        Args:
            present: after a turn, or after a step back. The same one twice is written once.

        Returns:
            Why it cannot be written, the first time; None while that lasts, and when all is well.
        """
        self._waiting += self._news(present).encode("utf-8", "replace")
        return self.flush()

    def flush(self) -> SaveRefused | None:
        """Try again to write what waits; returns as `write` does."""
        if not self._waiting:
            return None
        try:
            self._append()
        except SaveRefused as refusal:
            told, self._told = self._told, True
            return None if told else refusal
        self._told = False
        return None

    def _news(self, present: Shown) -> str:
        """Return the text of what this present adds to the file."""
        flight = present.state.flight
        tick = flight.tick if flight is not None else -1
        now = (present.film, present.takes, present.moment, tick, present.lines)
        if now == self._last:
            return ""
        self._last = now
        if present.film != self._film:
            self._known.clear()
            moved = "write.film"
        elif present.takes > self._takes or present.moment in self._known - {self._moment}:
            moved = "write.back"
        else:
            moved = ""
        rows = self._heading(present, moved) if moved else []
        # What a step leads back to was written when it was played.
        if not moved or present.moment not in self._known:
            rows += [row for line in present.lines for row in self._rows(line)]
        self._film, self._takes, self._moment = present.film, present.takes, present.moment
        self._known.add(present.moment)
        return "".join(f"{row}\n" for row in rows)

    def _heading(self, present: Shown, phrase: str) -> list[str]:
        """Return a note where another film or another take goes on."""
        title = " ".join(present.title.split())
        time = read_day(present.state.clock)
        said = self._phrases.say(phrase, title=title, time=time, take=present.take)
        return ["", "-" * COLUMNS, *self._rows(Line(Voice.NOTE, said))]

    def _rows(self, line: Line) -> list[str]:
        (part,) = parts_of((line,), self._book)
        if part.voice is Voice.SLUGLINE:
            cut = self._phrases.say("play.cut_to").rjust(COLUMNS)
            return ["", cut, "", *part_rows(replace(part, text=part.text.upper()))]
        return ["", *part_rows(part)]

    def _append(self) -> None:
        name = self.path.name or str(self.path)
        try:
            self._look_at(name)
            handle = os.open(self.path, _FLAGS, 0o666)
        except OSError as error:
            raise self._refusal(error, name) from error
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise SaveRefused("write.odd", file=name)
            while self._waiting:
                written = os.write(handle, self._waiting)
                self._waiting = self._waiting[written:]
        except OSError as error:
            raise self._refusal(error, name) from error
        finally:
            os.close(handle)
        self._begun = True

    def _look_at(self, name: str) -> None:
        """Refuse a folder, a device, and what holds anything else than text; a new file is welcome."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return
        if stat.S_ISDIR(found.st_mode):
            raise SaveRefused("write.folder", file=name)
        if not stat.S_ISREG(found.st_mode):
            raise SaveRefused("write.odd", file=name)
        if self._begun or not found.st_size:
            return
        with self.path.open("rb") as file:
            begin = file.read(_LOOKED_AT)
        if b"\0" in begin or not _is_text(begin):
            raise SaveRefused("write.not_text", file=name)

    def _refusal(self, error: OSError, name: str) -> SaveRefused:
        if error.errno == errno.EISDIR:
            return SaveRefused("write.folder", file=name)
        if error.errno in _MISSING:
            return SaveRefused("write.no_folder", folder=str(self.path.parent))
        if error.errno in _FORBIDDEN:
            return SaveRefused("write.forbidden", file=name)
        if error.errno == errno.ENXIO:
            return SaveRefused("write.odd", file=name)
        return SaveRefused("write.full" if error.errno in _FULL else "write.failed", file=name)


def _is_text(begin: bytes) -> bool:
    """Tell whether bytes are UTF-8, a character that the look has cut off at its end aside."""
    try:
        begin.decode()
    except UnicodeDecodeError as error:
        return len(begin) == _LOOKED_AT and error.start >= len(begin) - 3
    return True
