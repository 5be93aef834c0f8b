"""A fact's life: never read too early, read soon, read late, or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.mission.phases import Phase
from game.narrative.checks import check_story
from game.narrative.fact_life import NO_PROGRAM, FlightUse, ProgramUse
from game.narrative.promises import LATER

from .samples import DECLARED_TEXTS, FACTS, PHASES, TRANSITIONS, file_of, head

if TYPE_CHECKING:
    from game.narrative.findings import Report

LOOK = "## a\n\n- [x] X. -> b\n- [y] Y. `set camera_running` -> b\n\n## b\n\n"
SOON = "`if camera_running` The light is red.\n\n=> docked\n"
PLAIN = "## a\n\nBurnt metal.\n\n=> undocked\n"
LATE = "## a\n\n`if camera_running` He asks for the reel.\n\n=> undocked\n"
HOME = "## a\n\n=> the_end\n"


def report(
    cold_open: str = LOOK + SOON,
    hatch: str = LATE,
    later: str = "",
    *,
    home: str = HOME,
    flown: bool = False,
    program: ProgramUse = NO_PROGRAM,
) -> Report:
    """Return the report on a story of three reels, one scene each."""
    files = {**DECLARED_TEXTS, "phrases.toml": '"a.b" = "Words."\n', LATER: later}
    for reel, (name, body) in enumerate((("cold_open", cold_open), ("hatch", hatch), ("home", home)), 1):
        files[file_of(name)] = head(name).replace("reel: 0", f"reel: {reel}") + body
    phases = dict(PHASES)
    if flown:
        phases["opening"] = Phase("opening", "cold_open", "day", ("b",))
    return check_story(
        {file: text.encode() for file, text in files.items()}, phases, TRANSITIONS, (), program
    )


def about(messages: Report, kind: str) -> list[tuple[str, str]]:
    """Return file and message of the findings that begin with a word."""
    return [
        (finding.file, finding.message)
        for finding in (*messages.errors, *messages.warnings)
        if finding.message.startswith(kind) and "camera_running" in finding.message
    ]


def test_a_fact_that_is_read_soon_and_late_is_left_alone() -> None:
    """Once before its reel ends, once in a later one."""
    found = report()
    assert found.errors == ()
    assert about(found, "soon") == about(found, "late") == []


def test_a_fact_that_no_later_reel_reads_is_named() -> None:
    """With its line in facts.toml."""
    found = report(hatch=PLAIN)
    assert [file for file, _ in about(found, "late: 'camera_running' is set in reel 1")] == ["facts.toml"]
    line = next(f.line for f in found.warnings if "late: 'camera_running'" in f.message)
    assert FACTS.split("\n")[line - 1] == "[facts.camera_running]"


def test_a_fact_that_nothing_reads_before_its_reel_ends_is_named() -> None:
    """What is read only next year is forgotten by then."""
    assert about(report(cold_open=LOOK + "=> docked\n"), "soon: 'camera_running' is set in reel 1")


def test_a_condition_above_the_setter_does_not_count_as_read() -> None:
    """It is read before it is set, so nothing comes of it."""
    early = "## o\n\n`if camera_running` Red.\n\n-> a\n\n" + LOOK + "=> docked\n"
    found = report(cold_open=early)
    assert about(found, "soon")
    assert [f.line - head().count("\n") for f in found.errors] == [3]
    assert "nothing can have set 'camera_running' here" in found.errors[0].message
    assert f"{file_of('cold_open')}:{head().count(chr(10)) + 10} (reel 1)" in found.errors[0].message


@pytest.mark.parametrize(
    "body",
    [
        "## a\n\n`set camera_running`\n\n`if camera_running` Red.\n\n=> docked\n",
        "## a\n\n`if camera_running` Red.\n\n- [x] X. `set camera_running` -> a\n- [y] Y. -> b\n\n## b\n\n"
        "=> docked\n",
    ],
)
def test_what_may_have_been_set_on_one_way_may_be_asked(body: str) -> None:
    """Earlier in the beat, or when it is come back to."""
    assert report(cold_open=body).errors == ()


def test_a_fact_that_is_drawn_may_be_asked_anywhere() -> None:
    """It has its value from the beginning."""
    assert report(cold_open="## a\n\n`if ticket > 10` A high number.\n\n=> docked\n").errors == ()


def test_what_a_flight_sets_may_be_asked_after_it_only() -> None:
    """The program hands in what it sets."""
    body = "## a\n\n=> fly\n\n## b\n\n`if camera_running` Red.\n\n=> docked\n"
    program = ProgramUse(flights={"opening": FlightUse(writes=frozenset({"camera_running"}))})
    assert about(report(cold_open=body, flown=True, program=program), "soon") == []
    early = body.replace("## a\n\n", "## a\n\n`if camera_running` Red.\n\n")
    found = report(cold_open=early, flown=True, program=program)
    assert [finding.line - head().count("\n") for finding in found.errors] == [3]


def test_what_a_flight_reads_is_read() -> None:
    """The lens is asked in the air and nowhere else."""
    body = "## a\n\n`set camera_running`\n\n=> fly\n\n## b\n\n=> docked\n"
    program = ProgramUse(flights={"opening": FlightUse(reads=frozenset({"camera_running"}))})
    assert about(report(cold_open=body, flown=True, program=program), "soon") == []


def test_a_promise_stands_for_the_late_reading() -> None:
    """And is listed as open."""
    found = report(hatch=PLAIN, later='[camera_running]\nreels = [2, 3]\nreading = "He asks."\n')
    assert about(found, "late") == []
    assert [(p.fact, p.reels, p.reading) for p in found.promises] == [("camera_running", (2, 3), "He asks.")]


def test_a_promise_that_is_half_kept_is_open_for_the_rest() -> None:
    """Reel 2 reads it, reel 3 does not yet."""
    found = report(later='[camera_running]\nreels = [2, 3]\nreading = "He asks."\n')
    assert [promise.reels for promise in found.promises] == [(3,)]


def test_a_kept_promise_is_to_be_taken_out() -> None:
    """With its line."""
    found = report(later='\n[camera_running]\nreels = [2]\nreading = "He asks."\n')
    assert [(f.file, f.line) for f in found.warnings if f.message.startswith("kept: 'camera_running'")] == [
        (LATER, 2)
    ]
    assert found.promises == ()


@pytest.mark.parametrize(
    ("later", "names"),
    [
        ('[nobody]\nreels = [2]\nreading = "R."\n', "no fact is called 'nobody'"),
        ('[camera_running]\nreels = []\nreading = "R."\n', "needs `reels`"),
        ('[camera_running]\nreels = [9]\nreading = "R."\n', "needs `reels`"),
        ("[camera_running]\nreels = [3]\n", "needs `reading`"),
        ('[camera_running]\nreels = [3]\nreading = "R."\nwhy = "x"\n', "take the rest out"),
        ('[camera_running]\nreels = [1]\nreading = "R."\n', "is set in reel 1; promise a later reel"),
        ("[camera_running\n", "not TOML"),
        ("camera_running = 3\n", "stands under no heading"),
    ],
)
def test_a_promise_that_is_none_is_a_mistake(later: str, names: str) -> None:
    """Each with a line of the file."""
    found = [finding for finding in report(later=later).errors if names in finding.message]
    assert [(finding.file, finding.line) for finding in found] == [(LATER, 1)]
