"""The whole picture.

To write the four pictures anew after a change that is meant, run this file with ``OFFSCRIPT_SNAPSHOTS=write``
in the environment, and look at each.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.app.periscope.frame import frame
from game.app.periscope.picture import View, canvas_of, picture
from game.app.periscope.tones import Tone
from game.emergencies.docking.glass import EyePose
from game.emergencies.docking.sight import Light
from game.flight.attitude import normalised

from .views import HULLS, LARGE, MIDDLE, SMALL, TARGETS, WARMS, dots, middle_of, pose, sight, view

SNAPSHOTS = Path(__file__).parent / "snapshots"
_WRITE = os.environ.get("OFFSCRIPT_SNAPSHOTS") == "write"

_FRAMES = {
    "day_70m_80x24": (view(70.0, 1.5, 0.8, 1.0), SMALL),
    "day_10m_120x40": (view(10.0, 0.2, 0.1, 0.3), MIDDLE),
    "dark_30m_80x24": (View(pose(30.0, 0.5), sight(Light.DARK, clarity=0.65), lamp=True), SMALL),
    "narrow_70m_120x40": (View(pose(70.0, 1.0, 0.5, -0.7), sight(narrow=True), filter_on=True), MIDDLE),
}


@pytest.mark.parametrize("name", _FRAMES)
def test_the_picture_is_as_it_was(name: str) -> None:
    """Four frames, dot for dot; each was looked at when it was made."""
    seen, size = _FRAMES[name]
    text = "\n".join("".join(run for run, _ in row).rstrip() for row in picture(seen, *size)) + "\n"
    file = SNAPSHOTS / f"{name}.txt"
    if _WRITE:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "size", [SMALL, MIDDLE, LARGE, (40, 10), (13, 30), (12, 6), (11, 6), (12, 5), (1, 1)]
)
def test_the_picture_fills_its_size_and_nothing_more(size: tuple[int, int]) -> None:
    """Blanks and braille alone; too small a glass is empty."""
    rows = picture(view(30.0), *size)
    assert [sum(len(text) for text, _ in row) for row in rows] == [size[0]] * size[1]
    letters = "".join(text for row in rows for text, _ in row)
    assert all(letter == " " or 0x2800 < ord(letter) <= 0x28FF for letter in letters)
    assert (letters.strip() == "") == (size[0] < 12 or size[1] < 6)


def test_the_same_view_gives_the_same_picture() -> None:
    """Nothing in it comes from a clock."""
    seen = View(pose(9.0, 0.3), sight(Light.DARK, clarity=0.7, glare=0.3), lamp=True, elapsed_s=77.0)
    assert picture(seen, *MIDDLE) == picture(replace(seen), *MIDDLE)


@settings(max_examples=60)
@given(
    st.tuples(*[st.floats(-150.0, 150.0)] * 3),
    st.tuples(*[st.floats(-1.0, 1.0)] * 4).filter(lambda q: sum(part * part for part in q) > 1e-3),
    st.sampled_from(Light),
    st.booleans(),
)
def test_no_place_and_no_attitude_is_too_odd_to_draw(
    place: tuple[float, float, float], turn: tuple[float, float, float, float], light: Light, narrow: bool
) -> None:
    """Inside the station, behind it, looking away: a picture of the right size."""
    seen = View(EyePose(place, normalised(turn)), sight(light, glare=0.4, narrow=narrow), lamp=True)
    assert len(picture(seen, *SMALL)) == SMALL[1]


def test_the_target_is_the_brightest_thing_by_day() -> None:
    """In every size and at every range there is some of it, and nothing else has its tone."""
    for size in (SMALL, MIDDLE, LARGE):
        for range_m in (70.0, 30.0, 10.0, 2.0):
            canvas = canvas_of(view(range_m), *size)
            bright = dots(canvas, Tone.TARGET_3)
            assert len(bright) >= 2
            x, y = middle_of(bright)
            middle = frame(*size, narrow=False).middle
            assert (x, y) == pytest.approx(middle, abs=2.0)


@pytest.mark.parametrize(("right_m", "down_m"), [(0.6, 0.0), (-0.6, 0.0), (0.0, 0.6), (0.0, -0.6)])
def test_the_cross_slides_over_the_plate_to_the_side_away_from_the_ship(
    right_m: float, down_m: float
) -> None:
    """True parallax: a ship to the right of the line sees the cross to the left of the plate's middle."""
    canvas = canvas_of(view(3.0, right_m, down_m), *LARGE)
    cross = middle_of(dots(canvas, Tone.TARGET_3))
    plate = middle_of(dots(canvas, *TARGETS))
    slid = (cross[0] - plate[0], cross[1] - plate[1])
    # A slope of 0.3 m / (7.35 m x 7.05 m) for each metre off the line, and 98 dots for tan(7.5 degrees).
    dots_a_metre = 0.3 / (7.35 * 7.05) * 98.0 / 0.13165
    assert slid == pytest.approx((-right_m * dots_a_metre, -down_m * dots_a_metre), abs=1.2)
    assert max(abs(part) for part in slid) > 1.5


