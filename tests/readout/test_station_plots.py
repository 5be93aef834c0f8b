"""The pictures of the station's debrief."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.station.scenarios import Scenario
from game.engine.station_debrief import PEAK_DEG, station_debrief
from game.readout.charts import LOWEST, NARROWEST, Pen, draw_chart, plain
from game.readout.debriefs import charts, page
from game.readout.phrasebook import Phrasebook
from game.readout.station_plots import StationPlot, station_chart, station_charts
from game.storage.library import phrases
from tests.engine import station_flights as flights


@cache
def _words() -> Phrasebook:
    return Phrasebook(phrases())


@pytest.mark.parametrize("plot", StationPlot)
@settings(max_examples=10, deadline=None)
@given(st.integers(NARROWEST, 200), st.integers(LOWEST, 60))
def test_a_picture_has_exactly_its_size(plot: StationPlot, columns: int, rows: int) -> None:
    """Every row as wide as asked, however small or large."""
    drawn = draw_chart(station_chart(flights.early_debrief(), plot), _words(), columns, rows)
    assert len(drawn) == rows
    assert {sum(len(text) for text, _ in row) for row in drawn} == {columns}


@pytest.mark.parametrize("plot", StationPlot)
def test_a_picture_is_titled_labelled_and_explained(plot: StationPlot) -> None:
    """By the time of day; every line in it has a name."""
    text = plain(draw_chart(station_chart(flights.early_debrief(), plot), _words(), 76, 16))
    assert text.splitlines()[0] == _words().say(f"plot.{plot.value}.title")
    assert sum("┤" in line for line in text.splitlines()) >= 3
    assert "09:15" in text
    for curve in station_chart(flights.early_debrief(), plot).curves:
        assert _words().say(f"plot.curve.{curve.name}") in text


def test_the_flight_stands_against_silence_and_the_trained_pilot() -> None:
    """Each with its own pen; and against what the real day came to."""
    for picture in station_charts(flights.early_debrief()):
        pens = [curve.pen for curve in picture.curves]
        assert {Pen.HISTORY, Pen.TRAINED, Pen.FLOWN} <= set(pens)
        assert pens[-1] is Pen.FLOWN
    (line,) = (
        curve
        for curve in station_chart(flights.early_debrief(), StationPlot.TILT).curves
        if curve.pen is Pen.LIMIT
    )
    assert {value for _, value in line.points} == {PEAK_DEG}


def test_decisions_are_marked_on_the_line() -> None:
    """Where each began."""
    found = flights.early_debrief()
    picture = station_chart(found, StationPlot.TILT)
    assert len(picture.calls) == len(found.decisions) > 0
    assert [x for x, _ in picture.calls] == sorted(one.tick / 20 for one in found.decisions)


def test_moments_are_marked_in_order() -> None:
    """Lost, sunset, control, and control on the real day."""
    moments = station_chart(flights.silent_debrief(), StationPlot.TILT).moments
    names = [name for _, name in moments]
    assert {"lost", "sunset", "regained", "day_regained"} <= set(names)
    assert [place for place, _ in moments] == sorted(place for place, _ in moments)


def test_other_days_have_their_own_pictures() -> None:
    """A drill has no real day; where she goes round and round the whole angle is drawn."""
    drill = station_debrief(flights.drilled(), decide=False)
    assert all(name != "day_regained" for picture in charts(drill) for _, name in picture.moments)
    assert all(curve.pen is not Pen.LIMIT for picture in charts(drill) for curve in picture.curves)
    module = replace(drill, start=Scenario.MODULE, start_s=16 * 3600 + 42 * 60)
    assert next(picture.plot for picture in charts(module)) is StationPlot.TURNED


def test_everything_is_inside_its_axes() -> None:
    """Whatever the flight was like."""
    for found in (flights.early_debrief(), flights.hurt_debrief(), flights.silent_debrief()):
        for picture in charts(found):
            points = [point for curve in picture.curves for point in curve.points]
            assert max(y for _, y in points) <= picture.upright.high
            assert max(x for x, _ in points) <= picture.level.high
            assert 3 <= len(picture.level.ticks) <= 10


def test_a_page_has_the_four_pictures() -> None:
    """With the first sentences of the debrief."""
    text = page(flights.early_debrief(), _words())
    assert text.count("<g>") == 4
    assert _words().say("plot.station_page") in text
    assert "nan" not in text
