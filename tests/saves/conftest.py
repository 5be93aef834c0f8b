"""What the tests of old films share."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.saves import editions

if TYPE_CHECKING:
    from collections.abc import Generator

    from game.narrative.shelf import Book

_MEMORY = Path("/dev/shm")  # noqa: S108  a disk in memory, where the system has one


@pytest.fixture(scope="session")
def present_book() -> Book:
    """Return the story as it is."""
    return editions.present_book()


@pytest.fixture
def saves() -> Generator[Path]:
    """Return an empty folder, in memory where it can be: thousands of commits are made."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)
