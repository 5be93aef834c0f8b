"""The story's folder is looked at, and every file that was written is named once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import story
from game.storage.library import VARIABLE
from game.storage.watching import StoryWatch

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_was_written_came_or_went_is_named_once(tmp_path: Path) -> None:
    """In folders as well; what an editor lays beside a file is not the story."""
    (tmp_path / "reels").mkdir()
    scene = tmp_path / "reels" / "a.md"
    scene.write_text("one", encoding="utf-8")
    facts = tmp_path / "facts.toml"
    facts.write_text("", encoding="utf-8")
    watch = StoryWatch(tmp_path)
    assert watch.changed() == frozenset()
    scene.write_text("three", encoding="utf-8")
    facts.unlink()
    (tmp_path / "reels" / "b.md").write_text("", encoding="utf-8")
    (tmp_path / "reels" / ".a.md.swp").write_text("x", encoding="utf-8")
    (tmp_path / "reels" / "a.md~").write_text("x", encoding="utf-8")
    (tmp_path / "reels" / "_a.md").write_text("x", encoding="utf-8")
    (tmp_path / "reels" / ".#a.md").write_text("x", encoding="utf-8")
    assert watch.changed() == {"reels/a.md", "reels/b.md", "facts.toml"}
    assert watch.changed() == frozenset()


def test_a_file_of_the_same_size_is_known_by_its_time(tmp_path: Path) -> None:
    """Also where it lies further back."""
    file = tmp_path / "a.md"
    file.write_text("one", encoding="utf-8")
    watch = StoryWatch(tmp_path)
    file.write_text("two", encoding="utf-8")
    os.utime(file, (1, 1))
    assert watch.changed() == {"a.md"}


def test_a_folder_that_is_gone_for_a_moment_is_no_accident(tmp_path: Path) -> None:
    """Everything went, and everything comes back."""
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "a.md").write_text("", encoding="utf-8")
    watch = StoryWatch(folder)
    folder.rename(tmp_path / "aside")
    assert watch.changed() == {"a.md"}
    (tmp_path / "aside").rename(folder)
    assert watch.changed() == {"a.md"}


def test_a_story_that_was_chosen_is_looked_at_where_no_other_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the game itself would choose it; one that is not there never changes."""
    chosen, named = tmp_path / "chosen", tmp_path / "named"
    for folder in (chosen, named):
        folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(chosen))
    here, there = StoryWatch(), StoryWatch(named)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    nowhere = StoryWatch()
    (chosen / "a.md").write_text("", encoding="utf-8")
    assert here.changed() == {"a.md"}
    assert there.changed() == frozenset()
    (tmp_path / "nowhere").mkdir()
    (tmp_path / "nowhere" / "a.md").write_text("", encoding="utf-8")
    assert nowhere.changed() == frozenset()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(story, "__path__", [str(tmp_path / "a.zip"), str(named)])
    came = StoryWatch()
    (named / "b.toml").write_text("", encoding="utf-8")
    assert came.changed() == {"b.toml"}
