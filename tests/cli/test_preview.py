"""``offscript story preview --plain`` through a pipe, as a writer starts it."""

from __future__ import annotations

from dataclasses import replace
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.program import Program

PREVIEW = ("story", "preview")


def test_a_scene_is_played_by_numbers_and_ids(program: Program) -> None:
    """What is open, what moved and how long it is stands under the text; nothing is saved."""
    told = program.run(*PREVIEW, "cold_open", "--plain", typed="3\n/back\nsay_no\n/beat told\n/quit\n")
    assert (told.code, told.err) == (0, "")
    assert '1. "No."  [say_no]' in told.out
    assert "nerve: 60 to 59" in told.out
    assert told.out.count("--- cold_open/dark") == 3
    assert "MOSCOW: Irtysh, Moscow. We see it." in told.out
    assert not program.saves.exists()


def test_facts_are_set_on_the_line_and_in_it(program: Program) -> None:
    """`/facts` alone tells those that are asked here."""
    words = (*PREVIEW, "cold_open/dark", "--facts", "camera_running=true", "--plain")
    told = program.run(*words, typed="/facts\n/facts camera_running=\n")
    first, _, second = told.out.partition("SET BY HAND")
    assert "The red light" in first
    assert "camera_running=true" in second
    assert "The red light" not in second


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cold_opne", "No scene is called cold_opne. Near: cold_open"),
        ("cold_open/drak", "has no beat drak. Near: dark"),
    ],
)
def test_an_unknown_place_is_refused_with_what_is_near(program: Program, typed: str, said: str) -> None:
    """Exit 2, and one line."""
    told = program.run(*PREVIEW, typed)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def test_an_unknown_fact_is_refused(program: Program) -> None:
    """Before anything is shown."""
    told = program.run(*PREVIEW, "cold_open", "--facts", "nrve=3")
    assert (told.code, told.out) == (2, "")
    assert "did you mean 'nerve'?" in told.err


def test_a_saved_file_is_printed_without_a_word_typed(program: Program, tmp_path: Path) -> None:
    """And the place is kept."""
    own = replace(program, story=copytree(str(program.story), tmp_path / "own"))
    scene = tmp_path / "own" / "reels" / "0_cold_open" / "cold_open.md"
    with own.start(*PREVIEW, "cold_open", "--plain") as talk:
        talk.hear()
        talk.say("film_it")
        assert "The red light" in talk.hear()
        text = scene.read_text(encoding="utf-8")
        scene.write_text(text.replace("The red light", "The small red light"), encoding="utf-8")
        heard = talk.hear()
        assert "Let him film." in heard
        assert "The small red light" in heard
        talk.say("/quit")
        assert talk.process.wait(60) == 0
