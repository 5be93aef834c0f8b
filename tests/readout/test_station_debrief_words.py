"""The station's debrief in sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import NEVER, Phase, Trouble
from game.emergencies.station.tasks import TASKS
from game.engine.recording import record
from game.engine.station_debrief import MARKS, Going, Settlement, StationMark, Way, station_debrief
from game.engine.station_decisions import StationDecision, StationDeed
from game.engine.station_outcomes import MILESTONES
from game.readout.debrief_words import Kind, clock_at
from game.readout.phrasebook import Phrasebook
from game.readout.station_debrief_words import (
    decision_sentences,
    order_words,
    station_result_words,
    summary,
    timeline,
)
from game.storage.library import phrases
from game.vocabulary.flying import TICKS_PER_S, ChangeRung, Rung
from game.vocabulary.station import (
    AllStay,
    AllToShips,
    Answer,
    Assign,
    News,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
    Tell,
)
from tests.engine import station_flights as flights


@cache
def _words() -> Phrasebook:
    return Phrasebook(phrases())


def _decision(deed: StationDeed = StationDeed.ORDERED) -> StationDecision:
    result = flights.silent_debrief().result
    assert result is not None
    return StationDecision(
        tick=2400,
        end_tick=2400,
        deed=deed,
        order=Assign(Person.ASTRONAUT, Task.LOCK_ARRAYS) if deed is StationDeed.ORDERED else None,
        more=0,
        sent=(),
        question=Question.HOW_FAST if deed is StationDeed.LEFT else None,
        tilt_deg=12.4,
        effect=-8.0,
        before=result,
        after=replace(result, peak_deg=40.0),
    )


def test_an_emergency_is_told_in_five_to_nine_sentences() -> None:
    """For whoever does not see the pictures; what it came to first."""
    for found in (flights.early_debrief(), flights.hurt_debrief(), flights.silent_debrief()):
        told = summary(found, _words())
        assert 5 <= len(told) <= 9
        assert found.result is not None
        assert station_result_words(found.result, found, _words()) in told[0]


def test_silence_the_trained_pilot_and_the_day_are_told_to_compare() -> None:
    """Silence only where it was another flight."""
    told = " ".join(summary(flights.early_debrief(), _words()))
    assert "nobody in your seat" in told
    assert "trained pilot" in told
    assert "57 degrees" in told
    assert "nobody in your seat" not in " ".join(summary(flights.silent_debrief(), _words()))


def test_an_array_that_was_hurt_and_what_went_wrong_are_told() -> None:
    """In words that need no book."""
    told = " ".join(summary(flights.hurt_debrief(), _words()))
    assert "A plume hurt an array" in told
    assert "jets fired near arrays that were not locked" in told


def test_one_that_goes_on_is_told_so_far() -> None:
    """And nothing is said of its end."""
    found = station_debrief(record(flights.opening(), (), 700, edition=""))
    assert summary(found, _words())[0] == "So far: 35 s."


def test_a_drill_has_no_real_day() -> None:
    """It was the evening before, and there is no ship's fuel in it."""
    found = station_debrief(flights.drilled(), decide=False)
    told = " ".join(summary(found, _words()))
    assert "On the day" not in told
    assert "line for leaving" not in told
    assert all(row.kind is not Kind.HISTORY for row in timeline(found, _words()))


def test_a_ship_under_the_line_is_told() -> None:
    """It matters on Sunday."""
    found = flights.silent_debrief()
    assert found.result is not None
    last = replace(found.samples[-1], ship_kg=284.0)
    under = replace(
        found,
        samples=(*found.samples[:-1], last),
        result=replace(found.result, ship_kg=284.0),
    )
    told = summary(under, _words())
    assert "the ship under the line for leaving" in told[0]
    assert any("6 kg under the line" in sentence for sentence in told)


