"""What tests of more than one room need: the program itself, run on the small story."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.storage.library import FLIGHT_PHRASES, PHRASES, story_files
from tests.cli.program import Program
from tests.engine.stage import STORY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the small story and the game's own phrases."""
    folder = copytree(STORY, tmp_path_factory.mktemp("story") / "story")
    for file in (PHRASES, FLIGHT_PHRASES):
        (folder / file).write_bytes(story_files()[file])
    return folder


@pytest.fixture
def program(tmp_path: Path, small_story: Path) -> Program:
    """Return the program, its saves in a folder of this test, its story the small one."""
    return Program(tmp_path / "saves", small_story)


@pytest.fixture
def whole_program(tmp_path: Path) -> Program:
    """Return the program with the story that it ships with."""
    return Program(tmp_path / "saves", None)
