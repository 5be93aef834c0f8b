"""A moment as it is typed: its number, and in a flight a second of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.plain.moment_words import Spot, length, read_spot, span_to, split_moment
from game.plain.orders import Misread
from tests.readout.twigs import twig

LANDED_AT = 65 * 20 + 12
"""Ticks of the flight below, to its very end: some seconds more than its last moment knows."""

FILM = (
    twig(0, None),
    twig(1, 0, flight="docking", tick=0, clock="2021-10-05 23:59:30"),
    twig(2, 1, flight="docking", tick=600, clock="2021-10-06 00:00:00", ordered=True),
    twig(3, 2, flight="docking", tick=1220, clock="2021-10-06 00:00:31"),
    twig(4, 3, clock="2021-10-06 03:00:00"),
    twig(5, 0),
)
"""A flight over midnight, what came of it three hours later, and another line beside it."""


def spot(typed: str) -> Spot | Misread:
    """Return what is understood."""
    return read_spot(typed, FILM, lambda _: LANDED_AT)


@pytest.mark.parametrize(("typed", "moment"), [("0", 0), ("5", 5), ("#4", 4), ("003", 3)])
def test_a_number_is_a_moment(typed: str, moment: int) -> None:
    """As it is printed, with its sign or without."""
    assert spot(typed) == Spot(moment)


@pytest.mark.parametrize(
    "typed",
    [
        "#",
        "x",
        "-1",
        "1.5",
        "1@",
        "1@5",
        "1@5:5",
        "1@05:60",
        "1@24:00:00",
        "1@10:60:00",
        "\u0661",
        "1 2",
        "1@a:00",
    ],
)
def test_anything_else_is_told_what_a_moment_looks_like(typed: str) -> None:
    """In one sentence that repeats no more than a little of it."""
    assert spot(typed) == Misread("plain.moment_wanted", (("typed", typed),))


def test_nothing_at_all_is_asked_for_a_moment() -> None:
    """It has no words to repeat."""
    assert spot("") == Misread("plain.moment_which", ())


@pytest.mark.parametrize("typed", ["6", "999999999", "6@00:10", "9" * 26, "9" * 5000])
def test_a_moment_that_was_never_shot_is_refused(typed: str) -> None:
    """And the last one is named."""
    found = spot(typed)
    assert isinstance(found, Misread)
    assert (found.phrase, dict(found.values)["most"]) == ("plain.no_moment", 5)
    assert len(str(dict(found.values)["typed"])) <= 40


@pytest.mark.parametrize(
    ("typed", "tick"),
    [
        ("3@00:00", 0),
        ("3@00:31", 620),
        ("3@23:59:30", 0),
        ("3@23:59:59", 29 * 20),
        ("3@00:00:10", 40 * 20),
        ("4@00:00:10", 40 * 20),
        ("4@01:05", 65 * 20),
    ],
)
def test_a_second_is_found_by_the_missions_clock_and_by_the_flights(typed: str, tick: int) -> None:
    """Also over midnight, from what came after it, and in the seconds that only the end knows."""
    assert spot(typed) == Spot(int(typed[0]), tick)


@pytest.mark.parametrize(
    ("typed", "last", "long"),
    [("3@01:02", "00:00:31", "01:01"), ("2@00:31", "00:00:00", "00:30"), ("4@01:06", "00:00:35", "01:05"),
     ("3@12:00:00", "00:00:31", "01:01")],
)  # fmt: skip
def test_a_second_outside_the_flight_is_told_when_it_was_flown(typed: str, last: str, long: str) -> None:
    """As far as that moment goes."""
    found = spot(typed)
    assert isinstance(found, Misread)
    values = {"typed": int(typed[0]), "first": "23:59:30", "last": last, "length": long}
    assert (found.phrase, dict(found.values)) == ("plain.outside_flight", values)


@pytest.mark.parametrize("typed", ["0@00:10", "5@12:00:00"])
def test_where_nothing_was_flown_there_is_no_second(typed: str) -> None:
    """The flight of another line is not meant."""
    assert spot(typed) == Misread("plain.no_flight_there", (("typed", int(typed[0])),))


def test_how_long_a_flight_was_is_only_asked_for_its_last_seconds() -> None:
    """That answer takes as long as the flight is flown again in."""

    def never(_: int) -> int:
        pytest.fail("asked")

    assert read_spot("4@01:01", FILM, never) == Spot(4, 61 * 20)
    assert isinstance(read_spot("3@01:02", FILM, never), Misread)


def test_a_flight_lies_between_its_first_tick_and_its_last_moment() -> None:
    """Whatever moment it is asked from."""
    for moment in (3, 4):
        span = span_to(FILM[moment], FILM)
        assert span is not None
        assert (str(span.begun), str(span.ended)) == ("2021-10-05 23:59:30", "2021-10-06 00:00:31")
        assert span.length_s == 61
    assert span_to(FILM[5], FILM) is None


@given(st.integers(0, 3000))
def test_a_length_is_read_as_it_is_written(seconds: int) -> None:
    """What `/flights` prints can be typed behind an ``@``."""
    flown = (twig(0, None, flight="station", tick=3000 * 20, clock="2021-10-15 10:00:00"),)
    assert read_spot(f"0@{length(seconds)}", flown, lambda _: 0) == Spot(0, seconds * 20)


@given(st.text(max_size=30))
def test_no_line_brings_it_down(typed: str) -> None:
    """It is a moment or a sentence."""
    assert isinstance(spot(typed), Spot | Misread)


def test_what_stands_behind_a_moment_is_a_name() -> None:
    """With the spaces in it, and without those around it."""
    assert split_moment(" 12@00:10   hello  there ") == ("12@00:10", "hello  there")
    assert split_moment("12") == ("12", "")


@pytest.mark.parametrize(("landed", "ended"), [("00:00:35", 65), ("00:00:36", 66), ("00:00:37", 61)])
def test_what_became_of_a_flight_knows_when_it_ended(landed: str, ended: int) -> None:
    """Within the seconds that can lie between two moments; later the story has gone on."""
    film = (*FILM[:4], twig(4, 3, clock=f"2021-10-06 {landed}"))
    span = span_to(film[4], film)
    assert span is not None
    assert span.length_s == ended
