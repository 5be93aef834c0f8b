"""Kills, full disks, read-only files, vanished folders, two games at once: nothing acknowledged is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from game.errors import SaveRefused
from game.storage.film import Film, Head
from game.storage.tree import Tree

from .samples import (
    NOW,
    a_film,
    a_film_file,
    a_moment,
    connection_of,
    contents,
    file_of,
    in_child,
    stands,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from game.storage.moments import BookmarkKind, Moment


_DURABLE = {"synchronous": 2, "journal_mode": "delete", "foreign_keys": 1, "trusted_schema": 0}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that a user without rights can get into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def _play_until_killed(path: Path, report: Path, deadly: int | str, batch: int) -> str:
    """Append moments, noting each acknowledgement, and die when SQLite begins this statement."""
    seen = 0

    def count(statement: str) -> None:
        nonlocal seen
        seen += 1
        if deadly in {seen, statement}:
            os.kill(os.getpid(), signal.SIGKILL)

    film = Film.open(path)
    # So few pages in memory that a large transaction is written into the file before it is committed.
    connection_of(film).execute("PRAGMA cache_size = 1")
    connection_of(film).set_trace_callback(count)
    with report.open("a") as acknowledged:
        for first in range(film.count(), 4000, batch):
            film.append([a_moment(number, number - 1) for number in range(first, first + batch)], 1)
            acknowledged.write(f"{first + batch}\n")
            acknowledged.flush()
    return "was not killed"


@pytest.mark.parametrize("batch", [1, 60])
@pytest.mark.parametrize("statement", [1, 2, 3, 4, 5, 6, 7, 8, 13, 40, 150, 400])
def test_a_kill_at_any_statement_loses_nothing_that_was_acknowledged(
    tmp_path: Path, statement: int, batch: int
) -> None:
    """After it the file opens, checks, is all or nothing of the last transaction, and play goes on."""
    path, report = a_film_file(tmp_path, 3), tmp_path / "report"
    report.write_text("3\n")
    for _ in range(2):
        told, status = in_child(lambda: _play_until_killed(path, report, statement, batch))
        assert (told, os.WTERMSIG(status)) == ("", signal.SIGKILL)
        acknowledged = int(report.read_text().split()[-1])
        with Film.open(path) as film:
            assert film.count() in {acknowledged, acknowledged + batch}
            assert stands(film) == (film.count() - 1, 1)
            film.check()
            film.append([a_moment(film.count(), film.count() - 1)], 1)
            with report.open("a") as stream:
                stream.write(f"{film.count()}\n")


@pytest.mark.parametrize("writable", [False, True])
def test_what_a_killed_game_left_half_written_is_rolled_back_when_it_is_next_looked_at(
    tmp_path: Path, writable: bool
) -> None:
    """The journal is hot: the file itself holds pages that were never committed."""
    path, report = a_film_file(tmp_path, 3), tmp_path / "report"
    whole = path.read_bytes()
    in_child(lambda: _play_until_killed(path, report, "COMMIT", 300))
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    assert path.read_bytes() != whole
    with Film.open(path, writable=writable) as film:
        assert film.count() == 3
        film.check()
    assert not journal.exists()
    assert path.read_bytes() == whole


@pytest.mark.parametrize("pages", [0, 1, 2, 5, 9])
def test_a_kill_in_the_middle_of_a_commit_is_rolled_back(tmp_path: Path, pages: int) -> None:
    """The system ends the process at the write that would make the file too long: half the pages are new."""
    path = a_film_file(tmp_path, 3)
    whole = path.read_bytes()

    def play() -> str:
        film = Film.open(path)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit = len(whole) + 4096 * pages
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        film.append([a_moment(number, number - 1) for number in range(3, 203)], 1)
        return "was not killed"

    told, status = in_child(play)
    assert (told, os.WTERMSIG(status)) == ("", signal.SIGXFSZ)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    assert path.read_bytes() != whole
    with Film.open(path) as film:
        assert film.count() == 3
        film.check()
        assert path.read_bytes() == whole
        film.append([a_moment(3, 2)], 1)


def test_a_killed_game_holds_no_lock(tmp_path: Path) -> None:
    """The lock's file is there, the lock is not."""
    path, report = a_film_file(tmp_path, 3), tmp_path / "report"
    in_child(lambda: _play_until_killed(path, report, 1, 1))
    assert path.with_name(f".{path.stem}.lock").exists()
    Film.open(path).close()
    assert not path.with_name(f".{path.stem}.lock").exists()


