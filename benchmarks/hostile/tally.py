"""What came of many attempts, and processes that can be killed.

Law: tallies of the same name add up, so that they can be counted in several processes.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from game.chance import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_TOLD: Final = 40
"""Failures that are told in words; the rest is only counted."""


@dataclass
class Tally:
    """What came of many attempts of one kind.

    Attributes:
        name: the kind.
        runs: how many attempts.
        counts: how many of them came to what.
        lost: how many lost something that had been acknowledged, or gave wrong data.
        crashes: how many ended in what is no sentence for a player.
        failures: each of those in words, the first `_MOST_TOLD`.
    """

    name: str
    runs: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    lost: int = 0
    crashes: int = 0
    failures: list[str] = field(default_factory=list[str])

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and nothing crashed."""
        return not self.lost and not self.crashes

    def lose(self, what: str) -> None:
        """Count a loss."""
        self.lost += 1
        self._tell(f"LOST {what}")

    def crash(self, what: str, error: BaseException | None = None) -> None:
        """Count a crash."""
        self.crashes += 1
        told = "" if error is None else " | ".join(traceback.format_exception(error)[-6:]).replace("\n", " ")
        self._tell(f"CRASH {what}: {told}" if told else f"CRASH {what}")

    def add(self, other: Tally) -> None:
        """Count another's attempts as well."""
        self.runs += other.runs
        self.counts.update(other.counts)
        self.lost += other.lost
        self.crashes += other.crashes
        self.failures = [*self.failures, *other.failures][:_MOST_TOLD]

    def _tell(self, what: str) -> None:
        if len(self.failures) < _MOST_TOLD:
            self.failures.append(what)


@dataclass
class Dice:
    """Draws that follow one another.

    Attributes:
        seed: and stream, index: as in `game.chance.draw`.
    """

    seed: int
    stream: str
    index: int = 0

    def roll(self, sides: int) -> int:
        """Return a whole number from 0 to ``sides - 1``."""
        self.index += 1
        return draw(self.seed, self.stream, self.index, sides)

    def one_in(self, many: int) -> bool:
        """Return True once in so many times."""
        return self.roll(many) == 0


class Child:
    """A process of this one's kind that can be killed, and tells what it did line by line.

    Attributes:
        pid: its number.
        reading: the end of the pipe to read from.
    """

    def __init__(self, act: Callable[[Callable[[str], None]], None], *, as_nobody: bool = False) -> None:
        """Fork, and act there with a function that tells a line.

        Args:
            act: what is done; an exception that leaves it is told as ``!`` and its traceback.
            as_nobody: without the rights of root, whom no file refuses.
        """
        self.reading, writing = os.pipe()
        sys.stdout.flush()
        with warnings.catch_warnings():
            # Other threads belong to whoever runs this; the child never touches what they hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid:
            os.close(writing)
            return
        code = 1
        try:
            os.close(self.reading)
            if as_nobody and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(_NOBODY)
                os.setuid(_NOBODY)
            act(lambda line: _write_line(writing, line))
            code = 0
        except BaseException:  # noqa: BLE001  whatever it was, the parent must see it and the child must end
            with suppress(OSError):
                _write_line(writing, "!" + traceback.format_exc().replace("\n", " | "))
        finally:
            os._exit(code)

    def kill(self) -> None:
        """Take its life without a word."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def rest(self) -> list[str]:
        """Return every whole line that was told, wait for the end, and let go of the pipe."""
        told = b""
        while part := os.read(self.reading, 1 << 16):
            told += part
        os.close(self.reading)
        os.waitpid(self.pid, 0)
        return told.decode().split("\n")[:-1]


_NOBODY: Final = 65534


def _write_line(descriptor: int, line: str) -> None:
    told = line.encode() + b"\n"
    while told:
        told = told[os.write(descriptor, told) :]


def spread(
    runs: int, jobs: int, act: Callable[[range, Callable[[Tally], None]], None], hear: Callable[[Tally], None]
) -> None:
    """Do runs in several processes at once.

    Args:
        runs: how many; each process takes every so-manieth.
        jobs: how many processes.
        act: does its share, and hands out a tally of what it did since it last did.
        hear: hears each of those tallies, in this process.
    """
    if jobs <= 1:
        act(range(runs), hear)
        return
    encode = msgspec.json.Encoder().encode

    def share(first: int) -> Callable[[Callable[[str], None]], None]:
        return lambda tell: act(range(first, runs, jobs), lambda tally: tell(encode(tally).decode()))

    children = [Child(share(first)) for first in range(jobs)]
    _hear_all(children, hear)


def _hear_all(children: Sequence[Child], hear: Callable[[Tally], None]) -> None:
    import select

    open_now = {child.reading: (child, b"") for child in children}
    while open_now:
        ready, _, _ = select.select(list(open_now), [], [])
        for descriptor in ready:
            child, told = open_now[descriptor]
            part = os.read(descriptor, 1 << 16)
            if not part:
                os.close(descriptor)
                os.waitpid(child.pid, 0)
                del open_now[descriptor]
                continue
            *lines, rest = (told + part).split(b"\n")
            open_now[descriptor] = (child, rest)
            for line in lines:
                if line.startswith(b"!"):
                    fallen = Tally("the harness itself")
                    fallen.crash(line.decode())
                    hear(fallen)
                else:
                    hear(_tally_of(line))


class _Packed(msgspec.Struct):
    """A tally as it comes through a pipe."""

    name: str
    runs: int
    counts: dict[str, int]
    lost: int
    crashes: int
    failures: list[str]


def _tally_of(line: bytes) -> Tally:
    packed = msgspec.json.decode(line, type=_Packed)
    counts = Counter(packed.counts)
    return Tally(packed.name, packed.runs, counts, packed.lost, packed.crashes, packed.failures)
