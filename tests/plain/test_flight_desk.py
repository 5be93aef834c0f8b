"""Flying by lines: what is said, what is offered, what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.emergencies.crew import PLACE_OF_LINES
from game.emergencies.docking.advice import Advice, advise
from game.emergencies.docking.answers import said_m
from game.emergencies.docking.starts import Start
from game.plain.flight_desk import FlightDesk
from game.plain.orders import OrderBook
from game.plain.paper import Paper
from game.plain.turn_desk import MOST_SENTENCES
from game.vocabulary.flying import Control, Pulse, Rung, Set, Switch
from game.vocabulary.values import Place
from tests.plain.seat import BOOK, PHRASES, Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.emergencies.docking.state import DockingState

CHOICE = re.compile(r"^(\d+)\. (.+)  \[(\S+)\]$", re.MULTILINE)


class Cockpit(Seat):
    """The commander's seat."""

    def __init__(self, rung: Rung = Rung.ASSISTED, seed: int = 1, start: Start = Start.DAY) -> None:
        super().__init__(rung, seed, start.value, Place("manual_approach", "start"), {})

    def sit(self, paper: Paper, write: Callable[[str], None]) -> FlightDesk:
        """Return the desk at which it is flown."""
        self.desk = FlightDesk(self, PHRASES, paper, write)
        return self.desk

    @property
    def state(self) -> DockingState:
        """The flight's, for what a test compares with."""
        return self.flight.docking


def _choices(text: str) -> dict[str, str]:
    """Return the labels of the numbered list by their ids, in order."""
    return {found[3]: found[2] for found in CHOICE.finditer(text)}


def test_a_turn_is_told_and_a_list_stands_below_it() -> None:
    """The clock first, the picture, and from four to seven choices, the crew's advice on top."""
    text = Cockpit().type("wait 5")
    assert text.startswith("12:14:35 UTC. ")
    assert "The module is" in text
    choices = list(_choices(text))
    assert choices[0] == "advice"
    assert 4 <= len(choices) <= 7
    assert len(set(choices)) == len(choices)
    assert "wait" in choices
    assert "wave_off" in choices


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
def test_a_situation_is_short_and_says_nothing_twice(rung: Rung) -> None:
    """At most so many sentences a turn, and none that was said the turn before, but for the last call."""
    cockpit = Cockpit(rung, 4)
    before: set[str] = set()
    cockpit.type("moscow")
    for turn in range(60):
        cockpit.type("range" if turn == 20 else "1")
        if cockpit.ending is not None:
            break
        told = next(block for block in cockpit.printed if " UTC." in block)
        sentences = re.findall(r"[A-Z][^.]*(?:\.\d[^.]*)*\.", told.partition(" UTC.")[2])
        assert len(sentences) < MOST_SENTENCES
        assert not before & set(sentences), turn
        before = {said for said in sentences if not said.startswith("Last called")}


def test_a_turn_in_which_everything_changes_is_short_too() -> None:
    """What found no room is said in the turns after it."""
    cockpit = Cockpit(Rung.FLOWN)
    switches = "lamp on; filter off; narrow on; both sets; rate hold off; nose up 1; fwd 5"
    told = [cockpit.type(f"{switches}; wait 5"), *(cockpit.type("wait 1") for _ in range(4))]
    for text in told:
        line = next(block for block in text.split("\n\n") if " UTC." in block)
        assert len(re.findall(r"\.(?: |$)", line)) <= MOST_SENTENCES, line
    for said in (
        "Lamp on.",
        "Filter off.",
        "Narrow field.",
        "Both sets",
        "goes on turning",
        "The ship turns",
    ):
        assert any(said in text for text in told), said


def test_the_slide_that_is_offered_leads_back_to_the_line() -> None:
    """After a push to one side, against it; after one up, down."""
    for push, offered in (("right 5", "left_0.5"), ("left 5", "right_0.5"), ("up 5", "down_0.5")):
        cockpit = Cockpit(Rung.FLOWN)
        cockpit.type(f"{push}; wait 60")
        assert offered in [choice.ident for choice in cockpit.desk.offered(cockpit.state)]


