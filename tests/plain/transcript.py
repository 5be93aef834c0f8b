"""Transcripts: what a player typed and read, as files that can be read like a sitting and played like a test.

A transcript begins with lines that start with ``# ``: what it promises. The rest is what a terminal would
show; a line that starts with ``> `` is what was typed, nothing and the end of input being marked. ``python
-m tests.plain.transcript`` plays every transcript again and writes down what is shown now; look at the
difference before you keep it.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TextIO, cast

from game.narrative.previously import NO_RECAPS
from game.plain import play_lines
from game.readout.phrasebook import Phrasebook
from game.storage.library import archive_cards, archive_sources, phrases
from tests.engine.stage import STORY
from tests.session.stage import sitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.narrative.previously import Recaps

FOLDER = Path(__file__).parent
PROMPTS = ("> ", "(NOT SAVED)> ")
EMPTY, END = "<empty line>", "<end of input>"
SEED = 2
_IDENT = re.compile(r"\b2026\d{4}-[0-9a-f]{6}(?:-\d+)?\b", re.ASCII)
"""Of a film; it is another one each time."""


class _Typist:
    """Types one line at each prompt, and writes it down where it stands on the player's screen."""

    def __init__(self, typed: Sequence[str], sink: io.StringIO) -> None:
        self._keys = io.StringIO("".join(f"{line}\n" for line in typed))
        self._sink = sink

    def readline(self, size: int = -1, /) -> str:
        """Return the next line, echoed as a terminal does."""
        line = self._keys.readline(size)
        self._sink.write(line)
        return line


def play(
    typed: Sequence[str],
    folder: Path,
    *,
    width: int = 0,
    seed: int = SEED,
    hour: int = 10,
    told: Recaps = NO_RECAPS,
) -> str:
    """Return what a player who types these lines reads, the typing included."""
    sink = io.StringIO()
    with sitting(folder, hour=hour) as session:
        play_lines(
            session,
            Phrasebook(phrases()),
            cast("TextIO", _Typist(typed, sink)),  # a line at a time is all that is asked of it
            sink,
            width=width,
            cards=lambda: archive_cards(STORY),
            sources=lambda: archive_sources(STORY),
            ended=lambda ending: {ending},
            begin=False,
            seed=seed,
            reel=0,
            recaps=lambda _: told,
        )
    return _IDENT.sub("FILM", sink.getvalue())


def split(text: str) -> tuple[list[str], list[str]]:
    """Return a transcript's promise, and what is typed in it."""
    lines = text.splitlines()
    promise = [line for line in lines if line.startswith("# ")]
    typed = [line.removeprefix(prompt) for line in lines for prompt in PROMPTS if line.startswith(prompt)]
    return promise, ["" if line == EMPTY else line for line in typed if line != END]


def written(promise: Sequence[str], shown: str) -> str:
    """Return a transcript as its file holds it: an empty line and the end of input are marked."""
    lines = shown.splitlines()
    marked = [line + EMPTY if line in PROMPTS else line for line in lines[:-1]]
    marked += [line + END if line in PROMPTS else line for line in lines[-1:]]
    return "\n".join([*promise, "", *marked]) + "\n"


def files() -> list[Path]:
    """Return every transcript."""
    return sorted(FOLDER.glob("*.txt"))


def main() -> None:
    """Play every transcript again and write down what is shown now."""
    for path in files():
        promise, typed = split(path.read_text(encoding="utf-8"))
        with TemporaryDirectory() as folder:
            now = written(promise, play(typed, Path(folder)))
        if now != path.read_text(encoding="utf-8"):
            path.write_text(now, encoding="utf-8")
            sys.stdout.write(f"{path.name} is another now\n")


if __name__ == "__main__":
    main()
