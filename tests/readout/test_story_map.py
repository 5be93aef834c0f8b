"""The map of takes: nothing that was shot is missing from it, and nothing in it was not shot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.readout.story_map import Layout, Stay, StoryMap, Wanted, build_map, lay_out

from .twigs import PEOPLE, films, twig

if TYPE_CHECKING:
    from collections.abc import Collection

    from game.storage.moments import Twig


ALL = Wanted()


def _drawn(
    story_map: StoryMap,
    wanted: Wanted = ALL,
    unfolded: Collection[int] = (),
) -> Layout:
    return lay_out(story_map, wanted, words_of=lambda stay: stay.scene, unfolded=unfolded)


def _shape(layout: Layout) -> list[str]:
    """Return each row as its number, set in as far as it lies aside."""
    return ["  " * row.depth + ("+" if row.head else "") + str(row.stay) for row in layout.rows]


@given(films(), st.data())
def test_every_moment_is_in_exactly_one_stay_and_in_order(film: list[Twig], data: st.DataObject) -> None:
    """Stays are chains: each moment was played from the one before it."""
    now = data.draw(st.integers(0, len(film) - 1))
    story_map = build_map(film, now)
    assert sorted(moment for stay in story_map.stays for moment in stay.moments) == list(range(len(film)))
    for stay in story_map.stays:
        assert [story_map.stay_of[moment] for moment in stay.moments] == [stay.number] * len(stay.moments)
        parents = [film[moment].parent for moment in stay.moments]
        assert parents[1:] == list(stay.moments[:-1])
        above = parents[0]
        assert stay.parent == (None if above is None else story_map.stay_of[above])
        assert above is None or story_map.stays[story_map.stay_of[above]].last == above
        assert len({(film[moment].scene, film[moment].flight) for moment in stay.moments}) == 1
    assert story_map.here.last == now


@given(films())
def test_every_decision_is_an_edge_or_inside_a_stay(film: list[Twig]) -> None:
    """Each once, with its words; time alone is none."""
    story_map = build_map(film, 0)
    found = [
        decision for stay in story_map.stays for decision in (stay.edge, *stay.inside) if decision is not None
    ]
    made = [(one.ident, one.echo) for one in film if one.choice or one.ordered]
    assert sorted((one.moment, one.words) for one in found) == made


@given(films())
def test_what_was_not_tried_was_offered_there_and_taken_nowhere(film: list[Twig]) -> None:
    """A stub is the words that stood on the screen, never a place."""
    story_map = build_map(film, 0)
    taken = {one.choice for one in film}
    for one in film:
        untried = story_map.untried_at(one.ident)
        assert set(untried) <= {label for _, label in one.offers}
        for ident, label in one.offers:
            assert (label in untried) == (f"{one.scene}/{one.beat}/{ident}" not in taken)
    for stay in story_map.stays:
        at_each = {label for moment in stay.moments for label in story_map.untried_at(moment)}
        assert set(story_map.untried_in(stay)) == at_each
        assert stay.untried >= len(at_each)


@given(films(), st.data())
def test_every_stay_is_drawn_once_after_the_one_it_was_played_from(
    film: list[Twig], data: st.DataObject
) -> None:
    """The line to now lies aside of nothing; a line that begins beside another is set in by one."""
    now = data.draw(st.integers(0, len(film) - 1))
    story_map = build_map(film, now)
    layout = _drawn(story_map)
    assert sorted(row.stay for row in layout.rows) == list(range(len(story_map.stays)))
    at = {row.stay: number for number, row in enumerate(layout.rows)}
    for row in layout.rows:
        parent = story_map.stays[row.stay].parent
        if parent is not None:
            before = layout.rows[at[parent]]
            assert at[parent] < at[row.stay]
            assert row.depth == before.depth + row.head
    line = set(story_map.line_to(story_map.here.number))
    assert [row.depth for row in layout.rows if row.stay in line] == [0] * len(line)
    assert {row.stay for row in layout.rows if row.on_line} == line
    assert _drawn(build_map(film, now)) == layout


@given(films(), st.data())
def test_under_every_rail_its_line_goes_on(film: list[Twig], data: st.DataObject) -> None:
    """A row that lies aside of a line has a later row on that line, so that no rail hangs in the air."""
    story_map = build_map(film, data.draw(st.integers(0, len(film) - 1)))
    wanted = data.draw(
        st.builds(
            Wanted,
            ending=st.sampled_from(("", "cut")),
            person=st.sampled_from(("", *PEOPLE)),
            text=st.sampled_from(("", "road", "GLASS")),
        )
    )
    rows = _drawn(story_map, wanted).rows
    for number, row in enumerate(rows):
        for depth in range(row.depth):
            after = [later for later in rows[number + 1 :] if later.depth <= depth]
            assert after
            assert after[0].depth == depth
            assert not after[0].head


@given(films(), st.sampled_from(PEOPLE))
def test_a_filter_by_person_keeps_the_stays_in_which_they_speak(film: list[Twig], who: str) -> None:
    """And the first one, so that the rest hangs on something; what is hidden is counted."""
    story_map = build_map(film, 0)
    layout = _drawn(story_map, Wanted(person=who))
    speaking = {story_map.stay_of[one.ident] for one in film if who in one.speakers}
    assert {row.stay for row in layout.rows} == (speaking | {0} if speaking else set())
    assert layout.shown + layout.hidden == len(story_map.stays)
    assert layout.shown == len(layout.rows)


@given(films())
def test_a_filter_by_ending_keeps_the_lines_that_come_to_it(film: list[Twig]) -> None:
    """From the first moment to the ending, and nothing aside."""
    story_map = build_map(film, 0)
    layout = _drawn(story_map, Wanted(ending="upright"))
    ends = [stay.number for stay in story_map.stays if stay.ending == "upright"]
    leading = {number for end in ends for number in story_map.line_to(end)}
    assert {row.stay for row in layout.rows} == leading
    assert not any(row.after_gap for row in layout.rows)


@given(films(), st.data())
def test_an_unfolded_stay_shows_each_of_its_decisions_once(film: list[Twig], data: st.DataObject) -> None:
    """And its last moment, which can be gone to like any other."""
    story_map = build_map(film, 0)
    number = data.draw(st.integers(0, len(story_map.stays) - 1))
    stay: Stay = story_map.stays[number]
    rows = [row for row in _drawn(story_map, unfolded={number}).rows if row.inside]
    decided = {decision.moment for decision in (stay.edge, *stay.inside) if decision is not None}
    assert {row.moment for row in rows if row.decision is not None} == decided
    assert rows[-1].moment == stay.last
    assert [row.moment for row in rows] == sorted({row.moment for row in rows})


@given(films(), st.data())
def test_the_row_of_a_moment_stands_for_it_or_for_its_stay(film: list[Twig], data: st.DataObject) -> None:
    """Also in a stay that is unfolded."""
    story_map = build_map(film, 0)
    moment = data.draw(st.integers(0, len(film) - 1))
    stay = story_map.stay_of[moment]
    layout = _drawn(story_map, unfolded=data.draw(st.sampled_from(((), (stay,)))))
    own = layout.rows[layout.row_of(stay)]
    assert (own.stay, own.inside) == (stay, False)
    row = layout.rows[layout.row_of(stay, moment)]
    assert row.stay == stay
    inside = [each.moment for each in layout.rows if each.inside]
    assert row.inside == (moment in inside)
    assert row.moment == (moment if row.inside else story_map.stays[stay].last)


FORKED = (
    twig(0, None, offers=("a", "b", "c")),
    twig(1, 0, choice="road/first/a", echo="A", scene="switch"),
    twig(2, 1, choice="switch/first/x", echo="X", scene="switch", ending="cut"),
    twig(3, 0, choice="road/first/b", echo="B", take=2),
    twig(4, 3, choice="road/first/d", echo="D", scene="glass"),
    twig(5, 1, choice="switch/first/y", echo="Y", scene="switch"),
)


@pytest.mark.parametrize(
    ("now", "shape"),
    [
        # 0 forks to 1 and 3; 1 forks to 2 and 5.
        (4, ["0", "  +1", "    +2", "  5", "3", "4"]),
        (2, ["0", "  +3", "  4", "1", "  +5", "2"]),
        (0, ["0", "  +3", "  4", "1", "  +2", "5"]),
    ],
)
def test_the_line_to_now_is_straight_and_beyond_it_what_was_shot_last(now: int, shape: list[str]) -> None:
    """The same takes, seen from where one stands."""
    story_map = build_map(FORKED, now)
    numbers = {stay.number: stay.moments[0] for stay in story_map.stays}
    drawn = [
        "  " * row.depth + ("+" if row.head else "") + str(numbers[row.stay])
        for row in _drawn(story_map).rows
    ]
    assert drawn == shape


def test_ways_that_were_never_taken_are_counted_where_they_were_open() -> None:
    """Of three ways two were taken, one of them in another take."""
    story_map = build_map(FORKED, 5)
    assert story_map.stays[0].untried == 1
    assert story_map.untried_at(0) == ("The way called c.",)


def test_a_stay_ends_with_now_so_that_what_was_left_can_be_gone_back_to() -> None:
    """After a Retake what was shot before stands under now, as a row of its own."""
    line = [twig(0, None), twig(1, 0), twig(2, 1)]
    assert [stay.moments for stay in build_map(line, 1).stays] == [(0, 1), (2,)]
    assert [stay.moments for stay in build_map(line, 2).stays] == [(0, 1, 2)]


def test_a_flight_is_a_stay_of_its_own_and_so_is_the_next_approach() -> None:
    """By its word, and by its clock that begins anew."""
    line = [
        twig(0, None),
        twig(1, 0, flight="docking"),
        twig(2, 1, flight="docking", tick=100, ordered=True),
        twig(3, 2, flight="docking"),
        twig(4, 3),
    ]
    stays = build_map(line, 4).stays
    assert [(stay.flight, stay.moments) for stay in stays] == [
        ("", (0,)),
        ("docking", (1, 2)),
        ("docking", (3,)),
        ("", (4,)),
    ]


def test_a_line_of_thousands_is_laid_out_without_recursion() -> None:
    """However deep, and however often it was gone back."""
    film = [twig(0, None)]
    film += [twig(ident, ident - 1 - ident % 2, scene=f"s{ident}") for ident in range(1, 5000)]
    layout = _drawn(build_map(film, 4999))
    assert len(layout.rows) == 5000


def test_nobody_and_nothing_that_was_not_met_is_offered_as_a_filter() -> None:
    """Speakers and endings, in the order in which they came."""
    film = [
        twig(0, None, speakers=("rookie",)),
        twig(1, 0, speakers=("actor", "rookie"), ending="cut"),
    ]
    story_map = build_map(film, 1)
    assert story_map.speakers == ("rookie", "actor")
    assert story_map.endings == ("cut",)


def test_shapes_are_drawn_as_they_are_told() -> None:
    """The smallest fork there is."""
    film = [twig(0, None), twig(1, 0), twig(2, 0)]
    assert _shape(_drawn(build_map(film, 2))) == ["0", "  +1", "2"]
