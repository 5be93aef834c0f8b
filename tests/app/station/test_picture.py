"""The picture of the station from outside."""

from __future__ import annotations

from dataclasses import replace
from math import radians
from typing import TYPE_CHECKING

import pytest

from game.app.periscope.tones import Tone
from game.app.station.camera import AHEAD, DOWN, RIGHT, camera
from game.app.station.picture import NAUKA_JET, StationView, canvas_of, picture
from game.flight.attitude import from_rotation_vector
from game.flight.station import SOYUZ_AT_NAUKA_JETS, ZVEZDA_JETS
from game.flight.vectors import dot, norm

if TYPE_CHECKING:
    from game.flight.jets import Jet

SIZE = (60, 24)
LEVEL = StationView()
_JETS = (*SOYUZ_AT_NAUKA_JETS, *ZVEZDA_JETS, NAUKA_JET)


def _pitched(deg: float) -> StationView:
    return replace(LEVEL, attitude=from_rotation_vector((0.0, radians(deg), 0.0)))


def _toned(view: StationView, *tones: Tone) -> set[tuple[int, int]]:
    """Return the cells, column and row, that have a dot in one of the tones."""
    canvas = canvas_of(view, *SIZE)
    return {
        (cell % SIZE[0], cell // SIZE[0])
        for cell, bits in enumerate(canvas.bits)
        if bits and canvas.tones[cell] in tones
    }


def test_the_eye_stands_square() -> None:
    """Three unit axes across one another, down not up, and to starboard of the station, looking to port."""
    for one, two in ((AHEAD, RIGHT), (RIGHT, DOWN), (DOWN, AHEAD)):
        assert dot(one, two) == pytest.approx(0.0, abs=1e-12)
    for axis in (AHEAD, RIGHT, DOWN):
        assert norm(axis) == pytest.approx(1.0)
    assert DOWN[2] > 0.9
    assert AHEAD[1] < 0.0


def test_the_nose_goes_up_on_the_picture_when_it_goes_up() -> None:
    """The forward end of the station is at the right, as the eye stands; pitch up lifts it."""
    eye = camera(120, 96)
    forward = ((14.0, 0.0, 0.0),)
    level = eye.turned(LEVEL.attitude).on_picture(forward)[0]
    up = eye.turned(_pitched(40.0).attitude).on_picture(forward)[0]
    assert level[0] > eye.middle[0]
    assert up[1] < level[1] - 3.0


def test_the_horizon_stays_where_the_station_turns() -> None:
    """It is below the middle, and the same dots of it show where the station is not before it."""
    level, over = (_toned(view, Tone.AIR) for view in (LEVEL, _pitched(90.0)))
    assert level
    assert over
    assert min(row for _, row in level) > SIZE[1] // 2
    edge = {(column, row) for column, row in level if column < 4 or column > SIZE[0] - 5}
    assert edge & over == edge


def test_a_slow_turn_shows() -> None:
    """A degree changes the picture; nothing else does."""
    assert picture(LEVEL, *SIZE) == picture(StationView(), *SIZE)
    assert picture(LEVEL, *SIZE) != picture(_pitched(1.0), *SIZE)


@pytest.mark.parametrize("jet", _JETS, ids=[jet.name for jet in _JETS])
def test_every_jet_is_a_spark_at_its_place(jet: Jet) -> None:
    """And dark when it is shut."""
    firing = replace(LEVEL, jets=(jet.name,))
    sparks = _toned(firing, Tone.BLOOM)
    x, y = camera(2 * SIZE[0], 4 * SIZE[1]).turned(LEVEL.attitude).on_picture((jet.position_m,))[0]
    assert (round(x) // 2, round(y) // 4) in sparks
    assert not _toned(LEVEL, Tone.BLOOM)
    assert picture(firing, *SIZE) != picture(replace(firing, flicker=1), *SIZE)


def test_the_arc_says_how_far_over_she_is() -> None:
    """More of it with the angle, a caution beyond level, and none where nobody can tell."""
    small, large = (len(_toned(replace(LEVEL, tilt_deg=deg), Tone.WINDOW)) for deg in (20.0, 120.0))
    assert 0 < small < large
    assert not _toned(replace(LEVEL, tilt_deg=2.0), Tone.WINDOW)
    assert _toned(replace(LEVEL, tilt_deg=2.0), Tone.TARGET_3)
    assert not _toned(LEVEL, Tone.WINDOW, Tone.TARGET_3)


def test_the_picture_goes_dark_with_the_sun() -> None:
    """No lit wing, no bright hull, no lit ground; stars instead."""
    night = replace(LEVEL, dark=True, sun=(0.0, 0.0, 1.0))
    assert _toned(LEVEL, Tone.PANEL_1, Tone.PANEL_2)
    assert not _toned(night, Tone.PANEL_1, Tone.PANEL_2, Tone.AIR, Tone.HULL_4)
    assert _toned(night, Tone.STAR)
    assert not _toned(LEVEL, Tone.STAR)


def test_the_ground_goes_by_below() -> None:
    """With the seconds; half of it is dark when the sun stands low."""
    assert _toned(LEVEL, Tone.EARTH) != _toned(replace(LEVEL, second=20), Tone.EARTH)
    low = replace(LEVEL, sun=(0.97, 0.0, 0.24))
    assert len(_toned(low, Tone.EARTH, Tone.AIR)) < len(_toned(LEVEL, Tone.EARTH, Tone.AIR))


@pytest.mark.parametrize("size", [(1, 0), (1, 1), (15, 30), (40, 5), (16, 6), (300, 90)])
def test_every_size_is_drawn_or_left_empty(size: tuple[int, int]) -> None:
    """Without a word."""
    columns, rows = size
    drawn = picture(replace(LEVEL, tilt_deg=57.0, jets=(ZVEZDA_JETS[0].name,)), columns, rows)
    assert len(drawn) == rows
    assert all(sum(len(text) for text, _ in row) == columns for row in drawn)
