"""Prints a row of plain values for people to read.

Law: what is cut is said with its number; ``--json`` has all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.workshop.goals import BOND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST = 25
"""Entries of a list that people are shown."""
_SCENE, _COLUMN = 24, 11
"""Columns of the table of gauges."""


def print_row(row: Mapping[str, object]) -> None:
    """Print a row for people: short lists whole, long ones with their number."""
    for name, value in row.items():
        match value:
            case dict() if name == "gauges":
                _print_gauges(cast("dict[str, dict[str, list[int]]]", value))
            case dict():
                print(f"{name}:")
                _print_table(cast("dict[str, object]", value))
            case list():
                listed = cast("list[object]", value)
                print(f"{name}: {len(listed)}" if name != "reels" else f"{name}: {listed}")
                if name != "reels":
                    _print_list(listed, "  ")
            case _:
                print(f"{name}: {value}")


def _print_table(table: Mapping[str, object]) -> None:
    for number, (key, inner) in enumerate(table.items()):
        if number == 3 * _MOST:
            print(f"  ... and {len(table) - number} more; --json has all")
            break
        match inner:
            case dict():
                values = cast("dict[str, object]", inner)
                print(f"  {key}: " + ", ".join(f"{name} {_short(one)}" for name, one in values.items()))
            case []:
                print(f"  {0:>7}  {key}")
            case list():
                listed = cast("list[object]", inner)
                if isinstance(listed[0], str):
                    print(f"  {key}: {len(listed)}")
                    _print_list(listed, "    ")
                else:
                    print(f"  {_short(listed):>12}  {key}")
            case _:
                print(f"  {inner!s:>7}  {key}")


def _print_gauges(scenes: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
    names = list(dict.fromkeys(name for values in scenes.values() for name in values))
    for block in ([name for name in names if name.startswith(BOND) is bond] for bond in (False, True)):
        if block:
            heads = "".join(f"{name.removeprefix(BOND):>{_COLUMN}}" for name in block)
            print(f"{'bonds' if block[0].startswith(BOND) else 'gauges':<{_SCENE}}{heads}")
            for scene, values in scenes.items():
                cells = ("/".join(map(str, values.get(name, ()))) for name in block)
                print(f"  {scene:<{_SCENE - 2}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells))


def _print_list(listed: Sequence[object], indent: str) -> None:
    for entry in listed[:_MOST]:
        if isinstance(entry, dict):
            parts = cast("dict[str, object]", entry)
            print(indent + "; ".join(f"{name}: {value}" for name, value in parts.items()))
        else:
            print(f"{indent}{entry}")
    if len(listed) > _MOST:
        print(f"{indent}... and {len(listed) - _MOST} more; --json has all")


def _short(value: object) -> str:
    return "/".join(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