def test_a_second_game_is_told_that_the_film_is_open_and_may_still_look(tmp_path: Path) -> None:
    """One writer at a time, in another process or in this one; the first never notices."""
    with a_film(tmp_path, 3) as film:
        path = file_of(film)
        before = contents(tmp_path)
        with pytest.raises(SaveRefused) as refused:
            Film.open(path)
        assert refused.value.phrase == "save.in_use"
        assert in_child(lambda: str(Film.open(path).count()))[0].startswith("SaveRefused: save.in_use")
        assert in_child(lambda: str(Film.open(path, writable=False).count()))[0] == "3"
        with Film.open(path, writable=False) as looking:
            assert contents(tmp_path) == before
            film.append([a_moment(3, 2)], 1)
            assert looking.count() == 4
            assert looking.moment(3).ident == 3
            with pytest.raises(SaveRefused):
                looking.append([a_moment(4, 3)], 1)
    with Film.open(path) as film:
        assert film.writable


def test_a_full_disk_is_said_and_what_could_not_be_written_can_be_written_later(tmp_path: Path) -> None:
    """Nothing is half there; the film goes on being read; the same moments are taken when there is room."""
    with a_film(tmp_path, 3) as film:
        connection = connection_of(film)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        many = [a_moment(number, number - 1) for number in range(3, 203)]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(2):
            with pytest.raises(SaveRefused) as refused:
                film.append(many, 1)
            assert refused.value.phrase == "save.disk_full"
            assert film.count() == 3
            assert stands(film) == (2, 1)
            film.check()
        connection.execute("PRAGMA max_page_count = 1073741823")
        film.append(many, 1)
        assert film.count() == 203
        film.check()


def test_a_limit_on_the_size_of_files_is_said_and_nothing_is_half_there(tmp_path: Path) -> None:
    """The operating system refuses in the middle of a commit."""
    path = a_film_file(tmp_path, 3)

    def play() -> str:
        with Film.open(path) as film:
            size = path.stat().st_size
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, most))
            try:
                film.append([a_moment(number, number - 1) for number in range(3, 203)], 1)
            except SaveRefused as refusal:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
                count = film.count()
                film.append([a_moment(3, 2)], 1)
                film.check()
                return f"{refusal.phrase}, {count}, {film.count()}"
        return "nothing was refused"

    assert in_child(play)[0] in {"save.disk_full, 3, 4", "save.disk_error, 3, 4"}


def test_a_disk_that_is_full_from_the_beginning_leaves_nothing_behind(tmp_path: Path) -> None:
    """A playthrough begins whole or not at all."""

    def begin() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        try:
            a_film(tmp_path)
        except SaveRefused as refusal:
            return refusal.phrase
        return "nothing was refused"

    assert in_child(begin)[0] in {"save.disk_full", "save.disk_error"}
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_can_be_watched_and_says_so_when_it_is_played(open_folder: Path) -> None:
    """Also where only the folder is read-only, because a journal could not be laid beside the file."""
    path = a_film_file(open_folder, 3)

    def play() -> str:
        with Film.open(path) as film:
            film.check()
            said = [str(film.writable), str(film.moment(2).ident)]
            for write in (
                lambda: film.append([a_moment(3, 2)], 1),
                lambda: film.move("retake", Head(0, 2), NOW),
                lambda: film.bookmark("here", 0, 1, "named", NOW),
                lambda: film.note_edition("another", NOW),
            ):
                try:
                    write()
                except SaveRefused as refusal:
                    said.append(refusal.phrase)
            return ", ".join(said)

    for file_mode, folder_mode in ((0o444, 0o777), (0o666, 0o555)):
        path.chmod(file_mode)
        open_folder.chmod(folder_mode)
        before = contents(open_folder)
        assert in_child(play, as_nobody=True)[0] == "False, 2" + ", save.read_only" * 4
        assert contents(open_folder) == before


def test_a_file_that_may_not_be_read_is_refused(open_folder: Path) -> None:
    """Its owner is somebody else."""
    path = a_film_file(open_folder, 3)
    path.chmod(0o000)
    assert in_child(lambda: str(Film.open(path)), as_nobody=True)[0].startswith(
        "SaveRefused: save.unreadable"
    )
    open_folder.chmod(0o666)
    assert in_child(lambda: str(Film.open(path)), as_nobody=True)[0].startswith(
        "SaveRefused: save.unreadable"
    )


