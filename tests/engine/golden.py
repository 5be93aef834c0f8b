"""Golden hashes: a few games of the small story, and what every state in them hashes to, for ever.

``python -m tests.engine.golden`` prints them as this Python finds them; with ``--write`` they become the
golden ones. That is right only when the small story itself was changed on purpose: old saves and recordings
stand on the rest.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from game.engine.state import state_hash

from .stage import HIGH_TICKET, LONGEST, LOW_TICKET, SHORTEST, StraightPlay, play_on, small_book

FILE = Path(__file__).with_name("golden.json")


def golden_hashes() -> dict[str, list[str]]:
    """Return the hashes of every state of a few games, as this process finds them."""
    book = small_book()
    play = StraightPlay(book)
    begun = {
        "the shortest way": (play.begin(LOW_TICKET), SHORTEST),
        "the longest way": (play.begin(HIGH_TICKET), LONGEST),
        "from the second reel": (play.begin(7, book.declarations.starts[2]), ("give_up", "leave_it")),
        "the largest seed": (play.begin((1 << 63) - 1), SHORTEST),
    }
    return {
        name: [state_hash(turn.state) for turn in play_on(play, first, choices)]
        for name, (first, choices) in begun.items()
    }


if __name__ == "__main__":
    found = json.dumps(golden_hashes(), indent=1) + "\n"
    if "--write" in sys.argv:
        FILE.write_text(found, encoding="utf-8")
    sys.stdout.write(found)
