"""How a game is started, and what decides how it is played."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

import game
from game.storage.profile import SETTINGS

from .program import PATIENCE_S, ROOT
from .terminal import on_a_terminal

if TYPE_CHECKING:
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
        "fly",
        "replay",
    ):
        assert word in told.out


@pytest.mark.parametrize(
    "words",
    [
        ("--difficulty", "easy"),
        ("--pace", "slow"),
        ("fly",),
        ("fly", "descent"),
        ("fly", "docking", "--difficulty", "told"),
        ("replay",),
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


@pytest.mark.parametrize("reel", ["9", "-1", "0", "3"])
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


def test_a_folder_without_a_name_is_refused(program: Program) -> None:
    """It is not the default folder that was asked for."""
    for words in (("--plain", "--saves", ""), ("--saves=", "saves", "list"), ("--saves", " ")):
        told = program.run(*words)
        assert (told.code, told.out, told.err) == (2, "", "--saves needs the name of a folder.\n")


def test_a_folder_that_no_file_system_takes_stops_nothing(program: Program) -> None:
    """It is said once at the beginning, and at the end what was lost by it."""
    folder = program.saves / ("x" * 280)
    told = replace(program, saves=folder).plain("wait\n/quit\n")
    assert (told.code, told.err) == (0, "")
    refusal = f"Nothing can be saved in {folder}."
    assert told.out.partition("(NOT SAVED)> ")[0].count(refusal) == 1
    assert "? Moments that lie in memory only: 2." in told.out
    assert told.out.endswith(f"Moments that could not be saved: 2. {refusal}\n")
    assert "Something went wrong" not in told.out


def test_such_a_folder_stops_nothing_on_the_full_screen(program: Program) -> None:
    """And what was lost is said on the player's own screen."""
    folder = program.saves / ("x" * 280)
    with on_a_terminal(replace(program, saves=folder), "--reel", "2") as terminal:
        terminal.expect("NOT SAVED")
        terminal.type("q")
        terminal.expect("memory only: 1")
        terminal.type("q")
        assert terminal.end() == 0
    assert "Moments that could not be saved: 1. Nothing can be saved in " in _after_the_app(terminal.heard)
    assert "Something went wrong" not in terminal.heard


@pytest.mark.parametrize(
    ("words", "closed", "said"),
    [
        (("--plain",), "<&-", "Standard input is closed"),
        ((), "<&-", "Standard input is closed"),
        ((), ">&-", "Standard output is closed"),
        (("--plain",), ">&-", "Standard output is closed"),
        (("saves", "list"), ">&-", "Standard output is closed"),
        (("--plain",), "<&- >&- 2>&-", ""),
    ],
)
def test_without_the_streams_it_needs_it_is_used_wrongly(
    program: Program, words: tuple[str, ...], closed: str, said: str
) -> None:
    """One sentence on whatever stream is left, and nothing is begun."""
    told = _through_a_shell(program, words, closed)
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith(said)
    assert len(told.stderr.splitlines()) == bool(said)
    assert not program.saves.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("stderr", ["", "2>&1"])
def test_an_output_that_takes_nothing_ends_it_in_one_sentence(program: Program, stderr: str) -> None:
    """Exit 3, whether anybody can be told or not."""
    for words in (("--plain",), ("saves", "list"), ("saves", "check", "--json")):
        program.plain("wait\n")
        told = _through_a_shell(program, words, f">/dev/full {stderr}")
        assert told.returncode == 3
        assert told.stderr == ("" if stderr else "The output cannot be written (No space left on device).\n")


def test_what_goes_wrong_in_the_program_says_that_all_is_saved_only_where_it_is(program: Program) -> None:
    """Before a game is open, while all of it is durable, and while it is only in memory."""
    broken = "import sys, game.plain.paper as paper\nfrom game.cli import main\n"
    in_play = broken + "paper.Paper.status = lambda *_: 1 / 0\nsys.exit(main(sys.argv[1:]))\n"
    before = "import game.storage.can as can\ncan.Can.refuse_unreadable = lambda _: 1 / 0\n"
    wrong = "Something went wrong in the program itself: ZeroDivisionError: division by zero."

    def end_of(code: str, *words: str, saves: Path = program.saves) -> str:
        told = subprocess.run(
            [sys.executable, "-c", code, "--saves", str(saves), *words],
            cwd=ROOT,
            env=program.environment(),
            input="wait\n/status\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert told.returncode == 3
        return told.stderr

    assert end_of(in_play, "--plain") == f"{wrong} Everything up to the last choice is saved.\n"
    assert end_of(in_play, "--plain", saves=Path("/dev/null/nowhere")) == f"{wrong}\n"
    assert end_of(before + in_play, "saves", "list") == f"{wrong}\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("opened", [False, True])
def test_an_end_from_outside_leaves_the_terminal_clean(
    program: Program, number: signal.Signals, opened: bool
) -> None:
    """From the splash and from the play: the player's screen, the cursor and the mouse are as before."""
    with on_a_terminal(program, *(("--reel", "2") if opened else ())) as terminal:
        terminal.expect("Take the sticks" if opened else "OFF SCRIPT")
        terminal.process.send_signal(number)
        assert terminal.end() == 0
    heard = terminal.heard
    for on, off in (("?1049h", "?1049l"), ("?25l", "?25h"), ("?1000h", "?1000l"), ("?1006h", "?1006l")):
        assert heard.rfind(f"\x1b[{off}") >= heard.rfind(f"\x1b[{on}"), on
    assert "Traceback" not in heard
    if opened:
        assert program.run("saves", "check").code == 0
        assert '"marks":["reel 2"]' in program.run("saves", "list", "--json").out


@pytest.mark.parametrize("words", [("--reel", "2"), ("--plain", "--reel", "2")], ids=" ".join)
def test_a_terminal_that_is_closed_ends_the_game_with_everything_saved(
    program: Program, words: tuple[str, ...]
) -> None:
    """Nobody is left to be told, and nothing is wrong."""
    with on_a_terminal(program, *words) as terminal:
        terminal.expect("Take the sticks")
        assert terminal.hang_up() == 0
    assert program.run("saves", "check").code == 0


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
    """They are for this game only; what is counted of it is another matter."""
    program.plain("", "--difficulty", "told", "--pace", "turns")
    kept = json.loads((program.saves / "profile.json").read_text())
    assert kept.keys().isdisjoint(SETTINGS)


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


def _after_the_app(heard: str) -> str:
    """Return what was written on the player's own screen after the full screen was left."""
    return heard.rpartition("\x1b[?1049l")[2]


def _through_a_shell(
    program: Program, words: tuple[str, ...], redirected: str
) -> subprocess.CompletedProcess[str]:
    """Run the program with some of its streams as a shell can leave them."""
    return subprocess.run(
        ["sh", "-c", f"exec {shlex.join(program.command(*words))} {redirected}"],
        cwd=ROOT,
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
