"""Every test of the engine that asks for `play` runs twice: straight, and through a film after every turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .stage import PlayThroughFilm, StraightPlay, small_book

if TYPE_CHECKING:
    from pathlib import Path

    from .stage import Play


@pytest.fixture(params=["straight", "through a film"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Play:
    """Return a way to play the small story."""
    if request.param == "straight":
        return StraightPlay(small_book())
    return PlayThroughFilm(small_book(), tmp_path)
