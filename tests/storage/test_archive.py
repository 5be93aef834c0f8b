"""The Archive as a player has it: everything can be read, and what was met stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.storage.archive import read_shelf, shelf_of
from game.storage.library import ArchiveCard
from game.storage.profile import Profile, load_profile, save_profile

if TYPE_CHECKING:
    from pathlib import Path

CARDS = tuple(
    ArchiveCard(ident, ident.title(), "Words.", ()) for ident in ("arrays", "gyros", "kurs", "toilet")
)


def test_what_was_met_stands_before_what_was_not() -> None:
    """Both in the Archive's own order, and a card that is no more is not counted."""
    shelf = shelf_of(CARDS, ("kurs", "gone"))
    assert [card.ident for card in shelf.cards] == ["kurs", "arrays", "gyros", "toilet"]
    assert shelf.met == {"kurs"}
    assert not shelf.here


def test_what_the_text_leads_to_stands_before_all() -> None:
    """The newest first, each once; it is met by that."""
    shelf = shelf_of(CARDS, ("arrays",), ("toilet", "gone", "gyros", "toilet"))
    assert [card.ident for card in shelf.cards] == ["toilet", "gyros", "arrays", "kurs"]
    assert shelf.here == {"toilet", "gyros"}
    assert shelf.met == {"arrays", "toilet", "gyros"}


def test_met_cards_lie_in_the_profile_and_are_joined(tmp_path: Path) -> None:
    """Two games that met different cards both keep them."""
    save_profile(tmp_path, Profile(archive_met=("kurs",)))
    save_profile(tmp_path, Profile(archive_met=("arrays",)))
    assert load_profile(tmp_path)[0].archive_met == ("arrays", "kurs")
    assert read_shelf(tmp_path, CARDS).met == {"arrays", "kurs"}
