"""One turn: what an order leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.state import state_hash
from game.engine.turn import FIRST_CLOCK, advance, begin
from game.narrative.shelf import Book
from game.vocabulary.commands import Choose
from game.vocabulary.events import (
    FactChanged,
    FilmEnded,
    LineShown,
    OrderRefused,
    PhaseEntered,
    SceneOpened,
)
from game.vocabulary.values import Offer, Place, Voice

from .stage import HIGH_TICKET, LONGEST, LOW_TICKET, SHORTEST, StraightPlay, play_on, small_book, words_of

if TYPE_CHECKING:
    from game.engine.turn import Turn

    from .stage import Play


def test_a_playthrough_begins_on_the_first_line_with_its_choices_open(play: Play) -> None:
    """The first turn shows the slugline and the first beat, and stands at its choices."""
    turn = play.begin(LOW_TICKET)
    assert turn.events[0] == SceneOpened("cold_open", 0)
    first = turn.events[1]
    assert isinstance(first, LineShown)
    assert first.line.voice is Voice.SLUGLINE
    assert turn.state.place == Place("cold_open", "dark")
    assert turn.state.clock == "2021-10-05 12:11:40"
    assert turn.state.turn == 0
    assert turn.state.offers == (
        Offer("say_no", '"No."'),
        Offer("film_it", "Let him film."),
        Offer("wait", "Give it a second."),
    )


def test_every_declared_fact_is_in_the_first_state(play: Play) -> None:
    """Also those that stand at their default, so that the next edition's defaults change nothing."""
    assert play.begin(LOW_TICKET).state.known().keys() == small_book().declarations.facts.keys()


def test_a_drawn_fact_depends_on_the_seed_alone(play: Play) -> None:
    """The same seed draws the same ticket; another seed may draw another."""
    tickets = {seed: play.begin(seed).state.known()["ticket"] for seed in (LOW_TICKET, HIGH_TICKET)}
    assert tickets == {LOW_TICKET: 6, HIGH_TICKET: 17}


def test_a_condition_opens_a_choice(play: Play) -> None:
    """The range may be asked for by eye only with a high ticket."""
    assert "by_eye" in {offer.ident for offer in play.begin(HIGH_TICKET).state.offers}
    assert "by_eye" not in {offer.ident for offer in play.begin(LOW_TICKET).state.offers}


def test_a_choice_echoes_its_words_does_its_effects_and_reads_on(play: Play) -> None:
    """First the player's own words, then what they led to; what changed is reported."""
    first, turn = play_on(play, play.begin(LOW_TICKET), ["film_it"])
    assert words_of(turn)[0] == "Let him film."
    assert "The red light sees it too." in words_of(turn)
    assert "The red light sees it too." not in words_of(first)
    changes = [event for event in turn.events if isinstance(event, FactChanged)]
    assert changes == [FactChanged("film", 20, 25), FactChanged("camera_running", before=False, after=True)]
    assert turn.state.turn == 1


def test_a_once_only_choice_is_offered_once(play: Play) -> None:
    """It is gone when its beat is read again, and the state remembers it by its written id."""
    _, turn, again = play_on(play, play.begin(LOW_TICKET), ["film_it", "wait"])
    assert turn.state.once == ("cold_open/film_it",)
    assert "film_it" not in {offer.ident for offer in turn.state.offers}
    assert "film_it" not in {offer.ident for offer in again.state.offers}


def test_waiting_moves_the_clock(play: Play) -> None:
    """Mission time is the story's, and moves as the story says."""
    *_, turn = play_on(play, play.begin(LOW_TICKET), ["wait", "wait"])
    assert turn.state.clock == "2021-10-05 12:12:00"


def test_one_order_leads_through_every_phase_that_has_no_choice(play: Play) -> None:
    """From the centrifuge to the second failure there is nothing to choose, and everything is shown."""
    *_, turn = play_on(play, play.begin(LOW_TICKET), ["say_no", "hold"])
    phases = [event.phase for event in turn.events if isinstance(event, PhaseEntered)]
    assert phases[0] == "casting.training"
    assert phases[-1] == turn.state.phase == "up.kurs_failure"
    scenes = [event.scene for event in turn.events if isinstance(event, SceneOpened)]
    assert scenes[-1] == turn.state.place.scene == "kurs_failure"
    assert "A low number." in words_of(turn)
    assert "A high number." not in words_of(turn)
    assert len(scenes) == len(phases) == 18


def test_the_film_ends_once(play: Play) -> None:
    """The last turn names the ending, and no choice is open any more."""
    turns = play_on(play, play.begin(LOW_TICKET), SHORTEST)
    ends = [event for turn in turns for event in turn.events if isinstance(event, FilmEnded)]
    assert ends == [FilmEnded("shortest_shoot")]
    assert turns[-1].state.ending == "shortest_shoot"
    assert turns[-1].state.offers == ()


