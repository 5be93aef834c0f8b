"""Which sentences the game says."""

from __future__ import annotations

from game.workshop.phrase_use import phrase_ids_used


def test_ids_that_are_handed_to_a_refusal_are_found() -> None:
    """So that the check can miss them in ``phrases.toml``."""
    used = phrase_ids_used()
    assert "order.stale" in used
    assert "order.no_such_choice" in used


def test_other_dotted_words_are_not_ids() -> None:
    """File names, module names and phases are none."""
    mistaken = ("up.", "phrases.", "facts.", "reels.")
    assert not [ident for ident in phrase_ids_used() if ident.startswith(mistaken)]
