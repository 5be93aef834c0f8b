"""What is asked, and what comes back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from game.emergencies.docking import sky
from game.emergencies.docking.answers import NO_RATE, said_m, squares_tenths
from game.emergencies.docking.flight import begin
from game.vocabulary.flying import TICKS_PER_S, Ask, Call, Cue, Rung

from .flights import RANGING, first, fly, given, placed

if TYPE_CHECKING:
    from game.vocabulary.flying import CueGiven

_UNLEARNED = {"actor_craft": "part", "speaks": "nobody"}


def _numbers(cue: CueGiven) -> dict[str, int]:
    return dict(cue.numbers)


@pytest.mark.parametrize(
    ("true", "said"),
    [
        (71.0, 70.0),
        (33.0, 35.0),
        (30.0, 30.0),
        (24.4, 24.0),
        (10.4, 10.0),
        (9.8, 10.0),
        (4.3, 4.5),
        (0.1, 0.5),
    ],
)
def test_a_range_is_said_as_a_person_says_it(true: float, said: float) -> None:
    """In fives, in metres, in halves."""
    assert said_m(true) == said


def test_squares_are_those_of_the_grid() -> None:
    """At 70 m the module's near end is 1.8 cells wide."""
    assert squares_tenths(70.0) == 18
    assert squares_tenths(10.0) == 94


@pytest.mark.parametrize(("facts", "late", "share", "sure"), [(RANGING, 5, 0.05, 1), (_UNLEARNED, 9, 0.2, 0)])
@pytest.mark.parametrize("ahead", [60.0, 22.0, 7.0])
def test_a_range_that_is_asked_for_comes_late_and_rounded(
    facts: dict[str, str], late: int, share: float, sure: int, ahead: float
) -> None:
    """As late and as wrong as what she learned makes it, never worse, over thirty seeds."""
    wrong: list[float] = []
    for seed in range(30):
        state = placed(begin({**facts, "speaks": "nobody"}, seed, Rung.FLOWN), ahead_m=ahead)
        after, cues = fly(state, {0: [Call(Ask.RANGE)]}, late * TICKS_PER_S + 5)
        (asked,), (called,) = given(cues, Cue.RANGE_ASKED), given(cues, Cue.RANGE_CALLED)
        assert asked.tick == 0
        assert called.tick == late * TICKS_PER_S
        numbers = _numbers(called)
        assert (numbers["seconds_late"], numbers["sure"]) == (late, sure)
        assert (numbers["rate_cm_s"], numbers["before_tenths"]) == (NO_RATE, 0)
        assert numbers["squares_tenths"] == squares_tenths(ahead)
        coarse = 2.5 if ahead > 30.0 else 0.5 if ahead > 10.0 else 0.25
        assert abs(numbers["decimetres"] / 10.0 - ahead) <= share * ahead + coarse + 0.05
        wrong.append(abs(after.heard.counted_m - ahead) / ahead)
    assert max(wrong) > 0.4 * share


def test_a_second_call_has_a_rate_if_she_learned_it() -> None:
    """Closing at 20 cm/s, called after half a minute: within 8 of it, and the count before is told."""
    for facts, told in ((RANGING, True), (_UNLEARNED, False)):
        state = placed(begin({**facts, "speaks": "nobody"}, 3, Rung.FLOWN), ahead_m=40.0, closing_m_s=0.2)
        _, cues = fly(state, {0: [Call(Ask.RANGE)], 600: [Call(Ask.RANGE)]}, 800)
        numbers = _numbers(given(cues, Cue.RANGE_CALLED)[1])
        assert numbers["before_tenths"] == squares_tenths(40.0)
        if told:
            assert numbers["rate_cm_s"] == pytest.approx(19, abs=8)
        else:
            assert numbers["rate_cm_s"] == NO_RATE


def test_a_rate_is_measured_from_her_own_counts() -> None:
    """What Stepan says in between, from his window and with his error, does not come into it."""
    state = placed(begin({**RANGING, "speaks": "nobody"}, 3, Rung.FLOWN), ahead_m=40.0, closing_m_s=0.2)
    plan = {0: [Call(Ask.RANGE)], 600: [Call(Ask.RANGE)]}
    _, alone = fly(state, plan, 800)
    _, disturbed = fly(state, {**plan, 300: [Call(Ask.STATION)]}, 800)
    assert given(disturbed, Cue.STATION_SEES)
    assert given(disturbed, Cue.RANGE_CALLED) == given(alone, Cue.RANGE_CALLED)


def test_asking_twice_before_the_answer_is_asking_once() -> None:
    """She is counting."""
    _, cues = fly(begin(RANGING, 1, Rung.FLOWN), {0: [Call(Ask.RANGE)], 20: [Call(Ask.RANGE)]}, 200)
    assert len(given(cues, Cue.RANGE_CALLED)) == 1


