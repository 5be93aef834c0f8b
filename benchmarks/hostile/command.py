"""``python -m benchmarks hostile``: all of it, or some, counted.

Prints how far it is, at the end a table, and ends with 1 if anything was lost or anything crashed.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.hostile.corrupt import corrupt, corrupt_prints, corrupt_profiles
from benchmarks.hostile.hardships import hardships
from benchmarks.hostile.imports import imports
from benchmarks.hostile.kill import kill_in_plain, kill_in_play
from benchmarks.hostile.kill_files import kill_among_files
from benchmarks.hostile.player import warm_up
from benchmarks.hostile.tally import Tally, spread
from benchmarks.pages import write_between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"
MARK: Final = "counted"

_NOTE_EVERY_S: Final = 15.0


@dataclass(frozen=True)
class Work:
    """Many attempts of one kind.

    Attributes:
        kind: what it is called on the command line.
        runs: how many in full.
        act: does its share of them.
        batch: how many of them it does as one.
    """

    kind: str
    runs: int
    act: Callable[[range, Callable[[Tally], None], int], None]
    batch: int = 1


def _kill_at_writes(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    kill_in_play(runs, hear, seed, boundaries=True)


def _machine(runs: range, hear: Callable[[Tally], None], seed: int) -> None:
    # Needs hypothesis, which nothing else here does.
    from benchmarks.hostile.machine_runs import run_machine

    run_machine(runs, hear, seed)


WORK: Final[Sequence[Work]] = (
    Work("kill", 600, kill_in_play),
    Work("kill", 100, _kill_at_writes),
    Work("kill", 150, kill_in_plain),
    Work("kill", 150, kill_among_files),
    Work("corrupt", 10_000, corrupt),
    Work("corrupt", 1_000, corrupt_prints),
    Work("corrupt", 1_000, corrupt_profiles),
    Work("full", 900, hardships),
    Work("import", 500, imports),
    Work("machine", 600, _machine, 10),
)
"""Everything, with its full counts."""


def main(argv: Sequence[str]) -> int:
    """Do what was asked, print it, and return 1 if anything was lost or crashed."""
    parser = argparse.ArgumentParser(prog="benchmarks hostile", description=__doc__, allow_abbrev=False)
    parser.add_argument("--only", choices=sorted({work.kind for work in WORK}), help="this kind and no other")
    parser.add_argument("--runs", type=int, help="so many attempts of each kind instead of the full counts")
    parser.add_argument("--seed", type=int, default=1, help="of everything (1)")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once (2)")
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    asked = parser.parse_args(argv)
    began = time.monotonic()
    warm_up()
    tallies: dict[str, Tally] = {}
    for work in WORK:
        if asked.only in {None, work.kind}:
            runs = work.runs if asked.runs is None else asked.runs
            _do(work, runs, asked.seed, asked.jobs, tallies)
    minutes = (time.monotonic() - began) / 60
    lines = table_of(tallies, f"python -m benchmarks hostile {' '.join(argv)}".strip(), asked.seed, minutes)
    print("\n".join(lines))
    for tally in tallies.values():
        for failure in tally.failures:
            print(failure, file=sys.stderr)
    if asked.write:
        write_between(PAGE, MARK, lines)
    return 0 if all(tally.sound for tally in tallies.values()) else 1


def _do(work: Work, runs: int, seed: int, jobs: int, tallies: dict[str, Tally]) -> None:
    began = noted = time.monotonic()
    done = 0

    def hear(tally: Tally) -> None:
        nonlocal done, noted
        tallies.setdefault(tally.name, Tally(tally.name)).add(tally)
        done += tally.runs
        now = time.monotonic()
        if not tally.sound or now - noted > _NOTE_EVERY_S:
            noted = now
            failed = sum(each.lost + each.crashes for each in tallies.values())
            note = f"{work.kind}: {done} of {runs}, {now - began:.0f} s, {failed} failed in all"
            print(note, file=sys.stderr, flush=True)
        for failure in tally.failures:
            print(failure[:600], file=sys.stderr, flush=True)

    spread(max(1, runs // work.batch), jobs, lambda share, tell: work.act(share, tell, seed), hear)
    print(f"{work.kind}: {done} in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def table_of(tallies: Mapping[str, Tally], command: str, seed: int, minutes: float) -> list[str]:
    """Return the table and what came of each kind, a line each."""
    lines = [
        f"`{command}`, seed {seed}, {minutes:.0f} minutes; {platform.system()}, "
        f"CPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}:",
        "",
        "| what was done | times | lost or wrong | crashes |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {tally.name} | {tally.runs:,} | {tally.lost} | {tally.crashes} |" for tally in tallies.values()
    ]
    runs = sum(tally.runs for tally in tallies.values())
    lost, crashes = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("lost", "crashes"))
    lines += [f"| **all** | **{runs:,}** | **{lost}** | **{crashes}** |", "", "What came of it:", ""]
    for tally in tallies.values():
        counts = ", ".join(f"{name} {times:,}" for name, times in sorted(tally.counts.items()))
        if counts:
            lines.append(f"- **{tally.name}**: {counts}.")
    return lines
