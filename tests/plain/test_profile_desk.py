"""The lobby line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.paper import Paper
from game.plain.profile_desk import ProfileDesk
from game.plain.teller import Teller
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import lobby_cards, open_book, phrases
from game.storage.profile import Profile, Tally, save_profile

if TYPE_CHECKING:
    from pathlib import Path

    from game.session import Present

BOOK = open_book()
WORDS = Phrasebook(phrases())


def told(folder: Path) -> str:
    """Return what the desk writes of a folder of saves."""
    session = Session(
        BOOK,
        Can(folder),
        phrases=WORDS,
        edition="a test",
        now=lambda: "2026-03-01T10:00:00.000+00:00",
        fresh_seed=lambda: 7,
    )
    session.begin()
    written: list[str] = []

    def show(present: Present, *, whole: bool, far: bool = False) -> None:
        raise AssertionError(present, whole, far)

    teller = Teller(session, WORDS, Paper(BOOK, WORDS, 0), written.append, show)
    try:
        ProfileDesk(teller).show()
    finally:
        session.close()
    return "\n".join(written)


def test_an_empty_lobby_says_what_there_is_to_earn_and_hides_the_rest(tmp_path: Path) -> None:
    """The titles of open cards, the number of those that hang face down, no ending by its name."""
    text = told(tmp_path)
    cards = lobby_cards(BOOK.declarations)
    assert f"cards: 0 of {len(cards)}" in text
    for card in cards:
        assert (card.title in text) is not card.hidden, card
        assert card.words not in text
    assert f"Hanging face down: {sum(card.hidden for card in cards)}." in text
    assert "endings: 0 of 12" in text
    assert not [ending.title for ending in BOOK.declarations.endings.values() if ending.note in text]


def test_what_was_earned_and_seen_is_told(tmp_path: Path) -> None:
    """Cards with their words and their day, endings with their lines, figures."""
    profile = Profile(
        endings_seen=("cut", "upright"),
        cards={"moo": "2026-03-04T10:00:00+00:00"},
        films={
            "a": Tally(begun=1, choices=1310, endings=("cut", "upright")),
            "b": Tally(begun=1, endings=("cut",)),
        },
    )
    save_profile(tmp_path, profile)
    text = told(tmp_path)
    (moo,) = [card for card in lobby_cards(BOOK.declarations) if card.ident == "moo"]
    assert f"{moo.title} (4 MAR 2026). {moo.words}" in text
    assert "endings: 2 of 12" in text
    assert "Cut, 2 times. You stopped the shoot yourself." in text
    assert "Upright. The landing, in one take." in text
    assert "Choices made: 1,310" in text
    assert "The story, seen: 0 %" in text
    assert "\u25a0" not in text
