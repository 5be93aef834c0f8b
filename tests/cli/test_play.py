"""How a game is started, and what decides how it is played."""

from __future__ import annotations

import re
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

import game

from .terminal import on_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from .program import Program

LINE_BY_LINE = r"so the game is played line by line \(--plain\)\."


def test_the_version_is_told_and_nothing_else_is_done(program: Program) -> None:
    """On standard output, exit 0."""
    told = program.run("--version")
    assert (told.code, told.out, told.err) == (0, f"offscript {game.__version__}\n", "")
    assert not program.saves.exists()


def test_help_names_every_common_option(program: Program) -> None:
    """And every command that there is."""
    told = program.run("--help")
    assert told.code == 0
    for word in (
        "--plain",
        "--saves",
        "--seed",
        "--pace",
        "--difficulty",
        "--reel",
        "--version",
        "saves",
        "story",
    ):
        assert word in told.out


@pytest.mark.parametrize(
    "words",
    [
        ("--difficulty", "flown"),
        ("--difficulty", "bare"),
        ("--pace", "real"),
        ("fly", "docking"),
        ("replay", "a.film"),
        ("serve",),
        ("--no-such-option",),
        ("--pla",),
        ("saves",),
        ("saves", "no_such_order"),
        ("saves", "show"),
        ("story",),
        ("--seed", "-1"),
        ("--seed", "x"),
        ("--seed", "1e3"),
        ("--seed", str(1 << 63)),
        ("--reel", "x"),
    ],
    ids=" ".join,
)
def test_what_this_edition_does_not_have_is_used_wrongly(program: Program, words: tuple[str, ...]) -> None:
    """Exit 2, a line that says why, and nothing is begun."""
    told = program.run(*words)
    assert told.code == 2
    assert told.err.splitlines()[-1].startswith(
        "offscript" if words[0] != "--seed" else "A seed is a whole number"
    )
    assert "Traceback" not in told.err
    assert told.out == ""
    assert not program.saves.exists()


@pytest.mark.parametrize("reel", ["9", "-1", "3"])
def test_a_reel_without_a_start_is_refused_in_a_sentence(program: Program, reel: str) -> None:
    """Exit 2; the small story has starts for reels 2 and 7."""
    told = program.plain("", "--reel", reel)
    assert told.code == 2
    assert "REEL" not in told.out
    assert told.err == f"There is no start for reel {reel}; choose from 1 to 7.\n"


def test_a_reel_begins_a_new_film_in_its_middle(program: Program) -> None:
    """Also when there is one to go on with."""
    program.plain("wait\n")
    told = program.plain("", "--reel", "2")
    assert "REEL 2, SCENE 3, TAKE 1." in told.out
    assert "REEL 0" not in told.out
    assert len(list(program.saves.glob("*.film"))) == 2


def test_a_seed_may_stand_before_or_after_the_other_options(program: Program) -> None:
    """It begins a new film; the seed decides the ticket, and the ticket what is offered."""
    for words in (("--seed", "2", "--plain"), ("--plain", "--seed", "2"), ("--plain", "--seed=2")):
        assert "[by_eye]" in program.run(*words).out
    assert "[by_eye]" not in program.run("--plain", "--seed", "1").out
    assert len(list(program.saves.glob("*.film"))) == 4


def test_a_seed_may_stand_before_or_after_the_command(whole_program: Program) -> None:
    """Both ways walk the same games."""
    before = whole_program.run("--seed", "3", "story", "walk", "--runs", "3", "--json")
    after = whole_program.run("story", "walk", "--runs", "3", "--seed", "3", "--json")
    other = whole_program.run("story", "walk", "--runs", "3", "--seed", "40", "--json")
    assert before.code == after.code == 0
    assert before.out == after.out != other.out


