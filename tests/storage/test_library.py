"""The library: the same story out of a folder, a wheel or a zip."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import game
import story
from game.errors import StoryError
from game.storage.library import (
    VARIABLE,
    archive_cards,
    archive_sources,
    edition,
    open_book,
    phrases,
    recaps,
    story_files,
)

_FILES = {
    "facts.toml": '[facts.learned]\ntype = "bool"\ndefault = false\nmeaning = "She can range by eye."\n',
    "people.toml": '[commander]\nname = "Gleb Sorokin"\ntag = "Gleb"\nnote = "Flies the ship."\n',
    "endings.toml": '[cut]\ntitle = "Cut"\nnote = "The shoot was stopped."\n',
    "renamed.toml": "",
    "starts.toml": "",
    "phrases.toml": '"save.empty" = "{file} is empty."\n[app]\nnew = "New"\n',
    "archive/sources.toml": 'ABC = "A book, 2001"\n[DEF]\ntitle = "A film"\naddress = "example.org"\n',
    "archive/kurs.md": "# Kurs\n\nIt has antennas. [ABC]\n\nIt broke off. [DEF, ABC]\n",
    "reels/0_cold_open/cold_open.md": "---\nscene: cold_open\n---\n\n## first\n\nIt is dark.\n",
    "newsreels/firsts.md": "---\nscene: firsts\n---\n\n## first\n\nA dog flew. [ABC]\n",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Give a small story, with what is lying about in a writer's folder."""
    for name, text in _FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in ("README.md", "__init__.py", ".hidden.md", "notes.txt", "reels/.#lock.md", "reels/old.md~"):
        (tmp_path / name).write_text("not story")
    return tmp_path


def test_the_files_are_those_of_the_story_and_nothing_that_lies_about(shelf: Path) -> None:
    """Paths have slashes, sorted, and the bytes are untouched."""
    found = story_files(shelf)
    assert list(found) == sorted(_FILES)
    assert found == {name: text.encode() for name, text in _FILES.items()}


def test_the_sentences_of_a_flight_are_read_when_one_is_said(shelf: Path) -> None:
    """What the first file says is not looked for in the second; together they are one book."""
    flight = shelf / "flight_phrases.toml"
    flight.write_text("not [ toml", "utf-8")
    known = phrases(shelf)
    assert known["app.new"] == "New"
    with pytest.raises(StoryError) as wrong:
        _ = known["fly.brake"]
    assert wrong.value.file == "flight_phrases.toml"
    flight.write_text('"fly.brake" = "Brake."\n', "utf-8")
    known = phrases(shelf)
    assert known["fly.brake"] == "Brake."
    assert sorted(known) == ["app.new", "fly.brake", "save.empty"]
    assert len(known) == 3
    assert "fly.nothing" not in known


