"""One more paragraph in a short transcript and in a long one, drawn without a terminal.

Law: the processor's time is taken, not the clock's: Textual waits for its next frame, and the wait is the
same on both sides.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

from textual.screen import Screen

from benchmarks.pairs import Row
from game.app.app import OffScriptApp
from game.app.house import House
from game.app.screenplay import block_of
from game.app.widgets.transcript import Transcript
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import open_book, phrases
from game.storage.profile import Profile
from game.vocabulary.values import Line, Voice

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from game.app.screenplay import Block

SHORT, LONG = 1_000, 10_000

_PAIRS = 60
_WIDTH = 76
_TEXT = "The range reads 0041. Then the four cells go dark, and the green cross stops walking. " * 3


class _Both(Screen[None]):
    """A short and a long transcript, one above the other."""

    def __init__(self) -> None:
        super().__init__()
        self.short = Transcript(_WIDTH)
        self.long = Transcript(_WIDTH)

    def compose(self) -> ComposeResult:
        yield self.short
        yield self.long


def one_more_paragraph() -> list[Row]:
    """Measure one more paragraph at ten thousand beside one more at a thousand."""
    return [asyncio.run(_measure())]


async def _measure() -> Row:
    with TemporaryDirectory() as folder:
        words = Phrasebook(phrases())
        session = Session(
            open_book(), Can(Path(folder)), phrases=words, edition="", now=str, fresh_seed=lambda: 1
        )
        app = OffScriptApp(House(words, Profile(reduced_motion=True), Path(folder)), lambda: session)
        async with app.run_test(size=(100, 30)) as pilot:
            screen = _Both()
            await app.push_screen(screen)
            screen.short.show_all([_paragraph(number) for number in range(SHORT)], SHORT - 1)
            screen.long.show_all([_paragraph(number) for number in range(LONG)], LONG - 1)
            await pilot.pause()
            short: list[float] = []
            long: list[float] = []
            await _one_more(screen, screen.short, 0)
            await _one_more(screen, screen.long, 0)
            for number in range(_PAIRS):
                short.append(await _one_more(screen, screen.short, number))
                long.append(await _one_more(screen, screen.long, number))
    return Row(
        "transcript",
        f"one more paragraph at {LONG:,}",
        f"one more at {SHORT:,}",
        long,
        short,
        1.2,
    )


def _paragraph(number: int) -> Block:
    return block_of(Line(Voice.NARRATION, f"{number}. {_TEXT}", "", str(number)), "", "", number == 0)


async def _one_more(screen: _Both, transcript: Transcript, number: int) -> float:
    drawn = asyncio.Event()
    began = process_time()
    transcript.add([_paragraph(number + 1)], cut=False)
    screen.call_after_refresh(drawn.set)
    await drawn.wait()
    return process_time() - began
