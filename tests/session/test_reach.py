"""Every moment is a place: undo and redo, going aside, looking first, and skipping what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.errors import UsedWrongly
from game.storage.film import Film
from game.storage.library import open_book
from game.vocabulary.flying import ChangeRung, Rung

from .stage import choose_all, make_session, notices, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from game.session import Notice, Present
    from game.vocabulary.values import Line


def _place(present: Present) -> tuple[int, int]:
    return present.moment, present.take


def test_a_retake_is_taken_back_and_made_again(tmp_path: Path) -> None:
    """Where one stood, with the take one stood in; after an order nothing can be made again."""
    with sitting(tmp_path) as session:
        session.begin()
        stood = choose_all(session, "wait", "film_it")
        assert (stood.undo, stood.redo) == ("", "")
        back = session.retake(2)
        assert (back.undo, back.redo) == ("retake", "")
        undone = session.undo()
        assert _place(undone) == _place(stood)
        assert undone.state == stood.state
        assert notices(undone) == ["undo.retake"]
        assert (undone.undo, undone.redo) == ("", "retake")
        assert undone.takes == stood.takes
        again = session.redo()
        assert _place(again) == _place(back)
        assert (again.undo, again.redo, again.takes) == ("retake", "", back.takes)
        session.undo()
        on = choose_all(session, session.present.state.offers[0].ident)
        assert on.redo == ""
        assert notices(session.redo()) == ["redo.nothing"]
        assert session.present.state == on.state


def test_what_was_shot_since_a_retake_stays_when_it_is_taken_back(tmp_path: Path) -> None:
    """The way back leads to where the undo was asked for, and is durable."""
    with sitting(tmp_path) as session:
        session.begin()
        stood = choose_all(session, "wait", "film_it")
        session.retake(2)
        aside = choose_all(session, "say_no")
        assert session.undo().state == stood.state
    with sitting(tmp_path, hour=11) as later:
        resumed = later.resume()
        assert resumed is not None
        assert (resumed.undo, resumed.redo) == ("", "retake")
        assert later.redo().state == aside.state
        assert later.undo().state == stood.state
        assert later.present.takes == 2


def test_undo_goes_through_every_move_and_stops_at_the_first(tmp_path: Path) -> None:
    """A load and a what-if are moves as a Retake is; then there is nothing to take back."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait")
        session.bookmark("early")
        stood = [choose_all(session, "film_it")]
        stood.append(session.load("early"))
        stood.append(session.what_if("the other one", 0))
        stood.append(session.go(2))
        kinds: list[str] = []
        for expected in reversed(stood[:-1]):
            kinds.append(session.present.undo)
            assert _place(session.undo()) == _place(expected)
        assert kinds == ["go", "what_if", "load"]
        assert notices(session.undo()) == ["undo.nothing"]
        for expected in stood[1:]:
            assert _place(session.redo()) == _place(expected)
        assert notices(session.redo()) == ["redo.nothing"]