def test_the_nose_moves_the_picture_and_slides_nothing() -> None:
    """An error of angle alone leaves cross and plate together."""
    canvas = canvas_of(view(3.0, 0.0, 0.0, 1.5), *LARGE)
    cross, plate = middle_of(dots(canvas, Tone.TARGET_3)), middle_of(dots(canvas, *TARGETS))
    assert cross[0] < frame(*LARGE, narrow=False).middle[0] - 10
    assert cross == pytest.approx(plate, abs=1.5)


def test_the_narrow_field_shows_five_times_as_much() -> None:
    """Of the plate, in dots."""
    wide = canvas_of(view(30.0), *LARGE)
    near = canvas_of(View(pose(30.0), sight(narrow=True), filter_on=True), *LARGE)
    widths = [
        max(x for x, _ in found) - min(x for x, _ in found)
        for found in (dots(wide, Tone.TARGET_2, Tone.TARGET_3), dots(near, Tone.TARGET_2, Tone.TARGET_3))
    ]
    assert widths[1] / widths[0] == pytest.approx(5.0, rel=0.15)


@pytest.mark.parametrize(
    ("right_m", "nose_deg", "side"), [(0.0, 0.0, 0), (2.0, -1.541, -1), (-2.0, 1.541, 1)]
)
def test_far_off_the_two_rings_tell_what_the_cross_cannot(right_m: float, nose_deg: float, side: int) -> None:
    """From 70 m, the plate in the middle: the far ring comes out inside the near one, on one side only."""
    canvas = canvas_of(View(pose(70.0, right_m, 0.0, nose_deg), sight(narrow=True), filter_on=True), *LARGE)
    near_ring = 1.175 / 74.35 * 98.0 / 0.02619
    inside = [
        x - 100
        for x, y in dots(canvas, Tone.HULL_3)
        if 0.8 * near_ring < ((x - 100) ** 2 + (y - 100) ** 2) ** 0.5 < near_ring - 2.0 and abs(y - 100) < 30
    ]
    assert (min(inside) < -40) == (side <= 0)
    assert (max(inside) > 40) == (side >= 0)


def test_at_night_only_the_lamps_pool_is_left() -> None:
    """With the lamp a pool round the axis, without it the near end's rings, faint, and a few windows."""
    day = canvas_of(view(30.0), *MIDDLE)
    lit = canvas_of(View(pose(30.0), sight(Light.DARK, clarity=0.65), lamp=True), *MIDDLE)
    dark = canvas_of(View(pose(30.0), sight(Light.DARK, clarity=0.05)), *MIDDLE)
    assert len(dots(day, *HULLS)) > len(dots(lit, *HULLS)) > len(dots(dark, *HULLS)) > 0
    assert dots(lit, *TARGETS)
    assert not dots(dark, *TARGETS)
    assert dots(dark, Tone.WINDOW)
    assert not dots(day, Tone.WINDOW)


def test_the_lamp_reaches_farther_in() -> None:
    """From nearer more of the station is lit, and brighter."""
    brightest = [
        max(
            canvas.tones[cell]
            for cell in range(len(canvas.tones))
            if canvas.bits[cell] and canvas.tones[cell] in HULLS
        )
        for canvas in (
            canvas_of(View(pose(range_m), sight(Light.DARK, clarity=0.5), lamp=True), *MIDDLE)
            for range_m in (70.0, 10.0)
        )
    ]
    assert brightest[0] < brightest[1]


def test_the_days_filter_at_night_leaves_the_glass_alone() -> None:
    """Rim, grid and side windows; nothing through the field."""
    canvas = canvas_of(View(pose(20.0), sight(Light.DARK, clarity=0.0), lamp=True, filter_on=True), *MIDDLE)
    assert not dots(canvas, *HULLS, *TARGETS, Tone.WINDOW, Tone.STAR)
    assert dots(canvas, Tone.GRID)


