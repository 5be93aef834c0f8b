"""Text between two choices: never longer than a screen, whatever is true."""

from __future__ import annotations

import pytest

from game.narrative.measure import SCREEN_LINES

from .samples import check, head

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
