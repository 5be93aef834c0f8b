"""The command line: reads what was asked, picks the concrete parts, turns every outcome into an exit code.

Law: the only place that touches the clock, the dice and the terminal's nature, and the only one that
answers an exception nobody expected. Exit codes: 0 done, 1 a check failed, 2 used wrongly, 3 bad data.
"""

from game.cli.entry import main

__all__ = ["main"]
