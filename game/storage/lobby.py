"""The lobby as it stands: profile, cards of the story and lines seen, read together for who looks.

Law: only reads. What cannot be read is empty; why is said elsewhere, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.readout.profile_words import read_cards, read_endings
from game.storage.counting import figures_of
from game.storage.library import lobby_cards
from game.storage.profile import load_profile
from game.storage.seen import SeenLines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from game.narrative.shelf import Book
    from game.readout.profile_words import CardReading, EndingReading, Figures


@dataclass(frozen=True, slots=True)
class Lobby:
    """What hangs there.

    Attributes:
        cards: those that were given, the newest first, then the empty places; of those that hang face down
            the title is empty.
        endings: in the story's order, each that was not seen as an empty place.
        figures: what everything that was ever played comes to.
    """

    cards: tuple[CardReading, ...]
    endings: tuple[EndingReading, ...]
    figures: Figures

    @property
    def given(self) -> int:
        """How many cards were given."""
        return sum(card.hangs for card in self.cards)

    @property
    def open_still(self) -> tuple[str, ...]:
        """The titles of those that were not given and may be named."""
        return tuple(card.title for card in self.cards if card.title and not card.hangs)

    @property
    def face_down(self) -> int:
        """How many hang face down."""
        return sum(not card.title for card in self.cards)

    @property
    def seen(self) -> int:
        """How many endings were seen."""
        return sum(bool(ending.title) for ending in self.endings)


def read_lobby(folder: Path, book: Book, seen: Iterable[str] = ()) -> Lobby:
    """Return the lobby of a folder of saves.

    Args:
        folder: where profile and playthroughs lie.
        book: the story.
        seen: endings that were seen in this sitting, should the disk not know them.

    Raises:
        StoryError: if the story's cards cannot be read.
    """
    profile, _ = load_profile(folder)
    figures = figures_of(profile)
    return Lobby(
        cards=read_cards(lobby_cards(book.declarations), profile.cards),
        endings=read_endings(
            book.declarations.endings.values(), (*profile.endings_seen, *seen), figures.endings
        ),
        figures=figures,
    )


def read_shares(folder: Path, book: Book) -> dict[int, tuple[int, int]]:
    """Return, for each reel, how many lines of its scenes were seen, and how many there are.

    Every scene is read for it, which takes a good part of a second.

    Raises:
        StoryError: if a scene's file is wrong.
    """
    return SeenLines(folder).shares(book)