def test_a_decision_is_told_with_what_it_did() -> None:
    """When, how far over, whom; how much sooner; and the two flights between which it chose."""
    found = flights.silent_debrief()
    decision = _decision()
    locked = decision.before.when(StationCue.ARRAYS_LOCKED)
    assert locked is not None
    sooner = tuple(
        (cue, tick - 240 * TICKS_PER_S if cue is StationCue.ARRAYS_LOCKED else tick)
        for cue, tick in decision.after.reached
    )
    told, done = decision_sentences(
        found, replace(decision, after=replace(decision.after, reached=sooner)), _words()
    )
    assert told == f"{clock_at(found, 2400)}, 12 degrees over: you told Hale to lock the arrays."
    assert done.startswith(f"The arrays were locked at {clock_at(found, locked - 4800)}, 4 minutes sooner")
    assert "This helped." in done
    assert station_result_words(decision.before, found, _words()) in done
    assert "40 degrees" in done


def test_what_came_no_sooner_is_not_told_as_sooner() -> None:
    """Later is told as later, never as never."""
    decision = _decision()
    found = flights.silent_debrief()
    assert "sooner" not in decision_sentences(found, decision, _words())[1]
    later = tuple((cue, tick + 1000) for cue, tick in decision.after.reached)
    told = decision_sentences(
        found, replace(decision, after=replace(decision.after, reached=later)), _words()
    )
    assert "50 s later" in told[1]
    without = replace(decision, before=replace(decision.before, reached=()))
    assert "would not have come to that" in decision_sentences(found, without, _words())[1]


def test_troubles_that_came_by_a_decision_are_named() -> None:
    """And those that it spared."""
    found, decision = flights.silent_debrief(), _decision()
    broke = replace(decision.after, troubles=(*decision.before.troubles, Trouble.FOUGHT))
    told = decision_sentences(found, replace(decision, after=broke, effect=9.0), _words())[1]
    assert "It brought this: two of them pushed against each other." in told
    assert "This cost you." in told
    back = replace(decision, before=broke, after=decision.before)
    assert "It spared you this: two of them" in decision_sentences(found, back, _words())[1]


def test_waiting_and_leaving_a_question_are_told_by_the_book() -> None:
    """How long, or what was asked by whom."""
    found = flights.silent_debrief()
    waited = replace(_decision(StationDeed.WAITED), end_tick=2400 + 90 * TICKS_PER_S, effect=5.0)
    told, done = decision_sentences(found, waited, _words())
    assert told.endswith("nothing was ordered for 1 min 30 s.")
    assert "Had you gone by the book from then on" in done
    assert f"only from {clock_at(found, waited.end_tick)} on" in done
    asked = decision_sentences(found, replace(waited, more=3), _words())[0]
    assert asked.endswith("for 1 min 30 s you only asked for reports and readings.")
    left = decision_sentences(found, _decision(StationDeed.LEFT), _words())[0]
    assert left.endswith("Gleb asked how fast to turn back, and you left it open.")


def test_a_wait_brings_only_what_really_came() -> None:
    """What the book would have come to is not what came."""
    found = flights.silent_debrief()
    waited = _decision(StationDeed.WAITED)
    dark = replace(waited.after, troubles=(*waited.before.troubles, Trouble.DARK))
    assert "the buses dropped" not in decision_sentences(found, replace(waited, after=dark), _words())[1]


def test_those_who_were_sent_to_the_ships_are_named_and_stand_in_the_clock() -> None:
    """By their names, in the order in which they were sent."""
    found = flights.ships_debrief()
    sent = next(one for one in found.decisions if one.sent)
    told = decision_sentences(found, sent, _words())[0]
    assert "you sent Hale, Gleb and Timur to the ships" in told
    rows = [row.text for row in timeline(found, _words())]
    for name in ("Hale", "Gleb", "Timur"):
        assert f"{name} is sent to the ship" in rows
        assert f"{name} sits in the ship" in rows
    you = replace(found, going=tuple(Going(10, Person.SELF, way) for way in Way))
    assert "you make ready to leave" in [row.text for row in timeline(you, _words())]


def test_a_decision_never_contradicts_how_it_ended() -> None:
    """What is said to have been is what was; everything else is said to be another flight."""
    for found in (flights.early_debrief(), flights.hurt_debrief(), flights.ships_debrief()):
        assert found.result is not None
        for one in found.decisions:
            done = decision_sentences(found, one, _words())[1]
            if one.deed is StationDeed.ORDERED:
                assert done.endswith(f"As it went: {station_result_words(found.result, found, _words())}.")
                assert "this left out" in done
            else:
                assert "Had you gone by the book" in done


