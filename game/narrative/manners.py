"""The writing's bad habits that a program can see by their form.

Law: a habit found is a warning, never an error; the writer decides. What may not stand at all is a list of
its own, `game.narrative.bounds`.
"""

from __future__ import annotations

import re

_DASH = re.compile(r"[—–]|(?<= )--?(?= )")
_ELLIPSIS = re.compile(r"…|\.\.\.")
_ADVERB_ON_SAY = re.compile(
    r"\b(?:say|says|said|ask|asks|asked|answer|answers|answered)\s+"
    r"(?!(?:only|early|daily|family|nearly|hardly|reply)\b)\w+ly\b",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    r"\bnot\s+(?:[\w'’-]+\s+){0,6}[\w'’-]+,?\s+but\s+"
    r"(?!(?:I|you|he|she|it|we|they|there|then|nobody|somebody|everybody|when|if)\b)",
    re.IGNORECASE,
)
_NOT_IT_IS = re.compile(
    r"\b(It|That|This|He|She|You|They)(?:\s+(?:is|was|are|were)|['’](?:s|re))\s+not\s+[^.?!;:]{1,60}[.;,]\s+"
    r"\1(?:\s+(?:is|was|are|were)\b|['’](?:s|re)\b)"
)
_IN_A_ROW = re.compile(r"[^.?!]+\?[\"”’*]*\s+[^.?!]+\?[\"”’*]*\s+[^.?!]+\?")
_TWO_IN_A_ROW = re.compile(r"[^.?!\"“”]+\?\s+[^.?!\"“”]+\?")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


def bad_habits(text: str, *, spoken: bool = True) -> list[str]:
    """Return a message for every bad habit in a paragraph.

    Args:
        text: its words.
        spoken: somebody says them; who only tells asks fewer questions.
    """
    found: list[str] = []
    if len(_DASH.findall(text)) + len(_ELLIPSIS.findall(text)) > 1:
        found.append("more than one dash or ellipsis in a paragraph; keep one")
    adverb = _ADVERB_ON_SAY.search(text)
    if adverb:
        found.append(f"an adverb on say, {adverb[0]!r}; let the words carry it")
    turned = _NOT_BUT.search(text) or _NOT_IT_IS.search(text)
    if turned:
        found.append(f"the form 'not this, but that', {turned[0].strip()!r}; say what it is")
    if _IN_A_ROW.search(text) or (not spoken and _TWO_IN_A_ROW.search(_QUOTED.sub(".", text))):
        found.append("questions in a row; keep the one that wants an answer")
    return found
