"""Exports, imports, salvage and the transcript's file: nothing is written over, nothing is believed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from game.errors import SaveRefused
from game.plain.print_desk import PrintDesk
from tests.plain.counter import Counter
from tests.session.stage import choose_all, sitting

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Generator[Session]:
    """A short film in a can of its own."""
    with sitting(tmp_path / "can") as open_session:
        open_session.begin(2)
        open_session.retitle("The lamp")
        choose_all(open_session, "wait", "say_no")
        yield open_session


@pytest.mark.parametrize(
    ("typed", "file", "holds"),
    [
        ("", "The-lamp.txt", "THE LAMP"),
        ("text", "The-lamp.txt", "Give it a second."),
        ("MARKDOWN", "The-lamp.md", "# The lamp"),
        ("html", "The-lamp.html", "<html"),
        ("film", "The-lamp.print", ""),
    ],
)
def test_a_film_leaves_the_house_in_every_form(session: Session, typed: str, file: str, holds: str) -> None:
    """Into the folder for exports, under the film's title, and the place is told."""
    counter = Counter(session)
    PrintDesk(counter.teller).export(typed)
    path = session.can.folder / "exports" / file
    assert counter.read() == f"Written: {path}"
    assert holds.encode() in path.read_bytes()


@pytest.mark.parametrize("typed", ["text {}", "{}", "html {}", "film {}"])
def test_a_file_that_was_named_is_written_once(session: Session, tmp_path: Path, typed: str) -> None:
    """What is there already stays."""
    counter = Counter(session)
    desk = PrintDesk(counter.teller)
    path = tmp_path / "a file of mine"
    desk.export(typed.format(path))
    assert counter.read() == f"Written: {path}"
    content = path.read_bytes()
    assert content
    with pytest.raises(SaveRefused, match=r"export\.exists"):
        desk.export(typed.format(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["", "nowhere/file", "nul\0", "x" * 5000])
def test_a_file_that_cannot_be_written_is_refused(session: Session, tmp_path: Path, name: str) -> None:
    """A folder, a folder that is not there, no name at all, and one too long to be repeated."""
    with pytest.raises(SaveRefused, match=r"export\.") as refused:
        PrintDesk(Counter(session).teller).export(f"text {tmp_path}/{name}")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("typed", ["pdf", "hmtl", "pdf {}/x", "a film of mine"])
def test_a_form_that_is_misspelt_makes_no_file(session: Session, tmp_path: Path, typed: str) -> None:
    """The forms are told; a name without a dot or a folder stands behind a form."""
    counter = Counter(session)
    PrintDesk(counter.teller).export(typed.format(tmp_path))
    assert counter.read().startswith("? /export takes text, markdown, html or film, ")
    assert not (session.can.folder / "exports").exists()
    assert not list(tmp_path.glob("*x"))


@pytest.mark.parametrize(
    ("name", "holds"),
    [("a b.html", b"<html"), ("a.MD", b"# The lamp"), ("a.txt", b"THE LAMP"), ("a.of", b"THE LAMP"),
     ("a.print", b"\x1f\x8b")],
)  # fmt: skip
def test_a_file_says_its_form_by_its_ending(
    session: Session, tmp_path: Path, name: str, holds: bytes
) -> None:
    """Text where it says nothing of one."""
    PrintDesk(Counter(session).teller).export(f"{tmp_path}/{name}")
    assert holds in (tmp_path / name).read_bytes()


def test_what_was_exported_comes_in_again(session: Session, tmp_path: Path) -> None:
    """Into another can, and into the one that it came from, under another ident."""
    counter = Counter(session)
    desk = PrintDesk(counter.teller)
    path = tmp_path / "given.print"
    desk.export(f"film {path}")
    counter.read()
    desk.bring_in(str(path))
    assert counter.read().startswith("The lamp (2) is in the can; /load ")
    assert [film.moments for film in session.saves()] == [3, 3]
    desk.bring_in("")
    assert counter.read().startswith("? ")
    with pytest.raises(SaveRefused):
        desk.bring_in(str(tmp_path / "nowhere"))


def test_a_damaged_film_is_salvaged_into_a_new_one(session: Session) -> None:
    """By the name that the list gives it; the damaged one stays as it is."""
    (film,) = session.saves()
    content = film.path.read_bytes()
    damaged = session.can.folder / "damaged.film"
    damaged.write_bytes(content[:-100])
    counter = Counter(session)
    desk = PrintDesk(counter.teller)
    desk.salvage("damaged.film")
    told = counter.read()
    assert " is in the can; /load " in told
    assert "Moments saved: " in told
    assert damaged.read_bytes() == content[:-100]
    assert len(session.saves()) == 3
    damaged.write_bytes(b"nothing of a film")
    with pytest.raises(SaveRefused, match=r"salvage\.nothing"):
        desk.salvage(str(damaged))
    desk.salvage("")
    assert counter.read().startswith("? ")


def test_a_transcript_begins_with_what_is_shown_and_is_stopped_by_a_word(
    session: Session, tmp_path: Path
) -> None:
    """A transcript of another sitting is gone on with; without a name the file is told."""
    counter = Counter(session)
    desk = PrintDesk(counter.teller)
    assert desk.open_transcript("", None) is None
    assert counter.read() == "? /write needs the name of a file."
    path = tmp_path / "along.txt"
    desk.open_transcript(str(path), None)
    before = path.read_bytes()
    file = desk.open_transcript(str(path), None)
    assert file is not None
    assert path.read_bytes().startswith(before)
    assert path.read_text(encoding="utf-8").count("The arm is eighteen metres long.") == 2
    after = path.read_bytes()
    for typed in ("", str(path)):
        counter.read()
        assert desk.open_transcript(typed, file) is file
        assert str(path) in counter.read()
    assert path.read_bytes() == after
    assert desk.open_transcript("OFF", file) is None


def test_what_is_no_file_leaves_the_transcript_as_it_was(session: Session, tmp_path: Path) -> None:
    """A folder, whatever the game did not begin, the player's own profile, and names that no file has."""
    counter = Counter(session)
    desk = PrintDesk(counter.teller)
    shutil.copy(session.saves()[0].path, tmp_path / "a.film")
    for name in ("letter", "profile.json", "seen.lines"):
        (tmp_path / name).write_text('{"theme": "dark"}\n', encoding="utf-8")
    names = ("", "a.film", "nowhere/file", "letter", "profile.json", "seen.lines", "nul\0", "x" * 5000)
    for name in names:
        assert desk.open_transcript(f"{tmp_path}/{name}", None) is None
        told = counter.read()
        assert told.startswith("? ")
        assert len(told) < 300
    assert (tmp_path / "profile.json").read_text(encoding="utf-8") == '{"theme": "dark"}\n'
