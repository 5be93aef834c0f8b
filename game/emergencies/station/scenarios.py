"""Where an emergency of the station begins.

Law: a word and a few numbers; how each state is made from them is in ``opening``.
"""

from __future__ import annotations

from enum import Enum


class Scenario(Enum):
    """Which one."""

    ROLL = "roll"
    """15 October 2021, 09:12:40: the jet has run on for five seconds."""
    DRILL = "drill"
    """The same morning, on the laptop: lost, drifting, the thrust off already."""
    MODULE = "module"
    """29 July 2021, 16:42: the new module's own jets, which nobody aboard can stop."""
