"""A debrief in sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from game.emergencies.docking.rules import closing_limit_m_s
from game.engine.debrief import MARKS, Debrief, Mark, RangeCall, debrief, trained_flight
from game.engine.decisions import Deed
from game.engine.outcomes import BEATS, Result
from game.engine.recording import fly
from game.readout.debrief_words import (
    Kind,
    clock_at,
    day_clock,
    decision_sentences,
    result_words,
    summary,
    timeline,
)
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.vocabulary.flying import Control, Cue
from tests.engine.flights import day, docked, no_hands, opening, spoilt


@cache
def _words() -> Phrasebook:
    return Phrasebook(phrases())


@cache
def _day() -> Debrief:
    return debrief(day(), trained_flight(day()))


@cache
def _spoilt() -> Debrief:
    return debrief(spoilt())


def test_a_flight_is_told_in_five_to_eight_sentences() -> None:
    """For whoever does not see the pictures."""
    assert 5 <= len(summary(_spoilt(), _words())) <= 8
    assert 5 <= len(summary(_day(), _words())) <= 8
    assert len(summary(replace(_day(), marks=(*_day().marks, Mark(0, Cue.LAMP_ON, 3.0))), _words())) <= 8


def test_the_first_sentence_is_what_it_came_to() -> None:
    """With how hard, how far off, and how long."""
    found = _day().result
    assert found is not None
    assert found.closing_m_s is not None
    first = summary(_day(), _words())[0]
    assert f"{round(found.closing_m_s * 100)} cm/s" in first
    assert "a docking" in first
    assert f"{found.ticks // 1200} min" in first


def test_a_flight_that_goes_on_is_told_so_far() -> None:
    """And nothing is said of its end."""
    told = summary(debrief(fly(opening(), no_hands, 700)), _words())
    assert told[0] == "Flown so far: 0 min 35 s."


def test_too_fast_is_told_with_the_rule() -> None:
    """At its worst; a flight within the rules is told so."""
    sentence = summary(_spoilt(), _words())[1]
    worst = max(_spoilt().samples[:-1], key=lambda one: one.closing_m_s - closing_limit_m_s(one.range_m))
    assert "Too fast" in sentence
    assert f"{closing_limit_m_s(worst.range_m):.2f}" in sentence
    assert "Never faster" in summary(_day(), _words())[1]


def test_the_trained_pilot_and_the_real_day_are_told_where_they_were() -> None:
    """The real day only of a flight that began when it did."""
    assert any("trained pilot" in sentence for sentence in summary(_day(), _words()))
    assert summary(_day(), _words())[-1] == "On the day itself contact came after 8 min 1 s."
    lesson = " ".join(summary(_spoilt(), _words()))
    assert "On the day" not in lesson
    assert "trained" not in lesson


def test_calls_are_judged_by_the_truth() -> None:
    """By the error in the middle of them; one is not many, and none is told as well."""
    call = RangeCall(100, Cue.RANGE_CALLED, 60.0, 50.0, 0.2, 5)
    told = {
        len(calls): " ".join(summary(replace(_day(), calls=calls), _words()))
        for calls in ((), (call,), (call, replace(call, called_m=51.0), replace(call, called_m=90.0)))
    }
    assert "Nobody called" in told[0]
    assert "One range was called, 20 percent" in told[1]
    assert "3 ranges were called, half of them within 20 percent" in told[3]


def test_a_decision_is_told_with_what_it_did() -> None:
    """When, where, what; and the two flights between which it chose."""
    decision = _spoilt().decisions[0]
    told, done = decision_sentences(_spoilt(), decision, _words())
    assert told.startswith(clock_at(_spoilt(), decision.tick))
    assert "forward" in told
    assert done.startswith("This cost you.")
    assert result_words(decision.before, _words()) in done
    assert result_words(decision.after, _words()) in done


def test_a_decision_that_helped_and_one_that_did_little_are_told_so() -> None:
    """By its effect; and the last one by what the flight came to."""
    one = _spoilt().decisions[0]
    helped = decision_sentences(_spoilt(), replace(one, effect=-60.0), _words())[1]
    little = decision_sentences(_spoilt(), replace(one, effect=0.4), _words())[1]
    assert (helped.partition(".")[0], little.partition(".")[0]) == ("This helped", "This changed little")
    assert _spoilt().result is not None
    last = decision_sentences(_spoilt(), replace(one, after=_spoilt().result or one.after), _words())[1]
    assert "As it went: " in last


@pytest.mark.parametrize("control", [*Control, None])
def test_every_decision_has_words(control: Control | None) -> None:
    """Every way of a hand controller, once and often; every other deed."""
    one = _spoilt().decisions[0]
    for deed in Deed:
        if (deed is Deed.PUSHED) == (control is None):
            continue
        for pulses in (1, 5):
            decision = replace(one, control=control, deed=deed, pulses=pulses)
            told = decision_sentences(_spoilt(), decision, _words())[0]
            assert told.endswith(".")


def test_every_end_has_words() -> None:
    """With a touch, without one, and far beside; one that nobody knows is told as unsettled."""
    for beat in BEATS:
        assert result_words(Result(beat, 1, 1.0, None, None), _words())
        assert "4 cm off" in result_words(Result(beat, 1, 1.0, 0.1, 0.04), _words())
        assert "2.5 m beside" in result_words(Result(beat, 1, 1.0, 0.1, 2.5), _words())
    assert result_words(Result("who knows", 1, 1.0, None, None), _words()) == "nothing settled"


def test_every_moment_has_words_and_its_place_in_the_timeline() -> None:
    """Flown, called, and of the real day, by rising tick."""
    marks = tuple(Mark(10 * at, cue, 5.0) for at, cue in enumerate(sorted(MARKS, key=lambda cue: cue.value)))
    rows = timeline(replace(_day(), marks=marks), _words())
    assert [row.tick for row in rows] == sorted(row.tick for row in rows)
    assert {row.kind for row in rows} == set(Kind)
    assert len(rows) == len(marks) + len(_day().calls) + 4
    assert [row.clock for row in rows if row.kind is Kind.HISTORY] == [
        "12:14:30",
        "12:18:20",
        "12:18:35",
        "12:22:31",
    ]


def test_a_lesson_has_no_real_day_in_its_timeline() -> None:
    """It was not flown then."""
    rows = timeline(debrief(docked(), decide=False), _words())
    assert rows
    assert all(row.kind is not Kind.HISTORY for row in rows)


def test_a_second_of_the_day_is_a_time() -> None:
    """With leading zeros."""
    assert day_clock(9 * 3600 + 5 * 60 + 7) == "09:05:07"
