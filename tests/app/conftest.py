"""The terminal's environment is the same for every test of the full screen."""

from __future__ import annotations

import pytest

from .stage import STORY


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no colour, theme or stillness of the machine that runs the tests into them."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS", "OFFSCRIPT_STORY"):
        monkeypatch.delenv(name, raising=False)


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