def test_a_half_written_file_that_cannot_be_repaired_is_refused_untouched(open_folder: Path) -> None:
    """Its pages are a mixture until SQLite may roll it back."""
    path, report = a_film_file(open_folder, 3), open_folder / "report"
    in_child(lambda: _play_until_killed(path, report, "COMMIT", 300))
    path.chmod(0o444)
    open_folder.chmod(0o555)
    before = contents(open_folder)
    said = in_child(lambda: str(Film.open(path)), as_nobody=True)[0]
    assert said.startswith("SaveRefused: save.unfinished")
    assert contents(open_folder) == before


def test_rights_that_are_lost_in_mid_game_are_said_and_nothing_is_lost(open_folder: Path) -> None:
    """The film was opened for playing; then its folder is closed, and opened again."""
    path = a_film_file(open_folder, 3)
    path.chmod(0o666)
    os.chown(open_folder, 65534, 65534) if os.geteuid() == 0 else None

    def play() -> str:
        with Film.open(path) as film:
            open_folder.chmod(0o555)
            try:
                film.append([a_moment(3, 2)], 1)
            except SaveRefused as refusal:
                count = film.count()
                open_folder.chmod(0o777)
                film.append([a_moment(3, 2)], 1)
                film.check()
                return f"{refusal.phrase}, {count}, {film.count()}"
        return "nothing was refused"

    assert in_child(play, as_nobody=True)[0] == "save.read_only, 3, 4"


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_film_that_is_deleted_in_mid_game_is_said_and_nothing_is_pretended(
    tmp_path: Path, folder_too: bool
) -> None:
    """SQLite would go on writing into a file that has no name any more."""
    folder = tmp_path / "saves"
    folder.mkdir()
    with a_film(folder, 3) as film:
        path = file_of(film)
        if folder_too:
            shutil.rmtree(folder)
        else:
            path.unlink()
        with pytest.raises(SaveRefused) as refused:
            film.append([a_moment(3, 2)], 1)
        assert refused.value.phrase == "save.missing"
        assert film.count() == 3


def test_a_film_that_is_replaced_in_mid_game_is_not_written_over(tmp_path: Path) -> None:
    """A copy that was put in its place belongs to the player."""
    with a_film(tmp_path, 3) as film:
        path = file_of(film)
        shutil.copy(path, tmp_path / "copy")
        (tmp_path / "copy").rename(path)
        before = path.read_bytes()
        with pytest.raises(SaveRefused):
            film.append([a_moment(3, 2)], 1)
        assert path.read_bytes() == before


def _emptied(whole: bytes) -> bytes:
    return whole[:0]


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _scratched(whole: bytes) -> bytes:
    # Behind the first page, so that SQLite has no reason to look at the file again.
    return whole[:4200] + bytes(byte ^ 0x55 for byte in whole[4200:])


@pytest.mark.parametrize(
    ("damage", "phrase"), [(_emptied, "save.empty"), (_cut, "save.cut"), (_scratched, "save.damaged")]
)
def test_a_file_that_is_damaged_in_mid_game_takes_nothing_more_and_takes_nothing_away(
    tmp_path: Path, damage: Callable[[bytes], bytes], phrase: str
) -> None:
    """It stays as it lies; everything is still known, and can be kept in a file of its own."""
    path = a_film_file(tmp_path, 40)
    with Film.open(path) as film:
        film.bookmark("here", 7, 1, "named", NOW)
        film.append([a_moment(40, 39)], 1)
        path.write_bytes(damage(path.read_bytes()))
        left = path.read_bytes()
        for write in (
            lambda: film.append([a_moment(41, 40)], 1),
            lambda: film.move("retake", Head(0, 2), NOW),
        ):
            with pytest.raises(SaveRefused) as refused:
                write()
            assert refused.value.phrase == phrase
        assert path.read_bytes() == left
        assert len(film.line_of_descent(40)) == 41
        lifted = film.lift()
    with lifted, lifted.keep(tmp_path) as kept:
        assert kept.ident not in {film.ident, ""}
        assert (kept.count(), stands(kept), kept.title) == (41, (40, 1), film.title)
        assert [mark.name for mark in kept.bookmarks()] == ["here"]
        assert kept.moment(17).state == a_moment(17, 16).state
        kept.append([a_moment(41, 40)], 1)
        kept.check()