def test_who_did_better_than_the_trained_pilot_is_told_so() -> None:
    """And who did not, is not."""
    assert "You did better than the trained pilot" in " ".join(summary(flights.held_debrief(), _words()))
    assert "You did better" not in " ".join(summary(flights.silent_debrief(), _words()))


def test_the_same_order_given_again_is_told_so() -> None:
    """One decision, and when it was over."""
    found = flights.silent_debrief()
    for more, wanted in ((1, "and once more up to"), (3, "and 3 times more up to")):
        told = decision_sentences(found, replace(_decision(), more=more, end_tick=3000), _words())[0]
        assert wanted in told
        assert clock_at(found, 3000) in told


def test_the_last_decision_is_told_by_what_it_came_to() -> None:
    """Not by silence."""
    found = flights.silent_debrief()
    assert found.result is not None
    assert "As it went: " in decision_sentences(found, replace(_decision(), after=found.result), _words())[1]


@pytest.mark.parametrize("who", Person)
def test_every_order_has_words(who: Person) -> None:
    """Every task that anybody can be told, all news; no two of one person's are the same."""
    told = [order_words(Assign(who, task), _words()) for task in TASKS[who]]
    told += [order_words(Tell(who, news), _words()) for news in News]
    assert len(set(told)) == len(told)
    assert all(text.startswith("you ") for text in told)


def test_every_answer_and_every_other_order_has_words() -> None:
    """Each reply to each question; everybody to the ships, and back; another difficulty."""
    for question, asking in ASKINGS.items():
        told = [order_words(Answer(question, reply), _words()) for reply in asking.replies]
        assert len(set(told)) == len(asking.replies)
    for order in (AllToShips(), AllStay(), ChangeRung(Rung.BARE)):
        assert order_words(order, _words()).startswith("you ")


def test_every_end_has_words() -> None:
    """With everything that may hang on it; regained without having been lost is held."""
    found, result = flights.silent_debrief(), flights.silent_debrief().result
    assert result is not None
    for phase in Phase:
        assert station_result_words(replace(result, phase=phase), found, _words())
    worst = replace(result, array_lost=0.1, low=True, ship_kg=200.0, unproved=True, valves_shut=True)
    assert station_result_words(worst, found, _words()).count(", ") >= 5
    never = replace(result, lost_tick=NEVER, regained_tick=NEVER, low=False)
    assert station_result_words(never, found, _words()).startswith("control never lost")


def test_every_moment_question_and_trouble_has_words_and_its_place() -> None:
    """Of this flight and of the real day, by rising tick."""
    cues = sorted(MARKS, key=lambda cue: cue.value)
    found = replace(
        flights.silent_debrief(),
        marks=tuple(StationMark(10 * at, cue, (), 5.0) for at, cue in enumerate(cues)),
        settled=tuple(
            Settlement(100 * at, question, reply, answered=at % 2 == 0)
            for at, (question, asking) in enumerate(ASKINGS.items())
            for reply in asking.replies
        ),
        troubles=tuple((7 * at, trouble) for at, trouble in enumerate(Trouble)),
    )
    rows = timeline(found, _words())
    assert [row.tick for row in rows] == sorted(row.tick for row in rows)
    assert {row.kind for row in rows} == set(Kind)
    assert len(rows) == len(cues) + len(found.settled) + len(Trouble) + 4
    history = [row.clock for row in rows if row.kind is Kind.HISTORY]
    assert history == ["09:13:00", "09:38:50", "09:43:00", "10:35:30"]
    module = replace(found, start=Scenario.MODULE, start_s=16 * 3600 + 42 * 60)
    assert next(row.clock for row in timeline(module, _words()) if row.kind is Kind.HISTORY) == "16:42:00"


def test_every_milestone_has_words() -> None:
    """Each may be what came sooner."""
    told = [_words().say(f"debrief.station.reached.{cue.value}", time="09:20:00") for cue in MILESTONES]
    assert len(set(told)) == len(MILESTONES)
    assert all(one != other for one, other in pairwise(told))
    assert set(Reply) == {reply for asking in ASKINGS.values() for reply in asking.replies}
