"""The small TOML files: everything that they can say, and every mistake with its line."""

from __future__ import annotations

import pytest

from game.errors import StoryError
from game.narrative.book import ValueType
from game.narrative.declarations import fits, line_in, read_declarations, scan_declarations

from .samples import DECLARED_TEXTS, FACTS, declared


def wrong(**texts: str) -> list[tuple[str, int, str]]:
    changed = {name.replace("_toml", ".toml"): text for name, text in texts.items()}
    _, errors = scan_declarations({**DECLARED_TEXTS, **changed})
    return [(error.file, error.line, error.message) for error in errors]


def test_the_sample_says_what_it_declares() -> None:
    """Types, defaults, bounds, words and labels arrive as they are written, gauges first."""
    facts = declared().facts
    assert list(facts) == ["nerve", "craft", "wish", "camera_running", "tries", "ticket"]
    assert facts["nerve"].gauge
    assert (facts["nerve"].label, facts["nerve"].low, facts["nerve"].high) == ("NERVE", 0, 100)
    assert facts["craft"].words == ("none", "ranging", "kit")
    assert facts["tries"].type is ValueType.WHOLE
    assert facts["ticket"].drawn
    assert facts["ticket"].default == 1
    assert declared().people["flight_director"].tag == "Moscow"
    assert declared().endings["home"].title == "Home"


def test_renames_starts_and_sources_are_read() -> None:
    """The files that an edition leaves behind, and the keys of sources, are there by name."""
    declarations = read_declarations(
        {
            **DECLARED_TEXTS,
            "renamed.toml": '[beats]\n"a/old" = "a/new"\n[scenes]\nb = "a"\n[choices]\n"a/x" = "a/y"\n'
            '[facts]\nbrave = "nerve"\n',
            "starts.toml": '[reel_2]\nphase = "up"\nfacts = { nerve = 30, craft = "kit" }\n',
            "archive/sources.toml": '[NSSDC-RB]\ntitle = "t"\n',
        }
    )
    assert declarations.renamed_beats == {"a/old": "a/new"}
    assert declarations.renamed_scenes == {"b": "a"}
    assert declarations.renamed_choices == {"a/x": "a/y"}
    assert declarations.renamed_facts == {"brave": "nerve"}
    assert declarations.starts[2].facts == {"nerve": 30, "craft": "kit"}
    assert declarations.sources == {"NSSDC-RB"}


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ('[facts.a]\ntype = "float"\ndefault = 1\nmeaning = "m"\n', 2, "needs type"),
        ('[facts.a]\ntype = "bool"\ndefault = 1\nmeaning = "m"\n', 3, "true or false, got 1"),
        ('[facts.a]\ntype = "int"\ndefault = true\nmeaning = "m"\n', 3, "a whole number from 0 to 100"),
        ('[facts.a]\ntype = "int"\nlow = 5\ndefault = 1\nmeaning = "m"\n', 4, "from 5 to 100"),
        ('[facts.a]\ntype = "int"\ndefault = 1\nlow = 9\nhigh = 2\nmeaning = "m"\n', 5, "low <= high"),
        ('[facts.a]\ntype = "word"\ndefault = "x"\nmeaning = "m"\n', 1, "needs words"),
        ('[facts.a]\ntype = "word"\ndefault = "x"\nwords = ["x", "x"]\nmeaning = "m"\n', 4, "none twice"),
        ('[facts.a]\ntype = "word"\ndefault = "z"\nwords = ["x"]\nmeaning = "m"\n', 3, "one of x"),
        ('[facts.a]\ntype = "bool"\ndefault = true\n', 1, "needs meaning"),
        ('[facts.a]\ntype = "bool"\ndefault = true\nmeaning = "m"\nwords = ["x"]\n', 5, "take them out"),
        (
            '[facts.a]\ntype = "bool"\ndefault = true\nmeaning = "m"\nhigh = 3\n',
            5,
            "only a whole number has bounds",
        ),
        ('[facts.a]\ntype = "bool"\ndefault = true\nmeaning = "m"\ncolour = 3\n', 5, "no key 'colour'"),
        ('[facts.a]\ntype = "bool"\ndefault = true\nmeaning = "m"\ndrawn = true\n', 5, "can be drawn"),
        ('[facts.clock]\ntype = "bool"\ndefault = true\nmeaning = "m"\n', 1, "word of the script's language"),
        ('[facts.Big]\ntype = "bool"\ndefault = true\nmeaning = "m"\n', 1, "is not a name"),
        ("[facts]\na = 1\n", 2, "'a' is not a table"),
        ('[gauges.a]\ndefault = 101\nlabel = "A"\nmeaning = "m"\n', 2, "from 0 to 100, got 101"),
        ('[gauges.a]\ndefault = 1\nmeaning = "m"\n', 1, "needs label"),
        ("[odd.a]\ndefault = 1\n", 1, "unknown table 'odd'"),
        ("[facts.a]\ntype = \n", 2, "not TOML"),
        (
            '[facts.a]\ntype = "word"\ndefault = "b"\nwords = ["b"]\nmeaning = "m"\n'
            '[facts.b]\ntype = "bool"\ndefault = true\nmeaning = "m"\n',
            4,
            "'b' is also a fact",
        ),
    ],
)
def test_a_wrong_fact_is_named_with_its_line(text: str, line: int, names: str) -> None:
    """A writer is told the file, the line and what to write."""
    found = wrong(facts_toml=text)
    assert [(file, at) for file, at, message in found if names in message] == [("facts.toml", line)], found