def test_a_low_sun_lights_one_side() -> None:
    """Warm lines on one side of the port, dark ones on the other."""
    canvas = canvas_of(View(pose(30.0), sight(Light.LOW_SUN), filter_on=True), *MIDDLE)
    warm, cold = middle_of(dots(canvas, *WARMS)), dots(canvas, Tone.HULL_1, Tone.HULL_2)
    assert warm[0] > frame(*MIDDLE, narrow=False).middle[0]
    assert cold
    assert not dots(canvas_of(view(30.0), *MIDDLE), *WARMS)


def test_glare_eats_the_target() -> None:
    """The more of it, the fewer of the target's dots are left; the worst hides it all."""
    left: list[int] = []
    for glare in (0.0, 0.3, 0.6, 1.0):
        seen = View(pose(5.0), sight(Light.DARK, clarity=0.8, glare=glare), lamp=True)
        left.append(len(dots(canvas_of(seen, *MIDDLE), *TARGETS)))
    assert left[0] > left[1] > left[2] > left[3]
    assert left[2] > 0


def test_the_help_is_where_it_was_asked_for() -> None:
    """The arrow at the side to which the ship drifts, the mark where the target is bound for."""
    assert not dots(canvas_of(view(30.0), *MIDDLE), Tone.HELP)
    middle = frame(*MIDDLE, narrow=False).middle
    arrow = middle_of(dots(canvas_of(replace(view(30.0), drift=(-1, 1)), *MIDDLE), Tone.HELP))
    assert arrow[0] < middle[0] - 20
    assert arrow[1] > middle[1] + 20
    mark = middle_of(dots(canvas_of(replace(view(30.0), bound_deg=(3.0, 0.0)), *MIDDLE), Tone.HELP))
    assert mark[0] == pytest.approx(middle[0] + 23, abs=2)
    assert mark[1] == pytest.approx(middle[1], abs=2)


def test_the_horizon_in_the_side_windows_tells_where_the_nose_points() -> None:
    """True: as much Earth in each. Turned to the right: more in those on the right, less on the left."""
    frames = [canvas_of(view(30.0, 0.0, 0.0, nose), *LARGE) for nose in (0.0, 20.0)]
    counts = [
        [
            len([x for x, _ in dots(canvas, Tone.EARTH, Tone.AIR) if low <= x < high])
            for low, high in ((0, 100), (101, 200))
        ]
        for canvas in frames
    ]
    assert counts[0][0] == pytest.approx(counts[0][1], rel=0.05)
    assert counts[1][0] < 0.8 * counts[0][0]
    assert counts[1][1] > 1.2 * counts[0][1]


def test_the_earth_comes_into_the_field_when_the_nose_has_turned_so_far() -> None:
    """Its limb stands 110 degrees from the zenith."""

    def in_field(nose_deg: float) -> int:
        canvas = canvas_of(view(30.0, 0.0, 0.0, nose_deg), *MIDDLE)
        reach = frame(*MIDDLE, narrow=False).radius - 3
        return len([x for x, y in dots(canvas, Tone.AIR) if (x - 60) ** 2 + (y - 64) ** 2 < reach * reach])

    assert in_field(90.0) == 0
    assert in_field(110.0) > 50
    ground = dots(canvas_of(view(30.0, 0.0, 0.0, 110.0), *MIDDLE), Tone.EARTH)
    inside = [x for x, y in ground if (x - 60) ** 2 + (y - 64) ** 2 < 50 * 50]
    assert len([x for x in inside if x > 66]) > 100
    assert len([x for x in inside if x < 56]) < 20


def test_the_stars_go_round_once_an_orbit_and_only_at_night() -> None:
    """They stand still while no time is told."""

    def stars(light: Light, elapsed_s: float) -> set[tuple[int, int]]:
        seen = View(pose(200.0, 0.0, 0.0, 60.0), sight(light), elapsed_s=elapsed_s)
        return dots(canvas_of(seen, *LARGE), Tone.STAR)

    assert stars(Light.DARK, 0.0)
    assert stars(Light.DARK, 0.0) != stars(Light.DARK, 60.0)
    assert not stars(Light.DAY, 0.0)


def test_the_cross_of_the_grid_leaves_the_middle_free() -> None:
    """The target belongs there."""
    for size in (SMALL, MIDDLE, LARGE):
        for narrow in (False, True):
            glass = frame(*size, narrow=narrow)
            still = dots(glass.still)
            close = {(x, y) for x, y in still if (x - glass.middle[0]) ** 2 + (y - glass.middle[1]) ** 2 < 9}
            assert close == {glass.middle}
