"""Dates and times: those that the prose may name, and openings that go back."""

from __future__ import annotations

import pytest

from game.narrative.checks import check_story
from game.narrative.dates import CALENDAR, scan_calendar, unknown_dates

from .samples import PHASES, TRANSITIONS, file_of, head, story_files

TABLE = """\
[times]
"12:18:35" = "the sun sets"
"09:05" = "an hour"

[dates]
"5 October 2021" = "launch"
"17 October" = "landing"
"""
KNOWN = scan_calendar(TABLE)[0]
BEFORE = head().count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "At 12:18:35 the sun sets.",
        "At 12:18 it is gone.",
        "At 9:05, or 09:05.",
        "On 5 October, on the 5th of October, on October 5 and on 5 October 2021.",
        "On 17 October 2021.",
        "Five to twelve, 3:2, 1:10000, May 1 be told? In October 2021.",
    ],
)
def test_what_the_table_has_may_be_named(text: str) -> None:
    """In any of the usual ways to write it."""
    assert [said for said in unknown_dates(text, KNOWN) if "May 1" not in said] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At 12:18:36 the sun sets.", "12:18:36"),
        ("At 12:19.", "12:19"),
        ("On 6 October.", "6 October"),
        ("On October 6th, 2021.", "October 6th, 2021"),
        ("On 5 October 2022.", "5 October 2022"),
    ],
)
def test_what_the_table_does_not_have_is_named(text: str, names: str) -> None:
    """With the words as they stand."""
    (said,) = unknown_dates(text, KNOWN)
    assert names in said


@pytest.mark.parametrize(
    ("table", "line", "names"),
    [
        ("[times", 1, "not TOML"),
        ('[times]\n"9:5" = "x"\n', 2, "is not written as in '12:18:35'"),
        ('[dates]\n"October 5" = "x"\n', 2, "is not written as in '5 October 2021'"),
        ('[dates]\n"5 October" = ""\n', 2, "needs its meaning"),
        ("[days]\n", 1, "means nothing here"),
    ],
)
def test_a_table_that_cannot_be_read_is_a_mistake(table: str, line: int, names: str) -> None:
    """Each with its line."""
    ((found, said),) = scan_calendar(table)[1]
    assert (found, names in said) == (line, True)


def test_a_wrong_time_in_a_scene_is_an_error_there() -> None:
    """In its text and in the words of its choices; later reels are not watched yet."""
    choices = "- [x] Wait until 12:20. -> b\n- [y] Go. `nerve -= 1` -> b\n"
    body = f"## a\n\nIt is 12:19.\n\n{choices}\n## b\n\n=> docked\n"
    files = {**story_files(cold_open=body), CALENDAR: TABLE.encode()}
    report = check_story(files, PHASES, TRANSITIONS)
    assert [(f.file, f.line - BEFORE) for f in report.errors] == [
        (file_of("cold_open"), 3),
        (file_of("cold_open"), 5),
    ]
    files[file_of("cold_open")] = files[file_of("cold_open")].replace(b"reel: 0", b"reel: 3")
    assert check_story(files, PHASES, TRANSITIONS).errors == ()


def opened(first: str, second: str, third: str) -> list[str]:
    """Return what is said of three scenes that open at these times; ``""`` for none."""
    files = story_files()
    for name, clock in (("cold_open", first), ("hatch", second), ("home", third)):
        if clock:
            text = files[file_of(name)].decode()
            files[file_of(name)] = text.replace("camera:", f"time: 2021-10-{clock}\ncamera:").encode()
    report = check_story(files, PHASES, TRANSITIONS)
    assert all(f.line == 7 for f in report.errors)
    return [f"{f.file}: {f.message}" for f in report.errors]


def test_a_scene_that_opens_before_the_one_before_it_is_an_error() -> None:
    """The clock of a film runs forward."""
    (said,) = opened("", "06 12:00:00", "05 12:00:00")
    assert said.startswith(f"{file_of('home')}: the scene opens at 2021-10-05 12:00:00, and hatch before it")


@pytest.mark.parametrize(
    "times",
    [
        ("", "05 12:00:00", "05 12:00:00"),
        ("", "05 12:00:00", ""),
        ("09 12:00:00", "05 12:00:00", "05 13:00:00"),
    ],
)
def test_times_that_run_forward_are_left_alone(times: tuple[str, str, str]) -> None:
    """What is shown first of all may lie ahead."""
    assert opened(*times) == []


def test_an_at_in_the_scene_before_counts() -> None:
    """On some way it is later than the next scene's opening."""
    files = story_files()
    hatch = files[file_of("hatch")].decode().replace("camera:", "time: 2021-10-05 12:00:00\ncamera:")
    files[file_of("hatch")] = hatch.replace("`wait 30`", "`at 14:00:00`").encode()
    home = files[file_of("home")].decode().replace("camera:", "time: 2021-10-05 13:00:00\ncamera:")
    files[file_of("home")] = home.encode()
    report = check_story(files, PHASES, TRANSITIONS)
    assert [f.file for f in report.errors] == [file_of("home")]
