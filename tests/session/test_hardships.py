"""What the disk, a kill or another hand does to a sitting: nothing that was shown is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from game.errors import SaveRefused, UsedWrongly
from game.storage.film import Film
from tests.engine.stage import SHORTEST
from tests.storage.samples import in_child

from .stage import chain, choose_all, notices, sitting

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ORDERS = ("wait", "film_it", "/save before", "/retake", "say_no", "/retake", "wait", "say_no", "hold")


def _emptied(_: bytes) -> bytes:
    return b""


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _replaced(_: bytes) -> bytes:
    return b"GIF89a" + bytes(2000)


def _scratched(whole: bytes) -> bytes:
    return whole[:200] + bytes(byte ^ 0x55 for byte in whole[200:])


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return a switch: while it is on, no film that lies on the disk takes anything more."""
    state = {"full": False}
    append, move = Film.append, Film.move

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(film: Film, *args: object, **named: object) -> object:
            if state["full"] and film.durable:
                raise SaveRefused("save.disk_full", file="a film")
            return real(film, *args, **named)

        return ask

    monkeypatch.setattr(Film, "append", refusing(append))
    monkeypatch.setattr(Film, "move", refusing(move))

    def switch(on: bool) -> None:
        state["full"] = on

    return switch


@pytest.mark.parametrize("shown", range(len(ORDERS) + 1))
def test_after_a_kill_everything_that_was_shown_is_there(tmp_path: Path, shown: int) -> None:
    """A child is killed (SIGKILL) the moment it has said what an order led to."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.session.child", str(tmp_path), *ORDERS[:shown]],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child.stdin, child.stdout:
        told = [child.stdout.readline().split() for _ in range(shown + 1)]
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=60) == -signal.SIGKILL
    moments, moment, take = map(int, told[-1])
    with sitting(tmp_path, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert (resumed.moments, resumed.moment, resumed.take) == (moments, moment, take)
        assert ("before" in {mark.name for mark in session.saves()[0].bookmarks}) == (shown > 2)
        assert session.choose("1").durable
    with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
        film.check()


def test_in_a_folder_that_cannot_be_written_the_game_goes_on_and_says_so(tmp_path: Path) -> None:
    """Once at the beginning and once an order; as soon as the folder can be written, everything is in it."""
    folder = tmp_path / "saves"
    folder.write_text("a file stands where the folder should be", encoding="utf-8")
    with sitting(folder) as session:
        begun = session.begin()
        assert not begun.durable
        assert notices(begun) == ["saves.folder", "save.in_memory"]
        choose_all(session, "wait")
        assert notices(session.present) == ["saves.folder", "save.in_memory"]
        session.retake()
        choose_all(session, "film_it")
        assert [mark.phrase for mark in session.bookmark("here").notices] == ["saves.folder"]
        folder.unlink()
        kept = choose_all(session, "say_no")
        assert kept.durable
        assert notices(kept) == ["save.caught_up"]
        assert session.present.film == kept.film == session.saves()[0].ident
        assert notices(choose_all(session, "hold")) == []
    with Film.open(next(folder.glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 0), (3, 2), (4, 3)]
        film.check()


def test_films_that_lie_in_no_file_stand_in_the_can_and_can_be_gone_back_to(tmp_path: Path) -> None:
    """The open one and those that were left; as soon as the folder can be written, all of them are files."""
    folder = tmp_path / "saves"
    folder.write_text("a file stands where the folder should be", encoding="utf-8")
    with sitting(folder) as session:
        one = session.begin(1)
        stood = choose_all(session, "wait")
        two = session.begin(2)
        assert {film.ident for film in session.saves()} == {one.film, two.film}
        first = next(film for film in session.saves() if film.ident == one.film)
        assert (first.state, first.takes, first.moments, first.in_use) == (stood.state, 1, 2, False)
        assert [notice.phrase for notice in session.delete(two.title)] == ["bin.open"]
        back = session.load(one.title)
        assert (back.film, back.state) == (one.film, stood.state)
        assert session.resume(one.film) is not None
        assert {film.ident for film in session.saves()} == {one.film, two.film}
        folder.unlink()
        choose_all(session, "film_it")
    assert {path.stem for path in folder.glob("*.film")} == {one.film, two.film}


def test_what_is_only_in_memory_is_written_on_the_way_out_if_it_can_be(tmp_path: Path) -> None:
    """The last chance is taken."""
    folder = tmp_path / "saves"
    folder.write_text("", encoding="utf-8")
    with sitting(folder) as session:
        session.begin()
        choose_all(session, "wait")
        folder.unlink()
    with sitting(folder, hour=11) as session:
        resumed = session.resume()
        assert resumed is not None
        assert resumed.moments == 2


def test_a_full_disk_in_mid_game_stops_nothing_and_loses_nothing(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    """Choices and Retakes go on in memory; with room again all is written in its order."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait")
        full_disk(True)
        refused = choose_all(session, "film_it")
        assert not refused.durable
        assert notices(refused) == ["save.disk_full", "save.in_memory"]
        assert session.retake().take == 2
        choose_all(session, "wait", "say_no")
        assert [mark.phrase for mark in session.bookmark("here").notices] == ["save.disk_full"]
        told = session.transcript()
        assert session.present.moments == 5
        with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
            assert film.count() == 2
        full_disk(False)
        caught_up = choose_all(session, "hold")
        assert caught_up.durable
        assert notices(caught_up) == ["save.caught_up"]
        assert session.transcript()[: len(told)] == told
    with Film.open(next(tmp_path.glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 1), (4, 3), (5, 4)]
        assert [(step.left.moment, step.to.moment, step.to.take) for step in film.moves()] == [(2, 1, 2)]
        assert film.head().moment == 5
        film.check()


