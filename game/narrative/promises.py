"""Reads ``story/later.toml``: what reels that are not written yet promise to remember.

Law: pure; a promise names a fact, the reels that will read it, and how that will be felt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from game.narrative.declarations import line_in
from game.narrative.tables import inner_table, load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.book import Fact

LATER = "later.toml"

_KEYS = {"reels", "reading"}
_REELS = range(1, 8)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Attributes:
        fact: what will be read.
        reels: where.
        reading: where and how it will be felt.
        line: where the promise stands.
    """

    fact: str
    reels: tuple[int, ...]
    reading: str
    line: int


def scan_promises(
    text: str, facts: Mapping[str, Fact]
) -> tuple[dict[str, Promise], tuple[tuple[int, str], ...]]:
    """Return the promises that could be read, by fact, and line and message of every mistake."""
    tables, broken = load_table(text)
    promises: dict[str, Promise] = {}
    mistakes = list(broken)
    for name, table in tables.items():
        line = line_in(text, name)
        row = inner_table(table)
        if not row:
            mistakes.append((line_in(text, "", name), f"{name!r} stands under no heading; write [{name}]"))
            continue
        reels, reading = row.get("reels"), row.get("reading")
        if name not in facts:
            mistakes.append((line, f"no fact is called {name!r}; declare it in facts.toml or take it out"))
        if row.keys() - _KEYS:
            mistakes.append((line, f"[{name}] has only `reels` and `reading`; take the rest out"))
        if not isinstance(reading, str) or not reading.strip():
            mistakes.append((line, f"[{name}] needs `reading`: where and how it will be felt"))
        listed = cast("list[object]", reels) if isinstance(reels, list) else []
        whole = [reel for reel in listed if isinstance(reel, int) and reel in _REELS]
        if not whole or len(whole) != len(listed):
            mistakes.append((line, f"[{name}] needs `reels`: a list of reels from 1 to 7, as in [3, 5]"))
        elif name in facts:
            promises[name] = Promise(name, tuple(sorted(set(whole))), str(reading or ""), line)
    return promises, tuple(mistakes)