def test_everything_is_said_in_time() -> None:
    """What found no room in one turn is said in a later one, and the fall of night at once."""
    cockpit = Cockpit(Rung.FLOWN, 2)
    seen = cockpit.type("filter off")
    while "12:18:3" not in seen:
        seen = cockpit.type("wait 1" if "12:18:2" in seen or "12:18:3" in seen else "wait 10")
    for _ in range(6):
        seen += cockpit.type("wait 1")
    assert "It is dark out there." in seen


def test_look_tells_everything_and_lets_no_time_pass() -> None:
    """Picture and panel, whatever was said before; as often as it is asked for."""
    cockpit = Cockpit()
    first = cockpit.type("look")
    for said in (
        "Lamp off.",
        "Filter on.",
        "Wide field.",
        "One set",
        "No jets.",
        "No range has been called yet.",
    ):
        assert said in first
    assert "The sun is on the station." in first
    assert cockpit.type("LOOK") == first
    assert cockpit.flown == []
    cockpit.type("fwd 5; right 5; wait 20")
    moved = cockpit.type("look")
    assert ", growing" in moved
    assert cockpit.type("look") == moved


def test_a_range_that_was_called_is_kept_in_mind() -> None:
    """With its age, as last called; never another number of metres."""
    cockpit = Cockpit()
    cockpit.type("range")
    text = cockpit.type("wait 20")
    found = re.search(r"Last called: (\S+) metres, (\d+) seconds ago\.", text)
    assert found, text
    assert float(found[1]) == said_m(cockpit.state.heard.range_m)
    later = cockpit.type("wait 10")
    assert f"Last called: {found[1]} metres, {int(found[2]) + 10} seconds ago." in later


def test_a_switch_that_was_put_over_is_told() -> None:
    """Once, when it changes."""
    cockpit = Cockpit()
    assert "Lamp on." in cockpit.type("lamp on")
    assert "Lamp on." not in cockpit.type("wait 2")
    assert "Narrow field." in cockpit.type("narrow on")


def test_a_number_an_id_and_its_words_are_the_same() -> None:
    """For every choice of the list, each in a flight of its own."""
    asked = Cockpit()
    listed = _choices(asked.type(""))
    for number, ident in enumerate(listed, 1):
        first = ""
        for typed in (str(number), f"{number}.", f"[{ident}]", ident, ident.upper(), ident.replace("_", " ")):
            cockpit = Cockpit()
            cockpit.type(typed)
            assert cockpit.flown, typed
            first = first or repr(cockpit.flown)
            assert repr(cockpit.flown) == first, typed


@pytest.mark.parametrize("rung", [Rung.ASSISTED, Rung.FLOWN, Rung.BARE])
def test_every_id_that_is_ever_listed_can_be_typed_as_words(rung: Rung) -> None:
    """Through a flight in which the list changes."""
    cockpit, book = Cockpit(rung, 3), OrderBook(PHRASES)
    seen: set[str] = set()
    while cockpit.ending is None:
        for choice in cockpit.desk.offered(cockpit.state):
            assert book.read(choice.ident) == (choice.order,), choice.ident
            seen.add(choice.ident)
        cockpit.type("1")
    assert len(seen) > 8


def test_the_first_choice_is_the_standing_advice() -> None:
    """It does what the crew would do, for as long as they mean it, and says what that is."""
    cockpit = Cockpit()
    while cockpit.ending is None:
        advised = advise(cockpit.state)
        label = next(iter(_choices(cockpit.type("")).values()))
        expected = f"orders.advice.{advised.advice.name.lower()}"
        seconds = f"{advised.order.ticks / 20:g}" if isinstance(advised.order, Pulse) else ""
        assert label == PHRASES.say(expected, seconds=seconds)
        cockpit.type("1")
        orders, ticks = cockpit.flown[-1]
        assert orders == (() if advised.order is None else (advised.order,))
        assert ticks >= advised.ticks


def test_every_advice_has_its_words() -> None:
    """Whether it is a pulse or not."""
    for advice in Advice:
        assert PHRASES.say(f"orders.advice.{advice.name.lower()}", seconds="0.5")


