"""From the command to the first thing that a player sees."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pairs import Row, in_turn
from benchmarks.programs import Pane, first_output

GAME = ("-m", "game")
MINIMAL = ("-m", "benchmarks.minimal_app")

_PAIRS = 15
_QUIET_S = 0.25


def full_screen() -> list[Row]:
    """Measure the first frame beside a minimal app's, and the splash beside the first frame."""
    splashes: list[float] = []
    with TemporaryDirectory() as folder:
        scratch = Path(folder)

        def game() -> float:
            with Pane(GAME, scratch) as pane:
                splash, frame = pane.wait_for(
                    lambda text: "OFF SCRIPT" in text, lambda text: "New" in text, quiet_s=_QUIET_S
                )
            splashes.append(splash)
            return frame

        def minimal() -> float:
            with Pane(MINIMAL, scratch) as pane:
                return pane.wait_for(lambda text: "New" in text, quiet_s=_QUIET_S)[0]

        frames, minimals = in_turn(game, minimal, _PAIRS)
    return [
        Row("start", "first frame", "a minimal Textual app's", frames, minimals, 1.3),
        Row("start", "splash", "the game's own first frame", splashes[1:], frames, 0.1),
    ]


def plain() -> list[Row]:
    """Measure the first line of ``--plain``, and its first prompt, beside Python printing an empty line."""
    prompts: list[float] = []
    with TemporaryDirectory() as folder:
        scratch = Path(folder)

        def game() -> float:
            line, prompt = first_output((*GAME, "--plain", "--seed", "1"), scratch, (b"\n", b"\n> "))
            prompts.append(prompt)
            return line

        def bare() -> float:
            return first_output(("-c", "print()"), scratch, (b"\n",))[0]

        lines, bares = in_turn(game, bare, _PAIRS)
    return [
        Row("plain", "--plain: first line", 'python -c "print()"', lines, bares, 8.0),
        Row("plain", "--plain: first prompt, a film begun", 'python -c "print()"', prompts[1:], bares, None),
    ]
