"""Call-outs: everything that a line can say, every mistake with its line, and the file that ships."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING

import pytest

from game.errors import StoryError
from game.narrative.book import ValueType
from game.narrative.callouts import (
    LONGEST,
    NO_CALLOUTS,
    CalloutBook,
    Kind,
    read_callouts,
    scan_callouts,
)
from game.narrative.declarations import DECLARATION_FILES, read_declarations
from game.narrative.manners import bad_habits
from game.narrative.measure import words_in
from game.narrative.numbers import Form
from game.narrative.occasions import DOCKING
from game.storage.library import story_files
from game.vocabulary.flying import Cue

from .samples import declared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.narrative.book import Declarations

FILE = "callouts/docking.toml"
NUMBERS = """\
[numbers]
ones = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
a_hundred = "a hundred"
hundred = "hundred"
joint = "and"
point = "point"
half = "a half"
and_a_half = "and a half"
lengths = [[3, "a hand"], [8, "half a metre"], [13, "a metre"]]
far = "{metres} metres"
"""
LINE = '[[line]]\nid = "a"\non = "gate_60"\nwho = "actor"\nsay = "It grows."\n'
MUST_BE_SAID = (
    *(Cue.TOO_FAST, Cue.FALLING_AWAY, Cue.SUN_ONE_MINUTE, Cue.SUNSET, Cue.SIGNAL_ONE_MINUTE, Cue.SIGNAL_LOST),
    *(Cue.GO_GIVEN, Cue.RANGE_ASKED, Cue.MOSCOW_RANGE, Cue.MOSCOW_SILENT, Cue.COMPUTER_DEAD),
    *(Cue.FUEL_LOW, Cue.TIME_SHORT, Cue.CALLED_OFF),
)
REMARKS_AT_LEAST = 120
"""What the game was asked to have, before answers and alarms."""


def silent(*spoken: str) -> str:
    """Return a table that silences every cue but these."""
    return f"[silent]\ncues = {[cue.value for cue in Cue if cue.value not in spoken]}\n"


def book_of(lines: str, *spoken: str) -> CalloutBook:
    return read_callouts(lines + NUMBERS + silent(*spoken), FILE, declared())


def wrong(text: str) -> list[tuple[int, str]]:
    """Return the mistakes of a text, without those of cues that have no line."""
    _, errors = scan_callouts(text, FILE, declared())
    assert {error.file for error in errors} <= {FILE}
    return [(error.line, error.message) for error in errors if "no line for the cue" not in error.message]


def line_with(**keys: str) -> str:
    """Return the sample line with keys changed or added, each written as TOML."""
    written = {"id": '"a"', "on": '"gate_60"', "who": '"actor"', "say": '"It grows."'}
    return "[[line]]\n" + "".join(f"{key} = {value}\n" for key, value in {**written, **keys}.items())


# what a file can say


def test_a_line_arrives_as_it_is_written() -> None:
    """Every key of a line is in the book, and the book finds it by id and by cue."""
    condition = {"if": '"dark and nerve < 40"'}
    other = line_with(id='"b"', kind='"alarm"', **condition, after='"a"', unless='["b"]')
    book = book_of(LINE + other, "gate_60")
    first, second = book.by_cue[Cue.GATE_60]
    assert (first.ident, first.who, first.kind, first.when, first.say) == (
        "a",
        "actor",
        Kind.REMARK,
        None,
        "It grows.",
    )
    assert book.lines["b"] is second
    assert (second.kind, second.after, second.unless, second.line) == (Kind.ALARM, ("a",), ("b",), 6)
    assert second.when is not None
    assert second.when.holds({"dark": True, "nerve": 39}, "")
    assert not second.when.holds({"dark": True, "nerve": 40}, "")


def test_a_flights_own_word_hides_the_storys_fact_of_that_name() -> None:
    """A condition may ask what the flight knows, a declared fact, and a number of the cue."""
    book = book_of(
        line_with(on='"range_called"', **{"if": '"speaks == vera and tries > 0 and rate_cm_s < -2"'}),
        "range_called",
    )
    when = book.lines["a"].when
    assert when is not None
    assert when.names == {"speaks", "tries", "rate_cm_s"}


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (0, Form.WHOLE, "nought"),
        (14, Form.WHOLE, "fourteen"),
        (-14, Form.WHOLE, "fourteen"),
        (20, Form.WHOLE, "twenty"),
        (77, Form.WHOLE, "seventy-seven"),
        (100, Form.WHOLE, "a hundred"),
        (110, Form.WHOLE, "a hundred and ten"),
        (612, Form.WHOLE, "six hundred and twelve"),
        (1200, Form.WHOLE, "1200"),
        (24, Form.TENTHS, "two point four"),
        (20, Form.TENTHS, "two"),
        (8, Form.TENTHS, "nought point eight"),
        (137, Form.TENTHS, "fourteen"),
        (650, Form.HALVES, "sixty-five"),
        (45, Form.HALVES, "four and a half"),
        (43, Form.HALVES, "four and a half"),
        (5, Form.HALVES, "a half"),
        (0, Form.HALVES, "nought"),
        (2, Form.LENGTH, "a hand"),
        (-7, Form.LENGTH, "half a metre"),
        (12, Form.LENGTH, "a metre"),
        (36, Form.LENGTH, "four metres"),
        (114, Form.NEAREST, "eleven"),
        (115, Form.NEAREST, "twelve"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, form: Form, words: str) -> None:
    """A range, a count of squares, a length and a speed each have their own way; a sign is not said."""
    assert book_of(LINE, "gate_60").numbers.spoken(number, form) == words


def test_blanks_are_filled_and_a_capital_one_begins_a_sentence() -> None:
    """The words are the simulation's numbers, and nothing is left in braces."""
    book = book_of(
        line_with(on='"range_called"', say='"{Squares} squares, {metres} metres. {Rate} a second."'),
        "range_called",
    )
    numbers = {"squares_tenths": 24, "decimetres": 550, "rate_cm_s": -12}
    line = book.lines["a"]
    assert book.can_fill(line, numbers)
    assert book.filled(line, numbers) == "Two point four squares, fifty-five metres. Twelve a second."
    assert not book.can_fill(line, {"decimetres": 550})
    assert book.longest(line) == "Three point seven squares, seventy-seven metres. Seventeen a second."


