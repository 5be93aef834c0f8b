"""The commander's panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Size

from game.app.house import House
from game.app.ink import Ink, row_width
from game.app.widgets.flight_panel import FlightPanel, PanelReading
from game.emergencies.docking.instruments import Instruments
from game.emergencies.docking.watch import FUEL_LOW_KG
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.storage.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

_INSTRUMENTS = Instruments(
    clock="2021-10-05 12:16:05",
    light_left_s=150,
    radio_left_s=135,
    propellant_kg=612,
    home_kg=280,
    jets=("fore",),
    sets=1,
    rates_deg_s=(0.02, -0.01, -0.001),
    rate_hold=True,
    lamp=False,
    filter_on=True,
    narrow=False,
    both_sets=False,
    counted_m_s=0.31,
    go=True,
)
_READING = PanelReading(_INSTRUMENTS, "0.2 s", "x1", dark=False, ground=True)


@pytest.fixture
def panel(tmp_path: Path) -> FlightPanel:
    """Return a panel without a reading."""
    return FlightPanel(House(Phrasebook(phrases()), Profile(), tmp_path))


def _rows(panel: FlightPanel, reading: PanelReading, width: int = 39) -> list[str]:
    panel.show(reading)
    height = panel.get_content_height(Size(width, 40), Size(width, 40), width)
    rows = panel.draw(Size(width, height))
    assert len(rows) == height
    assert max(row_width(row) for row in rows) <= width
    return ["".join(piece for piece, _ in row) for row in rows]


def test_everything_that_the_commander_has_stands_there(panel: FlightPanel) -> None:
    """In eight rows of two."""
    rows = _rows(panel, _READING)
    words = [" ".join(row.split()) for row in rows]
    assert words == [
        "light 2 min 30 radio 2 min 15",
        "fuel 612 kg home 280 kg",
        "jets fore set 1",
        "rates P +0.02 Y -0.01 R +0.00 deg/s",
        "range --- called ---",
        "felt +0.31 m/s go given",
        "tap 0.2 s time x1",
        "● hold ○ lamp ● filter ○ narrow",
    ]


def test_a_narrow_panel_has_one_reading_a_row(panel: FlightPanel) -> None:
    """The same readings."""
    rows = _rows(panel, _READING, 27)
    assert [row.split()[0] for row in rows[:4]] == ["light", "radio", "fuel", "home"]


@pytest.mark.parametrize(
    ("changed", "row", "said"),
    [
        ({"light_left_s": 42}, 0, "! 0 min 42"),
        ({"radio_left_s": 9}, 0, "! 0 min 09"),
        ({"radio_left_s": None}, 0, "! relay"),
        ({"propellant_kg": int(FUEL_LOW_KG) - 1}, 1, f"! {int(FUEL_LOW_KG) - 1} kg"),
        ({"rates_deg_s": (0.0, -0.7, 0.0)}, 3, "! P"),
    ],
)
def test_what_asks_for_care_has_a_sign_besides_its_colour(
    panel: FlightPanel, changed: dict[str, object], row: int, said: str
) -> None:
    """Light and radio that end, propellant, a turn."""
    reading = replace(_READING, instruments=replace(_INSTRUMENTS, **changed))  # type: ignore[arg-type]  # by name
    assert said in _rows(panel, reading)[row]
    assert Ink.CAUTION in [ink for text, ink in panel.draw(Size(39, 8))[row] if text.strip()]
    assert "!" not in _rows(panel, _READING)[row]


def test_the_dark_is_told_as_dark_and_the_second_day_as_day(panel: FlightPanel) -> None:
    """Also where no sunset is counted to."""
    later = replace(_INSTRUMENTS, light_left_s=None)
    assert "day" in _rows(panel, replace(_READING, instruments=later))[0]
    assert "! dark" in _rows(panel, replace(_READING, instruments=later, dark=True))[0]


def test_the_trainer_has_no_ground_to_hear(panel: FlightPanel) -> None:
    """So nothing is said of a relay."""
    reading = replace(_READING, instruments=replace(_INSTRUMENTS, radio_left_s=None), ground=False)
    assert _rows(panel, reading)[0].rstrip().endswith("---")


def test_without_a_computer_no_speed_is_counted(panel: FlightPanel) -> None:
    """Dashes, as for range and rate."""
    reading = replace(_READING, instruments=replace(_INSTRUMENTS, counted_m_s=None))
    assert "felt" in _rows(panel, reading)[5]
    assert "---" in _rows(panel, reading)[5]


def test_a_range_that_was_called_stands_there_with_its_age(panel: FlightPanel) -> None:
    """As somebody said it; the ship's own stays empty."""
    rows = _rows(panel, replace(_READING, called_m=9.5, called_ago_s=12), 60)
    assert any("range" in row and "---" in row and "9.5 m, 12 s" in row for row in rows)
