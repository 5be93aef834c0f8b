"""A save as a face: what is told of it, in any room."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from game.emergencies.crew import begin as begin_crew
from game.engine.state import Flight, State
from game.engine.turn import begin
from game.errors import SaveRefused
from game.readout.faces import Face, FaceRow, ago, cells, clip, face_rows, one_line, thumbnail, wrap
from game.readout.phrasebook import Phrasebook
from game.storage.library import phrases
from game.vocabulary.events import LineShown
from game.vocabulary.values import Line, Offer, Place, Voice
from tests.engine import flights, station_flights
from tests.engine.stage import LOW_TICKET, SHORTEST, StraightPlay, play_on, small_book

PHRASES = Phrasebook(phrases())
NOW = "2026-03-04T10:20:30+00:00"


@cache
def _state() -> State:
    return begin(small_book(), LOW_TICKET).state


@cache
def _face() -> Face:
    turn = begin(small_book(), LOW_TICKET)
    return Face(
        title="Film of 2026-03-01, 10:20",
        caption="Fold your hands and watch the second set.",
        reel=0,
        scene=turn.state.place.scene,
        clock=turn.state.clock,
        take=2,
        takes=3,
        moments=57,
        words=1240,
        made_at="2026-03-01T10:20:30+00:00",
        marks=("reel 2",),
        state=turn.state,
        lines=tuple(event.line for event in turn.events if isinstance(event, LineShown)),
    )


def _text(rows: tuple[FaceRow, ...]) -> str:
    return "\n".join("".join(piece for piece, _ in row).rstrip() for row in rows)


def _in_flight() -> State:
    return replace(_state(), offers=(), flight=Flight(flights.opening(), begin_crew(7)))


def _on_the_station() -> State:
    return replace(_state(), offers=(), flight=Flight(station_flights.opening(), begin_crew(7)))


def test_a_face_tells_what_a_player_looks_for() -> None:
    """Title, caption, reel and take, mission time, the gauges, what was read, when, and how it began."""
    text = _text(face_rows(_face(), small_book(), PHRASES, NOW, (42, 30)))
    for told in (
        "Film of 2026-03-01, 10:20",
        "Fold your hands and watch the second set.",
        "COLD OPEN  TAKE 2  5 OCT 12:11",
        "FILM",
        "GROUND",
        "1,240 words read, 3 takes, 57 moments",
        "2026-03-01 10:20 UTC, 3 days ago",
        "begun at: reel 2",
    ):
        assert told in text
    assert "THE END" not in text
    assert "!" not in text.partition("┌")[0]


def test_a_caption_has_no_marks_of_emphasis() -> None:
    """Also one that was cut in the middle of a stressed word."""
    face = replace(_face(), caption="Wait until it has *some…")
    assert "Wait until it has some…" in _text(face_rows(face, small_book(), PHRASES, NOW, (42, 30)))
    assert "*" not in one_line(face, PHRASES, NOW, 80)


def test_every_gauge_stands_there_with_bar_and_value() -> None:
    """Five of them, each as the panel of the play has it."""
    text = _text(face_rows(_face(), small_book(), PHRASES, NOW, (42, 30)))
    assert len(re.findall(r"[▆▁]{5} +\d+", text)) == 5


def test_a_wide_room_has_words_and_thumbnail_beside_each_other() -> None:
    """At 80 columns nine rows are enough for both."""
    rows = face_rows(_face(), small_book(), PHRASES, NOW, (78, 9))
    assert len(rows) == 9
    first = _text(rows).split("\n")[0]
    assert first.startswith("Film of 2026-03-01, 10:20")
    assert "┌─ COLD OPEN TAKE 2" in first


def test_what_is_needed_least_goes_first() -> None:
    """In three rows stand the title, where it is, and what was chosen last or when."""
    text = _text(face_rows(_face(), small_book(), PHRASES, NOW, (42, 4)))
    assert "Film of 2026-03-01" in text
    assert "5 OCT 12:11" in text
    assert "begun at" not in text


def test_a_named_save_says_its_name_and_a_quick_one_that_it_is_one() -> None:
    """Under the title of the film that it is in."""
    named = face_rows(replace(_face(), name="quiet q"), small_book(), PHRASES, NOW, (42, 30))
    assert _text(named).split("\n")[1] == "└ quiet q"
    quick = face_rows(replace(_face(), name="Quick save", quick=True), small_book(), PHRASES, NOW, (42, 30))
    assert _text(quick).split("\n")[1] == "» Quick save"


def test_signs_stand_beside_what_asks_for_care() -> None:
    """Open elsewhere and damaged are told with a sign and in words, not by colour alone."""
    text = _text(face_rows(replace(_face(), in_use=True), small_book(), PHRASES, NOW, (42, 30)))
    assert "! Open in another game." in text
    refusal = PHRASES.say_error(SaveRefused("save.damaged", file="bad.film"))
    bad = Face("bad.film", refusal=refusal, made_at="2026-03-01T10:20:30+00:00")
    told = _text(face_rows(bad, small_book(), PHRASES, NOW, (42, 30)))
    assert "! bad.film is damaged" in told
    assert "G saves what can still be read" in told
    assert "┌" not in told


def test_an_ended_film_shows_the_title_of_its_ending() -> None:
    """In the words and in the thumbnail, in place of choices."""
    states = play_on(StraightPlay(small_book()), StraightPlay(small_book()).begin(LOW_TICKET), SHORTEST)
    ended = [turn.state for turn in states][-1]
    assert ended.ending
    title = small_book().declarations.endings[ended.ending].title
    text = _text(face_rows(replace(_face(), state=ended), small_book(), PHRASES, NOW, (42, 30)))
    assert f"THE END: {title}" in text
    assert title.upper() in text


def test_the_thumbnail_is_the_screen_in_small() -> None:
    """Slate, last lines, open choices by their numbers."""
    rows = thumbnail(_face(), small_book(), PHRASES, (38, 10))
    text = _text(rows)
    assert len(rows) == 10
    assert {cells("".join(piece for piece, _ in row)) for row in rows} == {38}
    assert "COLD OPEN TAKE 2" in text.split("\n")[0]
    assert "5 OCT 12:11" in text.split("\n")[0]
    first = _state().offers[0].label[:20]
    assert f"1 {first}" in text


def test_more_choices_than_fit_are_counted() -> None:
    """Nothing is left out without a word."""
    many = replace(_state(), offers=tuple(Offer(f"c{n}", f"Choice {n}.") for n in range(1, 8)))
    text = _text(thumbnail(replace(_face(), state=many), small_book(), PHRASES, (38, 12)))
    assert "3 Choice 3." in text
    assert "and 4 more" in text


def test_a_docking_shows_what_its_panel_says_and_nothing_of_the_truth() -> None:
    """Another ship position with the same instruments is the same picture; no range is there to be read."""
    state = _in_flight()
    text = _text(thumbnail(replace(_face(), state=state), small_book(), PHRASES, (60, 12)))
    assert "612 kilograms" in text or "612" in text
    docking = flights.opening()
    moved = replace(docking, ship=replace(docking.ship, position_m=(-31.0, 4.0, 2.0)))
    other = replace(state, flight=Flight(moved, begin_crew(7)))
    assert _text(thumbnail(replace(_face(), state=other), small_book(), PHRASES, (60, 12))) == text


def test_the_stations_half_hour_shows_what_its_panels_say() -> None:
    """What matters most first."""
    state = _on_the_station()
    text = _text(thumbnail(replace(_face(), state=state), small_book(), PHRASES, (60, 12)))
    assert "1 " not in text.split("\n")[-2]
    assert len([row for row in text.split("\n") if row.startswith("│") and row.strip("│ ")]) >= 4


def test_a_scene_that_this_edition_no_longer_has_is_shown_by_its_id() -> None:
    """An old save has a face as well."""
    lost = replace(_state(), place=Place("a_scene_of_old", "beat"))
    face = replace(_face(), scene="a_scene_of_old", state=lost)
    assert "a_scene_of_old" in _text(face_rows(face, small_book(), PHRASES, NOW, (42, 30)))


def test_a_state_without_a_gauge_has_a_face_without_it() -> None:
    """A film of an older edition is settled when it is played on, not when it is looked at."""
    bare = replace(_state(), facts=())
    text = _text(face_rows(replace(_face(), state=bare), small_book(), PHRASES, NOW, (42, 30)))
    assert "FILM" not in text
    assert "words read" in text


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-03-01T10:20:59+00:00", "just now"),
        ("2026-03-01T10:21:30+00:00", "a minute ago"),
        ("2026-03-01T10:25:30+00:00", "5 minutes ago"),
        ("2026-03-01T11:25:30+00:00", "an hour ago"),
        ("2026-03-02T09:25:30+00:00", "23 hours ago"),
        ("2026-03-02T11:25:30+00:00", "yesterday"),
        ("2026-03-04T10:20:30+00:00", "3 days ago"),
        ("2026-03-20T10:20:30+00:00", "2 weeks ago"),
        ("2026-06-20T10:20:30+00:00", "3 months ago"),
        ("2028-06-20T10:20:30+00:00", "2 years ago"),
        ("2026-02-20T10:20:30+00:00", ""),
        ("some day", ""),
    ],
)
def test_how_long_ago_is_said_as_one_would(now: str, told: str) -> None:
    """A clock that was set back, or a film from nowhere, gets no lie."""
    assert ago("2026-03-01T10:20:30+00:00", now, PHRASES) == told


def test_a_face_in_one_line() -> None:
    """Reel, caption, mission time, how long ago; the caption gives way first."""
    face = _face()
    assert (
        one_line(face, PHRASES, NOW, 100)
        == "COLD OPEN · Fold your hands and watch the second set. · 5 OCT 12:11 · 3 days ago"
    )
    short = one_line(face, PHRASES, NOW, 60)
    assert short.endswith("… · 5 OCT 12:11 · 3 days ago")
    assert cells(short) <= 60
    assert one_line(Face("bad.film"), PHRASES, NOW, 60) == ""


_TEXTS = st.one_of(
    st.text(max_size=90),
    st.text(alphabet="漢字かなﾊﾝ🚀🛰é́a b‍️", max_size=90),
)
_LINES = st.lists(
    st.builds(Line, st.sampled_from(Voice), _TEXTS, st.sampled_from(["", "actor", "nobody_we_know"])),
    max_size=5,
).map(tuple)
_FACES = st.builds(
    Face,
    title=_TEXTS,
    name=_TEXTS,
    quick=st.booleans(),
    caption=_TEXTS,
    reel=st.integers(0, 7),
    scene=st.sampled_from(["cold_open", "gone_scene"]),
    clock=st.sampled_from(["", "2021-10-05 12:11:40"]),
    take=st.integers(0, 10**6),
    takes=st.integers(0, 10**9),
    moments=st.integers(0, 10**9),
    words=st.integers(0, 10**9),
    made_at=st.sampled_from(["", "2026-03-01T10:20:30+00:00", "1999-01-01T00:00:00+00:00"]),
    marks=st.lists(_TEXTS, max_size=3).map(tuple),
    state=st.one_of(
        st.none(),
        st.lists(_TEXTS, max_size=9).map(
            lambda labels: replace(_state(), offers=tuple(Offer("c", label) for label in labels))
        ),
        st.just(_in_flight()),
        st.just(_on_the_station()),
    ),
    lines=_LINES,
    here=st.booleans(),
    in_use=st.booleans(),
    refusal=_TEXTS,
    gone=st.booleans(),
)


@given(_FACES, st.integers(-1, 130), st.integers(-1, 40))
@example(Face("", refusal="00"), 1, 3)
def test_a_face_is_never_wider_or_taller_than_asked(face: Face, width: int, height: int) -> None:
    """Whatever is in it, and by the cells of whoever draws it."""
    rows = face_rows(face, small_book(), PHRASES, NOW, (width, height))
    assert len(rows) <= max(0, height)
    for row in rows:
        text = "".join(piece for piece, _ in row)
        assert cells(text) <= width
        assert text.isprintable()
    assert cells(one_line(face, PHRASES, NOW, width)) <= max(0, width)


@given(_TEXTS, st.integers(0, 40))
def test_clipped_and_wrapped_text_fits(text: str, width: int) -> None:
    """To the cell, and no word of a wrapped text is lost."""
    assert cells(clip(text, width)) <= width
    lines = wrap(text, width)
    assert all(cells(line) <= max(2, width) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["plain", "Vera: «да»", "漢字かな", "ﾊﾝ", "a\u0301e\u0301", "🚀 🛰", "…·▆▁┌│└"]
)
def test_cells_are_counted_as_the_screen_counts_them(text: str) -> None:
    """The room below the screen cannot ask the screen's library, so it must agree with it."""
    assert cells(text) == cell_len(text)
