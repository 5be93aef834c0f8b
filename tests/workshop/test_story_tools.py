"""``offscript story``: the keys of its JSON are a contract, and its exit code is the verdict."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import pytest

from game.mission.phases import PHASES, TRANSITIONS
from game.workshop import story_tools, walk_tools
from game.workshop.counts import percentile
from game.workshop.sheet import sheet

from .relay import relay_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The relay story in a folder, and the tools pointed at it."""
    for name, data in relay_files().items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    monkeypatch.setenv("OFFSCRIPT_STORY", str(tmp_path))

    def no_ids() -> frozenset[str]:
        return frozenset()

    monkeypatch.setattr(story_tools, "phrase_ids_used", no_ids)
    return tmp_path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=None)
    story_tools.add_arguments(parser)
    return story_tools.run(parser.parse_args(words))


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


@pytest.mark.usefixtures("story")
def test_a_good_story_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, and one object with the two lists of the contract and what was added to it."""
    assert run("check", "--json") == 0
    report = printed(capsys)
    assert report["errors"] == []
    assert {finding["message"].partition(":")[0] for finding in report["warnings"]} <= {
        "a click",
        "1 of at least 40 cards; write the rest",
        "nothing in the story leads to this card; write [the words](?kurs) somewhere",
    }
    assert report.keys() == {
        *("errors", "warnings", "promises", "choice_lists", "told_feelings", "unlisted_words")
    }


def test_a_bad_story_fails_the_check_with_all_its_mistakes(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1; each finding has file, line and message, as JSON and as text."""
    (story / "reels/1_all/hatch.md").write_bytes(b"---\n---\n\xff\n")
    (story / "people.toml").write_text("[a\n", encoding="utf-8")
    assert run("check", "--json") == 1
    errors = printed(capsys)["errors"]
    assert {"reels/1_all/hatch.md", "people.toml"} <= {error["file"] for error in errors}
    assert all(error.keys() == {"file", "line", "message"} for error in errors)
    assert run("check") == 1
    out = capsys.readouterr().out
    assert "people.toml:1: error: not TOML" in out
    assert out.splitlines()[-1].startswith(f"{len(errors)} errors, ")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("policy", ["random", "least-used"])
