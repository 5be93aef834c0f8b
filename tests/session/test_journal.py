"""The steps of a playthrough, written or waiting, answer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.session.journal import Journal
from game.storage.film import Film, Head
from tests.storage.samples import NOW, a_film, a_moment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("full", [False, True])
def test_a_scene_that_this_line_was_in_goes_on_in_its_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """On another line it is shot once more; also while everything waits for the disk."""
    journal = Journal(lambda: tmp_path)
    journal.put_in(a_film(tmp_path))
    if full:

        def refuse(*_: object, **__: object) -> None:
            raise SaveRefused("save.disk_full", file="a film")

        monkeypatch.setattr(Film, "append", refuse)
        monkeypatch.setattr(Film, "move", refuse)
    journal.write(a_moment(1, 0, scene="hatch"))
    journal.write(a_moment(2, 1, scene="steppe"))
    journal.forget_line()
    assert journal.take_on_entering("hatch", 2) == 1
    journal.move_to("retake", Head(0, 2), NOW)
    journal.forget_line()
    assert journal.take_on_entering("hatch", 0) == 2
    assert journal.take_on_entering("nowhere yet", 0) == 1
    assert journal.durable is not full
    monkeypatch.undo()
    journal.close()
