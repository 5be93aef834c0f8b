"""Text between two choices: never longer than a screen, whatever is true."""

from __future__ import annotations

import pytest

from game.mission.phases import Phase
from game.narrative.checks import check_story
from game.narrative.measure import SCREEN_LINES

from .samples import PHASES, TRANSITIONS, check, head, story_files

BEFORE = head().count("\n")
END = "\n\n-> end\n"
FINISH = "\n## end\n\n- [go] Go. -> z\n- [no] No. `nerve -= 1` -> z\n\n## z\n\n=> docked\n"
FIVE = " ".join(["words"] * 60)
"""Five lines of 76 columns."""
SIX = " ".join(["words"] * 72)


def too_long(body: str, **scenes: str) -> list[tuple[int, str]]:
    """Return line and message of what is too long in the cold open."""
    report = check(cold_open=body + ("" if "=> docked" in body else FINISH), **scenes)
    return [
        (f.line - BEFORE, f.message)
        for f in report.warnings
        if f"a screen is {SCREEN_LINES}" in f.message and "cold_open" in f.file
    ]


def test_a_screen_holds_fourteen_lines_with_the_empty_ones_between() -> None:
    """Five, one, six, one, one; the empty line below the last need not be seen."""
    assert too_long(f"## a\n\n{FIVE}\n\n{SIX}\n\nWords.{END}") == []
    found = too_long(f"## a\n\n{FIVE}\n\n{SIX}\n\n{FIVE}{END}")
    assert [line for line, _ in found] == [1]
    assert found[0][1].startswith("18 lines before the next choice (cold_open/a")


def test_text_is_added_up_over_arrows_and_the_end_of_a_scene() -> None:
    """With the slugline of the next."""
    body = f"## a\n\n{FIVE}\n\n-> b\n\n## b\n\nWords.{END}"
    assert too_long(body) == []
    body = body.replace(END, "\n\n=> docked\n")
    assert too_long(body, hatch=f"## smell\n\n{FIVE}\n\n- [go] Go. -> leave\n\n## leave\n\n=> undocked\n")


def test_a_content_note_takes_its_lines() -> None:
    """It stands under the slugline of the next scene."""
    hatch = (
        f"## smell\n\n{FIVE}\n\n- [go] Go. `aside` -> leave\n- [no] No. -> leave\n\n## leave\n\n=> undocked\n"
    )
    body = f"## a\n\n{FIVE}\n\n=> docked\n"
    noted = head("hatch", "note: heat, being shut in\n") + hatch
    assert too_long(body, hatch=hatch) == []
    (found,) = too_long(body, hatch=noted)
    assert found[1].startswith("15 lines")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("camera_running", "not camera_running"),
        ("craft == kit", "craft == ranging"),
        ("nerve > 50", "nerve <= 50"),
        ("nerve > 50 and camera_running", "tries > 1 and nerve < 20"),
        ("clock < 12:18", "clock > 12:18"),
    ],
)
def test_paragraphs_that_exclude_each_other_are_not_added_up(first: str, second: str) -> None:
    """In one beat, and over an arrow."""
    long = f"`if {first}` {FIVE}\n\n{{}}`if {second}` {FIVE}\n\n{SIX}"
    assert too_long(f"## a\n\n{long.format('')}{END}") == []
    assert too_long(f"## a\n\n{long.format('-> b' + chr(10) * 2 + '## b' + chr(10) * 2)}{END}") == []


def test_paragraphs_that_may_stand_together_are_added_up_and_the_state_is_named() -> None:
    """So that the writer sees which."""
    body = f"## a\n\n`if camera_running` {FIVE}\n\n-> b\n\n## b\n\n`if nerve > 50` {FIVE}\n\n{SIX}{END}"
    choice = "## o\n\n- [x] X. `set camera_running` -> a\n- [y] Y. -> a\n\n"
    (found,) = too_long(choice + body)
    assert "(cold_open/a -> cold_open/b -> cold_open/end, when " in found[1]
    assert "camera_running == True" in found[1]
    assert "nerve == " in found[1]


