"""From places at the station to dots on the glass."""

from __future__ import annotations

from math import radians, tan

import pytest

from game.app.periscope.camera import Camera, about
from game.emergencies.docking import glass
from game.emergencies.docking.flight import begin, step
from game.flight.vectors import ZERO
from game.vocabulary.flying import Control, Pulse, Rung

from .views import pose

_MIDDLE = (100, 100)
_RADIUS = 90.0


def _camera(
    right_m: float = 0.0,
    down_m: float = 0.0,
    nose_right_deg: float = 0.0,
    roll_deg: float = 0.0,
    *,
    narrow: bool = False,
) -> Camera:
    eye = pose(20.0, right_m, down_m, nose_right_deg, roll_deg)
    return Camera(eye, _MIDDLE, _RADIUS, narrow=narrow)


def _seen(camera: Camera) -> tuple[float, float]:
    place = camera.on_glass(camera.from_eye(ZERO))
    assert place is not None
    return place


def test_docked_straight_the_port_is_in_the_middle() -> None:
    """Of the field, whatever the range."""
    assert _seen(_camera()) == pytest.approx(_MIDDLE)


@pytest.mark.parametrize(
    ("where", "way"),
    [
        ((1.0, 0.0, 0.0, 0.0), (-1, 0)),
        ((0.0, 1.0, 0.0, 0.0), (0, -1)),
        ((0.0, 0.0, 1.0, 0.0), (-1, 0)),
        ((1.0, 0.0, 0.0, 90.0), (0, 1)),
    ],
)
def test_the_port_goes_against_the_ship(
    where: tuple[float, float, float, float], way: tuple[int, int]
) -> None:
    """A ship to the right sees it to the left; one rolled clockwise by a quarter then sees it below."""
    x, y = _seen(_camera(*where))
    signs = tuple(0 if abs(part) < 1e-6 else 1 if part > 0 else -1 for part in (x - 100, y - 100))
    assert signs == way


def test_half_the_field_reaches_the_rim() -> None:
    """7.5 degrees off through the wide field, 1.5 through the narrow one."""
    assert _camera().at_deg(7.5, 0.0) == pytest.approx((190.0, 100.0))
    assert _camera(narrow=True).at_deg(0.0, -1.5) == pytest.approx((100.0, 10.0))


def test_what_is_behind_the_eye_is_cut_away() -> None:
    """A line that passes the eye ends where it leaves the view, and one that lies behind is none."""
    camera = _camera()
    (piece,) = camera.path(((0.0, 1.0, 0.0), (60.0, 1.0, 0.0)))
    assert len(piece) == 2
    assert piece[1][0] < -100.0
    assert camera.path(((60.0, 1.0, 0.0), (90.0, 1.0, 0.0))) == []
    assert len(camera.path(((0.0, 1.0, 0.0), (60.0, 1.0, 0.0), (0.0, -1.0, 0.0)))) == 2
    assert camera.on_glass(camera.from_eye((60.0, 0.0, 0.0))) is None
    assert camera.outline((ZERO, (60.0, 0.0, 0.0))) == []
    assert camera.dots_a_metre((60.0, 0.0, 0.0)) == 0.0


def test_a_body_is_seen_when_any_of_it_stands_in_the_field() -> None:
    """By its ball."""
    camera = _camera()
    far = 24.35 * tan(radians(7.5))
    assert camera.sees((0.0, far + 1.0, 0.0), 1.1)
    assert not camera.sees((0.0, far + 1.0, 0.0), 0.9)
    assert not camera.sees((60.0, 0.0, 0.0), 1.0)


def test_a_quarter_turn_about_an_axis() -> None:
    """Right-handed."""
    assert about((0.0, 0.0, 1.0), radians(90.0), (1.0, 0.0, 0.0)) == pytest.approx((0.0, 1.0, 0.0))


@pytest.mark.parametrize("seed", [1, 7, 2021])
def test_the_picture_and_the_sight_say_the_same(seed: int) -> None:
    """The plate stands where `glass.look` has it, and the cross has slid over it as far, in a flight."""
    state = begin({}, seed, Rung.FLOWN)
    for number in range(200):
        orders = (Pulse(Control.NOSE_UP, 20), Pulse(Control.RIGHT, 20)) if number == 0 else ()
        state = step(state, orders).state
    sight, eye = glass.look(state), glass.eye_pose(state)
    camera = Camera(eye, _MIDDLE, _RADIUS, narrow=False)
    plate = _seen(camera)
    assert plate == pytest.approx(camera.at_deg(sight.target_right_deg, sight.target_down_deg), abs=1e-6)
    post, edge, other = camera.outline(((0.3, 0.0, 0.0), (0.3, -0.125, 0.0), (0.3, 0.125, 0.0)))
    width = ((edge[0] - other[0]) ** 2 + (edge[1] - other[1]) ** 2) ** 0.5
    slid = ((post[0] - plate[0]) / width, (post[1] - plate[1]) / width)
    length = (sight.slide_right**2 + sight.slide_down**2) ** 0.5
    assert slid == pytest.approx((sight.slide_right, sight.slide_down), abs=0.05 * length + 1e-3)
