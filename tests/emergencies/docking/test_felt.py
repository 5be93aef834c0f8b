"""What the crew makes of all that it has seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import eyes, truth
from game.emergencies.docking.felt import felt_again
from game.emergencies.docking.flight import begin
from game.emergencies.docking.glass import HEAD_BEFORE_EYE_M
from game.vocabulary.flying import Ask, Call, Control, Pulse, Rung

from .flights import first, fly, placed

if TYPE_CHECKING:
    from game.emergencies.docking.sight import Sight
    from game.emergencies.docking.state import DockingState


def test_after_two_minutes_they_know_about_where_they_are() -> None:
    """Range within 5 per cent, speed within 3 cm/s, place within 0.6 m, on most of ten seeds."""
    good = 0
    for seed in range(10):
        state, _ = fly(first(seed=seed), {100: [Pulse(Control.FORWARD, 100)]}, 2400)
        felt, true = state.felt, truth.read(state)
        head_right = felt.right.value + HEAD_BEFORE_EYE_M * felt.nose_right_deg / 57.3
        head_down = felt.down.value + HEAD_BEFORE_EYE_M * felt.nose_down_deg / 57.3
        good += (
            abs(felt.away.value - true.range_m) < 0.05 * true.range_m
            and abs(-felt.away.rate - true.closing_m_s) < 0.03
            and abs(head_right - true.offset_right_m) < 0.6
            and abs(head_down - true.offset_down_m) < 0.6
        )
    assert good >= 8


def test_they_know_nothing_that_they_did_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown a ship that stands elsewhere, they believe that: the true range has no other way in."""
    elsewhere = placed(first(), ahead_m=30.0, right_m=2.0)
    state = placed(first(Rung.ASSISTED), ahead_m=60.0, right_m=-2.0)

    def shown(now: DockingState) -> Sight:
        return eyes.glimpse(replace(elsewhere, tick=now.tick))

    monkeypatch.setattr("game.emergencies.docking.felt.glimpse", shown)
    for second in range(60):
        state = felt_again(replace(state, tick=20 * second))
    assert state.felt.away.value == pytest.approx(30.0, abs=1.5)
    assert state.felt.right.value == pytest.approx(2.0, abs=0.7)


def test_what_the_hands_give_is_known_at_once() -> None:
    """Five seconds of push are felt as 19 cm/s without waiting for the picture."""
    state, _ = fly(first(), {0: [Pulse(Control.FORWARD, 100)]}, 101)
    assert -state.felt.away.rate == pytest.approx(0.17, abs=0.03)


def test_a_call_is_believed_as_far_as_the_caller_can_measure() -> None:
    """Out of sight of the target a learned call settles the range; an unlearned one less."""
    doubts: list[float] = []
    for craft in ("ranging", "part"):
        state = begin({"actor_craft": craft, "attempts": 2}, 4, Rung.FLOWN)
        state = placed(state, ahead_m=50.0, nose_rad=(0.0, 0.0, 0.3))
        after, _ = fly(state, {0: [Call(Ask.RANGE)]}, 240)
        assert after.felt.away.doubt < state.felt.away.doubt
        doubts.append(after.felt.away.doubt)
    assert doubts[0] < 0.5 * doubts[1]


def test_a_lost_target_teaches_nothing() -> None:
    """The number of looks stands still while it is out of the field."""
    state = placed(first(), ahead_m=50.0, nose_rad=(0.0, 0.0, 0.3))
    after, _ = fly(state, {}, 200)
    assert after.felt.looks == 0
