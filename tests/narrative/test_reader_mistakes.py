"""Every mistake that a writer can make in a scene is named with its own line, and never silently text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.narrative.reader import scan_scene

from .samples import COLD_OPEN, declared, file_of, head, mistakes

END = "\n\n=> docked\n"

ONE_MISTAKE = [
    # markup that the format does not know
    ("## a\n\n1. One\n2. Two" + END, 3, "numbered list"),
    ("## a\n\n```\ncode\n```" + END, 3, "code block"),
    ("## a\n\n    indented" + END, 3, "four spaces"),
    ("## a\n\n\tindented" + END, 3, "four spaces"),
    ("## a\n\n<b>bold</b>" + END, 3, "HTML"),
    ("## a\n\n<div>\nx\n</div>" + END, 3, "HTML"),
    ("## a\n\n<!-- a note -->" + END, 3, "HTML"),
    ("## a\n\n[words](http://example.org)" + END, 3, "link"),
    ("## a\n\n<http://example.org>" + END, 3, "link"),
    ("## a\n\n![picture](x.png)" + END, 3, "picture"),
    ("## a\n\nOne\\\ntwo" + END, 3, "line break"),
    ("## a\n\n[x]: http://example.org\n\nWords." + END, 3, "defines a link"),
    ("## a\n\nWords **loud** words." + END, 3, "bold is only for"),
    ("## a\n\n***" + END, 3, "line of dashes"),
    ("## a\n\n### b" + END, 3, "only `## id`"),
    ("# a" + END, 1, "only `## id`"),
    ("## a\n\nWords\n---" + END, 3, "makes it a heading"),
    ("## a\n\nA * star." + END, 3, "no partner"),
    ("## a\n\n**Vera: Words." + END, 3, "no partner"),
    ("## a\n\nOne\ntwo `nerve -= 2" + END, 4, "not closed"),
    ("## a\n\nA \x1b[31m colour." + END, 3, "U+001B"),
    ("## a\n\nA \u202e turn." + END, 3, "U+202E"),
    ("## a\n\nA \ufffd hole." + END, 3, "U+FFFD"),
    ("## a\n\n***Vera:*** Words." + END, 3, "markup inside markup"),
    # beats
    ("Words.\n\n## a" + END, 1, "before the first beat"),
    ("## A beat" + END, 1, "not a beat's id"),
    ("##" + END, 1, "not a beat's id"),
    ("## a\n\nOne." + END + "\n## a\n\nTwo." + END, 7, "twice, first in line"),
    ("## a\n\n## b" + END, 1, "is empty"),
    ("## a\n\nWords.\n\n## b" + END, 1, "dead end"),
    # speech
    ("## a\n\n**Nobody:** Words." + END, 3, "nobody is called 'Nobody'; the tags in people.toml are Gleb"),
    ("## a\n\n**Vera** Words." + END, 3, "colon inside the stars"),
    ("## a\n\n**Vera**: Words." + END, 3, "colon inside the stars"),
    ("## a\n\n**Vera:**" + END, 3, "without words"),
    ("## a\n\nVera: Words." + END, 3, "add the stars"),
    ("## a\n\n> Words." + END, 3, "needs its speaker"),
    ("## a\n\n> **Moscow:** One\ntwo." + END, 4, "glued to the quote"),
    ("## a\n\n> - [x] X. -> a" + END, 3, "only paragraphs"),
    ("## a\n\n> **Moscow:** Words.\n>\n> `nerve -= 2`" + END, 5, "take the > away"),
    # conditions and effects
    ("## a\n\n`if nerve > 2`" + END, 3, "a condition alone"),
    ("## a\n\nWords `if nerve > 2` words." + END, 3, "code span among words"),
    ("## a\n\n`nerve -= 2` Words." + END, 3, "code span among words"),
    ("## a\n\n`if nevre > 2` Words." + END, 3, "did you mean 'nerve'"),
    ("## a\n\n`if nerve > 2` `if nerve < 9`" + END, 3, "condition stands first"),
    ("## a\n\n`nerve -= 2`\n`nerve -= x`" + END, 4, "no fact is called 'x'"),
    ("## a\n\n`if nerve > 2\nand nerve < 9` `nerve -= x`" + END, 4, "no fact is called 'x'"),
    ("## a\n\n`if nerve > 2\nand nerve < 9` Words\n`nerve -= 1`" + END, 5, "code span among words"),
    # arrows
    ("## a\n\nWords.\n=> docked" + END, 4, "glued"),
    ("## a\n\nWords.\n-> b" + END, 4, "glued"),
    ("## a\n\nWords.\n    ## b" + END, 4, "glued"),
    ("## a\n\nWords.\n    - [x] X. -> b" + END, 4, "glued"),
    ("## a\n\nWords. -> b" + END, 3, "arrow inside text"),
    ("## a\n\n-> b or c" + END.replace("=>", "`if nerve > 2` =>") + "\n=> docked\n", 3, "not a place"),
    ("## a\n\n=> Two Words\n", 3, "not a trigger's name"),
    ("## a\n\n> => docked" + END, 3, "stands alone"),
    ("## a\n\n-> a\n", 3, "for ever"),
    ("## a\n\n-> cold_open/a\n", 3, "for ever"),
    ("## a\n\n=> docked\n\nWords.\n", 5, "nothing is read after an arrow"),
    ("## a\n\n=> docked\n\n- [x] X. -> b\n\n## b" + END, 5, "nothing is read after an arrow"),
    # choices
    ("## a\n\n- X. -> b\n\n## b" + END, 3, "begins with its id"),
    ("## a\n\n- [] X. -> b\n\n## b" + END, 3, "not a choice's id"),
    ("## a\n\n- [Big One] X. -> b\n\n## b" + END, 3, "not a choice's id"),
    ("## a\n\n- [x] X.\n\n## b" + END, 3, "has no arrow"),
    ("## a\n\n- [x] -> b\n\n## b" + END, 3, "needs words"),
    ("## a\n\n- [x] X. => docked\n\n## b" + END, 3, "one arrow"),
    ("## a\n\n- [x] X. -> b -> b\n\n## b" + END, 3, "one arrow"),
    ("## a\n\n- [x] X. -> b `once`\n\n## b" + END, 3, "goes on after its arrow"),
    ("## a\n\n- [x] X. `once` more -> b\n\n## b" + END, 3, "stand after a code span"),
    ("## a\n\n- [x] X. `once -> b\n\n## b" + END, 3, "not closed"),
    ("## a\n\n- [x] X. `if nerve > 1` `if nerve < 9` -> b\n\n## b" + END, 3, "one condition"),
    ("## a\n\n- [x] **Vera:** X. -> b\n\n## b" + END, 3, "bold has no meaning"),
    ("## a\n\n- [x] X. -> b\n- [x] Y. -> b\n\n## b" + END, 4, "twice, first in line"),
    ("## a\n\n- [x] X. -> b\n  - [y] Y. -> b\n\n## b" + END, 4, "a list inside a choice"),
    ("## a\n\n- [x] X. -> b\n\n  More.\n\n## b" + END, 5, "second paragraph inside a choice"),
    ("## a\n\n- [x] X. -> b\n=> docked\n\n## b" + END, 4, "glued"),
    ("## a\n\n- [x] X. -> b\n\nWords.\n\n## b" + END, 5, "after the choices"),
    ("## a\n\n- [x] X. -> b\n\n* [y] Y. -> b\n\n## b" + END, 5, "a second list"),
    ("## a\n\n- [x] X. -> a\n- [y] Y. -> b\n\n## b" + END, 3, "changes nothing"),
    ("## a\n\n-\n- [y] Y. -> b\n\n## b" + END, 3, "an empty choice"),
    ("## a\n\n" + "".join(f"- [x{i}] X. -> b\n" for i in range(10)) + "\n## b" + END, 12, "at most 9"),
]


@pytest.mark.parametrize(("body", "line", "names"), ONE_MISTAKE)
def test_a_mistake_is_named_with_its_line(body: str, line: int, names: str) -> None:
    """The message says what is wrong and what to do, and points at the line to change."""
    found = mistakes(body)
    assert [(at, names in message) for at, message in found if names in message] == [(line, True)], found


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("", 1, "must begin with a line"),
        ("\n" + head(), 1, "must begin with a line"),
        ("## a\n\n=> docked\n", 1, "must begin with a line"),
        (head().replace("---\n\n", "\n") + "## a\n\n=> docked\n", 1, "never ends"),
        (head() + "\n", 8, "no beat"),
        (head(extra="mood: dark\n") + COLD_OPEN, 8, "unknown key 'mood'"),
        (head(extra="title: Again\n") + COLD_OPEN, 8, "twice"),
        (head(extra="just words\n") + COLD_OPEN, 8, "`key: value`"),
        (head(extra="time: 5 October\n") + COLD_OPEN, 8, "YYYY-MM-DD HH:MM:SS"),
        (head(extra="time: 2021-02-30 10:00:00\n") + COLD_OPEN, 8, "YYYY-MM-DD HH:MM:SS"),
        (head(extra="kind: song\n") + COLD_OPEN, 8, "kind is 'newsreel'"),
        (head(extra="kind: newsreel\n") + COLD_OPEN, 8, "newsreels lie in newsreels/"),
        (head().replace("title: A title\n", "") + COLD_OPEN, 1, "no 'title'"),
        (head().replace("A title", "") + COLD_OPEN, 5, "'title' has no value"),
        (head().replace("reel: 0", "reel: 8") + COLD_OPEN, 3, "from 0 to 7"),
        (head().replace("reel: 0", "reel: one") + COLD_OPEN, 3, "whole number"),
        (head().replace("number: 1", "number: -1") + COLD_OPEN, 4, "whole number"),
        (head().replace("commander", "nobody") + COLD_OPEN, 7, "not in people.toml"),
        (head("other") + COLD_OPEN, 2, "give both one name"),
    ],
)
def test_a_mistake_in_the_front_matter_is_named_with_its_line(text: str, line: int, names: str) -> None:
    """Also when the front matter never ends."""
    _, errors = scan_scene(text, file_of("cold_open"), declared())
    assert [error.line for error in errors if names in error.message] == [line], [
        str(error) for error in errors
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It flew.", "no source behind 'It flew.'"),
        ("It flew. It fell. [SCRUS]", "no source behind 'It flew.'"),
        ("It flew. [SCRUS] It fell.", "no source behind 'It fell.'"),
        ("It flew. [scrus]", "not a list of source keys"),
        ("It flew. [SCRUS, NOBODY]", "no source is called 'NOBODY'"),
    ],
)
def test_a_newsreel_says_nothing_without_a_source(sentence: str, names: str) -> None:
    """Each sentence has its keys, and each key is declared."""
    text = head("sputnik", "kind: newsreel\n") + f"## a\n\n{sentence}" + END
    declarations = declared(**{"archive/sources_toml": '[SCRUS]\ntitle = "t"\n'})
    _, errors = scan_scene(text, "newsreels/sputnik.md", declarations)
    assert any(names in error.message for error in errors), [str(error) for error in errors]


def test_all_mistakes_of_a_file_are_found_in_one_run() -> None:
    """In the order of their lines, those of the front matter first."""
    text = head(extra="mood: dark\n") + (
        "## a\n\n**Nobody:** Words.\n\n`if nevre > 2` Words.\n\n- X. `set nerve` -> b\n\n"
        "## b\n\nWords.\n\n## b\n\nWords.\n"
    )
    _, errors = scan_scene(text, file_of("cold_open"), declared())
    wanted = ["mood", "Nobody", "nevre", "its id", "set and clear", "dead end", "dead end", "twice"]
    assert len(errors) == len(wanted), [str(error) for error in errors]
    assert all(names in error.message for names, error in zip(wanted, errors, strict=True))
    assert [error.line for error in errors] == sorted(error.line for error in errors)


@given(
    st.lists(
        st.sampled_from([*COLD_OPEN.split("\n"), "```", "- [a", "`if", "=> x", "-> y", "> z", "\t", "[q]: r"])
    )
)
def test_no_arrangement_of_lines_breaks_the_reader(lines: list[str]) -> None:
    """A file is a scene or a list of mistakes, whatever stands in it."""
    scene, errors = scan_scene(head() + "\n".join(lines), file_of("cold_open"), declared())
    assert scene is not None
    assert errors or scene.beats


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Also without a front matter."""
    scan_scene(text, file_of("cold_open"), declared())
    scan_scene(head() + text, file_of("cold_open"), declared())
