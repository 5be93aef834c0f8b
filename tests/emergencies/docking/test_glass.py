"""What the round glass shows."""

from __future__ import annotations

from math import atan, degrees, radians
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M, clarity, eye_pose, glare, look
from game.emergencies.docking.sight import CROSS_M, HULL_LENGTH_M, HULL_M, PLATE_M, POST_M, Light
from game.emergencies.docking.starts import Start
from game.flight.ports import DOCKED
from game.vocabulary.flying import Rung, Set, Switch

from .flights import first, fly, placed

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState


def _lit(dark: bool, lamp: bool, filter_on: bool) -> DockingState:
    state = first(Rung.FLOWN, start=Start.IN_THE_DARK if dark else Start.COME_IN)
    plan = {0: [Set(Switch.LAMP, on=lamp), Set(Switch.FILTER, on=filter_on)]}
    return fly(state, plan, 1)[0]


@pytest.mark.parametrize("ahead", [70.0, 30.0, 10.0, 2.0, 0.0])
def test_on_the_line_everything_is_in_the_middle(ahead: float) -> None:
    """No angle, no slide, no roll; widths are those of the angles they span."""
    sight = look(placed(first(), ahead_m=ahead))
    far = ahead + HEAD_BEFORE_EYE_M
    for value in (
        sight.target_right_deg,
        sight.target_down_deg,
        sight.slide_right,
        sight.slide_down,
        sight.rings_right_deg,
        sight.rings_down_deg,
        sight.roll_deg,
    ):
        assert value == pytest.approx(0.0, abs=1e-9)
    assert sight.plate_deg == pytest.approx(degrees(2.0 * atan(0.5 * PLATE_M / far)))
    assert sight.hull_deg == pytest.approx(degrees(2.0 * atan(0.5 * HULL_M / far)))
    assert sight.in_field


def test_the_hull_counts_as_many_cells_as_crews_are_taught() -> None:
    """57 times width over range: 1.3 cells at 100 m, 3.4 at 40, from the eye."""
    assert look(placed(first(), ahead_m=100.0 - HEAD_BEFORE_EYE_M)).hull_deg == pytest.approx(1.3, abs=0.06)
    assert look(placed(first(), ahead_m=40.0 - HEAD_BEFORE_EYE_M)).hull_deg == pytest.approx(3.4, abs=0.06)


@pytest.mark.parametrize(("right", "down"), [(1.0, 0.0), (0.0, 1.0), (-0.7, 0.4)])
def test_a_ship_off_the_line_sees_the_cross_slide_the_other_way(right: float, down: float) -> None:
    """True parallax: what is nearer goes against the way the eye has gone; the rings say the same."""
    ahead = 20.0
    far = ahead + HEAD_BEFORE_EYE_M
    sight = look(placed(first(), ahead_m=ahead, right_m=right, down_m=down))
    share = POST_M / (far - POST_M) / CROSS_M
    assert (sight.slide_right, sight.slide_down) == pytest.approx((-right * share, -down * share))
    rings = degrees(1.0 / far - 1.0 / (far + HULL_LENGTH_M))
    assert (sight.rings_right_deg, sight.rings_down_deg) == pytest.approx(
        (-right * rings, -down * rings), rel=0.01
    )
    target = degrees(atan(right / far)), degrees(atan(down / far))
    assert (sight.target_right_deg, sight.target_down_deg) == pytest.approx((-target[0], -target[1]))


def test_a_nose_off_the_line_moves_the_picture_and_slides_nothing() -> None:
    """Two degrees to the right: the target two degrees to the left, and the cross where it was."""
    sight = look(
        placed(
            first(), ahead_m=60.0, right_m=radians(2.0) * HEAD_BEFORE_EYE_M, nose_rad=(0.0, 0.0, radians(2.0))
        )
    )
    assert sight.target_right_deg == pytest.approx(-2.0, abs=1e-3)
    assert sight.slide_right == pytest.approx(0.0, abs=1e-4)
    assert sight.rings_right_deg == pytest.approx(0.0, abs=1e-4)


