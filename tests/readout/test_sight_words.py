"""The picture in the round glass, told in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.emergencies.docking.sight import Light, Sight
from game.readout.phrasebook import Phrasebook
from game.readout.sight_words import describe, say_light, say_squares
from game.storage.library import phrases

PHRASES = Phrasebook(phrases())

STRAIGHT = Sight(
    target_right_deg=0.0,
    target_down_deg=0.0,
    slide_right=0.0,
    slide_down=0.0,
    rings_right_deg=0.0,
    rings_down_deg=0.0,
    roll_deg=0.0,
    plate_deg=0.6,
    hull_deg=3.4,
    in_field=True,
    narrow=False,
    light=Light.DAY,
    clarity=1.0,
    glare=0.0,
)


def _told(sight: Sight, before: Sight | None = None) -> dict[str, str]:
    return {spoken.name: spoken.text for spoken in describe(sight, before, PHRASES)}


def test_everything_that_is_straight_is_called_so() -> None:
    """A picture without an error has a sentence for that, so that silence never means it."""
    even = replace(STRAIGHT, rings_right_deg=0.001, slide_right=0.001, plate_deg=2.0)
    told = _told(even)
    assert told["target"] == "The target is in the middle."
    assert told["rings"] == "The near ring covers the far one."
    assert told["cross"] == "The cross sits in the middle of its plate."
    assert told["roll"] == "The target stands upright."
    assert told["size"] == "The module is three and a half squares wide."


def test_where_something_stands_is_told_as_the_pilot_sits() -> None:
    """Above zero is right and low; below zero is left and high."""
    there = replace(STRAIGHT, target_right_deg=2.0, target_down_deg=1.0)
    assert _told(there)["target"] == "The target stands off the middle, two squares right and one square low."
    there = replace(STRAIGHT, rings_right_deg=-0.33, rings_down_deg=-0.24)
    expected = (
        "The near ring stands off the far one, a third of a square left and a quarter of a square high."
    )
    assert _told(there)["rings"] == expected
    there = replace(STRAIGHT, slide_right=-0.5, plate_deg=2.0)
    assert _told(there)["cross"] == "The cross stands off its plate, half its width left."


def test_what_grows_and_what_shrinks_is_said() -> None:
    """Against the picture of a turn ago, each way by itself; crossing the middle is growing anew."""
    before = replace(STRAIGHT, rings_right_deg=-0.2, rings_down_deg=1.0, hull_deg=3.0)
    now = replace(STRAIGHT, rings_right_deg=-0.5, rings_down_deg=0.66)
    told = _told(now, before)
    assert told["rings"] == (
        "The near ring stands off the far one, "
        "half a square left, growing, and two thirds of a square low, shrinking."
    )
    assert told["size"] == "The module is three and a half squares wide, growing."
    crossed = _told(replace(STRAIGHT, rings_right_deg=0.5), replace(before, rings_right_deg=-0.6))
    assert "half a square right, growing" in crossed["rings"]


def test_what_stays_is_not_called_moving() -> None:
    """A change that a look can err by is none."""
    before = replace(STRAIGHT, rings_right_deg=1.0)
    assert "ing" not in _told(replace(STRAIGHT, rings_right_deg=1.05), before)["rings"].replace("ring", "")


def test_what_cannot_be_made_out_is_not_told() -> None:
    """Eyes give nothing at all for it; in the dark nothing but the windows is left."""
    assert _told(STRAIGHT).keys().isdisjoint({"rings", "cross"})
    dark = _told(replace(STRAIGHT, clarity=0.05, light=Light.DARK, rings_right_deg=1.0))
    assert dark.keys() == {"target", "glare"}


@pytest.mark.parametrize(
    ("right", "down", "where"),
    [(9.0, 1.0, "to the right"), (-9.0, 1.0, "to the left"), (1.0, 9.0, "below"), (1.0, -9.0, "above")],
)
def test_a_target_that_is_lost_is_told_by_the_side_on_which_it_went(
    right: float, down: float, where: str
) -> None:
    """So that the nose can be turned after it."""
    gone = replace(STRAIGHT, target_right_deg=right, target_down_deg=down, in_field=False)
    assert where in _told(gone)["target"]


def test_roll_glare_and_light_have_their_words() -> None:
    """Each with its side or its grade."""
    told = _told(replace(STRAIGHT, roll_deg=-7.0, glare=0.7))
    assert told["roll"] == "The target leans 8 degrees to the left."
    assert "dazzles" in told["glare"]
    assert len({say_light(replace(STRAIGHT, light=light), PHRASES).text for light in Light}) == len(Light)


def test_close_in_the_plate_is_counted() -> None:
    """When the module is wider than the field."""
    assert "plate is three squares" in _told(replace(STRAIGHT, hull_deg=17.0, plate_deg=3.0))["size"]


def test_a_larger_distance_is_never_called_a_smaller_one() -> None:
    """Every hundredth of a square up to sixteen; the words change in one direction only."""
    seen: list[str] = []
    for hundredths in range(3, 1600):
        words = say_squares(hundredths / 100.0, PHRASES)
        if not seen or seen[-1] != words:
            seen.append(words)
    assert len(seen) == len(set(seen))
    assert len(seen) > 35


numbers = st.floats(-90.0, 90.0)


@given(numbers, numbers, numbers, numbers, st.floats(0.0, 1.0), st.floats(0.1, 120.0), st.booleans())
def test_any_picture_can_be_told(
    right: float, slide: float, rings: float, roll: float, clear: float, hull: float, inside: bool
) -> None:
    """In at most eight sentences, each under 130 characters."""
    sight = replace(
        STRAIGHT,
        target_right_deg=right,
        slide_down=slide,
        rings_right_deg=rings,
        rings_down_deg=slide,
        roll_deg=roll,
        clarity=clear,
        glare=clear,
        hull_deg=hull,
        in_field=inside,
    )
    told = describe(sight, STRAIGHT, PHRASES)
    assert 1 <= len(told) <= 8
    assert all(spoken.text.endswith(".") and len(spoken.text) < 130 for spoken in told)
