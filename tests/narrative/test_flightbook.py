"""The flight book: read from its pages, printed to fit a panel, and true to what the game can do."""

from __future__ import annotations

import re
from importlib.resources import files as resources
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.emergencies.station.limits import (
    BASE_KW,
    BATTERY_KWH,
    COMFORT_KW,
    COOLING_KW,
    DEG,
    DEPARTURE_KG,
    FAST_SLEW_RAD_S,
    FILM_KW,
    LOCK_ARRAYS_TICKS,
    PATCH_TICKS,
    REGAINED_RATE_RAD_S,
    REGAINED_TILT_RAD,
    SLEW_RAD_S,
    STRIKE_AFTER_S,
    TURN_ARRAYS_TICKS,
)
from game.emergencies.station.pilots.by_the_book import MODULE_PAGES, PAGES
from game.emergencies.station.tasks import SEATS, TASKS, WORKPLACES, way_s
from game.errors import StoryError
from game.narrative.checks import check_story
from game.narrative.flightbook import (
    PAGE_COLUMNS,
    PAGE_LINES,
    FlightBook,
    Kind,
    is_flightbook_file,
    read_flightbook,
    scan_flightbook,
)
from game.narrative.shelf import Book
from game.storage.library import open_book
from game.vocabulary.flying import TICKS_PER_S
from game.vocabulary.station import AllStay, AllToShips, Assign, Module, News, Person, Task, Tell

from .samples import DECLARED_TEXTS, PHASES, TRANSITIONS, declared, story_files

if TYPE_CHECKING:
    from pathlib import Path

ARRAYS = """\
# 1 Arrays edge-on

*Turns the great wings
so that no jet can tear one.*

> Caution: No jet near an array
> that is not locked.

- [edge_on] Lab: arrays edge-on (20 s).
  `astronaut arrays_edge_on`
- [wait] Loose? Step {edge_on}. Locked? Page {hand_over}, step {hand_over.take}.

> Note: They lose the sun.
"""
HAND_OVER = """\
# 2 Hand-over

*Gives her to Zvezda.*

- [cold] Say it. `tell moscow lost` `tell houston lost`
- [take] Zvezda: take control. `commander take_control`
- [all] Everybody out. `all_to_ships` `all_stay`

{pages}
"""


def files(arrays: str = ARRAYS, hand_over: str = HAND_OVER, **more: str) -> dict[str, str]:
    """Return a book of two pages, and more by their ids."""
    texts = {"arrays": arrays, "hand_over": hand_over, **more}
    return {f"flightbook/{ident}.md": text for ident, text in texts.items()}


def mistakes(arrays: str) -> list[tuple[int, str]]:
    """Return line and message of every mistake on the first page, the second being well."""
    _, errors = scan_flightbook(files(arrays))
    assert all(error.file == "flightbook/arrays.md" for error in errors)
    return [(error.line, error.message) for error in errors]


@pytest.fixture(scope="module")
def shipped() -> FlightBook:
    """Give the book that comes with the game."""
    return open_book().flightbook


# what a page can say


def test_a_page_arrives_as_it_is_written() -> None:
    """Number, title, purpose, and its entries in their order."""
    page = read_flightbook(files()).page_of("arrays")
    assert (page.number, page.title) == (1, "Arrays edge-on")
    assert page.purpose == "Turns the great wings so that no jet can tear one."
    assert [entry.kind for entry in page.entries] == [Kind.CAUTION, Kind.STEP, Kind.STEP, Kind.NOTE]
    assert page.entries[0].text == "Caution: No jet near an array that is not locked."
    assert [(step.ident, step.number, step.line) for step in page.steps] == [
        ("edge_on", 1, 9),
        ("wait", 2, 11),
    ]


def test_a_step_knows_who_does_what() -> None:
    """The order is taken out of the words; a step that is no work has nobody."""
    page = read_flightbook(files()).page_of("arrays")
    step = page.step_of("edge_on")
    assert (step.text, step.who, step.task) == (
        "Lab: arrays edge-on (20 s).",
        Person.ASTRONAUT,
        Task.ARRAYS_EDGE_ON,
    )
    assert (page.step_of("wait").who, page.step_of("wait").task) == (None, None)


