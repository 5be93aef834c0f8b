"""What a walk says: each mistake that was planted is named, and a story without it is left alone."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from dataclasses import replace
from typing import Any, cast

import pytest

from game.mission.phases import FREE, PHASES, START, TRANSITIONS, ending_of
from game.narrative.book import Start
from game.workshop.players import Policy
from game.workshop.script_index import ScriptIndex
from game.workshop.walk import ALL_REELS, STRETCH, Walk
from game.workshop.walk_report import lines_of_walk, recalls, scenes_shared, walk_row
from game.workshop.wander import wander

from .plants import FAKE, REAL, SECOND, relay, starting

WAYS = [row.trigger for row in TRANSITIONS if PHASES[row.source].scene == SECOND]
"""What the second scene can lead to."""


def row(
    policy: Policy = Policy.RANDOM, runs: int = 60, goal: str = "", second: str = "", **changed: str
) -> dict[str, Any]:
    book = relay(**changed, **({SECOND: second} if second else {}))
    walk = Walk(runs, 1, policy, goal=goal)
    found = walk_row(wander(book, walk), ScriptIndex(book), walk)
    return cast("dict[str, Any]", json.loads(json.dumps(found)))


def test_a_fake_choice_is_found_and_a_real_one_is_not() -> None:
    """The same words and the same facts, whatever is taken."""
    assert row(cold_open=FAKE)["fake_choices"]["fake"] == ["cold_open/here"]
    real = row(cold_open=REAL)["fake_choices"]
    assert "cold_open/here" not in real["fake"]
    assert row(cold_open=FAKE)["fake_choices"]["in_an_emergency"] == []
    assert not any("cold_open" in entry for entry in row(cold_open=FAKE)["simply_better"])


def test_choices_that_differ_in_what_nobody_reads_are_fake() -> None:
    """A fact that is set and never read is no consequence; a gauge is on the panel."""
    two = "## here\n\n- [a] A. `film_is = none` -> on\n- [b] B. `wait 5` -> on\n\n## on\n\n=> titles\n"
    assert row(cold_open=two)["fake_choices"]["fake"] == []
    gauge = two.replace("`wait 5`", "").replace("film_is = none", "nerve += 1")
    assert row(cold_open=gauge)["fake_choices"]["fake"] == []


def test_two_choices_of_three_that_come_to_the_same_are_twins() -> None:
    """The list is not fake."""
    three = FAKE.replace("## same", "- [third] A third. `nerve += 1` -> same\n\n## same")
    found = row(cold_open=three)["fake_choices"]
    assert found["fake"] == []
    assert "cold_open/here: one = other" in found["twins"]
    assert not any("third" in twins for twins in found["twins"])


def test_a_paragraph_that_nobody_sees_is_named_with_its_line() -> None:
    """And only that."""
    found = row(cold_open=REAL)
    missed = [entry for entry in found["paragraphs_missed"] if "cold_open" in entry]
    assert len(missed) == 1
    line = (relay(cold_open=REAL).scene("cold_open").beats["on"].items[1]).line
    assert missed[0].startswith(f"reels/1_all/cold_open.md:{line} cold_open/on: Nobody ever sees")
    assert found["paragraphs_total"] - found["paragraphs_reached"] == len(found["paragraphs_missed"])


def test_what_everybody_takes_is_named_unless_it_is_meant_so() -> None:
    """Over 85 percent where it was open beside another choice that is no aside."""
    found = row(Policy.GOAL, goal="raise nerve", cold_open=REAL)
    assert found["everybody_takes"]["cold_open/up"] == 100.0
    assert "cold_open/up" in [entry.replace("/here ", "/") for entry in found["simply_better"]]
    meant = REAL.replace("`nerve += 5`", "`nerve += 5` `expected`")
    assert "cold_open/up" not in row(Policy.GOAL, goal="raise nerve", cold_open=meant)["everybody_takes"]
    assert row(runs=100, cold_open=REAL)["everybody_takes"] == {}
    few = row(Policy.GOAL, runs=19, goal="raise nerve", cold_open=REAL)
    assert "cold_open/up" not in few["everybody_takes"]


def test_a_choice_that_is_read_later_is_recalled() -> None:
    """By the condition of the next list; one that changes nothing is forgotten."""
    kept = row(cold_open=REAL)["recalls"]
    assert "cold_open/here" not in kept["forgotten"]
    assert "cold_open/on" in kept["forgotten"]
    assert kept["choices_recalled_by_distance"]["in its scene"] == 1
    short = row(cold_open=REAL.replace("`aside`", "`nerve += 7` `aside`"))["recalls"]
    assert short["choices_recalled_by_distance"]["in its scene"] == 1
    assert "cold_open/here" in row(cold_open=FAKE)["recalls"]["forgotten"]
    # what the very next list asks is what came of the choice
    at_once = REAL.replace("`if nerve > 50` Somebody", "Somebody")
    assert "cold_open/here" in row(cold_open=at_once)["recalls"]["forgotten"]


def test_where_a_choice_is_recalled_is_told() -> None:
    """In its scene or later in its reel; by words or by a choice, whatever else is asked."""
    asked = "`if nerve > 0` Always.\n\n`if nerve > 50` Somebody remembers.\n\n"
    listed = "- [know] You know. `if nerve > 50` -> {0}\n- [no] Or not. -> {0}\n\n## {0}\n\n=> {0}\n"
    second = "## here\n\n{}" + "".join(f"- [{way}] On. -> {way}\n" for way in WAYS)
    second += "".join(f"\n## {way}\n\n=> {way}\n" for way in WAYS)
    at_once = REAL.replace("`if nerve > 50` Somebody", "Somebody")
    for body, after, far in (
        (
            at_once.replace("Somebody", "`if nerve > 0` Always.\n\n`if nerve > 50` Somebody"),
            "",
            "in its scene",
        ),
        (
            at_once.replace("Somebody remembers that you raised it.\n\n=> titles\n", listed.format("titles")),
            "",
            "in its scene",
        ),
        (at_once, asked, "later in its reel"),
    ):
        kept = row(cold_open=body, second=second.format(after))["recalls"]
        assert "cold_open/here" not in kept["forgotten"]
        counts = kept["choices_recalled_by_distance"]
        assert {name: times for name, times in counts.items() if times} == {far: 1}
        assert kept["lists_recalled_beyond_their_scene"] == (far != "in its scene")


def test_what_an_ending_recalls_is_recalled_in_a_later_reel() -> None:
    """It stands in a reel of its own."""
    asking = {
        phase.scene: "## here\n\n`if nerve > 50` Somebody remembers.\n\n- [on] On. -> on\n\n"
        f"## on\n\n=> {link.trigger}\n"
        for name, phase in PHASES.items()
        for link in TRANSITIONS
        if ending_of(name) and link.source == name
    }
    asking["cold_open"] = REAL.replace("`if nerve > 50` Somebody", "Somebody")
    book = relay(**asking)
    kept = recalls(wander(book, Walk(60, 1, Policy.RANDOM)), ScriptIndex(book))
    assert kept["choices_recalled_by_distance"]["in a later reel"] == 1


def test_what_would_have_been_so_anyway_is_no_recall() -> None:
    """Either of two raises is enough for what is asked: neither alone is remembered."""
    twice = "".join(
        f"- [{name}] Raise it. `nerve += 5` -> {to}\n- [{name}_late] Later. `nerve += 5` `wait 1` -> {to}\n"
        f"\n## {to}\n\n"
        for name, to in (("one", "on"), ("two", "more"))
    )
    body = f"## here\n\n{twice}- [go] Go. -> end\n\n## end\n\n`if nerve >= 55` Raised.\n\n=> titles\n"
    assert {"cold_open/here", "cold_open/on"} <= set(row(cold_open=body)["recalls"]["forgotten"])


def test_only_lists_that_were_come_to_can_be_remembered() -> None:
    """And a list is two choices that are no summary."""
    body = "## here\n\n- [on] On. -> on\n- [short] In short. `aside` -> on\n"
    body += "- [far] Far. `if nerve > 90` -> far\n\n## on\n\n=> titles\n\n"
    body += "## far\n\n- [a] A. -> on\n- [b] B. `wait 1` -> on\n"
    kept = row(cold_open=body)["recalls"]
    assert "cold_open/far" not in kept["forgotten"]
    bare = row(cold_open=body.replace("- [far] Far. `if nerve > 90` -> far\n", "").partition("## far")[0])
    assert "cold_open/here" not in bare["recalls"]["forgotten"]
    assert kept["choices"] == bare["recalls"]["choices"] + 1


def test_only_the_reels_that_are_walked_count() -> None:
    """The endings are played, and are another reel's."""
    fakes = {
        phase.scene: FAKE.replace("titles", row.trigger)
        for name, phase in PHASES.items()
        for row in TRANSITIONS
        if ending_of(name) and row.source == name
    }
    book = relay(**fakes)
    walk = Walk(60, 1, Policy.RANDOM, (0, 1))
    found = walk_row(wander(book, walk), ScriptIndex(book, walk.reels), walk)
    scenes = [book.scene(ident) for ident in book.scene_ids if ident != PHASES[FREE].scene]
    assert found["paragraphs_total"] == sum(1 for scene in scenes if scene.reel == 1)
    assert found["reels"] == [0, 1]
    assert cast("dict[str, object]", found["fake_choices"])["fake"] == []
    whole = walk_row(wander(book, replace(walk, reels=ALL_REELS)), ScriptIndex(book), walk)
    assert cast("dict[str, object]", whole["fake_choices"])["fake"]


