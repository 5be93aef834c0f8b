"""A pane of tmux: the real program in a real terminal of 80 columns and 24 rows, looked at and typed to."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.cli.program import PATIENCE_S, ROOT, Program

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_BETWEEN_LOOKS_S = 0.05
"""Seconds between two looks at the pane; the looks are bounded by `PATIENCE_S`."""


class Pane:
    """One pane with the program in it."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._socket = folder / "tmux"
        self._number = folder / "number"
        self._status = folder / "status"
        self._begun = False

    def start(self, *words: str) -> None:
        """Start the program, in the place of the one that ended."""
        self._status.unlink(missing_ok=True)
        # a shell around it writes down its number and how it ended: tmux tells that late, or not at all
        game = f"echo $$ >{self._number}; exec {shlex.join(self._program.command(*words))}"
        command = (
            f"sh -c {shlex.quote(game)}; echo $? >{self._status}.new; mv {self._status}.new {self._status}"
        )
        if not self._begun:
            self._tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "-c", str(ROOT), "cat")
            self._tmux("set-option", "-g", "status", "off")
            self._tmux("set-option", "-g", "remain-on-exit", "on")
            self._tmux("resize-window", "-x", "80", "-y", "24")
            self._begun = True
        self._tmux("respawn-pane", "-k", "-c", str(ROOT), command)

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names for them."""
        self._tmux("send-keys", *keys)

    def rows(self) -> list[str]:
        """Return what stands in the pane."""
        return self._tmux("capture-pane", "-p").splitlines()

    def wait_for(self, sign: Callable[[list[str]], bool], what: str) -> list[str]:
        """Return the rows, as soon as they show the sign and hold still."""
        deadline = time.monotonic() + PATIENCE_S
        before: list[str] = []
        while True:
            rows = self.rows()
            if rows == before and sign(rows):
                return rows
            before = rows
            assert time.monotonic() < deadline, f"no {what} in {PATIENCE_S} s:\n" + "\n".join(rows)
            time.sleep(_BETWEEN_LOOKS_S)

    def wait_for_end(self) -> int:
        """Return the exit status of the program when it has ended; a signal's is 128 and its number."""
        self.wait_for(lambda _: self._status.exists(), "end of the program")
        return int(self._status.read_text(encoding="utf-8"))

    def kill(self) -> None:
        """Take the program's life without a word."""
        os.kill(int(self._number.read_text(encoding="utf-8")), signal.SIGKILL)

    def close(self) -> None:
        """End the server, and with it everything in the pane."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False)

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), *words],
            env=self._program.environment(LC_ALL="C.UTF-8"),
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        return done.stdout


@contextmanager
def a_pane(program: Program) -> Generator[Pane]:
    """Open a pane on a tmux server of its own."""
    # not the test's own folder: the path of a socket may have 107 characters and no more
    with TemporaryDirectory(prefix="offscript-") as folder:
        pane = Pane(program, Path(folder))
        try:
            yield pane
        finally:
            pane.close()
