"""One sitting: beginning, choosing, going back, naming, loading, going on."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.engine.state import state_hash
from game.engine.turn import begin
from game.errors import UsedWrongly
from game.storage.film import Film
from game.storage.library import open_book
from game.vocabulary.commands import Choose
from game.vocabulary.values import Voice
from tests.engine.stage import SHORTEST, STORY, StraightPlay, play_on, small_book

from .stage import SEED, chain, choose_all, make_session, notices, sitting

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_is_open_before_a_playthrough_is_begun(tmp_path: Path) -> None:
    """And nothing is written for having sat down."""
    with sitting(tmp_path / "saves") as session:
        assert not session.is_open
        with pytest.raises(LookupError):
            _ = session.present
        assert session.resume() is None
    assert not (tmp_path / "saves").exists()


def test_a_new_playthrough_is_on_the_disk_before_it_is_shown(tmp_path: Path) -> None:
    """In a folder that is made for it."""
    with sitting(tmp_path / "a" / "saves") as session:
        present = session.begin()
        assert present.durable
        assert present.moments == 1
        assert present.take == 1
        with Film.open(next((tmp_path / "a" / "saves").glob("*.film")), writable=False) as film:
            assert film.moment(0).state == present.state
            assert film.moment(0).lines == present.lines


def test_a_seed_that_is_asked_for_is_used_and_a_fresh_one_otherwise(tmp_path: Path) -> None:
    """Two playthroughs of one seed begin alike."""
    with sitting(tmp_path) as session:
        assert session.begin().state.seed == SEED
        assert session.begin(5).state.seed == 5
        assert session.begin(5).state == begin(small_book(), 5).state


def test_a_marked_start_is_marked_in_the_file(tmp_path: Path) -> None:
    """So that the can can tell it from a whole film."""
    with sitting(tmp_path) as session:
        present = session.begin(5, 2)
        assert present.state.phase == "up.kurs_failure"
        assert session.saves()[0].marks == present.marks == ("reel 2",)
        assert session.begin(5).marks == ()


def test_films_that_are_begun_within_one_minute_have_titles_of_their_own(tmp_path: Path) -> None:
    """Also those that lie nowhere yet."""
    folder = tmp_path / "saves"
    with sitting(folder) as session:
        titles = [session.begin().title for _ in range(3)]
    assert titles == [f"Film of 2026-03-01, 10:00{more}" for more in ("", " (2)", " (3)")]
    (tmp_path / "file").write_text("", encoding="utf-8")
    with sitting(tmp_path / "file") as session:
        assert [session.begin().title for _ in range(3)] == titles


def test_a_film_is_loaded_by_how_its_ident_or_title_begins_if_no_other_begins_so(tmp_path: Path) -> None:
    """Two that begin so are not chosen between."""
    with sitting(tmp_path) as session:
        one, two = session.begin(), session.begin()
        assert notices(session.load("film OF")) == ["load.several"]
        assert session.present.film == two.film
        assert session.load("Film of 2026-03-01, 10:00").film == one.film
        assert session.load("film of 2026-03-01, 10:00 (").film == two.film
        assert session.load(one.film[:-1]).film == one.film
        assert notices(session.load("another")) == ["load.unknown"]


def test_a_choice_is_taken_by_number_or_by_id(tmp_path: Path) -> None:
    """With spaces around it or without."""
    with sitting(tmp_path) as session:
        session.begin()
        assert session.choose(" 2 ").state.once == ("cold_open/film_it",)
        assert session.choose("  wait").state.turn == 2


@pytest.mark.parametrize(
    "typed", ["0", "9", "99999999999999999999", "³", "-1", "1.0", "", "no_such", "WAIT", "1 2"]
)
def test_what_is_no_choice_here_is_refused_and_nothing_is_written(tmp_path: Path, typed: str) -> None:
    """One sentence, and the moment, the file and the choices stay as they were."""
    with sitting(tmp_path) as session:
        before = session.begin()
        after = session.choose(typed)
        assert [notice.refused for notice in after.notices] == [True]
        assert (after.moment, after.moments, after.state) == (before.moment, 1, before.state)


def test_every_choice_is_a_moment_with_its_order_its_words_and_its_state(tmp_path: Path) -> None:
    """What the file holds is what was shown, and the states are the engine's own."""
    straight = StraightPlay(small_book())
    turns = play_on(straight, straight.begin(SEED), SHORTEST)
    with sitting(tmp_path) as session:
        session.begin()
        shown = [session.present, *(session.choose(choice) for choice in SHORTEST)]
    with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 2), (4, 3)]
        for ident, (present, turn) in enumerate(zip(shown, turns, strict=True)):
            moment = film.moment(ident)
            assert moment.state == turn.state == present.state
            assert moment.lines == present.lines
        commands = [film.moment(ident).command for ident in range(1, film.count())]
        assert [command.choice for command in commands if isinstance(command, Choose)] == list(SHORTEST)
        film.check()


