"""The subcommands of ``offscript story`` that play the story: walk, stats, sheet.

Law: exit 0 when the story is well, 1 when a game broke or stopped, 2 when it was asked wrongly. ``--json``
prints one object and nothing else; its contract's fields stand first and keep their names.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from game.storage.library import VARIABLE, open_book, story_files
from game.workshop.counts import count_story, percentile, prose_counts
from game.workshop.players import Policy
from game.workshop.row_print import print_row
from game.workshop.script_index import ScriptIndex
from game.workshop.sheet import SHEET, Made, sheet
from game.workshop.walk import ALL_REELS, Walk, read_reels
from game.workshop.walk_report import (
    between,
    everybody_takes,
    fakes,
    lines_of_walk,
    longest_waits,
    recalls,
    scenes_shared,
    walk_row,
)
from game.workshop.wander import wander_together

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.workshop.seen import Wander

WELL, FAILED, MISUSED = 0, 1, 2
_WALK_RUNS = 100
_STATS_RUNS = 300
_SHEET_RUNS = 2_000
_FIRST_SEED = 1
_LONG = 150
"""Words between two choices; few paths have more."""
_MOST_JOBS = 64


class Tools(Protocol):
    """What subcommands are added to."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002  argparse's own
        """Add one."""
        ...


def add_walk(tools: Tools) -> None:
    """Add the subcommands that play."""
    walk = tools.add_parser("walk", help="play whole games and count where they lead")
    walk.add_argument("--runs", type=at_least_one, default=_WALK_RUNS, metavar="N", help="how many games")
    add_player(walk)
    walk.add_argument("--overlap", action="store_true", help="only what two games have in common")
    walk.add_argument("--lines", metavar="FILE", help="write how often each line was shown (.csv or .jsonl)")
    walk.set_defaults(run_tool=_of_one_story(_walk))

    stats = tools.add_parser("stats", help="count words, scenes, choices, and the words between choices")
    stats.add_argument(
        "--runs", type=at_least_one, default=_STATS_RUNS, metavar="N", help="games to measure over"
    )
    stats.set_defaults(run_tool=_of_one_story(_stats))

    paper = tools.add_parser("sheet", help="the quality sheet: every measure, reel by reel")
    paper.add_argument(
        "--runs", type=at_least_one, default=_SHEET_RUNS, metavar="N", help="games of each policy"
    )
    paper.add_argument("--write", action="store_true", help=f"write it to {SHEET}")
    paper.set_defaults(run_tool=_of_one_story(_sheet))

    for tool in (walk, paper):
        tool.add_argument("--reels", type=_reels, default=ALL_REELS, metavar="A-B", help="only these, as 0-2")
    for tool in (walk, stats, paper):
        # SUPPRESS: a --seed that stood before the subcommand keeps its value
        tool.add_argument(
            "--seed", type=int, default=argparse.SUPPRESS, metavar="N", help="the first game's seed"
        )
        tool.add_argument(
            "--jobs", type=at_least_one, default=1, metavar="N", help="how many processes share the games"
        )
    for tool in (walk, stats):
        tool.add_argument("--json", action="store_true", help="print one JSON object")


def add_player(tool: argparse.ArgumentParser) -> None:
    """Give a subcommand the options that say who plays."""
    policies = [policy.value for policy in Policy]
    tool.add_argument("--policy", choices=policies, default=Policy.RANDOM.value, help="how choices are made")
    tool.add_argument("--goal", default="", metavar="NAME", help="what every goal-seeker wants, else drawn")


def at_least_one(text: str) -> int:
    """Read a whole number from 1."""
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, got {text!r}")
    return int(text)


