"""The story's own word list: which words a player reads, and which of them it does not have."""

from __future__ import annotations

import pytest

from game.narrative.checks import check_story
from game.narrative.spelling import WORDS, Spelling, scan_words, unlisted, words_of

from .samples import PHASES, TRANSITIONS, file_of, head, story_files

NOTHING: set[str] = set()

SCENE = """\
---
scene: pencil
reel: 0
title: The pencil
slugline: INT. DESCENT MODULE. POV GLEB
camera: commander
note: heat
---

## stopped_here

`if tries > 0` He says *nothing*; Ruben’s [periscope](?the_card) doesn't.

> **Moscow:** We'll see. [NSSDC-RB, SCRUS]

`set camera_running` `nerve -= 2`

- [say_no] "No." `once` -> stopped_here

-> another/place

=> kurs_failed
"""


def words(file: str, text: str) -> set[str]:
    """Return the words that a player reads."""
    return {word for _, word in words_of(file, text)}


def test_of_a_scene_the_words_are_read_and_the_markup_is_not() -> None:
    """Title, slugline, note, paragraphs, the words of doors, labels."""
    assert words("reels/0_a/pencil.md", SCENE) == {
        *("The", "pencil", "INT", "DESCENT", "MODULE", "POV", "GLEB", "heat"),
        *("He", "says", "nothing", "Ruben's", "periscope", "doesn't", "Moscow", "We'll", "see", "No"),
    }


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "phrases.toml",
            '# Not this.\n"a.b" = "Two {words:>5} here."\n[c]\nd = "More"\n',
            {"Two", "here", "More"},
        ),
        ("flight_phrases.toml", '"a.b" = "stop | kill speed"\n', NOTHING),
        ("phrases.toml", '"a.b" = "NO_COLOR is set."\n', {"is", "set"}),
        ("lobby.toml", '[ident]\ntitle = "One"\nwords = "Two"\nwhen = "craft == kit"\n', {"One", "Two"}),
        ("people.toml", '[role]\nname = "Gleb"\nnote = "Fifty."\n', {"Gleb", "Fifty"}),
        ("facts.toml", '[facts.x]\nwords = ["none"]\nshot = "A face"\nmeaning = "m"\n', {"face"}),
        (
            "previously.toml",
            '[openings]\nhatch = "It began."\n[reel_1."a/b"]\nweight = 2\nwords = "Then."\n',
            {"It", "began", "Then"},
        ),
        ("callouts/a.toml", '[[line]]\nid = "abc"\nsay = "Hold on."\nif = "craft"\n', {"Hold", "on"}),
        (
            "callouts/a.toml",
            '[words.who]\nself = "you"\n[numbers]\nones = [\n  "one", "two",\n]\n',
            {"you", "one", "two"},
        ),
        ("archive/kurs.md", "# Kurs\n\nIt is old. [A]\n", {"Kurs", "It", "is", "old"}),
        ("archive/sources.toml", '[A]\nnote = "Words"\n', NOTHING),
        ("phrases.toml", '"a.b" = "Two"\n# "a.c" = "Three"\n', {"Two"}),
        ("lobby.toml", 'words = [\n"One",\n]\n[b]\n"Two",\n', {"One"}),
        ("more_phrases.toml", '"a.b" = "Two"\n', NOTHING),
        ("callouts/README.md", '"Two"', NOTHING),
        ("docs/page.md", "Words", NOTHING),
        ("later.toml", '[a]\nreading = "Words"\n', NOTHING),
        ("reels/README.md", "Words", NOTHING),
    ],
)
def test_of_each_file_the_words_that_a_player_reads(file: str, text: str, expected: set[str]) -> None:
    """Ids, conditions, typed spellings and what is for writers are none."""
    assert words(file, text) == expected


@pytest.mark.parametrize(
    "word",
    ["lamp", "Lamp", "LAMP", "lamp's", "Gleb", "GLEB", "GLEB'S", "Gleb'll", "don't", "Don't"],
)
def test_a_word_is_known_at_the_head_of_a_sentence_and_in_capitals(word: str) -> None:
    """And with what may hang on it."""
    assert Spelling({"lamp", "Gleb", "don't"}).knows(word)


@pytest.mark.parametrize(
    "word", ["gleb", "lamps", "LAMPS", "isn't", "colour", "window's", "lamps's", "gleb's"]
)
def test_a_word_that_is_not_listed_is_not_known(word: str) -> None:
    """Nor is a name in small letters."""
    assert not Spelling({"lamp", "Gleb", "don't"}).knows(word)


def test_near_words_are_one_letter_away() -> None:
    """One too many, one too few, another one, two changed about."""
    spelling = Spelling({"lamp", "colour", "Gleb"})
    for wrong, right in (
        ("lamps", "lamp"),
        ("color", "colour"),
        ("lump", "lamp"),
        ("lapm", "lamp"),
        ("gleb", "Gleb"),
    ):
        assert spelling.near(wrong) == [right]
    assert spelling.near("window") == spelling.near("lamp") == []
    assert Spelling({"bad", "bat", "bar", "bag"}).near("baz") == ["bad", "bag", "bar"]


def test_the_list_has_one_word_a_line() -> None:
    """And remarks."""
    assert scan_words("# Words\nlamp\n\nGleb\n") == {"lamp", "Gleb"}


def test_a_word_is_reported_once_with_its_first_place_and_what_was_meant() -> None:
    """A warning: the list may be behind the story."""
    body = "## a\n\nThe lapm is on.\n\nThe lapm is off.\n\n=> docked\n"
    files = story_files(cold_open=body)
    texts = {file: data.decode() for file, data in files.items()}
    every = {word for file, text in texts.items() for _, word in words_of(file, text)}
    files[WORDS] = "\n".join(sorted({*every, "lamp"} - {"lapm"})).encode()
    report = check_story(files, PHASES, TRANSITIONS)
    assert report.errors == ()
    assert report.unlisted == ("lapm",)
    ((file, line, message),) = [
        (f.file, f.line, f.message) for f in report.warnings if f.message.startswith("spelling")
    ]
    assert (file, line) == (file_of("cold_open"), head().count("\n") + 3)
    assert "'lapm' is not in words.txt, did you mean 'lamp'? (and in 1 more place)" in message


def test_words_are_counted_over_all_files() -> None:
    """In the order of the files."""
    texts = {"phrases.toml": '"a" = "zeta"\n', "archive/b.md": "# Zeta\n\nzeta zeta\n"}
    assert unlisted(texts, {"one"}) == {
        "Zeta": [("archive/b.md", 1)],
        "zeta": [("archive/b.md", 3), ("archive/b.md", 3), ("phrases.toml", 1)],
    }
