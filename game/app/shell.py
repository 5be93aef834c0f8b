"""The shell behind the game: whether there is one that could bring the game back, and going to it.

Law: the game is never put aside where nobody could take it up again. A stopped program in a window of its own
would be a lost one.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress


def can_bring_back() -> bool:
    """Return whether a shell started the game as a job of its own, which its ``fg`` continues.

    Job control gives every job a process group of its own (POSIX.1-2017, 11.1.2). In the group that opened
    the terminal's session nobody is left to continue the game; where there are no signals for it nobody is
    either.
    """
    if not hasattr(signal, "SIGTSTP"):
        return False
    session = os.getsid(0)
    if os.getpgrp() == session:
        return False
    with suppress(ProcessLookupError, PermissionError):
        return os.getsid(os.getppid()) == session
    return False


def wait_for_fg() -> None:
    """Stop, with whatever started the game as part of the same job, and return when the shell continues it.

    What was typed at the terminal meanwhile and read by nobody is thrown away: it was not meant for the game.
    """
    import termios

    os.killpg(0, signal.SIGTSTP)
    with suppress(termios.error, ValueError, OSError):
        termios.tcflush(sys.__stdin__ or 0, termios.TCIFLUSH)
