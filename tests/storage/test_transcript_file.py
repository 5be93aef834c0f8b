"""The transcript that is written along: only ever appended to, whatever the disk does meanwhile."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from game.readout.phrasebook import Phrasebook
from game.readout.screenplay_export import COLUMNS
from game.storage.library import open_book, phrases
from game.storage.transcript_file import TranscriptFile
from game.vocabulary.flying import Control, Pulse, Rung
from game.vocabulary.values import Line, Voice
from tests.engine.stage import small_book
from tests.session.stage import choose_all, sitting

from .samples import a_film_file, a_state, in_child

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from game.engine.state import State

PHRASES = Phrasebook(phrases())


@dataclass(frozen=True, slots=True)
class Now:
    """A present, as far as a transcript asks."""

    moment: int
    words: str = ""
    film: str = "a_film"
    title: str = "A film"
    take: int = 1
    shot: int = 0
    state: State = field(default_factory=lambda: a_state(1))

    @property
    def moments(self) -> int:
        """How many there are: this is the newest, unless more were shot."""
        return max(self.shot, self.moment + 1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """One line, or none."""
        return (Line(Voice.NARRATION, self.words),) if self.words else ()


def a_file(path: Path) -> TranscriptFile:
    """Return a transcript that is written to this path."""
    return TranscriptFile(path, PHRASES, small_book())


def told(path: Path) -> list[str]:
    """Return the rows of a transcript that say something, without its title page and its rules."""
    page, *rows = path.read_text(encoding="utf-8").split("\n")
    assert page == PHRASES.say("write.page")
    return [row for row in rows if row.strip("-")]


@contextmanager
def no_file_longer_than(size: int) -> Generator[None]:
    """Let the disk be full at this size of any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_each_turn_is_in_the_file_when_write_returns(tmp_path: Path) -> None:
    """The first with a heading, the others with nothing but their lines."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    assert file.write(Now(0, "The range reads *0041*.")) is None
    assert told(path) == [
        "[ A film: written along from 5 OCT 00:00, take 1. ]",
        "The range reads *0041*.",
    ]
    assert file.write(Now(1, "And then nothing.")) is None
    assert told(path)[2:] == ["And then nothing."]


def test_the_same_present_twice_is_written_once(tmp_path: Path) -> None:
    """As when a refused order leaves everything as it was, or a look at the can."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    for _ in range(3):
        file.write(Now(0, "One."))
    assert told(path).count("One.") == 1


def test_a_transcript_is_gone_on_with(tmp_path: Path) -> None:
    """By another sitting: what stands in it stays above, and there is one title page."""
    path = tmp_path / "film.txt"
    a_file(path).write(Now(0, "One."))
    before = path.read_bytes()
    a_file(path).write(Now(1, "Two."))
    assert path.read_bytes().startswith(before)
    assert told(path)[-1] == "Two."
    assert before.count(PHRASES.say("write.page").encode()) == path.read_bytes().count(b"OFF SCRIPT,") == 1


def test_an_empty_file_is_as_good_as_a_new_one(tmp_path: Path) -> None:
    """As when a program made it to have a name."""
    path = tmp_path / "film.txt"
    path.touch()
    assert a_file(path).write(Now(0, "One.")) is None
    assert told(path)[-1] == "One."


def test_going_back_is_noted_and_old_words_are_not_repeated(tmp_path: Path) -> None:
    """What is played from there follows; also when the very same words are said again."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    for now in (
        Now(0, "One."),
        Now(1, "Two."),
        Now(0, "One.", take=2, shot=2),
        Now(2, "Two.", take=2),
    ):
        file.write(now)
    assert told(path)[1:] == ["One.", "Two.", "[ Gone back to 5 OCT 00:00, take 2. ]", "Two."]


def test_an_undone_retake_is_noted_too(tmp_path: Path) -> None:
    """Though it makes no new take."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    for now in (Now(0, "One."), Now(1, "Two."), Now(0, "One.", take=2, shot=2), Now(1, "Two.", shot=2)):
        file.write(now)
    assert told(path)[3:] == [
        "[ Gone back to 5 OCT 00:00, take 2. ]",
        "[ Gone back to 5 OCT 00:00, take 1. ]",
    ]


