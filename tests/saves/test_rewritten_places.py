"""Old films under a later edition whose choices and facts were rewritten right where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.engine.turn import advance
from game.vocabulary.commands import Choose
from game.vocabulary.events import LineShown
from game.vocabulary.values import Offer, Voice
from tests.saves.editions import (
    FILMS,
    Edition,
    is_there,
    line_of,
    name_now,
    name_of,
    open_under,
    play_on,
    present_book,
    standing,
)
from tests.session.stage import notices

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine.state import State
    from game.engine.turn import Turn
    from game.narrative.shelf import Book

CHOOSING = [film for film in FILMS if standing(film, present_book()).offers]
BETWEEN_TWO = [film for film in CHOOSING if len(standing(film, present_book()).offers) > 1]

YES_NO = ("mooed", "braced_ruben", "asked_hum", "shot_glove")
"""Facts that few scenes name; the later edition has one of them no more, and another is a number there."""
DRAWN = ("landing_wind", "ticket")
"""Facts of which every film has a value of its own; the later edition allows none so small."""


def told(film: Path) -> list[str]:
    """Return what is said of a film under any later edition: the present one may have lost its place."""
    state = line_of(film)[0].state
    return [] if state.ending or is_there(state.place, present_book()) else ["load.place_lost"]


def taken(state: State, choice: str, book: Book) -> tuple[Turn, list[str], str]:
    """Return the turn that a choice leads to, the lines it shows, and the echo among them."""
    turn = advance(state, Choose(state.place, choice), book)
    lines = [event.line for event in turn.events if isinstance(event, LineShown)]
    return turn, [line.text for line in lines], next(line.text for line in lines if line.voice is Voice.ECHO)


def check_meaning(old: State, new: State, before: Book, after: Book, offer: Offer) -> None:
    """A choice does and shows what it did and showed before the edit."""
    was, lines_then, echo = taken(old, offer.ident, before)
    now, lines_now, echo_now = taken(new, offer.ident, after)
    assert echo == echo_now == offer.label
    assert lines_now == lines_then
    assert (now.state.place, now.state.facts) == (was.state.place, was.state.facts)


@pytest.mark.parametrize("film", CHOOSING, ids=name_of)
def test_a_choice_that_was_inserted_before_the_others(film: Path, saves: Path, present_book: Book) -> None:
    """The label that is taken is the label that is meant, by its number and by its id."""
    state = standing(film, present_book)
    place = state.place
    edition = Edition()
    edition.insert_choice(
        place.scene, place.beat, f"- [brand_new] What nobody thought of. `once` -> {place.beat}"
    )
    book = edition.book()
    with open_under(film, book, saves) as session:
        opened = session.present
        assert notices(opened) == told(film)
        assert opened.state.offers == (Offer("brand_new", "What nobody thought of."), *state.offers)
        for offer in state.offers:
            check_meaning(state, opened.state, present_book, book, offer)
        chosen = session.choose(str(1 + len(state.offers)))
    assert next(line.text for line in chosen.lines if line.voice is Voice.ECHO) == state.offers[-1].label


@pytest.mark.parametrize("film", BETWEEN_TWO, ids=name_of)
def test_a_choice_that_is_gone(film: Path, saves: Path, present_book: Book) -> None:
    """It cannot be taken, by its id either; the others mean what they meant."""
    state = standing(film, present_book)
    gone, *left = state.offers
    edition = Edition()
    edition.remove_choice(state.place.scene, state.place.beat, gone.ident)
    book = edition.book()
    with open_under(film, book, saves) as session:
        opened = session.present
        assert notices(opened) == told(film)
        assert opened.state.offers == tuple(left)
        for offer in left:
            check_meaning(state, opened.state, present_book, book, offer)
        refused = session.choose(gone.ident)
    assert [notice.phrase for notice in refused.notices if notice.refused] == ["order.no_such_choice"]
    assert (refused.moment, refused.state) == (opened.moment, opened.state)


@pytest.mark.parametrize("film", FILMS, ids=name_of)
def test_facts_that_are_gone_retyped_narrowed_and_new(film: Path, saves: Path) -> None:
    """Each takes its default where the old value says nothing any more; every other one is as it was."""
    old = line_of(film)[0].state
    state = standing(film, present_book())
    stayed = state.place == name_now(old.place, present_book())
    known = old.known() if stayed else state.known()
    edition = Edition()
    scene = edition.texts[edition.file_of(state.place.scene)]
    narrowed = next(fact for fact in DRAWN if fact not in scene)
    gone, retyped, *_ = (fact for fact in YES_NO if fact in known and fact not in scene)
    edition.declare(gone, "")
    edition.declare(retyped, 'type = "int"\ndefault = 3\nmeaning = "How often."')
    least = int(known[narrowed]) + 1
    edition.declare(
        narrowed,
        f'type = "int"\nlow = {least}\nhigh = {least + 5}\ndefault = {least}\nmeaning = "More of it."',
    )
    edition.declare("brand_new", 'type = "word"\nwords = ["no", "yes"]\ndefault = "yes"\nmeaning = "New."')
    book = edition.book()
    with open_under(film, book, saves) as session:
        opened = session.present
    assert notices(opened) == told(film)
    if state.ending:
        assert opened.state == state
    else:
        declared = book.declarations.facts
        new = {fact: row.default for fact, row in declared.items() if fact not in known}
        kept = {fact: value for fact, value in known.items() if fact != gone}
        changed = {retyped: 3, narrowed: least, "brand_new": "yes"}
        assert opened.state.known() == new | kept | changed
        assert opened.state.place == state.place


@pytest.mark.parametrize("film", CHOOSING[::3], ids=name_of)
def test_a_new_fact_changes_nothing_on_the_way(film: Path, saves: Path, present_book: Book) -> None:
    """Played on under an edition that counts something more, a film goes where it goes without."""
    edition = Edition()
    edition.declare("brand_new", 'type = "bool"\ndefault = true\nmeaning = "New."')
    book = edition.book()
    without, with_it = (play_on(standing(film, each), each)[-1].state for each in (present_book, book))
    assert with_it.ending == without.ending
    assert with_it.known() == without.known() | {"brand_new": True}