def test_what_plays_a_broken_game_again_says_all_that_was_asked_for() -> None:
    """The reels, the goal, and where it begins."""
    book = starting(Start(1, START, {}), cold_open="## here\n\n- [on] On. -> on\n\n## on\n\n=> gone\n")
    walk = Walk(1, 3, Policy.GOAL, (1, 1), "raise nerve")
    (found,) = cast("list[dict[str, str]]", walk_row(wander(book, walk), ScriptIndex(book), walk)["failures"])
    assert found["walk"] == (
        "offscript story walk --runs 1 --seed 3 --policy goal --reels 1-1 --goal 'raise nerve'"
    )
    assert found["plain"] == "printf '%s\\n' on | offscript --plain --seed 3 --reel 1"


def test_a_dead_end_is_told_with_what_plays_it_again() -> None:
    """The walk of one game, and what to type."""
    stuck = "## here\n\nWords.\n\n- [go] Go. `if nerve > 90` -> on\n\n## on\n\n=> titles\n"
    found = row(runs=2, second=stuck)
    assert found["dead_ends"] == 2
    first = found["failures"][0]
    assert first["walk"] == "offscript story walk --runs 1 --seed 1 --policy random"
    assert first["plain"] == "printf '%s\\n' titles | offscript --plain --seed 1"


