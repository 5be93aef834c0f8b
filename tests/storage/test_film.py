"""A film keeps every moment as it was, wherever the tree grows."""

from __future__ import annotations

import errno
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.errors import SaveRefused, UsedWrongly
from game.storage import tree
from game.storage.film import Bookmark, Film, Head, Moment

from .samples import NOW, a_film, a_film_file, a_moment, contents, file_of, stands, trees

if TYPE_CHECKING:
    from pathlib import Path

_LATER = "2026-11-23T10:00:00+00:00"


def _in_memory(first: Moment) -> Film:
    return Film.in_memory(
        seed=5,
        edition="0123456789ab",
        title="Here",
        started_at=NOW,
        start_reel=0,
        first=first,
        marks=("told",),
    )


def _descent(moments: list[Moment], ident: int) -> list[int]:
    line: list[int] = []
    step: int | None = ident
    while step is not None:
        line.append(step)
        step = moments[step].parent
    return line[::-1]


def test_a_new_film_is_on_the_disk_with_its_first_moment_and_nothing_else_beside_it(tmp_path: Path) -> None:
    """The first line of a playthrough can already be lost by nobody."""
    path = a_film_file(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    with Film.open(path) as film:
        assert film.count() == 1
        assert stands(film) == (0, 1)
        assert replace(film.moment(0), hash="") == a_moment(0, None)
        assert film.durable
        assert film.writable


def test_the_label_survives(tmp_path: Path) -> None:
    """Title, seed, edition, start and marks are what they were."""
    with (
        Film.create(
            tmp_path,
            seed=-(1 << 63),
            edition="aaaabbbbcccc",
            title="Тест",
            started_at=NOW,
            start_reel=4,
            first=a_moment(0, None),
            marks=("began in reel 4", "told"),
        ) as film,
        Film.open(file_of(film), writable=False) as again,
    ):
        assert again.label == film.label
        assert again.ident == film.ident == file_of(film).stem
        assert again.label.seed == -(1 << 63)
        assert again.label.marks == ("began in reel 4", "told")
        assert again.title == "Тест"
        assert again.label.start_reel == 4


def test_two_films_begun_in_the_same_second_are_two_files(tmp_path: Path) -> None:
    """A new playthrough never takes the place of another."""
    assert a_film_file(tmp_path) != a_film_file(tmp_path)


def test_a_seed_that_no_file_can_hold_is_refused() -> None:
    """Sixty-four bits, with sign."""
    with pytest.raises(UsedWrongly) as wrong:
        Film.in_memory(
            seed=1 << 63, edition="", title="", started_at=NOW, start_reel=0, first=a_moment(0, None)
        )
    assert wrong.value.phrase == "save.seed"


@given(trees())
@settings(deadline=None)
def test_every_field_of_every_moment_survives_in_any_tree(moments: list[Moment]) -> None:
    """Any text, any number, any branch; and the way back to the first moment is the one that was played."""
    with _in_memory(moments[0]) as film:
        kept = (film.moment(0), *film.append(moments[1:], 3)) if moments[1:] else (film.moment(0),)
        for moment, sealed in zip(moments, kept, strict=True):
            assert repr(replace(film.moment(moment.ident), hash="")) == repr(moment)
            assert film.moment(moment.ident).hash == sealed.hash
            line = film.line_of_descent(moment.ident)
            assert [frame.ident for frame in line] == _descent(moments, moment.ident)
            assert line[-1] == film.frame(moment.ident)
            assert (line[-1].lines, line[-1].caption, line[-1].take) == (
                moment.lines,
                moment.caption,
                moment.take,
            )
            assert (line[-1].scene, line[-1].clock) == (moment.state.place.scene, moment.state.clock)
        film.check()


def test_moments_deeper_than_several_whole_states_are_what_they_were(tmp_path: Path) -> None:
    """A state is kept whole at every thirty-second step; all between are told apart all the same."""
    with a_film(tmp_path, 100) as film:
        film.append([a_moment(100, 40), a_moment(101, 100)], 2)
        path = file_of(film)
    with Film.open(path, writable=False) as film:
        for number in (0, 1, 31, 32, 33, 63, 64, 65, 99):
            assert replace(film.moment(number), hash="") == a_moment(number, number - 1 if number else None)
        assert replace(film.moment(101), hash="") == a_moment(101, 100)
        assert [frame.ident for frame in film.line_of_descent(101)] == [*range(41), 100, 101]


def test_a_commit_reads_no_state_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs the same at the end as at the start, because the moment before it is still at hand."""
    with a_film(tmp_path, 40) as film:
        monkeypatch.delattr(tree, "decode_state")
        film.append([a_moment(40, 39)], 1)
        film.append([a_moment(41, 40), a_moment(42, 41)], 1)
        monkeypatch.undo()
        film.check()


def test_a_hash_covers_the_moment_and_everything_before_it(tmp_path: Path) -> None:
    """The same moment after another past has another hash; and the hash is the same on every machine."""
    with _in_memory(a_moment(0, None)) as film:
        (one,) = film.append([a_moment(1, 0)], 1)
    with _in_memory(replace(a_moment(0, None), caption="another")) as film:
        (other,) = film.append([a_moment(1, 0)], 1)
    assert one.hash != other.hash
    assert one.hash == "a3a5394b187057e6d203aca63228dd41"


def test_what_stands_in_a_moments_hash_is_not_believed() -> None:
    """The film computes it."""
    with _in_memory(a_moment(0, None)) as film:
        (kept,) = film.append([replace(a_moment(1, 0), hash="00" * 16)], 1)
        assert film.moment(1).hash == kept.hash != "00" * 16


@pytest.mark.parametrize(("ident", "parent"), [(0, None), (3, 2), (2, 2), (2, None), (2, 7), (2, -1)])
def test_a_moment_that_cannot_be_the_next_is_refused_and_nothing_is_written(
    tmp_path: Path, ident: int, parent: int | None
) -> None:
    """Numbers go on without a gap, a parent is there before its child, and one wrong one spoils all."""
    with a_film(tmp_path, 2) as film:
        before = contents(tmp_path)
        with pytest.raises(ValueError, match="moment"):
            film.append([a_moment(ident, parent, take=7)], 1)
        with pytest.raises(ValueError, match="moment"):
            film.append([a_moment(2, 1), a_moment(ident + 1, 9)], 1)
        with pytest.raises(ValueError, match="no moments"):
            film.append([], 1)
        assert contents(tmp_path) == before
        assert film.count() == 2
        film.append([a_moment(2, 1)], 1)
        film.check()


def test_whoever_was_interrupted_may_ask_once_more(tmp_path: Path) -> None:
    """A key that ends the game may come after the write and before its answer; nothing is written twice."""
    with a_film(tmp_path, 3) as film:
        kept = film.append([a_moment(3, 2), a_moment(4, 3)], 1)
        film.move("retake", Head(0, 2), NOW)
        assert film.append([a_moment(3, 2), a_moment(4, 3)], 3) == kept
        assert stands(film) == (4, 3)
        assert film.append([a_moment(4, 3), a_moment(5, 4)], 3)[0] == kept[1]
        assert film.count() == 6
        with pytest.raises(ValueError, match="moment 5"):
            film.append([replace(a_moment(5, 4), caption="another")], 3)
        film.check()


@pytest.mark.parametrize("ident", [-1, 3, 1 << 62])
def test_a_moment_that_is_not_there_is_the_callers_mistake(tmp_path: Path, ident: int) -> None:
    """It is never mistaken for a damaged file."""
    with a_film(tmp_path, 3) as film:
        for ask in (film.moment, film.frame, film.line_of_descent):
            with pytest.raises(UsedWrongly):
                ask(ident)
        with pytest.raises(UsedWrongly):
            film.move("retake", Head(ident, 2), NOW)
        with pytest.raises(UsedWrongly):
            film.bookmark("there", ident, 1, "named", NOW)


def test_a_retake_moves_the_head_and_takes_nothing_away(tmp_path: Path) -> None:
    """What was left can still be reached, and where we came from is on the record."""
    with a_film(tmp_path, 6) as film:
        film.move("retake", Head(2, 2), NOW)
        assert stands(film) == (2, 2)
        film.append([a_moment(6, 2, take=2)], 2)
        film.move("retake", Head(0, 3), _LATER)
        path = file_of(film)
    with Film.open(path) as film:
        assert stands(film) == (0, 3)
        assert film.count() == 7
        assert [(move.kind, move.left.moment, move.left.take, move.made_at) for move in film.moves()] == [
            ("retake", 5, 1, NOW),
            ("retake", 6, 2, _LATER),
        ]
        assert [(move.to.moment, move.to.take, move.moments) for move in film.moves()] == [
            (2, 2, 6),
            (0, 3, 7),
        ]
        assert replace(film.moment(5), hash="") == a_moment(5, 4)
        assert [frame.ident for frame in film.line_of_descent(6)] == [0, 1, 2, 6]
        film.check()


def test_the_largest_take_is_counted_scene_by_scene(tmp_path: Path) -> None:
    """A slate goes up where the scene was shot before, and starts at nothing where it was not."""
    with a_film(tmp_path) as film:
        film.append([a_moment(1, 0, scene="hatch"), a_moment(2, 0, scene="hatch", take=4)], 4)
        film.append([a_moment(3, 0, scene="hatch", take=2), a_moment(4, 3, scene="steppe")], 2)
        film.move("retake", Head(4, 3), NOW)
        takes = film.takes()
        assert (takes["hatch"], takes["steppe"]) == (4, 1)
        assert "nowhere" not in takes
        film.append([a_moment(5, 4, scene="steppe", take=3)], 3)
        assert film.takes()["steppe"] == 3
        film.move("retake", Head(3, 7), NOW)
        film.append([a_moment(6, 3, scene="steppe", take=4)], 4)
        assert film.takes()["hatch"] == 7, "what was shot in it is of the next scene"
        assert film.takes_on_line(4) == {"scene_0": 1, "hatch": 2, "steppe": 1}


def test_a_bookmark_is_a_name_on_a_moment_and_moving_it_is_free(tmp_path: Path) -> None:
    """The name that was given last stands last; an empty name is refused and changes nothing."""
    with a_film(tmp_path, 4) as film:
        film.bookmark("  before/the hatch ", 1, 1, "named", NOW)
        film.bookmark("quick", 2, 1, "quick", NOW)
        assert film.bookmark("before/the hatch", 3, 2, "named", _LATER).name == "before/the hatch"
        with pytest.raises(SaveRefused):
            film.bookmark(" ", 1, 1, "named", NOW)
        path = file_of(film)
    with Film.open(path) as film:
        assert film.bookmarks() == [
            Bookmark("quick", 2, 1, "quick", NOW, 204),
            Bookmark("before/the hatch", 3, 2, "named", _LATER, 272),
        ]
        assert film.updated_at() == _LATER
        film.check()


def test_each_moment_knows_the_edition_of_the_story_it_was_played_with(tmp_path: Path) -> None:
    """A story may be edited between two sittings; what was played before stays what it was."""
    with a_film(tmp_path, 3) as film:
        film.note_edition("0123456789ab", NOW)
        film.note_edition("bbbbbbbbbbbb", _LATER)
        film.append([a_moment(3, 2)], 1)
        film.note_edition("bbbbbbbbbbbb", _LATER)
        path = file_of(film)
    with Film.open(path) as film:
        editions = [film.edition_of(number) for number in range(4)]
        assert editions == ["0123456789ab"] * 3 + ["bbbbbbbbbbbb"]
        film.check()


def test_a_film_in_memory_is_played_like_any_other_and_kept_when_a_disk_is_there(tmp_path: Path) -> None:
    """When a folder cannot be written the game goes on, and is saved as soon as it can be."""
    with _in_memory(a_moment(0, None)) as film:
        assert not film.durable
        film.append([a_moment(1, 0), a_moment(2, 1)], 1)
        film.bookmark("here", 2, 1, "named", NOW)
        with pytest.raises(SaveRefused):
            film.keep(tmp_path / "absent")
        with film.keep(tmp_path) as kept:
            assert kept.durable
            assert kept.ident == film.ident
            kept.append([a_moment(3, 2)], 1)
            kept.check()
            assert film.count() == 3
            with pytest.raises(SaveRefused) as refused:
                film.keep(tmp_path)
            assert refused.value.phrase == "save.exists"
            assert kept.bookmarks() == film.bookmarks()
        assert len(list(tmp_path.iterdir())) == 1


def test_what_could_be_kept_only_by_half_does_not_stand_in_the_way_of_the_next_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was there under its name when the disk refused the last step."""

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "no answer")

    with _in_memory(a_moment(0, None)) as film:
        with monkeypatch.context() as patch:
            patch.setattr("game.storage.film.sync", refuse)
            with pytest.raises(SaveRefused) as refused:
                film.keep(tmp_path)
            assert refused.value.phrase == "save.disk_error"
        assert list(tmp_path.iterdir()) == []
        film.keep(tmp_path).close()


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    """A front end that leaves in a hurry may not know whether it closed the film."""
    film = a_film(tmp_path)
    film.close()
    film.close()
    assert [path.suffix for path in tmp_path.iterdir()] == [".film"]