def test_what_waits_for_the_disk_is_in_what_is_exported(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    """A print onto another disk is how a full one is survived; afterwards nothing was written twice."""
    with sitting(tmp_path / "can") as session:
        session.begin()
        choose_all(session, "wait")
        full_disk(True)
        choose_all(session, "film_it")
        session.retake()
        choose_all(session, "say_no")
        whole = session.film_for_export()
        assert chain(whole) == [(0, None), (1, 0), (2, 1), (3, 1)]
        assert [(step.left.moment, step.to.moment) for step in whole.moves()] == [(2, 1)]
        assert whole.head() == session.film_for_export().head()
        whole.check()
        assert not session.present.durable
        full_disk(False)
        session.keep()
        assert session.film_for_export().durable
    with Film.open(next((tmp_path / "can").glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 1)]


def test_in_memory_every_moment_can_still_be_gone_back_to(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    """Those on the disk and those that wait for it."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait")
        full_disk(True)
        choose_all(session, "say_no", "hold")
        assert session.go(2).state.place.scene == "centrifuge"
        assert session.go(0).state.place.beat == "dark"
        assert session.go(3).state.place.scene == "kurs_failure"
        assert [frame.ident for frame in session.frames()] == [0, 1, 2, 3]
        full_disk(False)
        assert session.go(1).durable


@pytest.mark.parametrize("full", [False, True])
def test_what_can_be_undone_is_the_same_in_memory_as_on_the_disk(
    tmp_path: Path, full_disk: Callable[[bool], None], full: bool
) -> None:
    """An order between two undos leaves only the later one to be made again; words and takes go on."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "wait", "film_it")
        full_disk(full)
        one = session.go(1)
        two = session.go(0)
        assert session.undo().redo == "go"
        assert session.present.words == one.words
        ordered = choose_all(session, "say_no")
        assert ordered.redo == ""
        before = session.undo()
        assert session.redo().state == ordered.state
        assert notices(session.redo()) == ["redo.nothing"]
        assert session.undo().words == before.words
        assert session.go(3).words == ordered.words
        assert session.undo().words == before.words
        assert two.words < one.words < ordered.words
        assert session.twigs()[3].choice == "cold_open/dark/say_no"
        assert session.present.durable is not full
        known = (session.twigs(), session.present.takes, session.present.words, session.present.undo)
        full_disk(False)
    with sitting(tmp_path, hour=11) as session:
        again = session.resume()
        assert again is not None
        assert (session.twigs(), again.takes, again.words, again.undo) == known


def test_what_waits_is_not_lost_when_another_film_is_begun_or_loaded(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    """It is laid aside and written as soon as the disk takes it; or gone back to before that."""
    with sitting(tmp_path) as session:
        one = session.begin(1)
        full_disk(True)
        choose_all(session, "wait", "say_no")
        session.retake()
        two = session.begin(2)
        assert two.film != one.film
        back = session.load(one.film)
        assert (back.state.seed, back.moments, back.moment, back.take) == (1, 3, 1, 2)
        choose_all(session, "wait")
        session.load(two.film)
        full_disk(False)
        assert choose_all(session, "wait").durable
    with Film.open(tmp_path / f"{one.film}.film", writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 1)]
        assert film.head().moment == 3
        film.check()


def test_what_was_never_on_a_disk_is_not_lost_when_another_film_is_begun(tmp_path: Path) -> None:
    """Both are written when the folder is there."""
    folder = tmp_path / "saves"
    folder.write_text("", encoding="utf-8")
    with sitting(folder) as session:
        session.begin(1)
        choose_all(session, *SHORTEST)
        session.begin(2)
        folder.unlink()
        assert choose_all(session, "wait").durable
        assert sorted(film.moments for film in session.saves()) == [2, 5]


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_film_that_is_deleted_in_mid_game_is_kept_anew(tmp_path: Path, folder_too: bool) -> None:
    """Whole, and at once; it does not go on being written into nothing."""
    folder = tmp_path / "saves"
    with sitting(folder) as session:
        session.begin()
        begun = session.bookmark("the beginning")
        choose_all(session, "wait")
        session.retake()
        if folder_too:
            rmtree(folder)
        else:
            next(folder.glob("*.film")).unlink()
        kept = choose_all(session, "wait")
        assert kept.durable
        assert notices(kept) == ["save.missing", "save.kept_anew"]
        assert kept.film != begun.film
        assert (kept.title, kept.take, kept.takes) == (begun.title, 2, 2)
        assert notices(choose_all(session, "say_no")) == []
    (path,) = folder.glob("*.film")
    assert path.stem == kept.film
    with Film.open(path, writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 0), (3, 2)]
        assert [mark.name for mark in film.bookmarks()] == ["the beginning"]
        film.check()


def test_a_film_that_is_deleted_is_kept_as_soon_as_the_folder_can_be_written(tmp_path: Path) -> None:
    """Until then it says why it is not; nothing that was played meanwhile is missing."""
    folder = tmp_path / "saves"
    with sitting(folder) as session:
        session.begin()
        choose_all(session, "wait")
        rmtree(folder)
        folder.write_text("a file stands where the folder was", encoding="utf-8")
        assert notices(choose_all(session, "wait")) == ["save.missing", "save.in_memory"]
        assert notices(choose_all(session, "film_it")) == ["saves.folder", "save.in_memory"]
        assert session.unsaved == 4
        assert session.unsaved_because is not None
        assert session.unsaved_because.phrase == "saves.folder"
        assert notices(session.bookmark("here")) == ["saves.folder"]
        folder.unlink()
        named = session.bookmark("here")
        assert (notices(named), named.durable, named.film) == (["save.named"], True, session.saves()[0].ident)
        assert session.unsaved == 0
    with Film.open(next(folder.glob("*.film")), writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 2)]


