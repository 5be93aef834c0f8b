"""Pilots order by what is perceived: no module that decides can reach how the station really hangs."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import game.emergencies.station.pilots as room
from game.emergencies.station.pilots.view import View

ROOM = Path(room.__file__).parent
THE_BENCH = "headless"
"""The loop between pilot and station; it decides nothing."""

ALLOWED = (
    "game.emergencies.station.pilots",
    "game.emergencies.station.instruments",
    "game.emergencies.station.questions",
    "game.emergencies.station.scenarios",
    "game.emergencies.station.tasks",
    "game.vocabulary",
    "game.chance",
    "__future__",
    "collections.abc",
    "dataclasses",
    "enum",
    "types",
    "typing",
)

STATE = "game.emergencies.station.state"
SEEN = {"InCharge", "Steering", "Pointing", "Someone", "Open", "Ordered", "Settled"}
"""Of the state's module: words for what a panel shows, and who is where. Neither body nor truth."""


def imported(source: str) -> tuple[set[str], set[str]]:
    """Return the modules that are imported, and the names that are taken from the state's."""
    modules: set[str] = set()
    taken: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == STATE:
            taken.update(one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return modules, taken


MODULES = sorted(path.stem for path in ROOM.glob("*.py") if path.stem != THE_BENCH)


@pytest.mark.parametrize("module", MODULES)
def test_what_decides_imports_only_what_a_pilot_perceives(module: str) -> None:
    """Neither the whole state, nor the truth, nor a machine."""
    modules, taken = imported((ROOM / f"{module}.py").read_text(encoding="utf-8"))
    assert {name for name in modules if not name.startswith(ALLOWED)} == set()
    assert taken <= SEEN
    assert f"game.emergencies.station.pilots.{THE_BENCH}" not in modules


def test_a_view_holds_no_body() -> None:
    """What is on panels, on the intercom, and was heard."""
    assert {part.name for part in fields(View)} == {
        "tick",
        "scenario",
        "reading",
        "people",
        "asked",
        "settled",
        "ordered",
        "said",
        "regained",
        "shooting",
        "ships_called",
        "heard",
    }


def test_the_bench_never_looks_at_the_truth() -> None:
    """It passes the view on."""
    modules, taken = imported((ROOM / f"{THE_BENCH}.py").read_text(encoding="utf-8"))
    assert "game.emergencies.station.truth" not in modules
    assert taken <= {"StationState"}