def test_without_a_terminal_the_game_becomes_plain_and_says_so(program: Program) -> None:
    """Before its first scene; then it plays."""
    told = program.run(typed="wait\n")
    assert told.code == 0
    assert re.search(f"^Input or output is not a terminal, {LINE_BY_LINE}\n\nREEL 0", told.out, re.MULTILINE)
    assert "Give it a second." in told.out


def test_on_a_terminal_that_cannot_place_text_the_game_becomes_plain_and_says_so(program: Program) -> None:
    """TERM=dumb; the lines are wrapped to it, and no escape code is sent."""
    with on_a_terminal(program, TERM="dumb") as terminal:
        heard = terminal.expect(r"\n> $")
        assert re.search(r"\(TERM\), so the game is played line", heard)
        terminal.type("wait\n")
        terminal.expect(r"\n> $")
        terminal.type("\x04")
        assert terminal.end() == 0
    assert "\x1b" not in terminal.heard
    assert max(map(len, terminal.heard.splitlines())) <= 80


@pytest.mark.parametrize("columns", [0, 1, 7, 30, 500])
def test_a_terminal_of_any_width_can_be_played_on(program: Program, columns: int) -> None:
    """Also one that does not know its size."""
    with on_a_terminal(program, "--plain", columns=columns) as terminal:
        terminal.expect(r"\n> $")
        terminal.type("/quit\n")
        assert terminal.end() == 0
    widest = max(map(len, terminal.heard.splitlines()))
    assert widest <= {0: 76, 1: 40, 7: 40, 30: 40, 500: 76}[columns]


def test_on_a_terminal_that_is_not_utf8_the_game_becomes_plain_and_says_so(program: Program) -> None:
    """The frames of the full screen could not be drawn on it."""
    with on_a_terminal(program, PYTHONIOENCODING="latin-1") as terminal:
        assert "UTF-8" in terminal.expect(r"\n> $")
        terminal.type("/quit\n")
        assert terminal.end() == 0


def test_ctrl_c_on_a_terminal_leaves_with_everything_saved(program: Program) -> None:
    """Exit 0, no traceback."""
    with on_a_terminal(program, "--plain") as terminal:
        terminal.expect(r"\n> $")
        terminal.type("wait\n")
        terminal.expect(r"\n> $")
        terminal.type("\x03")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.heard
    assert "moments: 2" in program.plain("/status\n").out


def test_the_option_for_the_folder_beats_the_variable(program: Program, tmp_path: Path) -> None:
    """And the variable beats the default."""
    other = tmp_path / "other"
    program.run("--plain", environment={"OFFSCRIPT_SAVES": str(other)})
    assert not other.exists()
    assert list(program.saves.glob("*.film"))


def test_options_never_change_the_profile(program: Program) -> None:
    """They are for this game only."""
    program.plain("", "--difficulty", "told", "--pace", "turns")
    assert not (program.saves / "profile.json").exists()


def test_a_story_that_cannot_be_read_is_bad_data(program: Program, tmp_path: Path) -> None:
    """Exit 3 and one line that names the folder or the file; never a traceback."""
    told = program.plain("", environment={"OFFSCRIPT_STORY": str(tmp_path / "nothing")})
    assert told.code == 3
    assert len(told.err.splitlines()) == 1
    assert "REEL" not in told.out


def test_a_scene_with_a_mistake_is_bad_data_and_names_its_line(
    program: Program, small_story: Path, tmp_path: Path
) -> None:
    """What was played before it was reached is saved."""
    broken = copytree(small_story, tmp_path / "broken")
    with (broken / "reels" / "1_casting" / "centrifuge.md").open("a", encoding="utf-8") as file:
        file.write("\n## arm\n\nTwice.\n")
    told = program.plain("wait\nsay_no\n", environment={"OFFSCRIPT_STORY": str(broken)})
    assert told.code == 3
    assert re.match(r"The story has a mistake in reels/1_casting/centrifuge\.md, line \d+: ", told.err)
    assert len(told.err.splitlines()) == 1
    assert "moments: 2" in program.plain("/status\n").out
