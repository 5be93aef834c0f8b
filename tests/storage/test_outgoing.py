"""A file that a player asked for is written whole or not at all, and never over another."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pytest

from game.errors import SaveRefused
from game.storage.outgoing import write_free, write_new

from .samples import contents

if TYPE_CHECKING:
    from pathlib import Path


def _hello(sink: BinaryIO) -> None:
    sink.write(b"hello")


def test_a_file_is_written_where_none_is(tmp_path: Path) -> None:
    """And one that is there stays as it is."""
    write_new(tmp_path / "a", _hello)
    assert contents(tmp_path) == {"a": b"hello"}
    with pytest.raises(SaveRefused) as refused:
        write_new(tmp_path / "a", lambda sink: sink.write(b"another"))
    assert refused.value.phrase == "export.exists"
    assert contents(tmp_path) == {"a": b"hello"}


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Also where it is a folder that has it, or a link to nowhere."""
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a-2.txt").symlink_to(tmp_path / "nowhere")
    names = [write_free(tmp_path, "a", ".txt", _hello).name for _ in range(3)]
    assert names == ["a-3.txt", "a-4.txt", "a-5.txt"]
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("no/a", "export.no_folder"),
        ("file/a", "export.no_folder"),
        ("x" * 300, "export.failed"),
        ("a\0b", "export.failed"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, phrase: str) -> None:
    """In a sentence for each thing that can be wrong."""
    (tmp_path / "file").touch()
    with pytest.raises(SaveRefused) as refused:
        write_new(tmp_path / name, _hello)
    assert refused.value.phrase == phrase
    assert contents(tmp_path) == {"file": b""}


@pytest.mark.parametrize(
    "error", [OSError(28, "full"), SaveRefused("save.damaged", file="x"), KeyboardInterrupt()]
)
def test_half_a_file_is_never_left(tmp_path: Path, error: BaseException) -> None:
    """Whatever stops the writing."""

    def stop(sink: BinaryIO) -> None:
        sink.write(b"half")
        raise error

    with pytest.raises((SaveRefused, KeyboardInterrupt)):
        write_free(tmp_path, "a", ".txt", stop)
    assert contents(tmp_path) == {}
