"""A terminal that is not there: the program on a pseudo-terminal, read and typed to."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from .program import PATIENCE_S, ROOT

if TYPE_CHECKING:
    from collections.abc import Generator

    from .program import Program


_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal the process's own, so that Ctrl-C reaches it, and becomes the program."""


class Terminal:
    """The master's end of a pseudo-terminal.

    Attributes:
        process: what runs on it.
        heard: everything that it wrote so far.
    """

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self.heard = ""
        self._descriptor = descriptor

    def expect(self, pattern: str) -> str:
        """Return everything so far, as soon as the pattern is in what came since the last call."""
        since = len(self.heard)
        deadline = time.monotonic() + PATIENCE_S
        while not re.search(pattern, self.heard[since:]):
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"no {pattern!r} after {PATIENCE_S} s in {self.heard!r}"
            part = self._read()
            assert part, f"it ended without {pattern!r}: {self.heard!r}"
            self.heard += part
        return self.heard

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._descriptor, keys.encode())

    def end(self) -> int:
        """Wait for its end and return its exit code."""
        while part := self._read():
            self.heard += part
        return self.process.wait(PATIENCE_S)

    def close(self) -> None:
        """Let the descriptor go."""
        os.close(self._descriptor)

    def hang_up(self) -> int:
        """Close the terminal itself, wait for the end of what runs on it, and return its exit code."""
        os.close(self._descriptor)
        self._descriptor = os.open(os.devnull, os.O_RDONLY)
        return self.process.wait(PATIENCE_S)

    def _read(self) -> str:
        # Linux answers EIO when the last process on the other side is gone.
        with suppress(OSError):
            return os.read(self._descriptor, 65536).decode(errors="replace")
        return ""


@contextmanager
def on_a_terminal(
    program: Program, *words: str, columns: int = 80, **environment: str
) -> Generator[Terminal]:
    """Start the program on a pseudo-terminal of 24 rows; 0 columns is one that does not know its size."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", _TAKE_TERMINAL, *program.command(*words)],
        cwd=ROOT,
        env=program.environment(**environment),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    terminal = Terminal(process, master)
    try:
        yield terminal
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE_S)
        terminal.close()