def test_a_step_may_have_several_orders_and_each_kind_of_them() -> None:
    """They stand in the order in which they are to be said."""
    page = read_flightbook(files()).page_of("hand_over")
    assert page.step_of("cold").orders == (
        Tell(Person.MOSCOW, News.LOST),
        Tell(Person.HOUSTON, News.LOST),
    )
    assert page.step_of("cold").who is None
    assert page.step_of("take").orders == (Assign(Person.COMMANDER, Task.TAKE_CONTROL),)
    assert page.step_of("all").orders == (AllToShips(), AllStay())


def test_nobody_writes_a_number_by_hand() -> None:
    """A blank is the number of a page or a step, and the entry knows where it leads."""
    step = read_flightbook(files()).page_of("arrays").step_of("wait")
    assert step.text == "Loose? Step 1. Locked? Page 2, step 2."
    assert step.leads_to == (("arrays", "edge_on"), ("hand_over", ""), ("hand_over", "take"))


def test_pages_are_found_by_number_and_by_id() -> None:
    """And what is not there is said to be missing, not guessed."""
    book = read_flightbook(files())
    assert [page.ident for page in book.pages] == ["arrays", "hand_over"]
    assert book.page(2) is book.page_of("hand_over")
    assert [book.has(number) for number in (0, 1, 2, 3)] == [False, True, True, False]
    for number in (0, 3):
        with pytest.raises(LookupError):
            book.page(number)
    with pytest.raises(LookupError):
        book.page_of("window")
    with pytest.raises(LookupError):
        book.page(1).step_of("lock")


def test_a_file_from_another_system_reads_the_same() -> None:
    """A byte order mark and other line ends change nothing."""
    other = {file: "\ufeff" + text.replace("\n", "\r\n") for file, text in files().items()}
    assert read_flightbook(other) == read_flightbook(files())


# how a page is printed


def test_a_page_is_printed_with_its_steps_numbered() -> None:
    """Long entries hang behind their number, remarks under the words, and each line knows its step."""
    book = read_flightbook(files())
    lines = book.printed(book.page(1), 40)
    assert [line.text for line in lines] == [
        "1  Arrays edge-on",
        "Turns the great wings so that no jet can",
        "tear one.",
        "    Caution: No jet near an array that",
        "    is not locked.",
        " 1  Lab: arrays edge-on (20 s).",
        " 2  Loose? Step 1. Locked? Page 2, step",
        "    2.",
        "    Note: They lose the sun.",
    ]
    assert [line.step for line in lines[5:8]] == ["edge_on", "wait", "wait"]
    assert [line.kind for line in lines[:4]] == [None, None, None, Kind.CAUTION]


def test_the_list_of_pages_is_two_abreast_where_there_is_room() -> None:
    """It is read line by line; on a narrow panel every page has a line of its own."""
    book = read_flightbook(files())
    wide = [line.text for line in book.printed(book.page(2)) if line.kind is Kind.PAGES]
    assert wide == [" 1  Arrays edge-on            " + " 2  Hand-over"]
    narrow = [line.text for line in book.printed(book.page(2), 24) if line.kind is Kind.PAGES]
    assert narrow == [" 1  Arrays edge-on", " 2  Hand-over"]
    three = read_flightbook(files(third="# 3 Third\n\n*C.*\n\n- [a] D.\n"))
    listed = [line.text for line in three.printed(three.page(2)) if line.kind is Kind.PAGES]
    assert [line.split()[0] for line in listed] == ["1", "3"]


def test_a_page_that_fits_no_panel_is_refused() -> None:
    """Fourteen lines of sixty columns, the title among them."""
    fits = ARRAYS + "\n".join(f"> Note: {number}." for number in range(8)) + "\n"
    assert mistakes(fits) == []
    assert len(read_flightbook(files(fits)).printed(read_flightbook(files(fits)).page(1))) == PAGE_LINES
    ((line, message),) = mistakes(fits + "> Note: One too many.\n")
    assert line == 1
    assert f"takes {PAGE_LINES + 1} lines" in message


# mistakes

