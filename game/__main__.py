"""``python -m game`` and the ``offscript`` command.

Law: the splash never outlives the command: an end that is asked for from outside (SIGTERM, SIGHUP) is heard
from before it is raised, and unwinds as leaving does. It comes before every other import that takes time.
"""

from __future__ import annotations

import sys

from game.splash import lower_splash, raise_splash

TYPE_CHECKING = False
# As `typing` has it, which would double the time to the splash.
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> int:
    """Show the splash if the full screen will be played, run the command line, and return its exit code."""
    try:
        _hear_signals()
        raise_splash(sys.argv[1:])
        from game.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 0
    finally:
        lower_splash()


def _hear_signals() -> None:
    # Here, because whoever only imports this module wants no signals.
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What was ignored when the game was started (`nohup`) stays so.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)


def _leave(_: int, __: object) -> NoReturn:
    # Not KeyboardInterrupt: if one comes during an import, Python ends as if nobody had answered it.
    raise SystemExit(0)


if __name__ == "__main__":
    raise SystemExit(main())