def test_a_load_from_another_film_is_taken_back_too(tmp_path: Path) -> None:
    """One stands where one stood, in the film where one was; and so does the other film."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        choose_all(session, "wait")
        session.bookmark("early")
        there = choose_all(session, "film_it")
        session.begin(2)
        two = choose_all(session, "say_no")
        for name, stood in ((one.film, there.moment), ("early", 1)):
            loaded = session.load(name)
            assert (loaded.film, loaded.moment, loaded.undo) == (one.film, stood, "load")
            back = session.undo()
            assert notices(back) == ["undo.film"]
            assert (back.film, back.state, back.undo, back.redo) == (two.film, two.state, "", "load")
            again = session.redo()
            assert (again.film, again.moment, again.undo) == (one.film, stood, "load")
            assert session.undo().film == two.film
        session.load("early")
        choose_all(session, session.present.state.offers[-1].ident)
        assert session.undo().film == one.film, "what was played since the load is not left by one step"
        session.load(two.film)
        choose_all(session, session.present.state.offers[0].ident)
        assert session.present.undo == ""
        assert notices(session.undo()) == ["undo.nothing"]
    with Film.open(tmp_path / f"{one.film}.film", writable=False) as film:
        assert {move.kind for move in film.moves()} == {"load", "undo", "redo"}
        film.check()


def test_a_what_if_has_a_name_and_is_found_under_it(tmp_path: Path) -> None:
    """An empty name is made up; a name that cannot be shown is refused and nothing moves."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait", "film_it")
        assert notices(session.what_if("\x07", 0)) == ["save.name_odd"]
        assert session.present.moment == 2
        session.what_if("say no", 0)
        choose_all(session, "say_no")
        session.what_if("  ", 1)
        ways = session.ways()
        assert [(way.name, way.moment, way.root) for way in ways] == [("say no", 3, 0), ("What if 2", 1, 1)]
        choose_all(session, session.present.state.offers[-1].ident)
        assert session.ways()[1].moment == 4
        session.what_if("nothing comes of it", 2)
        assert session.ways()[-1].name == "nothing comes of it"
        session.go(0)
        assert [way.name for way in session.ways()] == ["say no", "What if 2"]
        assert session.what_if("", 1).notices[-1].values == {"name": "What if 4"}
        session.go(4)
        assert notices(session.what_if("x", 99)) == ["save.no_moment"]
        stood = session.present
        assert notices(session.go(stood.moment)) == ["go.here"]
        assert (session.present.take, session.present.undo) == (stood.take, stood.undo)


def test_looking_changes_nothing_and_says_what_differs(tmp_path: Path) -> None:
    """The last moment on both ways, and what was chosen after it there and here."""
    with sitting(tmp_path) as session:
        session.begin()
        there = choose_all(session, "wait", "film_it")
        session.retake(2)
        here = choose_all(session, "say_no")
        seen = session.look(there.moment)
        assert session.present == here
        assert (seen.moment, seen.fork, seen.tick) == (2, 0, None)
        assert seen.state == there.state
        assert seen.present == here.state
        assert seen.frame.lines == there.lines
        assert [twig.choice.rpartition("/")[2] for twig in seen.there] == ["wait", "film_it"]
        assert [twig.choice.rpartition("/")[2] for twig in seen.here] == ["say_no"]
        with pytest.raises(UsedWrongly, match="no_moment"):
            session.look(17)
        with pytest.raises(UsedWrongly, match="no_flight"):
            session.look(2, 100)


def test_twigs_are_the_same_kept_up_and_read_anew(tmp_path: Path) -> None:
    """With offers, speakers, words and the flight."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "day", 3)
        session.run(250)
        kept_up = session.twigs()
        session.keep()
        session.retake_to_tick(40)
        session.begin(1)
        choose_all(session, session.present.state.offers[0].ident)
        assert kept_up[-1].flight == "docking"
        assert kept_up[-1].tick == 250
        story = session.twigs()
        film = session.present.film
    with Film.open(tmp_path / f"{film}.film", writable=False) as kept:
        assert tuple(kept.twigs()) == story
        assert kept.twigs()[0].offers
        assert kept.head().words == sum(twig.words for twig in story) == kept.words_to(1)


def test_twigs_that_were_read_beside_are_joined_to_what_was_shot_meanwhile(tmp_path: Path) -> None:
    """A film that was left meanwhile keeps nothing of another; what is known already is not read again."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        choose_all(session, "wait")
        read = session.twigs_beside()
        assert read is not None
        twigs = read()
        choose_all(session, "film_it")
        session.keep_twigs(one.film, twigs)
        assert session.twigs_beside() is None
        assert [twig.choice.rpartition("/")[2] for twig in session.twigs()] == ["", "wait", "film_it"]
        known = session.twigs()
        session.begin(2)
        session.keep_twigs(one.film, twigs)
        assert [twig.choice for twig in session.twigs()] == [""]
        session.load(one.film)
        assert session.twigs() == known


