"""What no way can show: conditions that are false wherever they are asked, and starts that no film has."""

from __future__ import annotations

import pytest

from game.mission.phases import Phase, Transition
from game.narrative.checks import check_story
from game.narrative.fact_life import FlightUse, ProgramUse

from .samples import PHASES, TRANSITIONS, check, file_of, head, story_files

BEFORE = head().count("\n")
DECIDED = "## a\n\n- [x] X. `wish = kit` -> b\n- [y] Y. `wish = kit` `nerve -= 1` -> b\n\n## b\n\n"
OPEN = "## a\n\n- [x] X. `wish = kit` -> b\n- [y] Y. -> b\n\n## b\n\n"
END = "\n\n=> docked\n"


def never(body: str, kind: str = "never:") -> list[tuple[int, str]]:
    """Return line and message of what is never shown in the cold open."""
    report = check(cold_open=body)
    return [(f.line - BEFORE, f.message) for f in report.warnings if f.message.startswith(kind)]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("`if wish == none` She wanted nothing.", "older:"),
        ("`if wish == none and nerve > 50` She wanted nothing.", "older:"),
        ("`if wish == none` `nerve -= 2`", "older:"),
        ("`if wish == none` -> a", "older:"),
        ("`if wish == kit and camera_running` Red.", "never:"),
    ],
)
def test_a_condition_that_no_way_makes_true_is_named(paragraph: str, kind: str) -> None:
    """With what the facts are there; what a film of an earlier edition may still meet is told apart."""
    ((line, message),) = never(f"{DECIDED}{paragraph}{END}", kind)
    assert line == 8
    assert "(wish is kit)" in message or "(camera_running is false" in message


def test_a_condition_that_some_way_makes_true_is_left_alone() -> None:
    """One of the two ways has decided nothing."""
    both = f"{OPEN}`if wish == none` Nothing.\n\n`if wish == kit` The kit.{END}"
    assert never(both) == never(both, "older:") == []


def test_a_choice_that_no_way_offers_is_named() -> None:
    """Like a paragraph."""
    body = DECIDED + "- [v] V. -> c\n- [w] W. `if wish == none` -> c\n\n## c" + END
    assert [line for line, _ in never(body, "older:")] == [9]


@pytest.mark.parametrize(
    "paragraph",
    [
        "`if wish == kit` Yes.",
        "`if nerve > 99` Yes.",
        "`if wish == none or nerve > 3` Yes.",
        "`if ticket == 3` Yes.",
    ],
)
def test_what_may_hold_is_left_alone(paragraph: str) -> None:
    """Numbers are not followed, and what is drawn may be anything."""
    body = f"{DECIDED}{paragraph}{END}"
    assert never(body) == never(body, "older:") == []


def test_what_is_set_in_the_beat_counts_from_there_on() -> None:
    """Above it, the fact is what it was."""
    body = (
        "## a\n\n`if wish == kit` No.\n\n`wish = kit`\n\n`if wish == none` No.\n\n`if wish == kit` Yes." + END
    )
    assert [line for line, _ in never(body)] == [3]
    assert [line for line, _ in never(body, "older:")] == [7]


@pytest.mark.parametrize(("facts", "said"), [('wish = "none"', True), ("", True), ('wish = "kit"', False)])
def test_a_start_that_no_film_has_is_named(facts: str, said: bool) -> None:
    """Every way to the hatch has decided it."""
    starts = f'[reel_2]\nphase = "station"\nfacts = {{ {facts} }}\n'
    report = check(cold_open=DECIDED + "Words." + END, starts_toml=starts)
    lines = [(f.file, f.line) for f in report.warnings if "without wish = kit;" in f.message]
    assert lines == ([("starts.toml", 3)] if said else [])


def test_what_a_flight_sets_is_set_where_it_lands_and_nowhere_else() -> None:
    """Below a flight that did not begin, it is as it was."""
    asked = "`if camera_running` Red."
    body = f"## a\n\n`if nerve > 50` => fly\n\n{asked}{END}\n## b\n\n{asked}{END}"
    program = ProgramUse(flights={"opening": FlightUse(writes=frozenset({"camera_running"}))})
    phases = {**PHASES, "opening": Phase("opening", "cold_open", "day", ("b",))}
    report = check_story(story_files(cold_open=body), phases, TRANSITIONS, (), program)
    assert [f.line - BEFORE for f in report.warnings if f.message.startswith("never:")] == [5]