def test_whoever_speaks_offers_ranges_unasked() -> None:
    """Every 25 to 40 seconds and as late as ever; nobody when silence was asked for."""
    _, cues = fly(placed(begin(RANGING, 1, Rung.FLOWN), ahead_m=60.0), {}, 200 * TICKS_PER_S)
    offers = [cue.tick for cue in given(cues, Cue.RANGE_OFFERED)]
    assert len(offers) >= 4
    gaps = [later - sooner for sooner, later in pairwise(offers)]
    assert all(25 * TICKS_PER_S <= gap <= 41 * TICKS_PER_S for gap in gaps)
    _, silent = fly(placed(first(speaks="nobody"), ahead_m=60.0), {}, 200 * TICKS_PER_S)
    assert not given(silent, Cue.RANGE_OFFERED)
    _, moscow = fly(placed(first(speaks="moscow"), ahead_m=60.0), {}, 200 * TICKS_PER_S)
    assert given(moscow, Cue.MOSCOW_RANGE)


def test_moscow_gives_the_word_when_asked_and_ready() -> None:
    """Asked at once it comes after 15 s and 3 to 6 more; asked again it does not come twice."""
    for seed in range(12):
        plan = {0: [Call(Ask.MOSCOW)], 100: [Call(Ask.MOSCOW)]}
        state, cues = fly(first(seed=seed), plan, 80 * TICKS_PER_S)
        (word,) = given(cues, Cue.GO_GIVEN)
        assert 18 * TICKS_PER_S <= word.tick <= 21 * TICKS_PER_S
        assert len(given(cues, Cue.GO_ASKED)) == 1
        assert state.go


def test_moscow_gives_the_word_unasked_in_the_end() -> None:
    """Between 45 and 70 s."""
    for seed in range(12):
        _, cues = fly(first(seed=seed), {}, 71 * TICKS_PER_S)
        (word,) = given(cues, Cue.GO_GIVEN)
        assert 45 * TICKS_PER_S <= word.tick <= 70 * TICKS_PER_S


def test_later_approaches_have_the_word_already() -> None:
    """It was given before, or before the wait."""
    assert first(attempts=2).go
    assert first(attempts=2, waited=True).go
    assert not first().go


def test_moscow_reads_the_range_off_a_picture_that_is_four_seconds_old() -> None:
    """In range of a ground site: 4 s late, and within 8 per cent and what rounding adds."""
    for seed in range(20):
        state = placed(first(seed=seed), ahead_m=55.0)
        state, _ = fly(state, {0: [Call(Ask.MOSCOW)]}, 25 * TICKS_PER_S)
        true = 55.0
        state = placed(state, ahead_m=true)
        _, cues = fly(state, {state.tick: [Call(Ask.MOSCOW)]}, 90)
        numbers = _numbers(given(cues, Cue.MOSCOW_RANGE)[0])
        assert numbers["seconds_late"] == 4
        assert abs(numbers["metres"] - true) <= 0.08 * true + 2.5


def test_by_relay_moscow_is_late_or_silent() -> None:
    """After the last ground site: six seconds more, and four times in ten nothing at all."""
    heard = silent = 0
    for seed in range(60):
        state = placed(first(seed=seed, attempts=2), ahead_m=50.0)
        _, cues = fly(state, {0: [Call(Ask.MOSCOW)]}, 11 * TICKS_PER_S)
        for cue in given(cues, Cue.MOSCOW_RANGE):
            assert _numbers(cue)["seconds_late"] == 10
            heard += 1
        silent += len(given(cues, Cue.MOSCOW_SILENT))
    assert heard + silent == 60
    assert 12 <= silent <= 36


def test_the_station_says_where_the_ship_stands() -> None:
    """Ten seconds late, to a few tenths of a metre, on the pilot's own sides."""
    for seed in range(20):
        state = placed(first(seed=seed), ahead_m=30.0, right_m=-1.5, down_m=0.8)
        _, cues = fly(state, {0: [Call(Ask.STATION)]}, 205)
        numbers = _numbers(given(cues, Cue.STATION_SEES)[0])
        assert numbers["seconds_late"] == 10
        assert numbers["right_dm"] == pytest.approx(-15, abs=4)
        assert numbers["down_dm"] == pytest.approx(8, abs=4)


def test_what_was_heard_is_known_afterwards() -> None:
    """Last range, its tick, and who called how often."""
    plan = {0: [Call(Ask.RANGE)], 20: [Call(Ask.STATION)]}
    state, _ = fly(placed(first(), ahead_m=30.0), plan, 400)
    assert (state.heard.vera, state.heard.stepan, state.heard.moscow) == (1, 1, 0)
    assert state.heard.tick == state.heard.counted_tick == 0, "a window at the side gives no range"
    assert state.heard.range_m == pytest.approx(30.0, rel=0.2)


def test_direct_voice_ends_with_the_last_site() -> None:
    """Cues a minute before, then when it goes; likewise the sun."""
    _, cues = fly(first(), {}, (sky.SUNSET_S - first().start_s + 5) * TICKS_PER_S)
    at = {one.cue: one.tick / TICKS_PER_S for one in cues}
    assert at[Cue.SIGNAL_ONE_MINUTE] == pytest.approx(170, abs=0.3)
    assert at[Cue.SUN_ONE_MINUTE] == pytest.approx(185, abs=0.3)
    assert at[Cue.SIGNAL_LOST] == pytest.approx(230, abs=0.3)
    assert at[Cue.SUNSET] == pytest.approx(245, abs=0.3)
