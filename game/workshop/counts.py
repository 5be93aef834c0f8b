"""Counts the story as it is written: words, scenes, beats, choices, cards.

Law: words are prose, speech and labels; front matter, ids, code spans and source keys are none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.narrative.book import Paragraph
from game.narrative.bounds import OUT_OF_BOUNDS, scan_bounds
from game.narrative.checks import is_card_file
from game.narrative.header import LAST_REEL
from game.narrative.measure import words_in
from game.narrative.sourcing import split_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.narrative.book import Beat
    from game.narrative.shelf import Book


@dataclass(frozen=True, slots=True)
class StoryCounts:
    """What stands in the files.

    Attributes:
        words_by_reel: by reel number, newsreels with the reel that they name.
        scenes: how many, newsreels included.
        beats: how many.
        choices: how many.
        endings: how many are declared.
        archive_cards: how many.
        archive_words: the cards' own words, counted apart.
    """

    words_by_reel: Mapping[int, int]
    scenes: int
    beats: int
    choices: int
    endings: int
    archive_cards: int
    archive_words: int


def count_story(book: Book, files: Mapping[str, bytes]) -> StoryCounts:
    """Count a story.

    Args:
        book: the story.
        files: its files, for the cards.
    """
    scenes = [book.scene(ident) for ident in book.scene_ids]
    cards = [data.decode() for file, data in files.items() if is_card_file(file)]
    by_reel = dict.fromkeys(range(LAST_REEL + 1), 0)
    for scene in scenes:
        by_reel[scene.reel] += sum(_words_of(beat) for beat in scene.beats.values())
    return StoryCounts(
        words_by_reel=by_reel,
        scenes=len(scenes),
        beats=sum(len(scene.beats) for scene in scenes),
        choices=sum(len(beat.choices) for scene in scenes for beat in scene.beats.values()),
        endings=len(book.declarations.endings),
        archive_cards=len(cards),
        archive_words=sum(words_in(split_sources(card)[0]) for card in cards),
    )


@dataclass(frozen=True, slots=True)
class ProseCounts:
    """What stands in the scenes that should not.

    Attributes:
        told_per_thousand: by reel: verbs that tell a feeling, in a thousand words.
        stock_phrases: ``file:line`` and the phrase.
    """

    told_per_thousand: Mapping[str, float]
    stock_phrases: tuple[str, ...]


def prose_counts(book: Book, files: Mapping[str, bytes]) -> ProseCounts:
    """Count what ``out_of_bounds.toml`` names, in the paragraphs and labels of the scenes.

    Args:
        book: the story.
        files: its files.
    """
    bounds, _ = scan_bounds(files.get(OUT_OF_BOUNDS, b"").decode())
    told: Counter[int] = Counter()
    words: Counter[int] = Counter()
    phrases: list[str] = []
    for scene in map(book.scene, book.scene_ids):
        for beat in scene.beats.values():
            texts = [(item.line, item.text) for item in beat.items if isinstance(item, Paragraph)]
            texts += [(choice.line, choice.label) for choice in beat.choices]
            for line, text in texts:
                words[scene.reel] += words_in(text)
                told[scene.reel] += bounds.told_in(text)
                phrases += [f"{scene.file}:{line} {message}" for _, message in bounds.phrases_in(text)]
    shares = {str(reel): round(1000 * told[reel] / n, 2) for reel, n in sorted(words.items()) if n}
    return ProseCounts(shares, tuple(phrases))


def percentile(sizes: Sequence[int], percent: int) -> int:
    """Return the size that so many percent of the sizes do not exceed (nearest rank); 0 of none."""
    if not sizes:
        return 0
    rank = -(-len(sizes) * percent // 100)
    return sorted(sizes)[max(rank, 1) - 1]


def _words_of(beat: Beat) -> int:
    told = sum(words_in(item.text) for item in beat.items if isinstance(item, Paragraph))
    return told + sum(words_in(choice.label) for choice in beat.choices)
