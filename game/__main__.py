"""``python -m game`` and the ``offscript`` command.

Law: the splash comes before every import that takes time, and it never outlives the command.
"""

from __future__ import annotations

import sys

from game.splash import lower_splash, raise_splash


def main() -> int:
    """Show the splash if the full screen will be played, run the command line, and return its exit code."""
    try:
        raise_splash(sys.argv[1:])
        from game.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 0
    finally:
        lower_splash()


if __name__ == "__main__":
    raise SystemExit(main())