def test_the_transcript_is_everything_that_was_shown(tmp_path: Path) -> None:
    """Line by line, each with the moment that showed it, and the player's own choices in it."""
    with sitting(tmp_path) as session:
        lines = list(session.begin().lines)
        for choice in SHORTEST:
            lines += session.choose(choice).lines
        entries = session.transcript()
        assert [entry.line for entry in entries] == lines
        assert sorted({entry.moment for entry in entries}) == [0, 1, 2, 3, 4]
        assert sum(entry.line.voice is Voice.ECHO for entry in entries) == len(SHORTEST)


def test_a_film_that_is_over_refuses_more_and_can_be_taken_again(tmp_path: Path) -> None:
    """By a number as well as by an id."""
    with sitting(tmp_path) as session:
        session.begin()
        assert choose_all(session, *SHORTEST).state.ending == "shortest_shoot"
        assert notices(session.choose("1")) == ["order.film_over"]
        assert notices(session.choose("keep")) == ["order.film_over"]
        assert session.retake().state.offers


def test_a_retake_goes_back_one_choice_and_the_take_goes_up(tmp_path: Path) -> None:
    """The same words stand there again; the slate counts."""
    with sitting(tmp_path) as session:
        first = session.begin()
        choose_all(session, "wait")
        again = session.retake()
        assert again.state == first.state
        assert again.lines == first.lines
        assert (again.moment, again.take) == (0, 2)


@pytest.mark.parametrize("steps", [4, 5, 1000])
def test_a_retake_goes_back_to_the_first_line_and_no_further(tmp_path: Path, steps: int) -> None:
    """Asking for more than there is gives all that there is; from the first there is no way back."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, *SHORTEST)
        assert session.retake(steps).moment == 0
        assert notices(session.retake()) == ["retake.at_first"]
        assert session.present.take == 2


def test_going_back_keeps_the_branch_that_was_played(tmp_path: Path) -> None:
    """Both stand in the file, each with its own parent, and the old one can be gone back to."""
    with sitting(tmp_path) as session:
        session.begin()
        left = choose_all(session, "wait", "say_no", "hold")
        session.retake(2)
        right = choose_all(session, "film_it", "say_no", "let_go")
        assert right.moments == 7
        back = session.go(left.moment)
        assert state_hash(back.state) == state_hash(left.state)
        assert [entry.line for entry in session.transcript()][-1] == left.lines[-1]
    with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 2), (4, 1), (5, 4), (6, 5)]
        film.check()


def test_a_scene_that_is_come_back_to_counts_its_takes(tmp_path: Path) -> None:
    """Each Retake into it is one more; a scene that is first reached is at take one."""
    with sitting(tmp_path) as session:
        session.begin()
        assert choose_all(session, "say_no").take == 1
        assert session.retake().take == 2
        assert choose_all(session, "wait").take == 2
        assert session.retake().take == 3
        assert choose_all(session, "say_no").take == 2, "the scene after it is shot for the second time"
    with sitting(tmp_path, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert resumed.take == 2
        assert session.retake().take == 4


def test_a_moment_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Below the first and above the last."""
    with sitting(tmp_path) as session:
        session.begin()
        for moment in (-1, 1, 10**9):
            assert notices(session.go(moment)) == ["save.no_moment"]
        assert session.present.moment == 0