def test_a_story_without_call_outs_is_silent() -> None:
    """The empty book has no line, and silences every cue."""
    assert not NO_CALLOUTS.lines
    assert NO_CALLOUTS.silent == frozenset(Cue)


# mistakes


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        (line_with(on='"gate_99"'), 3, "no cue is called 'gate_99'"),
        (line_with(who='"cook"'), 4, "nobody has the role 'cook'"),
        (line_with(who='"commander"'), 4, "the commander speaks only on order"),
        (line_with(id='"A b"'), 2, "is not an id"),
        (line_with(say='" "'), 5, "needs say"),
        (line_with(kind='"shout"'), 6, "remark, answer, alarm or echo, got 'shout'"),
        (line_with(colour='"red"'), 6, "no key 'colour'"),
        (line_with(**{"if": '"brave"'}), 6, "brave"),
        (line_with(**{"if": '"rate_cm_s > 3"'}), 6, "rate_cm_s"),
        (line_with(**{"if": '"speaks == moscw"'}), 6, "not a word of speaks"),
        (line_with(**{"if": '"clock < 12:18"'}), 6, "not asked for the time of day"),
        (line_with(**{"if": '"dark > 3"'}), 6, "cannot be compared"),
        (line_with(after='"z"'), 1, "after names 'z'"),
        (line_with(after='"a"'), 1, "after names 'a'"),
        (line_with(unless='["z"]'), 1, "unless names 'z'"),
        (line_with(unless="3"), 6, "unless is the id of a line"),
        (line_with(say='"{metres} metres."'), 5, "gate_60 fills no blank {metres}"),
        (line_with(on='"range_called"', say='"{METRES}"'), 5, "fills no blank {METRES}"),
        (line_with(on='"range_called"', say='"{metres"'), 5, "braces cannot be read"),
        (line_with(on='"range_called"', say='"{metres:3}"'), 5, "braces cannot be read"),
        (line_with(say=f'"{"x" * (LONGEST + 1)}"'), 1, f"{LONGEST + 1} characters when filled"),
        (LINE + LINE, 6, "two lines are called 'a'"),
        ("line = 3\n", 0, "'line' is not a list of tables"),
        ("[[lines]]\n", 0, "unknown table 'lines'"),
        ("[[line]]\nid = \n", 2, "not TOML"),
        ('line = [{ id = "a" }]\n', 0, "alone on its line"),
    ],
)
def test_every_mistake_in_a_line_has_its_place(text: str, line: int, names: str) -> None:
    """What a writer can get wrong is said with file, line and what to do."""
    found = wrong(text + NUMBERS)
    assert any(at == line and names in message for at, message in found), found


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('"nought", ', "", "needs ones = [...] with 20 words"),
        (', "ninety"]', "]", "needs tens = [...] with 8 words"),
        ('joint = "and"', "joint = 3", 'needs joint = "words"'),
        ('half = "a half"\n', "", 'needs half = "words"'),
        ('[8, "half a metre"]', '[2, "half a metre"]', "rising"),
        ('[8, "half a metre"]', '["half a metre"]', "rising"),
        ('"{metres} metres"', '"{miles} miles"', "far has the blank {metres}"),
        ("[numbers]", "[figures]", "[numbers] is missing"),
    ],
)
def test_every_mistake_in_the_numbers_is_found(old: str, new: str, names: str) -> None:
    """Number words that are missing or out of order would be read as nonsense in flight."""
    assert old in NUMBERS
    assert any(names in message for _, message in wrong(LINE + NUMBERS.replace(old, new, 1)))


