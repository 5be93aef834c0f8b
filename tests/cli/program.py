"""The program as a player starts it: a process of its own, with nothing of this machine's habits in it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
"""Seconds after which a process that says nothing has failed; a busy machine needs a few."""

_HABITS = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TEXTUAL_THEME",
    "TEXTUAL_ANIMATIONS",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "PYTHONUTF8",
    "COLUMNS",
    "LINES",
)


@dataclass(frozen=True)
class Told:
    """What a process said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Program:
    """The program with its saves in one folder.

    Attributes:
        saves: the folder.
        story: another story, or None for the one that it ships with.
    """

    saves: Path
    story: Path | None

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment in which it runs."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in _HABITS and not name.startswith("OFFSCRIPT_")
        }
        story = {"OFFSCRIPT_STORY": str(self.story)} if self.story else {}
        return {**clean, "TERM": "xterm-256color", **story, **more}

    def command(self, *words: str) -> list[str]:
        """Return the command line; the folder for saves stands in front, where it is common."""
        return [sys.executable, "-m", "game", "--saves", str(self.saves), *words]

    def run(
        self, *words: str, typed: str | bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Told:
        """Run it to its end with this input."""
        done = subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.environment(**(environment or {})),
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
        )
        return Told(done.returncode, done.stdout.decode(), done.stderr.decode())

    def plain(
        self, typed: str | bytes = b"", *words: str, environment: Mapping[str, str] | None = None
    ) -> Told:
        """Play line by line to the end of this input."""
        return self.run("--plain", *words, typed=typed, environment=environment)

    def start(self, *words: str) -> Talk:
        """Start it and leave it running."""
        process = subprocess.Popen(
            self.command(*words),
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return Talk(process)


class Talk:
    """A running game that is talked to over pipes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self.process = process
        self._stdin, self._stdout, self._stderr = process.stdin, process.stdout, process.stderr

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE_S)
        for pipe in (self._stdin, self._stdout, self._stderr):
            if not pipe.closed:
                with suppress(BrokenPipeError):
                    pipe.close()

    def say(self, line: str) -> None:
        """Type a line."""
        self._stdin.write(line.encode() + b"\n")
        self._stdin.flush()

    def hear(self, until: str = "\n> ") -> str:
        """Return what is said, as soon as it ends with this."""
        heard = b""
        deadline = time.monotonic() + PATIENCE_S
        while not heard.endswith(until.encode()):
            ready, _, _ = select.select([self._stdout], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"after {PATIENCE_S} s only: {heard!r}"
            part = os.read(self._stdout.fileno(), 65536)
            assert part, f"it ended after: {heard!r}; {self._stderr.read()!r}"
            heard += part
        return heard.decode()

    def hang_up(self) -> None:
        """Close the end of the pipe that the game writes to."""
        self._stdout.close()

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Take its life without a word."""
        self.process.kill()

    def end(self) -> tuple[int, str]:
        """Close its input, wait for its end, and return its exit code and what it said on stderr."""
        if not self._stdin.closed:
            with suppress(BrokenPipeError):  # it had hung up first, which is what some tests are about
                self._stdin.close()
        complaint = self._stderr.read().decode()
        return self.process.wait(PATIENCE_S), complaint
