"""Which lines of the story were ever shown, in any playthrough: one mark a line, in a file that only grows.

Law: its loss harms nothing; a line that is not known here is only new once more. A mark stands for a line's
place and its words, so a line that an edition changed is new. Nothing in the file is trusted to be whole:
what is no mark is passed over, and a file of another format is laid aside. A turn adds at most one write and
waits for no disk; a turn without a new line adds none.

The file is text, so that a torn end or a stranger's bytes cost the line that they stand in and no other. Two
games may add to it at once: each write goes to the end as one piece (open(2), ``O_APPEND``).
"""

from __future__ import annotations

import errno
import os
import re
import sys
from array import array
from binascii import unhexlify
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from game.storage.refusals import refusing
from game.vocabulary.values import LOOPS, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.vocabulary.values import Line

FILE: Final = "seen.lines"
ASIDE: Final = "seen.lines.other"
HEADER: Final = b"offscript seen lines, format 1\n"

_TOLD = frozenset({Voice.NARRATION, Voice.SPEECH, *LOOPS})
"""How the story speaks. An echo, a slugline and a word from the game itself are not read as lines."""

_DIGITS = 16
_ROW = _DIGITS + 1
_MARK = re.compile(rb"^[0-9a-f]{16}$", re.MULTILINE)
_NO_SUCH = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})


def mark_of(ident: str, text: str) -> int:
    """Return the mark of a line: 64 bits, equal for another line once in ten thousand million million.

    Args:
        ident: the written place that it comes from.
        text: its words.
    """
    return int.from_bytes(blake2b(f"{ident}\0{text}".encode(), digest_size=8).digest(), "big")


class SeenLines:
    """The lines that were shown in this folder's playthroughs.

    Attributes:
        path: the file; it need not be there.
    """

    def __init__(self, folder: Path) -> None:
        """Look at nothing yet; the file is read when something is asked for the first time."""
        self.path = folder / FILE
        self._marks: set[int] | None = None
        self._unwritten: list[int] = []
        self._torn = False

    def has(self, line: Line) -> bool:
        """Tell whether a line was shown before, word for word; what is no line of the story always was."""
        return line.voice not in _TOLD or mark_of(line.ident, line.text) in self._known()

    def note(self, lines: Iterable[Line]) -> int:
        """Remember that lines were shown, and return how many of them were new.

        Raises:
            SaveRefused: if they cannot be written; they are remembered all the same, and written with the
                next ones.
        """
        known = self._known()
        new = 0
        for line in lines:
            if line.voice in _TOLD:
                mark = mark_of(line.ident, line.text)
                if mark not in known:
                    known.add(mark)
                    self._unwritten.append(mark)
                    new += 1
        if new:
            self.write()
        return new

    def write(self) -> None:
        """Write what waits; nothing where nothing does.

        Raises:
            SaveRefused: if it cannot be written; it waits on.
        """
        if not self._unwritten:
            return
        with refusing(FILE):
            mode = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.path, mode, 0o666)
            try:
                # A torn end would swallow the first mark behind it.
                lead = HEADER if os.fstat(descriptor).st_size == 0 else b"\n" if self._torn else b""
                rows = lead + b"".join(b"%016x\n" % mark for mark in self._unwritten)
                # Until it is known that all of it went there.
                self._torn = True
                if os.write(descriptor, rows) == len(rows):
                    self._torn = False
                    self._unwritten.clear()
            finally:
                os.close(descriptor)

    def shares(self, book: Book) -> dict[int, tuple[int, int]]:
        """Return, for each reel, how many lines of its scenes were shown, and how many there are.

        Every scene of the book is read for it: that takes a part of a second.

        Raises:
            StoryError: if a scene's file is wrong.
        """
        from game.mission.phases import FREE, PHASES
        from game.narrative.book import Paragraph

        known = self._known()
        found: dict[int, tuple[int, int]] = {}
        for ident in book.scene_ids:
            # A flight outside the story is none of its lines.
            if ident == PHASES[FREE].scene:
                continue
            scene = book.scene(ident)
            marks = {
                mark_of(f"{ident}/{beat.ident}", item.text)
                for beat in scene.beats.values()
                for item in beat.items
                if isinstance(item, Paragraph)
            }
            seen, lines = found.get(scene.reel, (0, 0))
            found[scene.reel] = seen + len(marks & known), lines + len(marks)
        return dict(sorted(found.items()))

    def _known(self) -> set[int]:
        if self._marks is None:
            marks, self._torn = read_marks(self.path)
            self._marks = set(marks)
        return self._marks


def read_marks(path: Path) -> tuple[array[int], bool]:
    """Return the marks in a file, and whether its last row was cut off.

    A file that cannot be read has none; one of another format is renamed to `ASIDE` and has none either.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        # What may not be read, or is no file, may still be written to: begin on a row of its own.
        return array("Q"), error.errno not in _NO_SUCH
    if not content:
        return array("Q"), False
    if not content.startswith(HEADER):
        if not HEADER.startswith(content):
            with suppress(OSError):
                path.replace(path.with_name(ASIDE))
            return array("Q"), False
        # A header that was cut off is put right by a new file.
        with suppress(OSError):
            path.unlink()
        return array("Q"), False
    rows = content[len(HEADER) : content.rfind(b"\n") + 1]
    whole = len(rows) % _ROW == 0 and rows[_DIGITS::_ROW] == b"\n" * (len(rows) // _ROW)
    try:
        packed = unhexlify(rows.replace(b"\n", b"")) if whole else None
    except ValueError:
        packed = None
    if packed is None or len(packed) * _ROW != len(rows) * 8:
        packed = unhexlify(b"".join(_MARK.findall(rows)))
    marks = array("Q")
    marks.frombytes(packed)
    if sys.byteorder == "little":
        marks.byteswap()
    return marks, not content.endswith(b"\n")
