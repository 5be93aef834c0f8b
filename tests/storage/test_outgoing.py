"""A file that a player asked for is written whole or not at all, and never over another."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.storage.outgoing import EXPORTS, file_stem, write_export, write_free, write_new

from .samples import contents


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


def _no_links(_path: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "no file has two names here")


def test_where_no_file_has_two_names_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on FAT; and still never over one that is there."""
    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    names = [write_free(tmp_path, "a", ".txt", _hello).name for _ in range(2)]
    assert names == ["a.txt", "a-2.txt"]
    with pytest.raises(SaveRefused, match=r"export\.exists"):
        write_new(tmp_path / "a.txt", _hello)
    assert contents(tmp_path) == {"a.txt": b"hello", "a-2.txt": b"hello"}


def test_half_a_copy_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills up while it is copied."""

    def full(*_files: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    monkeypatch.setattr("game.storage.outgoing.copyfileobj", full)
    with pytest.raises(SaveRefused, match=r"export\.failed"):
        write_new(tmp_path / "a", _hello)
    assert contents(tmp_path) == {}


def test_a_file_is_written_under_the_title_and_never_over_another(tmp_path: Path) -> None:
    """The second one has a number."""
    can = tmp_path / "saves"
    first = write_export(can, "Film of 2026-03-01, 10:20", ".txt", _hello)
    second = write_export(can, "Film of 2026-03-01, 10:20", ".txt", lambda sink: sink.flush())
    assert first == can / EXPORTS / "Film-of-2026-03-01-10-20.txt"
    assert second.name == "Film-of-2026-03-01-10-20-2.txt"
    assert first.read_bytes() == b"hello"
    assert sorted(path.name for path in (can / EXPORTS).iterdir()) == sorted([first.name, second.name])


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "/etc/passwd", "..", ".hidden", "a\0b", "CON:", "c:\\x"]
)
def test_a_title_is_never_a_path(tmp_path: Path, title: str) -> None:
    """Whoever named the film, and wherever it came from."""
    path = write_export(tmp_path, title, ".txt", _hello)
    assert path.parent == tmp_path / EXPORTS
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
    assert list((tmp_path / EXPORTS).iterdir()) == []


def test_a_folder_that_cannot_be_made_gets_one_sentence(tmp_path: Path) -> None:
    """A file lies where it should be."""
    (tmp_path / EXPORTS).write_text("in the way")
    with pytest.raises(SaveRefused, match=r"saves\.folder"):
        write_export(tmp_path, "x", ".txt", _hello)
    assert (tmp_path / EXPORTS).read_text() == "in the way"