HEAD = "# 1 A\n\n*B.*\n\n"


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("Arrays\n\n*B.*\n\n- [a] C.\n", 1, "begins with its number and title"),
        ("# Arrays\n\n*B.*\n\n- [a] C.\n", 1, "begins with its number and title"),
        ("# 2 A\n\n*B.*\n\n- [a] C.\n", 1, "page 2 stands where page 1 should"),
        ("# 1 A\n\n- [a] C.\n- [b] D.\n", 3, "the first thing below the title"),
        ("# 1 A\n", 1, "say below the title what the page is for"),
        (HEAD, 1, "the page has no step"),
        (HEAD + "Lock them.\n\n- [a] C.\n", 5, "'Lock them.' is no step"),
        (HEAD + "- [A b] C.\n", 5, "'A b' is not an id"),
        (HEAD + "- [a] C.\n- [a] D.\n", 6, "two steps are called 'a'"),
        (HEAD + "- [a]\n", 5, "the step 'a' has no words"),
        (HEAD + "- [a] `self report`\n", 5, "the step 'a' has no words"),
        (HEAD + "- [hand_over] C.\n", 5, "'hand_over' is also a page"),
        (HEAD + "- [a] C.\n\n> Warning: D.\n", 7, "write `> Note: ...` or `> Caution: ...`"),
        (HEAD + "- [a] C.\n\n> Note:\n", 7, "write `> Note: ...`"),
        (HEAD + "- [a] C.\n\n> Note: D. `self report`\n", 7, "only a step has an order"),
        (HEAD + "- [a] C. `astronut report`\n", 5, "no 'astronut' (did you mean 'astronaut'?)"),
        (HEAD + "- [a] C. `self lock_array`\n", 5, "no 'lock_array' (did you mean 'lock_arrays'?)"),
        (HEAD + "- [a] C. `tell moscow los`\n", 5, "no 'los' (did you mean 'lost'?)"),
        (HEAD + "- [a] C. `tell moskow lost`\n", 5, "no 'moskow' (did you mean 'moscow'?)"),
        (HEAD + "- [a] C. `run`\n", 5, "no order is written 'run'"),
        (HEAD + "- [a] Step {b}.\n", 5, "no page or step is called 'b'"),
        (HEAD + "- [a] Page {hand_ver}.\n", 5, "'hand_ver' (did you mean 'hand_over'?)"),
        (HEAD + "- [a] Step {hand_over.lock}.\n", 5, "no page or step is called 'hand_over.lock'"),
        (HEAD + "- [a] Step {a.\n", 5, "the braces do not match"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, names: str) -> None:
    """Every one says where it is and what to do."""
    book_errors = scan_flightbook(files(text))[1]
    assert [error.line for error in book_errors if names in error.message] == [line]


def test_all_mistakes_are_found_in_one_run_and_the_first_is_raised() -> None:
    """A writer mends them together; a player is told one."""
    broken = files(HEAD + "- [A] C. `run`\n", "# 2 D\n")
    _, errors = scan_flightbook(broken)
    assert [(error.file, error.line) for error in errors] == [
        ("flightbook/arrays.md", 5),
        ("flightbook/arrays.md", 5),
        ("flightbook/hand_over.md", 1),
        ("flightbook/hand_over.md", 1),
    ]
    with pytest.raises(StoryError) as raised:
        read_flightbook(broken)
    assert (raised.value.file, raised.value.line) == ("flightbook/arrays.md", 5)


