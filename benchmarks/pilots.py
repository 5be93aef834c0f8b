"""``python -m benchmarks.pilots [docking|station] [--runs N] [--jobs N] [--write]``: the tables of pilots.

Law: the flights are those of ``offscript fly``; the tables only count. With ``--write`` each is put between
its two marks of ``docs/balance.md``.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from game.workshop.fly import Wish, flown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.workshop.flown_lines import Line

ROWS = (
    ("trained", "flown"),
    ("trained", "assisted"),
    ("trained", "bare"),
    ("novice", "flown"),
    ("novice", "assisted"),
    ("clumsy", "flown"),
    ("nothing", "flown"),
)
"""Pilot and difficulty of each row of the docking."""

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

STATION_ROWS = (
    ("trained", "flown"),
    ("trained", "assisted"),
    ("trained", "bare"),
    ("novice", "flown"),
    ("wrong-order", "flown"),
    ("nothing", "flown"),
)
"""Pilot and difficulty of each row of the station."""

STATION_HEADINGS = (
    "pilot",
    "difficulty",
    "held",
    "regained",
    "long night",
    "to the ships",
    "peak deg",
    "peak 10-90 %",
    "in band",
    "without control min",
    "10-90 % min",
    "ship kg left",
    "station kg used",
    "no voice s",
    "charge %",
    "troubles",
)

_BANDS: dict[str, tuple[float, float, float, float]] = {
    "trained": (0.0, 25.0, 0.0, 14.0),
    "novice": (30.0, 65.0, 0.0, 90.0),
    "nothing": (52.0, 62.0, 25.0, 32.0),
}
"""Least and most peak [deg], least and most time without control [min], both ends included."""

_PAGE = Path(__file__).parent.parent / "docs" / "balance.md"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page.

    Attributes:
        emergency: whose.
        rows: pilot and difficulty of each.
        headings: of the columns.
        cells: makes a row of its lines.
        runs: how many flights a row, unless asked otherwise.
        mark: names its two marks on the page.
    """

    emergency: str
    rows: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    cells: Callable[[str, str, list[Line]], list[str]]
    runs: int
    mark: str


def main(argv: Sequence[str] | None = None) -> int:
    """Fly, print the table, and write it if asked."""
    parser = argparse.ArgumentParser(prog="benchmarks.pilots", description=__doc__, allow_abbrev=False)
    parser.add_argument("emergency", choices=[*TABLES], nargs="?", default="docking")
    parser.add_argument("--runs", type=int, default=None, metavar="N", help="flights a row")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the first flight of each row")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes that share them")
    parser.add_argument("--only", default="", metavar="PILOT", help="one pilot's rows")
    parser.add_argument("--write", action="store_true", help="put the table into docs/balance.md")
    asked = parser.parse_args(argv)
    if asked.write and asked.only:
        parser.error("--write needs every row")
    wanted = TABLES[asked.emergency]
    runs = wanted.runs if asked.runs is None else asked.runs
    table = [_joined(wanted.headings), _joined(["---"] * len(wanted.headings))]
    print("\n".join(table))
    for pilot, difficulty in wanted.rows:
        if asked.only in ("", pilot):
            wishes = [
                Wish(wanted.emergency, pilot, seed, difficulty)
                for seed in range(asked.seed, asked.seed + runs)
            ]
            table.append(_joined(wanted.cells(pilot, difficulty, list(flown(wishes, asked.jobs)))))
            print(table[-1], flush=True)
    if asked.write:
        command = (
            f"python -m benchmarks.pilots {wanted.emergency} --runs {runs} --seed {asked.seed} "
            f"--jobs {asked.jobs} --write"
        )
        opened, closed = f"<!-- {wanted.mark} -->", f"<!-- /{wanted.mark} -->"
        before, rest = _PAGE.read_text(encoding="utf-8").split(opened)
        after = rest.split(closed)[1]
        made = f"{opened}\n`{command}`, {runs} flights a row:\n\n" + "\n".join(table) + f"\n{closed}"
        _PAGE.write_text(before + made + after, encoding="utf-8")
    return 0


def cells(pilot: str, difficulty: str, lines: list[Line]) -> list[str]:
    """Return one row of the docking's table.

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


def station_cells(pilot: str, difficulty: str, lines: list[Line]) -> list[str]:
    """Return one row of the station's table.

    Everything but shares is a median over every flight; 10-90 % are the deciles around it; troubles are those
    that more than one flight in a hundred ran into, the commonest first.
    """
    ends = ("held", "regained", "long_night", "to_ships")
    band = _BANDS.get(pilot)
    inside = 0
    if band is not None:
        inside = sum(
            1
            for line in lines
            if band[0] <= cast("float", line["peak_tilt_deg"]) <= band[1]
            and band[2] <= cast("float", line["minutes_without_control"]) <= band[3]
        )
    return [
        pilot,
        difficulty,
        *(_share(sum(1 for line in lines if line["outcome"] == end), len(lines)) for end in ends),
        _middle(_of(lines, "peak_tilt_deg"), 1.0, ".1f"),
        _deciles(_of(lines, "peak_tilt_deg")),
        "-" if band is None else _share(inside, len(lines)),
        _middle(_of(lines, "minutes_without_control"), 1.0, ".1f"),
        _deciles(_of(lines, "minutes_without_control")),
        _middle(_of(lines, "soyuz_propellant_kg"), 1.0, ".1f"),
        _middle(_of(lines, "station_propellant_kg"), 1.0, ".1f"),
        _middle(_of(lines, "comm_lost_s"), 1.0),
        _middle(_of(lines, "charge"), 100.0),
        _troubles(lines),
    ]


def _of(lines: list[Line], key: str) -> list[float]:
    return [cast("float", line[key]) for line in lines]


def _troubles(lines: list[Line]) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        for trouble in cast("list[str]", line["troubles"]):
            counts[trouble] = counts.get(trouble, 0) + 1
    common = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    shown = [f"{name} {_share(count, len(lines))}" for name, count in common if count * 100 > len(lines)]
    return ", ".join(shown) or "none"


def _share(part: int, whole: int) -> str:
    return f"{100.0 * part / whole:.1f} %" if whole else "-"


def _middle(numbers: list[float], times: float, shown: str = ".0f") -> str:
    return format(median(numbers) * times, shown) if numbers else "-"


def _deciles(numbers: list[float]) -> str:
    if not numbers:
        return "-"
    ranked = sorted(numbers)
    low, high = (ranked[round(share * (len(ranked) - 1))] for share in (0.1, 0.9))
    return f"{low:.1f}-{high:.1f}"


def _joined(parts: Sequence[str]) -> str:
    return f"| {' | '.join(parts)} |"


TABLES = {
    "docking": Table("docking", ROWS, HEADINGS, cells, 1000, "table"),
    "station": Table("station", STATION_ROWS, STATION_HEADINGS, station_cells, 500, "station"),
}
"""By emergency."""


if __name__ == "__main__":
    sys.exit(main())
