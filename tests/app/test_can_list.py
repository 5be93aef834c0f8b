"""Which rows the can has, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.app.ink import Ink, Row
from game.app.screens.can_list import UNFOLDED, LazyRows, Order, in_order, tins
from game.errors import SaveRefused
from game.storage.can import FilmSummary
from game.storage.moments import Bookmark


def _film(
    ident: str,
    title: str = "A film",
    *,
    updated: str = "2026-03-01T10:20:30+00:00",
    clock: str = "2021-10-05 12:11:40",
    words: int = 0,
    marks: tuple[str, ...] = (),
    damaged: bool = False,
) -> FilmSummary:
    return FilmSummary(
        ident=ident,
        file=f"{ident}.film",
        path=Path(f"{ident}.film"),
        title=title,
        reel=0,
        scene="" if damaged else "cold_open",
        mission_time="" if damaged else clock,
        caption="Let him film.",
        take=1,
        moments=3,
        bookmarks=tuple(Bookmark(name, number, 1, "named", updated) for number, name in enumerate(marks, 1)),
        updated=updated,
        ending="",
        marks=("reel 2",),
        refusal=SaveRefused("save.damaged", file=f"{ident}.film") if damaged else None,
        played=updated,
        words=words,
        lines=(),
        in_use=False,
    )


def _title(scene: str) -> str:
    return "The range reads 0041" if scene == "cold_open" else scene


FILMS = (
    _film("a", "Zenit", updated="2026-03-03T00:00:00+00:00", clock="2021-10-05 12:00:00", words=500),
    _film("b", "alpha", updated="2026-03-02T00:00:00+00:00", clock="2021-10-15 09:12:40", words=100),
    _film("c", "Mitya", updated="2026-03-01T00:00:00+00:00", clock="2021-10-06 00:00:00", words=900),
    _film("d", "d.film", updated="2026-03-04T00:00:00+00:00", damaged=True),
)


@pytest.mark.parametrize(
    ("order", "idents"),
    [(Order.NEWEST, "dabc"), (Order.TITLE, "bcad"), (Order.TIME, "bcad"), (Order.WORDS, "cabd")],
)
def test_films_are_put_in_order(order: Order, idents: str) -> None:
    """Titles without case; what nothing is known of comes last but where it is the newest."""
    assert "".join(film.ident for film in in_order(FILMS, order)) == idents


@given(st.permutations(FILMS), st.sampled_from(Order))
def test_an_order_leaves_nothing_out_and_does_not_depend_on_how_it_came(
    films: list[FilmSummary], order: Order
) -> None:
    """Every film stands there once."""
    assert in_order(films, order) == in_order(FILMS, order)


def test_saves_stand_under_their_film_the_newest_first() -> None:
    """As many as are seen at once."""
    rows = tins([_film("a", marks=("one", "two"))], {}, "", _title)
    assert [row.key for row in rows] == [("a", ""), ("a", "two"), ("a", "one")]


def test_many_saves_are_folded_behind_the_newest() -> None:
    """Until the player unfolds them; a few can be folded as well."""
    many = _film("a", marks=tuple(f"m{number}" for number in range(UNFOLDED + 2)))
    rows = tins([many], {}, "", _title)
    assert [(row.key, row.folded) for row in rows] == [(("a", ""), 0), (("a", "m4"), 5)]
    assert len(tins([many], {"a": True}, "", _title)) == 6
    few = _film("a", marks=("one", "two"))
    assert [row.folded for row in tins([few], {"a": False}, "", _title)] == [0, 2]


@pytest.mark.parametrize(
    ("wanted", "idents"),
    [
        ("ZENIT", "a"),
        ("let him", "abcd"),
        ("range 0041", "abc"),
        ("reel 2", "abcd"),
        ("mitya film", "c"),
        ("nobody", ""),
        ("   ", "abcd"),
    ],
)
def test_a_search_looks_into_title_caption_scene_and_marks(wanted: str, idents: str) -> None:
    """Every word has to be in it, in any order and case."""
    assert "".join(row.film.ident for row in tins(FILMS, {}, wanted, _title)) == idents


def test_a_search_for_a_save_shows_it_with_its_film_and_not_the_others() -> None:
    """Also one that lay in a fold."""
    film = _film("a", marks=tuple(f"mark {number}" for number in range(9)))
    rows = tins([film, _film("b")], {"a": False}, "mark 3", _title)
    assert [row.key for row in rows] == [("a", ""), ("a", "mark 3")]
    assert len(tins([film], {"a": False}, "film", _title)) == 10


def test_rows_are_made_when_they_are_looked_at() -> None:
    """Ten thousand cost what twenty do."""
    asked: list[int] = []

    def make(number: int) -> Row:
        asked.append(number)
        return ((str(number), Ink.PROSE),)

    rows = LazyRows(range(10_000), make)
    assert len(rows) == 10_000
    assert rows[3:5] == [((("3"), Ink.PROSE),), ((("4"), Ink.PROSE),)]
    assert rows[3] == rows[3]
    assert (asked, rows.made) == ([3, 4], 2)
    with pytest.raises(IndexError):
        rows[10_000]