def test_a_file_whose_name_is_no_id_is_refused() -> None:
    """The name is the page's id, and others lead to it by that."""
    _, errors = scan_flightbook({"flightbook/Hand over.md": "# 1 A\n\n*B.*\n\n- [a] C.\n"})
    assert [error.line for error in errors if "is not an id" in error.message] == [1]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever stands in a file, it is a page or a list of mistakes."""
    book, errors = scan_flightbook({"flightbook/a.md": text})
    assert book.pages
    assert errors or book.pages[0].steps or book.pages[0].entries


@pytest.mark.parametrize(
    ("file", "is_page"),
    [
        ("flightbook/arrays.md", True),
        ("flightbook/README.md", False),
        ("flightbook/arrays.toml", False),
        ("archive/arrays.md", False),
    ],
)
def test_which_files_are_pages(file: str, is_page: bool) -> None:
    """Those for writers are none."""
    assert is_flightbook_file(file) is is_page


def test_the_check_of_a_story_reports_its_mistakes_and_its_habits() -> None:
    """`story check` names file and line; a habit is only a warning."""
    story = story_files()
    page = "# 1 A\n\n*B.*\n\n- [b] C. `run`\n- [c] Wait... and wait... and wait.\n"
    report = check_story(story | {"flightbook/a.md": page.encode()}, PHASES, TRANSITIONS)
    assert [(found.file, found.line) for found in report.errors] == [("flightbook/a.md", 5)]
    assert [(found.file, found.line) for found in report.warnings] == [("flightbook/a.md", 6)]
    assert check_story(story, PHASES, TRANSITIONS).errors == ()


def test_a_book_reads_its_pages_when_they_are_first_wanted() -> None:
    """Once, and not before; a story without pages has none."""
    read: list[str] = []

    def open_file(file: str) -> str:
        read.append(file)
        return files()[file]

    book = Book(declared(), {}, open_file, flightbook=files())
    assert read == []
    assert len(book.flightbook.pages) == 2
    assert book.flightbook is book.flightbook
    assert sorted(read) == sorted(files())
    assert Book(declared(), {}, open_file).flightbook == FlightBook(())


def test_the_library_finds_the_pages(tmp_path: Path) -> None:
    """What is lying about beside them is no page."""
    for name, text in {**DECLARED_TEXTS, **files(), "flightbook/README.md": "x"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert [page.ident for page in open_book(tmp_path).flightbook.pages] == ["arrays", "hand_over"]


def test_the_example_on_the_page_for_writers_is_without_a_mistake() -> None:
    """And it shows every construct that the page teaches."""
    text = resources("story").joinpath("flightbook/README.md").read_text(encoding="utf-8")
    found = re.search(r"```markdown\n(.*?)```", text, re.DOTALL)
    assert found is not None
    contents = "# 1 Contents\n\n*Where to look.*\n\n{pages}\n\n- [begin] Begin.\n"
    page = read_flightbook({"flightbook/arrays.md": found[1], "flightbook/contents.md": contents}).page(2)
    assert {entry.kind for entry in page.entries} == {Kind.STEP, Kind.NOTE, Kind.CAUTION}
    assert page.step_of("wait").text == "Wait. If they do not move: step 1."
    assert [len(step.orders) for step in page.steps] == [1, 0, 2, 0]
    assert page.step_of("next").leads_to == (("contents", ""), ("contents", "begin"))


# the book that ships

_SECONDS = re.compile(r"\((\d+) s\b")


def test_every_page_fits_a_panel(shipped: FlightBook) -> None:
    """Also at the width that it is printed to."""
    for page in shipped.pages:
        lines = shipped.printed(page)
        assert len(lines) <= PAGE_LINES, page.ident
        assert max(len(line.text) for line in lines) <= PAGE_COLUMNS, page.ident


def test_every_page_begins_with_one_sentence_of_what_it_is_for(shipped: FlightBook) -> None:
    """A reader who knows nothing of it can decide to stay."""
    for page in shipped.pages:
        assert page.purpose.endswith("."), page.ident
        assert not re.search(r"[.!?]\s", page.purpose), page.ident


def test_the_pages_stand_where_the_advice_looks_for_them(shipped: FlightBook) -> None:
    """Every page and step that the standing advice opens is there."""
    for page, step in {*PAGES.values(), *MODULE_PAGES.values()}:
        assert shipped.page_of(page).step_of(step).ident == step


def test_whoever_a_step_names_can_do_it(shipped: FlightBook) -> None:
    """The book orders nothing that the person would refuse."""
    asked = [
        order
        for page in shipped.pages
        for step in page.steps
        for order in step.orders
        if isinstance(order, Assign)
    ]
    assert [order for order in asked if order.task not in TASKS[order.who]] == []
    assert {order.task for order in asked} >= {
        *(Task.SEND_OFF, Task.MOTION_CONTROL_OFF, Task.CLOSE_MANIFOLD_1, Task.CLOSE_MANIFOLD_2),
        *(Task.CLOSE_VALVES, Task.FREE_DRIFT, Task.ARRAYS_EDGE_ON, Task.LOCK_ARRAYS, Task.TAKE_CONTROL),
        *(Task.NULL_RATES, Task.TURN_BACK, Task.HOLD, Task.GYROS_TAKE_OVER, Task.UNLOCK_ARRAYS),
        *(Task.SHED_COMFORT, Task.SHED_FILM, Task.SHED_COOLING, Task.LOADS_ON, Task.SWITCH_ANTENNA),
        *(Task.JETS_OFF, Task.CLOSE_SHUTTERS, Task.OPEN_SHUTTERS, Task.LOOK_OUT, Task.READ_RATES),
    }


def test_the_seconds_in_the_book_are_the_games(shipped: FlightBook) -> None:
    """Whoever reads *15 s* waits fifteen seconds."""
    told = 0
    for page in shipped.pages:
        for step in page.steps:
            times = [int(seconds) for seconds in _SECONDS.findall(step.text)]
            works = [
                TASKS[order.who][order.task].seconds for order in step.orders if isinstance(order, Assign)
            ]
            if works and times:
                assert works == times, (page.ident, step.ident)
                told += len(works)
    assert told >= 25
    arrays = shipped.page_of("arrays")
    assert f"{TURN_ARRAYS_TICKS // TICKS_PER_S} s" in arrays.step_of("wait").text
    assert f"{LOCK_ARRAYS_TICKS // TICKS_PER_S} s for the latches" in arrays.step_of("lock").text
    assert f"{DEPARTURE_KG:.0f} kg" in shipped.page_of("engine_test").step_of("line_6").text


def test_the_books_round_figures_are_the_simulations(shipped: FlightBook) -> None:
    """They are said in words, and this is what the words may mean."""
    said = " ".join(entry.text for page in shipped.pages for entry in page.entries)
    for words, figure, least, most in (
        ("three degrees a minute, by this book", 60.0 * SLEW_RAD_S / DEG, 2.8, 3.5),
        ("or seven.", 60.0 * FAST_SLEW_RAD_S / DEG, 6.5, 7.5),
        ("From sixty degrees by this book: twenty minutes", 60.0 * DEG / SLEW_RAD_S / 60.0, 17.0, 20.0),
        ("Under five is level enough", REGAINED_TILT_RAD / DEG, 5.0, 5.0),
        ("Still means under a hundredth", REGAINED_RATE_RAD_S / DEG, 0.01, 0.01),
        ("A few seconds can tear one", STRIKE_AFTER_S, 4.0, 8.0),
        ("patches Moscow in, in two minutes", PATCH_TICKS / TICKS_PER_S, 90.0, 150.0),
        (
            "carry everything for 35 minutes",
            60.0 * BATTERY_KWH / (BASE_KW + COMFORT_KW + FILM_KW + COOLING_KW),
            33.0,
            37.0,
        ),
    ):
        assert words in said
        assert least - 1e-9 <= figure <= most + 1e-9, (words, figure)


def test_the_ways_in_the_book_are_the_stations(shipped: FlightBook) -> None:
    """To the seats, and between the places of work."""
    seats = shipped.page_of("to_ships").step_of("seats").text
    for who in (Person.ACTOR, Person.COMMANDER, Person.ASTRONAUT):
        assert f"({way_s(WORKPLACES[who], SEATS[who])} s)" in seats
    ways = shipped.page_of("stations").step_of("ways").text
    assert f"Lab to Zvezda {way_s(Module.LAB, Module.ZVEZDA)} s" in ways
    assert f"Zvezda to you {way_s(Module.ZVEZDA, Module.SHIP)} s" in ways
    assert f"Cupola to you {way_s(Module.CUPOLA, Module.SHIP)} s" in ways


def test_the_pages_have_their_numbers_for_ever(shipped: FlightBook) -> None:
    """Call-outs and advice say a page by its number's id; new pages come behind."""
    assert [page.ident for page in shipped.pages] == [
        *("contents", "engine_test", "stop_fails", "runs_on", "attitude_lost", "arrays", "hand_over"),
        *("turn_back", "to_gyros", "loads", "radio", "to_ships", "window", "stations", "numbers"),
        "module_fires",
    ]
    assert [step.ident for step in shipped.page_of("engine_test").steps] == [
        f"line_{number}" for number in range(1, 10)
    ]
