"""``python -m benchmarks.pilots [--runs N] [--jobs N] [--write]``: the table of pilots and difficulties.

Law: the flights are those of ``offscript fly``; the table only counts. With ``--write`` it is put between the
two marks of ``docs/balance.md``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from game.workshop.fly import flown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.workshop.fly import Line

ROWS = (
    ("trained", "flown"),
    ("trained", "assisted"),
    ("trained", "bare"),
    ("novice", "flown"),
    ("novice", "assisted"),
    ("clumsy", "flown"),
    ("nothing", "flown"),
)
"""Pilot and difficulty of each row."""

HEADINGS = (
    "pilot",
    "difficulty",
    "first try",
    "by the second",
    "in the end",
    "strikes",
    "first flight s",
    "all flights s",
    "propellant left kg",
    "miss cm",
    "closing cm/s",
    "in the dark",
)

_PAGE = Path(__file__).parent.parent / "docs" / "balance.md"
_OPEN, _CLOSE = "<!-- table -->", "<!-- /table -->"


def main(argv: Sequence[str] | None = None) -> int:
    """Fly, print the table, and write it if asked."""
    parser = argparse.ArgumentParser(prog="benchmarks.pilots", description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=1000, metavar="N", help="flights a row")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the first flight of each row")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that share them")
    parser.add_argument("--only", default="", metavar="PILOT", help="one pilot's rows")
    parser.add_argument("--write", action="store_true", help="put the table into docs/balance.md")
    asked = parser.parse_args(argv)
    if asked.write and asked.only:
        parser.error("--write needs every row")
    table = [_joined(HEADINGS), _joined(["---"] * len(HEADINGS))]
    print("\n".join(table))
    for pilot, difficulty in ROWS:
        if asked.only in ("", pilot):
            wishes = [(pilot, seed, difficulty) for seed in range(asked.seed, asked.seed + asked.runs)]
            table.append(_joined(cells(pilot, difficulty, list(flown(wishes, asked.jobs)))))
            print(table[-1], flush=True)
    if asked.write:
        command = (
            f"python -m benchmarks.pilots --runs {asked.runs} --seed {asked.seed} --jobs {asked.jobs} --write"
        )
        before, rest = _PAGE.read_text(encoding="utf-8").split(_OPEN)
        after = rest.split(_CLOSE)[1]
        made = f"{_OPEN}\n`{command}`, {asked.runs} flights a row:\n\n" + "\n".join(table) + f"\n{_CLOSE}"
        _PAGE.write_text(before + made + after, encoding="utf-8")
    return 0


def cells(pilot: str, difficulty: str, lines: list[Line]) -> list[str]:
    """Return one row of the table.

    Miss, closing speed and seconds are medians: the first two over the captures, the seconds over the first
    approaches that were captured and over every flight.
    """
    docked = [line for line in lines if line["success"]]
    first = [line for line in docked if line["first_try"]]
    second = [line for line in docked if cast("int", line["attempts"]) <= 2]
    touches = [cast("dict[str, float]", line["contact"]) for line in docked]
    return [
        pilot,
        difficulty,
        _share(len(first), len(lines)),
        _share(len(second), len(lines)),
        _share(len(docked), len(lines)),
        _share(sum(1 for line in lines if line["outcome"] == "strike"), len(lines)),
        _middle([cast("float", line["seconds"]) for line in first], 1.0),
        _middle([cast("float", line["seconds"]) for line in lines], 1.0),
        _middle([cast("float", line["propellant_kg"]) for line in lines], 1.0),
        _middle([touch["lateral_m"] for touch in touches], 100.0, ".1f"),
        _middle([touch["closing_m_s"] for touch in touches], 100.0, ".1f"),
        _share(sum(1 for line in docked if line["in_shadow"]), len(docked)),
    ]


def _share(part: int, whole: int) -> str:
    return f"{100.0 * part / whole:.1f} %" if whole else "-"


def _middle(numbers: list[float], times: float, shown: str = ".0f") -> str:
    return format(median(numbers) * times, shown) if numbers else "-"


def _joined(parts: Sequence[str]) -> str:
    return f"| {' | '.join(parts)} |"


if __name__ == "__main__":
    sys.exit(main())
