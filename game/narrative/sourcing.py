"""Where a sentence of fact comes from: the keys in brackets behind it, ``... the rocket. [NSSDC-RB, SCRUS]``.

Law: in a newsreel and on an Archive card every sentence has its keys; the player's text has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_KEYS = re.compile(r"\s*\[([A-Z0-9-]+(?:\s*,\s*[A-Z0-9-]+)*)\]")
_BRACKET = re.compile(r"\[[^\]]*\]?")
_END = re.compile(r"[.!?][\"”’')*]*\s+(?=[\"“‘'(*]*[A-Z0-9])")
_LONGEST_SHOWN = 40
_SHORT = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|Nos|Lt|Col|Gen|Maj|Capt|Prof|Jr|vs|approx|c|p|pp|[A-Z]))\.$")


def split_sources(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without its key lists, and the keys in order, each once."""
    keys = [key.strip() for found in _KEYS.finditer(text) for key in found[1].split(",")]
    return _KEYS.sub("", text).strip(), tuple(dict.fromkeys(keys))


def stray_brackets(text: str) -> tuple[str, ...]:
    """Return what stands in brackets but is not a key list."""
    return tuple(found[0] for found in _BRACKET.finditer(_KEYS.sub("", text)))


def unsourced_sentences(text: str) -> tuple[str, ...]:
    """Return every sentence that no key list follows."""
    bare: list[str] = []
    begin = 0
    for found in _KEYS.finditer(text):
        bare += sentences(text[begin : found.start()])[:-1]
        begin = found.end()
    return (*bare, *sentences(text[begin:]))


def sourcing_mistakes(paragraph: str, line: int, sources: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the mistakes in a paragraph's source keys, all with its own line."""
    for key in split_sources(paragraph)[1]:
        if sources and key not in sources:
            yield line, f"no source is called {key!r}; add it to archive/sources.toml or correct it"
    for bracket in stray_brackets(paragraph):
        yield line, f"{bracket!r} is not a list of source keys, as in [NSSDC-RB, SCRUS]"
    for sentence in unsourced_sentences(paragraph):
        shown = sentence if len(sentence) <= _LONGEST_SHOWN else sentence[: _LONGEST_SHOWN - 3] + "..."
        yield line, f"no source behind {shown!r}; write its keys after it, as in [NSSDC-RB]"


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; an initial or a title does not end one."""
    whole: list[str] = []
    begin = 0
    for found in _END.finditer(text):
        end = found.start() + 1
        if not _SHORT.search(text[begin:end]):
            whole.append(text[begin : found.end()].strip())
            begin = found.end()
    rest = text[begin:].strip(" .\"”’')*")
    return [*whole, text[begin:].strip()] if rest else whole
