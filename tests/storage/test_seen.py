"""The lines that were seen: a file that only grows, and whose loss harms nothing."""

from __future__ import annotations

import os
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import SaveRefused
from game.narrative.book import Paragraph
from game.storage.library import open_book
from game.storage.seen import ASIDE, FILE, HEADER, SeenLines, mark_of, read_marks
from game.vocabulary.values import Line, Voice

from .samples import contents, in_child


def a_line(text: str, ident: str = "cold_open/range_0041", voice: Voice = Voice.NARRATION) -> Line:
    return Line(voice, text, "", ident)


def test_a_line_is_new_once_and_in_every_sitting_after_it_known(tmp_path: Path) -> None:
    """Word for word, at its place."""
    seen = SeenLines(tmp_path)
    assert not seen.has(a_line("Four digits."))
    assert seen.note([a_line("Four digits."), a_line("Then none.")]) == 2
    assert seen.note([a_line("Four digits.")]) == 0
    again = SeenLines(tmp_path)
    assert again.has(a_line("Four digits."))
    assert not again.has(a_line("Four digits. Green."))
    assert not again.has(a_line("Four digits.", "cold_open/elsewhere"))


@pytest.mark.parametrize("voice", [Voice.NARRATION, Voice.SPEECH, Voice.LOOP, Voice.SECOND_LOOP])
def test_what_the_story_says_is_noted(tmp_path: Path, voice: Voice) -> None:
    """In every voice that it has, also what is called out in a flight."""
    seen = SeenLines(tmp_path)
    line = a_line("Forty-one.", "callout/range", voice)
    assert not seen.has(line)
    seen.note([line])
    assert seen.has(line)


@pytest.mark.parametrize("voice", [Voice.ECHO, Voice.SLUGLINE, Voice.NOTE])
def test_what_is_no_line_of_the_story_was_always_seen(tmp_path: Path, voice: Voice) -> None:
    """It stops nobody who goes on with what was read, and nothing is written for it."""
    seen = SeenLines(tmp_path)
    assert seen.has(a_line("CUT TO", voice=voice))
    assert seen.note([a_line("CUT TO", voice=voice)]) == 0
    assert list(tmp_path.iterdir()) == []


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The file is not even opened."""
    SeenLines(tmp_path).note([a_line("Four digits.")])
    seen = SeenLines(tmp_path)
    assert seen.has(a_line("Four digits."))
    (tmp_path / FILE).unlink()
    seen.note([a_line("Four digits.")])
    assert list(tmp_path.iterdir()) == []


def test_two_games_that_write_do_each_other_no_harm(tmp_path: Path) -> None:
    """What each has seen is known to the next that reads."""
    one, other = SeenLines(tmp_path), SeenLines(tmp_path)
    for number in range(50):
        one.note([a_line(f"one {number}")])
        other.note([a_line(f"other {number}"), a_line("both")])
    third = SeenLines(tmp_path)
    assert all(third.has(a_line(f"{who} {number}")) for who in ("one", "other") for number in range(50))
    assert third.has(a_line("both"))


@pytest.mark.parametrize("cut", range(2, 17))
def test_a_torn_end_costs_the_line_that_was_torn(tmp_path: Path, cut: int) -> None:
    """What stands before it is known, and what is added after it too."""
    SeenLines(tmp_path).note([a_line("first"), a_line("second")])
    file = tmp_path / FILE
    os.truncate(file, file.stat().st_size - cut)
    seen = SeenLines(tmp_path)
    assert seen.has(a_line("first"))
    assert not seen.has(a_line("second"))
    seen.note([a_line("third")])
    later = SeenLines(tmp_path)
    assert [later.has(a_line(text)) for text in ("first", "second", "third")] == [True, False, True]


@given(st.lists(st.binary(max_size=40)), st.lists(st.integers(0, 2**64 - 1), max_size=20))
def test_garbage_between_the_marks_is_passed_over(rubbish: list[bytes], marks: list[int]) -> None:
    """Whatever stands in a line that is no mark."""
    rows = [b"%016x" % mark for mark in marks]
    waste = [line for line in b"\n".join(rubbish).split(b"\n") if len(line) != 16]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        file.write_bytes(HEADER + b"\n".join([*rows, *waste, *rows]) + b"\n")
        found, torn = read_marks(file)
        assert list(found) == [*marks, *marks]
        assert not torn


def test_a_file_of_another_format_is_laid_aside(tmp_path: Path) -> None:
    """It may be a later edition's: nothing is added to it, and nothing of it is lost."""
    other = b"offscript seen lines, format 9\nwhatever\n"
    (tmp_path / FILE).write_bytes(other)
    seen = SeenLines(tmp_path)
    seen.note([a_line("Four digits.")])
    assert (tmp_path / ASIDE).read_bytes() == other
    assert SeenLines(tmp_path).has(a_line("Four digits."))


@pytest.mark.parametrize("content", [b"", HEADER[:5], HEADER])
def test_a_file_that_was_just_begun_is_gone_on_with(tmp_path: Path, content: bytes) -> None:
    """A game that was killed before its first mark was written leaves no more than that."""
    (tmp_path / FILE).write_bytes(content)
    SeenLines(tmp_path).note([a_line("Four digits.")])
    assert contents(tmp_path) == {FILE: HEADER + b"%016x\n" % mark_of("cold_open/range_0041", "Four digits.")}


def test_a_full_disk_is_said_and_what_waits_is_written_later(tmp_path: Path) -> None:
    """The line counts as seen meanwhile."""

    def note() -> str:
        seen = SeenLines(tmp_path)
        seen.note([a_line("first")])
        size = (tmp_path / FILE).stat().st_size
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            seen.note([a_line("second")])
        except SaveRefused as refusal:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert seen.has(a_line("second"))
            seen.note([a_line("third")])
            return refusal.phrase
        return "nothing was refused"

    assert in_child(note)[0] == "save.disk_full"
    later = SeenLines(tmp_path)
    assert all(later.has(a_line(text)) for text in ("first", "second", "third"))


def test_a_folder_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    """Read it can be all the same."""
    seen = SeenLines(tmp_path / "absent")
    assert not seen.has(a_line("Four digits."))
    with pytest.raises(SaveRefused):
        seen.note([a_line("Four digits.")])
    (tmp_path / FILE).mkdir()
    with pytest.raises(SaveRefused):
        SeenLines(tmp_path).note([a_line("Four digits.")])


def test_the_share_of_the_story_that_was_seen_is_told_by_reel(tmp_path: Path) -> None:
    """Every paragraph of a reel's scenes is one line; a flight outside the story is none."""
    book = open_book()
    seen = SeenLines(tmp_path)
    before = seen.shares(book)
    assert list(before) == list(range(8))
    assert all(shown == 0 < lines for shown, lines in before.values())
    beat = book.scene("cold_open").beats["the_number"]
    texts = [item.text for item in beat.items if isinstance(item, Paragraph)]
    seen.note(a_line(text, "cold_open/the_number") for text in texts)
    after = seen.shares(book)
    assert after[0] == (len(texts), before[0][1])
    assert after[1] == before[1]
