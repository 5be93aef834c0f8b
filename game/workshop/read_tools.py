"""The subcommand of ``offscript story`` that prints a game as prose: read.

Law: exit 0 when the game came to its end, 1 when it broke or stopped, 2 when it was asked wrongly.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from game.narrative.set_facts import typed_facts
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases
from game.workshop.players import Policy
from game.workshop.reading import as_page, play, words_of
from game.workshop.walk import ALL_REELS, Walk, read_reels
from game.workshop.walk_tools import FAILED, MISUSED, WELL, add_player, at_least_one

if TYPE_CHECKING:
    import argparse

    from game.workshop.walk_tools import Tools


def add_read(tools: Tools) -> None:
    """Add the subcommand."""
    read = tools.add_parser("read", help="print a whole run as prose, to be read aloud")
    read.add_argument("reels", metavar="REELS", help="a reel (0 is the cold open), several (1-2), or all")
    read.add_argument(
        "--branch", type=at_least_one, default=1, metavar="SEED", help="which game of a walk from seed 1"
    )
    add_player(read)
    read.add_argument("--facts", default="", metavar="A=B,C=D", help="what is set at the beginning")
    read.add_argument("--html", action="store_true", help="one page for the browser instead of Markdown")
    read.add_argument("--no-choices", action="store_true", help="leave out what was not taken")
    read.set_defaults(run_tool=_read)


def _read(namespace: argparse.Namespace) -> int:
    book = open_book()
    try:
        reels = read_reels(namespace.reels)
        facts = typed_facts(namespace.facts, book.declarations)
        walk = Walk(namespace.branch, 1, Policy(namespace.policy), reels, namespace.goal)
        walk.check(book)
    except ValueError as error:
        print(f"story read: {error}", file=sys.stderr)
        return MISUSED
    run = play(book, walk, facts)
    asked = "the whole film" if reels == ALL_REELS else f"reel {namespace.reels}"
    told = [f"Branch {namespace.branch}, {namespace.policy}" + (f": {run.wanted}" if run.wanted else "")]
    told += [f"Set at the start: {namespace.facts}"] if namespace.facts else []
    told.append(f"{words_of(run):,} words, {len(run.frames) - 1} choices")
    if namespace.no_choices:
        run = replace(run, frames=tuple(replace(frame, others=()) for frame in run.frames))
    form = "html" if namespace.html else "markdown"
    print(as_page(run, book, Phrasebook(phrases()), f"Off Script, {asked}", told, form), end="")
    if run.broken:
        print(f"story read: {run.broken}", file=sys.stderr)
    return FAILED if run.broken else WELL
