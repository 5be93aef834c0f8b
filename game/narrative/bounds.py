"""Reads ``story/out_of_bounds.toml``, what the story does not write, and looks for it in the story's files.

Law: pure. A phrase out of bounds is an error wherever a player could read it; verbs that tell a feeling are
counted by reel, and only too many of them are worth a look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from game.narrative.declarations import line_in
from game.narrative.tables import inner_table, load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OUT_OF_BOUNDS = "out_of_bounds.toml"

_PHRASES, _TOLD = "phrases", "told"
_APOSTROPHES = str.maketrans("’‘", "''")
_A_THOUSAND = 1000
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is out of bounds.

    Attributes:
        phrases: the reason for each, in small letters.
        told: verbs that tell a feeling.
        most_told: how many of them a thousand words of a reel may have.
    """

    phrases: Mapping[str, str] = field(default_factory=dict[str, str])
    told: tuple[str, ...] = ()
    most_told: int = 0

    def phrases_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the line and the message of every phrase in a file's text."""
        if not self.phrases:
            return
        plain = text.translate(_APOSTROPHES)
        for found in _any_of(self.phrases).finditer(plain):
            phrase = " ".join(found[0].lower().split())
            line = plain.count("\n", 0, found.start()) + 1
            yield line, f"out of bounds: {phrase!r}, {self.phrases[phrase]}"

    def told_in(self, text: str) -> int:
        """Return how often a feeling is told in a text; what stands in quotes is said, by somebody."""
        if not self.told:
            return 0
        return len(_any_of(self.told).findall(_QUOTED.sub(" ", text.translate(_APOSTROPHES))))

    def too_many(self, told: int, words: int) -> bool:
        """Tell whether so many are too many for a reel of so many words."""
        return told * _A_THOUSAND > self.most_told * max(words, _A_THOUSAND)


def scan_bounds(text: str) -> tuple[Bounds, tuple[tuple[int, str], ...]]:
    """Return what could be read, and line and message of every mistake."""
    tables, broken = load_table(text)
    mistakes = list(broken)
    mistakes += [
        (line_in(text, name), f"{name!r} means nothing here; the headings are [phrases] and [told]")
        for name in tables.keys() - {_PHRASES, _TOLD}
    ]
    phrases: dict[str, str] = {}
    for phrase, reason in inner_table(tables.get(_PHRASES)).items():
        line = line_in(text, _PHRASES, phrase)
        if not phrase or phrase != " ".join(phrase.lower().split()):
            mistakes.append((line, f"{phrase!r}: write it in small letters, with single spaces"))
        elif not isinstance(reason, str) or not reason.strip():
            mistakes.append((line, f"{phrase!r} needs its reason, and what to write instead"))
        else:
            phrases[phrase] = reason
    told = inner_table(tables.get(_TOLD))
    words, most = told.get("words", []), told.get("most_in_a_thousand", 0)
    rows = cast("list[object]", words) if isinstance(words, list) else []
    listed = [word for word in rows if isinstance(word, str) and word.strip()]
    if told and (not listed or not isinstance(most, int)):
        mistakes.append((line_in(text, _TOLD), "[told] needs `words` and a whole `most_in_a_thousand`"))
    return Bounds(phrases, tuple(listed), most if isinstance(most, int) else 0), tuple(mistakes)


def _any_of(phrases: Mapping[str, str] | tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
