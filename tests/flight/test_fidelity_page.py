"""The page on fidelity shows what the command prints today."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from game.workshop import flight_verify

if TYPE_CHECKING:
    import pytest

_ROOT = Path(__file__).parents[2]
_PAGE = _ROOT / "docs" / "fidelity.md"


def _columns(table: str) -> list[tuple[str, ...]]:
    """Return case, quantity, tolerance, unit and verdict of each row; errors differ by a rounding."""
    rows: list[tuple[str, ...]] = []
    for line in table.strip().splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        rows.append((*cells[:2], *cells[3:]))
    return rows


def test_the_page_shows_the_table_as_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Every case, quantity, tolerance and verdict of the project's own cases, in order."""
    shown = _PAGE.read_text().split("<!-- own cases -->\n```text\n")[1].split("```")[0]
    parser = argparse.ArgumentParser()
    flight_verify.add_arguments(parser)
    files = sorted(str(path) for path in (Path(__file__).parent / "cases").glob("*.json"))
    assert flight_verify.run(parser.parse_args(files)) == 0
    assert _columns(shown) == _columns(capsys.readouterr().out)


def test_the_page_names_every_omission_that_was_promised() -> None:
    """J2, drag, flexible arrays, slosh: each with a size."""
    text = _PAGE.read_text()
    for word in ("J2", "drag between ship and station", "flexible arrays", "slosh"):
        row = next(line for line in text.splitlines() if line.startswith("|") and word in line)
        assert re.search(r"\d", row.split("|")[2])
