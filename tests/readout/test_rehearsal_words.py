"""What stands beside a scene that is being written: every part, and nothing that would be empty."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from game.engine.rehearsal import Rehearsal, Stand, Step, rehearse
from game.narrative.measure import SCREEN_LINES
from game.narrative.scene_check import Problem
from game.readout.phrasebook import Phrasebook
from game.readout.rehearsal_words import measure_words, place_words, problem_words, read_parts
from game.storage.library import open_book, phrases
from game.vocabulary.values import Place

if TYPE_CHECKING:
    from game.narrative.shelf import Book

SMALL = Path(__file__).parents[1] / "app" / "story"
WORDS = Phrasebook(phrases())
SCENE = """---
scene: cold_open
reel: 0
number: 7
title: 0041
slugline: Int. Descent module. Orbital day
camera: commander
time: 2021-10-05 12:11:40
---

## range

`set camera_running`

`if nerve > 50 and film > 90` Of this paragraph nobody reads a word.

The range reads 0041.

`if nerve < 50` A pencil stops too.

`if film_is == stopped` -> out

- [look] Look at it. `once` -> range
- [dear] Ask the ground. `if crew > 90` `ground += 1` -> out
- [arm] Go to the arm. -> centrifuge/seat
- [say] "No." `nerve -= 2` `film += 5` -> out

## out

`if ship < 5` It is very quiet.

=> titles
"""
FACTS = ("camera_running=true", "film=60", "nerve=22", "film_is=none", "crew=70", "ground=60", "ship=100")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The small story with a scene that has something of everything."""
    folder = tmp_path / "story"
    copytree(SMALL, folder)
    (folder / "reels" / "0_cold_open" / "cold_open.md").write_text(SCENE, encoding="utf-8")
    return open_book(folder)


def stand_after(book: Book, *choices: str) -> Stand:
    path = tuple(Step(Place("cold_open", "range"), choice) for choice in choices)
    return rehearse(Rehearsal(Place("cold_open", ""), 1, {}, path), book)


def parts(stand: Stand, book: Book, typed: str = "") -> dict[str, tuple[str, ...]]:
    return {part.name: part.rows for part in read_parts(stand, book, (), typed, WORDS)}


def test_at_the_beginning_nothing_has_moved(book: Book) -> None:
    """The facts of this beat come in the order in which they are written, and those of the others behind."""
    stand = stand_after(book)
    assert parts(stand, book) == {
        "shut": ("[dear] unless crew > 90",),
        "hidden": ("if nerve > 50 and film > 90: Of this paragraph nobody reads ...",),
        "open": ("1 look -> range", "2 arm -> centrifuge/seat", "3 say -> out (nerve -= 2; film += 5)"),
        "facts": FACTS,
    }
    assert place_words(stand, WORDS) == "cold_open/range, 2021-10-05 12:11:40"


def test_what_is_taken_once_is_told_from_what_is_shut(book: Book) -> None:
    """Also where nothing moved."""
    found = parts(stand_after(book, "look"), book, "film=60,, nerve=22")
    assert found["shut"] == ("[look] taken once", "[dear] unless crew > 90")
    assert found["open"][0] == "1 arm -> centrifuge/seat"
    assert found["set"] == ("film=60", "nerve=22")
    assert "moved" not in found


def test_what_a_choice_moved(book: Book) -> None:
    """Every fact of it; what led there is no longer asked."""
    assert parts(stand_after(book, "look", "say"), book)["moved"] == ("film: 60 to 65", "nerve: 22 to 20")


def test_in_another_scene_its_own_facts_are_asked(book: Book) -> None:
    """The arm asks nothing."""
    found = parts(stand_after(book, "arm"), book)
    assert found["open"] == ("1 out -> arm",)
    assert "facts" not in found


def test_the_text_before_the_choices_is_measured(book: Book) -> None:
    """Without the slugline's words and without the words on the key."""
    for stand, lines in ((stand_after(book), 5), (stand_after(book, "look"), 3)):
        said = f"8 words, {lines} of {SCREEN_LINES} lines"
        assert measure_words(stand.turns[-1], WORDS) == (said, False)


def test_where_a_turn_shows_nothing_nothing_is_measured() -> None:
    """Not a line less than none."""
    book = open_book(SMALL)
    over = rehearse(Rehearsal(Place("end_cut", "out"), 1, {}), book)
    empty = type(over.turns[-1])(over.state, ())
    assert measure_words(empty, WORDS)[0].startswith("0 words, 0 of ")


def test_mistakes_come_before_doubts(book: Book) -> None:
    """With their files, whose folders are left out where there is little room; also where nothing stands."""
    doubt = Problem("reels/0_cold_open/cold_open.md", 3, "is long", wrong=False)
    mistake = Problem("facts.toml", 2, "is wrong")
    for stand in (None, stand_after(book)):
        found = read_parts(stand, book, (doubt, mistake), "", WORDS, short=True)
        assert [(part.name, part.rows) for part in found[:2]] == [
            ("problems", ("facts.toml:2: is wrong",)),
            ("looks", ("cold_open.md:3: is long",)),
        ]
    assert problem_words(doubt, WORDS) == "reels/0_cold_open/cold_open.md:3: is long"
    whole = read_parts(None, None, (doubt,), "", WORDS)
    assert [part.rows for part in whole] == [("reels/0_cold_open/cold_open.md:3: is long",)]


def test_beside_every_scene_of_the_film_something_can_stand() -> None:
    """What is flown, an ending, a newsreel: nothing is asked of a beat that is not there."""
    book = open_book()
    for scene_id in book.scene_ids:
        stand = rehearse(Rehearsal(Place(scene_id, ""), 1, {}), book)
        rows = {part.name: part.rows for part in read_parts(stand, book, (), "", WORDS)}
        assert len(rows.get("open", ())) == len(stand.state.offers)
