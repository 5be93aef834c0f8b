"""The page of balance, its second table: every row is there, and its numbers are those that were wanted."""

from __future__ import annotations

from pathlib import Path

from benchmarks.pilots import STATION_HEADINGS, STATION_ROWS, station_cells

PAGE = Path(__file__).parents[4] / "docs" / "balance.md"


def table() -> dict[tuple[str, str], dict[str, str]]:
    """Return the page's rows by pilot and difficulty."""
    inside = PAGE.read_text(encoding="utf-8").split("<!-- station -->")[1].split("<!-- /station -->")[0]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for line in inside.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if len(parts) == len(STATION_HEADINGS) and parts[0] not in {STATION_HEADINGS[0], "---"}:
            rows[parts[0], parts[1]] = dict(zip(STATION_HEADINGS, parts, strict=True))
    return rows


def percent(pilot: str, heading: str) -> float:
    return float(table()[pilot, "flown"][heading].removesuffix(" %"))


def deciles(pilot: str, heading: str) -> tuple[float, float]:
    low, high = table()[pilot, "flown"][heading].split("-")
    return float(low), float(high)


def test_the_page_has_every_row_of_five_hundred_flights() -> None:
    """In the order of the command, which stands above it."""
    assert tuple(table()) == STATION_ROWS
    assert "station --runs 500 " in PAGE.read_text(encoding="utf-8")


def test_nothing_done_is_the_day() -> None:
    """52 to 62 degrees and 25 to 32 minutes in at least eight flights of ten; nobody in the ships."""
    assert percent("nothing", "in band") >= 80.0
    assert percent("nothing", "to the ships") == 0.0


def test_trained_regains_her_early_and_does_not_cheat() -> None:
    """Under 25 degrees and within 14 minutes; held before the tone only rarely."""
    assert percent("trained", "in band") >= 95.0
    assert percent("trained", "held") <= 5.0
    assert table()["trained", "flown"]["troubles"] == "none"


def test_novice_is_between_the_two() -> None:
    """30 to 65 degrees."""
    low, high = deciles("novice", "peak 10-90 %")
    assert low >= 30.0
    assert high <= 65.0


def test_the_wrong_order_comes_to_three_troubles_at_least() -> None:
    """Each of them in more than one flight of a hundred."""
    assert len(table()["wrong-order", "flown"]["troubles"].split(", ")) >= 3


def line(outcome: str, peak: float, minutes: float, *troubles: str) -> dict[str, object]:
    return {
        "outcome": outcome,
        "peak_tilt_deg": peak,
        "minutes_without_control": minutes,
        "soyuz_propellant_kg": 299.0,
        "station_propellant_kg": 30.0,
        "comm_lost_s": 200,
        "charge": 0.6,
        "troubles": list(troubles),
    }


def test_a_row_counts_what_it_says() -> None:
    """Four flights: one held, two in the band, one too far over."""
    row = station_cells(
        "nothing",
        "flown",
        [
            line("held", 1.0, 0.0),
            line("regained", 55.0, 28.0, "fought"),
            line("regained", 60.0, 30.0, "fought", "dark"),
            line("long_night", 80.0, 83.0),
        ],
    )
    shown = dict(zip(STATION_HEADINGS, row, strict=True))
    assert shown["held"] == "25.0 %"
    assert shown["regained"] == "50.0 %"
    assert shown["long night"] == "25.0 %"
    assert shown["in band"] == "50.0 %"
    assert shown["peak deg"] == "57.5"
    assert shown["without control min"] == "29.0"
    assert shown["charge %"] == "60"
    assert shown["troubles"] == "fought 50.0 %, dark 25.0 %"
