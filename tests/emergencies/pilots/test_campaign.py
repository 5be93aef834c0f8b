"""The sequence of approaches: what the story's rules allow after each ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking.campaign import (
    FIRST,
    MOST_APPROACHES,
    SECOND_DAYLIGHT,
    Again,
    Result,
    after,
    later,
)
from game.emergencies.protocol import Ending

if TYPE_CHECKING:
    from game.vocabulary.values import Value


def ending(trigger: str, **facts: Value) -> Ending:
    return Ending(trigger, "beat", tuple(sorted(facts.items())), "2021-10-05 12:20:00")


@pytest.mark.parametrize(
    ("trigger", "result"),
    [
        ("captured", Result.CAPTURE),
        ("captured_hard", Result.CAPTURE),
        ("struck", Result.STRIKE),
        ("propellant_out", Result.OUT_OF_PROPELLANT),
        ("gave_up", Result.FLIGHT_HOME),
    ],
)
def test_some_endings_settle_it(trigger: str, result: Result) -> None:
    """A capture, a strike, empty tanks, or having given up: nothing comes after."""
    assert after(FIRST.facts, ending(trigger)) is result


@pytest.mark.parametrize("trigger", ["bounced", "retreated"])
def test_a_bounce_or_a_retreat_is_followed_by_another_try(trigger: str) -> None:
    """150 s later, with what is left in the tanks."""
    again = after(FIRST.facts, ending(trigger, propellant_kg=560))
    assert isinstance(again, Again)
    assert again.clock == "2021-10-05 12:22:30"
    assert again.facts["attempts"] == 2
    assert again.facts["propellant_kg"] == 560
    assert again.facts["waited"] is False


def test_a_wave_off_is_followed_by_the_second_daylight_and_then_by_home() -> None:
    """Once."""
    again = after(FIRST.facts, ending("waved_off"))
    assert isinstance(again, Again)
    assert again.clock == SECOND_DAYLIGHT
    assert again.facts["waited"] is True
    assert after(again.facts, ending("waved_off")) is Result.FLIGHT_HOME


def test_below_the_margin_nobody_gives_another_try() -> None:
    """560 kg is enough, 559 is not."""
    assert isinstance(after(FIRST.facts, ending("bounced", propellant_kg=560)), Again)
    assert after(FIRST.facts, ending("bounced", propellant_kg=559)) is Result.OUT_OF_PROPELLANT


def test_after_four_approaches_they_fly_home() -> None:
    """It ends by itself."""
    ahead: Again | Result = FIRST
    flown = 0
    while isinstance(ahead, Again):
        flown += 1
        ahead = after(ahead.facts, ending("retreated"))
    assert flown == MOST_APPROACHES
    assert ahead is Result.FLIGHT_HOME


def test_the_clock_moves_on_within_its_day() -> None:
    """And says so when it cannot."""
    assert later("2021-10-05 12:59:30", 150) == "2021-10-05 13:02:00"
    with pytest.raises(ValueError, match="within the day"):
        later("2021-10-05 23:59:30", 150)
