"""Doors: words that lead to a card, found again by place and words, and the notes above a scene."""

from __future__ import annotations

import pytest

from game.narrative.book import Door, Paragraph
from game.narrative.checks import check_story
from game.narrative.doors import doors_of, led_to, marked, unmarked
from game.narrative.flow import opening_lines, read_on
from game.vocabulary.values import Line, Place, Voice

from .samples import (
    CLOCK,
    COLD_OPEN,
    HATCH,
    PHASES,
    TRANSITIONS,
    a_book,
    a_scene,
    check,
    declared,
    defaults,
    head,
    mistakes,
    story_files,
)

END = "\n\n=> docked\n"
DARK = "## dark\n\nIn [the  little\nperiscope](?periscope) a *grey* star, and [Kurs](?kurs) is dead.\n\n"


def paragraph(body: str) -> Paragraph:
    item = next(iter(a_scene(body).beats.values())).items[0]
    assert isinstance(item, Paragraph)
    return item


def test_a_link_is_words_and_a_door() -> None:
    """The text has no mark of it, also over a break of the line, after emphasis and before more words."""
    read = paragraph(DARK + "=> docked\n")
    assert read.text == "In the little periscope a *grey* star, and Kurs is dead."
    assert [(read.text[door.start : door.stop], door.card) for door in read.doors] == [
        ("the little periscope", "periscope"),
        ("Kurs", "kurs"),
    ]


def test_speech_and_the_loop_have_doors_too() -> None:
    """The name before the words does not shift them."""
    read = paragraph("## a\n\n> **Moscow:** Look into [the tube](?periscope).\n\n=> docked\n")
    assert (read.voice, read.text, read.doors) == (
        Voice.LOOP,
        "Look into the tube.",
        (Door(10, 18, "periscope"),),
    )


@pytest.mark.parametrize(
    ("body", "line", "names"),
    [
        ("## a\n\nAn *[odd](?kurs)* one." + END, 3, "a link leads only to a card"),
        ("## a\n\nAn [*odd*](?kurs) one." + END, 3, "a link leads only to a card"),
        ("## a\n\nAn [odd](kurs) one." + END, 3, "a link leads only to a card"),
        ("## a\n\nAn [odd](?Kurs!) one." + END, 3, "a link leads only to a card"),
        ('## a\n\nAn [odd](?kurs "title") one.' + END, 3, "no title"),
        ("## a\n\nAn [](?kurs) one." + END, 3, "without words"),
        ("## a\n\n- [x] Ask about [Kurs](?kurs). -> b\n\n## b" + END, 3, "a choice leads to no card"),
    ],
)
def test_what_is_no_door_is_a_mistake_with_its_line(body: str, line: int, names: str) -> None:
    """Nothing that looks like a link is silently text."""
    assert [at for at, message in mistakes(body) if names in message] == [line]


def test_marks_survive_what_cuts_a_text() -> None:
    """A text that is cut between its doors keeps them at their words."""
    doors = (Door(0, 2, "a"), Door(8, 10, "b"))
    text = marked("ab [X-1]cd", doors).replace(" [X-1]", "")
    assert unmarked(text, ["a", "b"]) == ("abcd", (Door(0, 2, "a"), Door(2, 4, "b")))


def test_a_door_is_found_again_by_place_and_words() -> None:
    """What is saved of a line has no door in it; the book knows them, and only for the same words."""
    book = a_book(cold_open=DARK + "=> docked\n", hatch=HATCH)
    (line,) = read_on(book, Place("cold_open", "dark"), defaults(), CLOCK, ()).lines
    assert "periscope](" not in line.text
    assert [door.card for door in doors_of(book, line)] == ["periscope", "kurs"]
    changed = Line(line.voice, line.text + " ", line.speaker, line.ident)
    assert doors_of(book, changed) == ()
    for ident in ("", "docking:line/7", "gone/dark", "cold_open/gone", "hatch/smell"):
        assert doors_of(book, Line(line.voice, line.text, "", ident)) == ()


def test_a_renamed_beat_keeps_its_doors() -> None:
    """An old film's line is looked for under the beat's new name."""
    declarations = declared(renamed_toml='[beats]\n"cold_open/night" = "cold_open/dark"\n')
    book = a_book(declarations, cold_open=DARK + "=> docked\n")
    text = "In the little periscope a *grey* star, and Kurs is dead."
    assert len(doors_of(book, Line(Voice.NARRATION, text, "", "cold_open/night"))) == 2


def test_a_renamed_scene_keeps_its_doors() -> None:
    """And a scene that is gone has none."""
    book = a_book(declared(renamed_toml='[scenes]\nopening = "cold_open"\n'), cold_open=DARK + "=> docked\n")
    text = "In the little periscope a *grey* star, and Kurs is dead."
    assert len(doors_of(book, Line(Voice.NARRATION, text, "", "opening/dark"))) == 2
    assert doors_of(book, Line(Voice.NARRATION, text, "", "attic/dark")) == ()
    assert doors_of(book, Line(Voice.NARRATION, text, "", "cold_open")) == ()


def test_cards_are_listed_newest_first_and_once() -> None:
    """Words that were linked twice lead to one row."""
    body = "## a\n\n[One](?kurs) and [two](?periscope).\n\n[Three](?kurs).\n\n=> docked\n"
    book = a_book(cold_open=body)
    lines = read_on(book, Place("cold_open", "a"), defaults(), CLOCK, ()).lines
    assert [(led.card, led.words) for led in led_to(book, lines)] == [("kurs", "Three"), ("periscope", "two")]


def test_a_door_to_no_card_is_an_error_with_its_line() -> None:
    """The check names the words and the file that is missing."""
    body = COLD_OPEN.replace("The range", "The [range](?kurs)")
    lost = [finding for finding in check(cold_open=body).errors if "leads to no card" in finding.message]
    assert [finding.line - head().count("\n") for finding in lost] == [3]
    files = story_files(cold_open=body) | {
        "archive/kurs.md": b"# Kurs\n\nIt measures. [NIST]\n",
        "archive/sources.toml": b'[NIST]\naddress = "https://example.org"\n',
    }
    assert check_story(files, PHASES, TRANSITIONS).errors == ()


def test_the_flags_of_a_choice() -> None:
    """Aside is listed last, whatever its place; neither flag is an effect."""
    body = (
        "## a\n\n- [in_short] In short. `aside` -> b\n- [stay] Stay. `expected` `nerve -= 1` -> b\n"
        "- [go] Go. `once` -> b\n\n## b\n\n=> docked\n"
    )
    choices = a_scene(body).beats["a"].choices
    assert [(choice.aside, choice.expected, choice.once) for choice in choices] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert [len(choice.effects) for choice in choices] == [0, 1, 0]
    reading = read_on(a_book(cold_open=body), Place("cold_open", "a"), defaults(), CLOCK, ())
    assert [offer.ident for offer in reading.offers] == ["stay", "go", "in_short"]


def test_a_note_stands_below_the_slugline() -> None:
    """As it was written, and from the scene's own place, which no other note is."""
    scene = a_scene(HATCH, "hatch", extra="note: heat, being shut in.\n")
    assert scene.note == "heat, being shut in"
    place = Place("hatch", "smell")
    assert [(line.voice, line.text, line.ident) for line in opening_lines(scene, place)] == [
        (Voice.SLUGLINE, "INT. DESCENT MODULE. DAY", "hatch/smell"),
        (Voice.NOTE, "heat, being shut in", "hatch/smell"),
    ]
    assert len(opening_lines(a_scene(HATCH, "hatch"), place)) == 1