@pytest.mark.parametrize(("played_on", "first"), [(2, 2), (6, 3)], ids=["older", "another way"])
def test_another_copy_that_is_written_over_the_file_in_mid_game_is_left_alone(
    tmp_path: Path, played_on: int, first: int
) -> None:
    """An older one, or one that was played on elsewhere; neither is mistaken for what was written here."""
    path = a_film_file(tmp_path, 2)
    other = tmp_path / "other.film"
    shutil.copy(path, other)
    with Film.open(other) as film:
        for number in range(first, played_on):
            film.append([replace(a_moment(number - 1, number - 2), caption="elsewhere")], 1)
    with Film.open(path) as film:
        if first == 2:
            film.append([a_moment(2, 1)], 1)
        path.write_bytes(other.read_bytes())
        os.utime(path, ns=(0, 0))
        with pytest.raises(SaveRefused) as refused:
            film.append([a_moment(film.count(), film.count() - 1)], 1)
        assert refused.value.phrase == "save.changed"
    assert path.read_bytes() == other.read_bytes()


def test_a_file_that_was_only_touched_is_gone_on_with(tmp_path: Path) -> None:
    """Another time in the folder is no other film."""
    with a_film(tmp_path, 3) as film:
        os.utime(file_of(film), ns=(0, 0))
        film.append([a_moment(3, 2)], 1)
        film.append([a_moment(4, 3)], 1)
        film.check()
        assert film.count() == 5


def test_who_is_interrupted_after_the_disk_took_it_may_ask_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is then one moment ahead of what is known, and that is no damage."""
    add = Tree.add

    def interrupted(tree: Tree, moments: Sequence[Moment]) -> object:
        if tree is film._known_tree:  # pyright: ignore[reportPrivateUsage] - the second of the two
            raise KeyboardInterrupt
        return add(tree, moments)

    with a_film(tmp_path, 3) as film:
        with monkeypatch.context() as patch:
            patch.setattr(Tree, "add", interrupted)
            with pytest.raises(KeyboardInterrupt):
                film.append([a_moment(3, 2)], 1)
        assert film.count() == 3
        os.utime(file_of(film), ns=(0, 0))
        film.append([a_moment(3, 2)], 1)
        film.append([a_moment(4, 3)], 1)
        film.check()
        with Film.open(file_of(film), writable=False) as looking:
            assert looking.count() == film.count() == 5


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """A power cut is not tested here; that SQLite is told to fear one is."""
    with a_film(tmp_path) as film:
        asked = [connection_of(film).execute(f"PRAGMA {name}").fetchone()[0] for name in _DURABLE]
    assert asked == list(_DURABLE.values())


def test_a_film_is_whole_and_can_be_copied_between_any_two_moments(tmp_path: Path) -> None:
    """No log beside the file holds what the file does not."""
    with a_film(tmp_path, 3) as film:
        for number in range(3, 8):
            film.append([a_moment(number, number - 1)], 1)
            copy = tmp_path / "copy.film"
            shutil.copy(file_of(film), copy)
            with Film.open(copy, writable=False) as copied:
                assert copied.count() == number + 1
                copied.check()


def test_a_mistake_of_this_program_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    """A closed film, or a row that the format does not know, is our fault and is seen as such."""
    film = a_film(tmp_path)
    with pytest.raises(sqlite3.IntegrityError):
        film.bookmark("here", 0, 1, cast("BookmarkKind", "of no kind"), NOW)
    film.close()
    with pytest.raises(sqlite3.ProgrammingError):
        film.count()


def test_five_thousand_moments_stay_small(tmp_path: Path) -> None:
    """Twenty hours of play, and the last thousand take as much room as the first."""
    with a_film(tmp_path) as film:
        sizes: list[int] = []
        for thousand in range(5):
            first = thousand * 1000 + 1
            film.append([a_moment(number, number - 1) for number in range(first, first + 1000)], 1)
            sizes.append(file_of(film).stat().st_size)
        assert sizes[-1] < 6_000_000
        assert sizes[4] - sizes[3] < 1.3 * (sizes[1] - sizes[0])
        assert len(film.line_of_descent(5000)) == 5001
        assert film.moment(4999).state == a_moment(4999, 4998).state