each_damage = pytest.mark.parametrize(
    ("damage", "phrase"),
    [
        (_emptied, "save.empty"),
        (_cut, "save.cut"),
        (_replaced, "save.foreign"),
        (_scratched, "save.damaged"),
    ],
)


@each_damage
@pytest.mark.parametrize("resumed", [False, True])
def test_a_film_that_is_damaged_in_mid_game_is_kept_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes], phrase: str, resumed: bool
) -> None:
    """Every moment of it, also those that an earlier sitting played; the damaged file is left as it lies."""
    with sitting(tmp_path) as session:
        session.begin()
        choose_all(session, "film_it", "wait")
    with sitting(tmp_path, hour=11) as session:
        if resumed:
            session.resume()
        else:
            session.begin()
            choose_all(session, "film_it", "wait")
        path = tmp_path / f"{session.present.film}.film"
        path.write_bytes(damage(path.read_bytes()))
        left = path.read_bytes()
        told = [entry for entry in session.transcript() if entry.moment < 2]
        kept = session.retake()
        assert notices(kept) == [phrase, "save.kept_anew"]
        assert kept.durable
        choose_all(session, "say_no")
        assert session.transcript()[: len(told)] == told
    assert path.read_bytes() == left
    with Film.open(tmp_path / f"{kept.film}.film", writable=False) as film:
        assert chain(film) == [(0, None), (1, 0), (2, 1), (3, 1)]
        film.check()


