"""Pilots fly on what the seat has: no module that decides can reach the ship."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import game.emergencies.docking.pilots as room
from game.emergencies.docking.pilots.view import View

ROOM = Path(room.__file__).parent
THE_BENCH = "headless"
"""The loop between pilot and ship; it decides nothing."""

ALLOWED = (
    "game.emergencies.docking.pilots",
    "game.emergencies.docking.sight",
    "game.emergencies.docking.instruments",
    "game.vocabulary.flying",
    "game.chance",
    "__future__",
    "dataclasses",
    "enum",
    "math",
    "typing",
)


WORDS_ONLY = ("game.emergencies.docking.advice", "Advice")
"""The list of what a coach can say may be known; the coach may not be asked."""


def imported(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(node.module or "" for one in node.names if (node.module, one.name) != WORDS_ONLY)
    return names


MODULES = sorted(path.stem for path in ROOM.glob("*.py") if path.stem != THE_BENCH)


@pytest.mark.parametrize("module", MODULES)
def test_what_decides_imports_only_what_a_pilot_perceives(module: str) -> None:
    """Neither the state, nor the truth, nor the line, nor the exact picture."""
    names = imported((ROOM / f"{module}.py").read_text(encoding="utf-8"))
    strangers = {name for name in names if not name.startswith(ALLOWED)}
    assert strangers == set()
    assert f"game.emergencies.docking.pilots.{THE_BENCH}" not in names


def test_a_view_holds_the_seat_and_nothing_else() -> None:
    """Seconds, picture, panel, what was heard."""
    assert [part.name for part in fields(View)] == ["seconds", "sight", "panel", "heard"]


def test_the_bench_never_looks_at_the_truth() -> None:
    """It passes the glimpse on, not the exact picture."""
    names = imported((ROOM / f"{THE_BENCH}.py").read_text(encoding="utf-8"))
    assert not {name for name in names if name.rsplit(".", 1)[-1] in {"truth", "glass", "line"}}
