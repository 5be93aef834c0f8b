"""Sluglines: inside or outside, a place, and the eyes of whoever the camera is on."""

from __future__ import annotations

import pytest

from game.narrative.checks import check_story

from .samples import PHASES, TRANSITIONS, check, head, story_files

BODY = "## a\n\nWords.\n\n=> docked\n"


def said_of(slugline: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Return line and message of the errors, and the warnings, about a slugline."""
    text = head().replace("INT. DESCENT MODULE. DAY", slugline) + BODY
    report = check(cold_open=text)
    return [(f.line, f.message) for f in report.errors], [
        f.message for f in report.warnings if "slug" in f.message
    ]


@pytest.mark.parametrize(
    "slugline",
    [
        "INT. DESCENT MODULE. POV GLEB",
        "EXT. STEPPE. NIGHT. POV GLEB",
        "INT. SOYUZ MS-18, DOCKED. POV GLEB",
        "INT/EXT. THE BUS. POV GLEB",
        "INT. DESCENT MODULE",
    ],
)
def test_a_slugline_as_a_screenplay_has_it_is_left_alone(slugline: str) -> None:
    """Whose eyes need not be said."""
    assert said_of(slugline) == ([], [])


@pytest.mark.parametrize(
    ("slugline", "names"),
    [
        ("EVENINGS. JUNE. POV GLEB", "begins with 'EVENINGS'"),
        ("INT. POV GLEB", "names no place"),
        ("INT", "names no place"),
        ("INT. Descent module. POV GLEB", "not in capitals"),
        ("INT. DESCENT MODULE. POV GLEB.", "has an empty part"),
        ("INT. . POV GLEB", "names no place"),
        ("INT. POV GLEB. DESCENT MODULE", "write it last"),
        ("INT. DESCENT MODULE. POV VERA", "the camera is 'commander'; write `POV GLEB`"),
        ("INT. DESCENT MODULE. POV NOBODY", "write `POV GLEB`"),
    ],
)
def test_a_slugline_that_is_none_is_a_mistake(slugline: str, names: str) -> None:
    """With its line in the front matter."""
    errors, _ = said_of(slugline)
    assert [line for line, message in errors if names in message] == [6]


@pytest.mark.parametrize(
    ("slugline", "said"),
    [
        ("NEWSREEL. THE BUS, FROM FAR OFF", []),
        ("INT. THE BUS", ["a newsreel's slugline begins with `NEWSREEL.`, got 'INT. THE BUS'"]),
        ("NEWSREEL", ["the slugline 'NEWSREEL' names no place; write `INT. PLACE. POV NAME`"]),
    ],
)
def test_a_newsreels_slugline_says_so(slugline: str, said: list[str]) -> None:
    """And names what is seen, like any."""
    front = head("reel_a", "kind: newsreel\n").replace("INT. DESCENT MODULE. DAY", slugline)
    files = {**story_files(), "newsreels/reel_a.md": (front + BODY).encode()}
    errors = check_story(files, PHASES, TRANSITIONS).errors
    assert [(f.line, f.message) for f in errors if "slugline" in f.message] == [(6, each) for each in said]


def test_a_scene_that_is_still_to_be_written_is_worth_a_look() -> None:
    """So that none is forgotten."""
    assert said_of("INT. TO BE WRITTEN. POV GLEB") == (
        [],
        ["the slugline says TO BE WRITTEN; write the scene, then its place"],
    )
