"""The station by lines: what is said, what is offered, what is refused, what the book says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.station import instruments
from game.emergencies.station.advice import Point, advise
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.turns import TURNING_POINTS
from game.plain.paper import Paper
from game.plain.station_desk import StationDesk
from game.plain.turn_desk import MOST_SENTENCES
from game.readout.station_words import say_order
from game.vocabulary.flying import ChangeRung, CueGiven, Rung
from game.vocabulary.station import Assign, News, Person, StationCue, Task, Tell
from tests.plain.cabin import Cabin
from tests.plain.seat import BOOK, PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICE = re.compile(r"^(\d+)\. (.+)  \[(\S+)\]$", re.MULTILINE)
MOST_TURNS = 300


def _choices(text: str) -> dict[str, str]:
    """Return the labels of the numbered list by their ids, in order."""
    return {found[3]: found[2] for found in CHOICE.finditer(text)}


def _situation(cabin: Cabin) -> str:
    """Return what was told of the panels by the last line, without explanations; ``""`` for nothing."""
    told = next((block for block in reversed(cabin.printed) if " UTC." in block), "")
    return "\n".join(row for row in told.splitlines() if not row.startswith("("))


def _moments(rung: Rung, typed: str) -> Iterator[Cabin]:
    """Yield a cabin at each turn of an emergency that is met by one line, typed again and again."""
    cabin = Cabin(rung, 3)
    for _ in range(MOST_TURNS):
        yield cabin
        cabin.type(typed)
        if cabin.ending is not None:
            return


def test_a_turn_is_told_and_a_list_stands_below_it() -> None:
    """The clock first, the panels, and the standing advice on top of the list; a wait ends it."""
    text = Cabin(Rung.FLOWN).type("status")
    assert "09:12:40 UTC. " in text
    assert "Your ship's jet fires, 5 s" in text
    choices = list(_choices(text))
    assert choices[0] == "advice"
    assert choices[-1] == "wait"
    assert 4 <= len(choices) <= 8
    assert len(set(choices)) == len(choices)


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
def test_a_situation_is_short_and_says_nothing_twice(rung: Rung) -> None:
    """At most so many sentences a turn, none that was said the turn before, and never the clock alone."""
    before: set[str] = set()
    for cabin in _moments(rung, "wait 20"):
        told = re.split(r"(?<=\.) (?=[A-Z])", _situation(cabin))
        assert len(told) <= MOST_SENTENCES
        assert len(told) != 1 or not told[0]
        told = [said for said in told if "Nothing new" not in said]
        assert not before.intersection(told)
        before = set(told) - {""}


def test_the_book_is_open_on_assisted_only() -> None:
    """There each turn names the page and the step at which the advice stands."""
    cabin = Cabin(Rung.ASSISTED)
    advice = advise(cabin.state)
    page = BOOK.flightbook.page_of(advice.page)
    step = page.step_of(advice.step).number
    said = f"The book is open at page {page.number}, {page.title}, step {step}."
    assert said in _situation(cabin)
    cabin.type("flown")
    assert "The book is open" not in _situation(cabin)


def test_on_bare_the_laptop_is_dead_once() -> None:
    """It is said at first, or when it dies, and not again; no number of it is ever told."""
    for cabin in (Cabin(Rung.BARE), Cabin(Rung.FLOWN)):
        if cabin.state.rung is not Rung.BARE:
            cabin.type("bare")
        assert "The laptop is dead" in _situation(cabin)
        for _ in range(5):
            cabin.type("wait 10")
            assert "The laptop is dead" not in _situation(cabin)
            assert "She hangs" not in _situation(cabin)
            assert "percent" not in _situation(cabin)


def test_a_number_an_id_and_its_words_are_the_same() -> None:
    """For every choice of the list, each in an emergency of its own."""
    listed = _choices(Cabin().type(""))
    for number, (ident, label) in enumerate(listed.items(), 1):
        first = ""
        words = [str(number), f"{number}.", f"[{ident}]", ident, ident.upper(), ident.replace("_", " ")]
        for typed in words + ([label] if ident not in {"advice", "wait"} else []):
            cabin = Cabin()
            cabin.type(typed)
            assert cabin.flown, typed
            first = first or repr(cabin.flown)
            assert repr(cabin.flown) == first, typed


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
@pytest.mark.parametrize("typed", ["1", "wait 20"])
def test_every_choice_that_is_ever_listed_is_an_order(rung: Rung, typed: str) -> None:
    """Through an emergency in which the list changes, by its id and by the words that are printed."""
    seen: set[str] = set()
    for cabin in _moments(rung, typed):
        for choice in cabin.desk.listed():
            if choice.ident != "advice":
                assert cabin.desk.read(choice.ident) == (choice.order,), choice.ident
            if choice.ident not in {"advice", "wait"}:
                assert cabin.desk.read(choice.label) == (choice.order,), choice.label
            seen.add(choice.ident)
    assert len(seen) > 15


def test_every_choice_that_is_ever_listed_is_taken() -> None:
    """Typed by its number it reaches the people, and nobody is busy, or deaf, or the wrong one for it."""
    refused = {StationCue.CANNOT, StationCue.BUSY, StationCue.NOT_HEARD}
    tried: set[str] = set()
    for cabin in _moments(Rung.FLOWN, "wait 20"):
        present = cabin.present
        assert present.state.flight is not None
        for number, choice in enumerate(cabin.desk.listed(), 1):
            if choice.ident in tried or choice.ident in {"advice", "wait"}:
                continue
            tried.add(choice.ident)
            cabin.type(str(number))
            assert cabin.flown[-1][0] == (choice.order,)
            assert not any(said.startswith("? ") for said in cabin.printed)
            answered = {given.cue for given in cabin.cues if given.tick <= present.state.flight.tick + 1}
            assert not answered & refused, choice.ident
            cabin.ending = None
            cabin.go_back(present)
    assert len(tried) > 15


def test_the_first_choice_is_the_standing_advice() -> None:
    """It does what the crew would do, for as long as they mean it, and says what that is and why."""
    cabin = Cabin(Rung.ASSISTED)
    while cabin.ending is None:
        advised = advise(cabin.state)
        label = next(iter(_choices(cabin.type("")).values()))
        assert PHRASES.say(f"orders.station.why.{advised.name}") in label
        if advised.order is not None:
            assert say_order(advised.order, PHRASES) in label
        cabin.type("1")
        assert cabin.flown[-1] == (() if advised.order is None else (advised.order,), advised.ticks)


def test_every_piece_of_advice_has_its_reason() -> None:
    """One short sentence, or two."""
    for point in Point:
        said = PHRASES.say(f"orders.station.why.{point.value}")
        assert said.endswith((".", "?"))
        assert len(said) < 70


def test_a_line_of_several_orders_is_given_in_their_order() -> None:
    """What stands before a wait is said at once; the rest lasts a turn."""
    cabin = Cabin()
    text = cabin.type("tell moscow, manifold one; wait 15; timur read rates")
    assert cabin.flown[0] == (
        (Tell(Person.MOSCOW, News.RUNS_ON), Assign(Person.SELF, Task.CLOSE_MANIFOLD_1)),
        300,
    )
    assert cabin.flown[1][0] == (Assign(Person.ROOKIE, Task.READ_RATES),)
    assert len(cabin.flown) == 2
    assert text.count(" UTC.") == 1


def test_a_turn_lasts_as_long_as_it_was_set() -> None:
    """Setting it lets no time pass; auto gives it back to the situation."""
    cabin = Cabin()
    assert "20 seconds" in cabin.type("turn 20")
    assert cabin.flown == []
    cabin.type("wait")
    assert cabin.flown == [((), 400)]
    assert "as the situation allows" in cabin.type("turn auto")
    cabin.type("wait")
    assert cabin.flown[-1] == ((), 1200)
    lasting = advise(cabin.state).ticks
    cabin.type("tell vera hold tight")
    assert cabin.flown[-1][1] == lasting


def test_the_book_lies_open_without_time_passing() -> None:
    """Its contents, a page by number or by a word of its name, the next and the one before."""
    cabin = Cabin(Rung.FLOWN)
    before = cabin.state
    contents = cabin.type("book")
    pages = BOOK.flightbook.pages
    assert all(f"{page.number}  {page.title}" in contents for page in pages)
    arrays = BOOK.flightbook.page_of("arrays")
    for typed in (f"page {arrays.number}", "page arrays", "page_arrays", "page Arrays edge on", "page arays"):
        printed = cabin.type(typed)
        assert arrays.purpose in printed.replace("\n", " "), typed
    assert pages[arrays.number].title in cabin.type("next page")
    assert arrays.title in cabin.type("page before")
    assert BOOK.flightbook.page_of(advise(cabin.state).page).title in cabin.type("page")
    assert cabin.state is before
    assert cabin.flown == []
    assert "UTC" not in cabin.type("book")


def test_the_step_of_the_advice_is_marked() -> None:
    """On the page that the word page opens by itself, and on no other; once."""
    cabin = Cabin(Rung.FLOWN)
    advice = advise(cabin.state)
    page = BOOK.flightbook.page_of(advice.page)
    rows = cabin.type("page").splitlines()
    marked = [row for row in rows if row.endswith("(you are here)")]
    assert len(marked) == 1
    assert marked[0].split()[0] == str(page.step_of(advice.step).number)
    assert "you are here" not in cabin.type(f"page {page.number + 3}")


def test_what_is_looked_up_behind_an_order_is_read_after_it() -> None:
    """Who is where then, and not before; a page that is not there refuses the whole line."""
    cabin = Cabin(Rung.FLOWN)
    cabin.type("turn 5")
    assert "closing manifold one; 13 s yet" in cabin.type("manifold one; people")
    at = cabin.state
    assert cabin.type("manifold two; page 99").startswith("? ")
    assert cabin.state is at


@pytest.mark.parametrize("width", [20, 40, 76, 132])
def test_a_page_fits_the_paper(width: int) -> None:
    """With its mark; on paper too narrow for a book, it is as narrow as a book can be."""
    cabin = Cabin(Rung.FLOWN)
    desk = StationDesk(
        cabin, PHRASES, Paper(BOOK, PHRASES, width), cabin.printed.append, lambda: BOOK.flightbook
    )
    for page in BOOK.flightbook.pages:
        cabin.printed.clear()
        desk.obey(f"page {page.number}")
        assert max(map(len, cabin.printed[0].splitlines())) <= max(36, width)


def test_status_says_everything_and_people_who_is_where() -> None:
    """Neither lets time pass; status says what was said already, too."""
    cabin = Cabin(Rung.FLOWN)
    explained = cabin.type("status")
    first = cabin.type("status")
    assert first == re.sub(r"\n\(.*\)", "", explained)
    for said in ("She hangs", "Manifold one is open", "Moscow hears you", "batteries", "camera"):
        assert said in first
    people = cabin.type("people")
    assert "Timur is in Zvezda." in people
    assert all(row in first for row in people.splitlines())
    assert cabin.flown == []


@pytest.mark.parametrize(
    "typed",
    [
        *("vera take control", "tell", "undock", "yes", "flown", "answer now", "gleb stand by"),
        *("nonsense", "0", "99", "[no]", "wait 999", "turn 3", "timur", "report", "fire now", "answer yes"),
        *("page 99", "page 0", "page nowhere at all", "timur read rates; no", "tell everybody"),
    ],
)
def test_a_refused_line_is_one_sentence_and_no_time(typed: str) -> None:
    """It begins with a question mark and says what would work; nothing is lost."""
    cabin = Cabin(Rung.FLOWN)
    before = cabin.state
    said = cabin.type(typed)
    assert said.startswith("? ")
    assert "\n" not in said
    assert cabin.state is before
    assert cabin.flown == []


def test_the_last_page_has_none_after_it() -> None:
    """And the first none before; both are said, and the book stays open where it was."""
    cabin = Cabin()
    last = len(BOOK.flightbook.pages)
    cabin.type(f"page {last}")
    assert f"not {last + 1}" in cabin.type("next page")
    assert BOOK.flightbook.page(last - 1).title in cabin.type("page before")
    cabin.type("page 1")
    assert "not 0" in cabin.type("page before")


def test_forty_lines_of_rubbish_lose_nothing() -> None:
    """Not a tick passes, and the very state is there afterwards."""
    cabin = Cabin(Rung.FLOWN)
    before = cabin.present
    for number in range(40):
        said = cabin.type(f"qwx {number} frobnicate; zzz")
        assert said.startswith("? ")
    assert cabin.present is before
    assert cabin.flown == []
    assert _choices(cabin.type(""))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_typed_the_desk_goes_on(lines: list[str]) -> None:
    """Nothing breaks it, and nothing unprintable comes back."""
    cabin = Cabin()
    for line in lines:
        if cabin.ending is None:
            printed = cabin.type(line)
            assert all(sign.isprintable() or sign == "\n" for sign in printed)


def test_an_order_that_the_session_refuses_stops_the_line() -> None:
    """What stood behind it is not done."""
    cabin = Cabin()
    cabin.refusing = True
    said = cabin.type("tell moscow; wait 5; tell hale")
    assert said.startswith("? ")
    assert said.count("? ") == 1


def test_help_lets_no_time_pass() -> None:
    """And is printed as it stands, on a screen of 80 columns and 24 lines."""
    cabin = Cabin()
    said = cabin.type("help")
    assert said == PHRASES.say("orders.station.help")
    assert max(map(len, said.splitlines())) <= 78
    assert len(said.splitlines()) <= 22
    assert cabin.flown == []


def test_how_hard_it_is_can_be_changed_on_the_way() -> None:
    """As an order of its own."""
    cabin = Cabin(Rung.FLOWN)
    cabin.type("assisted")
    assert cabin.flown[-1][0] == (ChangeRung(Rung.ASSISTED),)
    assert cabin.state.rung is Rung.ASSISTED


def test_going_back_begins_the_telling_anew() -> None:
    """After a Retake the look of before is no measure of which way she goes."""
    cabin = Cabin()
    first, told = cabin.present, _situation(cabin)
    cabin.type("wait 60; wait 60")
    cabin.go_back(first)
    cabin.printed.clear()
    cabin.desk.show()
    assert _situation(cabin) == told


@pytest.mark.parametrize(
    ("typed", "how"),
    [("motion control off", "held"), ("to the ships", "in_the_ships")],
)
def test_an_end_that_was_brought_about_is_said(typed: str, how: str) -> None:
    """Before the story goes on."""
    cabin = Cabin(Rung.FLOWN, 3)
    cabin.type(typed)
    while cabin.ending is None:
        cabin.type("wait")
    assert cabin.printed[1] == PHRASES.say(f"orders.station.over.{how}")


def test_every_end_has_its_sentence() -> None:
    """Also those that are seldom come to."""
    for cue in (StationCue.LONG_NIGHT, StationCue.DRILL_PASSED):
        cabin = Cabin()
        present = replace(cabin.present, events=(CueGiven(cue, 1),))
        assert cabin.desk.say_end(present) == PHRASES.say(f"orders.station.over.{cue.value}")
    assert not Cabin().desk.say_end(Cabin().present)


def test_an_order_shows_its_seconds_and_its_price() -> None:
    """In the list, and in the advice."""
    listed = _choices(Cabin(Rung.FLOWN).type(""))
    assert listed["motion_control_off"].endswith("10 s; your engine stays unproved.")
    cabin = Cabin(Rung.FLOWN)
    while advise(cabin.state).order != Assign(Person.SELF, Task.CLOSE_MANIFOLD_1):
        cabin.type("1")
    assert "Close manifold one. 18 s. " in _choices(cabin.type(""))["advice"]


def test_a_wait_is_called_by_what_it_is() -> None:
    """It ends when something happens, and never later than it says."""
    cabin = Cabin(Rung.FLOWN, 3)
    cabin.type("turn 20")
    assert _choices(cabin.type(""))["wait"] == "Wait until something happens; 20 s at most."
    cabin.type("turn auto")
    assert _choices(cabin.type(""))["wait"] == "Wait until something happens; a minute at most."
    before = cabin.state.tick
    cabin.type("wait")
    assert cabin.cues[-1].cue in TURNING_POINTS
    assert cabin.state.tick - before < 1200


@pytest.mark.parametrize("typed", ["wait 120", "turn 60"])
def test_a_wait_that_was_named_stops_when_she_is_lost_or_somebody_asks(typed: str) -> None:
    """And the rest of the line is not done, which is said."""
    cabin = Cabin(Rung.FLOWN, 3)
    cabin.type(typed)
    said = cabin.type("wait 60; tell houston lost" if typed == "turn 60" else "wait 120; tell houston lost")
    if typed == "wait 120":
        # The first wait has ended with the tone already.
        assert cabin.state.asked
    assert "the rest of the line was not done" in said
    assert not [order for orders, _ in cabin.flown for order in orders]
    assert any(cue.cue in {StationCue.ATTITUDE_LOST, StationCue.ASKED} for cue in cabin.cues)


def test_an_order_to_somebody_who_is_busy_lets_no_time_pass() -> None:
    """The line says at what they are, and what would free them; standing by does."""
    cabin = Cabin(Rung.FLOWN)
    cabin.type("turn 5; manifold one")
    before = cabin.state
    said = cabin.type("manifold two")
    assert said.startswith("? You sit in your ship, closing manifold one; ")
    assert cabin.state is before
    assert not cabin.type("engineer stand by").startswith("? ")


def test_a_room_that_is_not_heard_is_not_spoken_to() -> None:
    """No time is lost over it."""
    cabin = Cabin(Rung.FLOWN)
    while instruments.read(cabin.state).moscow_heard:
        cabin.type("wait 5")
    before = cabin.state
    assert cabin.type("tell moscow") == "? Moscow is not heard now."
    assert cabin.state is before


def test_nobody_reads_a_rate_on_bare() -> None:
    """It is refused before anybody has tried, in words that say what would do instead; so in the drill."""
    for scenario, says in ((Scenario.ROLL, "ask Vera"), (Scenario.DRILL, "Timur keeps the figures")):
        cabin = Cabin(Rung.BARE, 1, scenario)
        before = cabin.state
        said = cabin.type("timur read rates")
        assert said.startswith("? ")
        assert says in said
        assert cabin.state is before


def test_on_bare_in_the_drill_nothing_is_dead() -> None:
    """Timur keeps the figures to himself."""
    told = _situation(Cabin(Rung.BARE, 1, Scenario.DRILL))
    assert "Timur keeps the figures to himself." in told
    assert "The laptop is dead" not in told


def test_a_word_is_explained_once() -> None:
    """When it is first printed: the gyros at once, the others when they come."""
    said: list[str] = []
    for cabin in _moments(Rung.FLOWN, "1"):
        said += cabin.printed
    text = "\n".join(said)
    for word in ("zvezda", "gyros", "s_band"):
        gloss = PHRASES.say(f"station.gloss.{word}")
        assert text.count(gloss) <= 1
        if word != "s_band":
            first = text.lower().index(word)
            assert first <= text.index(gloss) <= first + 1500, word
    assert len(PHRASES.say("station.gloss.words").split("|")) == 3


def test_the_book_is_named_only_where_it_was_not_open_before() -> None:
    """On assisted, and never back for a word that somebody should be told."""
    named: list[tuple[int, int]] = []
    for cabin in _moments(Rung.ASSISTED, "1"):
        told = _situation(cabin)
        for found in re.finditer(r"open at page (\d+), [^.]*?step (\d+)\.", told):
            place = int(found[1]), int(found[2])
            assert place not in named
            if named and place[0] != named[-1][0]:
                assert not isinstance(advise(cabin.state).order, Tell)
            named.append(place)
    assert len(named) > 6


def test_where_nothing_is_new_the_list_is_not_read_again() -> None:
    """One sentence with the time; an empty line, and whatever changes, brings the list."""
    cabin = Cabin(Rung.ASSISTED, 3)
    cabin.type("turn 5")
    while "Nothing new" not in cabin.type("1"):
        assert cabin.ending is None
        assert _choices("\n".join(cabin.printed))
    assert len(cabin.printed) == 1
    assert re.match(r"\d\d:\d\d:\d\d UTC\. ", cabin.printed[0])
    assert _choices(cabin.type(""))
    assert _choices(cabin.type("status"))


def test_a_question_is_put_once() -> None:
    """After that only who waits is said; status has it again."""
    cabin = Cabin(Rung.FLOWN, 3)
    while not cabin.state.asked:
        cabin.type("wait 20")
    assert "does he stop the camera?" in _situation(cabin)
    cabin.type("wait 5")
    assert "Ruben still waits" in _situation(cabin)
    assert "does he stop the camera?" not in _situation(cabin)
    assert "does he stop the camera?" in cabin.type("status")


@pytest.mark.parametrize("scenario", list(Scenario))
def test_the_end_of_an_emergency_is_left_to_the_story(scenario: Scenario) -> None:
    """Each of them ends by itself; the desk prints what was said last, and how it ended in one sentence."""
    cabin = Cabin(Rung.FLOWN, 1, scenario)
    for _ in range(MOST_TURNS):
        cabin.printed.clear()
        if cabin.desk.obey("wait 60"):
            break
    assert cabin.ending is not None
    how = "drill_missed" if scenario is Scenario.DRILL else "regained"
    said = [line for line in cabin.present.lines if line.ident.startswith(PLACE_OF_LINES)]
    assert said
    assert cabin.printed == [
        Paper(BOOK, PHRASES, 0).lines(said),
        PHRASES.say(f"orders.station.over.{how}"),
    ]
    with pytest.raises(ValueError, match="nothing is being flown"):
        cabin.desk.situation(cabin.present)
