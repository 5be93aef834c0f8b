"""Finds the words of the story that are not in its own list, ``story/words.txt``.

Law: pure. Every word that a player reads is in the list: British spelling, in small letters, names as they
are. What is markup, an id, a condition or a source's key is no word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

WORDS = "words.txt"

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_APOSTROPHES = str.maketrans("’‘", "''")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ENDINGS = ("'s", "'ll", "'d", "'ve", "'re", "'S")
"""What may hang on any word."""
_MOST_SUGGESTED = 3

_FRONT = re.compile(r"(title|slugline|note): (.*)")
_FRONT_FENCE = "---"
_NO_WORDS = re.compile(
    r"`[^`]*`"  # effects and conditions
    r"|^\s*- \[\w+\]"  # a choice's id
    r"|[-=]> ?[\w/]*$"  # arrows
    r"|^## \w+$"  # a beat's id
    r"|\]\(\?\w+\)"  # where a door leads
    r"|\[[A-Z0-9-]+(?:\s*,\s*[A-Z0-9-]+)*\]"  # keys of sources
    r"|\{[^{}]*\}"  # blanks
    r"|\b[A-Z]+(?:_[A-Z]+)+\b"  # variables of the environment
)
_PAIR = re.compile(r"\s*\"?([\w.]+)\"?\s*=\s*(.*)")
_HEADING = re.compile(r"\[{1,2}[A-Za-z_][\w.\"/]*\]{1,2}")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")
_EVERY_KEY = "*"
_BETWEEN_SPELLINGS = " | "

_PROSE = ("reels/", "newsreels/", "archive/", "flightbook/")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "phrases.toml": (_EVERY_KEY,),
    "flight_phrases.toml": (_EVERY_KEY,),
    "previously.toml": ("words",),
    "lobby.toml": ("title", "words"),
    "endings.toml": ("title", "note"),
    "people.toml": ("name", "tag", "note"),
    "facts.toml": ("label", "shot"),
    "callouts/": ("say", "ones", "tens", "lengths", "far"),
}
"""Which keys of a TOML file a player reads, by the file or its folder."""
_WHOLE_HEADINGS = ("[openings]", "[flights]", "[words.")
"""Below these every value is read, whatever its key."""


def words_of(file: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a file that a player reads, each with its line."""
    keys = _keys_of(file)
    if keys is not None:
        lines: Iterable[tuple[int, str]] = _values(text, keys)
    elif file.startswith(_PROSE) and file.endswith(".md") and not file.endswith("README.md"):
        lines = _prose(text)
    else:
        return
    for number, line in lines:
        for found in _WORD.finditer(line.translate(_APOSTROPHES)):
            if len(found[0]) > 1:
                yield number, found[0]


def scan_words(text: str) -> frozenset[str]:
    """Return the words of the list: one a line; what begins with # is none."""
    rows = (line.strip() for line in text.split("\n"))
    return frozenset(row for row in rows if row and not row.startswith("#"))


def unlisted(texts: Mapping[str, str], listed: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """Return every word that the list does not have, with the files and lines where it stands."""
    spelling = Spelling(listed)
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for file in sorted(texts):
        for line, word in words_of(file, texts[file]):
            if not spelling.knows(word):
                found[spelling.plain(word)].append((file, line))
    return dict(sorted(found.items()))


class Spelling:
    """A list of words, asked as a reader would: a capital at a sentence's head is no mistake."""

    def __init__(self, listed: Collection[str]) -> None:
        self._listed = frozenset(listed)
        self._folded = frozenset(word.upper() for word in listed)
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Tell whether a word is listed as it stands, or what it hangs on is."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._has(word) or any(
                word.endswith(ending) and self._has(word.removesuffix(ending)) for ending in _ENDINGS
            )
        return known

    def plain(self, word: str) -> str:
        """Return a word as it would be listed."""
        for ending in _ENDINGS:
            word = word.removesuffix(ending)
        return word

    def near(self, word: str) -> list[str]:
        """Return the listed words that are one letter away."""
        small = word.lower()
        parts = [(small[:at], small[at:]) for at in range(len(small) + 1)]
        one_away = {
            *(head + tail[1:] for head, tail in parts if tail),
            *(head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1),
            *(head + letter + tail[1:] for head, tail in parts if tail for letter in _LETTERS),
            *(head + letter + tail for head, tail in parts for letter in _LETTERS),
        }
        whole = {*one_away, *(each.capitalize() for each in one_away)} - {word, small}
        return sorted(whole & self._listed)[:_MOST_SUGGESTED]

    def _has(self, word: str) -> bool:
        if word in self._listed or (word[0].isupper() and word[0].lower() + word[1:] in self._listed):
            return True
        return word.isupper() and word in self._folded


def _keys_of(file: str) -> tuple[str, ...] | None:
    for name, keys in _TABLES.items():
        if file == name or (name.endswith("/") and file.startswith(name) and file.endswith(".toml")):
            return keys
    return None


def _prose(text: str) -> Iterator[tuple[int, str]]:
    fences = 0
    in_front = text.startswith(_FRONT_FENCE)
    for number, line in enumerate(text.split("\n"), 1):
        if in_front:
            fences += line.rstrip() == _FRONT_FENCE
            in_front = fences < 2
            pair = _FRONT.fullmatch(line)
            if pair is not None:
                yield number, pair[2]
            continue
        yield number, _NO_WORDS.sub(" ", line.rstrip())


def _values(text: str, keys: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    whole = read = _EVERY_KEY in keys
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("#"):
            continue
        if _HEADING.fullmatch(bare):
            whole = _EVERY_KEY in keys or bare.startswith(_WHOLE_HEADINGS)
            read = False
            continue
        pair = _PAIR.match(line)
        value = line
        if pair is not None:
            read = whole or pair[1] in keys
            value = pair[2]
        # What can be typed is a list of spellings, and not all of them are to be copied.
        if read and _BETWEEN_SPELLINGS not in value:
            for found in _QUOTED.finditer(value):
                yield number, _NO_WORDS.sub(" ", found[1].replace("\\n", " ").replace('\\"', '"'))
