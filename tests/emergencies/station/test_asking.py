"""The questions, when they are put, and what an answer sets going."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from game.emergencies.station.asking import asked, may_answer, reply_to, settled
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.state import InCharge, Open, Phase, Pointing, Settled
from game.vocabulary.flying import Rung
from game.vocabulary.station import (
    ABOARD,
    Answer,
    Assign,
    Person,
    Question,
    Reply,
    StationCue,
    Task,
)

from .flights import first, fly, given, kinds, left_alone, ordered

if TYPE_CHECKING:
    from game.emergencies.station.state import StationState
    from game.vocabulary.flying import CueGiven


def _adrift(seed: int = 1) -> StationState:
    """Return a flight five minutes on, in free drift, in which nobody has been asked anything yet."""
    state, _ = fly(first(seed=seed, shoot_stopped=True), {}, 225)
    assert state.segment.in_charge is InCharge.NOBODY
    assert state.asked == ()
    return state


def _asked(state: StationState, question: Question) -> StationState:
    """Return the flight with a question just put."""
    return replace(state, asked=(Open(question, state.tick, state.tick + 1200),))


def _times(cues: list[CueGiven]) -> dict[str, int]:
    return {dict(one.words)["question"]: one.tick // 20 for one in given(cues, StationCue.ASKED)}


@pytest.mark.parametrize("seed", range(4))
def test_left_alone_the_day_asks_about_every_five_minutes(seed: int) -> None:
    """All seven are put, none twice, each at its time, and each is settled without the engineer."""
    state, cues = left_alone(first(seed=seed))
    times = _times(cues)
    assert set(times) == {question.value for question in Question}
    assert len(given(cues, StationCue.ASKED)) == len(Question)
    near = {"camera": 120, "fire_first": 260, "what_to_say": 500, "which_loads": 860, "to_the_ships": 1220}
    for name, second in near.items():
        assert abs(times[name] - second) <= 95, name
    assert times["how_fast"] < times["hand_back"]
    assert {(one.question, one.reply) for one in state.settled} == {
        (question, asking.otherwise) for question, asking in ASKINGS.items()
    }
    assert not any(one.by_engineer for one in state.settled)
    assert len(given(cues, StationCue.SETTLED)) == len(Question)


def test_nobody_asks_about_a_camera_that_is_not_up() -> None:
    """With the shoot stopped there is neither a camera nor a lens to speak to."""
    _, cues = left_alone(first(shoot_stopped=True))
    assert {"camera", "what_to_say"}.isdisjoint(_times(cues))


@pytest.mark.parametrize(("question", "asking"), ASKINGS.items())
def test_only_a_reply_that_fits_an_open_question_counts(question: Question, asking: object) -> None:
    """Each of its own replies, and no other."""
    state = _asked(first(), question)
    for reply in Reply:
        assert may_answer(state, question, reply) is (reply in ASKINGS[question].replies)
        assert not may_answer(first(), question, reply)
    assert asking is ASKINGS[question]


def test_who_gets_no_answer_settles_it_when_their_patience_is_over() -> None:
    """Not a second before."""
    state = _asked(_adrift(), Question.FIRE_FIRST)
    early, cues = asked(replace(state, tick=state.tick + 1180))
    assert cues == ()
    assert early.asked
    late, cues = asked(replace(state, tick=state.tick + 1200))
    assert [one.cue for one in cues] == [StationCue.SETTLED]
    assert reply_to(late, Question.FIRE_FIRST) is Reply.LOCK_FIRST
    assert not late.settled[0].by_engineer


def test_an_answer_is_kept_and_said() -> None:
    """The words of the cue are the question and the reply."""
    state = _asked(_adrift(), Question.WHICH_LOADS)
    state, cues = ordered(state, Answer(Question.WHICH_LOADS, Reply.KEEP_ALL))
    answered = given(cues, StationCue.ANSWERED)
    assert dict(answered[0].words)["reply"] == "keep_all"
    assert state.settled[-1] == Settled(Question.WHICH_LOADS, Reply.KEEP_ALL, True, state.tick - 1)


def test_cut_and_shut_sends_both_hands_to_work() -> None:
    """He stops the camera, she shuts the shutters."""
    state, cues = settled(first(), Question.CAMERA, Reply.CUT_AND_SHUT, by_engineer=True)
    assert state.someone(Person.DIRECTOR).task is Task.CUT
    assert state.someone(Person.ACTOR).task is Task.CLOSE_SHUTTERS
    assert state.film.engineer_chose
    state, _ = fly(state, {}, 25)
    assert not state.film.rolling
    assert not state.film.shutters_open
    assert cues


@pytest.mark.parametrize(
    ("reply", "chose", "left"),
    [(Reply.KEEP_ROLLING, True, False), (Reply.YOUR_FILM, False, True)],
)
def test_the_film_remembers_who_chose(reply: Reply, *, chose: bool, left: bool) -> None:
    """To say nothing is to have left it to nobody."""
    state, _ = settled(first(), Question.CAMERA, reply, by_engineer=True)
    assert (state.film.engineer_chose, state.film.left_to_director) == (chose, left)
    silent, _ = settled(first(), Question.CAMERA, Reply.YOUR_FILM, by_engineer=False)
    assert not silent.film.left_to_director
    assert not silent.film.engineer_chose


def test_fire_now_takes_control_and_nulls_before_the_arrays_are_locked() -> None:
    """It is faster, and an array is within reach of the jets."""
    state = _asked(_adrift(), Question.FIRE_FIRST)
    plain, _ = fly(state, {}, 150)
    state, cues = ordered(state, Answer(Question.FIRE_FIRST, Reply.FIRE_NOW))
    assert state.someone(Person.COMMANDER).task is Task.TAKE_CONTROL
    state, cues = fly(state, {}, 150)
    assert given(cues, StationCue.RATES_NULLED)
    assert state.arrays.exposed_s > 10.0
    assert plain.segment.fired_ticks == 0


def test_asking_the_astronaut_takes_longer_and_hurts_nothing() -> None:
    """Both rooms say yes first."""
    answered = _asked(_adrift(), Question.FIRE_FIRST)
    by_book, _ = ordered(answered, Answer(Question.FIRE_FIRST, Reply.LOCK_FIRST))
    round_about, _ = ordered(answered, Answer(Question.FIRE_FIRST, Reply.ASK_HALE))
    ends = [left_alone(state)[0] for state in (by_book, round_about)]
    assert ends[1].watch.regained_tick > ends[0].watch.regained_tick + 20 * 20
    assert ends[1].watch.troubles == ends[0].watch.troubles
    assert ends[1].arrays.exposed_s == 0.0


def test_faster_turns_back_faster() -> None:
    """On more propellant."""
    ends: list[StationState] = []
    for reply in (Reply.BY_THE_BOOK, Reply.FASTER):
        state, _ = fly(first(seed=2), {}, 380)
        plan = {tick: [Answer(Question.HOW_FAST, reply)] for tick in range(state.tick, state.tick + 2000, 20)}
        ends.append(fly(state, plan)[0])
    assert ends[1].watch.regained_tick < ends[0].watch.regained_tick - 4 * 60 * 20
    assert ends[1].segment.kg > ends[0].segment.kg


@pytest.mark.parametrize(
    ("reply", "shed"),
    [
        (Reply.COMFORT_FIRST, ("shed_comfort",)),
        (Reply.FILM_FIRST, ("shed_film", "shed_comfort")),
        (Reply.KEEP_ALL, ()),
    ],
)
def test_loads_go_as_the_engineer_answers(reply: Reply, shed: tuple[str, ...]) -> None:
    """Film first means film, then the rest; kept is kept until the batteries are low."""
    state, _ = fly(first(seed=1), {}, 840)
    state = _asked(state, Question.WHICH_LOADS)
    state, _ = ordered(state, Answer(Question.WHICH_LOADS, reply))
    state, _ = fly(state, {}, 240)
    assert state.watch.shed == shed


def test_go_sends_everybody_and_a_roll_call_nobody() -> None:
    """One says it all in one word; in the other each says where they are, one after the other."""
    state = _asked(_adrift(), Question.TO_THE_SHIPS)
    gone, _ = ordered(state, Answer(Question.TO_THE_SHIPS, Reply.GO))
    assert gone.watch.ships_called
    assert gone.asked == ()
    gone, cues = fly(gone, {}, 200)
    assert gone.phase is Phase.TO_SHIPS
    assert given(cues, StationCue.IN_THE_SHIPS)
    called, _ = ordered(state, Answer(Question.TO_THE_SHIPS, Reply.ROLL_CALL))
    called, cues = fly(called, {}, 40)
    said = [dict(one.words) for one in given(cues, StationCue.REPORTED)]
    assert {one["who"] for one in said} <= {who.value for who in ABOARD}
    assert len(said) >= 4
    assert len({one.tick for one in given(cues, StationCue.REPORTED)}) == len(said)
    assert not called.watch.ships_called


def test_now_hands_back_now_and_when_still_waits() -> None:
    """Nobody asks before she hangs level."""
    state, _ = fly(first(seed=1), {}, 25 * 60)
    for _ in range(400):
        state, cues = fly(state, {}, 1)
        if any(dict(one.words).get("question") == "hand_back" for one in given(cues, StationCue.ASKED)):
            break
    assert state.watch.level_since > 0
    now, _ = ordered(state, Answer(Question.HAND_BACK, Reply.NOW))
    assert now.someone(Person.ASTRONAUT).task is Task.GYROS_TAKE_OVER
    later, _ = ordered(state, Answer(Question.HAND_BACK, Reply.WHEN_STILL))
    assert later.someone(Person.ASTRONAUT).task is None
    later, _ = fly(later, {}, 120)
    assert later.segment.in_charge is InCharge.GYROS


def test_houston_asks_at_once_when_she_turns_too_fast_or_batteries_are_low() -> None:
    """It does not wait for its time, nor for another question."""
    state = replace(_adrift(), radio=replace(first().radio, s_band=True))
    state = _asked(state, Question.FIRE_FIRST)
    assert asked(state)[1] == ()
    low = replace(state, watch=replace(state.watch, said=(*state.watch.said, "battery_low")))
    _, cues = asked(low)
    assert [dict(one.words)["question"] for one in cues] == ["to_the_ships"]
    deaf = replace(low, radio=replace(low.radio, s_band=False))
    assert asked(deaf)[1] == ()


def test_on_bare_the_astronaut_passes_houstons_questions_on() -> None:
    """The engineer's second loop is dead."""
    state = replace(_adrift(), rung=Rung.BARE, radio=replace(first().radio, s_band=True))
    state = replace(state, watch=replace(state.watch, said=(*state.watch.said, "battery_low")))
    _, cues = asked(state)
    assert dict(cues[0].words) == {"question": "to_the_ships", "who": "astronaut"}


