"""How the report of ``offscript story check`` is printed: as one JSON object, and as closing lines.

Law: ``errors`` and ``warnings`` are lists of file, line and message; fields are added, never renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.narrative.findings import Finding, Report


def report_row(report: Report) -> dict[str, object]:
    """Return the report as a JSON object's fields."""
    return {
        "errors": [_finding(finding) for finding in report.errors],
        "warnings": [_finding(finding) for finding in report.warnings],
        "promises": [
            {"fact": promise.fact, "reels": list(promise.reels), "reading": promise.reading}
            for promise in report.promises
        ],
        "choice_lists": {
            str(reel): {"lists": lists, "fake": fake} for reel, (lists, fake) in report.lists.items()
        },
        "told_feelings": {
            str(reel): {"words": words, "told": told} for reel, (words, told) in report.told.items()
        },
        "unlisted_words": list(report.unlisted),
    }


def closing_lines(report: Report) -> list[str]:
    """Return what is said below the findings: the counts that are no finding."""
    lines: list[str] = []
    every = sum(lists for lists, _ in report.lists.values())
    fake = sum(fakes for _, fakes in report.lists.values())
    if every:
        by_reel = ", ".join(f"reel {reel} {fakes}/{lists}" for reel, (lists, fakes) in report.lists.items())
        share = _percent(fake, every)
        lines.append(f"choices that change nothing: {fake} of {every} lists, {share} ({by_reel})")
    if report.promises:
        names = ", ".join(promise.fact for promise in report.promises)
        lines.append(f"open promises to later reels: {len(report.promises)} ({names})")
    return lines


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def _finding(finding: Finding) -> dict[str, str | int]:
    return {"file": finding.file, "line": finding.line, "message": finding.message}
