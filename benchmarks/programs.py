"""Programs run as a player runs them: in a terminal, or in a pipe.

Law: both sides have the same terminal, environment and byte code. What came out is stamped when it is read
and looked at afterwards, so that looking costs neither side anything.
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COLUMNS, ROWS = 100, 30

_CHECKOUT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 30.0
_ONE_FRAME_S = 0.004
"""Pieces of output closer than this are one frame: a terminal hands out a few thousand bytes at a time."""
_UNWANTED = ("NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "OFFSCRIPT_STORY")


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment of every program that is measured.

    Byte code goes to a folder of its own, so that both sides find theirs whatever is switched off here.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _UNWANTED and not name.startswith("TEXTUAL")
    }
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "OFFSCRIPT_SAVES": str(scratch / "saves"),
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"),
    }


class Pane:
    """A Python program in a terminal of its own.

    Attributes:
        display: the rows of the screen as far as they were looked at.
    """

    def __init__(self, arguments: Sequence[str], scratch: Path) -> None:
        """Start a program and its clock.

        Args:
            arguments: what stands behind ``python``.
            scratch: a folder for saves and byte code.
        """
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        surroundings = environment(scratch)
        self._clock = perf_counter()
        self._program = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=_CHECKOUT,
            env=surroundings,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._master)

    @property
    def display(self) -> list[str]:
        """Return the rows of the screen."""
        return list(self._screen.display)

    def press(self, key: str) -> None:
        """Send a key and start the clock anew."""
        self._clock = perf_counter()
        os.write(self._master, key.encode())

    def wait_for(self, *shown: Callable[[str], bool], quiet_s: float) -> list[float]:
        """Wait until the program has shown things and says no more.

        Args:
            shown: each tells whether the screen, as one text, shows a thing; in the order in which they come.
            quiet_s: seconds without output after which it is taken to have said all.

        Returns:
            When each was first on the screen, since the start or the last key [s].

        Raises:
            TimeoutError: if that does not happen.
        """
        found: list[float] = []
        while len(found) < len(shown):
            for at, output in self._read(quiet_s):
                self._stream.feed(output)
                text = "\n".join(self._screen.display)
                while len(found) < len(shown) and shown[len(found)](text):
                    found.append(at)
            if perf_counter() - self._clock > _PATIENCE_S:
                raise TimeoutError("\n".join(self._screen.display))
        return found

    def frames(self, quiet_s: float) -> list[float]:
        """Return when each frame that changed what the screen shows was complete, until it stands still.

        Raises:
            TimeoutError: if nothing changes at all.
        """
        changed: list[float] = []
        while not changed:
            pieces = self._read(quiet_s)
            before = self.display
            for number, (at, output) in enumerate(pieces):
                self._stream.feed(output)
                following = pieces[number + 1][0] if number + 1 < len(pieces) else inf
                if following - at >= _ONE_FRAME_S:
                    if self.display != before:
                        changed.append(at)
                    before = self.display
            if perf_counter() - self._clock > _PATIENCE_S:
                raise TimeoutError("\n".join(self._screen.display))
        return changed

    def _read(self, quiet_s: float) -> list[tuple[float, bytes]]:
        """Return what comes until nothing does for so long, each piece with its time."""
        pieces: list[tuple[float, bytes]] = []
        while select.select([self._master], [], [], quiet_s)[0]:
            if perf_counter() - self._clock > _PATIENCE_S:
                raise TimeoutError("the program never stands still")
            try:
                output = os.read(self._master, 65536)
            except OSError as error:
                raise TimeoutError("the program is gone") from error
            pieces.append((perf_counter() - self._clock, output))
        return pieces


def first_output(arguments: Sequence[str], scratch: Path, marks: Sequence[bytes]) -> list[float]:
    """Return when a program's output, in a pipe, first held each of these marks [s].

    Raises:
        TimeoutError: if it ends before.
    """
    clock = perf_counter()
    program = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_CHECKOUT,
        env=environment(scratch),
    )
    found: list[float] = []
    output = b""
    with program:
        if program.stdout is None or program.stdin is None:
            raise TimeoutError("the program has no pipes")
        while len(found) < len(marks):
            piece = os.read(program.stdout.fileno(), 65536)
            at = perf_counter() - clock
            if not piece:
                raise TimeoutError(output.decode(errors="replace"))
            output += piece
            while len(found) < len(marks) and marks[len(found)] in output:
                found.append(at)
        program.stdin.close()
        program.stdout.read()
    return found