def _of_one_story(tool: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a tool that plays the story as it is now, whatever is written into its files meanwhile."""

    def run(namespace: argparse.Namespace) -> int:
        before = os.environ.get(VARIABLE)
        with TemporaryDirectory() as folder:
            for name, data in story_files().items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            # processes of its own find it there too
            os.environ[VARIABLE] = folder
            try:
                return tool(namespace)
            finally:
                if before is None:
                    del os.environ[VARIABLE]
                else:
                    os.environ[VARIABLE] = before

    return run


def _walk(namespace: argparse.Namespace) -> int:
    walk = Walk(namespace.runs, _seed(namespace), Policy(namespace.policy), namespace.reels, namespace.goal)
    book = open_book()
    try:
        walk.check(book)
    except ValueError as error:
        print(f"story walk: {error}", file=sys.stderr)
        return MISUSED
    index = ScriptIndex(book, walk.reels)
    seen = wander_together(walk, min(namespace.jobs, _MOST_JOBS))
    row = walk_row(seen, index, walk)
    if namespace.overlap:
        row = {
            "runs": seen.runs,
            "pairs": seen.runs // 2,
            "shared_by_two_games": row["shared_by_two_games"],
            "scenes": scenes_shared(seen),
        }
    if namespace.lines:
        text = lines_of_walk(seen, index, as_json=namespace.lines.endswith(".jsonl"))
        Path(namespace.lines).write_text(text, encoding="utf-8")
    if namespace.json:
        print(json.dumps(row, ensure_ascii=False))
    else:
        print_row(row)
    return _verdict(seen)


def _stats(namespace: argparse.Namespace) -> int:
    book, files = open_book(), story_files()
    counts = count_story(book, files)
    prose = prose_counts(book, files)
    jobs = min(namespace.jobs, _MOST_JOBS)

    def walked(policy: Policy) -> Wander:
        walk = Walk(namespace.runs, _seed(namespace), policy)
        return wander_together(walk, jobs)

    seen, sought = walked(Policy.LEAST_USED), walked(Policy.GOAL)
    index = ScriptIndex(book)
    options = [n for n, times in sought.options.items() for _ in range(times)]
    numbered = [number for number in range(len(index.paragraphs)) if index.counts(number)]
    reached = {number for number in numbered if seen.lines_shown[number] or sought.lines_shown[number]}
    row = {
        "words": sum(counts.words_by_reel.values()),
        "words_by_reel": {str(reel): words for reel, words in counts.words_by_reel.items()},
        "scenes": counts.scenes,
        "beats": counts.beats,
        "choices": counts.choices,
        "endings": counts.endings,
        "archive_cards": counts.archive_cards,
        "archive_words": counts.archive_words,
        "callouts": sum(len(book.callouts_of(kind).lines) for kind in ("docking", "station")),
        "words_between_choices": between(seen),
        "over_150_words_percent": _over(list(seen.words_between.values()), _LONG),
        "options_per_choice_median": percentile(options, 50),
        "fake_choices": fakes(seen, index),
        "recalls": recalls(sought, index),
        "one_option_over_80_percent": everybody_takes(sought, index, 80),
        "facts_never_read": list(index.facts_never_read),
        "dead_ends": seen.dead_ends.total() + sought.dead_ends.total(),
        "paragraphs": len(numbered),
        "paragraphs_not_reached": len(numbered) - len(reached),
        "repeated_five_words_per_run": percentile(sought.repeats_per_run, 50),
        "told_emotions_per_1000_words": prose.told_per_thousand,
        "stock_phrases": list(prose.stock_phrases),
        "longest_waits": longest_waits(seen, index),
    }
    if namespace.json:
        print(json.dumps(row, ensure_ascii=False))
    else:
        print_row(row)
    return max(_verdict(seen), _verdict(sought))


def _sheet(namespace: argparse.Namespace) -> int:
    made = Made(namespace.runs, _seed(namespace), namespace.reels)
    book, files = open_book(), story_files()
    # a scene that cannot be read is told before the games are played
    count_story(book, files)
    text = sheet(book, files, made, min(namespace.jobs, _MOST_JOBS))
    if namespace.write:
        page = Path(SHEET)
        if not page.parent.is_dir():
            print(f"story sheet: {page.parent} is not here; run it where the project lies", file=sys.stderr)
            return MISUSED
        page.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return WELL


def _verdict(seen: Wander) -> int:
    return FAILED if seen.broken or seen.dead_ends else WELL


def _over(sizes: list[int], most: int) -> float:
    return round(100 * sum(1 for size in sizes if size > most) / len(sizes), 1) if sizes else 0.0


def _reels(text: str) -> tuple[int, int]:
    try:
        return read_reels(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _seed(namespace: argparse.Namespace) -> int:
    seed = getattr(namespace, "seed", None)
    return _FIRST_SEED if seed is None else int(seed)
