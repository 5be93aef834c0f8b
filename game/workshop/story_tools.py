"""The subcommands of ``offscript story``: check, words, walk, stats, sheet, read, preview, map.

Law: exit 0 when the story is well, 1 when a check failed. ``--json`` prints one object and nothing else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from game.mission.map import mermaid, outline
from game.mission.phases import PHASES, TRANSITIONS
from game.narrative.checks import check_story
from game.narrative.declarations import scan_declarations
from game.narrative.header import LAST_REEL
from game.storage.library import open_book, story_files
from game.workshop import preview as preview_lines
from game.workshop import story_words
from game.workshop.check_report import closing_lines, report_row
from game.workshop.fact_use import program_use
from game.workshop.phrase_use import phrase_ids_used
from game.workshop.read_tools import add_read
from game.workshop.reel_map import reel_mermaid, reel_row, reel_text
from game.workshop.walk_tools import FAILED, WELL, add_walk

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give ``offscript story`` its subcommands."""
    tools = parser.add_subparsers(dest="tool", required=True, metavar="TOOL")

    check = tools.add_parser("check", help="find every mistake in the story files")
    check.set_defaults(run_tool=_check)

    words = tools.add_parser("words", help="list the words that the story's word list does not have")
    story_words.add_arguments(words)
    words.set_defaults(run_tool=story_words.run)

    add_walk(tools)
    add_read(tools)

    preview = tools.add_parser("preview", help="play a scene while it is written; saving the file redraws it")
    preview_lines.add_arguments(preview)

    plan = tools.add_parser("map", help="print the mission's map, or a reel's")
    plan.add_argument(
        "--reel", type=int, choices=range(LAST_REEL + 1), metavar="N", help="its beats and choices"
    )
    plan.add_argument("--text", action="store_true", help="a plain list instead of mermaid")
    plan.set_defaults(run_tool=_map)

    for tool in (check, words, plan):
        tool.add_argument("--json", action="store_true", help="print one JSON object")


def run(namespace: argparse.Namespace) -> int:
    """Run the subcommand that was asked for, and return the exit code."""
    return int(namespace.run_tool(namespace))


def _check(namespace: argparse.Namespace) -> int:
    files = story_files()
    declared = scan_declarations({name: data.decode(errors="ignore") for name, data in files.items()})[0]
    known = {**files, **story_words.kept_list()}
    report = check_story(known, PHASES, TRANSITIONS, phrase_ids_used(), program_use(declared.facts))
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


def _map(namespace: argparse.Namespace) -> int:
    if namespace.reel is not None:
        book = open_book()
        if namespace.json:
            _print_json(reel_row(book, namespace.reel))
        else:
            draw_reel = reel_text if namespace.text else reel_mermaid
            print(draw_reel(book, namespace.reel), end="")
        return WELL
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


def _print_json(row: object) -> None:
    print(json.dumps(row, ensure_ascii=False))
