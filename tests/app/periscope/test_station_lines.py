"""The station as lines."""

from __future__ import annotations

from math import hypot, isfinite

import pytest

from game.app.periscope.station_lines import NADIR, RIGHT, in_port, station, turned_to_port
from game.emergencies.docking.sight import HULL_LENGTH_M, HULL_M
from game.flight.station import NAUKA_NADIR_M, RASSVET_NADIR_M
from game.flight.vectors import subtract


def test_the_port_looks_down_and_is_where_the_flight_has_it() -> None:
    """Its x is nadir, and its middle is the origin."""
    assert in_port(RASSVET_NADIR_M) == pytest.approx((0.0, 0.0, 0.0))
    assert turned_to_port(NADIR) == pytest.approx((1.0, 0.0, 0.0))


def test_the_axes_are_the_targets_not_the_stations() -> None:
    """Forty degrees about the axis, so that the orbit's turning shows in two channels."""
    starboard = turned_to_port(RIGHT)
    assert starboard[0] == pytest.approx(0.0)
    assert starboard[1] == pytest.approx(0.7660, abs=1e-4)
    assert abs(starboard[2]) == pytest.approx(0.6428, abs=1e-4)


def test_rassvets_rings_stand_as_the_sight_counts_them() -> None:
    """The near one in the plane of the cone's mouth, the far one six metres behind."""
    rassvet = station()[-1]
    (far,) = [stroke for stroke in rassvet.strokes if stroke.dotted]
    near = [stroke for stroke in rassvet.strokes if stroke.level == 5]
    for strokes, along in (([far], -HULL_LENGTH_M), (near, 0.0)):
        for stroke in strokes:
            for x, y, z in stroke.points:
                assert x == pytest.approx(along)
                assert hypot(y, z) == pytest.approx(HULL_M / 2)


def test_every_point_lies_in_its_bodys_ball() -> None:
    """Or the body would vanish while a part of it is in the field."""
    for body in station():
        for stroke in body.strokes:
            assert len(stroke.points) >= 2
            for point in stroke.points:
                assert all(isfinite(part) for part in point)
                assert hypot(*subtract(point, body.middle)) <= body.reach_m + 1e-9


def test_what_a_low_sun_falls_on_looks_one_way() -> None:
    """A facing is a direction or none."""
    for body in station():
        for stroke in body.strokes:
            assert hypot(*stroke.facing) == pytest.approx(1.0) or stroke.facing == (0.0, 0.0, 0.0)


def test_the_neighbour_beside_the_port_is_nauka() -> None:
    """Eleven metres off, and its end is nearer to an eye below."""
    end = in_port(NAUKA_NADIR_M)
    assert hypot(end[1], end[2]) == pytest.approx(11.0)
    assert end[0] == pytest.approx(6.0)
    assert any(hypot(*subtract(body.middle, end)) < body.reach_m + 0.5 for body in station())