def test_no_sentence_of_a_flight_is_read_for_the_first_words(tmp_path: Path) -> None:
    """Neither line by line nor for the title; they are more than half of all."""
    script = (
        "import sys, game.storage.library as library\n"
        "read = library._toml\n"
        "def told(name, root):\n"
        "    print('READ', name, file=sys.stderr)\n"
        "    return read(name, root)\n"
        "library._toml = told\n"
        "from game.app.house import House\n"
        "from game.app.app import OffScriptApp\n"
        "from game.cli.entry import main\n"
        "from game.readout.phrasebook import Phrasebook\n"
        "from game.storage.profile import Profile\n"
        "from pathlib import Path\n"
        "import asyncio\n"
        "async def title():\n"
        "    words = Phrasebook(library.phrases())\n"
        "    app = OffScriptApp(House(words, Profile(), Path(sys.argv[1])), lambda: None)\n"
        "    app._open_story = lambda: None\n"
        "    async with app.run_test(size=(80, 24)) as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(title())\n"
        "main(['--plain', '--saves', sys.argv[1]])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        input="1\n/status\n/help\n/saves\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "OFF SCRIPT" in told.stdout
    read = [line for line in told.stderr.splitlines() if line.startswith("READ")]
    assert "READ phrases.toml" in read
    assert "READ flight_phrases.toml" not in read


def test_the_story_that_came_with_the_game_is_there() -> None:
    """It is found beside the game, wherever that is installed."""
    assert "people.toml" in story_files()
    assert len(edition()) == 12


def test_a_writers_folder_is_read_instead_when_the_environment_names_it(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty variable counts as none."""
    monkeypatch.setenv(VARIABLE, str(shelf))
    assert edition() == edition(shelf)
    monkeypatch.setenv(VARIABLE, "")
    assert edition() != edition(shelf)


def test_a_book_opens_without_reading_a_scene(shelf: Path) -> None:
    """A broken scene is found when it is wanted, or by the check: not before the first frame."""
    (shelf / "reels/0_cold_open/cold_open.md").write_bytes(b"\xff")
    book = open_book(shelf)
    assert set(book.scene_ids) == {"cold_open", "firsts"}
    assert list(book.declarations.facts) == ["learned"]
    assert book.declarations.sources == {"ABC", "DEF"}
    with pytest.raises(StoryError) as wrong:
        book.scene("cold_open")
    assert (wrong.value.file, wrong.value.line) == ("reels/0_cold_open/cold_open.md", 1)


def test_a_scene_is_read_from_the_file_that_has_its_name(shelf: Path) -> None:
    """The mistake that the reader finds in it names that file."""
    with pytest.raises(StoryError) as wrong:
        open_book(shelf).scene("firsts")
    assert wrong.value.file == "newsreels/firsts.md"


def test_two_scenes_of_one_name_are_refused(shelf: Path) -> None:
    """Otherwise one of them would be lost in silence."""
    (shelf / "reels/1_casting").mkdir()
    (shelf / "reels/1_casting/cold_open.md").write_text("---\n")
    with pytest.raises(StoryError) as wrong:
        open_book(shelf)
    assert wrong.value.file == "reels/1_casting/cold_open.md"
    assert "reels/0_cold_open/cold_open.md" in wrong.value.message


@pytest.mark.parametrize("name", ["facts.toml", "people.toml", "endings.toml", "renamed.toml", "starts.toml"])
def test_a_missing_declaration_is_named(shelf: Path, name: str) -> None:
    """A book without its facts is no book."""
    (shelf / name).unlink()
    with pytest.raises(StoryError) as wrong:
        open_book(shelf)
    assert wrong.value.file == name


def test_a_story_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The message names what the disk said."""
    for ask in (story_files, open_book, phrases, archive_cards, archive_sources, edition):
        with pytest.raises(StoryError):
            ask(tmp_path / "absent")


def test_phrases_are_flat(shelf: Path) -> None:
    """Whether an id was written with dots in quotation marks or as tables."""
    assert phrases(shelf) == {"save.empty": "{file} is empty.", "app.new": "New"}


@pytest.mark.parametrize("text", ["x = ", "x = 3", '[a]\nb = ["c"]', "\ufeffx"])
def test_phrases_that_are_no_sentences_are_refused(shelf: Path, text: str) -> None:
    """With the file's name."""
    (shelf / "phrases.toml").write_text(text, "utf-8")
    with pytest.raises(StoryError) as wrong:
        phrases(shelf)
    assert wrong.value.file == "phrases.toml"


def test_a_file_that_is_not_utf8_is_refused_with_its_line(shelf: Path) -> None:
    """The line where it stops being UTF-8."""
    (shelf / "phrases.toml").write_bytes(b'a = "x"\nb = "\xe9"\n')
    with pytest.raises(StoryError) as wrong:
        phrases(shelf)
    assert (wrong.value.file, wrong.value.line) == ("phrases.toml", 2)


def test_a_card_is_taken_apart(shelf: Path) -> None:
    """Its text has no keys, its keys are in order, each once, and each stands for one line."""
    (card,) = archive_cards(shelf)
    assert (card.ident, card.title, card.sources) == ("kurs", "Kurs", ("ABC", "DEF"))
    assert card.text == "It has antennas.\n\nIt broke off."
    assert archive_sources(shelf) == {"ABC": "A book, 2001", "DEF": "A film, example.org"}


@pytest.mark.parametrize("text", ["", "Kurs\n", "## Kurs\n", "# \nx", "\n# Kurs\n"])
def test_a_card_without_a_title_is_refused(shelf: Path, text: str) -> None:
    """The first line is what the Archive lists."""
    (shelf / "archive/kurs.md").write_text(text)
    with pytest.raises(StoryError) as wrong:
        archive_cards(shelf)
    assert (wrong.value.file, wrong.value.line) == ("archive/kurs.md", 1)


def test_the_edition_changes_with_any_file_and_with_nothing_else(shelf: Path) -> None:
    """A word, a name, a border between two files."""
    editions = {edition(shelf)}
    assert edition(shelf) in editions
    (shelf / "notes.txt").write_text("other notes")
    assert edition(shelf) in editions
    (shelf / "renamed.toml").write_text("# x")
    editions.add(edition(shelf))
    (shelf / "renamed.toml").rename(shelf / "renamed_.toml")
    editions.add(edition(shelf))
    (shelf / "renamed_.toml").write_text("")
    (shelf / "starts.toml").write_text("# x")
    editions.add(edition(shelf))
    assert len(editions) == 4


def test_the_story_can_be_read_out_of_a_zip(tmp_path: Path) -> None:
    """An application that is one file has no folders on the disk."""
    bundle = tmp_path / "bundle.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for package in (game, story):
            folder = Path(str(package.__file__)).parent
            for path in folder.rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, Path(folder.name) / path.relative_to(folder))
    code = (
        f"import sys; sys.path.insert(0, {str(bundle)!r}); import game;"
        "from game.storage.library import edition;"
        "from game.storage.locations import checkout_saves; from pathlib import Path;"
        "print(game.__file__, edition(), checkout_saves(Path(game.__file__).parent))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, env={}
    ).stdout.split()
    assert told[0].startswith(str(bundle))
    assert told[1:] == [edition(), "None"]


def test_the_sentences_of_a_recap_are_read_when_they_are_wanted(shelf: Path) -> None:
    """A story need not have any; a mistake in them stops nobody before they are asked for."""
    declared = open_book(shelf).declarations
    assert recaps(declared, shelf).sentences == {}
    file = shelf / "previously.toml"
    file.write_text('[reel_0."cold_open/first"]\nweight = 3\nwords = "It was dark."\n', encoding="utf-8")
    assert [row.words for row in recaps(declared, shelf).sentences["cold_open/first"]] == ["It was dark."]
    file.write_text("\n[reels]\n", encoding="utf-8")
    assert open_book(shelf).scene_ids
    with pytest.raises(StoryError) as caught:
        recaps(declared, shelf)
    assert (caught.value.file, caught.value.line) == ("previously.toml", 2)
