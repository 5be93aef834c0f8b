"""The subcommands of ``offscript story``: check, walk, stats, map.

Law: exit 0 when the story is well, 1 when a check failed. ``--json`` prints one object and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from statistics import median_low
from typing import TYPE_CHECKING, cast

from game.mission.map import mermaid, outline
from game.mission.phases import FREE, PHASES, TRANSITIONS
from game.narrative.checks import check_story
from game.narrative.declarations import scan_declarations
from game.readout.phrasebook import Phrasebook
from game.storage.library import open_book, phrases, story_files
from game.workshop.check_report import closing_lines, report_row
from game.workshop.counts import count_story, percentile
from game.workshop.fact_use import program_use
from game.workshop.phrase_use import phrase_ids_used
from game.workshop.reading import (
    EVERYTHING,
    GOAL,
    LEAST_USED,
    RANDOM,
    as_page,
    play,
    read_facts,
    read_reels,
    words_of,
)
from game.workshop.wander import Policy, wander

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.shelf import Book

WELL = 0
FAILED = 1
MISUSED = 2
_WALK_RUNS = 100
_STATS_RUNS = 300
_FIRST_SEED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give ``offscript story`` its subcommands."""
    tools = parser.add_subparsers(dest="tool", required=True, metavar="TOOL")

    check = tools.add_parser("check", help="find every mistake in the story files")
    check.set_defaults(run_tool=_check)

    walk = tools.add_parser("walk", help="play whole games and count where they lead")
    walk.add_argument("--runs", type=_at_least_one, default=_WALK_RUNS, metavar="N", help="how many games")
    policies = [policy.value for policy in Policy]
    walk.add_argument("--policy", choices=policies, default=Policy.RANDOM.value, help="how choices are made")
    walk.set_defaults(run_tool=_walk)

    stats = tools.add_parser("stats", help="count words, scenes, choices, and the words between choices")
    stats.add_argument(
        "--runs", type=_at_least_one, default=_STATS_RUNS, metavar="N", help="games to measure over"
    )
    stats.set_defaults(run_tool=_stats)

    read = tools.add_parser("read", help="print a whole run as prose, to be read aloud")
    read.add_argument("reels", metavar="REELS", help="a reel (0 is the cold open), several (1-2), or all")
    read.add_argument("--branch", type=_at_least_one, default=_FIRST_SEED, metavar="SEED", help="which run")
    read.add_argument(
        "--policy",
        default=RANDOM,
        metavar="POLICY",
        help=f"{RANDOM}, {LEAST_USED}, {GOAL}WISH (a fact, -fact, fact=value, or an ending)",
    )
    read.add_argument("--facts", default="", metavar="A=B,C=D", help="what is set at the beginning")
    read.add_argument("--html", action="store_true", help="one page for the browser instead of Markdown")
    read.add_argument("--no-choices", action="store_true", help="leave out what was not taken")
    read.set_defaults(run_tool=_read)

    plan = tools.add_parser("map", help="print the mission's map")
    plan.add_argument("--text", action="store_true", help="a plain list instead of mermaid")
    plan.set_defaults(run_tool=_map)

    for tool in (walk, stats):
        # SUPPRESS: a --seed that stood before the subcommand keeps its value
        tool.add_argument(
            "--seed", type=int, default=argparse.SUPPRESS, metavar="N", help="the first game's seed"
        )
    for tool in (check, walk, stats, plan):
        tool.add_argument("--json", action="store_true", help="print one JSON object")


def run(namespace: argparse.Namespace) -> int:
    """Run the subcommand that was asked for, and return the exit code."""
    return int(namespace.run_tool(namespace))


def _check(namespace: argparse.Namespace) -> int:
    files = story_files()
    declared = scan_declarations({name: data.decode(errors="ignore") for name, data in files.items()})[0]
    report = check_story(files, PHASES, TRANSITIONS, phrase_ids_used(), program_use(declared.facts))
    if namespace.json:
        _print_json(report_row(report))
    else:
        for kind, findings in (("error", report.errors), ("warning", report.warnings)):
            for finding in findings:
                print(f"{finding.file}:{finding.line}: {kind}: {finding.message}")
        for line in closing_lines(report):
            print(line)
        print(f"{len(report.errors)} errors, {len(report.warnings)} warnings in {len(files)} files")
    return FAILED if report.errors else WELL