def test_another_film_has_its_heading_and_its_words(tmp_path: Path) -> None:
    """Its moments have the same numbers and are not mistaken for the first one's."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    file.write(Now(0, "One."))
    file.write(Now(0, "Another.", film="b", title="B \x1b[2J"))
    assert told(path)[2:] == [
        "[ B \N{REPLACEMENT CHARACTER}[2J: written along from 5 OCT 00:00, take 1. ]",
        "Another.",
    ]


def test_a_new_scene_is_cut_to(tmp_path: Path) -> None:
    """As on the page: the cut at the right, the slugline in capitals."""
    path = tmp_path / "film.txt"
    with sitting(tmp_path / "can") as session:
        a_file(path).write(session.begin(1))
    rows = told(path)
    assert rows[1].strip() == "CUT TO:"
    assert len(rows[1]) == COLUMNS
    assert rows[2] == "INT. DESCENT MODULE. DAY"


def test_a_real_sitting_is_written_as_it_is_played(tmp_path: Path) -> None:
    """With a Retake in it: every line once, and the words that came after it."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    with sitting(tmp_path / "can") as session:
        file.write(session.begin(1))
        file.write(choose_all(session, "wait"))
        file.write(session.retake())
        file.write(choose_all(session, "say_no"))
    rows = told(path)
    assert rows.count("> Give it a second.") == 1
    assert [row for row in rows if row.startswith("[ Gone back")] != []
    assert next(row for row in reversed(rows) if row.startswith("> ")) == '> "No."'


def test_a_flight_is_written_as_it_is_flown(tmp_path: Path) -> None:
    """Stretch by stretch: what was said is there once, though the moment's number stays."""
    path = tmp_path / "film.txt"
    book = open_book()
    file = TranscriptFile(path, PHRASES, book)
    said: list[str] = []
    with sitting(tmp_path / "can", book=book) as session:
        file.write(session.begin_flight(Rung.ASSISTED, "day", 3))
        for _ in range(12):
            present = session.fly((Pulse(Control.FORWARD, 20),), 100)
            said += [line.text for line in present.lines]
            file.write(present)
            file.write(present)
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert said
    # The bar of the loop stands before each row of what is heard there.
    for words in said:
        assert text.replace(" | ", " ").count(words) == said.count(words)


def test_a_folder_a_device_and_a_pipe_are_refused(tmp_path: Path) -> None:
    """In one sentence, at once, and without waiting for anybody to read."""
    os.mkfifo(tmp_path / "pipe")
    for path, phrase in (
        (tmp_path, "write.folder"),
        (tmp_path / "pipe", "write.odd"),
        (type(tmp_path)("/dev/null"), "write.odd"),
    ):
        refusal = a_file(path).write(Now(0, "One."))
        assert refusal is not None
        assert refusal.phrase == phrase
        assert PHRASES.say_error(refusal)


@pytest.mark.parametrize(
    "content",
    [
        "root:x:0:0:root:/root:/bin/bash\n",
        "\n",
        "OFF",
        "OFF SCRIPT",
        "OFF SCRIPT, a list of what is wrong with it\n",
        " OFF SCRIPT, written along while it was played\n",
        "OFF SCRIPT, written along while it was played",
        "OFF SCRIPT, written along while it was played, and more\n",
    ],
)
def test_nothing_is_put_behind_what_no_game_began(tmp_path: Path, content: str) -> None:
    """Not a byte, whatever is typed, and however often; a link to it is no way around."""
    path = tmp_path / "mine"
    path.write_text(content, encoding="utf-8")
    (tmp_path / "link").symlink_to(path)
    for name in ("mine", "link"):
        file = a_file(tmp_path / name)
        refusal = file.write(Now(0, "One."))
        assert refusal is not None
        assert (refusal.phrase, refusal.values["file"]) == ("write.foreign", name)
        assert file.write(Now(1, "Two.")) is None
        assert path.read_text(encoding="utf-8") == content


def test_a_save_and_a_picture_are_never_written_into(tmp_path: Path) -> None:
    """Nor is anything else that is not text."""
    film = a_film_file(tmp_path, 3)
    picture = tmp_path / "picture"
    picture.write_bytes(b"\xff\xd8\xff\xe0 not text")
    for path in (film, picture):
        before = path.read_bytes()
        refusal = a_file(path).write(Now(0, "One."))
        assert refusal is not None
        assert refusal.phrase == "write.foreign"
        assert path.read_bytes() == before