def test_a_cue_has_a_line_or_is_silent_on_purpose() -> None:
    """A cue is forgotten by nobody: not without a line, not with a line and silenced, not by a wrong name."""
    _, errors = scan_callouts(LINE + NUMBERS, FILE, declared())
    assert {f"no line for the cue {cue.value!r}; write one, or put it under [silent]" for cue in Cue} - {
        error.message for error in errors
    } == {"no line for the cue 'gate_60'; write one, or put it under [silent]"}
    both = wrong(LINE + NUMBERS + silent())
    assert both == [(1, "a: gate_60 is under [silent]; decide")]
    unknown = wrong('[silent]\ncues = ["gate_99"]\n' + NUMBERS)
    assert unknown == [(2, "[silent] no cue is called 'gate_99'")]


def test_the_first_mistake_is_raised_and_all_are_found() -> None:
    """One run tells a writer everything; the game stops at the first."""
    text = line_with(who='"cook"', say='"{metres}"') + NUMBERS + silent("gate_60")
    assert len(wrong(text)) == 2
    with pytest.raises(StoryError) as caught:
        read_callouts(text, FILE, declared())
    assert (caught.value.file, caught.value.line) == (FILE, 4)


# the tables that code and words share


def test_the_commander_may_speak_where_the_player_orders_it() -> None:
    """On those cues, and on no other, a line may be his."""
    for cue in Cue:
        found = wrong(line_with(on=f'"{cue.value}"', who='"commander"') + NUMBERS)
        assert bool(found) is (cue not in DOCKING.ordered)


def test_every_blank_has_a_number_that_some_cue_or_the_flight_brings() -> None:
    """A blank that nothing fills could never be said."""
    brought = {number for numbers in DOCKING.numbers.values() for number in numbers} | DOCKING.words.keys()
    assert {blank.number for blank in DOCKING.blanks.values()} <= brought


# the page that teaches the format


def test_the_page_names_every_key_word_and_blank() -> None:
    """A writer finds everything that a line may use in one place, and its example reads."""
    page = files("story").joinpath("callouts/README.md").read_text(encoding="utf-8")
    assert {name for name in DOCKING.words if f"`{name}`" not in page} == set()
    assert {
        blank for blank in DOCKING.blanks if f"`{{{blank}}}`" not in page and f"`{{{blank}}}" not in page
    } == set()
    assert {cue for cue in DOCKING.ordered if f"`{cue.value}`" not in page} == set()
    assert {
        number for numbers in DOCKING.numbers.values() for number in numbers if f"`{number}`" not in page
    } == {"decimetres"}
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert "stars_gone" in read_callouts(example[1] + NUMBERS + silent("gate_20"), FILE, declared()).lines


# the file that ships


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, str]:
    return {file: data.decode() for file, data in story_files().items() if file.endswith(".toml")}


@pytest.fixture(scope="module")
def declarations(shipped: Mapping[str, str]) -> Declarations:
    return read_declarations({file: shipped[file] for file in DECLARATION_FILES})


@pytest.fixture(scope="module")
def docking(shipped: Mapping[str, str], declarations: Declarations) -> CalloutBook:
    return read_callouts(shipped[FILE], FILE, declarations)


