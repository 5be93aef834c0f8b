"""Lists of choices: options that change nothing, and lists that offer one thing only."""

from __future__ import annotations

import pytest

from game.mission.phases import Phase
from game.narrative.checks import check_story

from .samples import PHASES, TRANSITIONS, check, file_of, head, story_files

BEFORE = head().count("\n")
END = "\n\n## b\n\n=> docked\n"
HOME_OVER = "## steppe\n\n=> the_end\n"
READ = "## o\n\n`if tries > 1 or camera_running` He looks.\n\n-> a\n\n"


def fakes(body: str) -> list[int]:
    """Return the lines, below the front matter, of the options that are the same as another."""
    return [f.line - BEFORE for f in check(cold_open=body).warnings if f.message.startswith("fake:")]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ("- [x] X. -> b\n- [y] Y. -> b", [4]),
        ("- [x] X. -> b\n- [y] Y. -> b\n- [z] Z. -> b", [4, 5]),
        ("- [x] X. `nerve -= 2` -> b\n- [y] Y. `nerve -= 2` -> b", [4]),
        ("- [x] X. `craft = kit` -> b\n- [y] Y. `craft = ranging` -> b", [4]),
    ],
)
def test_options_that_lead_the_same_way_and_change_nothing_are_named(options: str, lines: list[int]) -> None:
    """Also where they only set what nothing ever reads."""
    assert fakes(f"## a\n\n{options}{END}") == lines


@pytest.mark.parametrize(
    "options",
    [
        "- [x] X. -> b\n- [y] Y. `nerve -= 2` -> b",
        "- [x] X. -> b\n- [y] Y. `once` -> b",
        "- [x] X. -> b\n- [y] Y. `aside` -> b",
        "- [x] X. -> b\n- [y] Y. `wait 30` -> b",
        "- [x] X. -> b\n- [y] Y. -> hatch/",
        "- [x] X. `if nerve > 50` -> b\n- [y] Y. `if nerve <= 50` -> b",
    ],
)
def test_options_that_differ_are_left_alone(options: str) -> None:
    """In where they lead, in what they do, in whether they are ever offered together."""
    assert fakes(f"## a\n\n{options}{END}") == []


def test_a_fact_that_is_read_makes_options_differ() -> None:
    """Somebody remembers."""
    assert fakes(READ + "## a\n\n- [x] X. `tries += 1` -> b\n- [y] Y. `tries -= 1` -> b" + END) == []


def test_the_share_is_counted_by_reel() -> None:
    """Lists of two and more options, and those of them that hold two of the same."""
    second = "- [v] V. -> c\n- [w] W. -> hatch/\n\n## c\n\n=> docked\n"
    clean = "## smell\n\n=> undocked\n"
    report = check(
        cold_open=f"## a\n\n- [x] X. -> b\n- [y] Y. -> b\n\n## b\n\n{second}", hatch=clean, home=HOME_OVER
    )
    assert report.lists == {0: (2, 1)}


def test_a_list_that_is_all_the_same_is_a_mistake_where_the_scene_is_flown() -> None:
    """In an emergency every word counts."""
    body = f"## a\n\n- [x] X. -> b\n- [y] Y. -> b{END}"
    flown = {**PHASES, "opening": Phase("opening", "cold_open", "day", ("b",))}
    said = "no option of the beat 'a' changes anything"
    report = check_story(story_files(cold_open=body), flown, TRANSITIONS)
    assert [(f.file, f.line - BEFORE) for f in report.errors if said in f.message] == [
        (file_of("cold_open"), 3)
    ]
    assert not [f for f in check(cold_open=body).errors if said in f.message]


@pytest.mark.parametrize(
    ("options", "clicks"),
    [
        ("- [x] X. -> b", 1),
        ("- [x] X. `expected` -> b", 0),
        ("- [x] X. -> b\n- [y] Y. `if nerve > 50` -> b", 0),
        ("- [x] X. -> b\n- [y] Y. -> hatch/", 0),
    ],
)
def test_a_list_of_one_option_is_a_click(options: str, clicks: int) -> None:
    """A condition may leave one of several; one alone is no choice."""
    report = check(cold_open=f"## a\n\n{options}{END}")
    assert (
        len([f for f in report.warnings if f.message.startswith("a click:") and "'x'" in f.message]) == clicks
    )
