"""Files that a player asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.storage.exports import FOLDER, file_stem, write_export

if TYPE_CHECKING:
    from pathlib import Path


def _words(sink: BinaryIO) -> None:
    sink.write(b"FADE IN:")


def test_a_file_is_written_under_the_title_and_never_over_another(tmp_path: Path) -> None:
    """The second one has a number."""
    can = tmp_path / "saves"
    first = write_export(can, "Film of 2026-03-01, 10:20", ".txt", _words)
    second = write_export(can, "Film of 2026-03-01, 10:20", ".txt", lambda sink: sink.flush())
    assert first == can / FOLDER / "Film-of-2026-03-01-10-20.txt"
    assert second.name == "Film-of-2026-03-01-10-20-2.txt"
    assert first.read_bytes() == b"FADE IN:"
    assert sorted(path.name for path in (can / FOLDER).iterdir()) == sorted([first.name, second.name])


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "/etc/passwd", "..", ".hidden", "a\0b", "CON:", "c:\\x"]
)
def test_a_title_is_never_a_path(tmp_path: Path, title: str) -> None:
    """Whoever named the film, and wherever it came from."""
    path = write_export(tmp_path, title, ".txt", _words)
    assert path.parent == tmp_path / FOLDER
    assert not path.name.startswith(".")


@given(st.text())
def test_every_title_is_a_name(title: str) -> None:
    """Of letters, digits and dashes, short enough, and never empty."""
    stem = file_stem(title)
    assert 1 <= len(stem) <= 60
    assert not set(stem) & set('/\\:\0.* ?"<>|')
    assert len(f"{stem}-999.film".encode("utf-8", "surrogatepass")) <= 255


def test_nothing_is_left_of_a_file_that_could_not_be_finished(tmp_path: Path) -> None:
    """Whole or not at all."""

    def broken(sink: BinaryIO) -> None:
        sink.write(b"half")
        raise SaveRefused("save.damaged", file="x")

    with pytest.raises(SaveRefused):
        write_export(tmp_path, "x", ".txt", broken)
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_folder_that_cannot_be_made_gets_one_sentence(tmp_path: Path) -> None:
    """A file lies where it should be."""
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(SaveRefused, match=r"saves\.folder"):
        write_export(tmp_path, "x", ".txt", _words)
    assert (tmp_path / FOLDER).read_text() == "in the way"