def test_place_and_nose_can_look_alike() -> None:
    """The whole difficulty: the same target in the same place, from an offset or from an angle."""
    place = look(placed(first(), ahead_m=60.0, right_m=1.0))
    nose = radians(-place.target_right_deg)
    turned = look(placed(first(), ahead_m=60.0, right_m=nose * HEAD_BEFORE_EYE_M, nose_rad=(0.0, 0.0, nose)))
    assert turned.target_right_deg == pytest.approx(place.target_right_deg, abs=1e-3)
    assert abs(turned.slide_right) < 1e-3 < abs(place.slide_right)


def test_a_rolled_ship_sees_a_target_rolled_the_other_way() -> None:
    """Five degrees clockwise: the target five degrees counter-clockwise."""
    assert look(placed(first(), ahead_m=20.0, nose_rad=(radians(5.0), 0.0, 0.0))).roll_deg == pytest.approx(
        -5.0
    )


def test_the_target_leaves_the_round_field() -> None:
    """Seven degrees of nose are inside, eight are not; the narrow field ends at one and a half."""
    inside = placed(first(), ahead_m=60.0, nose_rad=(0.0, 0.0, radians(6.5)))
    outside = placed(first(), ahead_m=60.0, nose_rad=(0.0, 0.0, radians(8.5)))
    assert look(inside).in_field
    assert not look(outside).in_field
    narrow, _ = fly(
        placed(first(), ahead_m=60.0, nose_rad=(0.0, 0.0, radians(2.0))),
        {0: [Set(Switch.NARROW, on=True)]},
        1,
    )
    assert look(narrow).narrow
    assert not look(narrow).in_field


def test_the_eye_docked_straight_looks_back_along_the_port() -> None:
    """In the port's axes: ahead of it, y to the pilot's left, z down."""
    pose = eye_pose(placed(first(), ahead_m=10.0, right_m=0.5, down_m=0.25))
    assert pose.position_m == pytest.approx((10.0 + HEAD_BEFORE_EYE_M, -0.5, 0.25))
    assert [abs(part) for part in pose.attitude] == pytest.approx([abs(part) for part in DOCKED])


def test_what_can_be_made_out_goes_by_light_lamp_and_filter() -> None:
    """Day is 1; the lamp throws a quarter at 70 m and most at 15; the filter at night leaves nothing."""
    day, lamp = _lit(dark=False, lamp=False, filter_on=True), _lit(dark=True, lamp=True, filter_on=False)
    assert clarity(day, Light.DAY, 70.0) == 1.0
    assert clarity(lamp, Light.DARK, 70.0) == pytest.approx(0.25)
    assert clarity(lamp, Light.DARK, 15.0) == pytest.approx(0.8)
    unlit = _lit(dark=True, lamp=False, filter_on=False)
    assert 0.05 <= clarity(unlit, Light.DARK, 70.0) < clarity(unlit, Light.DARK, 2.0) <= 0.15
    assert clarity(_lit(dark=True, lamp=True, filter_on=True), Light.DARK, 15.0) == 0.0
    assert clarity(_lit(dark=False, lamp=False, filter_on=False), Light.LOW_SUN, 40.0) < 1.0


def test_the_lamp_dazzles_close_by() -> None:
    """Nothing at 12 m, more at 4, most at 1; worse off the axis; never by day or unlit."""
    state = _lit(dark=True, lamp=True, filter_on=False)
    steps = [glare(state, Light.DARK, ahead, 0.0, 0.0) for ahead in (12.0, 8.0, 4.0, 1.0)]
    assert steps[0] == 0.0
    assert steps == sorted(steps)
    assert glare(state, Light.DARK, 4.0, 0.5, 0.1) > steps[2]
    assert glare(state, Light.DAY, 1.0, 0.0, 0.0) == 0.0
    assert glare(_lit(dark=True, lamp=False, filter_on=False), Light.DARK, 1.0, 0.0, 0.0) == 0.0