def test_the_longest_wait_is_told_with_its_path() -> None:
    """Words, lines of the screen, and the beats."""
    long = "## here\n\n" + "Word after word after word.\n\n" * 30 + "- [on] On. -> go\n\n## go\n\n=> titles\n"
    found = row(second=long)
    first = found["longest_waits"][0]
    assert first["path"] == f"cold_open/here titles > {SECOND}/here"
    # each paragraph with its empty line, a slugline with its own; the last empty line is none
    assert first["lines"] == 30 * 2 + 2 - 1
    assert found["over_a_screen"] == 1


def test_what_is_said_twice_in_one_game_is_told() -> None:
    """Runs of five words in two paragraphs; the relay says the same in all its scenes."""
    assert row()["repeats"]["most"]["one two three four five"] == 12
    assert row()["repeats"]["median_per_run"] == 6


def test_what_two_games_have_in_common_is_a_share_of_their_paragraphs() -> None:
    """Two that took different ways share what lies on both."""
    fork = "## here\n\nA.\n\n- [one] One. -> one\n- [two] Two. -> two\n\n## one\n\nB.\n\n-> on\n\n"
    fork += "## two\n\nC.\n\n-> on\n\n## on\n\n=> titles\n"
    book = relay(cold_open=fork)
    seen = wander(book, Walk(40, 1, Policy.OPPOSITE))
    assert scenes_shared(seen)["cold_open"] == [50.0, 80]
    assert 0 < seen.shared[-1][0] < 1000


def test_gauges_are_told_as_a_scene_opens() -> None:
    """Ten, fifty and ninety percent of the games."""
    found = row(Policy.GOAL, goal="raise nerve", cold_open=REAL)["gauges"]
    assert list(found)[:2] == ["cold_open", SECOND]
    assert found["cold_open"]["nerve"] == [50, 50, 50]
    assert found[SECOND]["nerve"] == [55, 55, 55]


def test_every_line_is_counted_in_a_file() -> None:
    """As CSV and as JSON lines, those that were never shown with a nought."""
    book = relay(cold_open=REAL)
    seen = wander(book, Walk(10, 1, Policy.RANDOM))
    index = ScriptIndex(book)
    rows = list(csv.DictReader(io.StringIO(lines_of_walk(seen, index, as_json=False))))
    assert len(rows) == len(index.paragraphs) + len(index.choices)
    here = [row for row in rows if row["place"].startswith("cold_open/")]
    seen_raised = str(seen.choices_taken["cold_open/up"])
    assert [row["times"] for row in here if row["kind"] == "paragraph"] == ["10", "10", "0", seen_raised]
    assert sum(int(row["times"]) for row in here if row["kind"] == "choice") == 20
    lines = lines_of_walk(seen, index, as_json=True).splitlines()
    assert [json.loads(line)["line"] for line in lines] == [int(row["line"]) for row in rows]


@pytest.mark.parametrize("policy", list(Policy))
def test_the_walk_that_is_told_breaks_in_the_same_game(policy: Policy) -> None:
    """Also where a player remembers the games before."""
    book = relay(
        cold_open=REAL.replace("Wait, and go. -> end", "Wait, and fall. -> gone") + "\n## gone\n\n=> gone\n"
    )
    walk = Walk(STRETCH + 20, 7, policy)
    seen = wander(book, walk)
    failures = cast("list[dict[str, str]]", walk_row(seen, ScriptIndex(book), walk)["failures"])
    for found in (failures[0], failures[-1]):
        again = re.search(r"--runs (\d+) --seed (\d+) ", found["walk"])
        assert again is not None
        once_more = wander(book, Walk(int(again[1]), int(again[2]), policy))
        assert once_more.failures[-1].what == found["what"]
        typed = once_more.failures[-1].typed
        assert shlex.join(typed) in found["plain"]
