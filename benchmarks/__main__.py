"""``python -m benchmarks [NAME...] [--json]``: the ratios, as a table or a JSON object a line.

``python -m benchmarks flight ...``, ``growth ...`` and ``hostile ...`` have options of their own: the flight
core beside a peer, a playthrough of twenty hours, and everything that can happen to a save.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from benchmarks.keys import key_to_screen
from benchmarks.pairs import Row, Spread, spread
from benchmarks.starts import full_screen, plain
from benchmarks.transcript import one_more_paragraph
from benchmarks.turns import one_command, whole_games, whole_story

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MEASUREMENTS: Mapping[str, Callable[[], list[Row]]] = {
    "start": full_screen,
    "plain": plain,
    "key": key_to_screen,
    "transcript": one_more_paragraph,
    "commit": one_command,
    "check": whole_story,
    "wander": whole_games,
}

_WITH_OPTIONS = ("flight", "growth", "hostile")
_HEADINGS = ("name", "the game", "median", "beside it", "median", "ratio", "quartiles", "target", "verdict")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for, and print each row as it comes; a missed target is no failure."""
    words = sys.argv[1:] if argv is None else list(argv)
    match words[:1]:
        case ["flight"]:
            from benchmarks import flight

            return flight.main(words[1:])
        case ["growth"]:
            from benchmarks import growth

            return growth.main(words[1:])
        case ["hostile"]:
            from benchmarks.hostile import command

            return command.main(words[1:])
        case _:
            pass
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__, allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join((*MEASUREMENTS, *_WITH_OPTIONS)))
    parser.add_argument("--json", action="store_true", help="print a JSON object a row")
    asked = parser.parse_args(words)
    unknown = [name for name in asked.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    if not asked.json:
        print(_line(_HEADINGS))
        print(_line(["---"] * len(_HEADINGS)))
    for name in asked.names or MEASUREMENTS:
        for row in MEASUREMENTS[name]():
            print(json.dumps(_record(row)) if asked.json else _line(_cells(row)), flush=True)
    return 0


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    ratio = row.ratio
    return [
        row.name,
        row.game,
        _shown(spread(row.game_s)),
        row.beside or "-",
        _shown(spread(row.beside_s)) if row.beside_s else "-",
        f"x{ratio.middle:.2f}" if ratio else "-",
        f"{ratio.low:.2f} to {ratio.high:.2f}" if ratio else "-",
        f"x{row.most:g}" if row.most is not None else "-",
        row.verdict,
    ]


def _shown(times: Spread) -> str:
    return f"{times.middle * 1000:.3g} ms"


def _record(row: Row) -> dict[str, object]:
    ratio = row.ratio
    return {
        "name": row.name,
        "game": row.game,
        "beside": row.beside,
        "game_ms": spread(row.game_s).middle * 1000,
        "beside_ms": spread(row.beside_s).middle * 1000 if row.beside_s else None,
        "ratio": ratio.middle if ratio else None,
        "ratio_low": ratio.low if ratio else None,
        "ratio_high": ratio.high if ratio else None,
        "target": row.most,
        "verdict": row.verdict,
        "times": len(row.game_s),
    }


if __name__ == "__main__":
    raise SystemExit(main())