def test_every_flight_on_every_line_can_be_gone_back_into(tmp_path: Path) -> None:
    """To any second of it, long after; each line that was flown is a flight of its own."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin_flight(Rung.FLOWN, "day", 3)
        session.run(430)
        session.keep()
        session.retake_to_tick(150)
        session.run(100)
        (first, second) = session.flights()
        assert (first.kind, first.ticks, first.over, first.live) == ("docking", 430, False, False)
        assert (second.ticks, second.live) == (250, True)
        for tick in (0, 20, 199, 200, 333, 430):
            looked = session.look(first.moment, tick)
            gone = session.go(first.moment, tick)
            assert gone.state.flight is not None
            assert gone.state.flight.tick == tick
            assert looked.state == gone.state
        recording = session.recording(first.moment)
        assert recording is not None
        assert recording.ticks == 430


def test_a_flight_that_was_put_away_to_be_told_was_not_flown(tmp_path: Path) -> None:
    """Nothing of it can be gone back into; one that was only begun can."""
    with sitting(tmp_path, book=open_book()) as session:
        session.begin(3, 2)
        while session.present.state.flight is None:
            session.choose("1")
        assert [flight.ticks for flight in session.flights()] == [0]
        told = session.order(ChangeRung(Rung.TOLD))
        assert told.state.flight is None
        assert session.flights() == ()


class _Remembers:
    """A keeper that has seen what it was shown, and says one thing."""

    def __init__(self) -> None:
        self.seen: set[Line] = set()

    def heard(self, present: Present) -> tuple[Notice, ...]:
        self.seen.update(present.lines)
        return ()

    def has_seen(self, line: Line) -> bool:
        return line in self.seen


def test_skipping_takes_what_was_chosen_last_time_and_stops_where_nothing_was(tmp_path: Path) -> None:
    """Every step is a moment as any other; the words of all of them are shown."""
    session = make_session(tmp_path, keeper=_Remembers())
    try:
        session.begin()
        stood = choose_all(session, "wait", "film_it")
        session.retake(2)
        on = session.skip()
        assert on.state == stood.state
        assert on.moments == stood.moments + 2
        assert notices(on) == ["skip.choice"]
        assert on.notices[-1].values == {"steps": 2}
        assert [line.text for line in stood.lines] == [line.text for line in on.lines[-len(stood.lines) :]]
        assert (on.undo, on.take, on.takes) == ("skip", 2, 2)
        assert session.undo().moment == 0
        assert notices(session.redo()) == ["redo.skip"]
        nothing = session.skip()
        assert nothing.state == on.state
        assert notices(nothing)[0] == "skip.nothing"
        assert nothing.notices[0].refused
    finally:
        session.close()


def test_skipping_stops_at_the_first_line_that_is_new(tmp_path: Path) -> None:
    """A line that this edition changed is one that was never seen."""
    keeper = _Remembers()
    session = make_session(tmp_path, keeper=keeper)
    try:
        session.begin()
        choose_all(session, "wait", "film_it")
        middle = session.frames()[1].lines
        session.retake(2)
        keeper.seen.discard(middle[-1])
        on = session.skip()
        assert notices(on) == ["skip.new"]
        assert on.notices[-1].values == {"steps": 1}
        assert notices(session.skip()) == ["skip.choice"]
    finally:
        session.close()


def test_a_new_film_skips_by_what_was_chosen_in_another(tmp_path: Path) -> None:
    """The newest other film is remembered where this one has nothing to say."""
    keeper = _Remembers()
    session = make_session(tmp_path, keeper=keeper)
    try:
        session.begin(1)
        stood = choose_all(session, "wait", "film_it")
        session.begin(1)
        assert session.skip().state == stood.state
        longer = choose_all(session, session.present.state.offers[-1].ident)
        session.begin(1)
        assert session.skip().state == longer.state
    finally:
        session.close()


def test_without_anybody_who_remembers_every_line_is_new(tmp_path: Path) -> None:
    """One step, and it stops."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait", "film_it")
        session.retake(2)
        assert notices(session.skip()) == ["skip.new"]


def test_what_was_passed_is_in_order_and_only_of_this_line(tmp_path: Path) -> None:
    """Beats and choices by their written ids."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "film_it")
        session.retake()
        choose_all(session, "wait")
        passed = session.passed()
        assert passed[0] == "cold_open/dark"
        assert "cold_open/dark/wait" in passed
        assert "cold_open/dark/film_it" not in passed
        assert passed.index("cold_open/dark") < passed.index("cold_open/dark/wait")
