"""Doubts the Archive and the newsreels as a whole: cards that nothing leads to, sources without an address.

Law: what a card says is doubted card by card (`game.narrative.cards`); here is what only all files together
can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.narrative.book import Paragraph
from game.narrative.declarations import SOURCES, line_in
from game.narrative.header import NEWSREEL
from game.narrative.measure import words_in
from game.narrative.tables import inner_table, load_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from game.narrative.book import Scene

    Tell = Callable[[str, int, str], None]

LEAST_CARDS = 40
NEWSREEL_WORDS = (120, 250)
"""All the words of one, without the words of its choices."""


def check_archive(
    texts: Mapping[str, str],
    cards: Mapping[str, str],
    scenes: Iterable[Scene],
    error: Tell,
    warning: Tell,
) -> None:
    """Check the Archive as a whole.

    Args:
        texts: the story's files.
        cards: the cards' files, by id.
        scenes: every scene that could be read.
        error: is told file, line and message of a mistake.
        warning: likewise of what is worth a look.
    """
    scenes = list(scenes)
    _check_addresses(texts.get(SOURCES, ""), error)
    linked = {
        door.card
        for scene in scenes
        for beat in scene.beats.values()
        for item in beat.items
        if isinstance(item, Paragraph)
        for door in item.doors
    }
    for card in sorted(cards.keys() - linked):
        warning(
            cards[card], 1, f"nothing in the story leads to this card; write [the words](?{card}) somewhere"
        )
    if cards and len(cards) < LEAST_CARDS:
        warning(SOURCES, 0, f"{len(cards)} of at least {LEAST_CARDS} cards; write the rest")
    for scene in scenes:
        if scene.kind != NEWSREEL:
            continue
        words = sum(
            words_in(item.text)
            for beat in scene.beats.values()
            for item in beat.items
            if isinstance(item, Paragraph)
        )
        low, high = NEWSREEL_WORDS
        if not low <= words <= high:
            warning(scene.file, 1, f"the newsreel has {words} words; write {low} to {high}")


def _check_addresses(text: str, error: Tell) -> None:
    for key, table in load_table(text)[0].items():
        address = inner_table(table).get("address")
        if not isinstance(address, str) or not address.strip():
            error(SOURCES, line_in(text, key), f"{key!r} has no address; say where it was read")
