"""Who listens: every turn reaches the player's keeper and the transcript, and what fails is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.cli.listeners import Listeners
from game.readout.phrasebook import Phrasebook
from game.session import Session
from game.storage.can import Can
from game.storage.library import phrases
from game.storage.transcript_file import TranscriptFile
from tests.engine.stage import small_book

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-03-01T10:00:00+00:00"


def _session(saves: Path, listeners: Listeners) -> Session:
    return Session(
        small_book(),
        Can(saves),
        phrases=Phrasebook(phrases()),
        edition="a test",
        now=lambda: NOW,
        fresh_seed=lambda: 2,
        keeper=listeners,
    )


def _listeners(saves: Path, lies: Path) -> Listeners:
    file = TranscriptFile(lies, Phrasebook(phrases()), small_book())
    return Listeners(saves, small_book(), lambda: NOW, file)


def test_what_is_shown_is_noted_and_written_along(tmp_path: Path) -> None:
    """Every line of it, in order."""
    saves, lies = tmp_path / "saves", tmp_path / "along.txt"
    listeners = _listeners(saves, lies)
    session = _session(saves, listeners)
    first = session.begin()
    second = session.choose("wait")
    session.close()
    listeners.close()
    written = " ".join(lies.read_text(encoding="utf-8").split())
    for line in (*first.lines, *second.lines):
        assert line.text.split()[-1].strip("*") in written
    again = _listeners(saves, lies)
    assert all(again.has_seen(line) for line in second.lines)


def test_a_transcript_that_cannot_be_written_is_said_once(tmp_path: Path) -> None:
    """And the game goes on."""
    saves = tmp_path / "saves"
    session = _session(saves, _listeners(saves, tmp_path))
    first = session.begin()
    assert [notice.phrase for notice in first.notices] == ["write.folder"]
    assert not first.notices[0].refused
    assert session.choose("wait").notices == ()
    session.close()
