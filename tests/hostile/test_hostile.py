"""Kills, corruptions, full disks and hostile imports from a fixed seed: nothing is lost, nothing crashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.hostile.command import MARK, PAGE, WORK, table_of
from benchmarks.hostile.corrupt import corrupt, corrupt_prints, corrupt_profiles
from benchmarks.hostile.hardships import KINDS, hardships
from benchmarks.hostile.imports import imports
from benchmarks.hostile.kill import kill_in_plain, kill_in_play
from benchmarks.hostile.kill_files import kill_among_files
from benchmarks.hostile.player import warm_up
from benchmarks.hostile.tally import Tally
from benchmarks.pages import write_between
from game.storage.film import Film
from game.storage.tree import Tree
from tests.storage.samples import _shut_to_others  # pyright: ignore[reportPrivateUsage]  the same reason to skip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEED = 6


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What a game loads late is loaded before it is killed."""
    warm_up()


def tallied(act: Callable[..., None], runs: int, **named: bool) -> Tally:
    """Do so many attempts and return what came of them."""
    total = Tally("in all")
    act(range(runs), total.add, SEED, **named)
    return total


def sound(total: Tally, runs: int) -> None:
    """Hold that all was done and nothing was lost."""
    assert total.failures == []
    assert (total.runs, total.lost, total.crashes) == (runs, 0, 0)


def test_kills_at_the_boundaries_of_writes_lose_nothing() -> None:
    """Before the n-th statement, sync or rename, in story and in both emergencies."""
    sound(tallied(kill_in_play, 40, boundaries=True), 40)


def test_kills_among_files_lose_nothing() -> None:
    """While films are deleted, restored, exported, taken in, recovered and brought to the newest format."""
    sound(tallied(kill_among_files, 16, boundaries=True), 16)


def test_kills_in_line_mode_lose_nothing_that_a_prompt_acknowledged() -> None:
    """The program itself, over pipes."""
    sound(tallied(kill_in_plain, 5), 5)


def test_corrupted_films_hold_right_data_or_are_refused_as_they_are() -> None:
    """Never a traceback, never wrong data; and what can be salvaged is what was written."""
    total = tallied(corrupt, 300)
    sound(total, 300)
    assert total.counts["refused"] > 100
    assert total.counts["opened with right data"] > 30
    assert total.counts["moments salvaged"] > total.counts["moments there were in those"] // 2


def test_corrupted_prints_and_profiles_cost_nothing_else() -> None:
    """A print is read right or refused; a profile is laid aside."""
    sound(tallied(corrupt_prints, 60), 60)
    sound(tallied(corrupt_profiles, 40), 40)


def test_hardships_are_said_and_everything_is_kept_when_they_are_over() -> None:
    """A full disk, a folder that is shut or gone, rights that are lost: each kind twice."""
    if _shut_to_others() is not None:
        pytest.skip(f"another user cannot read the game here: {_shut_to_others()} is shut")
    sound(tallied(hardships, 2 * len(KINDS)), 2 * len(KINDS))


def test_hostile_prints_are_refused_in_little_memory_and_time() -> None:
    """The made ones, and a few of the changed ones; a good one that is only packed anew is taken in."""
    total = tallied(imports, 24)
    sound(total, 24)
    assert total.counts["taken in with right data"] >= 2


def test_a_film_that_forgets_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempts can fail: a game that acknowledges an order and then forgets it loses something."""
    append = Film.append
    state = {"count": 0}

    def forgetful(film: Film, *told: object, **named: object) -> object:
        state["count"] += 1
        done = append(film, *told, **named)  # type: ignore[arg-type]  # whatever was asked
        if state["count"] % 7 == 0 and film.durable:
            with film._database.writing():  # pyright: ignore[reportPrivateUsage]  what no game does
                film._database.write("DELETE FROM moment WHERE ident = (SELECT max(ident) FROM moment)")  # pyright: ignore[reportPrivateUsage]
        return done

    monkeypatch.setattr(Film, "append", forgetful)
    total = tallied(kill_in_play, 4)
    assert total.lost + total.crashes > 0


def test_a_film_that_is_not_compared_with_its_seals_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The corruptions can fail: without the look at a state's seal, wrong data would be given out."""
    monkeypatch.setattr("game.storage.tree._believe_state", _nothing)
    monkeypatch.setattr("game.storage.tree._believed", _unseen)
    monkeypatch.setattr(Tree, "check", _nothing)
    assert tallied(corrupt, 60).lost > 0


def _nothing(*_: object) -> None:
    """Believe anything."""


def _unseen(row: object, above: object) -> tuple[bytes, bytes | None]:
    """Return a row's lines and command without a look at its seal."""
    from game.storage.codec import unpack
    from game.storage.tree import Row

    assert isinstance(row, Row)
    return unpack(row.lines), None if row.command is None else unpack(row.command)


def test_the_page_is_written_between_its_marks(tmp_path: Path) -> None:
    """And says in one row what was lost in all."""
    tally = Tally("kill", runs=3, lost=1)
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- counted -->\nold\n<!-- /counted -->\nAfter.\n", encoding="utf-8")
    write_between(page, MARK, table_of({"kill": tally}, "a command", 1, 2.0))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n<!-- counted -->\n`a command`, seed 1, 2 minutes;")
    assert "| **all** | **3** | **1** | **0** |" in text
    assert text.endswith("<!-- /counted -->\nAfter.\n")
    assert "old" not in text


def test_the_page_has_its_marks() -> None:
    """Else the command would count for twenty minutes and have nowhere to write."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.index(f"<!-- {MARK} -->") < text.index(f"<!-- /{MARK} -->")


def test_the_full_counts_are_those_that_were_promised() -> None:
    """A thousand kills and ten thousand corruptions."""
    counts: dict[str, int] = {}
    for work in WORK:
        counts[work.kind] = counts.get(work.kind, 0) + work.runs
    assert counts["kill"] >= 1000
    assert counts["corrupt"] >= 10_000
    assert counts["import"] >= 500
