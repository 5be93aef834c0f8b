"""Archive cards: a title and paragraphs of fact, each sentence with its sources.

Law: a card says nothing that no source says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.sourcing import sourcing_mistakes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def check_card(text: str, sources: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the message of every mistake in a card.

    Args:
        text: the whole file.
        sources: the keys that a sentence may name; empty to leave them unchecked.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("# ") or not lines[0][2:].strip():
        yield 1, "a card begins with its title, as in `# The periscope`"
    paragraphs = list(_paragraphs(lines))
    if not paragraphs:
        yield len(lines), "the card has no text; write a paragraph below the title"
    for line, paragraph in paragraphs:
        yield from sourcing_mistakes(paragraph, line, sources)


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    begin = 0
    for number, line in enumerate((*lines, ""), 1):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            begin = begin or number
            held.append(bare)
        elif held:
            yield begin, " ".join(held)
            held, begin = [], 0
