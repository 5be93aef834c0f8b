"""The Archive as one player has it: what the text just led to, what was met, and everything else.

Law: every card can be read from the beginning; what was met only comes first. Met cards are the player's:
they lie in the profile, and no playthrough knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.storage.profile import load_profile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from game.storage.library import ArchiveCard


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards in the order in which a player is shown them.

    Attributes:
        cards: those that the text leads to now, the newest first; those that were met; the others.
        here: the ids of the first.
        met: the ids of all that were met, those of ``here`` among them.
    """

    cards: tuple[ArchiveCard, ...]
    here: frozenset[str]
    met: frozenset[str]


def shelf_of(cards: Sequence[ArchiveCard], met: Collection[str], here: Sequence[str] = ()) -> Shelf:
    """Return the shelf of a player.

    Args:
        cards: every card, in the order of the Archive.
        met: the ids that were met; one that the Archive no longer has is left out.
        here: the ids that the text leads to now, the newest first.
    """
    known = {card.ident: card for card in cards}
    first = [known[ident] for ident in dict.fromkeys(here) if ident in known]
    found = frozenset(known) & {*met, *here}
    rest = [card for card in cards if card not in first]
    return Shelf(
        cards=(*first, *sorted(rest, key=lambda card: card.ident not in found)),
        here=frozenset(card.ident for card in first),
        met=found,
    )


def read_shelf(folder: Path, cards: Sequence[ArchiveCard], here: Sequence[str] = ()) -> Shelf:
    """Return the shelf of the player whose profile lies in a folder; arguments as for `shelf_of`."""
    profile, _ = load_profile(folder)
    return shelf_of(cards, profile.archive_met, here)