def test_what_the_choice_did_is_known() -> None:
    """The text that only the other choice has is not counted to this one."""
    body = f"## b\n\n`if camera_running` {FIVE}\n\n{FIVE}\n\n`if not camera_running` {FIVE}\n\nW.{END}"
    choice = "## a\n\n- [x] X. `set camera_running` -> b\n- [y] Y. `clear camera_running` -> b\n\n"
    assert too_long(choice + body) == []
    both = body.replace("if not camera_running", "if camera_running")
    assert [line for line, _ in too_long(choice + both)] == [6]


def test_a_value_that_no_way_has_set_is_not_counted() -> None:
    """A word that is decided in every case is not at its default any more."""
    body = f"## b\n\n`if wish == none` {FIVE}\n\n{FIVE}\n\n{FIVE}{END}"
    decided = (
        "## a\n\n- [x] X. `wish = kit` -> c\n- [y] Y. `wish = kit` `nerve += 1` -> c\n\n"
        "## c\n\n- [v] V. -> b\n- [w] W. -> hatch/\n\n"
    )
    assert too_long(decided + body) == []
    open_ = decided.replace("`wish = kit` `nerve += 1`", "`nerve += 1`")
    assert too_long(open_ + body)


def test_an_arrow_that_is_not_taken_leads_nowhere() -> None:
    """The condition of the arrow decides what stands below it."""
    body = (
        f"## a\n\n{SIX}\n\n`if camera_running` -> b\n\n{FIVE}{END}\n"
        f"## b\n\n`if not camera_running` {FIVE}\n\n{FIVE}{END}"
    )
    assert too_long(body) == []


SET = "## o\n\n- [s] S. `set camera_running` -> p\n- [t] T. -> p\n\n## p\n\n"


def test_a_choice_that_is_offered_says_what_is_true() -> None:
    """Its condition held when it was taken."""
    body = f"## a\n\n`if not camera_running` {FIVE}\n\n{FIVE}\n\n{FIVE}{END}"
    choice = "- [x] X. `if camera_running` -> a\n- [y] Y. -> end\n\n"
    assert too_long(f"{SET}{choice}{body}") == []
    assert too_long(f"{SET}{choice.replace('camera_running', 'nerve > 3')}{body}")


def test_every_effect_of_a_choice_counts() -> None:
    """The first as well as the last."""
    off = f"`if not camera_running` {FIVE}\n\n`if craft == none` {FIVE}\n\n"
    choice = "## o\n\n- [x] X. `set camera_running` `craft = kit` -> a\n- [y] Y. -> end\n\n"
    assert too_long(f"{choice}## a\n\n{off}{FIVE}\n\nW.\n\nW.{END}") == []
    assert too_long(f"{choice.replace('`craft = kit` ', '')}## a\n\n{off}{SIX}\n\nW.\n\nW.{END}")


@pytest.mark.parametrize(
    ("done", "is_long"),
    [("`set camera_running`", False), ("`if nerve > 50` `set camera_running`", True), ("`nerve -= 1`", True)],
)
def test_what_is_done_between_paragraphs_counts_for_those_below(done: str, is_long: bool) -> None:
    """In the order of the beat."""
    body = f"## a\n\n{done}\n\n{FIVE}\n\n{FIVE}\n\n`if not camera_running` {FIVE}{END}"
    assert bool(too_long(body)) is is_long
    above = f"## a\n\n`if not camera_running` {FIVE}\n\n{done}\n\n{FIVE}\n\n{FIVE}{END}"
    assert too_long(above)


def test_below_an_arrow_that_was_not_taken_its_condition_is_false() -> None:
    """What would hold with it is not added."""
    body = f"{SET}{{}}{FIVE}\n\n{FIVE}\n\n-> q\n\n## q\n\n`if camera_running` {FIVE}{END}"
    arrow = "`if camera_running` -> end\n\n"
    assert too_long(body.format(arrow)) == []
    assert too_long(body.format(arrow.replace("camera_running", "nerve > 50")))


