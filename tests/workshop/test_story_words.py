"""``offscript story words``: what the list lacks, what a dictionary has, what somebody takes."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import pytest

from game.narrative.spelling import WORDS, scan_words
from game.workshop import story_tools
from game.workshop.story_words import read_dictionary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Words = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a story folder with two sentences, a list with one word, and a dictionary beside it."""
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "phrases.toml").write_text('"a" = "The lamp of Gleb is grey."\n"b" = "Rassvet."\n')
    (folder / WORDS).write_text("gone\nlamp\n")
    (tmp_path / "british").write_text("grey\nis\nof\nthe\nTHE\n")
    monkeypatch.setenv("OFFSCRIPT_STORY", str(folder))
    return folder


@pytest.fixture
def words(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Words:
    """Return how the tool is run: its exit code and its object."""

    def run(*options: str) -> tuple[int, dict[str, Any]]:
        parser = argparse.ArgumentParser()
        parser.add_argument("--seed", type=int, default=None)
        story_tools.add_arguments(parser)
        asked = ("words", "--json", "--dictionary", str(shelf.parent / "british"), *options)
        code = story_tools.run(parser.parse_args(asked))
        return code, json.loads(capsys.readouterr().out)

    return run


def test_what_is_missing_is_listed_and_nothing_is_written(words: Words, shelf: Path) -> None:
    """With where it stands; the list is left alone."""
    code, row = words()
    assert code == 1
    assert row["missing"].keys() == {"The", "of", "Gleb", "is", "grey", "Rassvet"}
    assert row["missing"]["grey"] == "phrases.toml:1"
    assert row["unknown"] == ["Gleb", "Rassvet"]
    assert scan_words((shelf / WORDS).read_text()) == {"gone", "lamp"}


def test_learning_takes_what_the_dictionary_has_and_drops_what_is_not_used(words: Words, shelf: Path) -> None:
    """What no dictionary has is left to somebody's eyes."""
    code, row = words("--learn")
    assert code == 1
    assert row["missing"].keys() == {"Gleb", "Rassvet"}
    assert scan_words((shelf / WORDS).read_text()) >= {"grey", "is", "lamp", "of", "the"}
    assert "gone" not in scan_words((shelf / WORDS).read_text())


def test_what_is_taken_by_name_is_listed(words: Words, shelf: Path) -> None:
    """Then nothing is missing."""
    code, row = words("--learn", "--take", "Gleb", "Rassvet")
    assert (code, row["missing"]) == (0, {})
    kept = (shelf / WORDS).read_text().split("\n")
    rows = [line for line in kept if line and not line.startswith("#")]
    assert {"Gleb", "Rassvet"} <= set(rows)
    assert rows == sorted(rows, key=lambda word: (word.casefold(), word))


def test_a_hunspell_dictionary_is_read_too(tmp_path: Path) -> None:
    """Its flags and its count are no words; what is American all the same is left out."""
    (tmp_path / "en.dic").write_text("4\ngrey/SM\nlamp\ntoward/S\n")
    assert read_dictionary(tmp_path / "en.dic") == {"grey", "lamp"}
    assert read_dictionary(tmp_path / "none") == frozenset()