def test_an_order_that_settles_a_question_sets_nothing_else_going() -> None:
    """Cut is cut; the shutters stay as they are."""
    state = _asked(first(), Question.CAMERA)
    state, cues = ordered(state, Assign(Person.DIRECTOR, Task.CUT))
    assert StationCue.ANSWERED in kinds(cues)
    assert state.someone(Person.ACTOR).task is None
    assert state.arrays.pointing is Pointing.TRACKING


def _turning_back() -> StationState:
    """Return a station that is held, far over, at the moment at which the commander would ask."""
    state, _ = fly(first(seed=2), {}, 380)
    while not state.asked or state.asked[-1].question is not Question.HOW_FAST:
        state, _ = fly(state, {}, 1)
    return replace(state, asked=(), watch=replace(state.watch, speech_tick=0))


def test_what_somebody_is_at_already_is_no_question_any_more() -> None:
    """Neither how fast, while she is being turned back, nor when, while the gyros take over."""
    state = _turning_back()
    assert Question.HOW_FAST in {one.question for one in asked(state)[0].asked}
    for task in (Task.TURN_BACK, Task.TURN_BACK_FAST):
        busy, _ = ordered(state, Assign(Person.COMMANDER, task))
        assert Question.HOW_FAST not in {one.question for one in asked(busy)[0].asked}
    watch = replace(state.watch, level_since=state.tick, regained_tick=state.tick)
    level = replace(state, watch=watch)
    assert Question.HAND_BACK in {one.question for one in asked(level)[0].asked}
    taking, _ = ordered(level, Assign(Person.ASTRONAUT, Task.GYROS_TAKE_OVER))
    assert Question.HAND_BACK not in {one.question for one in asked(taking)[0].asked}


def test_faster_is_faster_also_on_the_way() -> None:
    """An answer that comes when she is turning back already still does what it says."""
    state = _turning_back()
    state, _ = ordered(state, Assign(Person.COMMANDER, Task.TURN_BACK))
    state, _ = fly(state, {}, 30)
    assert not state.segment.fast
    state, _ = settled(state, Question.HOW_FAST, Reply.FASTER, by_engineer=True)
    state, _ = fly(state, {}, 30)
    assert state.segment.fast
