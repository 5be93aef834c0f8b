"""Doubts the phrase files: every sentence that the game says by its id is there, once, and has words.

Law: pure; the ids that the game says are handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.narrative.declarations import line_in
from game.narrative.tables import load_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    Tell = Callable[[str, int, str], None]

PHRASES = "phrases.toml"
FLIGHT_PHRASES = "flight_phrases.toml"


def check_phrases(texts: Mapping[str, str], phrase_ids: Collection[str], error: Tell) -> None:
    """Check the phrase files.

    Args:
        texts: the story's files.
        phrase_ids: what the game says.
        error: is told file, line and message of a mistake.
    """
    if PHRASES not in texts:
        error(PHRASES, 0, "the file is missing; every word that is not story stands in it")
        return
    known: dict[str, str] = {}
    for file in (PHRASES, FLIGHT_PHRASES):
        text = texts.get(file, "")
        table, broken = load_table(text)
        if broken:
            error(file, *broken[0])
            return
        for ident, phrase in _flat(table):
            if isinstance(phrase, str) and phrase.strip() and ident not in known:
                known[ident] = file
                continue
            # The line is looked for in the whole file, so only where something is wrong.
            line = line_in(text, "", ident) or line_in(text, *ident.rpartition(".")[::2])
            if ident in known:
                error(file, line, f"{ident!r} stands in {known[ident]} already; take one away")
            else:
                known[ident] = file
                error(file, line, f"{ident!r} needs words, got {phrase!r}")
    for ident in sorted(set(phrase_ids) - known.keys()):
        error(PHRASES, 0, f'the game says {ident!r}, which is not here; add a line "{ident}" = "words"')


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the leaves of nested tables under dotted names."""
    rows = list(table.items())
    while rows:
        name, value = rows.pop(0)
        if isinstance(value, dict):
            rows += [(f"{name}.{key}", inner) for key, inner in cast("dict[str, object]", value).items()]
        else:
            yield name, value
