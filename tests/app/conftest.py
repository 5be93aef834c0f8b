"""The terminal's environment is the same for every test of the full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .stage import STORY

if TYPE_CHECKING:
    from game.narrative.book import Declarations
    from game.narrative.previously import Recaps


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no colour, theme or stillness of the machine that runs the tests into them."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "OFFSCRIPT_STORY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _small_recaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is told to somebody who comes back be the small story's, which has nothing of the kind."""
    from game.storage import library

    whole = library.recaps

    def read(declarations: Declarations) -> Recaps:
        return whole(declarations, STORY)

    monkeypatch.setattr(library, "recaps", read)


@pytest.fixture
def small_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the Archive be the small story's."""
    from game.storage import library

    monkeypatch.setattr(library, "archive_cards", lambda: _CARDS)
    monkeypatch.setattr(library, "archive_sources", lambda: _SOURCES)


def _cards() -> tuple[object, ...]:
    from game.storage.library import archive_cards

    return archive_cards(STORY)


def _sources() -> dict[str, str]:
    from game.storage.library import archive_sources

    return archive_sources(STORY)


_CARDS = _cards()
_SOURCES = _sources()
