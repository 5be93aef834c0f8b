"""The page of balance: it has every row, and its numbers are the ones that were wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.pilots import HEADINGS, ROWS, cells

PAGE = Path(__file__).parents[3] / "docs" / "balance.md"


def table() -> dict[tuple[str, str], dict[str, str]]:
    """Return the page's rows by pilot and difficulty."""
    inside = PAGE.read_text(encoding="utf-8").split("<!-- table -->")[1].split("<!-- /table -->")[0]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for line in inside.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if len(parts) == len(HEADINGS) and parts[0] not in {HEADINGS[0], "---"}:
            rows[parts[0], parts[1]] = dict(zip(HEADINGS, parts, strict=True))
    return rows


def percent(pilot: str, difficulty: str, heading: str) -> float:
    return float(table()[pilot, difficulty][heading].removesuffix(" %"))


def test_the_page_has_every_row_of_a_thousand_flights() -> None:
    """In the order of the command, which stands above it."""
    assert tuple(table()) == ROWS
    assert "--runs 1000 " in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pilot", "difficulty", "heading", "least", "most"),
    [
        ("trained", "flown", "first try", 97.0, 100.0),
        ("novice", "flown", "first try", 45.0, 70.0),
        ("novice", "flown", "by the second", 90.0, 100.0),
        ("novice", "assisted", "first try", 90.0, 100.0),
        ("clumsy", "flown", "first try", 10.0, 35.0),
        ("clumsy", "flown", "in the end", 10.0, 35.0),
        ("nothing", "flown", "in the end", 0.0, 0.0),
        ("nothing", "flown", "strikes", 0.0, 0.0),
    ],
)
def test_every_pilot_is_as_good_as_wanted(
    pilot: str, difficulty: str, heading: str, least: float, most: float
) -> None:
    """The bands that the game is tuned to."""
    assert least <= percent(pilot, difficulty, heading) <= most


def test_bare_is_harder_for_the_trained_pilot() -> None:
    """A fifth more of a miss at least, and three to fifteen points fewer at the first try."""
    flown, bare = table()["trained", "flown"], table()["trained", "bare"]
    assert float(bare["miss cm"]) >= 1.2 * float(flown["miss cm"])
    lost = percent("trained", "flown", "first try") - percent("trained", "bare", "first try")
    assert 3.0 <= lost <= 15.0


@pytest.mark.parametrize("row", [("trained", "flown"), ("novice", "flown")])
def test_a_flight_takes_six_to_nine_minutes(row: tuple[str, str]) -> None:
    """Of mission time, in the middle."""
    assert 360.0 <= float(table()[row]["first flight s"]) <= 540.0


def line(*, attempts: int, outcome: str, miss_m: float = 0.1, dark: bool = True) -> dict[str, object]:
    docked = outcome == "capture"
    return {
        "attempts": attempts,
        "outcome": outcome,
        "success": docked,
        "first_try": docked and attempts == 1,
        "seconds": 400.0 * attempts,
        "propellant_kg": 600.0,
        "contact": {"lateral_m": miss_m, "closing_m_s": 0.09},
        "in_shadow": dark,
    }


def test_a_row_counts_what_it_says() -> None:
    """Four flights: one at the first try, one at the second, one at the third, one strike."""
    row = cells(
        "novice",
        "flown",
        [
            line(attempts=1, outcome="capture", miss_m=0.02),
            line(attempts=2, outcome="capture", miss_m=0.04, dark=False),
            line(attempts=3, outcome="capture", miss_m=0.06, dark=False),
            line(attempts=2, outcome="strike", miss_m=0.5),
        ],
    )
    shown = dict(zip(HEADINGS, row, strict=True))
    assert shown["first try"] == "25.0 %"
    assert shown["by the second"] == "50.0 %"
    assert shown["in the end"] == "75.0 %"
    assert shown["strikes"] == "25.0 %"
    assert shown["first flight s"] == "400"
    assert shown["all flights s"] == "800"
    assert shown["miss cm"] == "4.0"
    assert shown["closing cm/s"] == "9.0"
    assert shown["in the dark"] == "33.3 %"
