"""The transcript that is written along while the game is played.

Law: only ever appended to, and only to a file that a game began: its first row is the title page, or nothing
stands in it yet. What stands in the file stays; what could not be written waits in memory and is written, in
its order, as soon as the disk lets it. The file is opened for each turn and let go again, so that it may be
read, moved or taken away meanwhile. A trouble is said once, and the game goes on.
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
from game.storage.names import cut_short, printable, shown_name
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine.state import State
    from game.narrative.shelf import Book
    from game.readout.phrasebook import Phrasebook

_ASKED = ("O_CLOEXEC", "O_NONBLOCK", "O_BINARY")
"""What only some systems know. Without waiting: a pipe that nobody reads would hold the game up for ever."""

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | sum(getattr(os, name, 0) for name in _ASKED)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
_ODD = frozenset({errno.ENXIO, errno.ELOOP})


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
    def moments(self) -> int:
        """How many the playthrough holds: the newest has the number before it."""
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
            path: the file; it is made when there is something to write. One that is there already is gone on
                with if a game began it, and else left alone.
            phrases: for the words between the scenes.
            book: for the names of people.
        """
        self.path = path
        self._phrases = phrases
        self._book = book
        self._page = f"{phrases.say('write.page')}\n".encode()
        self._waiting = b""
        self._page_waits = 0
        self._trouble: SaveRefused | None = None
        self._film = ""
        self._tick = -1
        self._moment: int = -1
        self._known: set[int] = set()
        self._last: tuple[object, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether something could not be written yet."""
        return bool(self._waiting)

    @property
    def trouble(self) -> SaveRefused | None:
        """Why something could not be written yet; None where nothing waits."""
        return self._trouble

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
            told, self._trouble = self._trouble, refusal
            return None if told else refusal
        self._trouble = None
        return None

    def _news(self, present: Shown) -> str:
        """Return the text of what this present adds to the file."""
        flight = present.state.flight
        tick = flight.tick if flight is not None else -1
        now = (present.film, present.moment, tick, present.lines)
        if now == self._last:
            return ""
        self._last = now
        if present.film != self._film:
            self._known.clear()
            moved = "write.film"
        elif self._went_back(present, tick):
            moved = "write.back"
        else:
            moved = ""
        rows = self._heading(present, moved) if moved else []
        # What a step leads back to was written when it was played.
        if not moved or present.moment not in self._known:
            rows += [row for line in present.lines for row in self._rows(line)]
        self._film, self._tick, self._moment = present.film, tick, present.moment
        self._known.add(present.moment)
        return "".join(f"{row}\n" for row in rows)

    def _went_back(self, present: Shown, tick: int) -> bool:
        """Return whether this is another place than the one that what was written leads to."""
        older = present.moment not in {self._moment, present.moments - 1}
        again = present.moment in self._known - {self._moment}
        # A tick that was gone to is a new moment, but no later one.
        return older or again or 0 <= tick < self._tick or tick > 0 > self._tick

    def _heading(self, present: Shown, phrase: str) -> list[str]:
        """Return a note where another film or another take goes on."""
        title = " ".join(present.title.split())
        time = read_day(present.state.clock)
        said = self._phrases.say(phrase, title=title, time=time, take=present.take)
        return ["", "-" * COLUMNS, *self._rows(Line(Voice.NOTE, said))]

    def _rows(self, line: Line) -> list[str]:
        (part,) = parts_of((line,), self._book, self._phrases)
        if part.voice is Voice.SLUGLINE:
            cut = self._phrases.say("play.cut_to").rjust(COLUMNS)
            return ["", cut, "", *part_rows(replace(part, text=part.text.upper()))]
        return ["", *part_rows(part)]

    def _append(self) -> None:
        try:
            self._look_at()
            handle = os.open(self.path, _FLAGS, 0o666)
        except OSError as error:
            raise self._refusal(error) from error
        except ValueError as error:
            # A NUL, which no file's name can hold.
            raise SaveRefused("write.no_name") from error
        try:
            self._refuse_foreign(handle)
            while self._waiting:
                written = os.write(handle, self._waiting)
                self._waiting = self._waiting[written:]
                self._page_waits = max(0, self._page_waits - written)
        except OSError as error:
            raise self._refusal(error) from error
        finally:
            os.close(handle)

    def _look_at(self) -> None:
        """Refuse a folder and a device before they are opened; a new file is welcome."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return
        if stat.S_ISDIR(found.st_mode):
            raise SaveRefused("write.folder", file=self._name)
        if not stat.S_ISREG(found.st_mode):
            raise SaveRefused("write.odd", file=self._name)

    def _refuse_foreign(self, handle: int) -> None:
        """Refuse what no game began; nothing is put behind the words of another hand."""
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise SaveRefused("write.odd", file=self._name)
        if not found.st_size:
            self._waiting = self._page + self._waiting[self._page_waits :]
            self._page_waits = len(self._page)
            return
        # Where the disk was full in the middle of the page, the rest of it still waits.
        ours = self._page[: len(self._page) - self._page_waits]
        os.lseek(handle, 0, os.SEEK_SET)
        begin = os.read(handle, len(self._page))
        if begin != ours:
            raise SaveRefused("write.foreign", file=self._name)

    @property
    def _name(self) -> str:
        return cut_short(shown_name(self.path) or str(self.path))

    def _refusal(self, error: OSError) -> SaveRefused:
        if error.errno == errno.EISDIR:
            return SaveRefused("write.folder", file=self._name)
        if error.errno in _MISSING:
            return SaveRefused("write.no_folder", folder=cut_short(printable(self.path.parent)))
        if error.errno in _FORBIDDEN:
            return SaveRefused("write.forbidden", file=self._name)
        if error.errno in _ODD:
            return SaveRefused("write.odd", file=self._name)
        if error.errno == errno.ENAMETOOLONG:
            return SaveRefused("write.no_name")
        return SaveRefused("write.full" if error.errno in _FULL else "write.failed", file=self._name)