@pytest.mark.parametrize(
    ("above", "below", "kinds"),
    [
        ("`wish = kit`", "`if wish == none` N.", ["older:"]),
        ("`wish=kit`", "`if wish == none` N.", ["older:"]),
        ("`if nerve > 50` `wish = kit`", "`if wish == none` N.\n\n`if wish == kit` K.", []),
        ("`set camera_running`", "`if not camera_running` Dark.", ["older:"]),
        ("`set camera_running`", "`if camera_running` Red.", []),
        ("`set camera_running` `clear camera_running`", "`if camera_running` Red.", ["never:"]),
        (
            "`wish = kit` `craft = kit`",
            "`if wish == none` N.\n\n`if craft == ranging` R.",
            ["older:", "never:"],
        ),
        ("`nerve -= 1`", "`if camera_running` Red.", ["never:"]),
    ],
)
def test_what_a_beat_does_is_known_in_the_next(above: str, below: str, kinds: list[str]) -> None:
    """What it does only sometimes may have been done or not."""
    report = check(cold_open=f"## a\n\n{above}\n\n-> b\n\n## b\n\n{below}{END}")
    said = [
        f for f in report.warnings if f.message.startswith(("never:", "older:")) and "cold_open" in f.file
    ]
    assert [finding.message.split()[0] for finding in said] == kinds


@pytest.mark.parametrize(
    "program",
    [
        ProgramUse(always=frozenset({"camera_running"})),
        ProgramUse(flights={"opening": FlightUse(writes=frozenset({"camera_running", "wish"}))}),
    ],
)
def test_what_the_program_may_set_may_be_anything(program: ProgramUse) -> None:
    """At any time, or where a flight lands."""
    phases = {**PHASES, "opening": Phase("opening", "cold_open", "day", ("b",))}
    asked = "`if camera_running` R.\n\n`if not camera_running` D.\n\n`if craft == kit` K."
    files = story_files(cold_open=f"## a\n\n=> fly\n\n## b\n\n{asked}{END}")
    report = check_story(files, phases, TRANSITIONS, (), program)
    said = [f.message for f in report.warnings if f.message.startswith(("never:", "older:"))]
    assert [message.partition(" holds")[0] for message in said] == ["never: `if craft == kit`"]


def test_a_trigger_is_no_flight() -> None:
    """What the phase's flight would set is not set by going on."""
    program = ProgramUse(flights={"opening": FlightUse(writes=frozenset({"camera_running"}))})
    files = story_files(
        cold_open=f"## a\n\nWords.{END}", hatch="## a\n\n`if camera_running` R.\n\n=> undocked\n"
    )
    report = check_story(files, PHASES, TRANSITIONS, (), program)
    assert [f.line - BEFORE for f in report.warnings if f.message.startswith("never:")] == [3]


def test_a_film_that_may_come_back_to_its_first_phase_still_begins_there() -> None:
    """With every fact as it is declared."""
    rows = (*TRANSITIONS, Transition("station", "again", "opening"))
    files = story_files(cold_open=f"## a\n\n`if camera_running` R.\n\n`if wish == none` N.{END}")
    report = check_story(files, PHASES, rows)
    assert [f.line - BEFORE for f in report.warnings if f.message.startswith(("never:", "older:"))] == [3]


def test_a_scene_that_no_phase_opens_is_followed_too() -> None:
    """An arrow of another scene leads there."""
    body = "## a\n\n`wish = kit`\n\n-> attic/\n"
    attic = f"## a\n\n`if wish == kit` K.\n\n`if wish == none` N.{END}"
    report = check(cold_open=body, attic=attic)
    said = [(f.file, f.line - BEFORE) for f in report.warnings if f.message.startswith(("never:", "older:"))]
    assert said == [(file_of("attic"), 5)]


def test_a_start_whose_phase_or_scene_is_not_there_is_not_asked_for_its_facts() -> None:
    """That is a mistake of its own."""
    report = check(starts_toml='[reel_2]\nphase = "nowhere"\n')
    assert [f.message for f in report.errors] == ["no phase is called 'nowhere'; see `story map`"]
    assert check(hatch=None, starts_toml='[reel_2]\nphase = "station"\n').errors