def test_a_name_for_a_moment_of_a_deleted_film_goes_into_the_new_one(tmp_path: Path) -> None:
    """Naming writes as well."""
    with sitting(tmp_path) as session:
        session.begin()
        next(tmp_path.glob("*.film")).unlink()
        named = session.bookmark("here")
        assert notices(named) == ["save.missing", "save.kept_anew", "save.named"]
        assert named.film == session.saves()[0].ident
        assert [mark.name for mark in session.saves()[0].bookmarks] == ["here"]


def test_a_name_that_finds_the_film_deleted_and_no_folder_says_that_nothing_is_saved(tmp_path: Path) -> None:
    """The name is refused with the reason, and the present is no longer durable."""
    folder = tmp_path / "saves"
    with sitting(folder) as session:
        assert session.begin().durable
        rmtree(folder)
        folder.write_text("", encoding="utf-8")
        refused = session.bookmark("here")
        assert (notices(refused), refused.durable, session.unsaved) == (["save.missing"], False, 1)


def test_a_film_that_is_deleted_and_not_played_on_stays_deleted(tmp_path: Path) -> None:
    """Nothing waits for it; whoever deleted it meant to."""
    with sitting(tmp_path) as session:
        session.begin()
        next(tmp_path.glob("*.film")).unlink()
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_saved_is_counted_also_after_the_last_try(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    """Choices and Retakes, of the film that is open and of one that was left; and why."""
    with sitting(tmp_path) as session:
        session.begin(1)
        assert (session.unsaved, session.unsaved_because) == (0, None)
        full_disk(True)
        choose_all(session, "wait")
        session.retake()
        assert session.unsaved == 2
        session.begin(2)
        choose_all(session, "wait")
        assert session.unsaved == 3
    assert session.unsaved == 3
    assert session.unsaved_because is not None
    assert session.unsaved_because.phrase == "save.disk_full"


def test_a_read_only_film_says_so_when_it_is_opened() -> None:
    """Not only when the first choice could not be kept."""
    folder = Path(mkdtemp())
    with sitting(folder) as session:
        session.begin(1)
        first = choose_all(session, "wait").film
        session.begin(2)
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)

    def play() -> str:
        with sitting(folder, hour=11) as session:
            resumed = session.resume()
            assert resumed is not None
            said = [*notices(resumed), "|", *notices(session.load(first)), "|"]
            return " ".join([*said, *notices(session.choose("wait")), f"| {session.unsaved}"])

    told = in_child(play, as_nobody=True)[0]
    own_way = "save.own_way saves.folder save.in_memory"
    assert told == f"save.read_only | load.loaded save.read_only | {own_way} | 3"
    rmtree(folder)


@each_damage
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_and_left_alone(
    tmp_path: Path, damage: Callable[[bytes], bytes], phrase: str
) -> None:
    """Named, it is refused; unnamed, the newest that can be opened is gone on with."""
    with sitting(tmp_path) as session:
        good = session.begin(1)
    with sitting(tmp_path, hour=11) as session:
        bad = session.begin(2)
        choose_all(session, "wait")
    path = tmp_path / f"{bad.film}.film"
    path.write_bytes(damage(path.read_bytes()))
    left = path.read_bytes()
    with sitting(tmp_path, hour=12) as session:
        with pytest.raises(SaveRefused) as caught:
            session.resume(bad.film)
        assert caught.value.phrase == phrase
        with pytest.raises(UsedWrongly):
            session.load(bad.film)
        resumed = session.resume()
        assert resumed is not None
        assert resumed.film == good.film
        assert notices(session.load(bad.film)) == [phrase]
        assert session.present.film == good.film
    assert path.read_bytes() == left
