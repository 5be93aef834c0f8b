"""A mind tells place from nose, counts squares, and knows what the hands did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.advice import Advice
from game.emergencies.docking.pilots.characters import CLUMSY, TRAINED, mood_of
from game.emergencies.docking.pilots.mind import fresh_mind, having_pulsed, having_seen
from game.vocabulary.flying import Control, Cue, CueGiven

from .seat import view

if TYPE_CHECKING:
    from game.emergencies.docking.pilots.characters import Character
    from game.emergencies.docking.pilots.mind import Mind

STRAIGHT_EYES = replace(mood_of(TRAINED, 1, 1), range_error=0.0, bars_right=0.0, bars_down=0.0)


def after_looking(looks: int, character: Character = TRAINED, **where: float) -> Mind:
    mind = fresh_mind()
    for count in range(looks):
        mind = having_seen(mind, character, STRAIGHT_EYES, view(0.5 * count, **where))  # type: ignore[arg-type]  # only numbers are given
    return mind


def test_a_ship_off_the_line_is_told_from_a_nose_off_the_line() -> None:
    """The same target in the same place of the glass, once by place and once by nose."""
    place = after_looking(60, ahead_m=20.0, right_m=1.0, down_m=-0.5)
    assert place.right.value == pytest.approx(1.0, abs=0.1)
    assert place.down.value == pytest.approx(-0.5, abs=0.1)
    assert place.nose_deg < 0.3
    nose = after_looking(60, ahead_m=20.0, nose_right_deg=2.86, nose_down_deg=-1.43)
    assert nose.place_m < 0.1
    assert nose.nose_right.value == pytest.approx(2.86, abs=0.2)
    assert nose.nose_down.value == pytest.approx(-1.43, abs=0.2)


def test_the_range_is_counted_in_squares() -> None:
    """Believed to be 70 m at first; thirty looks at a hull 25 m ahead of the eye say otherwise."""
    assert after_looking(60, ahead_m=25.0).ahead.value == pytest.approx(25.0, abs=1.0)
    assert after_looking(60, ahead_m=6.35).range_m == pytest.approx(2.0, abs=0.3)


def test_who_mixes_them_up_takes_a_nose_for_a_place() -> None:
    """A wrong nose alone makes the clumsy one believe that the ship is off the line."""
    always = replace(CLUMSY, mixes=1.0)
    assert after_looking(60, always, ahead_m=20.0, nose_right_deg=3.0).right.value == pytest.approx(
        1.05, abs=0.2
    )


def test_who_is_coached_does_not_mix_them_up() -> None:
    """After a coach's word the same picture is read as a nose."""
    always = replace(CLUMSY, mixes=1.0)
    mind = fresh_mind()
    for count in range(60):
        heard = (CueGiven(Cue.COACH, 0, (("advice", Advice.NOSE_LEFT.value),)),) if count == 0 else ()
        seen = view(0.5 * count, ahead_m=20.0, nose_right_deg=3.0, heard=heard)
        mind = having_seen(mind, always, STRAIGHT_EYES, seen)
    assert mind.place_m < 0.1
    assert mind.nose_right.value == pytest.approx(3.0, abs=0.3)


def test_a_called_range_is_believed_a_little() -> None:
    """It draws the mind toward what was said, not all the way."""
    mind = having_seen(fresh_mind(), TRAINED, STRAIGHT_EYES, view(clarity=0.0))
    called = CueGiven(Cue.RANGE_CALLED, 0, (("metres", 60), ("seconds_late", 5)))
    told = having_seen(mind, TRAINED, STRAIGHT_EYES, view(0.5, clarity=0.0, heard=(called,)))
    assert 60.0 < told.range_m < mind.range_m


def test_what_cannot_be_made_out_changes_nothing_but_the_doubt() -> None:
    """In the dark, or out of the field, the mind only goes on as before."""
    mind = after_looking(20, ahead_m=20.0, right_m=1.0)
    dark = having_seen(mind, TRAINED, STRAIGHT_EYES, view(10.5, clarity=0.0, ahead_m=50.0, right_m=-3.0))
    gone = having_seen(mind, TRAINED, STRAIGHT_EYES, view(10.5, in_field=False, ahead_m=50.0, right_m=-3.0))
    for later in (dark, gone):
        assert later.right.value == pytest.approx(1.0, abs=0.2)
        assert later.right.doubt > mind.right.doubt
        assert later.seen_s == mind.seen_s


def test_hands_are_felt_before_they_are_seen() -> None:
    """A second of sliding is 1.9 cm/s; forward is left to the panel that counts it, unless nothing counts."""
    mind = after_looking(4)
    assert having_pulsed(mind, Control.LEFT, 1.0, held=True).right.rate == pytest.approx(
        mind.right.rate - 0.0189
    )
    assert having_pulsed(mind, Control.FORWARD, 1.0, held=True).closing_m_s == mind.closing_m_s
    bare = replace(mind, counted_m_s=None)
    assert having_pulsed(bare, Control.FORWARD, 1.0, held=False).closing_m_s == pytest.approx(
        mind.closing_m_s + 0.0378
    )


@pytest.mark.parametrize("control", list(Control))
def test_opposite_pulses_cancel_in_the_mind(control: Control) -> None:
    """Whatever one hand believes to have done, the same pulse the other way undoes."""
    pairs = {
        Control.FORWARD: Control.AFT,
        Control.LEFT: Control.RIGHT,
        Control.UP: Control.DOWN,
        Control.NOSE_UP: Control.NOSE_DOWN,
        Control.NOSE_LEFT: Control.NOSE_RIGHT,
        Control.ROLL_LEFT: Control.ROLL_RIGHT,
    }
    opposite = {**pairs, **{other: one for one, other in pairs.items()}}
    for held in (True, False):
        mind = replace(fresh_mind(), counted_m_s=None)
        there = having_pulsed(mind, control, 0.7, held=held)
        back = having_pulsed(there, opposite[control], 0.7, held=held)
        assert there != mind
        assert back == mind
