"""What is doubted in one scene is what the whole check doubts there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.mission.phases import PHASES, TRANSITIONS
from game.narrative.checks import check_story, is_scene_file
from game.narrative.declarations import scan_declarations
from game.narrative.reader import scan_scene
from game.narrative.scene_check import SceneCheck
from game.storage.library import story_files
from game.workshop.fact_use import program_use
from game.workshop.story_words import kept_list

if TYPE_CHECKING:
    from game.errors import StoryError
    from game.narrative.book import Declarations, Scene

SCENE, FILE = "seat_swap", "reels/1_casting/seat_swap.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## ", "## "),
        ("-> ", "-> nowhere_"),
        ("`if ", "`if nobody_knows_this and "),
        ("**Gleb:**", "**Glebb:**"),
        ("=> ", "=> no_such_"),
        ("- [", "- [same] -> "),
    ],
)
def test_it_finds_in_a_scene_what_the_story_check_finds_there(old: str, new: str) -> None:
    """Every error of the scene; and no error that the story check does not know."""
    files = story_files()
    text = files[FILE].decode()
    assert old in text
    files[FILE] = text.replace(old, new, 1).encode()
    found = SceneCheck(PHASES, TRANSITIONS, program_use).problems(files, SCENE)
    report = check_story(files, PHASES, TRANSITIONS, (), program_use(_facts(files)))
    whole = {(each.line, each.message) for each in report.errors if each.file == FILE and each.line}
    ours = {(each.line, each.message) for each in found if each.file == FILE and each.wrong}
    assert ours <= whole
    if new != old:
        assert ours


def test_every_scene_of_the_film_has_the_findings_that_the_story_check_has() -> None:
    """Errors and warnings alike, with their lines; looked for in those that have any, and in a few more."""
    files = story_files()
    report = check_story(files, PHASES, TRANSITIONS, (), program_use(_facts(files)))
    whole = {(each.file, each.line, each.message) for each in (*report.errors, *report.warnings)}
    whole = {each for each in whole if is_scene_file(each[0]) and each[1] and "spelling" not in each[2]}
    check = SceneCheck(PHASES, TRANSITIONS, program_use)
    scenes = sorted({FILE, "reels/2_up/manual_approach.md", *(file for file, _, _ in whole)})
    found = {
        (each.file, each.line, each.message)
        for file in scenes
        for each in check.problems(files, file.rpartition("/")[2].removesuffix(".md"))
        if "spelling" not in each.message
    }
    assert found == whole


def test_a_word_that_the_list_does_not_have_is_named_with_its_line() -> None:
    """As well as a phrase that is out of bounds."""
    files = {**story_files(), **kept_list()}
    text = files[FILE].decode()
    line = text.count("\n") + 1
    beat = "\n\n## zed\n\nAll the zwxqly, the weight of it.\n\n=> names_read\n"
    files[FILE] = (text.rstrip("\n") + beat).encode()
    found = SceneCheck(PHASES, TRANSITIONS, program_use).problems(files, SCENE)
    assert any(each.line >= line and "'zwxqly'" in each.message and not each.wrong for each in found)
    assert any("out of bounds: 'the weight of'" in each.message and each.wrong for each in found)


def _facts(files: dict[str, bytes]) -> list[str]:
    return list(scan_declarations({name: data.decode() for name, data in files.items()})[0].facts)


def test_a_file_that_did_not_change_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved while somebody writes is one scene of many."""
    read: list[str] = []

    def counted(text: str, file: str, declared: Declarations) -> tuple[Scene | None, tuple[StoryError, ...]]:
        read.append(file)
        return scan_scene(text, file, declared)

    monkeypatch.setattr("game.narrative.scene_check.scan_scene", counted)
    files = story_files()
    check = SceneCheck(PHASES, TRANSITIONS)
    check.problems(files, SCENE)
    assert len(read) == len(list(filter(is_scene_file, files)))
    read.clear()
    check.problems({**files, FILE: files[FILE] + b"\n"}, SCENE)
    assert read == [FILE]
    read.clear()
    check.problems({**files, "facts.toml": files["facts.toml"] + b"\n"}, SCENE)
    assert len(read) > 1