_steps = st.lists(
    st.tuples(
        st.sampled_from(["append", "retake", "bookmark", "reopen", "refused"]), st.integers(0, 1 << 16)
    ),
    max_size=14,
)


@given(_steps)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_agrees_with_a_model_after_any_steps(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    """Appending, going back, naming, closing and opening in any order, with mistakes between."""
    film = a_film(tmp_path)
    parents: list[int | None] = [None]
    head, went_back, names = Head(0, 1), 0, dict[str, int]()
    try:
        for step, chance in steps:
            goal = chance % len(parents)
            if step == "append":
                film.append([a_moment(len(parents), head.moment)], head.take)
                parents.append(head.moment)
                head = Head(len(parents) - 1, head.take)
            elif step == "retake":
                went_back += 1
                head = Head(goal, head.take + 1)
                film.move("retake", Head(goal, head.take), NOW)
            elif step == "bookmark":
                names[f"name {chance % 3}"] = goal
                film.bookmark(f"name {chance % 3}", goal, head.take, "named", NOW)
            elif step == "reopen":
                film.close()
                film = Film.open(file_of(film))
            else:
                with pytest.raises(ValueError, match="cannot be number"):
                    film.append([a_moment(len(parents), head.moment), a_moment(goal, 0)], 9)
        film.close()
        film = Film.open(file_of(film))
        assert stands(film) == (head.moment, head.take)
        assert film.count() == len(parents)
        assert len(film.moves()) == went_back
        assert {bookmark.name: bookmark.moment for bookmark in film.bookmarks()} == names
        assert [film.moment(number).parent for number in range(len(parents))] == parents
        film.check()
    finally:
        film.close()
