"""The writing's bad habits that a program can see.

Law: a habit found is a warning, never an error; the writer decides.
"""

from __future__ import annotations

import re

STOCK_PHRASES = (
    "breath you didn't know",
    "breath you did not know",
    "breath you had been holding",
    "something shifts",
    "something shifted",
    "the weight of",
    "a testament to",
    "dance of",
)
"""Stock phrases of machine prose; the story has none of them."""

_APOSTROPHES = str.maketrans("’‘", "''")
_DASH = re.compile(r"[—–]|(?<= )--?(?= )")
_ELLIPSIS = re.compile(r"…|\.\.\.")
_ADVERB_ON_SAY = re.compile(r"\b(?:say|says|said)\s+(?!(?:only|early|daily|family)\b)\w+ly\b", re.IGNORECASE)


def bad_habits(text: str) -> list[str]:
    """Return a message for every bad habit in a paragraph."""
    plain = text.translate(_APOSTROPHES).lower()
    found = [f"the stock phrase {phrase!r}; say what is there" for phrase in STOCK_PHRASES if phrase in plain]
    if len(_DASH.findall(text)) + len(_ELLIPSIS.findall(text)) > 1:
        found.append("more than one dash or ellipsis in a paragraph; keep one")
    adverb = _ADVERB_ON_SAY.search(text)
    if adverb:
        found.append(f"an adverb on say, {adverb[0]!r}; let the words carry it")
    return found