def test_a_word_of_the_flight_that_is_also_a_fact_is_of_the_same_kind(declarations: Declarations) -> None:
    """Otherwise a condition would mean two things."""
    for name, word in DOCKING.words.items():
        fact = declarations.facts.get(name)
        if fact is not None:
            assert fact.type is word.type, name
            if fact.type is ValueType.WORD:
                assert set(word.words) <= set(fact.words) or set(fact.words) <= set(word.words), name


def test_the_docking_has_enough_to_say(docking: CalloutBook) -> None:
    """Remarks enough that a flight never runs out, from everyone who can be heard."""
    remarks = [line for line in docking.lines.values() if line.kind is Kind.REMARK]
    assert len(remarks) >= REMARKS_AT_LEAST
    assert {"actor", "director", "flight_director", "engineer", "astronaut", "examiner"} <= {
        line.who for line in docking.lines.values()
    }


def test_a_cue_that_asks_for_an_answer_has_one_whatever_the_case(docking: CalloutBook) -> None:
    """Answers and calls on order come at once: in the light and the dark, learned or not, near and far."""
    cases: list[tuple[Cue, dict[str, bool | int | str]]] = [
        (
            cue,
            {
                "learned_ranging": learned,
                "dark": dark,
                "lamp": lamp,
                "close": metres < 10,
                "metres": metres,
                "decimetres": metres * 10,
                "squares_tenths": squares,
                "rate_cm_s": rate,
                "before_tenths": before,
                "seconds_late": 5,
                "sure": int(learned),
            },
        )
        for cue in (Cue.RANGE_CALLED, Cue.RANGE_OFFERED)
        for learned, dark, lamp in product((False, True), repeat=3)
        for metres, squares in ((110, 12), (40, 32), (9, 120), (0, 700))
        for rate, before in ((-999, 0), (-999, 18), (-8, 18), (0, 18), (25, 18))
    ]
    cases.extend(
        (
            Cue.STATION_SEES,
            {"metres": 40, "decimetres": 400, "right_dm": right, "down_dm": down, "seconds_late": 10},
        )
        for right, down in product((-40, -3, -2, 0, 2, 3, 40), repeat=2)
    )
    defaults = {name: fact.default for name, fact in DOCKING.words.items()}
    for cue, numbers in cases:
        known = {**defaults, **numbers}
        for trainer in (False, True):
            fitting = [
                line
                for line in docking.by_cue[cue]
                if line.kind is Kind.ANSWER
                and (line.who == "examiner") is trainer
                and line.ident not in line.unless
                and (line.when is None or line.when.holds(known, ""))
            ]
            assert fitting, (cue, numbers, trainer)


def test_an_alarm_is_raised_whoever_may_speak(docking: CalloutBook) -> None:
    """Speed, dark, radio, tanks and time are called in every light, on every try and by someone present."""
    flags = (
        "dark",
        "direct",
        "again",
        "waited",
        "steady",
        "close",
        "learned_ranging",
        "camera_running",
        "go",
    )
    defaults = {name: fact.default for name, fact in DOCKING.words.items()}
    for cue in MUST_BE_SAID:
        urgent = [
            line for line in docking.by_cue[cue] if line.kind is not Kind.REMARK and line.who != "examiner"
        ]
        asked = {name for line in urgent if line.when is not None for name in line.when.names}
        used = [flag for flag in flags if flag in asked]
        for values in product((False, True), repeat=len(used)):
            for speaks in ("vera", "moscow", "nobody"):
                known = {**defaults, **dict(zip(used, values, strict=True)), "speaks": speaks}
                assert any(
                    line.ident not in line.unless and (line.when is None or line.when.holds(known, ""))
                    for line in urgent
                ), (cue, known)


def test_no_line_of_the_docking_has_a_bad_habit_or_is_a_speech(docking: CalloutBook) -> None:
    """Short, sayable, and without the stock phrases."""
    for line in docking.lines.values():
        said = docking.longest(line)
        assert not bad_habits(said), line.ident
        assert words_in(said) <= 18, line.ident
        assert said.isascii(), line.ident


def test_only_measured_numbers_are_metres(docking: CalloutBook) -> None:
    """No line of the day names a range in figures or words of its own: a range is measured, or not known."""
    spoken = tuple(f"{tens} metres" for tens in docking.numbers.tens)
    for line in docking.lines.values():
        if line.who not in ("examiner", DOCKING.player):
            assert not any(words in line.say.lower() for words in spoken), line.ident
            assert not any(letter.isdigit() for letter in line.say), line.ident
