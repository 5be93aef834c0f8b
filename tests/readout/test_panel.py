"""What the panel says, as values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.state import State, freeze_facts
from game.engine.turn import begin
from game.readout.panel import (
    BLOCKS,
    ending_title,
    is_over,
    read_cast,
    read_day,
    read_gauges,
    read_shots,
    read_slate,
    speaker_tag,
)
from game.vocabulary.values import Place
from tests.engine.stage import LOW_TICKET, SHORTEST, StraightPlay, play_on, small_book


def _first() -> State:
    return begin(small_book(), LOW_TICKET).state


def _with(**facts: bool | int | str) -> State:
    state = _first()
    return replace(state, facts=freeze_facts({**state.known(), **facts}))


def test_the_slate_names_reel_scene_take_place_and_time() -> None:
    """The one line that is always there."""
    slate = read_slate(small_book(), _first(), 3)
    assert (slate.reel, slate.scene, slate.take) == (0, 1, 3)
    assert slate.slugline == "INT. DESCENT MODULE. DAY"
    assert (slate.date, slate.time) == ("5 OCT", "12:11:40")


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("2021-10-05 12:11:40", "5 OCT 12:11"),
        ("2021-01-31 00:00:59", "31 JAN 00:00"),
        ("2023-12-01 23:59:59", "1 DEC 23:59"),
    ],
)
def test_a_list_has_day_and_minute(clock: str, day: str) -> None:
    """Seconds are for the slate."""
    assert read_day(clock) == day


def test_there_are_five_gauges_in_the_order_of_their_declaration() -> None:
    """Each with its label, and no change where there is nothing before."""
    gauges = read_gauges(small_book(), _first(), None)
    assert [gauge.name for gauge in gauges] == ["film", "crew", "ship", "nerve", "ground"]
    assert [gauge.label for gauge in gauges] == ["Film", "Crew", "Ship", "Nerve", "Ground"]
    assert [gauge.change for gauge in gauges] == [0] * 5


def test_a_gauge_says_what_the_last_order_did_to_it() -> None:
    """By the difference from the state before, up as well as down."""
    gauges = {gauge.name: gauge for gauge in read_gauges(small_book(), _with(film=25, nerve=58), _first())}
    assert (gauges["film"].value, gauges["film"].change) == (25, 5)
    assert (gauges["nerve"].value, gauges["nerve"].change) == (58, -2)
    assert gauges["crew"].change == 0


@given(st.integers(0, 100))
def test_a_bar_is_empty_only_at_nothing_and_full_only_near_the_top(value: int) -> None:
    """It never says that something is left when nothing is, nor the reverse."""
    film = read_gauges(small_book(), _with(film=value), None)[0]
    assert 0 <= film.blocks <= BLOCKS
    assert (film.blocks == 0) == (value == 0)
    assert (film.blocks == BLOCKS) == (value > 80)


def test_film_in_hand_is_what_was_shot() -> None:
    """By the titles of the shot list."""
    assert read_shots(small_book(), _first()) == ()
    assert read_shots(small_book(), _with(camera_running=True)) == ("The dark range",)


def test_the_camera_is_on_whom_the_scene_says() -> None:
    """On exactly one of the people."""
    cast = read_cast(small_book(), _first())
    assert [person.tag for person in cast] == ["Gleb", "Vera", "Ruben", "Moscow"]
    assert [person.tag for person in cast if person.camera] == ["Gleb"]
    arm = replace(_first(), place=Place("centrifuge", "arm"))
    assert [person.tag for person in read_cast(small_book(), arm) if person.camera] == ["Vera"]


def test_a_role_speaks_under_its_tag() -> None:
    """A role that an old save names and the story no longer has speaks under its id."""
    assert speaker_tag(small_book(), "flight_director") == "Moscow"
    assert speaker_tag(small_book(), "somebody_of_old") == "somebody_of_old"


def test_the_end_has_a_title() -> None:
    """And before it there is none."""
    play = StraightPlay(small_book())
    first, *_, last = play_on(play, play.begin(LOW_TICKET), SHORTEST)
    assert not is_over(first.state)
    assert ending_title(small_book(), first.state) == ""
    assert is_over(last.state)
    assert ending_title(small_book(), last.state) == "The Shortest Shoot"
    assert ending_title(small_book(), replace(last.state, ending="of_old")) == "of_old"
