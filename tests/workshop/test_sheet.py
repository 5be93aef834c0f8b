"""The quality sheet: the same story and seed make the same page, and the page says what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.storage.library import open_book, story_files
from game.workshop.sheet import Made, sheet, story_hash

from .plants import FAKE, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small story with a fake choice in it."""
    write(tmp_path, cold_open=FAKE)
    monkeypatch.setenv("OFFSCRIPT_STORY", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("story")
def test_the_same_story_and_seed_make_the_same_bytes() -> None:
    """And another seed makes others."""
    made = Made(20, 3)
    page = sheet(open_book(), story_files(), made, 1)
    assert page == sheet(open_book(), story_files(), made, 1)
    assert page != sheet(open_book(), story_files(), Made(20, 4), 1)
    assert "`offscript story sheet --write --runs 20 --seed 3`" in page
    assert story_hash(story_files()) in page


@pytest.mark.usefixtures("story")
def test_the_page_has_every_measure() -> None:
    """By its heading, with what was planted."""
    page = sheet(open_book(), story_files(), Made(20, 1), 1)
    heads = [line for line in page.splitlines() if line.startswith("## ")]
    assert heads == [
        "## Reel by reel",
        "## Endings",
        "## What everybody takes",
        "## Choices that are none",
        "## Choices remembered",
        "## Longest waits for a choice",
        "## Repeats",
        "## Gauges and bonds by scene",
        "## Not reached",
    ]
    assert "- `cold_open/here`" in page
    assert "| shortest_shoot |" in page


def test_a_story_that_changed_has_another_hash(story: Path) -> None:
    """By one letter of one file."""
    before = story_hash(story_files())
    file = story / "reels/1_all/cold_open.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ten", "Ten"), encoding="utf-8")
    assert story_hash(story_files()) != before
