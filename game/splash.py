"""The splash: the game's name on the screen before anything heavy is imported.

Law: nothing is imported here but `os` and `sys`, and so the words are constants: to read them from
``story/phrases.toml`` would take longer than the splash itself. Whoever says something to the player before
the app draws lowers the splash first; once the app draws, the screen is the app's.

It is written where Textual draws, on standard error. Textual enters the alternate screen once more and leaves
it once; a terminal has only one of them, so what was on the player's screen comes back, cursor and all.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
# As `typing` has it, which would double the time to the splash.
if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "OFF SCRIPT"
"""What it says: ``title.name`` of ``story/phrases.toml``."""

RAISE = "\x1b[?1049h\x1b[?25l\x1b[2J"
"""Enter the alternate screen, hide the cursor, clear."""

LOWER = "\x1b[?25h\x1b[?1049l"
"""Show the cursor, go back to the player's own screen."""

_SAYS_AND_LEAVES = frozenset({"--plain", "--help", "-h", "--version"})
_WITH_A_VALUE = frozenset({"--saves", "--seed", "--pace", "--difficulty", "--reel"})

_raised = False


def why_plain() -> str:
    """Return the phrase that says why the full screen cannot be used here, or ``""``."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return "plain.no_terminal"
    if os.environ.get("TERM", "dumb") in {"", "dumb"} and os.name != "nt":
        return "plain.dumb_terminal"
    if "utf" not in (sys.stdout.encoding or "").lower():
        return "plain.not_utf8"
    return ""


def asks_for_play(words: Sequence[str]) -> bool:
    """Tell whether a command line asks for the full screen: neither a subcommand nor a quick answer.

    A command line that means nothing may pass; whoever refuses it lowers the splash.
    """
    before = ""
    for word in words:
        if word in _SAYS_AND_LEAVES or not (word.startswith("-") or before in _WITH_A_VALUE):
            return False
        before = word
    return True


def raise_splash(words: Sequence[str]) -> None:
    """Show the splash if these words will be answered by the full screen, and it can be.

    Args:
        words: the command line, without the program's name.
    """
    global _raised  # noqa: PLW0603  there is one screen
    # Windows understands the sequences only once Textual has asked it to.
    if _raised or os.name == "nt" or not asks_for_play(words) or why_plain():
        return
    try:
        columns, rows = os.get_terminal_size(sys.stderr.fileno())
    except OSError:
        return
    _raised = True
    row, column = max(1, (rows + 1) // 2), max(1, (columns - len(NAME)) // 2 + 1)
    _write(f"{RAISE}\x1b[{row};{column}H\x1b[1m{NAME}\x1b[m")


def lower_splash() -> None:
    """Give the player's own screen back, if the splash is up."""
    global _raised  # noqa: PLW0603  as above
    if _raised:
        _raised = False
        _write(LOWER)


def hand_over() -> None:
    """Leave the screen to the app, which draws on it and gives it back from now on."""
    global _raised  # noqa: PLW0603  as above
    _raised = False


def _write(text: str) -> None:
    try:
        os.write(sys.stderr.fileno(), text.encode())
    except OSError:
        # The terminal is gone; what comes next will notice.
        return
