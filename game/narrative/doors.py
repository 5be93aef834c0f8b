"""Doors to the Archive: ``[the periscope](?periscope)`` makes words of a paragraph lead to a card.

Law: a door is never kept with what was shown. The words are saved as plain words; where they lead is found
again in the book, by the place and the text of the line, so that a film of any edition has the doors that
this edition's words have, and a save knows nothing of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.narrative.book import Door, Paragraph
from game.narrative.memory import resolve_place
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from game.narrative.book import Scene
    from game.narrative.shelf import Book
    from game.vocabulary.values import Line

ADDRESS = re.compile(r"\?([a-z][a-z0-9_]*)")
"""What stands in the parentheses: a question mark and a card's id."""

_OPEN, _SHUT = "\ue000", "\ue001"
"""Stand around the words of a door while a paragraph is being read; no text of a story may hold them."""

_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_SHUT}]*){_SHUT}")


@dataclass(frozen=True, slots=True)
class Led:
    """A card that words on the screen lead to."""

    card: str
    words: str


def marked(text: str, doors: Iterable[Door]) -> str:
    """Return the text with its doors marked, so that it may be cut without losing them."""
    for door in sorted(doors, key=lambda door: door.start, reverse=True):
        text = "".join((text[: door.start], mark(text[door.start : door.stop]), text[door.stop :]))
    return text


def mark(words: str) -> str:
    """Return the words of one door, marked."""
    return f"{_OPEN}{words}{_SHUT}"


def unmarked(text: str, cards: Iterable[str]) -> tuple[str, tuple[Door, ...]]:
    """Return a marked text without its marks, and where its doors lie.

    Args:
        text: as `marked` or `mark` made it.
        cards: the card of each door, in the order in which they stand.
    """
    plain, doors, at = "", list[Door](), 0
    for found, card in zip(_MARKED.finditer(text), cards, strict=False):
        plain += text[at : found.start()]
        doors.append(Door(len(plain), len(plain) + len(found[1]), card))
        plain += found[1]
        at = found.end()
    return (plain + text[at:]).replace(_OPEN, "").replace(_SHUT, ""), tuple(doors)


def doors_of(book: Book, line: Line) -> tuple[Door, ...]:
    """Return the doors in a line of the transcript, as slices of its text; none where words were changed."""
    scene, _, beat = line.ident.partition("/")
    if not beat:
        return ()
    place, lost = resolve_place(book, Place(scene, beat))
    if place is None or lost is not None:
        return ()
    for item in book.scene(place.scene).beats[place.beat].items:
        if isinstance(item, Paragraph) and item.doors and (item.voice, item.text) == (line.voice, line.text):
            return item.doors
    return ()


def led_to(book: Book, lines: Iterable[Line]) -> tuple[Led, ...]:
    """Return the cards that lines lead to, the newest first, each once."""
    found = [
        Led(door.card, line.text[door.start : door.stop]) for line in lines for door in doors_of(book, line)
    ]
    first: dict[str, Led] = {}
    for led in reversed(found):
        first.setdefault(led.card, led)
    return tuple(first.values())


def lost_doors(scene: Scene, cards: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the message of every door that leads to no card."""
    for beat in scene.beats.values():
        for item in beat.items:
            if not isinstance(item, Paragraph):
                continue
            for door in item.doors:
                if door.card not in cards:
                    link = f"[{item.text[door.start : door.stop]}](?{door.card})"
                    yield item.line, f"{link} leads to no card; write archive/{door.card}.md or correct it"
