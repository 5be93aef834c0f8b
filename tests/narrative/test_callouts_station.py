"""Call-outs of the station: what its file may use beyond the docking's, and the file that ships."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from game.narrative.callouts import Kind, read_callouts, scan_callouts
from game.narrative.declarations import DECLARATION_FILES, read_declarations
from game.narrative.manners import bad_habits
from game.narrative.measure import words_in
from game.narrative.numbers import Form
from game.narrative.occasions import OCCASIONS, STATION, Loop
from game.storage.library import story_files
from game.vocabulary.station import News, Person, Question, Reply, StationCue, Task

from .test_callouts import NUMBERS

if TYPE_CHECKING:
    from game.narrative.callouts import CalloutBook

TEXTS = {file: data.decode() for file, data in story_files().items() if file.endswith(".toml")}
DECLARATIONS = read_declarations({file: TEXTS[file] for file in DECLARATION_FILES})
FILE = "callouts/station.toml"
LINES_AT_LEAST = 220
REMARKS_AT_LEAST = 150
"""What the game was asked to have, answers and alarms not counted in."""

PLACES = """\
[words.place]
ship = "in the ship"
nauka = "in Nauka"
zvezda = "in Zvezda"
zarya = "in Zarya"
rassvet = "in Rassvet"
other_ship = "in the other ship"
unity = "in Node one"
tranquility = "in Node three"
cupola = "in the Cupola"
lab = "in the lab"
harmony = "in Node two"
capsule = "in the capsule"
"""


def silent(*spoken: str) -> str:
    return f"[silent]\ncues = {[cue.value for cue in StationCue if cue.value not in spoken]}\n"


def line_with(**keys: str) -> str:
    written = {"id": '"a"', "on": '"site_lost"', "who": '"actor"', "say": '"It went."'}
    return "[[line]]\n" + "".join(f"{key} = {value}\n" for key, value in {**written, **keys}.items())


def book_of(text: str, *spoken: str, numbers: str = NUMBERS) -> CalloutBook:
    return read_callouts(text + numbers + silent(*spoken), FILE, DECLARATIONS)


def wrong(text: str, file: str = FILE) -> list[str]:
    """Return the mistakes of a text, without those of cues that have no line."""
    _, errors = scan_callouts(text, file, DECLARATIONS)
    return [error.message for error in errors if "no line for the cue" not in error.message]


# what a file can say


def test_the_files_name_says_whose_lines_they_are() -> None:
    """A cue of the station is unknown in the docking, and a third file belongs to nothing."""
    text = line_with() + NUMBERS
    assert wrong(text) == []
    assert "no cue is called 'site_lost'" in " ".join(wrong(text, "callouts/docking.toml"))
    found = wrong(text, "callouts/landing.toml")
    assert any("no emergency is called 'landing'" in message for message in found)
    assert all(f"{name}.toml" in " ".join(found) for name in OCCASIONS)


@pytest.mark.parametrize(
    ("who", "loop"),
    [
        ("actor", Loop.ROOM),
        ("commander", Loop.ROOM),
        ("flight_director", Loop.ONE),
        ("houston", Loop.TWO),
        ("astronaut", Loop.TWO),
    ],
)
def test_a_line_is_on_the_loop_of_who_says_it(who: str, loop: Loop) -> None:
    """If nothing else is written; and on any other if it is."""
    plain = book_of(line_with(who=f'"{who}"'), "site_lost").lines["a"]
    assert plain.loop is loop
    written = book_of(line_with(who=f'"{who}"', loop='"room"'), "site_lost").lines["a"]
    assert written.loop is Loop.ROOM


def test_a_line_may_break_off_where_a_loop_does() -> None:
    """Nowhere else, and only by yes or no."""
    assert book_of(line_with(cut="true"), "site_lost").lines["a"].cut
    assert any(
        "nothing breaks off at hum" in one for one in wrong(line_with(on='"hum"', cut="true") + NUMBERS)
    )
    assert any("cut is true or false" in one for one in wrong(line_with(cut="3") + NUMBERS))
    assert any("loop is one, two or room" in one for one in wrong(line_with(loop='"three"') + NUMBERS))


def test_a_word_of_a_cue_is_asked_and_said() -> None:
    """A condition asks it by its name, and its table says it; without a table there is no such blank."""
    line = line_with(on='"reported"', say='"{Place}, {place}."', **{"if": '"who == rookie"'})
    book = book_of(PLACES + line, "reported")
    said = book.lines["a"]
    assert book.can_fill(said, {"place": "lab"})
    assert book.filled(said, {"place": "lab"}) == "In the lab, in the lab."
    assert not book.can_fill(said, {"place": ""})
    assert not book.can_fill(said, {})
    assert "in the other ship" in book.longest(said)
    assert any("fills no blank {place}" in one or "{Place}" in one for one in wrong(line + NUMBERS))


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ('lab = "in the lab"\n', "", 'needs lab = "words"'),
        ('lab = "in the lab"', 'lab = ""', 'needs lab = "words"'),
        ('lab = "in the lab"', 'lab = "in the lab"\nattic = "up"', "place is never 'attic'"),
        ("[words.place]", "[words.colour]", "[words.colour] is said by no cue"),
    ],
)
def test_a_table_of_words_names_every_value_and_no_other(old: str, new: str, names: str) -> None:
    """Otherwise somebody would be silent about one of them."""
    assert old in PLACES
    found = wrong(PLACES.replace(old, new, 1) + line_with() + NUMBERS)
    assert any(names in message for message in found), found


def test_the_engineer_speaks_of_what_was_ordered() -> None:
    """On those cues, and on no other, a line may be the player's; the commander's may be anywhere."""
    for cue in StationCue:
        found = wrong(line_with(on=f'"{cue.value}"', who='"engineer"') + NUMBERS)
        assert bool(found) is (cue not in STATION.ordered), cue
        assert wrong(line_with(on=f'"{cue.value}"', who='"commander"') + NUMBERS) == []


@pytest.mark.parametrize(
    ("thousandths", "words"),
    [
        (0, "nought"),
        (4, "nought"),
        (6, "nought point nought one"),
        (60, "nought point nought six"),
        (100, "nought point one"),
        (152, "nought point one five"),
        (560, "nought point five six"),
        (1000, "one"),
        (1204, "one point two"),
        (-152, "nought point one five"),
    ],
)
def test_a_rate_is_said_in_hundredths(thousandths: int, words: str) -> None:
    """Digit by digit, as it stands on a laptop."""
    assert book_of(line_with(), "site_lost").numbers.spoken(thousandths, Form.HUNDREDTHS) == words


def test_one_of_a_thing_is_one_thing() -> None:
    """But a hundred and one, twenty-one, and nought point one, are many."""
    numbers = NUMBERS + 'singular = [["seconds", "second"], ["degrees", "degree"]]\n'
    line = line_with(on='"taken"', say='"Wait {seconds} seconds. {Seconds} seconds."')
    book = book_of(line, "taken", numbers=numbers)
    said = {n: book.filled(book.lines["a"], {"seconds": n}) for n in (1, 2, 21, 101)}
    assert said == {
        1: "Wait one second. One second.",
        2: "Wait two seconds. Two seconds.",
        21: "Wait twenty-one seconds. Twenty-one seconds.",
        101: "Wait a hundred and one seconds. A hundred and one seconds.",
    }
    rate = line_with(on='"rates_read"', say='"{Rate} degrees a second, {tilt} degrees over."')
    book = book_of(rate, "rates_read", numbers=numbers)
    text = book.filled(book.lines["a"], {"thousandths": 10, "tilt": 1})
    assert text == "Nought point nought one degrees a second, one degree over."
    assert any("singular" in one for one in wrong(line_with() + NUMBERS + "singular = [3]\n"))


# the tables that code and words share


def test_every_word_of_the_vocabulary_can_be_asked() -> None:
    """A task, person or reply that is new is one of the words at once."""
    known = {name: fact.words for facts in STATION.said.values() for name, fact in facts.items()}
    for name, kind in (
        ("who", Person),
        ("whom", Person),
        ("task", Task),
        ("news", News),
        ("question", Question),
        ("reply", Reply),
    ):
        assert known[name] == tuple(value.value for value in kind)


def test_every_blank_has_a_number_that_some_cue_or_the_station_brings() -> None:
    """A blank that nothing fills could never be said."""
    brought = {number for numbers in STATION.numbers.values() for number in numbers} | STATION.words.keys()
    assert {blank.number for blank in STATION.blanks.values()} <= brought


def test_no_word_of_the_station_is_also_the_value_of_one() -> None:
    """``news == lost`` would compare two facts."""
    values = {word for facts in STATION.said.values() for fact in facts.values() for word in fact.words}
    values |= {word for fact in STATION.words.values() for word in fact.words}
    assert values & STATION.words.keys() == set()


def test_the_page_names_every_word_blank_and_number_of_the_station() -> None:
    """A writer finds everything that a line may use in one place."""
    page = (
        files("story")
        .joinpath("callouts/README.md")
        .read_text(encoding="utf-8")
        .partition("## The station")[2]
    )
    assert {name for name in STATION.words if f"`{name}`" not in page} == set()
    assert {blank for blank in STATION.blanks if f"`{{{blank}}}`" not in page} == set()
    assert {cue.value for cue in STATION.ordered if f"`{cue.value}`" not in page} == set()
    brought = {number for numbers in STATION.numbers.values() for number in numbers}
    said = {name for words in STATION.said.values() for name in words}
    assert {name for name in brought | said if f"`{name}`" not in page} == set()


# the file that ships


@pytest.fixture(scope="module")
def station() -> CalloutBook:
    return read_callouts(TEXTS[FILE], FILE, DECLARATIONS)


def test_the_station_has_enough_to_say(station: CalloutBook) -> None:
    """From everyone aboard and from both rooms on the ground, on both loops and in the room."""
    assert len(station.lines) >= LINES_AT_LEAST
    assert sum(line.kind is Kind.REMARK for line in station.lines.values()) >= REMARKS_AT_LEAST
    assert {line.who for line in station.lines.values()} == {
        *("commander", "rookie", "astronaut", "engineer", "actor", "director", "flight_director", "houston"),
    }
    assert {line.loop for line in station.lines.values()} == set(Loop)
    assert station.silent == frozenset()


def test_no_line_of_the_station_has_a_bad_habit_or_is_a_speech(station: CalloutBook) -> None:
    """Nobody says the word for what it is, but the alarm; and nobody makes a speech."""
    for line in station.lines.values():
        assert not bad_habits(line.say), line.ident
        assert words_in(line.say) <= 20, line.ident
        assert "emergency" not in line.say.lower(), line.ident


def test_no_two_lines_of_the_station_are_the_same_words(station: CalloutBook) -> None:
    """Unless they are nothing but blanks, or a bare word of order."""
    seen: dict[str, str] = {}
    for line in station.lines.values():
        bare = re.sub(r"\{\w+\}", "", line.say)
        if len(re.findall(r"[a-z]+", bare.lower())) > 3:
            assert line.say not in seen, (line.ident, seen[line.say])
            seen[line.say] = line.ident


def test_rates_angles_and_shares_come_from_the_flight(station: CalloutBook) -> None:
    """No digit is written, and nothing is so many degrees or per cent but by a blank."""
    said = "|".join([*station.numbers.ones, *station.numbers.tens])
    written = re.compile(rf"\d|\b({said}) (degrees|per cent|kilos)\b", re.IGNORECASE)
    assert [line.ident for line in station.lines.values() if written.search(line.say)] == []
