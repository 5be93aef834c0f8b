"""The picture as a person makes it out."""

from __future__ import annotations

from dataclasses import replace
from math import radians, sqrt
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import eyes
from game.emergencies.docking.glass import look
from game.emergencies.docking.starts import Start
from game.vocabulary.flying import Rung, Set, Switch

from .flights import first, fly, placed

if TYPE_CHECKING:
    from game.emergencies.docking.state import DockingState


def _spread(state: DockingState, name: str, count: int = 150) -> float:
    """Return how far glimpses of one state are spread around the truth."""
    true = getattr(look(state), name)
    total = 0.0
    for index in range(count):
        seen = getattr(eyes.glimpse(replace(state, tick=index * eyes.LOOK_TICKS)), name)
        total += (seen - true) * (seen - true)
    return sqrt(total / count)


def _narrow(state: DockingState) -> DockingState:
    return fly(state, {0: [Set(Switch.NARROW, on=True)]}, 1)[0]


def test_a_picture_does_not_flicker_faster_than_twice_a_second() -> None:
    """Ten ticks see the same noise, the next ten another one."""
    state = placed(first(), ahead_m=40.0)
    seen = [eyes.glimpse(replace(state, tick=tick)) for tick in range(20)]
    assert all(one == seen[0] for one in seen[:10])
    assert seen[10] != seen[0]
    assert all(one == seen[10] for one in seen[10:])


def test_angles_are_made_out_to_a_seventh_of_a_degree_and_better_in_the_narrow_field() -> None:
    """By day 0.15 degrees of spread, and 0.05; of the rings 0.12 and 0.03."""
    wide = placed(first(), ahead_m=40.0)
    assert _spread(wide, "target_right_deg") == pytest.approx(0.15, rel=0.25)
    assert _spread(wide, "rings_down_deg") == pytest.approx(0.12, rel=0.25)
    assert _spread(_narrow(wide), "target_right_deg") == pytest.approx(0.05, rel=0.25)
    assert _spread(_narrow(wide), "rings_down_deg") == pytest.approx(0.03, rel=0.25)


def test_the_cross_says_nothing_while_it_is_a_dot() -> None:
    """Under three dots of the field there is no slide; nearer, or in the narrow field, there is."""
    far = placed(first(), ahead_m=140.0, right_m=2.0)
    assert eyes.glimpse(far).slide_right == 0.0
    assert eyes.glimpse(_narrow(far)).slide_right != 0.0
    assert eyes.glimpse(placed(first(), ahead_m=20.0, right_m=1.0)).slide_right != 0.0


def test_the_dark_makes_every_judgement_worse() -> None:
    """Without the lamp the target's spread is more than twice that of day, and the rings are gone."""
    day = placed(first(Rung.FLOWN, start=Start.COME_IN), ahead_m=25.0)
    night, _ = fly(
        placed(first(Rung.FLOWN, start=Start.IN_THE_DARK), ahead_m=25.0),
        {0: [Set(Switch.FILTER, on=False)]},
        1,
    )
    assert _spread(night, "target_down_deg") > 2.0 * _spread(day, "target_down_deg")
    assert eyes.glimpse(night).rings_right_deg == 0.0
    lit, _ = fly(night, {1: [Set(Switch.LAMP, on=True)]}, 1)
    assert _spread(lit, "target_down_deg") < _spread(night, "target_down_deg")


def test_a_target_that_left_the_field_is_only_known_to_be_over_there() -> None:
    """The side it went to is told, at the rim, and nothing else of it."""
    gone = placed(first(), ahead_m=40.0, nose_rad=(radians(3.0), 0.0, radians(12.0)))
    seen = eyes.glimpse(gone)
    assert not seen.in_field
    rim = sqrt(seen.target_right_deg * seen.target_right_deg + seen.target_down_deg * seen.target_down_deg)
    assert rim == pytest.approx(7.5)
    assert seen.target_right_deg < 0.0
    assert (seen.slide_right, seen.rings_right_deg, seen.roll_deg, seen.clarity) == (0.0, 0.0, 0.0, 0.0)


def test_noise_has_no_side() -> None:
    """Over many looks the glimpse is right on the average."""
    state = placed(first(), ahead_m=40.0, right_m=1.0)
    seen = [eyes.glimpse(replace(state, tick=10 * i)).target_right_deg for i in range(300)]
    mean = sum(round(1e6 * one) for one in seen) / len(seen) / 1e6
    assert mean == pytest.approx(look(state).target_right_deg, abs=0.03)