def _walk(namespace: argparse.Namespace) -> int:
    book = open_book()
    seen = wander(book, namespace.runs, _seed(namespace), Policy(namespace.policy))
    beats, choices = _totals(book)
    words = seen.words_per_run or [0]
    row = {
        "runs": seen.runs,
        "endings": dict(sorted(seen.endings.items())),
        "dead_ends": seen.dead_ends.total(),
        "errors": seen.errors,
        "beats_reached": len(seen.beats_read),
        "beats_total": len(beats),
        "choices_taken": len(seen.choices_taken),
        "choices_total": len(choices),
        "words_per_run": {"median": median_low(words), "min": min(words), "max": max(words)},
        "dead_end_places": dict(sorted(seen.dead_ends.items())),
        "beats_missed": sorted(beats - {str(place) for place in seen.beats_read}),
        "choices_missed": sorted(choices - seen.choices_taken.keys()),
    }
    if namespace.json:
        _print_json(row)
    else:
        _print_row(row)
    return FAILED if seen.errors or seen.dead_ends else WELL


def _print_row(row: Mapping[str, object]) -> None:
    for name, value in row.items():
        match value:
            case dict():
                print(f"{name}:")
                for key, inner in cast("dict[str, int]", value).items():
                    print(f"  {inner:>7}  {key}")
            case list():
                listed = cast("list[str]", value)
                print(f"{name}: {len(listed)}")
                for entry in listed:
                    print(f"  {entry}")
            case _:
                print(f"{name}: {value}")


def _stats(namespace: argparse.Namespace) -> int:
    book = open_book()
    counts = count_story(book, story_files())
    seen = wander(book, namespace.runs, _seed(namespace), Policy.LEAST_USED)
    between = list(seen.words_between.values())
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
        "words_between_choices": {
            "median": percentile(between, 50),
            "p95": percentile(between, 95),
            "max": max(between, default=0),
        },
    }
    if namespace.json:
        _print_json(row)
    else:
        _print_row(row)
    return FAILED if seen.errors else WELL


def _read(namespace: argparse.Namespace) -> int:
    book = open_book()
    try:
        reels = read_reels(namespace.reels)
        facts = read_facts(namespace.facts, book)
        if namespace.policy not in (RANDOM, LEAST_USED) and not namespace.policy.startswith(GOAL):
            raise ValueError(f"no policy is called {namespace.policy!r}; see story read --help")
        seen = play(book, reels, namespace.branch, namespace.policy, facts)
    except ValueError as error:
        print(f"story read: {error}", file=sys.stderr)
        return MISUSED
    asked = "the whole film" if namespace.reels == EVERYTHING else f"reel {namespace.reels}"
    told = [f"Branch {namespace.branch}, {namespace.policy}"]
    told += [f"Set at the start: {namespace.facts}"] if namespace.facts else []
    told.append(f"{words_of(seen):,} words, {len(seen.frames) - 1} choices")
    if namespace.no_choices:
        seen = replace(seen, frames=tuple(replace(frame, others=()) for frame in seen.frames))
    form = "html" if namespace.html else "markdown"
    print(as_page(seen, book, Phrasebook(phrases()), f"Off Script, {asked}", told, form), end="")
    if seen.broken:
        print(f"story read: {seen.broken}", file=sys.stderr)
    return FAILED if seen.broken else WELL


def _map(namespace: argparse.Namespace) -> int:
    if namespace.json:
        _print_json(
            {
                "phases": [{"name": phase.name, "scene": phase.scene} for phase in PHASES.values()],
                "transitions": [
                    {
                        "source": row.source,
                        "trigger": row.trigger,
                        "target": row.target,
                        "guard": row.guard.name if row.guard is not None else "",
                    }
                    for row in TRANSITIONS
                ],
            }
        )
    else:
        print(outline() if namespace.text else mermaid(), end="")
    return WELL


def _totals(book: Book) -> tuple[set[str], set[str]]:
    """Return every beat and every choice of the film, as ``scene/id``; a flight outside it is none."""
    outside = PHASES[FREE].scene
    scenes = [book.scene(ident) for ident in book.scene_ids if ident != outside]
    beats = {f"{scene.ident}/{beat}" for scene in scenes for beat in scene.beats}
    choices = {
        f"{scene.ident}/{choice.ident}"
        for scene in scenes
        for beat in scene.beats.values()
        for choice in beat.choices
    }
    return beats, choices


def _seed(namespace: argparse.Namespace) -> int:
    seed = getattr(namespace, "seed", None)
    return _FIRST_SEED if seed is None else int(seed)


def _print_json(row: object) -> None:
    print(json.dumps(row, ensure_ascii=False))


def _at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, got {text!r}")
    return int(text)
