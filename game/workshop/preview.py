"""``offscript story preview SCENE --plain``: a scene line by line, printed again whenever its file changes.

Law: nothing is kept on any disk. What is typed comes from another thread, so that a file that is saved while
nothing is typed is shown at once.
"""

from __future__ import annotations

import argparse
import textwrap
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, TextIO

from game.readout.panel import said_line
from game.readout.rehearsal_words import PRESSING, lines_shown, measure_words, place_words, read_parts
from game.storage.watching import LOOK_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.readout.phrasebook import Phrasebook
    from game.session.rehearsing import Rehearsing

QUIT = "/quit"

_KEYS = (
    "Full screen: 1-9 take a choice, Backspace takes the last one back, R begins again, F sets facts, "
    "E lists the beats, Tab goes to the notes and back, Q leaves. Line by line: /help. "
    "Saving any file of the story redraws the scene where you stand. What can be flown is told, unless "
    "--facts flying=unasked lets the story ask. Nothing is saved."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to a parser; `game.cli` runs it, since it may be full screen."""
    parser.epilog = _KEYS
    # SUPPRESS: what stood before the subcommand keeps its value
    absent = argparse.SUPPRESS
    parser.add_argument("place", metavar="SCENE[/BEAT]", help="where to begin")
    parser.add_argument("--facts", default="", metavar="A=B,C=D", help="what is set at the beginning")
    parser.add_argument("--seed", type=int, default=absent, metavar="N", help="chance is drawn from it")
    parser.add_argument(
        "--plain", action="store_true", default=absent, help="line by line instead of full screen"
    )


class LinePreview:
    """A rehearsal, printed.

    Args:
        rehearsing: what is printed.
        phrases: the sentences.
        out: where to.
        width: columns to wrap at; 0 leaves lines whole.
    """

    def __init__(self, rehearsing: Rehearsing, phrases: Phrasebook, out: TextIO, width: int = 0) -> None:
        self._rehearsing = rehearsing
        self._phrases = phrases
        self._out = out
        self._width = width
        self._orders: dict[str, Callable[[str], None]] = {
            "/facts": self._facts,
            "/beat": rehearsing.jump,
            "/back": lambda _: rehearsing.back(),
            "/restart": lambda _: rehearsing.restart(),
            "/help": self._help,
        }

    def run(self, typed: TextIO) -> int:
        """Print, and obey what is typed until it ends or says so."""
        lines: Queue[str | None] = Queue()
        Thread(target=_pass_on, args=(typed, lines), daemon=True).start()
        self.show()
        self._ask()
        while True:
            try:
                line = lines.get(timeout=LOOK_S)
            except Empty:
                if self._rehearsing.follow():
                    self._out.write("\n\n")
                    self.show()
                    self._ask()
                continue
            if line is None or line.strip() == QUIT:
                return 0
            if self._rehearsing.follow():
                self.show()
            self.obey(line.strip())
            self._ask()

    def obey(self, line: str) -> None:
        """Carry out one line: an order, or a choice by its number or its id."""
        if not line:
            return
        word, _, rest = line.partition(" ")
        if word in ("/help", "/facts") and not rest.strip():
            self._orders[word]("")
            return
        if word in self._orders:
            self._orders[word](rest.strip())
        elif word.startswith("/"):
            self._help("")
            return
        else:
            self._rehearsing.choose(line)
        refused = any(notice.refused for notice in self._rehearsing.notices)
        if refused and self._rehearsing.stand is not None and self._rehearsing.stand.lost is None:
            self._say_notices()
        else:
            self.show()

    def show(self) -> None:
        """Print where the rehearsal stands, with what was just said, what is open and what is wrong."""
        rehearsing = self._rehearsing
        rehearsing.take_note(rehearsing.doubt())
        stand, book = rehearsing.stand, rehearsing.book
        if stand is not None and book is not None:
            self._print(f"--- {place_words(stand, self._phrases)}")
            for line in lines_shown(stand.turns[-1]):
                self._print(self._wrap(said_line(book, line, self._phrases)))
            choices = [
                self._phrases.say("plain.choice", number=number, label=offer.label, ident=offer.ident)
                for number, offer in enumerate(stand.state.offers, 1)
            ]
            if choices:
                self._print("\n".join(map(self._wrap, choices)))
            elif stand.state.flight is None:
                self._print(self._phrases.say("rehearse.over"))
            self._print(f"({measure_words(stand.turns[-1], self._phrases)[0]})")
        self._parts(PRESSING)
        self._say_notices()

    def _ask(self) -> None:
        self._out.write("> ")
        self._out.flush()

    def _parts(self, names: frozenset[str]) -> None:
        rehearsing = self._rehearsing
        stand, book = rehearsing.stand, rehearsing.book
        for part in read_parts(stand, book, rehearsing.problems, rehearsing.typed, self._phrases):
            if part.name in names:
                rows = (self._wrap(f"  {row}", hanging="    ") for row in part.rows)
                self._print("\n".join((part.head, *rows)))

    def _say_notices(self) -> None:
        for notice in self._rehearsing.notices:
            said = self._phrases.say(notice.phrase, **notice.values)
            self._print(self._wrap(f"? {said}" if notice.refused else said))

    def _facts(self, typed: str) -> None:
        if typed:
            self._rehearsing.set_facts(typed)
        else:
            self._parts(frozenset({"set", "facts"}))

    def _help(self, _: str) -> None:
        self._print(self._wrap(self._phrases.say("rehearse.orders")))

    def _wrap(self, text: str, hanging: str = "") -> str:
        return textwrap.fill(text, self._width, subsequent_indent=hanging) if self._width else text

    def _print(self, text: str) -> None:
        self._out.write(f"{text}\n\n")


def _pass_on(typed: TextIO, lines: Queue[str | None]) -> None:
    for line in typed:
        lines.put(line)
    lines.put(None)