def test_a_marked_start_begins_with_its_own_phase_and_facts(play: Play) -> None:
    """What it does not name is as for everybody."""
    turn = play.begin(LOW_TICKET, small_book().declarations.starts[2])
    assert turn.state.phase == "up.kurs_failure"
    assert turn.state.known() == {
        **play.begin(LOW_TICKET).state.known(),
        "camera_running": True,
        "film": 38,
    }


@pytest.mark.parametrize(
    ("choice", "phrase"),
    [
        ("nothing", "order.no_such_choice"),
        ("by_eye", "order.no_such_choice"),
        ("", "order.no_such_choice"),
        ("hold", "order.no_such_choice"),
    ],
)
def test_an_order_that_means_nothing_is_refused_and_changes_nothing(
    play: Play, choice: str, phrase: str
) -> None:
    """A refused order is an event with a reason, and the state is the very object that came in."""
    state = play.begin(LOW_TICKET).state
    turn = play.advance(state, Choose(state.place, choice))
    assert turn.events == (OrderRefused(phrase, choice),)
    assert turn.state is state


def test_an_order_for_another_place_is_stale(play: Play) -> None:
    """A key that was meant for the scene before never takes what now stands at its number."""
    first, turn = play_on(play, play.begin(LOW_TICKET), ["say_no"])
    refused = play.advance(turn.state, Choose(first.state.place, "hold"))
    assert refused.events == (OrderRefused("order.stale", "hold"),)
    assert refused.state is turn.state


def test_after_the_end_every_order_is_refused(play: Play) -> None:
    """A film that is over stays as it is; only a Retake goes back into it."""
    state = play_on(play, play.begin(LOW_TICKET), SHORTEST)[-1].state
    turn = play.advance(state, Choose(state.place, "keep"))
    assert turn.events == (OrderRefused("order.film_over", "keep"),)
    assert turn.state is state


def test_a_turn_leaves_the_state_before_as_it_was(play: Play) -> None:
    """States are values: going on from one changes none."""
    turns = play_on(play, play.begin(HIGH_TICKET), LONGEST)
    before = [state_hash(turn.state) for turn in turns]
    for turn in turns[:-1]:
        for offer in turn.state.offers:
            play.advance(turn.state, Choose(turn.state.place, offer.ident))
    assert [state_hash(turn.state) for turn in turns] == before


def test_the_same_orders_give_the_same_turns(play: Play) -> None:
    """States, events and words, to the letter."""
    once = play_on(play, play.begin(HIGH_TICKET), LONGEST)
    assert once == play_on(play, play.begin(HIGH_TICKET), LONGEST)


def test_a_circle_of_phases_is_the_writers_error_and_not_a_hang() -> None:
    """Two phases that hand the play to each other without a choice are given up."""
    book = small_book()
    looped = {
        "backed_off": "## go\n\n=> go_again\n",
        "manual_approach": "## off\n\n=> retreated\n",
    }

    def read(name: str) -> str:
        scene = book.scene(name)
        front = (
            f"---\nscene: {name}\nreel: {scene.reel}\nnumber: 1\ntitle: {scene.title}\n"
            f"slugline: {scene.slugline}\ncamera: {scene.camera}\n---\n\n"
        )
        return front + looped[name]

    circle = Book(book.declarations, {name: name for name in looped}, read)
    begun = replace(book.declarations.starts[2], phase="up.backed_off")
    with pytest.raises(RecursionError, match="without a choice"):
        begin(circle, LOW_TICKET, begun)


def test_mission_time_before_the_first_scene_is_the_cold_opens() -> None:
    """A scene without a time of its own goes on from it."""
    assert FIRST_CLOCK.startswith("2021-10-05 12:")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**63 - 1), picks=st.lists(st.integers(0, 8), max_size=40))
def test_any_orders_keep_what_must_hold(seed: int, picks: list[int]) -> None:
    """Gauges stay on their scale, facts are never lost, open choices or an end are always there."""
    book = small_book()
    straight = StraightPlay(book)
    turn: Turn = straight.begin(seed)
    for number, pick in enumerate(picks):
        state = turn.state
        assert bool(state.offers) != bool(state.ending)
        assert all(0 <= state.known()[gauge] <= 100 for gauge in _gauges(book))  # type: ignore[operator]  # gauges are whole
        assert state.known().keys() == book.declarations.facts.keys()
        if state.ending:
            break
        turn = straight.advance(state, Choose(state.place, state.offers[pick % len(state.offers)].ident))
        assert turn.state.turn == number + 1
        assert turn.state.clock >= state.clock or turn.state.phase != state.phase


def test_the_engine_has_no_hidden_state() -> None:
    """Another game in between changes nothing: `advance` is a function of what it is given."""
    book = small_book()
    state = begin(book, HIGH_TICKET).state
    alone = advance(state, Choose(state.place, "wait"), book)
    play_on(StraightPlay(book), begin(book, LOW_TICKET), SHORTEST)
    assert advance(state, Choose(state.place, "wait"), book) == alone


def _gauges(book: Book) -> list[str]:
    return [fact.name for fact in book.declarations.facts.values() if fact.gauge]
