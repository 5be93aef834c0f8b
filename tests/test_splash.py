"""The splash: the game's name at once, and the player's own screen back whatever happens."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from time import monotonic
from typing import IO, TYPE_CHECKING

import pyte
import pytest

from game.readout.phrasebook import Phrasebook
from game.splash import LOWER, NAME, RAISE, asks_for_play, hand_over, lower_splash, raise_splash, why_plain
from game.storage.library import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS, ROWS = 90, 31
PATIENCE_S = 30.0


class Terminal:
    """A terminal that remembers what was written to it."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        # Imported here, so that a system without it can still collect the tests.
        from termios import tcsetwinsize

        tcsetwinsize(self.slave, (ROWS, COLUMNS))
        self._output = b""
        self._streams: list[IO[str]] = []

    def seat(self, monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8") -> None:
        """Let this process play here, until the test ends; pytest would take the streams from a fixture."""
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            stream = open(os.dup(self.slave), mode, encoding=encoding)  # noqa: PTH123, SIM115  a descriptor
            self._streams.append(stream)
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setenv("TERM", "xterm-256color")

    def close(self) -> None:
        """Let every descriptor go."""
        for stream in self._streams:
            stream.close()
        os.close(self.master)
        os.close(self.slave)

    def written(self) -> str:
        """Return all that was written until now."""
        while select.select([self.master], [], [], 0)[0]:
            self._output += os.read(self.master, 65536)
        return self._output.decode(errors="replace")  # the end may be half a character

    def wait_for(self, text: str) -> str:
        """Return all that was written, once this is among it."""
        until = monotonic() + PATIENCE_S
        while text not in self.written():
            if monotonic() > until:
                raise TimeoutError(self.written())
            select.select([self.master], [], [], 0.1)
        return self.written()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """Give a terminal of its own to a test."""
    opened = Terminal()
    yield opened
    hand_over()
    monkeypatch.undo()
    opened.close()


def play(terminal: Terminal, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start the game at a terminal."""
    environment = os.environ | {"TERM": "xterm-256color", "OFFSCRIPT_SAVES": str(folder), "LANG": "C.UTF-8"}
    return subprocess.Popen(
        [sys.executable, "-m", "game", *words],
        stdin=terminal.slave,
        stdout=terminal.slave,
        stderr=terminal.slave,
        cwd=Path(__file__).parent.parent,
        env=environment,
        start_new_session=True,
    )


def test_the_name_stands_in_the_middle_of_the_alternate_screen(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is seen is the title, and the player's own screen is kept."""
    terminal.seat(monkeypatch)
    raise_splash(())
    written = terminal.written()
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(written)
    assert written.startswith(RAISE)
    assert screen.display[ROWS // 2].index(NAME) == (COLUMNS - len(NAME)) // 2
    assert "".join(screen.display).strip() == NAME


def test_lowering_gives_the_screen_back_once(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving the alternate screen twice would move the cursor under what was said between."""
    terminal.seat(monkeypatch)
    raise_splash(())
    lower_splash()
    lower_splash()
    assert terminal.written().endswith(LOWER)
    assert terminal.written().count(LOWER) == 1


def test_what_was_handed_over_is_not_lowered(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the app draws, the screen is the app's."""
    terminal.seat(monkeypatch)
    raise_splash(())
    hand_over()
    lower_splash()
    assert LOWER not in terminal.written()


def test_nothing_is_lowered_that_was_never_raised(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence on the player's own screen stays where it is."""
    terminal.seat(monkeypatch)
    lower_splash()
    assert terminal.written() == ""


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ((), True),
        (("--saves", "here"), True),
        (("--saves=here", "--seed", "4", "--reel", "2"), True),
        (("--plain",), False),
        (("--seed", "4", "--plain"), False),
        (("--version",), False),
        (("-h",), False),
        (("--saves", "here", "--help"), False),
        (("saves", "list"), False),
        (("--saves", "here", "saves", "list"), False),
        (("story", "check"), False),
    ],
)
def test_only_a_command_that_plays_full_screen_asks_for_it(words: tuple[str, ...], asks: bool) -> None:
    """A subcommand and a quick answer belong on the player's own screen."""
    assert asks_for_play(words) is asks


@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_no_splash_without_a_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    """Each of the three is needed: keys come from one, and Textual draws on another."""
    terminal.seat(monkeypatch)
    with (tmp_path / "elsewhere").open("w+", encoding="utf-8") as elsewhere:
        monkeypatch.setattr(sys, missing, elsewhere)
        raise_splash(())
        assert why_plain() == "plain.no_terminal"
        assert terminal.written() == ""


@pytest.mark.skipif(os.name == "nt", reason="the console there has no TERM")
@pytest.mark.parametrize("term", ["dumb", ""])
def test_no_splash_on_a_terminal_that_cannot_place_text(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    """Nothing but lines can be shown there."""
    terminal.seat(monkeypatch)
    monkeypatch.setenv("TERM", term)
    raise_splash(())
    assert why_plain() == "plain.dumb_terminal"
    assert terminal.written() == ""


def test_no_splash_without_utf_8(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture behind the title could not be drawn."""
    terminal.seat(monkeypatch, "latin-1")
    raise_splash(())
    assert why_plain() == "plain.not_utf8"
    assert terminal.written() == ""


def test_its_word_is_the_title_of_the_phrases() -> None:
    """The constant is a copy, and a copy must not go its own way."""
    assert Phrasebook(phrases()).say("title.name") == NAME


def test_it_loads_nothing_but_itself() -> None:
    """Whatever it imported would come before it."""
    code = (
        "import sys; before = set(sys.modules); import game.__main__; print(*sorted({*sys.modules} - before))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(told.stdout.split()) == {"__future__", "game", "game.__main__", "game.splash"}


def test_an_end_from_outside_lowers_it(terminal: Terminal, tmp_path: Path) -> None:
    """While everything heavy is still being imported."""
    with play(terminal, tmp_path) as game:
        terminal.wait_for(RAISE)
        game.terminate()
        assert game.wait(PATIENCE_S) == 0
    assert terminal.written().endswith(LOWER)


@pytest.mark.parametrize(
    ("words", "code"), [(("--nonsense",), 2), (("--seed", "x"), 2), (("--reel", "99"), 2)]
)
def test_a_refusal_is_said_on_the_players_own_screen(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    """What is written on the alternate screen is gone with it."""
    with play(terminal, tmp_path, *words) as game:
        assert game.wait(PATIENCE_S) == code
    written = terminal.written()
    assert written.startswith(RAISE)
    assert words[-1] in written.partition(LOWER)[2]
    assert RAISE not in written.partition(LOWER)[2]


def test_the_app_takes_over_and_leaves_the_terminal_clean(terminal: Terminal, tmp_path: Path) -> None:
    """The last thing that is heard of the alternate screen is that it is left, and the cursor is shown."""
    with play(terminal, tmp_path) as game:
        terminal.wait_for("New")
        os.write(terminal.master, b"q")
        assert game.wait(PATIENCE_S) == 0
    written = terminal.written()
    assert written.startswith(RAISE)
    assert written.rindex("\x1b[?1049l") > written.rindex("\x1b[?1049h")
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")
    assert written.count("\x1b[?1049l") == 1


def test_what_fails_once_the_app_draws_is_said_after_the_app_has_left(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaving the alternate screen once more would put the cursor back above the sentence."""
    broken = tmp_path / "story"
    copytree(Path(__file__).parent.parent / "story", broken)
    (broken / "facts.toml").write_text("[", encoding="utf-8")
    monkeypatch.setenv("OFFSCRIPT_STORY", str(broken))
    with play(terminal, tmp_path) as game:
        terminal.wait_for("facts.toml")
        assert game.wait(PATIENCE_S) == 3
    before, _, after = terminal.written().partition("\x1b[?1049l")
    assert "facts.toml" in after
    assert "facts.toml" not in before
    assert "\x1b[?1049l" not in after
