"""``offscript flight verify FILE...``: reference cases against the flight core.

Law: prints and returns an exit code; computes nothing. 0 when every case is within tolerance, 1 when one is
beyond, 3 when a file cannot be read as a case, with one line on stderr that names the file and what is wrong.
"""

from __future__ import annotations

import json
import sys
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from game.flight.verification import CaseRefused, Verdict, verify

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

OK, BEYOND, UNREADABLE = 0, 1, 3

_HEADING = ("case", "quantity", "largest error", "tolerance", "unit", "verdict")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a reference case (JSON)")
    parser.add_argument("--json", action="store_true", help="one JSON object per quantity")


def run(arguments: argparse.Namespace) -> int:
    """Verify the files, print a row per quantity, return the exit code."""
    files: list[str] = arguments.files
    verdicts: list[tuple[str, Verdict]] = []
    unreadable = False
    for name in files:
        try:
            verdicts.append((name, verify(_parsed(name))))
        except CaseRefused as problem:
            unreadable = True
            line = _plain(" ".join(str(problem).split()))
            print(f"offscript flight verify: {name}: {line}", file=sys.stderr)
    print_rows = _print_json if arguments.json else _print_table
    if verdicts:
        print_rows(verdicts)
    if unreadable:
        return UNREADABLE
    return OK if all(verdict.passed for _, verdict in verdicts) else BEYOND


def _parsed(name: str) -> object:
    """Return the parsed file; raises `CaseRefused` with what is wrong."""
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        raise CaseRefused(f"cannot be read: {reason or problem}") from problem
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise CaseRefused(f"is not JSON: {problem}") from problem
    return parsed


def _print_json(verdicts: Sequence[tuple[str, Verdict]]) -> None:
    for name, verdict in verdicts:
        for check in verdict.checks:
            row: dict[str, object] = {
                "file": name,
                "case": verdict.case,
                "quantity": check.quantity,
                # A bare Infinity is no JSON.
                "largest_error": check.largest_error if isfinite(check.largest_error) else None,
                "tolerance": check.tolerance,
                "unit": check.unit,
                "verdict": "ok" if check.passed else "beyond",
                "step_s": verdict.step_s,
                "not_judged": list(verdict.not_judged),
            }
            print(json.dumps(row))


def _print_table(verdicts: Sequence[tuple[str, Verdict]]) -> None:
    rows: list[tuple[str, ...]] = [_HEADING]
    for _, verdict in verdicts:
        for check in verdict.checks:
            said = "ok" if check.passed else "BEYOND"
            error, limit = f"{check.largest_error:.2e}", f"{check.tolerance:.1e}"
            rows.append((_plain(verdict.case), check.quantity, error, limit, check.unit, said))
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADING))]
    for row in rows:
        cells = [
            cell.rjust(widths[i]) if i in (2, 3) else cell.ljust(widths[i]) for i, cell in enumerate(row)
        ]
        print("  ".join(cells).rstrip())
    for _, verdict in verdicts:
        if verdict.not_judged:
            print(_plain(f"{verdict.case}: not judged: {', '.join(verdict.not_judged)}"))


def _plain(text: str) -> str:
    """Return a name from a file in one line that does nothing to the terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)