def test_a_line_of_several_orders_is_flown_in_their_order() -> None:
    """What stands before a wait is given together; the rest lasts a turn."""
    cockpit = Cockpit()
    text = cockpit.type("left 0.2, lamp on; wait 3; fwd 0,5; wait; back 0.1")
    assert cockpit.flown[0] == ((Pulse(Control.LEFT, 4), Set(Switch.LAMP, on=True)), 60)
    assert cockpit.flown[1] == ((Pulse(Control.FORWARD, 10),), 200)
    assert cockpit.flown[2][0] == (Pulse(Control.AFT, 2),)
    assert len(cockpit.flown) == 3
    assert text.count("UTC.") == 1


def test_a_turn_lasts_as_long_as_it_was_set() -> None:
    """And never less than the pulse that is given in it; setting it lets no time pass."""
    cockpit = Cockpit()
    assert "5 seconds" in cockpit.type("turn 5")
    assert cockpit.flown == []
    cockpit.type("wait")
    cockpit.type("turn 2; fwd 5")
    assert cockpit.flown == [((), 100), ((Pulse(Control.FORWARD, 100),), 100)]
    assert "range allows" in cockpit.type("turn auto")
    cockpit.type("wait")
    assert cockpit.flown[-1] == ((), 200)


@pytest.mark.parametrize(
    "typed",
    ["nonsense", "fwd nan", "fwd 1e9", "left -3", "left 0", "0", "99", "fwd 1; no", "[no]"],
)
def test_a_refused_line_is_one_sentence_and_no_time(typed: str) -> None:
    """It begins with a question mark and says what would work; nothing is lost."""
    cockpit = Cockpit()
    before = cockpit.state
    said = cockpit.type(typed)
    assert said.startswith("? ")
    assert "\n" not in said
    assert cockpit.state is before


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_typed_the_desk_goes_on(lines: list[str]) -> None:
    """Nothing breaks it, and nothing unprintable comes back."""
    cockpit = Cockpit()
    for line in lines:
        if cockpit.ending is None:
            printed = cockpit.type(line)
            assert all(sign.isprintable() or sign == "\n" for sign in printed)


def test_an_order_that_the_session_refuses_stops_the_line() -> None:
    """What stood behind it is not done."""
    cockpit = Cockpit()
    cockpit.refusing = True
    said = cockpit.type("fwd 1; wait 5; fwd 1")
    assert said.startswith("? ")
    assert said.count("? ") == 1


def test_help_lets_no_time_pass() -> None:
    """And is printed as it stands."""
    cockpit = Cockpit()
    assert cockpit.type("help") == PHRASES.say("orders.help")
    assert cockpit.flown == []


def test_the_end_of_a_flight_is_left_to_the_story() -> None:
    """The desk says that it is over and prints what was said last, and nothing that the story says."""
    cockpit = Cockpit()
    cockpit.type("turn 20")
    while not cockpit.desk.obey("wait 60"):
        cockpit.printed.clear()
    assert cockpit.ending is not None
    assert cockpit.ending.trigger == "waved_off"
    said = [line for line in cockpit.present.lines if line.ident.startswith(PLACE_OF_LINES)]
    assert said
    assert cockpit.printed == [Paper(BOOK, PHRASES, 0).lines(said)]


def test_going_back_begins_the_telling_anew() -> None:
    """After a Retake the picture of before is no measure of what grows."""
    cockpit = Cockpit()
    first, told = cockpit.present, list(cockpit.printed)
    cockpit.type("fwd 5; wait 60")
    cockpit.go_back(first)
    cockpit.printed.clear()
    cockpit.desk.show()
    assert cockpit.printed == told


def test_without_a_flight_there_is_nothing_to_tell() -> None:
    """That is the program's own mistake."""
    cockpit = Cockpit()
    while not cockpit.desk.obey("wait 60"):
        pass
    with pytest.raises(ValueError, match="nothing is being flown"):
        cockpit.desk.situation(cockpit.present)
