"""The reader: what a writer wrote is what the scene holds."""

from __future__ import annotations

import pytest

from game.errors import StoryError
from game.narrative.book import Divert, Doing, Fire, Paragraph
from game.narrative.reader import read_scene, scan_scene
from game.vocabulary.values import Voice

from .samples import COLD_OPEN, a_scene, declared, file_of, head


def items_of(body: str) -> tuple[object, ...]:
    return next(iter(a_scene(body).beats.values())).items


def test_the_front_matter_becomes_the_scene() -> None:
    """Every key arrives, and the first beat is the entry."""
    scene = a_scene(COLD_OPEN, extra="time: 2021-10-05 12:09:30\n")
    assert (scene.ident, scene.kind, scene.reel, scene.number) == ("cold_open", "scene", 0, 1)
    assert (scene.title, scene.slugline) == ("A title", "INT. DESCENT MODULE. DAY")
    assert (scene.camera, scene.clock) == ("commander", "2021-10-05 12:09:30")
    assert (scene.entry, list(scene.beats)) == ("dark", ["dark", "told"])
    assert scene.file == file_of("cold_open")


def test_narration_speech_and_loop_are_told_apart() -> None:
    """Who speaks is a role; a name in bold and a colon is speech, in a quote it is heard on the loop."""
    first, second, third, _ = items_of(
        "## a\n\nHe waits.\n\n**Vera:** Now?\n\n> **Moscow:** Now.\n\n=> docked\n"
    )
    assert isinstance(first, Paragraph)
    assert (first.voice, first.text, first.speaker) == (Voice.NARRATION, "He waits.", "")
    assert isinstance(second, Paragraph)
    assert (second.voice, second.text, second.speaker) == (Voice.SPEECH, "Now?", "actor")
    assert isinstance(third, Paragraph)
    assert (third.voice, third.text, third.speaker) == (Voice.LOOP, "Now.", "flight_director")


def test_a_paragraph_is_one_line_and_keeps_its_emphasis() -> None:
    """Soft breaks and runs of spaces become one space; ``*word*`` stays."""
    first, _ = items_of(
        "## a\n\nThe range reads\n*zero  zero*\n  forty-one. It_is_so. A _word_.\n\n=> docked\n"
    )
    assert isinstance(first, Paragraph)
    assert first.text == "The range reads *zero zero* forty-one. It_is_so. A *word*."


def test_a_condition_governs_its_whole_paragraph() -> None:
    """It stands first, in and out of a quote, before words, effects and arrows alike."""
    items = items_of(
        "## a\n\n`if nerve > 20` Calm.\n\n> `if nerve > 20` **Moscow:** Calm.\n\n"
        "`if nerve > 20` `nerve -= 1`\n\n"
        "`if nerve > 20` -> b\n\n`if nerve > 20` => docked\n\n=> docked\n\n## b\n\n=> docked\n"
    )
    assert [type(item) for item in items] == [Paragraph, Paragraph, Doing, Divert, Fire, Fire]
    sources = [
        item.when.source for item in items if isinstance(item, (Paragraph, Doing, Divert, Fire)) and item.when
    ]
    assert sources == ["nerve > 20"] * 5


def test_a_paragraph_of_code_spans_is_effects() -> None:
    """They keep their order."""
    first, _ = items_of("## a\n\n`nerve -= 2` `set camera_running`\n`wait 30`\n\n=> docked\n")
    assert isinstance(first, Doing)
    assert [effect.source for effect in first.effects] == ["nerve -= 2", "set camera_running", "wait 30"]


def test_an_arrow_leads_to_a_beat_a_scene_or_both() -> None:
    """``-> beat``, ``-> scene/beat`` and ``-> scene/``."""
    scene = a_scene(
        "## a\n\n`if nerve > 1` -> b\n\n`if nerve > 2` -> hatch/smell\n\n-> hatch/\n\n## b\n\n=> docked\n"
    )
    diverts = [item for item in scene.beats["a"].items if isinstance(item, Divert)]
    assert [(way.scene, way.beat) for way in diverts] == [("", "b"), ("hatch", "smell"), ("hatch", "")]


def test_a_choice_has_its_id_words_spans_and_target() -> None:
    """Conditions, ``once`` and effects stand between the words and the arrow, in any order."""
    scene = a_scene(
        '## a\n\n- [stay] "Stay *here*," he says,\n'
        "  and stays. `nerve -= 2` `once` `if nerve > 3` `wait 5` -> b\n"
        "- [go] Go. -> hatch/\n\n## b\n\n=> docked\n"
    )
    stay, go = scene.beats["a"].choices
    assert (stay.ident, stay.label) == ("stay", '"Stay *here*," he says, and stays.')
    assert stay.once
    assert stay.when is not None
    assert stay.when.source == "nerve > 3"
    assert [effect.source for effect in stay.effects] == ["nerve -= 2", "wait 5"]
    assert (stay.scene, stay.beat) == ("", "b")
    assert (go.ident, go.label, go.when, go.once) == ("go", "Go.", None, False)
    assert (go.scene, go.beat) == ("hatch", "")


def test_every_piece_knows_its_line() -> None:
    """Lines count from the first of the file, also inside wrapped paragraphs and quotes."""
    scene = a_scene(
        "## a\n\nOne\ntwo.\n\n> **Moscow:** Three.\n\n- [x] X. -> a1\n- [y] Y. -> a1\n\n## a1\n\n=> docked\n"
    )
    begin = head().count("\n")
    beat = scene.beats["a"]
    assert beat.line == begin + 1
    assert [item.line - begin for item in beat.items] == [3, 6]
    assert [choice.line - begin for choice in beat.choices] == [8, 9]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    """Editors write them without being asked."""
    text = head() + COLD_OPEN
    plain = read_scene(text, file_of("cold_open"), declared())
    for written in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert read_scene(written, file_of("cold_open"), declared()) == plain


def test_a_newsreel_keeps_its_sources_apart_from_its_words() -> None:
    """The keys in brackets are taken out of the text and kept beside it."""
    body = "## a\n\nIt flew. [NSSDC-RB, SCRUS] It fell. [SCRUS]\n\n=> docked\n"
    text = head("sputnik", "kind: newsreel\n") + body
    declarations = declared(**{"archive/sources_toml": ""})
    scene = read_scene(text, "newsreels/sputnik.md", declarations)
    first = scene.beats["a"].items[0]
    assert isinstance(first, Paragraph)
    assert first.text == "It flew. It fell."
    assert first.sources == ("NSSDC-RB", "SCRUS")
    assert scene.kind == "newsreel"


def test_reading_raises_the_first_mistake_and_scanning_returns_all() -> None:
    """A game stops at the first; a writer wants them all, in the order of the lines."""
    text = head() + "## a\n\n`set nerve`\n\n**Nobody:** Hm.\n\n- [x] X.\n"
    with pytest.raises(StoryError, match="set and clear") as caught:
        read_scene(text, file_of("cold_open"), declared())
    scene, errors = scan_scene(text, file_of("cold_open"), declared())
    assert scene is not None
    assert errors[0].message == caught.value.message
    assert [error.line - head().count("\n") for error in errors] == [3, 5, 7]