def test_a_named_save_is_gone_back_to_by_its_name(tmp_path: Path) -> None:
    """In any case, with spaces around it, after more was played; nothing of that is lost."""
    with sitting(tmp_path) as session:
        session.begin()
        kept = choose_all(session, "wait")
        assert notices(session.bookmark("before it happens")) == ["save.named"]
        choose_all(session, "say_no", "hold")
        loaded = session.load("  BEFORE it happens ")
        assert loaded.state == kept.state
        assert loaded.moments == 4
        assert notices(loaded) == ["load.loaded"]


def test_what_was_refused_before_is_not_said_with_a_load(tmp_path: Path) -> None:
    """Though it leads to the very moment that is open."""
    with sitting(tmp_path) as session:
        session.begin()
        session.bookmark("a b")
        assert session.choose("nonsense").notices
        assert notices(session.load("a b")) == ["load.loaded"]


def test_a_name_that_is_used_again_moves(tmp_path: Path) -> None:
    """It means the moment that it was last given to."""
    with sitting(tmp_path) as session:
        session.begin()
        session.bookmark("here")
        choose_all(session, "wait")
        session.bookmark("here")
        session.retake()
        assert session.load("here").moment == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b\\c", "🚀 до свидания", "con", "x" * 60, "'; DROP TABLE"]
)
def test_any_name_that_can_be_seen_is_a_name(tmp_path: Path, name: str) -> None:
    """A name is words in the file, never a path."""
    with sitting(tmp_path / "saves") as session:
        session.begin()
        assert notices(session.bookmark(name)) == ["save.named"]
        choose_all(session, "wait")
        assert session.load(name).moment == 0
    assert [path.name for path in tmp_path.iterdir()] == ["saves"]


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("", "save.name_empty"),
        ("  ", "save.name_empty"),
        ("x" * 300, "save.name_long"),
        ("a\0b", "save.name_odd"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(tmp_path: Path, name: str, phrase: str) -> None:
    """With the sentence that says why; nothing is saved under another."""
    with sitting(tmp_path) as session:
        session.begin()
        assert notices(session.bookmark(name)) == [phrase]
        assert session.saves()[0].bookmarks == ()


@pytest.mark.parametrize("name", ["", "nothing of that name", "../x", "x" * 300])
def test_loading_what_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    """The game goes on where it was."""
    with sitting(tmp_path) as session:
        session.begin()
        before = choose_all(session, "wait")
        refused = session.load(name)
        assert [notice.refused for notice in refused.notices] == [True]
        assert refused.state == before.state


def test_loading_leads_across_playthroughs(tmp_path: Path) -> None:
    """By a film's id, or by a name that only another film has; this film's own names come first."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        session.bookmark("mark")
        session.bookmark("only in one")
        choose_all(session, "wait")
        two = session.begin(2)
        choose_all(session, "wait", "wait")
        session.bookmark("mark")
        assert session.load(one.film).state.seed == 1
        assert session.present.moment == 1
        assert session.load(two.film).moment == 2
        assert session.load("MARK").state.seed == 2
        across = session.load("only in one")
        assert (across.state.seed, across.moment) == (1, 0)
        assert session.load_moment(two.film, 1).state.seed == 2
        assert session.present.moment == 1
        assert notices(session.load_moment("no-such-film", 0)) == ["load.unknown"]


def test_loading_with_nothing_open_is_refused_by_name(tmp_path: Path) -> None:
    """There is no present that could stay, so the caller hears it."""
    with sitting(tmp_path) as session, pytest.raises(UsedWrongly) as caught:
        session.load("nothing of that name")
    assert caught.value.phrase == "load.unknown"


def test_going_on_stands_at_the_same_line(tmp_path: Path) -> None:
    """The same words, the same choices, the same take, the same history."""
    with sitting(tmp_path) as session:
        session.begin()
        left = choose_all(session, "wait", "say_no")
        told = session.transcript()
    with sitting(tmp_path, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert (resumed.state, resumed.lines, resumed.take) == (left.state, left.lines, left.take)
        assert (resumed.film, resumed.moments) == (left.film, 3)
        assert session.transcript() == told
        assert choose_all(session, "hold").moments == 4


def test_the_newest_playthrough_is_gone_on_with(tmp_path: Path) -> None:
    """The one in which something was done last, not the one that was begun last."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        session.begin(2)
    with sitting(tmp_path, hour=11) as session:
        session.resume(one.film)
        choose_all(session, "wait")
    with sitting(tmp_path, hour=12) as session:
        resumed = session.resume()
        assert resumed is not None
        assert resumed.film == one.film


def test_the_caption_is_what_was_chosen_last_and_fits_a_row(tmp_path: Path) -> None:
    """Before the first choice it is the scene's title."""
    with sitting(tmp_path) as session:
        session.begin()
        assert session.saves()[0].caption == "The dark"
        choose_all(session, "film_it")
        assert session.saves()[0].caption == "Let him film."


def test_the_second_game_on_a_film_looks_and_then_goes_its_own_way(tmp_path: Path) -> None:
    """It says so; what it orders is in a film of its own, and the first is not disturbed."""
    with sitting(tmp_path) as first:
        first.begin()
        film = choose_all(first, "wait")
        with sitting(tmp_path, hour=11) as second:
            looked = second.resume()
            assert looked is not None
            assert notices(looked) == ["save.looking"]
            assert looked.looking
            assert looked.film == film.film
            assert choose_all(first, "film_it").durable
            own = choose_all(second, "say_no")
            assert notices(own) == ["save.own_way"]
            assert not own.looking
            assert own.durable
            assert own.film != film.film
            assert own.title != film.title
            assert notices(choose_all(second, "let_go")) == []
            assert notices(second.load(film.film)) == ["load.loaded", "save.looking"]
            assert second.present.moments == 3
            first.close()
        with sitting(tmp_path, hour=12) as third:
            assert not third.load_moment(film.film, 1).looking
    with Film.open(tmp_path / f"{own.film}.film", writable=False) as kept:
        assert [twig.choice for twig in kept.twigs()[1:]] == [
            "cold_open/dark/wait",
            "cold_open/dark/say_no",
            "centrifuge/arm/let_go",
        ]
        kept.check()


def test_another_edition_that_lost_the_place_says_so_once(tmp_path: Path) -> None:
    """Play goes on at the nearest place that stands, and the file keeps what was."""
    story = copytree(STORY, tmp_path / "story")
    scene = story / "reels" / "1_casting" / "centrifuge.md"
    text = scene.read_text(encoding="utf-8")
    scene.write_text(
        text.replace("`nerve -= 6` -> off", "-> more") + "\n## more\n\nMore.\n\n- [on] On. -> off\n",
        encoding="utf-8",
    )
    saves = tmp_path / "saves"
    with sitting(saves, book=open_book(story)) as session:
        session.begin()
        assert choose_all(session, "say_no", "let_go").state.place.beat == "more"
    with sitting(saves, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert notices(resumed) == ["load.place_lost"]
        assert str(resumed.state.place) == "centrifuge/arm"
        assert resumed.lines
        assert resumed.moments == 3
        assert resumed.moment == 1
        choose_all(session, "hold")
        assert [frame.ident for frame in session.frames()] == [0, 1, 3], "what was lost is on another line"
    with sitting(saves, hour=12) as session:
        resumed = session.resume()
        assert resumed is not None
        assert notices(resumed) == []
        assert resumed.moments == 4
        assert notices(session.go(2)) == ["load.place_lost"]


def test_a_session_can_be_closed_twice(tmp_path: Path) -> None:
    """And nothing is open afterwards."""
    session = make_session(tmp_path)
    session.begin()
    session.close()
    session.close()
    assert not session.is_open