def test_a_fact_and_a_gauge_do_not_share_a_name() -> None:
    """A name means one thing."""
    text = FACTS + '[facts.nerve]\ntype = "bool"\ndefault = true\nmeaning = "m"\n'
    assert any("is a gauge already" in message for _, _, message in wrong(facts_toml=text))


@pytest.mark.parametrize(
    ("file", "text", "line", "names"),
    [
        ("people", '[a]\nname = "N"\ntag = "T"\n', 1, "needs note"),
        (
            "people",
            '[a]\nname = "N"\ntag = "T"\nnote = "n"\n[b]\nname = "N"\ntag = "T"\nnote = "n"\n',
            7,
            "two people",
        ),
        ("people", "a = 3\n", 1, "write [a]"),
        ("endings", '[a]\ntitle = ""\nnote = "n"\n', 2, "needs title"),
        ("endings", '[a]\ntitle = "t"\nnote = "n"\nmusic = 1\n', 4, "no key 'music'"),
        ("renamed", '[beats]\nold = "a/new"\n', 2, '"scene/old" = "scene/new"'),
        ("renamed", "[scenes]\nold = 3\n", 2, 'old = "new"'),
        ("renamed", '[rooms]\nold = "new"\n', 1, "unknown table"),
        ("renamed", '[scenes]\na = "b"\nb = "a"\n', 2, "circle"),
        ("renamed", '[scenes]\na = "a"\n', 2, "circle"),
        ("starts", '[reel_9]\nphase = "up"\n', 1, "[reel_0] to [reel_7]"),
        ("starts", "[reel_1]\nfacts = {}\n", 1, "needs phase"),
        ("starts", '[reel_1]\nphase = "up"\nfacts = { brave = 1 }\n', 3, "no fact is called 'brave'"),
        ("starts", '[reel_1]\nphase = "up"\n[reel_1.facts]\nnerve = 300\n', 4, "nerve cannot be 300"),
        ("starts", '[reel_1]\nphase = "up"\nfacts = 3\n', 3, "needs facts"),
    ],
)
def test_a_mistake_in_the_other_files_is_named_with_its_line(
    file: str, text: str, line: int, names: str
) -> None:
    """Each file has its own shape, and says so."""
    found = wrong(**{f"{file}_toml": text})
    assert [(name, at) for name, at, message in found if names in message] == [(f"{file}.toml", line)], found


def test_all_mistakes_of_all_files_are_found_in_one_run() -> None:
    """One run of the check is enough."""
    found = wrong(facts_toml="[facts.a]\n", people_toml="[a]\n", endings_toml="[a]\n", starts_toml="[b]\n")
    assert {file for file, _, _ in found} == {"facts.toml", "people.toml", "endings.toml", "starts.toml"}


def test_a_missing_file_is_said_once() -> None:
    """Every declaration file is wanted, also an empty one."""
    _, errors = scan_declarations(
        {name: text for name, text in DECLARED_TEXTS.items() if name != "renamed.toml"}
    )
    assert [(error.file, error.line) for error in errors] == [("renamed.toml", 0)]


def test_reading_raises_the_first_mistake() -> None:
    """A book is never made from broken declarations."""
    with pytest.raises(StoryError, match="needs type"):
        declared(facts_toml="[facts.a]\n")


def test_a_byte_order_mark_is_no_mistake() -> None:
    """Some editors write one."""
    assert wrong(people_toml="\ufeff" + DECLARED_TEXTS["people.toml"]) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("camera_running", True, True),
        ("camera_running", 1, False),
        ("tries", 3, True),
        ("tries", 4, False),
        ("tries", True, False),
        ("craft", "kit", True),
        ("craft", "wings", False),
        ("craft", 3, False),
    ],
)
def test_a_value_fits_its_fact_or_not(name: str, value: object, expected: bool) -> None:
    """The same question is asked of defaults, starts and saves."""
    assert fits(declared().facts[name], value) is expected


def test_a_line_is_found_by_its_table_and_key() -> None:
    """A key of the same name in another table is not meant."""
    text = '# x = 1\ntop = 1\n[a]\nx = 1\n\n[b]\n"x.y" = 2\nx = 3\n'
    assert line_in(text, "b", "x") == 8
    assert line_in(text, "b", "x.y") == 7
    assert line_in(text, "a", "x") == 4
    assert line_in(text, "", "top") == 2
    assert line_in(text, "a") == 3
    assert line_in(text, "c", "x") == 0