def test_a_file_that_took_the_place_of_the_transcript_is_left_alone(tmp_path: Path) -> None:
    """In the middle of a sitting; once it is away again, everything that waited is written."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    file.write(Now(0, "One."))
    path.rename(tmp_path / "read.txt")
    path.write_text("A letter.\n", encoding="utf-8")
    refusal = file.write(Now(1, "Two."))
    assert refusal is not None
    assert refusal.phrase == "write.foreign"
    assert path.read_text(encoding="utf-8") == "A letter.\n"
    path.unlink()
    assert file.write(Now(2, "Three.")) is None
    assert told(path) == ["Two.", "Three."]


@pytest.mark.parametrize("name", ["nul\0", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """In a sentence that does not repeat it."""
    refusal = a_file(tmp_path / name).write(Now(0, "One."))
    assert refusal is not None
    assert PHRASES.say_error(refusal) == "No file can have that name."


def test_a_very_long_folder_is_cut_short(tmp_path: Path) -> None:
    """A refusal can be read."""
    refusal = a_file(tmp_path / "/".join(["nowhere"] * 100) / "file").write(Now(0, "One."))
    assert refusal is not None
    assert refusal.phrase == "write.no_folder"
    assert len(PHRASES.say_error(refusal)) < 200


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    """It is no file that could be gone on with."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refusal = a_file(tmp_path / "loop").write(Now(0, "One."))
    assert refusal is not None
    assert refusal.phrase == "write.odd"


def test_a_disk_that_is_full_in_the_middle_of_the_title_page(tmp_path: Path) -> None:
    """The rest of it follows, and the file is one that can be gone on with."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    with no_file_longer_than(5):
        refusal = file.write(Now(0, "One."))
        assert refusal is not None
        assert refusal.phrase == "write.full"
        assert path.stat().st_size == 5
    assert file.write(Now(1, "Two.")) is None
    assert told(path)[1:] == ["One.", "Two."]
    assert a_file(path).write(Now(2, "Three.")) is None


def test_a_folder_that_is_gone_is_said_once_and_made_up_for(tmp_path: Path) -> None:
    """The game goes on; when the folder is there again the file has every line, in order."""
    folder = tmp_path / "desk"
    folder.mkdir()
    file = a_file(folder / "film.txt")
    file.write(Now(0, "One."))
    before = (folder / "film.txt").rename(tmp_path / "film.txt")
    folder.rmdir()
    refusal = file.write(Now(1, "Two."))
    assert refusal is not None
    assert refusal.phrase == "write.no_folder"
    assert file.write(Now(2, "Three.")) is None
    waited = [file.waits]
    folder.mkdir()
    before.rename(folder / "film.txt")
    assert file.write(Now(3, "Four.")) is None
    assert [*waited, file.waits] == [True, False]
    assert told(folder / "film.txt")[1:] == ["One.", "Two.", "Three.", "Four."]


def test_a_trouble_that_comes_back_is_said_again(tmp_path: Path) -> None:
    """Once each time."""
    folder = tmp_path / "desk"
    file = a_file(folder / "film.txt")
    said: list[bool] = []
    for moment, there in enumerate((False, False, True, False, False)):
        if there:
            folder.mkdir()
        elif folder.exists():
            (folder / "film.txt").unlink()
            folder.rmdir()
        said.append(file.write(Now(moment, "Words.")) is not None)
    assert said == [True, False, False, True, False]


def test_a_full_disk_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    """Also where it fills in the middle of a line."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    file.write(Now(0, "One."))
    full = path.stat().st_size + 4
    with no_file_longer_than(full):
        refusal = file.write(Now(1, "Two and a half words."))
        assert refusal is not None
        assert refusal.phrase == "write.full"
        assert file.write(Now(2, "Three.")) is None
        assert path.stat().st_size == full
    assert file.flush() is None
    assert told(path)[1:] == ["One.", "Two and a half words.", "Three."]


def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    """For anybody who is not root."""
    path = tmp_path / "film.txt"
    a_file(path).write(Now(0, "One."))
    before = path.read_bytes()
    path.chmod(0o444)
    tmp_path.chmod(0o755)

    def write() -> str:
        refusal = a_file(path).write(Now(1, "Two."))
        return refusal.phrase if refusal else "written"

    assert in_child(write, as_nobody=True)[0] == "write.forbidden"
    assert path.read_bytes() == before


def test_a_file_that_was_taken_away_begins_anew(tmp_path: Path) -> None:
    """Nothing is written into what nobody can find."""
    path = tmp_path / "film.txt"
    file = a_file(path)
    file.write(Now(0, "One."))
    path.rename(tmp_path / "read.txt")
    file.write(Now(1, "Two."))
    assert told(path) == ["Two."]


@pytest.mark.parametrize("sign", ["\ud800", "\x1b", "\u202e"])
def test_an_odd_character_is_no_trouble(tmp_path: Path, sign: str) -> None:
    """It is shown as a sign."""
    path = tmp_path / "film.txt"
    assert a_file(path).write(Now(0, f"a{sign}b")) is None
    assert told(path)[-1] == "a\N{REPLACEMENT CHARACTER}b"