def test_the_walk_prints_its_contract(policy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every key that other programs read is there."""
    assert run("walk", "--runs", "20", "--seed", "3", "--policy", policy, "--json") == 0
    row = printed(capsys)
    assert row["runs"] == 20
    assert sum(row["endings"].values()) == 20
    assert (row["dead_ends"], row["errors"]) == (0, [])
    assert 0 < row["beats_reached"] <= row["beats_total"]
    assert 0 < row["choices_taken"] <= row["choices_total"]
    assert row["beats_total"] - row["beats_reached"] == len(row["beats_missed"])
    words = row["words_per_run"]
    assert words.keys() == {"median", "min", "max"}
    assert 0 < words["min"] <= words["median"] <= words["max"]


def test_a_walk_into_a_dead_end_fails(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, and the place is named."""
    file = story / "reels/1_all/centrifuge.md"
    text = file.read_text(encoding="utf-8").replace("Go on there. ->", "Go on there. `if nerve > 90` ->")
    file.write_text(text, encoding="utf-8")
    assert run("walk", "--runs", "2", "--json") == 1
    row = printed(capsys)
    assert row["dead_ends"] == 2
    assert row["dead_end_places"] == {"centrifuge/here in casting.centrifuge": 2}
    assert run("walk", "--runs", "2") == 1
    assert "centrifuge/here in casting.centrifuge" in capsys.readouterr().out
    assert run("stats", "--runs", "2", "--json") == 1
    assert printed(capsys)["dead_ends"] == 4


def test_a_story_that_breaks_in_every_game_is_counted_all_the_same(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1; what was measured over no game is nought."""
    file = story / "reels/1_all/cold_open.md"
    file.write_text(file.read_text(encoding="utf-8").replace("=> titles", "=> nothing"), encoding="utf-8")
    assert run("walk", "--runs", "2", "--json") == 1
    assert printed(capsys)["games_broken"] == 2
    assert run("stats", "--runs", "2", "--json") == 1
    assert printed(capsys)["repeated_five_words_per_run"] == 0


@pytest.mark.usefixtures("story")
def test_the_seed_may_stand_before_or_after_the_tool(capsys: pytest.CaptureFixture[str]) -> None:
    """And without one the walk is the same every time."""
    rows: list[Any] = []
    for words in (["--seed", "9", "walk"], ["walk", "--seed", "9"], ["walk"], ["walk", "--seed", "1"]):
        assert run(*words, "--runs", "5", "--json") == 0
        rows.append(printed(capsys))
    assert rows[0] == rows[1]
    assert rows[2] == rows[3] != rows[0]


@pytest.mark.usefixtures("story")
def test_the_statistics_print_their_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """Words by reel from the cold open to the endings, counts, and the words between choices."""
    assert run("stats", "--runs", "5", "--json") == 0
    row = printed(capsys)
    assert list(row["words_by_reel"]) == [str(reel) for reel in range(8)]
    assert row["words"] == sum(row["words_by_reel"].values())
    assert row["scenes"] == sum(1 for phase in PHASES.values() if phase.scene)
    assert (
        row["endings"]
        == row["words_by_reel"]["7"] // 13
        == sum(1 for name in PHASES if name.startswith("ending."))
    )
    assert (row["archive_cards"], row["archive_words"]) == (1, 4)
    assert row["beats"] > row["scenes"]
    assert row["choices"] > row["scenes"]
    between = row["words_between_choices"]
    assert between["median"] <= between["p95"] <= between["max"] == 16


@pytest.mark.usefixtures("story")
def test_the_statistics_judge_what_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the contract: fakes, recalls, what is read by nobody, what is told instead of shown."""
    assert run("stats", "--runs", "5", "--json") == 0
    row = printed(capsys)
    assert {
        "fake_choices",
        "recalls",
        "one_option_over_80_percent",
        "facts_never_read",
        "paragraphs_not_reached",
        "repeated_five_words_per_run",
        "told_emotions_per_1000_words",
        "stock_phrases",
        "longest_waits",
    } <= row.keys()


@pytest.mark.usefixtures("story")
def test_the_walk_of_two_games_says_what_they_share(capsys: pytest.CaptureFixture[str]) -> None:
    """As a row of its own."""
    assert run("walk", "--runs", "6", "--overlap", "--json") == 0
    row = printed(capsys)
    assert row["pairs"] == 3
    assert row["shared_by_two_games"]["all"] <= 100
    assert row["scenes"]["cold_open"] == [100.0, 6]


@pytest.mark.usefixtures("story")
def test_the_lines_of_a_walk_are_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the form that its name says."""
    assert run("walk", "--runs", "2", "--lines", str(tmp_path / "lines.csv")) == 0
    assert (
        (tmp_path / "lines.csv").read_text(encoding="utf-8").startswith("file,line,kind,place,times,words\n")
    )
    assert run("walk", "--runs", "2", "--lines", str(tmp_path / "lines.jsonl")) == 0
    assert (tmp_path / "lines.jsonl").read_text(encoding="utf-8").startswith("{")
    assert "runs: 2" in capsys.readouterr().out


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["--policy", "goal", "--goal", "raise spirits"], "raise nerve"),
        (["--goal", "refusals"], "--policy goal"),
        (["--reels", "4-5"], "reel_4"),
    ],
)
def test_a_walk_that_cannot_be_is_used_wrongly(
    words: list[str], wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and a sentence that says what would be possible."""
    assert run("walk", *words) == 2
    assert wrong in capsys.readouterr().err


@pytest.mark.usefixtures("story")
def test_the_sheet_is_printed_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into docs/story.md of the folder that it is run in, or nowhere."""
    monkeypatch.chdir(tmp_path)
    assert run("sheet", "--runs", "4") == 0
    page = capsys.readouterr().out
    assert run("sheet", "--runs", "4", "--write") == 2
    (tmp_path / "docs").mkdir()
    assert run("sheet", "--runs", "4", "--write") == 0
    assert (tmp_path / "docs/story.md").read_text(encoding="utf-8") == page


@pytest.mark.usefixtures("story")
def test_a_reel_has_a_map_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """In the same three forms."""
    assert run("map", "--reel", "1") == 0
    assert capsys.readouterr().out.startswith("flowchart TD\n    subgraph box_cold_open")
    assert run("map", "--reel", "1", "--text") == 0
    assert capsys.readouterr().out.startswith("T  cold_open\n============\n")
    assert run("map", "--reel", "1", "--json") == 0
    assert printed(capsys)["reel"] == 1


@pytest.mark.usefixtures("story")
def test_the_text_forms_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """For a writer without a program."""
    assert run("stats", "--runs", "2") == 0
    assert "archive_cards: 1" in capsys.readouterr().out
    assert run("walk", "--runs", "2") == 0
    assert "runs: 2" in capsys.readouterr().out


def test_the_map_is_printed_in_three_forms(capsys: pytest.CaptureFixture[str]) -> None:
    """Mermaid, a plain list, and JSON; each with every phase and every row."""
    assert run("map") == 0
    chart = capsys.readouterr().out
    assert chart.startswith("flowchart TD\n")
    assert chart.count("-->") == len(TRANSITIONS)
    assert chart.count("subgraph") == chart.count("\n    end\n") + chart.count("\n        end\n")
    assert run("map", "--text") == 0
    plain = capsys.readouterr().out
    assert [line.split()[0] for line in plain.splitlines() if not line.startswith(" ")] == list(PHASES)
    assert plain.count(" -> ") == len(TRANSITIONS)
    assert "  credits, if film_is == both -> ending.not_in_the_script" in plain
    assert run("map", "--json") == 0
    row = printed(capsys)
    assert len(row["phases"]) == len(PHASES)
    assert len(row["transitions"]) == len(TRANSITIONS)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["preview"],
        ["walk", "--runs", "0"],
        ["walk", "--runs", "x"],
        ["walk", "--policy", "y"],
        ["walk", "--reels", "2-1"],
        ["walk", "--reels", "9"],
        ["map", "--reel", "8"],
    ],
)
def test_what_means_nothing_is_used_wrongly(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and no traceback."""
    with pytest.raises(SystemExit) as caught:
        run(*words)
    assert caught.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("sizes", "percent", "expected"),
    [([], 50, 0), ([7], 95, 7), ([1, 2, 3, 4], 50, 2), (list(range(1, 101)), 95, 95), ([1, 2, 3], 100, 3)],
)
def test_a_percentile_is_one_of_the_sizes(sizes: list[int], percent: int, expected: int) -> None:
    """Nearest rank."""
    assert percentile(sizes, percent) == expected


def test_what_is_written_meanwhile_is_not_measured(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tool plays the story as it was when it began."""

    def changing(*words: object) -> str:
        (story / "people.toml").write_text("[a", encoding="utf-8")
        return sheet(*words)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(walk_tools, "sheet", changing)
    assert run("sheet", "--runs", "2") == 0
    assert capsys.readouterr().out.startswith("# The story, measured")
