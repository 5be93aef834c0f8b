"""The standing advice: the flight book in its order, from what is perceived."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.emergencies.station.advice import PAGES, Point, advise, view_of
from game.emergencies.station.flight import outcome, step
from game.emergencies.station.pilots.by_the_book import by_the_book
from game.emergencies.station.pilots.points import MODULE_PAGES, REPLIES
from game.emergencies.station.questions import ASKINGS
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Open, Phase, StationState, Trouble
from game.storage.library import open_book
from game.vocabulary.flying import TICKS_PER_S, Rung
from game.vocabulary.station import Answer, Question, StationCue, Tell

from .flights import first, fly, kinds

REFUSED = {
    StationCue.BUSY,
    StationCue.CANNOT,
    StationCue.NOT_HEARD,
    StationCue.DID_NOTHING,
    StationCue.CONTROL_REFUSED,
    StationCue.OFF_IGNORED,
}
"""Answers that say that an order was of no use; the test's own stop is sent although it is of none."""

LONGEST_TURNS = 2_000


def followed(state: StationState) -> tuple[StationState, list[str], list[object]]:
    """Return a flight that follows the advice turn by turn, its names in order, and every cue."""
    names: list[str] = []
    cues: list[object] = []
    for _ in range(LONGEST_TURNS):
        if outcome(state) is not None:
            break
        advice = advise(state)
        names.append(advice.name)
        orders = () if advice.order is None else (advice.order,)
        for _ in range(advice.ticks):
            made = step(state, orders)
            state, orders = made.state, ()
            cues += [one.cue for one in made.cues]
            if outcome(state) is not None:
                break
    assert outcome(state) is not None
    return state, names, cues


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
def test_whoever_always_follows_it_regains_her_soon_and_without_trouble(rung: Rung) -> None:
    """Three seeds on each rung: lost, then regained within a quarter of an hour, never far over."""
    for seed in range(1, 4):
        state, _, _ = followed(first(rung, seed))
        assert state.phase is Phase.REGAINED
        assert set(state.watch.troubles) <= {Trouble.NOBODY_KNEW}
        assert state.watch.peak_tilt_rad * 57.3 < 30.0
        assert (state.watch.regained_tick - state.watch.lost_tick) / TICKS_PER_S / 60.0 < 15.0
        assert state.ship.control_on, "the book leaves the engine proved"


def test_it_goes_through_the_book_in_its_order() -> None:
    """What comes first in the book comes first in the advice."""
    _, names, _ = followed(first(Rung.FLOWN, 2))
    order = [
        Point.TELL,
        Point.FEEL,
        Point.MANIFOLD_1,
        Point.FREE_DRIFT,
        Point.EDGE_ON,
        Point.LOCK,
        Point.TAKE,
        Point.TAKE_OVER,
    ]
    places = [names.index(point.value) for point in order]
    assert places == sorted(places)


def test_no_order_that_it_gives_is_refused() -> None:
    """Nobody is too busy, cannot, or is not heard; nothing is done already."""
    for seed, rung in ((1, Rung.FLOWN), (2, Rung.BARE)):
        _, _, cues = followed(first(rung, seed))
        assert not {cue for cue in cues if cue in REFUSED} - {StationCue.OFF_IGNORED}


def test_it_passes_the_drill() -> None:
    """The evening before, on the laptop."""
    state, _, _ = followed(first(Rung.ASSISTED, 3, Scenario.DRILL))
    assert state.phase is Phase.DRILL_PASSED


def test_it_ends_the_module_too() -> None:
    """Nobody aboard can stop those jets, and the advice does not try to."""
    state, names, _ = followed(first(Rung.FLOWN, 1, Scenario.MODULE))
    assert state.phase is Phase.REGAINED
    assert not {Point.MANIFOLD_1.value, Point.MOTION_CONTROL.value} & set(names)


def test_every_piece_of_advice_stands_on_a_page_of_the_book() -> None:
    """Page and step are there under these ids."""
    book = open_book().flightbook
    for page, ident in (*PAGES.values(), *MODULE_PAGES.values()):
        assert book.page_of(page).step_of(ident).ident == ident
    assert set(PAGES) == set(Point)


def test_every_question_has_an_advised_answer_that_fits() -> None:
    """One of those that may be given; none where the camera, the lens or leaving is the player's own."""
    assert set(REPLIES) == set(Question)
    given = {question: reply for question, (_, reply) in REPLIES.items() if reply is not None}
    assert all(reply in ASKINGS[question].replies for question, reply in given.items())
    assert set(Question) - set(given) == {Question.CAMERA, Question.WHAT_TO_SAY, Question.TO_THE_SHIPS}


@pytest.mark.parametrize("question", [Question.FIRE_FIRST, Question.HOW_FAST, Question.HAND_BACK])
def test_an_answer_comes_first_where_somebody_waits_for_it(question: Question) -> None:
    """In the middle of the line."""
    state, _ = fly(first(seed=4), seconds=250)
    state = replace(state, asked=(Open(question, state.tick, state.tick + 1200),))
    order = advise(state).order
    assert isinstance(order, Answer)
    assert order.question is question


def test_a_question_waits_while_the_jet_burns() -> None:
    """The thrust first."""
    state, _ = fly(first(seed=4), seconds=25)
    state = replace(state, asked=(Open(Question.CAMERA, state.tick, state.tick + 1200),))
    assert state.ship.firing
    assert advise(state).page == "runs_on"


def test_turns_are_short_while_it_burns_and_longer_later() -> None:
    """Five seconds, then ten, then up to a minute, and never less than five."""
    state = first(seed=5)
    assert advise(state).ticks <= 5 * TICKS_PER_S
    longest = 0
    for _ in range(60):
        state, _ = fly(state, seconds=20)
        ticks = advise(state).ticks
        assert 5 * TICKS_PER_S <= ticks <= 60 * TICKS_PER_S
        longest = max(longest, ticks)
    assert longest >= 20 * TICKS_PER_S


def test_on_bare_it_knows_no_figure_and_still_advises() -> None:
    """The laptop is dead: neither tilt nor charge is in its view, and the second loop is not spoken into."""
    state, _ = fly(first(Rung.BARE, 6), seconds=400)
    view = view_of(state)
    assert view.reading.tilt_deg is None
    assert view.reading.charge is None
    order = by_the_book(view).order
    assert not (isinstance(order, Tell) and order.whom.value == "houston")


def test_the_same_view_gives_the_same_advice() -> None:
    """It is asked twice and remembers nothing."""
    state, cues = fly(first(seed=7), seconds=90)
    assert advise(state) == advise(state)
    assert kinds(cues)
