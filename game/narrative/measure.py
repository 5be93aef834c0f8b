"""How long a text is: words, and lines of the screen that the story is written for.

Law: one screen is 14 lines of 76 columns, what slate, gauges, choices and footer leave of 80x24; a paragraph
is followed by an empty line, and speech hangs in a narrower column.
"""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap

from game.vocabulary.values import LOOPS, Voice

SCREEN_LINES = 14
SCREEN_COLUMNS = 76
_HANGING = 12
"""Columns that the speaker's name takes before speech and loop lines."""


def words_in(text: str) -> int:
    """Return how many words a text has; emphasis marks and lone dashes are none."""
    return sum(1 for word in text.split() if any(character.isalnum() for character in word))


@lru_cache(maxsize=4096)
def lines_of(voice: Voice, text: str) -> int:
    """Return how many lines of the screen a paragraph takes, with the empty line after it."""
    columns = SCREEN_COLUMNS
    if voice is Voice.SPEECH or voice in LOOPS:
        columns -= _HANGING
    return len(wrap(text.replace("*", ""), columns)) + 1
