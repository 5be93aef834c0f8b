"""Old films under a later edition that has lost or renamed the very place where each of them stands.

A later edition is made by giving a beat or a scene another id and saying nothing of it: the id that the film
knows is gone then, and the story is whole all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from game.engine.turn import settle
from game.mission.phases import PHASES
from game.narrative.memory import adopt_facts
from game.vocabulary.values import Place
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
    from collections.abc import MutableMapping
    from pathlib import Path

    from game.engine.state import State
    from game.mission.phases import Phase
    from game.narrative.shelf import Book
    from game.session import Present

EVERY_FILM = pytest.mark.parametrize("film", FILMS, ids=name_of)
GOING_ON = [film for film in FILMS if not film.stem.startswith("end_")]
LOST = {
    "edition_0_3-four_minutes": ("four_minutes/the_list", "sealed_ticket/flap"),
}
"""Films whose place this edition has no more: where they stood, and where they stand."""
READ_ON = {
    "edition_0_1-newsreel_firsts": "the_wheel/the_door",
    "edition_0_2-newsreel_firsts": "the_wheel/the_door",
    "edition_0_3-newsreel_monopoly": "sick_days/no_floor",
    "edition_0_4-newsreel_monopoly": "sick_days/no_floor",
}
"""Films that stand where nothing is asked any more: the beat that they are read on to."""
STANDING = pytest.mark.parametrize(
    "film", [film for film in GOING_ON if name_of(film) not in LOST], ids=name_of
)
BY_PHASE = {line_of(film)[0].state.phase: film for film in GOING_ON}
"""A film that stands in each phase, of those in which films stand."""


@pytest.fixture
def published(saves: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Return what publishes a later edition for one test."""
    return Publish(saves, monkeypatch)


class Publish:
    """Publishes a later edition, and opens an old film under it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch

    def book(self, edition: Edition) -> Book:
        """Return the edition's book; the mission's table is the edition's from now on."""
        for name, row in edition.phases.items():
            self._monkeypatch.setitem(cast("MutableMapping[str, Phase]", PHASES), name, row)
        return edition.book()

    def opened(self, film: Path, book: Book) -> Present:
        """Return where an old film stands under a book."""
        with open_under(film, book, self._folder) as session:
            return session.present


def lost(present: Present) -> list[tuple[str, str]]:
    """Return what was said of lost places: from where, to where."""
    told = [notice for notice in present.notices if notice.phrase == "load.place_lost"]
    return [(str(notice.values["wanted"]), str(notice.values["landed"])) for notice in told]


def nearest(states: list[State], book: Book) -> State | None:
    """Return the state at which one lands, by the rule as ARCHITECTURE.md has it; None for a first beat.

    Args:
        states: from where the film stands back to its beginning.
        book: the later edition.
    """
    now, *earlier = states
    opening = None
    for state in earlier:
        if state.place.scene != now.place.scene:
            break
        opening = state
    for state in (*([opening] if opening else []), *earlier):
        if is_there(state.place, book):
            return state
    return None


def check_landing(film: Path, present: Present, book: Book) -> None:
    """It lands by the rule, facts as they were there, with one sentence about it, and can be played on."""
    states = [moment.state for moment in line_of(film)]
    there, landed = nearest(states, book), present.state
    name = landed.place if there is None else name_now(there.place, book)
    assert lost(present) == [(str(states[0].place), str(name))]
    if there is None:
        assert landed.place.scene == PHASES[states[0].phase].scene
        assert landed.facts == settled(states[0], book)
    else:
        # Where nothing is asked any more, it is read on from there.
        on = settle(there, book).state
        assert landed.place == on.place
        assert on.place == name or not book.scene(name.scene).beats[name.beat].choices
        assert landed.flight == there.flight
        assert landed.once == there.once
        assert landed.clock == on.clock
        assert landed.facts == (settled(there, book) if on.place == name else on.facts)
    assert play_on(landed, book)[-1].state.ending


def settled(state: State, book: Book) -> tuple[tuple[str, object], ...]:
    """Return a state's facts as an edition declares them, and nothing done to them."""
    return tuple(sorted(adopt_facts(book.declarations, state.known()).items()))


@pytest.mark.parametrize("film", GOING_ON, ids=name_of)
def test_where_this_edition_puts_it(film: Path, published: Publish) -> None:
    """Where it stood, and without a word; of those that cannot stand there it is written down above."""
    book = present_book()
    present = published.opened(film, book)
    was = line_of(film)[0].state
    if name_of(film) in LOST:
        assert [(str(was.place), str(present.state.place))] == lost(present) == [LOST[name_of(film)]]
        check_landing(film, present, book)
        return
    assert notices(present) == []
    assert is_there(was.place, book)
    assert str(present.state.place) == READ_ON.get(name_of(film), str(name_now(was.place, book)))
    assert present.state.offers or present.state.flight


@STANDING
def test_a_beat_that_is_gone(film: Path, published: Publish) -> None:
    """The scene's opening, else the nearest earlier place, else the scene's first beat."""
    place = name_now(line_of(film)[0].state.place, present_book())
    edition = Edition()
    edition.call_beat(place.scene, place.beat, "written_anew")
    book = published.book(edition)
    check_landing(film, published.opened(film, book), book)


@STANDING
def test_a_scene_that_is_gone(film: Path, published: Publish) -> None:
    """The nearest earlier place, else the first beat of the phase's present scene."""
    place = name_now(line_of(film)[0].state.place, present_book())
    edition = Edition()
    edition.call_scene(place.scene, "written_anew")
    book = published.book(edition)
    check_landing(film, published.opened(film, book), book)


@STANDING
def test_a_place_that_was_renamed(film: Path, published: Publish) -> None:
    """First its scene, then its beat, and ``renamed.toml`` says so: the same place, and not a word of it."""
    place = name_now(line_of(film)[0].state.place, present_book())
    state = standing(film, present_book())
    edition = Edition()
    edition.call_beat(place.scene, place.beat, "written_anew")
    edition.call_scene(place.scene, "another_name")
    edition.note("scenes", place.scene, "another_name")
    edition.note("beats", f"another_name/{place.beat}", "another_name/written_anew")
    book = published.book(edition)
    present = published.opened(film, book)
    assert notices(present) == []
    scene = "another_name" if state.place.scene == place.scene else state.place.scene
    beat = "written_anew" if state.place == place else state.place.beat
    assert present.state.place == Place(scene, beat)
    assert present.state.flight == state.flight
    assert present.state.facts == settled(state, book)
    if state.flight is None:
        assert play_on(present.state, book)[-1].state.ending


@pytest.mark.parametrize("film", BY_PHASE.values(), ids=name_of)
def test_a_phase_that_is_gone(film: Path, present_book: Book) -> None:
    """The mission's table calls it otherwise: the scene is the same, and so is the way on."""
    state = standing(film, present_book)
    turn = settle(replace(state, phase="a_reel.of_old"), present_book)
    assert (turn.state, turn.events) == (state, ())
    if state.flight is None:
        assert play_on(turn.state, present_book)[-1].state.ending


@EVERY_FILM
def test_a_film_that_is_over_needs_no_place(film: Path, published: Publish) -> None:
    """Where the film has ended nothing is looked for."""
    state = line_of(film)[0].state
    if not state.ending:
        return
    edition = Edition()
    edition.call_scene(state.place.scene, "written_anew")
    present = published.opened(film, published.book(edition))
    assert (present.state, notices(present)) == (state, [])
