"""The pictures of a debrief as text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.docking.rules import closing_limit_m_s
from game.engine.debrief import Debrief, Mark, Sample, debrief, trained_flight
from game.readout.charts import LOWEST, NARROWEST, Axis, Pen, plain
from game.readout.phrasebook import Phrasebook
from game.readout.plots import Plot, chart, draw
from game.storage.library import phrases
from game.vocabulary.flying import TICKS_PER_S, Cue
from tests.engine.flights import day, docked, spoilt

DOTS = range(0x2800, 0x2900)


@cache
def _day() -> Debrief:
    return debrief(day(), trained_flight(day()), decide=False)


@cache
def _words() -> Phrasebook:
    return Phrasebook(phrases())


@pytest.mark.parametrize("plot", Plot)
@settings(max_examples=20, deadline=None)
@given(st.integers(NARROWEST, 200), st.integers(LOWEST, 60))
def test_a_picture_has_exactly_its_size(plot: Plot, columns: int, rows: int) -> None:
    """Every row as wide as asked, however small or large."""
    drawn = draw(_day(), plot, _words(), columns, rows)
    assert len(drawn) == rows
    assert {sum(len(text) for text, _ in row) for row in drawn} == {columns}


def test_a_picture_that_nobody_could_read_is_refused() -> None:
    """Rather than drawn wrong."""
    for columns, rows in ((NARROWEST - 1, 20), (80, LOWEST - 1)):
        with pytest.raises(ValueError, match="at least"):
            draw(_day(), Plot.OFFSET, _words(), columns, rows)


@pytest.mark.parametrize("plot", Plot)
def test_a_picture_is_titled_labelled_and_explained(plot: Plot) -> None:
    """Both axes, and every line in it."""
    rows = draw(_day(), plot, _words(), 76, 16)
    text = plain(rows)
    assert text.splitlines()[0] == _words().say(f"plot.{plot.value}.title")
    assert sum("┤" in line for line in text.splitlines()) >= 3
    assert sum(line.count("┴") for line in text.splitlines()) >= 4
    for curve in chart(_day(), plot).curves:
        assert _words().say(f"plot.curve.{curve.name}") in text


@pytest.mark.parametrize("plot", Plot)
def test_what_was_flown_stands_out_from_everything_else(plot: Plot) -> None:
    """Each meaning has its own runs, and the flown line is never hidden but by a call."""
    rows = draw(_day(), plot, _words(), 76, 16)
    pens = {pen for row in rows for _, pen in row}
    assert {Pen.TITLE, Pen.FRAME, Pen.LABEL, Pen.FLOWN} <= pens
    flown = [text for row in rows[1:-4] for text, pen in row if pen is Pen.FLOWN]
    assert sum(len(text) for text in flown) > 15
    assert all(ord(sign) in DOTS for text in flown for sign in text)


def test_the_last_ten_metres_have_half_of_the_range_axis() -> None:
    """It is logarithmic: that is where the flight is decided."""
    level = chart(_day(), Plot.APPROACH).level
    assert level.place(level.low) == 0.0
    assert level.place(0.5) == pytest.approx(1.0)
    assert 0.3 < level.place(10.0) < 0.5
    assert level.place(0.0) > 1.0


def test_the_limit_is_the_simulations_own() -> None:
    """The corridor is not drawn from memory."""
    limit = next(curve for curve in chart(_day(), Plot.APPROACH).curves if curve.pen is Pen.LIMIT)
    assert all(value == closing_limit_m_s(place) for place, value in limit.points)
    assert limit.points[0][0] == pytest.approx(70.0)


def test_every_call_is_marked_where_it_was_heard() -> None:
    """By its true range and the speed of the moment."""
    picture = chart(_day(), Plot.APPROACH)
    assert len(picture.calls) == len(_day().calls) > 5
    rows = draw(_day(), Plot.APPROACH, _words(), 120, 24)
    assert sum(text.count("+") for row in rows[:-2] for text, pen in row if pen is Pen.CALL) >= 5


def test_the_light_the_radio_and_the_real_day_are_marked_over_time() -> None:
    """Each by a letter that the legend explains."""
    picture = chart(_day(), Plot.PROPELLANT)
    assert [name for _, name in picture.moments] == ["go", "signal", "sunset", "day"]
    assert [place for place, _ in picture.moments] == sorted(place for place, _ in picture.moments)
    rows = draw(_day(), Plot.PROPELLANT, _words(), 76, 16)
    marks = "".join(text for text, pen in rows[1] if pen is Pen.MARK)
    assert [sign for sign in marks if sign.isalpha()] == ["a", "b", "c", "d"]
    assert "d contact on the day" in plain(rows)


def test_a_lesson_is_not_held_against_the_real_day() -> None:
    """Nor is a picture without the trained pilot empty."""
    found = debrief(docked(), decide=False)
    assert all(name != "day" for _, name in chart(found, Plot.NOSE).moments)
    assert all(curve.pen is not Pen.TRAINED for plot in Plot for curve in chart(found, plot).curves)
    assert plain(draw(found, Plot.NOSE, _words(), 76, 16))


def test_a_line_is_drawn_where_its_values_are() -> None:
    """A ship that moves to the right at an even rate makes a straight line from below to the top."""
    samples = tuple(
        Sample(second * TICKS_PER_S, 20.0, 0.0, second / 15 - 2.0, -2.0, 2.0, 0.0, 600.0)
        for second in range(61)
    )
    found = replace(debrief(docked(), decide=False), samples=samples, ticks=1200, marks=(), calls=())
    rows = draw(found, Plot.OFFSET, _words(), 67, 20)
    places = [
        (at, number)
        for number, row in enumerate(rows[1:-3])
        for at, sign in enumerate("".join(text if pen is Pen.FLOWN else " " * len(text) for text, pen in row))
        if sign != " "
    ]
    first, last = min(places), max(places)
    assert (first[0], last[0]) == (7, 66)
    assert (first[1], last[1]) == (15, 0)
    by_column = dict(sorted(places))
    assert all(after <= before for before, after in pairwise(by_column.values()))


def test_axes_have_few_round_values_that_hold_everything() -> None:
    """Whatever the flight was like."""
    for found in (_day(), debrief(spoilt(), decide=False), debrief(docked(), decide=False)):
        for plot in Plot:
            picture = chart(found, plot)
            values = [value for value, _ in picture.upright.ticks]
            assert 3 <= len(values) <= 9
            assert len({label for _, label in picture.upright.ticks}) == len(values)
            points = [point for curve in picture.curves for point in curve.points]
            assert min(y for _, y in points) >= picture.upright.low - 0.05
            assert max(y for _, y in points) <= picture.upright.high


def test_labels_that_do_not_fit_are_left_out_evenly() -> None:
    """Every second minute rather than the first, the third and the fourth."""
    rows = draw(_day(), Plot.PROPELLANT, _words(), 46, 10)
    minutes = [int(label.partition(":")[0]) for label in rows[-3][1][0].split()]
    assert len({after - before for before, after in pairwise(minutes)}) == 1
    assert len(minutes) >= 3


def test_an_axis_places_its_ends_and_its_middle() -> None:
    """Evenly, or by factors."""
    assert [Axis(10.0, 30.0, ()).place(value) for value in (10.0, 20.0, 30.0)] == [0.0, 0.5, 1.0]
    assert Axis(100.0, 1.0, (), logarithmic=True).place(10.0) == pytest.approx(0.5)


def test_many_moments_still_fit() -> None:
    """More than there are letters are left without one, not in the way."""
    marks = tuple(Mark(tick * 200, Cue.SUNSET, 10.0) for tick in range(20))
    found = replace(_day(), marks=marks)
    rows = draw(found, Plot.NOSE, _words(), 76, 16)
    assert len(rows) == 16
    assert {sum(len(text) for text, _ in row) for row in rows} == {76}
