"""What is declared and what uses it."""

from __future__ import annotations

import pytest

from game.mission.phases import Guard, Transition
from game.narrative.checks import check_story
from game.narrative.fact_life import NO_PROGRAM, FlightUse, ProgramUse

from .samples import FACTS, PHASES, TRANSITIONS, check, story_files

NEW = """
[facts.lamp]
type = "word"
default = "off"
words = ["off", "dim", "bright"]
meaning = "The lamp."
"""
GAUGE = '\n[gauges.lamp]\ndefault = 3\nlabel = "LAMP"\nmeaning = "The lamp."\n'
END = "\n\n=> docked\n"


def unused(
    body: str, new: str = NEW, program: ProgramUse = NO_PROGRAM, guard: str = "", start: str = ""
) -> list[str]:
    """Return what is said of the fact that is new, up to the semicolon, when the cold open says this."""
    rows = (Transition("station", "undocked", "ending.home", Guard(guard, bool)), *TRANSITIONS)
    starts = f'[reel_2]\nphase = "station"\nfacts = {{ lamp = "{start}" }}\n' if start else ""
    files = story_files(cold_open=f"## a\n\n{body}{END}", facts_toml=FACTS + new, starts_toml=starts)
    report = check_story(files, PHASES, rows if guard else TRANSITIONS, (), program)
    return [
        f.message.partition(";")[0].removeprefix("nothing ever ")
        for f in report.warnings
        if f.file == "facts.toml" and "lamp" in f.message
    ]


READ, CHANGED = "reads 'lamp'", "changes 'lamp'"
DIM, BRIGHT = "makes lamp 'dim'", "makes lamp 'bright'"
BY_PROGRAM = FlightUse(frozenset({"lamp"}), frozenset({"lamp"}))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Words.", [CHANGED, READ]),
        ("`if lamp == dim` D.", [CHANGED]),
        ("`lamp = dim`\n\n`lamp = bright`", [READ]),
        ("`lamp = dim`\n\n`if lamp == dim` D.", [BRIGHT]),
        ("`lamp=dim` `lamp =bright`\n\n`if lamp == dim` D.", []),
        ("`if lamp == dim` `nerve -= 1`\n\n`if nerve > 3` `lamp = bright`", [DIM]),
        ("`if nerve > 3` `lamp = dim` `lamp = bright`\n\n`if lamp == dim` -> a", []),
    ],
)
def test_what_nothing_reads_or_makes_is_named(body: str, said: list[str]) -> None:
    """A fact, or one word of it."""
    assert sorted(unused(body)) == sorted(said)


@pytest.mark.parametrize(
    ("new", "said"),
    [(NEW + 'shot = "A lamp"\n', [CHANGED]), (NEW + "outside = true\n", []), (GAUGE, [])],
)
def test_what_is_read_or_set_elsewhere_is_left_alone(new: str, said: list[str]) -> None:
    """Film is read by the festival, a gauge by whoever looks, and what comes from outside is set there."""
    assert unused("Words.", new) == said


def test_what_the_program_uses_is_used() -> None:
    """In a flight, or at any time."""
    assert unused("Words.", program=ProgramUse(flights={"opening": BY_PROGRAM})) == []
    assert unused("Words.", program=ProgramUse(always=frozenset({"lamp"}))) == [READ]


def test_a_guard_reads_and_a_marked_start_makes() -> None:
    """The mission's table and `starts.toml` count as well as the scenes."""
    assert unused("Words.", guard="lamp and tries") == [CHANGED]
    assert sorted(unused("Words.", start="dim")) == sorted([READ, BRIGHT])


def test_a_number_that_is_added_is_read() -> None:
    """What it is added to is changed by it."""
    new = '\n[facts.lamp]\ntype = "int"\ndefault = 0\nlow = 0\nhigh = 3\nmeaning = "Lamps."\n'
    assert unused("`nerve += lamp`", new) == [CHANGED]
    assert unused("`lamp += 1`", new) == [READ]


@pytest.mark.parametrize(
    ("when", "given"),
    [
        ("lamp == dim", True),
        ("lamp == bright", False),
        ("camera_running", False),
        ("ticket > 3", True),
        ("nerve > 60", True),
        ("tries > 0", False),
    ],
)
def test_a_card_can_only_be_earned_with_what_something_makes(when: str, given: bool) -> None:
    """By a scene, or by chance."""
    lobby = f'[card]\ntitle = "The Card"\nwords = "It is."\nwhen = "{when} and nerve > 50"\n'
    files = story_files(cold_open=f"## a\n\n`lamp = dim`{END}", facts_toml=FACTS + NEW, lobby_toml=lobby)
    report = check_story(files, PHASES, TRANSITIONS)
    found = [f.message for f in report.errors if f.file == "lobby.toml"]
    assert bool([message for message in found if "can never be given" in message]) is not given, found


def test_a_start_without_a_phase_is_named_once() -> None:
    """Where the file is read."""
    errors = check(starts_toml="[reel_2]\nfacts = { nerve = 3 }\n").errors
    assert [f.message for f in errors] == ['[reel_2] needs phase = "words"']
