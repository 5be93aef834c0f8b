"""A fact's life: never read too early, read soon, read late, or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.mission.phases import Guard, Phase, Transition
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
    facts: str = FACTS,
    first_reel: int = 1,
    transitions: tuple[Transition, ...] = TRANSITIONS,
    flown: bool = False,
    program: ProgramUse = NO_PROGRAM,
) -> Report:
    """Return the report on a story of three reels, one scene each."""
    files = {**DECLARED_TEXTS, "facts.toml": facts, "phrases.toml": '"a.b" = "Words."\n', LATER: later}
    scenes = {"cold_open": cold_open, "hatch": hatch, "home": home}
    for reel, (name, body) in enumerate(scenes.items(), first_reel):
        files[file_of(name)] = head(name).replace("reel: 0", f"reel: {reel}") + body
    phases = dict(PHASES)
    if flown:
        phases["opening"] = Phase("opening", "cold_open", "day", ("b",))
    return check_story(
        {file: text.encode() for file, text in files.items()}, phases, transitions, (), program
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
    assert found.errors == ()


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
        ('[camera_running]\nreels = [3]\nreading = " "\n', "needs `reading`"),
        ('[camera_running]\nreels = [3, "4"]\nreading = "R."\n', "needs `reels`"),
        ('[camera_running]\nreels = 3\nreading = "R."\n', "needs `reels`"),
        ('[camera_running]\nreels = [3]\nreading = "R."\nwhy = "x"\n', "take the rest out"),
        ('[camera_running]\nreels = [1]\nreading = "R."\n', "is set in reel 1; promise a later reel"),
        ('[camera_running]\nreels = [3, 1]\nreading = "R."\n', "is set in reel 1; promise a later reel"),
        ("[camera_running\n", "not TOML"),
        ("camera_running = 3\n", "stands under no heading"),
    ],
)
def test_a_promise_that_is_none_is_a_mistake(later: str, names: str) -> None:
    """Each with a line of the file."""
    found = [finding for finding in report(later=later).errors if names in finding.message]
    assert [(finding.file, finding.line) for finding in found] == [(LATER, 1)]


def test_a_promise_may_speak_of_what_nothing_sets_yet() -> None:
    """Both ends of it are still to be written."""
    assert report(later='[wish]\nreels = [1]\nreading = "R."\n').errors == ()


def test_every_fact_is_followed_by_itself() -> None:
    """That another fact is read later says nothing about this one."""
    found = report(hatch="## a\n\n`wish = kit`\n\n`if wish == kit` He nods.\n\n=> undocked\n")
    assert about(found, "late: 'camera_running' is set in reel 1 and no later reel")


def test_effects_that_stand_together_are_all_done() -> None:
    """And what was set before them stays set."""
    asked = "`if camera_running` R.\n\n`if wish == kit` K.\n\n`if craft == kit` C.\n\n=> docked\n"
    body = f"## a\n\n`craft = kit`\n\n`set camera_running` `wish = kit`\n\n-> b\n\n## b\n\n{asked}"
    assert report(cold_open=body).errors == ()
    flown = body.replace("-> b", "=> fly")
    program = ProgramUse(flights={"opening": FlightUse(writes=frozenset({"ticket"}))})
    assert report(cold_open=flown, flown=True, program=program).errors == ()
    assert report(cold_open=flown, flown=True).errors == ()


def test_what_is_set_in_two_reels_may_be_asked_after_the_first() -> None:
    """Before it, the first of the setters is named."""
    again = "## a\n\n`set camera_running`\n\n`if camera_running` Red.\n\n=> undocked\n"
    assert report(hatch=again).errors == ()
    (found,) = report(
        cold_open=LOOK.replace("## a\n", "## a\n\n`if camera_running` R.\n") + SOON, hatch=again
    ).errors
    assert f"it is set first in {file_of('cold_open')}:" in found.message


@pytest.mark.parametrize(
    ("home", "late"),
    [
        (HOME, True),
        ("## a\n\n- [x] X. `if camera_running` -> b\n- [y] Y. -> b\n\n## b\n\n=> the_end\n", False),
        ("## a\n\n`if camera_running` `nerve -= 1`\n\n=> the_end\n", False),
        ("## a\n\n`if camera_running` => the_end\n\n=> the_end\n", False),
    ],
)
def test_whatever_asks_a_fact_reads_it(home: str, late: bool) -> None:
    """A choice, an effect, a trigger, and not only a paragraph."""
    assert bool(about(report(hatch=PLAIN, home=home), "late")) is late


@pytest.mark.parametrize(
    ("source", "asks", "late"),
    [
        ("station", "camera_running", False),
        ("station", "camera_running and tries", False),
        ("station", "tries", True),
        ("opening", "camera_running", True),
    ],
)
def test_a_guard_reads_what_it_names_where_it_is_asked(source: str, asks: str, late: bool) -> None:
    """In the reel that fires its trigger, in its own phase."""
    guarded = Transition(source, "undocked", "ending.home", Guard(asks, bool))
    found = report(hatch=PLAIN, transitions=(guarded, *TRANSITIONS))
    assert bool(about(found, "late")) is late
    other = Transition("station", "docked", "ending.home", Guard("camera_running", bool))
    assert about(report(hatch=PLAIN, transitions=(other, *TRANSITIONS)), "late")


def test_what_a_flight_reads_need_not_be_set_before_it() -> None:
    """It may read what only a second flight finds."""
    body = "## a\n\n=> fly\n\n## b\n\n`set camera_running`\n\n`if camera_running` R.\n\n=> docked\n"
    program = ProgramUse(flights={"opening": FlightUse(reads=frozenset({"camera_running"}))})
    assert report(cold_open=body, flown=True, program=program).errors == ()


def test_what_the_program_may_set_at_any_time_is_not_followed() -> None:
    """It may be asked before anything sets it, and left alone."""
    early = LOOK.replace("## a\n", "## a\n\n`if camera_running` R.\n") + "=> docked\n"
    program = ProgramUse(always=frozenset({"camera_running"}))
    found = report(cold_open=early, hatch=PLAIN, program=program)
    assert found.errors == ()
    assert about(found, "soon") == about(found, "late") == []


@pytest.mark.parametrize(
    ("facts", "first_reel", "program", "soon", "late"),
    [
        (FACTS, 1, NO_PROGRAM, True, True),
        (
            FACTS.replace("default = false", 'default = false\nshot = "A red light"'),
            1,
            NO_PROGRAM,
            False,
            True,
        ),
        (FACTS.replace("default = false", "default = false\noutside = true"), 1, NO_PROGRAM, False, False),
        (FACTS, 0, NO_PROGRAM, False, True),
        (FACTS, 5, NO_PROGRAM, True, True),
        (FACTS, 1, ProgramUse(lobby=frozenset({"camera_running"})), True, False),
    ],
)
def test_what_need_not_be_read_is_left_alone(
    facts: str, first_reel: int, program: ProgramUse, soon: bool, late: bool
) -> None:
    """Film soon, the cold open's facts soon, what a card of the lobby asks late."""
    early = "## o\n\n`if camera_running` R.\n\n-> a\n\n" + LOOK + "=> docked\n"
    found = report(cold_open=early, hatch=PLAIN, facts=facts, first_reel=first_reel, program=program)
    assert bool(about(found, "soon")) is soon
    assert bool(about(found, "late")) is late


def test_what_is_set_in_the_last_reels_has_no_later_one() -> None:
    """From the sixth on."""
    assert about(report(hatch=PLAIN, first_reel=6), "late") == []


def test_a_fact_that_nothing_reads_is_not_named_here() -> None:
    """That is said already, once."""
    found = report(cold_open=LOOK + "=> docked\n", hatch=PLAIN)
    assert about(found, "soon") == about(found, "late") == []
    assert [f.message.partition(";")[0] for f in found.warnings if "ever reads 'camera" in f.message] == [
        "nothing ever reads 'camera_running'"
    ]


def test_a_gauge_is_not_followed() -> None:
    """Every scene moves it."""
    found = report(
        cold_open=LOOK.replace("`set camera_running`", "`nerve -= 1`") + "=> docked\n",
        hatch="## a\n\n`if nerve > 3` N.\n\n=> undocked\n",
    )
    assert not [f for f in (*found.errors, *found.warnings) if "'nerve'" in f.message]
