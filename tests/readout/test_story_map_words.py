"""The rows of the map of takes in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given

from game.readout.phrasebook import Phrasebook
from game.readout.story_map import Wanted, build_map, lay_out
from game.readout.story_map_words import (
    Legend,
    MapLine,
    Part,
    say_flight_end,
    say_map_row,
    say_wanted,
)
from game.storage.library import phrases
from tests.engine.stage import small_book

from .twigs import films, twig

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.storage.moments import Twig

WORDS = Phrasebook(phrases())
ALL = Wanted()


@dataclass(frozen=True)
class _Name:
    name: str
    moment: int
    kind: str = "named"


def _legend(*, ways: Sequence[_Name] = (), saves: Sequence[_Name] = ()) -> Legend:
    ends = {2: "a docking"}
    return Legend(small_book(), WORDS, ways, saves, lambda moment: ends.get(moment, ""))


def _lines(film: Sequence[Twig], now: int, legend: Legend, *, unfolded: Sequence[int] = ()) -> list[MapLine]:
    story_map = build_map(film, now)
    layout = lay_out(story_map, ALL, words_of=lambda _: "", unfolded=unfolded, marked=legend.marks.keys())
    return [say_map_row(row, story_map, legend) for row in layout.rows]


def _text(line: MapLine) -> str:
    return "".join(text for text, _ in line.left).rstrip()


def _told(film: Sequence[Twig], now: int, legend: Legend, *, unfolded: Sequence[int] = ()) -> list[str]:
    return [_text(line) for line in _lines(film, now, legend, unfolded=unfolded)]


FILM = (
    twig(0, None, scene="launch", offers=("a", "b"), clock="2021-10-05 12:11:40"),
    twig(1, 0, scene="launch", choice="launch/first/a", echo='"No, *no*."', flight="docking"),
    twig(2, 1, scene="launch", ordered=True, flight="docking", tick=100, clock="2021-10-05 12:12:10"),
    twig(3, 2, scene="gone", ending="cut"),
    twig(4, 0, scene="launch", choice="launch/first/b", echo="Wait.", take=2),
)
TITLE = small_book().scene("launch").title


def test_a_row_says_take_scene_flight_how_it_ended_and_what_was_chosen() -> None:
    """A scene that is gone is called by its id; emphasis marks are no words."""
    told = _told(FILM, 4, _legend())
    assert told == [
        f"○ {TITLE}",
        f'├─▲ take 1  {TITLE}: the docking  a docking  › "No, no."',
        "│ ◆ gone  THE END: Cut",
        "● you are here  › Wait.",
    ]


def test_what_lies_at_the_right_is_what_was_not_tried_and_when() -> None:
    """The way that was never taken is counted, and where it leads is nowhere said."""
    film = (twig(0, None, offers=("a", "secret")), twig(1, 0, choice="road/first/a", echo="A"))
    line = _lines(film, 1, _legend())[0]
    assert ("1 untried", Part.UNTRIED) in line.right
    assert "secret" not in _text(line) + "".join(text for text, _ in line.right)
    assert line.right[-1] == ("  5 OCT 12:11", Part.WHEN)


def test_names_that_the_player_gave_stand_where_they_were_given() -> None:
    """A what-if, a save, a quick save, each with its sign; one without a name is called what it is."""
    legend = _legend(
        ways=(_Name("Without the radio", 4), _Name("", 4)),
        saves=(_Name("Before", 0), _Name("Quick save", 0, "quick")),
    )
    told = _told(FILM, 4, legend)
    assert told[0].endswith("★ Before  ★ quick save")
    assert told[-1] == "● you are here  » Without the radio  » what if  › Wait."


def test_an_unfolded_stay_tells_each_decision_and_its_last_moment() -> None:
    """An order by its second, since it has no words of its own."""
    told = _told(FILM, 4, _legend(), unfolded=(1,))
    assert told[2:4] == ['│   · › "No, no."', "│   · an order at 12:12:10"]


def test_more_lines_beside_each_other_than_can_be_drawn_are_counted() -> None:
    """The rails take no more than their share of the row."""
    deep = 12
    film = [twig(0, None)]
    film += [twig(ident, ident - 1, echo="aside") for ident in range(1, deep + 1)]
    film += [twig(deep + ident, deep - ident, echo="straight") for ident in range(1, deep + 1)]
    story_map = build_map(film, len(film) - 1)
    rows = lay_out(story_map, ALL, words_of=lambda _: "").rows
    told = [_text(say_map_row(row, story_map, _legend())) for row in rows]
    assert max(row.depth for row in rows) == deep
    assert max(text.count("│") for text in told) == 8
    assert any("‥3 ├─" in text for text in told)


@given(films())
def test_every_row_of_every_playthrough_can_be_said(film: list[Twig]) -> None:
    """And only one of them says that it is now, where nothing is unfolded."""
    story_map = build_map(film, len(film) - 1)
    rows = lay_out(story_map, ALL, words_of=lambda _: "").rows
    told = [_text(say_map_row(row, story_map, _legend(), with_reel=True)) for row in rows]
    assert all(told)
    assert [row.moment == story_map.now for row in rows] == ["you are here" in text for text in told]


def test_a_filter_says_what_it_shows_and_what_it_hides() -> None:
    """In one sentence, and nothing where there is none."""
    story_map, legend = build_map(FILM, 4), _legend()

    def said(wanted: Wanted) -> str:
        layout = lay_out(story_map, wanted, words_of=lambda stay: legend.words_of(story_map, stay))
        return say_wanted(layout, wanted, legend)

    assert said(ALL) == ""
    assert said(Wanted(text="wait")) == 'Shown only: "wait". Hidden: 2 of 4.'
    assert said(Wanted(text="xyzzy")) == 'Nowhere found: "xyzzy". All of it is hidden.'
    assert said(Wanted(ending="cut")).endswith("the way to Cut. Hidden: 1 of 4.")


def test_a_search_finds_scenes_choices_endings_and_the_players_own_names() -> None:
    """All that a row could say."""
    legend = _legend(saves=(_Name("Before", 0),))
    story_map = build_map(FILM, 4)
    words = [legend.words_of(story_map, stay) for stay in story_map.stays]
    assert "Before" in words[0]
    assert TITLE in words[0]
    assert "*" not in words[1]
    assert "gone" in words[2]


def test_every_way_a_flight_can_end_has_its_word() -> None:
    """By the beat at which the story is read on; what is not known has none."""
    from game.engine.outcomes import BEATS

    beats = {"flown_held", "flown_regained", "flown_night", "flown_ships", "drill_passed", "drill_missed"}
    for beat in (BEATS - {"flying"}) | beats:
        assert say_flight_end(beat, WORDS)
    assert say_flight_end("nowhere", WORDS) == ""
