"""The lock of a film: held by one, dropped with the process, never judged by its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.storage import lock
from game.storage.lock import take_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_lock_is_held_by_one_until_it_is_released(tmp_path: Path) -> None:
    """And its file is gone with it."""
    first = take_lock(tmp_path / "x.lock")
    assert first is not None
    assert take_lock(tmp_path / "x.lock") is None
    first.release()
    assert list(tmp_path.iterdir()) == []
    second = take_lock(tmp_path / "x.lock")
    assert second is not None
    second.release()


def test_a_file_that_is_there_holds_nobody_up(tmp_path: Path) -> None:
    """A killed game leaves one."""
    (tmp_path / "x.lock").touch()
    held = take_lock(tmp_path / "x.lock")
    assert held is not None
    held.release()


def test_a_lock_on_a_file_that_was_taken_away_meanwhile_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, its holder may have released it and a third may have made it anew."""
    path = tmp_path / "x.lock"
    truly_hold = lock._hold  # pyright: ignore[reportPrivateUsage] - the only place to step in between
    times = 0

    def hold_too_late(descriptor: int) -> bool:
        nonlocal times
        times += 1
        if times < 3:
            path.unlink()
        if times == 2:
            path.touch()
        return truly_hold(descriptor)

    monkeypatch.setattr(lock, "_hold", hold_too_late)
    held = take_lock(path)
    assert held is not None
    assert times == 3
    monkeypatch.undo()
    assert take_lock(path) is None
    held.release()


def test_a_folder_in_which_nothing_can_be_made_is_an_error(tmp_path: Path) -> None:
    """The caller knows what to say about it."""
    with pytest.raises(FileNotFoundError):
        take_lock(tmp_path / "absent" / "x.lock")