@pytest.mark.parametrize(("asked", "is_long"), [("nerve == 57", True), ("nerve == 67", False)])
def test_a_number_that_is_moved_on_the_way_is_followed(asked: str, is_long: bool) -> None:
    """Forty-seven and ten."""
    first = f"`if nerve > 30 and nerve < 50` {FIVE}\n\n`nerve += 10`\n\n"
    assert bool(too_long(f"## a\n\n{first}`if {asked}` {FIVE}\n\n{FIVE}{END}")) is is_long
    moved = f"## a\n\n{first}-> b\n\n## b\n\n`if {asked}` {FIVE}\n\n{FIVE}{END}"
    assert bool(too_long(moved)) is is_long


def test_the_clock_goes_on_between_two_questions() -> None:
    """Half an hour later it is another time."""
    body = f"## a\n\n`if clock < 12:18` {FIVE}\n\n{{}}`if clock > 12:18` {FIVE}\n\n{FIVE}{END}"
    assert too_long(body.format("")) == []
    assert too_long(body.format("`wait 1800`\n\n"))


def test_of_several_ways_the_longest_is_named() -> None:
    """Whatever stands first."""
    fork = "## a\n\nWords.\n\n`if nerve > 50` -> {}\n\n-> {}\n\n"
    beats = f"## b\n\n{SIX}\n\n{SIX}{END}\n## c\n\n{SIX}\n\n{SIX}\n\n{SIX}{END}"
    for ways in ("bc", "cb"):
        ((line, said),) = too_long(fork.format(*ways) + beats)
        assert line == 1
        assert said.startswith("22 lines before the next choice (cold_open/a -> cold_open/c -> cold_open/end")


def test_arrows_that_lead_round_are_counted_once() -> None:
    """Nobody knows how often they are followed."""
    body = f"## a\n\n{FIVE}\n\n-> b\n\n## b\n\n{{}}\n\n`if nerve > 50` -> a\n\n{FIVE}{END}"
    ((_, said),) = too_long(body.format(FIVE))
    assert said.startswith("17 lines before the next choice (cold_open/a -> cold_open/b -> cold_open/end)")
    assert too_long(body.format("W.")) == []


def test_a_way_into_a_circle_is_measured_from_wherever_it_is_entered() -> None:
    """From the one beat it fits, from the other it does not."""
    choice = "## o\n\n- [x] X. -> a\n- [y] Y. -> b\n\n"
    body = f"## a\n\nW.\n\n`if nerve > 50` -> b\n\n{SIX}\n\nW.\n\nW.{END}\n## b\n\nW.\n\nW.\n\n-> a\n"
    ((line, said),) = too_long(choice + body)
    assert (choice + body).split("\n")[line - 1] == "## b"
    assert said.startswith("16 lines before the next choice (cold_open/b -> cold_open/a -> cold_open/end")


def test_where_too_many_facts_meet_the_longest_of_each_beat_is_added() -> None:
    """Too many states to try, and nothing is let pass."""
    first = "ticket + tries > nerve and camera_running and wish == kit"
    body = (
        f"## a\n\n`if {first}` {FIVE}\n\n-> b\n\n## b\n\n`if {first} and ticket > 19` {FIVE}\n\n{FIVE}{END}"
    )
    choice = "- [x] X. -> a\n- [y] Y. -> end\n\n"
    ((_, said),) = too_long(f"{SET.replace('-> p', '`wish = kit` -> p', 1)}{choice}{body}")
    assert said.startswith("17 lines before the next choice (cold_open/a -> cold_open/b -> cold_open/end)")


@pytest.mark.parametrize(("text", "is_long"), [(FIVE, False), (f"{FIVE}\n\n{SIX}", True)])
def test_a_flight_is_between_what_stands_before_it_and_after(text: str, is_long: bool) -> None:
    """Where it lands a new screen begins."""
    phases = {**PHASES, "opening": Phase("opening", "cold_open", "day", ("b",))}
    body = f"## a\n\n{SIX}\n\n{FIVE}\n\n=> fly\n\n## b\n\n{FIVE}\n\n{text}{END}{FINISH}"
    report = check_story(story_files(cold_open=body), phases, TRANSITIONS)
    found = [f.line - BEFORE for f in report.warnings if f"a screen is {SCREEN_LINES}" in f.message]
    assert found == ([9] if is_long else [])
