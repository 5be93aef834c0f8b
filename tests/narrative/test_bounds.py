"""What the story does not write: phrases out of bounds, bad habits, and too many told feelings."""

from __future__ import annotations

import pytest

from game.narrative.bounds import OUT_OF_BOUNDS, scan_bounds
from game.narrative.checks import check_story
from game.narrative.manners import bad_habits

from .samples import PHASES, TRANSITIONS, file_of, head, story_files

BOUNDS = """\
[phrases]
"breath you didn't know" = "say what the chest does"
"something shifts" = "say what moves"

[told]
most_in_a_thousand = 2
words = ["you feel", "you realise"]
"""
BEFORE = head().count("\n")


def messages(text: str, bounds: str = BOUNDS) -> tuple[list[tuple[str, int]], list[str]]:
    """Return file and line of the errors out of bounds, and the warnings about told feelings."""
    files = {**story_files(cold_open=f"## a\n\n{text}\n\n=> docked\n"), OUT_OF_BOUNDS: bounds.encode()}
    report = check_story(files, PHASES, TRANSITIONS)
    errors = [(f.file, f.line) for f in report.errors if f.message.startswith("out of bounds")]
    return errors, [f.message for f in report.warnings if "feelings" in f.message]


@pytest.mark.parametrize(
    "text",
    ["A breath you didn’t know you were holding.", "Something shifts in him.", "Then *something\nshifts*."],
)
def test_a_phrase_out_of_bounds_is_an_error_with_its_line(text: str) -> None:
    """However its apostrophe is written and its line is broken."""
    assert messages(text)[0] == [(file_of("cold_open"), BEFORE + 3)]


def test_of_two_phrases_that_begin_alike_the_longer_is_named() -> None:
    """It has the reason that fits."""
    bounds, mistakes = scan_bounds('[phrases]\n"a shift" = "what"\n"a shift in tone" = "who"\n')
    assert mistakes == ()
    assert [said for _, said in bounds.phrases_in("There is a shift in tone, a shift.")] == [
        "out of bounds: 'a shift in tone', who",
        "out of bounds: 'a shift', what",
    ]


def test_a_list_that_is_right_has_no_mistakes() -> None:
    """And is read whole."""
    bounds, mistakes = scan_bounds(BOUNDS)
    assert mistakes == ()
    assert (len(bounds.phrases), bounds.told, bounds.most_told) == (2, ("you feel", "you realise"), 2)


def test_half_a_list_looks_for_nothing_else() -> None:
    """Without phrases no phrase is out of bounds, without verbs no feeling is told."""
    phrases, _, told = BOUNDS.partition("[told]")
    text = "Something shifts. You feel it. You feel that. You realise."
    assert messages(text, phrases) == ([(file_of("cold_open"), BEFORE + 3)], [])
    errors, (said,) = messages(text, f"[told]{told}")
    assert errors == []
    assert "tells 3 feelings in" in said


def test_what_stands_in_the_list_itself_is_not_meant() -> None:
    """Nor is a word that only holds a phrase."""
    assert messages("Something shifted; a breath you didn't take.")[0] == []


def test_a_phrase_in_another_file_that_a_player_reads_is_found() -> None:
    """Every word is looked at."""
    files = {**story_files(phrases_toml='"a.b" = "Something shifts."\n'), OUT_OF_BOUNDS: BOUNDS.encode()}
    report = check_story(files, PHASES, TRANSITIONS)
    assert [(f.file, f.line) for f in report.errors] == [("phrases.toml", 1)]


def test_told_feelings_are_counted_by_reel_and_too_many_are_worth_a_look() -> None:
    """Two in a thousand words; the message says where they stand."""
    three = "You feel it. You realise that. You feel that too. "
    (said,) = messages(three + "word " * 900)[1]
    assert "tells 3 feelings in" in said
    assert f"cold_open:{BEFORE + 3}" in said
    assert messages(three + "word " * 1600)[1] == []
    assert messages("You feel it. You realise that.")[1] == []


def test_what_somebody_says_tells_no_feeling() -> None:
    """Whoever asks how you feel wants to know."""
    three = "how do you feel? How do you feel? How do you feel?"
    assert messages(f'"So {three}" she says.')[1] == []
    assert messages(f"**Vera:** So {three}")[1] == []


@pytest.mark.parametrize(
    ("bounds", "names"),
    [
        ("[phrases", "not TOML"),
        ('[phrases]\n"Big" = "why"\n', "small letters"),
        ('[phrases]\n"two" = ""\n', "needs its reason"),
        ('[phrases]\n"" = "why"\n', "small letters"),
        ("[told]\nwords = 3\n", "[told] needs"),
        ("[words]\n", "means nothing here"),
        ("[told]\nwords = []\n", "[told] needs"),
        ('[told]\nwords = ["you feel"]\nmost_in_a_thousand = "two"\n', "[told] needs"),
        ("[told]\nwords = [3, '']\nmost_in_a_thousand = 2\n", "[told] needs"),
        ('[phrases]\n"two" = 3\n', "needs its reason"),
    ],
)
def test_a_list_that_cannot_be_read_is_a_mistake(bounds: str, names: str) -> None:
    """With the line."""
    assert [said for _, said in scan_bounds(bounds)[1] if names in said]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("One — two — three.", "more than one dash or ellipsis"),
        ("Well… yes... no.", "more than one dash or ellipsis"),
        ('"No," he says quietly.', "adverb on say"),
        ('"No," he asks softly.', "adverb on say"),
        ("It was not fear, but a kind of cold.", "not this, but that"),
        ("That is not a star. That is the station.", "not this, but that"),
        ("What was it? Who was there? Where are they?", "questions in a row"),
    ],
)
def test_a_bad_habit_has_its_message(text: str, names: str) -> None:
    """By its form alone."""
    assert [said for said in bad_habits(text) if names in said]


@pytest.mark.parametrize(
    "text",
    [
        "One dash — here.",
        "He says only this.",
        "He does not answer, but he lifts the lamp.",
        "Not yet. It is the wrong star.",
        "Where? There. And who?",
        "Two questions? Of somebody who speaks?",
    ],
)
def test_good_manners_are_left_alone(text: str) -> None:
    """A check that cries wolf is switched off."""
    assert bad_habits(text) == []


def test_who_only_tells_asks_fewer_questions() -> None:
    """Two in a row are too many outside quotes; what is asked aloud may be asked twice."""
    assert bad_habits("What was it? Who was there? She looks up.", spoken=False)
    assert bad_habits('"What was it? Who was there?" She looks up.', spoken=False) == []
