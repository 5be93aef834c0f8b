"""From a key to the first frame that shows what it did, and to the screen that stands still again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pairs import Row, in_turn
from benchmarks.programs import Pane
from benchmarks.starts import GAME, MINIMAL

_PAIRS = 25
"""Fewer than the choices of the shortest film, where the first choice is always taken."""
_QUIET_S = 0.15


def key_to_screen() -> list[Row]:
    """Measure a choice (committed, its paragraphs shown) beside a key that a minimal app shows.

    The target counts beside the minimal app as it is. Beside one that commits a row as well, the disk is on
    both sides, and what is left is the game's own.
    """
    still: list[float] = []
    committed: list[float] = []
    with (
        TemporaryDirectory() as folder,
        Pane((*GAME, "--seed", "1", "--difficulty", "told"), Path(folder)) as game,
        Pane(MINIMAL, Path(folder)) as minimal,
        Pane((*MINIMAL, str(Path(folder) / "bare.sqlite")), Path(folder)) as committing,
    ):
        minimal.wait_for(lambda text: "New" in text, quiet_s=_QUIET_S)
        committing.wait_for(lambda text: "New" in text, quiet_s=_QUIET_S)
        game.wait_for(lambda text: "New" in text, quiet_s=_QUIET_S)
        game.press("n")
        game.wait_for(lambda text: "▸ 1" in text, quiet_s=_QUIET_S)

        def choice() -> float:
            game.press("1")
            frames = game.frames(_QUIET_S)
            still.append(frames[-1])
            return frames[0]

        def key() -> float:
            committing.press("x")
            committed.append(committing.frames(_QUIET_S)[0])
            minimal.press("x")
            return minimal.frames(_QUIET_S)[0]

        choices, keys = in_turn(choice, key, _PAIRS)
    return [
        Row("key", "a choice, committed and shown", "a minimal app shows a key", choices, keys, 4.0),
        Row("key", "the same", "it commits a row as well", choices, committed[1:], None),
        Row("key", "all of it in its place", "it commits a row as well", still[1:], committed[1:], None),
    ]
