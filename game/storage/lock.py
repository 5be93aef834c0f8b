"""One writer at a time: a lock that the operating system drops together with the process.

Law: a lock is never judged by its file's being there; a killed game leaves the file but not the lock.
Readers never ask for it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _hold(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held until it is released or the process ends.

    Attributes:
        path: its file, beside the film.
        descriptor: the open file that carries it.
    """

    path: Path
    descriptor: int

    def release(self) -> None:
        """Let the lock go and take its file away."""
        # The file goes first, while the lock is still held: whoever waited on it notices in `take_lock`.
        with suppress(OSError):
            self.path.unlink()
        os.close(self.descriptor)


def take_lock(path: Path) -> Lock | None:
    """Return the lock on this file, making the file if it is not there; None if someone else holds it.

    Raises:
        OSError: if the file cannot be made, or nothing can be locked where it lies.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            held = _hold(descriptor)
            if held and _is_still_there(path, descriptor):
                return Lock(path, descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if not held:
            return None


def is_held(path: Path) -> bool:
    """Return whether a game holds the lock on this file; neither makes the file nor keeps the lock."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        return not _hold(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _is_still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
